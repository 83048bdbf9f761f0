"""Putting comments on the cells of a workbook, all else kept byte for byte: what ``check --annotate`` hands back."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.cell_areas import LAST_COLUMN, CellAddress, cell_name, cell_place, read_areas
from reportgen.office.cell_comments import (
    COMMENTS_TYPE,
    DRAWING_TYPE,
    LONGEST_NOTE,
    CommentList,
    add_boxes,
    free_block,
    new_drawing,
)
from reportgen.office.names import R
from reportgen.office.open_workbook import OpenWorkbook, Tab, read_file
from reportgen.office.package import read_members, write_members
from reportgen.office.workbook_parts import damaged, parse_part, read_part

AUTHOR = "reportgen"
_UP_TO_DRAWING = {
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing"),
}


def annotate(
    workbook: bytes | Path, notes: Mapping[CellAddress, str], output: Path | None = None, *, name: str = ""
) -> bytes:
    """Return the ``.xlsx`` or ``.xlsm`` with a comment on each cell, below a comment the cell has already.

    A cell that cannot show one (it is merged into another, or carries a discussion in threaded comments, which are not
    touched) passes its comment on to the merged cell's first, or to the nearest free cell on its right; the comment
    then names the cell it is about. ``name`` is the file's name in messages; the workbook is written to ``output`` too
    where it is given. Raises ProblemsError with every sheet, cell or note that cannot be used.
    """
    data, file = read_file(workbook, name)
    opened = OpenWorkbook(data, file)
    wanted = _sorted_by_sheet(opened, notes)
    for tab, texts in wanted.items():
        _annotate_sheet(opened, tab, texts)
    annotated = opened.write() if wanted else data
    if output is not None:
        output.write_bytes(annotated)
    return annotated


def sheet_names(workbook: bytes | Path, *, name: str = "") -> tuple[str, ...]:
    """Return the names of a workbook's worksheets in their order. Raises ProblemsError as :func:`annotate`."""
    return tuple(tab.name for tab in OpenWorkbook(*read_file(workbook, name)).worksheets())


def is_annotated_copy(data: bytes) -> bool:
    """Whether a file is as this package writes it, and was not saved by Excel or another program since."""
    try:
        return write_members(read_members(data)) == data
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
        return False


def _sorted_by_sheet(workbook: OpenWorkbook, notes: Mapping[CellAddress, str]) -> dict[Tab, dict[tuple[int, int], str]]:
    wanted: dict[Tab, dict[tuple[int, int], str]] = {}
    problems = []
    for (sheet, cell), note in notes.items():
        tab, at = workbook.tab(sheet), cell_place(cell)
        if tab is None or tab.kind != "worksheet":
            found, needed = f"there is no worksheet '{sheet}'", "a sheet of the workbook is needed"
            remedy = f"sheets: {', '.join(tab.name for tab in workbook.worksheets())}"
        elif at is None:
            found, needed, remedy = f"'{cell}' is no cell", "a cell such as F7 is needed", "correct the cell's name"
        elif not note.strip() or len(note) > LONGEST_NOTE:
            found = f"a note of {len(note.strip()):,} characters is given"
            needed, remedy = f"1 to {LONGEST_NOTE:,} are needed", "write or shorten it"
        else:
            texts = wanted.setdefault(tab, {})
            texts[at] = f"{texts[at]}\n{note}" if at in texts else note
            continue
        problems.append(Problem(Place(workbook.file, sheet, cell), found, needed, remedy))
    if problems:
        raise ProblemsError(problems)
    return wanted


def _annotate_sheet(workbook: OpenWorkbook, tab: Tab, texts: Mapping[tuple[int, int], str]) -> None:
    root = workbook.grid(tab).root
    part, comments = _comments(workbook, tab, root)
    shown: dict[tuple[int, int], str] = {}
    for place, note in sorted(_settled(workbook, tab, texts, comments).items()):
        if comments.put(place, note):
            shown[place] = note
    workbook.put(part, comments.root, COMMENTS_TYPE)
    if shown:
        _draw(workbook, tab, root, shown)


def _comments(workbook: OpenWorkbook, tab: Tab, root: etree._Element) -> tuple[str, CommentList]:
    """Return the sheet's comments with the part's name; an empty list where it has none yet."""
    package = workbook.package
    for relation, part in package.related(tab.part):
        if relation.kind == "comments" and part in package.parts:
            try:
                return part, CommentList(parse_part(package.parts, part, workbook.file), AUTHOR)
            except ValueError as error:
                raise damaged(workbook.file, part) from error
    part = package.free_name(workbook.main.rpartition("/")[0], "comments", "xml")
    package.relate(tab.part, f"{R}/comments", part)
    return part, CommentList.empty(etree.QName(root).namespace or "", AUTHOR)


def _settled(
    workbook: OpenWorkbook, tab: Tab, texts: Mapping[tuple[int, int], str], comments: CommentList
) -> dict[tuple[int, int], str]:
    """Return each note at the cell that can show it."""
    root = workbook.grid(tab).root
    merges = [
        area for entry in root.iterfind("{*}mergeCells/{*}mergeCell") for area in read_areas(entry.get("ref", ""))
    ]
    discussed = {
        cell_place(entry.get("ref", ""))
        for threads in workbook.related_roots(tab.part, "threadedComment")
        for entry in threads
    }
    settled: dict[tuple[int, int], str] = {}
    for place, note in texts.items():
        row, column = next(((area.top, area.left) for area in merges if area.holds(*place)), place)
        while (row, column) in discussed and column < LAST_COLUMN:
            column += 1
        text = note if (row, column) == place else f"About {cell_name(*place)}: {note}"
        settled[row, column] = f"{settled[row, column]}\n{text}" if (row, column) in settled else text
    return settled


def _draw(workbook: OpenWorkbook, tab: Tab, root: etree._Element, notes: Mapping[tuple[int, int], str]) -> None:
    """Give each note its box in the sheet's drawing of comments and controls, made where there is none."""
    package = workbook.package
    drawings = {
        part: read_part(package.parts, part, workbook.file)
        for owner in workbook.worksheets()
        for relation, part in package.related(owner.part)
        if relation.kind == "vmlDrawing" and part in package.parts
    }
    block = free_block(list(drawings.values()))
    mark = root.find("{*}legacyDrawing")
    part = ""
    if mark is not None:
        part = next((found for relation, found in package.related(tab.part) if relation.id in mark.attrib.values()), "")
    else:
        part = package.free_name(f"{workbook.main.rpartition('/')[0]}/drawings", "vmlDrawing", "vml")
        mark = etree.Element(f"{{{etree.QName(root).namespace}}}legacyDrawing", nsmap={"r": R})
        mark.set(f"{{{R}}}id", package.relate(tab.part, f"{R}/vmlDrawing", part))
        _place_mark(root, mark)
        workbook.put(tab.part, root)
    try:
        drawn = add_boxes(drawings.get(part) or new_drawing(block), notes, block)
    except ValueError as error:
        raise damaged(workbook.file, part) from error
    package.put(part, drawn, DRAWING_TYPE)


def _place_mark(root: etree._Element, mark: etree._Element) -> None:
    """Put the mark where the format wants it: behind everything that describes cells and page."""
    earlier = [
        child for child in root.iterchildren(tag=etree.Element) if etree.QName(child).localname in _UP_TO_DRAWING
    ]
    earlier[-1].addnext(mark)
