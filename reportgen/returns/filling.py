"""A form filled with exact facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.facts.fact import Fact
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import Number
from reportgen.returns.filled import (
    NOTHING,
    ZERO,
    FilledCell,
    FilledRow,
    FilledTable,
    FormColumn,
    add_cells,
)
from reportgen.returns.form import COLUMN, EACH, Across, Form, FormRow, FormTable, Term, Zero

_PATTERNS = {
    Across.FINANCIAL_YEARS: re.compile(r"20\d\d-\d\d"),
    Across.CALENDAR_YEARS: re.compile(r"20\d\d"),
}
_CHANGES = frozenset(("change", "percent_change", "change_year", "percent_change_year"))
"""Last parts of ids that belong to the fact before them and make no row."""


def fill_form(form: Form, facts: RestrictedFacts) -> tuple[FilledTable, ...]:
    """Return the tables of the form in order, each with its columns; nothing is rounded.

    Counts that are zero-filled have the same columns in every table of the form, others those they have figures for.
    """
    columns = {across: columns_across(across, _names(form.tables, across), facts) for across in Across}
    tables = []
    for table in form.tables:
        own = columns
        if table.zero is not Zero.COLUMN:
            own = {across: columns_across(across, _names((table,), across), facts) for across in Across}
        tables.append(_filled_table(form, table, _columns_of(table, own), facts))
    return tuple(tables)


def columns_across(across: Across, names: Iterable[str], facts: RestrictedFacts) -> tuple[FormColumn, ...]:
    """Return a column for each January census, financial or calendar year that any fact of those names has."""
    found: dict[str, FormColumn] = {}
    for name in dict.fromkeys(names):
        own = facts.get(name)
        for fact in (*facts.over_time(name), *(() if own is None else (own,))):
            label = _label_of(fact, across)
            if label:
                found.setdefault(label, FormColumn(label, fact.id.removeprefix(name)))
    return tuple(found[label] for label in sorted(found))


def _label_of(fact: Fact, across: Across) -> str:
    """Return the column a fact belongs to: the calendar year of a January, or the year its id ends in."""
    if across is Across.JANUARY:
        return str(fact.as_of.year) if fact.as_of is not None and fact.as_of.month == 1 else ""
    period = fact.id.partition("@")[2]
    return period if _PATTERNS[across].fullmatch(period) else ""


def _names(tables: Iterable[FormTable], across: Across) -> Iterable[str]:
    """Yield the names of the facts that say which columns there are."""
    for table in tables:
        if table.across is across:
            inserts = [column.insert for column in table.named] or [""]
            names = [fact for row in table.rows for term in row.terms for fact in term.facts]
            yield from (name.replace(COLUMN, insert) for name in (*names, *table.whole) for insert in inserts)


def _columns_of(table: FormTable, across: dict[Across, tuple[FormColumn, ...]]) -> tuple[FormColumn, ...]:
    columns = across[table.across] if table.across is not None else (FormColumn(""),)
    if not table.named:
        return columns
    latest = columns[-1:]
    return tuple(FormColumn(named.label, time.suffix, named.insert) for time in latest for named in table.named)


def _filled_table(form: Form, table: FormTable, columns: tuple[FormColumn, ...], facts: RestrictedFacts) -> FilledTable:
    declared = _found_rows(table, facts) if table.each else table.rows
    given = [[add_terms(row.terms, column, facts) for column in columns] for row in declared]
    missing = [
        _zero_in_column(form, table, [cells[at] for cells in given], column, facts) for at, column in enumerate(columns)
    ]
    rows = []
    for row, cells in zip(declared, given, strict=True):
        in_row = ZERO if table.zero is Zero.ROW and any(cell.facts for cell in cells) else NOTHING
        blanks = [in_row] * len(columns) if table.zero in (Zero.ROW, Zero.NEVER) else missing
        rows.append(
            FilledRow(
                row.label, tuple(cell if cell.facts else blank for cell, blank in zip(cells, blanks, strict=True))
            )
        )
    total = FilledRow(table.total_label, _totals(table, rows, columns, facts)) if table.total_label else None
    return FilledTable(table, columns, tuple(rows), total, table.notes)


def _found_rows(table: FormTable, facts: RestrictedFacts) -> tuple[FormRow, ...]:
    """Return a row for each fact like ``table.each``, labelled with what its label adds to that of the whole."""
    before, _, after = table.each.partition("*")
    declared = table.rows[0]
    rows = []
    for fact in facts:
        found = fact.id.removeprefix(before).removesuffix(after)
        is_like = fact.id == f"{before}{found}{after}" and found not in _CHANGES
        if is_like and found and not set(found) & {".", "@"}:
            whole = facts.get(before.removesuffix("."))
            label = fact.label.partition(": ")[0] if whole is None else fact.label.removeprefix(f"{whole.label}, ")
            terms = tuple(
                Term(tuple(each.replace(EACH, found) for each in term.facts), term.sign) for term in declared.terms
            )
            rows.append(FormRow(label, terms))
    return tuple(rows)


def add_terms(terms: tuple[Term, ...], column: FormColumn, facts: RestrictedFacts) -> FilledCell:
    """Return the sum of the terms the quarter has facts for; nothing where it has none, a symbol where one is."""
    cells = [cell for term in terms if (cell := _term(term, column, facts)) is not None]
    return add_cells(tuple(cells)) if cells else NOTHING


def _term(term: Term, column: FormColumn, facts: RestrictedFacts) -> FilledCell | None:
    for name in term.facts:
        fact = facts.get(name.replace(COLUMN, column.insert) + column.suffix)
        if fact is not None:
            value: Number | None = None if fact.value is None else term.sign * fact.value
            return FilledCell(value, fact.symbol, ((term.sign, fact.id),))
    return None


def _zero_in_column(
    form: Form, table: FormTable, cells: list[FilledCell], column: FormColumn, facts: RestrictedFacts
) -> FilledCell:
    """Return what a cell without a fact holds: zero where the split was counted or nothing is left for it."""
    whole = whole_of(table, column, facts).value
    given = tuple(cell for cell in cells if cell.facts)
    if table.zero is Zero.REST:
        return ZERO if given and whole is not None and add_cells(given).value == whole else NOTHING
    is_none = whole == 0 or (whole is None and _is_everything(form, column, facts))
    is_counted = any(cell.value is not None for cell in given)
    return ZERO if is_counted or is_none else NOTHING


def _is_everything(form: Form, column: FormColumn, facts: RestrictedFacts) -> bool:
    """Whether the wholes that are there add up to all there is, so that those which are not are none."""
    wholes = dict.fromkeys(table.whole for table in form.tables if table.zero is Zero.COLUMN)
    cells = [add_terms((Term(whole),), column, facts) for whole in wholes if whole]
    given = add_cells(tuple(cell for cell in cells if cell.facts)).value
    everything = facts.get(form.everything + column.suffix) if form.everything else None
    return everything is not None and everything.value is not None and everything.value == given


def whole_of(table: FormTable, column: FormColumn, facts: RestrictedFacts) -> FilledCell:
    """Return what the rows of a column should add up to, by the paper's own count; nothing where it is not known."""
    return add_terms((Term(table.whole),), column, facts) if table.whole else NOTHING


def _totals(
    table: FormTable, rows: list[FilledRow], columns: tuple[FormColumn, ...], facts: RestrictedFacts
) -> tuple[FilledCell, ...]:
    """Return the sum of the rows; the paper's own figure where a row of the column is not known."""
    totals = []
    for at, column in enumerate(columns):
        cells = tuple(row.cells[at] for row in rows)
        is_unknown = NOTHING in cells or all(cell.value is None for cell in cells)
        totals.append(whole_of(table, column, facts) if is_unknown else add_cells(cells))
    return tuple(totals)
