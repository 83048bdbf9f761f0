"""One group of linked hidden numbers as an integer programme. Imported only where there is one to solve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from reportgen.assurance.bounds import NODES, Relation, Unknown

_NEARLY = 1e-6
_Floats = NDArray[np.float64]


class Programme:
    """The values hidden numbers can have together, and how far apart those found so far lie."""

    def __init__(
        self,
        names: Sequence[str],
        unknowns: Mapping[str, Unknown],
        bounds: Mapping[str, tuple[float, float]],
        relations: Sequence[Relation],
    ) -> None:
        self._names = names
        self._count = len(names)
        self._width = np.array([unknowns[name].width for name in names], float)
        self._whole = np.array([unknowns[name].whole for name in names])
        self._least = np.array([bounds[name][0] for name in names], float)
        self._most = np.array([bounds[name][1] for name in names], float)
        self._matrix, self._row_least, self._row_most = self._rows(relations)
        first = self._solve(np.isfinite(self._least).astype(float))
        self.is_possible = first is not None
        """Whether the relations agree with each other at all."""
        self._low = np.full(self._count, inf) if first is None else first.copy()
        self._high = np.full(self._count, -inf) if first is None else first.copy()

    def _rows(self, relations: Sequence[Relation]) -> tuple[csr_array, _Floats, _Floats]:
        places = {name: place for place, name in enumerate(self._names)}
        entries: list[tuple[int, int, float]] = []
        least, most = [], []
        for row, relation in enumerate(relations):
            scale = max(abs(factor) for _, factor in relation.factors)
            entries += [(row, places[name], factor / scale) for name, factor in relation.factors]
            least.append(relation.least / scale)
            most.append(relation.most / scale)
        rows, columns, factors = zip(*entries, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(relations), self._count))
        return matrix, np.array(least), np.array(most)

    def find_narrow(self) -> list[str]:
        """Return the numbers that cannot be shown to lie as far apart as they must. It must be possible at all."""
        for digit in range(self._count.bit_length()):
            for way in (1, -1):
                self._move_many(digit, way)
        return [self._names[place] for place in self._open() if not self._is_wide(place)]

    def _open(self) -> list[int]:
        return [int(place) for place in np.flatnonzero(self._high - self._low < self._width - _NEARLY)]

    def _move_many(self, digit: int, way: int) -> None:
        """Look for values that take open numbers together as far as they must be, up or down by a digit.

        Whole numbers are not asked for here: what is found is kept only where it is one that holds when rounded.
        """
        places = np.array(self._open(), int)
        wanted = len(places)
        if not wanted:
            return
        ways = np.where(places >> digit & 1, way, -way)
        start = np.where(ways > 0, self._low[places], -self._high[places])
        picks = csr_array((ways, (np.arange(wanted), places)), shape=(wanted, self._count))
        nothing = csr_array((self._matrix.shape[0], wanted))
        matrix = vstack([hstack([self._matrix, nothing]), hstack([picks, -identity(wanted)])])
        solved = milp(
            c=np.concatenate([np.zeros(self._count), -np.ones(wanted)]),
            constraints=LinearConstraint(
                csr_array(matrix),
                np.concatenate([self._row_least, start]),
                np.concatenate([self._row_most, np.full(wanted, inf)]),
            ),
            bounds=Bounds(
                np.concatenate([self._least, np.full(wanted, -inf)]),
                np.concatenate([self._most, self._width[places]]),
            ),
            options={"node_limit": NODES},
        )
        if solved.x is not None:
            self._keep(solved.x[: self._count])

    def _is_wide(self, place: int) -> bool:
        """Whether one number, moved by itself as far as it goes, is as wide as it must be."""
        for way in (1, -1):
            aim = np.zeros(self._count)
            aim[place] = -way
            limits = (self._least.copy(), self._most.copy())
            if way > 0:
                limits[1][place] = min(limits[1][place], self._low[place] + self._width[place])
            else:
                limits[0][place] = max(limits[0][place], self._high[place] - self._width[place])
            found = self._solve(aim, *limits)
            if found is not None:
                self._keep(found)
        return place not in self._open() or self._is_wide_with_gaps(place)

    def _is_wide_with_gaps(self, place: int) -> bool:
        """Whether one number can lie farther off than it must where it cannot lie just as far: 3 or 9, but not 8."""
        for way in (1, -1):
            aim = np.zeros(self._count)
            aim[place] = way
            limits = (self._least.copy(), self._most.copy())
            if way > 0:
                limits[0][place] = self._low[place] + self._width[place]
            else:
                limits[1][place] = self._high[place] - self._width[place]
            found = self._solve(aim, *limits) if limits[0][place] <= limits[1][place] else None
            if found is not None:
                self._keep(found)
        return place not in self._open()

    def _keep(self, found: _Floats) -> None:
        values = np.where(self._whole, np.round(found), found)
        sums = self._matrix @ values
        if np.all(sums >= self._row_least - 1e-5) and np.all(sums <= self._row_most + 1e-5):
            self._low, self._high = np.minimum(self._low, values), np.maximum(self._high, values)

    def _solve(self, aim: _Floats, least: _Floats | None = None, most: _Floats | None = None) -> _Floats | None:
        solved = milp(
            c=aim,
            constraints=LinearConstraint(self._matrix, self._row_least, self._row_most),
            bounds=Bounds(self._least if least is None else least, self._most if most is None else most),
            integrality=self._whole.astype(int),
            options={"node_limit": NODES},
        )
        found: _Floats | None = solved.x
        return found
