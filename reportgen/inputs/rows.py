"""Rows of a sheet as typed rows of a declared table; totals, notes and blank rows are told from data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from reportgen.codes import ALL
from reportgen.errors import Place, Problem, Severity
from reportgen.inputs.cleaning import clean_text
from reportgen.inputs.fault import quoted
from reportgen.inputs.headings import Headings
from reportgen.inputs.numbers import is_percent_format, percent_shown
from reportgen.inputs.table import Cell, Column, Kind, Row, TableDeclaration
from reportgen.inputs.values import TOTALS, code_key, read_value
from reportgen.office.sheets import CellKind, Sheet, SheetCell

_NOTE = re.compile(r"(\*|\[|†|notes?\b|sources?\b|footnote|caveat|end of)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table and where they stand."""

    sheet: Sheet
    file: str
    part: str

    @property
    def place(self) -> Place:
        """The sheet, or the CSV file."""
        return Place(self.file, self.part)

    def at(self, ref: str) -> Place:
        """A cell of it."""
        return Place(self.file, self.part, ref)


def read_rows(declaration: TableDeclaration, grid: Grid, headings: Headings) -> tuple[list[Row], list[Problem]]:
    """Return the data rows and every problem in their cells."""
    rows: list[Row] = []
    problems: list[Problem] = []
    stray_columns: set[int] = set()
    last = headings.row
    for number, cells in group_rows(grid.sheet, headings.row).items():
        problems += _stray(grid, headings, cells, stray_columns)
        known = {cell.column: cell for cell in cells if cell.column in headings.columns}
        if not known:
            continue
        aside = _aside(declaration, headings, known, after_gap=number > last + 1)
        last = number
        if aside:
            first = min(known)
            problems.append(_passed_over(grid.at(known[first].ref), aside, declaration.restricted))
            continue
        row, faults = _read_row(declaration, grid, headings, known, number)
        rows.append(row)
        problems += faults
    return rows, problems


def group_rows(sheet: Sheet, after: int) -> Mapping[int, list[SheetCell]]:
    """Return the cells that hold something, by row, below row ``after``."""
    return dict(stream_rows(sheet, after))


def stream_rows(sheet: Sheet, after: int) -> Iterator[tuple[int, list[SheetCell]]]:
    """Yield each row below row ``after`` with its cells that hold something."""
    for number, cells in groupby(sheet.cells, key=lambda cell: cell.row):
        if number > after:
            filled = [cell for cell in cells if cell.kind is not CellKind.TEXT or clean_text(cell.text).strip()]
            if filled:
                yield number, filled


def _stray(grid: Grid, headings: Headings, cells: list[SheetCell], seen: set[int]) -> list[Problem]:
    """A value without a heading: in CSV a comma has shifted the row, in a sheet it is a note beside the table."""
    headed = headings.columns.keys() | headings.unknown.keys()
    strays = [cell for cell in cells if cell.column not in headed]
    if not strays:
        return []
    if not grid.part:
        needed, remedy = "one value for each heading is needed", 'put a value that holds a comma in "quotes"'
        return [Problem(grid.at(strays[0].ref), "found more values than headings", needed, remedy)]
    fresh = [cell for cell in strays if cell.column not in seen]
    seen |= {cell.column for cell in fresh}
    needed, remedy = "a heading in its column is needed", "it is not read; give the column a heading or delete it"
    return [
        Problem(grid.at(cell.ref), "found a value without a heading", needed, remedy, Severity.WARNING)
        for cell in fresh
    ]


def _aside(declaration: TableDeclaration, headings: Headings, known: dict[int, SheetCell], *, after_gap: bool) -> str:
    """Return why a row is not data: a total of other rows, or a note; "" where it is data."""
    first = min(known)
    word = code_key(clean_text(known[first].text))
    filled = {headings.columns[column].name for column in known}
    required = {column.name for column in declaration.columns if column.required}
    column = headings.columns[first]
    if word in TOTALS | {ALL} and (not column.allows_all or not required <= filled | {column.name}):
        return "a total of other rows"
    if any(
        headings.columns[number].name in declaration.key
        and headings.columns[number].kind in (Kind.TEXT, Kind.CODE)
        and not headings.columns[number].allows_all
        and code_key(clean_text(cell.text)) in TOTALS
        for number, cell in known.items()
        if not any(code_key(code.code) in TOTALS for code in headings.columns[number].codes)
    ):
        return "a total of other rows"
    alone = len(known) == 1 and len(required) > 1 and known[first].kind is CellKind.TEXT
    if alone and (after_gap or _NOTE.match(clean_text(known[first].text).strip())):
        return "a note"
    return ""


def _passed_over(place: Place, what: str, restricted: bool) -> Problem:
    needed, remedy = "rows of data are needed; this row is passed over", "delete it to keep the table clean"
    found = f"found {what}" if not restricted else "found a row that is not data"
    return Problem(place, found, needed, remedy, Severity.WARNING)


def _read_row(
    declaration: TableDeclaration, grid: Grid, headings: Headings, known: dict[int, SheetCell], number: int
) -> tuple[Row, list[Problem]]:
    cells: dict[str, Cell] = {}
    problems: list[Problem] = []
    for column_number, column in headings.columns.items():
        cell = known.get(column_number) or SheetCell(number, column_number, CellKind.TEXT, "")
        read, fault = read_cell(column, cell, grid, hidden=declaration.holds_people)
        cells[column.name] = read
        if fault:
            problems.append(fault)
        elif read.value is None and (column.required or column.allows_all):
            problems.append(_blank(column, read.place))
    for column in declaration.columns:
        if column.allows_all and column.name not in cells:
            cells[column.name] = Cell(ALL, "", next(iter(cells.values())).place)
    return Row(cells, number), problems


def read_cell(column: Column, cell: SheetCell, grid: Grid, *, hidden: bool = False) -> tuple[Cell, Problem | None]:
    """Return the typed cell and the problem with it. What a restricted cell held is not kept beside its value.

    ``hidden`` tells nothing of what was found in any cell: beside people's own words a comma too many puts those there.
    """
    reading = read_value(column, cell)
    place = grid.at(cell.ref)
    raw = "" if column.restricted else shown(cell)
    return Cell(reading.value, raw, place), reading.fault.at(
        place, hidden or column.restricted
    ) if reading.fault else None


def shown(cell: SheetCell) -> str:
    """Return the cell's text as typed; a percentage with its sign."""
    if cell.kind is CellKind.NUMBER and is_percent_format(cell.number_format):
        return percent_shown(cell.text)
    return clean_text(cell.text).strip()


def _blank(column: Column, place: Place) -> Problem:
    wanted = f"{column.kind.value} is needed" if not column.allows_all else "a code, or all for the total, is needed"
    return Problem(place, "found a blank", f"{column.name}: {wanted}", _blank_remedy(column))


def _blank_remedy(column: Column) -> str:
    if column.allows_symbol:
        return "give the number, or x where it is not available"
    return f"fill it in, for example {quoted(column.example)}" if column.example else "fill it in, or delete the row"
