"""Cells not for filling, values that do not belong, files that are no workbook: each is named, nothing is written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from reportgen import office
from reportgen.errors import Problem, ProblemsError, Severity
from reportgen.office import CellAddress
from reportgen.office.cell_values import CellValue
from tests.office.returns_to_fill import fill_return, make_return, parts_of, replaced, zipped_bytes


def refusals(data: bytes, cells: dict[str, CellValue], sheet: str = "Return") -> dict[str, str]:
    """What is said of each cell that is refused."""
    with pytest.raises(ProblemsError) as caught:
        fill_return(data, cells, sheet)
    for problem in caught.value.problems:
        assert problem.place.file == "return.xlsx"
        assert problem.place.part == sheet
        assert problem.needed
        assert problem.remedy
    return {problem.place.cell: f"{problem.found}; {problem.remedy}" for problem in caught.value.problems}


def test_cells_that_are_not_for_filling_are_all_named_at_once() -> None:
    data = make_return()
    said = refusals(data, {"C9": 1, "D3": 1, "D4": 1, "A1": "x", "Z99": 1, "G4": "x", "?": 1, "A0": 1, "B3": 5})
    assert said.keys() == {"C9", "D3", "D4", "A1", "Z99", "G4", "?", "A0"}
    assert "the cell holds a formula" in said["C9"]
    assert "the cell holds a formula" in said["D3"]
    assert "calculated by the formula in D3" in said["D4"]
    assert "locked and its sheet is protected" in said["A1"]
    assert "locked and its sheet is protected" in said["Z99"]
    assert "merged into F3; give the value to F3" in said["G4"]
    assert "no cell" in said["?"]
    assert "no cell" in said["A0"]


def test_headings_of_tables_are_not_for_filling() -> None:
    assert "a heading of the table Costs" in refusals(make_return(), {"D1": "Thing"}, "Totals")["D1"]
    assert fill_return(make_return(), {"D2": "Thing"}, "Totals").changed


def test_an_area_anybody_may_change_is_open_on_a_protected_sheet() -> None:
    parts = parts_of(make_return())
    name = "xl/worksheets/sheet1.xml"
    areas = '<protectedRanges><protectedRange name="a" sqref="A20:A21"/>'
    areas += '<protectedRange name="b" sqref="A22" password="CC1A"/>'
    at = parts[name].index(b"/>", parts[name].index(b"<sheetProtection")) + 2
    parts[name] = parts[name][:at] + f"{areas}</protectedRanges>".encode() + parts[name][at:]
    assert fill_return(zipped_bytes(parts), {"A21": 1}).changed
    assert "locked" in refusals(zipped_bytes(parts), {"A22": 1})["A22"]


@pytest.mark.parametrize("sheet", ["Retrun", ""])
def test_a_sheet_that_is_not_there_is_said_with_those_that_are(sheet: str) -> None:
    assert "sheets: Return, Totals, Lists, Notes" in refusals(make_return(), {"B3": 1}, sheet)["B3"]


def test_a_cell_given_twice_is_refused() -> None:
    with pytest.raises(ProblemsError, match="given twice"):
        office.fill(make_return(), {CellAddress("Return", "B3"): 1, CellAddress("RETURN", "b3"): 2})


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("B3", "many", "a text is given for a cell formatted as a number (#,##0)"),
        ("B3", True, "yes/no is given for a cell formatted as a number"),
        ("B3", date(2026, 1, 1), "a date is given for a cell formatted as a number"),
        ("B5", 46000, "a number is given for a cell formatted as a date (dd/mm/yyyy)"),
        ("B5", "15/01/2026", "a text is given for a cell formatted as a date"),
        ("B6", 7, "a number is given for a cell formatted as a text"),
        ("B7", date(2026, 1, 1), "not formatted as one"),
        ("B7", "  ", "an empty text"),
        ("B7", "x" * 32_768, "32,768 characters"),
        ("B7", "a\x07b", "control characters"),
        ("B7", float("nan"), "no number"),
        ("B7", Decimal("Infinity"), "no number"),
        ("B7", 1234567890123456, "a number of 16 digits"),
        ("B7", Decimal("0.1234567890123456"), "a number of 16 digits"),
        ("B7", Decimal("1E+400"), "is given; round it"),
        ("B5", date(1899, 12, 31), "the date 31/12/1899"),
    ],
)
def test_a_value_of_another_kind_is_refused(cell: str, value: CellValue, said: str) -> None:
    assert said in refusals(make_return(), {cell: value})[cell]


def test_a_value_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(ProblemsError, match="kind list"):
        office.fill(make_return(), {CellAddress("Return", "B7"): [1]})  # type: ignore[dict-item]
    with pytest.raises(ProblemsError, match="time zone"):
        fill_return(make_return(), {"B5": datetime.fromisoformat("2026-01-15T00:00:00+00:00")})
    with pytest.raises(ProblemsError, match="from 1904 on"):
        fill_return(make_return(is_1904=True), {"B5": date(1903, 12, 31)})


@pytest.mark.parametrize("cell", ["B8", "B9", "B10"], ids=["typed", "defined name", "other sheet, Excel 2010"])
def test_a_value_that_is_not_in_the_list_is_refused_with_the_list(cell: str) -> None:
    said = refusals(make_return(), {cell: "boarding"})[cell]
    assert "'boarding' is not in the cell's drop-down list" in said
    assert "choose one of: mainstream, special, AP" in said


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [("B4", Decimal("100.01"), "breaks the cell's rule"), ("B11", 100, "'100'"), ("B11", Decimal("101.5"), "'101.5'")],
)
def test_a_number_beyond_the_cells_limits_is_refused(cell: str, value: CellValue, said: str) -> None:
    assert said in refusals(make_return(), {cell: value})[cell]


def test_a_list_only_excel_can_work_out_is_not_guessed() -> None:
    filled = fill_return(make_return(), {"B12": 101})
    (warning,) = filled.unchecked
    assert isinstance(warning, Problem)
    assert warning.severity is Severity.WARNING
    assert str(warning.place) == "return.xlsx ▸ Return!B12"
    assert "OFFSET" in warning.found


def test_refused_means_nothing_is_written(tmp_path: Path) -> None:
    source, output = tmp_path / "return.xlsx", tmp_path / "filled.xlsx"
    source.write_bytes(make_return())
    with pytest.raises(ProblemsError, match=r"return\.xlsx"):
        office.fill(source, {CellAddress("Return", "C9"): 5}, output)
    assert not output.exists()
    filled = office.fill(source, {CellAddress("Return", "B3"): 5}, output)
    assert output.read_bytes() == filled.data
    assert source.read_bytes() == make_return()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"words", "not an Office file"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "97-2003"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        (zipped_bytes({"[Content_Types].xml": b"<Types/>"}), "not an Excel workbook"),
        (zipped_bytes({"[Content_Types].xml": b"<Types"}), "damaged"),
        (zipped_bytes({"a": b""}), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ProblemsError, match=said):
        fill_return(data, {"B3": 1})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (replaced("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData>&"), "damaged in its part xl/worksheets"),
        (replaced("xl/worksheets/sheet1.xml", "sheetData", "noData"), "damaged in its part xl/worksheets"),
        (replaced("xl/worksheets/sheet1.xml", 'r="B3"', 'r="?"'), "damaged in its part xl/worksheets"),
        (replaced("xl/worksheets/sheet1.xml", 'r="3"', 'r="three"'), "damaged in its part xl/worksheets"),
        (replaced("xl/worksheets/sheet1.xml", "<worksheet", "<!DOCTYPE w><worksheet"), "document type"),
        (replaced("xl/sharedStrings.xml", "<si>", "<si"), "damaged in its part xl/sharedStrings.xml"),
        (
            replaced("_rels/.rels", "</Relationships>", '<Relationship Id="s" Target="o" Type='
            '"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/></Relationships>'),
            "digitally signed",
        ),
    ],
)  # fmt: skip
def test_a_damaged_or_signed_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ProblemsError, match=said):
        fill_return(data, {"B3": 1})


def test_a_cell_that_cannot_be_read_is_damage_and_a_hint_that_cannot_is_dropped() -> None:
    with pytest.raises(ProblemsError, match="damaged in its part xl/worksheets/sheet3"):
        fill_return(replaced("xl/worksheets/sheet3.xml", "<v>101</v>", "<v>10x</v>"), {"B2": 5}, "Lists")
    data = replaced("xl/worksheets/sheet3.xml", 'spans="1:2"', 'spans="?"')
    root = etree.fromstring(parts_of(fill_return(data, {"C1": 5}, "Lists").data)["xl/worksheets/sheet3.xml"])
    assert [row.get("spans") for row in root.iter("{*}row")] == [None, "?", "?", "?"]


def test_a_binary_workbook_is_refused() -> None:
    parts = parts_of(make_return())
    parts["xl/workbook.bin"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/workbook.bin.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/workbook.bin")
    with pytest.raises(ProblemsError, match="binary format"):
        fill_return(zipped_bytes(parts), {"B3": 1})


def test_without_styles_every_cell_of_a_protected_sheet_is_locked() -> None:
    data = replaced("xl/_rels/workbook.xml.rels", 'styles.xml"', 'nothing.xml"')
    assert "locked" in refusals(data, {"B3": 1})["B3"]


def test_a_pivot_table_is_not_for_filling() -> None:
    parts = parts_of(make_return())
    name = "xl/worksheets/_rels/sheet2.xml.rels"
    pivot = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    relation = f'<Relationship Id="rId70" Type="{pivot}" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    parts["xl/pivotTables/pivotTable1.xml"] = b'<pivotTableDefinition><location ref="J1:K4"/></pivotTableDefinition>'
    assert "pivot table" in refusals(zipped_bytes(parts), {"K2": 1}, "Totals")["K2"]


def test_a_chart_sheet_has_no_cells() -> None:
    data = replaced(
        "xl/_rels/workbook.xml.rels", 'worksheet" Target="worksheets/sheet4', 'chartsheet" Target="worksheets/sheet4'
    )
    assert "has no cells (chartsheet)" in refusals(data, {"A1": 1}, "Notes")["A1"]
