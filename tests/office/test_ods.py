"""OpenDocument tables as the DfE publishes some: shown text and stored numbers, cell by cell."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportgen.errors import ProblemsError
from reportgen.office import ods
from reportgen.office.ods import read_ods

CONTENT = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<table:table table:name="Plans">{rows}</table:table></o:document-content>'
)
ROWS = (
    "<table:table-row><table:table-cell><text:p>Area</text:p></table:table-cell>"
    '<table:table-cell table:number-columns-repeated="2"><text:p>Year</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="2"><table:covered-table-cell/>'
    '<table:table-cell o:value="1342"><text:p>1,342</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    "<table:table-row><table:table-cell><text:p>two</text:p><text:p>lines</text:p></table:table-cell></table:table-row>"
)


def spreadsheet(rows: str = ROWS, name: str = "content.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, CONTENT.format(rows=rows))
    return out.getvalue()


def test_cells_are_read_where_they_stand_with_what_they_show_and_hold() -> None:
    (sheet,) = read_ods(spreadsheet(), "x.ods")
    assert sheet.name == "Plans"
    assert [sheet.text(1, column) for column in (1, 2, 3, 4)] == ["Area", "Year", "Year", ""]
    assert (sheet.text(2, 2), sheet.value(2, 2), sheet.value(3, 2)) == ("1,342", "1342", "1342")
    assert (sheet.value(1, 1), sheet.text(5, 1)) == ("Area", "two\nlines")
    assert (sheet.ref(2, 28), sheet.last_row, sheet.last_column) == ("AB2", 5, 3)


def test_a_sheet_without_cells_ends_before_it_begins() -> None:
    (sheet,) = read_ods(spreadsheet(""), "x.ods")
    assert (sheet.last_row, sheet.last_column) == (0, 0)


@pytest.mark.parametrize("data", [b"no archive", spreadsheet(name="other.xml"), spreadsheet("<open>")])
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ProblemsError, match="cannot be read as an OpenDocument spreadsheet"):
        read_ods(data, "x.ods")


def test_what_unpacks_to_far_more_than_a_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ods, "LARGEST", 100)
    with pytest.raises(ProblemsError, match="far larger"):
        read_ods(spreadsheet(), "x.ods")
