"""From SEN2 exports to ``plans`` and ``flow``.

No name, identifier, birth date or postcode goes into a table, a note or a problem: a person is a running number, and a
problem says how many rows of which module it means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.inputs.person_level import OLDEST, age_at_census
from reportgen.inputs.sen2.exports import Exports, Record
from reportgen.inputs.sen2.module import (
    ACTIVE_KEY,
    ACTIVE_PLANS,
    AGREED,
    ASSESSMENT,
    ASSESSMENT_KEY,
    MODULES,
    NAMED_PLAN,
    NEED,
    PERSON,
    PERSON_KEY,
    PLACEMENT,
    PLANS_NEED,
    REFUSED,
    REQUEST_KEY,
    REQUESTS,
    SEN2,
    TWENTY_WEEKS,
    Module,
)
from reportgen.inputs.sen2.placement import UNKNOWN, Schools, first_placement, placement_setting
from reportgen.inputs.tables import TABLES

_NEEDS = {code.code for code in TABLES["plans"].column("primary_need").codes}
TableRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sen2Tables:
    """The rows of ``plans`` and ``flow``, the mapping and notes to print, and warnings."""

    tables: Mapping[str, tuple[TableRow, ...]]
    mapping: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[Problem, ...]


@dataclass(slots=True)
class _Joined:
    """The modules joined by request, and the rows of each finding."""

    exports: Exports
    census: date
    people: dict[str, Record] = field(default_factory=dict)
    requests: dict[str, Record] = field(default_factory=dict)
    active: dict[str, str] = field(default_factory=dict)
    """The request of each active plan."""
    assessed: dict[str, str] = field(default_factory=dict)
    """The request of each assessment."""
    grouped: dict[str, dict[str, list[Record]]] = field(default_factory=dict)
    findings: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def note(self, module: Module, found: str, remedy: str, record: Record) -> None:
        """Record a row for a finding."""
        self.findings.setdefault((module.name, found, remedy), []).append(record.number)


def import_sen2(exports: Exports, schools: Schools, census: date | None = None) -> Sen2Tables:
    """Return the tables. ``census`` stands for the reference date where the module sen2 is not exported.

    Raises ProblemsError where neither gives a date.
    """
    joined = _join(exports, census or _reference_date(exports))
    plans = _plan_rows(joined, schools)
    flow = _flow_rows(joined)
    notes = _notes(joined, schools, plans)
    tables = {"plans": tuple(plans), "flow": tuple(flow)}
    warnings = tuple(_problem(key, rows, exports) for key, rows in joined.findings.items())
    return Sen2Tables({name: rows for name, rows in tables.items() if rows}, _mapping(exports), tuple(notes), warnings)


def _reference_date(exports: Exports) -> date:
    found = next((day for record in exports.of(SEN2) if (day := record.day("referencedate"))), None)
    if found is None:
        needed, remedy = "the day of the census is needed", "export the module sen2 too, or give --census 16/01/2025"
        raise ProblemsError([Problem(Place("SEN2"), "found no ReferenceDate", needed, remedy)])
    return found


def _join(exports: Exports, census: date) -> _Joined:
    joined = _Joined(exports, census)
    joined.people = {key: record for record in exports.of(PERSON) if (key := record.text(*PERSON_KEY))}
    for record in exports.of(REQUESTS):
        key = record.text(*REQUEST_KEY)
        if record.text(*PERSON_KEY) not in joined.people and exports.of(PERSON):
            joined.note(REQUESTS, "belong to no person of the module person", "export all modules on one day", record)
        if key:
            joined.requests[key] = record
    joined.assessed = {
        key: record.text(*REQUEST_KEY) for record in exports.of(ASSESSMENT) if (key := record.text(*ASSESSMENT_KEY))
    }
    joined.active = {
        record.text(*ACTIVE_KEY) or record.text(*REQUEST_KEY): record.text(*REQUEST_KEY)
        for record in exports.of(ACTIVE_PLANS)
    }
    return joined


def _by_request(joined: _Joined, module: Module) -> dict[str, list[Record]]:
    """Return a module's rows by request, through the active plan or the assessment where they hang on one."""
    if module.name in joined.grouped:
        return joined.grouped[module.name]
    found = joined.grouped.setdefault(module.name, {})
    for record in joined.exports.of(module):
        active, assessed = record.text(*ACTIVE_KEY), record.text(*ASSESSMENT_KEY)
        direct = record.text(*REQUEST_KEY)
        request = joined.active.get(active, "") or joined.assessed.get(assessed, "") or direct
        if request:
            found.setdefault(request, []).append(record)
        else:
            joined.note(module, "belong to no request", "export all modules on one day", record)
    return found


