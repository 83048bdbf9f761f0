"""What the savings come to beside the grant and the budget: payback, themes, movement of children, the April reset."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.facts.compute import compute_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.period import Period
from reportgen.project import Settings
from tests.facts.test_benefits_and_forecast import BENEFITS, DSG, benefit
from tests.facts.test_matrix_of_six import SIX, TOTALS, YEARS
from tests.facts.typed import PERIOD, quarter


def facts_of(period: Period = PERIOD, **tables: Any) -> RestrictedFacts:
    return compute_facts(quarter(period, **tables), Settings())


def grant(measure: str, amount: int) -> dict[str, Any]:
    return {"period": "2025-26-q2", "workstream": "all", "measure": measure, "amount": amount}


def test_the_matrix_adds_up_year_by_year() -> None:
    facts = facts_of(opportunities=SIX)
    for number, year in enumerate(YEARS, start=1):
        assert facts[f"opportunities.saving.cumulative@{year}"].value == sum(map(int, TOTALS[:number]))


@pytest.mark.parametrize(
    ("spent", "years", "words"),
    [
        (266_000, 1, "£266,000 by the end of 2025-26; the grant spent is £266,000"),
        (
            1_000_000,
            2,
            "£266,000 by the end of 2025-26, £1,099,000 by the end of 2026-27; the grant spent is £1,000,000",
        ),
    ],
)
def test_payback_is_the_first_year_in_which_the_savings_reach_the_grant(spent: int, years: int, words: str) -> None:
    fact = facts_of(opportunities=SIX, grant=[grant("spent", spent)])["grant.payback.spent"]
    assert fact.value == years
    assert fact.calculation == words
    assert fact.unit.name == "years"


def test_savings_that_never_reach_the_grant_have_no_payback() -> None:
    facts = facts_of(opportunities=SIX, grant=[grant("awarded", 10**9)])
    assert "grant.payback.awarded" not in facts
    assert "grant.payback.awarded" not in facts_of(grant=[grant("awarded", 1)])


def test_savings_reported_are_added_over_the_years_each_with_its_last_amount() -> None:
    reports = [
        benefit("o2", "2024-25-q3", saving=1_000, validated=True),
        benefit("o2", "2024-25-q4", saving=4_000, validated=True),
        *BENEFITS,
    ]
    facts = facts_of(opportunities=SIX, benefits=reports)
    assert facts["opportunities.saving_so_far"].value == 4_000 + 17_500 + 6_150
    assert "opportunities.saving_so_far" not in facts_of(opportunities=SIX, benefits=reports[:2])


def test_themes_and_savings_outside_the_matrix_make_up_the_mitigations() -> None:
    outside = {"id": "m1", "title": "Contract", "financial_year": "2026-27", "amount": 50_000, "status": "planned"}
    facts = facts_of(opportunities=SIX, dsg=DSG, mitigations=[outside])
    parts = ["theme.mainstream.mitigation", "theme.place.mitigation", "theme.post-16.mitigation"]
    names = [f"{name}@2026-27" for name in (*parts, "dsg.mitigations.outside")]
    assert facts[names[-1]].value == 50_000
    assert sum(facts[name].value or 0 for name in names) == facts["dsg.mitigations@2026-27"].value == 883_000
    assert any(declared.parts == tuple(names) for declared in facts.sums)
    assert facts["theme.place.mitigation@2026-27"].label == "place: taken off the forecast"


def test_children_benefiting_are_reconciled_with_last_quarter_and_those_new_since() -> None:
    facts = facts_of(opportunities=SIX, benefits=BENEFITS)
    assert facts["opportunities.children_now.expected"].calculation == "0 last quarter + 13 new since = 13"
    (entry,) = [entry for entry in facts.reconciliations if entry.name == "children benefiting"]
    assert (entry.expected.value, entry.found.value, entry.difference.value, entry.reason) == (13, 13, 0, "agrees")


@pytest.mark.parametrize(
    ("now", "gap", "reason"), [(25, -5, "children who have left are not reported"), (31, 1, "unexplained")]
)
def test_a_difference_in_children_is_said_with_its_reason(now: int, gap: int, reason: str) -> None:
    reports = [
        benefit("o2", "2025-26-q1", new_children=20, children_now=20),
        benefit("o2", "2025-26-q2", new_children=30, children_now=now),
    ]
    facts = facts_of(opportunities=SIX, benefits=reports)
    (entry,) = [entry for entry in facts.reconciliations if entry.name == "children benefiting"]
    assert (entry.difference.value, entry.reason) == (gap, reason)


def test_in_the_first_quarter_all_new_children_are_new_since_the_last() -> None:
    reports = [
        benefit("o2", "2024-25-q4", new_children=20, children_now=20),
        benefit("o2", "2025-26-q1", new_children=2, children_now=22),
    ]
    facts = facts_of(Period.parse("2025-26-q1"), opportunities=SIX, benefits=reports)
    assert facts["opportunities.children_now.expected"].calculation == "20 last quarter + 2 new since = 22"


def test_without_a_count_of_new_children_nothing_is_expected() -> None:
    facts = facts_of(opportunities=SIX, benefits=[benefit("o2", "2025-26-q2", children_now=20)])
    assert "opportunities.children_now.expected" not in facts


def test_an_amount_counted_from_april_is_not_compared_with_the_year_before() -> None:
    reports = [
        benefit("o2", "2024-25-q4", new_children=20, children_now=20, saving=90_000, validated=True),
        benefit("o2", "2025-26-q1", new_children=2, children_now=22, saving=30_000, validated=True),
        benefit("o2", "2025-26-q2", new_children=5, children_now=25, saving=50_000, validated=True),
    ]
    first = facts_of(Period.parse("2025-26-q1"), opportunities=SIX, benefits=reports[:2])
    assert "opportunity.o2.saving_to_date.change" not in first
    assert "opportunities.new_children.change" not in first
    assert first["opportunities.children_now.change"].value == 2
    second = facts_of(opportunities=SIX, benefits=reports)
    assert second["opportunity.o2.saving_to_date.change"].value == 20_000


def spend(setting: str | None, measure: str, amount: object) -> dict[str, Any]:
    return {"financial_year": "2025-26", "setting": setting, "measure": measure, "amount": amount}


def test_spending_against_budget_is_an_overspend_or_an_underspend() -> None:
    rows = [
        spend("mainstream", "budget", 100), spend("mss", "budget", 200),
        spend("mainstream", "forecast", 130), spend("mss", "forecast", 190),
    ]  # fmt: skip
    facts = facts_of(spend=rows)
    found = {name: facts[f"spend.{name}.variance@2025-26"] for name in ("mainstream", "mss", "total")}
    assert [fact.value for fact in found.values()] == [-30, 10, -20]
    signs = found["mss"].signs
    assert signs is not None and (signs.positive, signs.negative) == ("underspend", "overspend")
    assert found["total"].calculation == "£300 − £320 = −£20"
    assert found["mainstream"].label == "Forecast against budget, Mainstream school or academy, 2025-26"
    assert any(declared.total == "spend.total.variance@2025-26" for declared in facts.sums)


def test_the_actual_spending_takes_the_place_of_the_forecast() -> None:
    rows = [spend("mss", measure, amount) for measure, amount in (("budget", 10), ("forecast", 15), ("actual", 12))]
    fact = facts_of(spend=rows)["spend.mss.variance@2025-26"]
    assert fact.value == -2
    assert fact.label.startswith("Actual spending against budget")


def test_totals_of_different_placements_are_not_compared() -> None:
    rows = [spend("mss", "budget", 10), spend("ap", "budget", 10), spend("mss", "forecast", 15)]
    facts = facts_of(spend=rows)
    assert facts["spend.mss.variance@2025-26"].value == -5
    assert "spend.total.variance@2025-26" not in facts
    assert "spend.ap.variance@2025-26" not in facts


def test_a_gap_stays_a_gap_in_the_variance() -> None:
    facts = facts_of(spend=[spend("mss", "budget", Symbol.NOT_AVAILABLE), spend("mss", "forecast", 15)])
    assert facts["spend.mss.variance@2025-26"].symbol is Symbol.NOT_AVAILABLE
