"""What a file the DfE publishes looks like, and which row of an input table each of its cells becomes.

A form is data: headings, how its years are written, and shares that make up a total. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

TOTAL_ROW = ""
"""Stands for the row over all breakdowns, however a form writes it."""

EARLIEST, LATEST = 2000, 2099


class Time(Enum):
    """How a form writes its years."""

    ACADEMIC_YEAR = "202425, the count of January 2025"
    CALENDAR_YEAR = "2024"
    JANUARY = "2019, the count of that January"


class Ukrlp(Enum):
    """Where plans at UKRLP providers are counted: inside further education in the tables, in Other by DfE's mapping."""

    OTHER = "other"
    POST16 = "post16"


@dataclass(frozen=True, slots=True)
class Part:
    """One published cell: a column, in the total row or in a breakdown's, in the years it was a part of the total.

    A negative ``sign`` takes it off. ``only`` is the choice under which it counts.
    """

    column: str
    breakdown: str = TOTAL_ROW
    since: int = EARLIEST
    until: int = LATEST
    sign: int = 1
    only: Ukrlp | None = None

    def counts_in(self, year: int, ukrlp: Ukrlp) -> bool:
        """Whether the cell is a part of its share in that year."""
        return self.since <= year <= self.until and self.only in (None, ukrlp)


@dataclass(frozen=True, slots=True)
class Share:
    """What one row of an input table is made of; ``values`` are its codes.

    A share published under a kind ``unlike`` ours takes part in the total, and ours is not available. ``note`` is said
    where the share is used and is not zero.
    """

    values: Mapping[str, str]
    parts: tuple[Part, ...]
    unlike: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Shares that together make a total.

    A row a file leaves out means none only where the others make up the total (of the group ``absent_by``, where that
    is another). Where everything stands in the share ``unrecorded``, nothing was returned.
    """

    name: str
    total: Part
    shares: tuple[Share, ...]
    since: int = EARLIEST
    until: int = LATEST
    absent_by: str = ""
    unrecorded: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a definition of its own, kept apart from the flow measures it could be taken for."""

    id: str
    label: str
    column: str
    definition: str
    unit: str = "plans"


@dataclass(frozen=True, slots=True)
class Form:
    """One published layout. ``table`` is where its shares go: ``caseload`` or ``flow``.

    ``headings`` tell it from every other; ``breakdown`` names the column (and the topic's, where there is one) that
    tells rows apart, and ``total`` how the total row is written there. ``comparators`` maps a column to the measure
    other areas are compared by. Notes are said whenever the form is used.
    """

    name: str
    table: str
    headings: tuple[str, ...]
    time: Time
    breakdown: str
    total: str
    groups: tuple[Group, ...] = ()
    topic: str = ""
    topics: tuple[str, ...] = ()
    comparators: Mapping[str, str] | None = None
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Every column the form takes something from."""
        parts = [part for group in self.groups for share in group.shares for part in share.parts]
        totals = [group.total for group in self.groups]
        figures = {figure.column for figure in self.figures}
        return frozenset({part.column for part in (*parts, *totals)} | figures | set(self.comparators or ()))


def code_of(total: str) -> str:
    """Return a heading or breakdown without case and outer spaces, to compare with another."""
    return " ".join(total.casefold().split())
