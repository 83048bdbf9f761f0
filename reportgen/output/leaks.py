"""The last guard before a pack is saved: no public file holds a value of a restricted column, anywhere in its bytes.

It knows nothing of how the files were made. It shares no code with what keeps such values out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from reportgen import starter
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.free_text import gather_public_names
from reportgen.inputs.known_words import CAPITALISED, NAMES_TOO, ORDINARY
from reportgen.inputs.screening import OF_A_CHILD
from reportgen.inputs.table import Inputs, Kind
from reportgen.inputs.uk_identifiers import DATE_OF_BIRTH, find_identifiers
from reportgen.office.streams import read_streams
from reportgen.output.plan import PackFile
from reportgen.output.private_forms import (
    MOST_PIECES,
    SHORTEST,
    Words,
    is_numbered,
    split_words,
    tells,
    write_day,
    written_forms,
)

_LONG_RUN = re.compile(r"(?:[^\W_]| (?! )){7,}")
"""What may be words among bytes: seven signs at least, the fewest that are looked for there."""
_RUN = 10
"""Longer texts are looked for in runs of this many words, so that a part of one is found too."""
_STEP = 3
"""A run begins at every third word: whatever is quoted of a text in two words more than a run holds one."""

_TEXT_COLUMNS = ("survey_comments.", "survey_responses.answer")
_SHORTEST_TEXT = 4


class LeakSearch:
    """What is looked for: the values of restricted columns that can be told from words printed anyway."""

    def __init__(
        self, private: Mapping[str, Iterable[str]], known: Iterable[str] = (), known_texts: Iterable[str] = ()
    ) -> None:
        """Take the private values by table.column, the texts printed anyway, and those among them that quote people.

        A value is not looked for where it is too short to tell, or stands among the words and numbers printed anyway:
        ordinary words, the program's own, names of officers, figures; a comment not where its words may be quoted.
        """
        self._known, self._quoted = _Texts(known), _Texts(known_texts)
        self._forms: dict[Words, str] = {}
        self._lengths_from: dict[str, set[int]] = {}
        self._within: dict[str, str] = {}
        self._joined: dict[str, str] = {}
        self._by_beginning: dict[str, dict[str, str]] = {}
        for column, values in private.items():
            for value in values:
                for words in self._sought(column, value):
                    self._forms.setdefault(words, column)
                    self._lengths_from.setdefault(words[0], set()).add(len(words))
                    plain = " ".join(words)
                    if len(plain) >= SHORTEST["bytes"]:
                        self._by_beginning.setdefault(plain[: SHORTEST["bytes"]], {}).setdefault(plain, column)
                    if len(words) == 1 and len(words[0]) >= SHORTEST["within"] and not words[0].isalpha():
                        self._within.setdefault(words[0], column)
                    joined = "".join(words)
                    if len(words) <= MOST_PIECES and not column.endswith("birth_date") and is_numbered(joined):
                        self._joined.setdefault(joined, column)
        self._lengths = sorted({len(word) for word in self._within})

    def join(self, other: LeakSearch) -> LeakSearch:
        """Return a search for what this one and another look for."""
        joined = LeakSearch({})
        for search in (self, other):
            joined._forms |= search._forms
            for first, lengths in search._lengths_from.items():
                joined._lengths_from.setdefault(first, set()).update(lengths)
            for beginning, texts in search._by_beginning.items():
                joined._by_beginning.setdefault(beginning, {}).update(texts)
            joined._within |= search._within
            joined._joined |= search._joined
        joined._lengths = sorted({len(word) for word in joined._within})
        return joined

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, files: Iterable[PackFile]) -> tuple[Problem, ...]:
        """Return a problem for each restricted column of which a public file holds a value: never the value."""
        found: dict[tuple[str, str], None] = {}
        searched: dict[tuple[str, bool], tuple[str, ...]] = {}  # decks with and without notes have most parts in common
        for file in files:
            for stream in read_streams(file.data, str(file.path)):
                key = (stream.text, stream.is_words)
                if key not in searched:
                    columns = self._columns(stream.text) if stream.is_words else self._columns_in_bytes(stream.text)
                    searched[key] = tuple(dict.fromkeys(columns))
                found |= dict.fromkeys((str(file.path), column) for column in searched[key])
        return tuple(_leak(file, column) for file, column in found)

    def _sought(self, column: str, value: str) -> Iterator[Words]:
        if column.startswith(_TEXT_COLUMNS):
            words = split_words(value)
            for start in range(0, max(1, len(words) - _RUN + _STEP), _STEP):
                run = tuple(words[max(0, min(start, len(words) - _RUN)) :][:_RUN])
                if len(run) >= _SHORTEST_TEXT and not self._quoted.hold(run):
                    yield run
            return
        for form in written_forms(value, is_birth=column.endswith("birth_date")):
            if form and tells(form) and not self._known.hold(form):
                yield form
                if len(form) == 1 and form[0].isalpha() and len(form[0]) >= SHORTEST["plural"]:
                    yield (f"{form[0]}s",)

    def _columns(self, text: str) -> Iterator[str]:
        words = split_words(text)
        for position, word in enumerate(words):
            for length in self._lengths_from.get(word, ()):
                column = self._forms.get(tuple(words[position : position + length]))
                if column is not None:
                    yield column
        if self._joined:
            yield from self._columns_joined(words)
        if self._lengths:
            for word in dict.fromkeys(words):
                if len(word) > self._lengths[0]:
                    yield from self._columns_within(word)

    def _columns_joined(self, words: list[str]) -> Iterator[str]:
        """Give the identifiers that are written with spaces and dashes other than those of their table."""
        for position, word in enumerate(words):
            if word.isdigit() and position:
                begin = position - 1
                while begin > 0 and words[begin].isdigit() and position - begin < MOST_PIECES:
                    begin -= 1
                column = self._joined.get("".join(words[begin : position + 1]))
                if column is not None:
                    yield column
            elif word in self._joined:
                yield self._joined[word]

    def _columns_in_bytes(self, text: str) -> Iterator[str]:
        """Give what stands among bytes, where nothing sets words apart."""
        length = SHORTEST["bytes"]
        for run in _LONG_RUN.finditer(text):
            plain = run[0].casefold()
            for position in range(len(plain) - length + 1):
                for sought, column in self._by_beginning.get(plain[position : position + length], {}).items():
                    if plain.startswith(sought, position):
                        yield column

    def _columns_within(self, word: str) -> Iterator[str]:
        for length in self._lengths:
            for start in range(len(word) - length + 1):
                column = self._within.get(word[start : start + length])
                if column is not None:
                    yield column


def make_search(inputs: Inputs, published: PublishedFacts) -> LeakSearch:
    """Return the search for a quarter: what its tables keep private, beside the words its pack prints anyway."""
    if not any(inputs.private.values()):
        return LeakSearch({})
    own = [stream.text for name, data in starter.templates().items() for stream in read_streams(data, str(name))]
    own += [f"{fact.value} {fact.text}" for fact in published if fact.value is not None]
    own += [*ORDINARY, *CAPITALISED, *NAMES_TOO, *gather_public_names(inputs)]
    days = {fact.as_of for fact in published if fact.as_of} | {inputs.period.start, inputs.period.end}
    own += [form for day in sorted(days) for form in write_day(day)]
    cells = tuple(dict.fromkeys(_public_cells(inputs)))
    own += [day for table, _, text in cells for day in _dates_told(text) if table not in _QUOTING]
    quoted = [text for table, _, text in cells if table in _QUOTING]
    coded = [text for _, kind, text in cells if kind in _CODED]
    screening = {name: values for name, values in inputs.private.items() if name.startswith("screening.")}
    others = {name: values for name, values in inputs.private.items() if name not in screening}
    return LeakSearch(others, (*own, *coded), (*own, *quoted)).join(LeakSearch(screening, own))


def refuse_leaks(
    search: LeakSearch, folder: PurePosixPath, files: Iterable[PackFile], warnings: Iterable[Problem]
) -> None:
    """Raise ProblemsError where a file outside the restricted folder holds what is not for publication.

    The warnings that tell in which cells a child's own value stands go with it.
    """
    public = (PackFile(folder / file.path, file.data) for file in files if file.path.parts[0] != "restricted")
    problems = search.find(public) if search else ()
    if problems:
        raise ProblemsError((*problems, *(warning for warning in warnings if OF_A_CHILD in warning.found)))


_QUOTING = ("survey_questions", "survey_counts", "survey_comments")
"""Tables whose words may be those of a comment: an answer's wording, a text an officer approved."""

