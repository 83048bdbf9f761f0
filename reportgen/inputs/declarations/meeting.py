"""Declarations: the meeting, the people in it, what was said, and the officer's own words."""

from __future__ import annotations

from reportgen.inputs.declarations.lists import DISCUSSION_KINDS, PEOPLE_KINDS
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

MEETING = TableDeclaration(
    "meeting",
    "One row for each thing about the meeting. Repeat a field to give a list. Each further value column is a further "
    "meeting of the same quarter, named by its committee.",
    (
        Column(
            "field",
            Kind.IDENTIFIER,
            "Which thing this row gives; the fields are listed below.",
            required=True,
            aliases=("item", "name"),
            example="meeting_date",
        ),
        Column(
            "value",
            Kind.TEXT,
            "What it is. A blank prints as a marked blank, such as [presenter].",
            aliases=("entry", "detail", "details", "value 1", "meeting 1"),
            blank_in_new=True,
            example="09/10/2025",
        ),
    ),
    carry=Carry.STRUCTURE,
    open_columns="Every further column is a further meeting of the same quarter.",
)

MEETING_FIELDS = (
    Column("committee", Kind.TEXT, "The committee as printed.", aliases=("panel", "forum", "meeting")),
    Column("meeting_date", Kind.DATE, "The day of the meeting.", aliases=("date", "date of meeting")),
    Column("item_number", Kind.TEXT, "The number of the agenda item.", aliases=("agenda item", "item")),
    Column("item_title", Kind.TEXT, "The title of the agenda item.", aliases=("title", "report title")),
    Column("purpose", Kind.TEXT, "Why the item is on the agenda, in one sentence."),
    Column("presenter", Kind.TEXT, "Who presents the item.", aliases=("presented by",)),
    Column("presenter_role", Kind.TEXT, "The presenter's role.", aliases=("role",)),
    Column("report_author", Kind.TEXT, "Who wrote the report.", aliases=("author",)),
    Column("responsible_officer", Kind.TEXT, "The officer responsible.", aliases=("lead officer",)),
    Column("member_reporting", Kind.TEXT, "The member reporting.", aliases=("cabinet member", "lead member")),
    Column("wards", Kind.TEXT, "The wards affected.", aliases=("wards affected", "ward")),
    Column(
        "exempt",
        Kind.TEXT,
        "no; or yes: and the reason, as every copy must give it (paragraph 2 of Part 1 of Schedule 12A to the Local "
        "Government Act 1972). With yes the whole pack stays inside the council, and every page says so.",
    ),
    Column("recommendation", Kind.TEXT, "One recommendation a row.", aliases=("recommendations",)),
    Column("decision", Kind.TEXT, "What the committee is asked for: note, approve …"),
    Column("data_as_of", Kind.DATE, "The day the figures were taken.", aliases=("data as at", "as of", "as at")),
    Column("previous_meeting_date", Kind.DATE, "The day this item was last considered.", aliases=("last meeting",)),
    Column("appendix", Kind.TEXT, "One appendix a row.", aliases=("appendices",)),
    Column("background_document", Kind.TEXT, "One background document a row.", aliases=("background documents",)),
)
"""The fields of ``meeting``: each value is read by its own field's kind."""

REPEATED_MEETING_FIELDS = frozenset({"recommendation", "appendix", "background_document"})

PEOPLE = TableDeclaration(
    "people",
    "The people named in the minutes, with the role printed at their first mention.",
    (
        Column("name", Kind.TEXT, "The name as printed.", required=True, example="Ellis Marsh"),
        Column("role", Kind.TEXT, "The role as printed.", aliases=("title", "post", "job title")),
        Column("kind", Kind.CODE, "Chair, member, officer or guest.", aliases=("type",), codes=PEOPLE_KINDS),
    ),
    key=("name",),
    carry=Carry.HISTORY,
)

