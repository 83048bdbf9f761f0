"""A finished deck as a person at the back of the room sees it: what is outside, overlaps, is too small or too much.

Places and sizes are worked out from the file as PowerPoint does: a slide's own, else its layout's, else its master's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pptx
from pptx.util import Emu

SMALL_PRINT = ("Footer", "Slide number")
SMALLEST, SMALL_PRINT_SIZE = 14.0, 10.0
MOST_WORDS = 40
TITLE_LINES = 2
NEAR = Emu(18_000)
"""Half a millimetre: edges that touch do not overlap."""
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_WORD = re.compile(r"[^\W_]")
_WIDE = 0.55
"""About the width of a letter of Arial in sizes of the text; a bold one is a little wider."""


def find_faults(data: bytes, smallest: float = SMALLEST) -> list[str]:
    """Every fault of the slides in words: “slide 3: Chart overlaps Message”. Other templates have their own sizes."""
    deck = pptx.Presentation(io.BytesIO(data))
    return [
        f"slide {number}: {fault}"
        for number, slide in enumerate(deck.slides, 1)
        for fault in (
            *_misplaced(slide, int(deck.slide_width or 0), int(deck.slide_height or 0)),
            *_overlaps(slide),
            *_too_small(slide, smallest),
            *_too_long(slide),
        )
    ]


def count_words(slide: Any) -> int:
    """The words on a slide besides its title, tables and small print; a sign alone is no word."""
    texts = [
        shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and shape.name not in SMALL_PRINT and shape != slide.shapes.title
    ]
    return sum(1 for text in texts for word in text.split() if _WORD.search(word))


def _boxes(slide: Any) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    for shape in slide.shapes:
        height = shape.height
        if shape.has_table:
            height = max(height, sum(row.height for row in shape.table.rows))
        yield shape.name, (shape.left, shape.top, shape.left + shape.width, shape.top + height)


def _misplaced(slide: Any, width: int, height: int) -> Iterator[str]:
    for name, (left, top, right, bottom) in _boxes(slide):
        if left < 0 or top < 0 or right > width or bottom > height:
            yield f"{name} stands outside"
        if right <= left or bottom <= top:
            yield f"{name} has no size"


def _overlaps(slide: Any) -> Iterator[str]:
    boxes = list(_boxes(slide))
    for at, (name, one) in enumerate(boxes):
        for other_name, other in boxes[at + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            if across > NEAR and down > NEAR:
                yield f"{name} overlaps {other_name}"


def _too_small(slide: Any, smallest: float) -> Iterator[str]:
    for shape in slide.shapes:
        least = SMALL_PRINT_SIZE if shape.name in SMALL_PRINT else smallest
        sizes = {size for size, _ in _runs(shape)}
        if shape.has_chart:
            found = shape.chart._chartSpace.iter(f"{A}rPr", f"{A}defRPr")
            sizes = {int(each.get("sz")) / 100 for each in found if each.get("sz")}
        yield from (f"{shape.name} has text of {size:g} points" for size in sorted(sizes) if size < least)


def _too_long(slide: Any) -> Iterator[str]:
    """Text that needs more lines than its box has room for, by the width of Arial's letters; a title takes two."""
    for shape in slide.shapes:
        if not shape.has_text_frame or not shape.text_frame.text.strip():
            continue
        needed, lines = 0.0, 0
        inset = 2 * int(_attribute(shape, "lIns", "91440"))
        for paragraph in shape.text_frame.paragraphs:
            size = max((size for size, _ in _sizes_in(shape, paragraph)), default=0.0)
            words = "".join(run.text for run in paragraph.runs)
            if not size or not words:
                continue
            room = (shape.width - inset) / 12700 / (size * _WIDE)
            taken = max(1, -(-len(words) // max(1, int(room))))
            lines += taken
            needed += taken * size * 1.17
        if shape == slide.shapes.title and lines > TITLE_LINES and slide.slide_layout.name not in ("Title", "Section"):
            yield f"its title takes {lines} lines"
        if needed * 12700 > shape.height:
            yield f"{shape.name} has more text than room: {needed * 12700 / shape.height:.2f} of its height"


def _runs(shape: Any) -> Iterator[tuple[float, str]]:
    if shape.has_table:
        for cell in (cell for row in shape.table.rows for cell in row.cells):
            for run in cell._tc.iter(f"{A}rPr"):
                if run.get("sz"):
                    yield int(run.get("sz")) / 100, ""
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            yield from _sizes_in(shape, paragraph)


def _sizes_in(shape: Any, paragraph: Any) -> Iterator[tuple[float, str]]:
    for run in paragraph.runs:
        if run.text.strip():
            yield (run.font.size.pt if run.font.size else _inherited(shape, paragraph.level)), run.text


def _inherited(shape: Any, level: int) -> float:
    """The size a shape's text has where its run names none: the shape's style, its layout's, its master's."""
    tag = f"{A}lvl{level + 1}pPr"
    for element in _holders(shape):
        found = element.find(f".//{A}lstStyle/{tag}/{A}defRPr")
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    master = shape.part.slide.slide_layout.slide_master._element
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    is_title = kind is not None and "TITLE" in kind.name and "SUB" not in kind.name
    style = master.find(f".//{P}{'titleStyle' if is_title else 'bodyStyle'}/{tag}/{A}defRPr")
    return int(style.get("sz")) / 100 if style is not None and shape.is_placeholder else 18.0


def _holders(shape: Any) -> Iterator[Any]:
    yield shape._element
    if not shape.is_placeholder:
        return
    layout = shape.part.slide.slide_layout
    wanted = shape.placeholder_format
    for one in layout.placeholders:
        if one.placeholder_format.idx == wanted.idx:
            yield one._element
    for one in layout.slide_master.placeholders:
        if one.placeholder_format.type == wanted.type:
            yield one._element


def _attribute(shape: Any, name: str, otherwise: str) -> str:
    for element in _holders(shape):
        body = element.find(f".//{A}bodyPr")
        if body is not None and body.get(name) is not None:
            return str(body.get(name))
    return otherwise
