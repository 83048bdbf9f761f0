"""Files with a canary in one place each that readers do not look at."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
import pptx
from PIL import Image
from pptx.util import Emu

from tests.office.carriers import deck_with_charts, saved, word_with_charts
from tests.office.chart_examples import COLUMN, LINE
from tests.office.test_invariants import edit, packed, parts

CANARY = "Quillfeather"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def _plain_word() -> bytes:
    return word_with_charts([COLUMN])


@cache
def _plain_deck() -> bytes:
    return deck_with_charts([COLUMN, LINE])


def _word(change: Callable[[Any], object]) -> bytes:
    document = docx.Document(io.BytesIO(_plain_word()))
    document.add_paragraph("Shown.")
    change(document)
    return saved(document)


def _deck(change: Callable[[Any], object]) -> bytes:
    deck = pptx.Presentation(io.BytesIO(_plain_deck()))
    change(deck)
    return saved(deck)


def _property(name: str) -> Callable[[Any], object]:
    return lambda file: setattr(file.core_properties, name, CANARY)


def _hidden_run(document: Any) -> None:
    run = document.paragraphs[-1].add_run(CANARY)
    run.font.hidden = True


def _split_hidden_runs(document: Any) -> None:
    for piece in (CANARY[:5], CANARY[5:]):
        run = document.paragraphs[-1].add_run(piece)
        run.font.hidden = True


def _picture(data: bytes) -> Callable[[Any], object]:
    def add(document: Any) -> None:
        document.add_picture(io.BytesIO(data))
        document.inline_shapes[-1]._inline.docPr.set("descr", "A blue field.")

    return add


def _jpeg(tag: int, value: object) -> bytes:
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[tag] = value
    Image.new("RGB", (40, 30), "#12436D").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def _jpeg_comment() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#12436D").save(buffer, "JPEG", comment=CANARY.encode())
    return buffer.getvalue()


def _png(kind: bytes, body: bytes) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#12436D").save(buffer, "PNG")
    data, note = buffer.getvalue(), kind + body
    return data[:33] + struct.pack(">I", len(body)) + note + struct.pack(">I", zlib.crc32(note)) + data[33:]


def _extra_part(data: bytes, name: str, content: bytes, relation: str, owner: str = "_rels/.rels") -> bytes:
    files = parts(data)
    files[name] = content
    target = name.rpartition("/")[2] if owner != "_rels/.rels" else name
    link = f'<Relationship Id="rId90" Type="{relation}" Target="{target}"/></Relationships>'.encode()
    files[owner] = files[owner].replace(b"</Relationships>", link)
    kind = f'<Override PartName="/{name}" ContentType="application/xml"/></Types>'.encode()
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", kind)
    return packed(files)


def _custom_xml() -> bytes:
    body = f"<person>{CANARY}</person>".encode()
    return _extra_part(_word(lambda _: None), "customXml/item9.xml", body, f"{_RELATION}/customXml")


def _custom_property() -> bytes:
    body = f'<Properties><property name="Pupil"><lpwstr>{CANARY}</lpwstr></property></Properties>'.encode()
    return _extra_part(_word(lambda _: None), "docProps/custom.xml", body, f"{_RELATION}/custom-properties")


def _utf16_custom_xml() -> bytes:
    body = f'<?xml version="1.0" encoding="UTF-16"?><a>{CANARY}</a>'.encode("utf-16")
    return _extra_part(_word(lambda _: None), "customXml/item9.xml", body, f"{_RELATION}/customXml")


def _orphan_part() -> bytes:
    files = parts(_word(lambda _: None))
    files["word/left_over.xml"] = f"<a>{CANARY}</a>".encode()
    return packed(files)


def _named_part() -> bytes:
    files = parts(_word(lambda _: None))
    files[f"word/media/{CANARY}.png"] = _png(b"tEXt", b"a\0b")
    return packed(files)


def _doc_variable() -> bytes:
    variables = f'<w:docVars><w:docVar w:name="x" w:val="{CANARY}"/></w:docVars><w:compat>'
    return edit(_word(lambda _: None), "word/settings.xml", "<w:compat>", variables)


def _company() -> bytes:
    return edit(_word(lambda _: None), "docProps/app.xml", "</Properties>", f"<Company>{CANARY}</Company></Properties>")


def _chart_workbook() -> bytes:
    files = parts(_word(lambda _: None))
    inner = parts(files["word/embeddings/chart1.xlsx"])
    inner["docProps/core.xml"] = f"<x>{CANARY}</x>".encode()
    relation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    link = f'<Relationship Id="rId8" Type="{relation}" Target="docProps/core.xml"/></Relationships>'
    inner["_rels/.rels"] = inner["_rels/.rels"].replace(b"</Relationships>", link.encode())
    files["word/embeddings/chart1.xlsx"] = packed(inner)
    return packed(files)


def _archive_comment() -> bytes:
    buffer = io.BytesIO(_word(lambda _: None))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = CANARY.encode()
    return buffer.getvalue()


def _word_comment(document: Any) -> None:
    document.add_comment(document.paragraphs[-1].runs[:1], text=CANARY, author="A", initials="A")


def _comment_author(document: Any) -> None:
    document.add_comment(document.paragraphs[-1].runs[:1], text="Check", author=CANARY, initials="Q")


def _notes(deck: Any) -> None:
    deck.slides[0].notes_slide.notes_text_frame.text = CANARY


def _hidden_slide(deck: Any) -> None:
    deck.slides[1]._element.set("show", "0")
    deck.slides[1].shapes.title.text = CANARY


def _hidden_shape(deck: Any) -> None:
    box = deck.slides[0].shapes.add_textbox(Emu(0), Emu(0), Emu(9), Emu(9))
    box.text_frame.text = CANARY
    box._element.nvSpPr.cNvPr.set("hidden", "1")


PLANTED: dict[str, Callable[[], bytes]] = {
    "author": lambda: _word(_property("author")),
    "last modified by": lambda: _word(_property("last_modified_by")),
    "comments property": lambda: _word(_property("comments")),
    "keywords": lambda: _word(_property("keywords")),
    "company": _company,
    "document variable": _doc_variable,
    "custom XML": _custom_xml,
    "custom XML in UTF-16": _utf16_custom_xml,
    "custom property": _custom_property,
    "hidden text": lambda: _word(_hidden_run),
    "hidden text split over runs": lambda: _word(_split_hidden_runs),
    "comment": lambda: _word(_word_comment),
    "author of a comment": lambda: _word(_comment_author),
    "JPEG EXIF": lambda: _word(_picture(_jpeg(0x013B, CANARY))),
    "JPEG EXIF in UTF-16": lambda: _word(_picture(_jpeg(0x9C9D, CANARY.encode("utf-16-le")))),
    "JPEG comment": lambda: _word(_picture(_jpeg_comment())),
    "PNG text": lambda: _word(_picture(_png(b"tEXt", b"Author\0" + CANARY.encode()))),
    "PNG packed text": lambda: _word(_picture(_png(b"zTXt", b"Author\0\0" + zlib.compress(CANARY.encode())))),
    "part nothing leads to": _orphan_part,
    "name of a part": _named_part,
    "workbook of a chart": _chart_workbook,
    "comment of the archive": _archive_comment,
    "author of a deck": lambda: _deck(_property("author")),
    "speaker notes": lambda: _deck(_notes),
    "hidden slide": lambda: _deck(_hidden_slide),
    "hidden shape": lambda: _deck(_hidden_shape),
}
"""A canary in one place of a file: what it is, and the file."""
