"""New data for a chart that an officer formatted in the template: its looks stay, cache and workbook change together.

Plots, axes, colours, number formats, labels and points keep their formatting. Series are matched in order over all
plots of a combination chart; a series too many takes its looks from the template's last one, one too few is dropped.
"""

from __future__ import annotations

import copy

from lxml import etree

from reportgen.office.chart_cache import write_categories, write_name, write_numbers
from reportgen.office.chart_numbers import ChartColumn
from reportgen.office.chart_table import ChartTable, chart_table
from reportgen.office.chart_workbook import write_chart_workbook
from reportgen.office.charts import CHART, WORKBOOK_RELATIONSHIP_ID, ChartPart
from reportgen.office.names import R
from reportgen.office.values import ChartKind, ChartSpec
from reportgen.office.xml import parse, serialise_part

MADE_HERE = (ChartKind.WATERFALL, ChartKind.BUBBLE)
"""Kinds with helper series or one series a point: in a template's chart only their plain data can be put."""

PLOTTED_BY_NUMBER = ("}scatterChart", "}bubbleChart", "}stockChart")
"""Plots whose points have no category, or whose series mean open, high, low and close."""

DRAWN_DOWN = ("}areaChart", "}area3DChart")
BEFORE_BLANKS = ("plotArea", "legend", "plotVisOnly")
DATE_ONLY = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")

BEFORE_DATA = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars",
)  # fmt: skip


def refresh_chart(chart_xml: bytes, spec: ChartSpec) -> ChartPart:
    """Return the template's chart with the data of ``spec``, and the workbook behind it.

    Numbers are shown in the number formats of the template's chart. The part's relationship
    :data:`~reportgen.office.charts.WORKBOOK_RELATIONSHIP_ID` must lead to the workbook, as for a new chart, unless the
    template's chart names another one, which is kept.

    Raises:
        ValueError: the template's chart has no series to take the looks from, or ``spec`` is a waterfall or bubble
            chart, which is always drawn anew, or the template's chart has no categories (scatter, bubble, stock)
            or would show a gap as zero (area).
    """
    if spec.kind in MADE_HERE:
        raise ValueError(f"chart {spec.name!r}: a {spec.kind.value} cannot take another chart's looks")
    root = parse(chart_xml)
    plots = [plot for plot in root.iterfind(f"{_c('chart')}/{_c('plotArea')}/*") if plot.find(_c("ser")) is not None]
    if not plots:
        raise ValueError(f"chart {spec.name!r}: the template's chart has no series")
    if any(_tag(plot).endswith(PLOTTED_BY_NUMBER) for plot in plots):
        raise ValueError(
            f"chart {spec.name!r}: a scatter, bubble or stock chart in the template cannot take categories"
        )
    table = _with_formats(chart_table(spec), plots)
    if any(number is None for column in table.columns for number in column.numbers):
        _show_gaps(root, plots, spec)
    _match_series(plots, len(table.columns))
    for number, series in enumerate(_series(plots)):
        _fill(series, number, table)
    _drop_literal_labels(plots, len(table.categories))
    _name_categories(root)
    _link_workbook(root)
    return ChartPart(serialise_part(root), write_chart_workbook(table), table.places)


def _c(name: str) -> str:
    return f"{{{CHART}}}{name}"


def _series(plots: list[etree._Element]) -> list[etree._Element]:
    """Return the series of all plots in the order they are numbered."""
    found = [series for plot in plots for series in plot.iterfind(_c("ser"))]
    return sorted(found, key=lambda series: _number(series, "order"))


def _number(series: etree._Element, name: str) -> int:
    mark = series.find(_c(name))
    return 0 if mark is None else int(mark.get("val", "0"))


def _with_formats(table: ChartTable, plots: list[etree._Element]) -> ChartTable:
    """Return the table with the number formats the template's series show their numbers in."""
    codes = [series.findtext(f".//{_c('numCache')}/{_c('formatCode')}") for series in _series(plots)]
    columns = tuple(
        ChartColumn(
            column.name, column.numbers, codes[min(number, len(codes) - 1)] or column.number_format, column.look
        )
        for number, column in enumerate(table.columns)
    )
    return ChartTable(table.categories, columns, table.places, table.corner)


def _match_series(plots: list[etree._Element], count: int) -> None:
    """Make the series as many as the data has: the last one is repeated or the last ones dropped."""
    found = _series(plots)
    for spare in found[count:]:
        plot = spare.getparent()
        if plot is None:
            continue
        plot.remove(spare)
        if plot.find(_c("ser")) is None:
            _drop_plot(plot)
    for _ in range(len(found), count):
        last = _series(plots)[-1]
        added = copy.deepcopy(last)
        _set(added, "order", _number(last, "order") + 1)
        # A copy in the same colour would be taken for the same series: it takes the theme's next one.
        for own in [
            *added.iterfind(_c("spPr")),
            *added.iterfind(_c("dPt")),
            *added.iterfind(f"{_c('marker')}/{_c('spPr')}"),
        ]:
            parent = own.getparent()
            if parent is not None:
                parent.remove(own)
        last.addnext(added)


