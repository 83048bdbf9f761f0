"""Education, health and care plans at each census: in all, and by placement, age and need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reportgen.codes import AGE_BANDS, ALL, NEEDS, SETTINGS, label_of
from reportgen.facts.indicators._census import TOTAL, Census, Count, added_counts, read_censuses
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.names import dated_id
from reportgen.facts.provenance import day_text, sources_of, value_text
from reportgen.facts.units import PLANS
from reportgen.period import Period

_DSG_LABELS = {
    "MmSoA": "Mainstream",
    "RPSEN": "Resourced provision or unit",
    "MdSSA": "Maintained special",
    "NMISS": "Independent or non-maintained",
    "HspAP": "Hospital or alternative provision",
    "P16FE": "Post-16 and further education",
    "OTHER": "Other",
}
_PARTS_SHOWN = 15
"""A calculation with more parts than this says how many there are instead."""

DSG_CATEGORIES = tuple(dict.fromkeys(setting.dsg for setting in SETTINGS if setting.dsg))
"""The placement categories of the DfE's deficit management plan, in its order."""


def dated_censuses(ledger: Ledger) -> tuple[tuple[Census, str], ...]:
    """Return each census with the period its facts carry: the pack's own for the latest, its quarter otherwise.

    Of two censuses in one quarter the later one counts.
    """
    censuses = read_censuses(ledger.inputs)
    by_quarter = {str(Period.of(census.day)): census for census in censuses}
    return tuple(
        (census, str(ledger.period) if census is censuses[-1] else quarter) for quarter, census in by_quarter.items()
    )


def _record(ledger: Ledger, census: Census, period: str, name: str, label: str, count: Count) -> str:
    own = str(ledger.period)
    return ledger.record(
        dated_id(name, period, own),
        count.value,
        PLANS,
        label,
        period=period,
        as_of=census.day,
        calculation=_calculation(count, census),
        sources=sources_of(ledger.inputs, "caseload", count.rows, "plans"),
        status=count.status,
        counts_children=True,
    ).id


def _calculation(count: Count, census: Census) -> str:
    found = value_text(count.value, PLANS)
    if count.is_given:
        return f"{found} counted on {day_text(census.day)}"
    values = [value for row in count.rows if (value := row.number_or_symbol("plans")) is not None]
    if len(values) > _PARTS_SHOWN:
        words = f"sum of {len(values)} counts"
    else:
        words = " + ".join(value_text(value, PLANS) for value in values) or "no plans counted"
    return f"{words} = {found}, counted on {day_text(census.day)}"


def _add_sum(ledger: Ledger, total: str, parts: Iterable[str], name: str) -> None:
    found = tuple(part for part in parts if part in ledger.facts)
    if total in ledger.facts and found:
        ledger.add_sum(total, found, name)


