"""Colours are worked out as Office draws them, and contrast as WCAG measures it."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.office.accessibility import find_faults
from reportgen.office.accessible_drawings import alt_texts
from reportgen.office.colours import BLACK, WHITE, Colour, contrast, drawn_colour, fill_colours, from_hex, word_colour
from reportgen.office.opened import open_file
from tests.office.accessible_files import edit, save, slide_deck, word_document
from tests.office.carriers import deck_with_charts, word_with_charts
from tests.office.chart_examples import COLUMN
from tests.office.test_invariants import book

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BLUE = Colour(0x12 / 255, 0x43 / 255, 0x6D / 255)
THEME = {"accent1": BLUE, "tx1": BLACK, "bg1": WHITE}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("767676", "FFFFFF", 4.54), ("12436D", "FFFFFF", 10.2)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    first, second = from_hex(one), from_hex(other)
    assert first is not None and second is not None
    assert contrast(first, second) == pytest.approx(ratio, abs=0.05)
    assert contrast(first, second) == contrast(second, first)


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ('<a:srgbClr val="F46A25"/>', "#F46A25"),
        ('<a:schemeClr val="accent1"/>', "#12436D"),
        ('<a:sysClr val="windowText" lastClr="010203"/>', "#010203"),
        ('<a:sysClr val="window"/>', "#FFFFFF"),
        ('<a:prstClr val="navy"/>', "#000080"),
        ('<a:scrgbClr r="100000" g="0" b="0"/>', "#FF0000"),
        ('<a:hslClr hue="0" sat="100000" lum="50000"/>', "#FF0000"),
        ('<a:srgbClr val="808080"><a:lumMod val="50000"/></a:srgbClr>', "#404040"),
        ('<a:srgbClr val="808080"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:srgbClr>', "#C0C0C0"),
        ('<a:srgbClr val="000000"><a:alpha val="50000"/></a:srgbClr>', "#808080"),
        ('<a:srgbClr val="FFFFFF"><a:shade val="50000"/></a:srgbClr>', "#BCBCBC"),
        ('<a:srgbClr val="000000"><a:tint val="50000"/></a:srgbClr>', "#BCBCBC"),
        ('<a:srgbClr val="FF0000"><a:satMod val="0"/></a:srgbClr>', "#808080"),
        ('<a:srgbClr val="12436D"><a:gamma/></a:srgbClr>', "#12436D"),
    ],
)
def test_a_drawn_colour_is_worked_out(markup: str, seen: str) -> None:
    colour = drawn_colour(etree.fromstring(f"<a:solidFill {A}>{markup}</a:solidFill>"), THEME)
    assert colour is not None
    assert colour.hex == seen


def test_every_stop_of_a_gradient_and_both_colours_of_a_pattern_count_and_a_picture_has_none() -> None:
    stops = '<a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="1"><a:srgbClr val="FFFFFF"/></a:gs>'
    fills = {
        f"<a:gradFill><a:gsLst>{stops}</a:gsLst></a:gradFill>": (BLACK, WHITE),
        '<a:pattFill><a:fgClr><a:srgbClr val="000000"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
        "</a:pattFill>": (BLACK, WHITE),
        "<a:blipFill/>": (),
        "<a:ln/>": None,
    }
    for markup, found in fills.items():
        assert fill_colours(etree.fromstring(f"<a:x {A}>{markup}</a:x>"), THEME, WHITE) == found


@pytest.mark.parametrize(
    ("attributes", "seen"),
    [
        ('w:val="F46A25"', "#F46A25"),
        ('w:val="000000" w:themeColor="accent1"', "#12436D"),
        ('w:val="000000" w:themeColor="text1" w:themeTint="80"', "#7F7F7F"),
        ('w:val="000000" w:themeColor="background1" w:themeShade="80"', "#808080"),
    ],
)
def test_a_colour_of_word_is_worked_out(attributes: str, seen: str) -> None:
    colour = word_colour(etree.fromstring(f"<w:color {W} {attributes}/>"), THEME)
    assert colour is not None
    assert colour.hex == seen


def test_an_automatic_colour_is_none() -> None:
    assert word_colour(etree.fromstring(f'<w:color {W} w:val="auto"/>'), THEME) is None
    assert from_hex("12436") is None


def rules(data: bytes) -> set[str]:
    return {fault.rule.key for fault in find_faults(data)}


def test_an_old_picture_without_alt_text_is_found_and_one_with_it_is_not() -> None:
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"{}><v:imagedata/></v:shape>'
    old = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    for alt, found in (("", {"alt text"}), (' alt="Two bars: plans rose."', set())):
        data = edit(save(word_document()), "word/document.xml", "<w:body>", f"<w:body>{old.format(alt)}")
        assert rules(data) & {"alt text"} == found


def test_a_link_that_is_a_field_is_read_too() -> None:
    pieces = '<w:fldChar w:fldCharType="begin"/>', '<w:instrText> HYPERLINK "https://www.gov.uk" </w:instrText>'
    runs = "".join(f"<w:r>{each}</w:r>" for each in (
        *pieces, '<w:fldChar w:fldCharType="separate"/>', "<w:t>click here</w:t>", '<w:fldChar w:fldCharType="end"/>'
    ))  # fmt: skip
    data = edit(save(word_document()), "word/document.xml", "<w:body>", f"<w:body><w:p>{runs}</w:p>")
    assert rules(data) == {"link text"}


LABELS = (
    '<c:spPr><a:solidFill><a:srgbClr val="12436D"/></a:solidFill></c:spPr>'
    '<c:dLbls><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    '</a:defRPr></a:pPr></a:p></c:txPr><c:dLblPos val="{}"/></c:dLbls></c:ser>'
)


def test_labels_inside_bars_are_measured_on_their_bars() -> None:
    sound = edit(deck_with_charts([COLUMN]), "ppt/charts/chart1.xml", "<c:spPr>", "<c:oldPr>")
    sound = edit(sound, "ppt/charts/chart1.xml", "</c:spPr>", "</c:oldPr>")
    inside, outside = (
        edit(sound, "ppt/charts/chart1.xml", "</c:ser>", LABELS.format(place)) for place in ("inEnd", "outEnd")
    )
    assert "contrast" in rules(outside)
    assert "contrast" not in rules(inside)


def test_a_workbook_needs_a_title_alone_where_nothing_is_drawn() -> None:
    assert rules(book()) == set()
    assert rules(edit(book(), "docProps/core.xml", "<dc:title>Book</dc:title>", "")) == {"title"}


def test_alt_texts_are_read_in_order_of_reading() -> None:
    assert alt_texts(open_file(save(word_document()))) == (("Two bars: plans rose.",),)
    assert alt_texts(open_file(save(slide_deck()))) == (("Two bars: plans rose.",), ())
    assert alt_texts(open_file(word_with_charts([COLUMN]))) == ((COLUMN.alt_text,),)
