"""A document and a deck that anybody can read, for the tests to break in one place at a time."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import docx
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor
from pptx.dml.color import RGBColor as SlideColour
from pptx.util import Inches

from tests.office.templates import part, rezip

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def picture() -> io.BytesIO:
    """A small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + b"\x12\x43\x6d" * 2 + b"\0" + b"\x12\x43\x6d" * 2)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def slide_colour(digits: str) -> Any:
    """A colour as python-pptx takes it."""
    return SlideColour.from_string(digits)  # type: ignore[no-untyped-call]


def word_document() -> Any:
    """A python-docx document with headings, a list, a table, a picture and a link, sound in every respect."""
    document = docx.Document()
    document.core_properties.title = "Update"
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), "en-GB")
    for level in (1, 2):
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0x12, 0x43, 0x6D)
    document.add_heading("Purpose", 1)
    document.add_paragraph("The panel is asked to note this update.")
    document.add_heading("Caseload", 2)
    for words in ("more plans", "fewer places"):
        document.add_paragraph(words, style="List Bullet")
    table = document.add_table(3, 2)
    for row, texts in zip(table.rows, (("Setting", "Plans"), ("Mainstream", "640"), ("Special", "−12")), strict=True):
        for cell, each in zip(row.cells, texts, strict=True):
            cell.text = each
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    document.add_picture(picture())._inline.docPr.set("descr", "Two bars: plans rose.")
    paragraph = document.add_paragraph("See ")
    target = document.part.relate_to("https://www.gov.uk/send", HYPERLINK, is_external=True)
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {W} {r} r:id="{target}"><w:r><w:t>SEND guide</w:t></w:r></w:hyperlink>')
    )
    return document


def slide_deck() -> Any:
    """A python-pptx presentation of two slides with text, a table, a picture and a link, sound in every respect."""
    deck = pptx.Presentation()
    deck.core_properties.title = "Update"
    for title, body in (("Plans rose by 143", "More plans start than end."), ("The deficit grows", "It is explained.")):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = body
        slide.notes_slide.notes_text_frame.text = "Say this."
        place = slide.placeholders[1]
        place.left, place.top, place.width, place.height = Inches(0.5), Inches(1.75), Inches(9), Inches(2)
    slide = deck.slides[0]
    frame = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Plans by setting.")
    for cell, label in zip(frame.table.iter_cells(), ("Setting", "Plans", "Special", "−12"), strict=True):
        cell.text = label
        run = cell.text_frame.paragraphs[0].runs[0]
        run.font.color.rgb = slide_colour("000000")
        cell.fill.solid()
        cell.fill.fore_color.rgb = slide_colour("FFFFFF")
    drawn = slide.shapes.add_picture(picture(), Inches(6), Inches(4), Inches(2), Inches(1))
    drawn._element.nvPicPr.cNvPr.set("descr", "Two bars: plans rose.")
    box = slide.shapes.add_textbox(Inches(1), Inches(5.5), Inches(8), Inches(0.5))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "SEND guide", "https://www.gov.uk/send"
    return deck


def save(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def edit(data: bytes, name: str, old: str, new: str) -> bytes:
    """The file with the first ``old`` of a part replaced; the test fails where there is nothing to replace."""
    text = part(data, name).decode()
    assert old in text, f"{name} has no {old}"
    return rezip(data, {name: text.replace(old, new, 1).encode()})
