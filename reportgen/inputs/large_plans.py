"""Large person-level files counted a block of rows at a time: pandas reads the text, the rules stay our own.

Columns other than the identifier hold few different texts. Each text is read once by the rules of ``values``; rows
that are alike in every column are judged once, by the rules of ``person_level``, and counted together. Identifiers are
kept as 64-bit digests, eight bytes a row; rows whose digests meet are compared letter by letter in a second reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from reportgen.errors import Severity
from reportgen.inputs.distinct_texts import DistinctTexts, date_meaning
from reportgen.inputs.headings import Headings
from reportgen.inputs.identifiers import MISSING, READ, UNREAD, Digests, Identifiers, read_identifiers
from reportgen.inputs.large_csv import LargeCsv, open_headed
from reportgen.inputs.person_level import NO_ID, SHIFTED, TWICE, Count, Finding, count_plan
from reportgen.inputs.values import Reading

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

BLOCK = 100_000
"""Rows read at a time."""

SCANNED = 300_000
"""Identifiers up to which the finished files are searched for each of them."""

_LARGEST_KEY = 1 << 60
_PERSON, _DATES = "person_id", ("birth_date", "ceased_date")
_BLANK, _CENSUS_FACTOR = Reading(None), np.uint64(0x9E3779B97F4A7C15)
_UNSCANNED = Finding(
    _PERSON,
    "are too many for each identifier to be looked for in the finished files",
    f"at most {SCANNED:,} rows can be",
    "give the latest censuses alone",
    Severity.WARNING,
)


class UnevenRows(Exception):
    """A text that does not close, or the like: reading row by row says where. Never leaves ``inputs``."""


@dataclass(slots=True)
class _Pass:
    """One reading of the file. ``suspects`` are digests that met in an earlier one."""

    count: Count
    texts: dict[int, DistinctTexts]
    suspects: NDArray[np.uint64]
    digests: Digests = field(default_factory=Digests)
    rows: int = 0
    cases: dict[tuple[object, ...], _Case] = field(default_factory=dict)
    known: dict[int, NDArray[np.int64]] = field(default_factory=dict)
    meant: dict[object, int] = field(default_factory=dict)

    def meanings(self, number: int, census: int) -> NDArray[np.int64]:
        """Return what each date of a column means at each census, as numbers; worked out again when either grows."""
        own, at = self.texts[number], self.texts[census]
        found = self.known.get(number)
        if found is None or found.shape != (len(at.readings), len(own.readings)):
            name = own.column.name
            found = np.array(
                [
                    [self.meant.setdefault(date_meaning(name, one, day), len(self.meant)) for one in own.readings]
                    for day in at.readings
                ],
                dtype=np.int64,
            )
            self.known[number] = found
        return found


@dataclass(slots=True)
class _Case:
    """Rows that are alike: a reading for each column that is not blank, how often they occur and where first."""

    readings: Mapping[str, Reading]
    has_person: bool
    is_long: bool
    is_read: bool
    times: int = 0
    first: int = 0

    @property
    def is_there(self) -> bool:
        """Whether the rows hold anything."""
        return bool(self.readings) or self.has_person

    @property
    def counts(self) -> bool:
        """Whether every column can be read, so that the person matters."""
        return self.is_there and not self.is_long and self.is_read

    def add(self, times: int, first: int) -> None:
        """Add rows of a block, of which ``first`` is the first."""
        self.times, self.first = self.times + times, self.first or first

    def tell(self, headings: Headings, count: Count) -> None:
        """Count the rows, or record what is wrong with them."""
        count.alike = self.times
        if self.is_long:
            count.note(SHIFTED, self.first)
        elif count.note_unread(self.readings, headings.columns.values(), self.first):
            if not self.has_person:
                count.note(NO_ID, self.first)
            count_plan({name: reading.value for name, reading in self.readings.items()}, self.first, count)


def count_large_plans(cells: LargeCsv, headings: Headings) -> Count:
    """Return the plans counted and every finding, as reading the rows one by one gives them.

    Raises UnevenRows where the text does not fall into rows.
    """
    done = _read(cells, headings, np.empty(0, dtype=np.uint64))
    met = done.digests.met()
    if met.size:
        done = _read(cells, headings, np.unique(met))
    return done.count


def _read(cells: LargeCsv, headings: Headings, suspects: NDArray[np.uint64]) -> _Pass:
    texts = {number: DistinctTexts(column) for number, column in headings.columns.items() if column.name != _PERSON}
    reading = _Pass(Count(), texts, suspects)
    first = headings.row + 1
    for block in _ahead(_blocks(cells, headings)):
        _count_block(block, headings, first, reading)
        first += len(block)
    for case in reading.cases.values():
        if case.times and case.is_there:
            case.tell(headings, reading.count)
    _gather_private(reading)
    return reading


def _ahead(blocks: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield blocks while the next one is being read: splitting text needs no turn at the interpreter."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = reader.submit(next, blocks, None)
            yield block


def _blocks(cells: LargeCsv, headings: Headings) -> Iterator[pd.DataFrame]:
    """Yield blocks of rows: known columns by their number, and one more that is filled where a row is too long."""
    import pandas as pd

    width = max((*headings.columns, *headings.unknown))
    kinds: dict[str, Any] = {str(number): object for number in (*headings.columns, width + 1)}
    with (
        open_headed(cells, headings.row, width + 1) as file,
        pd.read_csv(
            file,
            sep=cells.separator,
            encoding=cells.encoding,
            usecols=list(kinds),
            index_col=False,
            dtype=kinds,
            na_filter=False,
            skip_blank_lines=False,
            chunksize=BLOCK,
        ) as blocks,
    ):
        try:
            for block in blocks:
                block.columns = pd.Index([int(name) for name in block.columns])
                yield block
        except pd.errors.ParserError as error:
            raise UnevenRows from error


def _count_block(block: pd.DataFrame, headings: Headings, first: int, reading: _Pass) -> None:
    """Count the rows of one block; ``first`` is the number of its first row."""
    numbers = {number: _effects(block[number], texts) for number, texts in reading.texts.items()}
    is_long = _is_filled(block[max(block.columns)])
    person = next(number for number, column in headings.columns.items() if column.name == _PERSON)
    people = read_identifiers(block[person].tolist(), headings.columns[person])
    _keep_identifiers(people, reading)
    keys = [*_keys(numbers, reading), people.states, is_long.astype(np.int64)]
    alike, starts = _group(keys)
    seen = zip(*(key[starts].tolist() for key in keys), strict=True)
    cases = [
        _known_case(key, start, numbers, people, headings, reading)
        for key, start in zip(seen, starts.tolist(), strict=True)
    ]
    kept = _drop_repeated(np.array([case.counts for case in cases])[alike], people, numbers, first, reading)
    _tally(cases, alike, kept, first, reading.count)


def _known_case(
    key: tuple[int, ...],
    start: int,
    numbers: Mapping[int, NDArray[np.int64]],
    people: Identifiers,
    headings: Headings,
    reading: _Pass,
) -> _Case:
    """Return the case of a row: the one met before, or a new one made from the row itself."""
    settled: tuple[object, ...] = key
    if key[-2] >= UNREAD:  # numbered within the block
        settled = (*key, people.reading(start).fault)
    case = reading.cases.get(settled)
    if case is None:
        readings = {
            texts.column.name: one
            for number, texts in reading.texts.items()
            if (one := texts.readings[numbers[number][start]]) != _BLANK
        }
        if key[-2] >= UNREAD:
            readings[_PERSON] = people.reading(start)
        is_read = Count().note_unread(readings, headings.columns.values(), 0)
        case = reading.cases[settled] = _Case(readings, key[-2] != MISSING, bool(key[-1]), is_read)
    return case


def _effects(column: pd.Series[Any], texts: DistinctTexts) -> NDArray[np.int64]:
    """Return the reading number of each row of a column."""
    import pandas as pd

    codes, found = pd.factorize(column.to_numpy())
    return np.array([texts.number(text) for text in found], dtype=np.int64)[codes]


def _is_filled(column: pd.Series[Any]) -> NDArray[np.bool_]:
    """Return which rows of a column hold anything."""
    import pandas as pd

    codes, found = pd.factorize(column.to_numpy())
    return np.array([bool(text.strip()) for text in found])[codes]


def _keys(numbers: Mapping[int, NDArray[np.int64]], reading: _Pass) -> Iterator[NDArray[np.int64]]:
    """Yield what tells rows apart: reading numbers, and of dates only what they mean at the census."""
    census = next(number for number, texts in reading.texts.items() if texts.column.name == "census_date")
    for number, texts in reading.texts.items():
        if texts.column.name in _DATES:
            yield reading.meanings(number, census)[numbers[census], numbers[number]]
        else:
            yield numbers[number]


def _group(keys: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of each row's group, and the first row of each group."""
    import pandas as pd

    groups = np.zeros(len(keys[0]), dtype=np.int64)
    size = 1
    for key in keys:
        radix = int(key.max(initial=0)) + 1
        if size * radix > _LARGEST_KEY:
            groups = pd.factorize(groups)[0].astype(np.int64)
            size = int(groups.max(initial=0)) + 1
        groups = groups * radix + key
        size *= radix
    groups = pd.factorize(groups)[0].astype(np.int64)
    starts = np.zeros(int(groups.max(initial=-1)) + 1, dtype=np.int64)
    starts[groups[::-1]] = np.arange(len(groups) - 1, -1, -1)
    return groups, starts


