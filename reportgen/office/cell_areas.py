"""Cells and rectangles of cells: addresses as callers give them, references as a workbook writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.office.sheet_cells import place_of

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_CORNER = re.compile(r"^(?:(\$?)([A-Za-z]{1,3}))?(?:(\$?)([1-9]\d{0,6}))?$")


class CellAddress(NamedTuple):
    """One cell of a workbook: the sheet's name as its tab shows it, and the cell as Excel names it (``F7``)."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, rows and columns counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def moved(self, rows: int, columns: int, anchored: tuple[bool, bool, bool, bool]) -> Area:
        """Return the area as seen from another cell: the edges that are not ``anchored`` by a $ move along."""
        top, left, bottom, right = (
            edge if fixed else edge + step
            for edge, fixed, step in zip(
                (self.top, self.left, self.bottom, self.right), anchored, (rows, columns) * 2, strict=True
            )
        )
        return Area(top, left, bottom, right)

    @property
    def ref(self) -> str:
        """The area as Excel writes it: ``A1:B3``, or ``A1`` for one cell."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def cell_name(row: int, column: int) -> str:
    """Return ``F7`` for row 7, column 6."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def cell_place(cell: str) -> tuple[int, int] | None:
    """Return row and column of ``F7``, ``f7`` or ``$F$7``; None for what is no cell of a sheet."""
    place = place_of(cell.replace("$", "").upper())
    return place if place is not None and place[0] <= LAST_ROW and place[1] <= LAST_COLUMN else None


def read_area(ref: str) -> tuple[Area, tuple[bool, bool, bool, bool]] | None:
    """Return the area ``$A$1:B3``, ``A:A`` or ``1:3`` names and which edges a $ holds; None for anything else."""
    first, _, last = ref.partition(":")
    start, end = _CORNER.match(first), _CORNER.match(last or first)
    if start is None or end is None or bool(start[2]) != bool(end[2]) or bool(start[4]) != bool(end[4]):
        return None
    if not (start[2] or start[4]) or (not last and not (start[2] and start[4])):
        return None
    top, left = place_of(f"{(start[2] or 'A').upper()}{start[4] or 1}") or (1, 1)
    bottom, right = place_of(f"{(end[2] or 'XFD').upper()}{end[4] or LAST_ROW}") or (1, 1)
    anchored = (
        bool(start[3]) or not start[4],
        bool(start[1]) or not start[2],
        bool(end[3]) or not end[4],
        bool(end[1]) or not end[2],
    )
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)), anchored


def read_areas(refs: str) -> Iterator[Area]:
    """Yield the areas of a list such as ``A1:B3 D5``, leaving out what is no area."""
    for ref in refs.split():
        found = read_area(ref)
        if found is not None:
            yield found[0]
