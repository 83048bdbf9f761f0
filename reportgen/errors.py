"""What went wrong and how it is said: problems, places and the exceptions that carry them.

    ReportgenError                 anything the user can put right (exit code 1)
     ├─ ProblemsError              one or more problems in data, configuration or template
     └─ KeptAside                  (a warning class, see output) never raised for data

Programming mistakes are ordinary exceptions and are never caught to be hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

import click


class Severity(Enum):
    """An error stops the run; a warning is printed and recorded."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands, in the words an officer sees on screen.

    ``file`` is a file name (never a path outside the project), ``part`` a sheet, heading or slide,
    ``cell`` an Excel cell such as ``F7``. ``str(place)`` is ``quarter.xlsx ▸ opportunities!F7``,
    ``caseload.csv ▸ E7`` or ``paper.docx ▸ heading "3 Matrix"``.
    """

    file: str
    part: str = ""
    cell: str = ""

    def __str__(self) -> str:
        inner = f"{self.part}!{self.cell}" if self.part and self.cell else self.part or self.cell
        return f"{self.file} ▸ {inner}" if inner else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, what was found, what is needed, how to put it right.

    No field ever holds a child's name or identifier: for restricted columns ``found`` says
    what kind of thing was wrong, not the value.
    """

    place: Place
    found: str
    needed: str
    remedy: str
    severity: Severity = field(default=Severity.ERROR)

    @property
    def is_error(self) -> bool:
        """Whether this problem stops the run."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.found}; {self.needed}; {self.remedy}"


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop the run, in the order given."""
    return tuple(problem for problem in problems if problem.is_error)


class ReportgenError(click.ClickException):
    """Something the user can put right; Click prints the message and exits with code 1."""

    exit_code = 1


class ProblemsError(ReportgenError):
    """Problems in inputs, configuration or templates: all of them, at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
