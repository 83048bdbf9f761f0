"""What changed since the pack last published: figures restated, revised, assumed, defined and moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import FactRow, fact_row
from reportgen.facts.factset import Changed, ChangeKind, PublishedFacts
from reportgen.facts.history import add_history
from reportgen.facts.units import PERCENT, PLANS, POUNDS, unit_named
from reportgen.period import Period
from tests.wording.quarter import fact

SINCE = Period.parse("2025-26-q1")


@dataclass(frozen=True)
class Pack:
    """An earlier quarter's published rows."""

    rows: tuple[FactRow, ...]


def row(fact_id: str, value: Any, unit: Any = PLANS, **rest: Any) -> FactRow:
    """A row of the earlier pack; without ``@`` it is of that pack's own quarter."""
    made = fact(fact_id, value, unit, **rest)
    return fact_row(made if "@" in fact_id else replace(made, period=str(SINCE)))


def changes(now: list[Fact], earlier: list[FactRow]) -> tuple[Changed, ...]:
    return add_history(PublishedFacts(now), Pack(tuple(earlier)), SINCE).changes


def told(now: list[Fact], earlier: list[FactRow]) -> list[tuple[ChangeKind, str, str, str]]:
    return [
        (each.kind, each.fact.id, each.before.text if each.before else "", each.now.text if each.now else "")
        for each in changes(now, earlier)
    ]


def test_a_past_value_that_differs_from_the_one_published_is_restated_with_both_values() -> None:
    now = [fact("flow.plans_issued@2025-26-q1", 46), fact("flow.plans_issued", 49)]
    assert told(now, [row("flow.plans_issued", 44)]) == [
        (ChangeKind.RESTATED, "flow.plans_issued@2025-26-q1", "44", "46"),
        (ChangeKind.MOVED, "flow.plans_issued", "44", "49"),
    ]


def test_the_earlier_value_is_a_fact_of_this_pack_that_says_where_it_was_published() -> None:
    now = [fact("dsg.closing.actual@2024-25", -16_000_000, POUNDS)]
    published = add_history(PublishedFacts(now), Pack((row("dsg.closing.actual@2024-25", -15_940_000, POUNDS),)), SINCE)
    before = published["published.dsg.closing.actual@2024-25"]
    assert before.value == -15_940_000
    assert before.status is Status.PUBLISHED
    assert before.calculation == "−£15.9 million as published with the pack of 2025-26-q1"
    again = add_history(published, Pack(tuple(map(fact_row, published))), SINCE)
    assert not [each for each in again.changes if each.fact.id.startswith("published.")]


def test_plans_are_the_same_count_where_the_day_is_the_same() -> None:
    day = date(2025, 6, 30)
    now = [fact("plans.total@2025-26-q1", 1_370, as_of=day), fact("plans.total", 1_402, as_of=date(2025, 9, 30))]
    assert [change[:2] for change in told(now, [row("plans.total", 1_371, as_of=day)])] == [
        (ChangeKind.RESTATED, "plans.total@2025-26-q1"),
        (ChangeKind.MOVED, "plans.total"),
    ]


def test_a_figure_in_a_unit_of_the_officers_own_is_restated_like_any_other() -> None:
    miles = unit_named("miles")
    now = [fact("figure.taxi_miles@2025-26-q1", 1_240, miles)]
    assert told(now, [row("figure.taxi_miles@2025-26-q1", 1_180, miles)]) == [
        (ChangeKind.RESTATED, "figure.taxi_miles@2025-26-q1", "1,180", "1,240")
    ]


def test_what_follows_from_a_restated_figure_is_not_listed_again() -> None:
    now = [
        fact("flow.plans_issued@2025-26-q1", 46),
        fact("flow.share@2025-26-q1", Decimal("51.1"), PERCENT, inputs=("flow.plans_issued@2025-26-q1",)),
        fact("flow.plans_issued.change@2025-26-q1", 3),
    ]
    earlier = [row("flow.plans_issued", 44), row("flow.share", 50, PERCENT), row("flow.plans_issued.change", 1)]
    assert [change[1] for change in told(now, earlier)] == ["flow.plans_issued@2025-26-q1"]


