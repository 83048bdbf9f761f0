"""Declarations: unit costs, the dedicated schools grant, spending and the programme's grant."""

from __future__ import annotations

from reportgen.codes import SCENARIOS, SETTINGS
from reportgen.inputs.declarations.lists import (
    DSG_BLOCKS,
    DSG_LINES,
    GRANT_MEASURES,
    RECOUPMENT,
    S251_BASES,
    S251_KINDS,
    S251_PHASES,
    SAVING_STATUSES,
    SPEND_MEASURES,
)
from reportgen.inputs.table import Carry, Column, Kind, TableDeclaration

_YEAR_ALIASES = ("year", "fy")
_AMOUNT_ALIASES = ("value", "£", "pounds", "amount £")

_AMOUNT = Column("amount", Kind.MONEY, "Pounds.", required=True, aliases=_AMOUNT_ALIASES, example="£1,234")
_YEAR = Column(
    "financial_year",
    Kind.FINANCIAL_YEAR,
    "The financial year.",
    required=True,
    aliases=_YEAR_ALIASES,
    example="2025-26",
)
_AS_OF = Column("as_of", Kind.DATE, "The day the figure was taken.", aliases=("as at", "date"))

UNIT_COSTS = TableDeclaration(
    "unit_costs",
    "Pounds per plan per year, by setting. The cost of none (SEN Support) is 0 unless given.",
    (
        Column("setting", Kind.CODE, "The setting.", required=True, aliases=("placement",), codes=SETTINGS),
        Column(
            "price_base",
            Kind.FINANCIAL_YEAR,
            "The financial year whose prices these are.",
            required=True,
            aliases=("prices", "financial year", "year"),
            example="2025-26",
        ),
        Column(
            "mean", Kind.MONEY, "The mean cost.", required=True, aliases=("average", "mean cost"), allows_symbol=True
        ),
        Column("median", Kind.MONEY, "The median cost.", aliases=("median cost",), allows_symbol=True),
        Column(
            "plans", Kind.INTEGER, "How many plans it is taken over.", aliases=("count", "number"), allows_symbol=True
        ),
        Column(
            "includes",
            Kind.LIST,
            "What the cost includes: top-up, place, transport, joined by +.",
            separator="+",
            example="top-up+place",
        ),
    ),
    key=("setting", "price_base"),
    carry=Carry.HISTORY,
)

DSG = TableDeclaration(
    "dsg",
    "The dedicated schools grant by year. A surplus balance is positive and a deficit negative; income and expenditure "
    "are positive amounts; a block transfer is positive into the block.",
    (
        _YEAR,
        Column("scenario", Kind.CODE, "Actual or which forecast.", required=True, codes=SCENARIOS),
        Column("line", Kind.CODE, "Which line of the account.", required=True, codes=DSG_LINES),
        _AMOUNT,
        _AS_OF,
        Column("block", Kind.CODE, "The block; high_needs where not given.", codes=DSG_BLOCKS),
        Column("recoupment", Kind.CODE, "Before or after recoupment.", codes=RECOUPMENT),
    ),
    key=("financial_year", "scenario", "line", "block", "recoupment", "as_of"),
    carry=Carry.HISTORY,
)

MITIGATIONS = TableDeclaration(
    "mitigations",
    "Savings outside the opportunity matrix, one row for each year.",
    (
        Column("id", Kind.IDENTIFIER, "A short name without spaces.", required=True, example="m1"),
        Column("title", Kind.TEXT, "What it is.", required=True),
        _YEAR,
        _AMOUNT,
        Column("status", Kind.CODE, "How sure it is.", required=True, codes=SAVING_STATUSES),
        Column("note", Kind.TEXT, "Anything a reader should know.", aliases=("notes",)),
    ),
    key=("id", "financial_year"),
    carry=Carry.HISTORY,
)

SPEND = TableDeclaration(
    "spend",
    "High needs spending by setting: the same money as s251 seen another way, never added to it.",
    (
        _YEAR,
        Column("setting", Kind.CODE, "The setting.", required=True, codes=SETTINGS, allows_all=True),
        Column("measure", Kind.CODE, "Budget, forecast or actual.", required=True, codes=SPEND_MEASURES),
        Column(
            "amount",
            Kind.MONEY,
            "Pounds.",
            required=True,
            aliases=_AMOUNT_ALIASES,
            allows_symbol=True,
            example="£1,234",
        ),
        _AS_OF,
    ),
    key=("financial_year", "setting", "measure", "as_of"),
    carry=Carry.HISTORY,
)

S251 = TableDeclaration(
    "s251",
    "The high needs lines of the Section 251 statement.",
    (
        _YEAR,
        Column("line", Kind.IDENTIFIER, "The line, such as 1.2.3.", required=True, example="1.2.3"),
        Column("phase", Kind.CODE, "The column of the statement.", required=True, codes=S251_PHASES),
        Column("kind", Kind.CODE, "Gross expenditure or income.", required=True, codes=S251_KINDS),
        Column(
            "amount",
            Kind.MONEY,
            "Pounds.",
            required=True,
            aliases=_AMOUNT_ALIASES,
            allows_symbol=True,
            example="£1,234",
        ),
        Column("basis", Kind.CODE, "Budget or outturn.", required=True, codes=S251_BASES),
    ),
    key=("financial_year", "line", "phase", "kind", "basis"),
    carry=Carry.HISTORY,
)

GRANT = TableDeclaration(
    "grant",
    "The programme's grant by workstream. spent is the sum since the award.",
    (
        Column("period", Kind.PERIOD, "The quarter or financial year.", required=True, aliases=("quarter", "year")),
        Column("workstream", Kind.TEXT, "The workstream; blank where the grant is not divided.", aliases=("element",)),
        Column("measure", Kind.CODE, "What the amount is.", required=True, codes=GRANT_MEASURES),
        _AMOUNT,
    ),
    key=("period", "workstream", "measure"),
    carry=Carry.HISTORY,
)