def _drop_repeated(
    countable: NDArray[np.bool_],
    people: Identifiers,
    numbers: Mapping[int, NDArray[np.int64]],
    first: int,
    reading: _Pass,
) -> NDArray[np.bool_]:
    """Return which rows are kept: of the rows of one person and census the first."""
    kept = np.ones(len(countable), dtype=bool)
    settled = countable & (people.states == READ)
    census, texts = next(
        (numbers[number], texts) for number, texts in reading.texts.items() if texts.column.name == "census_date"
    )
    days = np.array([one.value.toordinal() if isinstance(one.value, date) else 0 for one in texts.readings])
    digests = people.digests ^ (days.astype(np.uint64)[census] * _CENSUS_FACTOR)
    if not reading.suspects.size:
        reading.digests.add(digests[settled])
        return kept
    reading.count.alike = 1
    for row in np.flatnonzero(settled & np.isin(digests, reading.suspects)).tolist():
        day = texts.readings[census[row]].value
        assert isinstance(day, date)
        if (day, people.folded[row]) in reading.count.people:
            kept[row] = False
            reading.count.note(TWICE, first + row)
        else:
            reading.count.people.add((day, people.folded[row]))
    return kept


def _tally(
    cases: Sequence[_Case], groups: NDArray[np.int64], kept: NDArray[np.bool_], first: int, count: Count
) -> None:
    """Add a block's rows to their cases."""
    rows = np.flatnonzero(np.array([case.is_there and not case.is_long for case in cases])[groups])
    if rows.size:
        count.first, count.last = count.first or first + int(rows[0]), first + int(rows[-1])
    times = np.bincount(groups[kept], minlength=len(cases))
    starts = np.zeros(len(cases), dtype=np.int64)
    backwards = np.flatnonzero(kept)[::-1]
    starts[groups[backwards]] = backwards
    for case, alike, start in zip(cases, times.tolist(), starts.tolist(), strict=True):
        if alike:
            case.add(alike, first + start)


def _keep_identifiers(people: Identifiers, reading: _Pass) -> None:
    """Keep identifiers for the search of the finished files, as long as they are few enough to search for."""
    known = reading.count.private.setdefault(f"plans.{_PERSON}", set())
    reading.rows += len(people.raw)
    if reading.rows <= SCANNED:
        known.update(people.raw)
    else:
        known.clear()


def _gather_private(reading: _Pass) -> None:
    """Keep the values of restricted columns, and say where there are too many identifiers to look for."""
    count = reading.count
    for texts in reading.texts.values():
        if texts.column.restricted:
            kept = {
                value.isoformat() if isinstance(value := texts.readings[number].value, date) else text
                for text, number in texts.numbers.items()
                if text
            }
            count.private[f"plans.{texts.column.name}"] = kept
    if reading.rows > SCANNED:
        count.alike = reading.rows
        count.note(_UNSCANNED, max(count.first, 1))
