"""Tables of surveys: one a question, with how many answered."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import Content, join
from reportgen.documents.tables.table import cell, make_table, number_column, row_of, table, words_column
from reportgen.facts.fact import Fact
from reportgen.office.values import TableSpec
from reportgen.wording.survey_notes import describe_base, describe_groups
from reportgen.wording.surveys import GROUPS, Group, SurveyQuestion, find_questions


@table("survey")
def draw_questions(content: Content) -> Iterator[TableSpec]:
    """Each question's answers: how many people chose each, and which percent of those who answered."""
    for question in find_questions(content.facts, content.inputs):
        has_counts = any(option.count is not None for option in question.options)
        has_percents = any(option.percent is not None for option in question.options)
        columns = [words_column("Theme" if question.is_themes else "Answer", 3)]
        if has_counts:
            columns.append(number_column(_counted(question)))
        if has_percents:
            columns.append(number_column("Percent"))
        rows = [
            row_of(
                option.label,
                *((cell(option.count),) if has_counts else ()),
                *((cell(option.percent),) if has_percents else ()),
            )
            for option in question.options
        ]
        if rows:
            yield make_table(question.name, question.title, columns, rows, describe_base(question))
        if question.groups:
            yield _draw_groups(question)


def _counted(question: SurveyQuestion) -> str:
    return "Comments" if question.is_themes else "Cases" if question.is_case_review else "People"


def _draw_groups(question: SurveyQuestion) -> TableSpec:
    """The same question by group: a column a group, as percent where every answer has one."""
    columns = [words_column("Answer", 3), *(number_column(group.name) for group in question.groups)]
    labels = {str(option.label): option.label for group in question.groups for option in group.options}
    rows = [
        row_of(labels[label], *(cell(_shown(group, label)) for group in question.groups))
        for label in question.row.items("options")
        if label in labels
    ]
    title = join(question.title, ", by group")
    return make_table(f"{question.name}.{GROUPS}", title, columns, rows, describe_groups(question))


def _shown(group: Group, label: str) -> Fact | None:
    return next((option.shown for option in group.options if str(option.label) == label), None)
