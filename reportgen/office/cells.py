"""The tags that shape a table cell, as docxtpl has them: ``colspan``, ``cellbg``, ``vm`` and ``hm``."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from reportgen.office import names
from reportgen.office.language import CELL_WORDS
from reportgen.office.tags import Kind, Tag

_BEFORE_SPAN = ("cnfStyle", "tcW")
_BEFORE_MERGE = (*_BEFORE_SPAN, "gridSpan", "hMerge")
_BEFORE_SHADE = (*_BEFORE_MERGE, "vMerge", "tcBorders")

TextMark = Callable[[str], str]
"""Takes an expression in and returns the characters that stand for its value in an attribute."""

BlockMark = Callable[[str], etree._Element]
"""Takes a steering tag's code in and returns the mark for it."""


def is_cell_tag(tag: Tag) -> bool:
    """Whether a tag shapes the cell it stands in."""
    return tag.kind is Kind.STEER and tag.word in CELL_WORDS


def shape_cell(tag: Tag, mark: etree._Element, paragraph: etree._Element, text: TextMark, block: BlockMark) -> bool:
    """Shape the cell a tag stands in and take its mark out of the text; False outside a table."""
    cell = next(paragraph.iterancestors(names.w("tc")), None)
    holder = mark.getparent()
    if cell is None or holder is None:
        return False
    properties = cell.find(names.w("tcPr"))
    if properties is None:
        properties = etree.Element(names.w("tcPr"))
        cell.insert(0, properties)
    expression = tag.code.partition(" ")[2]
    if tag.word == "colspan":
        _put(properties, "gridSpan", _BEFORE_SPAN, {"val": text(expression)})
    elif tag.word == "cellbg":
        _put(properties, "shd", _BEFORE_SHADE, {"val": "clear", "color": "auto", "fill": text(expression)})
    elif tag.word == "vm":
        _put(properties, "vMerge", _BEFORE_MERGE, {"val": text('"restart" if loop.first else "continue"')})
        mark.addprevious(block("if loop.first"))
        paragraph.append(block("endif"))
    else:
        _put(properties, "gridSpan", _BEFORE_SPAN, {"val": text("loop.length")})
        cell.addprevious(block("if loop.first"))
        cell.addnext(block("endif"))
    holder.remove(mark)
    return True


def _put(properties: etree._Element, name: str, before: tuple[str, ...], values: dict[str, str]) -> None:
    for old in properties.findall(names.w(name)):
        properties.remove(old)
    element = etree.Element(names.w(name))
    for key, value in values.items():
        element.set(names.w(key), value)
    properties.insert(sum(child.tag in map(names.w, before) for child in properties), element)
