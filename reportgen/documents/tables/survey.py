"""Tables of surveys: one a question, with how many answered."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import Content
from reportgen.documents.tables.table import cell, make_table, number_column, row_of, table, words_column
from reportgen.office.values import TableSpec
from reportgen.wording.surveys import describe_base, find_questions


@table("survey")
def draw_questions(content: Content) -> Iterator[TableSpec]:
    """Each question's answers: how many people chose each, and which percent of those who answered."""
    for question in find_questions(content.facts, content.inputs):
        has_counts = any(option.count is not None for option in question.options)
        has_percents = any(option.percent is not None for option in question.options)
        columns = [words_column("Answer", 3)]
        if has_counts:
            columns.append(number_column("Cases" if question.is_case_review else "People"))
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
        yield make_table(question.name, question.title, columns, rows, describe_base(question))
