"""Where a person is placed: by the indicators, the schools list and the SEN2 setting codes, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.headings import heading_key
from reportgen.inputs.person_level import SEN2_SETTINGS
from reportgen.inputs.sen2.exports import Record, read_table
from reportgen.inputs.tables import TABLES
from reportgen.inputs.values import read_value
from reportgen.office.sheets import CellKind, SheetCell

UNKNOWN = "unknown"
_SETTING = TABLES["plans"].column("setting")


@dataclass(slots=True)
class Schools:
    """The setting of each school by URN or UKPRN, and the schools that were asked for and are not in the list."""

    settings: Mapping[str, str]
    unmapped: set[str] = field(default_factory=set)

    def setting(self, number: str) -> str | None:
        """Return the setting of a school; one that is not in the list is remembered."""
        found = self.settings.get(number)
        if found is None:
            self.unmapped.add(number)
        return found


def read_schools(path: Path | None) -> Schools:
    """Return the schools list: a CSV file with ``urn`` (or ``ukprn``) and ``setting``. Raises ProblemsError."""
    if path is None:
        return Schools({})
    settings: dict[str, str] = {}
    problems: list[Problem] = []
    for record in read_table(path):
        numbers = [number for name in ("urn", "ukprn") if (number := record.text(name))]
        reading = read_value(_SETTING, SheetCell(record.number, 1, CellKind.TEXT, record.text(*_SETTING_NAMES)))
        if not numbers or not isinstance(reading.value, str):
            found = reading.fault.found if reading.fault else "found a row without a school's number or its setting"
            needed = "a urn (or ukprn) and a setting are needed in each row"
            remedy = reading.fault.remedy if reading.fault else "use the headings urn and setting"
            problems.append(Problem(Place(path.name, "", f"A{record.number}"), found, needed, remedy))
        else:
            settings |= dict.fromkeys(numbers, reading.value)
    if problems:
        raise ProblemsError(problems)
    return Schools(settings)


_SETTING_NAMES = tuple(heading_key(name) for name in ("setting", *_SETTING.aliases))


def first_placement(records: Iterable[Record], census: date) -> Record | None:
    """Return the placement of the first rank that is open at the census, the latest entered of several."""
    open_ones = [record for record in records if _is_open(record, census)]
    first = [record for record in open_ones if record.text("placementrank") in ("", "1")]
    return max(first or open_ones, key=lambda record: record.day("entrydate") or date.min, default=None)


def _is_open(record: Record, census: date) -> bool:
    entered, left = record.day("entrydate"), record.day("leavingdate")
    return (entered is None or entered <= census) and (left is None or left > census)


def placement_setting(record: Record | None, schools: Schools) -> str:
    """Return the setting of a placement, ``unknown`` where neither the list nor a code says it."""
    if record is None:
        return UNKNOWN
    if record.flag("senunitindicator") or record.flag("resourcedprovisionindicator"):
        return "rp_unit"
    number = record.text("urn", "ukprn")
    if number:
        return schools.setting(number) or UNKNOWN
    return SEN2_SETTINGS.get(record.text("sensetting").upper(), UNKNOWN)
