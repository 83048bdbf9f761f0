"""Two ways of hiding that are in use and give counts away, to show that the auditor sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import PublishedFacts, RestrictedFacts

THRESHOLD = 5


def small_counts(facts: Iterable[Fact], threshold: int = THRESHOLD, least: int = 1) -> set[str]:
    """The counts hidden for their own size: ``least`` is 0 where zeros are hidden as well."""
    counts = (fact for fact in facts if fact.counts_children and fact.value is not None)
    return {fact.id for fact in counts if fact.value is not None and least <= fact.value < threshold}


def two_per_row(facts: RestrictedFacts) -> set[str]:
    """The small counts, and one more of a row or column with a single hidden one: the smallest."""
    hidden = small_counts(facts)
    while True:
        before = len(hidden)
        for declared in facts.sums:
            gone = [part for part in declared.parts if part in hidden]
            if len(gone) == 1 and declared.total not in hidden:
                shown = [part for part in declared.parts if part not in hidden and facts[part].value]
                hidden.add(min(shown, key=lambda part: (facts[part].value or 0, part)) if shown else declared.total)
        if len(hidden) == before:
            return hidden


def publish(facts: RestrictedFacts, hidden: Collection[str]) -> PublishedFacts:
    """The facts with these hidden, and every change that one of them enters."""
    return PublishedFacts(
        (
            replace(fact, value=None, symbol=Symbol.CONFIDENTIAL, status=Status.SUPPRESSED)
            if fact.id in hidden or not set(fact.inputs).isdisjoint(hidden)
            else fact
            for fact in facts
        ),
        facts.sums,
    )
