"""Patterns of moves found quickly: chains of cells that stand in two links each, as the inner cells of tables do.

One more child in a cell means one fewer in another of its row, one more in that one's column, and so on until the
chain closes. The cheapest chain is found as a shortest path from link to link (Castro's heuristic for tables) and
followed as far as its cells can move; the next one starts from there. Cells in three or more links, and amounts, are
left to :mod:`reportgen.facts.suppression_patterns`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from reportgen.facts.suppression_group import HIDDEN_WEIGHT, Group, Pattern, Reach

_TIGHT = 3.0
"""How much dearer a cell is taken to be that cannot move as far as is still needed."""
_SHARED = 0.2
"""How much cheaper a cell is taken to be all of whose links hold another narrow one, which it may serve too."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """The two links of a cell with its factors there, each 1 or −1. A cell in one link ends in the open."""

    link: int
    factor: int
    other: int
    other_factor: int

    def turned(self) -> _Ends:
        return _Ends(self.other, self.other_factor, self.link, self.factor)


Steps = dict[int, int]


class Chains:
    """The chains of one group."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._open = len(group.links)
        stands: list[list[tuple[int, float]]] = [[] for _ in group.names]
        for number, link in enumerate(group.links):
            for place, factor in link:
                stands[place].append((number, factor))
        self._ends = [self._ends_of(place, links) for place, links in enumerate(stands)]
        self._at: list[list[tuple[int, _Ends]]] = [[] for _ in range(self._open + 1)]
        for place, ends in enumerate(self._ends):
            if ends is not None:
                self._at[ends.link].append((place, ends))
                self._at[ends.other].append((place, ends.turned()))

    def _ends_of(self, place: int, links: Sequence[tuple[int, float]]) -> _Ends | None:
        if not self._group.whole[place] or len(links) > 2 or any(abs(factor) != 1 for _, factor in links):
            return None
        (link, factor), (other, other_factor) = (*links, (self._open, 1.0))[:2]
        return _Ends(link, int(factor), other, int(other_factor))

    def find(self, place: int, reach: Reach, *, only_hidden: bool = False) -> Pattern | None:
        """Return the cheaper of two patterns that make a cell as wide as it needs, None where chains do not do it."""
        if self._ends[place] is None:
            return None
        hidden = reach.hidden.tolist()
        if only_hidden:
            return self._widen(place, reach, hidden, [HIDDEN_WEIGHT if gone else inf for gone in hidden], 1)
        weights = self.weigh(place, reach)
        found = [self._widen(place, reach, hidden, weights, tight) for tight in (1, _TIGHT)]
        return min((each for each in found if each is not None), key=lambda each: each.cost, default=None)

    def weigh(self, place: int, reach: Reach) -> list[float]:
        """Return what each cell weighs while one is protected: less where it stands in links of other narrow cells."""
        wanted = [0.0] * (self._open + 1)
        for narrow in reach.narrow():
            ends = self._ends[narrow]
            if ends is not None and narrow != place:
                wanted[ends.link] = wanted[ends.other] = 1.0
        wanted[self._open] = 0.0
        return [
            HIDDEN_WEIGHT if gone
            else cost if ends is None
            else cost * (1 - _SHARED * (wanted[ends.link] + wanted[ends.other]) / 2)
            for gone, cost, ends in zip(reach.hidden.tolist(), self._group.cost, self._ends, strict=True)
        ]  # fmt: skip

    def _widen(
        self, place: int, reach: Reach, hidden: Sequence[bool], weights: Sequence[float], tight: float
    ) -> Pattern | None:
        """Follow the cheapest chain, up or down, again and again until the cell is wide enough."""
        up, down = ([int(step) for step in move.tolist()] for move in reach.farthest(place))
        weights = list(weights)
        hides: list[int] = []
        while (missing := int(self._group.need[place]) - up[place] + down[place]) > 0:
            ways = ((1, up), (-1, down))
            found = [
                (*chain, move)
                for way, move in ways
                if (chain := self._chain(place, way, move, self._tighten(weights, move, missing, tight))) is not None
            ]
            if not found:
                return None
            _, steps, move = min(found, key=lambda each: each[0])
            far = min([missing, *(self._left(cell, move) // -step for cell, step in steps.items() if step < 0)])
            if far < 1:
                return None
            for cell, step in steps.items():
                move[cell] += step * far
                if not hidden[cell] and cell not in hides:
                    hides.append(cell)
                    weights[cell] = HIDDEN_WEIGHT
        cost = sum(self._group.cost[cell] for cell in hides)
        return Pattern(cost, tuple(hides), (np.array(up, float), np.array(down, float)))

    def _left(self, place: int, move: Sequence[int]) -> int:
        """Return how much farther down a cell can go after a move."""
        return int(self._group.room[place]) + move[place]

    def _tighten(self, weights: Sequence[float], move: Sequence[int], missing: int, tight: float) -> Sequence[float]:
        if tight == 1:
            return weights
        return [
            weight if weight == HIDDEN_WEIGHT or self._group.room[place] + move[place] >= missing else weight * tight
            for place, weight in enumerate(weights)
        ]

    def _chain(self, place: int, way: int, move: Sequence[int], weights: Sequence[float]) -> tuple[float, Steps] | None:
        """Return the weight of the cheapest chain that takes a cell one step on after a move, and its steps."""
        ends = self._ends[place]
        if ends is None or (way < 0 and self._left(place, move) < 1):
            return None
        start = self._knot(ends.link, ends.factor * way)
        goal = self._knot(ends.other, -ends.other_factor * way)
        lengths, came = {start: 0.0}, dict[int, tuple[int, int, int]]()
        waiting, done = [(0.0, start)], set[int]()
        while waiting:
            length, knot = heapq.heappop(waiting)
            if knot == goal:
                return length, self._walk_back(came, start, goal, {place: way})
            if knot in done:
                continue
            done.add(knot)
            for cell, step, onward in self._onward(knot, move):
                farther = length + weights[cell]
                if cell != place and farther < lengths.get(onward, inf):
                    lengths[onward] = farther
                    came[onward] = (knot, cell, step)
                    heapq.heappush(waiting, (farther, onward))
        return None

    def _onward(self, knot: int, move: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Yield each cell that can make good what a link has too much or too little, its step, and where that leads."""
        link, sign = knot >> 1, -1 if knot & 1 else 1
        signs = (sign,) if link != self._open else (1, -1)
        room = self._group.room
        for cell, ends in self._at[link]:
            for too_much in signs:
                step = -too_much * ends.factor
                if step > 0 or room[cell] + move[cell] >= 1:
                    yield cell, step, self._knot(ends.other, ends.other_factor * step)

    def _knot(self, link: int, too_much: int) -> int:
        """Return the number of a link that is out by one; in the open nothing is ever out."""
        return 2 * link + (too_much < 0 and link != self._open)

    def _walk_back(self, came: dict[int, tuple[int, int, int]], start: int, goal: int, steps: Steps) -> Steps:
        knot = goal
        while knot != start:
            knot, cell, step = came[knot]
            steps[cell] = steps.get(cell, 0) + step
        return {cell: step for cell, step in steps.items() if step}
