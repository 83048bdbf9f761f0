"""What is taken out of a chart before it is published: what it would print on paper, and what it leaves undrawn."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.office.cell_areas import Area, read_area
from reportgen.office.names import C
from reportgen.office.publish_markup import remove
from reportgen.office.xml import local

_FILE = re.compile(r"'?[^'!]*\[[^\]]*\]")
_ON_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,()]+))!([$A-Z0-9:]+)")

Areas = Mapping[str, tuple[Area, ...]]
"""The areas of a workbook by its sheets' names."""


def clean_chart(root: etree._Element) -> None:
    """Take page headers, the name of a pivot table, filtered series and paths of other workbooks out of a chart."""
    for name in ("printSettings", "pivotSource", "pivotFmts"):
        for element in list(root.iter(f"{{{C}}}{name}")):
            remove(element)
    for element in [each for each in root.iter(etree.Element) if local(each).startswith("filtered")]:
        holder = element.getparent()
        remove(element)
        if holder is not None and local(holder) == "ext" and not len(holder):
            remove(holder)
    for formula in _formulas(root):
        text = formula.text or ""
        if "[" in text:
            formula.text = _FILE.sub("'" if text.startswith("'") else "", text)


def read_drawn(root: etree._Element) -> Areas:
    """Return the areas of its workbook that a chart draws, names or labels."""
    found: dict[str, list[Area]] = {}
    for formula in _formulas(root):
        for quoted, plain, ref in _ON_SHEET.findall(formula.text or ""):
            area = read_area(ref)
            if area is not None:
                found.setdefault((quoted or plain).replace("''", "'"), []).append(area[0])
    return {sheet: tuple(areas) for sheet, areas in found.items()}


def _formulas(root: etree._Element) -> list[etree._Element]:
    return [each for each in root.iter(etree.Element) if local(each) == "f"]
