"""The mitigated forecast: the unmitigated one less the savings that something stands behind."""

from __future__ import annotations

from datetime import date

from reportgen.facts.fact import Direction, Fact, Status
from reportgen.facts.factset import Reconciliation
from reportgen.facts.identifiers import identifier
from reportgen.facts.indicators._matrix import record_total
from reportgen.facts.indicators.dsg import (
    HIGH_NEEDS,
    Account,
    Amount,
    given_accounts,
    given_opening,
    record_balances,
    record_year,
)
from reportgen.facts.indicators.themes import themed_rows
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.matrix_rows import MatrixRow, matrix_of
from reportgen.facts.names import dated_id, last_day, period_id
from reportgen.facts.provenance import day_text, fact_text, merged_sources, sources_of
from reportgen.facts.units import POUNDS, Number
from reportgen.inputs.table import Row
from reportgen.period import FinancialYear

UNMITIGATED = "unmitigated"
MITIGATED = "mitigated"


def forecast_years(ledger: Ledger) -> tuple[FinancialYear, ...]:
    """Return the financial years with a complete unmitigated forecast of the high needs block, in order."""
    return tuple(
        account.year
        for account in given_accounts(ledger)
        if account.block == HIGH_NEEDS
        and account.scenario == UNMITIGATED
        and account.fact_id("in_year") in ledger.facts
        and account.fact_id("expenditure") in ledger.facts
    )


def _counts(ledger: Ledger, status: str) -> bool:
    """Whether a saving of that status is a mitigation; one whose status is blank is taken as declared."""
    return not status or status in ledger.settings.finance.mitigation_statuses


def _achieved(ledger: Ledger, row: MatrixRow, year: FinancialYear, taken: date) -> Row | None:
    """Return what benefits last showed as achieved in a year on or before the day the forecast was taken."""
    known = [
        benefit
        for benefit in ledger.inputs.rows("benefits")
        if identifier(benefit.text("opportunity_id")) == row.id
        and benefit.amount("saving") is not None
        and last_day(period_id(benefit)) <= taken
        and FinancialYear.of(last_day(period_id(benefit))) == year
    ]
    return max(known, key=lambda benefit: last_day(period_id(benefit)), default=None)


@indicator("mitigation", title="What each opportunity takes off the forecast")
def mitigation(ledger: Ledger) -> None:
    """Pounds that one opportunity, or one saving outside the matrix, takes off the forecast spending of a financial
    year. What was already achieved when the forecast was made is left out, because the forecast contains it.

    How to read: Only savings that are at least planned are taken off. Children counted in two rows are counted once.
    Caveat: For an opportunity it is a modelled estimate at target. What was achieved is taken off in the year it was
    achieved; its effect in later years is left in.
    A member may ask: What specific measures will meet the projected saving? Each of them is listed with its amount.
    """
    for year in forecast_years(ledger):
        spending = ledger.facts[Account(HIGH_NEEDS, year, UNMITIGATED).fact_id("expenditure")]
        for row, _ in matrix_of(ledger.inputs).computed:
            if _counts(ledger, row.status):
                _record_opportunity(ledger, row, year, spending.as_of or ledger.period.end)
        for saving in ledger.inputs.rows("mitigations"):
            if _year(saving) == year and _counts(ledger, saving.text("status")):
                _record_outside(ledger, saving, year)


def _year(row: Row) -> FinancialYear:
    return FinancialYear.parse(str(row.value("financial_year")))


def _record_opportunity(ledger: Ledger, row: MatrixRow, year: FinancialYear, taken: date) -> None:
    planned = ledger.facts[f"opportunity.{row.id}.saving.net@{year}"]
    assert planned.value is not None
    benefit = _achieved(ledger, row, year, taken)
    achieved: Number = 0 if benefit is None else benefit.amount("saving") or 0
    value = max(planned.value - achieved, 0) if achieved > 0 else planned.value
    words = f"{fact_text(planned)} in the matrix"
    if achieved > 0:
        words += f" − {POUNDS.exact(achieved)} achieved by {day_text(taken)} and so already in the forecast"
        words += f" = {POUNDS.exact(value)}" if value else ", which is more, so nothing is left to take off"
    reported = _reported(ledger, row, benefit) if achieved > 0 else ()
    ledger.record(
        f"mitigation.{row.id}@{year}",
        value,
        POUNDS,
        f"{row.label}: taken off the forecast",
        period=str(year),
        as_of=taken,
        calculation=words,
        inputs=(planned.id, *(fact.id for fact in reported)),
        sources=planned.sources + merged_sources(reported),
        # Not exempt as a modelled estimate is: the amount achieved can be worked back from it.
        status=Status.FORECAST if reported else Status.MODELLED,
        basis=planned.basis,
    )


