"""Person-level plans, counted into caseload rows and let go: no row and no identifier leaves this module.

Ages are whole years at 31 August before the academic year of the census, as the DfE counts them; a plan can last
until the end of the academic year in which the young person turns 25 (SEN2 guide).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.inputs.headings import Headings, read_headings
from reportgen.inputs.large_csv import LargeCsv
from reportgen.inputs.rows import Grid, stream_rows
from reportgen.inputs.table import Cell, Column, Row, SourceFile, Table, Value
from reportgen.inputs.tables import TABLES
from reportgen.inputs.values import Reading, read_value
from reportgen.office.sheets import CellKind, SheetCell
from reportgen.period import AcademicYear

OLDEST = 25
_PLANS, _CASELOAD = TABLES["plans"], TABLES["caseload"]
SEN2_SETTINGS = {
    "EHE": "elsewhere",
    "EYP": "early_years",
    "NEET": "neet",
    "NIEC": "elsewhere",
    "NIEO": "elsewhere",
    "OLA": "elsewhere",
    "OPA": "elsewhere",
    "OTH": "elsewhere",
}
"""SEN2 settings that say where a child is without a school's details (DfE SEN2 specification)."""

_BANDS = ((4, "0-4"), (10, "5-10"), (15, "11-15"), (19, "16-19"), (OLDEST, "20-25"))
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with rows; one problem is printed for all of them."""

    column: str
    found: str
    needed: str
    remedy: str
    severity: Severity = Severity.ERROR


NO_ID = Finding("person_id", "have no person_id", "an identifier is needed to find duplicates", "fill it in")
TWICE = Finding(
    "person_id", "repeat a person of the same census", "one row for each person is needed", "delete the repeated rows"
)
_CEASED = Finding(
    "ceased_date",
    "ceased on or before the census date, so not counted",
    "plans maintained on the census date are needed",
    "nothing to do where that is right",
    Severity.WARNING,
)
_NO_AGE = Finding("age", "have neither age nor birth_date", "one of the two is needed", "fill in either")
_UNBORN = Finding("birth_date", "have a birth date after the census", "an earlier date is needed", "correct it")
_TOO_OLD = Finding(
    "age",
    f"are aged {OLDEST + 1} or over",
    f"ages 0 to {OLDEST} at 31 August are needed",
    "check birth and cease dates",
)
_TWO_AGES = Finding(
    "age",
    "have an age that is not the one their birth date gives; the birth date is used",
    "the age at 31 August before the academic year is needed",
    "correct the age or leave the column out",
    Severity.WARNING,
)
_NO_SETTING = Finding(
    "setting",
    "do not say what kind of setting it is",
    "a setting is needed, or sen_unit, resourced_provision or sen_setting",
    "fill in the setting; a URN alone does not give it",
)
SHIFTED = Finding(
    "census_date",
    "have more values than there are headings",
    "one value for each heading is needed",
    'put a value that holds a comma in "quotes"',
)


@dataclass(slots=True)
class Count:
    """The counts, and the first row and number of rows of each finding. Rows that are alike count ``alike`` times."""

    plans: Counter[tuple[date, str, str, str]] = field(default_factory=Counter)
    findings: dict[Finding, tuple[int, int]] = field(default_factory=dict)
    people: set[tuple[date, str]] = field(default_factory=set)
    readings: dict[tuple[str, CellKind, str, str], Reading] = field(default_factory=dict)
    private: dict[str, set[str]] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    alike: int = 1

    def read(self, column: Column, cell: SheetCell) -> Reading:
        """Return the reading of a cell; dates, codes and ages recur, so each way of writing is read once."""
        if column.name == "person_id":
            return read_value(column, cell)
        key = (column.name, cell.kind, cell.text, cell.number_format)
        if key not in self.readings:
            self.readings[key] = read_value(column, cell)
        return self.readings[key]

    def note(self, finding: Finding, row: int) -> None:
        """Record a row, and those that are like it, for a finding."""
        first, rows = self.findings.get(finding, (row, 0))
        self.findings[finding] = min(first, row), rows + self.alike

    def note_unread(self, values: Mapping[str, Reading], columns: Iterable[Column], row: int) -> bool:
        """Record what cannot be read and what is missing; return whether the row can be counted."""
        is_read = True
        for name, reading in values.items():
            if reading.fault is not None:
                fault, found = reading.fault, f"hold a {name} that cannot be read"
                self.note(Finding(name, found, fault.needed, "correct the cells", fault.severity), row)
                is_read = False
        for column in columns:
            is_missing = column.name not in values or values[column.name].value is None
            if column.required and column.name != "person_id" and is_missing and is_read:
                self.note(Finding(column.name, f"have no {column.name}", "it is needed", "fill it in"), row)
                is_read = False
        return is_read


Private = dict[str, set[str]]
"""Values by table.column that no public file may hold."""


def count_plans(
    grid: Grid, source: Callable[[], SourceFile], caseload: Table | None
) -> tuple[Table, list[Problem], Private]:
    """Return the caseload with the plans counted by setting, age band and need, and every problem in their rows.

    ``source`` gives the record of the file, and is asked for it once the rows are counted.
    Other censuses given as counts are kept beside them. The places of the counts name the file and its rows as a whole.
    The third is every value of a restricted or unread column, for the scan of the finished files.
    """
    count = Count()
    try:
        headings, problems = read_headings(_PLANS, grid.sheet, grid.place)
        problems += _shape_problems(headings, grid)
        if not any(problem.is_error for problem in problems) and headings.columns:
            count = _count_rows(grid, headings)
    except ProblemsError as error:
        problems = list(error.problems)
    else:
        problems += [_printed(finding, *rows, headings, grid) for finding, rows in count.findings.items()]
    rows = [] if caseload is None else list(caseload.rows)
    problems += _both_given(rows, count, grid)
    counted = _caseload_rows(count, grid)
    table = Table(_CASELOAD, tuple(rows + counted), caseload.source if caseload and rows else source())
    return table, problems, count.private


def _count_rows(grid: Grid, headings: Headings) -> Count:
    """Count a large file in blocks, and anything else row by row: that says where a text does not close."""
    if isinstance(grid.sheet.cells, LargeCsv):
        from reportgen.inputs.fixed_texts import NotInBlocks
        from reportgen.inputs.large_plans import count_large_plans

        with suppress(NotInBlocks):
            return count_large_plans(grid.sheet.cells, headings)
    count = Count()
    for number, cells in stream_rows(grid.sheet, headings.row):
        _count_row(headings, cells, number, count)
    return count


def _shape_problems(headings: Headings, grid: Grid) -> list[Problem]:
    """Either of two ways to say the age and the setting must be there."""
    ages, settings = {"age", "birth_date"}, {"setting", "sen_unit", "resourced_provision", "sen_setting"}
    return [
        Problem(
            grid.at(f"A{max(headings.row, 1)}"),
            f"found no column for the {what}",
            f"one of {', '.join(sorted(names))} is needed",
            f"add a column headed {preferred}",
        )
        for what, names, preferred in (("age", ages, "birth_date"), ("setting", settings, "setting"))
        if headings.columns and not names & headings.names
    ]


def _count_row(headings: Headings, cells: list[SheetCell], row: int, count: Count) -> None:
    known = [cell for cell in cells if cell.column in headings.columns]
    if not known:
        return
    for cell in cells:
        if cell.column not in headings.columns:
            count.private.setdefault("plans.unread columns", set()).add(cell.text)
    if any(cell.column not in headings.columns and cell.column not in headings.unknown for cell in cells):
        count.note(SHIFTED, row)
        return
    count.first, count.last = count.first or row, row
    values: dict[str, Reading] = {}
    for cell in known:
        column = headings.columns[cell.column]
        reading = values[column.name] = count.read(column, cell)
        if column.restricted:
            kept = reading.value.isoformat() if isinstance(reading.value, date) else cell.text
            count.private.setdefault(f"plans.{column.name}", set()).add(kept)
    if count.note_unread(values, headings.columns.values(), row):
        _count_values({name: reading.value for name, reading in values.items()}, row, count)


def _count_values(values: Values, row: int, count: Count) -> None:
    census, person = values["census_date"], values.get("person_id")
    assert isinstance(census, date)
    if not isinstance(person, str):
        count.note(NO_ID, row)
    elif (census, person.casefold()) in count.people:
        count.note(TWICE, row)
        return
    else:
        count.people.add((census, person.casefold()))
    count_plan(values, row, count)


def count_plan(values: Values, row: int, count: Count) -> None:
    """Count a row whose person is settled, or record why it is not counted."""
    census, need = values["census_date"], values["primary_need"]
    assert isinstance(census, date) and isinstance(need, str)
    ceased = values.get("ceased_date")
    if isinstance(ceased, date) and ceased <= census:
        count.note(_CEASED, row)
        return
    age, setting = _age(values, census, row, count), _setting(values)
    if setting is None:
        count.note(_NO_SETTING, row)
    if age is not None and setting is not None:
        band = next(name for oldest, name in _BANDS if age <= oldest)
        count.plans[census, setting, band, need] += count.alike


def _age(values: Values, census: date, row: int, count: Count) -> int | None:
    """Return the age at 31 August before the academic year, None where it is missing or cannot be."""
    given, born = values.get("age"), values.get("birth_date")
    age = given if isinstance(given, int) else None
    if isinstance(born, date):
        if born > census:
            count.note(_UNBORN, row)
            return None
        age = age_at_census(born, census)
        if isinstance(given, int) and given != age:
            count.note(_TWO_AGES, row)
    if age is None:
        count.note(_NO_AGE, row)
    elif not 0 <= age <= OLDEST:
        count.note(_TOO_OLD, row)
        return None
    return age


def age_at_census(born: date, census: date) -> int:
    """Return whole years at 31 August before the census's academic year; a child born since is 0."""
    reference = date(AcademicYear.of(census).start, 8, 31)
    years = reference.year - born.year - ((born.month, born.day) > (reference.month, reference.day))
    return max(years, 0)


