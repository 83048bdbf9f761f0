"""Filling in a workbook somebody else made: cells are patched in the sheet's XML, all else keeps its bytes.

A load-and-save through a spreadsheet library loses text boxes, form controls, sparklines, check boxes and more of what
a return is made of. Here the parts of the sheets that are filled in are changed at the cells given; saved results of
formulas are dropped in every sheet, so that no reader shows a stale total, and Excel is asked to calculate anew.
What is drawn from cells (charts, pivot tables) shows the old figures until the workbook has been opened in Excel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.office.cell_areas import CellAddress, cell_name, cell_place
from reportgen.office.cell_guards import CellGuard
from reportgen.office.cell_rules import RuleChecker, Unchecked
from reportgen.office.cell_values import CellValue, Stored, Unfit, check_format, store
from reportgen.office.open_workbook import OpenWorkbook, Tab, read_file
from reportgen.office.sheets import CellKind


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that was changed: what it held before ("" for a blank one) and what it holds now.

    Numbers have their own digits, days are ISO dates, yes/no is TRUE or FALSE: no format is applied.
    """

    sheet: str
    cell: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.before or 'blank'} → {self.after}"


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled workbook, its changed cells in the workbook's order, and what only Excel can check, as warnings."""

    data: bytes
    changed: tuple[CellChange, ...]
    unchecked: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Patch:
    """A value on its way into a cell that may take it."""

    tab: Tab
    row: int
    column: int
    stored: Stored


def fill(
    workbook: bytes | Path, cells: Mapping[CellAddress, CellValue], output: Path | None = None, *, name: str = ""
) -> Filled:
    """Return the ``.xlsx`` or ``.xlsm`` with the cells filled in; written to ``output`` too where it is given.

    Numbers keep their exact digits, dates follow the workbook's own system (1900 or 1904), styles stay. ``name`` is the
    file's name in messages. Raises ProblemsError with every cell that cannot be filled, and then nothing is written:
    unknown sheets and cells, formulas, locked cells of protected sheets, cells merged away, headings of tables, parts
    of pivot tables, values of another kind than the cell's format, values the cell's drop-down list or rule forbids.
    """
    data, file = read_file(workbook, name)
    filling = _Filling(OpenWorkbook(data, file))
    for address, value in cells.items():
        filling.take(address, value)
    filled = filling.finish(data)
    if output is not None:
        output.write_bytes(filled.data)
    return filled


class _Filling:
    """One workbook being filled in."""

    def __init__(self, workbook: OpenWorkbook) -> None:
        self.workbook = workbook
        self.guard = CellGuard(workbook)
        self.rules = RuleChecker(workbook)
        self.patches: dict[tuple[str, int, int], _Patch] = {}
        self.problems: list[Problem] = []
        self.unchecked: list[Problem] = []

    def take(self, address: CellAddress, value: CellValue) -> None:
        """Check one cell and its value; what is wrong joins the problems."""
        sheet, cell = address
        place = Place(self.workbook.file, sheet, cell)
        try:
            patch = self._checked(sheet, cell, value)
            try:
                self.rules.check(patch.tab, patch.row, patch.column, patch.stored)
            except Unchecked as rule:
                self.unchecked.append(_not_checked(place, str(rule)))
        except Unfit as unfit:
            self.problems.append(Problem(place, unfit.found, unfit.needed, unfit.remedy))
            return
        self.patches[patch.tab.part, patch.row, patch.column] = patch

    def _checked(self, sheet: str, cell: str, value: CellValue) -> _Patch:
        tab = self.workbook.tab(sheet)
        if tab is None:
            names = ", ".join(tab.name for tab in self.workbook.worksheets())
            raise Unfit(f"there is no sheet '{sheet}'", "a sheet of the workbook is needed", f"sheets: {names}")
        if tab.kind != "worksheet":
            raise Unfit(f"the sheet '{sheet}' has no cells ({tab.kind})", "a worksheet is needed", "name another sheet")
        at = cell_place(cell)
        if at is None:
            raise Unfit(f"'{cell}' is no cell", "a cell such as F7 is needed", "correct the cell's name")
        if (tab.part, *at) in self.patches:
            raise Unfit("the cell is given twice", "one value for each cell is needed", "leave one of them out")
        self.guard.check(tab, *at)
        stored = store(value, self.workbook.book.epoch)
        check_format(stored.kind, self.workbook.format_at(tab, *at))
        return _Patch(tab, *at, stored)

    def finish(self, data: bytes) -> Filled:
        """Write the values and return the workbook; the very same bytes where every cell held its value already."""
        if self.problems:
            raise ProblemsError(self.problems)
        changed = [change for patch in self._in_order() if (change := self._write(patch)) is not None]
        if not changed:
            return Filled(data, (), tuple(self.unchecked))
        touched = {self.workbook.tab(change.sheet) for change in changed}
        calculated = False
        for tab in self.workbook.worksheets():
            grid = self.workbook.grid(tab)
            calculated = calculated or grid.has_formulas
            if grid.drop_results() or tab in touched:
                self.workbook.put(tab.part, grid.root)
        if calculated:
            self.workbook.ask_for_calculation()
        return Filled(self.workbook.write(), tuple(changed), tuple(self.unchecked))

    def _in_order(self) -> list[_Patch]:
        order = {tab.part: number for number, tab in enumerate(self.workbook.tabs)}
        return sorted(self.patches.values(), key=lambda patch: (order[patch.tab.part], patch.row, patch.column))

    def _write(self, patch: _Patch) -> CellChange | None:
        before = self.workbook.cell_at(patch.tab, patch.row, patch.column)
        if patch.stored.equals(before):
            return None
        self.workbook.grid(patch.tab).write(patch.row, patch.column, patch.stored.mark, patch.stored.written)
        shown = "" if before is None or before.kind is CellKind.FORMULA else before.text
        return CellChange(
            patch.tab.name, cell_name(patch.row, patch.column), _plain(shown), _plain(patch.stored.text)
        )  # fmt: skip


def _plain(text: str) -> str:
    """Return a stored day without its midnight."""
    return text.removesuffix("T00:00:00")


def _not_checked(place: Place, rule: str) -> Problem:
    return Problem(
        place,
        f"{rule} can be worked out by Excel alone, so the value was filled in without this check",
        "a value the rule allows is needed",
        "look at the cell in Excel (Data ▸ Data Validation ▸ Circle Invalid Data)",
        Severity.WARNING,
    )
