"""Charts an officer drew and formatted in the template: filled through their alt text or name, looks kept."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Inches

from reportgen.office import Rendered
from reportgen.office.invariants import check_package
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec
from tests.office.carriers import word_with_charts
from tests.office.chart_examples import LINE, WATERFALL, points
from tests.office.templates import deck, fill, part, part_names, problems, rezip
from tests.office.validator import new_errors

KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked column": XL_CHART_TYPE.COLUMN_STACKED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked bar": XL_CHART_TYPE.BAR_STACKED_100,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "area": XL_CHART_TYPE.AREA_STACKED,
    "pie": XL_CHART_TYPE.PIE,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
    "radar": XL_CHART_TYPE.RADAR_MARKERS,
}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def spec(series: int = 2, categories: int = 4, name: str = "x", gap: int | None = None) -> ChartSpec:
    made = tuple(ChartSeries(f"Series {n}", points([10 * n + 7, 3, gap, 12, 5, 9][:categories])) for n in range(series))
    return ChartSpec(name, ChartKind.COLUMN, "A title", tuple(f"New {n}" for n in range(categories)), made, "The alt")


def colour_of(code: str) -> Any:
    return RGBColor.from_string(code)  # type: ignore[no-untyped-call]


def add_formatted(slide: Any, kind: XL_CHART_TYPE, name: str = "chart:x", values: Sequence[float] = (1, 2, 3)) -> Any:
    """A chart as an officer leaves it: own colours, labels in pounds, a title, an axis that ends at 60."""
    data: Any = CategoryChartData(number_format='"£"#,##0')  # type: ignore[no-untyped-call]
    data.categories = ["Old a", "Old b", "Old c"]
    data.add_series("Old one", values)
    if kind not in (XL_CHART_TYPE.PIE, XL_CHART_TYPE.DOUGHNUT):
        data.add_series("Old two", [value + 1 for value in values])
    frame = slide.shapes.add_chart(kind, Inches(1), Inches(1.5), Inches(8), Inches(5), data)
    frame.name = name
    chart = frame.chart
    chart.has_legend = True
    chart.has_title = True
    chart.chart_title.text_frame.text = "Typed by the officer"
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = '"£"0.0', False
    for series, colour in zip(plot.series, ("7A1FA2", "FF8F00"), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(colour)
    if kind in (XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.BAR_CLUSTERED):
        point = plot.series[0].points[1]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour_of("C62828")
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        chart.value_axis.maximum_scale = 60
        chart.value_axis.has_title = True
        chart.value_axis.axis_title.text_frame.text = "Pounds"
    for mark in chart._chartSpace.iter(f"{C}axId", f"{C}crossAx"):
        mark.set("val", mark.get("val").lstrip("-"))
    return frame


def template(kind: XL_CHART_TYPE, notes: str = "", count: int = 1) -> bytes:
    def build(presentation: Any) -> None:
        body = presentation.slides[0].placeholders[1]._element
        body.getparent().remove(body)
        for _ in range(count):
            add_formatted(presentation.slides[0], kind)
        presentation.core_properties.title = "Charts"

    return deck(("Title {{ row }}", "", notes), build=build)


def the_chart(data: bytes, number: int = 0) -> Any:
    return next(shape for shape in pptx.Presentation(BytesIO(data)).slides[number].shapes if shape.has_chart)


def shown(frame: Any) -> tuple[list[str], list[list[object]]]:
    """Categories and values as the chart shows them."""
    plots = list(frame.chart.plots)
    return list(plots[0].categories), [list(series.values) for plot in plots for series in plot.series]


def held(frame: Any) -> list[list[object]]:
    """The workbook behind it, series by series."""
    blob = frame.chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(BytesIO(blob)).worksheets[0]
    columns: list[list[object]] = [list(column) for column in sheet.iter_cols(min_col=2, values_only=True)]
    return [column[1:] for column in columns]


def filled(kind: str, series: int = 2, categories: int = 4) -> Rendered:
    gap = 4 if kind == "area" else None
    return fill(template(KINDS[kind]), "slides.pptx", row="", chart=lambda name: spec(series, categories, name, gap))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("series", "categories"), [(1, 4), (2, 2), (3, 6)])
def test_every_kind_keeps_its_looks_and_shows_the_new_data(kind: str, series: int, categories: int) -> None:
    before, after = the_chart(template(KINDS[kind])), the_chart(filled(kind, series, categories).data)
    assert after.chart.chart_type == before.chart.chart_type
    names, values = shown(after)
    assert names == [f"New {n}" for n in range(categories)]
    assert values == held(after)
    assert [len(each) for each in values] == [categories] * series
    assert after.chart.chart_title.text_frame.text == "Typed by the officer"
    assert after.chart.plots[0].data_labels.number_format == '"£"0.0'
    assert after.chart.plots[0].series[0].format.fill.fore_color.rgb == colour_of("7A1FA2")
    assert (after.left, after.top, after.width, after.height) == (before.left, before.top, before.width, before.height)
    assert after._element.xpath("string(.//p:cNvPr/@descr)") == "The alt"


def test_axes_and_points_keep_their_formats() -> None:
    chart = the_chart(filled("column").data).chart
    assert chart.value_axis.maximum_scale == 60
    assert chart.value_axis.axis_title.text_frame.text == "Pounds"
    assert chart.plots[0].series[0].points[1].format.fill.fore_color.rgb == colour_of("C62828")


def test_no_old_number_is_left_anywhere() -> None:
    data = filled("line").data
    books = [name for name in part_names(data) if name.endswith(".xlsx")]
    assert len(books) == 1
    assert b"Old" not in part(data, "ppt/charts/" + next(n for n in part_names(data) if "charts/chart" in n)[11:])
    assert not any("Old" in str(cell) for column in held(the_chart(data)) for cell in column)


def test_places_lead_to_the_cells_of_the_chart() -> None:
    places = filled("bar").places
    assert places
    assert {place.part.rpartition("/")[0] for place in places} == {"ppt/charts"}


def test_a_repeated_slide_has_a_chart_of_its_own_each_time() -> None:
    charts = {"a": spec(1, 2), "b": spec(2, 3)}
    out = fill(template(KINDS["column"], "{%slide for row in rows %}"), "slides.pptx", rows=["a", "b"],
               chart=lambda name: charts["a"]).data  # fmt: skip
    frames = [the_chart(out, number) for number in (0, 1)]
    assert len({frame.chart.part.partname for frame in frames}) == 2
    assert len({frame.chart.part.chart_workbook.xlsx_part.partname for frame in frames}) == 2
    assert check_package(out) == ()


def test_two_boxes_of_one_name_are_told_apart() -> None:
    out = fill(template(KINDS["column"], count=2), "slides.pptx", row="", chart=lambda name: spec()).data
    frames = [shape for shape in pptx.Presentation(BytesIO(out)).slides[0].shapes if shape.has_chart]
    assert len({frame.name for frame in frames}) == 2
    assert len({frame.chart.part.partname for frame in frames}) == 2


def test_a_tag_in_the_title_of_a_chart_is_filled_beside_its_data() -> None:
    def build(presentation: Any) -> None:
        frame = add_formatted(presentation.slides[0], KINDS["column"])
        frame.chart.chart_title.text_frame.text = "Plans in {{ year }}"

    out = fill(deck(("T", "", ""), build=build), "slides.pptx", year="2026", chart=lambda name: spec())
    frame = the_chart(out.data)
    assert frame.chart.chart_title.text_frame.text == "Plans in 2026"
    assert shown(frame)[1] == held(frame)


def test_columns_with_a_line_take_the_series_in_order() -> None:
    def build(presentation: Any) -> None:
        slide = presentation.slides[0]
        columns = add_formatted(slide, KINDS["column"]).chart._chartSpace
        other = add_formatted(slide, KINDS["line"], "other")
        line = next(other.chart._chartSpace.iter(f"{C}lineChart"))
        bars = next(columns.iter(f"{C}barChart"))
        line.remove(line.findall(f"{C}ser")[1])
        for name in ("idx", "order"):
            line.find(f"{C}ser/{C}{name}").set("val", "2")
        for mark, own in zip(line.findall(f"{C}axId"), bars.findall(f"{C}axId"), strict=True):
            mark.set("val", own.get("val"))
        bars.addnext(line)
        other._element.getparent().remove(other._element)

    out = fill(deck(("T", "", ""), build=build), "slides.pptx", chart=lambda name: spec(3, 4)).data
    frame = the_chart(out)
    assert [type(plot).__name__ for plot in frame.chart.plots] == ["BarPlot", "LinePlot"]
    assert [series.name for series in frame.chart.plots[1].series] == ["Series 2"]
    assert shown(frame)[1] == held(frame)


def test_an_axis_of_dates_becomes_one_of_names() -> None:
    base = template(KINDS["column"])
    name = next(name for name in part_names(base) if "charts/chart" in name)
    xml = part(base, name).replace(b"c:catAx>", b"c:dateAx>")
    xml = xml.replace(b'<c:noMultiLvlLbl val="0"/>', b'<c:baseTimeUnit val="days"/>')
    frame = the_chart(fill(rezip(base, {name: xml}), "slides.pptx", row="", chart=lambda name: spec()).data)
    assert frame.chart._chartSpace.find(f".//{C}dateAx") is None
    assert frame.chart._chartSpace.find(f".//{C}baseTimeUnit") is None


def test_a_scatter_chart_that_cannot_take_categories_is_a_problem_at_its_shape() -> None:
    def build(presentation: Any) -> None:
        data: Any = XyChartData()  # type: ignore[no-untyped-call]
        data.add_series("s").add_data_point(1, 2)
        frame = (Inches(1), Inches(1), Inches(3), Inches(2))
        presentation.slides[0].shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *frame, data).name = "chart:x"

    (said,) = problems(deck(("T", "", ""), build=build), "slides.pptx", chart=lambda name: spec())
    assert 'slide 1 ▸ shape "chart:x"' in said
    assert "scatter" in said


def test_a_value_not_given_is_a_gap_and_never_a_zero() -> None:
    base = template(KINDS["line"])
    name = next(name for name in part_names(base) if "charts/chart" in name and "rels" not in name)
    for old in (b'<c:dispBlanksAs val="zero"/>', b""):
        xml = part(base, name).replace(b'<c:dispBlanksAs val="gap"/>', old)
        out = fill(rezip(base, {name: xml}), "slides.pptx", row="", chart=lambda name: spec()).data
        assert part(out, name).count(b'<c:dispBlanksAs val="gap"/>') == 1
    (said,) = problems(template(KINDS["area"]), "slides.pptx", row="", chart=lambda name: spec())
    assert "shows a value that is not given as zero" in said


def test_a_waterfall_is_drawn_anew_and_the_old_chart_leaves() -> None:
    out = fill(template(KINDS["column"]), "slides.pptx", row="", chart=lambda name: WATERFALL).data
    assert len([name for name in part_names(out) if "charts/chart" in name]) == 1
    assert len([name for name in part_names(out) if name.endswith(".xlsx")]) == 1
    assert b"Old" not in part(out, next(name for name in part_names(out) if "charts/chart" in name))


def word_template() -> bytes:
    data = word_with_charts([LINE])
    body = part(data, "word/document.xml")
    root = etree.fromstring(body)
    (about,) = root.iter("{*}docPr")
    about.set("descr", "chart:line")
    return rezip(data, {"word/document.xml": etree.tostring(root)})


def test_a_chart_in_word_is_found_by_its_alt_text_and_repeats_with_its_paragraph() -> None:
    base = word_template()
    body = part(base, "word/document.xml").decode()
    start, end = body.rindex("<w:p>", 0, body.index("<w:drawing>")), body.index("</w:drawing>")
    end = body.index("</w:p>", end) + 6
    tag = "<w:p><w:r><w:t>{{%p {} %}}</w:t></w:r></w:p>"
    body = f"{body[:start]}{tag.format('for row in rows')}{body[start:end]}{tag.format('endfor')}{body[end:]}"
    out = fill(rezip(base, {"word/document.xml": body.encode()}), rows=(1, 2), chart=lambda name: spec(2, 3)).data
    charts = [name for name in part_names(out) if name.startswith("word/charts/c")]
    books = [name for name in part_names(out) if name.endswith(".xlsx")]
    assert (len(charts), len(books)) == (2, 2)
    document = docx.Document(BytesIO(out))
    abouts = list(document.element.body.iter("{*}docPr"))
    assert [about.get("descr") for about in abouts] == ["The alt", "The alt"]
    assert len({about.get("id") for about in abouts}) == 2
    assert check_package(out) == ()
    root = etree.fromstring(part(out, charts[0]))
    assert [mark.text for mark in root.iterfind(f".//{C}tx//{C}v")] == ["Series 0", "Series 1"]


@pytest.mark.office
@pytest.mark.parametrize("kind", KINDS)
def test_a_refreshed_chart_is_as_valid_as_the_template(kind: str) -> None:
    # The library that makes these templates writes a mark into radar series that Office passes over: none is added.
    out = filled(kind, 2 if kind == "radar" else 3, 6).data
    assert check_package(out) == ()
    assert not new_errors(out, template(KINDS[kind]), ".pptx")


def write_looks(folder: Path) -> None:
    """Write every kind before and after, to be looked at."""
    for kind in KINDS:
        name = kind.replace(" ", "_")
        (folder / f"{name}_before.pptx").write_bytes(template(KINDS[kind]))
        (folder / f"{name}_after.pptx").write_bytes(filled(kind, 3, 5).data)
