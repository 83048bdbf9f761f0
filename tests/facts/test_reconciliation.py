"""The reconciliation a finance officer follows: both sides, the difference and the outcome, of everything checked."""

from __future__ import annotations

from dataclasses import replace

from reportgen.codes import Symbol
from reportgen.facts.compute import compute_facts
from reportgen.facts.factset import PublishedFacts, Reconciliation, RestrictedFacts, Sum
from reportgen.facts.reconciliation import EQUAL, UNKNOWN, Check, finance_assurance, list_checks
from reportgen.facts.units import PLANS, POUNDS
from reportgen.project import Settings
from tests.facts.test_benefits_and_forecast import BENEFITS, DSG, benefit
from tests.facts.test_matrix_of_six import SIX
from tests.facts.typed import quarter
from tests.wording.quarter import fact


def computed() -> RestrictedFacts:
    few = [*BENEFITS[:2], benefit("o6", "2025-26-q2", new_children=6, children_now=5, saving=6_150)]
    return compute_facts(quarter(opportunities=SIX, dsg=DSG, benefits=few), Settings())


def find(checks: tuple[Check, ...], fact_id: str, name: str) -> Check:
    (found,) = [check for check in checks if check.one.id == fact_id and check.name == name]
    return found


def test_every_declared_identity_opening_balance_and_reconciliation_is_a_check() -> None:
    facts = computed()
    checks = list_checks(facts)
    openings = [check for check in checks if check.name.startswith("opening balance")]
    assert len(checks) == len(facts.sums) + len(openings) + len(facts.reconciliations)
    assert [check.one.id for check in openings] == [
        "dsg.opening.unmitigated@2025-26", "dsg.opening.unmitigated@2026-27",
        "dsg.opening.mitigated@2025-26", "dsg.opening.mitigated@2026-27",
    ]  # fmt: skip
    assert all(check.outcome == EQUAL and check.difference == 0 for check in checks[: len(facts.sums)])


def test_unmitigated_less_mitigated_is_the_mitigations_in_year_and_cumulative() -> None:
    checks = list_checks(computed())
    for line, parts in (("in_year", "dsg.mitigations@2026-27"), ("closing", "dsg.mitigations.cumulative@2026-27")):
        check = find(checks, f"dsg.{line}.mitigated@2026-27", "unmitigated, mitigations and mitigated")
        assert [part.id for part in check.parts] == [f"dsg.{line}.unmitigated@2026-27", parts]
        assert check.other == check.one.value


def test_a_quantity_that_only_ought_to_agree_shows_its_difference_and_reason() -> None:
    check = find(list_checks(computed()), "opportunities.children_now", "children benefiting")
    assert (check.one.value, check.other, check.difference) == (12, 13, -1)
    assert check.outcome == "children who have left are not reported"
    assert not check.is_money


def test_a_side_that_is_hidden_or_missing_cannot_be_checked() -> None:
    parts = [fact("a", 3), fact("b", Symbol.CONFIDENTIAL), fact("total", 5)]
    sums = (Sum("total", ("a", "b"), "parts"), Sum("total", ("a", "nowhere"), "gone"), Sum("nothing", ("a",), "none"))
    (check,) = list_checks(PublishedFacts(parts, sums))
    assert (check.other, check.difference, check.outcome) == (None, None, UNKNOWN)


def test_the_first_year_has_no_balance_before_it() -> None:
    opening = replace(fact("dsg.opening.actual@2023-24", 5, POUNDS), indicator="dsg.opening")
    assert not list_checks(PublishedFacts([fact("x", 1), opening]))


def test_the_assurance_text_has_pounds_line_by_line_and_counts_by_kind() -> None:
    text = finance_assurance(computed())
    assert "\nClosing balance\n" in text
    assert (
        "  Balance at year end, actual, 2024-25: −£15,000,000; −£15,000,000 (−£10,000,000 − £5,000,000); "
        "difference £0; equal\n"
    ) in text
    assert "  All opportunities: children benefiting now: checked 2 times, equal\n" in text
    assert "  children benefiting: checked once, equal 0 times\n" in text
    assert "12; 13; difference −1; children who have left are not reported" in text


def test_a_value_that_is_not_known_is_said() -> None:
    parts = [fact("a", Symbol.NOT_AVAILABLE, POUNDS), fact("total", 5, POUNDS)]
    text = finance_assurance(RestrictedFacts(parts, (Sum("total", ("a",), "parts"),)))
    assert f"  total, 2025-26-q2: £5; not known; difference not known; {UNKNOWN}\n" in text


def test_a_difference_of_counts_is_counted() -> None:
    one, two, gap = fact("found", 5, PLANS), fact("expected", 4, PLANS), fact("gap", 1, PLANS)
    entry = Reconciliation("caseload", two, one, gap, "unexplained")
    text = finance_assurance(RestrictedFacts([one, two, gap], reconciliations=(entry, entry)))
    assert "caseload: checked 2 times, equal 0 times" in text
