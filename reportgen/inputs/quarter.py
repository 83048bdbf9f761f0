"""Reading one quarter: every table of ``quarter.xlsx`` and of the CSV files beside it, all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.inputs.checks import check_tables
from reportgen.inputs.csv_cells import stream_csv
from reportgen.inputs.database import read_source, source_file
from reportgen.inputs.discretion import Discretion
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.headings import heading_key
from reportgen.inputs.large_csv import LargeCsv, open_large_csv
from reportgen.inputs.person_level import Private, count_plans
from reportgen.inputs.protection import protect
from reportgen.inputs.reading import read_table
from reportgen.inputs.rows import Grid
from reportgen.inputs.survey_answers import settle_answers
from reportgen.inputs.table import Inputs, SourceFile, Table
from reportgen.inputs.tables import TABLES
from reportgen.office.sheets import Sheet, read_workbook
from reportgen.period import Period
from reportgen.project import Project

WORKBOOK = "quarter.xlsx"
_HELPERS = ("Contents", "Lists", "Notes", "Read me", "Guidance")
"""Sheets that hold no data, the starter workbook's own among them."""

_BY_KEY = {heading_key(name): name for name in TABLES}
_ASIDE_SHEETS = frozenset(heading_key(name) for name in _HELPERS)
_OLD_FORMATS = frozenset({".xls", ".xlsm", ".xlsb", ".ods"})


_Source = Callable[[], SourceFile]
"""Gives the record of a file: a large one's is asked for when its rows are counted, and its digest is then known."""


@dataclass(slots=True)
class _Found:
    """What has been gathered so far."""

    grids: dict[str, tuple[Grid, _Source]] = field(default_factory=dict)
    files: list[_Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_quarter(project: Project, period: Period) -> tuple[Inputs, tuple[Problem, ...]]:
    """Return the quarter's tables and every problem found, errors and warnings in reading order.

    A cell with an error reads as blank, so the inputs are fit for use only where no problem is an error. Person-level
    rows are counted into ``caseload``; the screening words stand in ``Inputs.screening`` alone, and comments that may
    not be quoted in no table.
    """
    read, problems, people = _read(project, period)
    inputs, doubts = protect(read, project.settings, people)
    return inputs, (*problems, *doubts)


def read_as_typed(project: Project, period: Period) -> tuple[Inputs, tuple[Problem, ...]]:
    """Return the quarter as :func:`read_quarter`, comments that may not be quoted included: to carry into a workbook.

    Nothing may be published from it.
    """
    read, problems, _ = _read(project, period)
    return read, problems


def _read(project: Project, period: Period) -> tuple[Inputs, tuple[Problem, ...], Private]:
    found = _Found()
    people: Private = {}
    for path in _files(project, period):
        _gather(path, f"data/{path.parent.name}/{path.name}", found)
    _gather_sources(project, found)
    tables: dict[str, Table] = {}
    for name, declaration in TABLES.items():
        if name in found.grids and name != "plans":
            grid, source = found.grids[name]
            tables[name], problems = read_table(declaration, grid, source())
            found.problems += problems
    if "plans" in found.grids:
        tables["caseload"], problems, people = count_plans(*found.grids["plans"], tables.get("caseload"))
        found.problems += problems
    tables, problems = settle_answers(tables)
    found.problems += problems
    screening = tables.pop("screening", None)
    files = tuple(source() for source in found.files)
    inputs = Inputs(period, tables, files, screening.rows if screening else ())
    found.problems += check_tables(inputs)
    return inputs, Discretion(inputs.screening).tell(found.problems), people


def _files(project: Project, period: Period) -> Iterator[Path]:
    """Yield the quarter's files in name order, the workbook first."""
    if not project.data.is_dir():
        return
    for folder in sorted(project.data.iterdir()):
        if folder.is_dir() and _is_period(folder.name, period):
            files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(("~$", "."))]
            yield from sorted(files, key=lambda path: (path.name.casefold() != WORKBOOK, path.name.casefold()))


def _is_period(name: str, period: Period) -> bool:
    try:
        return Period.parse(name) == period
    except ValueError:
        return False


