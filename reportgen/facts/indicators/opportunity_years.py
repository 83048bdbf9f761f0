"""What the matrix brings in each financial year: the children of each row, its saving, and the totals."""

from __future__ import annotations

from fractions import Fraction

from reportgen.facts.indicators._matrix import (
    BENEFIT_LABELS,
    YEAR_COLUMNS,
    added_words,
    cases_of,
    children,
    matrix_years,
    pounds,
    record_row,
    record_total,
    stock_words,
    suffix,
)
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.matrix import STRETCH, TARGET, Opportunity, exact
from reportgen.facts.matrix_rows import BENEFIT_TYPES, TABLE, MatrixRow, inflation_rate, matrix_of
from reportgen.facts.provenance import sources_of
from reportgen.facts.units import CHILDREN, PERCENT, POUNDS
from reportgen.period import FinancialYear


def _columns(case: str) -> tuple[str, ...]:
    return tuple("addressable_stretch" if name == f"addressable_{TARGET}" and case == STRETCH else name
                 for name in YEAR_COLUMNS)  # fmt: skip


@indicator("opportunity.stock", title="Children benefiting at the end of each financial year")
def opportunity_stock(ledger: Ledger) -> None:
    """Children benefiting in March of each financial year: those who have started and not yet left.

    How to read: The number grows each year until as many children leave as start. From then on it stays the same.
    Caveat: It is a modelled estimate. Children are taken to start on the dates declared for the opportunity.
    A member may ask: When will we see the full effect? In the year from which this number no longer grows.
    """
    matrix = matrix_of(ledger.inputs)
    for row, opportunity in matrix.computed:
        for year in matrix_years(ledger.inputs, matrix):
            month = opportunity.month(year.months[-1])
            for case in cases_of([row]):
                stock = opportunity.stock(month, case)
                record_row(
                    ledger,
                    row,
                    f"stock{suffix(case)}@{year}",
                    stock,
                    CHILDREN,
                    f"children benefiting in March ({case})",
                    _stock_calculation(opportunity, month, case, stock),
                    _columns(case),
                    decimals=0 if stock.denominator == 1 else 1,
                    period=str(year),
                )


def _stock_calculation(opportunity: Opportunity, month: int, case: str, stock: Fraction) -> str:
    if month < 0:
        return "not yet started"
    flow = opportunity.flow(case)
    if not opportunity.repeats:
        return f"{children(stock)} left of the group of {children(flow)} that moved once"
    words = "at most " if stock == opportunity.steady_state_children(case) else ""
    return f"{children(flow)} a year, {month + 1} months after the start, {words}{children(stock)}"


@indicator("opportunity.saving", title="Saving in each financial year")
def opportunity_saving(ledger: Ledger) -> None:
    """Pounds saved in one financial year: each month's children times a twelfth of the yearly saving per child, added
    from April to March.

    How to read: A change that starts in September has seven months of effect in its first financial year. The saving
    then grows until steady state.
    Caveat: It is a modelled estimate before children counted in two rows are taken off and before programme costs.
    A member may ask: What is it for this year? The figure for this financial year is this one, not the steady state.
    """
    matrix = matrix_of(ledger.inputs)
    rate = inflation_rate(ledger.settings)
    for row, opportunity in matrix.computed:
        for year in matrix_years(ledger.inputs, matrix):
            for case in cases_of([row]):
                _record_saving(ledger, row, opportunity, year, case, rate)


