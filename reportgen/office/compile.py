"""A template, compiled once: its package, the Jinja of its tagged parts, and every mistake that can be seen in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from operator import attrgetter
from typing import Any

from jinja2 import Template, nodes, pass_context
from jinja2.exceptions import TemplateSyntaxError

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.attributes import has_tags, read_address, weave_properties
from reportgen.office.emission import run_ends
from reportgen.office.intake import open_package
from reportgen.office.language import Mistake
from reportgen.office.layout import TemplateLook, box_of, read_look, read_styles
from reportgen.office.package import Package
from reportgen.office.sandbox import RUNNING, Room, make_environment
from reportgen.office.sites import Site, Surroundings
from reportgen.office.slides import Deck, driver_source, read_deck
from reportgen.office.source import Source, write_source
from reportgen.office.stops import Stop, Woven
from reportgen.office.structure import guard_holders, match_blocks, name_shapes_apart, prepare_loops
from reportgen.office.tags import Kind
from reportgen.office.weave import weave
from reportgen.office.xml import MarkupError, parse

_NEEDED = "a template needs tags that can be filled"
_KEPT_TEMPLATES = 64

_STORIES = {
    "wordprocessingml.document.main+xml": "",
    "wordprocessingml.header+xml": "header",
    "wordprocessingml.footer+xml": "footer",
    "wordprocessingml.footnotes+xml": "footnote",
    "wordprocessingml.endnotes+xml": "endnote",
    "presentationml.slide+xml": "slide",
    "presentationml.notesSlide+xml": "notes",
    "presentationml.slideLayout+xml": "slide layout",
    "presentationml.slideMaster+xml": "slide master",
    "presentationml.notesMaster+xml": "notes master",
    "drawingml.chart+xml": "chart",
    "drawingml.chartshapes+xml": "chart",
    "drawingml.diagramData+xml": "SmartArt",
    "drawingml.diagramDrawing+xml": "SmartArt",
}
_SIGNS_OF_TAGS = (b"{", b"}", b"chart:", b"table:", b"picture:")
_PROPERTIES = ("core-properties+xml", "extended-properties+xml", "custom-properties+xml")


@dataclass(slots=True)
class Compiled:
    """A template ready to be filled any number of times."""

    name: str
    program: str
    package: Package
    warnings: tuple[str, ...]
    sources: dict[str, Source] = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    """What stands before and after plain words at each stop."""
    mistakes: list[tuple[Site, Mistake]] = field(default_factory=list)
    deck: Deck | None = None
    look: TemplateLook = field(default_factory=lambda: TemplateLook("word"))

    def problems(self, name: str) -> tuple[Problem, ...]:
        """Return the mistakes as problems of the file called ``name``."""
        return tuple(make_problem(name, site, mistake) for site, mistake in dict.fromkeys(self.mistakes))


def make_problem(name: str, site: Site, mistake: Mistake) -> Problem:
    """Return a mistake at its place."""
    return Problem(Place(name, site.words), mistake.found, _NEEDED, mistake.remedy)


def compile_template(data: bytes, name: str) -> Compiled:
    """Return the compiled template; the same bytes are compiled once. Raises ProblemsError for a refusal."""
    key = sha256(data).digest()
    try:
        compiled = _compiled.pop(key, None) or _compile(data)
    except ProblemsError as error:
        renamed = [
            Problem(Place(name, each.place.part), each.found, each.needed, each.remedy) for each in error.problems
        ]
        raise ProblemsError(renamed) from error
    _compiled[key] = compiled
    while len(_compiled) > _KEPT_TEMPLATES:
        _compiled.pop(next(iter(_compiled)), None)
    return compiled


_compiled: dict[bytes, Compiled] = {}
"""The templates compiled last, by the SHA-256 of their bytes; the one used longest ago leaves first."""


def _compile(data: bytes) -> Compiled:
    opened = open_package(data, "")
    compiled = Compiled("", opened.program, opened.package, opened.warnings)
    compiled.deck = read_deck(opened.package) if opened.program == "slides" else None
    compiled.look = read_look(opened.package, opened.program)
    headings = _heading_styles(opened.package) if opened.program == "word" else frozenset()
    stops: list[Stop] = []
    for name in compiled.package.parts:
        woven = _weave_part(compiled, name, headings)
        if woven is None or not (woven.stops or woven.has_signs or woven.mistakes):
            continue
        if compiled.deck is not None:
            compiled.deck.take_slide_tags(name, woven, len(stops))
        else:
            Deck(()).take_slide_tags(name, woven, len(stops))
        match_blocks(woven)
        compiled.mistakes += woven.mistakes
        if not woven.mistakes:
            prepare_loops(woven)
            name_shapes_apart(woven)
            guard_holders(woven)
            _compile_part(compiled, name, woven, stops)
        stops += woven.stops
    compiled.stops = tuple(stops)
    compiled.ends = tuple(_ends(stop) for stop in stops)
    if compiled.deck is not None:
        _compile_slide_tags(compiled, compiled.deck)
    return compiled


def _ends(stop: Stop) -> tuple[str, str]:
    before, after = ("", "") if stop.level in ("attribute", "link") else run_ends(stop.form, stop.frame)
    if stop.shell is None:
        return before, after
    return f"{stop.shell.before}{stop.shell.opening}{before}", f"{after}{stop.shell.closing}{stop.shell.after}"


def _weave_part(compiled: Compiled, name: str, headings: frozenset[str]) -> Woven | None:
    kind = compiled.package.types.of(name)
    label = next((label for end, label in _STORIES.items() if kind.endswith(end)), None)
    is_properties = kind.endswith(_PROPERTIES)
    if label is None and not is_properties:
        return None
    data = compiled.package.parts[name].data
    addresses = {
        each.id: read_address(each.target)
        for each in compiled.package.relationships.get(name, ())
        if each.kind == "hyperlink" and each.external and has_tags(read_address(each.target))
    }
    if not addresses and not any(sign in data for sign in _SIGNS_OF_TAGS):
        return None
    try:
        root = parse(data)
    except MarkupError as error:
        problem = Problem(
            Place("", name), str(error), "needed is a file Office can open", "open the file in Office and save it again"
        )
        raise ProblemsError([problem]) from error
    if is_properties:
        return weave_properties(root, name)
    if compiled.deck is not None:
        label = compiled.deck.label(name, label or "")
    find_box = partial(box_of, package=compiled.package, part=name)
    return weave(root, Surroundings(name, label or "", headings), find_box, addresses)


def _heading_styles(package: Package) -> frozenset[str]:
    styles = read_styles(package)
    return frozenset(styles[name] for name in styles if name.startswith(("heading", "title")))


_PRINTERS = {
    "_print": "print", "_sole": "sole", "_hold": "hold", "_held": "held", "_is_long": "is_long", "_block": "block",
    "_box": "fill_box", "_drawing": "fill_box", "_loop": "loop", "_number": "renumber",
    "_slide": "slide", "_link": "link", "_ask": "ask",
}  # fmt: skip


def _printer(method: str) -> Callable[..., Any]:
    find = attrgetter(method)
    running = RUNNING.get

    @pass_context  # so that Jinja does not work the call out when it compiles
    def call(_: object, *values: Any) -> Any:
        return find(running())(*values)

    return call


@cache
def environment() -> Room:
    """Return the room every template is compiled in, with the printer's own filters."""
    room = make_environment()
    for name, method in _PRINTERS.items():
        room.filters[name] = _printer(method)
    return room


