"""What hangs together in a pack is hidden together: groups, parts of wholes, years, amounts, earlier quarters."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.codes import Symbol
from reportgen.facts import suppression_patterns
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import RestrictedFacts, Sum
from reportgen.facts.suppression import Cell, Link, hide_further
from reportgen.facts.suppression_implied import implied_sums
from reportgen.facts.units import CASES, CHILDREN, PERCENT, PLANS, POUNDS, POUNDS_PER_PLAN, POUNDS_PER_YEAR, RESPONDENTS
from reportgen.project import Settings
from tests.assurance.linked_tables import Shape, linked_facts
from tests.assurance.reference import small_counts
from tests.assurance.test_audit import Earlier, number
from tests.facts.test_disclosure import fact, hidden, published
from tests.facts.typed import quarter


def answers(group: str, yes: int, no: int) -> list[Fact]:
    prefix = f"survey.s.q{group}"
    return [
        fact(f"{prefix}.base", yes + no, RESPONDENTS, counts_children=True, calculation=f"{yes + no} who answered"),
        fact(f"{prefix}.yes", yes, RESPONDENTS, counts_children=True, calculation=f"{yes} of {yes + no} who answered"),
        fact(f"{prefix}.no", no, RESPONDENTS, counts_children=True, calculation=f"{no} of {yes + no} who answered"),
    ]


def groups(*each: tuple[int, int]) -> tuple[list[Fact], list[Sum]]:
    """Groups of parents that make up all of them."""
    everybody = answers("", sum(yes for yes, _ in each), sum(no for _, no in each))
    found = [*everybody, *(entry for index, one in enumerate(each) for entry in answers(f".group.g{index}", *one))]
    sums = [Sum(f"{start}.base", (f"{start}.yes", f"{start}.no"), "answers")
            for start in ("survey.s.q", *(f"survey.s.q.group.g{index}" for index in range(len(each))))]  # fmt: skip
    return found, sums


def test_a_small_group_is_not_what_the_others_leave_of_the_whole() -> None:
    entries, sums = groups((40, 30), (25, 20), (2, 1))
    facts = published(*entries, sums=tuple(sums))
    gone = hidden(facts)
    assert {"survey.s.q.group.g2.base", "survey.s.q.group.g2.yes", "survey.s.q.group.g2.no"} <= gone
    assert any(name.startswith(("survey.s.q.group.g0", "survey.s.q.group.g1", "survey.s.q.base")) for name in gone)
    assert len(implied_sums(RestrictedFacts(entries, sums))) == 3
    assert facts.sums == tuple(sums), "the auditor is not told what the suppressor works out"


def test_groups_that_overlap_are_no_sum() -> None:
    entries, _ = groups((40, 30), (25, 20))
    everybody = [entry for entry in entries if ".group." not in entry.id]
    wrong = [fact("survey.s.q.base", 90, RESPONDENTS), *everybody[1:]]
    assert implied_sums(RestrictedFacts([*wrong, *(entry for entry in entries if ".group." in entry.id)])) == ()
    assert implied_sums(RestrictedFacts(entries[3:])) == ()


def test_an_answer_does_not_name_a_hidden_base() -> None:
    entries, sums = groups((4, 5), (40, 30))
    facts = published(*entries, sums=tuple(sums))
    for entry in facts:
        base = f"{entry.id.rpartition('.')[0]}.base"
        if base in hidden(facts):
            assert "of" not in entry.calculation.split() or "worked out" in entry.calculation


def test_a_few_who_are_left_of_a_whole_are_hidden_with_the_part() -> None:
    facts = published(fact("opportunity.o1.cases_reviewed", 12, CASES, counts_children=True),
                      fact("opportunity.o1.cases_agreed", 10, CASES, counts_children=True))  # fmt: skip
    assert hidden(facts) == {"opportunity.o1.cases_agreed"}
    late = published(fact("flow.plans_issued", 40), fact("flow.plans_issued_20_weeks", 38))
    assert hidden(late) == {"flow.plans_issued_20_weeks"}


def test_what_the_dfe_publishes_by_calendar_year_is_printed() -> None:
    facts = published(fact("flow.plans_issued@2024", 40, period="2024"),
                      fact("flow.plans_issued_20_weeks@2024", 38, period="2024"))  # fmt: skip
    assert not hidden(facts)


def test_a_part_whose_whole_is_not_available_stays() -> None:
    facts = published(
        fact("flow.plans_issued", None, symbol=Symbol.NOT_AVAILABLE), fact("flow.plans_issued_20_weeks", 8)
    )
    assert not hidden(facts)


def test_a_small_answer_of_few_takes_its_base_along() -> None:
    several = [
        fact("survey.s.q.base", 5, RESPONDENTS, counts_children=True),
        fact("survey.s.q.yes", 3, RESPONDENTS, counts_children=True),
        fact("survey.s.q.yes.percent", Decimal(60), PERCENT, numerator="survey.s.q.yes", denominator="survey.s.q.base"),
    ]
    assert hidden(published(*several)) == {entry.id for entry in several}


def test_a_theme_of_few_comments_is_hidden_with_their_number() -> None:
    comments = fact("survey.s.q.comments", 5, RESPONDENTS, counts_children=True)
    theme = fact("survey.s.q.theme.transport", 2, RESPONDENTS, counts_children=True, inputs=(comments.id,))
    assert hidden(published(comments, theme)) == {comments.id, theme.id}


def run_rates(*children: int) -> tuple[list[Fact], list[Sum]]:
    found: list[Fact] = []
    for index, count in enumerate(children):
        name, price = f"opportunity.o{index}", 20_000 + 1_234 * index
        found += [
            fact(f"{name}.children_now", count, CHILDREN, counts_children=True),
            fact(f"{name}.net_unit_saving", price, POUNDS_PER_PLAN, status=Status.MODELLED),
            fact(f"{name}.run_rate", count * price, POUNDS_PER_YEAR, counts_children=True,
                 inputs=(f"{name}.children_now", f"{name}.net_unit_saving")),
        ]  # fmt: skip
    sums = []
    for what, unit in (("children_now", CHILDREN), ("run_rate", POUNDS_PER_YEAR)):
        parts = [entry for entry in found if entry.id.endswith(what)]
        total = fact(f"opportunities.{what}", sum(int(part.value or 0) for part in parts), unit, counts_children=True,
                     inputs=tuple(part.id for part in parts))  # fmt: skip
        found.append(total)
        sums.append(Sum(total.id, total.inputs, what))
    return found, sums


def test_a_total_of_pounds_is_hidden_where_it_takes_hidden_counts_apart() -> None:
    entries, sums = run_rates(3, 9, 40)
    facts = published(*entries, sums=tuple(sums))
    assert {"opportunity.o0.children_now", "opportunity.o0.run_rate", "opportunities.run_rate"} <= hidden(facts)
    assert facts["opportunities.children_now"].text == "52"


def test_a_total_of_pounds_stays_where_the_counts_are_safe_beside_it() -> None:
    """£10,000 a child in both rows: the total says no more than the number of children does."""
    entries, sums = run_rates(3, 9, 40)
    prices = {e.id: 10_000 for e in entries if e.id.endswith("net_unit_saving")}
    rates = dict(
        zip((e.id for e in entries if e.id.endswith("run_rate")), (30_000, 90_000, 400_000, 520_000), strict=True)
    )
    same = [replace(e, value=(prices | rates).get(e.id, e.value)) for e in entries]
    facts = published(*same, sums=tuple(sums))
    assert facts["opportunities.run_rate"].text == "£520,000"
    assert {"opportunity.o0.run_rate", "opportunity.o1.run_rate"} <= hidden(facts)


def test_an_amount_of_a_placement_is_as_wide_as_its_price_asks() -> None:
    money = (
        fact("spend.ap.budget@2025-26", 120_000, POUNDS), fact("spend.mss.budget@2025-26", 900_000, POUNDS),
        fact("spend.total.budget@2025-26", 1_020_000, POUNDS),
    )  # fmt: skip
    sums = (Sum(money[2].id, (money[0].id, money[1].id), "placements"),)
    facts = published(fact("plans.setting.ap", 3), fact("unit_cost.ap", 40_000, POUNDS_PER_PLAN), *money, sums=sums)
    assert money[0].id in hidden(facts)
    assert hidden(facts) & {money[1].id, money[2].id}


def test_a_year_and_its_quarters_are_linked_whoever_published_them() -> None:
    def appeals(value: int | None, period: str, own: bool = False) -> Fact:
        suffix = "" if own else f"@{period}"
        return number(f"flow.appeals_registered{suffix}", value, period=period)

    year = appeals(30, "2025-26")
    quarters = [appeals(8, "2025-26-q1"), appeals(3, "2025-26-q2"), appeals(9, "2025-26-q3"), appeals(10, "2025-26-q4")]
    together = publish_facts(RestrictedFacts([*quarters, year]), Settings())
    assert len(hidden(together)) == 2
    calendar = [
        appeals(30, "2025"),
        appeals(8, "2024-25-q4"),
        *(appeals(v, f"2025-26-q{q}") for q, v in ((1, 3), (2, 9), (3, 10))),
    ]
    assert len(hidden(publish_facts(RestrictedFacts(calendar), Settings()))) == 2
    apart = publish_facts(
        RestrictedFacts([quarters[3], year]),
        Settings(),
        (Earlier(*quarters[:1], appeals(None, "2025-26-q2"), quarters[2]),),
    )
    assert hidden(apart)
    alone = publish_facts(RestrictedFacts([quarters[3], year]), Settings(), (Earlier(quarters[0]),))
    assert not hidden(alone)


def test_what_an_earlier_quarter_printed_protects_nobody_and_what_it_hid_stays_hidden() -> None:
    entries = (number("t", 40), number("a", 3), number("b", 12), number("c", 25))
    sums = (Sum("t", ("a", "b", "c"), "table"),)
    alone = publish_facts(RestrictedFacts(entries, sums), Settings())
    assert hidden(alone) == {"a", "b"}
    after = publish_facts(RestrictedFacts(entries, sums), Settings(), (Earlier(number("b", 12)),))
    assert hidden(after) == {"a", "c"}
    again = publish_facts(
        RestrictedFacts(entries, sums), Settings(), (Earlier(number("c", None)), Earlier(number("a", None)))
    )
    assert hidden(again) == {"a", "c"}
    seen = publish_facts(
        RestrictedFacts(entries, sums), Settings(), (Earlier(number("b", None)), Earlier(number("b", 12)))
    )
    assert "c" in hidden(seen)
    twice = (Earlier(number("b", 12)), Earlier(number("b", 12)))
    assert hidden(publish_facts(RestrictedFacts(entries, sums), Settings(), twice)) == {"a", "c"}


def test_a_cell_that_nothing_can_protect_is_left_for_the_audit() -> None:
    cells = {"t": Cell(23, 0, float("inf")), "a": Cell(3, 5, 1), "b": Cell(20, 0, float("inf"))}
    assert hide_further(cells, [Link((("t", 1), ("a", -1), ("b", -1)))], {"a"}) == set()


def test_counts_that_no_whole_numbers_can_move_between_are_all_hidden() -> None:
    """Halves would do, but children come whole: every neighbour is hidden then."""
    cells = {"a": Cell(3, 5, 1), "b": Cell(20, 5, 1), "c": Cell(30, 5, 1)}
    links = [Link((("a", 2), ("b", -3))), Link((("a", 1), ("b", 1), ("c", 2)))]
    assert hide_further(cells, links, {"a"}) <= {"b", "c"}


def test_nothing_is_imported_to_solve_where_nothing_is_small() -> None:
    program = """
