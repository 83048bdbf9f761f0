"""How fact ids are written: free text as one part of a dotted id, and the period after the ``@``."""

from __future__ import annotations

import re
from datetime import date

from reportgen.inputs.table import Row
from reportgen.period import FinancialYear, Period

_APOSTROPHES = re.compile("['’‘`]")
_OTHERS = re.compile(r"[^a-z0-9]+")
_CALENDAR_YEAR = re.compile(r"^20\d\d$")


def slug(text: str) -> str:
    """Return free text as a part of a fact id: “Don’t know” is ``dont-know`` (data dictionary, fact ids)."""
    return _OTHERS.sub("-", _APOSTROPHES.sub("", text.lower())).strip("-")


def period_id(row: Row, column: str = "period") -> str:
    """Return the period of a row as ids write it: ``2025-26-q2``, ``2025-26`` or ``2024``."""
    return str(row.value(column)).strip().lower().replace("/", "-")


def dated_id(name: str, period: str, own: str) -> str:
    """Return ``name`` for the pack's own period and ``name@period`` for any other."""
    return name if period == own else f"{name}@{period}"


def last_day(period: str) -> date:
    """Return the last day of a quarter, financial year or calendar year. Raises ValueError for anything else."""
    if _CALENDAR_YEAR.match(period):
        return date(int(period), 12, 31)
    try:
        return Period.parse(period).end
    except ValueError:
        return FinancialYear.parse(period).last_day


def period_before(period: str) -> str:
    """Return the period before one of the same kind: quarter, financial year or calendar year."""
    if _CALENDAR_YEAR.match(period):
        return str(int(period) - 1)
    try:
        return str(Period.parse(period).previous)
    except ValueError:
        return str(FinancialYear.parse(period).plus(-1))
