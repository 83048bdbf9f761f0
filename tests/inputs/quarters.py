"""Project folders for tests, made from rows: ``make_project(tmp_path, caseload=[{"plans": 5}])``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.errors import Problem, errors_among
from reportgen.inputs import read_quarter
from reportgen.inputs.table import Column, Inputs, Kind
from reportgen.inputs.tables import TABLES
from reportgen.period import Period
from reportgen.project import Project, open_project

PERIOD = Period.parse("2025-26-q2")
Rows = Sequence[Mapping[str, object]]

_SAMPLES = {
    Kind.TEXT: "Words",
    Kind.MARKDOWN: "Words in **bold**",
    Kind.IDENTIFIER: "a1",
    Kind.INTEGER: "12",
    Kind.NUMBER: "61.2",
    Kind.MONEY: "£1,234",
    Kind.PERCENT: "12.5%",
    Kind.DATE: "30/09/2025",
    Kind.YES_NO: "yes",
    Kind.PERIOD: "2025-26-q2",
    Kind.FINANCIAL_YEAR: "2025-26",
    Kind.ACADEMIC_YEAR: "2025/26",
    Kind.LIST: "one",
}


def sample(column: Column) -> str:
    """A valid text for a column."""
    return column.codes[0].code if column.codes else _SAMPLES[column.kind]


def minimal_row(table: str, **values: object) -> dict[str, object]:
    """A valid row of a table: every required column, ``all`` in filter columns, and the values given."""
    row: dict[str, object] = {}
    for column in TABLES[table].columns:
        if column.allows_all:
            row[column.name] = "all"
        elif column.required:
            row[column.name] = sample(column)
    if table == "plans":
        row |= {"setting": "mainstream", "age": "7"}
    if table == "survey_responses":
        row |= {"question_id": "a1", "answer": "Words"}
    return row | values


def csv_text(rows: Rows) -> str:
    """The rows as CSV with Windows line ends; headings in order of first mention."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([["" if row.get(name) is None else str(row[name]) for name in headings] for row in rows])
    return text.getvalue()


def make_project(
    folder: Path,
    given: Mapping[str, Rows] | None = None,
    *,
    period: Period = PERIOD,
    settings: str = "",
    complete: bool = True,
    **tables: Rows,
) -> Project:
    """A project whose quarter holds the rows given, by table name or as ``table=rows``, one CSV for each table.

    With ``complete`` each row is filled up to a valid one first, so a test names only what it is about.
    """
    quarter = folder / "data" / str(period)
    quarter.mkdir(parents=True, exist_ok=True)
    for name, rows in {**(given or {}), **tables}.items():
        filled = [minimal_row(name, **row) if complete else dict(row) for row in rows]
        (quarter / f"{name}.csv").write_text(csv_text(filled), encoding="utf-8", newline="")
    if settings:
        (folder / "reportgen.toml").write_text(settings, encoding="utf-8")
    return open_project(folder)


def read(project: Project, period: Period = PERIOD) -> tuple[Inputs, tuple[Problem, ...]]:
    """The inputs of a project's quarter and every problem in them."""
    return read_quarter(project, period)


def read_clean(project: Project, period: Period = PERIOD) -> Inputs:
    """The inputs of a quarter that is expected to have no error."""
    inputs, problems = read_quarter(project, period)
    assert not errors_among(problems), "\n".join(map(str, problems))
    return inputs
