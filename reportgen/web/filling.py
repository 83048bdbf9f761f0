"""Filling the template of a page: rendered over a context, every value put into the form its place allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType

from jinja2 import Template, Undefined
from markupsafe import Markup

from reportgen.errors import Place, Problem, ProblemsError, ReportgenError
from reportgen.office.bounds import FAILURES, MOST_MISTAKES, Bounds, failing_lines
from reportgen.office.language import Mistake
from reportgen.office.places import PlacedText
from reportgen.office.remedies import explain_missing, explain_unprintable
from reportgen.office.sandbox import RUNNING, BudgetError, UnknownNameError
from reportgen.office.values import Caption, Printed, Reference
from reportgen.web.finish import CLOSE, OPEN, Block, Finish
from reportgen.web.reading import read_places
from reportgen.web.template import NEEDED, PageTemplate, compile_without, make_problem, read_template, template_words
from reportgen.web.unseen import drop_unseen
from reportgen.web.values import Explain
from reportgen.web.words import Mentioned, is_words, pieces_of


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: its bytes, the references of the values printed and the words around them, quickly known."""

    data: bytes
    refs: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def places(self) -> tuple[PlacedText, ...]:
        """Return where every value with a reference stands, read back from the page."""
        return read_places(self.data)


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
        marked = session.render(read) if not read.mistakes else ""
    except BudgetError as error:
        mistake = Mistake(f"the template asks for {error}", "shorten its loops")
        raise ProblemsError([Problem(Place(name), mistake.found, NEEDED, mistake.remedy)]) from error
    finally:
        RUNNING.reset(token)
    finish = Finish(session.values, session.settle, explain)
    text = drop_unseen(finish.write(marked))
    noted = (*session.mistakes, *((session.tag_of(at), mistake) for at, mistake in finish.mistakes))
    found = (*read.mistakes, *((read.tags[number - 1], mistake) for number, mistake in sorted(noted, key=_number)))
    problems = dict.fromkeys(make_problem(name, *each) for each in found)
    if problems:
        raise ProblemsError(problems)
    said = [piece for value in session.values for piece in pieces_of(session.settle(value))]
    refs = dict.fromkeys(piece.ref for piece in said if isinstance(piece, Mentioned))
    words = (piece.text if isinstance(piece, Mentioned) else piece for piece in said)
    return Page(text.encode("utf-8"), tuple(refs), (*words, *template_words(read.source)))


def _number(found: tuple[int, Mistake]) -> int:
    return found[0]


class PageSession(Bounds):
    """The state of one render: the values printed, by number, and the mistakes by the number of their tag."""

    def __init__(self, context: Mapping[str, object], filters: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(context, filters)
        self.values: list[object] = []
        self.mistakes: dict[tuple[int, Mistake], None] = {}
        self._printed_by: list[int] = []
        self._codes: tuple[str, ...] = ()

    def render(self, template: PageTemplate) -> str:
        """Return the text with a mark at each value; a tag that fails is noted, and the rest goes on without it."""
        self._codes = ("", *(tag.code for tag in template.tags))  # tags count from one
        broken: set[int] = set()
        for _ in range(MOST_MISTAKES):
            self.values.clear()
            self._printed_by.clear()
            compiled = compile_without(template, frozenset(broken))
            try:
                return "".join(compiled.root_render_func(compiled.new_context(self.context)))
            except (BudgetError, RecursionError):
                raise
            except FAILURES as error:
                number = _failing_tag(compiled, error.__traceback__)
                if number is None or number in broken:
                    raise
                self._note(number, self._explain(error, self._codes[number]))
                broken.add(number)
        return ""

    def print(self, value: object, number: int) -> Markup:
        """Take a value in and return what stands for it until its place is known."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, Undefined):
            self._note(number, explain_missing(value, self._codes[number], self.context, self.filters))
            return Markup()
        if isinstance(value, Caption):
            self.number_caption(value)
        elif not (is_words(value) or isinstance(value, Reference | Block)):
            self._note(number, explain_unprintable(value, self._codes[number]))
            return Markup()
        self.count_text(1)
        self.values.append(value)
        self._printed_by.append(number)
        return Markup(f"{OPEN}{len(self.values) - 1}{CLOSE}")  # noqa: S704 - a number between two marks

    def settle(self, value: object) -> object:
        """Return what is printed for a value, once every caption has its number."""
        if isinstance(value, Caption | Reference):
            number = self.number_of(value)
            return Printed("" if number is None else str(number), f"reference:{value.kind}")
        return value

    def tag_of(self, number: int) -> int:
        """Return the number of the tag that printed a value."""
        return self._printed_by[number]

    def _note(self, number: int, mistake: Mistake) -> None:
        self.mistakes.setdefault((number, mistake), None)

    def _explain(self, error: Exception, code: str) -> Mistake:
        if isinstance(error, UnknownNameError):
            return explain_missing(error, code, self.context, self.filters)
        if isinstance(error, ReportgenError):
            return Mistake(f"'{code}': {error.message}", "change the tag, or leave the sentence out")
        message = str(error.args[0]) if error.args else type(error).__name__
        return Mistake(f"'{code}' cannot be worked out ({message})", "check the names and what is done with them")


def _failing_tag(template: Template, traceback: TracebackType | None) -> int | None:
    """Return the number of the tag whose code raised: it is the line of what was compiled."""
    return [None, *failing_lines(template, traceback)][-1]
