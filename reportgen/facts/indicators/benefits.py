"""What the opportunities have brought so far, against what the matrix plans for."""

from __future__ import annotations

from fractions import Fraction

from reportgen.codes import Symbol
from reportgen.facts.fact import Direction, Fact
from reportgen.facts.factset import Reconciliation
from reportgen.facts.identifiers import identifier
from reportgen.facts.indicators._matrix import YEAR_COLUMNS, children, pounds, record_row, record_total
from reportgen.facts.ledger import Ledger, indicator, share
from reportgen.facts.matrix import Opportunity, exact
from reportgen.facts.matrix_rows import Matrix, MatrixRow, inflation_rate, matrix_of
from reportgen.facts.names import dated_id, last_day, period_id
from reportgen.facts.provenance import fact_text, merged_sources, sources_of
from reportgen.facts.units import CHILDREN, PERCENT, POUNDS, POUNDS_PER_YEAR, Number, Unit
from reportgen.inputs.table import Row

TABLE = "benefits"


def _known(ledger: Ledger, matrix: Matrix) -> tuple[tuple[MatrixRow, Row], ...]:
    """Return the rows of benefits up to this period whose opportunity is in the matrix, in the order of the matrix."""
    end = ledger.period.end
    return tuple(
        (opportunity, row)
        for opportunity in matrix.rows
        for row in ledger.inputs.rows(TABLE)
        if identifier(row.text("opportunity_id")) == opportunity.id and last_day(period_id(row)) <= end
    )


def _record_given(ledger: Ledger, column: str, name: str, unit: Unit, label: str, *, counts_children: bool) -> None:
    """Record a column of benefits for each row and period, and its total for each period."""
    totals: dict[str, list[str]] = {}
    for opportunity, row in _known(ledger, matrix_of(ledger.inputs)):
        value = row.number_or_symbol(column)
        if value is None:
            continue
        period = period_id(row)
        linked = f"opportunity.{opportunity.id}.children_now"
        fact = ledger.record(
            dated_id(f"opportunity.{opportunity.id}.{name}", period, str(ledger.period)),
            value,
            unit,
            f"{opportunity.label}: {label}",
            period=period,
            as_of=last_day(period),
            calculation=f"{value.text if isinstance(value, Symbol) else unit.exact(value)} as reported",
            sources=sources_of(ledger.inputs, TABLE, [row], column),
            direction=Direction.HIGHER_IS_BETTER,
            counts_children=counts_children,
            inputs=(dated_id(linked, period, str(ledger.period)),) if unit is POUNDS and _has_now(row) else (),
        )
        totals.setdefault(period, []).append(fact.id)
    for period, parts in totals.items():
        if all(ledger.facts[part].value is not None for part in parts):
            record_total(ledger, f"opportunities.{name}", parts, unit, f"All opportunities: {label}", period=period,
                         direction=Direction.HIGHER_IS_BETTER, counts_children=counts_children)  # fmt: skip


def _has_now(row: Row) -> bool:
    return row.number_or_symbol("children_now") is not None


@indicator("benefits.children_now", title="Children benefiting now")
def benefits_children_now(ledger: Ledger) -> None:
    """Children who benefit from an opportunity on the last day of the quarter.

    How to read: It is a count of children, not an estimate. Compare it with the number planned for the same day.
    Caveat: Small numbers are hidden so that no child can be recognised.
    A member may ask: Is it working? Compare the children benefiting now with the children planned by now.
    """
    _record_given(ledger, "children_now", "children_now", CHILDREN, "children benefiting now", counts_children=True)


@indicator("benefits.new_children", title="New children this financial year")
def benefits_new_children(ledger: Ledger) -> None:
    """Children who began to benefit from an opportunity between 1 April and the last day of the quarter.

    How to read: It counts only children who are new this financial year.
    Caveat: Many changes start in September, so the first quarter of a year may show none.
    A member may ask: Why so few so far? See when the opportunity starts; most children move in September.
    """
    _record_given(ledger, "new_children", "new_children", CHILDREN, "new children this financial year",
                  counts_children=True)  # fmt: skip


