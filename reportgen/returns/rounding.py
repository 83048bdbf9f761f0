"""Figures as a form prints them: in its unit and to its decimals, by its rounding rule (domain B2)."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from reportgen.facts.units import Number
from reportgen.returns.filled import FilledCell, FilledRow, FilledTable
from reportgen.returns.form import FormTable, Rounding

MAY_NOT_ADD = "Figures may not sum due to rounding: each is rounded on its own, halves up."
ADJUSTED = (
    "Rounded so that rows add up to the total: the total is rounded half up, and what is left over goes to the rows "
    "with the largest remainders."
)


def round_table(filled: FilledTable, rounding: Rounding) -> FilledTable:
    """Return the table in the form's unit and decimals, with a note where rounding shows in the rows.

    A column with a symbol, or a table without a total, has no total to keep: its cells are rounded on their own.
    """
    scaled = [[_scaled(cell, filled.table) for cell in row.cells] for row in filled.rows]
    totals = [_scaled(cell, filled.table) for cell in filled.total.cells] if filled.total is not None else None
    is_whole = all(cell.value is None or cell.value == _half_up(cell.value, filled.table)
                   for row in (*scaled, totals or []) for cell in row)  # fmt: skip
    columns = [
        _column([row[at] for row in scaled], None if totals is None else totals[at], filled.table, rounding)
        for at in range(len(filled.columns))
    ]
    rows = tuple(
        FilledRow(row.label, tuple(column[number] for column, _ in columns)) for number, row in enumerate(filled.rows)
    )
    total = filled.total
    if total is not None:
        total = FilledRow(total.label, tuple(cell for _, cell in columns if cell is not None))
    note = () if is_whole or total is None else (ADJUSTED if rounding is Rounding.STRICT else MAY_NOT_ADD,)
    return replace(filled, rows=rows, total=total, notes=(*filled.notes, *note))


def _column(
    cells: list[FilledCell], total: FilledCell | None, table: FormTable, rounding: Rounding
) -> tuple[list[FilledCell], FilledCell | None]:
    rounded = [_rounded(cell, table) for cell in cells]
    if total is None:
        return rounded, None
    kept = _rounded(total, table)
    values = [cell.value for cell in cells if cell.value is not None]
    if rounding is Rounding.STRICT and kept.value is not None and len(values) == len(cells):
        shares = largest_remainder(values, kept.value, table.decimals)
        rounded = [replace(cell, value=share) for cell, share in zip(cells, shares, strict=True)]
    return rounded, kept


def largest_remainder(values: list[Number], total: Number, decimals: int = 0) -> list[Number]:
    """Return the values rounded to that many decimals so that they add up to ``total``, itself a rounded sum of them.

    Each is rounded down; the units left over go to the largest remainders, the earlier row first between equals.
    """
    unit = Decimal(1).scaleb(-decimals)
    floors = [Decimal(value).quantize(unit, ROUND_FLOOR) for value in values]
    left = int((Decimal(total) - sum(floors, Decimal(0))) / unit)
    order = sorted(range(len(values)), key=lambda at: (floors[at] - Decimal(values[at]), at))
    for at in order[:left]:
        floors[at] += unit
    return [_plain(value) for value in floors]


def _scaled(cell: FilledCell, table: FormTable) -> FilledCell:
    if cell.value is None or table.scale == 1:
        return cell
    return replace(cell, value=Decimal(cell.value) / table.scale)


def _rounded(cell: FilledCell, table: FormTable) -> FilledCell:
    return cell if cell.value is None else replace(cell, value=_half_up(cell.value, table))


def _half_up(value: Number, table: FormTable) -> Number:
    return _plain(Decimal(value).quantize(Decimal(1).scaleb(-table.decimals), ROUND_HALF_UP))


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value
