"""A return filled in: the cells given change, nothing else does, and every cell that is not for filling is named."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from reportgen import office
from reportgen.office import CellAddress, CellChange, Filled
from reportgen.office.cell_values import CellValue
from reportgen.office.invariants import check_package
from reportgen.office.sheets import CellKind, read_workbook
from tests.office.returns_to_fill import changed_parts, fill_return, make_return, packed_parts, parts_of, zipped_bytes
from tests.office.validator import new_errors

CENSUS = datetime.fromisoformat("2026-01-15")
EVENING = datetime.fromisoformat("2026-01-15T18:30:00")
GOOD: dict[str, CellValue] = {
    "B3": 1342,
    "B4": Decimal("61.20"),
    "B5": date(2026, 1, 15),
    "B6": "007",
    "B7": 8,
    "B8": "special",
    "B9": "AP",
    "B10": "mainstream",
    "B11": 101,
    "C8": 0,
    "E3": Decimal("-12.5"),
    "F3": True,
}
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's own
SHEETS_WITH_FORMULAS = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


def values_of(data: bytes, sheet: str) -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {cell.coordinate: cell.value for row in book[sheet].iter_rows() for cell in row if cell.value is not None}


def flattened(xml: bytes, leave_out: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[tuple[str, str], ...], str]]:
    """A part's elements in order, without the cells named and without what filling may change."""
    root = etree.fromstring(xml)
    for cell in list(root.iter("{*}c")):
        parent = cell.getparent()
        assert parent is not None
        if cell.get("r") in leave_out:
            parent.remove(cell)
        elif cell.find("{*}f") is not None or cell.get("r") in {"D4", "D5"}:
            for result in cell.findall("{*}v"):
                cell.remove(result)
            cell.attrib.pop("t", "")
    for calculation in root.iter("{*}calcPr"):
        calculation.attrib.pop("fullCalcOnLoad", "")
    for element in root.iter():
        attributes = {str(name): str(value) for name, value in element.attrib.items() if name != "spans"}
        yield str(element.tag), tuple(sorted(attributes.items())), element.text or ""


@pytest.mark.parametrize("macro", [False, True], ids=["xlsx", "xlsm"])
def test_only_the_cells_the_saved_results_and_the_calculation_change(macro: bool) -> None:
    data = make_return(macro=macro)
    filled = fill_return(data, GOOD)
    assert changed_parts(data, filled.data) == {*SHEETS_WITH_FORMULAS, "xl/workbook.xml"}
    before, after = parts_of(data), parts_of(filled.data)
    assert list(before) == list(after)
    for name in {*SHEETS_WITH_FORMULAS, "xl/workbook.xml"}:
        cells = tuple(GOOD) if name.endswith("sheet1.xml") else ()
        assert list(flattened(before[name], cells)) == list(flattened(after[name], cells)), name
    for name in (
        "xl/drawings/drawing1.xml",
        "xl/featurePropertyBag/featurePropertyBag.xml",
        "xl/ctrlProps/ctrlProp1.xml",
    ):
        assert name in after
    assert b"sparkline" in after["xl/worksheets/sheet1.xml"]
    assert b"x14:dataBar" in after["xl/worksheets/sheet1.xml"]
    assert b"x14:dataValidation" in after["xl/worksheets/sheet1.xml"]
    assert ("xl/vbaProject.bin" in after) is macro
    assert check_package(filled.data) == check_package(data)


def test_every_value_reads_back_as_it_was_given() -> None:
    filled = fill_return(make_return(), GOOD)
    found = values_of(filled.data, "Return")
    assert {cell: found[cell] for cell in GOOD} == {
        **GOOD,
        "B4": 61.2,
        "B5": CENSUS,
        "E3": -12.5,
    }
    assert b"<v>61.2</v>" in parts_of(filled.data)["xl/worksheets/sheet1.xml"]


def test_the_style_of_each_cell_is_kept() -> None:
    data = make_return()
    before = openpyxl.load_workbook(io.BytesIO(data))["Return"]
    after = openpyxl.load_workbook(io.BytesIO(fill_return(data, GOOD).data))["Return"]
    for cell in GOOD:
        assert before[cell].number_format == after[cell].number_format
        assert before[cell].protection.locked == after[cell].protection.locked