_NAMED_MONTH = "[A-Z][a-z]{2,8}"
_ORDINAL = "[0-9]{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b{_ORDINAL}(?: of)? {_NAMED_MONTH},? [0-9]{{4}}\b|\b{_NAMED_MONTH} {_ORDINAL},? [0-9]{{4}}\b|"
    r"\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
)


def _dates_told(text: str) -> list[str]:
    """Return the dates officers wrote, which a child may have been born on by chance; none where a birth is told."""
    found = _DATE.findall(text)
    is_birth = bool(found) and any(each.kind == DATE_OF_BIRTH for each in find_identifiers(text))
    return [] if is_birth else found


_CODED = frozenset(Kind) - {Kind.TEXT, Kind.MARKDOWN, Kind.LIST}
"""Columns of numbers, dates and short names, which may be equal to an identifier by chance."""


def _public_cells(inputs: Inputs) -> Iterator[tuple[str, Kind, str]]:
    for name, table in inputs.tables.items():
        kinds = {column.name: column.kind for column in table.declaration.columns}
        restricted = {column.name for column in table.declaration.columns if column.restricted}
        for row in table.rows:
            for column, cell in row.cells.items():
                if column not in restricted or name == "survey_comments":
                    value, kind = cell.value, kinds.get(column, Kind.TEXT)
                    yield name, kind, " | ".join(value) if isinstance(value, tuple) else str(value)
                    if isinstance(value, date):
                        yield from ((name, kind, form) for form in write_day(value))


class _Texts:
    """Texts printed anyway, in plain words, to tell whether a run of words stands in one of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole = f" {' | '.join(' '.join(split_words(text)) for text in dict.fromkeys(texts))} "
        self._words = set(self._whole.split())

    def hold(self, words: Words) -> bool:
        """Whether the words stand in one text, one after another."""
        if not self._words.issuperset(words):
            return False
        return len(words) == 1 or f" {' '.join(words)} " in self._whole


def _leak(file: str, column: str) -> Problem:
    return Problem(
        Place(file),
        f"holds a value of {column}, which is not for publication (the value is not shown here)",
        "a public file without it is needed; nothing was written",
        "look for it in the council's own template and in what officers typed, and build again"
        + (_UNREAD if column.endswith("unread columns") else ""),
    )


_UNREAD = "; a column that is not needed and names nobody, such as a ward, can be deleted from plans"
