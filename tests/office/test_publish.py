"""What may be published holds nothing hidden, personal or left over, and still opens."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from PIL import Image

from reportgen.office import publish
from reportgen.office.accessibility import judge
from reportgen.office.image_metadata import strip_metadata
from reportgen.office.invariants import check_package
from tests.office import validator
from tests.office.carriers import deck_with_charts, saved, word_with_charts
from tests.office.chart_examples import COLUMN, LINE
from tests.office.test_invariants import edit, packed, parts
from tests.privacy.planted_parts import painted

DIRTY = Path(__file__).parents[2] / "../shared/real/nasty/dirty_template.docx"
CANARY = "Quillfeather"


def clean(data: bytes, **settings: Any) -> bytes:
    """The file as it is published."""
    return publish.clean(data, **settings).data


def camera_jpeg() -> bytes:
    """A picture with a camera's notes and a comment."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = CANARY
    Image.new("RGB", (40, 30), "#12436D").save(buffer, "JPEG", exif=exif, comment=CANARY.encode(), dpi=(96, 96))
    return buffer.getvalue()


def noted_png() -> bytes:
    """A picture with a text chunk."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#12436D").save(buffer, "PNG")
    data = buffer.getvalue()
    note = b"tEXtAuthor\x00" + CANARY.encode()
    chunk = struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note))
    return data[:33] + chunk + data[33:]


def dirty_word() -> bytes:
    """A document with a canary in every place that readers do not look at."""
    document = docx.Document(io.BytesIO(word_with_charts([COLUMN])))
    document.core_properties.author = CANARY
    document.core_properties.comments = CANARY
    shown = document.add_paragraph("Shown. ")
    hidden = shown.add_run(CANARY)
    hidden.font.hidden = True
    document.add_comment(shown.runs[:1], text=CANARY, author=CANARY, initials="Q")
    document.add_picture(io.BytesIO(camera_jpeg()))
    document.add_picture(io.BytesIO(noted_png()))
    for shape in document.inline_shapes:
        shape._inline.docPr.set("descr", "A blue field.")
    data = edit(
        saved(document),
        "word/settings.xml",
        "<w:compat>",
        f'<w:docVars><w:docVar w:name="x" w:val="{CANARY}"/></w:docVars><w:compat>',
    )
    return edit(data, "docProps/app.xml", "</Properties>", f"<Company>{CANARY}</Company></Properties>")


def dirty_deck() -> bytes:
    presentation = pptx.Presentation(io.BytesIO(deck_with_charts([COLUMN, LINE])))
    presentation.core_properties.author = CANARY
    presentation.slides[0].notes_slide.notes_text_frame.text = CANARY
    box = presentation.slides[0].shapes.add_textbox(0, 0, 9, 9)
    box.text_frame.text = CANARY
    box._element.nvSpPr.cNvPr.set("hidden", "1")
    presentation.slides[1]._element.set("show", "0")
    presentation.slides[1].shapes.title.text = CANARY
    return saved(presentation)


def holds_canary(data: bytes) -> list[str]:
    return [name for name, content in parts(data).items() if CANARY.encode() in content or CANARY in name]


def test_nothing_hidden_is_left_in_a_document() -> None:
    dirty = dirty_word()
    assert len(holds_canary(dirty)) >= 7
    cleaned = clean(dirty, title="Update", subject="SEND")
    assert holds_canary(cleaned) == []
    assert "Shown. " in [paragraph.text for paragraph in docx.Document(io.BytesIO(cleaned)).paragraphs]


def test_nothing_hidden_is_left_in_a_deck() -> None:
    dirty = dirty_deck()
    assert len(holds_canary(dirty)) >= 4
    cleaned = clean(dirty, title="Update")
    assert holds_canary(cleaned) == []
    presentation = pptx.Presentation(io.BytesIO(cleaned))
    assert len(presentation.slides) == 1
    assert not presentation.slides[0].has_notes_slide
    assert not [name for name in parts(cleaned) if "notes" in name]


def test_notes_stay_where_they_are_asked_for() -> None:
    presentation = pptx.Presentation(io.BytesIO(clean(dirty_deck(), title="Update", keep_notes=True)))
    assert presentation.slides[0].notes_slide.notes_text_frame.text == CANARY


def test_title_language_and_dates_are_set() -> None:
    document = docx.Document(
        io.BytesIO(clean(dirty_word(), title="Update & more", subject="SEND", day=date(2026, 1, 20)))
    )
    properties = document.core_properties
    assert (properties.title, properties.subject, properties.language) == ("Update & more", "SEND", "en-GB")
    assert properties.created is not None and properties.created.date() == date(2026, 1, 20)
    assert b'w:lang w:val="en-GB"' in parts(clean(dirty_word(), title="x"))["word/styles.xml"]


@pytest.mark.parametrize("make", [dirty_word, dirty_deck])
def test_a_cleaned_file_breaks_no_rule_and_cleaning_again_changes_nothing(make: object) -> None:
    assert callable(make)
    cleaned = clean(make(), title="Update")
    assert check_package(cleaned) == ()
    assert not [problem for problem in judge(cleaned, "paper", make()) if problem.is_error]
    assert clean(cleaned, title="Update") == cleaned


@pytest.mark.office
def test_the_validator_finds_nothing_new_in_cleaned_files() -> None:
    assert validator.new_errors(clean(dirty_word(), title="Update"), dirty_word(), ".docx") == []
    assert validator.new_errors(clean(dirty_deck(), title="Update"), dirty_deck(), ".pptx") == []


def test_parts_without_fault_keep_their_bytes() -> None:
    dirty, cleaned = parts(dirty_word()), parts(clean(dirty_word(), title="Update"))
    for name in ("word/charts/chart1.xml", "word/embeddings/chart1.xlsx", "word/theme/theme1.xml"):
        assert cleaned[name] == dirty[name]


def test_pictures_lose_their_notes_and_stay_the_same_picture() -> None:
    for dirty in (camera_jpeg(), noted_png()):
        stripped = strip_metadata(dirty)
        assert CANARY.encode() in dirty and CANARY.encode() not in stripped
        assert Image.open(io.BytesIO(stripped)).tobytes() == Image.open(io.BytesIO(dirty)).tobytes()
    assert strip_metadata(b"GIF89a") == b"GIF89a"
    assert strip_metadata(noted_png()[:60]) == noted_png()[:60]


def test_workbooks_behind_charts_are_cleaned_too() -> None:
    contents = parts(dirty_word())
    inner = parts(contents["word/embeddings/chart1.xlsx"])
    inner["docProps/core.xml"] = f"<x>{CANARY}</x>".encode()
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    link = f'<Relationship Id="rId8" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    inner["_rels/.rels"] = inner["_rels/.rels"].replace(b"</Relationships>", link.encode())
    contents["word/embeddings/chart1.xlsx"] = packed(inner)
    book = parts(clean(packed(contents), title="Update"))["word/embeddings/chart1.xlsx"]
    assert holds_canary(book) == []
    assert "docProps/core.xml" not in zipfile.ZipFile(io.BytesIO(book)).namelist()


def test_what_is_left_out_is_told_in_words_that_repeat_nothing() -> None:
    assert publish.clean(dirty_word(), title="Update").left_out == ("comments", "hidden text")
    assert publish.clean(dirty_deck(), title="Update").left_out == ("hidden shapes", "hidden slides")
    plain = word_with_charts([COLUMN])
    assert publish.clean(publish.clean(plain, title="Update").data, title="Update").left_out == ()


def test_results_of_fields_that_are_put_out_stay_and_fields_that_number_pages_stay_fields() -> None:
    body = (
        '<w:body><w:p><w:fldSimple w:instr="DOCPROPERTY x"><w:r><w:t>Kept result</w:t></w:r></w:fldSimple>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:fldSimple w:instr="HYPERLINK &quot;https://example.org&quot;"><w:r><w:t>Link</w:t></w:r></w:fldSimple></w:p>'
    )
    cleaned = parts(clean(edit(dirty_word(), "word/document.xml", "<w:body>", body), title="x"))["word/document.xml"]
    assert b"Kept result" in cleaned and b"DOCPROPERTY" not in cleaned
    assert b'w:instr=" PAGE "' in cleaned and b"https://example.org" in cleaned


@pytest.mark.parametrize(("needs", "stays"), [("wps", False), ("cx1", True)])
def test_a_drawing_for_older_programs_stays_where_it_stands_for_a_chart_they_cannot_draw(
    needs: str, stays: bool
) -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    drawn = (
        f'<w:body><w:p><w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="{needs}"/><mc:Fallback>'
        "<w:t>This chart cannot be drawn.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    cleaned = parts(clean(edit(dirty_word(), "word/document.xml", "<w:body>", drawn), title="x"))["word/document.xml"]
    assert (b"cannot be drawn" in cleaned) is stays


def test_a_chart_keeps_the_cells_it_draws_and_its_workbook_opens() -> None:
    files = parts(word_with_charts([COLUMN]))
    book = parts(files["word/embeddings/chart1.xlsx"])
    more = b'<row r="90"><c r="C90"><v>3</v></c></row></sheetData>'
    book["xl/worksheets/sheet1.xml"] = book["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", more)
    files["word/embeddings/chart1.xlsx"] = packed(book)
    cleaned = parts(clean(packed(files), title="x"))["word/embeddings/chart1.xlsx"]
    drawn = openpyxl.load_workbook(io.BytesIO(parts(word_with_charts([COLUMN]))["word/embeddings/chart1.xlsx"]))
    left = openpyxl.load_workbook(io.BytesIO(cleaned))
    assert [[cell.value for cell in row] for row in left["Data"]] == [
        [cell.value for cell in row] for row in drawn["Data"]
    ]


def test_a_workbook_of_shared_texts_formulas_and_sheets_keeps_what_its_chart_draws() -> None:
    files = parts(word_with_charts([COLUMN]))
    made = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Data")
    drawn = openpyxl.load_workbook(io.BytesIO(files["word/embeddings/chart1.xlsx"]))["Data"]
    for row in drawn.iter_rows():
        for cell in row:
            sheet.cell(cell.row, cell.column, cell.value)
    sheet["H1"], sheet["H2"], book["Sheet"]["A1"] = CANARY, "=SUM(B2:B8)", CANARY
    book.save(made)
    files["word/embeddings/chart1.xlsx"] = made.getvalue()
    cleaned = publish.clean(packed(files), title="x")
    assert "cells behind charts that they do not draw" in cleaned.left_out
    inner = parts(cleaned.data)["word/embeddings/chart1.xlsx"]
    left = openpyxl.load_workbook(io.BytesIO(inner))
    assert left.sheetnames == ["Data"] and holds_canary(inner) == [] and b"<f>" not in b"".join(parts(inner).values())
    assert [[cell.value for cell in row] for row in left["Data"]] == [[cell.value for cell in row] for row in drawn]
    assert check_package(cleaned.data) == ()


def test_links_written_with_other_quotes_stay() -> None:
    files = parts(word_with_charts([COLUMN]))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId97" Type="{kind}/hyperlink" Target="https://example.org" TargetMode="External"/>'
    wiring = "word/_rels/document.xml.rels"
    files[wiring] = files[wiring].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    shown = f"<w:body><w:p><w:hyperlink r:id='rId97' xmlns:r='{kind}'><w:r><w:t>Link</w:t></w:r></w:hyperlink></w:p>"
    files["word/document.xml"] = files["word/document.xml"].replace(b"<w:body>", shown.encode(), 1)
    assert b"https://example.org" in parts(clean(packed(files), title="x"))[wiring]


PAINTED: dict[str, dict[str, Any]] = {
    "GIF": {},
    "TIFF": {"description": CANARY},
    "WEBP": {"lossless": True},
    "JPEG": {"progressive": True},
}


@pytest.mark.parametrize("kind", PAINTED)
def test_pictures_of_every_format_stay_the_same_picture(kind: str) -> None:
    dirty = painted(kind, **PAINTED[kind])
    stripped = strip_metadata(dirty + CANARY.encode() if kind == "JPEG" else dirty)
    assert CANARY.encode() not in stripped
    assert Image.open(io.BytesIO(stripped)).tobytes() == Image.open(io.BytesIO(dirty)).tobytes()
    assert strip_metadata(dirty[:15])[:4] == dirty[:4]


def test_tracked_changes_are_refused() -> None:
    data = edit(dirty_word(), "word/document.xml", "<w:body>", '<w:body><w:p><w:del w:id="90" w:author="A"/></w:p>')
    with pytest.raises(ValueError, match="tracked changes"):
        clean(data, title="Update")


def test_what_is_no_office_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a whole Office file"):
        clean(b"no zip", title="Update")


@pytest.mark.real
def test_the_dirty_template_is_refused_for_its_tracked_changes() -> None:
    if not DIRTY.is_file():
        pytest.skip("../shared/real is not on this machine")
    with pytest.raises(ValueError, match="tracked changes"):
        clean(DIRTY.read_bytes(), title="Update")
