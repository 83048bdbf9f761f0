"""The Jinja source of a part: its tree written out, with code where its marks stand.

A value alone in its paragraph is the commonest thing in a template: it is every cell of a table. Where nothing else in
the paragraph depends on the data, the paragraph's markup is a *shell* that is put about the value in one step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Template
from lxml import etree

from reportgen.office import names
from reportgen.office.marks import LAST, MARK
from reportgen.office.stops import ATTRIBUTE_CLOSE, ATTRIBUTE_OPEN, Shell, Stop, Woven
from reportgen.office.structure import CELL_END, SIGNS
from reportgen.office.tags import Kind
from reportgen.office.xml import HEADER, serialise


@dataclass(frozen=True, slots=True)
class Source:
    """The Jinja of one part (or of a slide's own tags) and the stop each line of code in it belongs to."""

    text: str
    lines: Mapping[int, int]
    template: Template
    is_whole: bool = False
    """Whether what it prints is sound whatever the data: every tag that steers encloses whole pieces of text."""


class SourceWriter:
    """Writes Jinja source and keeps the stop each line of code belongs to: code stands on lines of its own."""

    def __init__(self) -> None:
        self.lines: dict[int, int] = {}
        self.shells: dict[int, Shell] = {}
        """The shells about values alone in their paragraphs, by the number of the stop in its part."""
        self._pieces: list[str] = []
        self._line = 1

    @property
    def text(self) -> str:
        """The source written so far."""
        return "".join(self._pieces)

    def data(self, text: str) -> None:
        """Write markup."""
        self._pieces.append(text)
        self._line += text.count("\n")

    def code(self, opening: str, code: str, closing: str, number: int) -> None:
        """Write the code of a stop."""
        self.lines[self._line + 1] = number
        self.data(f"{opening}\n{code}\n{closing}")


def write_source(woven: Woven, first: int) -> SourceWriter:
    """Return the part as Jinja source; its stops are numbered from ``first``."""
    writer = SourceWriter()
    start, *pieces = (HEADER + _declare(woven.root)).split(f"<?{MARK} ")
    marks = [(mark, rest) for mark, _, rest in (piece.partition("?>") for piece in pieces)]
    _write_attributes(writer, woven, start, first)
    position = 0
    while position < len(marks):
        mark = marks[position][0]
        shell, length = _shell(marks, position)
        if shell is not None:
            stop, place = _stop_of(woven, mark, first)
            writer.shells[place - first] = shell
            writer.code("\x03", f"({stop.tag.code})|_sole({place})", "\x04", place)
        elif mark in SIGNS:
            writer.data(SIGNS[mark])
        else:
            _write_mark(writer, woven, mark, first)
        position += length
        _write_attributes(writer, woven, marks[position - 1][1], first)
    return writer


def _stop_of(woven: Woven, mark: str, first: int) -> tuple[Stop, int]:
    number = int(mark.partition(" ")[0])
    return woven.stops[number], first + number


_IN_PARAGRAPH = ("open", "held", "close")
_IN_SHAPE = ("open", "inner open", "held", "inner close", "close")


def _shell(marks: Sequence[tuple[str, str]], position: int) -> tuple[Shell | None, int]:
    """Return the shell whose marks begin here, and how many they are; nothing else in it may depend on the data."""
    number = marks[position][0].partition(" ")[0]
    for roles in (_IN_PARAGRAPH, _IN_SHAPE):
        about = marks[position : position + len(roles)]
        last = f" {LAST}"
        if [mark.removesuffix(last) for mark, _ in about] != [f"{number} {role}" for role in roles]:
            continue
        texts = [text for _, text in about[:-1]]
        if any(ATTRIBUTE_OPEN in text for text in texts):
            break
        is_last = any(mark.endswith(last) for mark, _ in about)
        if roles is _IN_PARAGRAPH:
            return Shell(texts[0], texts[1], is_last=is_last), len(roles)
        before, opening, closing, after = texts
        return Shell(opening, closing, before, after, is_last), len(roles)
    return None, 1


def _declare(root: etree._Element) -> str:
    """Write the tree out; a Word part says that what it marks places with may be ignored by older programs."""
    if not str(root.tag).startswith(f"{{{names.W}}}"):
        return serialise(root)
    declared = ""
    spaces = dict(root.nsmap)
    for prefix, space in (("w", names.W), ("mc", names.MC), ("w15", names.W15)):
        if prefix not in spaces:
            declared += f' xmlns:{prefix}="{space}"'
    ignorable = f"{{{names.MC}}}Ignorable"
    listed = root.get(ignorable, "").split()
    if "w15" not in listed:
        if ignorable in root.attrib:
            root.set(ignorable, " ".join([*listed, "w15"]))
        else:
            declared += ' mc:Ignorable="w15"'
    text = serialise(root)
    end = min(position for position in (text.find(sign) for sign in (" ", ">", "/")) if position > 0)
    return text[:end] + declared + text[end:]


def _write_mark(writer: SourceWriter, woven: Woven, mark: str, first: int) -> None:
    stop, place = _stop_of(woven, mark, first)
    role = mark.partition(" ")[2]
    end = CELL_END if role.endswith(LAST) else ""
    role = role.removesuffix(f" {LAST}")
    if role == "open":
        taken = f"\x02\x03{place}|_block\x04{end}\x01else\x02"
        writer.code("\x01", f"if ({stop.tag.code})|_hold({place})", taken, place)
    elif role == "inner open":
        writer.data(f"\x01if {place}|_is_long\x02\x03{place}|_block\x04{end}\x01else\x02")
    elif role in ("box", "drawing"):
        writer.code("\x03", f"({stop.tag.code})|_{role}({place})", "\x04", place)
    elif role == "held":
        writer.data(f"\x03{place}|_held\x04")
    elif role in ("close", "inner close"):
        writer.data("\x01endif\x02")
    else:
        _write_stop(writer, stop, place)


def _write_stop(writer: SourceWriter, stop: Stop, place: int) -> None:
    if stop.tag.kind is Kind.PRINT:
        printer = "_link" if stop.level == "link" else "_print"
        writer.code("\x03", f"({stop.tag.code})|{printer}({place})", "\x04", place)
    elif stop.tag.kind is Kind.STEER:
        writer.code("\x01", stop.tag.code, "\x02", place)


def _write_attributes(writer: SourceWriter, woven: Woven, text: str, first: int) -> None:
    pieces = text.split(ATTRIBUTE_OPEN)
    writer.data(pieces[0])
    for piece in pieces[1:]:
        mark, _, rest = piece.partition(ATTRIBUTE_CLOSE)
        if mark.isdigit():
            _write_stop(writer, woven.stops[int(mark)], first + int(mark))
        else:
            kind, _, original = mark.partition(" ")
            writer.data(f"\x03{original!r}|_number({kind!r})\x04")
        writer.data(rest)