def _setting(values: Values) -> str | None:
    given = values.get("setting")
    if isinstance(given, str):
        return given
    if values.get("sen_unit") is True or values.get("resourced_provision") is True:
        return "rp_unit"
    code = values.get("sen_setting")
    return SEN2_SETTINGS.get(code.upper()) if isinstance(code, str) else None


_OF_ONE = {"are": "is", "do": "does", "have": "has", "hold": "holds", "repeat": "repeats"}
"""The verbs of findings where they are said of one row."""


def _printed(finding: Finding, first: int, rows: int, headings: Headings, grid: Grid) -> Problem:
    """Return one problem for all the rows of a finding, at the first of them; no value is shown."""
    column = next((number for number, known in headings.columns.items() if known.name == finding.column), 1)
    place = grid.at(SheetCell(first, column, CellKind.TEXT, "").ref)
    verb, _, rest = finding.found.partition(" ")
    said = (
        f"1 row {_OF_ONE.get(verb, verb)} {rest}"
        if rows == 1
        else f"{rows:,} rows, this one the first, {finding.found}"
    )
    return Problem(place, f"found: {said}", finding.needed, finding.remedy, finding.severity)


def _both_given(rows: list[Row], count: Count, grid: Grid) -> list[Problem]:
    given = {row.day("census_date"): row for row in rows}
    twice = sorted({census for census, *_ in count.plans} & {day for day in given if day is not None})
    return [
        Problem(
            given[census].place("census_date"),
            f"found counts of {census:%d/%m/%Y}, which {grid.place} gives person by person",
            "each census in one of the two is needed",
            "delete it from caseload or from plans",
        )
        for census in twice
    ]


def _caseload_rows(count: Count, grid: Grid) -> list[Row]:
    place = Place(grid.file, grid.part, f"rows {count.first}-{count.last}")
    names = ("census_date", "setting", "age_band", "primary_need")
    rows = []
    for number, (key, plans) in enumerate(sorted(count.plans.items()), start=2):
        values: dict[str, Value] = {**dict(zip(names, key, strict=True)), "plans": plans, "status": "local"}
        rows.append(Row({name: Cell(value, "", place) for name, value in values.items()}, number))
    return rows
