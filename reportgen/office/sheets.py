"""Reading a workbook's cells exactly as they are stored, with the coordinates Excel shows.

The sheet XML is read directly: it is the only place that keeps a number's own digits, tells a formula without a saved
result from a blank, and lists merged and hidden cells. openpyxl supplies what is settled about
number formats and dates; it is loaded when a cell needs it, since a quarter of CSV files and the workbooks made here
need none of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from posixpath import join, normpath

from lxml import etree

from reportgen.office.cell_areas import cell_name
from reportgen.office.package import Part
from reportgen.office.workbook_parts import damaged, parse_part, read_part, read_parts, refuse

MOST_CELLS = 3_000_000
FIRST_DAY_1900, FIRST_DAY_1904 = datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("1904-01-01")
"""The days numbers of dates count from, in the two ways workbooks have (ECMA-376, part 1, 18.17.4.1)."""

_COMMON_FORMATS = {"0": "General", "49": "@"}
_SIGN_OF_DATE = re.compile("[dmhys]", re.IGNORECASE)
"""What every format of a date holds, and few others."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class CellKind(Enum):
    """How a cell is stored."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "true or false"
    ERROR = "error"
    FORMULA = "formula without a saved result"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One stored cell. ``text`` is its text, a number's own digits, an ISO date, TRUE or FALSE, or the error."""

    row: int
    column: int
    kind: CellKind
    text: str
    number_format: str = ""

    @property
    def ref(self) -> str:
        """The cell as Excel names it: ``F7``."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, first and last row and column."""

    ref: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its cells in reading order (any number of times), and what a reader of cells alone would miss."""

    name: str
    cells: Iterable[SheetCell]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = field(default=frozenset())
    hidden_columns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets share: texts, number formats by style, the first day of dates, and whether results are stale."""

    file: str
    strings: Sequence[str]
    formats: Sequence[str]
    epoch: datetime
    results_are_stale: bool


def read_workbook(data: bytes, file: str) -> tuple[Sheet, ...]:
    """Return every worksheet of an ``.xlsx``. Raises ProblemsError with one problem where it cannot be read safely."""
    parts = read_parts(data, file)
    folder, root = _workbook_part(parts, file)
    targets = _relations(parts, f"{folder}/_rels/workbook.xml.rels", folder, file)
    book = read_book(parts, root, targets.get("sharedStrings", ("",))[0], targets.get("styles", ("",))[0], file)
    worksheets = dict(zip(targets.get("worksheet ids", ()), targets.get("worksheet", ()), strict=True))
    sheets = []
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        part = worksheets.get(entry.get(_RELATION) or entry.get(_STRICT_RELATION) or "")
        if part is not None:
            hidden = entry.get("state", "visible") != "visible"
            sheets.append(_read_sheet(parts, part, entry.get("name") or "", hidden, book))
    return tuple(sheets)


def read_book(parts: Mapping[str, Part], root: etree._Element, strings: str, styles: str, file: str) -> Book:
    """Return what the sheets of the workbook ``root`` share, from its parts of those names ("" where it has none)."""
    properties = root.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    calculation = root.find("{*}calcPr")
    return Book(
        file,
        _shared_strings(parts, strings, file),
        _formats(parts, styles, file),
        FIRST_DAY_1904 if is_1904 else FIRST_DAY_1900,
        calculation is not None and calculation.get("fullCalcOnLoad", "0") in ("1", "true"),
    )


def _workbook_part(parts: Mapping[str, Part], file: str) -> tuple[str, etree._Element]:
    if "xl/workbook.xml" not in parts:
        raise refuse(
            file, "is not an Excel workbook (.xlsx)", "an .xlsx is needed", "save it as Excel Workbook (.xlsx)"
        )
    return "xl", parse_part(parts, "xl/workbook.xml", file)


def _relations(parts: Mapping[str, Part], name: str, folder: str, file: str) -> dict[str, tuple[str, ...]]:
    """Return targets by the last word of their type, with the ids of worksheets beside them."""
    found: dict[str, list[str]] = {}
    if name in parts:
        for relation in parse_part(parts, name, file):
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found.setdefault(kind, []).append(path)
            if kind == "worksheet":
                found.setdefault("worksheet ids", []).append(relation.get("Id") or "")
    return {kind: tuple(targets) for kind, targets in found.items()}


def _shared_strings(parts: Mapping[str, Part], name: str, file: str) -> Sequence[str]:
    if name not in parts:
        return ()
    return [_string(item) for item in parse_part(parts, name, file).iterfind("{*}si")]


def _string(item: etree._Element) -> str:
    """Return the text of a string item without its phonetic guide."""
    pieces = [node.text or "" for path in ("{*}t", "{*}r/{*}t") for node in item.iterfind(path)]
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))