@indicator("plans.total", title="EHC plans")
def plans_total(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans that the council keeps up on the day of the count.

    How to read: One plan is one child or young person aged up to 25. The count is a picture of one day, not of all
    the children who had a plan during the year.
    Caveat: The count in January is the one the Department for Education publishes. Counts on other days are the
    council's own and may be corrected later.
    A member may ask: Is this every child with special educational needs? No. Most of them are helped in school
    without a plan.
    """
    for census, period in dated_censuses(ledger):
        count = census.count(TOTAL)
        if count is not None:
            _record(ledger, census, period, "plans.total", "EHC plans", count)


def _breakdown(ledger: Ledger, dimension: int, prefix: str, sum_name: str, label: Callable[[str], str]) -> None:
    for census, period in dated_censuses(ledger):
        recorded = []
        for code in census.codes(dimension):
            key = (
                code if dimension == 0 else ALL,
                code if dimension == 1 else ALL,
                code if dimension == 2 else ALL,
            )
            count = census.count(key)
            if count is not None:
                name = f"{prefix}.{code.lower()}"
                recorded.append(_record(ledger, census, period, name, label(code), count))
        _add_sum(ledger, dated_id("plans.total", period, str(ledger.period)), recorded, sum_name)


def _setting_label(code: str) -> str:
    return next(setting.short_label for setting in SETTINGS if setting.code == code)


@indicator("plans.setting", title="EHC plans by placement")
def plans_setting(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans by where the child or young person is placed on the day of the count.

    How to read: Each plan is counted once, under the place named in it. Together the placements make up all plans.
    Caveat: A school that becomes an academy stays in the same group here, so that a change of name does not look like
    children moving.
    A member may ask: Are more children in independent special schools? The appendices give each kind of placement now
    and a year ago, where both are known.
    """
    _breakdown(ledger, 0, "plans.setting", "placements make up all plans", _setting_label)


@indicator("plans.age", title="EHC plans by age")
def plans_age(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans by age, in whole years on 31 August before the school year began.

    How to read: The bands follow the stages of school and college. Together they make up all plans.
    Caveat: A child who has had a birthday since August is still counted in the band of that day.
    A member may ask: Why are there plans for people over 19? A plan can run to the age of 25 where the young person
    needs longer to finish education or training.
    """
    _breakdown(ledger, 1, "plans.age", "age bands make up all plans", lambda code: label_of(AGE_BANDS, code))


@indicator("plans.need", title="EHC plans by primary need")
def plans_need(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans by the main need recorded in the plan.

    How to read: Many children have more than one need. Only the first, the primary need, is counted here, so that
    every plan is counted once.
    Caveat: The primary need is a professional's judgement and practice differs between councils.
    A member may ask: Does a rise in autism mean that more children are autistic? Not by itself: it may also mean that
    autism is recognised earlier or recorded first more often.
    """
    _breakdown(ledger, 2, "plans.need", "needs make up all plans", lambda code: label_of(NEEDS, code))


def _cross(ledger: Ledger, first: int, second: int, words: str) -> None:
    names = ("setting", "age", "need")
    own = str(ledger.period)
    for census, period in dated_censuses(ledger):
        rows, columns = census.codes(first), census.codes(second)
        cells: dict[tuple[str, str], str] = {}
        for row in rows:
            for column in columns:
                codes = {first: row, second: column}
                count = census.count((codes.get(0, ALL), codes.get(1, ALL), codes.get(2, ALL)))
                if count is not None:
                    name = f"plans.{names[first]}.{row.lower()}.{names[second]}.{column.lower()}"
                    label = f"{_label(first, row)}, {_label(second, column)}"
                    cells[row, column] = _record(ledger, census, period, name, label, count)
        for row in rows:
            total = dated_id(f"plans.{names[first]}.{row.lower()}", period, own)
            parts = [cells[row, column] for column in columns if (row, column) in cells]
            _add_sum(ledger, total, parts, f"{names[first]} by {words}")
        for column in columns:
            total = dated_id(f"plans.{names[second]}.{column.lower()}", period, own)
            parts = [cells[row, column] for row in rows if (row, column) in cells]
            if len(parts) == len(rows):
                _add_sum(ledger, total, parts, f"{names[second]} by {names[first]}")


def _label(dimension: int, code: str) -> str:
    return _setting_label(code) if dimension == 0 else label_of((AGE_BANDS, NEEDS)[dimension - 1], code)


@indicator("plans.setting.age", title="EHC plans by placement and age")
def plans_setting_age(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans by placement and age together, on the day of the count.

    How to read: Read along a placement to see the ages of the children placed there.
    Caveat: Small numbers move a great deal from one count to the next, and the smallest are hidden.
    A member may ask: Where are the youngest children placed? Read down the youngest band.
    """
    _cross(ledger, 0, 1, "age")


@indicator("plans.setting.need", title="EHC plans by placement and need")
def plans_setting_need(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans by placement and primary need together, on the day of the count.

    How to read: Read along a placement to see the needs it serves.
    Caveat: Only the first need of each child is counted, and the smallest numbers are hidden.
    A member may ask: Which needs do we buy independent places for? Read along that placement.
    """
    _cross(ledger, 0, 2, "need")


@indicator("plans.need.age", title="EHC plans by need and age")
def plans_need_age(ledger: Ledger) -> None:
    """Education, health and care (EHC) plans by primary need and age together, on the day of the count.

    How to read: Read along a need to see at what ages it is found.
    Caveat: Only the first need of each child is counted, and the smallest numbers are hidden.
    A member may ask: At what age is this need first met with a plan? Look for the youngest band with many plans.
    """
    _cross(ledger, 2, 1, "age")


def _members(census: Census, category: str) -> Iterator[str]:
    codes = census.codes(0)
    return (setting.code for setting in SETTINGS if setting.dsg == category and setting.code in codes)


def _category_count(census: Census, category: str, age: str, need: str) -> Count | None:
    counts = [census.count((setting, age, need)) for setting in _members(census, category)]
    found = [count for count in counts if count is not None]
    return added_counts(found) if found and len(found) == len(counts) else None


@indicator("plans.dsg", title="EHC plans by the department's placement category")
def plans_dsg(ledger: Ledger) -> None:
    """EHC plans by the seven placement categories of the Department for Education's deficit management plan.

    An EHC plan is an education, health and care plan.

    How to read: Some categories join several kinds of placement. Independent mainstream schools, for one, are counted
    with independent special schools.
    Caveat: A unit cost worked out for one kind of school must not be multiplied by the number of a joined category.
    A member may ask: Why does this table show more independent placements than the one before? Because the category
    is wider.
    """
    own = str(ledger.period)
    for census, period in dated_censuses(ledger):
        for category in DSG_CATEGORIES:
            name = f"plans.dsg.{category.lower()}"
            count = _category_count(census, category, ALL, ALL)
            if count is None:
                continue
            label = _DSG_LABELS[category]
            total = _record(ledger, census, period, name, label, count)
            settings = [dated_id(f"plans.setting.{setting}", period, own) for setting in _members(census, category)]
            _add_sum(ledger, total, settings, "settings make up a placement category")
            for kind, codes, dimension in (("age", AGE_BANDS, 1), ("need", NEEDS, 2)):
                _record_category_cells(
                    ledger,
                    census,
                    period,
                    category,
                    kind,
                    [code.code for code in codes if code.code in census.codes(dimension)],
                )


def _record_category_cells(
    ledger: Ledger, census: Census, period: str, category: str, kind: str, codes: Iterable[str]
) -> None:
    own = str(ledger.period)
    name = f"plans.dsg.{category.lower()}"
    recorded = []
    is_whole = True
    for code in codes:
        age, need = (code, ALL) if kind == "age" else (ALL, code)
        count = _category_count(census, category, age, need)
        if count is None:
            is_whole = is_whole and not any(
                census.count((setting, age, need)) for setting in _members(census, category)
            )
            continue
        label = f"{_DSG_LABELS[category]}, {label_of(AGE_BANDS if kind == 'age' else NEEDS, code)}"
        cell = _record(ledger, census, period, f"{name}.{kind}.{code.lower()}", label, count)
        recorded.append(cell)
        parts = [
            dated_id(f"plans.setting.{setting}.{kind}.{code.lower()}", period, own)
            for setting in _members(census, category)
        ]
        _add_sum(ledger, cell, parts, f"settings make up a placement category by {kind}")
    if is_whole:
        _add_sum(ledger, dated_id(name, period, own), recorded, f"placement category by {kind}")
