"""What is wrong with a row of a table, at the cell where it stands."""

from __future__ import annotations

from dataclasses import replace

from reportgen.errors import Problem, Severity
from reportgen.inputs.table import Row


def problem_at(row: Row, column: str, found: str, needed: str, remedy: str) -> Problem:
    """Return an error at a row's cell, at its first where the table has no such column."""
    known = column if column in row.cells else next(iter(row.cells))
    return Problem(row.place(known), found, needed, remedy)


def warning_at(row: Row, column: str, found: str, needed: str, remedy: str) -> Problem:
    """Return the same as a warning, which stops no build."""
    return replace(problem_at(row, column, found, needed, remedy), severity=Severity.WARNING)
