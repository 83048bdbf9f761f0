"""The last look at a part's text: places get their numbers, cells their paragraph, tables their grid."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from reportgen.office import names
from reportgen.office.emission import attribute_text, drawing_run, word_place
from reportgen.office.places import PlacedText
from reportgen.office.reading import read_story
from reportgen.office.session import CLOSE, OPEN, Cells, Printing, Session
from reportgen.office.sites import hash_text
from reportgen.office.structure import AFTER_TABLE, CELL_END, GRID_START, TABLE_END, TABLE_START
from reportgen.office.values import Printed
from reportgen.office.xml import local


def finish_part(text: str, part: str, session: Session, places: list[PlacedText]) -> str:
    """Return a part's text with every printed value at its place, and add the places to the list."""
    text = _place_values(text, part, session, places)
    if TABLE_END in text:
        text = _finish_tables(text)
    if AFTER_TABLE in text:
        text = _part_tables(text)
    if CELL_END in text:
        text = _finish_cells(text)
    return text


def _place_values(text: str, part: str, session: Session, places: list[PlacedText]) -> str:
    first, *pieces = text.split(OPEN)
    done = [first]
    tracker = _Tracker()
    tracker.pass_by(first)
    for piece in pieces:
        index, _, rest = piece.partition(CLOSE)
        printing = session.printings[int(index)]
        if isinstance(printing, Cells):
            _place_cells(printing, session, places)
        elif (value := session.settle(printing)).text:
            place = _place(printing, value, part, len(places) + 1, session, tracker, done)
            done.append(_write_place(printing, value.text, place.number))
            places.append(place)
        done.append(rest)
        tracker.pass_by(rest)
    return "".join(done)


def _place_cells(cells: Cells, session: Session, places: list[PlacedText]) -> None:
    sentence = session.stops[cells.stop].site.sentence
    places += [
        PlacedText(number, cells.part, path, value.ref, value.format, value.text, sentence)
        for number, (path, value) in enumerate(cells.values, start=len(places) + 1)
        if value.text
    ]


def _write_place(printing: Printing, text: str, number: int) -> str:
    if printing.frame == "word":
        return word_place(number, text, printing.form)
    if printing.frame == "drawing":
        return drawing_run(text, printing.form)
    return attribute_text(text)


def _place(
    printing: Printing, value: Printed, part: str, number: int, session: Session, tracker: _Tracker, done: list[str]
) -> PlacedText:
    found = {"word": lambda: f"_rg_{number}", "drawing": lambda: tracker.path}
    path = found.get(printing.frame, lambda: tracker.attribute(done))()
    sentence = session.stops[printing.stop].site.sentence
    return PlacedText(number, part, path, value.ref, value.format, value.text, sentence)


def hash_paragraphs(root: etree._Element, part: str, places: list[PlacedText], first: int) -> None:
    """Give the places of a slide the hash of the paragraph they were printed in: slides have no bookmarks."""
    keys = {found.path: hash_text(found.text) for found in read_story(part, root)}
    for number, place in enumerate(places[first:], first):
        if place.part == part and place.path in keys:
            places[number] = replace(place, paragraph=keys[place.path])


