"""The finished return.xlsx, opened again: labels, figures, checks and the warning not to publish it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from reportgen.errors import Place
from reportgen.facts.compute import compute_facts
from reportgen.facts.facts_csv import fact_row
from reportgen.facts.factset import RestrictedFacts
from reportgen.inputs import read_quarter
from reportgen.inputs.table import Cell, Row, SourceFile, Table, Value
from reportgen.inputs.tables import TABLES
from reportgen.office.spreadsheet_rules import check_spreadsheet
from reportgen.project import Project, Settings, open_project
from reportgen.returns import ReturnFigures, compose_return, fill_returns
from tests.returns.january import NO_INPUTS, january, pounds

RBWM = Path(__file__).parents[2] / "../shared/real/rbwm"


def figures(facts: RestrictedFacts) -> ReturnFigures:
    return fill_returns(Project(Path("nowhere"), Settings()), facts, NO_INPUTS)


def sheets(facts: RestrictedFacts) -> dict[str, list[tuple[Any, ...]]]:
    return opened(compose_return(figures(facts), Settings()))


def opened(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}


def test_every_sheet_says_in_its_first_cell_that_it_is_not_for_publication() -> None:
    for name, rows in sheets(january(need_asd=10)).items():
        assert str(rows[0][0]).startswith("Not for publication. "), name


def test_labels_that_were_not_checked_say_so() -> None:
    text = [str(row[0]) for row in sheets(january(need_asd=10))["Contents"]]
    assert any("check labels against your copy" in line for line in text)


def test_a_quarter_without_figures_says_that_every_form_is_left_out() -> None:
    found = sheets(RestrictedFacts([]))
    assert list(found) == ["Contents", "Notes"]
    left_out = [str(row[0]) for row in found["Contents"] if "left out, this quarter has no figures" in str(row[0])]
    assert len(left_out) == 5


def test_a_part_of_a_form_without_figures_is_named_as_left_out() -> None:
    found = sheets(RestrictedFacts([pounds("s251.1-2-1.budget.gross@2025-26", 4)]))
    lines = [str(row[0]) for row in found["Contents"]]
    assert "S251 budget" in found
    assert any("Section 251 outturn: High needs lines, expenditure is left out" in line for line in lines)


def test_section_251_says_its_basis_year_and_unit_beside_the_table() -> None:
    lines = [
        str(row[0]) for row in sheets(RestrictedFacts([pounds("s251.1-2-1.budget.gross@2025-26", 4)]))["S251 budget"]
    ]
    assert "Financial year 2025-26." in lines
    assert "Unit: pounds." in lines
    assert "Basis: budget, with the place funding of academies." in lines


def test_the_cell_map_names_the_facts_behind_each_cell() -> None:
    rows = sheets(january(need_oth=3, need_ds=1))["Cell map"]
    assert (
        "MmSoA need",
        "Other Difficulty/Disability",
        "2025",
        "plans.dsg.mmsoa.need.oth@2024-25-q4 + plans.dsg.mmsoa.need.ds@2024-25-q4",
    ) in rows


def test_a_difference_nothing_explains_is_a_warning_with_both_numbers() -> None:
    problem, *_ = figures(january(need_asd=7)).unexplained
    assert not problem.is_error
    assert "add up to 7, the paper has 10" in str(problem)
    fine = january(mainstream=100, need_asd=100)
    assert not figures(fine).unexplained


def test_lists_of_words_are_printed_with_blanks_said_to_be_so() -> None:
    cells: dict[str, Value] = {"title": "Team recruited", "baseline_date": date(2025, 10, 31), "rag": "red"}
    row = Row({name: Cell(value, str(value), Place("milestones.csv")) for name, value in cells.items()}, 2)
    table = Table(TABLES["milestones"], (row,), SourceFile("milestones.csv", "0" * 64))
    inputs = replace(NO_INPUTS, tables={"milestones": table})
    returns = fill_returns(Project(Path("nowhere"), Settings()), RestrictedFacts([]), inputs)
    rows = opened(compose_return(returns, Settings()))["Grant milestones"]
    assert rows[-1] == ("Team recruited", "not stated", "2025-10-31", "not stated", "not stated", "red", "not stated")


def test_what_is_the_same_as_last_published_is_counted_beside_what_differs() -> None:
    facts = january(need_asd=10)
    before = [replace(fact_row(fact), value=9 if fact.id.startswith("plans.dsg.mmsoa.need") else fact.value)
              for fact in (*facts, pounds("grant.awarded", 7))]  # fmt: skip
    facts = RestrictedFacts([*facts, pounds("grant.awarded", 7)])
    earlier = SimpleNamespace(rows=tuple(before))
    returns = fill_returns(Project(Path("nowhere"), Settings()), facts, NO_INPUTS, (earlier,))
    rows = opened(compose_return(returns, Settings()))["Reconciliation"]
    assert returns.reconciliation.kept == 3  # the placement, all plans and the grant
    assert any("the same as last published: 3." in str(row[0]) for row in rows)
    assert ("Last pack published", 9, 1, "unexplained") in {row[5:] for row in rows}


def test_the_workbook_follows_the_rules_for_spreadsheets() -> None:
    assert check_spreadsheet(compose_return(figures(january(need_asd=10)), Settings())) == ()


@pytest.mark.real
def test_windsor_and_maidenhead_has_the_published_placements_and_needs() -> None:
    if not RBWM.exists():
        pytest.skip("../shared/real is not here")
    project = open_project(RBWM)
    inputs, _ = read_quarter(project, project.periods[-1])
    facts = compute_facts(inputs, project.settings)
    returns = fill_returns(project, facts, inputs)
    found = opened(compose_return(returns, project.settings))
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
    (gap,) = returns.unexplained  # real counts of two Januaries and the flows between them do not meet
    assert "Caseload movement" in gap.found
    apart = {
        (row[4], row[6], str(row[8]).split(":")[0])
        for row in found["Reconciliation"]
        if row[0] == "New plans of a calendar year" and row[1] == "2024"
    }
    assert (127, 155, "explained, definition") in apart
