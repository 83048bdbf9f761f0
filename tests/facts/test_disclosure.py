"""Small counts are hidden, and nothing printed gives one away by simple arithmetic."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from reportgen.codes import Symbol
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.fact import Fact, Source, Status
from reportgen.facts.factset import PublishedFacts, Reconciliation, RestrictedFacts, Sum
from reportgen.facts.suppression import Cell, Link, hide_further
from reportgen.facts.units import CHILDREN, PERCENT, PLANS, POUNDS, POUNDS_PER_PLAN, Number, Unit
from reportgen.profile import Disclosure
from reportgen.project import Settings
from tests.facts.typed import quarter


def fact(fact_id: str, value: Number | None, unit: Unit = PLANS, **rest: object) -> Fact:
    fields: dict[str, object] = {
        "id": fact_id,
        "indicator": "test",
        "period": "2025-26-q2",
        "value": value,
        "unit": unit,
        "label": fact_id,
        "definition": f"About {value}.",
        "calculation": f"{value} counted",
        "counts_children": unit is PLANS,
        **rest,
    }
    return Fact(**fields)  # type: ignore[arg-type]


def published(*facts: Fact, sums: tuple[Sum, ...] = (), threshold: int = 5) -> PublishedFacts:
    return publish_facts(RestrictedFacts(facts, sums), Settings(disclosure=Disclosure(threshold)))


def hidden(facts: PublishedFacts) -> set[str]:
    return {entry.id for entry in facts if entry.symbol is Symbol.CONFIDENTIAL}


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1, "[c]"), (4, "[c]"), (5, "5")])
def test_counts_below_the_threshold_are_hidden_and_true_zero_stays(value: int, text: str) -> None:
    assert published(fact("a", value))["a"].text == text


def test_the_threshold_is_the_councils_own() -> None:
    assert published(fact("a", 9), threshold=10)["a"].text == "[c]"


def test_what_is_already_published_modelled_or_no_count_of_people_stays() -> None:
    facts = published(
        fact("a", 1, status=Status.PUBLISHED),
        fact("b", 1, CHILDREN, counts_children=True, status=Status.MODELLED),
        fact("c", 1, counts_children=False),
    )
    assert not hidden(facts)
    assert facts.notes == ()


def test_a_hidden_fact_says_nothing_about_its_number() -> None:
    given = fact("a", 3, assumptions=("3 of them",), sources=(Source("quarter.xlsx", "caseload", ("E3",), "ab"),))
    entry = published(given)["a"]
    assert entry.status is Status.SUPPRESSED
    assert not re.search(r"\d", entry.calculation + entry.definition + "".join(entry.assumptions))
    assert entry.sources == (Source("", "caseload", (), ""),)


def test_published_sources_name_tables_alone() -> None:
    cells = tuple(Source("quarter.xlsx", "caseload", (f"E{row}",), "ab") for row in (2, 3))
    assert published(fact("a", 30, sources=cells))["a"].sources == (Source("", "caseload", (), ""),)


def test_a_lone_hidden_part_takes_the_next_smallest_with_it() -> None:
    parts = (fact("t", 73), fact("a", 3), fact("b", 20), fact("c", 50), fact("z", 0))
    facts = published(*parts, sums=(Sum("t", ("a", "b", "c", "z"), "table"),))
    assert hidden(facts) == {"a", "b"}
    assert facts["t"].text == "73"
    assert facts["z"].text == "0"


def test_two_hidden_parts_known_too_narrowly_take_a_third() -> None:
    parts = (fact("t", 25), fact("a", 2), fact("b", 3), fact("c", 20))
    assert hidden(published(*parts, sums=(Sum("t", ("a", "b", "c"), "table"),))) == {"a", "b", "c"}


def test_where_no_part_is_left_no_total_is_printed_and_a_note_says_so() -> None:
    parts = (fact("t", 5), fact("a", 2), fact("b", 3), fact("z", 0))
    facts = published(*parts, sums=(Sum("t", ("a", "b", "z"), "this table"),))
    assert hidden(facts) == {"t", "a", "b"}
    assert any("No total is printed" in note and "this table" in note for note in facts.notes)
    assert not any(re.search(r"\d", note) for note in facts.notes)


def test_a_published_part_is_hidden_only_where_nothing_else_protects() -> None:
    parts = (fact("t", 28), fact("a", 3), fact("b", 5, status=Status.PUBLISHED), fact("c", 20))
    assert hidden(published(*parts, sums=(Sum("t", ("a", "b", "c"), "table"),))) == {"a", "c"}


def test_a_margin_does_not_give_away_what_the_other_margin_hides() -> None:
    """A 2 × 2 table: hiding along one row alone would leave the columns to subtract."""
    cells = (fact("aa", 3), fact("ab", 20), fact("ba", 30), fact("bb", 40))
    margins = (fact("a_", 23), fact("b_", 70), fact("_a", 33), fact("_b", 60), fact("t", 93))
    sums = (
        Sum("a_", ("aa", "ab"), "row"),
        Sum("b_", ("ba", "bb"), "row"),
        Sum("_a", ("aa", "ba"), "column"),
        Sum("_b", ("ab", "bb"), "column"),
        Sum("t", ("a_", "b_"), "rows"),
        Sum("t", ("_a", "_b"), "columns"),
    )
    facts = published(*cells, *margins, sums=sums)
    assert hidden(facts) == {"aa", "ab", "ba", "bb"}
    assert facts["t"].text == "93"


def test_two_ways_to_a_hidden_total_do_not_solve_it() -> None:
    """t = a + b and t = c + d with t hidden: c and d would give t, and t would give a."""
    entries = (fact("t", 4), fact("a", 4), fact("b", 0), fact("c", 2, status=Status.PUBLISHED), fact("d", 2))
    facts = published(*entries, sums=(Sum("t", ("a", "b"), "one"), Sum("t", ("c", "d"), "two")))
    assert {"t", "a", "d"} <= hidden(facts)


def test_solving_through_another_sum_is_stopped() -> None:
    """x hidden only by a bigger sum: x + y = s and y + w = v are both printed but for x and y."""
    entries = (
        fact("s", 50), fact("x", 3), fact("y", 47), fact("v", 60), fact("w", 13),
    )  # fmt: skip
    facts = published(*entries, sums=(Sum("s", ("x", "y"), "one"), Sum("v", ("y", "w"), "two")))
    assert hidden(facts) == {"x", "y", "w"}


def test_a_gap_is_unknown_to_the_reader_as_well() -> None:
    entries = (fact("t", 30), fact("a", 3), fact("b", None, symbol=Symbol.NOT_AVAILABLE))
    assert hidden(published(*entries, sums=(Sum("t", ("a", "b"), "one"),))) == {"a"}


def test_what_cannot_be_protected_further_ends() -> None:
    entries = (fact("t", 4, counts_children=False), fact("a", 4))
    facts = published(*entries, sums=(Sum("t", ("a",), "one"),))
    assert hidden(facts) == {"t", "a"}


def test_nothing_more_is_hidden_where_only_noughts_are_left() -> None:
    cells = {name: Cell(0, 5, 1) for name in ("t", "a", "z", "y")}
    links = (Link((("t", 1), ("a", -1), ("z", -1))), Link((("t", 1), ("y", -1))))
    assert hide_further(cells, links, {"a", "t"}) == set()


def test_a_change_does_not_give_the_count_away() -> None:
    rows = [
        {"census_date": date(2025, 6, 30), "setting": setting, "plans": plans}
        for setting, plans in (("mainstream", 50), ("mss", 30), ("ap", 20))
    ] + [
        {"census_date": date(2025, 9, 30), "setting": setting, "plans": plans}
        for setting, plans in (("mainstream", 60), ("mss", 40), ("ap", 3))
    ]
    facts = publish_facts(compute_facts(quarter(caseload=rows), Settings()), Settings())
    for name in ("plans.setting.ap", "plans.setting.ap.change", "plans.setting.ap.percent_change", "plans.dsg.hspap"):
        assert facts[name].text == "[c]"
    assert facts["plans.total"].text == "103"
    assert facts["plans.setting.mss"].text == "[c]", "or the total less the others is the hidden count"
    assert facts["plans.total"].calculation == "worked out from counts of which the smallest are hidden"


def test_a_margin_added_from_small_cells_does_not_list_them() -> None:
    rows = [
        {"census_date": date(2025, 9, 30), "setting": setting, "age_band": age, "primary_need": "ASD", "plans": plans}
        for setting, age, plans in (("mainstream", "5-10", 3), ("mainstream", "11-15", 9), ("mss", "5-10", 30))
    ]
    facts = publish_facts(compute_facts(quarter(caseload=rows), Settings()), Settings())
    for entry in facts:
        assert not re.search(r"(?<![\d,])3(?![\d,])(?! 0)", entry.calculation.replace("30 September 2025", "")), entry


def test_percentages_of_hidden_parts_and_small_bases_are_hidden() -> None:
    facts = published(
        fact("n", 3),
        fact("base", 40),
        fact("rate", Decimal("7.5"), PERCENT, numerator="n", denominator="base"),
        fact("small", 9),
        fact("m", 6),
        fact("other", Decimal(66), PERCENT, numerator="m", denominator="small"),
    )
    assert hidden(facts) == {"n", "rate", "other"}


def test_what_is_worked_out_from_a_hidden_fact_is_hidden_through_every_step() -> None:
    facts = published(
        fact("n", 3),
        fact("cost", 30, POUNDS, inputs=("n",)),
        fact("costs", 300, POUNDS, inputs=("cost",)),
        fact("model", 9, CHILDREN, inputs=("n",), status=Status.MODELLED),
    )
    assert hidden(facts) == {"n", "cost", "costs"}


def test_money_that_gives_a_hidden_count_away_is_hidden_with_it() -> None:
    money = (
        fact("spend.ap.budget@2025-26", 120, POUNDS),
        fact("spend.mss.budget@2025-26", 900, POUNDS),
        fact("spend.rp_unit.budget@2025-26", 500, POUNDS),
        fact("spend.total.budget@2025-26", 1520, POUNDS, inputs=("spend.ap.budget@2025-26",)),
        fact("unit_cost.ap", 40, POUNDS_PER_PLAN),
        fact("unit_cost.mss", 30, POUNDS_PER_PLAN),
    )
    sums = (Sum(money[3].id, tuple(entry.id for entry in money[:3]), "placements"),)
    facts = published(fact("plans.setting.ap", 3), fact("unit_cost.ap.plans", 3), *money, sums=sums)
    assert hidden(facts) == {
        "plans.setting.ap", "unit_cost.ap.plans", "unit_cost.ap",
        "spend.ap.budget@2025-26", "spend.rp_unit.budget@2025-26",
    }  # fmt: skip


def test_reconciliations_are_published_too() -> None:
    entries = [fact("expected", 100), fact("found", 102), fact("difference", 2)]
    entry = Reconciliation("movement", entries[0], entries[1], entries[2], "unexplained")
    facts = publish_facts(RestrictedFacts(entries, (), (entry,)), Settings())
    assert facts.reconciliations[0].difference.text == "[c]"
    assert facts.reconciliations[0].found.text == "102"


def test_the_notes_name_the_measure_as_printed() -> None:
    rows = [{"period": "2025-26-q2", "measure": "appeals_registered", "value": 3}]
    facts = publish_facts(compute_facts(quarter(flow=rows), Settings()), Settings())
    assert facts.notes == ("Appeals: some values are hidden so that no child can be recognised.",)
    assert facts["flow.appeals_registered"].definition.startswith("Appeals about")
