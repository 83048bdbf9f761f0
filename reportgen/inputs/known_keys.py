"""Rows that are alike, found again from block to block: each kind of row is looked at once, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from reportgen.inputs.fixed_texts import NotInBlocks
from reportgen.inputs.slots import Slots, first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LARGEST_KEY = 62
"""Bits that the columns of a row may take together."""

_Value = TypeVar("_Value")


@dataclass(slots=True)
class KnownKeys(Generic[_Value]):
    """A value for each kind of row met so far, with how often it was met and in which row first.

    A row is its columns' numbers packed into one; ``bits`` is the room of each column, which grows with its numbers.
    """

    values: list[_Value] = field(default_factory=list)
    times: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    firsts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _columns: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    _bits: tuple[int, ...] = ()
    _slots: Slots = field(default_factory=lambda: Slots(np.zeros(0, dtype=np.uint64)))

    def find(self, columns: Sequence[NDArray[np.int64]], make: Callable[[int], _Value]) -> NDArray[np.int64]:
        """Return the number of each row's value. ``make`` is asked for a new kind, with the first row of it.

        Raises NotInBlocks where the columns hold so many different values that a row does not fit one number.
        """
        self._make_room(columns)
        keys = _pack(columns, self._bits)
        found, missed = self._slots.find(keys)
        if missed.size:
            self._learn(columns, missed[first_of_each(keys[missed])], make)
            found, _none = self._slots.find(keys)
        return found

    def add(self, found: NDArray[np.int64], kept: NDArray[np.bool_], first: int) -> None:
        """Count the rows of a block that are kept; ``first`` is the number of its first row."""
        times = np.bincount(found[kept], minlength=len(self.values))
        self.times += times
        if ((self.firsts == 0) & (times > 0)).any():
            starts = np.zeros(len(self.values), dtype=np.int64)
            backwards = np.flatnonzero(kept)[::-1]
            starts[found[backwards]] = backwards + first
            self.firsts = np.where(self.firsts == 0, starts, self.firsts)

    def _make_room(self, columns: Sequence[NDArray[np.int64]]) -> None:
        """Give each column room for its largest number; known rows are packed anew where one grows."""
        needed = [int(column.max(initial=0)).bit_length() for column in columns]
        bits = tuple(max(pair) for pair in zip(needed, self._bits or needed, strict=True))
        if bits == self._bits:
            return
        if sum(bits) > _LARGEST_KEY:
            raise NotInBlocks
        self._bits = bits
        if self.values:
            self._slots = Slots(_pack(list(self._columns), bits))

    def _learn(
        self, columns: Sequence[NDArray[np.int64]], starts: NDArray[np.int64], make: Callable[[int], _Value]
    ) -> None:
        """Add the kinds of row that are new, by the first row of each."""
        rows = np.array([column[starts] for column in columns], dtype=np.int64)
        self._columns = np.hstack([self._columns, rows]) if self.values else rows
        self.values += [make(row) for row in starts.tolist()]
        self.times, self.firsts = (
            np.concatenate([old, np.zeros(len(starts), dtype=np.int64)]) for old in (self.times, self.firsts)
        )
        self._slots = Slots(_pack(list(self._columns), self._bits))


def _pack(columns: Sequence[NDArray[np.int64]], bits: Sequence[int]) -> NDArray[np.uint64]:
    """Return the columns' numbers side by side in one, each in its own bits."""
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    for column, room in zip(columns, bits, strict=True):
        packed <<= room
        packed |= column
    return packed.view(np.uint64)
