"""The officers' own words, read for mistakes of style before anything is built, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.errors import Problem, Severity
from reportgen.inputs.table import Inputs, Row
from reportgen.inputs.typed_numbers import FREE_TEXT
from reportgen.wording.lint import find_long_sentences, find_mistakes

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


def _review(row: Row, column: str) -> Iterator[Problem]:
    text = row.value(column)
    if not isinstance(text, str):
        return
    for finding in (*find_mistakes(text), *find_long_sentences(text)):
        yield Problem(
            row.place(column),
            f"“{finding.found}” is printed as it was typed",
            "words in house style are needed",
            finding.remedy,
            Severity.WARNING,
        )
