"""Counts of people rounded for print, after the small ones are hidden, and what rounded numbers still say.

Each count is rounded by itself from the exact one, totals too, so that parts may not add up to their total; percentages
and averages are worked out from exact counts and rounded to the decimals they print with. That is the practice of
statistical offices (Ofqual, Rounding policy for statistical publications; HESA, Rounding and suppression). A percentage
of rounded counts would be wrong where it matters most: 8 of 12 would be 10 of 10. The difference between two counts
is that of the two as printed, or a reader would see 95 become 105 “by 5”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.suppression_implied import is_observed
from reportgen.facts.units import PEOPLE, PERCENT, POINTS, Number, rounded
from reportgen.profile import Disclosure

_SHARES = (PERCENT, POINTS)
_DIFFERENCES = ("change", "change_year", "difference")
_COUNTED = "counted exactly, and rounded in print"
_SUBTRACTED = "the difference between two rounded counts"
_WORKED_OUT = "worked out from exact counts, which are rounded in print"


class Figure(Protocol):
    """A number as somebody reads it: a fact of a pack, or a row of an earlier one."""

    @property
    def value(self) -> Number | None:
        """The number as printed."""

    @property
    def rounded_to(self) -> Number:
        """The step it was rounded to, 0 where it is exact."""


def round_count(count: Number, base: int) -> int:
    """Return a count rounded half up to a multiple of ``base``: that of somebody never to nobody."""
    if count < 0:
        return -round_count(-count, base)
    steps = int((Decimal(count) / base).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return max(steps, 1) * base if count else 0


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures, each as exact as it was printed, can be the same number; never where one is hidden."""
    if one.value is None or other.value is None:
        return False
    (low, high), (least, most) = _range(one.value, one.rounded_to), _range(other.value, other.rounded_to)
    if one.rounded_to and other.rounded_to:
        return max(low, least) < min(high, most)
    exact, (start, end) = (other.value, (low, high)) if one.rounded_to else (one.value, (least, most))
    return start <= exact < end if start < end else exact == start


def _range(value: Number, step: Number) -> tuple[Decimal, Decimal]:
    half = Decimal(step) / 2
    return Decimal(value) - half, Decimal(value) + half


def round_facts(exact: RestrictedFacts, printed: Mapping[str, Fact], profile: Disclosure) -> dict[str, Fact]:
    """Return the facts as printed with every observed count rounded, and what is worked out from one no more exact.

    Money in whole pounds, published and modelled figures stay as they are; so does whatever is hidden. No calculation
    names an exact count.
    """
    if profile.rounding == 1:
        return dict(printed)
    observed = {fact.id for fact in exact if is_observed(fact)}
    touched = _worked_out_from(observed, exact)
    base = profile.rounding
    found = {fact_id: _round(exact[fact_id], fact, observed, touched, base) for fact_id, fact in printed.items()}
    for fact in exact:
        if fact.id in touched and is_difference(fact):
            found[fact.id] = _subtract(fact, found, exact, base)
    return found


def is_difference(fact: Fact) -> bool:
    """Whether a fact is one count of people less another."""
    return fact.unit in PEOPLE and len(fact.inputs) == 2 and fact.name.rpartition(".")[2] in _DIFFERENCES


def _worked_out_from(observed: Iterable[str], facts: RestrictedFacts) -> set[str]:
    """Return the observed counts and all that is worked out from them, directly or through others."""
    found = set(observed)
    while True:
        more = {
            fact.id
            for fact in facts
            if fact.id not in found
            and fact.status not in (Status.MODELLED, Status.PUBLISHED)
            and not found.isdisjoint((fact.numerator, fact.denominator, *fact.inputs))
        }
        if not more:
            return found
        found |= more


def _round(exact: Fact, fact: Fact, observed: set[str], touched: set[str], base: int) -> Fact:
    if fact.value is None:
        return fact
    if fact.id in observed or (fact.id in touched and fact.unit in PEOPLE):
        words = _COUNTED if fact.id in observed and not exact.inputs else _WORKED_OUT
        return replace(fact, value=round_count(fact.value, base), rounded_to=base, calculation=words)
    sources = (exact.numerator, exact.denominator, *exact.inputs)
    calculation = fact.calculation if touched.isdisjoint((fact.id, *sources)) else _WORKED_OUT
    if fact.id in touched and (fact.unit in _SHARES or fact.value != rounded(fact.value, fact.places)):
        step = Decimal(1).scaleb(-fact.places)
        return replace(fact, value=rounded(fact.value, fact.places), rounded_to=step, calculation=calculation)
    return replace(fact, calculation=calculation)


def _subtract(exact: Fact, found: Mapping[str, Fact], facts: RestrictedFacts, base: int) -> Fact:
    """Return a difference as that of the two counts as they are printed, in the order they were subtracted."""
    fact = found[exact.id]
    now, then = (found[each].value for each in exact.inputs)
    if fact.value is None or now is None or then is None:
        return fact
    first, second = (facts[each].value or 0 for each in exact.inputs)
    difference = now - then if exact.value == first - second else then - now
    return replace(fact, value=difference, rounded_to=base, calculation=_SUBTRACTED)
