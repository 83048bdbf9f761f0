"""The workbook an officer fills in: empty for a first quarter, or with what the last quarter leaves to carry on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportgen.codes import ALL, Symbol
from reportgen.errors import ProblemsError, errors_among
from reportgen.inputs.action_log import add_minuted
from reportgen.inputs.declarations.meeting import MEETING_FIELDS
from reportgen.inputs.quarter import read_as_typed
from reportgen.inputs.table import Carry, Column, Inputs, Kind, Row, TableDeclaration, Value
from reportgen.inputs.tables import TABLES
from reportgen.office.workbook import Content, Heading, SheetLink, SheetPage, TableBlock, write_workbook
from reportgen.office.workbook_styles import Look
from reportgen.period import Period
from reportgen.project import Project

_CLOSED = frozenset({"complete", "superseded"})
_LOOKS = {
    Kind.INTEGER: Look.WHOLE,
    Kind.NUMBER: Look.GENERAL,
    Kind.MONEY: Look.MONEY,
    Kind.PERCENT: Look.PERCENT,
    Kind.DATE: Look.DATE,
}
"""Everything else is formatted as text, so that Excel turns neither 5-10 into a date nor 007 into 7."""

_WIDTHS = {Kind.TEXT: 32, Kind.MARKDOWN: 60, Kind.LIST: 28, Kind.DATE: 13, Kind.MONEY: 14, Kind.CODE: 20}
_HOW_TO = (
    "Each sheet is one table; its first row holds the headings. Rest the pointer on a heading to read what it means.",
    "Fill in only what you have: a sheet left empty leaves its part out of the pack.",
    "A missing value is x (not available), z (not applicable) or c (confidential), never 0.",
    "Dates are day/month/year. Percentages have their sign: 12.5%. Negative amounts are -£1,018 or (£1,018).",
    "Do not add total rows or merge cells.",
)

Cells = Mapping[str, Value]


def empty_quarter(period: Period | None = None) -> bytes:
    """Return ``quarter.xlsx`` with every table's headings, notes and drop-downs, and no data."""
    meeting = [{"field": field.name} for field in MEETING_FIELDS]
    return _quarter_workbook({"meeting": meeting}, period)


def next_quarter(project: Project, last: Period, period: Period) -> bytes:
    """Return the ``quarter.xlsx`` for ``period`` that carries on from the quarter ``last`` and its minuted actions.

    Raises ProblemsError where ``last`` has errors: what cannot be read could not be carried over either.
    """
    inputs, problems = read_as_typed(project, last)
    errors = errors_among(problems)
    if errors:
        raise ProblemsError(errors)
    return write_next(add_minuted(inputs, project.output, last), period)


def write_next(inputs: Inputs, period: Period) -> bytes:
    """Return the ``quarter.xlsx`` that follows these inputs, for ``period``.

    History is carried over, open actions are, closed ones and narrative are not; the meeting's fields are blank save
    its committee and the date of the previous meeting. Person-level plans are never copied.
    """
    return _quarter_workbook({name: carry_rows(declaration, inputs) for name, declaration in TABLES.items()}, period)


def carry_rows(declaration: TableDeclaration, inputs: Inputs) -> list[Cells]:
    """Return the rows of a table that go into the next quarter, as its declaration says."""
    rows: Sequence[Row] = inputs.screening if declaration.name == "screening" else inputs.rows(declaration.name)
    if declaration.name == "meeting":
        return _next_meeting(rows)
    if declaration.carry is Carry.NOTHING:
        return []
    if declaration.carry is Carry.OPEN:
        rows = [row for row in rows if row.value("status") not in _CLOSED]
    blanked = {column.name for column in declaration.columns if column.blank_in_new}
    return [{name: None if name in blanked else cell.value for name, cell in row.cells.items()} for row in rows]


def _next_meeting(rows: Sequence[Row]) -> list[Cells]:
    """Every field once: which committee each column is for, and when it last met; all else blank."""
    last = {row.text("field"): row for row in rows}
    kept = {"committee": "committee", "previous_meeting_date": "meeting_date"}
    return [{"field": field.name, **_values_of(last.get(kept.get(field.name, "")))} for field in MEETING_FIELDS]


def _values_of(row: Row | None) -> Cells:
    return {name: cell.value for name, cell in row.cells.items() if name != "field"} if row else {}


def quarter_pages(tables: Mapping[str, Iterable[Cells]], period: Period | None) -> tuple[SheetPage, ...]:
    """Return the contents sheet and one sheet for each declared table, with the rows given."""
    contents = TableBlock(
        (Heading("Sheet", width=20), Heading("What it holds", width=100)),
        tuple((SheetLink(name), declaration.doc) for name, declaration in TABLES.items()),
    )
    title = f"Inputs for {period.label()}" if period else "Inputs for one quarter"
    pages = [SheetPage("Contents", (contents,), (title, *_HOW_TO))]
    for name, declaration in TABLES.items():
        rows = list(tables.get(name, ()))
        columns = [*declaration.columns, *_further_columns(declaration, rows)]
        headings = tuple(_heading(column) for column in columns)
        content = tuple(tuple(written(column, row.get(column.name)) for column in columns) for row in rows)
        pages.append(SheetPage(name, (TableBlock(headings, content),), freeze=True))
    return tuple(pages)


def _quarter_workbook(tables: Mapping[str, Iterable[Cells]], period: Period | None) -> bytes:
    title = f"Inputs for {period.label()}" if period else "Inputs for one quarter"
    return write_workbook(quarter_pages(tables, period), title=title)


def _further_columns(declaration: TableDeclaration, rows: Iterable[Cells]) -> list[Column]:
    """The further meetings of a quarter."""
    if declaration.name != "meeting":
        return []
    names = sorted({name for row in rows for name in row if name.startswith("value_")})
    return [Column(name, Kind.TEXT, "A further meeting of the same quarter.") for name in names]


def _heading(column: Column) -> Heading:
    choices = tuple(code.code for code in column.codes) + ((ALL,) if column.allows_all else ())
    if column.kind is Kind.YES_NO:
        choices = ("yes", "no")
    width = max(_WIDTHS.get(column.kind, 14), len(column.name) + 3)
    return Heading(column.name, _LOOKS.get(column.kind, Look.TEXT), width, column_note(column), choices)


def column_note(column: Column) -> str:
    """Return what the note on a heading says: meaning, kind, codes and an example."""
    lines = [column.doc, f"Kind: {column.kind.value}{', needed' if column.required else ''}."]
    if column.allows_all:
        lines.append("all means the total over this column.")
    if column.allows_symbol:
        lines.append("Symbols: z, x, c, low, u.")
    if column.codes and len(column.codes) <= 8:
        lines.append("; ".join(f"{code.code} = {code.label}" for code in column.codes))
    if column.example:
        lines.append(f"Example: {column.example}")
    return "\n".join(lines)


def written(column: Column, value: Value) -> Content:
    """Return a typed value as it is written so that reading it gives the same value again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Symbol):
        return value.value
    if isinstance(value, tuple):
        return ("; " if column.separator == ";" else column.separator).join(value)
    assert not isinstance(value, Period)
    return value
