"""The finished return.xlsx, opened again: labels, figures, checks and the warning not to publish it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.facts.compute import compute_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.inputs import read_quarter
from reportgen.project import Settings, open_project
from reportgen.returns import compose_return, find_unexplained
from tests.returns.test_filling import january

RBWM = Path(__file__).parents[2] / "../shared/real/rbwm"


def sheets(facts: RestrictedFacts) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(compose_return(facts, Settings())))
    return {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}


def test_every_sheet_says_it_is_not_for_publication_before_its_table() -> None:
    for name, rows in sheets(january(need_asd=10)).items():
        assert any("Not for publication" in str(row[0]) for row in rows[:2]), name


def test_labels_that_were_not_checked_say_so() -> None:
    text = [str(row[0]) for row in sheets(january(need_asd=10))["Contents"]]
    assert any("check labels against your copy" in line for line in text)


def test_a_quarter_without_january_counts_says_the_form_is_left_out() -> None:
    found = sheets(RestrictedFacts([]))
    assert list(found) == ["Contents"]
    assert any("left out, no January count" in str(row[0]) for row in found["Contents"])


def test_the_cell_map_names_the_facts_behind_each_cell() -> None:
    rows = sheets(january(need_oth=3, need_ds=1))["Cell map"]
    assert (
        "MmSoA need",
        "Other Difficulty/Disability",
        "2025",
        "plans.dsg.mmsoa.need.oth@2024-25-q4 + plans.dsg.mmsoa.need.ds@2024-25-q4",
    ) in rows


def test_a_difference_nothing_explains_is_a_warning_with_both_numbers() -> None:
    (problem,) = find_unexplained(january(need_asd=7))
    assert not problem.is_error
    assert "add up to 7, the paper has 10" in str(problem)
    assert not find_unexplained(january(need_asd=10))


@pytest.mark.real
def test_windsor_and_maidenhead_has_the_published_placements_and_needs() -> None:
    if not RBWM.exists():
        pytest.skip("../shared/real is not here")
    project = open_project(RBWM)
    inputs, _ = read_quarter(project, project.periods[-1])
    facts = compute_facts(inputs, project.settings)
    found = sheets(facts)
    totals = {
        name.split()[0]: next(row[-1] for row in rows if row[0] == "Total number of EHCPs by primary need")
        for name, rows in found.items()
        if name.endswith("need")
    }
    assert totals == {
        "MmSoA": 607, "RPSEN": 68, "MdSSA": 271, "NMISS": 124, "HspAP": 20, "P16FE": 162, "OTHER": 90,
    }  # fmt: skip
    autism = {
        name.split()[0]: next(row[-1] for row in rows if row[0] == "Autistic Spectrum Disorder")
        for name, rows in found.items()
        if name.endswith("need")
    }
    assert sum(autism.values()) == 588
    assert not find_unexplained(facts)
