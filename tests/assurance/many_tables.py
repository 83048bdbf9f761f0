"""Random linked tables by the thousand, hidden in one of several ways and audited: how many give a count away.

    python -m tests.assurance.many_tables --tables 10000
    python -m tests.assurance.many_tables --tables 200 --way two-per-row

Table number n is always the same table: up to 13 settings, 5 ages and 14 needs, three linked tables, two quarters.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reportgen.assurance import audit_facts
from reportgen.codes import Symbol
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.profile import HIDDEN, Disclosure
from reportgen.project import Settings
from tests.assurance.linked_tables import linked_facts
from tests.assurance.reference import THRESHOLD, publish, small_counts, two_per_row

WAYS: dict[str, Callable[[RestrictedFacts], PublishedFacts]] = {
    "reportgen": lambda facts: publish_facts(facts, Settings()),
    "zeros-hidden": lambda facts: publish_facts(facts, Settings(disclosure=Disclosure(zeros=HIDDEN))),
    "rounded": lambda facts: publish_facts(facts, Settings(disclosure=Disclosure(rounding=5))),
    "primary-only": lambda facts: publish(facts, small_counts(facts)),
    "two-per-row": lambda facts: publish(facts, two_per_row(facts)),
}
"""The product's own way, also for councils that hide zeros or round, and two in use elsewhere."""


@dataclass
class Outcome:
    """What a run found: the numbers of unsafe tables, cells hidden and cells that two per row would hide."""

    tables: int = 0
    unsafe: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    """Tables without small counts in which something was hidden all the same."""
    hidden: int = 0
    usual: int = 0
    shares: float = 0
    compared: int = 0

    @property
    def more(self) -> float:
        """How much more is hidden than by two per row, over all cells of the run."""
        return self.hidden / self.usual - 1

    @property
    def mean_more(self) -> float:
        """The same as a mean over tables, each counting alike."""
        return self.shares / self.compared - 1

    def __str__(self) -> str:
        return (
            f"{self.tables} tables, {len(self.unsafe)} unsafe, {len(self.changed)} changed without a small count; "
            f"{self.hidden} cells hidden, two per row {self.usual}: {self.more:+.2%} (mean of tables "
            f"{self.mean_more:+.2%}); unsafe: {self.unsafe[:20]}"
        )


def run_tables(
    numbers: Iterable[int], way: str = "reportgen", seconds: float = float("inf"), least: int = 0
) -> Outcome:
    """Return what hiding those tables one way gives; it ends early after so much processor time, ``least`` at least."""
    found = Outcome()
    start = time.process_time()
    for number in numbers:
        if found.tables >= least and time.process_time() - start > seconds:
            break
        facts = linked_facts(number)
        published = WAYS[way](facts)
        gone = sum(fact.symbol is Symbol.CONFIDENTIAL and fact.counts_children for fact in published)
        usual = len(two_per_row(facts))
        found.tables += 1
        found.hidden += gone
        found.usual += usual
        if usual:
            found.shares += gone / usual
            found.compared += 1
        if gone and not small_counts(facts, least=0 if way == "zeros-hidden" else 1):
            found.changed.append(number)
        if audit_facts(published, THRESHOLD):
            found.unsafe.append(number)
        if found.tables % 100 == 0:
            print(f"to {number}: {found}", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--way", choices=list(WAYS), default="reportgen")
    given = parser.parse_args()
    print(run_tables(range(given.first, given.first + given.tables), given.way))


if __name__ == "__main__":
    main()
