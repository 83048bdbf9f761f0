"""Units are types: what a number counts decides how it is rounded and printed.

Rounding is half up, once, at print (DfE guidance; ``domain.md`` D2 names the banker's-rounding trap).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Number = int | Decimal
"""What a fact may hold. A float is never exact enough to print in a council paper."""

MINUS = "−"


def rounded(value: Number, decimals: int = 0) -> Decimal:
    """Return the value rounded half up (away from zero at the half) to that many decimals."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def grouped(value: Number, decimals: int = 0) -> str:
    """Return digits with thousands commas and a true minus sign: ``−1,342.5``."""
    number = rounded(value, decimals)
    sign = MINUS if number < 0 else ""
    return f"{sign}{abs(number):,.{decimals}f}"


def _decimals_of(value: Number) -> int:
    """Return how many decimals, two at most, a value needs."""
    shown = rounded(value, 2).normalize()
    exponent = shown.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: ``name`` for headings and files, ``one`` for a single one."""

    name: str
    one: str
    decimals: int = 0

    def text(self, value: Number, decimals: int | None = None) -> str:
        """Return the value as a reader sees it in a sentence, without the unit's noun."""
        return grouped(value, self.decimals if decimals is None else decimals)

    def exact(self, value: Number) -> str:
        """Return the value for a calculation: in full, to two decimals at most."""
        return self.text(value, _decimals_of(value))


@dataclass(frozen=True, slots=True)
class Percent(Unit):
    """A share of 100; ``text`` ends in ``%``."""

    def text(self, value: Number, decimals: int | None = None) -> str:
        """Return ``62%`` or ``62.5%``."""
        return Unit.text(self, value, decimals) + "%"


@dataclass(frozen=True, slots=True)
class Pounds(Unit):
    """Money. A million or more is written ``£1.4 million`` (a whole one ``£1 million``), less in full: ``£400,000``."""

    def text(self, value: Number, decimals: int | None = None) -> str:
        """Return the amount for a sentence, with a minus sign before the pound sign."""
        places = self.decimals if decimals is None else decimals
        sign = MINUS if rounded(value, places) < 0 else ""
        if abs(rounded(value)) >= 1_000_000:
            millions = abs(Decimal(value)) / Decimal(1_000_000)
            return f"{sign}£{grouped(millions, 0 if millions == rounded(millions) else 1)} million"
        return f"{sign}£{grouped(abs(Decimal(value)), places)}"

    def exact(self, value: Number) -> str:
        """Return the amount in full to the pound, or to the penny where it has pence."""
        places = 2 if _decimals_of(value) else 0
        sign = MINUS if rounded(value, places) < 0 else ""
        return f"{sign}£{grouped(abs(Decimal(value)), places)}"


PLANS = Unit("plans", "plan")
CHILDREN = Unit("children", "child")
REQUESTS = Unit("requests", "request")
ASSESSMENTS = Unit("assessments", "assessment")
DECISIONS = Unit("decisions", "decision")
APPEALS = Unit("appeals", "appeal")
REVIEWS = Unit("reviews", "review")
CASES = Unit("cases", "case")
RESPONDENTS = Unit("respondents", "respondent")
COMMENTS = Unit("comments", "comment")
COUNT = Unit("number", "one")
YEARS = Unit("years", "year")
WEEKS = Unit("weeks", "week")
PERCENT = Percent("percent", "percent")
POINTS = Unit("percentage points", "percentage point", 1)
POUNDS = Pounds("pounds", "pound")
POUNDS_PER_YEAR = Pounds("pounds per year", "pound per year")
POUNDS_PER_PLAN = Pounds("pounds per plan per year", "pound per plan per year")

PEOPLE = frozenset((PLANS, CHILDREN, REQUESTS, ASSESSMENTS, DECISIONS, APPEALS, REVIEWS, CASES, RESPONDENTS, COMMENTS))
"""Units that stand for people: of each there is one to a person, or a few."""

UNITS = {
    unit.name: unit
    for unit in (
        PLANS, CHILDREN, REQUESTS, ASSESSMENTS, DECISIONS, APPEALS, REVIEWS, CASES, RESPONDENTS, COMMENTS, COUNT,
        YEARS, WEEKS, PERCENT, POINTS, POUNDS, POUNDS_PER_YEAR, POUNDS_PER_PLAN,
    )
}  # fmt: skip
"""Every unit by its name."""

_ALIASES = {"": COUNT, "£": POUNDS, "%": PERCENT, "per cent": PERCENT, "people": Unit("people", "person")}


def unit_named(name: str) -> Unit:
    """Return the unit facts.csv or an officer names: a known one by its name or sign, otherwise one of that name."""
    text = name.strip().lower()
    return _ALIASES.get(text) or UNITS.get(text) or Unit(text, text)
