"""Small Word and PowerPoint templates made in memory, and their text read back with the usual libraries."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pptx
from lxml import etree

from reportgen.errors import ProblemsError
from reportgen.office import Rendered, fill_template

REAL = Path(__file__).parents[2] / "../shared/real"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def word(*paragraphs: str, build: Callable[[Any], None] | None = None) -> bytes:
    """A Word template of these paragraphs; ``build`` adds to the document."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if build is not None:
        build(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word_runs(*runs: str) -> bytes:
    """A Word template of one paragraph, typed in these runs, each second one bold."""

    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        for number, text in enumerate(runs):
            paragraph.add_run(text).bold = bool(number % 2)

    return word(build=build)


def deck(*slides: tuple[str, str, str], build: Callable[[Any], None] | None = None) -> bytes:
    """A deck; each slide has a title, a body and notes."""
    presentation = pptx.Presentation()
    for title, body, notes in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = body
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    if build is not None:
        build(presentation)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def fill(template: bytes, name: str = "paper.docx", /, **context: object) -> Rendered:
    return fill_template(template, name, context)


def problems(template: bytes, name: str = "paper.docx", /, **context: object) -> list[str]:
    """The problems of a template as an officer reads them."""
    try:
        fill_template(template, name, context)
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def part_names(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def lines(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The paragraphs of a Word part as text, breaks and tabs as typed."""
    found = []
    for paragraph in etree.fromstring(part(data, name)).iter(f"{W}p"):
        words = ""
        for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
            words += {f"{W}br": "\n", f"{W}tab": "\t"}.get(str(element.tag), element.text or "")
        found.append(words)
    return found


def slide_texts(data: bytes) -> list[list[str]]:
    """The texts of each slide's shapes."""
    presentation = pptx.Presentation(BytesIO(data))
    return [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in presentation.slides]


def rezip(data: bytes, changes: dict[str, bytes], drop: Sequence[str] = ()) -> bytes:
    """The package with some parts replaced, added or dropped."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes and name not in drop:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def with_notes(template: bytes, **texts: str) -> bytes:
    """A Word template whose first paragraph has a note: ``footnote`` or ``endnote`` and its text."""
    space = W.strip("{}")
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body, links, types = (
        part(template, name).decode()
        for name in ("word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml")
    )
    changes = {}
    for kind, words in texts.items():
        apart = "".join(
            f'<w:{kind} w:type="{mark}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
            for number, mark in enumerate(("separator", "continuationSeparator"), -1)
        )
        note = f"<w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{words}</w:t></w:r></w:p>"
        changes[f"word/{kind}s.xml"] = (
            f'<w:{kind}s xmlns:w="{space}">{apart}<w:{kind} w:id="1">{note}</w:{kind}></w:{kind}s>'
        ).encode()
        body = body.replace("</w:p>", f'<w:r><w:{kind}Reference w:id="1"/></w:r></w:p>', 1)
        link = f'<Relationship Id="{kind}s" Type="{relations}/{kind}s" Target="{kind}s.xml"/>'
        links = links.replace("</Relationships>", f"{link}</Relationships>")
        declared = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        types = types.replace("</Types>", f'<Override PartName="/word/{kind}s.xml" ContentType="{declared}"/></Types>')
    changes |= {
        "word/document.xml": body.encode(),
        "word/_rels/document.xml.rels": links.encode(),
        "[Content_Types].xml": types.encode(),
    }
    return rezip(template, changes)
