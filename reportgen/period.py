"""Financial years, academic years and quarters: how time is named in local government.

Q1 is April to June and Q4 January to March. DfE writes financial years ``2025-26`` and academic
years ``2025/26``; many councils write both with a slash, so printing takes the pattern as an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_FINANCIAL_YEAR = re.compile(r"^(20\d\d)[-/](\d\d)$")
_PERIOD = re.compile(r"^(20\d\d-\d\d)-?q([1-4])$", re.IGNORECASE)


def _two_years(start: int, separator: str) -> str:
    return f"{start}{separator}{(start + 1) % 100:02d}"


@cache
def _months_of(start: int) -> tuple[date, ...]:
    return tuple(date(start + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 16))


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year from 1 April of ``start`` to 31 March after it."""

    start: int

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Return the year written ``2025-26`` or ``2025/26``. Raises ValueError for anything else."""
        match = _FINANCIAL_YEAR.match(text.strip())
        if match is None or int(match[2]) != (int(match[1]) + 1) % 100:
            raise ValueError(f"'{text}' is not a financial year such as 2025-26")
        return cls(int(match[1]))

    @classmethod
    def of(cls, day: date) -> FinancialYear:
        """Return the financial year that contains the day."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next calendar year."""
        return date(self.start + 1, 3, 31)

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its twelve months, April first."""
        return _months_of(self.start)

    def plus(self, years: int) -> FinancialYear:
        """Return the year that many years later (earlier where negative)."""
        return FinancialYear(self.start + years)

    def label(self, pattern: str = "2025-26") -> str:
        """Return the year in the council's pattern, ``2025/26`` or ``2025-26``."""
        return _two_years(self.start, "/" if "/" in pattern else "-")

    def __str__(self) -> str:
        return _two_years(self.start, "-")


@dataclass(frozen=True, slots=True, order=True)
class AcademicYear:
    """The year from 1 September of ``start`` to 31 August after it."""

    start: int

    @classmethod
    def of(cls, day: date) -> AcademicYear:
        """Return the academic year that contains the day."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    def plus(self, years: int) -> AcademicYear:
        """Return the year that many years later (earlier where negative)."""
        return AcademicYear(self.start + years)

    def __str__(self) -> str:
        return _two_years(self.start, "/")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One quarter of a financial year; its id is ``2025-26-q2``, as the folders under ``data/``."""

    year: FinancialYear
    quarter: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written ``2025-26-q2``. Raises ValueError for anything else."""
        match = _PERIOD.match(text.strip().replace("/", "-"))
        if match is None:
            raise ValueError(f"'{text}' is not a period such as 2025-26-q2")
        return cls(FinancialYear.parse(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the quarter that contains the day."""
        return cls(FinancialYear.of(day), (day.month - 4) % 12 // 3 + 1)

    @property
    def start(self) -> date:
        """Its first day."""
        return self.year.months[(self.quarter - 1) * 3]

    @property
    def end(self) -> date:
        """Its last day, the date counts are taken to where nothing else is given."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> Period:
        """The quarter after."""
        return Period(self.year.plus(1), 1) if self.quarter == 4 else Period(self.year, self.quarter + 1)

    @property
    def previous(self) -> Period:
        """The quarter before."""
        return Period(self.year.plus(-1), 4) if self.quarter == 1 else Period(self.year, self.quarter - 1)

    @property
    def year_before(self) -> Period:
        """The same quarter of the financial year before."""
        return Period(self.year.plus(-1), self.quarter)

    def label(self, pattern: str = "2025-26") -> str:
        """Return ``Quarter 2 of 2025-26`` with the year in the council's pattern."""
        return f"Quarter {self.quarter} of {self.year.label(pattern)}"

    def __str__(self) -> str:
        return f"{self.year}-q{self.quarter}"
