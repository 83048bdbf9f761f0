"""Every input table of the data dictionary, in its order: name → declaration.

To add a column, add it to its declaration under ``inputs/declarations``: reading, checking, the dictionary in
``data/README.md``, the empty workbook and the test data follow.
"""

from __future__ import annotations

from reportgen.inputs.declarations import children, matrix, meeting, money, programme, returns, survey
from reportgen.inputs.table import TableDeclaration

TABLES: dict[str, TableDeclaration] = {
    declaration.name: declaration
    for declaration in (
        meeting.MEETING,
        meeting.PEOPLE,
        meeting.DISCUSSION,
        children.CASELOAD,
        children.PLANS,
        children.SCREENING,
        children.FLOW,
        children.COMPARATORS,
        children.FIGURES,
        children.KPIS,
        money.UNIT_COSTS,
        money.DSG,
        money.MITIGATIONS,
        money.SPEND,
        money.S251,
        returns.REPORTED,
        matrix.OPPORTUNITIES,
        matrix.BENEFITS,
        matrix.THEMES,
        survey.SURVEY_QUESTIONS,
        survey.SURVEY_RESPONSES,
        survey.SURVEY_COUNTS,
        survey.SURVEY_COMMENTS,
        programme.MODULES,
        programme.PROGRAMME,
        programme.MILESTONES,
        money.GRANT,
        programme.RISKS,
        programme.ACTIONS,
        meeting.NARRATIVE,
        meeting.QUESTIONS,
        meeting.CONSULTEES,
        meeting.IMPLICATIONS,
        meeting.KEY_OUTCOMES,
        meeting.TIMETABLE,
    )
}

NARRATIVE_SECTIONS = (
    "introduction",
    "purpose",
    "summary",
    "background",
    "modules",
    "caseload",
    "flow",
    "survey",
    "case_reviews",
    "matrix",
    "themes",
    "programme",
    "grant",
    "benefits",
    "milestones",
    "finance",
    "legal",
    "risks",
    "equality",
    "climate",
    "data_protection",
    "property",
    "staffing",
    "consultation",
    "timetable",
    "next_steps",
    "what_changed",
    "reasons",
    "options",
    "data_notes",
    "glossary",
)
"""The sections ``narrative`` may give words for, in the order of the paper."""

SLIDE_TITLE = "title:"
"""``title:<slide>`` in ``narrative`` replaces a slide's title."""
