"""What a chart shows and what its workbook holds, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.office import names
from reportgen.office.package import read_members
from reportgen.office.xml import local, parse

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


def read_chart(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Give each cached point as ``cell B2`` and each written text as ``paragraph N``, with its words."""
    for reference in root.iter(f"{{{names.C}}}numRef", f"{{{names.C}}}strRef", f"{{{names.C}}}multiLvlStrRef"):
        formula = reference.findtext(f"{{{names.C}}}f") or ""
        for point in reference.iter(f"{{{names.C}}}pt"):
            words = point.findtext(f"{{{names.C}}}v") or ""
            yield f"cell {_cell(formula, int(point.get('idx', '0')))}", words
    for count, paragraph in enumerate(root.iter(names.a("p")), 1):
        words = "".join(element.text or "" for element in paragraph.iter(names.a("t")))
        if words:
            yield f"paragraph {count}", words


def _cell(formula: str, index: int) -> str:
    corners = _RANGE.findall(formula.rpartition("!")[2])
    if not corners:
        return f"{index + 1}"
    column, row = corners[0]
    if len(corners) > 1 and corners[1][1] == row:
        return f"{_column(_number(column) + index)}{row}"
    return f"{column}{int(row) + index}"


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_workbook(data: bytes) -> Iterator[tuple[str, str]]:
    """Give each filled cell of an embedded workbook as ``cell B2`` with its words or number."""
    parts = read_members(data)
    shared: list[str] = []
    if "xl/sharedStrings.xml" in parts:
        for entry in parse(parts["xl/sharedStrings.xml"].data):
            shared.append("".join(each.text or "" for each in entry.iter() if local(each) == "t"))
    for name in sorted(name for name in parts if name.startswith("xl/worksheets/") and name.endswith(".xml")):
        for cell in parse(parts[name].data).iter():
            if local(cell) == "c":
                words = "".join(each.text or "" for each in cell.iter() if local(each) in ("v", "t"))
                if cell.get("t") == "s" and words.isdigit():
                    words = shared[int(words)]
                if words:
                    yield f"cell {cell.get('r', '')}", words
