"""A CSV file as the same cells a worksheet gives, with the coordinates Excel shows when it opens the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.sheets import CellKind, SheetCell

_SEPARATORS = ",;\t|"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def stream_csv(data: bytes, file: str) -> CsvCells:
    """Return the cells of a CSV file to be read one by one. Raises ProblemsError where it is not readable text."""
    text, separator = split_heading(decode(data, file))
    return CsvCells(text, separator, file)


def decode(data: bytes, file: str) -> str:
    """Return the text of UTF-8 (with or without BOM), UTF-16 or cp1252 bytes. Raises ProblemsError for other bytes."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise _refused(file, "is not a text file, whatever its name says")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, file)
    if b"\x00" in data:
        return _decoded(data, "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be", file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", file)


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused(file, "holds bytes that are not text") from error
    if "\x00" in text:
        raise _refused(file, "holds bytes that are not text")
    return text


def _refused(file: str, found: str) -> ProblemsError:
    needed, remedy = "a CSV file is needed", "open it in Excel and save it as CSV UTF-8 (Comma delimited)"
    return ProblemsError([Problem(Place(file), found, needed, remedy)])


def split_heading(text: str) -> tuple[str, str]:
    """Return the text without Excel's ``sep=`` line, and its separator: the commonest one in the heading."""
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').casefold()
    if named.startswith("sep=") and len(named) <= 5:
        return rest, named[4:] or "\t"
    heading = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(part for index, part in enumerate(heading.split('"')) if index % 2 == 0)
    return text, max(_SEPARATORS, key=lambda separator: (bare.count(separator), -_SEPARATORS.index(separator)))


@dataclass(frozen=True, slots=True)
class CsvCells:
    """The cells of a CSV text in reading order, parsed anew each time, so that a large file is never held as cells.

    Iterating raises ProblemsError where a quotation mark does not close.
    """

    text: str
    separator: str
    file: str

    def __iter__(self) -> Iterator[SheetCell]:
        return read_cells(io.StringIO(self.text, newline=""), self.separator, self.file)


def read_cells(lines: Iterable[str], separator: str, file: str) -> Iterator[SheetCell]:
    """Give the cells of a CSV's lines in reading order. Raises ProblemsError where a quotation mark does not close."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    row = 0
    try:
        for row, values in enumerate(reader, start=1):
            for column, value in enumerate(values, start=1):
                if value:
                    yield SheetCell(row, column, CellKind.TEXT, value)
    except csv.Error as error:
        raise unclosed_text(file, row + 1) from error


def unclosed_text(file: str, row: int) -> ProblemsError:
    """Return the refusal of a file in which a quotation mark does not close, after row ``row`` began."""
    needed, remedy = 'every " in a text doubled and every text closed is needed', "save it as CSV from Excel"
    return ProblemsError([Problem(Place(file, "", f"A{row}"), "found a text that does not close", needed, remedy)])
