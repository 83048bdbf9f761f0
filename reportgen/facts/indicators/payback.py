"""What the savings add up to beside the grant that pays for the work: planned, reported, and when they pass it."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.facts.fact import Fact
from reportgen.facts.indicators._matrix import record_total
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.names import last_day
from reportgen.facts.provenance import fact_text, merged_sources
from reportgen.facts.units import POUNDS, YEARS
from reportgen.period import FinancialYear

_SAVED = "opportunities.saving_to_date"
_CUMULATIVE = "opportunities.saving.cumulative"


@indicator("opportunities.saving.cumulative", title="Saving of the whole matrix since the start")
def opportunities_saving_cumulative(ledger: Ledger) -> None:
    """Pounds the whole matrix is planned to save from its start to the end of a financial year: all its years added up.

    How to read: It is a total over several years and so larger than the saving of any one year.
    Caveat: It is a modelled estimate at target. It adds cost avoidance and cashable savings together. Programme costs
    are not taken off.
    A member may ask: How much will it have saved in all? Read the total to the end of the year you ask about.
    """
    before: list[str] = []
    for fact in _by_year(ledger, "opportunities.saving"):
        total = record_total(
            ledger, f"{_CUMULATIVE}@{fact.period}", [*before, fact.id], POUNDS,
            "Saving of the matrix since the start (target), overlaps removed", period=fact.period, own=fact.period,
        )  # fmt: skip
        before = [total.id]


def _by_year(ledger: Ledger, name: str) -> list[Fact]:
    return sorted((fact for fact in ledger.facts.values() if fact.name == name), key=lambda fact: fact.period)


@indicator("benefits.saving_so_far", title="Saving reported since the start")
def saving_so_far(ledger: Ledger) -> None:
    """Pounds reported as saved since the first report, all financial years added up.

    How to read: It is a running total over several years. The saving so far this financial year is a part of it.
    Caveat: Some of it may not yet be agreed by finance. Cost avoidance does not show as lower spending.
    A member may ask: How do the savings achieved compare with the funding received? Read it beside the grant spent.
    """
    latest: dict[FinancialYear, str] = {}
    reported = [fact for fact in ledger.facts.values() if fact.name == _SAVED and fact.value is not None]
    for fact in sorted(reported, key=lambda fact: last_day(fact.period)):
        latest[FinancialYear.of(last_day(fact.period))] = fact.id
    if ledger.period.year in latest and latest[ledger.period.year] == _SAVED:
        record_total(ledger, "opportunities.saving_so_far", latest.values(), POUNDS,
                     "All opportunities: saving reported since the start", counts_children=True)  # fmt: skip


@indicator("grant.payback", title="Years until the savings pass the grant")
def grant_payback(ledger: Ledger) -> None:
    """Financial years, from the first in which anything is saved, until the planned savings added up reach the grant.

    How to read: One year means that the planned savings of the first year alone are at least as large.
    Caveat: The savings are modelled and mostly cost avoidance, so they do not pay the grant back in cash. Yearly costs
    of the programme are not taken off.
    A member may ask: How long until the investment pays back? The number of years to reach the grant spent so far and
    the whole grant awarded.
    """
    totals = [fact for fact in _by_year(ledger, _CUMULATIVE) if fact.value]
    for measure in ("spent", "awarded"):
        grant = ledger.facts.get(f"grant.{measure}")
        if grant is not None and grant.value is not None and totals:
            _record_payback(ledger, grant, measure, totals)


def _record_payback(ledger: Ledger, grant: Fact, measure: str, totals: Sequence[Fact]) -> None:
    assert grant.value is not None
    reached = next((number for number, fact in enumerate(totals, start=1) if (fact.value or 0) >= grant.value), None)
    if reached is None:
        return
    used = totals[:reached]
    steps = ", ".join(f"{fact_text(fact)} by the end of {fact.period}" for fact in used)
    ledger.record(
        f"grant.payback.{measure}",
        reached,
        YEARS,
        f"Financial years until the planned savings reach the grant {measure}",
        as_of=grant.as_of,
        calculation=f"{steps}; the grant {measure} is {fact_text(grant)}",
        inputs=(grant.id, used[-1].id),
        sources=merged_sources((grant, used[-1])),
        status=used[-1].status,
        basis="planned savings at target, overlaps removed, before programme costs",
    )
