"""Survey answers beside the questions they belong to: each must be one of its question's options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reportgen.errors import Place, Problem, Severity
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.table import Cell, Row, Table

_Question = tuple[str, str]


def settle_answers(tables: Mapping[str, Table]) -> tuple[dict[str, Table], list[Problem]]:
    """Return the tables with each answer in its option's own spelling, and a problem for each that is no option.

    Case, spacing and the shape of apostrophes and dashes do not matter. What a respondent wrote is not repeated.
    """
    questions = {
        (row.text("survey"), row.text("question_id")): row
        for row in (tables["survey_questions"].rows if "survey_questions" in tables else ())
    }
    settled = dict(tables)
    problems: list[Problem] = []
    for name, column in (("survey_responses", "answer"), ("survey_counts", "option")):
        if name in tables:
            rows, faults = _settle(tables[name], column, questions)
            settled[name] = replace(tables[name], rows=rows)
            problems += faults
    if "survey_comments" in tables:
        problems += _unknown_questions(tables["survey_comments"], questions)
    return settled, problems


def _settle(table: Table, column: str, questions: Mapping[_Question, Row]) -> tuple[tuple[Row, ...], list[Problem]]:
    rows: list[Row] = []
    problems = _unknown_questions(table, questions)
    wrong: dict[tuple[str, str, str], list[Place]] = {}
    for row in table:
        question = questions.get(_question_of(row))
        if question is None or question.text("kind") == "text" or not question.items("options"):
            rows.append(row)
            continue
        options = {_folded(option): option for option in question.items("options")}
        given = row.text(column).split("|") if question.text("kind") == "multiple" else [row.text(column)]
        found = [options.get(_folded(answer), answer.strip()) for answer in given if answer.strip()]
        for answer in found:
            if answer not in options.values():
                key = (*_question_of(row), _remedy(answer, options))
                wrong.setdefault(key, []).append(row.place(column))
        cell = Cell("|".join(found) or None, row.cells[column].raw, row.place(column))
        rows.append(Row({**row.cells, column: cell}, row.number))
    problems += [_not_an_option(key, places) for key, places in wrong.items()]
    return tuple(rows), problems


def _remedy(answer: str, options: Mapping[str, str]) -> str:
    parts = [part for part in re.split(r"[;,/\n]", answer) if part.strip()]
    if len(parts) > 1 and all(_folded(part) in options for part in parts):
        return f"where several answers could be given (kind multiple), join them with |: {' | '.join(options.values())}"
    return nearest(answer, options.values(), f"options: {' | '.join(options.values())}")


def _question_of(row: Row) -> _Question:
    return row.text("survey"), row.text("question_id")


def _folded(text: str) -> str:
    plain = text.translate(str.maketrans("’‘–—“”", "''--\"\""))
    return " ".join(plain.casefold().split()).rstrip(".")


def _not_an_option(key: tuple[str, str, str], places: list[Place]) -> Problem:
    survey, question, remedy = key
    count = "an answer" if len(places) == 1 else f"{len(places)} answers, this one the first,"
    return Problem(
        places[0],
        f"found {count} that is not among the options of {question} in {survey}",
        "an answer from the question's options is needed",
        f"{remedy.rstrip('?')}? or add it to the options" if remedy.startswith("did") else remedy,
    )


def _unknown_questions(table: Table, questions: Mapping[_Question, Row]) -> list[Problem]:
    """One problem for each question that survey_questions does not have."""
    unknown: dict[_Question, Place] = {}
    for row in table:
        key = _question_of(row)
        if key not in questions and "question_id" in row.cells:
            unknown.setdefault(key, row.place("question_id"))
    severity = Severity.WARNING if table.name == "survey_comments" else Severity.ERROR
    return [
        Problem(
            place,
            f"found {_named(survey, question, table)}, which survey_questions does not have",
            "a question listed in survey_questions is needed",
            nearest(question, [known for of, known in questions if of == survey], "add it to survey_questions"),
            severity,
        )
        for (survey, question), place in unknown.items()
    ]


def _named(survey: str, question: str, table: Table) -> str:
    """Return a question's name for a message; words that slipped into its column may be a person's own."""
    if table.declaration.holds_people and any(" " in name for name in (survey, question)):
        return "a question (not shown: it may identify a person)"
    return f"the question {quoted(question)} of {quoted(survey)}"
