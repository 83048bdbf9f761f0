"""High needs spending: by placement, and by line of the Section 251 statement.

They are two views of the same money and are never added together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reportgen.codes import ALL, SETTINGS, Symbol, label_of
from reportgen.facts.fact import Direction, Fact, Signs, Status
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.provenance import fact_text, merged_sources, sources_of, sum_words, value_text
from reportgen.facts.units import POUNDS, Number
from reportgen.inputs.table import Row

_MEASURES = {"budget": "Budget", "forecast": "Forecast", "actual": "Actual spending"}
_STATUS = {"forecast": Status.FORECAST}


def _latest(ledger: Ledger) -> dict[tuple[str, str, str], Row]:
    """Return the row taken latest, up to the end of the period, by year, measure and setting."""
    found: dict[tuple[str, str, str], Row] = {}
    for row in ledger.inputs.rows("spend"):
        taken = row.day("as_of") or date.min
        key = str(row.value("financial_year")), row.text("measure"), row.text("setting") or ALL
        if row.number_or_symbol("amount") is None or taken > ledger.period.end:
            continue
        if key not in found or (found[key].day("as_of") or date.min) <= taken:
            found[key] = row
    return found


@indicator("spend", title="High needs spending by placement")
def spend(ledger: Ledger) -> None:
    """Spending on high needs by kind of placement: as budgeted, as forecast, and as it turned out.

    How to read: Each amount is for one whole financial year. Compare forecast with budget to see what costs more.
    Caveat: It is another view of the money in the Section 251 statement. The two must never be added together.
    A member may ask: Which placements drive the overspend? The one where the forecast is furthest above the budget.
    """
    rows = _latest(ledger)
    order = [setting.code for setting in SETTINGS]
    for year, measure in dict.fromkeys((year, measure) for year, measure, _ in rows):
        settings = sorted(
            (setting for y, m, setting in rows if (y, m) == (year, measure) and setting != ALL), key=order.index
        )
        parts = [
            _record_amount(ledger, rows[year, measure, setting], f"spend.{setting}", measure, year, setting)
            for setting in settings
        ]
        total_id = f"spend.total.{measure}@{year}"
        given = rows.get((year, measure, ALL))
        if given is not None:
            _record_amount(ledger, given, "spend.total", measure, year, ALL)
        else:
            _record_total(ledger, total_id, f"{_MEASURES[measure]}, all placements, {year}", year, parts)
        if parts:
            ledger.add_sum(total_id, tuple(part.id for part in parts), f"placements make up the {measure}")


def _record_amount(ledger: Ledger, row: Row, name: str, measure: str, year: str, setting: str) -> Fact:
    amount = row.number_or_symbol("amount")
    assert amount is not None
    place = "all placements" if setting == ALL else label_of(SETTINGS, setting)
    return ledger.record(
        f"{name}.{measure}@{year}",
        amount,
        POUNDS,
        f"{_MEASURES[measure]}, {place}, {year}",
        period=year,
        as_of=row.day("as_of"),
        calculation=f"{value_text(amount, POUNDS)} as given",
        sources=sources_of(ledger.inputs, "spend", (row,), "amount"),
        status=_STATUS.get(measure, Status.LOCAL),
    )


def _record_total(ledger: Ledger, fact_id: str, label: str, year: str, parts: list[Fact]) -> Fact:
    value = _added(parts)
    return ledger.record(
        fact_id,
        value,
        POUNDS,
        label,
        period=year,
        as_of=max((part.as_of for part in parts if part.as_of is not None), default=None),
        calculation=sum_words(parts, value, POUNDS),
        inputs=tuple(part.id for part in parts),
        sources=merged_sources(parts),
        status=parts[0].status,
        basis=parts[0].basis,
    )


OVERSPENT = Signs("underspend", "overspend", "on budget")


@indicator("spend.variance", title="Spending against budget")
def spend_variance(ledger: Ledger) -> None:
    """What was budgeted for a kind of placement in a financial year, less what is spent on it. The actual spending is
    taken where the year is closed, the latest forecast where it is not.

    How to read: An overspend means that more is spent than was budgeted; an underspend means less.
    Caveat: While a year runs it rests on a forecast. An overspend in one placement may be a shift from another.
    A member may ask: Which placements drive the overspend? Those with the largest overspend in the table.
    """
    for year in dict.fromkeys(year for year, _, _ in _latest(ledger)):
        settings = [setting.code for setting in SETTINGS if _measures(ledger, setting.code, year)]
        made = [_record_variance(ledger, f"spend.{setting}", year) for setting in settings]
        parts = tuple(fact.id for fact in made if fact is not None)
        if len({frozenset(_measures(ledger, setting, year)) for setting in settings}) > 1:
            continue  # totals of different placements would not be comparable
        total = _record_variance(ledger, "spend.total", year)
        if total is not None and parts:
            ledger.add_sum(total.id, parts, "placements make up the variance")


def _measures(ledger: Ledger, setting: str, year: str) -> list[str]:
    return [measure for measure in _MEASURES if f"spend.{setting}.{measure}@{year}" in ledger.facts]


def _record_variance(ledger: Ledger, stem: str, year: str) -> Fact | None:
    """Record the budget less what was spent: a saving is positive. None where one of the two is missing."""
    planned, forecast, actual = (ledger.facts.get(f"{stem}.{measure}@{year}") for measure in _MEASURES)
    spent = actual or forecast
    if planned is None or spent is None:
        return None
    value: Number | Symbol = Symbol.NOT_AVAILABLE
    if planned.value is not None and spent.value is not None:
        value = planned.value - spent.value
    return ledger.record(
        f"{stem}.variance@{year}",
        value,
        POUNDS,
        planned.label.replace("Budget", f"{_MEASURES['actual' if actual else 'forecast']} against budget", 1),
        period=year,
        as_of=spent.as_of,
        calculation=f"{fact_text(planned)} − {fact_text(spent)} = {value_text(value, POUNDS)}",
        inputs=(spent.id, planned.id),
        sources=merged_sources((spent, planned)),
        status=spent.status,
        signs=OVERSPENT,
        direction=Direction.HIGHER_IS_BETTER,
    )


def _added(parts: list[Fact]) -> Number | Symbol:
    values = [part.value for part in parts if part.value is not None]
    return sum(values, 0) if len(values) == len(parts) else Symbol.NOT_AVAILABLE


LINES: Mapping[str, str] = {
    "1.0.2": "High needs place funding",
    "1.2.1": "Top-up funding, maintained schools",
    "1.2.2": "Top-up funding, academies, free schools and colleges",
    "1.2.3": "Top-up and other funding, non-maintained and independent providers",
    "1.2.4": "Additional targeted funding for mainstream schools and academies",
    "1.2.5": "Support service for special educational needs",
    "1.2.6": "Hospital education services",
    "1.2.7": "Other alternative provision services",
    "1.2.8": "Support for inclusion",
    "1.2.9": "Special schools and pupil referral units in financial difficulty",
    "1.2.10": "Private finance costs at special schools, alternative provision and post-16 institutions",
    "1.2.11": "Direct payments",
    "1.2.13": "Therapies and other health related services",
    "1.4.11": "Transport for special educational needs",
    "1.9.3": "Dedicated schools grant carried forward to next year",
}
"""The high needs lines of the Section 251 statement (DfE financial benchmarking tool)."""

ROLL_UPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "top_up_maintained": ("Top-up funding, maintained", ("1.2.1", "1.2.2", "1.2.4", "1.2.11")),
    "top_up_non_maintained": ("Top-up funding, non-maintained and independent", ("1.2.3",)),
    "sen_services": ("Services for special educational needs", ("1.2.5", "1.2.8", "1.2.9")),
    "alternative_provision": ("Alternative provision services", ("1.2.7",)),
    "hospital": ("Hospital services", ("1.2.6",)),
    "other_health": ("Other health related services", ("1.2.13",)),
    "total_high_needs": (
        "Total high needs",
        ("1.0.2", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.2.7", "1.2.8", "1.2.9", "1.2.11", "1.2.13",
         "1.4.11"),
    ),
}  # fmt: skip
"""DfE's own groups of lines; line 1.2.10 is in none of them, as in DfE's total."""

_BASES = {
    "budget": "budget: with the place funding of academies",
    "outturn": "outturn: without the place funding of academies, which the government pays directly",
}


def _lines_of(ledger: Ledger) -> dict[tuple[str, str, str], list[Row]]:
    """Return the rows of each line by year, basis and line."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in ledger.inputs.rows("s251"):
        if row.number_or_symbol("amount") is not None:
            key = str(row.value("financial_year")), row.text("basis"), row.text("line").strip()
            found.setdefault(key, []).append(row)
    return found


