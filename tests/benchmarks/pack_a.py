"""Workload pack-A, made here from nothing: the same paper and deck for reportgen and for the usual libraries.

Paper: 8 sections, 32 paragraphs of about 85 words with three figures each, 8 tables of 12 × 8, 4 charts of 3 series of
12 points. Deck: 15 slides, 6 charts, one bubble chart, one table of 11 × 6, notes on every slide.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import docx
import pptx
from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Inches

from tests.benchmarks.content import COLUMNS, MONTHS, SERIES, contents, figures, rows, series_values, sheet_values

__all__ = ["SERIES", "contents", "figures", "rows", "series_values", "sheet_values"]

SECTIONS, PARAGRAPHS = 8, 4
DOCXTPL_CHART = "{{{{ c{number} }}}}"
SLIDES = 15
CHART_SLIDES = frozenset(range(2, 8))
BUBBLE_SLIDE, TABLE_SLIDE = 9, 11
_SENTENCE = "The number of plans in the borough rose over the year and the forecast was taken at the end of the quarter"
_FILLER = " ".join([_SENTENCE] * 4)


def paragraph(section: int, number: int) -> str:
    """One paragraph of a template: about 85 words, three figures."""
    first = f"In section {section} there were {{{{ plans.total }}}} plans, {{{{ plans.new }}}} of them new. "
    return f"{first}{_FILLER}. Paragraph {number} ends with {{{{ plans.cost }}}}."


@cache
def paper_template(chart: str = '{{{{ chart("c{number}") }}}}') -> bytes:
    """A Word template; ``chart`` is the tag for chart ``number``."""
    document = docx.Document()
    for section in range(1, SECTIONS + 1):
        _add_section(document, section)
        _add_table(document)
        if section % 2 == 0:
            document.add_paragraph(chart.format(number=section // 2))
    return _saved(document)


def _add_section(document: Any, section: int) -> None:
    document.add_heading(f"Section {section}", 1)
    for number in range(1, PARAGRAPHS + 1):
        document.add_paragraph(paragraph(section, number))


@cache
def docxtemplater_template() -> bytes:
    """The paper in docxtemplater's own tags, without charts: it fills in neither charts nor, unpaid, pictures."""
    document = docx.Document()
    for section in range(1, SECTIONS + 1):
        _add_section(document, section)
        table = document.add_table(2, COLUMNS, style="Table Grid")
        for number, (heading, cell) in enumerate(zip(table.rows[0].cells, table.rows[1].cells, strict=True)):
            heading.text = f"Column {number + 1}"
            opening, closing = "{{#rows}}" * (number == 0), "{{/rows}}" * (number == COLUMNS - 1)
            cell.text = f"{opening}{{{{c{number}}}}}{closing}"
    for each in document.paragraphs:
        each.text = each.text.replace("{{ plans.", "{{").replace(" }}", "}}")
    return _saved(document)


@cache
def table_template() -> bytes:
    """A Word template of one table that repeats a row."""
    document = docx.Document()
    _add_table(document)
    return _saved(document)


def _add_table(document: Any) -> None:
    table = document.add_table(4, COLUMNS, style="Table Grid")
    heading, opening, row, closing = table.rows
    for number, cell in enumerate(heading.cells):
        cell.text = f"Column {number + 1}"
    opening.cells[0].text = "{%tr for row in rows %}"
    for number, cell in enumerate(row.cells):
        cell.text = f"{{{{ row[{number}] }}}}"
    closing.cells[0].text = "{%tr endfor %}"


@cache
def _blank_deck() -> bytes:
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Emu(12192000), Emu(6858000)
    return _saved(presentation)


def add_slide(presentation: Any, title: str, notes: str) -> Any:
    """A slide with a title and notes."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = title
    slide.notes_slide.notes_text_frame.text = notes
    return slide


BOX = (Inches(1), Inches(1.6), Inches(10), Inches(5))


@cache
def deck_template() -> bytes:
    """A PowerPoint template of fifteen slides."""
    presentation = pptx.Presentation(BytesIO(_blank_deck()))
    for number in range(1, SLIDES + 1):
        slide = add_slide(
            presentation, f"Slide {number}: {{{{ plans.total }}}} plans", f"{_FILLER} {{{{ plans.new }}}}"
        )
        if number in CHART_SLIDES or number == BUBBLE_SLIDE:
            box = slide.shapes.add_textbox(*BOX)
            name = "bubble" if number == BUBBLE_SLIDE else f"c{number - 1}"
            box.text_frame.text = f'{{{{ chart("{name}") }}}}'
        elif number == TABLE_SLIDE:
            table = slide.shapes.add_table(4, 6, *BOX).table
            table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows[:10] %}", "{%tr endfor %}"
            for column in range(6):
                table.cell(0, column).text, table.cell(2, column).text = f"Column {column}", f"{{{{ row[{column}] }}}}"
        else:
            box = slide.shapes.add_textbox(*BOX)
            box.text_frame.text = "There were {{ plans.total }} plans, {{ plans.new }} of them new."
    return _saved(presentation)


@cache
def repeated_template() -> bytes:
    """A PowerPoint template of one slide with a chart, printed for each of ``slides``."""
    presentation = pptx.Presentation(BytesIO(_blank_deck()))
    slide = add_slide(presentation, "Slide {{ item }}", "{%slide for item in slides %}")
    slide.shapes.add_textbox(*BOX).text_frame.text = '{{ chart("c1") }}'
    return _saved(presentation)


def deck_by_python_pptx() -> bytes:
    """The same deck through python-pptx."""
    presentation = pptx.Presentation(BytesIO(_blank_deck()))
    for number in range(1, SLIDES + 1):
        slide = add_slide(presentation, f"Slide {number}: 1,342 plans", f"{_FILLER} 143")
        if number in CHART_SLIDES:
            slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, _categories())
        elif number == BUBBLE_SLIDE:
            slide.shapes.add_chart(XL_CHART_TYPE.BUBBLE, *BOX, _bubbles())
        elif number == TABLE_SLIDE:
            table = slide.shapes.add_table(11, 6, *BOX).table
            for row in range(11):
                cells = rows()[row - 1] if row else tuple(f"Column {column}" for column in range(6))
                for column in range(6):
                    table.cell(row, column).text = cells[column]
        else:
            slide.shapes.add_textbox(*BOX).text_frame.text = "There were 1,342 plans, 143 of them new."
    return _saved(presentation)


def _categories() -> Any:
    make: Any = CategoryChartData
    data = make()
    data.categories = MONTHS
    for number, name in enumerate(SERIES, 1):
        data.add_series(name, series_values(number))
    return data


def _bubbles() -> Any:
    make: Any = BubbleChartData
    data = make()
    series = data.add_series("Opportunities")
    for across, up, size in zip(series_values(1), series_values(2), series_values(3), strict=True):
        series.add_data_point(across, up, size)
    return data


def _saved(file: Any) -> bytes:
    out = BytesIO()
    file.save(out)
    return out.getvalue()
