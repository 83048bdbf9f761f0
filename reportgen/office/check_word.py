"""What must hold of a Word file, beyond what holds of any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.office import names
from reportgen.office.names import w
from reportgen.office.opened import OpenedFile
from reportgen.office.xml import local

SIDES = {"left", "right", "center", "both", "start", "end", "distribute", "numTab", "lowKashida", "mediumKashida"} | {
    "highKashida",
    "thaiDistribute",
}
NOTES = {"comment": "comments", "footnote": "footnotes", "endnote": "endnotes"}


def cells_end_in_paragraphs(file: OpenedFile) -> Iterator[str]:
    """Every table cell ends in a paragraph; Word refuses the file otherwise."""
    for name, root in file.under("word/"):
        for cell in root.iter(w("tc")):
            last = cell[-1] if len(cell) else None
            if last is not None and last.tag == w("sdt"):
                content = last.find(w("sdtContent"))
                last = content[-1] if content is not None and len(content) else last
            while last is not None and local(last) in ("bookmarkEnd", "bookmarkStart"):
                last = last.getprevious()
            if last is None or last.tag != w("p"):
                yield f"{name}: a table cell does not end in a paragraph"


def paragraphs_apart(file: OpenedFile) -> Iterator[str]:
    """No paragraph stands directly in another, in a run, or in a paragraph's control."""
    for name, root in file.under("word/"):
        for paragraph in root.iter(w("p")):
            parent = paragraph.getparent()
            while parent is not None and parent.tag in (w("sdtContent"), w("sdt")):
                parent = parent.getparent()
            if parent is not None and parent.tag in (w("p"), w("r"), w("hyperlink"), w("tr"), w("tbl")):
                yield f"{name}: a paragraph stands in a {local(parent)}"


def tables_have_grids(file: OpenedFile) -> Iterator[str]:
    """Every table has a grid with at least as many columns as its longest row."""
    for name, root in file.under("word/"):
        for table in root.iter(w("tbl")):
            grid = table.find(w("tblGrid"))
            if grid is None:
                yield f"{name}: a table has no grid"
                continue
            for row in table.iterfind(w("tr")):
                if not any(local(cell) in ("tc", "sdt", "customXml") for cell in row):
                    yield f"{name}: a table row has no cells"


def aligned_by_name(file: OpenedFile) -> Iterator[str]:
    """Every alignment is one that Word knows."""
    for name, root in file.under("word/"):
        for side in root.iter(w("jc")):
            if side.get(w("val")) not in SIDES:
                yield f"{name}: no alignment is called “{side.get(w('val'))}”"


def drawings_numbered_apart(file: OpenedFile) -> Iterator[str]:
    """No two drawings of a part have the same ``docPr`` id."""
    for name, root in file.under("word/"):
        counts = Counter(element.get("id") for element in root.iter(f"{{{names.WP}}}docPr"))
        # A drawing and its fallback for old programs are one drawing.
        for fallback in root.iter(f"{{{names.MC}}}Fallback"):
            counts.subtract(element.get("id") for element in fallback.iter(f"{{{names.WP}}}docPr"))
        yield from (f"{name}: {count} drawings have the id {number}" for number, count in counts.items() if count > 1)


def bookmarks_paired(file: OpenedFile) -> Iterator[str]:
    """Bookmark ids and names are unique, and every bookmark begins and ends once."""
    seen: Counter[str] = Counter()
    for name, root in file.under("word/"):
        starts = Counter(mark.get(w("id"), "") for mark in root.iter(w("bookmarkStart")))
        ends = Counter(mark.get(w("id"), "") for mark in root.iter(w("bookmarkEnd")))
        for number, count in starts.items():
            if count > 1 or ends[number] != 1:
                yield f"{name}: bookmark {number} begins {count} times and ends {ends[number]} times"
        yield from (f"{name}: bookmark {number} ends and never begins" for number in ends if number not in starts)
        seen.update(mark.get(w("name"), "") for mark in root.iter(w("bookmarkStart")))
    yield from (f"{count} bookmarks are called “{label}”" for label, count in seen.items() if count > 1)


def changes_numbered_apart(file: OpenedFile) -> Iterator[str]:
    """Insertions, deletions and moves have ids of their own, which bookmarks and comments do not share."""
    marks = [w(kind) for kind in ("ins", "del", "moveFrom", "moveTo", "bookmarkStart")]
    for name, root in file.under("word/"):
        counts = Counter(mark.get(w("id"), "") for mark in root.iter(*marks) if mark.get(w("id")))
        yield from (f"{name}: {count} marks have the id {number}" for number, count in counts.items() if count > 1)


def controls_numbered_apart(file: OpenedFile) -> Iterator[str]:
    """No two content controls have the same id."""
    counts: Counter[str] = Counter()
    for _, root in file.under("word/"):
        counts.update(
            mark.get(w("val"), "") for properties in root.iter(w("sdtPr")) for mark in properties.iterfind(w("id"))
        )
    yield from (f"{count} content controls have the id {number}" for number, count in counts.items() if count > 1)


def fields_complete(file: OpenedFile) -> Iterator[str]:
    """Fields begin, separate and end in order in each story, and hold a result to show before they are updated."""
    for name, root in file.under("word/"):
        depth: list[list[bool]] = []
        for element in root.iter(w("fldChar"), w("t"), w("drawing"), w("fldSimple")):
            if element.tag == w("fldSimple"):
                if not any((text.text or "").strip() for text in element.iter(w("t"))):
                    yield f"{name}: the field “{element.get(w('instr'), '').strip()}” has no saved result"
                continue
            if element.tag != w("fldChar"):
                if depth and depth[-1][0]:
                    depth[-1][1] = True
                continue
            yield from _field_step(name, element.get(w("fldCharType"), ""), depth)
        if depth:
            yield f"{name}: a field is never ended"


def _field_step(name: str, kind: str, depth: list[list[bool]]) -> Iterator[str]:
    if kind == "begin":
        depth.append([False, False])
    elif not depth:
        yield f"{name}: a field ends that never began"
    elif kind == "separate":
        depth[-1][0] = True
    elif kind == "end":
        separated, shown = depth.pop()
        if separated and not shown:
            yield f"{name}: a field has no saved result"
        if depth and shown:
            depth[-1][1] = True


def notes_found(file: OpenedFile) -> Iterator[str]:
    """Comments, footnotes and endnotes that are referred to exist; there is no part of comments without any."""
    for kind, part in NOTES.items():
        held = {note.get(w("id")) for name, root in file.under(f"word/{part}") for note in root.iter(w(kind))}
        for name, root in file.under("word/document"):
            for mark in root.iter(w(f"{kind}Reference")):
                if mark.get(w("id")) not in held:
                    yield f"{name}: refers to {kind} {mark.get(w('id'))}, which is not there"
        if kind == "comment" and not held and "word/comments.xml" in file.parts:
            yield "word/comments.xml holds no comment"
