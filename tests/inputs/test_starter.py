"""The workbook an officer fills in reads back as it was written, whatever the table."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reportgen.codes import Symbol
from reportgen.errors import ProblemsError, errors_among
from reportgen.inputs import empty_quarter, next_quarter, read_quarter
from reportgen.inputs.declarations.meeting import MEETING_FIELDS
from reportgen.inputs.quarter import read_as_typed
from reportgen.inputs.starter import quarter_pages
from reportgen.inputs.table import Column, Inputs, Kind, Value
from reportgen.inputs.tables import TABLES
from reportgen.office.workbook import write_workbook
from reportgen.project import open_project
from tests.inputs.quarters import PERIOD, make_project, read_clean

VALUES: dict[Kind, tuple[Value, ...]] = {
    Kind.TEXT: ("=1+1", "007", "R&D <5\nsecond line", "03/04/2026"),
    Kind.MARKDOWN: ("- a bullet\n- **bold**", "Two paragraphs.\n\nThe second."),
    Kind.IDENTIFIER: ("001234", "12345678901234567", "a.b-c"),
    Kind.INTEGER: (0, 1342, -5),
    Kind.NUMBER: (Decimal("61.2"), 0, Decimal("0.1"), Decimal("-12.345")),
    Kind.MONEY: (1234, Decimal("1234.56"), -1018, Decimal("0.07")),
    Kind.PERCENT: (Decimal("12.5"), 65, Decimal("0.07"), 0, Decimal("33.33")),
    Kind.DATE: (date(2026, 4, 3), date(1998, 12, 31)),
    Kind.YES_NO: (True, False),
    Kind.PERIOD: ("2025-26-q2", "2025-26", "2024"),
    Kind.FINANCIAL_YEAR: ("2025-26", "2011-12"),
    Kind.ACADEMIC_YEAR: ("2028/29",),
    Kind.LIST: (("one", "two words"), ("one",)),
}


def values_of(column: Column) -> tuple[Value, ...]:
    """Typed values of every shape a column allows."""
    values: tuple[Value, ...] = tuple(code.code for code in column.codes) or VALUES[column.kind]
    if column.allows_symbol:
        values += tuple(Symbol)
    if column.allows_all:
        values += ("all",)
    return values if column.required or column.allows_all else (*values, None)


def read_back(tmp_path: Path, data: bytes) -> Inputs:
    quarter = tmp_path / "data" / str(PERIOD)
    quarter.mkdir(parents=True)
    (quarter / "quarter.xlsx").write_bytes(data)
    inputs, problems = read_as_typed(open_project(tmp_path), PERIOD)
    assert not [p for p in errors_among(problems) if "blank" in p.found or "column" in p.found or "cannot" in p.found]
    return inputs


@pytest.mark.parametrize("name", [name for name in TABLES if name not in {"meeting", "plans"}])
def test_every_value_reads_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    choices = {column.name: values_of(column) for column in TABLES[name].columns}
    rows = [
        {column: values[number % len(values)] for column, values in choices.items()}
        for number in range(max(map(len, choices.values())))
    ]
    data = write_workbook(quarter_pages({name: rows}, None), title="Test")
    inputs = read_back(tmp_path, data)
    found = inputs.screening if name == "screening" else inputs.rows(name)
    assert [{column: cell.value for column, cell in row.cells.items()} for row in found] == rows


def test_the_empty_quarter_has_every_table_and_reads_without_a_problem(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(empty_quarter()))
    assert book.sheetnames == ["Contents", *TABLES, "Lists"]
    for name, declaration in TABLES.items():
        headings = book[name][1]
        assert [cell.value for cell in headings] == [column.name for column in declaration.columns]
        assert all(cell.font.bold and cell.comment is not None for cell in headings)
        assert book[name].freeze_panes == "A2"
    inputs = read_back(tmp_path, empty_quarter())
    assert not read_quarter(open_project(tmp_path), PERIOD)[1]
    assert [row.value("field") for row in inputs.rows("meeting")] == [field.name for field in MEETING_FIELDS]


def test_columns_have_drop_downs_and_text_stays_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(empty_quarter()))["caseload"]
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["C2"] == '"0-4,5-10,11-15,16-19,20-25,all"'
    assert set(rules) == {"B2", "C2", "D2", "F2"}
    assert {name: sheet.column_dimensions[name].number_format for name in "ABE"} == {
        "A": "dd/mm/yyyy",
        "B": "@",
        "E": "#,##0",
    }


def test_the_contents_explain_and_lead_to_every_sheet() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(empty_quarter()))["Contents"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in TABLES]


def test_a_starter_workbook_is_the_same_every_time() -> None:
    assert empty_quarter() == empty_quarter()


def carried(tmp_path: Path, **tables: list[dict[str, object]]) -> Inputs:
    """What the next quarter's workbook holds after a quarter with these rows."""
    project = make_project(tmp_path / "last", tables)
    data = next_quarter(project, PERIOD, PERIOD.next)
    quarter = tmp_path / "next" / "data" / str(PERIOD.next)
    quarter.mkdir(parents=True)
    (quarter / "quarter.xlsx").write_bytes(data)
    return read_clean(open_project(tmp_path / "next"), PERIOD.next)


