"""The arithmetic of the opportunity matrix: from children a year to pounds a year, month by month.

Exact fractions throughout; rounding happens when a fact is printed. The formulas are those of the committee method
(stock build and September phasing) and are printed with the figures as the method used:

- flow = eligible a year × share reached; steady-state children = flow × years each child benefits;
- steady-state saving = steady-state children × (yearly cost before − yearly cost after);
- month 0 is the calendar month of the start date, whichever its day: 1 and 4 September are the same start;
- stock in month k, entry in September: flow × min(⌊k/12⌋ + 1, years);
- stock in month k, entry through the year: flow × min((k + ½)/12, years), the middle of the month;
- a financial year's saving is the sum over its months of stock × net cost ÷ 12;
- one cohort that moves once runs off evenly to nil over the years given, in yearly steps where entry is in September.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import ceil

from reportgen.facts.units import Number
from reportgen.period import AcademicYear, FinancialYear

TARGET = "target"
STRETCH = "stretch"
CASES = (TARGET, STRETCH)
"""The two confidence cases of every computed opportunity."""

SEPTEMBER = "september"
THROUGH_YEAR = "through_year"

_TEN_MILLIONTH = Decimal("0.0000001")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def exact(value: Fraction) -> Number:
    """Return a fraction as a fact holds it: a whole number, or a Decimal to seven places.

    Seven places keep sums of parts equal to their total while a third of a penny still rounds the right way.
    """
    if value.denominator == 1:
        return value.numerator
    quotient = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    kept = quotient.quantize(_TEN_MILLIONTH, context=_EXACT)
    return int(kept) if kept == kept.to_integral_value() else kept.normalize(_EXACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """The declared quantities of one computed row. Shares are of one, costs in pounds per plan per year.

    ``stretch`` is the target's share where the row gives none. ``repeats`` is no for one cohort that moves once.
    """

    eligible_per_year: Fraction
    target: Fraction
    stretch: Fraction
    duration_years: Fraction
    starts: date
    entry: str
    repeats: bool
    unit_cost_from: Fraction
    unit_cost_to: Fraction
    price_base: FinancialYear

    @property
    def net_unit_saving(self) -> Fraction:
        """Pounds per child per year: the cost before less the cost of the new setting."""
        return self.unit_cost_from - self.unit_cost_to

    @property
    def first_year(self) -> FinancialYear:
        """The financial year it starts in."""
        return FinancialYear.of(self.starts)

    def flow(self, case: str = TARGET) -> Fraction:
        """Return children a year; for one cohort, the children in it."""
        return self.eligible_per_year * (self.stretch if case == STRETCH else self.target)

    def steady_state_children(self, case: str = TARGET) -> Fraction:
        """Return children benefiting at once when fully worked through; nil for one cohort."""
        return self.flow(case) * self.duration_years if self.repeats else Fraction(0)

    def steady_state_saving(self, case: str = TARGET) -> Fraction:
        """Return pounds a year when fully worked through, in the price base's prices, before overlaps."""
        return self.steady_state_children(case) * self.net_unit_saving

    def month(self, day: date) -> int:
        """Return which month of the opportunity a day falls in; negative before the start."""
        return (day.year - self.starts.year) * 12 + day.month - self.starts.month

    def stock(self, month: int, case: str = TARGET) -> Fraction:
        """Return the children benefiting in a month, 0 being the month it starts."""
        if month < 0:
            return Fraction(0)
        through_year = self.entry == THROUGH_YEAR
        if self.repeats:
            years = Fraction(2 * month + 1, 24) if through_year else Fraction(month // 12 + 1)
            return self.flow(case) * min(years, self.duration_years)
        gone = Fraction(2 * month + 1, 24) if through_year else Fraction(month // 12)
        return self.flow(case) * max(Fraction(0), 1 - gone / self.duration_years)

    def child_months(self, year: FinancialYear, case: str = TARGET) -> Fraction:
        """Return the sum of the stock over a financial year's months."""
        return sum((self.stock(self.month(day), case) for day in year.months), Fraction(0))

    def saving(self, year: FinancialYear, case: str = TARGET, inflation: Fraction = Fraction(0)) -> Fraction:
        """Return a financial year's pounds before overlaps, in its own prices where ``inflation`` (of one) is given."""
        prices = (1 + inflation) ** (year.start - self.price_base.start)
        return self.child_months(year, case) * self.net_unit_saving / 12 * prices

    @property
    def settled_month(self) -> int:
        """The first month at steady state; for one cohort, the first month after the last child has left."""
        if self.entry == THROUGH_YEAR:
            return max(0, ceil(self.duration_years * 12 - Fraction(1, 2)))
        years = ceil(self.duration_years)
        return 12 * (years - 1 if self.repeats else years)

    def _settled_day(self) -> date:
        months = self.starts.month - 1 + self.settled_month
        return date(self.starts.year + months // 12, months % 12 + 1, 1)

    @property
    def steady_state_year(self) -> AcademicYear | None:
        """The academic year in which steady state is reached; None for one cohort, which has none."""
        return AcademicYear.of(self._settled_day()) if self.repeats else None

    @property
    def settled_year(self) -> FinancialYear:
        """The first financial year that is at steady state in all its months (for one cohort: at nil)."""
        day = self._settled_day()
        year = FinancialYear.of(day)
        return year if day == year.first_day else year.plus(1)
