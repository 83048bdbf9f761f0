"""What free text is searched for, and what is left in peace."""

from __future__ import annotations

import pytest

from reportgen.inputs.screening import UNKNOWN_CAPITAL, Screen
from reportgen.inputs.uk_identifiers import find_identifiers, is_nhs_number, is_uln, is_upn

LISTED = "a word of the screening table"
CLOSE = "a word close to one of the screening table"
SCREEN = Screen(
    [("name", "Zephyrine Quillfeather"), ("school", "Example Hollow School"), ("name", "Will"), ("other", "marigold")],
    frozenset({"northmere", "training"}),
    ["Ellis Marsh"],
)


def found(text: str, *, is_comment: bool = True) -> tuple[str, ...]:
    return tuple(finding.kind for finding in SCREEN.scan(text, is_comment=is_comment))


@pytest.mark.parametrize(
    "text",
    [
        "zephyrine quillfeather",
        "We asked for ZEPHYRINE again.",
        "Zephyrine’s taxi",
        "Quillfeather",
        "at Example Hollow School",
        "at example hollow school",
        "at Example Hollow",
        "a bunch of Marigold",
        "time for Will to learn",
        "Zephy\u00adrine",
    ],
)
def test_words_of_the_screening_table_are_found_however_written(text: str) -> None:
    assert LISTED in found(text)
    assert LISTED in found(text, is_comment=False)


@pytest.mark.parametrize("text", ["Zephirine", "Zephyrin", "Zephyriine", "Quilfeather"])
def test_a_name_is_found_with_one_letter_wrong(text: str) -> None:
    assert CLOSE in found(f"We said {text} could come.")


@pytest.mark.parametrize(
    "text",
    ["We will go.", "an example of a hollow promise", "Will it help?", "marigolds", "Quilt and feather", "Zebra"],
)
def test_ordinary_words_are_no_screening_hits(text: str) -> None:
    assert LISTED not in found(text) and CLOSE not in found(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("His number is H801200001001.", "a unique pupil number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("ring 07700 900123", "a telephone number"),
        ("ring +44 7700 900123", "a telephone number"),
        ("ring (01632) 960 001", "a telephone number"),
        ("write to someone@example.org", "an e-mail address"),
        ("we live in SW1A 1AA", "a postcode"),
        ("we live in sw1a1aa", "a postcode"),
        ("born on 3 April 2016", "a date of birth"),
        ("DOB: 03/04/2016", "a date of birth"),
        ("her birthday is 3rd of April", "a date of birth"),
        ("date of birth 2016-04-03", "a date of birth"),
        ("URN 123456", "a school's reference number"),
        ("school 138500", "what may be a school's reference number"),
    ],
)
def test_uk_identifiers_are_found(text: str, kind: str) -> None:
    assert kind in [each.kind for each in find_identifiers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "£138,500",
        "£138500",
        "20 weeks",
        "2nd time",
        "the 3rd term of 2024",
        "10,000,000.00",
        "1402 plans",
        "Q2 2025-26",
    ],
)
def test_amounts_and_dates_are_no_identifiers(text: str) -> None:
    assert find_identifiers(text) == ()


def upn(digits: str) -> str:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    return letters[sum(weight * int(digit) for weight, digit in enumerate(digits, start=2)) % 23] + digits


def test_check_characters_are_worked_out() -> None:
    good = upn("801200001001")
    wrong = ("A" if good[0] != "A" else "B") + good[1:]
    assert is_upn(good) and not is_upn(wrong) and not is_upn(good[:-1]) and not is_upn("I" + good[1:])
    assert is_nhs_number("943 476 5919") and not is_nhs_number("943 476 5918") and not is_nhs_number("943")
    assert is_uln("1234567899") and not is_uln("1234567890")
    assert not is_uln("0234567899")
    (certain,) = find_identifiers(good)
    (doubtful,) = find_identifiers(wrong)
    assert certain.is_certain and not doubtful.is_certain


@pytest.mark.parametrize(
    "text",
    [
        "My son Kacper was left out.",
        "our little girl, Saoirse, waits",
        "a boy called Kacper",
        "Mrs Patel never rang.",
        "Kacper's plan is late.",
        "Kacper needs a place.",
        "Hillcrest School failed us.",
        "He is the only boy with his condition.",
        "They sent BARRY home.",
        "We waited for Saoirse.",
        "We hope Grace can stay.",
    ],
)
def test_names_on_no_list_are_found_by_what_stands_around_them(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "To be happy at school and have a friend to sit with at lunch.",
        "Staff who have read the plan before the first day of term. Training would help.",
        "I think the SENCO and CAMHS should talk. It is NEVER easy in September.",
        "My son's school was kind. Transport was late.",
        "More help from Northmere, please.",
        "Year 7 is hard; Key Stage 2 was better.",
    ],
)
def test_comments_that_name_nobody_are_left_in_peace(text: str) -> None:
    assert found(text) == ()


def test_capitals_are_weighed_in_comments_alone() -> None:
    assert found("We waited for Saoirse.") == (UNKNOWN_CAPITAL,)
    assert found("We waited for Saoirse.", is_comment=False) == ()


def test_people_the_documents_name_anyway_may_be_named() -> None:
    assert found("Councillor Marsh asked, and Ellis Marsh thanked officers.", is_comment=False) == ()
    assert found("Mrs Marlow asked.", is_comment=False)


def test_what_was_found_is_never_repeated() -> None:
    said = " ".join(found("Mrs Zephyrine Quillfeather, 943 476 5919, born 3 April 2016, SW1A 1AA"))
    for secret in ("ephyrine", "Quill", "943", "April", "SW1A"):
        assert secret not in said
