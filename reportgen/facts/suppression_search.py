"""The search for what else to hide in one group of linked cells, and for what of it can be printed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from reportgen.facts.suppression import Cell, Counted, Link, uncounted
from reportgen.facts.suppression_chains import Chains
from reportgen.facts.suppression_group import NEARLY, Group, Pattern, Reach, make_group
from reportgen.facts.suppression_patterns import Patterns

TIDYING = 300
"""How many hidden cells of one group are tried for printing again, the dearest first."""


def protect_group(
    cells: Mapping[str, Cell], links: Sequence[Link], given: Collection[str], counted: Counted = uncounted
) -> set[str]:
    """Return the names to hide besides ``given`` so that every hidden cell of these links is as wide as it needs."""
    group = make_group(cells, links, given)
    return {group.names[place] for place in _Search(group).further(counted)}


class _Search:
    def __init__(self, group: Group) -> None:
        self._group = group
        self._chains = Chains(group)
        self._patterns = Patterns(group)
        self._reach = Reach(group, np.array(group.given))

    def further(self, counted: Counted) -> list[int]:
        """Hide what every narrow cell needs, print again what turns out not to be needed, and return what is left."""
        asked: set[int] = set()
        while unsafe := [place for place in self._reach.narrow() if place not in asked]:
            total = int(self._reach.hidden.sum())
            counted(total - len(unsafe), total)
            place = unsafe[0]
            pattern = self._cheapest(place)
            if pattern is None:
                asked.add(place)
                pattern = Pattern(0, self._neighbours(place), ())
            self._reach.take(pattern)
        tried = self._hidden_further()[:TIDYING]
        for number, place in enumerate(tried):
            counted(number, len(tried))
            self._print_again(place)
        return self._hidden_further()

    def _cheapest(self, place: int) -> Pattern | None:
        """Return the cheaper pattern of a chain and of a programme, which is asked where a chain costs something."""
        chain = self._chains.find(place, self._reach)
        if chain is not None and not chain.hides:
            return chain
        pattern = self._patterns.find(place, self._reach, self._chains.weigh(place, self._reach))
        if chain is None or (pattern is not None and pattern.cost < chain.cost - NEARLY):
            return pattern
        return chain

    def _neighbours(self, place: int) -> tuple[int, ...]:
        """Return every cell that shares a link with one that nothing protects."""
        links = (dict(link) for link in self._group.links)
        return tuple(sorted({other for link in links if place in link for other in link}))

    def _hidden_further(self) -> list[int]:
        found = np.flatnonzero(self._reach.hidden & ~np.array(self._group.given))
        return sorted(map(int, found), key=lambda place: (-self._group.cost[place], place))

    def _print_again(self, place: int) -> None:
        """Print a cell again where all that stays hidden is wide enough without it."""
        reach = self._reach.without(place)
        while narrow := reach.narrow():
            pattern = self._chains.find(narrow[0], reach, only_hidden=True)
            pattern = pattern or self._patterns.find_hidden(narrow[0], reach)
            if pattern is None:
                return
            reach.take(pattern)
        self._reach = reach
