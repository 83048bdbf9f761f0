"""What the indicators of the opportunity matrix share: how its facts are named, recorded and added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from reportgen.facts.fact import Fact, Status
from reportgen.facts.ledger import Ledger
from reportgen.facts.matrix import CASES, STRETCH, TARGET, Opportunity, exact
from reportgen.facts.matrix_rows import TABLE, Matrix, MatrixRow
from reportgen.facts.names import dated_id
from reportgen.facts.provenance import merged_sources, sources_of, sum_words
from reportgen.facts.units import CHILDREN, COUNT, POUNDS, Number, Unit
from reportgen.inputs.table import Inputs
from reportgen.period import FinancialYear

FLOW_COLUMNS = ("eligible_per_year", "addressable_target")
STOCK_COLUMNS = (*FLOW_COLUMNS, "duration_years")
SAVING_COLUMNS = (*STOCK_COLUMNS, "unit_cost_from", "unit_cost_to")
YEAR_COLUMNS = (*SAVING_COLUMNS, "starts", "entry")

BENEFIT_LABELS = {
    "cost_avoidance": "cost avoidance",
    "cashable": "cashable savings",
    "not_stated": "savings of a kind not stated",
}

MODELLED = "a modelled estimate, not a count of children"


def suffix(case: str) -> str:
    """Return how a fact id ends for a case: nothing for the target."""
    return f".{STRETCH}" if case == STRETCH else ""


def cases_of(rows: Iterable[MatrixRow]) -> tuple[str, ...]:
    """Return the cases rows are given for: the stretch only where at least one declares it."""
    return CASES if any(row.has_stretch for row in rows) else CASES[:1]


def children(value: Fraction) -> str:
    """Return children in a calculation: ``1 child``, ``4.08 children``."""
    number = exact(value)
    return f"{CHILDREN.exact(number)} {'child' if number == 1 else 'children'}"


def years(value: Fraction) -> str:
    """Return years in a calculation: ``1 year``, ``2.5 years``."""
    number = exact(value)
    return f"{COUNT.exact(number)} {'year' if number == 1 else 'years'}"


def pounds(value: Fraction) -> str:
    """Return pounds in a calculation, in full."""
    return POUNDS.exact(exact(value))


def matrix_years(inputs: Inputs, matrix: Matrix) -> tuple[FinancialYear, ...]:
    """Return the financial years yearly figures are given for.

    They run from the first start (or the first year of the forecast, where that is earlier) to the first full year at
    steady state of every row, and at least to the last year of the forecast.
    """
    opportunities = [opportunity for _, opportunity in matrix.computed]
    if not opportunities:
        return ()
    forecast = [
        FinancialYear.parse(str(row.value("financial_year")))
        for row in inputs.rows("dsg")
        if row.text("scenario") == "unmitigated"
    ]
    first = min([*(item.first_year for item in opportunities), *forecast])
    last = max([*(item.settled_year for item in opportunities), *forecast])
    return tuple(FinancialYear(start) for start in range(first.start, last.start + 1))


def record_row(
    ledger: Ledger,
    row: MatrixRow,
    name: str,
    value: Fraction,
    unit: Unit,
    label: str,
    calculation: str,
    columns: Sequence[str],
    **rest: Any,
) -> Fact:
    """Record ``opportunity.<id>.<name>`` of a computed row as a modelled estimate."""
    return ledger.record(
        f"opportunity.{row.id}.{name}",
        exact(value),
        unit,
        f"{row.label}: {label}",
        calculation=calculation,
        **{
            "sources": sources_of(ledger.inputs, TABLE, [row.row], *columns),
            "status": Status.MODELLED,
            "basis": MODELLED,
            "as_of": row.baseline_date,
            **rest,
        },
    )


def record_total(
    ledger: Ledger,
    name: str,
    parts: Iterable[str],
    unit: Unit,
    label: str,
    *,
    own: str = "",
    period: str = "",
    **rest: Any,
) -> Fact:
    """Record a total of facts already recorded, with the sum in words, and declare the sum.

    ``period`` is put in the id unless it is the pack's ``own``.
    """
    found = [ledger.facts[part] for part in parts]
    total: Number = sum((part.value for part in found if part.value is not None), 0)
    stamp = period or str(ledger.period)
    fact = ledger.record(
        dated_id(name, stamp, own or str(ledger.period)),
        total,
        unit,
        label,
        period=stamp,
        calculation=sum_words(found, total, unit) if found else "nothing to add up",
        inputs=tuple(part.id for part in found),
        sources=merged_sources(found),
        **{"status": _status(found), "as_of": _common_day(found), **rest},
    )
    ledger.add_sum(fact.id, tuple(part.id for part in found), label)
    return fact


def _status(parts: Sequence[Fact]) -> Status:
    statuses = {part.status for part in parts}
    return statuses.pop() if len(statuses) == 1 else Status.MODELLED


def _common_day(parts: Sequence[Fact]) -> date | None:
    days = {part.as_of for part in parts}
    return days.pop() if len(days) == 1 else None


def stock_words(opportunity: Opportunity, year: FinancialYear, case: str = TARGET) -> str:
    """Return the children of a year's months in words: ``(10 children × 5 months + 20 children × 7 months)``."""
    stocks = [opportunity.stock(opportunity.month(day), case) for day in year.months]
    runs = [(stock, len(list(months))) for stock, months in groupby(stocks) if stock]
    if len(runs) > 3:
        return f"{children(sum(stocks, Fraction(0)) / 12)} on average through the year × 12 months"
    words = " + ".join(f"{children(stock)} × {count} {'month' if count == 1 else 'months'}" for stock, count in runs)
    return f"({words})" if len(runs) > 1 else words


def added_words(rows: Iterable[MatrixRow]) -> str:
    """Return what a total adds together: “cost avoidance and cashable savings added together”."""
    kinds = {row.benefit_type for row in rows}
    words = [label for kind, label in BENEFIT_LABELS.items() if kind in kinds]
    if len(words) < 2:
        return f"{''.join(words)} only"
    return f"{', '.join(words[:-1])} and {words[-1]} added together"
