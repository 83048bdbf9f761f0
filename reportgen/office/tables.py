"""Native tables for Word and PowerPoint from one :class:`TableSpec`.

The header row repeats on every page and is marked as one for screen readers, rows are never split over pages, rules
stand between rows only and no cell is merged. Words are printed by the caller's ``emit``, which records where they
land.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from reportgen.office.chart_look import FONT, INK, RULE, WHITE, solid, text_width
from reportgen.office.column_fit import BOLDER, CELL_MARGINS, fit_columns
from reportgen.office.markup import escape_attribute
from reportgen.office.values import Align, RowKind, TableRow, TableSpec, Words

Emit = Callable[[Words, str], str]
"""Returns the runs of some words; given the words and the run properties (``w:rPr`` or ``a:rPr``, blank for none)."""

HEADING = "12436D"
TINT = "EEF3F8"
TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
EMU_PER_POINT = 12700
NARROWEST, WIDEST = 5.0, 26.0
"""Least and greatest width a column's content asks for, in characters of the text's size."""
WORD_TEXT_TWIPS = 200
"""The size of table text in Word that widths are worked out for: 10 points."""
LINE_HEIGHT = 1.2
"""Height of a line, in sizes of the text."""
SHORT_CELL = 17
"""A date has so many characters or fewer: broken in two it reads badly."""
TRUE_WIDTH = 0.93
"""How wide words really are, as a share of the width taken for them."""
SHORT_WORDS = 12
"""So has a rating or a status: “Complete ✔”."""
WHOLE_ROWS = 8
"""A table of so many rows or fewer stays on one page."""
ENDS = 3
"""So many rows at either end of a longer table stay together: none stands alone at the foot or head of a page."""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Identifiers of the Word template's own styles, blank for none.

    With a table style the look is the style's; without one the table brings its own.
    """

    table: str = ""
    heading: str = ""
    text: str = ""


def column_shares(spec: TableSpec, room: float = 0.0) -> tuple[float, ...]:
    """Return each column's share of the width.

    ``room`` is how many times the text's size goes across the table, 0 where that is not known. Where it is, columns
    are fitted to their content, so that the table takes few lines and breaks no word. Without it the weights decide,
    or what the content asks for where all weights are equal.
    """
    if room:
        widths = fit_columns(spec, room)
        return tuple(width / sum(widths) for width in widths)
    weights = [float(column.weight) for column in spec.columns]
    if len(set(weights)) == 1:
        weights = [_asked_width(spec, number) for number in range(len(spec.columns))]
    return tuple(weight / sum(weights) for weight in weights)


def _asked_width(spec: TableSpec, number: int) -> float:
    # A heading may break at its spaces, a number may not.
    heading = max(text_width(word, 1) for word in str(spec.columns[number].heading).split(" "))
    longest = max((text_width(str(row.cells[number]), 1) for row in spec.rows), default=0.0)
    return min(max(longest, heading, NARROWEST), WIDEST) + 1.5


def column_widths(spec: TableSpec, width: int, room: float = 0.0) -> tuple[int, ...]:
    """Return whole widths that add up to ``width``; ``room`` as :func:`column_shares` takes it."""
    widths = [int(share * width) for share in column_shares(spec, room)]
    widths[0] += width - sum(widths)
    return tuple(widths)


def check_table(spec: TableSpec) -> None:
    """Raise ValueError where a row has another number of cells than there are columns, or there are no columns."""
    if not spec.columns:
        raise ValueError(f"table {spec.name!r} has no columns")
    for number, row in enumerate(spec.rows, start=1):
        if len(row.cells) != len(spec.columns):
            raise ValueError(f"table {spec.name!r}: row {number} has {len(row.cells)} cells for {len(spec.columns)}")


def word_table(spec: TableSpec, emit: Emit, *, width_twips: int, style: TableStyle | None = None) -> str:
    """Return ``w:tbl``; the prefix ``w`` must be known where it is put. Raises ValueError for rows of uneven length."""
    check_table(spec)
    style = style or TableStyle()
    widths = column_widths(spec, width_twips, width_twips / WORD_TEXT_TWIPS)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heading = "".join(
        _word_cell(
            emit(column.heading, _word_bold(style, WHITE)),
            width,
            column.align,
            _heading_looks(style),
            style.heading,
            together=True,
        )
        for column, width in zip(spec.columns, widths, strict=True)
    )
    together = _rows_together(spec)
    rows = "".join(
        _word_row(spec, row, emit, widths, style, together=number in together) for number, row in enumerate(spec.rows)
    )
    return (
        f"<w:tbl>{_word_properties(spec, width_twips, style)}<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heading}</w:tr>{rows}</w:tbl>"
    )


