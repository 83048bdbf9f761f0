"""A Word file read the way a screen reader does: paragraphs in order, each with its heading, table cell and style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.names import MC, WP, w
from reportgen.office.opened import OpenedFile
from reportgen.office.xml import local

_P, _TBL, _TR, _TC, _R, _T = w("p"), w("tbl"), w("tr"), w("tc"), w("r"), w("t")
_PPR, _RPR, _STYLE, _VAL = w("pPr"), w("rPr"), w("pStyle"), w("val")
_BOX, _FALLBACK, _DELETED = w("txbxContent"), f"{{{MC}}}Fallback", w("del")
_DRAWN = {w("drawing"), w("object"), w("pict"), f"{{{WP}}}inline", f"{{{WP}}}anchor"}
_NAMED, _OUTLINE = f"{_PPR}/{_STYLE}", f"{_PPR}/{w('outlineLvl')}"
LINKED = ("footnotes", "endnotes", "header", "footer")


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:b`` is there and not turned off."""
    return element is not None and element.get(_VAL, "1") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it is based on. ``tables`` are a table style's looks by kind of row, column or corner."""

    name: str
    element: etree._Element
    above: Style | None = None

    def lines(self) -> Iterator[etree._Element]:
        """Give the style and those it is based on, the nearest first."""
        style: Style | None = self
        while style is not None:
            yield style.element
            style = style.above


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document; ``usual`` is the id of a paragraph's style where it names none."""

    known: dict[str, Style]
    usual: str
    defaults: etree._Element | None
    _said: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False)

    def find(self, identity: str) -> Style | None:
        """Return a style by its id."""
        return self.known.get(identity)

    def says(self, identity: str, path: str) -> bool:
        """Whether the nearest style that says anything about a switch turns it on; ``path`` leads to the switch."""
        if (identity, path) not in self._said:
            style = self.known.get(identity)
            found = (each.find(path) for each in (() if style is None else style.lines()))
            self._said[identity, path] = is_on(next((each for each in found if each is not None), None))
        return self._said[identity, path]

    def level(self, identity: str) -> int | None:
        """Return the outline level of a paragraph style, 1 for Heading 1; None for a style that is no heading."""
        style = self.known.get(identity)
        for element in () if style is None else style.lines():
            outline = element.find(f"{_PPR}/{w('outlineLvl')}")
            if outline is not None:
                number = outline.get(_VAL, "9")
                return int(number) + 1 if number.isdigit() and int(number) < 9 else None
            name = element.find(w("name"))
            words = "" if name is None else name.get(_VAL, "").lower()
            if words.startswith("heading ") and words[8:].isdigit():
                return int(words[8:])
        return None


