"""Survey questions as templates walk through them: their words, figures, and what stands with both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.office.values import Passage, Printed, Text
from reportgen.wording.node import FactValue, Node
from reportgen.wording.survey_notes import (
    add_groups,
    count_answers,
    describe_answers,
    describe_base,
    describe_groups,
    explain_answers,
    limit_answers,
    limit_briefly,
    tell_who,
)
from reportgen.wording.surveys import GROUPS, Option, SurveyQuestion


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
        by_group |= {"is_grouped": True}
        by_group["answered"] = add_groups(question, describe_answers(question))
        by_group["how_to_read"] = explain_answers(question, by_group=True)
        by_group |= {"title": _by_group(question.title), "label": _by_group(question.label)}
        yield Node({**_make_question(question, year_pattern), **by_group}, name)


def _by_group(words: Text | Passage) -> Passage:
    pieces = words.pieces if isinstance(words, Passage) else (Printed(str(words), words.ref),)
    return Passage((*pieces, ", by group"))


def _make_question(question: SurveyQuestion, year_pattern: str) -> Node:
    found: dict[str, object] = {
        column: question.text(column) for column in ("text", "short_text", "audience", "finding")
    }
    found |= {
        "name": question.name,
        "title": question.title,
        "label": question.label,
        "chart": question.name,
        "table": question.name,
        "note": describe_base(question),
        "answered": describe_answers(question),
        "counted": count_answers(question),
        "who": tell_who(question),
        "how_to_read": explain_answers(question),
        "does_not_show": limit_answers(question),
        "in_short": limit_briefly(question),
        "is_multiple": question.is_multiple,
        "is_themes": question.is_themes,
        "is_grouped": False,
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
