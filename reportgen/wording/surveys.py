"""Survey questions with their published results: what a chart, a table and a slide about one question need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.names import slug
from reportgen.facts.units import Percent
from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Passage, Printed, Text

GROUPS = "groups"
"""Ends the name of the chart and table that compare groups on one question."""

TURNING = re.compile(
    r"\b(?:neither|neutral|disagree|dissatisfied|unsatisfied|unlikely|unhelpful|poor|bad|worse)\b", re.I
)
"""Words of an answer on the far side of a scale, or in its middle."""

_NO_VIEW = ("don't know", "don’t know", "not sure", "unsure", "not applicable", "n/a", "prefer not", "no opinion")

CASE_REVIEW = "case review"
"""The audience of a case review, which is read like a survey."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that could be chosen: how many chose it, and which percent of those who answered.

    ``is_counted`` where the number itself is shown: reviewed cases are few and chosen, and comments are no votes.
    """

    label: Text
    count: Fact | None
    percent: Fact | None
    is_counted: bool = False

    @property
    def shown(self) -> Fact:
        """The percent where there is one, otherwise the count; the count first where that is what counts."""
        found = (self.count or self.percent) if self.is_counted else (self.percent or self.count)
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """One group of respondents: how many of it answered, and the same answers in the same order."""

    name: Text
    options: tuple[Option, ...]
    base: Fact | None


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question and its results; ``options`` are in their declared order, or ranked where several may be chosen."""

    row: Row
    options: tuple[Option, ...]
    base: Fact | None
    response_rate: Fact | None
    groups: tuple[Group, ...] = ()
    """The same question by group of respondents, where it was counted so."""
    number: int = 0
    """Its place in the officers' table, from 1."""

    @property
    def name(self) -> str:
        """The name of its chart and of its table: ``survey.parents-2025.ideal_outcome``."""
        return f"survey.{self.row.text('survey')}.{self.row.text('question_id')}".lower()

    @property
    def is_multiple(self) -> bool:
        """Whether several answers could be chosen, so that percentages add to more than 100."""
        return self.row.text("kind") == "multiple"

    @property
    def is_themes(self) -> bool:
        """Whether its answers are the themes officers sorted comments into."""
        return self.row.text("kind") == "text"

    @property
    def is_scale(self) -> bool:
        """Whether its answers run from one end to the other, and keep that order."""
        return self.row.text("kind") == "scale"

    @property
    def has_sides(self) -> bool:
        """Whether its scale turns somewhere, as from agree to disagree: never to always has no sides."""
        return self.is_scale and any(map(TURNING.search, self.row.items("options")))

    @property
    def lies_on_both_sides(self) -> bool:
        """Whether its answers are drawn on both sides of the middle: none may be hidden, and each is a percent."""
        return self.has_sides and is_whole(self.options)

    @property
    def groups_on_both_sides(self) -> tuple[Group, ...]:
        """The groups drawn on both sides of the middle; none where fewer than two can be."""
        whole = tuple(group for group in self.groups if is_whole(group.options))
        return whole if self.has_sides and len(whole) > 1 else ()

    @property
    def is_case_review(self) -> bool:
        """Whether it is a finding of case reviews rather than of a survey."""
        return self.row.text("audience").casefold() == CASE_REVIEW

    def text(self, column: str) -> Text:
        """Return an officer's words about the question, "" where none are given."""
        return Text(self.row.text(column), f"input:survey_questions.{column}")

    @property
    def title(self) -> Text:
        """Its short text, or the question itself."""
        return self.text("short_text") or self.text("text")

    @property
    def label(self) -> Text | Passage:
        """Its short text, or “Question 7”, for a place that has no room for the question: it stands beneath."""
        numbered = Passage(("Question ", Printed(str(self.number), "reference:survey_questions")))
        return self.text("short_text") or numbered


def is_no_view(label: str) -> bool:
    """Whether an answer says that somebody has no view, and so stands on neither side of a scale."""
    return label.casefold().startswith(_NO_VIEW)


def is_whole(options: Sequence[Option]) -> bool:
    """Whether there are answers and each is printed as a percent."""
    return bool(options) and all(o.shown.value is not None and isinstance(o.shown.unit, Percent) for o in options)


def find_questions(facts: PublishedFacts, inputs: Inputs) -> tuple[SurveyQuestion, ...]:
    """Return the questions that have results, in the order of the officers' table."""
    return tuple(question for question in find_asked(facts, inputs) if question.options or question.groups)


def find_asked(facts: PublishedFacts, inputs: Inputs) -> tuple[SurveyQuestion, ...]:
    """Return every question of the officers' table in its order, also those without results."""
    rows = enumerate(inputs.rows("survey_questions"), 1)
    return tuple(_find_question(number, row, facts, inputs) for number, row in rows)


def _find_question(number: int, row: Row, facts: PublishedFacts, inputs: Inputs) -> SurveyQuestion:
    survey = f"survey.{row.text('survey')}".lower()
    prefix = f"{survey}.{row.text('question_id')}".lower()
    if row.text("kind") == "text":
        options, base = _find_themes(row, prefix, facts, inputs), facts.get(f"{prefix}.comments")
    else:
        options, base = _find_options(row, prefix, facts), facts.get(f"{prefix}.base")
    if row.text("kind") in ("multiple", "text"):
        options.sort(key=_largest_first)
    return SurveyQuestion(
        row,
        tuple(options),
        base,
        facts.get(f"{prefix}.response_rate") or facts.get(f"{survey}.response_rate"),
        tuple(_find_groups(row, prefix, facts, inputs, [str(option.label) for option in options])),
        number,
    )


def _find_options(row: Row, prefix: str, facts: PublishedFacts) -> list[Option]:
    is_case = row.text("audience").casefold() == CASE_REVIEW
    found = []
    for text in row.items("options"):
        count = facts.get(f"{prefix}.{slug(text)}")
        percent = facts.get(f"{prefix}.{slug(text)}.percent")
        if count is not None or percent is not None:
            found.append(Option(Text(text, "input:survey_questions.options"), count, percent, is_case))
    return found


def _find_themes(row: Row, prefix: str, facts: PublishedFacts, inputs: Inputs) -> list[Option]:
    """Return the themes of the comments on a question as its answers: how many comments are about each."""
    themes = {
        slug(theme): theme
        for comment in inputs.rows("survey_comments")
        if _about(comment, row)
        for theme in comment.items("themes")
    }
    found = []
    for key, theme in themes.items():
        count = facts.get(f"{prefix}.theme.{key}")
        if count is not None:
            label = Text(theme[:1].upper() + theme[1:], "input:survey_comments.themes")
            found.append(Option(label, count, facts.get(f"{prefix}.theme.{key}.percent"), is_counted=True))
    return found


def _find_groups(row: Row, prefix: str, facts: PublishedFacts, inputs: Inputs, order: list[str]) -> Iterator[Group]:
    names = dict.fromkeys(count.text("group") for count in inputs.rows("survey_counts") if _about(count, row))
    places = {label: place for place, label in enumerate(order)}
    for name in filter(None, names):
        own = f"{prefix}.group.{slug(name)}"
        options = sorted(_find_options(row, own, facts), key=lambda option: places.get(str(option.label), len(places)))
        if options:
            yield Group(Text(name, "input:survey_counts.group"), tuple(options), facts.get(f"{own}.base"))


def _about(row: Row, question: Row) -> bool:
    return all(row.text(name).casefold() == question.text(name).casefold() for name in ("survey", "question_id"))


def _largest_first(option: Option) -> tuple[bool, object]:
    value = option.shown.value
    return (value is None, 0 if value is None else -value)
