"""Key performance indicators: where they started, where they stand and where they should be."""

from __future__ import annotations

from datetime import date
from typing import Any

from reportgen.codes import Symbol
from reportgen.errors import Problem, Severity
from reportgen.facts.fact import Fact
from reportgen.facts.identifiers import identifier
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.matrix import exact
from reportgen.facts.progress import Progress, judge
from reportgen.facts.provenance import day_text, fact_text, sources_of
from reportgen.facts.units import COUNT, Number, Unit
from reportgen.inputs.table import Row
from reportgen.period import Period

TABLE = "kpis"


def _measured(ledger: Ledger, row: Row) -> Fact | None:
    return ledger.facts.get(row.text("indicator").strip().lower())


def _unit(measured: Fact | None) -> Unit:
    return COUNT if measured is None else measured.unit


def _decimals(measured: Fact | None, value: Number | Symbol) -> int | None:
    if measured is not None:
        return measured.decimals
    return 1 if not isinstance(value, Symbol) and value != int(value) else None


def _record(ledger: Ledger, row: Row, ending: str, value: Number | Symbol, label: str, words: str, **rest: Any) -> Fact:
    measured = _measured(ledger, row)
    return ledger.record(
        f"kpi.{identifier(row.text('id'))}.{ending}",
        value,
        _unit(measured),
        f"{row.text('definition')}: {label}",
        decimals=_decimals(measured, value),
        calculation=words,
        **{"sources": sources_of(ledger.inputs, TABLE, [row], ending), **rest},
    )


@indicator("kpi", title="Key performance indicators")
def kpi(ledger: Ledger) -> None:
    """A measure the programme is judged by: its value at the start, its value now and the value aimed for.

    How to read: On track means at least as far as a steady pace from the start to the target would have come by now.
    Caveat: Change is seldom steady, so a measure may be behind at one date and recover later.
    A member may ask: What measures and timescales are there? Each measure has a target and the date it is aimed for.
    """
    for row in ledger.inputs.rows(TABLE):
        for ending, when in (("baseline", "baseline_date"), ("target", "target_date")):
            value, day = row.number_or_symbol(ending), row.day(when)
            if value is not None:
                dated = f", {day_text(day)}" if day else ""
                measured = _measured(ledger, row)
                counted = ending == "baseline" and measured is not None and measured.counts_children
                same = _counted_then(ledger, measured, value, day) if counted else None
                _record(ledger, row, ending, value, f"{ending}{dated}", "as declared", as_of=day,
                        inputs=() if same is None else (same.id,), counts_children=counted)  # fmt: skip
        actual = _actual(ledger, row)
        if actual is not None:
            _record_actual(ledger, row, actual)


def _counted_then(ledger: Ledger, measured: Fact | None, value: Number | Symbol, day: date | None) -> Fact | None:
    """Return the count of the measure that a baseline repeats: of the same day, or of its quarter."""
    if measured is None or day is None:
        return None
    then = (measured, *(fact for fact in ledger.facts.values() if fact.name == measured.name and "@" in fact.id))
    quarter = str(Period.of(day))
    return next((fact for fact in then if fact.value == value and (fact.as_of == day or fact.period == quarter)), None)


def _actual(ledger: Ledger, row: Row) -> Number | Symbol | None:
    measured = _measured(ledger, row)
    if measured is not None:
        return measured.symbol if measured.value is None else measured.value
    if row.text("indicator") and row.number_or_symbol("actual") is None:
        found = f"no figure '{row.text('indicator')}' this quarter"
        needed, remedy = "the measure has no value now", "give an actual, the data it is worked out from, or another id"
        ledger.warnings.append(Problem(row.place("indicator"), found, needed, remedy, Severity.WARNING))
    return row.number_or_symbol("actual")


def _record_actual(ledger: Ledger, row: Row, actual: Number | Symbol) -> None:
    measured = _measured(ledger, row)
    progress = _progress(ledger, row, actual)
    rest: dict[str, Any] = {"as_of": ledger.period.end}
    words = "as reported"
    if measured is not None:
        words = f"{fact_text(measured)}, the value of {measured.label}"
        rest = {
            "as_of": measured.as_of,
            "inputs": (measured.id,),
            "sources": measured.sources,
            "status": measured.status,
            "numerator": measured.numerator,
            "denominator": measured.denominator,
            "counts_children": measured.counts_children,
        }
    if progress is not None:
        rest["assumptions"] = (f"Progress: {progress.words}",)
    _record(ledger, row, "actual", actual, "now", words, **rest)
    if progress is not None and progress.expected is not None:
        words = f"a steady pace from baseline to target, on {day_text(ledger.period.end)}"
        ids = tuple(f"kpi.{identifier(row.text('id'))}.{ending}" for ending in ("baseline", "target"))
        _record(ledger, row, "expected", exact(progress.expected), "expected by now", words,
                as_of=ledger.period.end, inputs=ids,
                sources=sources_of(ledger.inputs, TABLE, [row], "baseline", "target"))  # fmt: skip


def _progress(ledger: Ledger, row: Row, actual: Number | Symbol) -> Progress | None:
    target = row.amount("target")
    if isinstance(actual, Symbol) or target is None:
        return None
    return judge(
        actual,
        row.amount("baseline"),
        row.day("baseline_date"),
        target,
        row.day("target_date"),
        ledger.period.end,
    )
