"""A form filled with exact facts, and the checks that go with it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.codes import Symbol
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import Number
from reportgen.returns.form import Census, FilledCell, FilledTable, Form, FormTable, filled_cell

_UNAVAILABLE = FilledCell(None, Symbol.NOT_AVAILABLE, ())
_ZERO = FilledCell(0, None, ())


@dataclass(frozen=True, slots=True)
class Check:
    """One arithmetic check of a filled table: both sides, the difference and, where there is one, why."""

    name: str
    year: str
    counted: Number | None
    expected: Number | None
    difference: Number | None
    outcome: str

    @property
    def is_unexplained(self) -> bool:
        """Whether the two sides differ and nothing says why."""
        return self.outcome == "unexplained"


def january_censuses(facts: RestrictedFacts) -> tuple[Census, ...]:
    """Return the January counts that have placements by DSG category, oldest first."""
    found = []
    for fact in facts:
        if fact.name == "plans.total" and fact.as_of is not None and fact.as_of.month == 1:
            suffix = fact.id.removeprefix("plans.total")
            if f"plans.dsg.mmsoa{suffix}" in facts:
                found.append(Census(fact.as_of, suffix))
    return tuple(sorted(found, key=lambda census: census.day))


def fill_form(form: Form, facts: RestrictedFacts) -> tuple[FilledTable, ...]:
    """Return every table of the form with a column for each January census."""
    censuses = january_censuses(facts)
    return tuple(_filled_table(table, censuses, facts) for table in form.tables)


def _filled_table(table: FormTable, censuses: tuple[Census, ...], facts: RestrictedFacts) -> FilledTable:
    missing = {census: _missing(table, census, facts) for census in censuses}
    rows = []
    for row in table.rows:
        cells = []
        for census in censuses:
            ids = tuple(fact_id + census.suffix for fact_id in row.facts)
            cells.append(filled_cell(tuple(facts.get(fact_id) for fact_id in ids), ids, missing[census]))
        rows.append((row.label, tuple(cells)))
    totals = []
    for at, census in enumerate(censuses):
        unavailable = missing[census] is _UNAVAILABLE
        totals.append(_whole(table, census, facts) if unavailable else _total(tuple(cells[at] for _, cells in rows)))
    return FilledTable(table, censuses, (*rows, (table.total_label, tuple(totals))))


def _missing(table: FormTable, census: Census, facts: RestrictedFacts) -> FilledCell:
    """Zero where the split was counted (the template wants it zero-filled), else not available."""
    asked = (fact_id for row in table.rows for fact_id in row.facts)
    if any(fact_id + census.suffix in facts for fact_id in asked):
        return _ZERO
    whole = facts.get(table.whole + census.suffix)
    return _ZERO if whole is not None and whole.value == 0 else _UNAVAILABLE


def _whole(table: FormTable, census: Census, facts: RestrictedFacts) -> FilledCell:
    """The category's own count, for the total row of a split that is not available."""
    fact_id = table.whole + census.suffix
    return filled_cell((facts.get(fact_id),), (fact_id,), _UNAVAILABLE)


def _total(cells: tuple[FilledCell, ...]) -> FilledCell:
    ids = tuple(fact_id for cell in cells for fact_id in cell.facts)
    symbol = next((cell.symbol for cell in cells if cell.symbol is not None), None)
    if symbol is not None:
        return FilledCell(None, symbol, ids)
    return FilledCell(sum(cell.value for cell in cells if cell.value is not None), None, ids)


def check_form(tables: tuple[FilledTable, ...], facts: RestrictedFacts) -> tuple[Check, ...]:
    """Return one check for each table and census: the rows against the category's own count in the paper."""
    return tuple(
        _check(filled, column, census, facts) for filled in tables for column, census in enumerate(filled.censuses)
    )


def _check(filled: FilledTable, column: int, census: Census, facts: RestrictedFacts) -> Check:
    table = filled.table
    name = f"{table.section}: {table.total_label}"
    counted = _total(tuple(cells[column] for _, cells in filled.rows[:-1])).value
    expected = _whole(table, census, facts).value
    if counted is None or expected is None:
        return Check(name, census.label, counted, expected, None, "not counted: the split is not available")
    difference = counted - expected
    if difference == 0:
        return Check(name, census.label, counted, expected, difference, "agrees")
    beside = [facts.get(fact_id + census.suffix) for fact_id in table.beside]
    known = sum(fact.value for fact in beside if fact is not None and fact.value is not None)
    outcome = f"explained: {table.beside_reason}" if difference == -known else "unexplained"
    return Check(name, census.label, counted, expected, difference, outcome)
