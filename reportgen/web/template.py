"""A template of a page: its tags checked one by one as those of Word and PowerPoint are, then compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
        """Where it stands, in the words of a message."""
        return place_words(self.line, self.heading)


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """A template ready to be filled any number of times; ``tree`` is None where its tags do not fit together."""

    source: str
    tags: tuple[Tag, ...]
    tree: nodes.Template | None
    mistakes: tuple[tuple[int, Mistake], ...]

    def place(self, line: int) -> str:
        """Return where a line stands, in the words of a message."""
        return place_words(line, _heading_above(self.source, line))

    def problem(self, name: str, line: int, mistake: Mistake) -> Problem:
        """Return a mistake at its place in the file called ``name``."""
        return Problem(Place(name, self.place(line)), mistake.found, NEEDED, mistake.remedy)


def place_words(line: int, heading: str) -> str:
    """Return ``line 12, heading "Summary"``."""
    return f'line {line}, heading "{heading}"' if heading else f"line {line}"


def read_template(data: bytes, name: str) -> PageTemplate:
    """Return the template of the file called ``name``. Raises ProblemsError where it is no text in UTF-8."""
    try:
        return _read(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        remedy = "save it again with the encoding UTF-8"
        raise ProblemsError([Problem(Place(name), "the file is not text in UTF-8", NEEDED, remedy)]) from error


@lru_cache(maxsize=16)
def _read(source: str) -> PageTemplate:
    try:
        tags = tuple(_find_tags(source))
    except TemplateSyntaxError as error:
        return PageTemplate(source, (), None, ((error.lineno, _misfit(error)),))
    mistakes = [(tag.line, mistake) for tag in tags for mistake in tag.checked.mistakes]
    tree = None
    if not mistakes:
        try:
            tree = _room().parse(source)
        except TemplateSyntaxError as error:
            mistakes.append((error.lineno, _misfit(error)))
    return PageTemplate(source, tags, tree, tuple(mistakes))


def _misfit(error: TemplateSyntaxError) -> Mistake:
    return Mistake(
        f"the tags do not fit together ({error.message})", "give each if, for and macro its end tag, in the right order"
    )


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


def compile_without(template: PageTemplate, lines: Iterable[int]) -> Template:
    """Return the compiled template; what stands in ``lines`` is put out of action, as it has failed before."""
    tree = _room().parse(template.source)
    tree = _Steering(frozenset(lines)).visit(tree)
    tree.set_environment(_room())
    code: Any = _room().compile(tree, None, "<template>")
    return Template.from_code(_room(), code, _room().make_globals(None))


class _Steering(NodeTransformer):
    """Sends every printed value through the printer with its line, and every loop through the counter."""

    def __init__(self, broken: frozenset[int]) -> None:
        self._broken = broken

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        node.nodes = [each if isinstance(each, nodes.TemplateData) else self._printed(each) for each in node.nodes]
        return node

    def _printed(self, expression: nodes.Expr) -> nodes.Expr:
        line = expression.lineno
        value = nodes.Const("", lineno=line) if line in self._broken else expression
        return nodes.Filter(value, "_print", [nodes.Const(line, lineno=line)], [], None, None, lineno=line)

    def visit_For(self, node: nodes.For) -> nodes.For:
        listed = nodes.List([], lineno=node.lineno) if node.lineno in self._broken else node.iter
        node.iter = nodes.Filter(listed, "_loop", [], [], None, None, lineno=node.lineno)
        self.generic_visit(node)
        return node

    def visit_If(self, node: nodes.If) -> nodes.If:
        if node.lineno in self._broken:
            node.test = nodes.Const(False, lineno=node.lineno)
        self.generic_visit(node)
        return node

    def visit_Assign(self, node: nodes.Assign) -> nodes.Assign:
        if node.lineno in self._broken:
            node.node = nodes.Const("", lineno=node.lineno)
        return node
