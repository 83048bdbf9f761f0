"""What holds between rows and tables, checked once every cell has been read."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.codes import ALL
from reportgen.errors import Problem
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.row_problems import problem_at, warning_at
from reportgen.inputs.survey_checks import check_surveys
from reportgen.inputs.table import Inputs, Row, Value
from reportgen.inputs.tables import NARRATIVE_SECTIONS, SLIDE_TITLE
from reportgen.inputs.typed_numbers import check_free_text

_DATE_PAIRS = (
    ("modules", "started", "finished"),
    ("survey_questions", "opened", "closed"),
    ("consultees", "sent", "returned"),
    ("actions", "raised_at", "closed_at"),
)
_COUNT_PAIRS = (
    ("opportunities", "cases_agreed", "cases_reviewed"),
    ("survey_questions", "responded", "invited"),
)
_SHARES = ("addressable_target", "addressable_stretch", "overlap_share")
_COMPUTED_NEEDS = ("mechanism", "from_setting", "eligible_per_year", "addressable_target", "duration_years", "starts")
_FILTERS = ("setting", "age_band", "primary_need")


def check_tables(inputs: Inputs) -> list[Problem]:
    """Return every breach of a rule that holds between rows or tables, and a warning for what looks wrong."""
    return [
        *_check_meetings(inputs),
        *_check_caseload(inputs),
        *_check_figures(inputs),
        *_check_opportunities(inputs),
        *_check_overlaps(inputs),
        *_check_benefits(inputs),
        *check_surveys(inputs),
        *_check_pairs(inputs),
        *_check_sections(inputs),
        *check_free_text(inputs),
    ]


def _check_meetings(inputs: Inputs) -> Iterable[Problem]:
    """Further meetings are told apart by their committee."""
    rows = inputs.rows("meeting")
    columns = sorted({name for row in rows for name in row.cells if name.startswith("value_")})
    for column in columns:
        used = [row for row in rows if row.value(column) is not None]
        if used and not any(row.value("field") == "committee" for row in used):
            found, needed = "found a further meeting without a committee", "each meeting's committee is needed"
            yield problem_at(used[0], column, found, needed, "fill in the committee in this column")


def _check_caseload(inputs: Inputs) -> Iterable[Problem]:
    """Parts of a census may not exceed their total, and a census after the quarter is not this quarter's."""
    totals = {tuple(row.value(name) for name in ("census_date", *_FILTERS)): row for row in inputs.rows("caseload")}
    late = [row for row in totals.values() if (day := row.day("census_date")) and day > inputs.period.end]
    if late:
        yield warning_at(
            late[0],
            "census_date",
            f"found a census after the end of the quarter ({inputs.period.end:%d/%m/%Y})",
            "counts up to the end of the quarter are needed; later ones are not used in this pack",
            "check the date",
        )
    for position, name in enumerate(_FILTERS, start=1):
        parts: dict[tuple[Value, ...], list[Row]] = {}
        for key, row in totals.items():
            if key[position] != ALL:
                parts.setdefault(_without(key, position), []).append(row)
        for key, total in totals.items():
            if key[position] == ALL:
                yield from _check_sum(total, parts.get(_without(key, position), []), name)


def _without(key: tuple[Value, ...], position: int) -> tuple[Value, ...]:
    return key[:position] + key[position + 1 :]


def _check_sum(total: Row, parts: list[Row], name: str) -> Iterable[Problem]:
    counts = [row.amount("plans") for row in parts]
    whole = total.amount("plans")
    known = [count for count in counts if count is not None]
    if not parts or whole is None or sum(known) == whole:
        return
    found = f"found {whole:,} plans in all, but {sum(known):,} by {name}"
    needed = f"parts that add up to their total are needed ({abs(whole - sum(known)):,} apart)"
    if sum(known) > whole:
        yield problem_at(total, "plans", found, needed, "check the total and the rows of its parts")
    elif len(known) == len(counts):
        remedy = "check whether a row is missing; use unknown or NOTREC for what is not recorded"
        yield warning_at(total, "plans", found, needed, remedy)


def _check_figures(inputs: Inputs) -> Iterable[Problem]:
    """The sign typed with a figure must be that of its unit."""
    for row in inputs.rows("figures"):
        raw, unit = row.cells["value"].raw, row.text("unit").casefold()
        for sign, is_named in (("%", "percent" in unit or "%" in unit), ("£", "£" in unit or "pound" in unit)):
            if sign in raw and not is_named:
                found = f"found {quoted(raw)} with the unit {quoted(row.text('unit'))}"
                remedy = f"write the unit as {'percent' if sign == '%' else '£'}, or the value without the sign"
                yield problem_at(row, "value", found, "a value in its own unit is needed", remedy)


