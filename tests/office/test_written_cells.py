"""What stands in somebody else's workbook: labels, numbers, days and formulas, told apart."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl

from reportgen.office.written_cells import read_written


def test_cells_are_told_apart_by_what_they_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Return"
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["A3"] = "Plans", 1342, date(2026, 1, 15), "=B1*2"
    book.create_sheet("Empty")
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "return.xlsx"
    path.write_bytes(out.getvalue())
    first, second = read_written(path)
    assert (first.name, second.name, dict(second.cells)) == ("Return", "Empty", {})
    label, number, day, formula = (first.cell(*at) for at in ((1, 1), (1, 2), (1, 3), (3, 1)))
    assert label is not None and number is not None and day is not None and formula is not None
    assert (label.text, label.is_number, label.is_date) == ("Plans", False, False)
    assert (number.text, number.is_number) == ("1342", True)
    assert (day.text[:10], day.is_date) == ("2026-01-15", True)
    assert (formula.text, formula.is_calculated) == ("", True)
    assert first.cell(2, 2) is None
