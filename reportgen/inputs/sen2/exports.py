"""A folder of SEN2 exports read into modules: CSV files, or workbooks with a tab for each module."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.csv_cells import decode, split_heading
from reportgen.inputs.dates import read_date
from reportgen.inputs.fault import Unreadable
from reportgen.inputs.headings import heading_key
from reportgen.inputs.sen2.module import MODULES, Module
from reportgen.office.sheets import CellKind, SheetCell, read_workbook

_BLADE_DATE = re.compile(r"(\d{4})-([A-Za-z]{3})-(\d{2})(?: .*)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TRUE = frozenset({"1", "true", "yes", "y"})


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its texts by heading, without case and spaces, and where it stands. Never printed."""

    values: Mapping[str, str] = field(repr=False)
    number: int

    def text(self, *names: str) -> str:
        """Return the first of the fields that is filled, "" where none is."""
        return next((value for name in names if (value := self.values.get(name, ""))), "")

    def flag(self, name: str) -> bool:
        """Whether an indicator is set."""
        return self.text(name).casefold() in _TRUE

    def day(self, name: str) -> date | None:
        """Return a date, None where it is blank or cannot be read."""
        return read_day(self.text(name))


@dataclass(frozen=True, slots=True)
class Exports:
    """The records of each module, by its name, and the file or tab each was read from."""

    records: Mapping[str, Sequence[Record]]
    sources: Mapping[str, str]

    def of(self, module: Module) -> Sequence[Record]:
        """Return the records of a module, none where it was not exported."""
        return self.records.get(module.name, ())


def read_exports(folder: Path) -> Exports:
    """Return what the folder holds. Raises ProblemsError where no file is a module, or one cannot be read."""
    records: dict[str, list[Record]] = {}
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        try:
            for source, name, rows in _tables(path):
                for module in _modules(name, rows):
                    if module.name in records:
                        problems.append(_twice(source, module, sources[module.name]))
                    else:
                        records[module.name], sources[module.name] = rows, source
        except ProblemsError as error:
            problems += error.problems
    if not records and not problems:
        names = ", ".join(f"…_{module.names[0]}.csv" for module in MODULES)
        found, needed = "found no SEN2 module in it", f"COLLECT's Blade exports ({names}) or tabs m1 to m5 are needed"
        problems.append(
            Problem(Place(folder.name), found, needed, "export the return and give the folder of its files")
        )
    if problems:
        raise ProblemsError(problems)
    return Exports(records, sources)


def read_table(path: Path) -> list[Record]:
    """Return the rows of one CSV file. Raises ProblemsError where it is not readable text."""
    text, separator = split_heading(decode(path.read_bytes(), path.name))
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    headings = [heading_key(heading) for heading in lines[0]] if lines else []
    return [_record(headings, row, number) for number, row in enumerate(lines[1:], start=2) if any(row)]


def _tables(path: Path) -> Iterator[tuple[str, str, list[Record]]]:
    """Yield the source, the name and the rows of each table in a file."""
    suffix = path.suffix.casefold()
    if suffix == ".csv":
        yield path.name, path.stem, read_table(path)
    elif suffix == ".xlsx" and not path.name.startswith("~$"):
        for sheet in read_workbook(path.read_bytes(), path.name):
            rows: dict[int, dict[int, str]] = {}
            for cell in sheet.cells:
                rows.setdefault(cell.row, {})[cell.column] = cell.text
            if rows:
                first = min(rows)
                names = {column: heading_key(text) for column, text in rows.pop(first).items()}
                records = [
                    Record({names[column]: text.strip() for column, text in cells.items() if column in names}, number)
                    for number, cells in sorted(rows.items())
                ]
                yield f"{path.name} ▸ {sheet.name}", sheet.name, records


def _record(headings: Sequence[str], row: Sequence[str], number: int) -> Record:
    return Record({name: value.strip() for name, value in zip(headings, row, strict=False)}, number)


def _modules(name: str, rows: Sequence[Record]) -> Iterator[Module]:
    """Yield the modules a table holds: the end of its name says which, and its fields that it is so."""
    end = heading_key(re.split(r"[_ ]", name)[-1])
    fields = set(rows[0].values) if rows else set()
    for module in MODULES:
        if end in module.names and set(module.needed) <= fields:
            yield module


def _twice(source: str, module: Module, other: str) -> Problem:
    found = f"found the module {module.name} again; it is also in {other}"
    return Problem(Place(source), found, "one export of each module is needed", "take the older file out of the folder")


def read_day(text: str) -> date | None:
    """Return the day in ``2022-Sep-28 00:00:00`` or another usual form, None where there is none."""
    match = _BLADE_DATE.fullmatch(text)
    try:
        if match and match[2].casefold() in _MONTHS:
            return date(int(match[1]), _MONTHS.index(match[2].casefold()) + 1, int(match[3]))
        return read_date(SheetCell(1, 1, CellKind.TEXT, text)) if text else None
    except (Unreadable, ValueError):
        return None
