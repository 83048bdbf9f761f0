"""Writing workbooks: titled tables, notes and drop-downs, the same bytes for the same content.

Strings are always written as strings: none becomes a formula, a link or a number, whatever it begins with.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from reportgen.office.package import Part, read_members, write_members
from reportgen.office.workbook_styles import HEADINGS, NUMBERS, STYLES, Look, Style

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
LISTS = "Lists"
_LONGEST_INLINE_LIST = 255
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 a fixed date: the clock may not enter a file
_VALIDATED_ROWS = 2_000
_A4 = 9
_CORE = "docProps/core.xml"
_LINE_HEIGHT = 15
_ROOM = 1.05
"""How much wider than a digit, in which columns are measured, a letter is at most, word breaks included."""
_BUILT_IN_TEXT = 49
"""Excel's own number for the format @: only under it does Excel show the column as Text."""


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A cell that leads to another sheet of the same workbook."""

    sheet: str


Content = str | int | Decimal | date | SheetLink | None
"""What a cell may be given. None and "" leave it blank. A percent is given as 12.5, never as 0.125."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: its heading, how its values look, and help for whoever fills it in.

    ``note`` becomes a note on the heading cell, ``choices`` a drop-down that warns but does not forbid.
    """

    text: str
    look: Look = Look.TEXT
    width: float = 14
    note: str = ""
    choices: tuple[str, ...] = ()
    wrap: bool = False
    after_numbers: bool = False
    """Whether its texts stand off a column of numbers on their left; they are wrapped."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with the title above it ("" for none) and the notes below it.

    With a ``name`` it is one of Excel's own tables, whose heading row screen readers announce. Its headings then differ
    from each other, and no cell is blank. ``has_total`` says that the last row is the total of the others.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Content, ...], ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    name: str = ""
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One sheet: lines of introduction, then its tables one below the other."""

    name: str
    blocks: tuple[TableBlock, ...]
    introduction: tuple[str, ...] = ()
    freeze: bool = False
    """Keep the first table's headings in sight."""


@dataclass(slots=True)
class _Writer:
    """The workbook in the making, with its formats and the lists its drop-downs refer to."""

    book: Workbook
    formats: dict[tuple[str, Style], Format] = field(default_factory=dict)
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def format(self, number_format: str, style: Style = Style.PLAIN) -> Format:
        """Return the cell format, made once."""
        key = (number_format, style)
        if key not in self.formats:
            shown: str | int = _BUILT_IN_TEXT if number_format == Look.TEXT.value else number_format
            settings: dict[str, object] = {"num_format": shown, "valign": "top"}
            settings |= STYLES[style]
            self.formats[key] = self.book.add_format(settings)
        return self.formats[key]


