"""Changes against the previous period and against the same period last year (data dictionary, fact ids)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Status
from reportgen.facts.ledger import Ledger
from reportgen.facts.names import period_before
from reportgen.facts.provenance import day_text, fact_text, merged_sources, period_text, value_text
from reportgen.facts.units import PERCENT, POINTS, Number, Percent, Unit
from reportgen.period import Period

_CENSUS = "plans."
_YEARLY = "flow."
_RESTARTING = frozenset({"new_children", "saving_to_date", "planned_saving_to_date"})
"""Measures counted from 1 April: a quarter is not compared with one of another financial year."""


def add_changes(ledger: Ledger) -> None:
    """Add ``.change`` and ``.percent_change``, ``.change_year`` and ``.percent_change_year`` where both values exist.

    They are worked out for this period's facts, and for measures of whole years against the year before. An amount
    counted from 1 April has no change in the first quarter: the one before belongs to another year.
    """
    earlier: dict[str, dict[str, Fact]] = {}
    for fact in ledger.facts.values():
        if "@" in fact.id:
            earlier.setdefault(fact.name, {})[fact.period] = fact
    for fact in list(ledger.facts.values()):
        before = earlier.get(fact.name, {})
        if "@" not in fact.id:
            previous, year_before = _earlier_periods(fact, before, ledger.period)
            if not (ledger.period.quarter == 1 and _RESTARTING.intersection(fact.id.split("."))):
                _add_pair(ledger, fact, before.get(previous), "")
            _add_pair(ledger, fact, before.get(year_before), "_year")
        elif fact.id.startswith(_YEARLY) and "-q" not in fact.period:
            _add_pair(ledger, fact, before.get(period_before(fact.period)), "")


def _earlier_periods(fact: Fact, before: dict[str, Fact], own: Period) -> tuple[str, str]:
    """Return the previous period and the one a year ago; plans are compared from census to census."""
    if not fact.id.startswith(_CENSUS) or fact.as_of is None:
        return str(own.previous), str(own.year_before)
    counted = Period.of(fact.as_of)
    return max(before, default=""), str(counted.year_before)


def _add_pair(ledger: Ledger, now: Fact, then: Fact | None, ending: str) -> None:
    if then is None:
        return
    difference: Number | Symbol = Symbol.NOT_AVAILABLE
    if now.value is not None and then.value is not None:
        difference = now.value - then.value
    unit: Unit = POINTS if isinstance(now.unit, Percent) else now.unit
    _add(ledger, now, then, "change" + ending, difference, unit, f"{_dated(now)} − {_dated(then)}")
    if isinstance(now.unit, Percent) or (then.value is not None and then.value <= 0):
        return
    relative: Number | Symbol = Symbol.NOT_AVAILABLE
    if not isinstance(difference, Symbol):
        assert then.value is not None
        relative = Decimal(difference) * 100 / Decimal(then.value)
    words = f"({_dated(now)} − {_dated(then)}) ÷ {fact_text(then)}"
    _add(ledger, now, then, "percent_change" + ending, relative, PERCENT, words)


def _add(ledger: Ledger, now: Fact, then: Fact, name: str, value: Number | Symbol, unit: Unit, words: str) -> None:
    suffix = now.id.removeprefix(now.name)
    since = _time(then)
    percent = " in percent" if name.startswith("percent") else ""
    ledger.add(
        replace(
            now,
            id=f"{now.name}.{name}{suffix}",
            value=None if isinstance(value, Symbol) else value,
            symbol=value if isinstance(value, Symbol) else None,
            unit=unit,
            decimals=1 if unit in (PERCENT, POINTS) else now.decimals,
            label=f"{now.label}: change since {since}{percent}",
            definition=f"How much it has changed{percent} since {since}. {now.definition}",
            calculation=f"{words} = {value_text(value, unit)}",
            inputs=(now.id, then.id),
            numerator="",
            denominator="",
            signs=None,
            basis=f"since {since}",
            sources=merged_sources((now, then)),
            status=now.status if now.status is then.status else Status.LOCAL,
            counts_children=False,
        )
    )


def _time(fact: Fact) -> str:
    if fact.id.startswith(_CENSUS) and fact.as_of is not None:
        return day_text(fact.as_of)
    return period_text(fact.period)


def _dated(fact: Fact) -> str:
    return f"{fact_text(fact)} ({_time(fact)})"
