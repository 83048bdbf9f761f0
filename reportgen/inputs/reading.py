"""One declared table from the cells of one sheet or CSV file."""

from __future__ import annotations

from datetime import date

from reportgen.errors import Problem, Severity
from reportgen.inputs.declarations.meeting import MEETING_FIELDS
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.headings import Headings, heading_key, is_wide, read_headings
from reportgen.inputs.rows import Grid, group_rows, read_cell, read_rows
from reportgen.inputs.table import Cell, Column, Row, SourceFile, Table, TableDeclaration, Value
from reportgen.office.sheets import CellKind, SheetCell


def read_table(declaration: TableDeclaration, grid: Grid, source: SourceFile) -> tuple[Table, list[Problem]]:
    """Return the table in a grid with every problem in its headings and cells; a cell with an error reads as blank."""
    headings, problems = read_headings(declaration, grid.sheet, grid.place)
    if not headings.columns or any(problem.is_error for problem in problems):
        return Table(declaration, (), source), problems
    if declaration.name == "meeting":
        rows, faults = _read_meeting(grid, headings)
    elif is_wide(declaration, headings.columns):
        rows, faults = _read_wide(declaration, grid, headings)
    else:
        rows, faults = read_rows(declaration, grid, headings)
    problems += faults
    problems += find_hidden(grid, headings)
    problems += find_duplicates(declaration, rows)
    return Table(declaration, tuple(rows), source), problems


def _read_meeting(grid: Grid, headings: Headings) -> tuple[list[Row], list[Problem]]:
    """Return a row for each field; ``value``, ``value_2`` … hold each meeting's, read by the field's own kind."""
    field_column = next(number for number, column in headings.columns.items() if column.name == "field")
    value_columns = sorted((headings.columns.keys() | headings.unknown.keys()) - {field_column})
    known = {heading_key(name): field for field in MEETING_FIELDS for name in (*field.aliases, field.name)}
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in group_rows(grid.sheet, headings.row).items():
        by_column = {cell.column: cell for cell in cells}
        name = by_column.get(field_column)
        if name is None:
            needed, remedy = "the field it belongs to is needed", "name the field in the first column"
            problems.append(Problem(grid.at(cells[0].ref), "found a value without a field", needed, remedy))
            continue
        field = known.get(heading_key(name.text))
        if field is None:
            problems.append(_unknown_field(grid, name))
            continue
        read = {"field": Cell(field.name, name.text, grid.at(name.ref))}
        for index, column_number in enumerate(value_columns, start=1):
            cell = by_column.get(column_number) or SheetCell(number, column_number, CellKind.TEXT, "")
            read["value" if index == 1 else f"value_{index}"], fault = read_cell(field, cell, grid)
            problems += [fault] if fault else []
        rows.append(Row(read, number))
    return rows, problems


def _unknown_field(grid: Grid, cell: SheetCell) -> Problem:
    names = [field.name for field in MEETING_FIELDS]
    return Problem(
        grid.at(cell.ref),
        f"found the unknown field {quoted(cell.text)}",
        "a field of the meeting is needed; this row is not read",
        nearest(cell.text, names, f"fields: {', '.join(names)}"),
        Severity.WARNING,
    )


def _read_wide(declaration: TableDeclaration, grid: Grid, headings: Headings) -> tuple[list[Row], list[Problem]]:
    """Return one row for each answer of a sheet with a column for each question."""
    answer = declaration.column("answer")
    rows, problems = read_rows(declaration, grid, headings)
    by_row = group_rows(grid.sheet, headings.row)
    long: list[Row] = []
    for row in rows:
        for cell in by_row[row.number]:
            if cell.column not in headings.unknown:
                continue
            read, fault = read_cell(answer, cell, grid, hidden=True)
            problems += [fault] if fault else []
            if read.value is not None:
                heading = SheetCell(headings.row, cell.column, CellKind.TEXT, headings.unknown[cell.column])
                question = Cell(heading.text, heading.text, grid.at(heading.ref))
                long.append(Row({**row.cells, "question_id": question, "answer": read}, row.number))
    return long, problems


def find_hidden(grid: Grid, headings: Headings) -> list[Problem]:
    """Return what a reader of the sheet may not see, and merged cells, whose values stand in one cell alone."""
    sheet, last_column = grid.sheet, max((*headings.columns, *headings.unknown))
    rows = sorted({cell.row for cell in sheet.cells if cell.row in sheet.hidden_rows and cell.row > headings.row})
    columns = sorted(
        number for number in headings.columns for first, last in sheet.hidden_columns if first <= number <= last
    )
    seen = [
        (sheet.hidden, "", "the sheet is hidden"),
        (bool(rows), f"A{rows[0]}" if rows else "", f"{len(rows)} hidden rows hold data"),
        (
            bool(columns),
            SheetCell(1, columns[0], CellKind.TEXT, "").ref if columns else "",
            "a hidden column holds data",
        ),
    ]
    problems = [
        Problem(
            grid.at(ref), found, "data in plain sight is needed; it is read all the same", "unhide it", Severity.WARNING
        )
        for is_there, ref, found in seen
        if is_there
    ]
    for merge in sheet.merges:
        if merge.last_row > headings.row and merge.first_column <= last_column:
            needed, remedy = "a value in every cell is needed", "unmerge the cells and fill each one"
            problems.append(Problem(grid.at(merge.ref), "found merged cells", needed, remedy))
    return problems


def find_duplicates(declaration: TableDeclaration, rows: list[Row]) -> list[Problem]:
    """Return a problem for every row whose key an earlier row has."""
    seen: dict[tuple[Value, ...], Row] = {}
    problems: list[Problem] = []
    for row in rows:
        if any(row.value(name) is None for name in declaration.key if _is_needed(declaration.column(name))):
            continue  # what could not be read is a problem of its own
        key = tuple(_folded(row.value(name)) for name in declaration.key)
        if all(part is None for part in key):
            continue
        first = seen.setdefault(key, row)
        if first is not row:
            problems.append(_duplicate(declaration, row, first))
    return problems


def _is_needed(column: Column) -> bool:
    return column.required or column.allows_all


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value


def _duplicate(declaration: TableDeclaration, row: Row, first: Row) -> Problem:
    named = next(name for name in declaration.key if name in row.cells)
    hidden = declaration.restricted or any(declaration.column(name).restricted for name in declaration.key)
    shown = [f"{name} {_printed(row.value(name))}" for name in declaration.key if row.value(name) is not None]
    what = "" if hidden else f" ({', '.join(shown)})"
    return Problem(
        row.place(named),
        f"found the same {' and '.join(declaration.key)} as row {first.number}{what}",
        "one row for each is needed",
        "delete or correct one of the two rows",
    )


def _printed(value: Value) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
