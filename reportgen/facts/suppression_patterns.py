"""Patterns of moves that a reader cannot see: found by linear programming, in whole numbers where that is not enough.

Imported only where something small is hidden, as it brings SciPy with it. Limits are on nodes, never on time, so that
the same counts always hide the same cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from reportgen.facts.suppression_group import HIDDEN_WEIGHT, NEARLY, Flags, Floats, Group, Pattern, Reach

NODES = 200
"""How far a search in whole numbers goes before more is hidden instead."""
ROUNDS = 3
"""How often the cheapest pattern is sought again, each time with the cells of the last one made cheaper."""


class Patterns:
    """The patterns of one group: of all its cells, whatever links they stand in."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._rows = len(group.links)
        entries = [(row, place, factor) for row, link in enumerate(group.links) for place, factor in link]
        rows, places, factors = zip(*entries, strict=True)
        self._matrix = csc_array((factors, (rows, places)), shape=(self._rows, len(group.names)))
        self._stands: list[list[int]] = [[] for _ in group.names]
        for row, place, _ in entries:
            self._stands[place].append(row)
        self._room = np.array(group.room)
        self._cost = np.array(group.cost)
        self._whole: Flags = np.array(group.whole)
        self._scale = np.where(self._whole, 1.0, group.price)

    def find(self, place: int, reach: Reach, weights: Sequence[float]) -> Pattern | None:
        """Return the cheapest pattern found that makes a cell as wide as it needs, None where there is none."""
        best: tuple[float, Floats, Floats] | None = None
        first = np.array(weights) / self._scale
        now, everywhere = first, np.ones(len(self._room), bool)
        allowed = reach.hidden | self._near(place)
        for _ in range(ROUNDS):
            found = self._pair(place, now, allowed)
            if found is None and best is None:
                allowed = everywhere
                found = self._pair(place, now, allowed)
            if found is None:
                break
            size = np.abs(found[0]) + np.abs(found[1])
            cost = float(self._cost[(size > NEARLY) & ~reach.hidden].sum())
            if best is not None and cost >= best[0] - NEARLY:
                break
            best = (cost, *found)
            moved = size / self._scale / (self._group.need[place] / self._scale[place])
            now = np.where(reach.hidden, HIDDEN_WEIGHT / self._scale, first / (moved + 0.05))
        if best is None:
            return None
        support = (np.abs(best[1]) + np.abs(best[2]) > NEARLY) | reach.hidden
        moves = self._in_whole_numbers(place, best[1:], now, (support, everywhere))
        return None if moves is None else self._pattern(moves, reach)

    def _near(self, place: int) -> Flags:
        """Return the cells two links away at most: of a table, its own cells and those of its margins."""
        near = {place}
        for _ in range(2):
            links = {link for each in near for link in self._stands[each]}
            near |= {other for link in links for other, _ in self._group.links[link]}
        flags = np.zeros(len(self._room), bool)
        flags[list(near)] = True
        return flags

    def find_hidden(self, place: int, reach: Reach) -> Pattern | None:
        """Return a pattern of hidden cells alone, None where they do not make the cell as wide as it needs."""
        weights = 1 / self._scale
        found = self._pair(place, weights, reach.hidden)
        moves = None if found is None else self._in_whole_numbers(place, found, weights, (reach.hidden,))
        return None if moves is None else self._pattern(moves, reach)

    def _pattern(self, moves: Sequence[Floats], reach: Reach) -> Pattern:
        moved = np.any([np.abs(move) > NEARLY for move in moves], axis=0) & ~reach.hidden
        return Pattern(float(self._cost[moved].sum()), tuple(map(int, np.flatnonzero(moved))), tuple(moves))

    def _in_whole_numbers(
        self, place: int, found: Sequence[Floats], weights: Floats, choices: Sequence[Flags]
    ) -> list[Floats] | None:
        """Return the two moves in whole numbers: as found, else among the cells of one choice after the other."""
        for allowed in (None, *choices):
            pair: Sequence[Floats] | None = found
            if allowed is not None:
                pair = self._pair(place, weights, allowed, whole=True)
            moves = [] if pair is None else [self._rounded(each) for each in pair]
            if moves and all(move is not None for move in moves):
                return [move for move in moves if move is not None]
        return None

    def _pair(
        self, place: int, weights: Floats, allowed: Flags, *, whole: bool = False
    ) -> tuple[Floats, Floats] | None:
        """Return two moves of least weight between which a cell is as wide as it needs, None where there are none.

        Each move is taken apart into its steps up and down, so that either costs.
        """
        places = np.flatnonzero(allowed)
        count = len(places)
        target = np.zeros(2 * self._rows + 1)
        target[-1] = self._group.need[place]
        up, down = np.full(count, inf), self._room[places]
        solved = milp(
            c=np.tile(weights[places], 4),
            constraints=LinearConstraint(self._two_moves(place, places), target, target),
            bounds=Bounds(np.zeros(4 * count), np.concatenate([up, down, up, down])),
            integrality=np.tile(self._whole[places], 4).astype(int) if whole else None,
            options={"node_limit": NODES},
        )
        if solved.x is None:
            return None
        steps = solved.x.reshape(4, count)
        first, second = np.zeros(len(self._room)), np.zeros(len(self._room))
        first[places], second[places] = steps[0] - steps[1], steps[2] - steps[3]
        return first, second

    def _two_moves(self, place: int, places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> csc_array:
        """Return the links of two moves, steps up and down apart, and below them how far apart they take one cell.

        Put together from the columns of the links by hand: SciPy's stacking takes longer than the solving.
        """
        links = self._matrix[:, places]
        filled, count = links.nnz, len(places)
        at = int(np.searchsorted(places, place))
        ends = int(links.indptr[at + 1]) + filled * np.arange(4)
        data = np.insert(np.concatenate([links.data, -links.data] * 2), ends, (1, -1, -1, 1))
        below = links.indices + self._rows
        rows = np.insert(np.concatenate([links.indices, links.indices, below, below]), ends, 2 * self._rows)
        starts = np.concatenate([links.indptr[:-1] + filled * block for block in range(4)] + [[4 * filled]])
        starts = starts + np.searchsorted(at + count * np.arange(4), np.arange(4 * count + 1), side="left")
        return csc_array((data, rows, starts), shape=(2 * self._rows + 1, 4 * count))

    def _rounded(self, move: Floats) -> Floats | None:
        """Return a move with whole counts exactly whole, None where it is not one or a link then fails."""
        near = np.where(self._whole, np.round(move), move)
        near[np.abs(near) <= NEARLY] = 0
        if np.abs(near - move).max() > NEARLY * 10 or np.abs(self._matrix @ near).max() > NEARLY * 10:
            return None
        return near
