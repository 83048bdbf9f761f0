"""From marks to Jinja: begins and ends are matched, ids in loops kept apart, and the tree is written as source."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.office import names
from reportgen.office.language import BRANCHES, CLOSERS, OPENERS, Mistake
from reportgen.office.marks import MARK, find_marks, make_mark, read_mark
from reportgen.office.sites import Site
from reportgen.office.stops import ATTRIBUTE_CLOSE, ATTRIBUTE_OPEN, Stop, Woven
from reportgen.office.tags import Kind
from reportgen.office.xml import HEADER, serialise

CELL_END = "\x10"
TABLE_START, TABLE_END = "\x11", "\x12"
GRID_START = "\x13"
AFTER_TABLE = "\x14"
"""Characters no XML can hold, written where the finished text must be looked at once more."""

_HOLDERS = {
    *map(names.w, ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "sdtContent")), names.p("txBody"),
    names.a("txBody"),
}  # fmt: skip
_NUMBERED = {
    names.w("bookmarkStart"): names.w("id"), names.w("bookmarkEnd"): names.w("id"), f"{{{names.WP}}}docPr": "id",
    names.p("cNvPr"): "id",
}  # fmt: skip
_PARAGRAPH_IDS = (f"{{{names.W14}}}paraId", f"{{{names.W14}}}textId")


@dataclass(slots=True)
class _Open:
    """A block that has begun: its stop, its mark and the stop that began it."""

    word: str
    mark: etree._Element | None
    stop: Stop


def match_blocks(woven: Woven) -> None:
    """Match begins and ends in the order of the text, and note every one that has no partner or the wrong one."""
    open_blocks: list[_Open] = []
    for mark in find_marks(woven.root):
        if read_mark(mark).isdigit():
            _match(woven, open_blocks, woven.stops[int(read_mark(mark))], mark)
    _note_open(woven, open_blocks)
    by_site: dict[Site, list[Stop]] = {}
    for stop in woven.stops:
        if stop.level in ("attribute", "link"):
            by_site.setdefault(stop.site, []).append(stop)
    for stops in by_site.values():
        within: list[_Open] = []
        for stop in stops:
            _match(woven, within, stop, None)
        _note_open(woven, within)


def _note_open(woven: Woven, open_blocks: list[_Open]) -> None:
    for block in open_blocks:
        scope = block.stop.tag.scope
        end = f"{{%{scope} {OPENERS[block.word]} %}}"
        woven.mistakes.append(
            (block.stop.site, Mistake(f"'{block.stop.tag.code}' has no end", f"add {end.replace('% ', '% ')} after it"))
        )


def _match(woven: Woven, open_blocks: list[_Open], stop: Stop, mark: etree._Element | None) -> None:
    word = stop.tag.word
    if word in OPENERS:
        open_blocks.append(_Open(word, mark, stop))
        return
    if word not in CLOSERS and word not in BRANCHES:
        return
    wanted = ("if", "for") if word == "else" else (CLOSERS.get(word) or BRANCHES[word],)
    if not open_blocks or open_blocks[-1].word not in wanted:
        _note_unmatched(woven, open_blocks, stop, wanted[0])
        return
    block = open_blocks[-1]
    if mark is not None and block.mark is not None and not _can_pair(block.mark, mark):
        remedy = "put both in the same cell, text box or link, or write {%p …%}, {%tr …%} for whole paragraphs and rows"
        found = f"'{block.stop.tag.code}' begins in one place and '{word}' stands in another that does not belong to it"
        woven.mistakes.append((stop.site, Mistake(found, remedy)))
    if word in CLOSERS:
        open_blocks.pop()


def _note_unmatched(woven: Woven, open_blocks: list[_Open], stop: Stop, opener: str) -> None:
    word = stop.tag.word
    if open_blocks and any(block.word == opener for block in open_blocks) and word in CLOSERS:
        while open_blocks[-1].word != opener:
            _note_open(woven, [open_blocks.pop()])
        open_blocks.pop()
    elif open_blocks and word in CLOSERS:
        block = open_blocks.pop()
        needed = OPENERS[block.word]
        found = f"'{word}' stands where the '{block.stop.tag.code}' before it needs '{needed}'"
        woven.mistakes.append((stop.site, Mistake(found, f"write {needed}, or put the tags in order")))
    else:
        woven.mistakes.append(
            (stop.site, Mistake(f"'{word}' has no '{opener}' before it", f"add the '{opener}' or delete it"))
        )


_RUN_HOLDERS = set(map(names.w, ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "customXml")))


def _can_pair(first: etree._Element, second: etree._Element) -> bool:
    """Whether the text between two marks is a whole of its own; a mark at the edge of a link is moved out of it."""
    for mark in (first, second):
        _lift(mark, first, second)
    here, there = first.getparent(), second.getparent()
    if here is None or there is None or here is there:
        return here is there
    paragraphs = (names.w("p"), names.a("p"))
    return here.tag == there.tag and here.tag in paragraphs and here.getparent() is there.getparent()


def _lift(mark: etree._Element, first: etree._Element, second: etree._Element) -> None:
    while first.getparent() is not second.getparent():
        holder = mark.getparent()
        if holder is None or holder.tag not in _RUN_HOLDERS:
            return
        content = [child for child in holder if child.tag != names.w("sdtPr")]
        if content and content[0] is mark:
            holder.addprevious(mark)
        elif content and content[-1] is mark:
            holder.addnext(mark)
        else:
            return


def prepare_loops(woven: Woven) -> None:
    """Make ids that may be printed more than once different each time."""
    depth = 0
    for element in woven.root.iter():
        mark = read_mark(element)
        if mark.isdigit():
            word = woven.stops[int(mark)].tag.word
            depth += (word in ("for", "macro")) - (word in ("endfor", "endmacro"))
        elif depth and isinstance(element.tag, str):
            _loosen_ids(element)


def name_shapes_apart(woven: Woven) -> None:
    """Give shapes of the same name on one slide different ones: a place is found again by its shape's name."""
    taken: set[str] = set()
    for shape in woven.root.iter(names.p("cNvPr")):
        name = wanted = shape.get("name", "")
        count = 1
        while name in taken:
            count += 1
            name = f"{wanted} ({count})"
        taken.add(name)
        if name != wanted:
            shape.set("name", name)