def test_history_is_carried_over(tmp_path: Path) -> None:
    inputs = carried(tmp_path, caseload=[{"plans": "1,342"}], screening=[{"kind": "name", "text": "Zephyrine"}])
    assert [row.amount("plans") for row in inputs.rows("caseload")] == [1342]
    assert len(inputs.screening) == 1


def test_open_actions_are_carried_over_and_closed_ones_not(tmp_path: Path) -> None:
    actions: list[dict[str, object]] = [
        {"id": f"A{n}", "status": status} for n, status in enumerate(("open", "in_progress", "complete", "superseded"))
    ]
    assert [row.text("id") for row in carried(tmp_path, actions=actions).rows("actions")] == ["A0", "A1"]


def test_this_quarters_entries_are_blanked(tmp_path: Path) -> None:
    inputs = carried(
        tmp_path,
        kpis=[{"id": "k", "actual": 6, "target": 10}],
        consultees=[{"name": "Forum", "sent": "01/09/2025"}],
        narrative=[{"section": "caseload", "text": "words"}],
    )
    (kpi,), (consultee,) = inputs.rows("kpis"), inputs.rows("consultees")
    assert (kpi.value("actual"), kpi.value("target")) == (None, 10)
    assert (consultee.value("name"), consultee.value("sent")) == ("Forum", None)
    assert not inputs.has("narrative")


def test_the_meeting_is_blank_save_its_committee_and_when_it_last_met(tmp_path: Path) -> None:
    meeting: list[dict[str, object]] = [
        {"field": "committee", "value": "Panel", "Forum": "Schools Forum"},
        {"field": "meeting_date", "value": "09/10/2025", "Forum": "16/10/2025"},
        {"field": "recommendation", "value": "notes"},
        {"field": "recommendation", "value": "asks"},
    ]
    rows = carried(tmp_path, meeting=meeting).rows("meeting")
    assert [row.value("field") for row in rows] == [field.name for field in MEETING_FIELDS]
    assert {row.value("field"): (row.value("value"), row.value("value_2")) for row in rows if row.value("value")} == {
        "committee": ("Panel", "Schools Forum"),
        "previous_meeting_date": (date(2025, 10, 9), date(2025, 10, 16)),
    }


def test_plans_person_by_person_are_never_copied(tmp_path: Path) -> None:
    project = make_project(tmp_path, plans=[{"person_id": "CANARY"}])
    book = openpyxl.load_workbook(io.BytesIO(next_quarter(project, PERIOD, PERIOD.next)))
    assert book["plans"].max_row == 1


def test_a_quarter_with_errors_is_not_carried_over(tmp_path: Path) -> None:
    project = make_project(tmp_path, caseload=[{"plans": "#DIV/0!"}])
    with pytest.raises(ProblemsError, match="Excel error"):
        next_quarter(project, PERIOD, PERIOD.next)
