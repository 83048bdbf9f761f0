"""The rules for spreadsheets everybody can read: kept by our own workbooks, and each shown to catch what breaks it."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table

from reportgen.office.spreadsheet_rules import check_spreadsheet
from reportgen.office.workbook import Heading, SheetPage, TableBlock, write_workbook
from reportgen.office.workbook_styles import Look


def a_workbook() -> bytes:
    """Contents, notes and one sheet of figures with a symbol."""
    words = (Heading("Sheet"), Heading("What it holds"))
    figures = (Heading("Line"), Heading("2024", Look.WHOLE), Heading("2025", Look.WHOLE))
    return write_workbook(
        [
            SheetPage(
                "Contents",
                (TableBlock(words, (("Plans", "Plans by year"),), name="Contents"),),
                ("Contents of the test",),
            ),
            SheetPage(
                "Notes", (TableBlock(words, (("Plans", "A note"),), name="Notes"),), ("Notes on the test figures",)
            ),
            SheetPage(
                "Plans",
                (TableBlock(figures, (("Autism", 4, "[x]"), ("Total", 4, 5)), name="Plans"),),
                ("Plans of the test by year", "Unit: plans.", "[x] means not available."),
            ),
        ],
        title="A test",
    )


def changed(change: Callable[[Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(a_workbook()))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_that_keeps_the_rules_passes_also_as_another_program_saves_it() -> None:
    assert check_spreadsheet(a_workbook()) == ()
    assert check_spreadsheet(changed(lambda book: None)) == ()


def second_table(book: Workbook) -> None:
    sheet = book["Plans"]
    sheet["A10"], sheet["B10"], sheet["A11"], sheet["B11"] = "Line", "2023", "Autism", 3
    sheet.add_table(Table(displayName="Second", ref="A10:B11"))


def unmarked_heading(book: Workbook) -> None:
    book["Plans"].tables["Plans"].headerRowCount = 0


def no_table(book: Workbook) -> None:
    del book["Plans"].tables["Plans"]


def property_gone(name: str) -> Callable[[Workbook], None]:
    return lambda book: setattr(book.properties, name, None)


def cell(place: str, value: str | None, sheet: str = "Plans") -> Callable[[Workbook], None]:
    return lambda book: book[sheet].__setitem__(place, value)


def hide_row(book: Workbook) -> None:
    book["Plans"].row_dimensions[7].hidden = True


def hide_column(book: Workbook) -> None:
    book["Plans"].column_dimensions["B"].hidden = True


def select(book: Workbook) -> None:
    book["Plans"].sheet_view.selection[0].activeCell = "C5"


def rename(old: str, new: str) -> Callable[[Workbook], None]:
    return lambda book: setattr(book[old], "title", new)


def hide_sheet(book: Workbook) -> None:
    book["Plans"].sheet_state = "hidden"


def open_elsewhere(book: Workbook) -> None:
    book.active = 2


def move_first(book: Workbook) -> None:
    book.move_sheet("Plans", -2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book["Plans"].merge_cells("A1:C1"), "Plans: A1:C1 is merged"),
        (cell("B6", None), "Plans: B6 is blank within the table"),
        (cell("B6", "  "), "Plans: B6 is blank within the table"),
        (cell("E2", "beside"), "Plans: E2 stands beside the table"),
        (cell("A1", None), "Plans: A1 holds no title"),
        (cell("A1", "Plans"), "Plans: A1 holds no title that describes the sheet"),
        (cell("A1", "Contents of the test"), "Plans: its title is another sheet's too"),
        (cell("A2", "Counted in January."), "Plans: the unit of its numbers is not named"),
        (cell("A3", "Some are missing."), "Plans: [x] is not explained"),
        (second_table, "Plans: it has 2 tables"),
        (no_table, "Plans: it has no tables"),
        (unmarked_heading, "Plans: the table's heading row is not marked"),
        (cell("C5", "2024"), "Plans: two headings of the table are the same"),
        (property_gone("title"), "the document property title is missing"),
        (property_gone("language"), "the document property language is missing"),
        (rename("Notes", "Remarks"), "there is no sheet Notes"),
        (rename("Plans", "Sheet1"), "Sheet1: its name says nothing"),
        (move_first, "the first sheet is Plans"),
        (hide_sheet, "Plans: it is hidden"),
        (hide_row, "Plans: row 7 is hidden"),
        (hide_column, "Plans: col 2 is hidden"),
        (select, "Plans: it does not open at A1"),
        (open_elsewhere, "the workbook does not open on its first sheet"),
    ],
)  # fmt: skip
def test_a_workbook_that_breaks_a_rule_is_told_which_and_where(change: Callable[[Workbook], None], said: str) -> None:
    found = check_spreadsheet(changed(change))
    assert any(line.startswith(said) for line in found), found