@indicator("s251.line", title="Section 251 high needs lines")
def s251_line(ledger: Ledger) -> None:
    """Planned or actual spending on high needs by line of the yearly Section 251 statement to the government.

    How to read: Gross is what is spent. Net is what is left after income. Each amount is for one financial year.
    Caveat: A budget holds the place funding of academies; an outturn, the actual spending, does not. The two must not
    be compared without adding it back. The statement is another view of spending by placement, never more money.
    A member may ask: Why does it differ from the table by placement? It sorts the same money in another way.
    """
    for (year, basis, line), rows in _lines_of(ledger).items():
        by_kind = {kind: [row for row in rows if row.text("kind") == kind] for kind in ("gross", "income")}
        for kind, group in by_kind.items():
            if group:
                _record_kind(ledger, f"s251.{line.replace('.', '-')}.{basis}.{kind}", line, basis, kind, year, group)
        _record_net(ledger, line, basis, year)


def _record_kind(ledger: Ledger, name: str, line: str, basis: str, kind: str, year: str, rows: list[Row]) -> None:
    label = f"{LINES.get(line, line)} ({line}), {kind}, {year}"
    parts = [
        ledger.record(
            f"{name}.{row.text('phase')}@{year}",
            row.number_or_symbol("amount") or 0,
            POUNDS,
            f"{label}, {row.text('phase').replace('_', ' ')}",
            period=year,
            calculation=f"{value_text(row.number_or_symbol('amount') or 0, POUNDS)} as given",
            basis=_BASES.get(basis, basis),
            sources=sources_of(ledger.inputs, "s251", (row,), "amount"),
        )
        for row in rows
    ]
    total = _record_total(ledger, f"{name}@{year}", label, year, parts)
    ledger.add_sum(total.id, tuple(part.id for part in parts), f"columns make up line {line}, {kind}, {basis}")


