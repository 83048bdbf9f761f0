"""What the auditor knows how to work out, seen on publications made to give something away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import reportgen.facts.indicators  # noqa: F401 (declares every indicator, for their titles)
from reportgen.assurance import audit_facts, refuse_unsafe
from reportgen.assurance.bounds import Relation, Unknown, find_narrow
from reportgen.codes import Symbol
from reportgen.errors import ProblemsError
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Fact, Signs
from reportgen.facts.facts_csv import FactRow, fact_row
from reportgen.facts.factset import PublishedFacts, RestrictedFacts, Sum
from reportgen.facts.units import CASES, CHILDREN, PERCENT, PLANS, POUNDS, POUNDS_PER_PLAN, POUNDS_PER_YEAR, Unit
from reportgen.project import Settings


class Earlier:
    """What a quarter before published."""

    def __init__(self, *facts: Fact) -> None:
        self._rows = tuple(fact_row(fact) for fact in facts)

    @property
    def rows(self) -> tuple[FactRow, ...]:
        return self._rows


def number(fact_id: str, value: int | Decimal | None, unit: Unit = PLANS, **rest: object) -> Fact:
    fields: dict[str, object] = {
        "id": fact_id,
        "indicator": "plans.total",
        "period": "2025-26-q2",
        "value": value,
        "symbol": Symbol.CONFIDENTIAL if value is None else None,
        "unit": unit,
        "label": fact_id,
        "definition": "Plans.",
        "counts_children": unit in (PLANS, CHILDREN, CASES),
        **rest,
    }
    return Fact(**fields)  # type: ignore[arg-type]


def unsafe(*facts: Fact, sums: tuple[Sum, ...] = (), earlier: tuple[Earlier, ...] = ()) -> set[str]:
    return {found.fact_id for found in audit_facts(PublishedFacts(facts, sums), 5, earlier)}


def hidden(facts: PublishedFacts) -> set[str]:
    return {fact.id for fact in facts if fact.symbol is Symbol.CONFIDENTIAL}


def test_a_hidden_part_of_a_printed_total_is_found() -> None:
    facts = (number("t", 23), number("a", None), number("b", 20))
    assert unsafe(*facts, sums=(Sum("t", ("a", "b"), "table"),)) == {"a"}


def test_two_hidden_parts_known_too_narrowly_are_found() -> None:
    facts = (number("t", 25), number("a", None), number("b", None), number("c", 20))
    assert unsafe(*facts, sums=(Sum("t", ("a", "b", "c"), "table"),)) == {"a", "b"}


def test_two_hidden_parts_with_room_are_safe() -> None:
    facts = (number("t", 27), number("a", None), number("b", None), number("c", 20))
    assert unsafe(*facts, sums=(Sum("t", ("a", "b", "c"), "table"),)) == set()


def test_a_printed_percentage_of_a_printed_base_gives_its_part_away() -> None:
    share = number("p", Decimal(7) * 100 / 210, PERCENT, numerator="n", denominator="base")
    assert unsafe(number("n", None), number("base", 210), share) == {"n"}


def test_a_printed_change_gives_the_count_away() -> None:
    facts = (number("a", None), number("a@2025-26-q1", 20), number("a.change", -17, inputs=("a", "a@2025-26-q1")))
    assert unsafe(*facts) == {"a"}


def test_a_printed_change_in_percent_gives_the_count_away() -> None:
    change = number("a.percent_change", Decimal(-85), PERCENT, inputs=("a", "a@2025-26-q1"))
    assert unsafe(number("a", None), number("a@2025-26-q1", 20), change) == {"a"}


def test_pounds_and_a_printed_price_give_the_count_away() -> None:
    price = number("price", 21_500, POUNDS_PER_PLAN)
    rate = number("rate", 64_500, POUNDS_PER_YEAR, inputs=("a", "price"), counts_children=True)
    assert unsafe(number("a", None, CHILDREN), price, rate) == {"a"}


def test_a_total_of_pounds_takes_two_hidden_counts_apart() -> None:
    """£21,500 × a + £33,100 × b = £140,600 has one solution in whole children, though a + b = 5 is not printed."""
    facts: list[Fact] = []
    for name, price in (("a", 21_500), ("b", 33_100)):
        facts += [
            number(name, None, CHILDREN),
            number(f"price.{name}", price, POUNDS_PER_PLAN),
            number(f"rate.{name}", None, POUNDS_PER_YEAR, inputs=(name, f"price.{name}"), counts_children=True),
        ]
    total = number("rate", 21_500 * 2 + 33_100 * 3, POUNDS_PER_YEAR)
    assert {"a", "b"} <= unsafe(*facts, total, sums=(Sum("rate", ("rate.a", "rate.b"), "run rate"),))


def test_the_average_cost_of_a_hidden_number_of_plans_is_found() -> None:
    assert unsafe(number("unit_cost.ap.plans", None), number("unit_cost.ap", 40_000, POUNDS_PER_PLAN)) == {
        "unit_cost.ap.plans"
    }
    spent = number("spend.ap.budget@2025-26", 120_000, POUNDS)
    assert unsafe(number("plans.setting.ap", None), spent) == {"plans.setting.ap"}


def test_those_who_are_left_of_a_whole_are_children_too() -> None:
    facts = (number("opportunity.o1.cases_reviewed", 12, CASES), number("opportunity.o1.cases_agreed", 10, CASES))
    assert unsafe(*facts) == {"opportunity.o1.cases_agreed"}
    late = (number("flow.plans_issued", 40), number("flow.plans_issued_20_weeks", 38))
    assert unsafe(*late) == {"flow.plans_issued_20_weeks"}
    assert unsafe(number("flow.plans_issued", 40), number("flow.plans_issued_20_weeks", 40)) == set()


def test_a_hidden_part_of_a_small_whole_is_found() -> None:
    facts = (number("opportunity.o1.cases_reviewed", 5, CASES), number("opportunity.o1.cases_agreed", None, CASES))
    assert unsafe(*facts) == {"opportunity.o1.cases_agreed"}


def test_what_a_quarter_before_printed_gives_a_hidden_total_away() -> None:
    before = Earlier(number("plans.total", 73, as_of=date(2025, 6, 30), period="2025-26-q1"))
    rest: dict[str, Any] = {"as_of": date(2025, 6, 30), "period": "2025-26-q1"}
    facts = (
        number("plans.total@2025-26-q1", None, **rest),
        number("plans.setting.ap@2025-26-q1", None, **rest),
        number("plans.setting.mss@2025-26-q1", 70, **rest),
    )
    sums = (Sum(facts[0].id, (facts[1].id, facts[2].id), "placements"),)
    assert unsafe(*facts, sums=sums) == set()
    assert unsafe(*facts, sums=sums, earlier=(before,)) == {"plans.setting.ap@2025-26-q1"}


def quarters(hidden_value: int | None) -> tuple[Fact, ...]:
    return tuple(
        number("flow.appeals_registered", value, period=f"2025-26-q{quarter}")
        for quarter, value in ((1, 8), (2, hidden_value), (3, 9))
    )


def test_a_year_less_the_quarters_published_before_gives_a_quarter_away() -> None:
    """Three quarters printed one by one, one of them hidden; then the year."""
    earlier = tuple(Earlier(fact) for fact in reversed(quarters(None)))
    now = (
        number("flow.appeals_registered", 10, period="2025-26-q4"),
        number("flow.appeals_registered@2025-26", 30, period="2025-26"),
    )
    assert unsafe(*now, earlier=earlier) == {"earlier flow.appeals_registered 2025-26-q2"}
    published = publish_facts(RestrictedFacts(now), Settings(), earlier)
    assert hidden(published)
    assert audit_facts(published, 5, earlier) == ()


def test_two_quarters_that_would_reveal_a_count_together_are_kept_apart() -> None:
    """The first quarter hid ap and mss; hiding ap and inmss of the same day in the second would leave mss in print."""

    def census(suffix: str, period: str) -> tuple[list[Fact], tuple[Sum, ...]]:
        values = {"total": 83, "setting.ap": 3, "setting.mss": 30, "setting.inmss": 50}
        facts = [
            number(f"plans.{name}{suffix}", value, period=period, as_of=date(2025, 6, 30))
            for name, value in values.items()
        ]
        return facts, (Sum(facts[0].id, tuple(fact.id for fact in facts[1:]), "placements"),)

    first = RestrictedFacts(*census("", "2025-26-q1"))
    before = publish_facts(first, Settings())
    assert hidden(before) == {"plans.setting.ap", "plans.setting.mss"}
    facts, sums = census("@2025-26-q1", "2025-26-q1")
    other = PublishedFacts(
        [number(fact.id, None if fact.value in (3, 50) else fact.value, period=fact.period, as_of=fact.as_of)
         for fact in facts], sums,
    )  # fmt: skip
    assert audit_facts(other, 5) == ()
    assert audit_facts(other, 5, (Earlier(*before),))
    after = publish_facts(RestrictedFacts(facts, sums), Settings(), (Earlier(*before),))
    assert hidden(after) == {"plans.setting.ap@2025-26-q1", "plans.setting.mss@2025-26-q1"}
    assert audit_facts(after, 5, (Earlier(*before),)) == ()


def test_a_restated_value_is_not_held_against_the_pack() -> None:
    rest: dict[str, Any] = {"as_of": date(2025, 6, 30), "period": "2025-26-q1"}
    exact = [
        number("plans.setting.ap", 30, **rest),
        number("plans.setting.mss", 20, **rest),
        number("plans.total", 50, **rest),
    ]
    sums = (Sum("plans.total", ("plans.setting.ap", "plans.setting.mss"), "placements"),)
    gone = (number("plans.setting.ap", None, **rest), number("plans.setting.mss", None, **rest))
    now = PublishedFacts((*gone, exact[2]), sums)
    before = (Earlier(number("plans.setting.ap", 29, **rest)),)
    assert audit_facts(now, 5, before)
    assert audit_facts(now, 5, before, RestrictedFacts(exact)) == ()


def test_relations_that_contradict_each_other_count_as_unsafe_and_doubtful_ones_are_left_out() -> None:
    unknowns = {name: Unknown(width=5) for name in ("a", "b", "c")}
    sum_of_all = Relation((("a", 1), ("b", 1), ("c", 1)), 30, 30, "table")
    again = Relation((("a", 1), ("b", 1), ("c", 1)), 31, 31, "year", certain=False)
    assert find_narrow(unknowns, (sum_of_all, again)) == ()
    sure = Relation(again.factors, 31, 31, "table")
    assert find_narrow(unknowns, (sum_of_all, sure)) == ("a", "b", "c")


def test_only_the_relation_that_is_contradicted_is_left_out() -> None:
    """One year's quarters were revised; another year's still say what its hidden quarter was."""
    unknowns = {name: Unknown(width=5) for name in "abc"}
    table = Relation((("a", 1), ("b", 1), ("c", 1)), 30, 30, "table")
    revised = Relation((("a", 1), ("b", 1), ("c", 1)), 31, 31, "year", certain=False)
    before = Relation((("a", 1), ("b", 1)), 27, 27, "year", certain=False)
    assert find_narrow(unknowns, (table, revised, before)) == ("c",)
    assert find_narrow(unknowns, (table, before, revised)) == ("c",)
    wrong = Relation((("a", 1), ("b", 1)), 1, 1, "printed before", certain=False)
    assert find_narrow({name: Unknown(width=5) for name in "ab"}, (wrong,)) == ()


def test_a_number_that_comes_in_steps_is_as_wide_as_its_steps() -> None:
    """Three of four: 3, 6, 9 … are possible, and 8 is not."""
    unknowns = {name: Unknown(width=5) for name in "ab"}
    assert find_narrow(unknowns, (Relation((("a", 4), ("b", -3)), 0, 0, "share"),)) == ()


def test_what_is_left_of_a_budget_may_be_less_than_nothing() -> None:
    spent, planned = number("spend.ap.forecast", None, POUNDS), number("spend.ap.budget", 50_000, POUNDS)
    signs = Signs("underspend", "overspend")
    inputs = ("spend.ap.forecast", "spend.ap.budget")
    left = number("spend.ap.variance", None, POUNDS, inputs=inputs, signs=signs, counts_children=True)
    parts = (number("plans.setting.ap", 12), number("unit_cost.ap", 5_000, POUNDS_PER_PLAN), spent, planned, left)
    total = number("spend.total.variance", -40_000, POUNDS, signs=signs)
    other = number("spend.mss.variance", None, POUNDS, signs=signs)
    sums = (Sum(total.id, (left.id, other.id), "placements make up the variance"),)
    assert unsafe(*parts, total, other, sums=sums) == set()
    told = number("spend.ap.variance", -3_000, POUNDS, inputs=inputs, signs=signs)
    assert "spend.ap.forecast" in unsafe(*parts[:-1], told)


def test_a_single_number_within_bounds_needs_no_programme() -> None:
    assert find_narrow({"a": Unknown(width=5)}, (Relation((("a", 1),), 2, 60, "one"),)) == ()
    assert find_narrow({"a": Unknown(1, 4, 5)}, ()) == ("a",)


def test_the_build_is_refused_with_the_table_named_and_never_the_number() -> None:
    facts = PublishedFacts((number("t", 23), number("a", None), number("b", 20)), (Sum("t", ("a", "b"), "table"),))
    with pytest.raises(ProblemsError) as refused:
        refuse_unsafe(audit_facts(facts, 5))
    (problem,) = refused.value.problems
    assert "EHC plans" in str(problem)
    assert not any(letter.isdigit() for letter in str(problem))
    refuse_unsafe(())
