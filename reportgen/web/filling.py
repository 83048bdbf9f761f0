"""Filling the template of a page: rendered over a context, every value put into the form its place allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType

from jinja2 import Template, Undefined
from jinja2.exceptions import TemplateError
from markupsafe import Markup

from reportgen.errors import Problem, ProblemsError, ReportgenError
from reportgen.office.bounds import Bounds
from reportgen.office.language import Mistake
from reportgen.office.places import PlacedText
from reportgen.office.remedies import explain_missing, explain_unprintable
from reportgen.office.sandbox import RUNNING, BudgetError, UnknownNameError
from reportgen.office.values import Caption, ChartSpec, Markdown, Printed, Reference, TableSpec
from reportgen.web.finish import CLOSE, OPEN, Finish
from reportgen.web.reading import read_places
from reportgen.web.template import PageTemplate, compile_without, read_template
from reportgen.web.values import Contents, Explain
from reportgen.web.words import is_words

_MOST_MISTAKES = 60


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its bytes, and where every value with a reference was printed."""

    data: bytes
    places: tuple[PlacedText, ...]


def fill_page(
    template: bytes,
    name: str,
    context: Mapping[str, object],
    *,
    filters: Mapping[str, Callable[..., object]],
    explain: Explain = lambda ref: None,
) -> Page:
    """Return the template filled from ``context``; ``name`` is the file's name for messages.

    The language is that of the Word and PowerPoint templates. ``explain`` gives the panel a number opens. Raises
    ProblemsError with every problem.
    """
    read = read_template(template, name)
    session = PageSession(context, filters)
    token = RUNNING.set(session)
    try:
        marked = session.render(read) if read.tree is not None else ""
    except BudgetError as error:
        mistake = Mistake(f"the template asks for {error}", "shorten its loops")
        raise ProblemsError([read.problem(name, 1, mistake)]) from error
    finally:
        RUNNING.reset(token)
    finish = Finish(session.values, session.settle, explain)
    text = finish.write(marked)
    found = (*read.mistakes, *session.mistakes, *((session.line_of(at), mistake) for at, mistake in finish.mistakes))
    problems: dict[Problem, None] = dict.fromkeys(read.problem(name, *each) for each in sorted(found, key=_line))
    if problems:
        raise ProblemsError(problems)
    data = text.encode("utf-8")
    return Page(data, read_places(data))


def _line(found: tuple[int, Mistake]) -> int:
    return found[0]


class PageSession(Bounds):
    """The state of one render: the values printed, by number, and the mistakes by line."""

    def __init__(self, context: Mapping[str, object], filters: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(context, filters)
        self.values: list[object] = []
        self.mistakes: dict[tuple[int, Mistake], None] = {}
        self._lines: list[int] = []
        self._codes: dict[int, str] = {}

    def render(self, template: PageTemplate) -> str:
        """Return the text with a mark at each value; a line that fails is noted, and the rest goes on without it."""
        self._codes = {tag.line: tag.code for tag in reversed(template.tags)}
        broken: set[int] = set()
        for _ in range(_MOST_MISTAKES):
            self.values.clear()
            self._lines.clear()
            compiled = compile_without(template, broken)
            try:
                return "".join(compiled.root_render_func(compiled.new_context(self.context)))
            except (BudgetError, RecursionError):
                raise
            except (
                TemplateError,
                UnknownNameError,
                ReportgenError,
                ArithmeticError,
                LookupError,
                TypeError,
                ValueError,
            ) as error:
                line = _failing_line(compiled, error.__traceback__)
                if line is None or line in broken:
                    raise
                self._note(line, self._explain(error, line))
                broken.add(line)
        return ""

    def print(self, value: object, line: int) -> Markup:
        """Take a value in and return what stands for it until its place is known."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, Undefined):
            self._note(line, explain_missing(value, self._code(line), self.context, self.filters))
            return Markup()
        if isinstance(value, Caption):
            self.number_caption(value)
        elif not (is_words(value) or isinstance(value, Reference | TableSpec | ChartSpec | Markdown | Contents)):
            self._note(line, explain_unprintable(value, self._code(line)))
            return Markup()
        self.count_text(1)
        self.values.append(value)
        self._lines.append(line)
        return Markup(f"{OPEN}{len(self.values) - 1}{CLOSE}")  # noqa: S704 - a number between two marks

    def settle(self, value: object) -> object:
        """Return what is printed for a value, once every caption has its number."""
        if isinstance(value, Caption | Reference):
            number = self.number_of(value)
            return Printed("" if number is None else str(number), f"reference:{value.kind}")
        return value

    def line_of(self, number: int) -> int:
        """Return the line of the template that printed a value."""
        return self._lines[number]

    def _code(self, line: int) -> str:
        return self._codes.get(line, "")

    def _note(self, line: int, mistake: Mistake) -> None:
        self.mistakes.setdefault((line, mistake), None)

    def _explain(self, error: Exception, line: int) -> Mistake:
        code = self._code(line)
        if isinstance(error, UnknownNameError):
            return explain_missing(error, code, self.context, self.filters)
        if isinstance(error, ReportgenError):
            return Mistake(f"'{code}': {error.message}", "change the tag, or leave the sentence out")
        message = str(error.args[0]) if error.args else type(error).__name__
        return Mistake(f"'{code}' cannot be worked out ({message})", "check the names and what is done with them")


def _failing_line(template: Template, traceback: TracebackType | None) -> int | None:
    """Return the line of the template whose code raised."""
    found: int | None = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            found = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
