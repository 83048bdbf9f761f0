"""The arithmetic of the matrix: stock, years, entry rules, and the totals that may not move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.facts.matrix import SEPTEMBER, STRETCH, THROUGH_YEAR, Opportunity, exact
from reportgen.period import AcademicYear, FinancialYear

# Domain G3: 10 children a year, 5 years, £30,000 a year.
TEN_A_YEAR = Opportunity(
    eligible_per_year=Fraction(20),
    target=Fraction(1, 2),
    stretch=Fraction(3, 5),
    duration_years=Fraction(5),
    starts=date(2025, 9, 1),
    entry=SEPTEMBER,
    repeats=True,
    unit_cost_from=Fraction(48_000),
    unit_cost_to=Fraction(18_000),
    price_base=FinancialYear(2025),
)


def years(opportunity: Opportunity, count: int) -> list[Fraction]:
    first = opportunity.first_year
    return [opportunity.saving(first.plus(index)) for index in range(count)]


def test_the_worked_example_comes_out_to_the_pound() -> None:
    assert TEN_A_YEAR.steady_state_children() == 50
    assert TEN_A_YEAR.steady_state_saving() == 1_500_000
    assert years(TEN_A_YEAR, 7) == [175_000, 475_000, 775_000, 1_075_000, 1_375_000, 1_500_000, 1_500_000]


def test_steady_state_is_reached_in_the_fifth_academic_year() -> None:
    assert TEN_A_YEAR.steady_state_year == AcademicYear(2029)
    assert TEN_A_YEAR.settled_year == FinancialYear(2030)


def test_the_stretch_is_the_same_sum_with_its_own_share() -> None:
    assert TEN_A_YEAR.flow(STRETCH) == 12
    assert TEN_A_YEAR.steady_state_saving(STRETCH) == 1_800_000
    assert TEN_A_YEAR.saving(FinancialYear(2025), STRETCH) == 210_000


def test_nothing_is_saved_before_the_start() -> None:
    assert TEN_A_YEAR.stock(-1) == 0
    assert TEN_A_YEAR.saving(FinancialYear(2024)) == 0


def test_entry_through_the_year_builds_from_the_middle_of_each_month() -> None:
    steady = replace(TEN_A_YEAR, entry=THROUGH_YEAR, starts=date(2026, 4, 1))
    assert steady.stock(0) == 10 * Fraction(1, 24)
    assert steady.stock(59) == 10 * Fraction(119, 24)
    assert steady.stock(60) == 50
    assert years(steady, 6) == [150_000, 450_000, 750_000, 1_050_000, 1_350_000, 1_500_000]
    assert steady.steady_state_year == AcademicYear(2030)  # April 2031
    assert steady.settled_year == FinancialYear(2031)


def test_a_duration_of_part_years_ends_between_two_entries() -> None:
    part = replace(TEN_A_YEAR, duration_years=Fraction(5, 2))
    assert [part.stock(month) for month in (0, 12, 24, 36)] == [10, 20, 25, 25]
    assert part.steady_state_year == AcademicYear(2027)


def test_a_duration_below_a_year_is_at_steady_state_from_the_start() -> None:
    short = replace(TEN_A_YEAR, duration_years=Fraction(1, 2))
    assert short.stock(0) == 5 == short.steady_state_children()
    assert short.settled_month == 0
    assert replace(short, entry=THROUGH_YEAR).settled_month == 6


def test_a_start_on_the_first_of_april_fills_its_first_financial_year() -> None:
    april = replace(TEN_A_YEAR, starts=date(2026, 4, 1))
    assert years(april, 2) == [300_000, 600_000]
    assert replace(april, duration_years=Fraction(1)).settled_year == FinancialYear(2026)


def test_the_day_of_the_month_makes_no_difference() -> None:
    later = replace(TEN_A_YEAR, starts=date(2025, 9, 4))
    assert years(later, 7) == years(TEN_A_YEAR, 7)


def test_one_cohort_runs_off_evenly_and_has_no_steady_state() -> None:
    cohort = replace(TEN_A_YEAR, repeats=False, duration_years=Fraction(4), target=Fraction(1, 5))
    assert [cohort.stock(month) for month in (0, 11, 12, 24, 36, 47, 48)] == [4, 4, 3, 2, 1, 1, 0]
    assert cohort.steady_state_children() == 0
    assert cohort.steady_state_saving() == 0
    assert cohort.steady_state_year is None
    assert sum(years(cohort, 6)) == (4 + 3 + 2 + 1) * 30_000
    assert cohort.settled_year == FinancialYear(2030)
    assert cohort.saving(cohort.settled_year) == 0


def test_one_cohort_that_leaves_through_the_year_runs_off_month_by_month() -> None:
    cohort = replace(TEN_A_YEAR, repeats=False, entry=THROUGH_YEAR, duration_years=Fraction(1), target=Fraction(3, 5))
    assert cohort.stock(0) == 12 * Fraction(23, 24)
    assert cohort.stock(cohort.settled_month) == 0
    assert sum(years(cohort, 3)) == 6 * 30_000


def test_inflation_moves_years_from_the_price_base() -> None:
    assert TEN_A_YEAR.saving(FinancialYear(2025), inflation=Fraction(1, 10)) == 175_000
    assert TEN_A_YEAR.saving(FinancialYear(2026), inflation=Fraction(1, 10)) == 522_500


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Fraction(7), 7),
        (Fraction(49, 12), Decimal("4.0833333")),
        (Fraction(1, 2), Decimal("0.5")),
        (Fraction(-1, 3), Decimal("-0.3333333")),
        (Fraction(10**9 + 1, 10**9), 1),
    ],
)
def test_a_fraction_is_held_to_seven_places(value: Fraction, held: int | Decimal) -> None:
    assert exact(value) == held


shares = st.fractions(0, 1, max_denominator=100)
opportunities = st.builds(
    Opportunity,
    eligible_per_year=st.fractions(0, 300, max_denominator=10),
    target=shares,
    stretch=shares,
    duration_years=st.fractions(Fraction(1, 10), 20, max_denominator=12),
    starts=st.dates(date(2020, 1, 1), date(2032, 12, 31)),
    entry=st.sampled_from([SEPTEMBER, THROUGH_YEAR]),
    repeats=st.booleans(),
    unit_cost_from=st.fractions(0, 100_000, max_denominator=100),
    unit_cost_to=st.fractions(0, 50_000, max_denominator=100),
    price_base=st.just(FinancialYear(2025)),
)
RUN = settings(max_examples=60, deadline=None, derandomize=True)


def all_years(opportunity: Opportunity) -> list[Fraction]:
    last = opportunity.settled_year.start
    return [opportunity.saving(FinancialYear(start)) for start in range(opportunity.first_year.start, last + 1)]


@RUN
@given(opportunities)
def test_every_row_ends_at_its_steady_state_and_stays_there(opportunity: Opportunity) -> None:
    for year in (opportunity.settled_year, opportunity.settled_year.plus(3)):
        assert opportunity.saving(year) == opportunity.steady_state_saving()
    assert opportunity.stock(opportunity.settled_month) == opportunity.steady_state_children()
    if opportunity.settled_month and opportunity.flow():
        assert opportunity.stock(opportunity.settled_month - 1) != opportunity.steady_state_children()


@RUN
@given(opportunities)
def test_both_entries_reach_the_same_steady_state(opportunity: Opportunity) -> None:
    other = replace(opportunity, entry=SEPTEMBER if opportunity.entry == THROUGH_YEAR else THROUGH_YEAR)
    assert other.steady_state_saving() == opportunity.steady_state_saving()
    assert other.saving(other.settled_year) == opportunity.saving(opportunity.settled_year)


@RUN
@given(opportunities, st.integers(1, 40))
def test_shifting_the_start_moves_savings_in_time_and_changes_nothing_else(opportunity: Opportunity, by: int) -> None:
    months = opportunity.starts.month - 1 + by
    later = replace(opportunity, starts=date(opportunity.starts.year + months // 12, months % 12 + 1, 1))
    assert later.steady_state_saving() == opportunity.steady_state_saving()
    assert later.settled_month == opportunity.settled_month
    assert [later.stock(month) for month in range(60)] == [opportunity.stock(month) for month in range(60)]
    if not opportunity.repeats:
        assert sum(all_years(later)) == sum(all_years(opportunity))
    if by % 12 == 0:
        assert all_years(later) == all_years(opportunity)


@RUN
@given(opportunities, st.fractions(0, 1, max_denominator=20))
def test_a_row_split_in_two_comes_to_the_same(opportunity: Opportunity, part: Fraction) -> None:
    one = replace(opportunity, eligible_per_year=opportunity.eligible_per_year * part)
    two = replace(opportunity, eligible_per_year=opportunity.eligible_per_year * (1 - part))
    assert one.steady_state_saving() + two.steady_state_saving() == opportunity.steady_state_saving()
    assert [a + b for a, b in zip(all_years(one), all_years(two), strict=True)] == all_years(opportunity)
