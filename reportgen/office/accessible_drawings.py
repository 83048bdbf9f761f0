"""Pictures, charts and objects: words for who cannot see them, and a place in the reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.office.fault import ALT_TEXT, FILE_NAME, FLOATING, NOT_DECORATION, Fault
from reportgen.office.names import MC, WP, A, C
from reportgen.office.opened import OpenedFile
from reportgen.office.slide_looks import Shape, SlideView, read_slides
from reportgen.office.word_story import where
from reportgen.office.xml import local

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_LABEL = re.compile(
    r"(?i)(?:picture|image|chart|table|graph|diagram|graphic|photo|logo|content placeholder|object)? ?\d*"
    r"|\S+\.(?:png|jpe?g|gif|emf|wmf|svg|bmp|tiff?)"
)
_INFORMS = (f"{{{C}}}chart", f"{{{A}}}tbl")
_VML = "urn:schemas-microsoft-com:vml"


def described(properties: etree._Element, place: str, name: str, *, informs: bool) -> Iterator[Fault]:
    """Give a fault where the properties of a drawing hold no words for it; ``informs`` for what is no decoration."""
    words = properties.get("descr", "").strip()
    is_decorative = any(mark.get("val") in ("1", "true") for mark in properties.iter(_DECORATIVE))
    if is_decorative and informs:
        yield Fault(NOT_DECORATION, place, f"“{name}” is marked as decorative", name)
    elif is_decorative:
        return
    elif not words:
        yield Fault(ALT_TEXT, place, f"“{name}” has no alt text", name)
    elif _LABEL.fullmatch(words):
        yield Fault(FILE_NAME, place, f"the alt text of “{name}” is “{words}”", name)


def find_word_faults(file: OpenedFile) -> Iterator[Fault]:
    """Give the faults of the drawings of a document."""
    for part, root in file.under("word/"):
        if part.partition("/")[2].startswith(("theme/", "charts/", "diagrams/", "glossary/")):
            continue
        for drawing in root.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
            if _is_fallback(drawing):
                continue
            properties = drawing.find(f"{{{WP}}}docPr")
            name = "" if properties is None else properties.get("name", "")
            place = _place(part, name)
            informs = any(next(drawing.iter(each), None) is not None for each in _INFORMS)
            if properties is not None:
                yield from described(properties, place, name, informs=informs)
            if local(drawing) == "anchor" and part == file.main:
                yield Fault(FLOATING, place, f"“{name}” floats over the page", name)
        for picture in root.iter(f"{{{_VML}}}imagedata"):
            shape = picture.getparent()
            if shape is not None and not _is_fallback(shape) and not shape.get("alt", "").strip():
                yield Fault(ALT_TEXT, _place(part, "picture"), "a picture has no alt text", shape.get("id", ""))


def _place(part: str, name: str) -> str:
    kind = where(part, "")
    return name if kind == "before the first heading" else f"{kind} ▸ {name}"


def _is_fallback(element: etree._Element) -> bool:
    return any(True for _ in element.iterancestors(f"{{{MC}}}Fallback"))


def find_slide_faults(slide: SlideView) -> Iterator[Fault]:
    """Give the faults of the pictures, charts, tables and wordless shapes of a slide."""
    for shape in slide.shapes:
        if shape.in_described_group or not _shows(shape):
            continue
        informs = any(next(shape.element.iter(each), None) is not None for each in _INFORMS)
        yield from described(shape.properties, f"{slide.place} ▸ {shape.name}", shape.name, informs=informs)


def _shows(shape: Shape) -> bool:
    """Whether a shape says something that its own text does not."""
    if shape.kind in ("pic", "graphicFrame", "cxnSp"):
        return True
    return shape.kind == "sp" and not shape.text and not shape.placeholder


def find_sheet_faults(file: OpenedFile) -> Iterator[Fault]:
    """Give the faults of the drawings of a workbook."""
    for _, root in file.under("xl/drawings/"):
        for element in root.iter():
            parent = element.getparent()
            if local(element) == "cNvPr" and parent is not None and local(parent) in ("nvPicPr", "nvGraphicFramePr"):
                name = element.get("name", "")
                yield from described(element, name, name, informs=local(parent) == "nvGraphicFramePr")


def alt_texts(file: OpenedFile) -> tuple[tuple[str, ...], ...]:
    """Return the alt texts of a document in one tuple, those of a deck in one for each slide shown, in reading order.

    A picture without words has a blank one; drawings of headers and footers are left out.
    """
    if file.program == "powerpoint":
        return tuple(
            tuple(
                shape.properties.get("descr", "")
                for shape in slide.shapes
                if shape.kind in ("pic", "graphicFrame") and not _is_table(shape)
            )
            for slide in read_slides(file)
        )
    root = file.roots.get(file.main)
    drawn = () if root is None else (each for each in root.iter(f"{{{WP}}}docPr") if not _is_fallback(each))
    return (tuple(each.get("descr", "") for each in drawn),)


def _is_table(shape: Shape) -> bool:
    return next(shape.element.iter(f"{{{A}}}tbl"), None) is not None