import sys
from itertools import product
from reportgen.assurance import audit_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.project import Settings
from tests.assurance.linked_tables import OWN, Shape, census
shape = Shape(13, 5, 14, 0)
exact = RestrictedFacts(*census({key: 50 for key in product(*map(range, shape.sizes))}, shape, OWN))
facts = publish_facts(exact, Settings())
assert [fact.text for fact in facts] == [fact.text for fact in exact]
assert audit_facts(facts, 5) == ()
assert 'scipy' not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize("seed", (0, 3, 7))
def test_every_small_count_of_random_tables_is_hidden_and_some_beside_it(seed: int) -> None:
    exact = linked_facts(seed, Shape(5, 3, 5, 200))
    gone = hidden(publish_facts(exact, Settings()))
    assert small_counts(exact) < gone


def test_nothing_is_hidden_in_a_quarter_without_small_counts() -> None:
    rows = [{"period": "2025-26-q2", "measure": "plans_issued", "value": 30}]
    assert not hidden(publish_facts(compute_facts(quarter(flow=rows), Settings()), Settings()))


def test_a_pattern_sought_only_once_protects_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression_patterns, "ROUNDS", 1)
    entries, sums = groups((40, 30), (25, 20), (2, 1))
    assert {"survey.s.q.group.g2.yes", "survey.s.q.group.g2.no"} < hidden(published(*entries, sums=tuple(sums)))


