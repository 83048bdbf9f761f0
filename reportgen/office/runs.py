"""Paragraphs as text: the characters of a paragraph, the run each stands in, and runs cut where a tag stands.

Word (``w:p``, ``w:r``, ``w:t``) and DrawingML (``a:p``, ``a:r``, ``a:t``: PowerPoint and charts) are read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.office import names
from reportgen.office.tags import Kind, Tag


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names one of the two languages gives to the same things."""

    paragraph: str
    run: str
    text: str
    properties: str
    paragraph_properties: str
    row: str
    cell: str
    table: str
    holders: frozenset[str]


WORD = Dialect(
    names.w("p"), names.w("r"), names.w("t"), names.w("rPr"), names.w("pPr"), names.w("tr"), names.w("tc"),
    names.w("tbl"),
    frozenset(map(names.w, ("hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "bdo", "dir"))),
)  # fmt: skip
DRAWING = Dialect(
    names.a("p"), names.a("r"), names.a("t"), names.a("rPr"), names.a("pPr"), names.a("tr"), names.a("tc"),
    names.a("tbl"),
    frozenset(),
)  # fmt: skip
DIALECTS = {WORD.paragraph: WORD, DRAWING.paragraph: DRAWING}
_SIGNS = {
    names.w("tab"): "\t", names.w("br"): "\n", names.w("cr"): "\n", names.w("noBreakHyphen"): "\u2011",
    names.a("br"): "\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a paragraph and the element that holds them, from ``start`` on."""

    element: etree._Element
    text: str
    start: int

    @property
    def end(self) -> int:
        """The position after the last character."""
        return self.start + len(self.text)


def read_pieces(paragraph: etree._Element, dialect: Dialect) -> list[Piece]:
    """Return the paragraph's own text (text boxes inside it are paragraphs of their own), piece by piece."""
    pieces: list[Piece] = []
    position = 0
    for element in _text_elements(paragraph, dialect):
        text = (element.text or "") if element.tag == dialect.text else _SIGNS[str(element.tag)]
        pieces.append(Piece(element, text, position))
        position += len(text)
    return pieces


def _text_elements(holder: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    for child in holder:
        if child.tag == dialect.run:
            for inner in child:
                if inner.tag == dialect.text or inner.tag in _SIGNS:
                    yield inner
        elif child.tag in dialect.holders:
            yield from _text_elements(child, dialect)
        elif child.tag == names.a("br"):
            yield child


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the paragraph's own text."""
    dialect = DIALECTS[str(paragraph.tag)]
    return "".join(piece.text for piece in read_pieces(paragraph, dialect))


Mark = Callable[[Tag, str], etree._Element]
"""Gives the element that stands in the tree for a tag whose first character has these run properties."""


def cut_tags(pieces: Sequence[Piece], tags: Sequence[Tag], dialect: Dialect, mark: Mark) -> list[etree._Element]:
    """Replace each tag by its mark, beside the runs of the text around it. Returns the marks in order."""
    marks: list[etree._Element] = []
    waiting = list(tags)
    runs: dict[etree._Element, list[Piece]] = {}
    for piece in pieces:
        parent = piece.element.getparent()
        assert parent is not None
        runs.setdefault(piece.element if parent.tag != dialect.run else parent, []).append(piece)
    for run, held in runs.items():
        touching = [tag for tag in waiting if tag.start < held[-1].end and tag.end > held[0].start]
        if touching:
            _cut_run(run, held, touching, dialect, mark, marks)
            waiting = [tag for tag in waiting if tag.end > held[-1].end]
    return marks


def _cut_run(
    run: etree._Element, held: list[Piece], tags: list[Tag], dialect: Dialect, mark: Mark, marks: list[etree._Element]
) -> None:
    parent = run.getparent()
    assert parent is not None
    index = parent.index(run)
    properties = run.find(dialect.properties)
    form = "" if properties is None else properties_xml(properties)
    made: list[etree._Element] = []
    current: list[etree._Element] = []

    def close() -> None:
        if current:
            copy = make_like(run, run.tag)
            for name, value in run.items():
                copy.set(name, value)
            if properties is not None:
                copy.append(deepcopy(properties))
            copy.extend(current)
            made.append(copy)
            current.clear()

    def put(text: str) -> None:
        if text:
            element = make_like(run, dialect.text)
            element.text = text
            if dialect is WORD:
                element.set(names.XML_SPACE, "preserve")
            current.append(element)

    by_element = {piece.element: piece for piece in held}
    for child in [run] if run.tag != dialect.run else list(run):
        if child is properties:
            continue
        piece = by_element.get(child)
        if piece is None:
            current.append(child)
            continue
        position = piece.start
        for tag in tags:
            if tag.end <= piece.start or tag.start >= piece.end:
                continue
            if tag.start > position:
                put(piece.text[position - piece.start : tag.start - piece.start])
            if tag.start >= piece.start:
                if tag.kind is Kind.SIGN:
                    put(tag.code)
                else:
                    close()
                    made.append(mark(tag, form))
                    marks.append(made[-1])
            position = min(tag.end, piece.end)
        if position == piece.start and piece.text:
            current.append(child)
        else:
            put(piece.text[position - piece.start :])
    close()
    for element in made:
        element.tail = None
    tail = run.tail
    parent[index : index + 1] = made
    if made and tail:
        made[-1].tail = tail


def make_like(element: etree._Element, tag: str) -> etree._Element:
    """Return a new element that writes its name with the prefixes of ``element``."""
    spaces: Any = element.nsmap
    return etree.Element(tag, nsmap=spaces)


def properties_xml(properties: etree._Element) -> str:
    """Return run properties as text to be put back where they were: what is declared around them is not said again."""
    text = etree.tostring(properties, encoding="unicode", with_tail=False)
    parent = properties.getparent()
    for prefix, space in ({} if parent is None else parent.nsmap).items():
        text = text.replace(f' xmlns:{prefix}="{space}"' if prefix else f' xmlns="{space}"', "", 1)
    return text
