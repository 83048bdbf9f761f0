"""Declarations: plans maintained, the flow of requests and decisions, comparators and other figures."""

from __future__ import annotations

from reportgen.codes import AGE_BANDS, FLOW_MEASURES, NEEDS, SETTINGS
from reportgen.inputs.declarations.lists import AREA_TYPES, SCREENING_KINDS, STATUS_OF_COUNT
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

_NEED_ALIASES = ("need", "primary sen need", "sen need", "primary sen type", "sen type")
_CENSUS_ALIASES = ("census", "date", "count date", "as at", "snapshot date")

CASELOAD = TableDeclaration(
    "caseload",
    "Education, health and care plans maintained at a date. Give the full cross-table or only its margins: all in a "
    "column means the total over it.",
    (
        Column(
            "census_date",
            Kind.DATE,
            "The day the plans were counted.",
            required=True,
            aliases=_CENSUS_ALIASES,
            example="16/01/2025",
        ),
        Column(
            "setting",
            Kind.CODE,
            "Where the child is educated.",
            aliases=("placement", "provision", "establishment type"),
            codes=SETTINGS,
            allows_all=True,
            example="mainstream",
        ),
        Column(
            "age_band",
            Kind.CODE,
            "Age in whole years at 31 August before the academic year.",
            aliases=("age", "age group", "age range"),
            codes=AGE_BANDS,
            allows_all=True,
            example="11-15",
        ),
        Column(
            "primary_need",
            Kind.CODE,
            "The main special educational need.",
            aliases=_NEED_ALIASES,
            codes=NEEDS,
            allows_all=True,
            example="ASD",
        ),
        Column(
            "plans",
            Kind.INTEGER,
            "How many plans.",
            required=True,
            aliases=("ehcps", "ehc plans", "number of plans", "count", "number", "total"),
            allows_symbol=True,
            example="505",
        ),
        Column(
            "status",
            Kind.CODE,
            "published where the DfE has already published this count at this level.",
            codes=STATUS_OF_COUNT,
        ),
    ),
    key=("census_date", "setting", "age_band", "primary_need"),
    carry=Carry.HISTORY,
)

PLANS = TableDeclaration(
    "plans",
    "Instead of caseload: one row for each plan. Counted into caseload when read; no row leaves this table. Give "
    "either setting or the school's details, and either age or birth_date.",
    (
        Column("census_date", Kind.DATE, "The day the plans were counted.", required=True, aliases=_CENSUS_ALIASES),
        Column(
            "person_id",
            Kind.IDENTIFIER,
            "The person's identifier in the council's system.",
            required=True,
            aliases=("id", "pupil id", "child id", "upn", "person", "unique id"),
            restricted=True,
        ),
        Column("setting", Kind.CODE, "Where the child is educated.", aliases=("placement",), codes=SETTINGS),
        Column("urn", Kind.IDENTIFIER, "The school's unique reference number.", restricted=True),
        Column("sen_unit", Kind.YES_NO, "Placed in a SEN unit.", aliases=("sen unit indicator",), restricted=True),
        Column(
            "resourced_provision",
            Kind.YES_NO,
            "Placed in resourced provision.",
            aliases=("resourced provision indicator", "rp"),
            restricted=True,
        ),
        Column("sen_setting", Kind.IDENTIFIER, "The SEN2 setting code where there is no URN.", restricted=True),
        Column("age", Kind.INTEGER, "Age in whole years at 31 August before the academic year.", restricted=True),
        Column(
            "birth_date",
            Kind.DATE,
            "Date of birth.",
            aliases=("dob", "date of birth", "person birth date"),
            restricted=True,
        ),
        Column("primary_need", Kind.CODE, "The main need.", required=True, aliases=_NEED_ALIASES, codes=NEEDS),
        Column(
            "ceased_date", Kind.DATE, "The day the plan ceased.", aliases=("cease date", "end date"), restricted=True
        ),
    ),
    key=("census_date", "person_id"),
    restricted=True,
)

