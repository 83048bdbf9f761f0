"""What the marks of a part govern: begins and ends are matched, ids in loops kept apart, holders guarded."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from reportgen.office import names
from reportgen.office.language import BRANCHES, CLOSERS, OPENERS, Mistake
from reportgen.office.marks import LAST, find_marks, make_mark, read_mark
from reportgen.office.sites import Site
from reportgen.office.stops import ATTRIBUTE_CLOSE, ATTRIBUTE_OPEN, Stop, Woven
from reportgen.office.tags import Kind

CELL_END = "\x10"
TABLE_START, TABLE_END = "\x11", "\x12"
GRID_START = "\x13"
AFTER_TABLE = "\x14"
"""Characters no XML can hold, written where the finished text must be looked at once more."""

SIGNS = {"cell-end": CELL_END, "table-start": TABLE_START, "grid-start": GRID_START, "table-end": TABLE_END}
"""The marks that stand for them in the tree."""

_HOLDERS = {
    *map(names.w, ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "sdtContent")), names.p("txBody"),
    names.a("txBody"),
}  # fmt: skip
_LEVELS = tuple(map(names.w, ("p", "tbl", "tr", "tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "body")))
_WITHOUT_PARAGRAPHS = tuple(map(names.w, ("p", "tbl", "tr")))
_PARAGRAPHS = (names.w("p"), names.a("p"))
_ROWS = (names.w("tr"), names.a("tr"))
_TABLES = (names.w("tbl"), names.a("tbl"))
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
    branches: list[etree._Element] = field(default_factory=list)


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
    if mark is not None:
        block.branches.append(mark)
    if word in CLOSERS:
        open_blocks.pop()
        # Only now: a mark that was moved out of a link for its end may have left a branch behind in it.
        woven.is_whole &= block.mark is None or all(_are_level(block.mark, each) for each in block.branches)


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
    return _are_level(first, second)


def _are_level(first: etree._Element, second: etree._Element) -> bool:
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
    """Mark the cells, boxes and tables that tags may leave empty, to be looked at when their text is known."""
    holders: dict[etree._Element, None] = {}
    tables: dict[etree._Element, str] = {}
    for mark in find_marks(woven.root):
        holder = mark.getparent()
        if holder is None:
            continue
        if _holds_paragraphs(holder):
            holders[holder] = None
        if holder.tag in _TABLES and not _keeps_a_row(holder, woven):
            tables.setdefault(holder, "table-start")
        elif holder.tag in _ROWS:
            tables[next(holder.iterancestors(*_TABLES))] = "grid-start"
    for holder in holders:
        if not _ends_in_paragraph(holder, woven):
            holder.append(make_mark("cell-end"))
    for table, start in tables.items():
        outer = table if table.tag == names.w("tbl") else next(table.iterancestors(names.p("graphicFrame")), table)
        outer.addprevious(make_mark(start))
        outer.addnext(make_mark("table-end"))


def _holds_paragraphs(holder: etree._Element) -> bool:
    """Whether an element needs a paragraph: a control about words, rows or cells needs none."""
    if holder.tag != names.w("sdtContent"):
        return holder.tag in _HOLDERS
    level = next(holder.iterancestors(*_LEVELS), None)
    return level is None or level.tag not in _WITHOUT_PARAGRAPHS


def _ends_in_paragraph(holder: etree._Element, woven: Woven) -> bool:
    """Whether a holder ends in a paragraph whatever the data; a value that may be a block is told to see to it."""
    children = list(holder)
    if any(_steers(child, woven) for child in children):
        return False
    if not read_mark(children[-1]).endswith("close"):
        return children[-1].tag in _PARAGRAPHS
    if len(children) < 3 or children[-2].tag not in _PARAGRAPHS:
        return False
    children[-3].text = f"{read_mark(children[-3])} {LAST}"
    return True


def _keeps_a_row(table: etree._Element, woven: Woven) -> bool:
    """Whether a row stands outside all tags of its table."""
    depth = 0
    for child in table:
        if child.tag in _ROWS and depth == 0:
            return True
        if _steers(child, woven):
            word = woven.stops[int(read_mark(child))].tag.word
            depth += (word in OPENERS) - (word in CLOSERS)
    return False


def _steers(child: etree._Element, woven: Woven) -> bool:
    mark = read_mark(child)
    return mark.isdigit() and woven.stops[int(mark)].tag.kind is Kind.STEER