@indicator("benefits.movement", title="Movement of children benefiting")
def benefits_movement(ledger: Ledger) -> None:
    """The children that the last quarter, with those new since, would lead one to expect, beside those who benefit now.

    How to read: Expected is the number at the end of last quarter plus the children new since. The difference is the
    children counted now, less those expected.
    Caveat: Children who have left are not reported, so a smaller number than expected may be right.
    A member may ask: Why are there fewer than expected? Some children have moved on, or the support has ended for them.
    """
    now = ledger.facts.get("opportunities.children_now")
    new = _new_this_quarter(ledger)
    if now is None or now.value is None or new is None:
        return
    before = ledger.facts.get(f"opportunities.children_now@{ledger.period.previous}")
    last: Number = before.value if before is not None and before.value is not None else 0
    words = fact_text(before) if before is not None else "none"
    expected = ledger.record(
        "opportunities.children_now.expected",
        last + new,
        CHILDREN,
        "All opportunities: children expected to benefit now",
        as_of=now.as_of,
        calculation=f"{words} last quarter + {CHILDREN.exact(new)} new since = {CHILDREN.exact(last + new)}",
        inputs=tuple(fact.id for fact in (before, *_new_since_april(ledger)) if fact is not None),
        sources=now.sources,
        counts_children=True,
    )
    gap = now.value - last - new
    difference = ledger.record(
        "opportunities.children_now.difference",
        gap,
        CHILDREN,
        "All opportunities: children benefiting now, less those expected",
        as_of=now.as_of,
        calculation=f"{fact_text(now)} − {fact_text(expected)} = {CHILDREN.exact(gap)}",
        inputs=(now.id, expected.id),
        sources=now.sources,
    )
    reason = "agrees" if not gap else "unexplained" if gap > 0 else "children who have left are not reported"
    ledger.reconciliations.append(Reconciliation("children benefiting", expected, now, difference, reason))


def _new_this_quarter(ledger: Ledger) -> Number | None:
    """Return the children new since last quarter: those new since 1 April less those that were new by then."""
    now, before = _new_since_april(ledger)
    if now is None or now.value is None or before is None:
        return None if now is None else now.value
    return now.value - (before.value or 0)


def _new_since_april(ledger: Ledger) -> tuple[Fact | None, Fact | None]:
    """Return the children new since 1 April, now and by the end of last quarter; the second is None in the first."""
    name = "opportunities.new_children"
    before = None if ledger.period.quarter == 1 else ledger.facts.get(f"{name}@{ledger.period.previous}")
    return ledger.facts.get(name), before


@indicator("benefits.saving_to_date", title="Saving so far this financial year")
def benefits_saving_to_date(ledger: Ledger) -> None:
    """Pounds saved between 1 April and the last day of the quarter, as reported by the service.

    How to read: It is the saving so far, not for a whole year. The part that finance has agreed is given beside it.
    Caveat: Until finance has agreed an amount it may change. Cost avoidance does not show as lower spending.
    A member may ask: How do the savings achieved compare with the funding received? Read this amount beside the grant
    spent so far.
    """
    _record_given(ledger, "saving", "saving_to_date", POUNDS, "saving this financial year so far", counts_children=True)
    period = str(ledger.period)
    now = [pair for pair in _known(ledger, matrix_of(ledger.inputs)) if period_id(pair[1]) == period]
    total = ledger.value("opportunities.saving_to_date")
    if total is None:
        return
    parts = []
    for validated, name, label in (
        (True, "validated", "agreed by finance"),
        (False, "not_validated", "not yet agreed by finance"),
    ):
        ids = [
            f"opportunity.{opportunity.id}.saving_to_date"
            for opportunity, row in now
            if bool(row.flag("validated")) is validated and row.amount("saving") is not None
        ]
        fact = record_total(ledger, f"opportunities.saving_to_date.{name}", ids, POUNDS,
                            f"Saving this financial year so far, {label}", counts_children=True)  # fmt: skip
        parts.append(fact.id)
    ledger.add_sum("opportunities.saving_to_date", tuple(parts), "saving so far, agreed and not yet agreed")


