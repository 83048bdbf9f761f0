"""What a return form is: tables of labels and the facts that fill them, as declarations.

A form is one module of declarations; a new collection year is a diff of the last (design section 2). Nothing here
knows a label of any return, and no form computes: each cell is one fact, or the sum of facts its declaration names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.units import Number


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: the form's own label and the ids of the facts whose sum it asks for."""

    label: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of a form: rows in the form's order, its total row, and the sheet it gets in ``return.xlsx``.

    ``whole`` is the fact the rows should add up to; ``beside`` are facts inside that whole for which the form has no
    row, so that a difference can be explained (plans whose need is not recorded, say) with ``beside_reason``.
    """

    sheet: str
    section: str
    title: str
    rows: tuple[FormRow, ...]
    total_label: str
    whole: str
    beside: tuple[str, ...] = ()
    beside_reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A return: where its labels come from, and whether they were checked against the DfE's own file."""

    name: str
    title: str
    source: str
    tables: tuple[FormTable, ...]
    labels_checked: bool = False


@dataclass(frozen=True, slots=True)
class Census:
    """One January count: ``suffix`` is what its facts' ids end in ("" for this period's own)."""

    day: date
    suffix: str

    @property
    def label(self) -> str:
        """The form's column heading: the calendar year of the January."""
        return str(self.day.year)


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A number or the symbol in its place, and the ids of the facts it came from."""

    value: Number | None
    symbol: Symbol | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A form's table with a column of cells for each census; the last row is the total."""

    table: FormTable
    censuses: tuple[Census, ...]
    rows: tuple[tuple[str, tuple[FilledCell, ...]], ...]


def filled_cell(facts: tuple[Fact | None, ...], ids: tuple[str, ...], missing: FilledCell) -> FilledCell:
    """Return the sum of the facts that exist; ``missing`` where none does; the first symbol where one is a symbol."""
    present = [fact for fact in facts if fact is not None]
    if not present:
        return missing
    found = tuple(fact_id for fact_id, fact in zip(ids, facts, strict=True) if fact is not None)
    symbol = next((fact.symbol for fact in present if fact.symbol is not None), None)
    if symbol is not None:
        return FilledCell(None, symbol, found)
    values = [fact.value for fact in present if fact.value is not None]
    return FilledCell(sum(values[1:], values[0]), None, found)
