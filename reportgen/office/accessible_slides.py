"""Slides that can be moved between and read in order: a title of its own each, and shapes from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reportgen.office.fault import (
    CAPITALS,
    EMPTY_PLACEHOLDER,
    READING_ORDER,
    SAME_TITLE,
    SLIDE_TITLE,
    TYPED_LIST,
    Fault,
)
from reportgen.office.links import says_nothing, slide_links
from reportgen.office.names import a
from reportgen.office.opened import OpenedFile
from reportgen.office.slide_looks import FURNITURE, TITLES, Shape, SlideView

_MARK = re.compile(r"\s*(?:[•●▪◦‣·∙*–-]|\(?[0-9]{1,2}[.)])\s+\S")
_NEARLY = 45_720
"""Shapes that overlap by no more than this (0.05 inch) are one below the other."""


def find_faults(file: OpenedFile, slide: SlideView) -> Iterator[Fault]:
    """Give the faults of one slide."""
    if not slide.title:
        yield Fault(SLIDE_TITLE, slide.place, "it has no title", slide.place)
    yield from _order(slide)
    for shape in slide.shapes:
        place = f"{slide.place} ▸ {shape.name}"
        if shape.kind == "sp" and shape.placeholder and not shape.text and shape.placeholder not in (*TITLES, "pic"):
            yield Fault(EMPTY_PLACEHOLDER, place, f"“{shape.name}” is empty", shape.name)
        yield from _lists(shape, place)
        if any(run.get("cap") == "all" for run in shape.element.iter(a("rPr"))):
            yield Fault(CAPITALS, place, f"“{shape.text[:30]}” is set in capitals", shape.name)
    for words, target in slide_links(file, slide.part):
        yield from says_nothing(slide.place, words, target)


def _order(slide: SlideView) -> Iterator[Fault]:
    read = [shape for shape in slide.shapes if _is_read(shape)]
    first = next((number for number, shape in enumerate(read) if shape.placeholder in TITLES), 0)
    if first:
        yield Fault(READING_ORDER, slide.place, f"“{read[0].name}” is read before the title", read[0].name)
    placed = [shape for shape in read if shape.box is not None and shape.placeholder not in TITLES]
    for before, after in pairwise(placed):
        assert before.box is not None and after.box is not None
        is_above = after.box.bottom <= before.box.top + _NEARLY
        if is_above and after.box.left < before.box.right - _NEARLY:
            found = f"“{after.name}” stands above “{before.name}” and is read after it"
            yield Fault(READING_ORDER, slide.place, found, f"{before.name} {after.name}")


def _is_read(shape: Shape) -> bool:
    return shape.placeholder not in FURNITURE and bool(shape.text or shape.properties.get("descr"))


def _lists(shape: Shape, place: str) -> Iterator[Fault]:
    marked = 0
    for paragraph in shape.element.iter(a("p")):
        text = "".join(each.text or "" for each in paragraph.iter(a("t")))
        marked = marked + 1 if _MARK.match(text) else 0
        if marked == 2:
            yield Fault(TYPED_LIST, place, f"“{text.strip()[:30]}” begins with a typed mark", shape.name)


def find_same_titles(slides: Iterable[SlideView]) -> Iterator[Fault]:
    """Give the slides whose title another has already; capitals and spaces make no difference."""
    seen: dict[str, SlideView] = {}
    for slide in slides:
        key = " ".join(slide.title.casefold().split())
        if key and key in seen:
            found = f"its title “{slide.title}” is that of {seen[key].place}"
            yield Fault(SAME_TITLE, slide.place, found, slide.title)
        seen.setdefault(key, slide)
