"""The plain minutes beside a published item page: the same parts in the same order."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from tests.documents.packs import illustrative

PUBLISHED = Path(__file__).parents[2] / "../shared/source-minutes.txt"
HEAD = ["agenda item", "title", "purpose", "minutes"]


def parts(lines: list[str]) -> list[str]:
    """What each line of an item page is, lines of one kind that follow one another named once."""
    found: list[str] = []
    for line in filter(None, (line.replace("\xa0", " ").strip() for line in lines)):
        if len(found) < len(HEAD):
            found.append(_head(line, len(found)))
        elif line == "Supporting documents:":
            found.append("supporting documents")
        elif line.startswith(("•", "·")):
            found.append("bullets")
        elif line.startswith(("ACTION:", "RESOLVED")):
            found.append(line.split(":")[0].split()[0].casefold())
        else:
            found.append("prose")
    return [kind for kind, _ in groupby(found)]


def _head(line: str, position: int) -> str:
    shapes = (r"Agenda item\b.*", r"\S.*[^.:]", r"To (?:receive|note|consider|provide|update)\b.*\.", r"Minutes:")
    return HEAD[position] if re.fullmatch(shapes[position], line) else f"not a {HEAD[position]}: {line}"


def generated() -> list[str]:
    return illustrative("2025-26-q1")["minutes.txt"].data.decode("utf-8").split("\r\n")


@pytest.mark.real
def test_the_generated_page_has_the_parts_of_the_published_one_in_its_order() -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the published minutes are not on this machine")
    published = parts(PUBLISHED.read_text(encoding="utf-8").splitlines())
    ours = parts(generated())
    assert published[:5] == ours[:5] == [*HEAD, "prose"]
    assert list(dict.fromkeys(published)) == [*HEAD, "prose", "bullets", "action"]
    first_seen = [kind for kind in dict.fromkeys(ours) if kind in published]
    assert first_seen == list(dict.fromkeys(published))


def test_a_list_follows_the_sentence_that_leads_to_it_and_papers_stand_last() -> None:
    lines = [line for line in generated() if line]
    for before, line in pairwise(lines):
        if line.startswith("•") and not before.startswith("•"):
            assert before.endswith(":"), before
    assert parts(generated())[-2:] == ["supporting documents", "bullets"]
    assert parts(generated()).index("action") < parts(generated()).index("supporting documents")


def test_a_page_in_another_order_is_told_apart() -> None:
    lines = generated()
    turned = [*lines[:2], lines[4], lines[3], lines[2], *lines[5:]]
    assert parts(turned)[:4] != HEAD
