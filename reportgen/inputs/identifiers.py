"""Many identifiers at once: by one look at all of them where all are plain, by the rules of ``values`` where not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reportgen.inputs.table import Column
from reportgen.inputs.values import Reading, read_value
from reportgen.office.sheets import CellKind, SheetCell

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ, MISSING, UNREAD = 0, 1, 2
"""What became of an identifier; from UNREAD on, each number is another fault."""

_PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/\n"
_CUT_DIGITS = re.compile(r"^[0-9]+[eE][0-9]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifiers of a block of rows, never printed: as they stand, as compared, and their 64-bit digests."""

    raw: Sequence[str] = field(repr=False)
    folded: Sequence[str] = field(repr=False)
    digests: NDArray[np.uint64] = field(repr=False)
    states: NDArray[np.int64]
    faults: tuple[Reading, ...] = ()

    def reading(self, row: int) -> Reading:
        """Return what a row's identifier was read as."""
        state = int(self.states[row])
        if state >= UNREAD:
            return self.faults[state - UNREAD]
        return Reading(None if state == MISSING else self.folded[row])


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


def read_identifiers(raw: Sequence[str], column: Column) -> Identifiers:
    """Return a block's identifiers; upper and lower case are one."""
    joined = "\n".join(raw)
    if _is_plain(joined, len(raw)):
        folded = joined.casefold().split("\n")
        states = np.zeros(len(folded), dtype=np.int64)
        if "" in folded:
            states[[index for index, text in enumerate(folded) if not text]] = MISSING
        return Identifiers(raw, folded, _digests(folded), states)
    readings = [read_value(column, SheetCell(2, 1, CellKind.TEXT, text)) for text in raw]
    folded = [reading.value.casefold() if isinstance(reading.value, str) else "" for reading in readings]
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
    return Identifiers(raw, folded, _digests(folded), states, tuple(kept))


def _is_plain(joined: str, number: int) -> bool:
    """Whether no identifier needs a closer look: letters, digits, dashes, and none like 1E+05, which lost digits."""
    if not joined.isascii() or joined.encode("ascii").translate(None, _PLAIN) or joined.count("\n") != number - 1:
        return False
    return not (("e" in joined or "E" in joined) and _CUT_DIGITS.search(joined))


def _digests(folded: Sequence[str]) -> NDArray[np.uint64]:
    import pandas as pd

    found: NDArray[np.uint64] = pd.util.hash_array(np.array(folded, dtype=object), categorize=False)
    return found
