"""One group of linked cells side by side, the moves known to be possible in it, and how wide they make each cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportgen.facts.suppression import Cell, Link

NEARLY = 1e-6
HIDDEN_WEIGHT = 1e-3
"""What it weighs to move a cell that is hidden already, beside about one for a cell that is not."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Factors = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Cells by place, in the order of their names. ``room`` is how far each can go down once hidden."""

    names: tuple[str, ...]
    need: tuple[float, ...]
    cost: tuple[float, ...]
    room: tuple[float, ...]
    whole: tuple[bool, ...]
    given: tuple[bool, ...]
    """Whether a cell was hidden from the first."""
    links: tuple[Factors, ...]
    """Places and factors of each link, scaled so that its greatest factor is one."""
    price: float
    """About how many pounds one child stands for here, so that moves of both can be weighed."""


def make_group(cells: Mapping[str, Cell], links: Sequence[Link], given: Collection[str]) -> Group:
    """Return the cells of some links as a group."""
    names = sorted({name for link in links for name, _ in link.factors})
    index = {name: place for place, name in enumerate(names)}
    members = [cells[name] for name in names]
    greatest = [max(abs(float(factor)) for _, factor in link.factors) for link in links]
    children = max((float(cell.need) for cell in members if cell.whole), default=1.0)
    widths = (float(cell.need) / max(1.0, children) for cell in members if not cell.whole)
    return Group(
        names=tuple(names),
        need=tuple(float(cell.need) for cell in members),
        cost=tuple(cell.cost for cell in members),
        room=tuple(max(0.0, float(cell.value) - cell.least) for cell in members),
        whole=tuple(cell.whole for cell in members),
        given=tuple(name in given for name in names),
        links=tuple(
            tuple((index[name], float(factor) / scale) for name, factor in link.factors)
            for link, scale in zip(links, greatest, strict=True)
        ),
        price=max(1.0, *greatest, *widths),
    )


@dataclass(frozen=True, slots=True)
class Pattern:
    """What makes a cell wide enough: what to hide for it, what that costs, and the moves that are possible then."""

    cost: float
    hides: tuple[int, ...]
    moves: tuple[Floats, ...]


class Reach:
    """What is hidden, the moves known to be possible then, and how wide they make each cell.

    With a move or without it print looks the same. Hiding more never takes one away.
    """

    def __init__(self, group: Group, hidden: Flags, moves: Iterable[Floats] = ()) -> None:
        self._need = np.array(group.need)
        self.hidden = hidden
        self.moves = list(moves)
        stacked = np.array([np.zeros(len(hidden)), *self.moves])
        self.low, self.high = stacked.min(axis=0), stacked.max(axis=0)
        self._group = group

    def take(self, pattern: Pattern) -> None:
        """Hide what a pattern hides and keep its moves."""
        self.hidden[list(pattern.hides)] = True
        for move in pattern.moves:
            self.moves.append(move)
            self.low, self.high = np.minimum(self.low, move), np.maximum(self.high, move)

    def without(self, place: int) -> Reach:
        """Return the reach were this cell printed: the moves that need it hidden are gone."""
        hidden = self.hidden.copy()
        hidden[place] = False
        return Reach(self._group, hidden, (move for move in self.moves if not move[place]))

    def narrow(self) -> list[int]:
        """Return the hidden cells not known to be as wide as they need, those that can move down least first."""
        found = np.flatnonzero(self.hidden & (self.high - self.low < self._need - NEARLY))
        return sorted(map(int, found), key=lambda place: (self._group.room[place], place))

    def farthest(self, place: int) -> tuple[Floats, Floats]:
        """Return the known moves that take a cell farthest up and farthest down; no move where there is none."""
        still = np.zeros(len(self.hidden))
        up = max((still, *self.moves), key=lambda move: float(move[place]))
        down = min((still, *self.moves), key=lambda move: float(move[place]))
        return up, down