def _check_opportunities(inputs: Inputs) -> Iterable[Problem]:
    for row in inputs.rows("opportunities"):
        yield from _check_shares(row)
        supplied = row.text("basis") == "supplied"
        given = row.value("steady_state_children") is not None or row.value("steady_state_saving") is not None
        if supplied and not row.text("supplied_by"):
            found, needed = "found a supplied row without its source", "who supplied it is needed"
            yield problem_at(row, "supplied_by", found, needed, "fill in supplied_by")
        if supplied and not given:
            found, needed = "found a supplied row without its figures", "the children or the saving is needed"
            yield problem_at(row, "steady_state_saving", found, needed, "fill in steady_state_children or _saving")
        for column in () if supplied else _COMPUTED_NEEDS:
            if row.value(column) is None:
                needed = f"{column} is needed to work the row out"
                remedy = "fill it in, or write supplied as the basis and give its figures"
                yield problem_at(row, column, f"found no {column}", needed, remedy)


def _check_shares(row: Row) -> Iterable[Problem]:
    for column in _SHARES:
        share = row.amount(column)
        if share is not None and not 0 <= share <= 100:
            yield problem_at(row, column, f"found {share}%", "a share from 0% to 100% is needed", "correct the share")
    target, stretch = row.amount("addressable_target"), row.amount("addressable_stretch")
    if target is not None and stretch is not None and stretch < target:
        found, needed = (
            f"found a stretch of {stretch}% below the target of {target}%",
            "a stretch at or above it is needed",
        )
        yield warning_at(row, "addressable_stretch", found, needed, "check which is which")


def _check_overlaps(inputs: Inputs) -> Iterable[Problem]:
    """A group without shares would count the same children twice."""
    groups: dict[str, list[Row]] = {}
    for row in inputs.rows("opportunities"):
        if row.text("overlap_group"):
            groups.setdefault(row.text("overlap_group"), []).append(row)
    for group, rows in groups.items():
        if len(rows) > 1 and all(row.value("overlap_share") is None for row in rows):
            found = f"found the overlap group {quoted(group)} without shares"
            needed = "the share of each row's children already counted in another row is needed"
            yield problem_at(rows[0], "overlap_share", found, needed, "give overlap_share in the rows of the group")


def _check_benefits(inputs: Inputs) -> Iterable[Problem]:
    known = {row.text("id") for row in inputs.rows("opportunities")}
    for row in inputs.rows("benefits"):
        name = row.text("opportunity_id")
        if name and name not in known:
            found, needed = f"found the unknown opportunity {quoted(name)}", "an id of opportunities is needed"
            listed = f"ids: {', '.join(sorted(known))}" if known else "add it to opportunities"
            yield problem_at(row, "opportunity_id", found, needed, nearest(name, known, listed))


def _check_pairs(inputs: Inputs) -> Iterable[Problem]:
    for table, first, second in _DATE_PAIRS:
        for row in inputs.rows(table):
            start, end = row.day(first), row.day(second)
            if start and end and end < start:
                found = f"found {second} ({end:%d/%m/%Y}) before {first} ({start:%d/%m/%Y})"
                yield warning_at(row, second, found, "dates in their order are needed", "check both dates")
    for table, part, whole in _COUNT_PAIRS:
        for row in inputs.rows(table):
            few, many = row.amount(part), row.amount(whole)
            if few is not None and many is not None and few > many:
                found = f"found {part} ({few:,}) above {whole} ({many:,})"
                yield problem_at(row, part, found, "a part no larger than its whole is needed", "check both numbers")


def _check_sections(inputs: Inputs) -> Iterable[Problem]:
    for row in inputs.rows("narrative"):
        section = row.text("section")
        if section and section.casefold() not in NARRATIVE_SECTIONS and not section.startswith(SLIDE_TITLE):
            found, needed = f"found the unknown section {quoted(section)}", "a section of the pack is needed"
            advice = nearest(section, NARRATIVE_SECTIONS, f"sections: {', '.join(NARRATIVE_SECTIONS)}")
            yield warning_at(row, "section", found, f"{needed}; these words are printed nowhere", advice)
