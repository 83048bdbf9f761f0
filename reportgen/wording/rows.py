"""The rows of the officers' public tables as templates read them: words with their column, dates, facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reportgen.codes import RAG, Code, Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.identifiers import identifier
from reportgen.facts.units import POUNDS, grouped
from reportgen.inputs.table import Column, Inputs, Kind, Row, Value
from reportgen.office.values import Text
from reportgen.wording.formats import Day
from reportgen.wording.node import FactValue, Node, write_period

PUBLIC_TABLES = (
    "modules", "programme", "milestones", "risks", "actions", "questions", "themes", "consultees", "implications",
    "key_outcomes", "timetable", "people", "discussion", "opportunities", "survey_questions", "figures", "kpis",
    "mitigations",
)  # fmt: skip
"""Tables a template may walk through row by row. Nothing person-level is among them."""

_RATINGS = tuple(rating.code for rating in RAG)
"""What a status typed as words may say: it prints with its mark, as a rating does."""
_FACT_PREFIX = {"programme": "programme", "opportunities": "opportunity", "kpis": "kpi", "survey_questions": "survey"}


def make_rows(inputs: Inputs, facts: Mapping[str, Fact], year_pattern: str) -> Node:
    """Return ``rows.<table>`` for every public table, an empty list where it has no rows.

    A number is the fact computed from it where there is one, otherwise the officer's own cell. A code prints as its
    label, and its code is beside it as ``<column>_code``.
    """
    found: dict[str, object] = {}
    for name in PUBLIC_TABLES:
        rows = inputs.rows(name)
        if any(row.value("order") is not None for row in rows):
            rows = tuple(sorted(rows, key=lambda row: row.amount("order") or 0))
        columns = inputs.tables[name].declaration.columns if rows else ()
        found[name] = tuple(_make_row(name, row, columns, facts, year_pattern) for row in rows)
    return Node(found, "rows")


def _make_row(table: str, row: Row, columns: tuple[Column, ...], facts: Mapping[str, Fact], year_pattern: str) -> Node:
    found: dict[str, object] = {}
    for column in columns:
        if column.restricted:
            continue
        value = row.value(column.name)
        ref = f"input:{table}.{column.name}"
        fact = facts.get(_fact_id(table, row, column))
        if fact is not None:
            found[column.name] = FactValue(fact, None, year_pattern)
        elif isinstance(value, date):
            found[column.name] = Day(value, f"{table}.{column.name}")
        else:
            found[column.name] = Text(write_value(value, column, year_pattern), ref)
        if column.kind is Kind.CODE:
            found[f"{column.name}_code"] = value if isinstance(value, str) else ""
    return Node(found, f"a row of {table}")


def _fact_id(table: str, row: Row, column: Column) -> str:
    """Return the id of the fact computed from a cell, where one is: its number may be hidden, the cell never is."""
    if table == "figures":
        return f"figure.{row.text('id').strip().lower()}" if column.name == "value" else ""
    if table not in _FACT_PREFIX:
        return ""
    own = row.text("survey") if table == "survey_questions" else row.text("id")
    return f"{_FACT_PREFIX[table]}.{identifier(own)}.{column.name}"


def write_value(value: Value, column: Column, year_pattern: str) -> str:
    """Return an officer's cell as it is printed, "" where blank."""
    if value is None:
        return ""
    if isinstance(value, Symbol):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str):
        if column.kind in (Kind.FINANCIAL_YEAR, Kind.PERIOD):
            return write_period(value, year_pattern)
        if column.kind is Kind.CODE:
            return write_code(value, column.codes)
        return write_code(value, RAG) if column.name == "status" and value in _RATINGS else value
    if column.kind is Kind.PERIOD or isinstance(value, date):
        return write_period(str(value), year_pattern)
    return _write_number(value, column)


def write_code(code: str, codes: tuple[Code, ...]) -> str:
    """Return a code's label; a rating as its word and mark: ``Amber ◆``."""
    for known in codes:
        if known.code == code:
            return f"{known.label} {known.short}" if codes == RAG else known.label
    return code.replace("_", " ")


def _write_number(value: object, column: Column) -> str:
    from decimal import Decimal

    number = Decimal(str(value))
    if column.kind is Kind.MONEY:
        return POUNDS.text(number)
    decimals = max(0, -int(number.normalize().as_tuple().exponent))
    return grouped(number, decimals) + ("%" if column.kind is Kind.PERCENT else "")
