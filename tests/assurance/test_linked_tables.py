"""Random tables, three linked and two quarters: what is hidden stays hidden, and no more is hidden than needed.

``python -m tests.assurance.many_tables`` runs as many thousands as are wanted; here as many as fit into some seconds.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reportgen.assurance import audit_facts
from reportgen.codes import Symbol
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.suppression_links import Linked
from reportgen.profile import HIDDEN, Disclosure
from reportgen.project import Settings
from tests.assurance.linked_tables import Shape, linked_facts, random_shape
from tests.assurance.many_tables import Outcome, run_tables
from tests.assurance.reference import THRESHOLD, publish, small_counts, two_per_row

SECONDS = 30.0
"""Of processor time for the run over tables of any size."""
SMALL = (5, 3, 5)
COUNCIL = Shape(13, 5, 14, 3000)


def small_tables(seed: int) -> RestrictedFacts:
    return linked_facts(seed, random_shape(random.Random(seed), SMALL))


def hidden(facts: PublishedFacts) -> set[str]:
    return {fact.id for fact in facts if fact.symbol is Symbol.CONFIDENTIAL and fact.counts_children}


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_count_can_be_worked_out(seed: int) -> None:
    facts = small_tables(seed)
    published = publish_facts(facts, Settings())
    assert audit_facts(published, THRESHOLD) == ()
    assert small_counts(facts) <= hidden(published)


ZEROS_TOO = Settings(disclosure=Disclosure(zeros=HIDDEN))


@pytest.mark.parametrize("seed", range(24))
def test_no_hidden_count_can_be_worked_out_where_zeros_are_hidden_as_well(seed: int) -> None:
    facts = small_tables(seed)
    published = publish_facts(facts, ZEROS_TOO)
    assert audit_facts(published, THRESHOLD) == ()
    assert small_counts(facts, least=0) <= hidden(published)
    assert not any(fact.value == 0 and fact.counts_children for fact in published)


def test_taking_hidden_counts_for_at_least_one_is_seen_to_be_wrong_where_zeros_are_hidden() -> None:
    """Nothing adds up for a reader who thinks so, and what cannot be worked through counts as unsafe."""
    unsafe = 0
    for seed in range(8):
        published = publish_facts(small_tables(seed), ZEROS_TOO)
        believed = [replace(fact, hidden_from=1) for fact in published]
        unsafe += bool(audit_facts(PublishedFacts(believed, published.sums), THRESHOLD))
    assert unsafe >= 6


def test_reckoning_as_though_zeros_were_hidden_is_seen_to_fail_where_they_are_shown() -> None:
    """A reader who sees zeros printed takes every hidden count for one at least: that must be reckoned with."""
    unsafe = 0
    for seed in range(20):
        facts = small_tables(seed)
        with pytest.MonkeyPatch.context() as careless:
            careless.setattr(Linked, "_least_of", lambda self, fact: 0)
            published = publish_facts(facts, Settings())
        unsafe += bool(audit_facts(published, THRESHOLD))
    assert unsafe >= 5


@pytest.mark.slow
def test_no_count_of_a_whole_council_can_be_worked_out_and_little_more_is_hidden() -> None:
    ours, usual = 0, 0
    for seed in range(2):
        facts = linked_facts(seed, COUNCIL)
        published = publish_facts(facts, Settings())
        assert audit_facts(published, THRESHOLD) == ()
        ours += len(hidden(published))
        usual += len(two_per_row(facts))
    assert ours <= 1.15 * usual


@pytest.fixture(scope="module")
def many() -> Outcome:
    """As many tables as fit into the seconds, the same ones in the same order on any machine."""
    return run_tables(range(10_000), seconds=SECONDS, least=60)


@pytest.mark.slow
def test_no_hidden_count_of_many_tables_can_be_worked_out_and_little_more_is_hidden_than_usual(many: Outcome) -> None:
    assert many.unsafe == many.changed == [], str(many)
    assert many.more <= 0.15, str(many)


@pytest.mark.slow
@pytest.mark.parametrize(("way", "least"), [("primary-only", 19), ("two-per-row", 15)])
def test_the_same_test_fails_for_ways_of_hiding_in_use_elsewhere(way: str, least: int) -> None:
    found = run_tables(range(20), way)
    assert len(found.unsafe) >= least, str(found)


def test_hiding_the_small_counts_alone_is_seen_to_fail() -> None:
    tables = [small_tables(seed) for seed in range(20)]
    unsafe = sum(bool(audit_facts(publish(facts, small_counts(facts)), THRESHOLD)) for facts in tables)
    assert unsafe >= 18


def test_two_hidden_in_every_row_is_seen_to_fail() -> None:
    tables = [small_tables(seed) for seed in range(20)]
    unsafe = sum(bool(audit_facts(publish(facts, two_per_row(facts)), THRESHOLD)) for facts in tables)
    assert unsafe >= 10


def test_one_more_printed_than_needed_is_seen_to_fail() -> None:
    """Printing any one further hidden cell again makes some table unsafe, or it need not have been hidden."""
    found = 0
    for seed in range(8):
        facts = small_tables(seed)
        gone = hidden(publish_facts(facts, Settings()))
        further = sorted(gone - small_counts(facts))
        for name in further[:3]:
            found += bool(audit_facts(publish(facts, gone - {name}), THRESHOLD))
    assert found >= 15


@pytest.mark.parametrize("seed", range(4))
def test_the_same_counts_hide_the_same_cells(seed: int) -> None:
    one, other = (hidden(publish_facts(small_tables(seed), Settings())) for _ in range(2))
    assert one == other


def test_tables_without_small_counts_come_out_unchanged() -> None:
    for seed in range(20):
        facts = linked_facts(seed, Shape(3, 2, 3, 90_000))
        if small_counts(facts):
            continue
        published = publish_facts(facts, Settings())
        assert [fact.text for fact in published] == [fact.text for fact in facts]
