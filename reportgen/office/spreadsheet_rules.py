"""The Analysis Function's rules for spreadsheets that everybody can read, checked on a finished workbook.

Source: “Making spreadsheets accessible” (Government Analysis Function) as its own tools apply it. One table a sheet,
marked up as a table with a heading row; a title in A1; contents and notes; no merged, blank or hidden cells; symbols
and units in words; title and language among the properties; the cursor at A1 of the first sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office.cell_areas import Area, cell_name, read_area
from reportgen.office.open_workbook import OpenWorkbook, Tab
from reportgen.office.sheets import CellKind

SHORTEST_TITLE = 15
_DEFAULT_NAME = re.compile(r"(Sheet|Table)\d+")
_SYMBOL = re.compile(r"\[[a-z]{1,3}\]")
_OFF = ("0", "false")
_NEEDED_SHEETS = ("Contents", "Notes")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet as the rules see it: its cells as text, its kinds, its tables and its XML."""

    name: str
    root: etree._Element
    text: dict[tuple[int, int], str]
    has_numbers: bool
    tables: tuple[etree._Element, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The rectangles of its tables."""
        found = (read_area(table.get("ref", "")) for table in self.tables)
        return tuple(each[0] for each in found if each is not None)

    def outside(self) -> dict[tuple[int, int], str]:
        """The cells that belong to no table."""
        areas = self.areas
        return {at: text for at, text in self.text.items() if not any(area.holds(*at) for area in areas)}


def check_spreadsheet(data: bytes) -> tuple[str, ...]:
    """Return every rule the workbook breaks, with sheet and cell. Raises ProblemsError for what is unreadable."""
    workbook = OpenWorkbook(data, "workbook.xlsx")
    sheets = [_read(workbook, tab) for tab in workbook.worksheets()]
    found = [*_properties(workbook), *_sheets_there(workbook, sheets)]
    for sheet in sheets:
        for rule in _RULES:
            found += [f"{sheet.name}: {broken}" for broken in rule(sheet)]
    return tuple(found)


def _read(workbook: OpenWorkbook, tab: Tab) -> _Sheet:
    grid = workbook.grid(tab)
    cells = {at: cell for at in grid.cells if (cell := workbook.cell_at(tab, *at)) is not None and cell.text.strip()}
    return _Sheet(
        tab.name,
        grid.root,
        {at: cell.text for at, cell in cells.items()},
        any(cell.kind is CellKind.NUMBER for cell in cells.values()),
        tuple(workbook.related_roots(tab.part, "table")),
    )


def _properties(workbook: OpenWorkbook) -> Iterator[str]:
    """Title and language are said."""
    core = next(iter(workbook.related_roots("", "core-properties")), None)
    for name in ("title", "language"):
        if core is None or not (core.findtext(f"{{*}}{name}") or "").strip():
            yield f"the document property {name} is missing"


def _sheets_there(workbook: OpenWorkbook, sheets: list[_Sheet]) -> Iterator[str]:
    """Contents and notes are there, titles differ, no sheet is hidden, and the workbook opens on the first one."""
    names = [sheet.name for sheet in sheets]
    yield from (f"there is no sheet {name}" for name in _NEEDED_SHEETS if name not in names)
    if names and names[0] != _NEEDED_SHEETS[0]:
        yield f"the first sheet is {names[0]}, not {_NEEDED_SHEETS[0]}"
    if len({name.casefold() for name in names}) < len(names):
        yield "two sheets have the same name"
    titles = [sheet.text.get((1, 1), "") for sheet in sheets]
    yield from (f"{name}: its title is another sheet's too" for name, title in zip(names, titles, strict=True)
                if title and titles.count(title) > 1)  # fmt: skip
    for entry in workbook.root.iterfind("{*}sheets/{*}sheet"):
        if entry.get("state", "visible") != "visible":
            yield f"{entry.get('name')}: it is hidden"
    for view in workbook.root.iterfind("{*}bookViews/{*}workbookView"):
        if view.get("activeTab", "0") != "0":
            yield "the workbook does not open on its first sheet"


def _named(sheet: _Sheet) -> Iterator[str]:
    if _DEFAULT_NAME.fullmatch(sheet.name):
        yield "its name says nothing"


def _titled(sheet: _Sheet) -> Iterator[str]:
    if len(sheet.text.get((1, 1), "")) < SHORTEST_TITLE:
        yield "A1 holds no title that describes the sheet"


def _one_table(sheet: _Sheet) -> Iterator[str]:
    if len(sheet.tables) != 1:
        yield f"it has {len(sheet.tables) or 'no'} tables marked as such, not one"
    yield from (f"{cell_name(*at)} stands beside the table" for at in sheet.outside() if at[1] > 1 and sheet.tables)


def _headed(sheet: _Sheet) -> Iterator[str]:
    for table, area in zip(sheet.tables, sheet.areas, strict=True):
        if table.get("headerRowCount", "1") in _OFF:
            yield "the table's heading row is not marked"
            continue
        headings = [sheet.text.get((area.top, column), "") for column in range(area.left, area.right + 1)]
        if len({heading.casefold() for heading in headings}) < len(headings):
            yield "two headings of the table are the same"


def _not_merged(sheet: _Sheet) -> Iterator[str]:
    yield from (f"{merge.get('ref')} is merged" for merge in sheet.root.iterfind("{*}mergeCells/{*}mergeCell"))


def _not_blank(sheet: _Sheet) -> Iterator[str]:
    for area in sheet.areas:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if (row, column) not in sheet.text:
                    yield f"{cell_name(row, column)} is blank within the table"


def _not_hidden(sheet: _Sheet) -> Iterator[str]:
    for entry in (*sheet.root.iterfind("{*}cols/{*}col"), *sheet.root.iterfind("{*}sheetData/{*}row")):
        if entry.get("hidden", "0") not in _OFF:
            yield f"{etree.QName(entry).localname} {entry.get('r') or entry.get('min')} is hidden"


def _in_words(sheet: _Sheet) -> Iterator[str]:
    """Symbols are explained and the unit is named on the sheet itself, outside the table."""
    if sheet.name in _NEEDED_SHEETS:
        return
    outside = sheet.outside()
    said = " ".join(outside.values())
    used = {text for at, text in sheet.text.items() if at not in outside and _SYMBOL.fullmatch(text)}
    yield from (f"{symbol} is not explained" for symbol in sorted(used) if f"{symbol} means" not in said)
    if sheet.has_numbers and "Unit:" not in said:
        yield "the unit of its numbers is not named"


def _at_the_top(sheet: _Sheet) -> Iterator[str]:
    for view in sheet.root.iterfind("{*}sheetViews/{*}sheetView"):
        cursors = {selection.get("activeCell", "A1") for selection in view.iterfind("{*}selection")}
        if cursors - {"A1"} or view.get("topLeftCell", "A1") != "A1":
            yield "it does not open at A1"


_RULES = (_named, _titled, _one_table, _headed, _not_merged, _not_blank, _not_hidden, _in_words, _at_the_top)
