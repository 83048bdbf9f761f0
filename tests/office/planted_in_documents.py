"""Faults that keep somebody from reading a document, each planted alone in a sound one: change, rule and place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor

from tests.office.accessible_files import W, picture

Change = Callable[[Any], object]


def xml(text: str) -> Any:
    return parse_xml(text.replace("/>", f" {W}/>", 1) if text.endswith("/>") and ">" not in text[:-1] else text)


def paragraph(document: Any, number: int) -> Any:
    return document.paragraphs[number]


def add_heading(words: str, level: int) -> Change:
    return lambda document: document.add_heading(words, level)


def mark_row(tag: str) -> Change:
    """Take a mark off the heading row of the table."""

    def run(document: Any) -> None:
        for found in list(document.element.iter(qn(tag))):
            found.getparent().remove(found)

    return run


def merge(document: Any) -> None:
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(1, 1))


def merge_down(document: Any) -> None:
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))


def blank_row(document: Any) -> None:
    document.tables[0].add_row()


def blank_heading(document: Any) -> None:
    document.tables[0].cell(0, 1).text = ""


def nest(document: Any) -> None:
    document.tables[0].cell(1, 1).add_table(1, 1).cell(0, 0).text = "inside"
    document.tables[0].cell(1, 1).add_paragraph("after")


def bold_line(document: Any) -> None:
    paragraph(document, 1).insert_paragraph_before().add_run("What happened").bold = True


def no_headings(document: Any) -> None:
    for each in document.paragraphs:
        each.style = "Normal" if each.style.name.startswith("Heading") else each.style
    for number in range(12):
        document.add_paragraph(f"Sentence {number} of a long text.")


def typed_list(document: Any) -> None:
    for words in ("• more plans", "• fewer places"):
        document.add_paragraph(words)


def link(words: str) -> Change:
    def run(document: Any) -> None:
        next(document.element.iter(qn("w:hyperlink"))).find(f"{qn('w:r')}/{qn('w:t')}").text = words

    return run


def empty_lines(document: Any) -> None:
    for _ in range(2):
        paragraph(document, 1).insert_paragraph_before("")


def justify(document: Any) -> None:
    document.styles["Normal"].paragraph_format.alignment = 3


def capitals(document: Any) -> None:
    document.styles["Heading 1"].font.all_caps = True


def pale(document: Any) -> None:
    paragraph(document, 1).runs[0].font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)


def pale_theme(document: Any) -> None:
    properties = paragraph(document, 1).runs[0]._r.get_or_add_rPr()
    properties.append(xml('<w:color w:val="000000" w:themeColor="accent1" w:themeTint="66"/>'))


def pale_style(document: Any) -> None:
    document.styles["Heading 2"].font.color.rgb = RGBColor(0x99, 0xCC, 0xFF)


def dark_cell(document: Any) -> None:
    properties = document.tables[0].cell(1, 0)._tc.get_or_add_tcPr()
    properties.append(xml('<w:shd w:val="clear" w:color="auto" w:fill="12436D"/>'))
    document.tables[0].cell(1, 0).paragraphs[0].runs[0].font.color.rgb = RGBColor(0x1F, 0x29, 0x33)


def highlight(document: Any) -> None:
    run = paragraph(document, 1).runs[0]
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    run.font.highlight_color = 7


def red_number(document: Any) -> None:
    cell = document.tables[0].cell(2, 1)
    cell.text = "12"
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)


def colour_alone(document: Any) -> None:
    cell = document.tables[0].cell(2, 1)
    cell.text = ""
    cell._tc.get_or_add_tcPr().append(xml('<w:shd w:val="clear" w:color="auto" w:fill="FF3300"/>'))


def describe(words: str | None) -> Change:
    def run(document: Any) -> None:
        properties = document.inline_shapes[0]._inline.docPr
        properties.attrib.pop("descr")
        if words is not None:
            properties.set("descr", words)

    return run


def float_it(document: Any) -> None:
    document.inline_shapes[0]._inline.tag = qn("wp:anchor")


def header_logo(document: Any) -> None:
    document.sections[0].header.paragraphs[0].add_run().add_picture(picture())


def no_title(made: Any) -> None:
    made.core_properties.title = ""


def no_language(document: Any) -> None:
    for found in list(document.styles.element.iter(qn("w:lang"))):
        found.getparent().remove(found)


def speak(language: str) -> Change:
    def run(document: Any) -> None:
        paragraph(document, 1).runs[0]._r.get_or_add_rPr().append(xml(f'<w:lang w:val="{language}"/>'))

    return run


WORD_FAULTS: dict[str, tuple[Change, str, str]] = {
    "no title in the properties": (no_title, "title", "File"),
    "no language in the styles": (no_language, "language", "styles"),
    "American English in a British document": (speak("en-US"), "language", "text"),
    "a language that is none": (speak("x"), "language", "text"),
    "a picture without alt text": (describe(None), "alt text", "Picture 1"),
    "a file name as alt text": (describe("chart-final-v2.png"), "alt text in words", "Picture 1"),
    "a label as alt text": (describe("Picture 1"), "alt text in words", "Picture 1"),
    "a logo in the header without alt text": (header_logo, "alt text", "header"),
    "a floating picture": (float_it, "floating object", "Picture 1"),
    "a heading row that is not repeated": (mark_row("w:tblHeader"), "header row", "table 1"),
    "a heading row that is not marked": (mark_row("w:tblLook"), "header row", "table 1"),
    "cells merged across": (merge, "merged cells", "table 1, row 2"),
    "cells merged down": (merge_down, "merged cells", "table 1, row"),
    "a table in a table": (nest, "nested table", 'heading "Caseload" ▸ table 2'),
    "a blank row": (blank_row, "blank row", "table 1, row 4"),
    "a column without heading": (blank_heading, "blank column heading", "table 1"),
    "a status by colour alone": (colour_alone, "colour alone", "table 1, row 3"),
    "a negative number by red alone": (red_number, "red alone", "table 1, row 3"),
    "a jump from level 2 to 4": (add_heading("Deep", 4), "heading order", 'heading "Deep"'),
    "an empty heading": (add_heading("", 2), "empty heading", "Caseload"),
    "no heading in a long text": (no_headings, "headings", "text"),
    "a bold line in place of a heading": (bold_line, "bold line as heading", 'heading "Purpose"'),
    "bullets typed by hand": (typed_list, "typed list", 'heading "Caseload"'),
    "a link that says click here": (link("click here"), "link text", 'heading "Caseload"'),
    "a link that is its address": (link("https://www.gov.uk/send"), "link text", 'heading "Caseload"'),
    "lines left blank": (empty_lines, "blank lines", 'heading "Purpose"'),
    "justified text": (justify, "justified text", 'heading "Purpose"'),
    "a heading style in capitals": (capitals, "all capitals", 'heading "Purpose"'),
    "pale grey words": (pale, "contrast", 'heading "Purpose"'),
    "a tint of a theme colour": (pale_theme, "contrast", 'heading "Purpose"'),
    "a pale heading style": (pale_style, "contrast", 'heading "Caseload"'),
    "dark words in a dark cell": (dark_cell, "contrast", "table 1, row 2"),
    "white words marked yellow": (highlight, "contrast", 'heading "Purpose"'),
}
