"""A canary in any hidden place of a template reaches no public byte; with the cleaning off, the search finds it."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from reportgen.office.publish import clean
from reportgen.output import PackFile
from reportgen.output.leaks import LeakSearch
from tests.office.test_invariants import edit
from tests.privacy.planted import CANARY, PLANTED

SEARCH = LeakSearch({"screening.text": {CANARY}, "plans.person_id": {"7", "12", "A1"}})


def find(data: bytes) -> list[str]:
    return [str(problem) for problem in SEARCH.find([PackFile(PurePosixPath("publish/paper.docx"), data)])]


def test_there_are_at_least_twenty_five_planted_leaks() -> None:
    assert len(PLANTED) >= 25


@pytest.mark.parametrize("place", PLANTED)
def test_a_canary_is_found_where_nothing_was_cleaned(place: str) -> None:
    (said,) = find(PLANTED[place]())
    assert "publish/paper.docx" in said and "screening.text" in said
    assert CANARY not in said


@pytest.mark.parametrize("place", PLANTED)
def test_a_canary_is_in_no_byte_of_a_cleaned_file(place: str) -> None:
    cleaned = clean(PLANTED[place](), title="Update")
    assert find(cleaned) == []


@pytest.mark.parametrize("change", ["del", "ins"])
def test_tracked_changes_are_refused_whatever_they_hold(change: str) -> None:
    tracked = f'<w:body><w:p><w:{change} w:id="90" w:author="A"><w:r><w:t>{CANARY}</w:t></w:r></w:{change}></w:p>'
    data = edit(PLANTED["author"](), "word/document.xml", "<w:body>", tracked)
    with pytest.raises(ValueError, match="tracked changes"):
        clean(data, title="Update")


def test_short_values_raise_no_alarm() -> None:
    assert find(clean(PLANTED["author"](), title="7 schools, 12 plans, cell A1")) == []
