"""Columns of text as bytes of one width: compared and numbered all at once, without a Python text for each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reportgen.inputs.slots import Slots, first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Texts = NDArray[np.bytes_]
    """UTF-8, filled up with zero bytes."""

_WORD = 8
_FIRST, _SECOND = np.uint64(0x9FB21C651E98DF25), np.uint64(0xD6E8FEB86659FD93)


class NotInBlocks(Exception):
    """The file cannot be counted in blocks: a text does not close, is longer than its column, or there are too many.

    Reading row by row says what is wrong, or takes its time. Never leaves ``inputs``.
    """


def refuse_cut(texts: Texts) -> None:
    """Raise NotInBlocks where a text fills its column, so that it may have been cut."""
    if texts.view(np.uint8).reshape(len(texts), -1)[:, -1].any():
        raise NotInBlocks


def digests_of(texts: Texts) -> NDArray[np.uint64]:
    """Return a number for each text: the same for the same letters, however wide the column they stand in.

    Two texts may share one by chance, so those that do have to be compared.
    """
    return _mix(_words(texts), len(texts))


def _words(texts: Texts) -> list[NDArray[np.uint64]]:
    """Return the texts eight letters at a time, without the ends where no text reaches."""
    number = -(-texts.dtype.itemsize // _WORD)
    padded = np.ascontiguousarray(texts.astype(f"S{number * _WORD}", copy=False))
    rows = padded.view(np.uint64).reshape(len(texts), number)
    words = [np.ascontiguousarray(rows[:, column]) for column in range(number)]
    while words and not words[-1].any():
        words.pop()
    return words


def _mix(words: list[NDArray[np.uint64]], rows: int) -> NDArray[np.uint64]:
    digests = np.zeros(rows, dtype=np.uint64)
    for word in words:
        mixed = (digests ^ word) * _FIRST
        mixed = (mixed ^ (mixed >> np.uint64(32))) * _SECOND
        digests = np.where(word == 0, digests, mixed ^ (mixed >> np.uint64(29)))
    return digests


@dataclass(slots=True)
class KnownTexts:
    """The different texts of a column met so far, in the order in which they came."""

    texts: list[str] = field(default_factory=list)
    _words: NDArray[np.uint64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.uint64))
    _digests: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    _slots: Slots = field(default_factory=lambda: Slots(np.zeros(0, dtype=np.uint64)))

    def number(self, texts: Texts) -> NDArray[np.int64]:
        """Return the number of each row's text.

        Raises NotInBlocks where a text may have been cut, or where two by chance share a digest.
        """
        refuse_cut(texts)
        words = _words(texts)
        digests = _mix(words, len(texts))
        numbers, missed = self._slots.find(digests)
        if missed.size:
            self._learn(texts, words, digests, missed[first_of_each(digests[missed])])
            numbers, _none = self._slots.find(digests)
        if not self._are_alike(words, numbers):
            raise NotInBlocks
        return numbers

    def _learn(
        self, texts: Texts, words: list[NDArray[np.uint64]], digests: NDArray[np.uint64], rows: NDArray[np.int64]
    ) -> None:
        """Add the texts of rows that are the first with theirs."""
        known = np.zeros((max(len(words), len(self._words)), len(self.texts) + len(rows)), dtype=np.uint64)
        known[: len(self._words), : len(self.texts)] = self._words
        for place, word in enumerate(words):
            known[place, len(self.texts) :] = word[rows]
        self._words = known
        self.texts += [text.decode() for text in texts[rows].tolist()]
        self._digests = np.concatenate([self._digests, digests[rows]])
        self._slots = Slots(self._digests)

    def _are_alike(self, words: list[NDArray[np.uint64]], numbers: NDArray[np.int64]) -> bool:
        """Whether each row's text is the known one, letter by letter."""
        if len(words) > len(self._words):
            return False
        beyond = self._words[len(words) :]
        return not (beyond.size and beyond[:, numbers].any()) and all(
            (word == known[numbers]).all() for word, known in zip(words, self._words, strict=False)
        )


def number_texts(texts: Texts) -> tuple[NDArray[np.int64], list[str]]:
    """Return the number of each row's text, and the different texts in the order in which they come.

    Raises NotInBlocks where a text may have been cut, or where two by chance share a digest.
    """
    known = KnownTexts()
    return known.number(texts), known.texts
