"""Columns of text as bytes of one width: compared and numbered all at once, without a Python text for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
    padded = texts.astype(f"S{number * _WORD}", copy=False)
    rows = np.frombuffer(padded.tobytes(), dtype=np.uint64).reshape(len(texts), number)
    used = np.flatnonzero(np.bitwise_or.reduce(rows, axis=0))
    return [np.ascontiguousarray(rows[:, column]) for column in used.tolist()]


def _mix(words: list[NDArray[np.uint64]], rows: int) -> NDArray[np.uint64]:
    digests = np.zeros(rows, dtype=np.uint64)
    for word in words:
        mixed = (digests ^ word) * _FIRST
        mixed = (mixed ^ (mixed >> np.uint64(32))) * _SECOND
        digests = np.where(word == 0, digests, mixed ^ (mixed >> np.uint64(29)))
    return digests


def number_texts(texts: Texts) -> tuple[NDArray[np.int64], list[str]]:
    """Return the number of each row's text, and the different texts in the order in which they come.

    Raises NotInBlocks where a text may have been cut, or where two by chance share a digest.
    """
    import pandas as pd

    refuse_cut(texts)
    words = _words(texts)
    codes, found = pd.factorize(_mix(words, len(texts)))
    starts = np.zeros(len(found), dtype=np.int64)
    starts[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    if not all((word[starts][codes] == word).all() for word in words):
        raise NotInBlocks
    return codes.astype(np.int64, copy=False), [text.decode() for text in texts[starts].tolist()]