def _gather(path: Path, name: str, found: _Found) -> None:
    """Add the tables of one file."""
    is_workbook = path.name.casefold() == WORKBOOK
    table = _BY_KEY.get(heading_key(path.stem)) if path.suffix.casefold() == ".csv" else None
    if not is_workbook and table is None:
        found.problems += _not_read(path)
        return
    try:
        large = open_large_csv(path) if table == "plans" else None
        if large is not None:
            source = _awaited(name, large)
            grids = [("plans", Grid(Sheet("", large), path.name, ""))]
        else:
            data = path.read_bytes()
            source = _known(SourceFile(name, hashlib.sha256(data).hexdigest()))
            grids = (
                _workbook_grids(data, path.name, found) if is_workbook else [_csv_grid(data, path.name, table or "")]
            )
    except ProblemsError as error:
        found.problems += error.problems
        return
    except OSError:
        needed, remedy = "a file this program may open is needed", "close it in other programs and try again"
        found.problems.append(Problem(Place(path.name), "cannot be opened", needed, remedy))
        return
    found.files.append(source)
    for key, grid in grids:
        _add(key, grid, source, found)


def _gather_sources(project: Project, found: _Found) -> None:
    """Add the tables that come from a database."""
    for table, wanted in project.settings.sources.items():
        try:
            grid = read_source(table, wanted)
        except ProblemsError as error:
            found.problems += error.problems
        else:
            source = _known(source_file(wanted, grid))
            found.files.append(source)
            _add(table, grid, source, found)


def _known(source: SourceFile) -> _Source:
    return lambda: source


def _awaited(name: str, file: LargeCsv) -> _Source:
    return lambda: SourceFile(name, file.digest.result())


def _add(key: str, grid: Grid, source: _Source, found: _Found) -> None:
    """Keep a table; one of a new workbook that has no rows yet gives way to another."""
    before = found.grids.get(key)
    if before is None or _is_blank(before[0]):
        found.grids[key] = (grid, source)
    elif not _is_blank(grid):
        found.problems.append(_given_twice(key, grid.place, before[0].place))


def _csv_grid(data: bytes, file: str, table: str) -> tuple[str, Grid]:
    cells = stream_csv(data, file)
    return table, Grid(Sheet("", cells if table == "plans" else tuple(cells)), file, "")


def _is_blank(grid: Grid) -> bool:
    """Whether a table has headings at most, as the sheets of a new workbook do: a CSV file may take its place."""
    first = next(iter(grid.sheet.cells), None)
    return first is None or all(cell.row == first.row for cell in grid.sheet.cells)


def find_given(project: Project, period: Period) -> dict[str, str]:
    """Return the tables the quarter already holds rows of, each with its file. Raises no problem: reading does."""
    found = _Found()
    for path in _files(project, period):
        _gather(path, path.name, found)
    return {name: grid.file for name, (grid, _source) in found.grids.items() if not _is_blank(grid)}


def _workbook_grids(data: bytes, file: str, found: _Found) -> list[tuple[str, Grid]]:
    grids: list[tuple[str, Grid]] = []
    for sheet in read_workbook(data, file):
        key = _BY_KEY.get(heading_key(sheet.name))
        if key is not None:
            grids.append((key, Grid(sheet, file, sheet.name)))
        elif sheet.cells and heading_key(sheet.name) not in _ASIDE_SHEETS:
            found.problems.append(
                Problem(
                    Place(file, sheet.name),
                    f"found the unknown sheet {quoted(sheet.name)}",
                    "a sheet named as an input table is needed; this one is not read",
                    nearest(sheet.name, TABLES, f"tables: {', '.join(TABLES)}"),
                    Severity.WARNING,
                )
            )
    if not grids:
        needed, remedy = (
            "a sheet for each table is needed",
            "name a sheet as its table and put headings in its first row",
        )
        found.problems.append(
            Problem(Place(file), "found no input table in this workbook", needed, remedy, Severity.WARNING)
        )
    return grids


def _not_read(path: Path) -> list[Problem]:
    """Say what is not read; notes and pictures an officer keeps beside the data are nobody's business."""
    suffix = path.suffix.casefold()
    if suffix in _OLD_FORMATS and path.stem.casefold() == "quarter":
        needed, remedy = f"{WORKBOOK} is needed", "save it as Excel Workbook (.xlsx)"
        return [Problem(Place(path.name), f"found a workbook of the kind {suffix}", needed, remedy)]
    if suffix not in {".csv", ".tsv"}:
        return []
    return [
        Problem(
            Place(path.name),
            f"found the unknown table {quoted(path.stem)}",
            "a CSV file named as an input table is needed; this one is not read",
            nearest(path.stem, TABLES, f"tables: {', '.join(TABLES)}"),
            Severity.WARNING,
        )
    ]


def _given_twice(table: str, place: Place, other: Place) -> Problem:
    return Problem(
        place,
        f"found {table} again; it is also in {other}",
        "each table in one place is needed",
        "delete one of the two",
    )
