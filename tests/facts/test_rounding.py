"""Counts rounded for print: each by itself, never somebody to nobody, and nothing beside them that is more exact."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.codes import Symbol
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import COLUMNS, fact_row, read_facts, write_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts, Sum
from reportgen.facts.history import add_history
from reportgen.facts.rounding import agree, round_count
from reportgen.facts.units import CHILDREN, PERCENT, POINTS, POUNDS
from reportgen.period import Period
from reportgen.profile import Disclosure
from reportgen.project import Settings
from tests.assurance.test_audit import Earlier
from tests.facts.test_disclosure import fact, hidden

FIVE = Settings(disclosure=Disclosure(rounding=5))


def printed(*facts: Fact, sums: tuple[Sum, ...] = (), base: int = 5) -> PublishedFacts:
    return publish_facts(RestrictedFacts(facts, sums), Settings(disclosure=Disclosure(rounding=base)))


@pytest.mark.parametrize(
    ("count", "five", "ten"),
    [
        (0, 0, 0),
        (1, 5, 10),
        (4, 5, 10),
        (5, 5, 10),
        (7, 5, 10),
        (8, 10, 10),
        (14, 15, 10),
        (15, 15, 20),
        (-8, -10, -10),
    ],
)
def test_a_count_is_rounded_half_up_and_somebody_never_to_nobody(count: int, five: int, ten: int) -> None:
    assert round_count(count, 5) == five
    assert round_count(count, 10) == ten


def test_every_count_is_rounded_by_itself_and_says_to_what() -> None:
    parts = (fact("t", 62), fact("a", 12), fact("b", 13), fact("c", 37), fact("z", 0))
    facts = printed(*parts, sums=(Sum("t", ("a", "b", "c", "z"), "table"),))
    assert [facts[name].text for name in ("t", "a", "b", "c", "z")] == ["60", "10", "15", "35", "0"]
    assert {entry.rounded_to for entry in facts} == {5}


def test_small_counts_are_hidden_first_and_what_protects_them_too() -> None:
    parts = (fact("t", 73), fact("a", 3), fact("b", 20), fact("c", 50))
    facts = printed(*parts, sums=(Sum("t", ("a", "b", "c"), "table"),))
    assert hidden(facts) == {"a", "b"}
    assert facts["t"].text == "75"


def test_published_and_modelled_figures_and_money_stay_exact() -> None:
    facts = printed(
        fact("a", 12, status=Status.PUBLISHED),
        fact("b", 12, CHILDREN, counts_children=True, status=Status.MODELLED),
        fact("n", 7),
        fact("c", 123_456, POUNDS, inputs=("n",)),
        fact("d", 12, counts_children=False),
    )
    assert [facts[name].text for name in ("a", "b", "c", "d")] == ["12", "12", "£123,456", "12"]
    assert facts["a"].rounded_to == facts["c"].rounded_to == 0


def test_a_percentage_comes_from_exact_counts_and_is_as_exact_as_it_prints() -> None:
    """8 of 12 print as 10 and 10, which would be 100 %."""
    share = fact("p", Decimal(800) / 12, PERCENT, numerator="n", denominator="base", counts_children=True)
    facts = printed(fact("n", 8), fact("base", 12), share)
    assert [facts[name].text for name in ("n", "base", "p")] == ["10", "10", "67%"]
    assert (facts["p"].value, facts["p"].rounded_to) == (67, 1)
    moved = fact("p.change", Decimal(800) / 12 - 60, POINTS, inputs=("p", "p@2024"), decimals=1)
    assert printed(fact("n", 8), fact("base", 12), share, moved)["p.change"].value == Decimal("6.7")


def test_a_change_is_the_difference_between_the_counts_as_printed() -> None:
    entries = (fact("a", 103), fact("a@2024", 97), fact("a.change", 6, counts_children=False, inputs=("a", "a@2024")))
    facts = printed(*entries)
    assert [facts[name].text for name in ("a", "a@2024", "a.change")] == ["105", "95", "10"]
    away = fact("a.difference", -6, counts_children=False, inputs=("a", "a@2024"))
    assert printed(*entries, away)["a.difference"].value == -10, "whichever way round it was taken"


def test_a_change_of_a_hidden_count_stays_hidden() -> None:
    entries = (fact("a", 3), fact("a@2024", 9), fact("a.change", -6, counts_children=False, inputs=("a", "a@2024")))
    assert printed(*entries)["a.change"].symbol is Symbol.CONFIDENTIAL


def test_what_is_expected_of_counts_is_rounded_like_them() -> None:
    expected = fact("plans.movement.expected", 1402, counts_children=False, inputs=("a", "b"))
    assert printed(fact("a", 1371), fact("b", 31), expected)["plans.movement.expected"].text == "1,400"


def test_no_calculation_names_an_exact_count() -> None:
    entries = (
        fact("a", 62),
        fact("b", 31),
        fact("t", 93, calculation="62 + 31 = 93"),
        fact("r", 620, POUNDS, inputs=("a",), calculation="62 children × £10 = £620"),
        fact("m", 310, CHILDREN, inputs=("b",), status=Status.MODELLED, calculation="31 × 10 years = 310"),
        fact("own", 7, CHILDREN, status=Status.MODELLED, calculation="7 as declared"),
    )
    facts = printed(*entries, sums=(Sum("t", ("a", "b"), "table"),))
    for name in ("a", "b", "t", "r", "m"):
        assert not any(sign.isdigit() for sign in facts[name].calculation), name
    assert facts["own"].calculation == "7 as declared"


def test_without_rounding_everything_is_as_it_was() -> None:
    entries = (fact("a", 62), fact("p", Decimal("12.34"), PERCENT, numerator="a"))
    assert [entry.value for entry in printed(*entries, base=1)] == [62, Decimal("12.34")]
    assert write_facts(printed(*entries, base=1)).decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)


def test_the_list_of_facts_says_what_each_number_was_rounded_to() -> None:
    share = fact("p", Decimal("38.75"), PERCENT, decimals=1, numerator="a", denominator="b")
    rows = {row.id: row for row in read_facts(write_facts(printed(fact("a", 31), fact("b", 80), share, fact("c", 3))))}
    assert [(rows[name].value, rows[name].rounded_to) for name in ("a", "b", "p", "c")] == [
        (30, 5), (80, 5), (Decimal("38.8"), Decimal("0.1")), (None, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "step", "other", "other_step", "same"),
    [
        (97, 0, 97, 0, True), (97, 0, 98, 0, False), (97, 0, 95, 5, True), (98, 0, 95, 5, False),
        (95, 5, 100, 5, False), (95, 5, 100, 10, True), (90, 10, 95, 5, True), (90, 10, 100, 5, False),
        (Decimal("38.75"), 0, Decimal("38.8"), Decimal("0.1"), True), (None, 0, 5, 5, False), (5, 5, None, 0, False),
    ],
)  # fmt: skip
def test_figures_agree_where_their_rounding_allows_it(
    one: int | None, step: int, other: int | None, other_step: int, same: bool
) -> None:
    first, second = (
        fact(name, value, rounded_to=base, symbol=Symbol.CONFIDENTIAL if value is None else None)
        for name, value, base in (("a", one, step), ("b", other, other_step))
    )
    assert agree(first, second) is agree(second, fact_row(first)) is same


def restated(now: int, base: int, before: int, base_before: int) -> bool:
    """Whether a past count counts as restated, each as its quarter rounded it."""
    then = publish_facts(
        RestrictedFacts([fact("flow.appeals@2024", before, period="2024")]),
        Settings(disclosure=Disclosure(rounding=base_before)),
    )
    own = printed(fact("flow.appeals@2024", now, period="2024"), base=base)
    return bool(add_history(own, Earlier(*then), Period.parse("2025-26-q1")).changes)


@pytest.mark.parametrize(("base", "before"), [(1, 1), (5, 5), (10, 10), (5, 1), (1, 5), (10, 5), (5, 10), (1, 10)])
def test_rounding_alone_restates_nothing_whatever_each_quarter_rounded_to(base: int, before: int) -> None:
    assert not any(restated(count, base, count, before) for count in range(5, 60))
    assert restated(97, base, 120, before)


def test_a_count_an_earlier_quarter_printed_rounded_protects_nothing_now() -> None:
    """A reader knows about how great b was: hiding it now would hide nothing."""
    entries = (fact("t", 73), fact("a", 3), fact("b", 20), fact("c", 50))
    sums = (Sum("t", ("a", "b", "c"), "table"),)
    before = Earlier(*(entry for entry in publish_facts(RestrictedFacts([fact("b", 20)]), FIVE)))
    assert hidden(publish_facts(RestrictedFacts(entries, sums), Settings(), (before,))) == {"a", "c"}
