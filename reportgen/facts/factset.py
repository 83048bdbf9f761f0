"""Two views of the same facts, as types that cannot be mixed up.

``RestrictedFacts`` is exact: only returns, ``trace`` and ``facts --view restricted`` may hold it.
``PublishedFacts`` has been through disclosure control and is what every document receives. Neither is
a kind of the other, so mypy refuses one where the other is asked for (design section 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from reportgen.errors import Problem
from reportgen.facts.fact import Fact


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the facts that add up to it: an identity to assert and a link for disclosure control."""

    total: str
    parts: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Quantities that ought to agree but come from different counts; the difference is printed.

    ``reason`` is the officer's, or "unexplained".
    """

    name: str
    expected: Fact
    found: Fact
    difference: Fact
    reason: str


class ChangeKind(Enum):
    """How a figure differs from the one last published; the words are printed."""

    RESTATED = "restated"
    ADDED = "opportunity added to the matrix"
    REMOVED = "opportunity taken out of the matrix"
    REVISED = "forecast or estimate revised"
    ASSUMPTION = "assumption changed"
    DEFINITION = "definition changed"
    MOVED = "moved since last quarter"


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure as it is now and, as a fact of its own, as it was last published.

    ``before`` is None for an opportunity that was added, ``now`` for one that was taken out.
    """

    kind: ChangeKind
    now: Fact | None
    before: Fact | None

    @property
    def fact(self) -> Fact:
        """The figure as it is now, or as it was last published where it has gone."""
        found = self.now or self.before
        assert found is not None
        return found


class _Facts:
    """An ordered, read-only collection of facts by id. Not used as a type: see the two views."""

    def __init__(
        self,
        facts: Iterable[Fact],
        sums: Iterable[Sum] = (),
        reconciliations: Iterable[Reconciliation] = (),
    ) -> None:
        self._facts: dict[str, Fact] = {}
        self._under: dict[str, list[Fact]] = {}
        self._over_time: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.id in self._facts:
                raise ValueError(f"two values for one fact id: {fact.id}")
            self._facts[fact.id] = fact
            name, dated, _ = fact.id.partition("@")
            if dated:
                self._over_time.setdefault(name, []).append(fact)
            else:
                self._under.setdefault(name.rpartition(".")[0], []).append(fact)
        self.sums: tuple[Sum, ...] = tuple(sums)
        self.reconciliations: tuple[Reconciliation, ...] = tuple(reconciliations)

    def __getitem__(self, fact_id: str) -> Fact:
        return self._facts[fact_id]

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self._facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def get(self, fact_id: str) -> Fact | None:
        """Return the fact of that id, or None."""
        return self._facts.get(fact_id)

    def under(self, prefix: str) -> tuple[Fact, ...]:
        """Return this period's facts whose id continues ``prefix`` by exactly one part, in order of computing."""
        return tuple(self._under.get(prefix, ()))

    def over_time(self, name: str) -> tuple[Fact, ...]:
        """Return every ``name@period`` fact, oldest first (periods sort as text within one kind)."""
        return tuple(sorted(self._over_time.get(name, ()), key=lambda fact: fact.period))


class RestrictedFacts(_Facts):
    """Exact values. Never handed to a document.

    ``warnings`` are the gaps found in the data while computing; they stop nothing.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        sums: Iterable[Sum] = (),
        reconciliations: Iterable[Reconciliation] = (),
        warnings: Iterable[Problem] = (),
    ) -> None:
        super().__init__(facts, sums, reconciliations)
        self.warnings: tuple[Problem, ...] = tuple(warnings)


class PublishedFacts(_Facts):
    """Values after disclosure control.

    ``notes`` says in words what was hidden and why (no number in it), ``changes`` what differs from the pack last
    published.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        sums: Iterable[Sum] = (),
        notes: Iterable[str] = (),
        reconciliations: Iterable[Reconciliation] = (),
        changes: Iterable[Changed] = (),
    ) -> None:
        super().__init__(facts, sums, reconciliations)
        self.notes: tuple[str, ...] = tuple(notes)
        self.changes: tuple[Changed, ...] = tuple(changes)
