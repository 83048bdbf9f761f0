"""Cells that are not for filling in: calculated, locked, merged away, headings of tables, parts of pivot tables."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.office.cell_areas import Area, cell_name, read_area, read_areas
from reportgen.office.cell_values import Unfit
from reportgen.office.open_workbook import OpenWorkbook, Tab

_OFF = ("0", "false")
_LOCKS = ("password", "hashValue", "algorithmName", "securityDescriptor")
_ASK = "leave it out, or ask whoever issued the workbook"


@dataclass(frozen=True, slots=True)
class _Guarded:
    """What one sheet keeps from being filled in."""

    merges: tuple[Area, ...]
    is_protected: bool
    open_areas: tuple[Area, ...]
    headings: tuple[tuple[str, Area], ...]
    pivots: tuple[Area, ...]


class CellGuard:
    """Knows which cells of a workbook may be filled in."""

    def __init__(self, workbook: OpenWorkbook) -> None:
        self.workbook = workbook
        self._sheets: dict[str, _Guarded] = {}

    def check(self, tab: Tab, row: int, column: int) -> None:
        """Raise Unfit where the cell is not for filling in."""
        grid = self.workbook.grid(tab)
        formula = grid.formula_at(row, column)
        if formula is not None:
            own = formula == cell_name(row, column)
            raise Unfit(
                "the cell holds a formula" if own else f"the cell is calculated by the formula in {formula}",
                "a cell for a value is needed",
                "leave it out: Excel calculates it from the cells you fill in",
            )
        guarded = self._guarded(tab)
        for area in guarded.merges:
            if area.holds(row, column) and (row, column) != (area.top, area.left):
                first = cell_name(area.top, area.left)
                raise Unfit(
                    f"the cell is merged into {first}", "the first cell is needed", f"give the value to {first}"
                )
        if guarded.is_protected and self._is_locked(tab, row, column):
            raise Unfit("the cell is locked and its sheet is protected", "an unlocked cell is needed", _ASK)
        for table, area in guarded.headings:
            if area.holds(row, column):
                raise Unfit(f"the cell is a heading of the table {table}", "a cell for a value is needed", _ASK)
        if any(area.holds(row, column) for area in guarded.pivots):
            raise Unfit(
                "the cell belongs to a pivot table", "a cell for a value is needed", "change the table's source"
            )

    def _is_locked(self, tab: Tab, row: int, column: int) -> bool:
        is_open = any(area.holds(row, column) for area in self._guarded(tab).open_areas)
        return not is_open and self.workbook.grid(tab).style_of(row, column) not in self.workbook.unlocked_styles

    def _guarded(self, tab: Tab) -> _Guarded:
        if tab.part not in self._sheets:
            root = self.workbook.grid(tab).root
            protection = root.find("{*}sheetProtection")
            self._sheets[tab.part] = _Guarded(
                tuple(
                    area
                    for merge in root.iterfind("{*}mergeCells/{*}mergeCell")
                    for area in read_areas(merge.get("ref", ""))
                ),
                protection is not None and protection.get("sheet", "0") not in _OFF,
                tuple(
                    area
                    for entry in root.iterfind("{*}protectedRanges/{*}protectedRange")
                    if not any(lock in entry.attrib for lock in _LOCKS) and entry.find("{*}securityDescriptor") is None
                    for area in read_areas(entry.get("sqref", ""))
                ),
                tuple(
                    (table.get("displayName", ""), heading)
                    for table in self.workbook.related_roots(tab.part, "table")
                    for heading in _edges(table)
                ),
                tuple(
                    area
                    for pivot in self.workbook.related_roots(tab.part, "pivotTable")
                    for location in pivot.iterfind("{*}location")
                    for area in read_areas(location.get("ref", ""))
                ),
            )
        return self._sheets[tab.part]


def _edges(table: etree._Element) -> list[Area]:
    """Return the heading cells of a table, which must stay what its columns are called."""
    found = read_area(table.get("ref", ""))
    if found is None or table.get("headerRowCount") == "0":
        return []
    area = found[0]
    return [Area(area.top, area.left, area.top, area.right)]
