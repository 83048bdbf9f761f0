"""The cells of a workbook as text, with nothing but its own parts: what the invariants compare a chart's cache with."""

from __future__ import annotations

import re

from lxml import etree

from reportgen.office.markup import read_cell_text
from reportgen.office.names import r
from reportgen.office.opened import OpenedFile
from reportgen.office.package import target_name

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")


def x(name: str) -> str:
    """Return a SpreadsheetML name in lxml's form."""
    return f"{{{MAIN}}}{name}"


def sheets_of(file: OpenedFile) -> list[tuple[str, str]]:
    """Return each sheet's name and part, in the workbook's order."""
    root = file.roots.get(file.main)
    if root is None:
        return []
    targets = {each.id: target_name(file.main, each.target) for each in file.relationships.get(file.main, ())}
    return [(sheet.get("name", ""), targets.get(sheet.get(r("id"), ""), "")) for sheet in root.iter(x("sheet"))]


def place_of(reference: str) -> tuple[int, int] | None:
    """Return row and column of ``F7``, counted from 1, or None for what is no cell."""
    found = CELL.match(reference)
    if found is None:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)), column


def read_cells(file: OpenedFile) -> dict[tuple[str, int, int], str]:
    """Return the text of every cell that holds something, by sheet name, row and column."""
    shared: list[str] = []
    for name in file.related(file.main, "sharedStrings"):
        if name in file.roots:
            shared = [_text(item) for item in file.roots[name].iterfind(x("si"))]
    found: dict[tuple[str, int, int], str] = {}
    for sheet, part in sheets_of(file):
        if part not in file.roots:
            continue
        for cell in file.roots[part].iter(x("c")):
            place = place_of(cell.get("r", ""))
            text = _cell_text(cell, shared)
            if place is not None and text:
                found[(sheet, *place)] = text
    return found


def _cell_text(cell: etree._Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(_text(item) for item in cell.iterfind(x("is")))
    value = cell.findtext(x("v")) or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value


def _text(item: etree._Element) -> str:
    # The phonetic guide of a string is not part of it.
    runs = [text for text in item.iter(x("t")) if text.getparent() is None or text.getparent().tag != x("rPh")]  # type: ignore[union-attr]
    return read_cell_text("".join(text.text or "" for text in runs))
