"""The plans counted at one census, looked up by setting, age band and need.

Rows may be the full cross-table or only margins. What is not given is added up from finer rows, but only from rows
that together make the whole: a few cells of a cross-table never pass for a total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from reportgen.codes import AGE_BANDS, ALL, NEEDS, SETTINGS, Symbol
from reportgen.facts.fact import Status
from reportgen.inputs.table import Inputs, Row

COLUMNS = ("setting", "age_band", "primary_need")
"""The three ways plans are broken down; a key holds one code (or ``all``) for each."""

_LISTS = (SETTINGS, AGE_BANDS, NEEDS)

Key = tuple[str, str, str]
TOTAL: Key = (ALL, ALL, ALL)


@dataclass(frozen=True, slots=True)
class Count:
    """A count, or the symbol that stands for it, with the rows it was read or added up from."""

    value: int | Symbol
    rows: tuple[Row, ...]
    published: bool

    @property
    def status(self) -> Status:
        """Published where the Department for Education has already published every part of it."""
        return Status.PUBLISHED if self.published else Status.LOCAL

    @property
    def is_given(self) -> bool:
        """Whether it was read from one row rather than added up."""
        return len(self.rows) == 1


@dataclass(frozen=True, slots=True)
class Census:
    """All counts at one date."""

    day: date
    given: Mapping[Key, Count]
    _known: dict[tuple[int, ...], tuple[dict[Key, Count], bool]] = field(default_factory=dict, compare=False)
    """Rows by level, and whether they make up all plans: worked out once for each level."""

    def codes(self, dimension: int) -> tuple[str, ...]:
        """Return the codes that occur in a dimension at this census, in published order."""
        present = {key[dimension] for key in self.given}
        return tuple(code.code for code in _LISTS[dimension] if code.code in present)

    def count(self, key: Key) -> Count | None:
        """Return the count given for a key, else added up from finer rows, else None."""
        found = self.given.get(key)
        if found is not None:
            return found
        fixed = tuple(index for index in range(3) if key[index] != ALL)
        for level in _levels(finer_than=fixed):
            rows, is_whole = self._level(level)
            if is_whole:
                return _added(rows, key)
        return self._none_left(key, fixed)

    def _none_left(self, key: Key, fixed: tuple[int, ...]) -> Count | None:
        """Return a count of none where the other cells of its row or column already make up the whole of it."""
        for index in fixed:
            whole = self.given.get(_with(key, index, ALL))
            others = [count for code in self.codes(index) if (count := self.given.get(_with(key, index, code)))]
            if whole and others and whole.value == _sum(count.value for count in others) != Symbol.NOT_AVAILABLE:
                return Count(0, (), all(count.published for count in others))
        return None

    def _level(self, level: tuple[int, ...]) -> tuple[dict[Key, Count], bool]:
        if level not in self._known:
            rows = self._rows_at(level)
            self._known[level] = rows, self._adds_up(level, rows)
        return self._known[level]

    def _rows_at(self, level: tuple[int, ...]) -> dict[Key, Count]:
        return {
            key: count
            for key, count in self.given.items()
            if tuple(index for index in range(3) if key[index] != ALL) == level
        }

    def _adds_up(self, level: tuple[int, ...], rows: dict[Key, Count]) -> bool:
        """Whether the rows of a level make up all plans, so that a missing row means none."""
        if not rows:
            return False
        total = self.given.get(TOTAL)
        values = [count.value for count in rows.values()]
        if any(isinstance(value, Symbol) for value in values):
            expected = 1
            for index in level:
                expected *= len(self.codes(index))
            return len(rows) == expected
        if total is None or isinstance(total.value, Symbol):
            coarser = next(found for other in _levels(()) if (found := self._rows_at(other)))
            return _sum(count.value for count in coarser.values()) == _sum(values)
        return _sum(values) == total.value


def _added(rows: Mapping[Key, Count], key: Key) -> Count:
    """Return the sum of the rows that a key holds; none of them means no plans, as published as the rest."""
    parts = [count for other, count in rows.items() if all(key[index] in (ALL, other[index]) for index in range(3))]
    cells = tuple(row for part in parts for row in part.rows)
    published = all(part.published for part in parts or rows.values())
    return Count(_sum(part.value for part in parts), cells, published)


def _with(key: Key, index: int, code: str) -> Key:
    """Return the key with one code put in place of another."""
    codes = [*key]
    codes[index] = code
    return codes[0], codes[1], codes[2]


def _levels(finer_than: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the ways to break plans down that keep the given dimensions, coarsest first."""
    return [
        level
        for size in range(len(finer_than) + 1, 4)
        for level in combinations(range(3), size)
        if set(finer_than) < set(level)
    ]


def _sum(values: Iterable[int | Symbol]) -> int | Symbol:
    total = 0
    for value in values:
        if isinstance(value, Symbol):
            return Symbol.NOT_AVAILABLE
        total += value
    return total


def added_counts(counts: Iterable[Count]) -> Count:
    """Return the sum of counts; where a part is a symbol the sum is not available."""
    parts = tuple(counts)
    rows = tuple(row for part in parts for row in part.rows)
    return Count(_sum(part.value for part in parts), rows, all(part.published for part in parts))


def read_censuses(inputs: Inputs) -> tuple[Census, ...]:
    """Return the censuses up to the end of the period, oldest first."""
    found: dict[date, dict[Key, Count]] = {}
    for row in inputs.rows("caseload"):
        day, value = row.day("census_date"), row.number_or_symbol("plans")
        if day is None or value is None or day > inputs.period.end:
            continue
        setting, age_band, need = (row.text(column) or ALL for column in COLUMNS)
        count = Count(
            value if isinstance(value, Symbol) else int(value), (row,), row.text("status") == Status.PUBLISHED.value
        )
        found.setdefault(day, {})[setting, age_band, need] = count
    return tuple(Census(day, found[day]) for day in sorted(found))
