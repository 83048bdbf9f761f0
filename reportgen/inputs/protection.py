"""What may not leave the council, taken out of a quarter's tables before anything is counted or written from them.

A comment is quoted only if an officer approved that exact text and nothing in it tells whom it is about. Whatever is
held back stands in no table afterwards; it is kept aside for one purpose, to look for it in the finished files.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.errors import Problem, Severity
from reportgen.inputs.free_text import check_words, gather_public_names, gather_vocabulary
from reportgen.inputs.name_cues import BEGINNING, INITIAL, OWNED
from reportgen.inputs.screening import UNKNOWN_CAPITAL, Finding, Screen
from reportgen.inputs.table import Cell, Inputs, Review, Row, Table
from reportgen.inputs.typed_counts import warn_of_small_counts
from reportgen.project import Settings

_CODE_LENGTH = 8
_NAMING = (".person_id", ".unread columns")
"""The person-level columns whose values may name a child; dates and schools' numbers stand elsewhere by chance."""

_TEXTS = ("comment", "published_text")


def approval_code(text: str) -> str:
    """Return the code of a text: eight signs that change with any letter or mark in it, not with spaces or lines."""
    normal = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    return hashlib.sha256(normal.encode()).hexdigest()[:_CODE_LENGTH]


def protect(inputs: Inputs, settings: Settings, people: Mapping[str, set[str]]) -> tuple[Inputs, list[Problem]]:
    """Return the quarter without the words that may not be printed, and a problem for each place that needs an officer.

    ``people`` are the values of person-level columns, by table.column.
    """
    screen = Screen(
        ((row.text("kind"), row.text("text")) for row in inputs.screening),
        gather_vocabulary(inputs, settings),
        gather_public_names(inputs),
        [values for name, values in people.items() if name.endswith(_NAMING)],
    )
    problems = [*check_words(inputs, screen), *warn_of_small_counts(inputs, settings.disclosure)]
    private: dict[str, set[str]] = {name: set(values) for name, values in people.items()}
    private["screening.text"] = {form for row in inputs.screening for form in _sought(row)}
    tables = dict(inputs.tables)
    reviews: list[Review] = []
    if "survey_comments" in tables:
        tables["survey_comments"] = _review_comments(tables["survey_comments"], screen, private, reviews, problems)
    if "survey_responses" in tables:
        tables["survey_responses"] = _clear_own_words(tables, private)
    kept = {name: frozenset(value for value in values if value) for name, values in private.items()}
    return replace(inputs, tables=tables, reviews=tuple(reviews), private=kept), problems


def _sought(row: Row) -> Iterator[str]:
    """Yield an entry of the screening table as it is looked for in finished files: a person also by each name."""
    text = row.text("text")
    yield text
    if row.text("kind") == "name":
        yield from (word for word in re.findall(r"[^\W_]+", text) if len(word) >= _NAME_FROM)


_NAME_FROM = 4
"""Shorter names are looked for within the whole name alone."""


def _review_comments(
    table: Table, screen: Screen, private: dict[str, set[str]], reviews: list[Review], problems: list[Problem]
) -> Table:
    rows = []
    for row in table:
        column = "published_text" if row.text("published_text") else "comment"
        quoted: tuple[str, ...] = ()
        if row.flag("approved") and row.text(column):
            reasons = _reasons(row, column, screen)
            reviews.append(Review(row.place(column), approval_code(row.text(column)), ", ".join(reasons)))
            if reasons:
                problems.append(_held(row, column, reasons))
            else:
                quoted = (column,)
        rows.append(_without(row, [name for name in _TEXTS if name not in quoted], "survey_comments", private))
    return replace(table, rows=tuple(rows))


def _reasons(row: Row, column: str, screen: Screen) -> tuple[str, ...]:
    """Return why an approved comment is held back, none where it may be quoted."""
    text, given = row.text(column), row.text("approval_code")
    if given and given.casefold() != approval_code(text):
        return ("a text other than the one its approval_code was given for",)
    findings = screen.scan(text, is_comment=True)
    return tuple(finding.kind for finding in findings if not _is_released(finding, column, given))


def _is_released(finding: Finding, column: str, code: str) -> bool:
    """Whether a doubt is settled: an officer has read the text to publish and given the code of it."""
    return finding.kind in RELEASED and column == "published_text" and bool(code)


RELEASED = frozenset({UNKNOWN_CAPITAL, BEGINNING, OWNED, INITIAL})
"""Doubts that rest on a capital letter alone, which an officer may settle. Every other needs other words."""


def _held(row: Row, column: str, reasons: tuple[str, ...]) -> Problem:
    if reasons[0].startswith("a text other"):
        remedy = "read it again; if it may be published give the code that 'reportgen check' prints for it"
    elif column == "comment":
        remedy = "write in published_text what may be printed instead, or write no in approved"
    elif RELEASED.issuperset(reasons):
        remedy = "if it names nobody give the code that 'reportgen check' prints for it in approval_code"
    else:
        remedy = "write published_text in other words, or write no in approved"
    return Problem(
        row.place(column),
        f"found {', '.join(reasons)}; this comment is held back",
        "an approved text that tells nobody whom it is about is needed (the words are not shown here)",
        remedy,
        Severity.WARNING,
    )


def _clear_own_words(tables: Mapping[str, Table], private: dict[str, set[str]]) -> Table:
    """Return the responses without answers in the respondents' own words: only comments sorted by officers count."""
    table = tables["survey_responses"]
    questions = tables["survey_questions"].rows if "survey_questions" in tables else ()
    own = {(row.text("survey"), row.text("question_id")) for row in questions if row.text("kind") == "text"}
    private.setdefault("survey_responses.respondent", set()).update(row.text("respondent") for row in table)
    rows = (
        _without(row, ["answer"], "survey_responses", private, _ANSWERED)
        if (row.text("survey"), row.text("question_id")) in own
        else row
        for row in table
    )
    return replace(table, rows=tuple(rows))


_ANSWERED = "answered in own words"


def _without(row: Row, columns: list[str], table: str, private: dict[str, set[str]], instead: str | None = None) -> Row:
    cells = dict(row.cells)
    for column in columns:
        if row.text(column):
            private.setdefault(f"{table}.{column}", set()).add(row.text(column))
            cells[column] = Cell(instead, "", cells[column].place)
    return Row(cells, row.number)
