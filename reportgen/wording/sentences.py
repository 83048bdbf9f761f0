"""The phrases: sentences an officer may edit in ``templates/phrases.jinja``, filled with facts or absent."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen import starter
from reportgen.errors import Place, Problem, ProblemsError, ReportgenError
from reportgen.office.values import Passage
from reportgen.wording.formats import HiddenValueError
from reportgen.wording.node import Node
from reportgen.wording.render import NoDataError, Renderer, explain_error

if TYPE_CHECKING:
    from collections.abc import Callable

PHRASES_FILE = "phrases.jinja"


FACT_ROOTS = (
    "plans",
    "flow",
    "dsg",
    "opportunities",
    "opportunity",
    "theme",
    "survey",
    "grant",
    "benefits",
    "milestones",
    "actions",
    "programme",
    "figure",
)
"""First words of fact ids that phrases may name though a quarter has no such fact."""

_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def read_starter_phrases() -> str:
    """Return the text of the starter phrases file."""
    return starter.template(PHRASES_FILE).decode("utf-8")


class Phrases:
    """Every phrase of a phrases file over one context.

    ``phrase("title.deficit")`` is the macro ``title_deficit``. A phrase is absent when a fact it names has no data this
    quarter, or when it would have to compare a hidden value; a wrong name or tag is a problem. Raises ProblemsError,
    all of them at once.
    """

    def __init__(self, source: str | None, names: Mapping[str, object]) -> None:
        shipped = read_starter_phrases()
        known = frozenset(_NAME.findall(shipped))
        roots = {root: Node({}, root) for root in FACT_ROOTS}
        self._renderer = Renderer({**roots, **names, "phrase": self._need, "has_phrase": self.has}, known)
        self._macros = self._read(shipped if source is None else source)
        self._passages: dict[str, Passage] = {}
        problems = {problem: None for name in self._macros for problem in self._render(name)}
        if problems:
            raise ProblemsError(problems)

    def get(self, name: str) -> Passage:
        """Return the phrase, empty where its data is absent. Raises ReportgenError for a name that does not exist."""
        key = name.replace(".", "_")
        if key not in self._macros:
            near = difflib.get_close_matches(key, self._macros, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise ReportgenError(f"there is no phrase '{name}' in {PHRASES_FILE}{hint}")
        if key not in self._passages:
            problems = self._render(key)
            if problems:
                raise ProblemsError(problems)
        return self._passages[key]

    def find(self, name: str) -> Passage:
        """Return the phrase, empty where its data is absent or the file has no such phrase."""
        return self.get(name) if name.replace(".", "_") in self._macros else Passage(())

    def has(self, name: str) -> bool:
        """Whether the phrase has its data this quarter."""
        return bool(self.get(name))

    @property
    def names(self) -> tuple[str, ...]:
        """Every phrase in the file, in its order, whether its data is there or not."""
        return tuple(self._macros)

    def _need(self, name: str) -> Passage:
        """Return a phrase for another that is made with it; without it the other is absent too."""
        found = self.get(name)
        if not found:
            raise NoDataError(name)
        return found

    def _read(self, source: str) -> dict[str, Callable[[], str]]:
        from jinja2 import TemplateError

        try:
            return self._renderer.macros(source)
        except (TemplateError, ReportgenError) as error:
            raise ProblemsError([_problem(f"line {getattr(error, 'lineno', '?')}", error)]) from error

    def _render(self, name: str) -> list[Problem]:
        from jinja2 import TemplateError

        try:
            self._passages[name] = self._renderer.read_passage(self._macros[name]())
        except (NoDataError, HiddenValueError):
            self._passages[name] = Passage(())
        except ProblemsError as error:
            return list(error.problems)
        except (TemplateError, ReportgenError, TypeError) as error:
            return [_problem(f"phrase {name}", error)]
        return []


def _problem(part: str, error: Exception) -> Problem:
    return Problem(
        Place(PHRASES_FILE, part),
        explain_error(error),
        "a phrase made of words, facts and the formats is needed",
        "correct the phrase; 'reportgen facts' lists the names of the facts",
    )
