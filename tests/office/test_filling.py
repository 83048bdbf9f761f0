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
from reportgen.errors import Problem, ProblemsError, Severity
from reportgen.office import CellAddress, CellChange, Filled
from reportgen.office.cell_values import CellValue
from reportgen.office.invariants import check_package
from reportgen.office.sheets import CellKind, read_workbook
from tests.office.returns_to_fill import changed_parts, make_return, packed_parts, parts_of, zipped_bytes
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


def fill_return(data: bytes, cells: dict[str, CellValue], sheet: str = "Return") -> Filled:
    return office.fill(data, {CellAddress(sheet, cell): value for cell, value in cells.items()}, name="return.xlsx")


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
    assert check_package(filled.data, accessible=False) == check_package(data, accessible=False)


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
    assert not [message for message in check_package(filled.data, accessible=False) if "calcChain" in message]


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
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "password-protected"),
        (zipped_bytes({"[Content_Types].xml": b"<Types/>"}), "not an Excel workbook"),
        (zipped_bytes({"[Content_Types].xml": b"<Types"}), "damaged"),
        (zipped_bytes({"a": b""}), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ProblemsError, match=said):
        fill_return(data, {"B3": 1})


def replaced(name: str, old: str, new: str) -> bytes:
    parts = parts_of(make_return())
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    return zipped_bytes(parts)


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