def write_workbook(pages: Sequence[SheetPage], *, title: str) -> bytes:
    """Return an ``.xlsx`` with the pages in order. Raises ValueError for a text longer than Excel can hold."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(stream, options)
    book.set_properties({"title": title, "created": _CREATED, "author": ""})
    writer = _Writer(book)
    sheets = [(page, book.add_worksheet(page.name)) for page in pages]
    for page, sheet in sheets:
        _write_page(writer, sheet, page)
    _write_lists(writer)
    book.close()
    return _with_language(stream.getvalue())


def _with_language(data: bytes) -> bytes:
    """Return the workbook saying that it is in British English, for which XlsxWriter has no call."""
    parts = read_members(data)
    end = b"</cp:coreProperties>"
    said = parts[_CORE].data.replace(end, b"<dc:language>en-GB</dc:language>" + end)
    return write_members({**parts, _CORE: Part.of(_CORE, said)})


def _write_page(writer: _Writer, sheet: Worksheet, page: SheetPage) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    row = 0
    for number, line in enumerate(page.introduction):
        _write(writer, sheet, row, 0, line, Look.GENERAL, Style.PLAIN if number else Style.TITLE)
        row += 1
    row += bool(page.introduction)
    for number, block in enumerate(page.blocks):
        if block.title:
            _write(writer, sheet, row, 0, block.title, Look.GENERAL, Style.TITLE)
            row += 1
        if number == 0:
            for column, heading in enumerate(block.headings):
                sheet.set_column(column, column, heading.width, writer.format(heading.look.value))
            if page.freeze:
                sheet.freeze_panes(row + 1, 0)
        row = _write_block(writer, sheet, row, block) + 1


def _write_block(writer: _Writer, sheet: Worksheet, top: int, block: TableBlock) -> int:
    """Write a table from row ``top`` and return the row below its notes."""
    for column, heading in enumerate(block.headings):
        _write(writer, sheet, top, column, heading.text, Look.TEXT, _heading_style(heading))
        if heading.note:
            sheet.write_comment(top, column, heading.note, {"author": "", "x_scale": 2.2, "y_scale": 1.6})
        if heading.choices:
            _add_choices(writer, sheet, top + 1, column, heading)
    if block.name:
        _fit_height(sheet, top, [(heading.text, heading.width) for heading in block.headings])
    row = top + 1
    for number, values in enumerate(block.rows, 1):
        columns = zip(block.headings, values, strict=True)
        _fit_height(
            sheet, row, [(value, heading.width) for heading, value in columns if heading.wrap or heading.after_numbers]
        )
        is_total = block.has_total and number == len(block.rows)
        for column, (heading, value) in enumerate(zip(block.headings, values, strict=True)):
            _write(writer, sheet, row, column, value, heading.look, _style(heading, value, is_total=is_total))
        row += 1
    if block.name:
        _mark_table(writer, sheet, top, block)
    for note in block.notes:
        _write(writer, sheet, row, 0, note, Look.GENERAL)
        row += 1
    return row


def _fit_height(sheet: Worksheet, row: int, cells: Sequence[tuple[Content, float]]) -> None:
    """Make a row as high as its wrapped words need: not every program does it on opening."""
    lines = max((ceil(len(text) * _ROOM / width) for text, width in cells if isinstance(text, str)), default=1)
    if lines > 1:
        sheet.set_row(row, lines * _LINE_HEIGHT)


def _heading_style(heading: Heading) -> Style:
    if heading.after_numbers:
        return Style.HEADING_AFTER_NUMBERS
    return Style.NUMBER_HEADING if heading.look in NUMBERS and not heading.note else Style.HEADING


def _style(heading: Heading, value: Content, *, is_total: bool) -> Style:
    """Return how a cell of a table stands out; a symbol lines up with the numbers of its column."""
    is_symbol = isinstance(value, str) and heading.look in NUMBERS
    if is_total:
        return Style.TOTAL_SYMBOL if is_symbol else Style.TOTAL
    if is_symbol:
        return Style.SYMBOL
    if heading.after_numbers:
        return Style.AFTER_NUMBERS
    return Style.WRAPPED if heading.wrap else Style.PLAIN


def _mark_table(writer: _Writer, sheet: Worksheet, top: int, block: TableBlock) -> None:
    """Make the cells one of Excel's own tables: heading row marked, no filter buttons, plain look."""
    columns = [
        {"header": heading.text, "header_format": writer.format(Look.TEXT.value, _heading_style(heading))}
        for heading in block.headings
    ]
    options = {"name": block.name, "columns": columns, "autofilter": False, "style": "Table Style Light 1"}
    sheet.add_table(top, 0, top + len(block.rows), len(block.headings) - 1, options)


def _write(
    writer: _Writer,
    sheet: Worksheet,
    row: int,
    column: int,
    value: Content,
    look: Look,
    style: Style = Style.PLAIN,
) -> None:
    """Write one value as what it is; the look only says how a number or date is shown."""
    if value is None or value == "":
        return
    if isinstance(value, SheetLink):
        target = f"internal:'{value.sheet}'!A1"
        sheet.write_url(row, column, target, writer.format(Look.TEXT.value, Style.LINK), string=value.sheet)
    elif isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError(f"a text of {len(value):,} characters is longer than a cell can hold")
        shown = look if style in HEADINGS else Look.TEXT
        sheet.write_string(row, column, value, writer.format(shown.value, style))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, writer.format(Look.DATE.value, style))
    elif look is Look.PERCENT:
        sheet.write_number(row, column, float(Decimal(value) / 100), writer.format(look.value, style))
    else:
        shown = Look.GENERAL if look is Look.TEXT else look
        sheet.write_number(row, column, float(value), writer.format(shown.value, style))


def _add_choices(writer: _Writer, sheet: Worksheet, row: int, column: int, heading: Heading) -> None:
    source: list[str] | str = list(heading.choices)
    if len(",".join(heading.choices)) > _LONGEST_INLINE_LIST or any("," in choice for choice in heading.choices):
        letter = _letter(
            list(writer.lists).index(heading.choices) if heading.choices in writer.lists else len(writer.lists)
        )
        last = len(heading.choices)
        source = writer.lists.setdefault(heading.choices, f"={LISTS}!${letter}$1:${letter}${last}")
    rule = {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Not in the list",
        "error_message": f"{heading.text[:60]}: is this right? The list shows the usual entries.",
    }
    sheet.data_validation(row, column, row + _VALIDATED_ROWS - 1, column, rule)


def _write_lists(writer: _Writer) -> None:
    """Lists too long for a drop-down's own formula stand on a sheet of their own."""
    if not writer.lists:
        return
    sheet = writer.book.add_worksheet(LISTS)
    sheet.hide()
    for column, choices in enumerate(writer.lists):
        for row, choice in enumerate(choices):
            _write(writer, sheet, row, column, choice, Look.TEXT)


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
