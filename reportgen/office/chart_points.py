"""A template's scatter or bubble chart: points that stand at two numbers, with a third for their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from reportgen.office.chart_cache import write_name, write_numbers
from reportgen.office.chart_numbers import ChartColumn, exact
from reportgen.office.chart_table import SHEET, ChartPlace, ChartTable, chart_table
from reportgen.office.chart_template import c, match_series, put_data, series_of
from reportgen.office.values import ChartSpec
from reportgen.office.xml import local

SCATTER, BUBBLE = "scatterChart", "bubbleChart"
_AXES = ("xVal", "yVal", "bubbleSize")


def numbers_of(spec: ChartSpec) -> tuple[str, ...]:
    """Return the categories as exact numbers, for a scatter chart's axis.

    Raises:
        ValueError: a category is no number.
    """
    found = []
    for name in map(str, spec.categories):
        try:
            found.append(exact(Decimal(name.strip().replace(",", "").replace("−", "-"))))
        except (InvalidOperation, ValueError) as error:
            raise ValueError(
                f"chart {spec.name!r}: a scatter chart stands on numbers and “{name}” is none; use a line chart"
            ) from error
    return tuple(found)


def fill_points(plots: list[etree._Element], spec: ChartSpec) -> tuple[ChartTable, int]:
    """Put the points of a bubble spec into the template's series; return the table and the points of each series.

    A template with one series keeps it, and so its colour and its entry in the legend: it takes all points and the
    chart's title as its name. One with a series for each point gets a series a point, called what the point is called.
    A point that lacks a number is left out, as it has no place.

    Raises:
        ValueError: no point has all its numbers.
    """
    sized = any(local(plot) == BUBBLE for plot in plots)
    table = _with_formats(_point_table(spec, sized), series_of(plots)[0])
    if _one_each(series_of(plots)):
        match_series(plots, len(table.categories))
        for row, series in enumerate(series_of(plots)):
            name = write_name(f"{SHEET}!$A${row + 2}", table.categories[row])
            put_data(series, row, name, _numbers(table, row, row + 1))
        return table, 1
    match_series(plots, 1)
    name = write_name(f"{SHEET}!$A$1", table.corner)
    put_data(series_of(plots)[0], 0, name, _numbers(table, 0, len(table.categories)))
    return table, len(table.categories)


def _one_each(series: Sequence[etree._Element]) -> bool:
    return len(series) > 1 and all(len(list(each.iterfind(f"{c('yVal')}//{c('pt')}"))) <= 1 for each in series)


def _point_table(spec: ChartSpec, sized: bool) -> ChartTable:
    used = spec.series if sized else spec.series[:2]
    whole = [row for row in range(len(spec.categories)) if all(each.points[row].value is not None for each in used)]
    if not whole:
        raise ValueError(f"chart {spec.name!r}: no point has all its numbers")
    series = tuple(replace(each, points=tuple(each.points[row] for row in whole)) for each in spec.series)
    names = tuple(spec.categories[row] for row in whole)
    table = chart_table(replace(spec, categories=names, series=series, steps=()))
    places = [place for place in table.places if sized or not place.cell.startswith("D")]
    return ChartTable(
        table.categories, table.columns[: len(used)], (ChartPlace("A1", spec.title), *places), str(spec.title)
    )


def _with_formats(table: ChartTable, series: etree._Element) -> ChartTable:
    """Return the table with the number formats that the template's series shows its numbers in."""
    codes = [series.findtext(f"{c(axis)}//{c('formatCode')}") for axis in _AXES]
    columns = tuple(
        ChartColumn(column.name, column.numbers, code or column.number_format)
        for column, code in zip(table.columns, codes, strict=False)
    )
    return replace(table, columns=columns)


def _numbers(table: ChartTable, first: int, end: int) -> list[str]:
    """Return the numbers of some rows for each axis, as XML."""
    return [
        write_numbers(
            f"c:{axis}",
            f"{SHEET}!{_range(letter, first + 2, end + 1)}",
            column.numbers[first:end],
            column.number_format,
        )
        for axis, letter, column in zip(_AXES, "BCD", table.columns, strict=False)
    ]


def _range(letter: str, first: int, last: int) -> str:
    return f"${letter}${first}" if first == last else f"${letter}${first}:${letter}${last}"
