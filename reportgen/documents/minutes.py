"""The minutes: who said what, with roles at first mention, and RESOLVED and ACTION lines in the council's own style.

Words typed into ``discussion`` are printed as typed; only the speaker is put before them (domain C3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.inputs.table import Inputs, Row
from reportgen.office.places import PlacedText
from reportgen.office.reading import text
from reportgen.office.values import Passage, Printed
from reportgen.project import Settings
from reportgen.wording.node import Node

_BODY, _BULLET = "word/document.xml", "ListBullet"
_SAID = ("question", "answer", "comment")
_SLOT = re.compile(r"\{(\w+)\}")


def make_minutes(inputs: Inputs, settings: Settings) -> Node:
    """Return ``minutes.is_final`` and ``minutes.discussion`` (``words`` and ``is_line``).

    Before the meeting there is no discussion, and the minutes are not final. Nothing is resolved
    but what was typed as a resolution: recommendations are printed by the template as recommendations.
    """
    rows = sorted(inputs.rows("discussion"), key=lambda row: row.amount("order") or 0)
    speakers = _Speakers(inputs, settings)
    return Node(
        {
            "is_final": bool(rows),
            "discussion": tuple(_entry(row, inputs, settings, speakers) for row in rows),
        },
        "minutes",
    )


def fill_pattern(pattern: str, setting: str, values: Mapping[str, Printed]) -> Passage:
    """Return a line of the council's own pattern, such as ``ACTION: {owners} to {action}.``, with its values.

    A value's own full stop is not doubled by the pattern's.
    """
    pieces: list[str | Printed] = []
    for position, words in enumerate(_SLOT.split(pattern)):
        if not words:
            continue
        if position % 2:
            value = values.get(words, Printed(f"[{words}]", f"setting:{setting}"))
            pieces.append(Printed(value.text.rstrip("."), value.ref, value.format))
        else:
            pieces.append(Printed(words, f"setting:{setting}"))
    line = "".join(str(piece) for piece in pieces)
    ending = "" if line.endswith((".", ")", "]")) else "."
    return Passage((*pieces, ending) if ending else tuple(pieces))


def _entry(row: Row, inputs: Inputs, settings: Settings, speakers: _Speakers) -> Node:
    kind = row.text("kind")
    typed = Printed(row.text("text"), "input:discussion.text")
    if kind == "action":
        owners = _owners(row, inputs)
        line = fill_pattern(settings.style.action, "style.action", {"owners": owners, "action": typed})
    elif kind == "resolution":
        line = fill_pattern(settings.style.resolution, "style.resolution", {"text": typed})
    else:
        line = Passage((*speakers.introduce(row.text("speaker")), typed))
    return Node({"kind": kind, "is_line": kind not in _SAID, "words": line}, "what was said")


def _owners(row: Row, inputs: Inputs) -> Printed:
    """The owners typed with the action, else those of the same action in the log."""
    if row.text("speaker"):
        return Printed(row.text("speaker"), "input:discussion.speaker")
    said = _plain(row.text("text"))
    for action in inputs.rows("actions"):
        if _plain(action.text("action")) == said:
            return Printed(" and ".join(action.items("owners")), "input:actions.owners")
    return Printed("[owners]", "input:discussion.speaker")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


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


class _Speakers:
    """Introduces each speaker with the role once, by name afterwards; members by their form of address."""

    def __init__(self, inputs: Inputs, settings: Settings) -> None:
        self._people = {row.text("name").casefold(): row for row in inputs.rows("people")}
        self._member = settings.style.member
        self._met: set[str] = set()

    def introduce(self, name: str) -> Iterable[Printed | str]:
        """Give the words before what was said."""
        if not name:
            return
        person = self._people.get(name.casefold())
        if person is not None and person.text("kind") in ("member", "chair") and self._member:
            yield Printed(self._member, "setting:style.member")
            yield " "
        yield Printed(name, "input:discussion.speaker")
        if person is not None and person.text("role") and name.casefold() not in self._met:
            yield ", "
            yield Printed(person.text("role"), "input:people.role")
            yield ","
        self._met.add(name.casefold())
        yield " "
