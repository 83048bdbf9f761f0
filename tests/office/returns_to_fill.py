"""A return as an authority gets it, with all that a load-and-save through a library loses: the workbook for filling.

Sheet “Return” is protected; its unlocked cells are B3:B12, C3:C8 and E3. Sheet “Totals” calculates from it, “Lists”
holds what may be chosen, “Notes” has comments, a button with a macro and nothing to calculate.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

import xlsxwriter

from reportgen import office
from reportgen.office import CellAddress, Filled
from reportgen.office.cell_values import CellValue

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACRO = b"\xd0\xcf\x11\xe0 not a real macro"
X14_RULES = (
    '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>Lists!$A$2:$A$4</xm:f>'
    "</x14:formula1><xm:sqref>B10</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
)
CONTROLS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
    '<control shapeId="1025" r:id="rId90" name="Button 1"><controlPr defaultSize="0" print="0" autoFill="0">'
    '<anchor moveWithCells="1"><from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    "<xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
    '<to xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>7</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control>"
    "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
)
CONTROL = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<formControlPr xmlns='
    '"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Button" lockText="1"/>'
)


def make_return(*, macro: bool = False, is_1904: bool = False) -> bytes:
    """The workbook; with a macro it is an ``.xlsm``."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"date_1904": is_1904})
    book.set_properties({"created": datetime.fromisoformat("2026-01-15")})
    if macro:
        book.add_vba_project(io.BytesIO(MACRO), True)
    _add_return(book)
    _add_totals(book)
    lists = book.add_worksheet("Lists")
    lists.write_column("A1", ["Setting", "mainstream", "special", "AP"])
    lists.write_column("B1", ["Codes", 101, 102])
    book.define_name("Settings", "=Lists!$A$2:$A$4")
    book.define_name("Lowest", "=Lists!$B$2")
    notes = book.add_worksheet("Notes")
    notes.write("A1", "Guidance")
    notes.write_comment("A1", "Read this first", {"author": "DfE"})
    notes.insert_button("C3", {"caption": "Check", "macro": "Check"})
    book.close()
    return with_raw_parts(stream.getvalue())


def _add_return(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Return")
    free = {"locked": False}
    formats = ("#,##0", "0.00", "dd/mm/yyyy", "@", "General")
    number, decimal, day, text, plain = (book.add_format(free | {"num_format": code}) for code in formats)
    bold = book.add_format({"bold": True})
    sheet.write("A1", "Return 2026", bold)
    sheet.write_rich_string("A2", "An ", bold, "important", " heading")
    for row, (label, look) in enumerate(
        [
            ("Plans", number),
            ("Cost", decimal),
            ("Census", day),
            ("Code", text),
            ("Anything", plain),
            ("Setting", plain),
        ],
        start=3,
    ):
        sheet.write(f"A{row}", label)
        sheet.write_blank(f"B{row}", None, look)
        sheet.write(f"C{row}", row, number)
    for row in range(9, 13):
        sheet.write_blank(f"B{row}", None, plain)
    sheet.write_formula("C9", "=SUM(C3:C8)", None, 33)
    sheet.write_formula("C10", '=IF(B3="","none","some")', None, "none")
    sheet.write_array_formula("D3:D5", "{=C3:C5*2}", None, 6)
    sheet.write("E3", 7, number)
    sheet.merge_range("F3:G4", "merged", plain)
    sheet.data_validation("B8", {"validate": "list", "source": ["mainstream", "special", "AP"]})
    sheet.data_validation("B9", {"validate": "list", "source": "=Settings"})
    sheet.data_validation("B11", {"validate": "integer", "criteria": ">=", "value": "=Lowest"})
    sheet.data_validation("B12", {"validate": "list", "source": "=OFFSET(Lists!$B$2,0,0,2,1)"})
    sheet.data_validation("B4", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100})
    sheet.insert_textbox("H2", "Guidance in a box")
    sheet.insert_checkbox("H12", True)
    sheet.add_sparkline("I3", {"range": "Return!C3:C8"})
    sheet.conditional_format("C3:C8", {"type": "data_bar", "data_bar_2010": True})
    sheet.protect("secret")


def _add_totals(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Totals")
    sheet.write("A1", "Plans and anything")
    sheet.write_formula("B1", "=Return!B3+Return!B7", None, 0)
    sheet.write_formula("B2", '=IF(Return!B8="special","yes","no")', None, "no")
    sheet.write_formula("B3", "=Return!C9+0", None, 33)
    sheet.add_table("D1:E3", {"name": "Costs", "columns": [{"header": "Item"}, {"header": "Pounds"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Return!$C$3:$C$8"})
    sheet.insert_chart("G2", chart)


def with_raw_parts(data: bytes) -> bytes:
    """Add what XlsxWriter has no call for: a rule in Excel 2010's extension, a form control with its part.

    XlsxWriter asks Excel to calculate on opening; a return as it comes does not.
    """
    parts = parts_of(data)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    before, mark, after = sheet.rpartition("<extLst>")
    parts["xl/worksheets/sheet1.xml"] = f"{before}{mark}{X14_RULES}{after}".encode()
    book = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = book.replace(' fullCalcOnLoad="1"', "").encode()
    notes = parts["xl/worksheets/sheet4.xml"].decode()
    parts["xl/worksheets/sheet4.xml"] = notes.replace("</worksheet>", f"{CONTROLS}</worksheet>").encode()
    parts["xl/ctrlProps/ctrlProp1.xml"] = CONTROL.encode()
    rels = parts["xl/worksheets/_rels/sheet4.xml.rels"].decode()
    control = f'<Relationship Id="rId90" Type="{RELATIONS}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>'
    parts["xl/worksheets/_rels/sheet4.xml.rels"] = rels.replace("</R", f"{control}</R").encode()
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.ms-excel.controlproperties+xml"
    declared = f'<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="{kind}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{declared}</Types>").encode()
    return zipped_bytes(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a file, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed_parts(data: bytes) -> dict[str, bytes]:
    """Every part of a file as it is compressed in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {}
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename.encode())
            start += int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
            found[info.filename] = data[start : start + info.compress_size]
        return found


def zipped_bytes(parts: Mapping[str, bytes]) -> bytes:
    """A file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The names of parts that are new, gone or not the same compressed bytes."""
    old, new = packed_parts(before), packed_parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def fill_return(data: bytes, cells: dict[str, CellValue], sheet: str = "Return") -> Filled:
    """Fill cells of one sheet, by their names alone."""
    return office.fill(data, {CellAddress(sheet, cell): value for cell, value in cells.items()}, name="return.xlsx")


def replaced(name: str, old: str, new: str) -> bytes:
    """The return with other words in one part."""
    parts = parts_of(make_return())
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    return zipped_bytes(parts)
