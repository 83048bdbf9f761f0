"""The minutes: final or not yet, and as plain text to paste into an agenda system."""

from __future__ import annotations

from dataclasses import replace

from reportgen.documents.discussion import make_discussion
from reportgen.inputs.table import Inputs
from reportgen.office.places import PlacedText
from reportgen.office.reading import text
from reportgen.project import Settings
from reportgen.wording.node import Node

_BODY, _BULLET = "word/document.xml", "ListBullet"


def make_minutes(inputs: Inputs, settings: Settings, meeting: Node) -> Node:
    """Return ``minutes.is_final`` and ``minutes.discussion``, the paragraphs of what was said.

    Before the meeting there is no discussion, and the minutes are not final. Nothing is resolved
    but what was typed as a resolution: recommendations are printed by the template as recommendations.
    """
    discussion = make_discussion(inputs, settings, meeting)
    return Node({"is_final": bool(discussion), "discussion": discussion}, "minutes")


def write_plain(document: bytes, places: tuple[PlacedText, ...]) -> tuple[bytes, tuple[PlacedText, ...]]:
    """Return the minutes as plain text to paste into an agenda system, and its places by line.

    A paragraph a line with a blank line between, bullets together with a mark before each. The words are those of the
    Word document, so that the council's own template shapes both.
    """
    numbered = {place.number: place for place in places if place.part == _BODY}
    lines: list[str] = []
    found: list[PlacedText] = []
    was_bullet = False
    for paragraph in text(document):
        if paragraph.part != _BODY or not paragraph.path.startswith("paragraph ") or not paragraph.text.strip():
            continue
        is_bullet = paragraph.style == _BULLET
        if lines and not (is_bullet and was_bullet):
            lines.append("")
        lines.append(f"• {paragraph.text}" if is_bullet else paragraph.text)
        was_bullet = is_bullet
        found += [
            replace(numbered[number], part="minutes.txt", path=f"line {len(lines)}")
            for _, _, number in paragraph.printed
            if number in numbered
        ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8"), tuple(found)