def test_what_changed_is_told_cell_by_cell_in_the_sheets_order() -> None:
    filled = office.fill(
        make_return(),
        {CellAddress("Totals", "J9"): "late", CellAddress("return", "$C$8"): 9, CellAddress("Return", "b3"): 5},
    )
    assert filled.changed == (
        CellChange("Return", "B3", "", "5"),
        CellChange("Return", "C8", "8", "9"),
        CellChange("Totals", "J9", "", "late"),
    )
    assert str(filled.changed[1]) == "Return!C8: 8 → 9"
    assert str(filled.changed[0]) == "Return!B3: blank → 5"
    (day,) = fill_return(make_return(), {"B5": date(2026, 1, 15)}).changed
    assert (day.before, day.after) == ("", "2026-01-15")


def test_a_workbook_that_holds_the_values_already_is_the_same_bytes() -> None:
    data = make_return()
    assert fill_return(data, {"C8": 8, "E3": Decimal("7.0")}) == Filled(data, ())


def test_no_saved_result_is_left_for_a_reader_to_believe() -> None:
    filled = fill_return(make_return(), {"B3": 5})
    book = openpyxl.load_workbook(io.BytesIO(filled.data), data_only=True)
    assert [book["Return"][cell].value for cell in ("C9", "C10", "D3", "D4", "D5")] == [None] * 5
    assert [book["Totals"][cell].value for cell in ("B1", "B2", "B3")] == [None] * 3
    assert book.calculation.fullCalcOnLoad


def test_without_formulas_nothing_is_calculated_and_one_part_changes() -> None:
    parts = parts_of(make_return())
    for name in SHEETS_WITH_FORMULAS:
        root = etree.fromstring(parts[name])
        for formula in list(root.iter("{*}f")):
            parent = formula.getparent()
            assert parent is not None
            parent.remove(formula)
        parts[name] = etree.tostring(root)
    data = zipped_bytes(parts)
    assert changed_parts(data, fill_return(data, {"B3": 5}).data) == {"xl/worksheets/sheet1.xml"}


def test_the_calculation_is_asked_for_at_its_place_where_the_workbook_says_nothing_of_it() -> None:
    parts = parts_of(make_return())
    start, _, rest = parts["xl/workbook.xml"].partition(b"<calcPr")
    parts["xl/workbook.xml"] = start + rest.partition(b"/>")[2]
    filled = parts_of(fill_return(zipped_bytes(parts), {"B3": 5}).data)
    root = etree.fromstring(filled["xl/workbook.xml"])
    names = [etree.QName(child).localname for child in root]
    assert names[names.index("definedNames") + 1] == "calcPr"
    assert root[names.index("calcPr")].get("fullCalcOnLoad") == "1"


def test_a_chain_of_calculation_stays_as_it_was_and_current() -> None:
    parts = parts_of(make_return())
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C9" i="1"/></calcChain>'
    parts["xl/calcChain.xml"] = chain.encode()
    relation = (
        '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"'
        ' Target="calcChain.xml"/></Relationships>'
    )
    rels = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"</Relationships>", relation.encode())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    declared = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", declared.encode())
    data = zipped_bytes(parts)
    filled = fill_return(data, GOOD)
    assert "xl/calcChain.xml" not in changed_parts(data, filled.data)
    assert not [message for message in check_package(filled.data) if "calcChain" in message]


def test_rows_and_cells_are_made_in_their_order() -> None:
    filled = office.fill(
        make_return(), {CellAddress("Lists", cell): cell for cell in ("B9", "A9", "C2", "A12", "XFD1048576", "C1")}
    )
    root = etree.fromstring(parts_of(filled.data)["xl/worksheets/sheet3.xml"])
    assert [cell.get("r") for cell in root.iter("{*}c")] == [
        *("A1", "B1", "C1", "A2", "B2", "C2", "A3", "B3", "A4", "A9", "B9", "A12", "XFD1048576"),
    ]
    dimension = root.find("{*}dimension")
    assert dimension is not None
    assert dimension.get("ref") == "A1:XFD1048576"
    assert [row.get("spans") for row in root.iter("{*}row")] == ["1:3", "1:3", "1:2", "1:2", None, None, None]


