"""What earlier quarters have published: every reader knows it, and what was counted links it to this quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from reportgen.facts.facts_csv import FactRow

_CENSUS = "plans."
_SURVEY = "survey."

Key = tuple[str, str]
"""A measure and the time it was counted for: the same in every quarter's facts, whatever the id."""


class Dated(Protocol):
    """A fact or a row of ``facts.csv``."""

    @property
    def id(self) -> str:
        """The fact id."""

    @property
    def period(self) -> str:
        """The time the value belongs to."""

    @property
    def as_of(self) -> date | None:
        """The day it was counted on."""


class Publication(Protocol):
    """What an earlier quarter published: the rows of its ``facts.csv``."""

    @property
    def rows(self) -> tuple[FactRow, ...]:
        """The rows of the file."""


def fact_key(fact: Dated) -> Key:
    """Return what was counted and for when: counts of plans by their day, everything else by its period.

    A survey is taken once and printed in every pack since: its answers are known by the day it closed, whichever
    quarter prints them.
    """
    name = fact.id.partition("@")[0]
    if name.startswith(_SURVEY):
        return name, fact.as_of.isoformat() if fact.as_of is not None else ""
    if name.startswith(_CENSUS) and fact.as_of is not None:
        return name, fact.as_of.isoformat()
    return name, fact.period


def rows_by_key(earlier: Iterable[Publication]) -> dict[Key, FactRow]:
    """Return every row published before, the latest first.

    What one quarter printed stays known though another hid it.
    """
    found: dict[Key, FactRow] = {}
    for publication in earlier:
        for row in publication.rows:
            key = fact_key(row)
            if key not in found or _exactness(row) > _exactness(found[key]):
                found[key] = row
    return found


def _exactness(row: FactRow) -> float:
    """Return how much a row tells: an exact value most, one rounded finely more than one rounded coarsely."""
    return -1 if row.value is None else 1 / (1 + float(row.rounded_to))
