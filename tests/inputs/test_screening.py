"""What free text is searched for, and what is left in peace."""

from __future__ import annotations

import pytest

from reportgen.inputs.screening import UNKNOWN_CAPITAL, Screen
from reportgen.inputs.uk_identifiers import find_identifiers, is_nhs_number, is_uln, is_upn
from tests.inputs.sentences import HARMLESS, IDENTIFYING, SCREENINGS

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
        "the Quillfeathers",
        "Zéphyrine",
        "ZEPHYRINE’S",
        "@zephyrine_q",
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
        ("AB 12 34 56 C", "a National Insurance number"),
        ("ab123456c", "a National Insurance number"),
        ("EH868/23/00417", "a reference number of the tribunal"),
        ("case number 2023-114478", "a reference number"),
        ("Complaint ref LGO/23/009981", "a reference number"),
        ("jo dot harker at gmail dot com", "an e-mail address"),
        ("jo (at) outlook (dot) com", "an e-mail address"),
        ("zero seven seven double oh nine hundred", "a telephone number"),
        ("ring 07700 900-345", "a telephone number"),
        ("I am @wren_and_me there", "a name on social media"),
        ("at 14 Larkfield Close", "an address"),
        ("we live at 9b sandpiper mews", "an address"),
        ("we live in Coldharbour at 6, Mill Row", "an address"),
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
        "the case for 20 weeks",
        "appeal 3 of 14",
        "one, two or three meetings",
        "25 close friends",
        "item 4 on page 12",
        "in 2024 High Needs spending rose",
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


@pytest.mark.parametrize(
    "text",
    [
        "our daughter mireille never got her therapy",
        "a boy called fenwick hits him",
        "J. was refused",
        "K is scared",
        "about M.B. again",
        "李小龙 has no school place",
        "see www.example.org",
        "it is on example.org.uk/us",
        "Will is at home",
        "Summer needs a room",
        "A girl in Year 5 lost her place",
        "a child with Rett syndrome in year 9",
        "just one wheelchair user",
    ],
)
def test_weaker_signs_count_in_comments(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Section F was vague and Section I was blank",
        "Plan B was no plan",
        "my son still has no place",
        "my daughter currently has none",
        "reviews in the Spring term",
        "on Mondays",
        "the U.K. and the N.H.S.",
        "A child in Year 7 needs more",
    ],
)
def test_letters_seasons_and_adverbs_are_no_names(text: str) -> None:
    assert found(text) == ()


def test_values_of_person_level_columns_are_found_where_they_can_name_somebody() -> None:
    people = Screen([], people=[{"H801200001001", "CASE-771", "12"}, {"Quillfeather", "Yes", "03/04/2016", "Support"}])
    hit = "a value of a person-level column"
    for text in ("see h801200001001", "CASE-771 again", "QUILLFEATHER’s plan", "Quillfeather"):
        assert hit in [finding.kind for finding in people.scan(text)]
        assert not any(finding.is_certain for finding in people.scan(text) if finding.kind == hit)
    for text in ("12 plans", "Yes, always", "on 03/04/2016", "Support was late", "a quillfeather pen"):
        assert hit not in [finding.kind for finding in people.scan(text)]


@pytest.mark.parametrize(("number", "missed"), [(0, 0), (1, 1), (2, 0)])
def test_sentences_that_tell_whom_they_are_about_are_held_back(number: int, missed: int) -> None:
    screen = Screen(SCREENINGS[number])
    unseen = [text for text in IDENTIFYING[number] if not screen.scan(text, is_comment=True)]
    assert len(unseen) <= missed, unseen


@pytest.mark.parametrize("number", range(len(HARMLESS)))
def test_sentences_that_tell_nobody_are_left_in_peace(number: int) -> None:
    screen = Screen(SCREENINGS[number])
    touched = [text for text in HARMLESS[number] if screen.scan(text, is_comment=True)]
    assert touched == []
