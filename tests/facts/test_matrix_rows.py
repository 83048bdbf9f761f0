"""What an officer hears about a matrix that is not fully declared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.errors import Problem, ProblemsError, errors_among
from reportgen.facts.matrix_rows import check_matrix, inflation_rate, matrix_of, read_matrix
from reportgen.period import FinancialYear
from reportgen.project import Finance, Settings
from tests.facts.test_matrix_of_six import SIX
from tests.facts.typed import quarter

GOOD: dict[str, Any] = {**SIX[1], "overlap_group": None, "one_off_cost": 240_000, "entry": None}
SUPPLIED: dict[str, Any] = {
    "id": "o8",
    "statement": "Earlier language support",
    "basis": "supplied",
    "supplied_by": "the diagnostic partner",
    "steady_state_children": 14,
    "steady_state_saving": 110_000,
}
UNIT_COSTS = [
    {"setting": "inmss", "price_base": "2025-26", "mean": 48_000, "includes": ("top-up", "place")},
    {"setting": "rp_unit", "price_base": "2025-26", "mean": 18_000, "includes": ("top-up", "place")},
    {"setting": "mainstream", "price_base": "2025-26", "mean": 8_400, "includes": ("top-up",)},
]


def problems_of(*rows: dict[str, Any], **tables: Any) -> tuple[Problem, ...]:
    return check_matrix(quarter(opportunities=list(rows), **tables), Settings())


def said(problems: tuple[Problem, ...]) -> str:
    return "\n".join(str(problem) for problem in problems)


def test_a_fully_declared_row_has_no_problem() -> None:
    assert problems_of(GOOD) == ()


@pytest.mark.parametrize(
    ("column", "attribute"),
    [
        ("price_base", "price base"),
        ("duration_years", "flow or stock"),
        ("unit_cost_from", "net of the new setting (the cost before)"),
        ("unit_cost_to", "net of the new setting (the cost of the new setting)"),
        ("starts", "year reached"),
        ("eligible_per_year", "flow or stock"),
        ("mechanism", "flow or stock"),
    ],
)
def test_a_missing_quantity_names_the_attribute_that_is_not_declared(column: str, attribute: str) -> None:
    (problem,) = problems_of({**GOOD, column: None})
    assert problem.is_error
    assert problem.place.part == "opportunities"
    assert f"opportunity o2: no {column}" in problem.found
    assert attribute in problem.needed
    assert problem.needed.endswith("is not declared")


def test_all_missing_quantities_are_told_at_once() -> None:
    problems = problems_of({**GOOD, "price_base": None, "duration_years": None}, {**GOOD, "id": "o9", "starts": None})
    assert len(problems) == 3
    with pytest.raises(ProblemsError) as raised:
        matrix_of(quarter(opportunities=[{**GOOD, "price_base": None}, {**GOOD, "id": "o9", "starts": None}]))
    assert len(raised.value.problems) == 2


def test_a_quantity_that_is_not_available_is_not_declared() -> None:
    (problem,) = problems_of({**GOOD, "duration_years": Symbol.NOT_AVAILABLE})
    assert "no duration_years" in problem.found


@pytest.mark.parametrize("column", ["baseline_date", "recurring_cost", "confidence", "benefit_type"])
def test_what_only_explains_is_a_warning_and_prints_not_stated(column: str) -> None:
    (problem,) = problems_of({**GOOD, column: None})
    assert not problem.is_error
    assert "“not stated”" in problem.needed


def test_a_cell_missing_altogether_is_told_at_the_rows_id() -> None:
    row = {name: value for name, value in GOOD.items() if name != "duration_years"}
    (problem,) = problems_of(row)
    assert problem.place.cell == "A2"


def test_blank_costs_come_from_the_unit_costs_of_the_same_prices() -> None:
    row = {**GOOD, "unit_cost_from": None, "unit_cost_to": None}
    inputs = quarter(opportunities=[row], unit_costs=UNIT_COSTS)
    assert check_matrix(inputs) == ()
    ((_, opportunity),) = matrix_of(inputs).computed
    assert opportunity.net_unit_saving == 30_000
    elsewhere = problems_of({**row, "price_base": "2024-25"}, unit_costs=UNIT_COSTS)
    assert len(errors_among(elsewhere)) == 2


def test_a_plan_avoided_leaves_no_cost() -> None:
    row = {**SIX[0], "to_setting": None, "unit_cost_to": None}
    ((read, opportunity),) = matrix_of(quarter(opportunities=[row])).computed
    assert (read.to_setting, opportunity.unit_cost_to, opportunity.entry) == ("none", Fraction(0), "through_year")


def test_costs_that_include_different_things_are_a_warning_unless_the_row_says_what_it_means() -> None:
    row = {**GOOD, "to_setting": "mainstream", "unit_cost_from": None, "unit_cost_to": None}
    (problem,) = problems_of(row, unit_costs=UNIT_COSTS)
    assert not problem.is_error
    assert "top-up + place; Mainstream school or academy: top-up" in problem.found
    assert problems_of({**row, "cost_includes": ("top-up",)}, unit_costs=UNIT_COSTS) == ()


@pytest.mark.parametrize(
    ("column", "value", "needed"),
    [
        ("addressable_target", 101, "0 or more and at most 100 is needed"),
        ("eligible_per_year", -1, "0 or more is needed"),
        ("duration_years", 0, "more than 0 and at most 25 is needed"),
        ("duration_years", 26, "more than 0 and at most 25 is needed"),
        ("overlap_share", Decimal("100.5"), "0 or more and at most 100 is needed"),
    ],
)
def test_impossible_values_are_refused(column: str, value: Any, needed: str) -> None:
    problems = problems_of({**GOOD, "addressable_stretch": None, column: value})
    assert [problem.needed for problem in problems] == [needed]


def test_a_stretch_below_the_target_is_refused() -> None:
    (problem,) = problems_of({**GOOD, "addressable_stretch": 40})
    assert "the stretch (40%) is less than the target (50%)" in problem.found


def test_september_entry_that_starts_in_another_month_is_a_warning() -> None:
    (problem,) = problems_of({**GOOD, "starts": date(2026, 1, 5)})
    assert not problem.is_error
    assert "entry is in September but it starts in another month" in problem.found


def test_an_overlap_group_without_shares_is_a_problem() -> None:
    one = {**GOOD, "overlap_group": "g", "overlap_share": None}
    (problem,) = problems_of(one, {**one, "id": "o3"})
    assert problem.is_error
    assert "overlap group 'g' has no shares" in problem.found
    assert problems_of(one, {**one, "id": "o3", "overlap_share": 20}) == ()
    assert problems_of(one) == ()


def test_a_supplied_row_asks_for_nothing_but_who_supplied_it() -> None:
    assert problems_of(SUPPLIED) == ()
    (problem,) = problems_of({**SUPPLIED, "supplied_by": None})
    assert not problem.is_error
    assert "does not say who supplied it" in problem.found


def test_a_supplied_row_that_can_be_recomputed_prints_both_numbers() -> None:
    row = {**SUPPLIED, "eligible_per_year": 20, "addressable_target": 50, "duration_years": 2}
    (problem,) = problems_of(row)
    assert "steady_state_children is given as 14 and its other cells come to 20" in problem.found
    costs = {"unit_cost_from": 9_000, "unit_cost_to": 1_000}
    (problem,) = problems_of({**SUPPLIED, **costs})
    assert "steady_state_saving is given as £110,000 and its other cells come to £112,000" in problem.found
    assert not problem.is_error
    assert problems_of({**SUPPLIED, **costs, "steady_state_saving": 112_000}) == ()


def test_benefits_of_an_unknown_row_and_mitigations_that_share_an_id_are_told() -> None:
    problems = problems_of(
        GOOD,
        benefits=[{"opportunity_id": "o2"}, {"opportunity_id": "o77"}],
        mitigations=[{"id": "m1"}, {"id": "O2"}],
    )
    assert [(problem.place.part, problem.is_error) for problem in problems] == [
        ("benefits", False),
        ("mitigations", True),
    ]


@pytest.mark.parametrize(("text", "rate"), [("none", 0), ("", 0), ("2.5", Fraction(1, 40)), ("3%", Fraction(3, 100))])
def test_inflation_is_none_or_a_percent(text: str, rate: Fraction) -> None:
    assert inflation_rate(Settings(finance=Finance(inflation=text))) == rate


@pytest.mark.parametrize("text", ["two percent", "-1", "100", "1/0"])
def test_any_other_inflation_is_a_problem_of_the_settings(text: str) -> None:
    wrong = Settings(finance=Finance(inflation=text))
    (problem,) = check_matrix(quarter(opportunities=[GOOD]), wrong)
    assert str(problem.place) == "reportgen.toml ▸ finance.inflation"
    assert check_matrix(quarter(), wrong) == ()


def test_rows_are_read_with_their_words() -> None:
    moved = {**GOOD, "id": "O 10", "mechanism": "move_existing", "short_label": "Moves", "repeats_yearly": True}
    (row,) = read_matrix(quarter(opportunities=[moved])).rows
    assert (row.id, row.label) == ("o-10", "Moves")
    assert row.opportunity is not None
    assert row.opportunity.repeats
    assert row.opportunity.price_base == FinancialYear(2025)