def _rows_together(spec: TableSpec) -> frozenset[int]:
    """Return the rows that stay on the page of what follows them.

    A short table stays whole; of a longer one the first rows stay together, and the last with the note beneath it. A
    group heading belongs to the row beneath it.
    """
    last = len(spec.rows) - 1
    inner = set(range(last))
    kept = inner if len(spec.rows) <= WHOLE_ROWS else {*range(ENDS - 1), *range(last - ENDS + 1, last)}
    kept |= {number for number, row in enumerate(spec.rows) if row.kind is RowKind.GROUP}
    return frozenset(kept | {last} if str(spec.note) else kept)


def _word_properties(spec: TableSpec, width: int, style: TableStyle) -> str:
    named = f'<w:tblStyle w:val="{escape_attribute(style.table)}"/>' if style.table else ""
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    borders = "" if style.table else f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
    margins = (
        ""
        if style.table
        else '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    last = int(bool(spec.rows) and spec.rows[-1].kind is RowKind.TOTAL)
    title, description = escape_attribute(str(spec.title)), escape_attribute(str(spec.description))
    return (
        f'<w:tblPr>{named}<w:tblW w:w="{width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:val="{"0460" if last else "0420"}" w:firstRow="1" w:lastRow="{last}" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{title}"/>' if title else "")
        + (f'<w:tblDescription w:val="{description}"/>' if description else "")
        + "</w:tblPr>"
    )


def _word_bold(style: TableStyle, colour: str) -> str:
    return "" if style.table else f'<w:rPr><w:b/><w:bCs/><w:color w:val="{colour}"/></w:rPr>'


def _heading_looks(style: TableStyle) -> str:
    return "" if style.table else f'<w:shd w:val="clear" w:color="auto" w:fill="{HEADING}"/>'


