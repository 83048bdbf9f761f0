"""The officers' own words, read for mistakes of style before anything is built, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.errors import Place, Problem, Severity
from reportgen.inputs.table import Inputs, Row
from reportgen.inputs.typed_numbers import FREE_TEXT
from reportgen.wording.lint import Finding, find_long_sentences, find_mistakes

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SHORT_FIELDS = frozenset({"purpose", "recommendation"})


def review_words(inputs: Inputs) -> tuple[Problem, ...]:
    """Return a warning for each mistake of style in a cell whose words go into the pack as they were typed."""
    return tuple(
        problem
        for table, columns in FREE_TEXT.items()
        for row in inputs.rows(table)
        if table != "meeting" or row.value("field") in _SHORT_FIELDS
        for column in columns
        for problem in _review(row, column)
    )


def review_phrases(text: str, file: str) -> tuple[Problem, ...]:
    """Return a warning for each mistake of style in a phrases file, with its line; comments are passed over.

    How long a sentence gets is known when its tags are filled: the finished documents are read for that.
    """
    plain = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    return tuple(
        _problem(Place(file, f"line {number}"), finding)
        for number, line in enumerate(plain.splitlines(), 1)
        for finding in find_mistakes(line)
    )


def _review(row: Row, column: str) -> Iterator[Problem]:
    text = row.value(column)
    if not isinstance(text, str):
        return
    for finding in (*find_mistakes(text), *find_long_sentences(text)):
        yield _problem(row.place(column), finding)


def _problem(place: Place, finding: Finding) -> Problem:
    found, needed = f"“{finding.found}” is printed as it was typed", "words in house style are needed"
    return Problem(place, found, needed, finding.remedy, Severity.WARNING)
