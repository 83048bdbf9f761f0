"""Plain documents that carry charts in the tests: a Word file and a deck made by the usual libraries."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
import pptx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI as WordPartName
from docx.opc.part import Part as WordPart
from docx.oxml import parse_xml as parse_word
from pptx.opc.package import Part as SlidePart
from pptx.opc.packuri import PackURI as SlidePartName
from pptx.oxml import parse_xml as parse_slide
from pptx.util import Emu

from reportgen.office import charts
from reportgen.office.values import ChartSpec

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WIDE, HIGH = 12_192_000, 6_858_000


def word_with_charts(specs: Sequence[ChartSpec], *, text_size_pt: float = 12) -> bytes:
    """Return a Word document with one chart a paragraph, each under its title."""
    document = docx.Document()
    document.core_properties.title = "Charts"
    for number, spec in enumerate(specs, start=1):
        document.add_paragraph(str(spec.title), style="Caption")
        drawn = charts.chart_part(spec, text_size_pt=text_size_pt)
        package = document.part.package
        chart = WordPart(WordPartName(f"/word/charts/chart{number}.xml"), charts.CHART_CONTENT_TYPE, drawn.xml, package)
        book = WordPart(
            WordPartName(f"/word/embeddings/chart{number}.xlsx"), charts.WORKBOOK_CONTENT_TYPE, drawn.workbook, package
        )
        assert chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE) == charts.WORKBOOK_RELATIONSHIP_ID
        rel_id = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        drawing = charts.word_drawing(
            spec,
            rel_id,
            number,
            f"chart {spec.name}",
            charts.FULL_WIDTH_EMU,
            charts.FULL_HEIGHT_EMU,
            str(spec.alt_text),
        )
        document.add_paragraph()._p.append(parse_word(f'<w:r xmlns:w="{W}">{drawing}</w:r>'))
    return saved(document)


def deck_with_charts(specs: Sequence[ChartSpec], *, text_size_pt: float = 14) -> bytes:
    """Return a deck with one chart a slide, under its title."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDE), Emu(HIGH)
    deck.core_properties.title = "Charts"
    for number, spec in enumerate(specs, start=1):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = str(spec.title)
        x, y, cx, cy = 550_000, 1_500_000, 8_000_000, 4_600_000
        drawn = charts.chart_part(spec, text_size_pt=text_size_pt, width_emu=cx, height_emu=cy)
        package = slide.part.package
        chart = SlidePart(
            SlidePartName(f"/ppt/charts/chart{number}.xml"), charts.CHART_CONTENT_TYPE, package, drawn.xml
        )
        book = SlidePart(
            SlidePartName(f"/ppt/embeddings/chart{number}.xlsx"), charts.WORKBOOK_CONTENT_TYPE, package, drawn.workbook
        )
        assert chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE) == charts.WORKBOOK_RELATIONSHIP_ID
        rel_id = slide.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        frame = charts.slide_frame(spec, rel_id, 40, f"chart:{spec.name}", x, y, cx, cy, str(spec.alt_text))
        slide.shapes._spTree.append(
            parse_slide(frame.replace("<p:graphicFrame>", f'<p:graphicFrame xmlns:p="{P}" xmlns:a="{A}">', 1))
        )
    return saved(deck)


def saved(document: object) -> bytes:
    """Return the bytes a python-docx or python-pptx document saves as."""
    buffer = BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()
