"""The workbook behind a chart: what *Edit data* opens. It holds what the chart shows and nothing else."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import count

from reportgen.office.chart_table import SHEET, ChartTable, column_letter
from reportgen.office.markup import escape_attribute, escape_cell_text
from reportgen.office.package import Part, write_members

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIRST_CUSTOM_FORMAT = 164
_STYLES, _SHEET = "xl/styles.xml", "xl/worksheets/sheet1.xml"

CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
PACKAGE_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def write_chart_workbook(table: ChartTable) -> bytes:
    """Return the ``.xlsx`` of ``table``: text is text whatever it begins with, the bytes are always the same."""
    formats = tuple(sorted({column.number_format for column in table.columns}))
    sheet = _part(_SHEET, _sheet(table, formats))
    return write_members({**_same_parts(), _STYLES: _styles_part(formats), _SHEET: sheet})


@cache
def _same_parts() -> dict[str, Part]:
    """The parts every chart's workbook has alike."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONSHIPS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONSHIPS,
    }
    return {name: _part(name, xml) for name, xml in parts.items()}


@lru_cache(maxsize=64)
def _styles_part(formats: tuple[str, ...]) -> Part:
    return _part(_STYLES, _styles(formats))


def _part(name: str, xml: str) -> Part:
    return Part.of(name, (DECLARATION + xml).encode())


def _styles(formats: tuple[str, ...]) -> str:
    """Return the styles: 0 plain, 1 heading, 2 and on one for each number format."""
    codes = "".join(
        f'<numFmt numFmtId="{FIRST_CUSTOM_FORMAT + number}" formatCode="{escape_attribute(code)}"/>'
        for number, code in enumerate(formats)
    )
    cells = "".join(
        f'<xf numFmtId="{FIRST_CUSTOM_FORMAT + number}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for number in range(len(formats))
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font>'
        '<font><b/><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(table: ChartTable, formats: tuple[str, ...]) -> str:
    last = f"{column_letter(len(table.columns))}{len(table.categories) + 1}"
    corner = _text_cell("A1", table.corner, 1) if table.corner else ""
    heading = corner + "".join(
        _text_cell(f"{column_letter(n)}1", column.name, 1) for n, column in enumerate(table.columns, 1)
    )
    columns = [
        _number_cells(column.numbers, column_letter(index), formats.index(column.number_format) + 2)
        for index, column in enumerate(table.columns, start=1)
    ]
    names = [_text_cell(f"A{row}", name, 0) for row, name in enumerate(table.categories, start=2)]
    if table.across:
        names = _number_cells(table.across, "A", 0)
    rows = "".join(
        f'<row r="{row}">{"".join(cells)}</row>' for row, *cells in zip(count(2), names, *columns, strict=False)
    )
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<cols><col min="1" max="1" width="30" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{heading}</row>{rows}</sheetData></worksheet>'
    )


def _text_cell(cell: str, text: str, style: int) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t{kept}>{escape_cell_text(text)}</t></is></c>'


def _number_cells(numbers: tuple[str | None, ...], letter: str, style: int) -> list[str]:
    """Return a column's cells from row 2 down; nothing for an empty one."""
    return [
        "" if number is None else f'<c r="{letter}{row}" s="{style}"><v>{number}</v></c>'
        for row, number in enumerate(numbers, start=2)
    ]