def test_what_two_figures_say_of_the_same_count_is_linked_once() -> None:
    base = fact("survey.s.q.base", 40, RESPONDENTS, counts_children=True)
    part = fact("survey.s.q.yes", 3, RESPONDENTS, counts_children=True)
    shares = [
        fact(f"survey.s.q.yes.{name}", Decimal("7.5"), PERCENT, numerator=part.id, denominator=base.id)
        for name in ("percent", "share")
    ]
    both = fact("survey.s.q.both", 11, POUNDS, inputs=(part.id, shares[0].id))
    assert hidden(published(base, part, *shares, both)) == {part.id, both.id, *(share.id for share in shares)}


def test_a_count_that_nothing_can_protect_is_left_to_the_audit() -> None:
    told = {name: Cell(value, 5, 1) for name, value in (("told", 3), ("one", 20), ("other", 20))}
    assert hide_further(told, [Link((("told", 1),))], {"told"}) == set()
    fixed = [Link((("told", 1), ("one", 1), ("other", 1))), Link((("told", 1), ("one", 2), ("other", 2)))]
    assert hide_further(told, fixed, {"told"}) == {"one", "other"}


def test_late_exceptions_are_left_over_only_where_every_count_of_them_is_there() -> None:
    alone = fact("flow.plans_issued_20_weeks_excluding_exceptions", 3, PLANS, counts_children=True)
    assert hidden(published(alone)) == {alone.id}


def test_percentages_of_a_question_with_several_answers_make_no_whole() -> None:
    responded = fact("survey.s.responded", 50, RESPONDENTS, counts_children=True)
    shares = [fact(f"survey.s.q.{name}.percent", share, PERCENT) for name, share in (("a", 60), ("b", 70), ("c", 4))]
    assert hidden(published(responded, *shares)) == {"survey.s.q.c.percent"}