def _reported(ledger: Ledger, row: MatrixRow, benefit: Row | None) -> tuple[Fact, ...]:
    """Return the fact of what was achieved, so that a hidden amount hides what is worked out from it."""
    assert benefit is not None
    name = dated_id(f"opportunity.{row.id}.saving_to_date", period_id(benefit), str(ledger.period))
    return (ledger.facts[name],) if name in ledger.facts else ()


def _record_outside(ledger: Ledger, row: Row, year: FinancialYear) -> None:
    amount = row.number_or_symbol("amount")
    if amount is None:
        return
    ledger.record(
        f"mitigation.{identifier(row.text('id'))}@{year}",
        amount,
        POUNDS,
        f"{row.text('title')}: taken off the forecast",
        period=str(year),
        calculation="as declared, outside the matrix",
        sources=sources_of(ledger.inputs, "mitigations", [row], "amount"),
        status=Status.FORECAST,
        basis=row.text("note"),
    )


@indicator("dsg.mitigations", title="All that is taken off the forecast")
def dsg_mitigations(ledger: Ledger) -> None:
    """Pounds taken off the forecast spending of a financial year by everything that is at least planned. The same is
    added up from the first year of the forecast.

    How to read: It is the whole difference between the unmitigated and the mitigated forecast.
    Caveat: A savings target with nothing identified behind it is not in it.
    A member may ask: Do the savings include risk? They are at target; how sure each is stands in the matrix.
    """
    before: Fact | None = None
    for year in forecast_years(ledger):
        parts = [
            fact.id for fact in ledger.facts.values()
            if fact.id.startswith("mitigation.") and fact.period == str(year) and fact.value is not None
        ]  # fmt: skip
        total = record_total(ledger, f"dsg.mitigations@{year}", parts, POUNDS, "All mitigations of the year",
                             period=str(year), own=str(year))  # fmt: skip
        added = [total.id] if before is None else [before.id, total.id]
        before = record_total(ledger, f"dsg.mitigations.cumulative@{year}", added, POUNDS,
                              "All mitigations since the first year of the forecast",
                              period=str(year), own=str(year))  # fmt: skip


@indicator("theme.mitigation", title="What each theme takes off the forecast")
def theme_mitigation(ledger: Ledger) -> None:
    """Pounds that the opportunities of a theme take off the forecast spending of a financial year. Savings outside the
    matrix stand beside the themes.

    How to read: The themes and the savings outside the matrix add up to the whole difference between the forecasts.
    Caveat: Only savings that are at least planned are in it, so it may be less than the theme's saving of the year.
    A member may ask: Which theme closes most of the gap? The one with the largest amount in the year you ask about.
    """
    for year in forecast_years(ledger):
        groups: dict[str, tuple[str, list[str]]] = {}
        for theme, (title, rows) in themed_rows(ledger).items():
            ids = [f"mitigation.{row.id}@{year}" for row in rows]
            groups[f"theme.{theme}.mitigation"] = title, [name for name in ids if name in ledger.facts]
        inside = {name for _, ids in groups.values() for name in ids}
        total = f"dsg.mitigations@{year}"
        every = next(declared.parts for declared in ledger.sums if declared.total == total)
        groups["dsg.mitigations.outside"] = "Outside the matrix", [name for name in every if name not in inside]
        parts = [
            record_total(ledger, f"{name}@{year}", ids, POUNDS, f"{title}: taken off the forecast",
                         period=str(year), own=str(year)).id
            for name, (title, ids) in groups.items()
            if ids
        ]  # fmt: skip
        if parts:
            ledger.add_sum(total, tuple(parts), "themes make up the mitigations")