def _record_saving(
    ledger: Ledger, row: MatrixRow, opportunity: Opportunity, year: FinancialYear, case: str, rate: Fraction
) -> None:
    saving = opportunity.saving(year, case, rate)
    gross = record_row(
        ledger,
        row,
        f"saving{suffix(case)}@{year}",
        saving,
        POUNDS,
        f"saving in the year ({case})",
        _saving_calculation(opportunity, year, case, rate),
        _columns(case),
        period=str(year),
        inputs=(f"opportunity.{row.id}.net_unit_saving",),
    )
    net = saving * row.counted_once
    words = "no children are counted in another row"
    if row.overlap_share:
        share = PERCENT.exact(exact(row.overlap_share * 100))
        words = f"{pounds(saving)} × (100% − {share} counted in another row) = {pounds(net)}"
    ledger.record(
        f"opportunity.{row.id}.saving{suffix(case)}.net@{year}",
        exact(net),
        POUNDS,
        f"{gross.label}, overlap removed",
        period=str(year),
        calculation=words,
        inputs=(gross.id,),
        sources=gross.sources + sources_of(ledger.inputs, TABLE, [row.row], "overlap_share"),
        status=gross.status,
        basis=gross.basis,
        as_of=gross.as_of,
    )


def _saving_calculation(opportunity: Opportunity, year: FinancialYear, case: str, rate: Fraction) -> str:
    if not opportunity.child_months(year, case):
        return "no children benefit in this year: £0"
    words = f"{stock_words(opportunity, year, case)} × {pounds(opportunity.net_unit_saving)} a year ÷ 12"
    gap = year.start - opportunity.price_base.start
    if rate and gap:
        words += f" × {PERCENT.exact(exact(100 + rate * 100))} for each of {gap} years of inflation"
    return f"{words} = {pounds(opportunity.saving(year, case, rate))}"


@indicator("opportunities.saving", title="Saving of the whole matrix in each financial year")
def opportunities_saving(ledger: Ledger) -> None:
    """Pounds saved in one financial year by all opportunities worked out here, children counted in two rows taken off.

    How to read: This is the amount for one year. The years rise towards the saving at steady state.
    Caveat: It adds cost avoidance and cashable savings together; both parts are given beside it. Rows supplied by
    others state no years and are not in it.
    A member may ask: How much is saved this year, and how much of it is cash? The cashable part is shown by itself.
    """
    matrix = matrix_of(ledger.inputs)
    for year in matrix_years(ledger.inputs, matrix):
        for case in cases_of(row for row, _ in matrix.computed):
            parts = []
            for kind in BENEFIT_TYPES:
                rows = [row for row, _ in matrix.computed if row.benefit_type == kind]
                if rows:
                    label = f"{BENEFIT_LABELS[kind].capitalize()} in the year ({case})"
                    ids = [saving_id(row, case, year) for row in rows]
                    name = f"opportunities.{kind}.saving{suffix(case)}@{year}"
                    parts.append(record_total(ledger, name, ids, POUNDS, label, period=str(year), own=str(year)).id)
            record_total(
                ledger,
                f"opportunities.saving{suffix(case)}@{year}",
                parts,
                POUNDS,
                f"Saving of the matrix in the year ({case}), overlaps removed",
                period=str(year),
                own=str(year),
                basis=added_words(row for row, _ in matrix.computed),
            )


def saving_id(row: MatrixRow, case: str, year: FinancialYear) -> str:
    """Return the id of a row's saving in a year, overlap removed; the target's where it has no stretch."""
    return f"opportunity.{row.id}.saving{suffix(case if row.has_stretch else TARGET)}.net@{year}"


@indicator("opportunity.saving.cumulative", title="Saving since the start")
def opportunity_saving_cumulative(ledger: Ledger) -> None:
    """Pounds saved by an opportunity from its start to the end of a financial year: all its years added up.

    How to read: It is a total over several years. It keeps growing after steady state is reached.
    Caveat: It is a modelled estimate at target, before children counted in two rows are taken off.
    A member may ask: How much will it have saved in the end? There is no end: read the total to the year you ask about.
    """
    matrix = matrix_of(ledger.inputs)
    for row, _ in matrix.computed:
        before: list[str] = []
        for year in matrix_years(ledger.inputs, matrix):
            total = record_total(
                ledger,
                f"opportunity.{row.id}.saving.cumulative@{year}",
                [*before, f"opportunity.{row.id}.saving@{year}"],
                POUNDS,
                f"{row.label}: saving since the start (target)",
                period=str(year),
                own=str(year),
            )
            before = [total.id]