def _loosen_ids(element: etree._Element) -> None:
    for name in _PARAGRAPH_IDS:
        if name in element.attrib:
            del element.attrib[name]
    attribute = _NUMBERED.get(element.tag)
    if attribute:
        kind = element.tag.rpartition("}")[2]
        element.set(attribute, f"{ATTRIBUTE_OPEN}{kind} {element.get(attribute, '0')}{ATTRIBUTE_CLOSE}")
        if kind == "bookmarkStart":
            name = element.get(names.w("name"), "")
            element.set(names.w("name"), f"{ATTRIBUTE_OPEN}bookmark {name}{ATTRIBUTE_CLOSE}")


def guard_holders(woven: Woven) -> None:
    """Note the cells, boxes and tables that tags may leave empty, to be looked at when their text is known."""
    holders: list[etree._Element] = []
    tables: dict[etree._Element, str] = {}
    for mark in find_marks(woven.root):
        holder = mark.getparent()
        if holder is None:
            continue
        if holder.tag in _HOLDERS and holder not in holders:
            holders.append(holder)
        if holder.tag in (names.w("tbl"), names.a("tbl")):
            tables.setdefault(holder, TABLE_START)
        elif holder.tag in (names.w("tr"), names.a("tr")):
            table = next(holder.iterancestors(names.w("tbl"), names.a("tbl")))
            tables[table] = GRID_START
    for holder in holders:
        holder.append(make_mark(CELL_END_NAME))
    for table, start in tables.items():
        outer = table if table.tag == names.w("tbl") else next(table.iterancestors(names.p("graphicFrame")), table)
        outer.addprevious(make_mark(_START_NAMES[start]))
        outer.addnext(make_mark(TABLE_END_NAME))


CELL_END_NAME, TABLE_END_NAME = "cell-end", "table-end"
_START_NAMES = {TABLE_START: "table-start", GRID_START: "grid-start"}
_SIGNS = {CELL_END_NAME: CELL_END, TABLE_END_NAME: TABLE_END, "table-start": TABLE_START, "grid-start": GRID_START}


