"""Charts an officer drew and formatted in the template: filled through their alt text or name, looks kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from lxml import etree
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
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


def mixed() -> bytes:
    """Columns with a line of their own."""

    def both(presentation: Any) -> None:
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

    return deck(("T", "", ""), build=both)


def test_columns_with_a_line_take_the_series_in_order() -> None:
    out = fill(mixed(), "slides.pptx", chart=lambda name: spec(3, 4)).data
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


POINTS = ChartSpec(
    "x", ChartKind.BUBBLE, "Opportunities", ("Elm", "Oak", "Ash", "Fir"),
    (ChartSeries("Children", points((12, 40, 25, None))), ChartSeries("Confidence", points((1, 3, 2, 2))),
     ChartSeries("£m", points((5, 9, 2, 4)))),
    "The alt", steps=("Low", "Medium", "High"),
)  # fmt: skip
YEARS = ChartSpec(
    "x", ChartKind.LINE, "By year", ("2021", "2022", "2024"),
    (ChartSeries("Plans", points((1_200, 1_250, 1_342))), ChartSeries("New", points((140, None, 143)))), "The alt",
)  # fmt: skip


def add_points(slide: Any, kind: XL_CHART_TYPE, series: int, each: int, name: str = "chart:x", top: int = 60) -> Any:
    """A scatter or bubble chart as an officer leaves it: own colours, an axis that ends at 60, markers not joined."""
    is_sized = kind is XL_CHART_TYPE.BUBBLE
    make: Any = BubbleChartData if is_sized else XyChartData
    data = make(number_format="0.0")
    for number in range(series):
        made = data.add_series(f"Old {number}")
        for point in range(each):
            made.add_data_point(point + number + 1, 2 * point + 1, *([point + 1] if is_sized else []))
    frame = slide.shapes.add_chart(kind, Inches(1), Inches(1.5), Inches(8), Inches(5), data)
    frame.name = name
    frame.chart.has_legend = True
    if top:
        frame.chart.category_axis.maximum_scale = top
    for made, colour in zip(frame.chart.plots[0].series, ("7A1FA2", "FF8F00"), strict=False):
        fill_of = made if is_sized else made.marker
        fill_of.format.fill.solid()
        fill_of.format.fill.fore_color.rgb = colour_of(colour)
        if not is_sized:
            made.format.line.fill.background()
    for mark in frame.chart._chartSpace.iter(f"{C}axId", f"{C}crossAx"):
        mark.set("val", mark.get("val").lstrip("-"))
    return frame


def points_template(kind: XL_CHART_TYPE, series: int = 1, each: int = 3, top: int = 60) -> bytes:
    def build(presentation: Any) -> None:
        body = presentation.slides[0].placeholders[1]._element
        body.getparent().remove(body)
        add_points(presentation.slides[0], kind, series, each, top=top)
        presentation.core_properties.title = "Charts"

    return deck(("Title", "", ""), build=build)


def placed(frame: Any) -> list[tuple[str, list[float], list[float], list[float]]]:
    """Each series as the chart shows it: name, across, up and size."""

    def numbers(series: Any, axis: str) -> list[float]:
        return [float(v.text) for v in series.iterfind(f"{C}{axis}//{C}v")]

    return [
        (series.findtext(f"{C}tx//{C}v"), *(numbers(series, axis) for axis in ("xVal", "yVal", "bubbleSize")))
        for series in frame.chart._chartSpace.iter(f"{C}ser")
    ]


def colours(frame: Any) -> list[str]:
    return [mark.get("val") for series in frame.chart._chartSpace.iter(f"{C}ser") for mark in series.iter("{*}srgbClr")]


@pytest.mark.parametrize("kind", [XL_CHART_TYPE.BUBBLE, XL_CHART_TYPE.XY_SCATTER])
def test_one_series_of_points_takes_them_all_and_leaves_out_one_without_a_place(kind: XL_CHART_TYPE) -> None:
    base = points_template(kind)
    out = fill(base, "slides.pptx", chart=lambda name: POINTS)
    frame = the_chart(out.data)
    sizes = [5.0, 9.0, 2.0] if kind is XL_CHART_TYPE.BUBBLE else []
    assert placed(frame) == [("Opportunities", [12, 40, 25], [1, 3, 2], sizes)]
    assert colours(frame) == ["7A1FA2"]
    assert frame.chart.category_axis.maximum_scale == 60
    assert frame.chart.chart_type == the_chart(base).chart.chart_type
    assert [column[:3] for column in held(frame)] == [[12, 40, 25], [1, 3, 2], *[[5, 9, 2]] * bool(sizes)]
    assert check_package(out.data) == ()
    cells = {(place.path, place.text) for place in out.places if place.part.startswith("ppt/charts")}
    assert {("cell B3", "40"), ("cell C4", "2")} <= cells
    assert not any(path.startswith("cell D") for path, _ in cells) or sizes


def test_a_series_for_each_bubble_gets_the_bubbles_names_and_one_too_few_is_copied() -> None:
    out = fill(points_template(XL_CHART_TYPE.BUBBLE, 2, 1), "slides.pptx", chart=lambda name: POINTS).data
    assert placed(the_chart(out)) == [
        ("Elm", [12], [1], [5]), ("Oak", [40], [3], [9]), ("Ash", [25], [2], [2]),
    ]  # fmt: skip
    assert colours(the_chart(out)) == ["7A1FA2", "FF8F00"]
    assert check_package(out) == ()


def test_a_scatter_chart_takes_categories_that_are_numbers_and_its_sheet_holds_them_as_numbers() -> None:
    out = fill(points_template(XL_CHART_TYPE.XY_SCATTER, 1), "slides.pptx", chart=lambda name: YEARS).data
    frame = the_chart(out)
    assert placed(frame) == [
        ("Plans", [2021, 2022, 2024], [1200, 1250, 1342], []), ("New", [2021, 2022, 2024], [140, 143], []),
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    assert [cell.value for cell in sheet["A"][1:]] == [2021, 2022, 2024]
    _, added = frame.chart._chartSpace.iter(f"{C}ser")
    assert added.find(f"{C}spPr/{{*}}ln/{{*}}noFill") is not None
    assert check_package(out) == ()


def test_points_beside_columns_stand_at_the_columns() -> None:
    def build(presentation: Any) -> None:
        slide = presentation.slides[0]
        columns = add_formatted(slide, KINDS["column"]).chart._chartSpace
        other = add_points(slide, XL_CHART_TYPE.XY_SCATTER, 1, 3, "other")
        scatter = next(other.chart._chartSpace.iter(f"{C}scatterChart"))
        for name in ("idx", "order"):
            scatter.find(f"{C}ser/{C}{name}").set("val", "2")
        bars = next(columns.iter(f"{C}barChart"))
        for mark, own in zip(scatter.findall(f"{C}axId"), bars.findall(f"{C}axId"), strict=True):
            mark.set("val", own.get("val"))
        bars.addnext(scatter)
        other._element.getparent().remove(other._element)

    out = fill(deck(("T", "", ""), build=build), "slides.pptx", chart=lambda name: spec(3, 4)).data
    *_, scattered = the_chart(out).chart._chartSpace.iter(f"{C}ser")
    assert scattered.find(f"{C}xVal") is None
    assert [v.text for v in scattered.iterfind(f"{C}yVal//{C}v")] == ["27", "3", "12"]
    assert check_package(out) == ()


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (XL_CHART_TYPE.XY_SCATTER, spec(), "stands on numbers and “New 0” is none; use a line chart"),
        (XL_CHART_TYPE.BUBBLE, spec(), "needs three numbers for each bubble"),
        (XL_CHART_TYPE.BUBBLE, replace(POINTS, categories=("Fir",), series=tuple(
            ChartSeries(each.name, points((None,))) for each in POINTS.series)), "no point has all its numbers"),
    ],
)  # fmt: skip
def test_data_that_a_chart_of_points_cannot_show_is_a_problem_at_its_shape(
    kind: XL_CHART_TYPE, given: ChartSpec, said: str
) -> None:
    (told,) = problems(points_template(kind), "slides.pptx", chart=lambda name: given)
    assert 'slide 1 ▸ shape "chart:x"' in told
    assert said in told


def test_bubbles_for_a_chart_of_columns_are_drawn_anew() -> None:
    out = fill(template(KINDS["column"]), "slides.pptx", row="", chart=lambda name: POINTS).data
    assert the_chart(out).chart.chart_type is XL_CHART_TYPE.BUBBLE
    assert len([name for name in part_names(out) if "charts/chart" in name]) == 1


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


@pytest.mark.office
@pytest.mark.parametrize(("kind", "series", "each"), [
    (XL_CHART_TYPE.BUBBLE, 1, 3), (XL_CHART_TYPE.BUBBLE, 2, 1), (XL_CHART_TYPE.XY_SCATTER, 1, 3),
])  # fmt: skip
def test_refreshed_points_are_as_valid_as_the_template(kind: XL_CHART_TYPE, series: int, each: int) -> None:
    base = points_template(kind, series, each)
    assert not new_errors(fill(base, "slides.pptx", chart=lambda name: POINTS).data, base, ".pptx")


def write_looks(folder: Path) -> None:
    """Write every kind before and after, to be looked at."""
    looked_at = {kind: (template(each), spec(3, 5, gap=4)) for kind, each in KINDS.items()}
    looked_at |= {
        "columns and a line": (mixed(), spec(3, 5)),
        "bubble": (points_template(XL_CHART_TYPE.BUBBLE), POINTS),
        "bubble each": (points_template(XL_CHART_TYPE.BUBBLE, 2, 1), POINTS),
        "scatter": (points_template(XL_CHART_TYPE.XY_SCATTER), POINTS),
        "scatter years": (points_template(XL_CHART_TYPE.XY_SCATTER, top=0), YEARS),
    }
    for kind, (base, given) in looked_at.items():
        name = kind.replace(" ", "_")
        (folder / f"{name}_before.pptx").write_bytes(base)
        context = {"row": "", "chart": lambda _, given=given: given}
        (folder / f"{name}_after.pptx").write_bytes(fill(base, "slides.pptx", **context).data)
