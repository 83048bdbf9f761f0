"""Tables that can be read cell by cell: a marked heading row, a plain grid, nothing blank, nothing said by colour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.office.colours import from_hex, is_saturated
from reportgen.office.fault import BLANK_HEADING_CELL, BLANK_ROW, COLOUR_ONLY, HEADER_ROW, MERGED, NESTED, Fault
from reportgen.office.names import a, w
from reportgen.office.slide_looks import SlideView
from reportgen.office.word_story import Cell, Paragraph, Story, is_on

_FIRST_ROW, _FIRST_COLUMN = 0x20, 0x80


def find_word_faults(story: Story) -> Iterator[Fault]:
    """Give the faults of the tables of a document. A grid of one row or one column only lays out its words."""
    tables: dict[int, list[Paragraph]] = {}
    for paragraph in story.paragraphs:
        if paragraph.cell is not None:
            tables.setdefault(id(paragraph.cell.table), []).append(paragraph)
    for paragraphs in tables.values():
        first = paragraphs[0].cell
        assert first is not None
        place = paragraphs[0].place.rpartition(", row")[0]
        of = _style_of(first.table)
        if next(first.table.iterancestors(w("tbl")), None) is not None:
            yield Fault(NESTED, place, "a table stands inside another", of)
        cells: dict[tuple[int, int], tuple[Cell, str]] = {}
        for each in paragraphs:
            assert each.cell is not None
            key = each.cell.row, each.cell.column
            words = cells.get(key, (each.cell, ""))[1] + each.text.strip() + ("…" if each.has_drawing else "")
            cells[key] = each.cell, words
        yield from _word_grid(first, cells, place, of)


def _word_grid(first: Cell, cells: dict[tuple[int, int], tuple[Cell, str]], place: str, of: str) -> Iterator[Fault]:
    merged = {y + 1 for (y, _), (cell, _) in cells.items() if _is_merged(cell.element)}
    if merged:
        yield Fault(MERGED, f"{place}, row {min(merged)}", "cells are merged", of)
    rows: dict[int, list[str]] = {}
    for (y, _), (_, words) in sorted(cells.items(), key=lambda each: each[0]):
        rows.setdefault(y, []).append(words)
    blank = [y + 1 for y, words in rows.items() if not any(words)]
    if blank:
        yield Fault(BLANK_ROW, f"{place}, row {blank[0]}", "a row holds nothing", of)
    for (y, _), (cell, words) in cells.items():
        fill = cell.element.find(f"{w('tcPr')}/{w('shd')}")
        colour = None if fill is None else from_hex(fill.get(w("fill"), ""))
        if not words and colour is not None and is_saturated(colour):
            yield Fault(COLOUR_ONLY, f"{place}, row {y + 1}", f"a cell is filled {colour.hex} and says nothing", of)
    columns = max(len(words) for words in rows.values())
    if first.rows < 2 or columns < 2 or (columns == 2 and _has_label_column(first.table)):
        return
    repeated = first.table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}")
    if not is_on(repeated) or not _look(first.table, "firstRow", _FIRST_ROW):
        yield Fault(HEADER_ROW, place, "its first row is not marked as its heading", of)
    elif not all(rows.get(0, ())):
        yield Fault(BLANK_HEADING_CELL, place, "a column has no heading", of)


def _has_label_column(table: etree._Element) -> bool:
    """Whether each row is a label and its value: the first column is the heading."""
    return _look(table, "firstColumn", _FIRST_COLUMN) and not _look(table, "firstRow", _FIRST_ROW)


def _is_merged(cell: etree._Element) -> bool:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    down = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return down is not None or (span is not None and span.get(w("val"), "1") != "1")


def _style_of(table: etree._Element) -> str:
    style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _look(table: etree._Element, name: str, bit: int) -> bool:
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if look is None:
        return False
    own = look.get(w(name))
    digits = look.get(w("val"), "0")
    return (
        own in ("1", "true", "on")
        if own
        else bool(int(digits, 16) & bit if re.fullmatch("[0-9A-Fa-f]+", digits) else 0)
    )


def find_slide_faults(slide: SlideView) -> Iterator[Fault]:
    """Give the faults of the tables of a slide."""
    for shape in slide.shapes:
        for table in shape.element.iter(a("tbl")):
            place, of = f"{slide.place} ▸ {shape.name}", shape.name
            rows = [[_words(cell) for cell in row.iterfind(a("tc"))] for row in table.iterfind(a("tr"))]
            if any(_is_joined(cell) for cell in table.iter(a("tc"))):
                yield Fault(MERGED, place, "cells are merged", of)
            blank = [number for number, words in enumerate(rows, 1) if not any(words)]
            if blank:
                yield Fault(BLANK_ROW, f"{place}, row {blank[0]}", "a row holds nothing", of)
            properties = table.find(a("tblPr"))
            if len(rows) < 2 or max(map(len, rows)) < 2:
                continue
            if properties is None or properties.get("firstRow") not in ("1", "true"):
                yield Fault(HEADER_ROW, place, "its first row is not marked as its heading", of)
            elif not all(rows[0]):
                yield Fault(BLANK_HEADING_CELL, place, "a column has no heading", of)


def _words(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(a("t"))).strip()


def _is_joined(cell: etree._Element) -> bool:
    spans = (cell.get("gridSpan", "1"), cell.get("rowSpan", "1"))
    return spans != ("1", "1") or any(cell.get(each) in ("1", "true") for each in ("hMerge", "vMerge"))
