"""The SVG of a chart as it stands in the page: what matplotlib drew, without what the page does not need.

Words stay words, in the page's own font. A group says where the values in its words come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree

from reportgen.office.markup import escape_attribute, escape_text
from reportgen.web.canvas import SCALE
from reportgen.web.words import Mentioned, with_mentions

_SVG = "{http://www.w3.org/2000/svg}"
_LEFT_OUT = frozenset({"metadata", "defs"})
_NUMBER = re.compile(r"-?\d+\.\d+")
_OUTLINE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and the box it is drawn in."""

    box: str
    shapes: str


def read_drawing(drawn: str, mentions: Mapping[str, Sequence[Mentioned]]) -> Drawing:
    """Return what matplotlib drew; ``mentions`` are the references of words, by the id of their group."""
    root = ElementTree.fromstring(drawn)  # noqa: S314 - matplotlib's own output
    return Drawing(root.get("viewBox", ""), "".join(_write(root, mentions)))


def embed_svg(drawing: Drawing, name: str, title: str, description: str) -> str:
    """Return the drawing as an element of the page. ``title`` and ``description`` are elements already written."""
    return (
        f'<svg viewBox="{drawing.box}" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'xmlns="http://www.w3.org/2000/svg">{title}{description}{drawing.shapes}</svg>'
    )


def _write(holder: ElementTree.Element, mentions: Mapping[str, Sequence[Mentioned]]) -> Iterator[str]:
    for name, elements in groupby(holder, key=lambda element: element.get("id", "")):
        inside = "".join(_write_element(element, mentions) for element in elements)
        if name in mentions:
            yield f"{with_mentions('<g>', mentions[name])}{inside}</g>"  # the lines of one label are one group
        elif name.startswith(SCALE):
            yield f"<g data-scale>{inside}</g>"
        else:
            yield inside


def _write_element(element: ElementTree.Element, mentions: Mapping[str, Sequence[Mentioned]]) -> str:
    tag = element.tag.removeprefix(_SVG)
    if tag == "path":
        outline = _OUTLINE.sub(" ", element.get("d", "")).strip()
        return f'<path d="{_shorter(outline)}" style="{_style(element)}"/>'
    if tag == "text":
        where = f'x="{_shorter(element.get("x", ""))}" y="{_shorter(element.get("y", ""))}"'
        return f'<text {where} style="{_style(element)}">{escape_text(element.text or "")}</text>'
    return "" if tag in _LEFT_OUT else "".join(_write(element, mentions))


def _style(element: ElementTree.Element) -> str:
    kept = (each.strip() for each in element.get("style", "").split(";"))
    return escape_attribute("; ".join(each for each in kept if each and not each.startswith("font-family")))


def _shorter(numbers: str) -> str:
    """Return coordinates to a tenth of a point: no eye sees less, and every machine computes the same tenth."""
    return _NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), numbers)
