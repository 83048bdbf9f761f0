"""Where numbers of 64 bits stand in a list: a look in a table for nearly all, a search for those that share a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_ROOM, _LARGEST = 5, 18
"""Bits of a slot's number beyond those of the list's length, so that few share one; and at most."""


class Slots:
    """The places of a list's numbers, which are all different."""

    def __init__(self, numbers: NDArray[np.uint64]) -> None:
        """Take the list."""
        self._numbers, self._order = numbers, np.argsort(numbers)
        self._sorted = numbers[self._order]
        self._shift = np.uint64(64 - min(len(numbers).bit_length() + _ROOM, _LARGEST))
        self._table = np.zeros(1 << (64 - int(self._shift)), dtype=np.int64)
        self._table[self._slots(numbers)] = np.arange(len(numbers))

    def find(self, wanted: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the place of each number, and which of them are in no place."""
        if not len(self._numbers):
            return np.zeros(len(wanted), dtype=np.int64), np.arange(len(wanted))
        places = self._table[self._slots(wanted)]
        missed = np.flatnonzero(self._numbers[places] != wanted)
        if missed.size:
            near = np.minimum(np.searchsorted(self._sorted, wanted[missed]), len(self._sorted) - 1)
            places[missed] = self._order[near]
            missed = missed[self._numbers[places[missed]] != wanted[missed]]
        return places, missed

    def _slots(self, numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return (numbers * _SPREAD) >> self._shift


def first_of_each(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where each different number comes first, in the order in which they come."""
    _, starts = np.unique(numbers, return_index=True)
    return np.sort(starts)