DISCUSSION = TableDeclaration(
    "discussion",
    "What was said in the room, typed afterwards. With it the minutes become final; nobody's words are changed.",
    (
        Column("order", Kind.INTEGER, "The order in the minutes: 1, 2, 3 …", required=True, aliases=("no", "number")),
        Column("kind", Kind.CODE, "What the row is.", required=True, aliases=("type",), codes=DISCUSSION_KINDS),
        Column("speaker", Kind.TEXT, "Who spoke.", aliases=("who", "name")),
        Column("text", Kind.TEXT, "What was said, as it should be printed.", required=True, aliases=("words",)),
    ),
    key=("order",),
)

NARRATIVE = TableDeclaration(
    "narrative",
    "The officer's own words for a section of the paper. Figures come from the facts: write {{ plans.total }}, not the "
    "number itself.",
    (
        Column(
            "section",
            Kind.IDENTIFIER,
            "Which section the words belong to; the sections are listed below. title:<slide> replaces a slide's title.",
            required=True,
            aliases=("heading", "name"),
            example="introduction",
        ),
        Column(
            "text",
            Kind.MARKDOWN,
            "The words: paragraphs, - bullets and **bold**.",
            required=True,
            aliases=("words", "narrative", "content"),
        ),
    ),
    key=("section",),
    carry=Carry.NOTHING,
)

QUESTIONS = TableDeclaration(
    "questions",
    "Questions members may ask, with prepared answers.",
    (
        Column("question", Kind.TEXT, "The question as a member would ask it.", required=True),
        Column("answer", Kind.MARKDOWN, "The prepared answer; may use {{ facts }}.", required=True),
        Column("source", Kind.TEXT, "Who answers, or where the answer comes from."),
    ),
    key=("question",),
    carry=Carry.HISTORY,
)

CONSULTEES = TableDeclaration(
    "consultees",
    "Who was asked for comments on the report.",
    (
        Column("name", Kind.TEXT, "The person or body.", required=True, aliases=("consultee",)),
        Column("post", Kind.TEXT, "Their post.", aliases=("post held", "role", "title")),
        Column("statutory", Kind.YES_NO, "Whether they must be consulted.", aliases=("mandatory",)),
        Column("sent", Kind.DATE, "When the report was sent.", aliases=("date sent",), blank_in_new=True),
        Column("returned", Kind.DATE, "When it came back.", aliases=("date returned",), blank_in_new=True),
    ),
    carry=Carry.STRUCTURE,
)

IMPLICATIONS = TableDeclaration(
    "implications",
    "Legal, equality, climate, data protection and other implications, one a row.",
    (
        Column(
            "kind", Kind.IDENTIFIER, "legal, equality, climate, data_protection …", required=True, aliases=("type",)
        ),
        Column("text", Kind.MARKDOWN, "The words as printed.", required=True, aliases=("implication",)),
    ),
    carry=Carry.HISTORY,
)

KEY_OUTCOMES = TableDeclaration(
    "key_outcomes",
    "The key implications table: what would count as unmet, met, exceeded and significantly exceeded.",
    (
        Column("outcome", Kind.TEXT, "The outcome.", required=True),
        Column("unmet", Kind.TEXT, "What would leave it unmet."),
        Column("met", Kind.TEXT, "What would meet it."),
        Column("exceeded", Kind.TEXT, "What would exceed it."),
        Column("significantly_exceeded", Kind.TEXT, "What would significantly exceed it."),
        Column("date_of_delivery", Kind.TEXT, "When it is due, as printed.", aliases=("delivery date",)),
    ),
    key=("outcome",),
    carry=Carry.HISTORY,
)

TIMETABLE = TableDeclaration(
    "timetable",
    "The timetable for implementation.",
    (
        Column("date", Kind.DATE, "The day.", required=True, aliases=("when",)),
        Column("details", Kind.TEXT, "What happens.", required=True, aliases=("detail", "what", "event")),
    ),
    carry=Carry.HISTORY,
)
