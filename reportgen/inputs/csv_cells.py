"""A CSV file as the same cells a worksheet gives, with the coordinates Excel shows when it opens the file."""

from __future__ import annotations

import csv
import io

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.sheets import CellKind, Sheet, SheetCell

_SEPARATORS = ",;\t|"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_csv(data: bytes, file: str, table: str) -> Sheet:
    """Return the cells of a CSV file. Raises ProblemsError with one problem where it is not readable text."""
    text, separator = split_heading(decode(data, file))
    return Sheet(table, tuple(_cells(text, separator, file)))


def decode(data: bytes, file: str) -> str:
    """Return the text of UTF-8 (with or without BOM), UTF-16 or cp1252 bytes. Raises ProblemsError for anything else."""
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


def _cells(text: str, separator: str, file: str) -> list[SheetCell]:
    cells: list[SheetCell] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, values in enumerate(reader, start=1):
            cells.extend(
                SheetCell(row, column, CellKind.TEXT, value) for column, value in enumerate(values, start=1) if value
            )
    except csv.Error as error:
        place = Place(file, "", f"A{row + 1}")
        needed, remedy = 'every " in a text doubled and every text closed is needed', "save it as CSV from Excel"
        raise ProblemsError([Problem(place, "found a quotation mark that does not close", needed, remedy)]) from error
    return cells