@indicator("benefits.planned", title="Planned by now")
def benefits_planned(ledger: Ledger) -> None:
    """What the matrix plans for by the last day of the quarter: children benefiting in its last month, and pounds saved
    since 1 April.

    How to read: It is the plan to hold the children benefiting now and the saving so far against.
    Caveat: It is a modelled estimate at target, before children counted in two rows are taken off.
    A member may ask: Are you behind plan? Compare it with what has been achieved by the same day.
    """
    rate = inflation_rate(ledger.settings)
    planned: dict[str, list[str]] = {"planned_children_now": [], "planned_saving_to_date": []}
    for row, opportunity in matrix_of(ledger.inputs).computed:
        for name, value, unit, label, words in _plans(ledger, opportunity, rate):
            decimals = 1 if unit is CHILDREN and value.denominator != 1 else 0
            fact = record_row(ledger, row, name, value, unit, label, words, YEAR_COLUMNS, decimals=decimals)
            planned[name].append(fact.id)
    for name, unit, label in (
        ("planned_children_now", CHILDREN, "children planned to benefit now"),
        ("planned_saving_to_date", POUNDS, "saving planned so far this financial year"),
    ):
        if planned[name]:
            record_total(ledger, f"opportunities.{name}", planned[name], unit, f"All opportunities: {label}")


def _plans(
    ledger: Ledger, opportunity: Opportunity, rate: Fraction
) -> tuple[tuple[str, Fraction, Unit, str, str], ...]:
    months = [day for day in ledger.period.year.months if day <= ledger.period.end]
    stocks = [opportunity.stock(opportunity.month(day)) for day in months]
    prices = (1 + rate) ** (ledger.period.year.start - opportunity.price_base.start)
    saving = sum(stocks, Fraction(0)) * opportunity.net_unit_saving / 12 * prices
    average = sum(stocks, Fraction(0)) / len(stocks)
    words = f"{children(average)} on average over {len(stocks)} months × {pounds(opportunity.net_unit_saving)} ÷ 12"
    return (
        ("planned_children_now", stocks[-1], CHILDREN, "children planned to benefit now", f"{children(stocks[-1])} in "
         "the last month of the quarter"),
        ("planned_saving_to_date", saving, POUNDS, "saving planned so far this financial year",
         f"{words} a month = {pounds(saving)}"),
    )  # fmt: skip


@indicator("benefits.run_rate", title="Run rate")
def benefits_run_rate(ledger: Ledger) -> None:
    """Pounds a year that would be saved if exactly the children benefiting now benefited for twelve months.

    How to read: It is today's pace for a whole year. It lies above the saving so far and below the steady state.
    Caveat: It is not money saved yet. It uses the average saving per child, not each child's own cost.
    A member may ask: How far have we come? The run rate as a percentage of the saving at steady state says so.
    """
    parts = []
    for row, opportunity in matrix_of(ledger.inputs).computed:
        now = ledger.facts.get(f"opportunity.{row.id}.children_now")
        if now is None or now.value is None:
            continue
        cost = opportunity.net_unit_saving
        value = exact(Fraction(now.value) * cost)
        unit_saving = ledger.facts[f"opportunity.{row.id}.net_unit_saving"]
        fact = ledger.record(
            f"opportunity.{row.id}.run_rate",
            value,
            POUNDS_PER_YEAR,
            f"{row.label}: run rate",
            as_of=now.as_of,
            calculation=f"{children(Fraction(now.value))} × {pounds(cost)} a year = {POUNDS.exact(value)} a year",
            inputs=(now.id, unit_saving.id),
            sources=merged_sources((now, unit_saving)),
            basis=unit_saving.basis,
            direction=Direction.HIGHER_IS_BETTER,
            counts_children=True,
        )
        parts.append(fact.id)
        _achieved(ledger, fact, f"opportunity.{row.id}", row.label)
    if parts:
        total = record_total(ledger, "opportunities.run_rate", parts, POUNDS_PER_YEAR, "All opportunities: run rate",
                             direction=Direction.HIGHER_IS_BETTER, counts_children=True)  # fmt: skip
        _achieved(ledger, total, "opportunities", "All opportunities")


def _achieved(ledger: Ledger, run_rate: Fact, prefix: str, label: str) -> None:
    """Record the run rate as a percent of the saving at steady state, where there is one."""
    steady = ledger.facts.get(f"{prefix}.steady_state_saving")
    if steady is None or not steady.value or run_rate.value is None:
        return
    value = share(run_rate.value, steady.value)
    ledger.record(
        f"{prefix}.steady_state_achieved",
        value,
        PERCENT,
        f"{label}: share of steady state reached",
        as_of=run_rate.as_of,
        calculation=f"{fact_text(run_rate)} ÷ {fact_text(steady)} = {PERCENT.exact(value)}",
        numerator=run_rate.id,
        denominator=steady.id,
        inputs=(run_rate.id, steady.id),
        sources=merged_sources((run_rate, steady)),
        direction=Direction.HIGHER_IS_BETTER,
        counts_children=True,
    )
