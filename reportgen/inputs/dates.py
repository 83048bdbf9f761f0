"""Dates, years and periods as officers type them: day before month, always with a four-digit year."""

from __future__ import annotations

import re
from datetime import date

from reportgen.inputs.fault import Unreadable, quoted
from reportgen.office.sheets import CellKind, SheetCell
from reportgen.period import FinancialYear, Period

_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    "january february march april may june july august september october november december sept".split()  # noqa: SIM905
)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII)
_WORDS = re.compile(
    r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([A-Za-z]+)\.?,?[ -](\d{4})", re.ASCII | re.IGNORECASE
)
_YEARS = re.compile(r"(20\d\d) ?[-/–] ?(?:20)?(\d\d)", re.ASCII)
_QUARTER_AFTER = re.compile(r"(20\d\d ?[-/–] ?(?:20)?\d\d)[ ,-]*(?:q|quarter|qtr) ?([1-4])", re.ASCII | re.IGNORECASE)
_QUARTER_BEFORE = re.compile(
    r"(?:q|quarter|qtr) ?([1-4])[ ,-]*(?:of )?(20\d\d ?[-/–] ?(?:20)?\d\d)", re.ASCII | re.IGNORECASE
)

NEEDED_DATE = "a date such as 03/04/2026 (3 April 2026) is needed"
NEEDED_PERIOD = "a quarter 2025-26-q2, a financial year 2025-26 or a calendar year 2024 is needed"
NEEDED_FINANCIAL = "a financial year such as 2025-26 is needed"
NEEDED_ACADEMIC = "an academic year such as 2025/26 is needed"


def read_date(cell: SheetCell) -> date:
    """Return the day in a cell. Raises Unreadable for anything that is not one day, or could be two."""
    if cell.kind is CellKind.NUMBER:
        raise Unreadable(
            f"found the number {quoted(cell.text)}",
            NEEDED_DATE,
            "format the cell as a date in Excel, or type dd/mm/yyyy",
        )
    text = _TIME.sub("", cell.text.strip())
    year, month, day = _parts(text, cell)
    try:
        found = date(year, month, day)
    except ValueError as error:
        remedy = "put the day before the month" if 12 < month <= 31 and day <= 12 else "check the day and the month"
        raise Unreadable(f"found {quoted(cell.text)}, which is no day", NEEDED_DATE, remedy) from error
    if not _EARLIEST <= found <= _LATEST:
        raise Unreadable(f"found {quoted(cell.text)}", NEEDED_DATE, "check the year")
    return found


def _parts(text: str, cell: SheetCell) -> tuple[int, int, int]:
    """Return year, month and day as written."""
    match = _BRITISH.fullmatch(text)
    if match and cell.kind is CellKind.TEXT:
        return int(match[3]), int(match[2]), int(match[1])
    match = _ISO.fullmatch(text)
    if match:
        return int(match[1]), int(match[2]), int(match[3])
    match = _WORDS.fullmatch(" ".join(text.split()))
    if match and match[2].casefold() in (*_MONTHS, *_FULL_MONTHS):
        return int(match[3]), _MONTHS.index(match[2].casefold()[:3]) + 1, int(match[1])
    raise Unreadable(f"found {quoted(cell.text)}", NEEDED_DATE, _date_advice(text))


def _date_advice(text: str) -> str:
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", text) or re.fullmatch(r"\d{1,2}[ -][A-Za-z]+[ -]\d{2}", text):
        return "write the year with four digits"
    if re.fullmatch(r"[A-Za-z]+[ -]\d{2,4}|\d{1,2}[/-]\d{4}|\d{4}", text):
        return "give the day as well"
    return "type it as dd/mm/yyyy, or leave the cell blank where there is no date yet"


def read_period(cell: SheetCell) -> str:
    """Return ``2025-26-q2``, ``2025-26`` or ``2024``. Raises Unreadable for anything else."""
    text = _year_text(cell, NEEDED_PERIOD)
    after, before = _QUARTER_AFTER.fullmatch(text), _QUARTER_BEFORE.fullmatch(text)
    if after or before:
        years, quarter = (after[1], after[2]) if after else (before[2], before[1]) if before else ("", "")
        return str(Period(_financial(years, cell, NEEDED_PERIOD), int(quarter)))
    if re.fullmatch(r"20\d\d", text, re.ASCII):
        return text
    if re.fullmatch(r"20\d{4}", text, re.ASCII):
        raise Unreadable(
            f"found {quoted(cell.text)}, which could be a financial or an academic year",
            NEEDED_PERIOD,
            f"write {text[:4]}-{text[4:]} for the financial year, or give the quarter",
        )
    return str(_financial(text, cell, NEEDED_PERIOD))


def read_financial_year(cell: SheetCell) -> str:
    """Return ``2025-26``. Raises Unreadable for anything else, a single calendar year among them."""
    return str(_financial(_year_text(cell, NEEDED_FINANCIAL), cell, NEEDED_FINANCIAL))


def read_academic_year(cell: SheetCell) -> str:
    """Return ``2025/26``. Raises Unreadable for anything else."""
    return _financial(_year_text(cell, NEEDED_ACADEMIC), cell, NEEDED_ACADEMIC).label("2025/26")


def _financial(text: str, cell: SheetCell, needed: str) -> FinancialYear:
    match = _YEARS.fullmatch(text)
    if match and int(match[2]) == (int(match[1]) + 1) % 100:
        return FinancialYear(int(match[1]))
    remedy = "give both years, such as 2025-26" if re.fullmatch("20[0-9]{2}", text) else "write the two years in a row"
    raise Unreadable(f"found {quoted(cell.text)}", needed, remedy)


def _year_text(cell: SheetCell, needed: str) -> str:
    if cell.kind is CellKind.DATE:
        raise Unreadable(
            f"found the date {cell.text[:10]}, perhaps a year that Excel took for a date",
            needed,
            "format the cell as text in Excel and type it again",
        )
    return " ".join(cell.text.split())
