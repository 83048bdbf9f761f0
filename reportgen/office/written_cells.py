"""What stands in a workbook somebody else made: its cells by place, formulas told from values, to find labels by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.office.open_workbook import OpenWorkbook, read_file
from reportgen.office.sheets import CellKind


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """One cell: its text as :class:`~reportgen.office.sheets.SheetCell` has it, and whether a formula fills it."""

    text: str
    is_date: bool
    is_number: bool
    is_calculated: bool


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """One worksheet: its name and its cells by row and column, counted from 1; blank ones are left out."""

    name: str
    cells: Mapping[tuple[int, int], WrittenCell]
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> WrittenCell | None:
        """Return what stands in a cell, None where it is blank."""
        return self.cells.get((row, column))


def read_written(workbook: bytes | Path, name: str = "") -> tuple[WrittenSheet, ...]:
    """Return every worksheet of an ``.xlsx`` or ``.xlsm`` in its order. Raises ProblemsError where it is unreadable.

    A formula without a saved result has no text.
    """
    data, file = read_file(workbook, name)
    opened = OpenWorkbook(data, file)
    hidden = {
        entry.get("name", "")
        for entry in opened.root.iterfind("{*}sheets/{*}sheet")
        if entry.get("state", "visible") != "visible"
    }
    sheets = []
    for tab in opened.worksheets():
        grid = opened.grid(tab)
        cells = {}
        for at in sorted(grid.cells):
            cell = opened.cell_at(tab, *at)
            is_calculated = grid.formula_at(*at) is not None
            if cell is None and not is_calculated:
                continue
            kind = CellKind.FORMULA if cell is None else cell.kind
            text = "" if cell is None or kind is CellKind.FORMULA else cell.text
            cells[at] = WrittenCell(text, kind is CellKind.DATE, kind is CellKind.NUMBER, is_calculated)
        sheets.append(WrittenSheet(tab.name, cells, tab.name in hidden))
    return tuple(sheets)
