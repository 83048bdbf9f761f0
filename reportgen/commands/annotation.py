"""``check --annotate``: a copy of the officer's own workbook with a comment on each cell something is wrong with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from reportgen import office
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.quarter import WORKBOOK
from reportgen.office import CellAddress
from reportgen.output import PackFile, save_copy
from reportgen.period import Period
from reportgen.project import Project

_CELL = re.compile(r"^([A-Z]{1,3}\d+)(:|$)")
_ROWS = re.compile(r"^rows? (\d+)")


def write_annotated(project: Project, period: Period, problems: Iterable[Problem]) -> str:
    """Write the quarter's workbook anew with comments, as ``quarter (checked).xlsx``, and return what to say of it.

    The workbook itself is never touched. An earlier copy is replaced, unless somebody saved it since: then the new one
    goes beside it. Raises SaveError where the disk refuses.
    """
    path = _find_workbook(project, period)
    if path is None:
        return f"No comments were written: they need a workbook, and data/{period} has no {WORKBOOK}, only CSV files."
    noted, elsewhere = _split(problems)
    others = f" {_counted(len(elsewhere), 'problem')} not in {WORKBOOK} cannot be put there." if elsewhere else ""
    if not noted:
        return f"No comments were written: nothing is wrong in {WORKBOOK}.{others}"
    try:
        sheets = office.sheet_names(path)
        notes = _notes(noted, sheets) if sheets else {}
        data = office.annotate(path, notes)
    except ProblemsError:
        return f"No comments were written: {WORKBOOK} cannot be opened."
    folder = PurePosixPath(path.parent.relative_to(project.folder).as_posix())
    copy = PackFile(folder / f"{path.stem} (checked){path.suffix}", data)
    written = save_copy(copy, project.folder, office.is_annotated_copy)
    kept = "" if written == copy.path else f" {copy.path.name} was edited or is open, so it was left as it is."
    return f"Written: {project.folder / written}, with comments on {_counted(len(notes), 'cell')}.{others}{kept}"


def _find_workbook(project: Project, period: Period) -> Path | None:
    for path in sorted(project.data.glob("*/*")):
        try:
            is_here = Period.parse(path.parent.name) == period
        except ValueError:
            continue
        if is_here and path.name.casefold() == WORKBOOK:
            return path
    return None


def _split(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the problems of the workbook, and those of other files."""
    noted, elsewhere = list[Problem](), list[Problem]()
    for problem in problems:
        is_here = PurePosixPath(problem.place.file).name.casefold() == WORKBOOK
        (noted if is_here else elsewhere).append(problem)
    return noted, elsewhere


def _notes(problems: Iterable[Problem], sheets: tuple[str, ...]) -> dict[CellAddress, str]:
    """Return one comment a cell; what is wrong with a whole sheet stands at its first cell."""
    known = {sheet.casefold(): sheet for sheet in sheets}
    notes: dict[CellAddress, str] = {}
    for problem in problems:
        sheet = known.get(problem.place.part.casefold())
        text = f"{problem.severity.value.capitalize()}: {problem.found}.\nNeeded: {problem.needed}.\n"
        text += f"To do: {problem.remedy}."
        if sheet is None and problem.place.part:
            text = f"{problem.place.part}\n{text}"
        address = CellAddress(sheet or sheets[0], _cell(problem.place) if sheet else "A1")
        notes[address] = f"{notes[address]}\n\n{text}" if address in notes else text
    return notes


def _cell(place: Place) -> str:
    """Return the cell a problem's comment goes to: the first of several, the first of a row."""
    cell, rows = _CELL.match(place.cell), _ROWS.match(place.cell)
    return cell[1] if cell else f"A{rows[1]}" if rows else "A1"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
