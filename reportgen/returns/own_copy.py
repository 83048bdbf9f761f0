"""The authority's own copy of a return's workbook, filled in; what would be wrong to write is refused, all at once.

The copy is never changed beyond the cells the form names: ``office.fill`` patches them in the sheets' XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen import office
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office import CellAddress
from reportgen.office.cell_areas import cell_place
from reportgen.office.filling import CellChange
from reportgen.office.written_cells import WrittenCell, WrittenSheet, read_written
from reportgen.returns.figures import FilledForm
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


def fill_copy(workbook: bytes, file: str, filled: FilledForm) -> CopyFilled:
    """Return the authority's copy with a form's figures. ``file`` is its name in messages.

    Raises ProblemsError with everything that stands against it, and then nothing is filled: labels missing or there
    twice, formulas, locked cells, and cells that hold another figure already, both figures side by side.
    """
    if not filled.tables:
        found = f"this quarter has no figures for the form {filled.form.name}"
        remedy = "add the tables it is filled from; the sheet Contents of return.xlsx says what is missing"
        raise ProblemsError([Problem(Place(file), found, "at least one table of it is needed", remedy)])
    sheets = read_written(workbook, file)
    found_cells = TableFinder(filled.form, sheets, file).find(filled.tables)
    by_name = {sheet.name: sheet for sheet in sheets}
    located = {entry.address: entry for entry in found_cells.cells if not _is_calculated_total(entry, by_name)}
    differing = {address for address, entry in located.items() if _differs(entry, _cell_at(address, by_name))}
    problems = [*found_cells.problems]
    problems += [_different(located[address], _cell_at(address, by_name), file) for address in sorted(differing)]
    wanted = {address: entry for address, entry in located.items() if address not in differing}
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
    return CopyFilled(result.data, changed, len(wanted) - len(changed), tuple(notes), result.unchecked)


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


def _differs(entry: Located, cell: WrittenCell | None) -> bool:
    """Whether the cell holds something else than the figure; a formula is the guard's to refuse."""
    if cell is None or cell.is_calculated or not cell.text.strip():
        return False
    try:
        return not cell.is_number or Decimal(cell.text) != entry.cell.value
    except InvalidOperation:
        return True


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
