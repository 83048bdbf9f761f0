"""What must hold of a workbook, beyond what holds of any file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from reportgen.office.opened import OpenedFile
from reportgen.office.sheet_cells import place_of, read_cells, sheets_of, x

FORBIDDEN_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
LONGEST_NAME = 31
LONGEST_TEXT = 32_767
LONGEST_LIST = 255


def sheets_named(file: OpenedFile) -> Iterator[str]:
    """Sheet names are legal, at most 31 characters and unlike each other."""
    seen: set[str] = set()
    for name, part in sheets_of(file):
        if not name or len(name) > LONGEST_NAME or FORBIDDEN_IN_NAMES.search(name) or "'" in (name[:1], name[-1:]):
            yield f"no sheet may be called “{name}”"
        if name.lower() in seen:
            yield f"two sheets are called “{name}”"
        seen.add(name.lower())
        if part not in file.parts:
            yield f"sheet “{name}” is not there"


def rows_in_order(file: OpenedFile) -> Iterator[str]:
    """Rows go downwards and cells to the right, each once and in its own row."""
    for name, root in _sheets(file):
        last = 0
        for row in root.iterfind(f"{x('sheetData')}/{x('row')}"):
            number = int(row.get("r", last + 1))
            if number <= last:
                yield f"{name}: row {number} comes after row {last}"
            last = number
            column = 0
            for cell in row.iterfind(x("c")):
                place = place_of(cell.get("r", "")) if cell.get("r") else (number, column + 1)
                if place is None or place[0] != number or place[1] <= column:
                    yield f"{name}: cell {cell.get('r')} is out of order in row {number}"
                    break
                column = place[1]


def _sheets(file: OpenedFile) -> Iterator[tuple[str, etree._Element]]:
    for _, part in sheets_of(file):
        if part in file.roots:
            yield part, file.roots[part]


def values_sound(file: OpenedFile) -> Iterator[str]:
    """Numbers are finite numbers, texts at most 32,767 characters."""
    for name, root in _sheets(file):
        for cell in root.iter(x("c")):
            value = cell.findtext(x("v"))
            if value is not None and cell.get("t", "n") == "n" and not _finite(value):
                yield f"{name}: {cell.get('r')} holds “{value}” as a number"
    for (sheet, row, _), text in read_cells(file).items():
        if len(text) > LONGEST_TEXT:
            yield f"{sheet}: a cell of row {row} holds {len(text)} characters"


def _finite(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


Box = tuple[int, int, int, int]


def _box(reference: str) -> Box | None:
    first, _, last = reference.replace("$", "").partition(":")
    start, end = place_of(first), place_of(last or first)
    return (*start, *end) if start and end else None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def merges_apart(file: OpenedFile) -> Iterator[str]:
    """Merged cells overlap neither each other nor a table."""
    for name, root in _sheets(file):
        merged: list[tuple[str, Box]] = []
        for mark in root.iter(x("mergeCell")):
            reference = mark.get("ref", "")
            box = _box(reference)
            if box is None:
                yield f"{name}: “{reference}” is no range of cells"
                continue
            merged.append((reference, box))
        tables = [(table.get("ref", ""), _box(table.get("ref", ""))) for table in _tables(file, name)]
        merged.sort(key=lambda entry: entry[1])
        for number, (reference, box) in enumerate(merged):
            for other, next_box in merged[number + 1 :]:
                if next_box[0] > box[2]:
                    break
                if _overlap(box, next_box):
                    yield f"{name}: merged cells {reference} and {other} overlap"
            for table, table_box in tables:
                if table_box is not None and _overlap(box, table_box):
                    yield f"{name}: merged cells {reference} lie in the table {table}"


def _tables(file: OpenedFile, sheet: str) -> list[etree._Element]:
    return [file.roots[part] for part in file.related(sheet, "table") if part in file.roots]


def tables_match_cells(file: OpenedFile) -> Iterator[str]:
    """A table's column names are the texts of its heading cells; tables have names of their own."""
    cells = read_cells(file)
    seen: set[str] = set()
    for sheet, part in sheets_of(file):
        for table in _tables(file, part):
            title = table.get("displayName", table.get("name", ""))
            if title.lower() in seen or not re.fullmatch(r"[^\W\d][\w.]*|\\[\w.]*", title):
                yield f"no table may be called “{title}” (or not twice)"
            seen.add(title.lower())
            box = _box(table.get("ref", ""))
            if box is None or table.get("headerRowCount", "1") == "0":
                continue
            columns = [column.get("name", "") for column in table.iter(x("tableColumn"))]
            held = [cells.get((sheet, box[0], column), "") for column in range(box[1], box[3] + 1)]
            if columns != held:
                yield f"{sheet}: the columns of {title} are {columns} and its heading cells say {held}"


def chains_current(file: OpenedFile) -> Iterator[str]:
    """The calculation chain names only cells that hold formulas."""
    for part in file.related(file.main, "calcChain"):
        root = file.roots.get(part)
        if root is None:
            continue
        sheets = [entry for _, entry in sheets_of(file)]
        formulas = {
            (number, cell.get("r"))
            for number, name in enumerate(sheets, start=1)
            if name in file.roots
            for cell in file.roots[name].iter(x("c"))
            if cell.find(x("f")) is not None
        }
        current = 1
        for entry in root.iter(x("c")):
            current = int(entry.get("i", current))
            if (current, entry.get("r")) not in formulas:
                yield f"{part} names {entry.get('r')}, which holds no formula"


def lists_short(file: OpenedFile) -> Iterator[str]:
    """A drop-down's typed list has at most 255 characters."""
    for name, root in _sheets(file):
        for rule in root.iter(x("dataValidation")):
            formula = rule.findtext(x("formula1")) or ""
            if rule.get("type") == "list" and formula.startswith('"') and len(formula) > LONGEST_LIST + 2:
                yield f"{name}: the drop-down of {rule.get('sqref')} has a list of {len(formula) - 2} characters"