def test_a_new_cell_shows_the_style_its_row_or_column_had() -> None:
    parts = parts_of(make_return())
    name = "xl/worksheets/sheet3.xml"
    sheet = parts[name].replace(b"<sheetData>", b'<cols><col min="4" max="5" style="2"/></cols><sheetData>')
    parts[name] = sheet.replace(b'<row r="2"', b'<row r="2" s="6" customFormat="1"')
    filled = office.fill(zipped_bytes(parts), {CellAddress("Lists", "D2"): "x", CellAddress("Lists", "D3"): 5})
    root = etree.fromstring(parts_of(filled.data)[name])
    assert {cell.get("r"): cell.get("s") for cell in root.iter("{*}c") if cell.get("r", "")[0] == "D"} == {
        "D2": "6",
        "D3": "2",
    }


@pytest.mark.parametrize("text", ["<5", "R&D", " two  spaces ", "a\nb\tc", "=1+1", "_x0041_", "a\r\nb", "“–”"])
def test_text_comes_back_as_typed(text: str) -> None:
    filled = fill_return(make_return(), {"B7": text})
    sheet = read_workbook(filled.data, "return.xlsx")[0]
    (cell,) = (cell for cell in sheet.cells if cell.ref == "B7")
    assert (cell.kind, cell.text) == (CellKind.TEXT, text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("0.10"), "0.1"),
        (Decimal("1E+3"), "1000"),
        (Decimal("123456789012.345"), "123456789012.345"),
        (Decimal("1.5E-40"), "1.5E-40"),
        (Decimal("-0.00"), "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (100, "100"),
    ],
)
def test_numbers_are_written_with_their_exact_digits(value: CellValue, written: str) -> None:
    sheet = parts_of(fill_return(make_return(), {"B7": value}).data)["xl/worksheets/sheet1.xml"]
    assert f"<v>{written}</v>".encode() in sheet


@pytest.mark.parametrize("is_1904", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize("day", [date(2026, 1, 15), EVENING, date(1904, 1, 2), date(1999, 12, 31)])
def test_a_date_is_the_same_day_in_both_systems(is_1904: bool, day: date) -> None:
    filled = fill_return(make_return(is_1904=is_1904), {"B5": day})
    assert values_of(filled.data, "Return")["B5"] == (
        day if isinstance(day, datetime) else datetime.combine(day, time())
    )


@pytest.mark.parametrize(("day", "serial"), [(date(1900, 1, 1), 1), (date(1900, 2, 28), 59), (date(1900, 3, 1), 61)])
def test_the_first_days_are_counted_as_excel_counts_them(day: date, serial: int) -> None:
    sheet = parts_of(fill_return(make_return(), {"B5": day}).data)["xl/worksheets/sheet1.xml"]
    assert f"<v>{serial}</v>".encode() in sheet


def test_the_bytes_of_untouched_parts_are_those_of_the_original() -> None:
    data = make_return()
    before, after = packed_parts(data), packed_parts(fill_return(data, {"B3": 5}).data)
    assert before["xl/drawings/vmlDrawing1.vml"] == after["xl/drawings/vmlDrawing1.vml"]
    assert before["xl/workbook.xml"] != after["xl/workbook.xml"]


@pytest.mark.office
@pytest.mark.parametrize("macro", [False, True], ids=["xlsx", "xlsm"])
def test_microsofts_validator_finds_nothing_new(macro: bool) -> None:
    data = make_return(macro=macro)
    assert new_errors(fill_return(data, GOOD).data, data, ".xlsm" if macro else ".xlsx") == []


@pytest.mark.office
def test_libreoffice_opens_it_and_calculates_the_new_totals(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "filled.xlsx"
    source.write_bytes(fill_return(make_return(), GOOD | {"C3": 10}).data)
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"),
            *("xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    book = openpyxl.load_workbook(tmp_path / "out/filled.xlsx", data_only=True)
    totals, returned = book["Totals"], book["Return"]
    assert [totals[cell].value for cell in ("B1", "B2", "B3")] == [1350, "yes", 32]
    assert [returned[cell].value for cell in ("C9", "C10", "D3", "D4", "D5")] == [32, "some", 20, 8, 10]
    assert returned["B6"].value == "007"
    assert returned["B5"].value == CENSUS
