"""Many identifiers at once: by one look at all of them where all are plain, by the rules of ``values`` where not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reportgen.inputs.fixed_texts import digests_of, refuse_cut
from reportgen.inputs.table import Column
from reportgen.inputs.values import Reading, read_value
from reportgen.office.sheets import CellKind, SheetCell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.inputs.fixed_texts import Texts

READ, MISSING, UNREAD = 0, 1, 2
"""What became of an identifier; from UNREAD on, each number is another fault."""

WIDTH = 40
"""Bytes an identifier is read in: one of 36 letters and digits fits, and none may fill them all."""

_PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/\0"
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_CUT_DIGITS = re.compile(rb"(?<![^\0])[0-9]+e[0-9]+\0")
"""An identifier like 1E05, a number that lost digits, among texts that each end in a zero byte."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifiers of a block of rows, never printed: as they stand, as compared, and their 64-bit digests."""

    raw: Texts = field(repr=False)
    folded: Texts = field(repr=False)
    digests: NDArray[np.uint64] = field(repr=False)
    states: NDArray[np.int64]
    faults: tuple[Reading, ...] = ()

    def compared(self, row: int) -> str:
        """Return a row's identifier as it is compared."""
        text: bytes = self.folded[row]
        return text.decode()

    def reading(self, row: int) -> Reading:
        """Return what a row's identifier was read as."""
        state = int(self.states[row])
        if state >= UNREAD:
            return self.faults[state - UNREAD]
        return Reading(None if state == MISSING else self.compared(row))


@dataclass(slots=True)
class Digests:
    """Digests of people, eight bytes each, in one place that grows where it stands."""

    held: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, dtype=np.uint64), repr=False)
    used: int = 0

    def add(self, digests: NDArray[np.uint64]) -> None:
        """Keep the digests of a block."""
        needed = self.used + len(digests)
        if needed > len(self.held):
            self.held.resize(needed + needed // 4, refcheck=False)
        self.held[self.used : needed] = digests
        self.used = needed

    def met(self) -> NDArray[np.uint64]:
        """Return the digests that occur more than once; their order is lost."""
        found = self.held[: self.used]
        found.sort()
        met: NDArray[np.uint64] = found[1:][found[1:] == found[:-1]]
        return met


def read_identifiers(raw: Texts, column: Column) -> Identifiers:
    """Return a block's identifiers, given in UTF-8; upper and lower case are one.

    Raises NotInBlocks where one may have been cut.
    """
    refuse_cut(raw)
    data = raw.tobytes()
    lowered = data.translate(_LOWER)
    folded = np.frombuffer(lowered, dtype=raw.dtype)
    if not data.translate(None, _PLAIN) and not (b"e" in lowered and _CUT_DIGITS.search(lowered)):
        first_letters = folded.view(np.uint8).reshape(len(folded), -1)[:, 0]
        states = np.where(first_letters == 0, MISSING, READ).astype(np.int64)
        return Identifiers(raw, folded, digests_of(folded), states)
    return _read_each(raw, column)


def _read_each(raw: Texts, column: Column) -> Identifiers:
    """Return identifiers of which some need a closer look: each is read by the rules of ``values``."""
    readings = [read_value(column, SheetCell(2, 1, CellKind.TEXT, text.decode())) for text in raw.tolist()]
    folded = np.array(
        [reading.value.casefold().encode() if isinstance(reading.value, str) else b"" for reading in readings],
        dtype=np.bytes_,
    )
    faults: dict[tuple[object, ...], int] = {}
    kept: list[Reading] = []
    states = np.zeros(len(raw), dtype=np.int64)
    for row, reading in enumerate(readings):
        if reading.fault is not None:
            kind = (reading.fault.needed, reading.fault.severity)
            if kind not in faults:
                faults[kind] = UNREAD + len(kept)
                kept.append(reading)
            states[row] = faults[kind]
        elif not folded[row]:
            states[row] = MISSING
    return Identifiers(raw, folded, digests_of(folded), states, tuple(kept))
