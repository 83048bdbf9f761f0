"""The same quantity in every statement: what differs, and whether anything says why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from reportgen.errors import Place
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import FactRow, fact_row
from reportgen.facts.factset import Reconciliation as PaperReconciliation
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import COUNT, PLANS
from reportgen.inputs.declarations.returns import REPORTED
from reportgen.inputs.table import Cell, Inputs, Row, SourceFile, Table, Value
from reportgen.returns.checks import UNEXPLAINED
from reportgen.returns.figures import ReturnFigures, fill_returns
from reportgen.returns.reconciliation import Compared, Reconciliation, find_unexplained, reconcile, reconciliation_text
from tests.returns.january import NO_INPUTS, a_fact, a_project, january, pounds


@dataclass(frozen=True)
class Published:
    """What an earlier quarter published."""

    rows: tuple[FactRow, ...]


def stated(*rows: dict[str, Value]) -> Inputs:
    """Inputs whose table ``reported`` has those rows."""
    made = tuple(
        Row({name: Cell(value, str(value), Place("reported.csv", "", f"A{at}")) for name, value in row.items()}, at)
        for at, row in enumerate(rows, 2)
    )  # fmt: skip
    return replace(NO_INPUTS, tables={"reported": Table(REPORTED, made, SourceFile("reported.csv", "0" * 64))})


def compare(
    facts: RestrictedFacts, inputs: Inputs = NO_INPUTS, *earlier: Published, used: tuple[str, ...] = ()
) -> Reconciliation:
    return reconcile(facts, inputs, earlier, used)


def only(found: Reconciliation) -> Compared:
    (entry,) = found.compared
    return entry


def new_plans() -> RestrictedFacts:
    """Windsor and Maidenhead's three counts of 2024 (real/README.md, trap 7)."""
    return RestrictedFacts(
        [
            a_fact("flow.plans_issued@2024", 127),
            a_fact("flow.decisions_to_issue@2024", 155),
            a_fact("figure.new_plans_2024", 142, unit=COUNT),
        ]
    )


def test_three_counts_of_new_plans_are_kept_apart_and_explained_by_what_each_counts() -> None:
    found = compare(new_plans())
    assert {(entry.one, entry.other, entry.difference) for entry in found.compared} == {
        (127, 155, -28),
        (127, 142, -15),
        (155, 142, 13),
    }
    assert len({name for entry in found.compared for name in (entry.one_source, entry.other_source)}) == 3
    assert all(entry.outcome.startswith("explained, definition: ") for entry in found.compared)
    assert not find_unexplained((), found.compared)


def test_a_balance_that_section_251_states_otherwise_is_unexplained_and_a_warning() -> None:
    facts = RestrictedFacts(
        [pounds("dsg.closing.actual@2024-25", -500), pounds("s251.1-9-3.outturn.net@2024-25", -450)]
    )
    entry = only(compare(facts))
    assert (entry.when, entry.difference, entry.outcome) == ("2024-25", -50, UNEXPLAINED)
    (problem,) = find_unexplained((), [entry])
    assert not problem.is_error
    assert str(problem.place) == "return.xlsx ▸ Reconciliation"
    assert "−£500" in problem.found
    assert "−£450" in problem.found


def test_budget_and_outturn_of_section_251_differ_by_basis() -> None:
    names = ("budget", "outturn")
    facts = RestrictedFacts(
        [pounds(f"s251.total_high_needs.{name}.net@2024-25", at) for at, name in enumerate(names, 10)]
    )
    outcome = only(compare(facts)).outcome
    assert outcome.startswith("explained, basis: ")
    assert outcome.endswith("how much of it that makes up was not checked")


@pytest.mark.parametrize("source", ["dsg_note", "accounts", "revenue_outturn", "s151_assurance", "dsg_plan"])
def test_what_another_statement_says_is_compared_with_the_paper(source: str) -> None:
    facts = RestrictedFacts([pounds("dsg.closing.actual@2024-25", -500)])
    row: dict[str, Value] = {"fact": "dsg.closing.actual@2024-25", "source": source, "value": -480}
    entry = only(compare(facts, stated(row)))
    assert (entry.one, entry.other, entry.difference, entry.outcome) == (-500, -480, -20, UNEXPLAINED)
    reason: dict[str, Value] = {**row, "reason_kind": "basis", "reason": "early years is not in the note"}
    assert only(compare(facts, stated(reason))).outcome == "explained, basis: early years is not in the note"


def test_another_day_is_a_known_reason_and_the_same_number_needs_none() -> None:
    facts = RestrictedFacts([a_fact("plans.total@2024-25-q4", 100)])
    row: dict[str, Value] = {
        "fact": "plans.total@2024-25-q4",
        "source": "sen2",
        "value": 97,
        "as_of": date(2025, 1, 30),
    }
    assert (
        only(compare(facts, stated(row))).outcome
        == "explained, date: it is of 30 January 2025, the paper's of 16 January 2025"
    )
    assert only(compare(facts, stated({**row, "value": 100}))).outcome == "agrees"
    same_day = {**row, "as_of": date(2025, 1, 16)}
    assert only(compare(facts, stated(same_day))).is_unexplained