def _formats(parts: Mapping[str, Part], name: str, file: str) -> Sequence[str]:
    """Return the number format of each cell style."""
    if name not in parts:
        return ()
    root = parse_part(parts, name, file)
    custom = {entry.get("numFmtId"): entry.get("formatCode") or "" for entry in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = style.get("numFmtId") or "0"
        formats.append(custom[number] if number in custom else _built_in(number))
    return formats


def _built_in(number: str) -> str:
    """Return the format of Excel's own that has this number, blank for none."""
    if number in _COMMON_FORMATS:
        return _COMMON_FORMATS[number]
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() else ""


def _read_sheet(parts: Mapping[str, Part], part: str, name: str, hidden: bool, book: Book) -> Sheet:
    content = read_part(parts, part, book.file)
    cells: list[SheetCell] = []
    hidden_rows: set[int] = set()
    merges: list[Merge] = []
    hidden_columns: list[tuple[int, int]] = []
    row = 0
    from openpyxl.utils.cell import range_boundaries

    try:
        for element in _elements(content):
            match etree.QName(element).localname:
                case "row":
                    row = int(element.get("r") or row + 1)
                    if element.get("hidden") in ("1", "true"):
                        hidden_rows.add(row)
                    cells.extend(_row_cells(element, row, book))
                case "mergeCell":
                    first_column, first_row, last_column, last_row = range_boundaries(element.get("ref") or "")
                    assert first_column and first_row and last_column and last_row
                    merges.append(Merge(element.get("ref") or "", first_row, last_row, first_column, last_column))
                case "col" if element.get("hidden") in ("1", "true"):
                    hidden_columns.append((int(element.get("min") or 0), int(element.get("max") or 0)))
            if len(cells) > MOST_CELLS:
                raise refuse(
                    book.file,
                    f"holds more than {MOST_CELLS:,} cells in the sheet {name}",
                    "a sheet with this quarter's rows is needed",
                    "leave out what is not needed",
                )
    except (etree.XMLSyntaxError, ValueError, AssertionError, IndexError, OverflowError, TypeError) as error:
        raise damaged(book.file, f"{part} (sheet {name})") from error
    return Sheet(name, tuple(cells), hidden, tuple(merges), frozenset(hidden_rows), tuple(hidden_columns))


def _elements(content: bytes) -> Iterator[etree._Element]:
    """Yield rows, merges and columns as the parser passes them, and let each go."""
    wanted = ("{*}row", "{*}mergeCell", "{*}col")
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _event, element in etree.iterparse(io.BytesIO(content), events=("end",), tag=wanted, **options):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _row_cells(row_element: etree._Element, row: int, book: Book) -> Iterator[SheetCell]:
    from openpyxl.utils.cell import column_index_from_string as column_number
    from openpyxl.utils.cell import coordinate_from_string

    column = 0
    for element in row_element.iterfind("{*}c"):
        ref = element.get("r")
        column = column_number(coordinate_from_string(ref)[0]) if ref else column + 1
        cell = read_cell(element, row, column, book)
        if cell is not None:
            yield cell


def read_cell(element: etree._Element, row: int, column: int, book: Book) -> SheetCell | None:
    """Return the cell a ``c`` element stores, or None where it is blank. Raises ValueError or IndexError if damaged."""
    stored, kind = element.findtext("{*}v"), element.get("t", "n")
    style = int(element.get("s") or 0)
    number_format = book.formats[style] if style < len(book.formats) else ""
    formula = element.find("{*}f")
    if formula is not None and (stored is None or book.results_are_stale):
        return SheetCell(row, column, CellKind.FORMULA, "=" + (formula.text or ""))
    if kind == "inlineStr":
        inline = element.find("{*}is")
        return SheetCell(row, column, CellKind.TEXT, _string(inline)) if inline is not None else None
    if not stored:
        return None
    if kind == "s":
        return SheetCell(row, column, CellKind.TEXT, book.strings[int(stored)])
    if kind == "str":
        return SheetCell(row, column, CellKind.TEXT, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), stored))
    if kind == "b":
        return SheetCell(row, column, CellKind.BOOLEAN, "TRUE" if stored in ("1", "true") else "FALSE")
    if kind == "e":
        return SheetCell(row, column, CellKind.ERROR, stored)
    if kind == "d":
        return SheetCell(row, column, CellKind.DATE, stored, number_format)
    return _number(stored, row, column, number_format, book)


def _number(stored: str, row: int, column: int, number_format: str, book: Book) -> SheetCell:
    value = float(stored)
    if value != value or value in (float("inf"), float("-inf")):
        return SheetCell(row, column, CellKind.ERROR, stored)
    if is_date_format(number_format):
        return SheetCell(row, column, CellKind.DATE, _day(value, book.epoch) or stored, number_format)
    return SheetCell(row, column, CellKind.NUMBER, shown_digits(stored), number_format)


def is_date_format(number_format: str) -> bool:
    """Whether a number in this format shows as a day or a time."""
    if not _SIGN_OF_DATE.search(number_format):
        return False
    from openpyxl.styles import numbers

    return bool(numbers.is_date_format(number_format))


def _day(number: float, epoch: datetime) -> str:
    """Return the day and time a number stands for, in ISO form; blank where it stands for none."""
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat() if isinstance(moment, datetime) else ""


def shown_digits(stored: str) -> str:
    """Return a stored number to the 15 significant digits Excel itself keeps and shows, without an exponent.

    ``0.30000000000000004`` is 0.3: the digits beyond are how a computer stores it, nobody typed them.
    """
    number = Decimal(stored.strip())
    if number == 0:
        return "0"
    exact = number.quantize(Decimal(1).scaleb(number.adjusted() - 14)) if len(number.as_tuple().digits) > 15 else number
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
