"""The words of a document or deck as they are read: in order, each with its place and what kind of text it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from reportgen.office.names import WP, a, p
from reportgen.office.opened import OpenedFile, open_file
from reportgen.office.slide_looks import FURNITURE, TITLES, Shape, SlideView, read_slides
from reportgen.office.word_story import Paragraph, Story, read_document


class Kind(Enum):
    """What some words are for."""

    HEADING = "heading"
    TEXT = "text"
    LABEL = "label"
    """Table cells, captions, footers: short words that need no sentence."""
    ALT_TEXT = "alt text"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph: ``place`` is a heading or a slide in words."""

    place: str
    kind: Kind
    text: str


def read_prose(file: bytes | OpenedFile) -> tuple[Prose, ...]:
    """Return the paragraphs of a docx or pptx in reading order, finished or template.

    Chart caches, field codes and properties are left out. Raises ValueError for a broken file.
    """
    opened = open_file(file) if isinstance(file, bytes) else file
    read = {"word": _document, "powerpoint": _deck}.get(opened.program)
    return () if read is None else tuple(each for each in read(opened) if each.text.strip())


def _document(file: OpenedFile) -> Iterator[Prose]:
    story = read_document(file)
    for paragraph in story.paragraphs:
        yield Prose(paragraph.place, _kind(paragraph, story, file), paragraph.text)
        if paragraph.has_drawing:
            for drawn in paragraph.element.iter(f"{{{WP}}}docPr"):
                yield Prose(paragraph.place, Kind.ALT_TEXT, drawn.get("descr", ""))


def _kind(paragraph: Paragraph, story: Story, file: OpenedFile) -> Kind:
    style = story.styles.find(paragraph.style)
    name = "" if style is None else style.name.lower()
    if paragraph.level is not None or name in ("title", "subtitle"):
        return Kind.HEADING
    if paragraph.cell is not None or paragraph.part != file.main or name.startswith(("caption", "toc")):
        return Kind.LABEL
    return Kind.TEXT


def is_running_text(paragraph: Paragraph, story: Story, file: OpenedFile) -> bool:
    """Whether a paragraph of a document is part of what is read through: no heading, label, header or footer."""
    return _kind(paragraph, story, file) is Kind.TEXT


def _deck(file: OpenedFile) -> Iterator[Prose]:
    for slide in read_slides(file):
        for shape in slide.shapes:
            yield from _shape(slide, shape)
        for notes in file.related(slide.part, "notesSlide"):
            root = file.roots.get(notes)
            for body in () if root is None else root.iter(p("txBody")):
                yield from _paragraphs(f"notes of {slide.place}", Kind.NOTES, body)


def _shape(slide: SlideView, shape: Shape) -> Iterator[Prose]:
    kind = Kind.HEADING if shape.placeholder in TITLES else Kind.LABEL if shape.placeholder in FURNITURE else Kind.TEXT
    for body in shape.element.iter(p("txBody"), a("txBody")):
        is_cell = body.tag == a("txBody")
        yield from _paragraphs(slide.place, Kind.LABEL if is_cell else kind, body)
    yield Prose(slide.place, Kind.ALT_TEXT, shape.properties.get("descr", ""))


def _paragraphs(place: str, kind: Kind, body: etree._Element) -> Iterator[Prose]:
    for paragraph in body.iterfind(a("p")):
        yield Prose(place, kind, "".join(text.text or "" for text in paragraph.iter(a("t"))))
