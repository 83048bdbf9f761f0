"""Plain rows of separated text, split all at once: no quotation marks, and in each row as many values as headings.

Where every row is plain, the separators alone say where each value stands; nothing is read letter by letter.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from reportgen.inputs.fixed_texts import NotInBlocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.inputs.fixed_texts import Texts

_WORD = 8
_NEWLINE, _RETURN = b"\n\r"
_FIRST_LETTERS = np.frombuffer(
    b"".join(b"\xff" * kept + b"\0" * (_WORD - kept) for kept in range(_WORD + 1)), dtype=np.uint64
)
"""For each number of letters, what keeps as many of a word's."""


class PlainRows:
    """The plain rows that a file goes on with, in one place in memory that is filled and split again and again."""

    def __init__(
        self, file: io.BufferedReader, separator: str, values: int, widths: Mapping[int, int], size: int
    ) -> None:
        """Take a file, what separates its values, how many a row has, and the bytes to split at a time.

        ``widths`` names the columns wanted, counted from 1, with the bytes each is read in.
        """
        self._file, self._mark, self._values, self._widths = file, separator.encode(), values, widths
        self._held = bytearray(size + _WORD)
        self._words = np.ndarray(size + 1, dtype=np.uint64, buffer=self._held, strides=(1,))
        self._stops, self._found = np.empty(size, dtype=bool), np.empty(size, dtype=bool)

    def __iter__(self) -> Iterator[dict[int, Texts]]:
        """Yield the wanted columns of block after block, until one is not plain: the file then stands before it.

        Raises NotInBlocks where a value is as long as its column.
        """
        size, kept, memory = len(self._stops), 0, memoryview(self._held)
        while True:
            filled = kept + self._file.readinto(memory[kept:size])
            if not filled:
                return
            end = self._held.rfind(b"\n", 0, filled) + 1
            if filled < size and end < filled:  # the last row of the file may lack its newline
                self._held[filled] = _NEWLINE
                end = filled + 1
            columns = self._split(end)
            if columns is None:
                self._file.seek(-filled, 1)
                return
            yield columns
            kept = max(filled - end, 0)
            self._held[:kept] = self._held[end:filled]

    def _split(self, end: int) -> dict[int, Texts] | None:
        """Return the columns of the rows held, None where they are not plain."""
        held, values = self._held, self._values
        if len(self._mark) != 1 or not end or held.find(b'"', 0, end) >= 0 or held.find(b"\0", 0, end) >= 0:
            return None
        data, stops, found = np.frombuffer(held, np.uint8, end), self._stops[:end], self._found[:end]
        returns = np.count_nonzero(np.equal(data, _RETURN, out=found))
        rows = np.count_nonzero(np.equal(data, _NEWLINE, out=found))
        np.equal(data, self._mark[0], out=stops)
        places = np.flatnonzero(np.logical_or(stops, found, out=stops))
        if len(places) != rows * values:
            return None
        ends = places.reshape(rows, values)
        last = ends[:, -1]
        before = data[last - 1] == _RETURN
        if not found[last].all() or returns != np.count_nonzero(before):
            return None
        columns = {}
        for number, width in self._widths.items():
            begins = ends[:, number - 2] + 1 if number > 1 else np.concatenate([[0], last[:-1] + 1])
            lengths = ends[:, number - 1] - begins
            columns[number] = _texts(self._words, begins, lengths - before if number == values else lengths, width)
        return columns


def _texts(words: NDArray[np.uint64], begins: NDArray[np.int64], lengths: NDArray[np.int64], width: int) -> Texts:
    """Return the texts of one column, in words enough for the longest and a zero byte after it."""
    longest = int(lengths.max())
    if longest >= width:
        raise NotInBlocks
    taken = np.empty((len(begins), longest // _WORD + 1), dtype=np.uint64)
    for place in range(taken.shape[1]):
        letters = np.clip(lengths - place * _WORD, 0, _WORD)
        starts = begins if place == 0 else np.minimum(begins + place * _WORD, len(words) - 1)
        np.bitwise_and(words[starts], _FIRST_LETTERS[letters], out=taken[:, place])
    return taken.view(f"S{taken.shape[1] * _WORD}")[:, 0]
