"""A tag of a part once it is read: what it says, where it stands, and the part it leaves its mark in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.language import Checked, Mistake, check_print, check_steer
from reportgen.office.marks import make_mark
from reportgen.office.sites import Site
from reportgen.office.tags import Kind, Tag

ATTRIBUTE_OPEN, ATTRIBUTE_CLOSE = "\ue0f0rg:", "\ue0f1"


@dataclass(frozen=True, slots=True)
class Box:
    """Place and size in EMU of the box that a chart, table or picture takes the place of."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart or picture of the template that keeps its looks and takes new content.

    ``markup`` holds :class:`Sign` characters where the new content's own words, ids and sizes go. ``content`` is the
    relationship of the old content, ``name`` and ``identity`` what the template calls the shape.
    """

    kind: str
    """``chart`` or ``picture``."""
    markup: str
    content: str
    name: str
    identity: str


class Sign:
    """Characters no template holds, for what is put into a markup later."""

    ALT, TITLE, NAME, IDENTITY, LINK = "\ue0f2", "\ue0f3", "\ue0f4", "\ue0f5", "\ue0f6"
    X, Y, WIDTH, HEIGHT = "\ue0f7", "\ue0f8", "\ue0f9", "\ue0fa"


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands about a value alone in its paragraph: the paragraph's markup and, on a slide, its shape's."""

    opening: str
    closing: str
    before: str = ""
    after: str = ""
    is_last: bool = False
    """Whether the paragraph is the one its cell or box must have."""

    def about(self, words: str) -> str:
        """Return words in their paragraph and shape."""
        return f"{self.before}{self.opening}{words}{self.closing}{self.after}"


@dataclass(frozen=True, slots=True)
class Stop:
    """One tag of a part: what it says, how it was checked, where it stands and the form its value is printed in."""

    tag: Tag
    checked: Checked
    site: Site
    form: str = ""
    """The run properties of the text it replaces, as XML."""
    level: str = "run"
    """``run``, ``block`` (a whole paragraph's place), ``attribute`` or ``link`` (a link's address)."""
    frame: str = ""
    """What is wrapped about a run printed here: ``word`` or ``drawing``."""
    paragraph: str = ""
    """The properties of the paragraph a block takes the place of, as XML, and its style."""
    style: str = ""
    box: Box | None = None
    """The box a chart or table takes the place of."""
    kept: Frame | None = None
    """The template's own chart or picture, which takes new content."""
    shell: Shell | None = None
    """What stands about a value alone in its paragraph, where nothing else in it depends on the data."""


@dataclass(slots=True)
class Woven:
    """A part after the tree pass: its root with marks, the stops they stand for, and the mistakes found."""

    root: etree._Element
    stops: list[Stop] = field(default_factory=list)
    marks: list[etree._Element | None] = field(default_factory=list)
    mistakes: list[tuple[Site, Mistake]] = field(default_factory=list)
    has_signs: bool = False
    """Whether escapes were written out, so that the part changes even without a tag."""
    is_whole: bool = True
    """Whether what stands between begin, branches and end of each block is a whole of its own."""

    def add(self, stop: Stop) -> etree._Element:
        """Take a stop in and return the mark for it."""
        mark = make_mark(str(len(self.stops)))
        self.stops.append(stop)
        self.marks.append(mark)
        self.mistakes += [(stop.site, mistake) for mistake in stop.checked.mistakes]
        return mark


BoxFinder = Callable[[etree._Element], Box | None]
"""Gives the place and size of a slide's shape, its own or its layout's."""


def check_tag(tag: Tag) -> Checked:
    """Return a tag's checked code."""
    if tag.kind is Kind.PRINT:
        return check_print(tag.code)
    if tag.kind is Kind.STEER:
        return check_steer(tag.code)
    if tag.kind is Kind.WRONG:
        return Checked(None, mistakes=(_wrong(tag),))
    return Checked(None)


def _wrong(tag: Tag) -> Mistake:
    if len(tag.code) == 2:
        return Mistake(f"'{tag.code}' ends a tag that never began", "add the beginning or delete it")
    if tag.code.startswith("{#") and tag.code[2:3].isalpha():
        found = f"'{tag.code[: tag.code.find('}') + 1 or 40]}' is written as docxtemplater has it"
        return Mistake(found, "write {%p for x in xs %} … {%p endfor %} about it, and {{ x.name }} for a value")
    return Mistake(f"the tag '{tag.code[:40]}' never ends", "close it with the same braces in the same paragraph")
