"""Patterns of moves that a reader cannot see: found by linear programming, in whole numbers where that is not enough.

Imported only where something small is hidden, as it brings SciPy with it. Limits are on nodes, never on time, so that
the same counts always hide the same cells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from reportgen.facts.suppression import Cell, Link

NODES = 200
"""How far a search in whole numbers goes before more is hidden instead."""
ROUNDS = 3
"""How often the cheapest pattern is sought again, each time with the cells of the last one made cheaper."""
TIDY_ROUNDS = 4
"""How many moves of many cells are tried, up and down, before a cell that might be printed again stays hidden."""
_NEARLY = 1e-6
_HIDDEN_COST = 1e-3

_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]


class Reach:
    """What is hidden in a group, the moves known to be possible then, and how wide they make each cell."""

    def __init__(self, hidden: _Flags, moves: Iterable[_Floats] = ()) -> None:
        self.hidden = hidden
        self.moves: list[_Floats] = []
        self.low, self.high = np.zeros(len(hidden)), np.zeros(len(hidden))
        for move in moves:
            self.keep(move)

    def keep(self, move: _Floats) -> None:
        """Keep a move: with it or without it, print looks the same."""
        self.moves.append(move)
        self.low, self.high = np.minimum(self.low, move), np.maximum(self.high, move)

    def without(self, position: int) -> Reach:
        """Return the reach were this cell printed: the moves that need it hidden are gone."""
        hidden = self.hidden.copy()
        hidden[position] = False
        return Reach(hidden, (move for move in self.moves if not move[position]))


class Patterns:
    """One group of linked cells while it is being protected. ``given`` is what was hidden at first."""

    def __init__(self, cells: Mapping[str, Cell], links: Sequence[Link], given: Collection[str]) -> None:
        self._names = sorted({name for link in links for name, _ in link.factors})
        self._index = {name: position for position, name in enumerate(self._names)}
        self._cells = [cells[name] for name in self._names]
        self._links = links
        self._matrix = self._rows(links)
        self._given: _Flags = np.array([name in given for name in self._names])
        self._need = np.array([float(cell.need) for cell in self._cells])
        self._cost = np.array([cell.cost for cell in self._cells])
        self._room = np.array([max(0.0, float(cell.value) - cell.least) for cell in self._cells])
        self._whole: _Flags = np.array([cell.whole for cell in self._cells])
        self._scale = np.where(self._whole, 1.0, self._pounds_a_child())
        self._reach = Reach(self._given.copy())

    def _pounds_a_child(self) -> float:
        """Return about how many pounds one child stands for in this group, so that moves of both can be weighed."""
        factors = [abs(float(factor)) for link in self._links for _, factor in link.factors]
        widths = self._need[~self._whole] / max(1.0, self._need[self._whole].max(initial=1.0))
        return float(max(*factors, widths.max(initial=1.0)))

    def _rows(self, links: Sequence[Link]) -> csr_array:
        """Return the links as rows, each scaled so that its greatest factor is one."""
        rows, columns, factors = [], [], []
        for row, link in enumerate(links):
            scale = max(abs(float(factor)) for _, factor in link.factors)
            for name, factor in link.factors:
                rows.append(row)
                columns.append(self._index[name])
                factors.append(float(factor) / scale)
        return csr_array((factors, (rows, columns)), shape=(len(links), len(self._names)))

    def narrow(self) -> list[str]:
        """Return the hidden cells not known to be as wide as they need, those that can move down least first."""
        found = [int(position) for position in np.flatnonzero(self._short(self._reach))]
        return [self._names[p] for p in sorted(found, key=lambda p: (self._room[p], self._names[p]))]

    def _short(self, reach: Reach) -> _Flags:
        return reach.hidden & (reach.high - reach.low < self._need - _NEARLY)

    def hide(self, names: Iterable[str]) -> None:
        """Hide more cells, but never what a reader knows anyway."""
        for name in names:
            self._reach.hidden[self._index[name]] = True

    def further(self) -> list[str]:
        """Return what is hidden besides what was given, the dearest first."""
        found = [int(position) for position in np.flatnonzero(self._reach.hidden & ~self._given)]
        return [self._names[p] for p in sorted(found, key=lambda p: (-self._cost[p], self._names[p]))]

    def neighbours(self, name: str) -> set[str]:
        """Return every cell that shares a link with this one."""
        return {other for link in self._links if name in dict(link.factors) for other, _ in link.factors}

    def widen(self) -> None:
        """Look for moves of many hidden cells at once, for as long as they bring something."""
        self._widen(self._reach)

    def _widen(self, reach: Reach, rounds: int = 64) -> bool:
        """Widen a reach; return whether every hidden cell is then as wide as it needs.

        Cells go up or down by one digit of their number after the other, so that no two always go together.
        """
        count = len(self._names)
        for digit in range(min(rounds, count.bit_length())):
            signs = np.where(np.arange(count) >> digit & 1, 1.0, -1.0)
            for ways in (signs, -signs):
                if not self._short(reach).any():
                    return True
                move = self._move_of_many(reach, ways)
                if move is not None:
                    reach.keep(move)
        return not self._short(reach).any()

    def show_if_safe(self, name: str) -> None:
        """Print a cell again where all that stays hidden is wide enough without it."""
        reach = self._reach.without(self._index[name])
        if self._widen(reach, TIDY_ROUNDS):
            self._reach = reach

    def _move_of_many(self, reach: Reach, ways: _Floats) -> _Floats | None:
        """Return a move that takes narrow cells together as far up (``ways`` 1) or down (−1) as they need."""
        places = np.flatnonzero(reach.hidden)
        targets = np.flatnonzero(self._short(reach)[places])
        count, wanted = len(places), len(targets)
        turned = ways[places][targets]
        picks = csr_array((turned, (np.arange(wanted), targets)), shape=(wanted, count))
        matrix = self._matrix[:, places]
        nothing = csr_array((matrix.shape[0], wanted))
        rows = vstack([hstack([matrix, nothing]), hstack([picks, -identity(wanted)])])
        least, most = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
        most[matrix.shape[0] :] = inf
        gone = np.where(turned > 0, -reach.low[places][targets], reach.high[places][targets])
        solved = milp(
            c=np.concatenate([np.zeros(count), -1 / self._scale[places][targets]]),
            constraints=LinearConstraint(csr_array(rows), least, most),
            bounds=Bounds(
                np.concatenate([-self._room[places], np.full(wanted, -inf)]),
                np.concatenate([np.full(count, inf), self._need[places][targets] - gone]),
            ),
        )
        return None if solved.x is None else self._full(places, solved.x[:count])

    def protect(self, name: str) -> bool:
        """Hide the cheapest pattern that makes a cell wide enough and keep its moves; return whether there is one."""
        position = self._index[name]
        best: tuple[float, _Floats, _Floats] | None = None
        weights = np.where(self._reach.hidden, _HIDDEN_COST, self._cost) / self._scale
        for _ in range(ROUNDS):
            found = self._pair(position, weights, np.ones(len(self._names), bool))
            if found is None:
                break
            size = np.abs(found[0]) + np.abs(found[1])
            cost = float(self._cost[(size > _NEARLY) & ~self._reach.hidden].sum())
            if best is not None and cost >= best[0] - _NEARLY:
                break
            best = (cost, *found)
            moved = size / self._scale / (self._need[position] / self._scale[position])
            weights = np.where(self._reach.hidden, _HIDDEN_COST, self._cost / (moved + 0.05)) / self._scale
        if best is None:
            return False
        support = (np.abs(best[1]) + np.abs(best[2]) > _NEARLY) | self._reach.hidden
        moves = self._in_whole_numbers(position, best[1:], weights, support)
        if moves is None:
            return False
        for move in moves:
            self._reach.hidden |= np.abs(move) > _NEARLY
            self._reach.keep(move)
        return True

    def _in_whole_numbers(
        self, position: int, found: tuple[_Floats, ...], weights: _Floats, support: _Flags
    ) -> list[_Floats] | None:
        """Return the two moves in whole numbers: as found, else among the same cells, else among all."""
        for allowed in (None, support, np.ones(len(self._names), bool)):
            pair: tuple[_Floats, ...] | None = found
            if allowed is not None:
                pair = self._pair(position, weights, allowed, whole=True)
            moves = [] if pair is None else [self._rounded(each) for each in pair]
            if moves and all(move is not None for move in moves):
                return [move for move in moves if move is not None]
        return None

    def _pair(
        self, position: int, weights: _Floats, allowed: _Flags, *, whole: bool = False
    ) -> tuple[_Floats, _Floats] | None:
        """Return two moves of least weight between which a cell is as wide as it needs, None where there are none.

        Each move is taken apart into its steps up and down, so that either costs.
        """
        places = np.flatnonzero(allowed)
        count = len(places)
        at = int(np.flatnonzero(places == position)[0])
        matrix = self._matrix[:, places]
        nothing = csr_array(matrix.shape)
        gap = np.zeros(4 * count)
        gap[[at, count + at, 2 * count + at, 3 * count + at]] = (1, -1, -1, 1)
        first_rows, second_rows = [matrix, -matrix, nothing, nothing], [nothing, nothing, matrix, -matrix]
        rows = vstack([hstack(first_rows), hstack(second_rows), csr_array(gap[None, :])])
        target = np.zeros(rows.shape[0])
        target[-1] = self._need[position]
        up, down = np.full(count, inf), self._room[places]
        solved = milp(
            c=np.tile(weights[places], 4),
            constraints=LinearConstraint(csr_array(rows), target, target),
            bounds=Bounds(np.zeros(4 * count), np.concatenate([up, down, up, down])),
            integrality=np.tile(self._whole[places], 4).astype(int) if whole else None,
            options={"node_limit": NODES},
        )
        if solved.x is None:
            return None
        steps = solved.x.reshape(4, count)
        first, second = np.zeros(len(self._names)), np.zeros(len(self._names))
        first[places], second[places] = steps[0] - steps[1], steps[2] - steps[3]
        return first, second

    def _full(self, places: NDArray[np.intp], amounts: _Floats) -> _Floats | None:
        full = np.zeros(len(self._names))
        full[places] = amounts
        return self._rounded(full)

    def _rounded(self, move: _Floats) -> _Floats | None:
        """Return a move with whole counts exactly whole, None where it is not one or a link then fails."""
        near = np.where(self._whole, np.round(move), move)
        near[np.abs(near) <= _NEARLY] = 0
        if np.abs(near - move).max() > _NEARLY * 10 or np.abs(self._matrix @ near).max() > _NEARLY * 10:
            return None
        return near
