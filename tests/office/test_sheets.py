"""A workbook's cells as they are stored, or one clear refusal."""

from __future__ import annotations

import pytest

from reportgen.errors import ProblemsError
from reportgen.office import workbook_parts
from reportgen.office.sheets import CellKind, Sheet, SheetCell, read_workbook, shown_digits
from tests.office.sheet_files import make_xlsx, number_cell, row, sheet_xml, text_cell, zipped


def cells_of(sheet: Sheet) -> dict[str, tuple[CellKind, str]]:
    return {cell.ref: (cell.kind, cell.text) for cell in sheet.cells}


def only_sheet(data: bytes) -> Sheet:
    (sheet,) = read_workbook(data, "quarter.xlsx")
    return sheet


def refusal(data: bytes) -> str:
    with pytest.raises(ProblemsError) as caught:
        read_workbook(data, "quarter.xlsx")
    (problem,) = caught.value.problems
    assert problem.needed
    assert problem.remedy
    return str(problem)


def test_every_kind_of_cell_is_told_apart() -> None:
    xml = sheet_xml(
        row(
            3,
            text_cell("B3", "words"),
            number_cell("C3", "1342"),
            number_cell("D3", "46115", 1),
            number_cell("E3", "0.125", 2),
            '<c r="F3" t="b"><v>1</v></c>',
            '<c r="G3" t="e"><v>#DIV/0!</v></c>',
            '<c r="H3"><f>SUM(C3:D3)</f></c>',
            '<c r="I3"><f>SUM(C3:D3)</f><v>7</v></c>',
            '<c r="J3" t="str"><f>A1</f><v>text</v></c>',
            '<c r="K3" t="s"><v>0</v></c>',
            '<c r="L3" s="1"/>',
            '<c r="M3" t="d"><v>2026-04-03</v></c>',
        )
    )
    strings = "<si><r><t>rich </t></r><r><t>text_x000D_</t></r><rPh><t>no</t></rPh></si>"
    assert cells_of(only_sheet(make_xlsx(xml, strings=strings))) == {
        "B3": (CellKind.TEXT, "words"),
        "C3": (CellKind.NUMBER, "1342"),
        "D3": (CellKind.DATE, "2026-04-03T00:00:00"),
        "E3": (CellKind.NUMBER, "0.125"),
        "F3": (CellKind.BOOLEAN, "TRUE"),
        "G3": (CellKind.ERROR, "#DIV/0!"),
        "H3": (CellKind.FORMULA, "=SUM(C3:D3)"),
        "I3": (CellKind.NUMBER, "7"),
        "J3": (CellKind.TEXT, "text"),
        "K3": (CellKind.TEXT, "rich text\r"),
        "M3": (CellKind.DATE, "2026-04-03"),
    }


def test_a_date_of_the_1904_system_is_the_same_day() -> None:
    data = make_xlsx(sheet_xml(row(1, number_cell("A1", "44653", 1))), book='<workbookPr date1904="1"/>')
    assert cells_of(only_sheet(data)) == {"A1": (CellKind.DATE, "2026-04-03T00:00:00")}


def test_a_saved_result_that_the_file_calls_stale_is_not_believed() -> None:
    xml = sheet_xml(row(1, '<c r="A1"><f>1+1</f><v>0</v></c>'))
    stale = make_xlsx(xml, after_sheets='<calcPr fullCalcOnLoad="1"/>')
    assert cells_of(only_sheet(stale)) == {"A1": (CellKind.FORMULA, "=1+1")}


def test_cells_and_rows_without_references_are_counted() -> None:
    data = make_xlsx(sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert [cell.ref for cell in only_sheet(data).cells] == ["A1", "B1", "A2"]


def test_what_cannot_be_seen_is_listed() -> None:
    xml = sheet_xml(
        row(2, number_cell("A2", "1"), attributes=' hidden="1"'),
        before='<cols><col min="2" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    sheet = only_sheet(make_xlsx(xml, state="veryHidden"))
    assert sheet.hidden
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == ((2, 3),)
    assert [merge.ref for merge in sheet.merges] == ["A1:XFD1048576"]


def test_a_far_cell_costs_nothing() -> None:
    data = make_xlsx(sheet_xml(row(1, text_cell("A1", "h")), row(1048576, number_cell("XFD1048576", "1"))))
    assert [cell.ref for cell in only_sheet(data).cells] == ["A1", "XFD1048576"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("0.30000000000000004", "0.3"),
        ("7.0000000000000007E-2", "0.07"),
        ("1E+3", "1000"),
        ("1342", "1342"),
        ("-0.5", "-0.5"),
        ("0", "0"),
        ("123456789012345678", "123456789012346000"),
    ],
)
def test_a_number_has_the_digits_excel_shows(stored: str, shown: str) -> None:
    assert shown_digits(stored) == shown


@pytest.mark.parametrize("stored", ["nan", "inf"])
def test_what_is_no_number_is_an_error_cell(stored: str) -> None:
    sheet = only_sheet(make_xlsx(sheet_xml(row(1, number_cell("A1", stored)))))
    assert [cell.kind for cell in sheet.cells] == [CellKind.ERROR]


def test_a_protected_workbook_is_named_as_one() -> None:
    old_file = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
    assert "97-2003" in refusal(old_file)
    assert "password-protected" in refusal(old_file + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"words", zipped({"a.xml": "<a/>"})], ids=len)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert "xlsx" in refusal(data)


def test_a_document_type_is_refused() -> None:
    xml = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + sheet_xml(row(1, text_cell("A1", "&x;")))
    assert "document type" in refusal(make_xlsx(xml))


@pytest.mark.parametrize(
    "xml",
    [
        "<worksheet",
        sheet_xml('<row r="one"/>'),
        sheet_xml(row(1, '<c r="A1" t="s"><v>9</v></c>')),
        sheet_xml(row(1, number_cell("A1", "12x"))),
        sheet_xml(after='<mergeCells><mergeCell ref="?"/></mergeCells>'),
    ],
)
def test_damaged_xml_is_refused(xml: str) -> None:
    assert "damaged" in refusal(make_xlsx(xml))


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "packed far more tightly" in refusal(zipped({"xl/workbook.xml": " " * 5_000_000}))
    monkeypatch.setattr(workbook_parts, "MOST_PARTS", 1)
    assert "parts" in refusal(zipped({"a": "", "b": ""}))
    monkeypatch.setattr(workbook_parts, "MOST_PARTS", 9)
    monkeypatch.setattr(workbook_parts, "MOST_BYTES", 10)
    assert "unpacks" in refusal(zipped({"a": "a" * 11}))


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.office.sheets.MOST_CELLS", 1)
    assert "more than 1 cells" in refusal(make_xlsx(sheet_xml(row(1, number_cell("A1", "1"), number_cell("B1", "2")))))


def test_a_cell_is_named_as_excel_names_it() -> None:
    assert SheetCell(7, 6, CellKind.TEXT, "").ref == "F7"
    assert SheetCell(1, 28, CellKind.TEXT, "").ref == "AB1"
