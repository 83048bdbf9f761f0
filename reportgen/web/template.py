"""A template of a page: its tags checked one by one as those of Word and PowerPoint are, then compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import Template, nodes, pass_context
from jinja2.exceptions import TemplateSyntaxError
from jinja2.visitor import NodeTransformer

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.language import Checked, Mistake, check_print, check_steer
from reportgen.office.sandbox import RUNNING, Room, make_environment

NEEDED = "a template needs tags that can be filled"
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL | re.IGNORECASE)
_NO_WORDS = re.compile(r"<style.*?</style>|\{[{%#].*?[}%#]\}|<[^>]*>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>|\{[{%#].*?[}%#]\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a template: the line it stands in, the heading above it, what it says and what is wrong with it."""

    line: int
    heading: str
    code: str
    checked: Checked

    @property
    def place(self) -> str:
        """Where it stands, in the words of a message: ``line 12, heading "Summary"``."""
        return f'line {self.line}, heading "{self.heading}"' if self.heading else f"line {self.line}"

    @property
    def opens(self) -> bool:
        """Whether it says something of its own, and does not only end or divide what another began."""
        return self.checked.tree is not None


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """A template ready to be filled any number of times, unless it has mistakes, each with the tag it is in."""

    source: str
    tags: tuple[Tag, ...]
    mistakes: tuple[tuple[Tag, Mistake], ...]


def make_problem(name: str, tag: Tag, mistake: Mistake) -> Problem:
    """Return a mistake at its place in the file called ``name``."""
    return Problem(Place(name, tag.place), mistake.found, NEEDED, mistake.remedy)


def read_template(data: bytes, name: str) -> PageTemplate:
    """Return the template of the file called ``name``. Raises ProblemsError where it is no text in UTF-8."""
    try:
        return _read(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        remedy = "save it again with the encoding UTF-8"
        raise ProblemsError([Problem(Place(name), "the file is not text in UTF-8", NEEDED, remedy)]) from error


@lru_cache(maxsize=16)
def _read(source: str) -> PageTemplate:
    tags: tuple[Tag, ...] = ()
    mistakes: list[tuple[Tag, Mistake]] = []
    try:
        tags = tuple(_find_tags(source))
        mistakes += [(tag, mistake) for tag in tags for mistake in tag.checked.mistakes]
        if not mistakes:
            _room().parse(source)
    except TemplateSyntaxError as error:
        place = Tag(error.lineno, _heading_above(source, error.lineno), "", Checked(None))
        found = f"the tags do not fit together ({error.message})"
        mistakes.append((place, Mistake(found, "give each if, for and macro its end tag, in the right order")))
    return PageTemplate(source, tags, tuple(mistakes))


def _find_tags(source: str) -> Iterator[Tag]:
    """Give each tag of a template with what is wrong with it. Raises TemplateSyntaxError for one that never ends."""
    pieces: list[str] = []
    began = 0
    for line, kind, text in _room().lex(source):
        if kind in ("variable_begin", "block_begin"):
            pieces, began = [], line
        elif kind in ("variable_end", "block_end"):
            code = " ".join("".join(pieces).split())
            checked = check_print(code) if kind == "variable_end" else check_steer(code)
            yield Tag(began, _heading_above(source, began), code, checked)
        elif kind not in ("data", "comment_begin", "comment", "comment_end"):
            pieces.append(text)


def template_words(source: str) -> tuple[str, ...]:
    """Return the words a template says itself, without tags, markup and style sheets."""
    return tuple(words for piece in _NO_WORDS.split(source) if (words := " ".join(piece.split())))


def _heading_above(source: str, line: int) -> str:
    above = "\n".join(source.split("\n")[:line])
    found = [" ".join(_MARKUP.sub(" ", match[1]).split()) for match in _HEADING.finditer(above)]
    return next((words for words in reversed(found) if words), "")


@cache
def _room() -> Room:
    """Return the room page templates run in: the one of all templates, with Jinja's own delimiters."""
    room = make_environment()
    room.filters["_print"] = _printer("print")
    room.filters["_loop"] = _printer("loop")
    made = room.overlay(
        block_start_string="{%", block_end_string="%}", variable_start_string="{{", variable_end_string="}}",
        comment_start_string="{#", comment_end_string="#}", trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    assert isinstance(made, Room)
    return made


def _printer(method: str) -> Callable[..., Any]:
    @pass_context  # so that Jinja does not work the call out when it compiles
    def call(_: object, *values: Any) -> Any:
        return getattr(RUNNING.get(), method)(*values)

    return call


@lru_cache(maxsize=16)
def compile_without(template: PageTemplate, broken: frozenset[int]) -> Template:
    """Return the compiled template, each tag in a line of its number; ``broken`` tags are put out of action."""
    steering = _Steering((number for number, tag in enumerate(template.tags, start=1) if tag.opens), broken)
    tree = steering.visit(_room().parse(template.source))
    tree.set_environment(_room())
    code: Any = _room().compile(tree, None, "<template>")
    return Template.from_code(_room(), code, _room().make_globals(None))


class _Steering(NodeTransformer):
    """Sends every printed value through the printer with its tag's number, and every loop through the counter.

    Jinja knows the line of a tag alone, and a line may hold several. Tags are met here in the order they stand in, so
    that each gets its number for a line, and a failure leads back to it.
    """

    def __init__(self, numbers: Iterator[int], broken: frozenset[int]) -> None:
        self._numbers, self._broken = numbers, broken

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        node.nodes = [each if isinstance(each, nodes.TemplateData) else self._printed(each) for each in node.nodes]
        return node

    def _printed(self, expression: nodes.Expr) -> nodes.Expr:
        number = next(self._numbers)
        value = nodes.Const("") if number in self._broken else expression
        printed = nodes.Filter(value, "_print", [nodes.Const(number)], [], None, None)
        printed.set_lineno(number, override=True)
        return printed

    def visit_For(self, node: nodes.For) -> nodes.For:
        node.lineno = number = next(self._numbers)
        listed = nodes.List([]) if number in self._broken else node.iter
        node.iter = nodes.Filter(listed, "_loop", [], [], None, None)
        node.iter.set_lineno(number, override=True)
        self.generic_visit(node)
        return node

    def visit_If(self, node: nodes.If) -> nodes.If:
        node.lineno = number = next(self._numbers)
        node.test = nodes.Const(False) if number in self._broken else node.test
        node.test.set_lineno(number, override=True)
        self.generic_visit(node)
        return node

    def visit_Assign(self, node: nodes.Assign) -> nodes.Assign:
        number = next(self._numbers)
        node.node = nodes.Const("") if number in self._broken else node.node
        node.set_lineno(number, override=True)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:
        node.lineno = next(self._numbers)
        self.generic_visit(node)
        return node
