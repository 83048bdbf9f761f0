"""A canary in any hidden place of a template reaches no public byte; with the cleaning off, the search finds it."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest

from reportgen.office import publish
from reportgen.office.invariants import check_package
from reportgen.output import PackFile
from reportgen.output.leaks import LeakSearch
from tests.office.test_invariants import edit
from tests.privacy.bytes_held import holds
from tests.privacy.planted import CANARY, PLANTED
from tests.privacy.planted_parts import KEPT_FOR_USE, PLACES, changed

SEARCH = LeakSearch({"screening.text": {CANARY}, "plans.person_id": {"7", "12", "A1"}})


def clean(data: bytes, **settings: Any) -> bytes:
    """The file as it is published."""
    return publish.clean(data, **settings).data


def find(data: bytes) -> list[str]:
    return [str(problem) for problem in SEARCH.find([PackFile(PurePosixPath("publish/paper.docx"), data)])]


EVERYWHERE = PLANTED | PLACES


@cache
def planted(place: str) -> bytes:
    """The file with its canary, made once for the two tests that read it."""
    return EVERYWHERE[place]()


def test_there_are_at_least_twenty_five_planted_leaks() -> None:
    assert len(PLANTED) >= 25 and len(EVERYWHERE) == len(PLANTED) + len(PLACES) >= 110


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_canary_is_found_where_nothing_was_cleaned(place: str) -> None:
    (said,) = find(planted(place))
    assert "publish/paper.docx" in said and "screening.text" in said
    assert CANARY not in said


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_canary_is_in_no_byte_of_a_cleaned_file(place: str) -> None:
    cleaned = clean(planted(place), title="Update")
    assert find(cleaned) == [] and not holds(cleaned)
    assert check_package(cleaned) == ()
    assert clean(cleaned, title="Update") == cleaned


@pytest.mark.parametrize("place", KEPT_FOR_USE)
def test_names_that_officers_use_stay_and_the_search_finds_them(place: str) -> None:
    cleaned = clean(changed(*KEPT_FOR_USE[place]), title="Update")
    assert holds(cleaned)
    (said,) = find(cleaned)
    assert CANARY not in said


@pytest.mark.parametrize("change", ["del", "ins"])
def test_tracked_changes_are_refused_whatever_they_hold(change: str) -> None:
    tracked = f'<w:body><w:p><w:{change} w:id="90" w:author="A"><w:r><w:t>{CANARY}</w:t></w:r></w:{change}></w:p>'
    data = edit(PLANTED["author"](), "word/document.xml", "<w:body>", tracked)
    with pytest.raises(ValueError, match="tracked changes"):
        clean(data, title="Update")


def test_short_values_raise_no_alarm() -> None:
    assert find(clean(PLANTED["author"](), title="7 schools, 12 plans, cell A1")) == []
