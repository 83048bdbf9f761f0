"""How far a build has come: a moving line on a terminal, plain lines everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportgen.steps import Step

STEPS = {
    "read": "Reading the quarter",
    "check": "Checking it",
    "compute": "Computing the facts",
    "hide": "Hiding small counts",
    "compose": "Composing the documents",
    "audit": "Auditing the finished files",
    "save": "Saving the pack",
}
SECONDS = 10.0
"""How long a log stays silent within a step before it says how far that is."""


@contextmanager
def shown_progress(steps: tuple[str, ...] = tuple(STEPS)) -> Iterator[Callable[[Step], None]]:
    """Give the function that is told each step; what it shows goes to the error stream."""
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(steps))
        yield lambda step: progress.update(task, description=_words(step), completed=steps.index(step.name))


class _Lines:
    """A line for each step as it begins, and one now and then for a long one."""

    def __init__(self) -> None:
        self._name, self._said_at = "", 0.0

    def show(self, step: Step) -> None:
        now = time.monotonic()
        if step.name != self._name or now - self._said_at >= SECONDS:
            click.echo(_words(step), err=True)
            self._name, self._said_at = step.name, now


def _words(step: Step) -> str:
    return f"{STEPS[step.name]}{f', {step.detail}' if step.detail else ''} …"
