"""What pack-A holds, free of any library: figures, the cells of its tables, the points of its charts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Printed

ROWS, COLUMNS, POINTS = 12, 8, 12
MONTHS = tuple(f"M{number}" for number in range(1, POINTS + 1))
SERIES = ("First", "Second", "Third")


def series_values(offset: int, count: int = POINTS) -> tuple[int, ...]:
    """The values of a series."""
    return tuple((offset * 37 + point * 11) % 97 + 3 for point in range(count))


def rows(count: int = ROWS) -> tuple[tuple[str, ...], ...]:
    """The cells of a table."""
    return tuple(tuple(f"{row * 1000 + column:,}" for column in range(COLUMNS)) for row in range(count))


@cache
def figures() -> Mapping[str, object]:
    """What both engines print."""
    return {"plans": {"total": "1,342", "new": "143", "cost": "£1.4 million"}, "rows": rows()}


@cache
def chart_spec(name: str, kind: ChartKind = ChartKind.COLUMN) -> ChartSpec:
    """A chart for reportgen."""
    series = tuple(
        ChartSeries(
            label,
            tuple(ChartPoint(value, Printed(str(value), f"fact:x.{number}")) for value in series_values(number)),
            labels=False,
        )
        for number, label in enumerate(SERIES, 1)
    )
    return ChartSpec(name, kind, "A chart", MONTHS, series, "Three series of twelve points.", legend=True)


@cache
def contents() -> Mapping[str, object]:
    """What reportgen's templates print: the figures and the charts."""
    charts = {f"c{number}": chart_spec(f"c{number}") for number in range(1, 9)}
    charts["bubble"] = chart_spec("bubble", ChartKind.BUBBLE)
    return {**figures(), "chart": charts.__getitem__}


@cache
def sheet_values() -> Mapping[str, tuple[int, ...]]:
    """One sheet of the workbook: 12 columns of 60 numbers under their headings."""
    return {f"Column {number}": series_values(number, 60) for number in range(1, 13)}
