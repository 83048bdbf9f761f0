"""Quarters built by hand from typed values, and the facts of chosen indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import reportgen.facts.indicators  # noqa: F401 (declares every indicator)
from reportgen.errors import Place
from reportgen.facts.ledger import INDICATORS, Ledger
from reportgen.inputs.table import Cell, Inputs, Row, SourceFile, Table, TableDeclaration
from reportgen.period import Period
from reportgen.project import Settings

PERIOD = Period.parse("2025-26-q2")


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """A table as read: cells stand in columns A, B … in the order their names first appear."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    source = SourceFile("quarter.xlsx", "0" * 64)
    made = tuple(
        Row(
            {
                column: Cell(row.get(column), str(row.get(column, "")), _place(name, columns.index(column), number))
                for column in columns
            },
            number,
        )
        for number, row in enumerate(rows, start=2)
    )
    return Table(TableDeclaration(name, "", ()), made, source)


def _place(sheet: str, column: int, row: int) -> Place:
    letters = chr(ord("A") + column) if column < 26 else "A" + chr(ord("A") + column - 26)
    return Place("quarter.xlsx", sheet, f"{letters}{row}")


def quarter(period: Period = PERIOD, **tables: Sequence[Mapping[str, Any]]) -> Inputs:
    return Inputs(period, {name: table(name, rows) for name, rows in tables.items()})


def ledger_of(inputs: Inputs, *topics: str, settings: Settings | None = None) -> Ledger:
    """The ledger after every indicator of the topics (modules of ``facts/indicators``), in computing order."""
    ledger = Ledger(inputs, settings or Settings())
    for declared in INDICATORS.values():
        if declared.compute.__module__.rpartition(".")[2] in topics:
            ledger.run(declared)
    return ledger


def number(text: str) -> Decimal:
    return Decimal(text)
