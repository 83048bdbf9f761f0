"""A chart formatted in the template keeps its looks and gets new data, in the cache and the workbook alike."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from reportgen.office.chart_refresh import refresh_chart
from reportgen.office.charts import ChartPart
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec
from tests.office.chart_examples import LINE, WATERFALL, points

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def template_chart(kind: XL_CHART_TYPE, series: Sequence[str] = ("One", "Two"), categories: int = 3) -> bytes:
    """A chart as an officer leaves it: red series, labels in pounds, a point of its own colour."""
    data: Any = CategoryChartData(number_format='"£"#,##0')  # type: ignore[no-untyped-call]
    data.categories = [f"Old {number}" for number in range(categories)]
    for name in series:
        data.add_series(name, [number + 1 for number in range(categories)])
    root = etree.fromstring(ChartXmlWriter(kind, data).xml.encode())  # type: ignore[no-untyped-call]
    for made in root.iter(f"{C}ser"):
        for old in made.findall(f"{C}spPr"):
            made.remove(old)
        made.insert(3, etree.fromstring(red(f"<c:spPr>{RED}</c:spPr>")))
        if kind is XL_CHART_TYPE.COLUMN_CLUSTERED:
            made[3].addnext(etree.fromstring(red(f'<c:dPt><c:idx val="1"/><c:spPr>{RED}</c:spPr></c:dPt>')))
    return etree.tostring(root)


RED = '<a:solidFill><a:srgbClr val="CC0000"/></a:solidFill>'


def red(xml: str) -> bytes:
    declared = f' xmlns:c="{CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    head, _, rest = xml.partition(">")
    return f"{head}{declared}>{rest}".encode()


def spec(series: int, categories: int) -> ChartSpec:
    names = tuple(f"New {number}" for number in range(categories))
    made = tuple(ChartSeries(f"Series {n}", points(range(10 * n, 10 * n + categories))) for n in range(series))
    return ChartSpec("x", ChartKind.COLUMN, "t", names, made, "alt")


def cached(part: ChartPart) -> list[list[str]]:
    """Each series as its cache has it: name, then values."""
    root = etree.fromstring(part.xml)
    return [
        [series.findtext(f"{C}tx//{C}v") or "", *[v.text or "" for v in series.iterfind(f"{C}val//{C}v")]]
        for series in root.iter(f"{C}ser")
    ]


def held(part: ChartPart) -> list[list[str]]:
    """Each series as the workbook has it."""
    sheet = openpyxl.load_workbook(io.BytesIO(part.workbook)).worksheets[0]
    columns = list(sheet.iter_cols(min_col=2, values_only=True))
    return [[str(value) for value in column if value is not None] for column in columns]


@pytest.mark.parametrize("kind", [XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.LINE, XL_CHART_TYPE.BAR_STACKED])
@pytest.mark.parametrize(("series", "categories"), [(2, 3), (3, 5), (1, 2), (4, 1)])
def test_cache_and_workbook_change_together(kind: XL_CHART_TYPE, series: int, categories: int) -> None:
    part = refresh_chart(template_chart(kind), spec(series, categories))
    assert len(cached(part)) == series
    assert cached(part) == held(part)


def test_colours_number_formats_and_points_stay() -> None:
    part = refresh_chart(template_chart(XL_CHART_TYPE.COLUMN_CLUSTERED), spec(2, 3))
    root = etree.fromstring(part.xml)
    assert {code.text for code in root.iter(f"{C}formatCode")} == {'"£"#,##0'}
    assert [mark.get("val") for mark in root.iter("{*}srgbClr")] == ["CC0000"] * 4


def test_a_series_more_is_told_apart_from_the_one_it_was_copied_from() -> None:
    root = etree.fromstring(refresh_chart(template_chart(XL_CHART_TYPE.COLUMN_CLUSTERED), spec(3, 3)).xml)
    *_, added = root.iter(f"{C}ser")
    assert added.find(f"{C}spPr") is None
    assert [mark.get("val") for mark in root.iterfind(f".//{C}ser/{C}idx")] == ["0", "1", "2"]


def test_points_that_are_no_more_lose_their_format() -> None:
    root = etree.fromstring(refresh_chart(template_chart(XL_CHART_TYPE.COLUMN_CLUSTERED), spec(2, 1)).xml)
    assert root.find(f".//{C}dPt") is None


def combination() -> bytes:
    """Columns and a line in one chart, on the same axes."""
    columns = etree.fromstring(template_chart(XL_CHART_TYPE.COLUMN_CLUSTERED))
    line = etree.fromstring(template_chart(XL_CHART_TYPE.LINE, ("Line",)))
    plot = next(line.iter(f"{C}lineChart"))
    bars = next(columns.iter(f"{C}barChart"))
    for mark, own in zip(plot.iterfind(f"{C}axId"), bars.iterfind(f"{C}axId"), strict=True):
        mark.set("val", own.get("val", ""))
    for name in ("idx", "order"):
        plot.find(f"{C}ser/{C}{name}").set("val", "2")  # type: ignore[union-attr]
    bars.addnext(plot)
    return etree.tostring(columns)


def test_a_combination_keeps_its_plots_and_takes_series_in_order() -> None:
    part = refresh_chart(combination(), spec(3, 4))
    root = etree.fromstring(part.xml)
    assert len(list(next(root.iter(f"{C}barChart")).iterfind(f"{C}ser"))) == 2
    assert next(root.iter(f"{C}lineChart")).findtext(f"{C}ser/{C}tx//{C}v") == "Series 2"
    assert cached(part) == held(part)


def test_a_combination_short_of_series_loses_the_empty_plot() -> None:
    root = etree.fromstring(refresh_chart(combination(), spec(2, 4)).xml)
    assert root.find(f".//{C}lineChart") is None
    assert len(list(root.iter(f"{C}valAx"))) == 1


def test_what_has_no_series_or_needs_helpers_is_refused() -> None:
    empty = f'<c:chartSpace xmlns:c="{CHART}"><c:chart><c:plotArea/></c:chart></c:chartSpace>'
    with pytest.raises(ValueError, match="has no series"):
        refresh_chart(empty.encode(), spec(1, 1))
    with pytest.raises(ValueError, match="waterfall"):
        refresh_chart(template_chart(XL_CHART_TYPE.LINE), WATERFALL)


def test_values_are_scaled_and_gaps_kept() -> None:
    part = refresh_chart(template_chart(XL_CHART_TYPE.LINE), LINE)
    assert cached(part)[0] == ["Unmitigated", "4.2", "7.9", "12.4", "17.8", "24.6", "33.1"]
    gap = replace(spec(1, 3), series=(ChartSeries("Gap", points((1, None, 3))),))
    assert cached(refresh_chart(template_chart(XL_CHART_TYPE.LINE), gap)) == [["Gap", "1", "3"]]
