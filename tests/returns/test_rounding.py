"""Rounded figures: each on its own with a note, or fitted to the published total."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.codes import Symbol
from reportgen.facts.units import Number
from reportgen.returns.filled import NOTHING, FilledCell, FilledRow, FilledTable, FormColumn, add_cells
from reportgen.returns.form import FormTable, Rounding
from reportgen.returns.rounding import ADJUSTED, MAY_NOT_ADD, largest_remainder, round_table


def a_table(*values: str | Symbol, scale: int = 1, decimals: int = 0) -> FilledTable:
    """One column of those values, with their total."""
    table = FormTable("T", "Section", "Title", (), total_label="Total", scale=scale, decimals=decimals)
    cells = [
        FilledCell(None, value, (("+", "x"),)) if isinstance(value, Symbol) else FilledCell(Decimal(value), None, ())  # type: ignore[arg-type]
        for value in values
    ]
    rows = tuple(FilledRow(f"row {number}", (cell,)) for number, cell in enumerate(cells))
    return FilledTable(table, (FormColumn("2025"),), rows, FilledRow("Total", (add_cells(tuple(cells)),)))


def figures(filled: FilledTable) -> list[Number | None]:
    return [row.cells[0].value for row in filled.all_rows]


def test_halves_are_rounded_up_and_the_rows_need_not_add_up() -> None:
    rounded = round_table(a_table("0.5", "1.5", "2.5"), Rounding.INDEPENDENT)
    assert figures(rounded) == [1, 2, 3, 5]  # domain G3; 1 + 2 + 3 is 6
    assert rounded.notes == (MAY_NOT_ADD,)


def test_strict_rounding_keeps_the_total_and_gives_what_is_left_to_the_largest_remainders() -> None:
    rounded = round_table(a_table("1.2", "1.7", "1.6"), Rounding.STRICT)
    assert figures(rounded) == [1, 2, 2, 5]
    assert rounded.notes == (ADJUSTED,)


def test_between_equal_remainders_the_earlier_row_has_it() -> None:
    assert largest_remainder([Decimal("0.5"), Decimal("0.5")], 1) == [1, 0]


def test_whole_figures_have_no_note() -> None:
    for rounding in Rounding:
        rounded = round_table(a_table("4", "6"), rounding)
        assert (figures(rounded), rounded.notes) == ([4, 6, 10], ())


def test_a_form_in_thousands_shows_pounds_divided_and_rounded() -> None:
    assert figures(round_table(a_table("1499", "1500", scale=1000), Rounding.INDEPENDENT)) == [1, 2, 3]
    in_tenths = round_table(a_table("1449", "1451", scale=1000, decimals=1), Rounding.INDEPENDENT)
    assert figures(in_tenths) == [Decimal("1.4"), Decimal("1.5"), Decimal("2.9")]


def test_a_column_with_a_symbol_has_no_total_to_keep() -> None:
    rounded = round_table(a_table("1.5", Symbol.NOT_AVAILABLE), Rounding.STRICT)
    assert figures(rounded) == [2, None, None]
    assert NOTHING.symbol is Symbol.NOT_AVAILABLE


@given(
    st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=14),
    st.sampled_from([0, 1]),
)
def test_strict_rounding_always_adds_up_and_moves_no_row_by_a_whole_unit(values: list[Decimal], decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    total = sum(values, Decimal(0)).quantize(unit, ROUND_HALF_UP)
    shares = largest_remainder(list(values), total, decimals)
    assert sum(shares) == total
    assert all(abs(share - value) <= unit for share, value in zip(shares, values, strict=True))


@pytest.mark.parametrize("rounding", list(Rounding))
def test_a_table_without_a_total_rounds_each_figure(rounding: Rounding) -> None:
    filled = a_table("0.5")
    alone = FilledTable(filled.table, filled.columns, filled.rows, None)
    assert figures(round_table(alone, rounding)) == [1]
