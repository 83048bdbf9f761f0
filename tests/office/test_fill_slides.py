"""What an officer types into a PowerPoint template, and what stands there afterwards."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pptx
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from reportgen.office.invariants import check_package
from reportgen.office.values import (
    ChartKind,
    ChartPoint,
    ChartSeries,
    ChartSpec,
    Markdown,
    MarkdownParagraph,
    Passage,
    Printed,
    TableColumn,
    TableRow,
    TableSpec,
)
from tests.office.templates import deck, fill, part, part_names, problems, slide_texts

ROWS = ({"name": "Elm"}, {"name": "Oak"}, {"name": "Ash"})
CHART = ChartSpec(
    "placements", ChartKind.BAR, "Title", ("a", "b"),
    (ChartSeries("Plans", (ChartPoint(3, Printed("3", "fact:a")), ChartPoint(4, Printed("4", "fact:b")))),),
    "Four of seven",
)  # fmt: skip
TABLE = TableSpec(
    "matrix", "Matrix", (TableColumn("What"), TableColumn("£m")), (TableRow(("A", Printed("1.2", "fact:m"))),)
)


def add_chart(presentation: Any) -> None:
    make: Any = CategoryChartData
    data = make()
    data.categories = ["x", "y"]
    data.add_series("s", (1, 2))
    frame = (Inches(1), Inches(1), Inches(3), Inches(2))
    presentation.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *frame, data)


def test_titles_bodies_and_notes_are_filled() -> None:
    filled = fill(deck(("Plans: {{ total }}", "one\n{{ total }}\n{%p if no %}\ngone\n{%p endif %}", "Say {{ total }}")),
                  "slides.pptx", total="<5 & R\nD", no=False)  # fmt: skip
    assert slide_texts(filled.data) == [["Plans: <5 & R\vD", "one\n<5 & R\vD"]]
    assert pptx.Presentation(BytesIO(filled.data)).slides[0].notes_slide.notes_text_frame.text == "Say <5 & R\vD"


def test_paragraphs_alone_in_the_notes_stand_in_the_notes_box() -> None:
    said = Markdown((MarkdownParagraph(Passage(("Say this.",))), MarkdownParagraph(Passage(("Then that.",)))))
    filled = fill(deck(("T", "b", "{{ said }}")), "slides.pptx", said=said).data
    notes = pptx.Presentation(BytesIO(filled)).slides[0].notes_slide
    assert notes.notes_text_frame.text == "Say this.\nThen that."


def test_a_slide_repeats_with_its_own_chart_workbook_and_notes() -> None:
    template = deck(("{{ row.name }} {{ loop.index }}", "b", "{%slide for row in rows %}\nSay {{ row.name }}"),
                    ("Last", "", ""), build=add_chart)  # fmt: skip
    filled = fill(template, "slides.pptx", rows=ROWS).data
    presentation = pptx.Presentation(BytesIO(filled))
    assert [slide.shapes.title.text for slide in presentation.slides] == ["Elm 1", "Oak 2", "Ash 3", "Last"]
    assert [slide.notes_slide.notes_text_frame.text for slide in list(presentation.slides)[:3]] == [
        "Say Elm",
        "Say Oak",
        "Say Ash",
    ]
    charts = {
        next(s for s in slide.shapes if s.has_chart).chart.part.partname for slide in list(presentation.slides)[:3]
    }
    assert len(charts) == 3
    assert len([name for name in part_names(filled) if name.endswith(".xlsx")]) == 3


def test_a_dropped_slide_leaves_with_everything_that_was_its_own() -> None:
    template = deck(("Gone", "b", "{%slide if no %}"), ("Stays", "", ""), build=add_chart)
    filled = fill(template, "slides.pptx", no=False).data
    assert [texts[0] for texts in slide_texts(filled)] == ["Stays"]
    left = [name for name in part_names(filled) if "chart" in name or name.endswith(".xlsx") or "slide1.xml" in name]
    assert not [name for name in left if "Layout" not in name and "Master" not in name]
    assert b"/ppt/slides/slide1.xml" not in part(filled, "[Content_Types].xml")


P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_sections_and_custom_shows_follow_the_slides_that_repeat_and_go() -> None:
    def build(presentation: Any) -> None:
        listed = list(presentation.slides._sldIdLst)
        entries = "".join(f'<p14:sldId id="{each.get("id")}"/>' for each in listed)
        shown = "".join(f'<p:sld r:id="{each.get(f"{{{R}}}id")}"/>' for each in listed)
        root = presentation.part._element
        list_of_shows = f'<p:custShowLst xmlns:p="{P}" xmlns:r="{R}"><p:custShow name="Short" id="0"><p:sldLst>{shown}'
        root.insert(4, etree.fromstring(f"{list_of_shows}</p:sldLst></p:custShow></p:custShowLst>"))
        sections = f'<p14:sectionLst xmlns:p14="{P14}"><p14:section name="All" id="{{A}}"><p14:sldIdLst>{entries}'
        root.append(etree.fromstring(
            f'<p:extLst xmlns:p="{P}"><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">{sections}'
            "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
        ))  # fmt: skip

    template = deck(("{{ row.name }}", "", "{%slide for row in rows %}"), ("Gone", "", "{%slide if no %}"),
                    ("Last", "", ""), build=build)  # fmt: skip
    filled = fill(template, "slides.pptx", rows=ROWS, no=False).data
    root = pptx.Presentation(BytesIO(filled)).part._element
    listed = [each.get("id") for each in root.iterfind(f"{{{P}}}sldIdLst/{{{P}}}sldId")]
    assert len(listed) == 4
    assert [each.get("id") for each in root.iter(f"{{{P14}}}sldId")] == listed
    shown = [each.get(f"{{{R}}}id") for each in root.iter(f"{{{P}}}sld")]
    known = {each.get("id"): each.get(f"{{{R}}}id") for each in root.iterfind(f"{{{P}}}sldIdLst/{{{P}}}sldId")}
    assert shown == [known[listed[0]], known[listed[3]]]
    assert check_package(filled) == ()


def test_slide_tags_that_govern_no_slide_are_problems() -> None:
    assert "stands on no slide" in problems(deck(("{%slide if yes %}", "", "")), "slides.pptx", yes=True)[0]
    (said,) = problems(deck(("T", "", "{%slide set x = 1 %}")), "slides.pptx")
    assert "cannot govern a slide" in said


def test_a_box_asks_for_a_chart_or_a_table_by_name_or_by_its_text() -> None:
    def build(presentation: Any) -> None:
        shapes = presentation.slides[0].shapes
        shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(4)).name = "chart:placements"
        shapes.add_textbox(Inches(5), Inches(2), Inches(3), Inches(4)).text_frame.text = "{{ table('matrix') }}"

    filled = fill(deck(("T", "b", ""), build=build), "slides.pptx", chart=lambda name: CHART, table=lambda name: TABLE)
    shapes = pptx.Presentation(BytesIO(filled.data)).slides[0].shapes
    chart = next(shape for shape in shapes if shape.has_chart)
    assert (chart.left, chart.top, chart.width, chart.height) == (Inches(1), Inches(2), Inches(3), Inches(4))
    assert chart._element.xpath("string(.//p:cNvPr/@descr)") == "Four of seven"
    table = next(shape for shape in shapes if shape.has_table)
    assert (table.left, table.top, table.width) == (Inches(5), Inches(2), Inches(3))
    assert [place.ref for place in filled.places] == ["fact:a", "fact:b", "fact:m"]


def test_a_placeholder_without_a_size_of_its_own_takes_its_layouts() -> None:
    filled = fill(deck(("T", "{{ chart('placements') }}", "")), "slides.pptx", chart=lambda name: CHART)
    presentation = pptx.Presentation(BytesIO(filled.data))
    layout = presentation.slide_layouts[1].placeholders[1]
    chart = next(shape for shape in presentation.slides[0].shapes if shape.has_chart)
    assert (chart.left, chart.width) == (layout.left, layout.width)


def test_a_chart_that_does_not_exist_is_a_problem_unless_its_slide_is_dropped() -> None:
    def build(presentation: Any) -> None:
        presentation.slides[0].shapes.add_textbox(0, 0, Inches(3), Inches(3)).name = "chart:nothing"

    charts = {"placements": CHART}
    kept = problems(deck(("T", "", ""), build=build), "slides.pptx", chart=lambda name: charts[name])
    assert kept[0].startswith('slides.pptx ▸ slide 1 ▸ shape "chart:nothing"')
    dropped = deck(("T", "", "{%slide if no %}"), ("Other", "", ""), build=build)
    assert not problems(dropped, "slides.pptx", no=False, chart=lambda name: charts[name])


def test_table_rows_repeat_on_a_slide() -> None:
    def build(presentation: Any) -> None:
        table = presentation.slides[0].shapes.add_table(4, 1, 0, 0, Inches(3), Inches(3)).table
        for row, text in enumerate(("Name", "{%tr for row in rows %}", "{{ row.name }}", "{%tr endfor %}")):
            table.cell(row, 0).text = text

    filled = fill(deck(("T", "", ""), build=build), "slides.pptx", rows=ROWS).data
    table = next(shape.table for shape in pptx.Presentation(BytesIO(filled)).slides[0].shapes if shape.has_table)
    assert [row.cells[0].text for row in table.rows] == ["Name", "Elm", "Oak", "Ash"]


def test_a_printed_value_is_found_by_shape_and_paragraph() -> None:
    filled = fill(deck(("Plans {{ a }}", "x\n{{ a }}", "")), "slides.pptx", a=Printed("12", "fact:a"))
    assert [place.path for place in filled.places] == [
        'shape "Title 1" paragraph 1', 'shape "Content Placeholder 2" paragraph 2',
    ]  # fmt: skip