SCREENING = TableDeclaration(
    "screening",
    "Names, schools and other words that must never appear in published free text.",
    (
        Column("kind", Kind.CODE, "What the word is.", aliases=("type",), codes=SCREENING_KINDS, restricted=True),
        Column(
            "text",
            Kind.TEXT,
            "The word or words. Of a person's name each part counts, written large or small, with other accents or an "
            "s behind it; from five letters on one may be wrong.",
            required=True,
            aliases=("word", "name"),
            restricted=True,
        ),
    ),
    carry=Carry.HISTORY,
    restricted=True,
)

FLOW = TableDeclaration(
    "flow",
    "Requests, assessments, plans issued and ceased, appeals and reviews, for a quarter, a financial year or a "
    "calendar year.",
    (
        Column(
            "period",
            Kind.PERIOD,
            "A quarter 2025-26-q2, a financial year 2025-26 or a calendar year 2024.",
            required=True,
            aliases=("time period", "quarter", "year"),
            example="2025-26-q2",
        ),
        Column(
            "measure",
            Kind.CODE,
            "What was counted.",
            required=True,
            aliases=("indicator",),
            codes=FLOW_MEASURES,
            example="requests_received",
        ),
        Column(
            "value",
            Kind.INTEGER,
            "How many.",
            required=True,
            aliases=("count", "number", "total"),
            allows_symbol=True,
            example="64",
        ),
    ),
    key=("period", "measure"),
    carry=Carry.HISTORY,
)

COMPARATORS = TableDeclaration(
    "comparators",
    "The same measures for England, the region or statistical neighbours.",
    (
        Column("area", Kind.TEXT, "The area's name as printed.", required=True, example="England"),
        Column("area_type", Kind.CODE, "What the area is.", required=True, aliases=("type",), codes=AREA_TYPES),
        Column("period", Kind.PERIOD, "The period.", required=True, aliases=("time period", "year")),
        Column(
            "measure",
            Kind.IDENTIFIER,
            "The id of an indicator, or a measure of flow.",
            required=True,
            aliases=("indicator",),
            example="flow.timeliness_20_weeks",
        ),
        Column("value", Kind.NUMBER, "The value, in the measure's unit.", required=True, allows_symbol=True),
    ),
    key=("area", "period", "measure"),
    carry=Carry.HISTORY,
)

FIGURES = TableDeclaration(
    "figures",
    "Any other number the text needs, printed with {{ figure.<id> }}.",
    (
        Column("id", Kind.IDENTIFIER, "A short name without spaces.", required=True, example="other_authorities"),
        Column("label", Kind.TEXT, "What the number is.", required=True),
        Column("value", Kind.NUMBER, "The number.", required=True, aliases=("number",), allows_symbol=True),
        Column("unit", Kind.TEXT, "Its unit: number, plans, children, percent, £ …"),
        Column("as_of", Kind.DATE, "The day it was true.", aliases=("as at", "date")),
        Column("source", Kind.TEXT, "Where it comes from."),
        Column("definition", Kind.TEXT, "What it means, in a sentence a councillor would follow."),
    ),
    key=("id",),
    carry=Carry.HISTORY,
)

KPIS = TableDeclaration(
    "kpis",
    "Key performance indicators: give either the id of an indicator, or the actual value.",
    (
        Column("id", Kind.IDENTIFIER, "A short name without spaces.", required=True, example="k1"),
        Column("definition", Kind.TEXT, "What is measured.", required=True),
        Column("indicator", Kind.IDENTIFIER, "The id of the indicator.", example="flow.timeliness_20_weeks"),
        Column("actual", Kind.NUMBER, "The value now.", allows_symbol=True, blank_in_new=True),
        Column("baseline", Kind.NUMBER, "The value at the start.", allows_symbol=True),
        Column("baseline_date", Kind.DATE, "The day of the baseline."),
        Column("target", Kind.NUMBER, "The value aimed for.", allows_symbol=True),
        Column("target_date", Kind.DATE, "The day it is aimed for."),
        Column("owner", Kind.TEXT, "Who answers for it."),
    ),
    key=("id",),
    carry=Carry.STRUCTURE,
)