def _drop_plot(plot: etree._Element) -> None:
    """Take a plot without series out of a combination chart, with axes no other plot uses."""
    area = plot.getparent()
    if area is None:
        return
    area.remove(plot)
    used = {
        mark.get("val") for other in area for mark in other.iterfind(_c("axId")) if other.find(_c("crossAx")) is None
    }
    for axis in [axis for axis in area if axis.find(_c("crossAx")) is not None]:
        number = axis.find(_c("axId"))
        if number is not None and number.get("val") not in used:
            area.remove(axis)


def _set(series: etree._Element, name: str, value: int) -> None:
    mark = series.find(_c(name))
    if mark is None:
        mark = etree.Element(_c(name))
        series.insert(0 if name == "idx" else 1, mark)
    mark.set("val", str(value))


def _fill(series: etree._Element, number: int, table: ChartTable) -> None:
    """Put a column's name, categories and numbers into a series, where Office looks for them."""
    _set(series, "idx", number)
    _set(series, "order", number)
    for old in [child for child in series if child.tag in (_c("tx"), _c("cat"), _c("val"))]:
        series.remove(old)
    held = table.columns[number]
    series.insert(2, _parsed(write_name(table, number)))
    place = max(at for at, child in enumerate(series, start=1) if child.tag in {_c(name) for name in BEFORE_DATA})
    series.insert(place, _parsed(write_categories(table)))
    numbers = write_numbers("c:val", table.number_range(number), held.numbers, held.number_format)
    series.insert(place + 1, _parsed(numbers))


def _parsed(xml: str) -> etree._Element:
    return parse(f'<c:part xmlns:c="{CHART}">{xml}</c:part>'.encode())[0]


def _drop_literal_labels(plots: list[etree._Element], count: int) -> None:
    """Take out labels whose words or cells were typed for the old data, and formats of points that are no more."""
    for series in _series(plots):
        for mark in [*series.iter(_c("dPt")), *series.iter(_c("dLbl"))]:
            typed = mark.tag == _c("dLbl") and mark.find(_c("tx")) is not None
            if (typed or _number(mark, "idx") >= count) and (parent := mark.getparent()) is not None:
                parent.remove(mark)
        for extension in list(series.iterfind(f"{_c('extLst')}/{_c('ext')}")):
            # Filtered series and label ranges repeat cells of the old workbook.
            if any(_tag(each).endswith(("Range", "}f", "Ref")) for each in extension.iter()):
                holder = extension.getparent()
                if holder is not None:
                    holder.remove(extension)


def _show_gaps(root: etree._Element, plots: list[etree._Element], spec: ChartSpec) -> None:
    """Show a point without a value as a gap: neither as nothing nor as a line between its neighbours."""
    if any(_tag(plot).endswith(DRAWN_DOWN) for plot in plots):
        raise ValueError(
            f"chart {spec.name!r}: an area chart shows a value that is not given as zero; use another kind"
        )
    chart = root.find(_c("chart"))
    mark = None if chart is None else chart.find(_c("dispBlanksAs"))
    if mark is not None:
        mark.set("val", "gap")
    elif chart is not None:
        before = [child for child in chart if child.tag in {_c(name) for name in BEFORE_BLANKS}]
        before[-1].addnext(etree.Element(_c("dispBlanksAs"), val="gap"))


def _name_categories(root: etree._Element) -> None:
    """Turn axes of dates into axes of names: on an axis of dates Office counts words from 1 January 1900."""
    for axis in list(root.iter(_c("dateAx"))):
        for mark in [child for child in axis if child.tag in {_c(name) for name in DATE_ONLY}]:
            axis.remove(mark)
        axis.tag = _c("catAx")


def _tag(element: etree._Element) -> str:
    return str(element.tag) if isinstance(element.tag, str) else ""


def _link_workbook(root: etree._Element) -> None:
    """Make the chart name its workbook, in the place the schema has for it."""
    link = root.find(_c("externalData"))
    if link is not None and link.get(f"{{{R}}}id"):
        return
    link = _parsed(
        f'<c:externalData xmlns:r="{R}" r:id="{WORKBOOK_RELATIONSHIP_ID}"><c:autoUpdate val="0"/></c:externalData>'
    )
    after = [child for child in root if child.tag in (_c("chart"), _c("spPr"), _c("txPr"))]
    after[-1].addnext(link)
