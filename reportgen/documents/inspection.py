"""The last look at each finished document: it opens, anybody can read it, and its words are in house style."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.errors import Place, Problem, ProblemsError, errors_among
from reportgen.office.accessibility import judge
from reportgen.office.expansion import spell_out
from reportgen.office.invariants import assert_sound
from reportgen.office.opened import open_file
from reportgen.office.prose import read_prose
from reportgen.wording.house_style import House, review
from reportgen.wording.lint import Finding, find_mistakes

MOST_ALIKE = 3
"""So many inherited faults of one kind are told one by one."""


class Inspection:
    """The inspection of one pack: warnings are returned file by file, faults of ours gathered until the end."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._problems: list[Problem] = []
        self._said: set[Finding] = set()

    def look_at(
        self, data: bytes, name: str, template: bytes, *, is_reference: bool = False
    ) -> tuple[bytes, tuple[str, ...]]:
        """Return a Word file or deck as it is to be saved, and what is to be said of it.

        That is faults of its template and advice on its words. A short form the template uses before it is explained
        is spelt out there, in Word files. ``is_reference`` is for a text that is looked up piece by piece. Raises
        ReportgenError where Office would have to repair the file through a fault of ours.
        """
        opened = open_file(data)
        found = review(read_prose(opened), self._house, is_reference=is_reference)
        known = self._house.short_forms
        wanted = {each.finding.found: known[each.finding.found] for each in found if each.finding.found in known}
        spelt_out = spell_out(data, opened, wanted) if wanted else data
        if spelt_out != data:
            data = spelt_out
            found = review(read_prose(opened), self._house, is_reference=is_reference)
        faults = assert_sound(opened, name, template)
        unreadable = judge(opened, name, template)
        self._problems += errors_among(unreadable)
        # The document's name goes before its warnings where they are told.
        told = (replace(problem, place=Place(problem.place.part)) for problem in unreadable if not problem.is_error)
        return data, (
            *(f"the template brings a fault along: {fault}" for fault in faults),
            *_fold(told),
            *self._advise((each.place, each.finding) for each in found),
        )

    def look_at_words(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the advice on the words of a document of another kind."""
        return self._advise(("", finding) for text in texts for finding in find_mistakes(text))

    def _advise(self, found: Iterable[tuple[str, Finding]]) -> tuple[str, ...]:
        """Return findings in words, each said of the first document alone."""
        words = []
        for place, finding in found:
            if finding not in self._said:
                self._said.add(finding)
                at = f"{place}: " if place else ""
                words.append(f"{at}“{finding.found}”: {finding.remedy}")
        return tuple(words)

    def refuse_faults(self) -> None:
        """Raise ProblemsError with every fault of ours, in all the files looked at."""
        if self._problems:
            raise ProblemsError(self._problems)


def _fold(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the problems in words, many of one kind (a picture behind every text) as the first and their number."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.remedy, []).append(problem)
    found: list[str] = []
    for alike in kinds.values():
        if len(alike) <= MOST_ALIKE:
            found += map(str, alike)
        else:
            found.append(f"{alike[0]} (and {len(alike) - 1} more places like this)")
    return tuple(found)
