"""Faults that keep somebody from reading a deck, each planted alone in a sound one: change, rule and place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml import parse_xml
from pptx.util import Inches, Pt

from tests.office.accessible_files import picture, save, slide_colour, slide_deck
from tests.office.carriers import deck_with_charts, word_with_charts
from tests.office.chart_examples import COLUMN
from tests.office.planted_in_documents import Change, no_title

DOCUMENT, SLIDE, MASTER, THEME = (
    "word/document.xml",
    "ppt/slides/slide1.xml",
    "ppt/slideMasters/slideMaster1.xml",
    "ppt/theme/theme1.xml",
)


def shapes(deck: Any) -> Any:
    return deck.slides[0].shapes


def untitle(deck: Any) -> None:
    shapes(deck).title.text = ""


def retitle(deck: Any) -> None:
    deck.slides[1].shapes.title.text = "plans  rose by 143"


def move_title(deck: Any) -> None:
    tree = shapes(deck)._spTree
    tree.append(shapes(deck).title._element)


def move_up(deck: Any) -> None:
    box = shapes(deck).add_textbox(Inches(1), Inches(1.6), Inches(3), Inches(0.1))
    box.text_frame.text = "Read last, seen first"


def table(deck: Any) -> Any:
    return next(shape.table for shape in shapes(deck) if shape.has_table)


def no_first_row(deck: Any) -> None:
    table(deck).first_row = False


def merge_slide(deck: Any) -> None:
    table(deck).cell(0, 0).merge(table(deck).cell(0, 1))


def blank_slide_row(deck: Any) -> None:
    for cell in (table(deck).cell(1, 0), table(deck).cell(1, 1)):
        cell.text = ""


def blank_slide_heading(deck: Any) -> None:
    table(deck).cell(0, 0).text = ""


def red_slide_number(deck: Any) -> None:
    run = table(deck).cell(1, 1).text_frame.paragraphs[0].runs[0]
    run.text, run.font.color.rgb = "12", slide_colour("C00000")


def undescribe(kind: str) -> Change:
    def run(deck: Any) -> None:
        for mark in shapes(deck)._spTree.iter("{*}cNvPr"):
            if mark.getparent().tag.endswith(f"}}{kind}"):
                mark.attrib.pop("descr", None)

    return run


def arrow(deck: Any) -> None:
    shapes(deck).add_shape(33, Inches(8), Inches(6), Inches(1), Inches(0.5))


def line(deck: Any) -> None:
    shapes(deck).add_connector(1, 0, Inches(6.5), Inches(3), Inches(6.5))


SPACE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
DECORATIVE = (
    f'<a:extLst xmlns:a="{MAIN}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    f'<d:decorative xmlns:d="{SPACE}" val="1"/></a:ext></a:extLst>'
)


def decorate_table(deck: Any) -> None:
    for found in shapes(deck)._spTree.iter("{*}nvGraphicFramePr"):
        found[0].append(parse_xml(DECORATIVE))


def body_run(deck: Any) -> Any:
    return shapes(deck).placeholders[1].text_frame.paragraphs[0].runs[0]


def pale_slide(deck: Any) -> None:
    body_run(deck).font.color.rgb = slide_colour("AAAAAA")


def pale_theme_slide(deck: Any) -> None:
    body_run(deck).font.color.theme_color = 5
    body_run(deck).font.color.brightness = 0.6


def dark_page(deck: Any) -> None:
    deck.slides[0].background.fill.solid()
    deck.slides[0].background.fill.fore_color.rgb = slide_colour("12436D")


def dark_panel(deck: Any) -> None:
    tree = shapes(deck)._spTree
    panel = shapes(deck).add_shape(1, 0, Inches(1), Inches(10), Inches(3))
    panel.fill.solid()
    panel.fill.fore_color.rgb = slide_colour("12436D")
    panel._element.nvSpPr.cNvPr.set("descr", "A panel.")
    tree.remove(panel._element)
    tree.insert(3, panel._element)


def on_picture(deck: Any) -> None:
    tree = shapes(deck)._spTree
    drawn = shapes(deck).add_picture(picture(), 0, Inches(1), Inches(10), Inches(3))
    drawn._element.nvPicPr.cNvPr.set("descr", "A photograph.")
    tree.remove(drawn._element)
    tree.insert(3, drawn._element)


def small_grey(deck: Any) -> None:
    """Grey that is dark enough for large text and not for small."""
    body_run(deck).font.color.rgb = slide_colour("8A8A8A")
    body_run(deck).font.size = Pt(12)


def slide_link(words: str) -> Change:
    def run(deck: Any) -> None:
        shapes(deck)[-1].text_frame.paragraphs[0].runs[0].text = words

    return run


def empty_box(deck: Any) -> None:
    deck.slides[1].placeholders[1].text = ""


def typed_slide_list(deck: Any) -> None:
    deck.slides[1].placeholders[1].text = "- more plans\n- fewer places"


def slide_capitals(deck: Any) -> None:
    body_run(deck)._r.get_or_add_rPr().set("cap", "all")


def slide_language(deck: Any) -> None:
    body_run(deck)._r.get_or_add_rPr().set("lang", "en-US")
    for run in deck.part._element.iter("{*}defRPr"):
        run.set("lang", "en-GB")


def slide_no_language(deck: Any) -> None:
    for run in deck.part._element.iter("{*}defRPr"):
        run.attrib.pop("lang", None)


SLIDE_FAULTS: dict[str, tuple[Change, str, str]] = {
    "no title in the properties": (no_title, "title", "File"),
    "no language": (slide_no_language, "language", "slide 1"),
    "American English in a British deck": (slide_language, "language", "text"),
    "a slide without title": (untitle, "slide title", "slide 1"),
    "two slides of a title": (retitle, "same title", "slide 2"),
    "a title that is read last": (move_title, "reading order", "slide 1"),
    "a jump upward": (move_up, "reading order", "slide 1"),
    "a table without heading row": (no_first_row, "header row", "slide 1 ▸ Table"),
    "merged cells": (merge_slide, "merged cells", "slide 1 ▸ Table"),
    "a blank row": (blank_slide_row, "blank row", "row 2"),
    "a column without heading": (blank_slide_heading, "blank column heading", "slide 1 ▸ Table"),
    "a negative number by red alone": (red_slide_number, "red alone", "row 2"),
    "a picture without alt text": (undescribe("nvPicPr"), "alt text", "slide 1 ▸ Picture"),
    "a table without alt text": (undescribe("nvGraphicFramePr"), "alt text", "slide 1 ▸ Table"),
    "an arrow without alt text": (arrow, "alt text", "slide 1"),
    "a line without alt text": (line, "alt text", "slide 1 ▸ Connector"),
    "a table marked as decorative": (decorate_table, "chart marked decorative", "slide 1 ▸ Table"),
    "pale words": (pale_slide, "contrast", "slide 1 ▸ Content"),
    "small words in middling grey": (small_grey, "contrast", "slide 1 ▸ Content"),
    "a tint of a theme colour": (pale_theme_slide, "contrast", "slide 1 ▸ Content"),
    "dark words on a dark slide": (dark_page, "contrast", "slide 1 ▸ Title"),
    "dark words on a dark panel": (dark_panel, "contrast", "slide 1 ▸ Content"),
    "words on a picture": (on_picture, "text on a picture", "slide 1 ▸ Content"),
    "a link that says here": (slide_link("here"), "link text", "slide 1"),
    "a link that is its address": (slide_link("www.gov.uk/send"), "link text", "slide 1"),
    "an empty placeholder": (empty_box, "empty placeholder", "slide 2"),
    "bullets typed by hand": (typed_slide_list, "typed list", "slide 2"),
    "capitals": (slide_capitals, "all capitals", "slide 1"),
}

PART_FAULTS: dict[str, tuple[Callable[[], bytes], str, str, str, str, str]] = {
    "a pale text colour of the theme": (
        lambda: save(slide_deck()), THEME, '<a:sysClr val="windowText" lastClr="000000"/>',
        '<a:srgbClr val="BBBBBB"/>', "contrast", "slide 1 ▸ Title",
    ),
    "a pale title style of the master": (
        lambda: save(slide_deck()), MASTER, '<a:schemeClr val="tx1"/>', '<a:srgbClr val="C0C0C0"/>',
        "contrast", "slide 1 ▸ Title",
    ),
    "a chart without alt text": (
        lambda: word_with_charts([COLUMN]), DOCUMENT, f'descr="{COLUMN.alt_text}"', 'descr=""', "alt text", "chart",
    ),
    "a pale chart axis": (
        lambda: deck_with_charts([COLUMN]), "ppt/charts/chart1.xml", '<a:srgbClr val="1F2933"/>',
        '<a:srgbClr val="C8C8C8"/>', "contrast", "chart 1",
    ),
    "a chart whose minus is red alone": (
        lambda: deck_with_charts([COLUMN]), "ppt/charts/chart1.xml", '<c:numFmt formatCode="',
        '<c:numFmt formatCode="#,##0;[Red]#,##0" x="', "red alone", "chart 1",
    ),
}  # fmt: skip
