"""The analyst's guide tells the truth: its forms are there, its examples are filled, its keys exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.returns.figures import fill_returns
from reportgen.returns.form_keys import CHECK_KEYS, FORM_KEYS, LIST_KEYS, TABLE_KEYS
from reportgen.returns.library import BUILT_IN
from tests.returns.january import NO_INPUTS, a_project, january

GUIDE = (Path(__file__).parents[2] / "data" / "returns.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def named(column: int) -> set[str]:
    """Every name in code marks in a column of the guide's tables."""
    rows = [line.split("|") for line in GUIDE.splitlines() if line.startswith("| ")]
    return {name for row in rows if len(row) > column for name in re.findall(r"`([^`]+)`", row[column])}


@pytest.mark.parametrize("number", range(2))
def test_every_example_of_a_form_is_filled(number: int, tmp_path: Path) -> None:
    figures = fill_returns(a_project(tmp_path, example=EXAMPLES[number]), january(need_asd=6), NO_INPUTS)
    assert figures.forms[-1].form.name == "example"
    assert figures.forms[-1].tables


def test_there_are_two_examples_and_the_second_adds_up(tmp_path: Path) -> None:
    assert len(EXAMPLES) == 2
    filled = fill_returns(a_project(tmp_path, example=EXAMPLES[1]), january(), NO_INPUTS).forms[-1]
    (table,) = filled.tables
    assert [row.label for row in table.all_rows] == ["In mainstream schools", "In special schools", "Both"]
    assert table.rows[0].cells[0].value == 10
    assert [check.outcome for check in filled.checks] == ["within"]


def test_the_guide_lists_every_form() -> None:
    assert set(BUILT_IN) <= named(1)


def test_the_guide_explains_every_key() -> None:
    keys = {*FORM_KEYS, *TABLE_KEYS, *LIST_KEYS, *CHECK_KEYS}
    told = {*named(1), *named(3)}
    assert keys - told - {"tables", "checks", "name"} == set()
