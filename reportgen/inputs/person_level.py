"""Person-level plans, counted into caseload rows and let go: no row and no identifier leaves this module.

Ages are whole years at 31 August before the academic year of the census, as the DfE counts them; a plan can last
until the end of the academic year in which the young person turns 25 (SEN2 guide).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.inputs.headings import Headings, read_headings
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
_Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Finding:
    """Something wrong with rows; one problem is printed for all of them."""

    column: str
    found: str
    needed: str
    remedy: str
    severity: Severity = Severity.ERROR


_NO_ID = _Finding("person_id", "have no person_id", "an identifier is needed to find duplicates", "fill it in")
_TWICE = _Finding(
    "person_id", "repeat a person of the same census", "one row for each person is needed", "delete the repeated rows"
)
_CEASED = _Finding(
    "ceased_date",
    "ceased on or before the census date and are not counted",
    "plans maintained on the census date are needed",
    "nothing to do where that is right",
    Severity.WARNING,
)
_NO_AGE = _Finding("age", "have neither age nor birth_date", "one of the two is needed", "fill in either")
_UNBORN = _Finding("birth_date", "have a birth date after the census", "an earlier date is needed", "correct it")
_TOO_OLD = _Finding(
    "age",
    f"are aged {OLDEST + 1} or over",
    f"ages 0 to {OLDEST} at 31 August are needed",
    "check birth and cease dates",
)
_TWO_AGES = _Finding(
    "age",
    "have an age that is not the one their birth date gives; the birth date is used",
    "the age at 31 August before the academic year is needed",
    "correct the age or leave the column out",
    Severity.WARNING,
)
_NO_SETTING = _Finding(
    "setting",
    "do not say what kind of setting it is",
    "a setting is needed, or sen_unit, resourced_provision or sen_setting",
    "fill in the setting; a URN alone does not give it",
)
_SHIFTED = _Finding(
    "census_date",
    "have more values than there are headings",
    "one value for each heading is needed",
    'put a value that holds a comma in "quotes"',
)


@dataclass(slots=True)
class _Count:
    """The counts, and the first row and number of rows of each finding."""

    plans: Counter[tuple[date, str, str, str]] = field(default_factory=Counter)
    findings: dict[_Finding, list[int]] = field(default_factory=dict)
    people: set[tuple[date, str]] = field(default_factory=set)
    readings: dict[tuple[str, CellKind, str, str], Reading] = field(default_factory=dict)
    private: dict[str, set[str]] = field(default_factory=dict)
    first: int = 0
    last: int = 0

    def read(self, column: Column, cell: SheetCell) -> Reading:
        """Return the reading of a cell; dates, codes and ages recur, so each way of writing is read once."""
        if column.name == "person_id":
            return read_value(column, cell)
        key = (column.name, cell.kind, cell.text, cell.number_format)
        if key not in self.readings:
            self.readings[key] = read_value(column, cell)
        return self.readings[key]

    def note(self, finding: _Finding, row: int) -> None:
        """Record a row for a finding."""
        self.findings.setdefault(finding, []).append(row)


Private = dict[str, set[str]]
"""Values by table.column that no public file may hold."""


def count_plans(grid: Grid, source: SourceFile, caseload: Table | None) -> tuple[Table, list[Problem], Private]:
    """Return the caseload with the plans counted by setting, age band and need, and every problem in their rows.

    Other censuses given as counts are kept beside them. The places of the counts name the file and its rows as a whole.
    The third is every value of a restricted or unread column, for the scan of the finished files.
    """
    count = _Count()
    try:
        headings, problems = read_headings(_PLANS, grid.sheet, grid.place)
        problems += _shape_problems(headings, grid)
        if not any(problem.is_error for problem in problems):
            for number, cells in stream_rows(grid.sheet, headings.row):
                _count_row(headings, cells, number, count)
    except ProblemsError as error:
        problems = list(error.problems)
    else:
        problems += [_printed(finding, rows, headings, grid) for finding, rows in count.findings.items()]
    rows = [] if caseload is None else list(caseload.rows)
    problems += _both_given(rows, count, grid)
    counted = _caseload_rows(count, grid)
    table = Table(_CASELOAD, tuple(rows + counted), caseload.source if caseload and rows else source)
    return table, problems, count.private


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


def _count_row(headings: Headings, cells: list[SheetCell], row: int, count: _Count) -> None:
    known = [cell for cell in cells if cell.column in headings.columns]
    if not known:
        return
    for cell in cells:
        if cell.column not in headings.columns:
            count.private.setdefault("plans.unread columns", set()).add(cell.text)
    if any(cell.column not in headings.columns and cell.column not in headings.unknown for cell in cells):
        count.note(_SHIFTED, row)
        return
    count.first, count.last = count.first or row, row
    values: _Values = {}
    is_read = True
    for cell in known:
        column = headings.columns[cell.column]
        reading = count.read(column, cell)
        values[column.name] = reading.value
        if column.restricted:
            kept = reading.value.isoformat() if isinstance(reading.value, date) else cell.text
            count.private.setdefault(f"plans.{column.name}", set()).add(kept)
        if reading.fault is not None:
            fault = reading.fault
            found = f"hold a {column.name} that cannot be read"
            count.note(_Finding(column.name, found, fault.needed, "correct the cells", fault.severity), row)
            is_read = False
    for column in headings.columns.values():
        if column.required and column.name != "person_id" and values.get(column.name) is None and is_read:
            count.note(_Finding(column.name, f"have no {column.name}", "it is needed", "fill it in"), row)
            is_read = False
    if is_read:
        _count_values(values, row, count)


def _count_values(values: _Values, row: int, count: _Count) -> None:
    census, need, person = values["census_date"], values["primary_need"], values.get("person_id")
    assert isinstance(census, date) and isinstance(need, str)
    if not isinstance(person, str):
        count.note(_NO_ID, row)
    elif (census, person.casefold()) in count.people:
        count.note(_TWICE, row)
        return
    else:
        count.people.add((census, person.casefold()))
    ceased = values.get("ceased_date")
    if isinstance(ceased, date) and ceased <= census:
        count.note(_CEASED, row)
        return
    age, setting = _age(values, census, row, count), _setting(values)
    if setting is None:
        count.note(_NO_SETTING, row)
    if age is not None and setting is not None:
        band = next(name for oldest, name in _BANDS if age <= oldest)
        count.plans[census, setting, band, need] += 1


def _age(values: _Values, census: date, row: int, count: _Count) -> int | None:
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


def _setting(values: _Values) -> str | None:
    given = values.get("setting")
    if isinstance(given, str):
        return given
    if values.get("sen_unit") is True or values.get("resourced_provision") is True:
        return "rp_unit"
    code = values.get("sen_setting")
    return SEN2_SETTINGS.get(code.upper()) if isinstance(code, str) else None


def _printed(finding: _Finding, rows: list[int], headings: Headings, grid: Grid) -> Problem:
    """Return one problem for all the rows of a finding, at the first of them; no value is shown."""
    column = next((number for number, known in headings.columns.items() if known.name == finding.column), 1)
    place = grid.at(SheetCell(rows[0], column, CellKind.TEXT, "").ref)
    subject = "1 row" if len(rows) == 1 else f"{len(rows):,} rows, this one the first,"
    return Problem(place, f"found: {subject} {finding.found}", finding.needed, finding.remedy, finding.severity)


def _both_given(rows: list[Row], count: _Count, grid: Grid) -> list[Problem]:
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


def _caseload_rows(count: _Count, grid: Grid) -> list[Row]:
    place = Place(grid.file, grid.part, f"rows {count.first}-{count.last}")
    names = ("census_date", "setting", "age_band", "primary_need")
    rows = []
    for number, (key, plans) in enumerate(sorted(count.plans.items()), start=2):
        values: dict[str, Value] = {**dict(zip(names, key, strict=True)), "plans": plans, "status": "local"}
        rows.append(Row({name: Cell(value, "", place) for name, value in values.items()}, number))
    return rows
