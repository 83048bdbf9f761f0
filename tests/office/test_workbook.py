"""Workbooks are written safely, the same every time, and read back as they were meant."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.office.sheets import CellKind, read_workbook
from reportgen.office.workbook import Content, Heading, SheetLink, SheetPage, TableBlock, write_workbook
from reportgen.office.workbook_styles import Look


def one_table(*rows: tuple[Content, ...], headings: tuple[Heading, ...] = (Heading("words"),)) -> SheetPage:
    return SheetPage("table", (TableBlock(headings, rows),), freeze=True)


@pytest.mark.parametrize(
    "text", ["=cmd|'/C calc'!A0", "{=1+1}", "https://example.org", "007", "+1", "-1", "@x", "a\nb"]
)
def test_text_stays_text(text: str) -> None:
    data = write_workbook([one_table((text,))], title="Test")
    (sheet,) = read_workbook(data, "test.xlsx")
    assert [(cell.kind, cell.text) for cell in sheet.cells] == [(CellKind.TEXT, "words"), (CellKind.TEXT, text)]


def test_values_are_shown_in_their_own_way() -> None:
    headings = tuple(Heading(look.name, look) for look in Look)
    data = write_workbook(
        [one_table(("t", Decimal("61.2"), 1342, -1018, Decimal("12.5"), date(2026, 4, 3)), headings=headings)],
        title="Test",
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data))["table"]
    assert [cell.number_format for cell in sheet[2]] == [look.value for look in Look]
    assert sheet["E2"].value == 0.125
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


def test_tables_stand_below_one_another_with_title_and_notes() -> None:
    blocks = tuple(TableBlock((Heading("h"),), (("v",),), title, ("note",)) for title in ("One", "Two"))
    data = write_workbook([SheetPage("s", blocks, ("Introduction",))], title="Test")
    (sheet,) = read_workbook(data, "test.xlsx")
    assert [(cell.ref, cell.text) for cell in sheet.cells] == [
        ("A1", "Introduction"),
        *(("A3", "One"), ("A4", "h"), ("A5", "v"), ("A6", "note")),
        *(("A8", "Two"), ("A9", "h"), ("A10", "v"), ("A11", "note")),
    ]


def test_short_lists_stand_in_the_drop_down_and_long_ones_on_a_hidden_sheet() -> None:
    long = tuple(f"a rather long code {number}" for number in range(20))
    comma = ("one, two", "three")
    headings = (Heading("a", choices=("yes", "no")), Heading("b", choices=long), Heading("c", choices=comma))
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([one_table(headings=headings)], title="Test")))
    rules = [rule.formula1 for rule in book["table"].data_validations.dataValidation]
    assert rules == ['"yes,no"', "Lists!$A$1:$A$20", "Lists!$B$1:$B$2"]
    assert book["Lists"].sheet_state == "hidden"
    assert [cell.value for cell in book["Lists"]["B"]][:2] == ["one, two", "three"]


def test_a_link_leads_to_its_sheet() -> None:
    data = write_workbook([one_table((SheetLink("other"),)), SheetPage("other", ())], title="Test")
    assert openpyxl.load_workbook(io.BytesIO(data))["table"]["A2"].hyperlink.location == "'other'!A1"


def test_a_text_too_long_for_a_cell_is_not_lost() -> None:
    with pytest.raises(ValueError, match="longer than a cell"):
        write_workbook([one_table(("x" * 32_768,))], title="Test")


def test_the_same_content_gives_the_same_bytes() -> None:
    page = one_table(("a",), (None,), headings=(Heading("words", note="what it means"),))
    assert write_workbook([page], title="Test") == write_workbook([page], title="Test")


def figures_sheet() -> Worksheet:
    """A named table of figures with a symbol, long words and a total, written and opened again."""
    headings = (
        Heading("Line", width=10, wrap=True),
        Heading("Plans", Look.WHOLE),
        Heading("Why", width=20, after_numbers=True),
    )
    rows = (("A", 4, "agrees"), ("B", "[x]", "a reason so long that it takes more than one line"), ("Total", 4, "sum"))
    page = SheetPage("s", (TableBlock(headings, rows, name="Figures", has_total=True),), ("The title", "Unit: plans."))
    return openpyxl.load_workbook(io.BytesIO(write_workbook([page], title="Test")))["s"]


def test_a_named_table_is_one_of_excels_own_with_its_heading_row_marked_and_without_filters() -> None:
    table = figures_sheet().tables["Figures"]
    assert (table.ref, table.headerRowCount or 1, table.autoFilter) == ("A4:C7", 1, None)


def test_headings_symbols_and_totals_line_up_with_their_numbers() -> None:
    sheet = figures_sheet()
    assert sheet["B4"].font.bold
    assert [sheet[cell].alignment.horizontal for cell in ("B4", "B6", "A4")] == ["right", "right", None]
    assert [cell.font.bold for cell in sheet[7]] == [True, True, True]
    assert [sheet[cell].alignment.indent for cell in ("C4", "C5")] == [1, 1]


def test_rows_are_as_high_as_their_wrapped_words_need_and_a_title_is_not_wrapped() -> None:
    sheet = figures_sheet()
    assert sheet.row_dimensions[6].height == 45
    assert sheet.row_dimensions[5].height is None
    assert not sheet["A1"].alignment.wrap_text


def test_a_workbook_says_its_language() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([one_table()], title="Test")))
    assert (book.properties.title, book.properties.language) == ("Test", "en-GB")
