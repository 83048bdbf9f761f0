"""From the DfE's published files to input tables for one authority, with a note on everything that was decided."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from reportgen.codes import ALL, Symbol
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.dfe.allocations import Allocations, read_allocations
from reportgen.inputs.dfe.authorities import ENDED, REORGANISED, settled
from reportgen.inputs.dfe.counting import Amount, Counted, Counting, read_amount
from reportgen.inputs.dfe.form import TOTAL_ROW, Form, Ukrlp
from reportgen.inputs.dfe.forms import FORMS
from reportgen.inputs.dfe.publication import LOCAL, NATIONAL, REGIONAL, Area, Publication, read_publication
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.tables import TABLES
from reportgen.period import Period

CENSUS_DAY = 15
"""The day of January printed for a count whose day the DfE does not publish."""

TableRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Releases:
    """Published files as read, each once; any authority can be taken from them."""

    publications: tuple[Publication, ...]
    allocations: tuple[Allocations, ...]
    warnings: tuple[Problem, ...]

    @property
    def areas(self) -> dict[str, Area]:
        """Every area that occurs, by its code, as the newest file names it."""
        return {code: area for publication in reversed(self.publications) for code, area in publication.areas.items()}


@dataclass(frozen=True, slots=True)
class Imported:
    """What one authority's tables hold, and the sentences an officer has to read."""

    area: Area
    tables: Mapping[str, tuple[TableRow, ...]]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Import:
    """What is gathered for one authority."""

    area: Area
    caseload: dict[tuple[int, str, str, str], tuple[Amount, str]] = field(default_factory=dict)
    flow: dict[tuple[int, str], tuple[Amount, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_releases(files: Iterable[tuple[str, bytes]], forms: Sequence[Form] = FORMS) -> Releases:
    """Return the published files, given with their names. Raises ProblemsError with the faults of all of them."""
    publications: list[Publication] = []
    allocations: list[Allocations] = []
    problems: list[Problem] = []
    for name, data in files:
        file = PurePath(name).name
        try:
            if file.casefold().endswith(".ods"):
                allocations.append(read_allocations(data, file))
            else:
                publications.append(read_publication(data, file, forms))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    publications.sort(key=lambda publication: forms.index(publication.form))
    warnings = tuple(problem for publication in publications for problem in publication.warnings)
    return Releases(tuple(publications), tuple(allocations), warnings)


def import_authority(
    releases: Releases,
    authority: str,
    *,
    neighbours: Sequence[str] = (),
    ukrlp: Ukrlp = Ukrlp.OTHER,
    recoupment: str = "net",
) -> Imported:
    """Return the tables of one authority, named by its ONS code, its three-digit number or its name.

    ``recoupment`` chooses the basis of DSG allocations. Raises ProblemsError where no file has the authority.
    """
    area = find_area(releases, authority)
    gathered = _Import(area)
    for publication in releases.publications:
        _gather(publication, gathered, ukrlp)
    _drop_unreturned(gathered)
    _note_area(releases, gathered)
    others = [find_area(releases, neighbour) for neighbour in neighbours]
    tables: dict[str, tuple[TableRow, ...]] = {
        "caseload": tuple(_caseload_rows(gathered)),
        "flow": tuple(_flow_rows(gathered)),
        "comparators": tuple(_comparator_rows(releases, area, others)),
        "figures": tuple(_figure_rows(releases, area)),
        "dsg": tuple(_dsg_rows(releases, gathered, recoupment)),
    }
    return Imported(area, {name: rows for name, rows in tables.items() if rows}, tuple(dict.fromkeys(gathered.notes)))


def find_area(releases: Releases, authority: str) -> Area:
    """Return the authority with a code, three-digit number or name. Raises ProblemsError where there is none."""
    local = [area for area in releases.areas.values() if area.level == LOCAL]
    wanted = settled(authority.strip())
    for key in ("code", "old_code", "name"):
        for area in local:
            if getattr(area, key).casefold() == wanted.casefold():
                return area
    if not releases.publications and any(wanted in found.by_code for found in releases.allocations):
        return Area(wanted, wanted, LOCAL, wanted)
    names = nearest(wanted, [area.name for area in local], "give the ONS code, such as E06000040")
    if not local:
        names = "DSG files know the three-digit number alone: give it, or hand over a CSV file as well"
    found = f"found no authority {quoted(authority)} in the files"
    raise ProblemsError([Problem(Place("--authority"), found, "a code of an authority in them is needed", names)])


def _gather(publication: Publication, gathered: _Import, ukrlp: Ukrlp) -> None:
    form, file = publication.form, publication.file
    years = publication.years(gathered.area.code)
    if not years:
        gathered.notes.append(f"{file}: has no rows for {gathered.area.name}")
        return
    counting = Counting(publication, gathered.area.code, ukrlp)
    differing: list[str] = []
    for year in years:
        counted = counting.count(year)
        if form.table == "caseload" and _contradicts(counted, year, gathered):
            words = f"its total of {year} is not that of the newer form; nothing of that year is taken from it"
            gathered.notes.append(f"{file}: {words}")
            continue
        for row in counted:
            codes = row.values
            if form.table == "caseload":
                key = (year, codes["setting"], codes["age_band"], codes["primary_need"])
                before = gathered.caseload.setdefault(key, (row.amount, file))
                name = " ".join(code for code in key[1:] if code != ALL) or "the total"
            else:
                before = gathered.flow.setdefault((year, codes["measure"]), (row.amount, file))
                name = codes["measure"]
            if before[0] != row.amount and not isinstance(row.amount, Symbol) and not isinstance(before[0], Symbol):
                differing.append(f"{name} {year} is {row.amount:,} here and {before[0]:,} in {before[1]}")
    gathered.notes += [f"{file}: {note}" for note in (*form.notes, *dict.fromkeys(counting.notes))]
    if differing:
        more = f" and {len(differing) - 3} more" if len(differing) > 3 else ""
        gathered.notes.append(f"{file}: {'; '.join(differing[:3])}{more}; the other file, the newer form, is used")


def _contradicts(counted: Sequence[Counted], year: int, gathered: _Import) -> bool:
    """Whether a file counts another number of plans in all than the file already used for that year."""
    before = gathered.caseload.get((year, ALL, ALL, ALL))
    total = next((row.amount for row in counted if set(row.values.values()) == {ALL}), None)
    return before is not None and total is not None and total != before[0]


def _drop_unreturned(gathered: _Import) -> None:
    """Leave out needs by placement where the placements themselves were withdrawn: one table must not say both."""
    dropped = [
        key
        for key in gathered.caseload
        if key[1] != ALL
        and key[3] != ALL
        and isinstance(gathered.caseload.get((key[0], key[1], ALL, ALL), (0, ""))[0], Symbol)
    ]
    for key in dropped:
        del gathered.caseload[key]
    for year in sorted({key[0] for key in dropped}):
        gathered.notes.append(
            f"{year}: needs by placement are left out, because the DfE gives no placements for this authority"
        )


def _note_area(releases: Releases, gathered: _Import) -> None:
    code = gathered.area.code
    if code in REORGANISED:
        change = REORGANISED[code]
        gathered.notes.append(f"the authority began in {change.year}; before, its area was {change.before}: not joined")
    if code in ENDED:
        gathered.notes.append(f"the authority is no more; its area went to {ENDED[code]}")
    if code == settled("E06000060"):
        gathered.notes.append("the DfE writes this authority's code in two ways (E06000060, E10000002): joined here")
    missing: dict[str, list[str]] = {}
    for (year, measure), (amount, _file) in sorted(gathered.flow.items()):
        if isinstance(amount, Symbol):
            missing.setdefault(measure, []).append(str(year))
    by_years: dict[tuple[str, ...], list[str]] = {}
    for measure, years in missing.items():
        by_years.setdefault(tuple(years), []).append(measure)
    for when, measures in by_years.items():
        gathered.notes.append(
            f"not available (x in the DfE's file), which is not none: {', '.join(measures)} for {', '.join(when)}"
        )


def _caseload_rows(gathered: _Import) -> Iterator[TableRow]:
    for (year, setting, age, need), (amount, _file) in gathered.caseload.items():
        yield {
            "census_date": date(year, 1, CENSUS_DAY).strftime("%d/%m/%Y"),
            "setting": setting,
            "age_band": age,
            "primary_need": need,
            "plans": _text(amount),
            "status": "published",
        }


def _flow_rows(gathered: _Import) -> Iterator[TableRow]:
    for (year, measure), (amount, _file) in gathered.flow.items():
        yield {"period": str(year), "measure": measure, "value": _text(amount)}


def _comparator_rows(releases: Releases, area: Area, neighbours: Sequence[Area]) -> Iterator[TableRow]:
    """Yield the latest year of each comparator for England, the region and the neighbours."""
    known = releases.areas
    country = [other for other in known.values() if other.level == NATIONAL]
    region = [other for other in known.values() if other.level == REGIONAL and other.code == area.region]
    kinds = [(other, "england") for other in country] + [(other, "region") for other in region]
    kinds += [(other, "neighbour") for other in neighbours if other.code != area.code]
    for publication in releases.publications:
        for column, measure in (publication.form.comparators or {}).items():
            for other, kind in kinds:
                years = publication.years(other.code)
                text = publication.cell(other.code, years[-1], TOTAL_ROW, column) if years else None
                if text is not None:
                    yield {
                        "area": other.name,
                        "area_type": kind,
                        "period": _period(publication.form, years[-1]),
                        "measure": measure,
                        "value": _text(read_amount(text)),
                    }


def _figure_rows(releases: Releases, area: Area) -> Iterator[TableRow]:
    for publication in releases.publications:
        for figure in publication.form.figures:
            for year in publication.years(area.code):
                text = publication.cell(area.code, year, TOTAL_ROW, figure.column)
                if text is not None:
                    yield {
                        "id": f"{figure.id}_{year}",
                        "label": f"{figure.label} in {year}",
                        "value": _text(read_amount(text)),
                        "unit": figure.unit,
                        "as_of": f"31/12/{year}",
                        "source": f"Department for Education, Education, health and care plans, {publication.file}",
                        "definition": figure.definition,
                    }


def _dsg_rows(releases: Releases, gathered: _Import, recoupment: str) -> Iterator[TableRow]:
    """Yield the allocations as income: one basis alone, because the two are the same money."""
    words = {"net": "after recoupment and deductions", "gross": "before recoupment"}[recoupment]
    for file in releases.allocations:
        area = gathered.area
        found = file.by_code.get(area.old_code) or file.by_name.get(area.name.casefold())
        if found is None:
            gathered.notes.append(f"{file.file}: has no row for {area.name}")
            continue
        day = date.fromisoformat(file.published).strftime("%d/%m/%Y") if file.published else ""
        gathered.notes.append(
            f"{file.file}: allocations {words} go into dsg as income; both bases are the same money, so one is taken "
            f"(--recoupment {'gross' if recoupment == 'net' else 'net'} takes the other)"
        )
        for allocation in found:
            if allocation.recoupment == recoupment:
                yield {
                    "financial_year": allocation.financial_year,
                    "scenario": "actual",
                    "line": "income",
                    "amount": str(allocation.amount),
                    "as_of": day,
                    "block": allocation.block,
                    "recoupment": recoupment,
                }


def _period(form: Form, year: int) -> str:
    return str(Period.of(date(year, 1, CENSUS_DAY))) if form.table == "caseload" else str(year)


def _text(amount: Amount) -> str:
    return amount.value if isinstance(amount, Symbol) else str(amount)


def table_csv(table: str, rows: Sequence[TableRow]) -> bytes:
    """Return the rows as the CSV file of an input table: its declared columns, UTF-8 as Excel opens it."""
    used = {name for row in rows for name in row}
    names = [column.name for column in TABLES[table].columns if column.name in used]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