def compile_source(text: str) -> Template:
    """Return the template of a source; loops go through the counter. Raises TemplateSyntaxError."""
    room = environment()
    tree = room.parse(text)
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "_loop", [], [], None, None, lineno=loop.lineno)
    tree.set_environment(room)
    code: Any = room.compile(tree, None, "<template>")
    return Template.from_code(room, code, room.make_globals(None))


def _compile_part(compiled: Compiled, name: str, woven: Woven, before: list[Stop]) -> None:
    writer = write_source(woven, len(before))
    text = writer.text
    for number, shell in writer.shells.items():
        woven.stops[number] = replace(woven.stops[number], shell=shell)
    # In an attribute, tags may cut the text anywhere.
    is_cut = any(stop.level == "attribute" and stop.tag.kind is Kind.STEER for stop in woven.stops)
    try:
        compiled.sources[name] = Source(text, writer.lines, compile_source(text), woven.is_whole and not is_cut)
    except TemplateSyntaxError as error:
        stops = [*before, *woven.stops]
        number = writer.lines.get(error.lineno, len(stops) - 1)
        mistake = Mistake(error.message or "the tags do not fit together", "check the order of the tags")
        compiled.mistakes.append((stops[number].site, mistake))


def _compile_slide_tags(compiled: Compiled, deck: Deck) -> None:
    stops = dict(enumerate(compiled.stops))
    for number, slide in enumerate(deck.slides):
        if slide.part in deck.tags and not any(stops[each].checked.mistakes for each in deck.tags[slide.part]):
            text, lines = driver_source(stops, deck.tags[slide.part], number)
            deck.drivers[slide.part] = Source(text, lines, compile_source(text))