def _plan_rows(joined: _Joined, schools: Schools) -> list[TableRow]:
    if not joined.exports.of(ACTIVE_PLANS):
        return []
    placements, needs = _by_request(joined, PLACEMENT), _by_request(joined, NEED)
    named = _by_request(joined, NAMED_PLAN)
    numbers: dict[str, int] = {}
    rows: list[TableRow] = []
    seen: set[str] = set()
    for record in joined.exports.of(ACTIVE_PLANS):
        request = record.text(*REQUEST_KEY)
        if request in seen:
            continue  # a combined tab repeats the plan for each placement and need
        seen.add(request)
        if _has_ceased(named.get(request, ()), joined.census):
            joined.note(
                ACTIVE_PLANS, "ceased by the census and are not counted", "nothing, where that is right", record
            )
            continue
        person = joined.requests.get(request, Record({}, 0)).text(*PERSON_KEY)
        if person in numbers:
            joined.note(ACTIVE_PLANS, "are a second plan of one person", "end one of the two plans", record)
        number = numbers.setdefault(person or f"request {request}", len(numbers) + 1)
        rows.append(
            {
                "census_date": f"{joined.census:%d/%m/%Y}",
                "person_id": f"p{number}",
                "setting": placement_setting(first_placement(placements.get(request, ()), joined.census), schools),
                "age": _age(joined, person),
                "primary_need": _need(joined, needs.get(request, ())),
            }
        )
    return rows


def _has_ceased(plans: Sequence[Record], census: date) -> bool:
    return any((ceased := record.day("ceasedate")) is not None and ceased <= census for record in plans)


def _age(joined: _Joined, person: str) -> str:
    """Return the age at 31 August before the academic year, "" where it cannot be worked out."""
    record = joined.people.get(person)
    if record is None:
        return ""
    born = record.day("personbirthdate")
    if born is None:
        joined.note(PERSON, "have no birth date that can be read", "fill it in", record)
        return ""
    if born > joined.census:
        joined.note(PERSON, "have a birth date after the census", "correct it", record)
        return ""
    if not record.text("upn", "uniquelearnernumber", "upnunknown"):
        joined.note(PERSON, "have neither UPN nor ULN nor a reason why not", "fill in one of the three", record)
    age = age_at_census(born, joined.census)
    if age > OLDEST:
        joined.note(PERSON, f"are aged {OLDEST + 1} or over", "check birth and cease dates", record)
    return str(age)


def _need(joined: _Joined, needs: Sequence[Record]) -> str:
    first = next((record for record in needs if record.text("sentyperank") in ("", "1")), None)
    if first is None:
        return "NOTREC"
    code = first.text("sentype").upper()
    if code and code not in _NEEDS:
        joined.note(NEED, "have a SENtype that is no known code", "correct it; it counts as not recorded", first)
    return code if code in _NEEDS else "NOTREC"


def _flow_rows(joined: _Joined) -> list[TableRow]:
    """Count the calendar year the return is about, the one before the census."""
    year = joined.census.year - 1
    counts: Counter[str] = Counter()
    _count_requests(joined, year, counts)
    _count_assessments(joined, year, counts)
    _count_named_plans(joined, year, counts)
    return [{"period": str(year), "measure": measure, "value": str(count)} for measure, count in counts.items()]