def _record_net(ledger: Ledger, line: str, basis: str, year: str) -> None:
    name = f"s251.{line.replace('.', '-')}.{basis}"
    gross, income = ledger.facts.get(f"{name}.gross@{year}"), ledger.facts.get(f"{name}.income@{year}")
    parts = tuple(fact for fact in (gross, income) if fact is not None)
    value: Number | Symbol = Symbol.NOT_AVAILABLE
    if all(part.value is not None for part in parts):
        value = (gross.value or 0 if gross else 0) - (income.value or 0 if income else 0)
    words = " − ".join(fact_text(part) for part in parts) if gross else f"£0 − {fact_text(parts[0])}"
    ledger.record(
        f"{name}.net@{year}",
        value,
        POUNDS,
        f"{LINES.get(line, line)} ({line}), net, {year}",
        period=year,
        calculation=f"{words} = {value_text(value, POUNDS)}",
        inputs=tuple(part.id for part in parts),
        sources=merged_sources(parts),
        basis=_BASES.get(basis, basis),
    )


@indicator("s251.roll_up", title="Section 251 high needs, grouped as the department does")
def s251_roll_up(ledger: Ledger) -> None:
    """Net spending on high needs by the groups in which the Department for Education publishes Section 251 statements.

    How to read: Each group adds up whole lines of the statement. The total holds place funding and transport too.
    Caveat: A line the statement does not give is left out of its group, and the group says so.
    A member may ask: Can we compare with other councils? Yes, budget with budget and outturn with outturn.
    """
    statements = dict.fromkeys((year, basis) for year, basis, _ in _lines_of(ledger))
    for year, basis in statements:
        for name, (label, lines) in ROLL_UPS.items():
            ids = {line: f"s251.{line.replace('.', '-')}.{basis}.net@{year}" for line in lines}
            parts = [ledger.facts[fact_id] for fact_id in ids.values() if fact_id in ledger.facts]
            if not parts:
                continue
            absent = ", ".join(line for line, fact_id in ids.items() if fact_id not in ledger.facts)
            value = _added(parts)
            total = ledger.record(
                f"s251.{name}.{basis}.net@{year}",
                value,
                POUNDS,
                f"{label}, net, {year}",
                period=year,
                calculation=sum_words(parts, value, POUNDS),
                inputs=tuple(part.id for part in parts),
                sources=merged_sources(parts),
                basis=_BASES.get(basis, basis),
                assumptions=(f"lines not given: {absent}",) if absent else (),
            )
            ledger.add_sum(total.id, tuple(part.id for part in parts), f"lines make up {label.lower()}, {basis}")