def read_styles(file: OpenedFile) -> Styles:
    """Return the styles of a Word file; none where it has no part of styles."""
    root = next((file.roots[name] for name in file.related(file.main, "styles") if name in file.roots), None)
    elements = {} if root is None else {each.get(w("styleId"), ""): each for each in root.iterfind(w("style"))}
    known: dict[str, Style] = {}

    def add(identity: str, seen: frozenset[str]) -> Style | None:
        if identity in known or identity not in elements or identity in seen:
            return known.get(identity)
        element = elements[identity]
        based, name = element.find(w("basedOn")), element.find(w("name"))
        above = None if based is None else add(based.get(_VAL, ""), seen | {identity})
        known[identity] = Style("" if name is None else name.get(_VAL, ""), element, above)
        return known[identity]

    for identity in elements:
        add(identity, frozenset())
    usual = next(
        (key for key, each in elements.items() if each.get(w("type")) == "paragraph" and each.get(w("default")) == "1"),
        "",
    )
    defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{_RPR}")
    return Styles(known, usual, defaults)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its table, where it stands in it, and how large that is."""

    table: etree._Element
    number: int
    element: etree._Element
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph where it stands; ``heading`` is the last heading above it, ``level`` its own outline level."""

    element: etree._Element
    part: str
    style: str
    level: int | None
    text: str
    heading: str
    cell: Cell | None = None
    in_box: bool = False
    has_drawing: bool = False
    runs: list[etree._Element] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The place in words: ``heading "3 Matrix" ▸ table 2, row 4``."""
        words = where(self.part, self.heading)
        if self.cell is not None:
            return f"{words} ▸ table {self.cell.number}, row {self.cell.row + 1}"
        return words


def where(part: str, heading: str) -> str:
    """Return the place of something in a document: the heading it stands under, or the footer, header or notes."""
    kind = part.rpartition("/")[2].rstrip("0123456789.xml")
    if kind in ("header", "footer", "footnotes", "endnotes"):
        return kind
    return f'heading "{heading}"' if heading else "before the first heading"


@dataclass(frozen=True, slots=True)
class Story:
    """A document as it is read: its styles and its paragraphs."""

    styles: Styles
    paragraphs: tuple[Paragraph, ...]


def read_document(file: OpenedFile) -> Story:
    """Return the paragraphs of body, headers, footers and notes in reading order, text boxes after their anchor."""
    known = file.views.get("document")
    if isinstance(known, Story):
        return known
    found: list[Paragraph] = []
    styles = read_styles(file)
    parts = [file.main, *(name for kind in LINKED for name in file.related(file.main, kind))]
    for part in parts:
        root = file.roots.get(part)
        if root is not None:
            body = root.find(w("body"))
            _Reader(part, styles, found).read(root if body is None else body, None, False)
    story = Story(styles, tuple(found))
    file.views["document"] = story
    return story


class _Reader:
    """Walks one part; knows the last heading and counts the tables."""

    def __init__(self, part: str, styles: Styles, found: list[Paragraph]) -> None:
        self._part, self._styles, self._found = part, styles, found
        self._heading, self._tables = "", 0
        self._levels: dict[str, int | None] = {}

    def read(self, holder: etree._Element, cell: Cell | None, in_box: bool) -> None:
        for child in holder:
            tag = child.tag
            if tag == _P:
                self._add(child, cell, in_box)
            elif tag == _TBL:
                self._read_table(child, in_box)
            elif isinstance(tag, str) and tag not in (_FALLBACK, _DELETED):
                self.read(child, cell, in_box)

    def _read_table(self, table: etree._Element, in_box: bool) -> None:
        self._tables += 1
        number = self._tables
        rows = [[cell for cell in row.iter(_TC) if _row_of(cell) is row] for row in _rows(table)]
        for y, row in enumerate(rows):
            for x, each in enumerate(row):
                self.read(each, Cell(table, number, each, y, x, len(rows), len(row)), in_box)

    def _add(self, element: etree._Element, cell: Cell | None, in_box: bool) -> None:
        named = element.find(_NAMED)
        style = self._styles.usual if named is None else named.get(_VAL, "")
        if style not in self._levels:
            self._levels[style] = self._styles.level(style)
        outline = element.find(_OUTLINE)
        level = self._levels[style]
        if outline is not None and outline.get(_VAL, "9").isdigit():
            level = int(outline.get(_VAL, "9")) + 1 if int(outline.get(_VAL, "9")) < 9 else None
        paragraph = Paragraph(element, self._part, style, level, "", self._heading, cell, in_box)
        boxes: list[etree._Element] = []
        pieces: list[str] = []
        self._read_runs(element, paragraph, pieces, boxes)
        paragraph.text = "".join(pieces)
        if level is not None and paragraph.text.strip():
            self._heading = paragraph.heading = paragraph.text.strip()
        self._found.append(paragraph)
        for box in boxes:
            self.read(box, None, True)

    def _read_runs(
        self, holder: etree._Element, paragraph: Paragraph, pieces: list[str], boxes: list[etree._Element]
    ) -> None:
        for child in holder:
            tag = child.tag
            if tag == _R:
                paragraph.runs.append(child)
                self._read_run(child, paragraph, pieces, boxes)
            elif isinstance(tag, str) and tag not in (_PPR, _DELETED):
                self._read_runs(child, paragraph, pieces, boxes)

    @staticmethod
    def _read_run(run: etree._Element, paragraph: Paragraph, pieces: list[str], boxes: list[etree._Element]) -> None:
        for child in run:
            if child.tag == _T:
                pieces.append(child.text or "")
            elif local(child) in ("tab", "br", "cr"):
                pieces.append(" ")
            elif local(child) in ("drawing", "pict", "object", "AlternateContent"):
                paragraph.has_drawing = True
                boxes += [box for box in child.iter(_BOX) if not any(a.tag == _FALLBACK for a in box.iterancestors())]


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, also those inside content controls, but not those of tables in its cells."""
    return [row for row in table.iter(_TR) if _table_of(row) is table]


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(_TBL), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(_TR), None)
