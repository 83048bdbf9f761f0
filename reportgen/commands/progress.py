"""How far a build has come: a moving line on a terminal, plain lines everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

STEPS = {
    "read": "Reading the quarter",
    "check": "Checking it",
    "compute": "Computing the facts",
    "hide": "Hiding small counts",
    "compose": "Composing the documents",
    "audit": "Auditing the finished files",
    "save": "Saving the pack",
}


@contextmanager
def shown_progress(steps: tuple[str, ...] = tuple(STEPS)) -> Iterator[Callable[[str], None]]:
    """Give the function that is told each step; what it shows goes to the error stream."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{STEPS[step]} …", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(steps))
        yield lambda step: progress.update(task, description=f"{STEPS[step]} …", completed=steps.index(step))