class _Tracker:
    """Follows the shape and the paragraph while the text of a slide goes by; reads it once a place is asked for."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._shape = ""
        self._paragraph = 0
        self._cell = 0
        self._in_table = False

    def pass_by(self, text: str) -> None:
        """Take the next piece of text in."""
        self._waiting.append(text)

    def _read(self, text: str) -> None:
        position = text.rfind("<p:cNvPr ")
        if position >= 0:
            self._shape = _attribute(text, position, "name")
            self._paragraph = self._cell = 0
            self._in_table = False
            text = text[position:]
        table = text.rfind("<a:tbl>")
        if table >= 0:
            self._in_table = True
            self._cell = 0
            text = text[table:]
        if self._in_table:
            self._cell += text.count("<a:tc>") + text.count("<a:tc ")
        body = max(text.rfind("<p:txBody"), text.rfind("<a:txBody"), text.rfind("<c:rich>"))
        if body >= 0:
            self._paragraph = 0
            text = text[body:]
        self._paragraph += text.count("<a:p>") + text.count("<a:p ")

    @property
    def path(self) -> str:
        """``shape "Title 1" paragraph 2`` or ``shape "Table 4" cell 7 paragraph 1``."""
        for text in self._waiting:
            self._read(text)
        self._waiting.clear()
        words = [f'shape "{self._shape}"'] if self._shape else []
        if self._in_table:
            words.append(f"cell {self._cell}")
        return " ".join([*words, f"paragraph {self._paragraph}"])

    def attribute(self, done: list[str]) -> str:
        """``descr of "Chart 3"`` for a value inside an attribute that is just being written."""
        first = len(done) - 1
        while first > 0 and "<" not in done[first]:
            first -= 1
        tail = "".join(done[first:])
        start = tail.rfind("<")
        element = tail[start:]
        name = _attribute(element, 0, "name")
        if start >= 0 and element.startswith("<w:tbl") and ">" not in element:
            return element[1:].partition(" ")[0]
        attribute = element.rpartition('="')[0].rpartition(" ")[2]
        if start < 0 or ">" in element:
            name = tail[tail.rfind("<") + 1 : tail.rfind(">")].partition(" ")[0]
            return f"property {name.rpartition(chr(58))[2]}"
        return f'{attribute} of "{name}"'


def _attribute(text: str, position: int, name: str) -> str:
    start = text.find(f' {name}="', position)
    return text[start + len(name) + 3 : text.find('"', start + len(name) + 3)] if start >= 0 else ""


def _finish_tables(text: str) -> str:
    """Leave out tables whose every row went; make the grid fit tables whose columns changed."""
    stack: list[tuple[str, list[str]]] = [("", [])]
    position = 0
    for found in _TABLE_SIGNS.finditer(text):
        sign = found[0]
        stack[-1][1].append(text[position : found.start()])
        position = found.end()
        if sign == TABLE_END:
            start, pieces = stack.pop()
            table = "".join(pieces)
            if "<w:tr " in table or "<w:tr>" in table or "<a:tr " in table or "<a:tr>" in table:
                stack[-1][1].append(_fit_grid(table) if start == GRID_START else table)
        else:
            stack.append((sign, []))
    stack[-1][1].append(text[position:])
    return "".join(stack[0][1])


_TABLE_SIGNS = re.compile(f"[{TABLE_START}{TABLE_END}{GRID_START}]")
_SPACES = f'xmlns:w="{names.W}" xmlns:a="{names.A}" xmlns:p="{names.P}" xmlns:r="{names.R}"'


def _fit_grid(table: str) -> str:
    """Give a table as many grid columns as its rows have, sharing the width it had."""
    start = table.find("<w:tblGrid")
    name, cell, column = ("w:tblGrid", "w:tc", "w:gridCol") if start >= 0 else ("a:tblGrid", "a:tc", "a:gridCol")
    start = table.find(f"<{name}")
    end = table.find(f"</{name}>", start)
    if end < 0:
        return table
    end += len(name) + 3
    grid = etree.fromstring(f"<x {_SPACES}>{table[start:end]}</x>")[0]
    widths = [int(each.get(names.w("w")) or each.get("w") or 0) for each in grid if local(each) == "gridCol"]
    wanted = max((_columns(row, cell) for row in table[end:].split(f"<{cell[0]}:tr")[1:]), default=0)
    if not wanted or wanted == len(widths):
        return table
    total = sum(widths)
    attribute = "w:w" if cell == "w:tc" else "w"
    shares = [total * (number + 1) // wanted - total * number // wanted for number in range(wanted)]
    columns = "".join(f'<{column} {attribute}="{share}"/>' for share in shares)
    return f"{table[:start]}<{name}>{columns}</{name}>{table[end:]}"


def _columns(row: str, cell: str) -> int:
    count = 0
    for piece in row.split(f"<{cell}")[1:]:
        if piece[:1] not in (" ", ">", "/"):
            continue
        span = piece.find("<w:gridSpan ")
        count += int(_attribute(piece, span, "w:val") or 1) if span >= 0 else 1
    return count


def _part_tables(text: str) -> str:
    """Put a paragraph behind a table that none follows: Word joins tables that touch, and ends no story in one."""
    pieces = text.split(AFTER_TABLE)
    for index, piece in enumerate(pieces[1:], 1):
        if pieces[index - 1].endswith("</w:tbl>") and not piece.lstrip().startswith(_PARAGRAPH_STARTS):
            pieces[index] = f"<w:p/>{piece}"
    return "".join(pieces)


_PARAGRAPH_STARTS = ("<w:p>", "<w:p ", "<w:p/>")


def _finish_cells(text: str) -> str:
    """Give a cell, box or story that tags emptied the paragraph it must have."""
    pieces = text.split(CELL_END)
    for index, piece in enumerate(pieces[:-1]):
        following = pieces[index + 1].lstrip()
        before = piece.rstrip() if piece.strip() else ""
        prefix = "a" if following.startswith(("</p:txBody", "</a:txBody")) else "w"
        if not before.endswith((f"</{prefix}:p>", f"<{prefix}:p/>")):
            pieces[index] = piece + f"<{prefix}:p/>"
    return "".join(pieces)