def _word_row(
    spec: TableSpec, row: TableRow, emit: Emit, widths: tuple[int, ...], style: TableStyle, *, together: bool
) -> str:
    looks = {
        RowKind.PLAIN: "",
        RowKind.TOTAL: f'<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="{HEADING}"/></w:tcBorders>',
        RowKind.GROUP: f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>',
    }[row.kind]
    bold = "" if row.kind is RowKind.PLAIN else "<w:rPr><w:b/><w:bCs/></w:rPr>"
    cells = "".join(
        _word_cell(emit(words, bold), width, column.align, looks, style.text, together=together)
        for words, column, width in zip(row.cells, spec.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _word_cell(runs: str, width: int, align: Align, looks: str, style: str, *, together: bool = False) -> str:
    named = f'<w:pStyle w:val="{escape_attribute(style)}"/>' if style else ""
    keep = "<w:keepNext/>" if together else ""
    space = "" if style else '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    side = '<w:jc w:val="right"/>' if align is Align.RIGHT else '<w:jc w:val="left"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{looks}</w:tcPr>'
        f"<w:p><w:pPr>{named}{keep}{space}{side}</w:pPr>{runs}</w:p></w:tc>"
    )


def slide_table(
    spec: TableSpec,
    emit: Emit,
    *,
    x: int,
    y: int,
    cx: int,
    cy: int,
    shape_id: int,
    name: str,
    sizes_pt: Sequence[float],
) -> str:
    """Return the ``p:graphicFrame`` of a table on a slide; place and size in EMU.

    Its text has the first of the sizes that fits and breaks no date or name, the last where none does. Rows take the
    height of their text and at most share ``cy`` among them. The prefixes ``p`` and ``a`` must be known where it is
    put. Raises ValueError for rows of uneven length.
    """
    check_table(spec)
    text_size_pt = _best_size(spec, cx, cy, sizes_pt)
    widths = column_widths(spec, cx, cx / EMU_PER_POINT / text_size_pt)
    more = [
        round((lines - 1) * text_size_pt * LINE_HEIGHT * EMU_PER_POINT) for lines in _lines(spec, widths, text_size_pt)
    ]
    room = cy - sum(more)
    height = max(
        _row_height(text_size_pt), min(room // (len(spec.rows) + 1), round(text_size_pt * 2.4 * EMU_PER_POINT))
    )
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    heading = "".join(
        _slide_cell(emit(column.heading, slide_text(text_size_pt, WHITE, bold=True)), column.align, HEADING, _rules(""))
        for column in spec.columns
    )
    rows = "".join(
        _slide_row(spec, row, emit, height + extra, text_size_pt)
        for row, extra in zip(spec.rows, more[1:], strict=True)
    )
    last = ' lastRow="1"' if spec.rows and spec.rows[-1].kind is RowKind.TOTAL else ""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name="{escape_attribute(name)}" '
        f'descr="{escape_attribute(str(spec.description))}" title="{escape_attribute(str(spec.title))}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{height * (len(spec.rows) + 1) + sum(more)}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{TABLE}"><a:tbl><a:tblPr firstRow="1"{last}/><a:tblGrid>{grid}</a:tblGrid>'
        f'<a:tr h="{height + more[0]}">{heading}</a:tr>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
    )


def _best_size(spec: TableSpec, cx: int, cy: int, sizes: Sequence[float]) -> float:
    """Return the largest size at which the table fits and no short cell is broken that the smallest keeps whole."""
    least = _broken(spec, cx, sizes[-1])
    fitting = (s for s in sizes if _least_height(spec, cx, s) <= cy and _broken(spec, cx, s) <= least)
    return next(fitting, sizes[-1])


def _broken(spec: TableSpec, cx: int, size: float) -> int:
    """Return how many cells with a date, a number or a rating take more than one line at a size of text."""
    widths = [width / EMU_PER_POINT / size for width in column_widths(spec, cx, cx / EMU_PER_POINT / size)]
    return sum(
        _reads_whole(str(words)) and TRUE_WIDTH * text_width(str(words), 1) > width - CELL_MARGINS
        for row in spec.rows
        for words, width in zip(row.cells, widths, strict=True)
    )


def _reads_whole(words: str) -> bool:
    return len(words) <= (SHORT_CELL if any(letter.isdigit() for letter in words) else SHORT_WORDS)


def _row_height(size: float) -> int:
    return round((size * LINE_HEIGHT + 6) * EMU_PER_POINT)


def _least_height(spec: TableSpec, cx: int, size: float) -> int:
    """Return how high the table is at a size of text, in EMU, rows as low as their text lets them be."""
    widths = column_widths(spec, cx, cx / EMU_PER_POINT / size)
    return sum(
        _row_height(size) + round((lines - 1) * size * LINE_HEIGHT * EMU_PER_POINT)
        for lines in _lines(spec, widths, size)
    )


def _lines(spec: TableSpec, widths_emu: Sequence[int], size: float) -> list[int]:
    """Return how many lines each row takes at a size of text, the heading row first."""
    widths = [width / EMU_PER_POINT / size for width in widths_emu]
    rows = [[column.heading for column in spec.columns], *(row.cells for row in spec.rows)]
    return [
        max(
            ceil(text_width(str(words), 1) * BOLDER / max(width - CELL_MARGINS, 1.0))
            for words, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]


def slide_text(size: float, colour: str = INK, *, bold: bool = False) -> str:
    """Return ``a:rPr`` of a table's text on a slide."""
    return (
        f'<a:rPr lang="en-GB" sz="{round(size * 100)}" b="{int(bold)}">{solid(colour)}'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></a:rPr>'
    )


def _slide_row(spec: TableSpec, row: TableRow, emit: Emit, height: int, size: float) -> str:
    properties = slide_text(size, bold=row.kind is not RowKind.PLAIN)
    fill = TINT if row.kind is RowKind.GROUP else WHITE
    rules = _rules(RULE, HEADING if row.kind is RowKind.TOTAL else "")
    cells = "".join(
        _slide_cell(emit(words, properties), column.align, fill, rules)
        for words, column in zip(row.cells, spec.columns, strict=True)
    )
    return f'<a:tr h="{height}">{cells}</a:tr>'


def _rules(below: str, above: str = "") -> str:
    """Return a cell's borders: none at the sides, a rule below and above where a colour is given."""
    none = '<a:{0} w="0"><a:noFill/></a:{0}>'
    sides = none.format("lnL") + none.format("lnR")
    top = f'<a:lnT w="19050">{solid(above)}</a:lnT>' if above else none.format("lnT") if not below else ""
    return sides + top + (f'<a:lnB w="9525">{solid(below)}</a:lnB>' if below else none.format("lnB"))


def _slide_cell(runs: str, align: Align, fill: str, rules: str) -> str:
    side = "r" if align is Align.RIGHT else "l"
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{side}"/>{runs}</a:p></a:txBody>'
        f'<a:tcPr marL="76200" marR="76200" marT="38100" marB="38100" anchor="ctr">{rules}{solid(fill)}</a:tcPr></a:tc>'
    )
