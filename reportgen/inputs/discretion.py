"""What is said of mistakes, without the words of the screening table: a mistyped cell may hold a child's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.known_words import CAPITALISED, NAMES_TOO, ORDINARY
from reportgen.inputs.table import Row
from reportgen.inputs.uk_identifiers import blank_identifiers

NOT_SHOWN = "[not shown]"
_WORD = re.compile(r"[^\W_]+")
_COMMON = CAPITALISED | NAMES_TOO | ORDINARY
_SHORTEST = 3


class Discretion:
    """Takes the words of the screening table, each name in it and numbers of people out of what is said."""

    def __init__(self, screening: Iterable[Row]) -> None:
        forms = {form for row in screening for form in _forms(row.text("kind"), row.text("text"))}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        written = (r"[\W_]+".join(map(re.escape, form)) for form in longest_first)
        pattern = "|".join(written)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{pattern})s?(?![^\W_])", re.IGNORECASE) if pattern else None

    def say(self, text: str) -> str:
        """Return a text with :data:`NOT_SHOWN` in the place of each such word, and of each number of a person."""
        shown = text if self._pattern is None else self._pattern.sub(NOT_SHOWN, text)
        return blank_identifiers(shown, NOT_SHOWN)

    def tell(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems that repeat no such word; the file and the sheet stay as they are, to be found by."""
        return tuple(
            replace(each, found=self.say(each.found), needed=self.say(each.needed), remedy=self.say(each.remedy))
            for each in problems
        )

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep it in whatever problems are raised within, in the names of finished files and headings too."""
        try:
            yield
        except ProblemsError as error:
            raise ProblemsError(
                replace(each, place=Place(self.say(each.place.file), self.say(each.place.part), each.place.cell))
                for each in self.tell(error.problems)
            ) from None


def _forms(kind: str, text: str) -> Iterator[tuple[str, ...]]:
    words = tuple(_WORD.findall(text))
    if words and not (len(words) == 1 and words[0].casefold() in _COMMON):
        yield words
    if kind == "name" and len(words) > 1:
        yield from ((word,) for word in words if len(word) >= _SHORTEST and word.casefold() not in _COMMON)