class SourceWriter:
    """Writes Jinja source and keeps the stop each line of code belongs to: code stands on lines of its own."""

    def __init__(self) -> None:
        self.lines: dict[int, int] = {}
        self._pieces: list[str] = []
        self._line = 1

    @property
    def text(self) -> str:
        """The source written so far."""
        return "".join(self._pieces)

    def data(self, text: str) -> None:
        """Write markup."""
        self._pieces.append(text)
        self._line += text.count("\n")

    def code(self, opening: str, code: str, closing: str, number: int) -> None:
        """Write the code of a stop."""
        self.lines[self._line + 1] = number
        self.data(f"{opening}\n{code}\n{closing}")


def write_source(woven: Woven, first: int) -> SourceWriter:
    """Return the part as Jinja source; its stops are numbered from ``first``."""
    writer = SourceWriter()
    pieces = (HEADER + _declare(woven.root)).split(f"<?{MARK} ")
    _write_attributes(writer, woven, pieces[0], first)
    for piece in pieces[1:]:
        mark, _, rest = piece.partition("?>")
        if mark in _SIGNS:
            writer.data(_SIGNS[mark])
        else:
            _write_mark(writer, woven, mark, first)
        _write_attributes(writer, woven, rest, first)
    return writer


def _declare(root: etree._Element) -> str:
    """Write the tree out; a Word part says that what it marks places with may be ignored by older programs."""
    if not str(root.tag).startswith(f"{{{names.W}}}"):
        return serialise(root)
    declared = ""
    spaces = dict(root.nsmap)
    for prefix, space in (("w", names.W), ("mc", names.MC), ("w15", names.W15)):
        if prefix not in spaces:
            declared += f' xmlns:{prefix}="{space}"'
    ignorable = f"{{{names.MC}}}Ignorable"
    listed = root.get(ignorable, "").split()
    if "w15" not in listed:
        if ignorable in root.attrib:
            root.set(ignorable, " ".join([*listed, "w15"]))
        else:
            declared += ' mc:Ignorable="w15"'
    text = serialise(root)
    end = min(position for position in (text.find(sign) for sign in (" ", ">", "/")) if position > 0)
    return text[:end] + declared + text[end:]


def _write_mark(writer: SourceWriter, woven: Woven, mark: str, first: int) -> None:
    number, _, role = mark.partition(" ")
    stop = woven.stops[int(number)]
    place = first + int(number)
    if role == "open":
        taken = f"\x02\x03{place}|_block\x04\x01else\x02"
        writer.code("\x01", f"if ({stop.tag.code})|_hold({place})", taken, place)
    elif role == "inner open":
        writer.data(f"\x01if {place}|_is_long\x02\x03{place}|_block\x04\x01else\x02")
    elif role in ("box", "drawing"):
        writer.code("\x03", f"({stop.tag.code})|_{role}({place})", "\x04", place)
    elif role == "held":
        writer.data(f"\x03{place}|_held\x04")
    elif role in ("close", "inner close"):
        writer.data("\x01endif\x02")
    else:
        _write_stop(writer, stop, place)


def _write_stop(writer: SourceWriter, stop: Stop, place: int) -> None:
    if stop.tag.kind is Kind.PRINT:
        printer = "_link" if stop.level == "link" else "_print"
        writer.code("\x03", f"({stop.tag.code})|{printer}({place})", "\x04", place)
    elif stop.tag.kind is Kind.STEER:
        writer.code("\x01", stop.tag.code, "\x02", place)


def _write_attributes(writer: SourceWriter, woven: Woven, text: str, first: int) -> None:
    pieces = text.split(ATTRIBUTE_OPEN)
    writer.data(pieces[0])
    for piece in pieces[1:]:
        mark, _, rest = piece.partition(ATTRIBUTE_CLOSE)
        if mark.isdigit():
            _write_stop(writer, woven.stops[int(mark)], first + int(mark))
        else:
            kind, _, original = mark.partition(" ")
            writer.data(f"\x03{original!r}|_number({kind!r})\x04")
        writer.data(rest)
