"""Declarations: modules, the improvement programme, milestones, risks and actions."""

from __future__ import annotations

from reportgen.codes import RAG
from reportgen.inputs.declarations.lists import ACTION_STATUSES
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

_RAG = Column("rag", Kind.CODE, "Red, amber, green or complete.", aliases=("rag status", "rag rating"), codes=RAG)
_OWNER = Column("owner", Kind.TEXT, "Who answers for it.", aliases=("lead", "risk owner"))

MODULES = TableDeclaration(
    "modules",
    "The modules of the programme.",
    (
        Column("number", Kind.INTEGER, "Its number.", required=True, aliases=("no", "module")),
        Column("title", Kind.TEXT, "Its title.", required=True, aliases=("name",)),
        Column("status", Kind.TEXT, "Where it stands: complete, in progress, not started, or a RAG rating."),
        Column("started", Kind.DATE, "The day it started.", aliases=("start", "start date")),
        Column("finished", Kind.DATE, "The day it finished.", aliases=("end", "end date")),
        Column("summary", Kind.MARKDOWN, "What it does, in a sentence."),
    ),
    key=("number",),
    carry=Carry.HISTORY,
)

PROGRAMME = TableDeclaration(
    "programme",
    "The elements of the improvement programme.",
    (
        Column("id", Kind.IDENTIFIER, "A short name without spaces.", required=True, example="p1"),
        Column("element", Kind.TEXT, "The element as printed.", required=True, aliases=("title", "name", "workstream")),
        Column("theme", Kind.TEXT, "The theme it belongs to."),
        _OWNER,
        _RAG,
        Column("status", Kind.TEXT, "Where it stands, in a few words."),
        Column("budget", Kind.MONEY, "Pounds."),
        Column("summary", Kind.MARKDOWN, "What it does, in a sentence."),
    ),
    key=("id",),
    carry=Carry.HISTORY,
)

MILESTONES = TableDeclaration(
    "milestones",
    "What is due when: the date first planned, the date now forecast and the date it happened.",
    (
        Column("id", Kind.IDENTIFIER, "A short name kept from quarter to quarter.", required=True, example="s1"),
        Column("workstream", Kind.TEXT, "The workstream or element.", aliases=("element",)),
        Column("title", Kind.TEXT, "The milestone.", required=True, aliases=("milestone", "name")),
        Column("baseline_date", Kind.DATE, "The date first planned.", aliases=("baseline", "planned date")),
        Column("forecast_date", Kind.DATE, "The date now forecast.", aliases=("forecast", "due", "due date")),
        Column("actual_date", Kind.DATE, "The date it happened.", aliases=("actual", "completed")),
        _RAG,
        Column("note", Kind.TEXT, "Anything a reader should know.", aliases=("notes",)),
    ),
    key=("id",),
    carry=Carry.HISTORY,
)

RISKS = TableDeclaration(
    "risks",
    "Risks, with their rating before and after controls.",
    (
        Column("id", Kind.IDENTIFIER, "A short name without spaces.", required=True, example="r1"),
        Column("threat", Kind.TEXT, "What could happen.", required=True, aliases=("risk", "threat or risk")),
        Column("uncontrolled_impact", Kind.TEXT, "Impact without controls.", aliases=("impact with no mitigations",)),
        Column("uncontrolled_likelihood", Kind.TEXT, "Likelihood without controls."),
        Column("mitigation", Kind.TEXT, "What is in place.", aliases=("mitigations currently in place", "controls")),
        Column("proposed", Kind.TEXT, "What is proposed.", aliases=("mitigations proposed",)),
        Column("controlled_impact", Kind.TEXT, "Impact with controls."),
        Column("controlled_likelihood", Kind.TEXT, "Likelihood with controls."),
        _OWNER,
    ),
    key=("id",),
    carry=Carry.HISTORY,
)

ACTIONS = TableDeclaration(
    "actions",
    "Actions minuted at meetings. An id is never used again, even after the action is closed.",
    (
        Column("id", Kind.IDENTIFIER, "Its id.", required=True, aliases=("ref", "reference", "no"), example="A1"),
        Column("raised_at", Kind.DATE, "The day of the meeting it was raised at.", aliases=("raised", "meeting date")),
        Column("item", Kind.TEXT, "The agenda item."),
        Column("action", Kind.TEXT, "What is to be done.", required=True, aliases=("text", "description")),
        Column("owners", Kind.LIST, "Who does it; several joined by ;", aliases=("owner", "who"), separator=";"),
        Column("due", Kind.DATE, "When it is due.", aliases=("due date", "deadline", "by when")),
        Column("status", Kind.CODE, "Where it stands.", required=True, codes=ACTION_STATUSES),
        Column("outcome", Kind.TEXT, "What came of it.", aliases=("update", "progress")),
        Column("closed_at", Kind.DATE, "The day of the meeting it was closed at.", aliases=("closed",)),
    ),
    key=("id",),
    carry=Carry.OPEN,
)
