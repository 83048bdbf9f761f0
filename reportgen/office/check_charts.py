"""What must hold of native charts: axes that belong, numbers that are numbers, a cache that equals its workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from reportgen.office.markup import read_cell_text
from reportgen.office.names import C, r
from reportgen.office.opened import OpenedFile, open_file
from reportgen.office.sheet_cells import read_cells
from reportgen.office.xml import local

RANGE = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
WITHOUT_AXES = {"pieChart", "doughnutChart", "ofPieChart", "pie3DChart"}
DATA_ORDER = ("tx", "spPr", "cat", "val", "xVal", "yVal", "bubbleSize")


def c(name: str) -> str:
    """Return a chart element's name in lxml's form."""
    return f"{{{C}}}{name}"


def charts_of(file: OpenedFile) -> Iterator[tuple[str, etree._Element]]:
    """Give the chart parts of a file."""
    for name, root in file.roots.items():
        if root.tag == c("chartSpace"):
            yield name, root


def axes_belong(file: OpenedFile) -> Iterator[str]:
    """Axis ids are positive, every plot's axes exist, and every axis crosses one that exists."""
    axes = [c(kind) for kind in ("catAx", "valAx", "dateAx", "serAx")]
    for name, root in charts_of(file):
        known = {mark.get("val", "") for axis in root.iter(*axes) for mark in axis.iterfind(c("axId"))}
        for mark in root.iter(c("axId"), c("crossAx")):
            number = mark.get("val", "")
            if not number.isdigit():
                yield f"{name}: {number} is not a positive axis id"
            if number not in known:
                yield f"{name}: there is no axis {number}"
        for plot in root.iterfind(f"{c('chart')}/{c('plotArea')}/*"):
            if local(plot).endswith("Chart") and local(plot) not in WITHOUT_AXES and plot.find(c("axId")) is None:
                yield f"{name}: a {local(plot)} has no axes"


def series_in_order(file: OpenedFile) -> Iterator[str]:
    """A series' name, categories and values come in the order Office reads them; numbers of series are their own."""
    for name, root in charts_of(file):
        marks = [mark for series in root.iter(c("ser")) for mark in series.iterfind(c("idx"))]
        orders = [str(mark.get("val")) for mark in marks]
        if len(set(orders)) != len(orders):
            yield f"{name}: two series have the same number"
        for series in root.iter(c("ser")):
            found = [local(child) for child in series if local(child) in DATA_ORDER]
            if found != sorted(found, key=DATA_ORDER.index):
                yield f"{name}: a series' parts are not in order ({', '.join(found)})"


def caches_hold_numbers(file: OpenedFile) -> Iterator[str]:
    """Every number cached is a finite number, in its place, once."""
    for name, root in charts_of(file):
        for cache in root.iter(c("numCache"), c("strCache"), c("numLit")):
            count = cache.find(c("ptCount"))
            total = int(count.get("val", "0")) if count is not None else 0
            places = [int(point.get("idx", "-1")) for point in cache.iterfind(c("pt"))]
            if places != sorted(set(places)) or any(not 0 <= place < total for place in places):
                yield f"{name}: cached points are out of order or beyond their count"
            if cache.tag != c("strCache"):
                for value in cache.iter(c("v")):
                    if _number(value.text or "") is None:
                        yield f"{name}: “{value.text}” is cached as a number"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def caches_equal_workbooks(file: OpenedFile) -> Iterator[str]:
    """Every cache holds exactly what its cells hold: the same names, the same numbers, the same gaps."""
    for name, root in charts_of(file):
        link = root.find(c("externalData"))
        if link is None:
            continue
        targets = [each for each in file.relationships.get(name, ()) if each.id == link.get(r("id"))]
        book = next((file.parts.get(part) for part in file.related(name, "package")), None)
        if not targets or book is None:
            yield f"{name}: its workbook is not there"
            continue
        try:
            cells = read_cells(open_file(book))
        except ValueError:
            yield f"{name}: its workbook cannot be opened"
            continue
        for reference in root.iter(c("numRef"), c("strRef")):
            yield from _compare(name, reference, cells)


def _compare(name: str, reference: etree._Element, cells: dict[tuple[str, int, int], str]) -> Iterator[str]:
    formula = (reference.findtext(c("f")) or "").strip()
    found = RANGE.match(formula)
    cache = reference.find(c("numCache"))
    cache = reference.find(c("strCache")) if cache is None else cache
    if found is None or cache is None:
        return
    sheet = (found.group(1) or found.group(2)).replace("''", "'")
    first, last = int(found.group(4)), int(found.group(6) or found.group(4))
    left, right = _column(found.group(3)), _column(found.group(5) or found.group(3))
    held = [cells.get((sheet, row, column), "") for row in range(first, last + 1) for column in range(left, right + 1)]
    shown = {int(point.get("idx", "-1")): point.findtext(c("v")) or "" for point in cache.iterfind(c("pt"))}
    numeric = cache.tag == c("numCache")
    for place, text in enumerate(held):
        cached = shown.get(place, "")
        same = _equal(cached, text) if numeric else read_cell_text(cached) == text
        if not same:
            yield f"{name}: {formula} point {place + 1} shows “{cached}” and its workbook holds “{text}”"
    count = cache.find(c("ptCount"))
    if count is not None and int(count.get("val", "0")) != len(held):
        yield f"{name}: {formula} caches {count.get('val')} points for {len(held)} cells"


def _equal(cached: str, held: str) -> bool:
    """Whether two numbers are the same to the 15 digits Office keeps, or both are gaps."""
    one, other = _number(cached), _number(held)
    if one is None or other is None:
        return cached == held
    return f"{one:.14e}" == f"{other:.14e}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
