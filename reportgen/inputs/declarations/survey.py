"""Declarations: surveys and case reviews, their questions, answers and comments."""

from __future__ import annotations

from reportgen.inputs.declarations.lists import QUESTION_KINDS, SURVEY_CHARTS
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

_SURVEY = Column("survey", Kind.IDENTIFIER, "The survey's short name.", required=True, example="parents-2025")
_QUESTION = Column(
    "question_id", Kind.IDENTIFIER, "The question's short name.", required=True, aliases=("question",), example="q1"
)

SURVEY_QUESTIONS = TableDeclaration(
    "survey_questions",
    "One row for each question. Case reviews are a survey whose audience is case review.",
    (
        _SURVEY,
        _QUESTION,
        Column("text", Kind.TEXT, "The question as it was asked.", required=True, aliases=("question text", "wording")),
        Column("short_text", Kind.TEXT, "A few words for charts and titles of slides.", aliases=("short", "label")),
        Column("kind", Kind.CODE, "How it is answered.", required=True, aliases=("type",), codes=QUESTION_KINDS),
        Column("options", Kind.LIST, "The answers in reading order, joined by |.", separator="|", example="Yes|No"),
        Column("audience", Kind.TEXT, "Who was asked; printed with every result."),
        Column("population", Kind.INTEGER, "How many there are in all."),
        Column("invited", Kind.INTEGER, "How many were asked."),
        Column("responded", Kind.INTEGER, "How many answered the survey."),
        Column("opened", Kind.DATE, "The day it opened.", aliases=("start",)),
        Column("closed", Kind.DATE, "The day it closed.", aliases=("end",)),
        Column(
            "chart", Kind.CODE, "The chart wanted; none: a table in the appendices and no slide.", codes=SURVEY_CHARTS
        ),
        Column("how_to_read", Kind.TEXT, "How the chart is read; left blank, what follows from the kind is printed."),
        Column("does_not_show", Kind.TEXT, "What it does not show; left blank, a standing sentence is printed."),
        Column("finding", Kind.TEXT, "The finding in a sentence."),
    ),
    key=("survey", "question_id"),
    carry=Carry.HISTORY,
)

SURVEY_RESPONSES = TableDeclaration(
    "survey_responses",
    "One row for each answer; or one row for each respondent with a column for each question_id.",
    (
        _SURVEY,
        Column(
            "respondent",
            Kind.IDENTIFIER,
            "A number or code for the person who answered, never a name.",
            required=True,
            aliases=("respondent id", "response id"),
            restricted=True,
        ),
        Column("question_id", Kind.IDENTIFIER, "The question's short name.", aliases=("question",)),
        Column("answer", Kind.TEXT, "The answer; several joined by |.", aliases=("response", "option")),
    ),
    key=("survey", "respondent", "question_id"),
    carry=Carry.HISTORY,
    open_columns="In the wide form every further column is a question_id.",
)

SURVEY_COUNTS = TableDeclaration(
    "survey_counts",
    "Answers counted elsewhere, where only totals are held. Give a count or a percent.",
    (
        _SURVEY,
        _QUESTION,
        Column("option", Kind.TEXT, "The answer counted.", required=True, aliases=("answer", "response")),
        Column("count", Kind.INTEGER, "How many gave it.", aliases=("n", "number"), allows_symbol=True),
        Column("percent", Kind.PERCENT, "What share gave it.", aliases=("percentage", "%"), allows_symbol=True),
        Column("group", Kind.TEXT, "The group of respondents, where counts are by group."),
    ),
    key=("survey", "question_id", "option", "group"),
    carry=Carry.HISTORY,
)

SURVEY_COMMENTS = TableDeclaration(
    "survey_comments",
    "What people wrote. Only an approved row can be published, as published_text or else as the comment. Quotes are "
    "printed whole, a theme each in turn, the theme of most comments first; a long one stands on no slide.",
    (
        _SURVEY,
        _QUESTION,
        Column("comment", Kind.TEXT, "The words as written. Stays inside.", aliases=("text", "quote"), restricted=True),
        Column("themes", Kind.LIST, "What it is about, joined by |.", aliases=("theme",), separator="|"),
        Column("approved", Kind.YES_NO, "Whether an officer has approved exactly this text for publication."),
        Column(
            "published_text",
            Kind.TEXT,
            "The text to publish instead of the comment, where the comment is held back.",
            aliases=("published",),
        ),
        Column(
            "approval_code",
            Kind.IDENTIFIER,
            "The code that check printed for the approved text: a later change of the text then holds it back. Beside "
            "published_text it also settles a doubt whether a word with a capital is a name.",
        ),
    ),
    carry=Carry.HISTORY,
)
