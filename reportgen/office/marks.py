"""Marks: processing instructions that stand in a part's tree where its tags act, until it is written as Jinja."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

MARK = "rg"
LAST = "last"
"""Said by a mark that opens the last paragraph of a cell, box or story."""


def make_mark(text: str) -> etree._Element:
    """Return a mark: the number of a stop and, after a blank, its role."""
    return etree.ProcessingInstruction(MARK, text)


def read_mark(element: etree._Element | None) -> str:
    """Return a mark's text; blank for anything that is not a mark."""
    if isinstance(element, etree._ProcessingInstruction) and element.target == MARK:
        return element.text or ""
    return ""


def find_marks(root: etree._Element) -> Iterator[etree._Element]:
    """Give the marks of a tree in the order of the text."""
    for element in root.iter(etree.ProcessingInstruction):
        if read_mark(element):
            yield element


def has_marks(root: etree._Element) -> bool:
    """Whether a tree holds a mark."""
    return next(find_marks(root), None) is not None
