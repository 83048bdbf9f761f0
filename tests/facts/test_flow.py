"""Requests, plans issued and timeliness: periods, definitions and gaps kept apart."""

from __future__ import annotations

from typing import Any

from reportgen.codes import Symbol
from reportgen.facts.compute import compute_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.period import Period
from reportgen.project import Settings
from tests.facts.typed import quarter


def facts_of(*rows: tuple[object, str, int | Symbol | None]) -> RestrictedFacts:
    table: list[dict[str, Any]] = [
        {"period": period, "measure": measure, "value": value} for period, measure, value in rows
    ]
    return compute_facts(quarter(flow=table), Settings())


def test_this_quarters_row_has_no_date_and_every_other_carries_its_own() -> None:
    facts = facts_of(
        (Period.parse("2025-26-q2"), "plans_issued", 49),
        ("2025-26-q1", "plans_issued", 44),
        ("2024", "plans_issued", 163),
        ("2024-25", "plans_issued", 168),
    )
    assert facts["flow.plans_issued"].value == 49
    assert facts["flow.plans_issued@2025-26-q1"].value == 44
    assert facts["flow.plans_issued@2024"].value == 163
    assert facts["flow.plans_issued@2024-25"].value == 168
    assert facts["flow.plans_issued@2024"].calculation == "163 counted over 2024"


def test_a_later_quarter_and_a_blank_are_left_out() -> None:
    facts = facts_of(("2025-26-q3", "plans_issued", 49), ("2025-26-q1", "plans_issued", None))
    assert not len(facts)


def test_timeliness_is_the_share_of_the_plans_issued_in_the_same_period() -> None:
    facts = facts_of(("2025-26-q2", "plans_issued", 49), ("2025-26-q2", "plans_issued_20_weeks", 38))
    rate = facts["flow.timeliness_20_weeks"]
    assert rate.text == "77.6%"
    assert rate.calculation == "38 ÷ 49 = 77.55%"
    assert (rate.numerator, rate.denominator) == ("flow.plans_issued_20_weeks", "flow.plans_issued")


def test_exceptions_are_never_mixed() -> None:
    facts = facts_of(
        ("2019", "plans_issued", 152),
        ("2019", "plans_issued_20_weeks", 128),
        ("2019", "plans_issued_excluding_exceptions", 130),
        ("2019", "plans_issued_20_weeks_excluding_exceptions", 122),
    )
    assert facts["flow.timeliness_20_weeks@2019"].text == "84.2%"
    assert facts["flow.timeliness_20_weeks_excluding_exceptions@2019"].text == "93.8%"


def test_decisions_to_issue_are_not_plans_issued() -> None:
    facts = facts_of(("2024", "decisions_to_issue", 155), ("2024", "plans_issued", 127))
    assert facts["flow.decisions_to_issue@2024"].value == 155
    assert facts["flow.plans_issued@2024"].value == 127
    assert facts["flow.decisions_to_issue@2024"].definition != facts["flow.plans_issued@2024"].definition


def test_a_share_of_nothing_is_not_applicable_and_of_a_gap_not_available() -> None:
    facts = facts_of(
        ("2025-26-q2", "requests_received", 0),
        ("2025-26-q2", "requests_refused", 0),
        ("2024", "requests_received", 10),
        ("2024", "requests_refused", Symbol.NOT_AVAILABLE),
        ("2023", "requests_received", 10),
    )
    assert facts["flow.refusal_rate"].symbol is Symbol.NOT_APPLICABLE
    assert facts["flow.refusal_rate@2024"].symbol is Symbol.NOT_AVAILABLE
    assert "flow.refusal_rate@2023" not in facts


def test_four_quarters_that_make_their_year_are_linked() -> None:
    quarters = [(f"2024-25-q{number}", "plans_issued", 10) for number in range(1, 5)]
    linked = facts_of(*quarters, ("2024-25", "plans_issued", 40))
    revised = facts_of(*quarters, ("2024-25", "plans_issued", 41))
    assert [declared.total for declared in linked.sums] == ["flow.plans_issued@2024-25"]
    assert not revised.sums


def test_a_change_in_a_share_is_in_percentage_points() -> None:
    facts = facts_of(
        ("2025-26-q2", "plans_issued", 50),
        ("2025-26-q2", "plans_issued_20_weeks", 40),
        ("2025-26-q1", "plans_issued", 40),
        ("2025-26-q1", "plans_issued_20_weeks", 30),
    )
    change = facts["flow.timeliness_20_weeks.change"]
    assert (change.text, change.unit.name) == ("5.0", "percentage points")
    assert "flow.timeliness_20_weeks.percent_change" not in facts


def test_changes_against_last_quarter_last_year_and_between_years() -> None:
    facts = facts_of(
        ("2025-26-q2", "requests_received", 71),
        ("2025-26-q1", "requests_received", 83),
        ("2024-25-q2", "requests_received", 64),
        ("2024", "requests_received", 302),
        ("2023", "requests_received", 228),
    )
    assert facts["flow.requests_received.change"].text == "−12"
    assert facts["flow.requests_received.percent_change"].text == "−14.5%"
    assert facts["flow.requests_received.change_year"].text == "7"
    assert facts["flow.requests_received.percent_change_year"].text == "10.9%"
    assert facts["flow.requests_received.change@2024"].calculation == "302 (2024) − 228 (2023) = 74"
    assert facts["flow.requests_received.change"].basis == "since quarter 1 of 2025-26"


def test_a_change_from_nothing_has_no_percent_and_from_a_gap_is_a_gap() -> None:
    facts = facts_of(
        ("2025-26-q2", "plans_ceased", 3),
        ("2025-26-q1", "plans_ceased", 0),
        ("2024-25-q2", "plans_ceased", Symbol.NOT_AVAILABLE),
    )
    assert facts["flow.plans_ceased.change"].value == 3
    assert "flow.plans_ceased.percent_change" not in facts
    assert facts["flow.plans_ceased.change_year"].symbol is Symbol.NOT_AVAILABLE
    assert facts["flow.plans_ceased.percent_change_year"].symbol is Symbol.NOT_AVAILABLE
