"""Surveys and case reviews counted: who answered each question, and how often each answer was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportgen.codes import Symbol
from reportgen.facts.identifiers import identifier, slug
from reportgen.facts.provenance import day_text
from reportgen.facts.units import CASES, RESPONDENTS, Number, Unit
from reportgen.inputs.table import Inputs, Row

CASE_REVIEW = "case review"
OTHER = "Other answers"
"""Answers that are none of the declared options are counted together: their words may tell who gave them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a survey as asked. Its base is those who answered it: blanks out, “Don't know” in."""

    survey: str
    id: str
    text: str
    short_text: str
    kind: str
    options: tuple[str, ...]
    audience: str
    opened: date | None
    closed: date | None
    row: Row

    @property
    def allows_several(self) -> bool:
        """Whether a respondent could give several answers, so that percentages may add up to more than 100."""
        return self.kind == "multiple"

    @property
    def unit(self) -> Unit:
        """Respondents, or cases in a case review."""
        return CASES if self.audience.strip().lower() == CASE_REVIEW else RESPONDENTS

    @property
    def basis(self) -> str:
        """Question, audience and dates in words: what goes wherever a figure of the survey goes."""
        asked = f"“{self.text}” asked of {self.audience or 'an audience not stated'}"
        if self.unit is CASES:
            asked = f"“{self.text}” asked in case reviews"
        days = [day_text(day) for day in (self.opened, self.closed) if day is not None]
        words = f"{asked}, {' to '.join(days)}" if days else f"{asked}, dates not stated"
        if self.allows_several:
            words += "; several answers could be given, so percentages can add up to more than 100%"
        return words


@dataclass(slots=True)
class Tally:
    """The answers to one question by one group (blank: everybody): counts or percents by option, in reading order.

    ``base`` is None where only counts or percents were held and it cannot be told.
    """

    question: Question
    group: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    counts: dict[str, Number | Symbol] = field(default_factory=dict)
    percents: dict[str, Number | Symbol] = field(default_factory=dict)
    base: int | None = None
    table: str = "survey_counts"
    rows: dict[str, list[Row]] = field(default_factory=dict)


def read_questions(inputs: Inputs) -> tuple[Question, ...]:
    """Return the questions in the order given."""
    return tuple(
        Question(
            survey=identifier(row.text("survey")),
            id=identifier(row.text("question_id")),
            text=row.text("text"),
            short_text=row.text("short_text") or row.text("text"),
            kind=row.text("kind"),
            options=row.items("options"),
            audience=row.text("audience"),
            opened=row.day("opened"),
            closed=row.day("closed"),
            row=row,
        )
        for row in inputs.rows("survey_questions")
    )


def tally_surveys(inputs: Inputs) -> tuple[Tally, ...]:
    """Return the answers to every question that has any; responses count before totals held elsewhere."""
    responses, counts = (_by_question(inputs, table) for table in ("survey_responses", "survey_counts"))
    found: list[Tally] = []
    for question in read_questions(inputs):
        if question.kind == "text":
            continue
        key = question.survey, _plain(question.id)
        counted = _tally_answers(question, responses.get(key, []))
        held = _tally_counts(question, counts.get(key, []))
        found += [counted] if counted else [tally for tally in held if not tally.group]
        found += [tally for tally in held if tally.group]
    return tuple(found)


def _by_question(inputs: Inputs, table: str) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of each question: each row is looked at once, however many questions there are."""
    names: dict[tuple[str, str], tuple[str, str]] = {}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in inputs.rows(table):
        typed = row.text("survey"), row.text("question_id")
        if typed not in names:
            names[typed] = identifier(typed[0]), _plain(typed[1])
        found.setdefault(names[typed], []).append(row)
    return found


def _tally_answers(question: Question, rows: Sequence[Row]) -> Tally | None:
    """Return the answers counted from responses, None where there are none; declared options nobody chose are zero."""
    answered = [row for row in rows if row.text("answer").strip(" |")]
    if not answered:
        return None
    tally = Tally(question, table="survey_responses", base=len(answered))
    for option in question.options:
        _add(tally, option, 0)
    by_text: dict[str, list[Row]] = {}
    for row in answered:
        by_text.setdefault(row.text("answer"), []).append(row)
    for text, same in by_text.items():
        for answer in _answers(question, text):
            option = answer if not question.options or slug(answer) in tally.labels else OTHER
            _add(tally, option, len(same))
            tally.rows.setdefault(slug(option), []).extend(same)
    return tally


def _tally_counts(question: Question, rows: Sequence[Row]) -> tuple[Tally, ...]:
    """Return the answers where only totals are held: for everybody first, then for each group in the order given."""
    groups = dict.fromkeys(["", *(row.text("group") for row in rows)])
    found = (_held(question, group, [row for row in rows if row.text("group") == group]) for group in groups)
    return tuple(tally for tally in found if tally.labels)


def _held(question: Question, group: str, rows: list[Row]) -> Tally:
    tally = Tally(question, group)
    order = [slug(option) for option in question.options]
    declared = dict(zip(order, question.options, strict=True))
    given = {slug(row.text("option")): row for row in rows}
    for key in sorted(given, key=lambda key: order.index(key) if key in declared else len(order)):
        row = given[key]
        count, percent = row.number_or_symbol("count"), row.number_or_symbol("percent")
        if count is not None:
            tally.counts[key] = count
        elif percent is not None:
            tally.percents[key] = percent
        else:
            continue
        tally.labels[key] = declared.get(key, row.text("option"))
        tally.rows[key] = [row]
    if tally.counts and not tally.percents:
        tally.base = _base_of(question, group, tally.counts.values())
    return tally


def _base_of(question: Question, group: str, counts: Iterable[Number | Symbol]) -> int | None:
    """Return who answered: the sum of single answers; of several answers, all who responded to the survey."""
    known = [count for count in counts if not isinstance(count, Symbol)]
    if not question.allows_several:
        return int(sum(known)) if len(known) == len(list(counts)) else None
    responded = question.row.amount("responded")
    return None if group or responded is None else int(responded)


def _add(tally: Tally, option: str, times: int) -> None:
    key = slug(option)
    tally.labels.setdefault(key, option)
    before = tally.counts.get(key, 0)
    assert not isinstance(before, Symbol)
    tally.counts[key] = before + times


def _answers(question: Question, text: str) -> tuple[str, ...]:
    """Return a respondent's answers, each once, spelt as declared where the options are."""
    parts = [part.strip() for part in (text.split("|") if question.allows_several else [text])]
    return tuple({slug(part): part for part in parts if part}.values())


def _plain(text: str) -> str:
    """Return a question's id without case, spaces, hyphens and underscores, as headings match."""
    return re.sub(r"[\s_-]", "", text.lower())
