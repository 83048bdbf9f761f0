"""Reading the cells of an OpenDocument spreadsheet: what the cells show and the numbers behind them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl.utils import get_column_letter

from reportgen.errors import Place, Problem, ProblemsError

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LARGEST = 200_000_000
"""Bytes the content may unpack to: what is larger is no published table."""

LONGEST_REPEAT = 1_000
"""Blank rows and columns repeat to the end of a sheet; beyond this they are not looked at."""


@dataclass(frozen=True, slots=True)
class OdsSheet:
    """One sheet: the shown text and the stored number of each cell that holds something, from row and column 1."""

    name: str
    cells: Mapping[tuple[int, int], tuple[str, str]]

    def text(self, row: int, column: int) -> str:
        """Return what the cell shows, "" where it is blank."""
        return self.cells.get((row, column), ("", ""))[0]

    def value(self, row: int, column: int) -> str:
        """Return the stored number, else what the cell shows."""
        text, number = self.cells.get((row, column), ("", ""))
        return number or text

    def ref(self, row: int, column: int) -> str:
        """Return the cell as Excel writes it: ``C5``."""
        return f"{get_column_letter(column)}{row}"

    @property
    def last_row(self) -> int:
        """The last row that holds something."""
        return max((row for row, _column in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds something."""
        return max((column for _row, column in self.cells), default=0)


def read_ods(data: bytes, file: str) -> tuple[OdsSheet, ...]:
    """Return the sheets in order. Raises ProblemsError where the file is not a readable OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo("content.xml").file_size > LARGEST:
                raise _refused(file, "is far larger than a published table")
            content = package.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        root = etree.fromstring(content, parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        raise _refused(file, "cannot be read as an OpenDocument spreadsheet") from error
    return tuple(OdsSheet(table.get(f"{_TABLE}name", ""), dict(_cells(table))) for table in root.iter(f"{_TABLE}table"))


def _cells(table: etree._Element) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        repeated = min(int(element.get(f"{_TABLE}number-rows-repeated", "1")), LONGEST_REPEAT)
        column = 1
        for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            wide = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), LONGEST_REPEAT)
            text = "\n".join(
                "".join(str(piece) for piece in part.itertext()) for part in cell.iterchildren(f"{_TEXT}p")
            ).strip()
            number = cell.get(f"{_OFFICE}value", "")
            if text or number:
                for down in range(repeated):
                    for across in range(wide):
                        yield (row + down, column + across), (text, number)
            column += wide
        row += repeated


def _refused(file: str, found: str) -> ProblemsError:
    needed, remedy = "an .ods file as the DfE publishes it is needed", "download it again"
    return ProblemsError([Problem(Place(file), found, needed, remedy)])