def _count_requests(joined: _Joined, year: int, counts: Counter[str]) -> None:
    records = joined.exports.of(REQUESTS)
    if not records:
        return
    counts["requests_received"] += sum(_in(record.day("receiveddate"), year) for record in records)
    if any("requestoutcome" in record.values for record in records):
        counts["requests_refused"] += sum(
            record.text("requestoutcome").casefold() in REFUSED and _in(record.day("requestoutcomedate"), year)
            for record in records
        )
    for record in records:
        if (received := record.day("receiveddate")) and received > joined.census:
            joined.note(REQUESTS, "were received after the census", "correct the date", record)


def _count_assessments(joined: _Joined, year: int, counts: Counter[str]) -> None:
    outcomes = [
        record.text("assessmentoutcome").casefold()
        for record in joined.exports.of(ASSESSMENT)
        if _in(record.day("assessmentoutcomedate"), year)
    ]
    if joined.exports.of(ASSESSMENT):
        counts["assessments_completed"] += sum(outcome in (*REFUSED, *AGREED) for outcome in outcomes)
        counts["decisions_to_issue"] += sum(outcome in AGREED for outcome in outcomes)


def _count_named_plans(joined: _Joined, year: int, counts: Counter[str]) -> None:
    if not joined.exports.of(NAMED_PLAN):
        return
    names = ("plans_issued", "plans_issued_20_weeks", "plans_issued_excluding_exceptions")
    counts.update(dict.fromkeys((*names, "plans_issued_20_weeks_excluding_exceptions", "plans_ceased"), 0))
    exceptions = {record.text(*REQUEST_KEY) for record in joined.exports.of(ASSESSMENT) if record.flag("week20")}
    for request, records in _by_request(joined, NAMED_PLAN).items():
        received = joined.requests.get(request, Record({}, 0)).day("receiveddate")
        for record in records:
            started, ceased = record.day("startdate"), record.day("ceasedate")
            counts["plans_ceased"] += _in(ceased, year)
            if started and ceased and ceased < started:
                joined.note(NAMED_PLAN, "ceased before they started", "correct one of the two dates", record)
            if _in(started, year):
                assert started is not None
                in_time = received is not None and started - received <= timedelta(days=TWENTY_WEEKS)
                counts["plans_issued"] += 1
                counts["plans_issued_20_weeks"] += in_time
                counts["plans_issued_excluding_exceptions"] += request not in exceptions
                counts["plans_issued_20_weeks_excluding_exceptions"] += in_time and request not in exceptions


def _in(day: date | None, year: int) -> bool:
    return day is not None and day.year == year


def _mapping(exports: Exports) -> tuple[str, ...]:
    lines = []
    for module in MODULES:
        if module.name in exports.sources:
            lines += [f"{exports.sources[module.name]}: {name} → {use}" for name, use in module.fields.items()]
            lines += [f"{exports.sources[module.name]}: {module.unread}"] if module.unread else []
    return tuple(lines)


def _notes(joined: _Joined, schools: Schools, plans: Sequence[TableRow]) -> list[str]:
    missing = [module.name for module in PLANS_NEED if not joined.exports.of(module)]
    notes = [f"modules that were not exported: {', '.join(missing)}; what rests on them is left out"] if missing else []
    if schools.unmapped:
        listed = ", ".join(sorted(schools.unmapped))
        notes.append(
            f"schools that are not in the schools list, whose plans count as {UNKNOWN}: {listed}; "
            "give --schools with urn and setting"
        )
    if any(row["primary_need"] == "DS" for row in plans):
        notes.append("Down syndrome (DS) is kept; the DSG management plan counts it with other needs")
    if plans:
        notes.append("person_id is a running number: no name, UPN, birth date or postcode is in the tables")
    notes.append("flow counts the calendar year before the census by the dates in the export; outcome codes Y and N")
    return notes


def _problem(key: tuple[str, str, str], rows: Sequence[int], exports: Exports) -> Problem:
    module, found, remedy = key
    subject = "1 row" if len(rows) == 1 else f"{len(rows):,} rows, this one the first,"
    place = Place(exports.sources[module], "", f"A{rows[0]}")
    return Problem(place, f"found: {subject} {found}", "the return's own rules ask for it", remedy, Severity.WARNING)
