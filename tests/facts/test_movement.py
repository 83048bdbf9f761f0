"""Counts that ought to agree are reconciled, never forced: the difference is printed with its reason."""

from __future__ import annotations

from datetime import date

from reportgen.codes import Symbol
from reportgen.facts.compute import compute_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.period import Period
from reportgen.project import Settings
from tests.facts.typed import PERIOD, quarter

COUNTS = {date(2025, 6, 30): 1576, date(2025, 9, 30): 1600}


def facts_of(counts: dict[date, int | Symbol], flows: dict[str, int], reason: str = "") -> RestrictedFacts:
    rows = [{"census_date": day, "plans": plans} for day, plans in counts.items()]
    flow = [{"period": str(PERIOD), "measure": measure, "value": value} for measure, value in flows.items()]
    narrative = (
        [{"section": "finance", "text": "x"}, {"section": "caseload_movement", "text": reason}] if reason else []
    )
    return compute_facts(quarter(caseload=rows, flow=flow, narrative=narrative), Settings())


def test_torbay_1576_and_34_less_10_is_1600() -> None:
    facts = facts_of({**COUNTS}, {"plans_issued": 34, "plans_ceased": 10})
    assert facts["plans.movement.expected"].value == 1600
    assert facts["plans.movement.difference"].value == 0
    (entry,) = facts.reconciliations
    assert entry.reason == "agrees"
    assert facts["plans.movement.expected"].assumptions == (
        "not given: plans transferred in from other areas",
        "not given: plans transferred out to other areas",
    )


def test_a_difference_is_unexplained_until_the_officer_gives_a_reason() -> None:
    flows = {"plans_issued": 30, "plans_ceased": 10, "transfers_in": 4, "transfers_out": 2}
    (entry,) = facts_of({**COUNTS}, flows).reconciliations
    assert entry.difference.value == 2
    assert entry.reason == "unexplained"
    assert "1,576 on 30 June 2025 + 30 new plans issued" in entry.expected.calculation
    (entry,) = facts_of({**COUNTS}, flows, "Two late entries.").reconciliations
    assert entry.reason == "Two late entries."


def test_january_counts_are_reconciled_with_the_calendar_year_between_them() -> None:
    counts = {date(2024, 1, 15): 1199, date(2025, 1, 15): 1342}
    rows = [{"census_date": day, "plans": plans} for day, plans in counts.items()]
    flow = [
        {"period": "2024", "measure": "plans_issued", "value": 127},
        {"period": "2024", "measure": "plans_ceased", "value": 82},
    ]
    facts = compute_facts(quarter(Period.parse("2024-25-q4"), caseload=rows, flow=flow), Settings())
    assert facts["plans.movement.expected"].value == 1199 + 127 - 82
    assert facts["plans.movement.difference"].value == 98


def test_an_older_count_is_reconciled_with_its_own_quarter() -> None:
    rows = [{"census_date": date(2025, 3, 31), "plans": 10}, {"census_date": date(2025, 6, 30), "plans": 12}]
    flow = [
        {"period": "2025-26-q1", "measure": "plans_issued", "value": 3},
        {"period": "2025-26-q1", "measure": "plans_ceased", "value": 1},
    ]
    facts = compute_facts(quarter(caseload=rows, flow=flow), Settings())
    assert facts["plans.movement.expected"].value == 12


def test_nothing_is_reconciled_where_something_is_missing() -> None:
    flows = {"plans_issued": 34, "plans_ceased": 10}
    assert not facts_of({date(2025, 9, 30): 1600}, flows).reconciliations
    assert not facts_of({**COUNTS}, {"plans_issued": 34}).reconciliations
    assert not facts_of({**COUNTS, date(2025, 9, 30): Symbol.NOT_AVAILABLE}, flows).reconciliations
    assert not facts_of({date(2024, 12, 31): 1500, date(2025, 9, 30): 1600}, flows).reconciliations
