"""One published CSV file: recognised by its headings, read as text, its rows by area and year."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from reportgen.errors import Place, Problem, ProblemsError, errors_among
from reportgen.inputs.csv_cells import decode, split_heading
from reportgen.inputs.dfe.authorities import settled
from reportgen.inputs.dfe.form import TOTAL_ROW, Form, Time, code_of
from reportgen.inputs.dfe.forms import FORMS
from reportgen.inputs.dfe.screening import is_metadata, screen
from reportgen.inputs.fault import quoted

NATIONAL, REGIONAL, LOCAL = "national", "regional", "local authority"
_ACADEMIC = re.compile(r"(20\d\d)(\d\d)")
_CALENDAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Area:
    """An area as a file names it. ``code`` is the ONS code, ``old_code`` the three-digit number of an authority."""

    code: str
    name: str
    level: str
    old_code: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A published file as read: every area's cells by year and breakdown, in the columns its form uses."""

    form: Form
    file: str
    sha256: str
    areas: Mapping[str, Area]
    columns: Mapping[str, int]
    rows: Mapping[tuple[str, int], Mapping[str, Sequence[str]]]
    warnings: tuple[Problem, ...] = field(default=())

    def cell(self, code: str, year: int, breakdown: str, column: str) -> str | None:
        """Return the text of a cell, None where the file has no such row."""
        row = self.rows.get((code, year), {}).get(code_of(breakdown))
        return None if row is None else row[self.columns[column]]

    def years(self, code: str) -> tuple[int, ...]:
        """Return the years the file holds for an area."""
        return tuple(sorted(year for area, year in self.rows if area == code))


def read_publication(data: bytes, file: str, forms: Sequence[Form] = FORMS) -> Publication:
    """Return the published file. Raises ProblemsError saying everything that is wrong with it.

    A file with none of the declared layouts is refused with the layouts there are.
    """
    text, separator = split_heading(decode(data, file))
    headings, rows = _parse(text, separator, file)
    form = _recognised(headings, forms)
    problems = screen(file, headings, rows, form)
    if form is None:
        unknown = [] if is_metadata(headings) else [_unknown_layout(file, headings, forms)]
        raise ProblemsError([*problems, *unknown])
    if errors_among(problems):
        raise ProblemsError(problems)
    return _indexed(form, file, hashlib.sha256(data).hexdigest(), headings, rows, problems)


def _parse(text: str, separator: str, file: str) -> tuple[list[str], list[list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        headings = [code_of(heading) for heading in next(reader, [])]
        rows = [row for row in reader if any(row)]
    except csv.Error as error:
        raise _refused(file, "found a text that does not close", 'every " in a text doubled is needed') from error
    if not rows:
        raise _refused(file, "holds no rows", "a file the DfE published is needed")
    uneven = next((number for number, row in enumerate(rows, start=2) if len(row) != len(headings)), None)
    if uneven is not None:
        found = f"row {uneven} has {len(rows[uneven - 2])} values under {len(headings)} headings"
        raise _refused(file, found, "one value for each heading is needed")
    return headings, rows


def _refused(file: str, found: str, needed: str) -> ProblemsError:
    return ProblemsError([Problem(Place(PurePath(file).name), found, needed, "download it again from the DfE")])


def _recognised(headings: Sequence[str], forms: Sequence[Form]) -> Form | None:
    present = set(headings)
    return next((form for form in forms if present >= set(form.headings)), None)


def _unknown_layout(file: str, headings: Sequence[str], forms: Sequence[Form]) -> Problem:
    nearest = max(forms, key=lambda form: len(set(form.headings) & set(headings)))
    missing = [heading for heading in nearest.headings if heading not in headings]
    if len(missing) <= 2 < len(nearest.headings) - 2:
        needed = f"'{nearest.name}' also has the columns {', '.join(missing)}"
        return Problem(Place(file), "found a layout near to a known one", needed, "check which release it is of")
    known = "; ".join(form.name for form in forms)
    return Problem(
        Place(file),
        "found none of the layouts of the DfE's files on EHC plans",
        f"one of these is needed: {known}",
        "hand over the CSV files of the release 'Education, health and care plans'",
    )


def _indexed(
    form: Form, file: str, sha256: str, headings: Sequence[str], rows: list[list[str]], problems: list[Problem]
) -> Publication:
    """Keep the rows and columns the form uses, by area, year and breakdown."""
    at = {heading: headings.index(heading) for heading in headings}
    missing = sorted(form.columns - at.keys())
    if missing:
        found = f"the columns {', '.join(missing)} are missing"
        raise _refused(file, found, f"they are a part of '{form.name}'")
    wanted = sorted(form.columns)
    picks = [at[column] for column in wanted]
    areas: dict[str, Area] = {}
    kept: dict[tuple[str, int], dict[str, Sequence[str]]] = {}
    for number, row in _wanted_rows(form, at, rows):
        area = _area(row, at)
        year = _year(form.time, row[at["time_period"]])
        if year is None:
            found = f"row {number} has the time_period {quoted(row[at['time_period']])}"
            raise _refused(file, found, f"a time_period such as {form.time.value} is needed")
        breakdown = code_of(row[at[form.breakdown]])
        key = TOTAL_ROW if breakdown == code_of(form.total) else breakdown
        areas[area.code] = area
        kept.setdefault((area.code, year), {})[key] = [row[pick] for pick in picks]
    columns = {column: index for index, column in enumerate(wanted)}
    return Publication(form, file, sha256, areas, columns, kept, tuple(problems))


def _wanted_rows(form: Form, at: Mapping[str, int], rows: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    topics = {code_of(topic) for topic in form.topics}
    topic = at.get(form.topic) if form.topic else None
    for number, row in enumerate(rows, start=2):
        if topic is None or code_of(row[topic]) in topics:
            yield number, row


def _area(row: Sequence[str], at: Mapping[str, int]) -> Area:
    level = code_of(row[at["geographic_level"]])
    if level == LOCAL:
        code = settled(row[at["new_la_code"]].strip())
        old = row[at["old_la_code"]].strip() if "old_la_code" in at else ""
        return Area(code, row[at["la_name"]].strip(), level, old, row[at["region_code"]].strip())
    if level == REGIONAL:
        name = row[at["region_name"]].strip() if "region_name" in at else ""
        return Area(row[at["region_code"]].strip(), name, level)
    return Area("E92000001", row[at["country_name"]].strip(), level)


def _year(time: Time, text: str) -> int | None:
    """Return the year of the count, None where the text is not a year of that kind."""
    text = text.strip()
    if time is Time.ACADEMIC_YEAR:
        match = _ACADEMIC.fullmatch(text)
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            return None
        return int(match[1]) + 1
    return int(text) if _CALENDAR.fullmatch(text) else None
