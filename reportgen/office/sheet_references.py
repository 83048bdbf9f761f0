"""What a reference in a workbook's rules points at: cells, another sheet's cells, a defined name, a table's column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office.cell_areas import Area, read_area
from reportgen.office.open_workbook import OpenWorkbook, Tab
from reportgen.office.sheets import SheetCell

_ON_SHEET = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$")
_LITERAL = re.compile(r'^INDIRECT\("([^"]+)"\)$', re.IGNORECASE)
_COLUMN = re.compile(r"^([\w.\\]+)\[([^\[\]#@]+)\]$")
_MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells of one sheet."""

    tab: Tab
    area: Area

    def __str__(self) -> str:
        return f"{self.tab.name}!{self.area.ref}"


class ReferenceReader:
    """Follows the references of one workbook."""

    def __init__(self, workbook: OpenWorkbook) -> None:
        self.workbook = workbook
        self._cells: dict[Reference, tuple[SheetCell, ...]] = {}
        self._tables: dict[str, tuple[Tab, etree._Element]] | None = None

    def resolve(self, formula: str, tab: Tab, moved: tuple[int, int], steps: int = 0) -> Reference | None:
        """Return the cells a formula names, seen from ``tab``; None for a formula that calculates.

        ``moved`` is how far the asking cell lies, in rows and columns, from the one the formula was written for.
        """
        if steps > _MOST_STEPS:
            return None
        literal = _LITERAL.match(formula)
        if literal:
            return self.resolve(literal[1], tab, (0, 0), steps + 1)
        on_sheet = _ON_SHEET.match(formula)
        if on_sheet:
            named = self.workbook.tab((on_sheet[1] or on_sheet[2]).replace("''", "'"))
            if named is None or named.kind != "worksheet":
                return None
            tab, formula = named, on_sheet[3]
        found = read_area(formula)
        if found is not None:
            area, anchored = found
            return Reference(tab, area.moved(*moved, anchored))
        column = _COLUMN.match(formula)
        if column:
            return self._table_column(column[1], column[2])
        return self._name(formula, tab, steps)

    def _name(self, name: str, tab: Tab, steps: int) -> Reference | None:
        """Return what a defined name points at; one of the sheet's own goes before the workbook's."""
        scopes: dict[str, str] = {}
        for entry in self.workbook.root.iterfind("{*}definedNames/{*}definedName"):
            if entry.get("name", "").casefold() == name.casefold():
                scopes[entry.get("localSheetId", "")] = (entry.text or "").strip()
        formula = scopes.get(str(self.workbook.tabs.index(tab)), scopes.get(""))
        if formula is not None:
            return self.resolve(formula, tab, (0, 0), steps + 1)
        return self._table_column(name, "")

    def _table_column(self, table: str, column: str) -> Reference | None:
        """Return the data of a table's column, of its only one where none is named."""
        if self._tables is None:
            self._tables = {
                root.get("displayName", root.get("name", "")).casefold(): (tab, root)
                for tab in self.workbook.worksheets()
                for root in self.workbook.related_roots(tab.part, "table")
            }
        tab, root = self._tables.get(table.casefold(), (None, None))
        found = None if root is None else read_area(root.get("ref", ""))
        if tab is None or root is None or found is None:
            return None
        columns = [entry.get("name", "").casefold() for entry in root.iterfind("{*}tableColumns/{*}tableColumn")]
        area = found[0]
        top = area.top + int(root.get("headerRowCount", "1"))
        bottom = area.bottom - int(root.get("totalsRowCount", "0"))
        if not column:
            return Reference(tab, Area(top, area.left, bottom, area.right))
        if column.casefold() not in columns:
            return None
        at = area.left + columns.index(column.casefold())
        return Reference(tab, Area(top, at, bottom, at))

    def cells(self, reference: Reference) -> tuple[SheetCell, ...]:
        """Return what stands in the cells, in reading order, without the blank ones."""
        if reference not in self._cells:
            self._cells[reference] = tuple(self._read(reference))
        return self._cells[reference]

    def _read(self, reference: Reference) -> Iterator[SheetCell]:
        for place in sorted(self.workbook.grid(reference.tab).cells):
            if reference.area.holds(*place):
                cell = self.workbook.cell_at(reference.tab, *place)
                if cell is not None:
                    yield cell
