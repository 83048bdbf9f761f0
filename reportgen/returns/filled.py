"""A form with the figures in it: columns, cells and filled tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.facts.units import MINUS, Number
from reportgen.returns.form import FormTable


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its label, what its facts' ids end in (``suffix``) and what stands for ``{column}`` in them."""

    label: str
    suffix: str = ""
    insert: str = ""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A number or the symbol in its place, and the signed ids of the facts it is the sum of."""

    value: Number | None
    symbol: Symbol | None
    facts: tuple[tuple[int, str], ...]

    @property
    def facts_text(self) -> str:
        """The facts added and taken off, as the cell map prints them; "" for none."""
        text = " ".join(f"{'+' if sign > 0 else MINUS} {fact_id}" for sign, fact_id in self.facts)
        return text.removeprefix("+ ")


NOTHING = FilledCell(None, Symbol.NOT_AVAILABLE, ())
ZERO = FilledCell(0, None, ())


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: its label and a cell for each column."""

    label: str
    cells: tuple[FilledCell, ...]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A form's table filled in; ``total`` is its total row where it has one. ``notes`` are the table's and its own."""

    table: FormTable
    columns: tuple[FormColumn, ...]
    rows: tuple[FilledRow, ...]
    total: FilledRow | None
    notes: tuple[str, ...] = ()

    @property
    def all_rows(self) -> tuple[FilledRow, ...]:
        """The rows and then the total."""
        return self.rows if self.total is None else (*self.rows, self.total)

    @property
    def has_figures(self) -> bool:
        """Whether any cell of it comes from a fact, or is known to be zero."""
        return any(cell.facts or cell.value is not None for row in self.all_rows for cell in row.cells)


def add_cells(cells: tuple[FilledCell, ...]) -> FilledCell:
    """Return the sum; the first symbol where one of them is a symbol; not available where there is none."""
    ids = tuple(entry for cell in cells for entry in cell.facts)
    symbol = next((cell.symbol for cell in cells if cell.symbol is not None), None)
    if symbol is not None:
        return FilledCell(None, symbol, ids)
    total: Number = sum((cell.value for cell in cells if cell.value is not None), Decimal(0))
    return FilledCell(int(total) if total == int(total) else total, None, ids)
