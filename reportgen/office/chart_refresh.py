"""New data for a chart that an officer formatted in the template: its looks stay, cache and workbook change together.

Plots, axes, colours, number formats, labels and points keep their formatting. Series are matched in order over all
plots of a combination chart; a series too many takes its looks from the template's last one, one too few is dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from reportgen.office.chart_cache import write_categories, write_name, write_numbers
from reportgen.office.chart_numbers import ChartColumn
from reportgen.office.chart_points import BUBBLE, SCATTER, fill_points, numbers_of
from reportgen.office.chart_table import ChartTable, chart_table
from reportgen.office.chart_template import (
    c,
    drop_literal_labels,
    find_plots,
    match_series,
    parsed,
    put_data,
    series_of,
)
from reportgen.office.chart_workbook import write_chart_workbook
from reportgen.office.charts import WORKBOOK_RELATIONSHIP_ID, ChartPart
from reportgen.office.names import R
from reportgen.office.values import ChartKind, ChartSpec, Look
from reportgen.office.xml import local, parse, serialise_part

DRAWN_DOWN = ("areaChart", "area3DChart")
BEFORE_BLANKS = ("plotArea", "legend", "plotVisOnly")
DATE_ONLY = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")
_CELL = re.compile(r"[A-Z]+[0-9]+")


def keeps_looks(chart_xml: bytes, spec: ChartSpec) -> bool:
    """Whether a template's chart takes the data of a spec; otherwise the chart is drawn anew in its place.

    A waterfall and bars lined up at their middle need helper series, and bubbles need a chart whose points stand at
    two numbers.
    """
    if spec.kind is ChartKind.BUBBLE:
        return {local(plot) for plot in find_plots(parse(chart_xml))} in ({SCATTER}, {BUBBLE})
    return spec.kind is not ChartKind.WATERFALL and all(series.look is not Look.UNSEEN for series in spec.series)


def refresh_chart(chart_xml: bytes, spec: ChartSpec) -> ChartPart:
    """Return the template's chart with the data of ``spec``, and the workbook behind it.

    Numbers are shown in the number formats of the template's chart. The part's relationship
    :data:`~reportgen.office.charts.WORKBOOK_RELATIONSHIP_ID` must lead to the workbook, as for a new chart, unless the
    template's chart names another one, which is kept.

    Raises:
        ValueError: the template's chart has no series to take the looks from, or cannot show such data: a waterfall, a
            stock chart, bubbles without their sizes, a scatter chart of categories that are no numbers, an area chart
            of values that are not given.
    """
    if not keeps_looks(chart_xml, spec):
        raise ValueError(f"chart {spec.name!r}: a {spec.kind.value} cannot take another chart's looks")
    root = parse(chart_xml)
    plots = find_plots(root)
    if not plots:
        raise ValueError(f"chart {spec.name!r}: the template's chart has no series")
    _refuse_unfit(plots, spec)
    table, points = fill_points(plots, spec) if spec.kind is ChartKind.BUBBLE else _fill_categories(root, plots, spec)
    drop_literal_labels(plots, points)
    _name_categories(root)
    _link_workbook(root)
    # The words of the axes are the template's own.
    places = tuple(place for place in table.places if _CELL.fullmatch(place.cell))
    return ChartPart(serialise_part(root), write_chart_workbook(table), places)


def _refuse_unfit(plots: list[etree._Element], spec: ChartSpec) -> None:
    kinds = {local(plot) for plot in plots}
    if "stockChart" in kinds:
        raise ValueError(f"chart {spec.name!r}: a stock chart in the template cannot take this data")
    if BUBBLE in kinds and spec.kind is not ChartKind.BUBBLE:
        raise ValueError(f"chart {spec.name!r}: a bubble chart in the template needs three numbers for each bubble")


def _fill_categories(root: etree._Element, plots: list[etree._Element], spec: ChartSpec) -> tuple[ChartTable, int]:
    """Put the series of a spec with categories in; return the table and the points of each series."""
    table = _with_formats(chart_table(spec), plots)
    if all(local(plot) == SCATTER for plot in plots):
        table = replace(table, across=numbers_of(spec))
    if any(number is None for column in table.columns for number in column.numbers):
        _show_gaps(root, plots, spec)
    match_series(plots, len(table.columns))
    for number, series in enumerate(series_of(plots)):
        plot = series.getparent()
        by_number = plot is not None and local(plot) == SCATTER
        name = write_name(table.name_cell(number), table.columns[number].name)
        put_data(series, number, name, _data(table, number, by_number=by_number))
    return table, len(table.categories)


def _data(table: ChartTable, number: int, *, by_number: bool) -> list[str]:
    """Return the categories and the numbers of a series; beside columns, scattered points stand at 1, 2, 3 and on."""
    held = table.columns[number]
    where = [write_categories(table)]
    if by_number:
        where = [write_numbers("c:xVal", table.category_range(), table.across, "General")] if table.across else []
    tag = "c:yVal" if by_number else "c:val"
    return [*where, write_numbers(tag, table.number_range(number), held.numbers, held.number_format)]


def _with_formats(table: ChartTable, plots: list[etree._Element]) -> ChartTable:
    """Return the table with the number formats the template's series show their numbers in."""
    codes = [
        series.findtext(f"{c('val')}//{c('formatCode')}") or series.findtext(f"{c('yVal')}//{c('formatCode')}")
        for series in series_of(plots)
    ]
    columns = tuple(
        ChartColumn(
            column.name, column.numbers, codes[min(number, len(codes) - 1)] or column.number_format, column.look
        )
        for number, column in enumerate(table.columns)
    )
    return replace(table, columns=columns)


def _show_gaps(root: etree._Element, plots: list[etree._Element], spec: ChartSpec) -> None:
    """Show a point without a value as a gap: neither as nothing nor as a line between its neighbours."""
    if any(local(plot) in DRAWN_DOWN for plot in plots):
        raise ValueError(
            f"chart {spec.name!r}: an area chart shows a value that is not given as zero; use another kind"
        )
    chart = root.find(c("chart"))
    mark = None if chart is None else chart.find(c("dispBlanksAs"))
    if mark is not None:
        mark.set("val", "gap")
    elif chart is not None:
        before = [child for child in chart if child.tag in {c(name) for name in BEFORE_BLANKS}]
        before[-1].addnext(etree.Element(c("dispBlanksAs"), val="gap"))


def _name_categories(root: etree._Element) -> None:
    """Turn axes of dates into axes of names: on an axis of dates Office counts words from 1 January 1900."""
    for axis in list(root.iter(c("dateAx"))):
        for mark in [child for child in axis if child.tag in {c(name) for name in DATE_ONLY}]:
            axis.remove(mark)
        axis.tag = c("catAx")


def _link_workbook(root: etree._Element) -> None:
    """Make the chart name its workbook, in the place the schema has for it."""
    link = root.find(c("externalData"))
    if link is not None and link.get(f"{{{R}}}id"):
        return
    link = parsed(
        f'<c:externalData xmlns:r="{R}" r:id="{WORKBOOK_RELATIONSHIP_ID}"><c:autoUpdate val="0"/></c:externalData>'
    )
    after = [child for child in root if child.tag in (c("chart"), c("spPr"), c("txPr"))]
    after[-1].addnext(link)
