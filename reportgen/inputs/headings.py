"""Matching the headings of a sheet with the declared columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Place, Problem, Severity
from reportgen.inputs.cleaning import clean_text
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.table import Column, TableDeclaration
from reportgen.office.sheets import Sheet, SheetCell

_SEARCHED_ROWS = 10


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row and what stands in each sheet column: declared columns, further ones, and ones passed over."""

    row: int
    columns: Mapping[int, Column]
    unknown: Mapping[int, str]

    @property
    def names(self) -> frozenset[str]:
        """The declared columns present."""
        return frozenset(column.name for column in self.columns.values())


def heading_key(text: str) -> str:
    """Return a heading without case, spaces, hyphens and underscores, to compare with another."""
    return re.sub(r"[\s_\-‐-―*:]+", "", clean_text(text).casefold())


def read_headings(declaration: TableDeclaration, sheet: Sheet, place: Place) -> tuple[Headings, list[Problem]]:
    """Return the headings of a sheet and every problem with them; ``place`` is the sheet's."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in sheet.cells:
        if clean_text(cell.text).strip():
            if cell.row not in rows and len(rows) == _SEARCHED_ROWS:
                break
            rows.setdefault(cell.row, []).append(cell)
    if not rows:
        return Headings(0, {}, {}), []
    row, above = _heading_row(declaration, rows)
    problems = [
        Problem(
            Place(place.file, place.part, f"A{number}"),
            "found a row above the headings",
            "headings in the first row are needed",
            "the row is passed over; delete it where it is not wanted",
            Severity.WARNING,
        )
        for number in above
    ]
    columns, unknown, clashes = _match(declaration, rows[row], place)
    problems += clashes
    if declaration.name != "meeting" and not is_wide(declaration, columns):
        problems += [_unknown_column(declaration, cell, place) for cell in rows[row] if cell.column in unknown]
    problems += _missing(declaration, {column.name for column in columns.values()}, place, row)
    return Headings(row, columns, unknown), problems


def is_wide(declaration: TableDeclaration, columns: Mapping[int, Column]) -> bool:
    """Whether these are survey responses with a column for each question."""
    names = {column.name for column in columns.values()}
    return declaration.name == "survey_responses" and not names & {"question_id", "answer"}


def _heading_row(declaration: TableDeclaration, rows: Mapping[int, list[SheetCell]]) -> tuple[int, list[int]]:
    """Return the first row with every required heading, else the first row; and the rows passed over."""
    required = {column.name for column in declaration.columns if column.required}
    passed: list[int] = []
    for number, cells in rows.items():
        columns, _unknown, _clashes = _match(declaration, cells, Place(""))
        if required <= {column.name for column in columns.values()}:
            return number, passed
        passed.append(number)
    return next(iter(rows)), []


def _match(
    declaration: TableDeclaration, cells: Sequence[SheetCell], place: Place
) -> tuple[dict[int, Column], dict[int, str], list[Problem]]:
    by_name = {heading_key(column.name): column for column in declaration.columns}
    by_alias = {heading_key(alias): column for column in declaration.columns for alias in column.aliases}
    columns: dict[int, Column] = {}
    problems: list[Problem] = []
    repeated: set[int] = set()
    for known in (by_name, by_alias):
        taken = {column.name for column in columns.values()}
        for cell in cells:
            column = known.get(heading_key(cell.text))
            if cell.column in columns or column is None or column.name in taken:
                continue
            first = next((number for number, other in columns.items() if other is column), None)
            if first is None:
                columns[cell.column] = column
            elif declaration.name != "meeting":
                problems.append(_twice(cell, column, place))
                repeated.add(cell.column)
    further = [cell for cell in cells if cell.column not in columns.keys() | repeated]
    unknown = {cell.column: clean_text(cell.text).strip() for cell in further}
    return columns, unknown, problems


def _twice(cell: SheetCell, column: Column, place: Place) -> Problem:
    return Problem(
        Place(place.file, place.part, cell.ref),
        f"found a second column for {column.name} ({quoted(cell.text)})",
        "one column for each heading is needed",
        "delete or rename one of them",
    )


def _unknown_column(declaration: TableDeclaration, cell: SheetCell, place: Place) -> Problem:
    names = [name for column in declaration.columns for name in (column.name, *column.aliases)]
    advice = nearest(cell.text, names, f"columns of {declaration.name}: {_listed(declaration)}")
    return Problem(
        Place(place.file, place.part, cell.ref),
        f"found the unknown column {quoted(cell.text)}",
        f"a column of {declaration.name} is needed; this one is not read",
        advice,
        Severity.WARNING,
    )


def _listed(declaration: TableDeclaration) -> str:
    return ", ".join(column.name for column in declaration.columns)


def _missing(declaration: TableDeclaration, present: set[str], place: Place, row: int) -> list[Problem]:
    return [
        Problem(
            Place(place.file, place.part, f"A{row}"),
            f"the column {column.name} is missing",
            f"{declaration.name} needs it: {column.doc[0].lower()}{column.doc[1:].rstrip('.')}",
            f"add a column headed {column.name} ({column.kind.value})",
        )
        for column in declaration.columns
        if column.required and column.name not in present
    ]
