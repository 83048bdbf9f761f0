"""A full matrix of six opportunities, worked by hand: every cell of every year, and the totals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.facts.identities import check_identities
from reportgen.facts.ledger import Ledger
from reportgen.facts.units import rounded
from tests.facts.typed import ledger_of, quarter

TOPICS = ("opportunities", "opportunity_years", "opportunity_totals", "themes")
YEARS = ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30", "2030-31", "2031-32", "2032-33", "2033-34", "2034-35")


def row(id: str, statement: str, theme: str, **cells: Any) -> dict[str, Any]:
    return {
        "id": id,
        "statement": f"Supporting the child's goals and aspirations {statement}",
        "theme": theme,
        "mechanism": "divert_new_placement",
        "price_base": "2025-26",
        "baseline_date": date(2025, 1, 16),
        "benefit_type": "cost_avoidance",
        "confidence": "amber",
        "recurring_cost": 0,
        "status": "planned",
        **cells,
    }


# fmt: off
SIX = [
    row("o1", "without the need of a plan", "mainstream", mechanism="avoid_new_plan", from_setting="mainstream",
        to_setting="none", eligible_per_year=100, addressable_target=12, addressable_stretch=18, duration_years=4,
        starts=date(2026, 4, 1), unit_cost_from=8_000, unit_cost_to=0),
    row("o2", "through a unit rather than an independent school", "place", from_setting="inmss", to_setting="rp_unit",
        eligible_per_year=20, addressable_target=50, addressable_stretch=60, duration_years=5,
        starts=date(2025, 9, 1), unit_cost_from=48_000, unit_cost_to=18_000, overlap_group="independent",
        overlap_share=0),
    row("o3", "through mainstream rather than an independent school", "mainstream", from_setting="inmss",
        to_setting="mainstream", eligible_per_year=20, addressable_target=10, addressable_stretch=20, duration_years=5,
        starts=date(2025, 9, 1), unit_cost_from=48_000, unit_cost_to=8_000, overlap_group="independent",
        overlap_share=25),
    row("o4", "through college rather than a specialist institution", "post-16", from_setting="specialist_post16",
        to_setting="post16", eligible_per_year=12, addressable_target=25, addressable_stretch=50,
        duration_years=Decimal("2.5"), starts=date(2026, 9, 1), unit_cost_from=30_000, unit_cost_to=12_000),
    row("o5", "through mainstream rather than a special school", "mainstream", from_setting="mss",
        to_setting="mainstream", eligible_per_year=30, addressable_target=10, addressable_stretch=20, duration_years=8,
        starts=date(2026, 9, 1), unit_cost_from=26_000, unit_cost_to=8_000),
    row("o6", "by ceasing the plan earlier", "post-16", mechanism="cease_earlier", from_setting="post16",
        to_setting="none", eligible_per_year=40, addressable_target=20, addressable_stretch=30, duration_years=2,
        starts=date(2025, 9, 1), unit_cost_from=12_000, unit_cost_to=0, benefit_type="cashable"),
]

#          2025-26      2026-27       2027-28       2028-29       2029-30       2030-31       2031-32     2032-33
#          2033-34      2034-35
BY_HAND = {
    "o1": ("0",         "48000",      "144000",     "240000",     "336000",     "384000",     "384000",   "384000",
           "384000",    "384000"),
    "o2": ("175000",    "475000",     "775000",     "1075000",    "1375000",    "1500000",    "1500000",  "1500000",
           "1500000",   "1500000"),
    "o3": ("46666.67",  "126666.67",  "206666.67",  "286666.67",  "366666.67",  "400000",     "400000",   "400000",
           "400000",    "400000"),
    "o4": ("0",         "31500",      "85500",      "123750",     "135000",     "135000",     "135000",   "135000",
           "135000",    "135000"),
    "o5": ("0",         "31500",      "85500",      "139500",     "193500",     "247500",     "301500",   "355500",
           "409500",    "432000"),
    "o6": ("56000",     "152000",     "192000",     "192000",     "192000",     "192000",     "192000",   "192000",
           "192000",    "192000"),
}
O3_NET = ("35000", "95000", "155000", "215000", "275000", "300000", "300000", "300000", "300000", "300000")
TOTALS = ("266000", "833000", "1437000", "1985250", "2506500", "2758500", "2812500", "2866500", "2920500", "2943000")
STEADY = {  # flow, children, net cost, pounds a year, academic year
    "o1": ("12", "48", "8000", "384000", "2029/30"),
    "o2": ("10", "50", "30000", "1500000", "2029/30"),
    "o3": ("2", "10", "40000", "400000", "2029/30"),
    "o4": ("3", "7.5", "18000", "135000", "2028/29"),
    "o5": ("3", "24", "18000", "432000", "2033/34"),
    "o6": ("8", "16", "12000", "192000", "2026/27"),
}
# fmt: on


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return ledger_of(quarter(opportunities=SIX), *TOPICS)


def pennies(ledger: Ledger, fact_id: str) -> Decimal:
    value = ledger.value(fact_id)
    assert value is not None, fact_id
    return rounded(value, 2)


@pytest.mark.parametrize("opportunity", BY_HAND)
def test_every_year_agrees_to_the_penny(ledger: Ledger, opportunity: str) -> None:
    found = [pennies(ledger, f"opportunity.{opportunity}.saving@{year}") for year in YEARS]
    assert found == [rounded(Decimal(cell), 2) for cell in BY_HAND[opportunity]]


def test_the_overlap_is_taken_off_once_in_every_year(ledger: Ledger) -> None:
    found = [pennies(ledger, f"opportunity.o3.saving.net@{year}") for year in YEARS]
    assert found == [rounded(Decimal(cell), 2) for cell in O3_NET]


def test_the_years_of_the_matrix_are_the_net_rows_added_up(ledger: Ledger) -> None:
    found = [pennies(ledger, f"opportunities.saving@{year}") for year in YEARS]
    assert found == [rounded(Decimal(cell), 2) for cell in TOTALS]
    assert f"opportunities.saving@{2035}-36" not in ledger.facts


@pytest.mark.parametrize("opportunity", STEADY)
def test_steady_state_follows_from_flow_duration_and_cost(ledger: Ledger, opportunity: str) -> None:
    prefix = f"opportunity.{opportunity}"
    flow, children, cost, saving, year = STEADY[opportunity]
    assert ledger.value(f"{prefix}.flow") == Decimal(flow)
    assert ledger.value(f"{prefix}.steady_state_children") == Decimal(children)
    assert ledger.value(f"{prefix}.net_unit_saving") == Decimal(cost)
    assert ledger.value(f"{prefix}.steady_state_saving") == Decimal(saving)
    assert f"Year reached: academic year {year}" in ledger.facts[f"{prefix}.steady_state_saving"].assumptions


def test_the_total_at_steady_state_has_overlaps_removed(ledger: Ledger) -> None:
    assert ledger.value("opportunities.steady_state_saving.gross") == 3_043_000
    assert ledger.value("opportunities.overlap.saving") == 100_000
    assert ledger.value("opportunities.steady_state_saving") == 2_943_000
    assert ledger.value("opportunities.steady_state_saving.target") == 2_943_000
    assert ledger.value("opportunities.steady_state_children") == Decimal("153")
    assert ledger.value("opportunities.overlap.children") == Decimal("2.5")


def test_cost_avoidance_and_cashable_savings_are_told_apart(ledger: Ledger) -> None:
    assert ledger.value("opportunities.cost_avoidance.steady_state_saving") == 2_751_000
    assert ledger.value("opportunities.cashable.steady_state_saving") == 192_000
    total = ledger.facts["opportunities.steady_state_saving"]
    assert total.basis == "cost avoidance and cashable savings added together"
    assert ledger.facts["opportunities.cashable.steady_state_saving"].basis == "cashable savings only"


def test_themes_sum_to_the_matrix(ledger: Ledger) -> None:
    check_identities(ledger)
    themes = ("mainstream", "place", "post-16")
    assert [ledger.value(f"theme.{theme}.steady_state_saving") for theme in themes] == [1_116_000, 1_500_000, 327_000]
    assert any(declared.name == "themes add up to the matrix" for declared in ledger.sums)


def test_the_stretch_is_worked_out_throughout(ledger: Ledger) -> None:
    # 18 × 4 × 8,000 + 12 × 5 × 30,000 + 4 × 5 × 40,000 × 75% + 6 × 2.5 × 18,000 + 6 × 8 × 18,000 + 12 × 2 × 12,000
    assert ledger.value("opportunities.steady_state_saving.stretch") == 4_398_000
    assert ledger.value("opportunity.o4.saving.stretch@2028-29") == 247_500


def test_reordering_rows_changes_no_total(ledger: Ledger) -> None:
    again = ledger_of(quarter(opportunities=SIX[::-1]), *TOPICS)
    assert {fact.id: fact.value for fact in again.facts.values()} == {
        fact.id: fact.value for fact in ledger.facts.values()
    }


def test_a_row_split_in_two_halves_changes_no_total(ledger: Ledger) -> None:
    half = {**SIX[1], "eligible_per_year": 10}
    again = ledger_of(quarter(opportunities=[half, {**half, "id": "o2b"}, *SIX[2:], SIX[0]]), *TOPICS)
    totals = [fact for fact in ledger.facts.values() if fact.id.startswith(("opportunities.", "theme."))]
    assert len(totals) > 60
    assert {fact.id: fact.value for fact in totals} == {fact.id: again.value(fact.id) for fact in totals}


def test_calculations_are_in_words_with_their_numbers(ledger: Ledger) -> None:
    words = {fact.id: fact.calculation for fact in ledger.facts.values()}
    assert words["opportunity.o2.flow"] == "20 children a year × 50% = 10 children a year"
    assert words["opportunity.o2.steady_state_children"] == "10 children a year × 5 years = 50 children"
    assert words["opportunity.o2.steady_state_saving"] == "50 children × £30,000 a year = £1,500,000 a year"
    assert words["opportunity.o2.saving@2025-26"] == "10 children × 7 months × £30,000 a year ÷ 12 = £175,000"
    assert words["opportunity.o2.saving@2026-27"] == (
        "(10 children × 5 months + 20 children × 7 months) × £30,000 a year ÷ 12 = £475,000"
    )
    assert words["opportunity.o1.saving@2025-26"] == "no children benefit in this year: £0"
    assert words["opportunity.o1.saving@2026-27"] == (
        "6 children on average through the year × 12 months × £8,000 a year ÷ 12 = £48,000"
    )
    assert words["opportunity.o3.saving.net@2026-27"] == ("£126,666.67 × (100% − 25% counted in another row) = £95,000")