def test_this_quarters_own_figure_may_be_named_with_its_period() -> None:
    facts = RestrictedFacts([a_fact("plans.total", 100)])
    row: dict[str, Value] = {"fact": "plans.total@2025-26-q2", "source": "other", "value": 99}
    assert only(compare(facts, stated(row))).difference == 1


def test_a_statement_of_a_fact_there_is_not_is_a_warning_with_its_cell_and_the_nearest_name() -> None:
    facts = RestrictedFacts([a_fact("plans.total", 100)])
    found = compare(facts, stated({"fact": "plan.total", "source": "sen2", "value": 99}))
    assert found.compared == ()
    (problem,) = found.problems
    assert not problem.is_error
    assert problem.place.file == "reported.csv"
    assert "did you mean 'plans.total'?" in str(problem)


def published(*facts: Fact) -> Published:
    return Published(tuple(fact_row(fact) for fact in facts))


def test_a_figure_of_a_return_that_was_published_with_another_value_is_unexplained_until_the_officer_says_why() -> None:
    before = published(a_fact("plans.dsg.mmsoa@2024-25-q4", 11), a_fact("plans.total@2024-25-q4", 100))
    facts, used = january(mainstream=100), ("plans.dsg.mmsoa@2024-25-q4", "plans.total@2024-25-q4")
    found = compare(facts, NO_INPUTS, before, used=used)
    last = [entry for entry in found.compared if entry.other_source == "Last pack published"]
    assert [(entry.one, entry.other, entry.outcome) for entry in last] == [(100, 11, UNEXPLAINED)]
    assert found.kept == 1
    said = stated(
        {"fact": used[0], "source": "last_paper", "value": 11, "reason_kind": "correction", "reason": "a duplicate"}
    )
    explained = compare(facts, said, before, used=used)
    assert not find_unexplained((), explained.compared)
    assert any(entry.outcome == "explained, correction: a duplicate" for entry in explained.compared)


def a_forecast(fact_id: str, value: int) -> Fact:
    return replace(pounds(fact_id, value), status=Status.FORECAST)


def test_a_forecast_that_was_revised_is_a_known_reason_and_what_follows_from_it_is_not_listed() -> None:
    names = ("dsg.closing.forecast@2025-26", "dsg.in_year.forecast@2025-26")
    before = published(*(a_forecast(name, -8) for name in names))
    found = compare(RestrictedFacts([a_forecast(name, -9) for name in names]), NO_INPUTS, before, used=names)
    assert only(found).outcome == "explained, date: a forecast or an estimate was revised"
    assert only(found).quantity.startswith("dsg.closing")


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [("unexplained", UNEXPLAINED), ("late entries", "explained, the officer says: late entries")],
)
def test_what_the_paper_reconciles_itself_is_there_with_the_officers_reason(reason: str, outcome: str) -> None:
    expected, found, gap = a_fact("a", 9), a_fact("b", 12), a_fact("c", 3)
    facts = RestrictedFacts(
        [], reconciliations=[PaperReconciliation("caseload movement", expected, found, gap, reason)]
    )
    entry = only(compare(facts))
    assert (entry.quantity, entry.difference, entry.outcome) == ("Caseload movement", 3, outcome)


def test_assurance_lists_what_is_unexplained_first() -> None:
    facts = RestrictedFacts(
        [
            *new_plans(),
            pounds("dsg.closing.actual@2024-25", -500),
            pounds("s251.1-9-3.outturn.net@2024-25", -450),
        ]
    )
    lines = [line for line in reconciliation_text(compare(facts)).splitlines() if line.startswith("  ")]
    assert lines[0].endswith("difference −£50; unexplained")
    assert len(lines) == 4
    assert "No quantity is stated twice" in reconciliation_text(compare(RestrictedFacts([])))


def filled(folder: Path, facts: RestrictedFacts) -> ReturnFigures:
    return fill_returns(a_project(folder), facts, NO_INPUTS)


def test_the_builds_last_line_counts_what_is_unexplained(tmp_path: Path) -> None:
    fine = RestrictedFacts([a_fact("flow.plans_issued@2024", 5, unit=PLANS)])
    assert filled(tmp_path, fine).closing_line == ""
    one = filled(tmp_path, RestrictedFacts([pounds("grant.awarded", 7), pounds("grant.received", 8)]))
    assert one.closing_line.startswith("Warning: 1 difference between returns is unexplained;")
    both = filled(tmp_path, january(need_asd=7))  # needs lack three plans; in check and pair, placements are not all
    assert both.closing_line.startswith("Warning: 3 differences between returns are unexplained;")
