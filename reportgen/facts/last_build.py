"""The same quarter built before: somebody may have been given that pack, so this one must not complete it.

What it hid stays hidden where the count is still the same: which further numbers are hidden to protect a small one must
not change from build to build. Where what it printed would give a number of this pack away, that is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.codes import Symbol
from reportgen.facts.facts_csv import FactRow, fact_row
from reportgen.facts.factset import PublishedFacts, RestrictedFacts


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the quarter's pack printed when it was last built, and the exact values it was made from."""

    printed: tuple[FactRow, ...]
    exact: tuple[FactRow, ...]

    def unchanged(self, facts: RestrictedFacts) -> Rows:
        """Return the rows whose exact value is still the same: the others no longer hold."""
        exact = {row.id: row for row in self.exact}
        same = (
            row
            for row in self.printed
            if (was := exact.get(row.id)) is not None
            and (now := facts.get(row.id)) is not None
            and (was.value, was.as_of, was.period) == (now.value, now.as_of, now.period)
        )
        return Rows(tuple(same))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a ``facts.csv`` as what was published before."""

    rows: tuple[FactRow, ...]

    @property
    def hidden(self) -> Rows:
        """Those among them that were hidden."""
        return Rows(tuple(row for row in self.rows if row.symbol is Symbol.CONFIDENTIAL))


def rows_of(facts: PublishedFacts) -> Rows:
    """Return facts as what was published before."""
    return Rows(tuple(fact_row(fact) for fact in facts))


def is_same(facts: PublishedFacts, last: LastBuild) -> bool:
    """Whether the pack would print what it printed last: readers of both know no more than readers of one."""
    now = {fact.id: (fact.value, fact.symbol) for fact in facts}
    return now.items() <= {row.id: (row.value, row.symbol) for row in last.printed}.items()
