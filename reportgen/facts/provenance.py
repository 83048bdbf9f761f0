"""Where a figure comes from: the cells of the input rows, and numbers put into words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Source
from reportgen.facts.units import MINUS, Number, Unit
from reportgen.inputs.table import Inputs, Row

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def sources_of(inputs: Inputs, table: str, rows: Iterable[Row], *columns: str) -> tuple[Source, ...]:
    """Return the cells of ``columns`` in ``rows`` as sources, one for each sheet, cells in the order of the rows."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for column in columns:
            if column in row.cells:
                place = row.place(column)
                found.setdefault((place.file, place.part or table), []).append(place.cell)
    digest = inputs.tables[table].source.sha256 if table in inputs.tables else ""
    return tuple(
        Source(file, sheet, tuple(dict.fromkeys(cell for cell in cells if cell)), digest)
        for (file, sheet), cells in found.items()
    )


def merged_sources(facts: Iterable[Fact]) -> tuple[Source, ...]:
    """Return the sources of several facts as one list, each sheet once."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for fact in facts:
        for source in fact.sources:
            found.setdefault((source.file, source.sheet, source.sha256), {}).update(dict.fromkeys(source.cells))
    return tuple(Source(file, sheet, tuple(cells), digest) for (file, sheet, digest), cells in found.items())


def day_text(day: date) -> str:
    """Return a date in words, ``15 January 2025``, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_text(period: str) -> str:
    """Return a period for a calculation: “quarter 2 of 2025-26”, “financial year 2025-26” or “2024”."""
    year, _, quarter = period.partition("-q")
    if quarter:
        return f"quarter {quarter} of {year}"
    return f"financial year {year}" if "-" in year else year


def value_text(value: Number | Symbol, unit: Unit) -> str:
    """Return a value as it stands in a calculation: exact to the pound for money, symbols in brackets."""
    if isinstance(value, Symbol):
        return value.text
    return unit.exact(value)


def fact_text(fact: Fact) -> str:
    """Return a fact's value as it stands in a calculation."""
    value = fact.symbol if fact.value is None else fact.value
    assert value is not None
    return value_text(value, fact.unit)


def sum_words(parts: Iterable[Fact], total: Number | Symbol, unit: Unit) -> str:
    """Return ``1 + 2 = 3`` with the numbers of the facts; a single part is just named."""
    words = [fact_text(part) for part in parts]
    if len(words) == 1:
        return f"{words[0]} alone"
    return f"{' + '.join(words)} = {value_text(total, unit)}".replace(f"+ {MINUS}", f"{MINUS} ")
