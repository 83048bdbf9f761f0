"""The checks of a form: its tables against the paper's own counts, and what it declares beyond."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import Number
from reportgen.returns.filled import FilledTable, FormColumn, add_cells
from reportgen.returns.filling import add_terms, columns_across, whole_of
from reportgen.returns.form import Form, FormCheck, Rule, Term

AGREES = "agrees"
WITHIN = "within"
UNKNOWN = "not counted: the split is not available"
UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Check:
    """One arithmetic check: both sides, the difference and, where there is one, why. ``unit`` is in words."""

    form: str
    name: str
    year: str
    counted: Number | None
    expected: Number | None
    difference: Number | None
    outcome: str
    unit: str = ""

    @property
    def is_unexplained(self) -> bool:
        """Whether the two sides differ and nothing says why."""
        return self.outcome == UNEXPLAINED


def check_form(form: Form, tables: tuple[FilledTable, ...], facts: RestrictedFacts) -> tuple[Check, ...]:
    """Return one check for each table with a total and column, then the form's own; none for what has no figures.

    Exact figures are compared, as they are before rounding.
    """
    found = [
        _check_total(form, filled, at, facts)
        for filled in tables
        if filled.table.whole and filled.total is not None and filled.has_figures
        for at in range(len(filled.columns))
    ]
    for declared in form.checks:
        found += _check_declared(form, declared, facts)
    return tuple(found)


def _check_total(form: Form, filled: FilledTable, at: int, facts: RestrictedFacts) -> Check:
    """The rows of one column against what they should add up to."""
    table, column = filled.table, filled.columns[at]
    name = f"{table.section}: {table.total_label}"
    cells = tuple(row.cells[at] for row in filled.rows)
    counted = add_cells(cells).value if cells else None
    expected = whole_of(table, column, facts).value
    if counted is None or expected is None:
        return Check(form.name, name, column.label, counted, expected, None, UNKNOWN, table.unit)
    difference = counted - expected
    outcome = AGREES if difference == 0 else UNEXPLAINED
    known = add_terms(tuple(Term((fact,)) for fact in table.beside), column, facts).value
    if difference != 0 and known is not None and difference == -known:
        outcome = f"explained: {table.beside_reason}"
    return Check(form.name, name, column.label, counted, expected, difference, outcome, table.unit)


def _check_declared(form: Form, check: FormCheck, facts: RestrictedFacts) -> list[Check]:
    columns: tuple[FormColumn, ...] = (FormColumn("this quarter"),)
    if check.across is not None:
        names = [fact for term in (*check.one, *check.other) for fact in term.facts]
        columns = columns_across(check.across, names, facts)
    made = []
    for column in columns:
        one, other = add_terms(check.one, column, facts), add_terms(check.other, column, facts)
        if one.value is not None and other.value is not None:
            gap = one.value - other.value
            unit = facts[one.facts[0][1]].unit.name
            outcome = _outcome(check, gap)
            made.append(Check(form.name, check.name, column.label, one.value, other.value, gap, outcome, unit))
    return made


def _outcome(check: FormCheck, difference: Number) -> str:
    if difference == 0:
        return AGREES
    if check.rule is Rule.AT_MOST and difference < 0:
        return WITHIN
    return f"explained: {check.reason}" if check.reason else UNEXPLAINED
