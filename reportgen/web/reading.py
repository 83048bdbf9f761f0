"""Reading a page back: all its text, and where each value was printed. It knows nothing of how the page was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportgen.office.places import PlacedText
from reportgen.office.reading import FoundText
from reportgen.web.parsing import Attributes, Reader, tell

PART = "index.html"
"""What the one part of a page is called, as the parts of Office files have names."""

_INLINE = frozenset(
    ("a", "abbr", "b", "button", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time", "tspan")
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)  # fmt: skip
_READ_OUT = ("alt", "aria-label", "aria-description", "title", "content", "placeholder", "value", "label")
_UNREAD = frozenset({"script", "style"})


def text(file: bytes | Path) -> tuple[FoundText, ...]:
    """Return all text of a page in its order: paragraphs, cells, panels, charts, what is read out of attributes.

    ``printed`` gives start, end and number of each place in a text, as in :func:`read_places`.
    """
    return _read(_bytes(file))[0]


def read_places(file: bytes | Path) -> tuple[PlacedText, ...]:
    """Return every value a page printed with its reference, numbered in the order they stand."""
    return _read(_bytes(file))[1]


def _bytes(file: bytes | Path) -> bytes:
    return file if isinstance(file, bytes) else Path(file).read_bytes()


@lru_cache(maxsize=4)
def _read(data: bytes) -> tuple[tuple[FoundText, ...], tuple[PlacedText, ...]]:
    """Return texts and places; a page is read by several checks before it is saved, and parsed once."""
    reader = _Reader()
    tell(reader, data)
    reader.end()
    return tuple(reader.found), tuple(reader.places)


@dataclass(slots=True)
class _Marked:
    """An open element with a reference: where its text began in the block."""

    tag: str
    depth: int
    start: int
    ref: str
    format: str


@dataclass(slots=True)
class _Block:
    """The text of one paragraph, cell or other block, as far as it is read."""

    name: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    printed: list[tuple[int, int, int]] = field(default_factory=list)
    mentions: tuple[tuple[str, str, str], ...] = ()


class _Reader(Reader):
    def __init__(self) -> None:
        self.found: list[FoundText] = []
        self.places: list[PlacedText] = []
        self._open: list[str] = []
        self._marked: list[_Marked] = []
        self._block = _Block("page")
        self._count = 0
        self._whole = 0
        """How deep the group of a chart stands whose words are read as one; nought outside one."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        known = {name: value or "" for name, value in attrs}
        mentioned = tuple(_mentions(known.get("data-mentions", "")))
        is_group = tag == "g" and (bool(mentioned) or "data-scale" in known)
        if self._whole:
            self.handle_data(" " if self._block.pieces else "")
        elif tag not in _INLINE:
            self._begin("scale" if "data-scale" in known else tag)
        if tag in ("title", "desc") or is_group:
            self._block.mentions = mentioned
        elif mentioned or any(known.get(name) for name in _READ_OUT):
            self._read_attributes(tag, known, mentioned)
        if tag in _VOID:
            return
        self._open.append(tag)
        self._whole = self._whole or (len(self._open) if is_group else 0)
        if "data-ref" in known:
            form = known.get("data-format", "text")
            self._marked.append(_Marked(tag, len(self._open), self._block.length, known["data-ref"], form))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            last = self._open.pop()
            while self._marked and self._marked[-1].depth > len(self._open):
                self._close(self._marked.pop())
            self._whole = self._whole if self._whole <= len(self._open) else 0
            if last not in _INLINE and not self._whole:
                self._begin(self._open[-1] if self._open else "page")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1] in _UNREAD):
            self._block.pieces.append(data)
            self._block.length += len(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(FoundText(PART, "comment", data))

    def end(self) -> None:
        """Take in what stands after the last tag."""
        while self._marked:
            self._close(self._marked.pop())
        self._begin("page")

    def _close(self, marked: _Marked) -> None:
        words = "".join(self._block.pieces)[marked.start :]
        number = self._place(self._path(), marked.ref, marked.format, words)
        self._block.printed.append((marked.start, marked.start + len(words), number))

    def _place(self, path: str, ref: str, form: str, words: str) -> int:
        number = len(self.places) + 1
        self.places.append(PlacedText(number, PART, path, ref, form, words, ""))
        return number

    def _path(self) -> str:
        return f"{self._block.name} {self._count + 1}"

    def _begin(self, tag: str) -> None:
        """End the block that is open and begin another."""
        words = "".join(self._block.pieces)
        if words.strip():
            path = self._path()
            for ref, form, said in self._block.mentions:
                self._place(path, ref, form, said)
            self.found.append(FoundText(PART, path, words, tuple(self._block.printed), self._block.name))
            self._count += 1
        self._block = _Block(tag)

    def _read_attributes(self, tag: str, known: dict[str, str], mentioned: tuple[tuple[str, str, str], ...]) -> None:
        self._count += 1
        path = f"attributes of {tag} {self._count}"
        for ref, form, said in mentioned:
            self._place(path, ref, form, said)
        words = "\n".join(known[name] for name in _READ_OUT if known.get(name))
        self.found.append(FoundText(PART, path, words))


def _mentions(listed: str) -> Iterator[tuple[str, str, str]]:
    if listed:
        for ref, form, said in json.loads(listed):
            yield str(ref), str(form), str(said)
