"""Declarations: the opportunity matrix, its themes and the benefits so far."""

from __future__ import annotations

from reportgen.codes import RAG, SETTINGS
from reportgen.inputs.declarations.lists import (
    BENEFIT_TYPES,
    ENTRIES,
    MECHANISMS,
    OPPORTUNITY_BASES,
    SAVING_STATUSES,
)
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

OPPORTUNITIES = TableDeclaration(
    "opportunities",
    "The opportunity matrix: one row for each group of children who could be supported differently. Its quantities are "
    "modelled estimates.",
    (
        Column("id", Kind.IDENTIFIER, "A short name kept from quarter to quarter.", required=True, example="o1"),
        Column("statement", Kind.TEXT, "The opportunity in a sentence.", required=True, aliases=("opportunity",)),
        Column("short_label", Kind.TEXT, "A few words for charts and slides.", aliases=("label", "short name")),
        Column("theme", Kind.TEXT, "The theme it belongs to: an id of themes, or a name of its own."),
        Column("mechanism", Kind.CODE, "How it works.", codes=MECHANISMS),
        Column("from_setting", Kind.CODE, "Where children would be without it.", aliases=("from",), codes=SETTINGS),
        Column("to_setting", Kind.CODE, "Where they would be with it.", aliases=("to",), codes=SETTINGS),
        Column("basis", Kind.CODE, "Worked out here, or supplied by someone else.", codes=OPPORTUNITY_BASES),
        Column("supplied_by", Kind.TEXT, "Who supplied a supplied row."),
        Column(
            "eligible_per_year",
            Kind.NUMBER,
            "Children a year to whom it could apply; for move_existing, the size of the one cohort.",
            aliases=("eligible", "eligible children per year"),
        ),
        Column(
            "addressable_target",
            Kind.PERCENT,
            "The share of them it is expected to reach: the target.",
            aliases=("target", "addressable"),
            example="65%",
        ),
        Column("addressable_stretch", Kind.PERCENT, "The share it may reach at best.", aliases=("stretch",)),
        Column("duration_years", Kind.NUMBER, "Years for which each child benefits.", aliases=("duration", "years")),
        Column("starts", Kind.DATE, "The day the first children benefit.", aliases=("start", "start date")),
        Column("entry", Kind.CODE, "When in the year children start to benefit.", codes=ENTRIES),
        Column("repeats_yearly", Kind.YES_NO, "For move_existing: whether a new cohort follows each year."),
        Column("unit_cost_from", Kind.MONEY, "Yearly cost where they would be; blank: from unit_costs."),
        Column("unit_cost_to", Kind.MONEY, "Yearly cost where they will be; blank: from unit_costs."),
        Column(
            "cost_includes",
            Kind.LIST,
            "What the costs include: top-up, place, transport, joined by +.",
            aliases=("includes",),
            separator="+",
        ),
        Column("price_base", Kind.FINANCIAL_YEAR, "The financial year whose prices these are.", aliases=("prices",)),
        Column("baseline_date", Kind.DATE, "The day of the caseload it starts from."),
        Column("one_off_cost", Kind.MONEY, "What it costs once.", aliases=("one off investment",)),
        Column("recurring_cost", Kind.MONEY, "What it costs each year.", aliases=("recurring investment",)),
        Column("steady_state_children", Kind.NUMBER, "For a supplied row: children at steady state, as given."),
        Column("steady_state_saving", Kind.MONEY, "For a supplied row: pounds a year at steady state, as given."),
        Column("steady_state_year", Kind.ACADEMIC_YEAR, "For a supplied row: the academic year it is reached."),
        Column("benefit_type", Kind.CODE, "Cost avoidance or cashable.", codes=BENEFIT_TYPES),
        Column("overlap_group", Kind.IDENTIFIER, "Rows that count some of the same children share a group."),
        Column("overlap_share", Kind.PERCENT, "The share of its children already counted in another row of the group."),
        Column("cases_reviewed", Kind.INTEGER, "Case reviews behind it.", allows_symbol=True),
        Column("cases_agreed", Kind.INTEGER, "Case reviews that agreed.", allows_symbol=True),
        Column("confidence", Kind.CODE, "How sure it is.", aliases=("rag",), codes=RAG),
        Column("status", Kind.CODE, "How far it has come.", codes=SAVING_STATUSES),
        Column("owner", Kind.TEXT, "Who answers for it."),
        Column("note", Kind.TEXT, "Anything a reader should know.", aliases=("notes",)),
    ),
    key=("id",),
    carry=Carry.HISTORY,
)

BENEFITS = TableDeclaration(
    "benefits",
    "What the opportunities have brought so far. New children and savings are for the financial year to date.",
    (
        Column("opportunity_id", Kind.IDENTIFIER, "The opportunity.", required=True, aliases=("opportunity", "id")),
        Column("period", Kind.PERIOD, "The quarter.", required=True, aliases=("quarter",), example="2025-26-q2"),
        Column("new_children", Kind.INTEGER, "Children new this financial year to date.", allows_symbol=True),
        Column("children_now", Kind.INTEGER, "Children benefiting at the end of the quarter.", allows_symbol=True),
        Column("saving", Kind.MONEY, "Pounds this financial year to date.", allows_symbol=True),
        Column("validated", Kind.YES_NO, "Whether finance has agreed it."),
        Column("note", Kind.TEXT, "Anything a reader should know.", aliases=("notes",)),
    ),
    key=("opportunity_id", "period"),
    carry=Carry.HISTORY,
)

THEMES = TableDeclaration(
    "themes",
    "The themes that opportunities and programme elements are grouped by.",
    (
        Column("id", Kind.IDENTIFIER, "A short name without spaces.", required=True, example="post-16"),
        Column("title", Kind.TEXT, "The theme as printed.", required=True, aliases=("theme", "name")),
        Column("order", Kind.INTEGER, "Its place in the order.", aliases=("no", "number")),
        Column("summary", Kind.MARKDOWN, "The theme in a sentence."),
    ),
    key=("id",),
    carry=Carry.HISTORY,
)
