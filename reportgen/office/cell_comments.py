"""The two parts behind the comments of a sheet: the texts, and the boxes that show them (a drawing in VML)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.office.cell_areas import cell_name, cell_place
from reportgen.office.markup import FORBIDDEN, HEX_ESCAPE
from reportgen.office.xml import parse

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
LONGEST_NOTE = 32_767

_SHAPE_IDS = re.compile(rb"_x0000_s(\d+)")
_BLOCKS = re.compile(rb"""idmap\b[^>]*?\bdata=["']([\d,]+)["']""")
_ROOT = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_NAMES = f'{_ROOT} xmlns:x="urn:schemas-microsoft-com:office:excel"'
_END = b"</xml>"
_BOX = b'id="_x0000_t202"'
_BOX_TYPE = (
    f'<v:shapetype {_NAMES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_WIDTH = 4
_LETTERS_A_LINE = 44

Place = tuple[int, int]
"""Row and column, counted from 1."""


class CommentList:
    """The texts of a sheet's comments; ``root`` is the part, ``author`` signs what is added.

    Raises ValueError for a part without the lists it needs.
    """

    def __init__(self, root: etree._Element, author: str) -> None:
        self.root = root
        self.namespace = etree.QName(root).namespace or ""
        self.comments: dict[Place, etree._Element] = {}
        for comment in root.iterfind("{*}commentList/{*}comment"):
            place = cell_place(comment.get("ref", ""))
            if place is not None:
                self.comments.setdefault(place, comment)
        authors, holder = root.find("{*}authors"), root.find("{*}commentList")
        if authors is None or holder is None:
            raise ValueError("it has no list of authors or comments")
        self._holder, self._author = holder, self._find_author(authors, author)

    @classmethod
    def empty(cls, namespace: str, author: str) -> CommentList:
        """Return a list without comments in the workbook's own variant of the format."""
        markup = f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'
        return cls(parse(markup.encode()), author)

    def _find_author(self, authors: etree._Element, author: str) -> str:
        names = [entry.text for entry in authors]
        if author not in names:
            self._add(authors, "author", text=author)
            return str(len(names))
        return str(names.index(author))

    def _add(self, parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
        made = etree.SubElement(parent, f"{{{self.namespace}}}{name}", attributes)
        if text:
            made.text = HEX_ESCAPE.sub("_x005F_", FORBIDDEN.sub("", text))
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return made

    def put(self, place: Place, note: str) -> bool:
        """Add a note to a cell, below what its comment says already; return whether the cell needs a box for it."""
        comment = self.comments.get(place)
        if comment is not None:
            text = comment.find("{*}text")
            if text is None:
                text = self._add(comment, "text")
            self._add_run(text, f"\n{note}")
            return False
        comment = self._add(self._holder, "comment", ref=cell_name(*place), authorId=self._author)
        self._add_run(self._add(comment, "text"), note)
        self.comments[place] = comment
        return True

    def _add_run(self, text: etree._Element, note: str) -> None:
        plain = text.find("{*}t")
        if plain is not None:  # a text is plain or a row of runs, never both
            run = etree.Element(f"{{{self.namespace}}}r")
            plain.addprevious(run)
            run.append(plain)
        run = etree.Element(f"{{{self.namespace}}}r")
        runs = text.findall("{*}r")
        if runs:
            runs[-1].addnext(run)
        else:
            text.insert(0, run)
        properties = self._add(run, "rPr")
        for name, value in (("sz", "9"), ("rFont", "Tahoma"), ("family", "2")):
            self._add(properties, name, val=value)
        self._add(run, "t", text=note)


def new_drawing(block: int) -> bytes:
    """Return a drawing without boxes whose shapes are numbered in the thousand ``block``."""
    return (
        f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
    ).encode()


def free_block(drawings: list[bytes]) -> int:
    """Return the first thousand of shape numbers that none of the workbook's drawings uses."""
    used = {
        int(block) for drawing in drawings for found in _BLOCKS.findall(drawing) for block in found.split(b",") if block
    }
    return max(used, default=0) + 1


def add_boxes(drawing: bytes, notes: Mapping[Place, str], block: int) -> bytes:
    """Return the drawing with a hidden box for each note, all that was there kept byte for byte.

    Excel writes markup into drawings that no XML parser takes, so the boxes are put before the end of the root.
    Raises ValueError for a drawing without an end.
    """
    at = drawing.rfind(_END)
    if at < 0:
        raise ValueError("its end is missing")
    first = max((int(number) for number in _SHAPE_IDS.findall(drawing)), default=block * 1024)
    boxes = [] if _BOX in drawing else [_BOX_TYPE]
    boxes += [_box(first + number, place, notes[place]) for number, place in enumerate(sorted(notes), start=1)]
    return drawing[:at] + "".join(boxes).encode("ascii") + drawing[at:]


def _box(number: int, place: Place, note: str) -> str:
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in note.split("\n"))
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 15, {top}, 2, {column + 1 + _WIDTH}, 15, {top + max(4, lines + 1)}, 4"
    return (
        f'<v:shape {_NAMES} id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto"'
        ' style="position:absolute;margin-left:60pt;margin-top:2pt;width:200pt;height:80pt;visibility:hidden">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