def test_forecasts_and_estimates_are_revised_not_restated() -> None:
    name = "dsg.closing.unmitigated@2026-27"
    now = [
        fact(name, -34_000_000, POUNDS, status=Status.FORECAST),
        fact("opportunities.steady_state_saving", 5, POUNDS, status=Status.MODELLED),
        fact("opportunity.o1.stock@2026-27", 7, PLANS, status=Status.MODELLED),
    ]
    earlier = [
        row(name, -33_000_000, POUNDS, status=Status.FORECAST),
        row("opportunities.steady_state_saving", 4, POUNDS, status=Status.MODELLED),
        row("opportunity.o1.stock@2026-27", 6, PLANS, status=Status.MODELLED),
    ]
    assert [change[:2] for change in told(now, earlier)] == [
        (ChangeKind.REVISED, name),
        (ChangeKind.REVISED, "opportunities.steady_state_saving"),
    ]


def saving(opportunity: str, pounds: int) -> Fact:
    """An opportunity's saving at steady state."""
    name = f"opportunity.{opportunity}.steady_state_saving"
    return fact(name, pounds, POUNDS, status=Status.MODELLED, label=f"Way {opportunity}: saving a year")


def test_opportunities_added_and_taken_out_are_listed_by_name() -> None:
    earlier = [fact_row(replace(saving(name, 5), period=str(SINCE))) for name in ("o1", "o2")]
    earlier.append(row("opportunity.o2.steady_state_children", 9, status=Status.MODELLED))
    found = changes([saving("o1", 5), saving("o3", 7)], earlier)
    assert [(change.kind, change.fact.id, change.fact.label) for change in found] == [
        (ChangeKind.ADDED, "opportunity.o3.steady_state_saving", "Way o3: saving a year"),
        (ChangeKind.REMOVED, "published.opportunity.o2.steady_state_saving@2025-26-q1", "Way o2: saving a year"),
    ]
    assert (found[0].before, found[1].now) == (None, None)


def test_a_pack_that_named_no_facts_gives_the_id_of_what_was_taken_out() -> None:
    earlier = replace(fact_row(replace(saving("o2", 5), period=str(SINCE))), label="")
    assert [change.fact.label for change in changes([saving("o1", 5)], [earlier])][1:] == ["Opportunity o2"]


def test_a_supplied_row_with_children_alone_is_known_by_them() -> None:
    children = fact("opportunity.o9.steady_state_children", 14, status=Status.SUPPLIED)
    earlier = [fact_row(replace(saving("o1", 5), period=str(SINCE)))]
    assert told([saving("o1", 5), children], earlier) == [
        (ChangeKind.ADDED, "opportunity.o9.steady_state_children", "", "14")
    ]


def test_where_one_pack_has_no_matrix_nothing_was_added_to_it_or_taken_out() -> None:
    earlier = [fact_row(replace(saving("o1", 5), period=str(SINCE)))]
    assert not changes([fact("plans.total", 9)], earlier)
    assert not changes([saving("o1", 5)], [row("plans.total", 9)])


def test_an_assumption_that_changed_is_listed_as_one() -> None:
    now = [fact("opportunity.o1.eligible_per_year", 14, status=Status.MODELLED)]
    earlier = [row("opportunity.o1.eligible_per_year", 20, status=Status.MODELLED)]
    assert told(now, earlier) == [(ChangeKind.ASSUMPTION, "opportunity.o1.eligible_per_year", "20", "14")]


def test_a_survey_once_made_is_restated_where_it_is_printed_otherwise() -> None:
    assert told([fact("survey.parents.ideal.base", 165)], [row("survey.parents.ideal.base", 164)]) == [
        (ChangeKind.RESTATED, "survey.parents.ideal.base", "164", "165")
    ]


def test_a_definition_that_reads_otherwise_is_listed_once_for_its_measure() -> None:
    now = [fact("plans.total", 9), replace(fact("plans.total@2024-25-q2", 8), indicator="plans.total")]
    earlier = [
        replace(row("plans.total@2024-25-q2", 8), definition="It was counted otherwise."),
        replace(row("plans.total", 9), definition="It was counted otherwise."),
    ]
    assert [change[:2] for change in told(now, earlier)] == [(ChangeKind.DEFINITION, "plans.total")]


def test_hidden_values_other_units_and_equal_values_are_not_compared() -> None:
    now = [
        fact("flow.plans_issued@2025-26-q1", Symbol.CONFIDENTIAL),
        fact("flow.plans_ceased@2025-26-q1", 6),
        fact("flow.appeals@2025-26-q1", 7),
        fact("flow.share@2025-26-q1", 8),
        fact("plans.total", 1_402),
        fact("flow.new_measure", 3),
    ]
    earlier = [
        row("flow.plans_issued", 44),
        row("flow.plans_ceased", Symbol.CONFIDENTIAL),
        row("flow.appeals", 7),
        row("flow.share", 9, PERCENT),
        row("plans.total", 1_402),
    ]
    assert not told(now, earlier)
