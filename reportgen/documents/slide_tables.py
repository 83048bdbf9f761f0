"""Tables as a slide has room for them: fewer columns, and a second slide with the header repeated for a long one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.codes import Symbol
from reportgen.office.values import TableSpec, Text, Words
from reportgen.wording.node import Node

MOST_ROWS = 12
"""Rows, header apart, that a slide takes in 14 points."""


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table the deck shows, without the columns that only the paper has room for, and with shorter headings."""

    table: str
    without: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)


SLIDE_TABLES = (
    SlideTable(
        "matrix",
        ("Reached in school year",),
        {
            "Children at steady state": "Children",
            "Saving a year, target, £": "Saving a year, £",
            "Saving a year, stretch, £": "Stretch, £",
        },
    ),
    SlideTable("programme"),
    SlideTable("milestones"),
    SlideTable("actions", ("Due", "Closed")),
    SlideTable("timetable"),
)
"""Every table of the deck, by the name of the paper's table it is a part of."""


def split_tables(tables: Mapping[str, TableSpec]) -> dict[str, TableSpec]:
    """Return the deck's tables by name: ``matrix.slide``, and ``matrix.slide.2`` where one slide cannot hold it."""
    found = (part for wanted in SLIDE_TABLES if wanted.table in tables for part in _parts(tables[wanted.table], wanted))
    return {part.name: part for part in found}


def describe_parts(parts: Mapping[str, TableSpec]) -> Node:
    """Return ``slide_tables.matrix`` and so on: the parts of each with ``name``, ``number`` and ``is_first``."""
    by_table = {
        wanted.table: tuple(
            Node({"name": name, "number": number, "is_first": number == 1}, name)
            for number, name in enumerate((n for n in parts if n.startswith(f"{wanted.table}.slide")), 1)
        )
        for wanted in SLIDE_TABLES
    }
    return Node(by_table, "slide_tables")


def _spelt_out(cell: Words) -> Words:
    """Return a cell with “[z]” in words: a slide has no room for the note that explains it."""
    is_symbol = str(cell) == Symbol.NOT_APPLICABLE.text
    return Text(Symbol.NOT_APPLICABLE.meaning, "label:symbol") if is_symbol else cell


def _parts(spec: TableSpec, wanted: SlideTable) -> Iterator[TableSpec]:
    kept = [number for number, column in enumerate(spec.columns) if str(column.heading) not in wanted.without]
    columns = tuple(
        replace(column, heading=wanted.headings.get(str(column.heading), column.heading), weight=1)
        for column in (spec.columns[number] for number in kept)
    )
    rows = tuple(replace(row, cells=tuple(_spelt_out(row.cells[number]) for number in kept)) for row in spec.rows)
    count = -(-len(rows) // MOST_ROWS)
    size = -(-len(rows) // max(count, 1))
    for number in range(count):
        part = rows[number * size : (number + 1) * size]
        name = f"{wanted.table}.slide" + (f".{number + 1}" if number else "")
        yield replace(spec, name=name, columns=columns, rows=part)
