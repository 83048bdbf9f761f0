"""What the search of finished files looks for, what it leaves in peace, and how long it takes."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import PurePosixPath

import pytest

from reportgen.output import PackFile
from reportgen.output.leaks import LeakSearch

UPN = "H801200001001"


def find(search: LeakSearch, data: bytes | str, name: str = "publish/facts.csv") -> list[str]:
    content = data.encode() if isinstance(data, str) else data
    return [str(problem) for problem in search.find([PackFile(PurePosixPath(name), content)])]


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        UPN.encode(),
        UPN.lower().encode(),
        f"x,{UPN}\r\n".encode("utf-8-sig"),
        UPN.encode("utf-16"),
        b"\x00\x01" + UPN.encode("utf-16-be"),
        b"\x00\xff\xfe" + UPN.encode("utf-16-le") + b"Q",
        f"pre{UPN}post".encode(),
        f"<w:p><w:r><w:t>{UPN[:4]}</w:t></w:r><w:r><w:t>{UPN[4:]}</w:t></w:r></w:p>".encode(),
        f'<a descr="Case {UPN}"></a>'.encode(),
        f'<a href="mailto:x%20{UPN}"></a>'.encode(),
        f"<a><!-- {UPN} --></a>".encode(),
        f"<!DOCTYPE html><html><body><p>{UPN[:4]}<span>{UPN[4:]}</span></p></body></html>".encode(),
        f"<!DOCTYPE html><html><body><svg><desc>Case {UPN}</desc></svg></body></html>".encode(),
        f'<!DOCTYPE html><html><body><p data-mentions="[[&quot;{UPN}&quot;]]">x</p></body></html>'.encode(),
        archive(one=archive(two=archive(three=UPN.encode()))),
        archive(**{f"{UPN}.xml": b"<a></a>"}),
    ],
)
def test_a_value_is_found_however_it_is_written_down(data: bytes) -> None:
    (said,) = find(LeakSearch({"plans.person_id": {UPN}}), data)
    assert "plans.person_id" in said and UPN not in said


def test_the_name_of_a_file_is_searched_too() -> None:
    assert find(LeakSearch({"screening.text": {"Zephyrine"}}), "nothing", "publish/Zephyrine.txt")


@pytest.mark.parametrize(
    "name", ["Quillfeathers", "Quillféather", "QUILLFEATHER’S", "Ｑuillfeather", "zq_quillfeather"]
)
def test_a_name_is_found_with_an_s_and_with_other_accents(name: str) -> None:
    assert find(LeakSearch({"screening.text": {"Quillfeather"}}), f"the {name} waited")


@pytest.mark.parametrize("case", ["H801 2000 0100 1", "H801-2000-01001", "h801 200001001", "Case 771", "CASE/771"])
def test_an_identifier_is_found_with_other_spaces_and_dashes(case: str) -> None:
    assert find(LeakSearch({"plans.person_id": {UPN, "CASE-771"}}), f"see {case} there")
    assert not find(LeakSearch({"plans.person_id": {"123456", "20 771"}}), "12 3456 and 207 71, 20 77 1")


@pytest.mark.parametrize(
    "day",
    ["2016-04-03", "03/04/2016", "3/4/2016", "3 April 2016", "03 Apr 2016", "3rd of April, 2016", "April 3rd, 2016"],
)
def test_a_date_of_birth_is_found_in_every_form(day: str) -> None:
    assert find(LeakSearch({"plans.birth_date": {"2016-04-03"}}), f"born {day}.")


def test_other_dates_of_a_person_tell_nobody() -> None:
    assert not LeakSearch({"plans.ceased_date": {"2025-08-31"}})


@pytest.mark.parametrize("value", ["7", "12", "A1", "r1", "1402", "98765", "", "-"])
def test_short_values_stand_everywhere_by_chance_and_are_not_looked_for(value: str) -> None:
    assert not LeakSearch({"plans.person_id": {value}, "survey_responses.respondent": {value}})


def test_numbers_and_words_printed_anyway_are_not_looked_for() -> None:
    search = LeakSearch({"plans.urn": {"138500"}, "screening.text": {"Price", "Zephyrine"}}, ["138500", "price base"])
    assert find(search, "138500 at the price base") == []
    assert find(search, "Zephyrine")


def test_a_name_of_several_words_is_known_only_where_they_stand_together() -> None:
    search = LeakSearch({"screening.text": {"Park Hill School"}}, ["the park", "up the hill", "a school"])
    assert find(search, "at Park Hill School")
    assert not LeakSearch({"screening.text": {"Park Hill School"}}, ["by park hill school"])


LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"


def test_a_comment_is_found_whole_and_in_part() -> None:
    search = LeakSearch({"survey_comments.comment": {LONG, "Better trained staff", "They never rang us back"}})
    assert find(search, LONG)
    assert find(search, LONG.partition(" eleven")[0])
    assert find(search, LONG.partition("six ")[2])
    assert find(search, LONG.partition("two ")[2].partition(" fifteen")[0])
    assert find(search, "“They never rang us back.”")
    assert find(search, "Better trained staff would help") == []


def test_the_words_of_an_approved_text_may_stand() -> None:
    private = {"survey_comments.comment": {"They never rang us back", "Nobody told us why it was late"}}
    search = LeakSearch(private, (), ["They never rang us back"])
    assert find(search, "They never rang us back") == []
    assert find(search, "Nobody told us why it was late")


def test_two_searches_joined_look_for_both() -> None:
    search = LeakSearch({"a.b": {"Zephyrine"}}).join(LeakSearch({"c.d": {UPN}}))
    assert len(find(search, f"Zephyrine x{UPN}")) == 2
    assert find(search, b"\x00\x01" + b"\xe9Zephyrine\xe9")


@pytest.mark.slow
def test_a_hundred_thousand_identifiers_are_looked_for_in_seconds() -> None:
    started = time.perf_counter()
    search = LeakSearch({"plans.person_id": {f"H{number:012}" for number in range(100_000)}}, ["x"] * 10_000)
    text = "The council has issued more plans this year than last. " * 20_000
    assert find(search, text) == [] and find(search, f"{text} H{99_999:012}")
    assert time.perf_counter() - started < 20
