"""Rules every file must keep so that Word, PowerPoint and Excel open it without a repair, asserted before it is saved.

Microsoft's validator misses about half of what makes Office refuse a file; these rules are what users of other tools
learned the hard way, and the tests show each of them failing on a file made to break it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reportgen.errors import ReportgenError
from reportgen.office import check_charts, check_parts, check_sheets, check_slides, check_word
from reportgen.office.opened import OpenedFile, open_file

Rule = Callable[[OpenedFile], Iterator[str]]

SOUND: tuple[Rule, ...] = (
    check_parts.well_formed,
    check_parts.named_once,
    check_parts.typed,
    check_parts.related,
    check_parts.referred,
    check_parts.inside,
    check_parts.printable,
    check_parts.rendered,
    check_charts.axes_belong,
    check_charts.series_in_order,
    check_charts.caches_hold_numbers,
    check_charts.caches_equal_workbooks,
)
"""What holds of any file."""

PROGRAMS: dict[str, tuple[Rule, ...]] = {
    "word": (
        check_word.cells_end_in_paragraphs,
        check_word.paragraphs_apart,
        check_word.tables_have_grids,
        check_word.aligned_by_name,
        check_word.drawings_numbered_apart,
        check_word.bookmarks_paired,
        check_word.changes_numbered_apart,
        check_word.controls_numbered_apart,
        check_word.fields_complete,
        check_word.notes_found,
    ),
    "powerpoint": (
        check_slides.slides_listed,
        check_slides.layouts_known,
        check_slides.shapes_numbered_apart,
        check_slides.texts_hold_paragraphs,
        check_slides.shapes_have_text,
        check_slides.tables_square,
    ),
    "excel": (
        check_sheets.sheets_named,
        check_sheets.rows_in_order,
        check_sheets.values_sound,
        check_sheets.merges_apart,
        check_sheets.tables_match_cells,
        check_sheets.chains_current,
        check_sheets.lists_short,
    ),
}


def check_package(file: bytes | OpenedFile) -> tuple[str, ...]:
    """Return every rule broken by a docx, pptx or xlsx, in words with the part's name; nothing for a sound file."""
    try:
        opened = open_file(file) if isinstance(file, bytes) else file
    except ValueError as error:
        return (str(error),)
    rules = SOUND + PROGRAMS.get(opened.program, ())
    found = [message for rule in rules for message in _broken(rule, opened)]
    if not opened.program:
        found.append("the file is neither a document, a presentation nor a workbook")
    return tuple(dict.fromkeys(found))


def _broken(rule: Rule, file: OpenedFile) -> list[str]:
    try:
        return list(rule(file))
    except ValueError:
        # A count, id or row number that is no number: the rule cannot be followed further, and Office would not.
        purpose = (rule.__doc__ or "").partition(".")[0]
        return [f"a number in the file is not a number; it breaks the rule “{purpose}”"]


def assert_sound(file: bytes | OpenedFile, name: str, template: bytes = b"") -> tuple[str, ...]:
    """Return the rules that the file called ``name`` breaks because its template did: for whoever keeps the template.

    Rules broken anew are a fault of this program and never of a template. Counts and part numbers are left out of the
    comparison: a slide printed twice brings its faults along.

    Raises:
        ReportgenError: the file breaks a rule that its template keeps, named with the rule.
    """
    broken = check_package(file)
    if not broken:
        return ()
    known = {_without_numbers(message) for message in check_package(template)} if template else set()
    anew = [message for message in broken if _without_numbers(message) not in known]
    if anew:
        raise ReportgenError(
            f"{name} was not written: Office would have to repair it ({anew[0]}). This is a fault of reportgen, not of"
            " the template or the data; please report it with the template"
        )
    return broken


def _without_numbers(message: str) -> str:
    return _NUMBERS.sub("#", message)


_NUMBERS = re.compile(r"\d+")
