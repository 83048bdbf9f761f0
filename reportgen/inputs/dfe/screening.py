"""Faults a file in the DfE's format must not have: the rules its own screener knows, said to an officer.

Source: the open data standards of Explore education statistics. In a file of a known layout a fault that could change
a figure is an error; what is only untidy is a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from reportgen.errors import Place, Problem, Severity
from reportgen.inputs.dfe.form import Form
from reportgen.inputs.fault import quoted

LEVELS = {
    "national": ("country_code", "country_name"),
    "regional": ("region_code", "region_name"),
    "local authority": ("new_la_code", "la_name"),
    "local authority district": ("lad_code", "lad_name"),
    "local enterprise partnership": ("local_enterprise_partnership_code", "local_enterprise_partnership_name"),
    "local skills improvement plan area": ("lsip_code", "lsip_name"),
    "opportunity area": ("opportunity_area_code", "opportunity_area_name"),
    "parliamentary constituency": ("pcon_code", "pcon_name"),
    "police force area": ("pfa_code", "pfa_name"),
    "english devolved area": ("english_devolved_area_code", "english_devolved_area_name"),
    "rsc region": ("rsc_region_lead_name",),
    "mat": ("trust_id", "trust_name"),
    "sponsor": ("sponsor_id", "sponsor_name"),
    "ward": ("ward_code", "ward_name"),
    "school": ("school_urn", "school_name"),
    "provider": ("provider_ukprn", "provider_name"),
    "institution": ("institution_id", "institution_name"),
    "planning area": ("planning_area_code", "planning_area_name"),
}
"""Geographic levels and the columns that name an area of each."""

_NEEDED = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
_YEARS = {"academic year", "calendar year", "financial year", "tax year", "reporting year", "april to march"}
_IDENTIFIER = re.compile(
    r"(academic|calendar|financial|tax|reporting) year( q[1-4])?|(autumn|spring|summer|autumn and spring) term|"
    r"(january|february|march|april|may|june|july|august|september|october|november|december)|week \d{1,2}|"
    r"part [12] \(.+\)"
)
_PERIOD = re.compile(r"(19|20)\d\d(\d\d)?")
_OLD_SYMBOLS = {"null", "na", "n/a", ".", "..", "-"}
_NUMBER = re.compile(r"-?[0-9][0-9.,]*|[a-z]|low|null|n/a|na|[.:~-]+|", re.IGNORECASE)
_LABEL = re.compile(r"[a-z][a-z0-9_]*")
_META_NEEDED = (
    "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint",
    "filter_grouping_column",
)  # fmt: skip

_AREA_COLUMNS = {column for level in LEVELS.values() for column in level} | {"old_la_code", "school_laestab"}
_NAMED_PLACES = {column for level in ("school", "provider", "institution") for column in LEVELS[level]}
"""Schools and providers, which a file may also use to tell rows apart."""

_NAMED_AREAS = tuple(
    pair for level, pair in LEVELS.items() if len(pair) == 2 and level not in ("school", "provider", "institution")
)

Rows = Sequence[Sequence[str]]


def screen(file: str, headings: Sequence[str], rows: Rows, form: Form | None) -> list[Problem]:
    """Return every fault of a file in the DfE's format, none where it is not in that format at all.

    Of a file of a known form only the columns the form uses are looked at.
    """
    name = PurePath(file).name
    if is_metadata(headings):
        return list(_screen_metadata(name, headings, rows))
    if not {"time_period", "time_identifier", "geographic_level"} & set(headings):
        return []
    found = [*_headings(name, headings), *_times(name, headings, rows), *_areas(name, headings, rows, form is not None)]
    return [*found, *_cells(name, headings, rows, form)]


def is_metadata(headings: Sequence[str]) -> bool:
    """Whether a file describes the columns of another."""
    return {"col_name", "col_type"} <= set(headings)


def _fault(name: str, found: str, needed: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Place(name), found, needed, "download the file again, or ask who made it to correct it", severity)


def _headings(name: str, headings: Sequence[str]) -> Iterator[Problem]:
    if " " in name:
        yield _fault(name, "found spaces in the file's name", "a name without spaces is usual", Severity.WARNING)
    missing = [heading for heading in _NEEDED if heading not in headings]
    if missing:
        yield _fault(name, f"the columns {', '.join(missing)} are missing", "every file of the DfE has them")
    twice = [heading for heading, count in Counter(headings).items() if count > 1]
    if twice:
        yield _fault(name, f"found the column {', '.join(twice)} more than once", "each column once is needed")


def _times(name: str, headings: Sequence[str], rows: Rows) -> Iterator[Problem]:
    if "time_identifier" in headings:
        at = headings.index("time_identifier")
        written = dict.fromkeys(row[at].strip() for row in rows)
        odd = [text for text in written if not _IDENTIFIER.fullmatch(text.casefold()) or text != _usual(text)]
        if odd:
            yield _fault(name, f"found the time_identifier {quoted(odd[0])}", "one the DfE uses is needed")
        kinds = {" ".join(text.casefold().split()[:2]) if "year" in text.casefold() else "part" for text in written}
        if len(kinds) > 1:
            yield _fault(name, f"found time_identifiers that do not mix: {', '.join(written)}", "one kind is needed")
    if "time_period" in headings:
        at = headings.index("time_period")
        for text in dict.fromkeys(row[at].strip() for row in rows):
            match = _PERIOD.fullmatch(text)
            if match is None or (match[2] and (int(text[2:4]) + 1) % 100 != int(match[2])):
                yield _fault(name, f"found the time_period {quoted(text)}", "a year, or two that follow, is needed")
                return
        widths = {len(row[at].strip()) for row in rows}
        if len(widths) > 1:
            yield _fault(name, "found time_period in years and in pairs of years", "one way of writing is needed")


def _usual(text: str) -> str:
    """Return a time identifier as the DfE capitalises it."""
    lowered = text.casefold()
    if lowered.startswith("part "):
        return text
    return re.sub(r" q(?=[1-4]$)", " Q", lowered[:1].upper() + lowered[1:])


def _areas(name: str, headings: Sequence[str], rows: Rows, is_known: bool) -> Iterator[Problem]:
    at = {heading: headings.index(heading) for heading in headings}
    if "geographic_level" in at:
        levels = dict.fromkeys(row[at["geographic_level"]].strip() for row in rows)
        unknown = [level for level in levels if level.casefold() not in LEVELS]
        if unknown:
            yield _fault(name, f"found the geographic_level {quoted(unknown[0])}", "a level the DfE uses is needed")
        yield from _levels(name, at, rows, [level for level in levels if level.casefold() in LEVELS])
    yield from _names(name, at, rows, Severity.WARNING if is_known else Severity.ERROR)
    places = [column for column in at if column in _AREA_COLUMNS - _NAMED_PLACES]
    total = next((c for c in places if any(row[at[c]].strip().casefold() == "total" for row in rows)), "")
    if total:
        yield _fault(name, f"found 'Total' in {total}", "an area, or a blank, is needed")


def _levels(name: str, at: dict[str, int], rows: Rows, levels: Sequence[str]) -> Iterator[Problem]:
    for level in levels:
        needed = LEVELS[level.casefold()]
        missing = [column for column in needed if column not in at]
        if missing:
            yield _fault(name, f"found rows of level {level} without {', '.join(missing)}", "they name the area")
            continue
        own = [row for row in rows if row[at["geographic_level"]].strip() == level]
        blank = next((column for column in needed if any(not row[at[column]].strip() for row in own)), "")
        if blank:
            yield _fault(
                name, f"found rows of level {level} with a blank {blank}", "the area's code and name are needed"
            )
    if "National" in levels:
        below = [column for column in ("region_code", "new_la_code") if column in at]
        own = [row for row in rows if row[at["geographic_level"]].strip() == "National"]
        filled = next((c for c in below if any(row[at[c]].strip() not in ("", "z") for row in own)), "")
        if filled:
            yield _fault(name, f"found national rows with a {filled}", "a blank there is needed")
    if "new_la_code" in at and "la_name" not in at:
        yield _fault(name, "found new_la_code without la_name", "both are needed")
    if "school_urn" in at and "provider_ukprn" in at:
        found = "found schools and providers in one file"
        yield _fault(name, found, "one of the two is needed", Severity.WARNING)


def _names(name: str, at: dict[str, int], rows: Rows, severity: Severity) -> Iterator[Problem]:
    """Say where one code has two names, or an area other than an authority two codes."""
    for code, label in _NAMED_AREAS:
        if code not in at or label not in at:
            continue
        pairs = {(row[at[code]].strip(), row[at[label]].strip()) for row in rows} - {("", "")}
        names, codes = Counter(one for one, _two in pairs), Counter(two for _one, two in pairs)
        double = sorted(one for one, count in names.items() if count > 1 and one not in ("", "z"))
        doubled = sorted(two for two, count in codes.items() if count > 1 and two not in ("", "z"))
        if double or (doubled and code not in ("new_la_code", "trust_id", "sponsor_id")):
            which = double[0] if double else doubled[0]
            found = f"found {quoted(which)} with more than one {label if double else code}"
            yield _fault(name, found, "one is needed", severity)
        half = [pair for pair in pairs if "" in pair]
        if half:
            yield _fault(name, f"found a {code} without a {label}, or the other way round", "both are needed")


def _cells(name: str, headings: Sequence[str], rows: Rows, form: Form | None) -> Iterator[Problem]:
    usual = _AREA_COLUMNS | set(_NEEDED)
    used = set(headings) if form is None else form.columns
    own = [index for index, heading in enumerate(headings) if heading in used - usual]
    empty = [headings[index] for index in own if all(not row[index].strip() for row in rows)]
    if empty:
        yield _fault(name, f"the column {empty[0]} is empty", "values are needed", Severity.WARNING)
    blank = next((headings[index] for index in own if any(not row[index].strip() for row in rows)), "")
    if blank and not empty:
        yield _fault(name, f"found blanks in {blank}", "a value, or a symbol, is needed", Severity.WARNING)
    old = dict.fromkeys(row[i].strip() for i in own for row in rows if row[i].strip().casefold() in _OLD_SYMBOLS)
    if old:
        words = ", ".join(quoted(text) for text in old)
        yield _fault(name, f"found {words} for a missing value, read as x", "x or z is usual", Severity.WARNING)
    kinds = usual | ({form.topic, form.breakdown} if form is not None else set())
    words_in = [
        index
        for index, heading in enumerate(headings)
        if heading in kinds or (form is None and not _is_numbers(rows, index))
    ]
    keys = Counter(tuple(row[index] for index in words_in) for row in rows)
    twice = sum(count - 1 for count in keys.values())
    if twice:
        found = (
            f"found {twice} {'row that repeats' if twice == 1 else 'rows that repeat'} another's area, time and kind"
        )
        yield _fault(name, found, "each row once is needed")


def _is_numbers(rows: Rows, index: int) -> bool:
    """Whether a column holds measured values rather than kinds of row."""
    return all(_NUMBER.fullmatch(row[index].strip()) for row in rows)


def _screen_metadata(name: str, headings: Sequence[str], rows: Rows) -> Iterator[Problem]:
    """Say that the file describes columns, and what is wrong with its descriptions."""
    yield Problem(
        Place(name),
        "found a metadata file, which describes the columns of another",
        "the data file itself is needed",
        f"hand over {name.replace('.meta', '')}",
    )
    missing = [heading for heading in _META_NEEDED if heading not in headings]
    if missing:
        yield _fault(name, f"the columns {', '.join(missing)} are missing", "every metadata file has them")
    at = {heading: index for index, heading in enumerate(headings)}
    described = [{heading: row[index].strip() for heading, index in at.items()} for row in rows]
    names = Counter(row["col_name"] for row in described)
    if twice := [column for column, count in names.items() if count > 1]:
        yield _fault(name, f"describes {twice[0]} more than once", "each column once is needed")
    if own := [column for column in names if column in _AREA_COLUMNS - _NAMED_PLACES or column in _NEEDED]:
        yield _fault(name, f"describes {own[0]}, which every file has", "filters and indicators alone are needed")
    for row in described:
        yield from _described(name, row)
    groups = Counter(group for row in described if (group := row.get("filter_grouping_column", "")))
    if double := [group for group, count in groups.items() if count > 1]:
        yield _fault(name, f"groups two filters by {double[0]}", "a column of its own for each is needed")


def _described(name: str, row: dict[str, str]) -> Iterator[Problem]:
    column, kind = row["col_name"], row["col_type"]
    if kind not in ("Filter", "Indicator"):
        yield _fault(name, f"says {quoted(kind)} is the kind of {column}", "Filter or Indicator is needed")
    if any(value.casefold() in ("null", "na") for value in row.values()):
        yield _fault(name, f"found NULL or NA in the description of {column}", "a blank is needed")
    if not _LABEL.fullmatch(column):
        yield _fault(name, f"found the column name {quoted(column)}", "small letters and _ are usual", Severity.WARNING)
    if not row.get("label"):
        yield _fault(name, f"gives no label for {column}", "a label is needed")
    extra = ("indicator_dp", "indicator_unit", "indicator_grouping") if kind == "Filter" else ("filter_hint",)
    if filled := [name_ for name_ in extra if row.get(name_)]:
        yield _fault(name, f"gives {filled[0]} for the {kind.casefold()} {column}", "a blank is needed there")
    if row.get("indicator_unit", "") not in ("", "%", "£", "£m", "pp", "numberstring"):
        yield _fault(name, f"gives {column} the unit {quoted(row['indicator_unit'])}", "%, £, £m or pp is needed")
    if row.get("indicator_dp", "") and not row["indicator_dp"].isdigit():
        yield _fault(name, f"gives {column} {quoted(row['indicator_dp'])} decimals", "a whole number is needed")
