"""Sentences with facts in them: an officer's Jinja text in, words that remember where they came from out.

While a sentence is rendered, each printed value is put aside and a private-use mark stands in its place; afterwards the
text is split at the marks. What an officer typed is never read as a template twice, and no value can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING, Any

from reportgen.errors import ReportgenError
from reportgen.office.values import Markdown, MarkdownParagraph, Passage, Printable, Printed, Text
from reportgen.wording.node import FactValue, Node, make_filters

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_BOLD = "**"


class NoDataError(Exception):
    """A name that phrases know has no data this quarter: the phrase that names it is left out."""


class UnprintableError(ReportgenError):
    """A template prints something that is neither words nor a fact."""


class Renderer:
    """Renders officer's templates over one context. Problems are raised as Jinja's or as ReportgenError.

    ``known`` are names that may lack data: printing one that does raises NoDataError, not a wrong-name problem.
    """

    def __init__(self, context: Mapping[str, object], known: frozenset[str] = frozenset()) -> None:
        self._context = context
        self._printed: list[Printed] = []
        self._known = known
        self._environment = _make_environment(self._put_aside, known)
        self._environment.filters = {name: self._needing_fact(apply) for name, apply in make_filters().items()}

    def compile(self, source: str) -> Template:
        """Return the template. Raises jinja2.TemplateSyntaxError."""
        return self._environment.from_string(source)

    def render(self, source: str) -> str:
        """Return the text with a mark at each printed value."""
        return self.compile(source).render(self._context)

    def macros(self, source: str) -> dict[str, Callable[[], str]]:
        """Return the macros of a phrases file that need nothing more said, in its order, ready to be rendered."""
        from jinja2 import Template

        code, names = _compile_macros(source)
        template = Template.from_code(self._environment, code, self._environment.make_globals(None))
        module = template.make_module(dict(self._context))
        return {name: getattr(module, name) for name in names}

    def read_passage(self, marked: str, ref: str = "") -> Passage:
        """Return marked text as words and printed values; ``ref`` is put on the words themselves where given."""
        pieces: list[str | Printed] = []
        bold: set[int] = set()
        is_bold = False
        for position, piece in enumerate(_MARK.split(" ".join(marked.split()))):
            if position % 2:
                _append(pieces, bold, self._printed[int(piece)], is_bold)
                continue
            for number, words in enumerate(piece.split(_BOLD)):
                is_bold = is_bold ^ (number > 0)
                if words:
                    _append(pieces, bold, Printed(words, ref) if ref else words, is_bold)
        return Passage(tuple(pieces), frozenset(bold))

    def read_markdown(self, marked: str, ref: str) -> Markdown:
        """Return marked text as paragraphs and bullets: each line break in a cell begins a new one."""
        found = []
        for line in marked.splitlines():
            text = line.strip()
            is_bullet = text.startswith(("- ", "* ", "• "))
            passage = self.read_passage(text[2:] if is_bullet else text, ref)
            if passage:
                found.append(MarkdownParagraph(passage, is_bullet))
        return Markdown(tuple(found))

    def _needing_fact(self, apply: Callable[[object], Printed]) -> Callable[[object], Printed]:
        """Return a format that says of a name without data what is missing."""
        from jinja2 import Undefined

        def checked(value: object) -> Printed:
            if isinstance(value, Undefined):
                str(value)
            self._refuse_branch(value)
            return apply(value)

        return checked

    def _refuse_branch(self, value: object) -> None:
        """Raise NoDataError for a name below which there are facts but which has none itself this quarter."""
        if isinstance(value, Node) and not isinstance(value, Printable):
            above, _, last = value.name.rpartition(".")
            if above and last in self._known:
                raise NoDataError(value.name)

    def _put_aside(self, value: object) -> str:
        if isinstance(value, Passage):
            return "".join(self._put_aside(piece) for piece in value.pieces)
        if isinstance(value, Text):
            value = Printed(str(value), value.ref) if value else ""
        elif isinstance(value, Printable):
            value = value.printed()
        if isinstance(value, Printed):
            self._printed.append(value)
            return f"{_OPEN}{len(self._printed) - 1}{_CLOSE}"
        if isinstance(value, str):
            return value
        self._refuse_branch(value)
        raise UnprintableError(_unprintable(value))


def _append(pieces: list[str | Printed], bold: set[int], piece: str | Printed, is_bold: bool) -> None:
    if is_bold:
        bold.add(len(pieces))
    pieces.append(piece)


def _unprintable(value: object) -> str:
    if isinstance(value, int | float | Decimal):
        return "a number worked out in the text cannot be printed; give it in the figures table and print that fact"
    if isinstance(value, Node):
        return f"'{value.name}' is not one figure; names below it: {', '.join(value)}"
    return f"{type(value).__name__} cannot be printed; print a fact or an officer's words"


@lru_cache(maxsize=8)
def _compile_macros(source: str) -> tuple[CodeType, tuple[str, ...]]:
    """Return the code of a phrases file and its macros without arguments; the same text is compiled once.

    No value is at hand here, so nothing is worked out before the code runs on its own context.
    """
    from jinja2 import nodes

    environment = _make_environment(_leave_to_run, frozenset())
    environment.filters = dict.fromkeys(make_filters(), _leave_to_run)
    tree = environment.parse(source)
    names = tuple(macro.name for macro in tree.find_all(nodes.Macro) if not macro.args)
    return environment.compile(tree), names


def _leave_to_run(value: object) -> str:
    raise UnprintableError(_unprintable(value))


def _make_environment(finalize: Callable[[object], str], known: frozenset[str]) -> SandboxedEnvironment:
    from jinja2 import StrictUndefined, UndefinedError
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class LookupEnvironment(ImmutableSandboxedEnvironment):
        """Dotted names look up children alone; only ``loop`` has attributes."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, LoopContext):
                return super().getattr(obj, attribute)
            return self.getitem(obj, attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            if isinstance(obj, Mapping) and argument in obj:
                return obj[argument]
            if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
                return obj[argument]
            missing: Any = NoDataError if argument in known else UndefinedError
            return self.undefined(obj=obj, name=argument, exc=missing)

    environment = LookupEnvironment(
        undefined=StrictUndefined, finalize=finalize, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.tests = {name: environment.tests[name] for name in ("defined", "undefined")} | {"hidden": _is_hidden}
    return environment


def _is_hidden(value: object) -> bool:
    """Whether a fact's value is hidden or not available, so that a sentence can say so in words."""
    return isinstance(value, FactValue) and value.fact.value is None


def explain_error(error: Exception) -> str:
    """Return what went wrong in a template in words for an officer."""
    from jinja2 import UndefinedError

    message = error.message if isinstance(error, ReportgenError) else str(error)
    if isinstance(error, UndefinedError):
        return f"a name is not known or has no data this quarter ({message})"
    return message
