"""Problems as an officer reads them: errors first, by file and sheet, each with its cell and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import click

from reportgen.errors import Problem, errors_among


def print_problems(problems: Sequence[Problem]) -> None:
    """Print every problem to the error stream, and how many there are."""
    errors = errors_among(problems)
    warnings = tuple(problem for problem in problems if not problem.is_error)
    for heading, found in (("Errors", errors), ("Warnings", warnings)):
        if found:
            click.echo(click.style(heading, bold=True), err=True)
            _print_by_place(found)
    click.echo(count_line(problems), err=True)


def count_line(problems: Sequence[Problem]) -> str:
    """Return ``2 errors, 1 warning``."""
    errors = len(errors_among(problems))
    return f"{_counted(errors, 'error')}, {_counted(len(problems) - errors, 'warning')}"


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _print_by_place(problems: Sequence[Problem]) -> None:
    def place(problem: Problem) -> tuple[str, str]:
        return problem.place.file, problem.place.part

    for (file, part), group in groupby(sorted(problems, key=place), place):
        click.echo(f"  {file} ▸ {part}" if part else f"  {file}", err=True)
        for problem in group:
            cell = f"{problem.place.cell}: " if problem.place.cell else ""
            click.echo(f"    {cell}{problem.found}; {problem.needed}; {problem.remedy}", err=True)
