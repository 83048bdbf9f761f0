"""The authority's own copy of a return's workbook, filled in; what would be wrong to write is refused, all at once.

The copy is never changed beyond the cells the form names: ``office.fill`` patches them in the sheets' XML.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen import office
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office import CellAddress
from reportgen.office.cell_areas import cell_place
from reportgen.office.filling import CellChange
from reportgen.office.written_cells import WrittenCell, WrittenSheet, read_written
from reportgen.returns.figures import FilledForm
from reportgen.returns.filled import FilledRow, FilledTable
from reportgen.returns.form_keys import nearest
from reportgen.returns.locating import Located, TableFinder


@dataclass(frozen=True, slots=True)
class CopyFilled:
    """The filled copy, each change with what it is, and what an officer should know beside it."""

    data: bytes
    changed: tuple[tuple[CellChange, Located], ...]
    already: int
    """Cells that held the figure already."""
    notes: tuple[str, ...]
    unchecked: tuple[Problem, ...]


def fill_copy(workbook: bytes, file: str, filled: FilledForm, columns: Collection[str] = ()) -> CopyFilled:
    """Return the authority's copy with a form's figures. ``file`` is its name in messages.

    ``columns`` are the labels of the columns to fill alone, none for all of them.

    Raises ProblemsError with everything that stands against it, and then nothing is filled: labels missing or there
    twice, formulas, locked cells, and cells that hold another figure already, both figures side by side.
    """
    if not filled.tables:
        found = f"this quarter has no figures for the form {filled.form.name}"
        remedy = "add the tables it is filled from; the sheet Contents of return.xlsx says what is missing"
        raise ProblemsError([Problem(Place(file), found, "at least one table of it is needed", remedy)])
    tables = _chosen(filled, columns) if columns else filled.tables
    sheets = read_written(workbook, file)
    found_cells = TableFinder(filled.form, sheets, file).find(tables)
    by_name = {sheet.name: sheet for sheet in sheets}
    located = {entry.address: entry for entry in found_cells.cells if not _is_calculated_total(entry, by_name)}
    already = {address for address, entry in located.items() if _holds(entry, _cell_at(address, by_name))}
    differing = {address for address, entry in located.items() if _differs(entry, _cell_at(address, by_name))}
    problems = [*found_cells.problems]
    problems += [_different(located[address], _cell_at(address, by_name), file) for address in sorted(differing)]
    wanted = {address: entry for address, entry in located.items() if address not in differing | already}
    result = None
    try:
        result = office.fill(workbook, {address: _value(entry) for address, entry in wanted.items()}, name=file)
    except ProblemsError as error:
        problems += error.problems
    if problems or result is None:
        raise ProblemsError(problems)
    changed = tuple((change, located[CellAddress(change.sheet, change.cell)]) for change in result.changed)
    notes = [
        f"{heading}: your copy does not ask for {', '.join(years)}." for heading, years in found_cells.not_asked.items()
    ]
    notes += _left_blank(filled)
    return CopyFilled(result.data, changed, len(already), tuple(notes), result.unchecked)


def _chosen(filled: FilledForm, columns: Collection[str]) -> tuple[FilledTable, ...]:
    """Return the tables with those columns alone. Raises ProblemsError for a column that no table has."""
    known = dict.fromkeys(column.label for table in filled.tables for column in table.columns)
    unknown = [label for label in columns if label not in known]
    if unknown:
        needed = f"a column of the form {filled.form.name} is needed"
        raise ProblemsError(
            Problem(Place("--columns"), f"there is no column '{label}'", needed, nearest(label, known))
            for label in unknown
        )
    tables = []
    for table in filled.tables:
        kept = [at for at, column in enumerate(table.columns) if column.label in columns]
        if kept:
            rows = tuple(_cut(row, kept) for row in table.rows)
            total = None if table.total is None else _cut(table.total, kept)
            chosen = tuple(table.columns[at] for at in kept)
            tables.append(FilledTable(table.table, chosen, rows, total, table.notes))
    return tuple(tables)


def _cut(row: FilledRow, kept: list[int]) -> FilledRow:
    return FilledRow(row.label, tuple(row.cells[at] for at in kept))


def _value(entry: Located) -> int | Decimal:
    assert entry.cell.value is not None
    return entry.cell.value


def _cell_at(address: CellAddress, sheets: Mapping[str, WrittenSheet]) -> WrittenCell | None:
    at = cell_place(address.cell)
    assert at is not None
    return sheets[address.sheet].cell(*at)


def _is_calculated_total(entry: Located, sheets: Mapping[str, WrittenSheet]) -> bool:
    """Whether the workbook adds the total up itself, as a DfE template does."""
    cell = _cell_at(entry.address, sheets)
    return entry.is_total and cell is not None and cell.is_calculated


def _holds(entry: Located, cell: WrittenCell | None) -> bool:
    """Whether the cell has the figure already, as DfE's own history often does, so that nothing need be written."""
    return cell is not None and cell.is_number and Decimal(cell.text) == entry.cell.value


def _differs(entry: Located, cell: WrittenCell | None) -> bool:
    """Whether the cell holds something else than the figure; a formula is the guard's to refuse."""
    return cell is not None and not cell.is_calculated and bool(cell.text.strip()) and not _holds(entry, cell)


def _different(entry: Located, cell: WrittenCell | None, file: str) -> Problem:
    assert cell is not None
    return Problem(
        Place(file, entry.address.sheet, entry.address.cell),
        f"{entry.row}, {entry.column}: your copy holds {cell.text}, the return has {entry.cell.value}",
        "a blank cell, or the same figure, is needed",
        f"find out which is right; clear the cell to take {entry.cell.value}",
    )


def _left_blank(filled: FilledForm) -> list[str]:
    """Say which rows stay as they are because the quarter has no figure for them."""
    notes = []
    for table in filled.tables:
        rows = [row.label for row in table.rows if all(cell.value is None for cell in row.cells)]
        if rows:
            notes.append(f"{table.table.heading}: left as it is, not available: {', '.join(rows)}.")
    return notes
