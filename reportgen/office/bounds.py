"""What every render keeps to: the functions it may call, how much work it may do, the numbers of its captions.

Also how a tag may fail without ending the render, and where it did.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType

from jinja2 import Template, Undefined
from jinja2.exceptions import TemplateError

from reportgen.errors import ReportgenError
from reportgen.office.sandbox import BudgetError, UnknownNameError, counted
from reportgen.office.values import Caption, Reference

MOST_STEPS = 500_000
MOST_SECONDS = 60.0
MOST_TEXT = 64 * 1024 * 1024
MOST_MISTAKES = 60
"""How many tags of one template are told of; the rest after those are mended."""

FAILURES = (TemplateError, UnknownNameError, ReportgenError, ArithmeticError, LookupError, TypeError, ValueError)
"""What a mistake in a tag raises; the tag is told of and put out of action, and the rest goes on."""


class Bounds:
    """The guard the sandbox asks while one template is filled, in Word, PowerPoint or on a page."""

    def __init__(self, context: Mapping[str, object], filters: Mapping[str, Callable[..., object]]) -> None:
        self.context = dict(context)
        self.filters = filters
        self._functions = {id(value) for value in self.context.values() if callable(value)}
        self._steps = 0
        self._text = 0
        self._began = time.thread_time()
        self._captions: dict[tuple[str, str], int] = {}

    def may_call(self, function: object) -> bool:
        """Whether the context gave this function a name."""
        return id(function) in self._functions

    def tick(self) -> None:
        """Count one step of a loop. Raises BudgetError."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise BudgetError(f"more than {MOST_STEPS:,} repetitions")
        if self._steps & 0xFF == 0 and time.thread_time() - self._began > MOST_SECONDS:
            raise BudgetError(f"more than {MOST_SECONDS:.0f} seconds of work")

    def loop(self, values: object) -> Iterable[object]:
        """Give the values a loop goes through, counted."""
        if isinstance(values, str) or not isinstance(values, Iterable):
            if isinstance(values, Undefined):
                iter(values)
            raise TypeError("a loop needs a list")
        return list(counted(values))

    def count_text(self, length: int) -> None:
        """Count signs printed. Raises BudgetError."""
        self._text += length
        if self._text > MOST_TEXT:
            raise BudgetError("more text than a document holds")

    def number_caption(self, caption: Caption) -> None:
        """Give a caption the next number of its kind, once."""
        kinds = sum(kind == caption.kind for kind, _ in self._captions)
        self._captions.setdefault((caption.kind, caption.name), kinds + 1)

    def number_of(self, value: Caption | Reference) -> int | None:
        """Return the number of a caption, or of the caption a mention means; None where there is none."""
        return self._captions.get((value.kind, value.name))


def failing_lines(template: Template, traceback: TracebackType | None) -> Iterator[int]:
    """Yield the lines of a template that were running when it failed, the innermost last."""
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            yield template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