@indicator("dsg.mitigated", title="Mitigated forecast")
def dsg_mitigated(ledger: Ledger) -> None:
    """The unmitigated forecast less everything that is taken off it, year by year.

    How to read: The gap between the two forecasts is what the programme and other savings bring.
    Caveat: A year in balance does not remove the deficit built up before it.
    A member may ask: If everything works, is the deficit gone? Look at the balance at the end of the last year.
    """
    given = given_accounts(ledger)
    for year in forecast_years(ledger):
        account = Account(HIGH_NEEDS, year, MITIGATED)
        if not set(given.get(account, {})) - {"savings_target"}:
            record_year(ledger, account, _lines(ledger, year))
            _assert_difference(ledger, year)
            continue
        record_balances(ledger, account, given_opening(ledger, account))
        if account.fact_id("in_year") in ledger.facts:
            _reconcile(ledger, year)


def _lines(ledger: Ledger, year: FinancialYear) -> dict[str, Amount]:
    """Return the mitigated year's lines: those of the unmitigated year, with its spending less the mitigations."""
    unmitigated = Account(HIGH_NEEDS, year, UNMITIGATED)
    lines: dict[str, Amount] = {}
    for line in ("income", "block_transfer", "other"):
        fact = ledger.facts.get(unmitigated.fact_id(line))
        if fact is not None and fact.value is not None:
            words = f"{fact_text(fact)}, as in the unmitigated forecast"
            lines[line] = Amount(fact.value, fact.as_of, fact.sources, words, (fact.id,), fact.basis)
    spending = ledger.facts[unmitigated.fact_id("expenditure")]
    saved = ledger.facts[f"dsg.mitigations@{year}"]
    assert spending.value is not None and saved.value is not None
    value = spending.value - saved.value
    words = f"{fact_text(spending)} − {fact_text(saved)} of mitigations = {POUNDS.exact(value)}"
    lines["expenditure"] = Amount(value, spending.as_of, spending.sources, words, (spending.id, saved.id))
    opening = ledger.facts.get(unmitigated.fact_id("opening"))
    before = Account(HIGH_NEEDS, year.plus(-1), MITIGATED).fact_id("closing")
    if opening is not None and opening.value is not None and before not in ledger.facts:
        words = f"{fact_text(opening)}, as in the unmitigated forecast"
        lines["opening_balance"] = Amount(opening.value, opening.as_of, opening.sources, words, (opening.id,))
    return lines


def _assert_difference(ledger: Ledger, year: FinancialYear) -> None:
    """Declare that mitigated less unmitigated is the sum of the mitigations, in the year and in all years so far."""
    for line, name in (("in_year", f"dsg.mitigations@{year}"), ("closing", f"dsg.mitigations.cumulative@{year}")):
        before = Account(HIGH_NEEDS, year, UNMITIGATED).fact_id(line)
        after = Account(HIGH_NEEDS, year, MITIGATED).fact_id(line)
        if before in ledger.facts and after in ledger.facts:
            ledger.add_sum(after, (before, name), "unmitigated, mitigations and mitigated")


def _reconcile(ledger: Ledger, year: FinancialYear) -> None:
    """Compare a mitigated forecast that was given with what the savings listed come to; they need not agree."""
    before = ledger.facts[Account(HIGH_NEEDS, year, UNMITIGATED).fact_id("in_year")]
    after = ledger.facts[Account(HIGH_NEEDS, year, MITIGATED).fact_id("in_year")]
    listed = ledger.facts[f"dsg.mitigations@{year}"]
    assert before.value is not None and after.value is not None and listed.value is not None
    found = _record(ledger, f"dsg.mitigations.given@{year}", after.value - before.value, year,
                    "Mitigations in the mitigated forecast given", f"{fact_text(after)} − {fact_text(before)}",
                    (after.id, before.id))  # fmt: skip
    gap = _record(ledger, f"dsg.mitigations.difference@{year}", after.value - before.value - listed.value, year,
                  "Mitigations given less those listed", f"{fact_text(found)} − {fact_text(listed)}",
                  (found.id, listed.id))  # fmt: skip
    ledger.reconciliations.append(
        Reconciliation(f"mitigations of {year}", listed, found, gap, "none needed" if not gap.value else "unexplained")
    )


def _record(
    ledger: Ledger, fact_id: str, value: Number, year: FinancialYear, label: str, words: str, inputs: tuple[str, ...]
) -> Fact:
    return ledger.record(
        fact_id,
        value,
        POUNDS,
        label,
        period=str(year),
        calculation=f"{words} = {POUNDS.exact(value)}",
        inputs=inputs,
        status=Status.FORECAST,
        direction=Direction.HIGHER_IS_BETTER,
        indicator="dsg.mitigations",
    )
