"""Why one cell cannot be read, before its place is known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.errors import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """What was found in a cell, what is needed and how to put it right."""

    found: str
    needed: str
    remedy: str
    severity: Severity = Severity.ERROR

    def at(self, place: Place, restricted: bool = False) -> Problem:
        """Return the problem at a place. For a restricted column the value found is not repeated."""
        found = "a value that cannot be used (not shown: it may identify a person)" if restricted else self.found
        return Problem(place, found, self.needed, self.remedy, self.severity)


class Unreadable(Exception):
    """Raised within the reading of one cell; never leaves ``inputs``."""

    def __init__(self, found: str, needed: str, remedy: str) -> None:
        self.fault = Fault(found, needed, remedy)
        super().__init__(found)


def nearest(text: str, known: Iterable[str], otherwise: str) -> str:
    """Return ``did you mean 'x'?`` for the nearest known word, else the words given."""
    words = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(text.casefold(), sorted(words), n=1, cutoff=0.6)
    return f"did you mean '{words[near[0]]}'?" if near else otherwise


def quoted(text: str) -> str:
    """Return the text in quotes, cut where it is long, on one line."""
    line = " ".join(text.split())
    return f"'{line[:57]}…'" if len(line) > 60 else f"'{line}'"
