"""What was said in the room, paragraph by paragraph, in the council's own form (domain C3).

Words typed into ``discussion`` are printed as typed. Before them goes the speaker, with the role at first mention;
around resolutions and actions goes the council's pattern from ``reportgen.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.inputs.action_log import last_id
from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Passage, Printed, Text
from reportgen.project import Settings
from reportgen.wording.node import Node

_SAID = ("question", "answer", "comment")
_SLOT = re.compile(r"\{(\w+)\}")
_ENDS_IN_WORDS = re.compile(r"\{(?:action|text)\}$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_HEADINGS = {"resolution": 1, "action": 2}
"""Which of the three headings, for discussion, decision and action, a kind of row stands beneath."""

Value = Printed | Passage


def make_discussion(inputs: Inputs, settings: Settings, meeting: Node) -> tuple[Node, ...]:
    """Return the paragraphs: ``words``, and ``is_line``, ``is_right``, ``is_heading`` for how each looks.

    ``is_line`` is a resolution or an action; ``is_right`` an action the council sets at the right margin.
    """
    rows = sorted(inputs.rows("discussion"), key=lambda row: row.amount("order") or 0)
    return tuple(_Minuting(inputs, settings, meeting).paragraphs(rows))


class _Minuting:
    """Goes through the discussion and remembers who was introduced and what was counted."""

    def __init__(self, inputs: Inputs, settings: Settings, meeting: Node) -> None:
        self._inputs, self._style, self._meeting = inputs, settings.style, meeting
        self._speakers = _Speakers(inputs, settings, str(meeting["presenter"]))
        self._ids = _ActionIds(inputs)
        self._paragraph = 0
        self._resolved = 0

    def paragraphs(self, rows: list[Row]) -> Iterator[Node]:
        """Give every paragraph, headings between them where the council has them."""
        heading = -1
        for row in rows:
            kind = row.text("kind")
            wanted = _HEADINGS.get(kind, 0)
            if len(self._style.headings) == len(_HEADINGS) + 1 and wanted != heading:
                heading = wanted
                yield _node(Printed(self._style.headings[heading], "setting:style.headings"), is_heading=True)
            self._resolved = self._resolved + 1 if kind == "resolution" else 0
            if kind in _SAID:
                yield _node(Passage((*self._number(), *self._speakers.introduce(row.text("speaker")), _typed(row))))
            elif kind == "resolution":
                yield from (_node(line, is_line=True) for line in self._resolution(row))
            else:
                yield from self._action(row)

    def _number(self) -> Iterator[Printed | str]:
        if self._style.numbering != "item":
            return
        self._paragraph += 1
        item = self._meeting["item_number"]
        yield Printed(str(item), item.ref if isinstance(item, Text) else "input:meeting.item_number")
        yield "."
        yield Printed(str(self._paragraph), "reference:paragraph")
        yield " "

    def _resolution(self, row: Row) -> Iterator[Passage]:
        name, pattern = "style.resolution", self._style.resolution
        if self._resolved > 1 and self._style.further_resolution:
            name, pattern = "style.further_resolution", self._style.further_resolution
        values: dict[str, Value] = {
            "text": _typed(row),
            "number": Printed(str(self._resolved), "reference:resolution"),
            "roman": Printed(_ROMAN[(self._resolved - 1) % len(_ROMAN)], "reference:resolution"),
        }
        if row.text("speaker"):
            values["voting"] = Printed(row.text("speaker"), "input:discussion.speaker")
        yield from fill_lines(pattern, name, values)

    def _action(self, row: Row) -> Iterator[Node]:
        typed, pattern = _typed(row), self._style.action
        if "{action}" not in pattern:
            # The council's line names the owner alone: what is to be done stands before it, as typed.
            yield _node(Passage((*self._number(), typed)))
        values: dict[str, Value] = {"owners": self._owners(row), "action": typed, "id": self._ids.find(row)}
        for line in fill_lines(pattern, "style.action", values):
            yield _node(line, is_line=True, is_right=self._style.action_side == "right")

    def _owners(self, row: Row) -> Printed:
        """The owners typed with the action, else those of the same action in the log."""
        if row.text("speaker"):
            return Printed(row.text("speaker"), "input:discussion.speaker")
        logged = _logged(row, self._inputs)
        if logged is not None:
            return Printed(" and ".join(logged.items("owners")), "input:actions.owners")
        return Printed("[owners]", "input:discussion.speaker")


def _typed(row: Row) -> Printed:
    return Printed(row.text("text"), "input:discussion.text")


def _node(words: Passage | Printed, **looks: bool) -> Node:
    shown = {"is_line": False, "is_right": False, "is_heading": False} | looks
    return Node({"words": words, **shown}, "what was said")


def _logged(row: Row, inputs: Inputs) -> Row | None:
    """Return the same action in the log, None where it is not there yet."""
    said = _plain(row.text("text"))
    return next((action for action in inputs.rows("actions") if _plain(action.text("action")) == said), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


class _ActionIds:
    """Gives each action its id in the log, or the next one free, as ``reportgen actions`` will."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._prefix, self._last = last_id([row.text("id") for row in inputs.rows("actions")])

    def find(self, row: Row) -> Value:
        logged = _logged(row, self._inputs)
        if logged is not None:
            return Printed(logged.text("id"), "input:actions.id")
        self._last += 1
        return Passage((self._prefix, Printed(str(self._last), "reference:action")))


def fill_lines(pattern: str, setting: str, values: Mapping[str, Value]) -> Iterator[Passage]:
    """Give each line of a pattern with its values; a pattern of several lines makes several paragraphs."""
    yield from (fill_pattern(line, setting, values) for line in pattern.splitlines())


def fill_pattern(pattern: str, setting: str, values: Mapping[str, Value]) -> Passage:
    """Return a line of the council's own pattern, such as ``ACTION: {owners} to {action}.``, with its values.

    A value's own full stop is not doubled by the pattern's, and a pattern that ends in typed words gets one. A value
    that is not known prints as a marked blank.
    """
    pieces: list[str | Printed] = []
    for position, words in enumerate(_SLOT.split(pattern)):
        if position % 2:
            pieces += _pieces(values.get(words, Printed(f"[{words}]", f"setting:{setting}")))
        elif words:
            pieces.append(Printed(words, f"setting:{setting}"))
    line = "".join(str(piece) for piece in pieces)
    if _ENDS_IN_WORDS.search(pattern) and not line.endswith((".", ")", "]")):
        pieces.append(".")
    return Passage(tuple(pieces))


def _pieces(value: Value) -> tuple[str | Printed, ...]:
    if isinstance(value, Passage):
        return value.pieces
    return (Printed(value.text.rstrip("."), value.ref, value.format),)


class _Speakers:
    """Introduces each speaker with the role once, by name afterwards; members by their form of address.

    The presenter was introduced with the report.
    """

    def __init__(self, inputs: Inputs, settings: Settings, presenter: str) -> None:
        self._people = {row.text("name").casefold(): row for row in inputs.rows("people")}
        self._member = settings.style.member
        self._met = {presenter.casefold()}

    def introduce(self, name: str) -> Iterator[Printed | str]:
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
