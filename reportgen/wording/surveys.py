"""Survey questions with their published results: what a chart, a table and a slide about one question need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.names import slug
from reportgen.facts.units import Percent
from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Passage, Printed, Text
from reportgen.wording.formats import Day, print_fact
from reportgen.wording.node import FactValue, Node

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
    """One answer that could be chosen: how many chose it, and which percent of those who answered."""

    label: Text
    count: Fact | None
    percent: Fact | None
    counts_cases: bool = False

    @property
    def shown(self) -> Fact:
        """The percent where there is one, otherwise the count. Reviewed cases are few and chosen, so always counted."""
        found = (self.count or self.percent) if self.counts_cases else (self.percent or self.count)
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


def is_no_view(label: str) -> bool:
    """Whether an answer says that somebody has no view, and so stands on neither side of a scale."""
    return label.casefold().startswith(_NO_VIEW)


def is_whole(options: Sequence[Option]) -> bool:
    """Whether there are answers and each is printed as a percent."""
    return bool(options) and all(o.shown.value is not None and isinstance(o.shown.unit, Percent) for o in options)


def find_questions(facts: PublishedFacts, inputs: Inputs) -> tuple[SurveyQuestion, ...]:
    """Return the questions that have results, in the order of the officers' table."""
    found = (_find_question(row, facts, inputs) for row in inputs.rows("survey_questions"))
    return tuple(question for question in found if question.options or question.groups)


def _find_question(row: Row, facts: PublishedFacts, inputs: Inputs) -> SurveyQuestion:
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
            found.append(Option(label, count, None))
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


def describe_base(question: SurveyQuestion) -> Passage:
    """Return who answered, when and how many: “Question: … Base: 214 … Dates: …”, without what is not known."""
    ending = "" if question.row.text("text").rstrip().endswith(("?", ".")) else "."
    asked = ("Question: ", _words(question.text("text")), f"{ending} ")
    return Passage((*asked, *describe_answers(question).pieces))


def describe_answers(question: SurveyQuestion) -> Passage:
    """Return the same without the question, for a slide that has it as its heading: “Base: 214 … Dates: …”."""
    row = question.row
    pieces: list[str | Printed] = [*count_answers(question).pieces]
    if row.text("audience") and not question.is_case_review:
        pieces += [" (", _words(question.text("audience")), ")"]
    if not question.is_case_review and question.response_rate is not None and question.response_rate.value is not None:
        pieces += [", response rate ", print_fact(question.response_rate)]
    pieces.append(".")
    opened, closed = row.day("opened"), row.day("closed")
    if opened is not None and closed is not None:
        pieces += [" Asked from ", Day(opened, "survey_questions.opened").printed(), " to "]
        pieces += [Day(closed, "survey_questions.closed").printed(), "."]
    for option in question.options if question.lies_on_both_sides else ():
        if is_no_view(str(option.label)):
            pieces += [" Not drawn: ", _words(option.label), " ", print_fact(option.shown), "."]
    if question.is_case_review:
        pieces.append(" Cases were chosen to learn from: they are not a sample of all children.")
    if question.is_themes:
        pieces.append(" A comment may be about several themes, so together they are more than the comments.")
    if question.is_multiple:
        pieces.append(" People could choose more than one answer, so the percentages add to more than a hundred.")
    return Passage(tuple(pieces))


def count_answers(question: SurveyQuestion) -> Passage:
    """Return how many answered: “Base: 214 people”."""
    if question.base is None or question.base.symbol is Symbol.NOT_AVAILABLE:
        return Passage(("Base: base not supplied",))
    return Passage(("Base: ", print_fact(question.base, "words")))


def describe_groups(question: SurveyQuestion) -> Passage:
    """Return who answered in each group, after the question itself: “… Groups: Parents 164, staff not supplied.”"""
    return _by_group(question, describe_base(question))


def _by_group(question: SurveyQuestion, before: Passage) -> Passage:
    pieces: list[str | Printed] = [*before.pieces, " Groups: "]
    for number, group in enumerate(question.groups):
        pieces += [", " if number else "", _words(group.name), " "]
        known = group.base is not None and group.base.symbol is not Symbol.NOT_AVAILABLE
        pieces.append(print_fact(group.base, "words") if known and group.base is not None else "(base not supplied)")
    return Passage((*pieces, "."))


def _words(text: Text) -> Printed:
    return Printed(str(text), text.ref)


def make_surveys(questions: Iterable[SurveyQuestion], year_pattern: str) -> tuple[Node, ...]:
    """Return a node a question for templates to walk through; ``chart`` and ``table`` are the names of its pictures."""
    return tuple(node for question in questions for node in _make_nodes(question, year_pattern))


def _make_nodes(question: SurveyQuestion, year_pattern: str) -> Iterator[Node]:
    """Yield the question, and after it the same question by group where it was counted so."""
    if question.options:
        yield _make_question(question, year_pattern)
    if question.groups:
        name = f"{question.name}.{GROUPS}"
        by_group = {"name": name, "chart": name, "table": name, "note": describe_groups(question), "options": ()}
        by_group["answered"] = _by_group(question, describe_answers(question))
        title = Passage((_words(question.title), ", by group"))
        yield Node({**_make_question(question, year_pattern), **by_group, "title": title}, name)


def _make_question(question: SurveyQuestion, year_pattern: str) -> Node:
    found: dict[str, object] = {
        column: question.text(column)
        for column in ("text", "short_text", "audience", "how_to_read", "does_not_show", "finding")
    }
    found |= {
        "name": question.name,
        "title": question.title,
        "chart": question.name,
        "table": question.name,
        "note": describe_base(question),
        "answered": describe_answers(question),
        "counted": count_answers(question),
        "is_multiple": question.is_multiple,
        "is_themes": question.is_themes,
        "is_case_review": question.is_case_review,
        "survey": question.row.text("survey"),
        "question_id": question.row.text("question_id"),
        "options": tuple(_make_option(option, year_pattern) for option in question.options),
    }
    for name, fact in (("base", question.base), ("response_rate", question.response_rate)):
        if fact is not None:
            found[name] = FactValue(fact, None, year_pattern)
    return Node(found, question.name)


def _make_option(option: Option, year_pattern: str) -> Node:
    found: dict[str, object] = {"label": option.label, "shown": FactValue(option.shown, None, year_pattern)}
    for name, fact in (("count", option.count), ("percent", option.percent)):
        if fact is not None:
            found[name] = FactValue(fact, None, year_pattern)
    return Node(found, "an answer")
