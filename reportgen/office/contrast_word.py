"""Whether the words of a document stand out from what is behind them, styles and themes worked out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.colours import (
    USUAL,
    WHITE,
    Colour,
    Theme,
    contrast,
    from_hex,
    is_red,
    named,
    needed_contrast,
    read_theme,
    word_colour,
)
from reportgen.office.fault import CONTRAST, RED_ONLY, Fault
from reportgen.office.names import w
from reportgen.office.opened import OpenedFile
from reportgen.office.word_story import Cell, Paragraph, Story, is_on

_RPR, _PPR, _VAL, _SHD = w("rPr"), w("pPr"), w("val"), w("shd")
_SHADED, _CELL_SHADED = f"{_PPR}/{_SHD}", f"{w('tcPr')}/{_SHD}"
_TEXT, _HIDDEN = w("t"), f"{_RPR}/{w('vanish')}"
_MAPPED = {"bg1": "bg1", "t1": "tx1", "bg2": "bg2", "t2": "tx2"}
_THEME_NAMES = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"}
_NUMBER = "0123456789"
_MINUS = ("−", "-", "–", "(")
_USUAL_HALF_POINTS = 20


def find_faults(file: OpenedFile, story: Story) -> Iterator[Fault]:
    """Give the words that are too pale or too dark for their background, and numbers negative by colour alone."""
    looks = _Looks(file, story)
    seen: dict[tuple[object, ...], Fault | None] = {}
    for paragraph in story.paragraphs:
        if not paragraph.text.strip():
            continue
        reds: list[str] = []
        for run in paragraph.runs:
            text = "".join(each.text or "" for each in run.iterfind(_TEXT)).strip()
            if not text or is_on(run.find(_HIDDEN)):
                continue
            colour, behind, points, bold = looks.of(run, paragraph)
            if colour is not None and is_red(colour):
                reds.append(text)
            key = (colour, behind, points, bold, paragraph.style)
            if key not in seen:
                seen[key] = _measured(colour, behind, points, bold, paragraph.place, text)
                fault = seen[key]
                if fault is not None:
                    yield fault
        if reds and paragraph.cell is not None and _is_red_number(paragraph.text.strip(), reds):
            yield Fault(
                RED_ONLY, paragraph.place, f"“{paragraph.text.strip()}” is negative by its colour", paragraph.style
            )


def find_style_faults(file: OpenedFile, story: Story) -> Iterator[Fault]:
    """Give the styles whose words would stand out too little, used or not: on their own background or the page's.

    Of a table style each kind of row or column counts, such as its heading row.
    """
    looks = _Looks(file, story)
    for identity, style in story.styles.known.items():
        kinds = [each for line in style.lines() for each in line.iterfind(w("tblStylePr"))]
        for holder in (None, *kinds):
            colour, behind, points, bold = looks.of_style(identity, holder)
            fault = _measured(colour, behind, points, bold, style.name, style.name)
            if fault is not None:
                yield fault


def _mapping(file: OpenedFile) -> dict[str, str]:
    """What text and background of the settings stand for in the theme (``w:t1`` is ``dark1``)."""
    found = dict(USUAL)
    for part in file.related(file.main, "settings"):
        scheme = file.roots[part].find(w("clrSchemeMapping")) if part in file.roots else None
        for name, ours in _MAPPED.items():
            stands_for = "" if scheme is None else scheme.get(w(name), "")
            found[ours] = _THEME_NAMES.get(stands_for, stands_for) or found[ours]
    return found


def _measured(colour: Colour | None, behind: Colour, points: float, bold: bool, place: str, text: str) -> Fault | None:
    if colour is None:
        return None  # Automatic: Word takes black or white, whichever stands out.
    ratio = contrast(colour, behind)
    if ratio >= needed_contrast(points, bold) - 0.005:
        return None
    found = f"“{text[:30]}” is {colour.hex} on {behind.hex}, {ratio:.1f} to 1"
    return Fault(CONTRAST, place, found, f"{colour.hex} {behind.hex}")


def _is_red_number(text: str, reds: list[str]) -> bool:
    digits = text.lstrip("£ ")
    return digits[:1] in _NUMBER and len(digits.split()) == 1 and not text.startswith(_MINUS) and "".join(reds) == text


_Look = tuple[Colour | None, Colour, float, bool]


class _Looks:
    """Colour, background, size and weight of a run, each from the nearest that says so."""

    def __init__(self, file: OpenedFile, story: Story) -> None:
        self._styles = story.styles
        self._theme: Theme = read_theme(file, file.main, _mapping(file))
        page = file.roots[file.main].find(w("background"))
        self._page = (None if page is None else from_hex(page.get(w("color"), ""))) or WHITE
        self._known: dict[tuple[object, ...], _Look] = {}

    def of(self, run: etree._Element, paragraph: Paragraph) -> _Look:
        """Return the look of a run; runs alike in all that decides it are worked out once."""
        own = run.find(_RPR)
        shading = paragraph.element.find(_SHADED)
        cell = paragraph.cell
        key = (
            b"" if own is None else etree.tostring(own, with_tail=False),
            paragraph.style,
            None if shading is None else tuple(shading.attrib.values()),
            None if cell is None else self._cell_key(cell),
        )
        if key not in self._known:
            self._known[key] = self._work_out(own, paragraph)
        return self._known[key]

    def of_style(self, identity: str, kind: etree._Element | None) -> _Look:
        """Return the look of words in a style; ``kind`` is a piece of a table style."""
        style = self._styles.find(identity)
        lines = [] if style is None else list(style.lines())
        pieces = [*([] if kind is None else [kind]), *lines]
        holders = [each for piece in pieces for each in piece.iterfind(_RPR)]
        if self._styles.defaults is not None:
            holders.append(self._styles.defaults)
        shaded = [each for piece in pieces for name in ("tcPr", "pPr") for each in piece.iterfind(w(name))]
        fills = (self._fill(each) for each in (*holders, *shaded))
        behind = next((each for each in fills if each is not None), self._page)
        bold = next((found for each in holders if (found := each.find(w("b"))) is not None), None)
        return self._colour(holders), behind, self._points(holders), is_on(bold)

    def _cell_key(self, cell: Cell) -> tuple[object, ...]:
        shading = cell.element.find(_CELL_SHADED)
        own = None if shading is None else tuple(shading.attrib.values())
        edges = (cell.row == 0, cell.row == cell.rows - 1, cell.column == 0, cell.column == cell.columns - 1)
        return id(cell.table), own, cell.row % 2, cell.column % 2, edges

    def _work_out(self, own: etree._Element | None, paragraph: Paragraph) -> _Look:
        holders = [] if own is None else [own]
        named_style = None if own is None else own.find(w("rStyle"))
        for identity in ("" if named_style is None else named_style.get(_VAL, ""), paragraph.style):
            style = self._styles.find(identity)
            holders += [each for line in (() if style is None else style.lines()) for each in line.iterfind(_RPR)]
        table_text, table_cells = self._cell(paragraph.cell)
        holders += table_text
        if self._styles.defaults is not None:
            holders.append(self._styles.defaults)
        bold = next((found for each in holders if (found := each.find(w("b"))) is not None), None)
        behind = self._behind(holders, paragraph, table_cells)
        return self._colour(holders), behind, self._points(holders), is_on(bold)

    def _colour(self, holders: list[etree._Element]) -> Colour | None:
        found = next((found for each in holders if (found := each.find(w("color"))) is not None), None)
        return None if found is None else word_colour(found, self._theme)

    @staticmethod
    def _points(holders: list[etree._Element]) -> float:
        found = next((found for each in holders if (found := each.find(w("sz"))) is not None), None)
        return float(_USUAL_HALF_POINTS if found is None else found.get(_VAL, _USUAL_HALF_POINTS)) / 2

    def _behind(self, holders: list[etree._Element], paragraph: Paragraph, cells: list[etree._Element]) -> Colour:
        for each in holders:
            mark = each.find(w("highlight"))
            marked = None if mark is None else named(mark.get(_VAL, ""))
            if marked is not None:
                return marked
            filled = self._fill(each)
            if filled is not None:
                return filled
        style = self._styles.find(paragraph.style)
        lines = () if style is None else style.lines()
        above = [paragraph.element.find(_PPR), *(line.find(_PPR) for line in lines), *cells]
        fills = (self._fill(each) for each in above if each is not None)
        return next((each for each in fills if each is not None), self._page)

    def _fill(self, holder: etree._Element) -> Colour | None:
        shading = holder.find(_SHD)
        return None if shading is None else word_colour(shading, self._theme, "Fill")

    def _cell(self, cell: Cell | None) -> tuple[list[etree._Element], list[etree._Element]]:
        """Return what the table says of the text of a cell and of its shading, the nearest first."""
        if cell is None:
            return [], []
        own = cell.element.find(w("tcPr"))
        table = cell.table.find(w("tblPr"))
        texts: list[etree._Element] = []
        cells = [] if own is None else [own]
        for holder in self._table_looks(cell, table):
            texts += holder.iterfind(_RPR)
            cells += holder.iterfind(w("tcPr"))
        return texts, cells if table is None else [*cells, table]

    def _table_looks(self, cell: Cell, table: etree._Element | None) -> Iterator[etree._Element]:
        """Give the pieces of the table style that apply to a cell: its row or column first, then the whole table."""
        named_style = None if table is None else table.find(w("tblStyle"))
        style = None if named_style is None else self._styles.find(named_style.get(_VAL, ""))
        lines = [] if style is None else list(style.lines())
        look = None if table is None else table.find(w("tblLook"))
        for kind in _kinds(cell, look):
            for line in lines:
                yield from (each for each in line.iterfind(w("tblStylePr")) if each.get(w("type")) == kind)
        yield from lines


def _kinds(cell: Cell, look: etree._Element | None) -> Iterator[str]:
    digits = "0" if look is None else look.get(_VAL, "0")
    bits = int(digits, 16) if all(each in "0123456789abcdefABCDEF" for each in digits) and digits else 0

    def says(name: str, bit: int) -> bool:
        own = None if look is None else look.get(w(name))
        return own in ("1", "true", "on") if own else bool(bits & bit)

    first_row, first_column = says("firstRow", 0x20), says("firstColumn", 0x80)
    if first_row and cell.row == 0:
        yield "firstRow"
    if says("lastRow", 0x40) and cell.row == cell.rows - 1:
        yield "lastRow"
    if first_column and cell.column == 0:
        yield "firstCol"
    if says("lastColumn", 0x100) and cell.column == cell.columns - 1:
        yield "lastCol"
    if not says("noVBand", 0x400):
        yield f"band{1 + (cell.column - first_column) % 2}Vert"
    if not says("noHBand", 0x200):
        yield f"band{1 + (cell.row - first_row) % 2}Horz"
