"""Large person-level files counted a block of rows at a time: rows are split in blocks, the rules stay our own.

Columns other than the identifier hold few different texts. Each text is read once by the rules of ``values``; rows
that are alike in every column are judged once, by the rules of ``person_level``, and counted together. Identifiers are
kept as 64-bit digests, eight bytes a row; rows whose digests meet are compared letter by letter in a second reading.
Figures beside pandas reading and counting the same file stand in ``tests/benchmarks/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import Severity
from reportgen.inputs.distinct_texts import DistinctTexts, date_meaning
from reportgen.inputs.fixed_texts import KnownTexts
from reportgen.inputs.headings import Headings
from reportgen.inputs.identifiers import (
    MISSING,
    READ,
    UNREAD,
    Digests,
    Identifiers,
    read_identifiers,
)
from reportgen.inputs.known_keys import KnownKeys
from reportgen.inputs.large_csv import LargeCsv
from reportgen.inputs.person_level import NO_ID, SHIFTED, TWICE, Count, Finding, count_plan
from reportgen.inputs.row_blocks import Block, read_ahead
from reportgen.inputs.values import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.inputs.fixed_texts import Texts

SCANNED = 300_000
"""Identifiers up to which the finished files are searched for each of them."""

_PERSON, _DATES = "person_id", ("birth_date", "ceased_date")
_BLANK, _CENSUS_FACTOR = Reading(None), np.uint64(0x9E3779B97F4A7C15)
_UNSCANNED = Finding(
    _PERSON,
    "are too many for each identifier to be looked for in the finished files",
    f"at most {SCANNED:,} rows can be",
    "give the latest censuses alone",
    Severity.WARNING,
)


@dataclass(slots=True)
class _Pass:
    """One reading of the file. ``suspects`` are digests that met in an earlier one."""

    count: Count
    texts: dict[int, DistinctTexts]
    met: dict[int, KnownTexts]
    suspects: NDArray[np.uint64]
    digests: Digests = field(default_factory=Digests)
    rows: int = 0
    identifiers: list[Texts] = field(default_factory=list, repr=False)
    cases: KnownKeys[_Case] = field(default_factory=KnownKeys)
    faults: dict[tuple[object, ...], int] = field(default_factory=dict)
    counts: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    there: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    effects: dict[int, NDArray[np.int64]] = field(default_factory=dict)
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

    def judge(self) -> None:
        """Note of each case whether its rows hold anything, and whether the person in them matters."""
        if len(self.counts) < len(self.cases.values):
            self.counts = np.array([case.counts for case in self.cases.values], dtype=bool)
            self.there = np.array([case.is_there and not case.is_long for case in self.cases.values], dtype=bool)

    def states(self, people: Identifiers) -> NDArray[np.int64]:
        """Return what became of each identifier, a fault by one number in every block."""
        if not people.faults:
            return people.states
        faults = [fault for reading in people.faults if (fault := reading.fault) is not None]
        kinds = [(fault.needed, fault.severity) for fault in faults]
        numbers = [UNREAD + self.faults.setdefault(kind, len(self.faults)) for kind in kinds]
        return np.array([READ, MISSING, *numbers], dtype=np.int64)[people.states]


@dataclass(frozen=True, slots=True)
class _Case:
    """Rows that are alike: a reading for each column that is not blank."""

    readings: Mapping[str, Reading]
    has_person: bool
    is_long: bool
    is_read: bool

    @property
    def is_there(self) -> bool:
        """Whether the rows hold anything."""
        return bool(self.readings) or self.has_person

    @property
    def counts(self) -> bool:
        """Whether every column can be read, so that the person matters."""
        return self.is_there and not self.is_long and self.is_read

    def tell(self, times: int, first: int, headings: Headings, count: Count) -> None:
        """Count the rows, of which there are ``times``, or record what is wrong with them."""
        count.alike = times
        if self.is_long:
            count.note(SHIFTED, first)
        elif count.note_unread(self.readings, headings.columns.values(), first):
            if not self.has_person:
                count.note(NO_ID, first)
            count_plan({name: reading.value for name, reading in self.readings.items()}, first, count)


def count_large_plans(cells: LargeCsv, headings: Headings) -> Count:
    """Return the plans counted and every finding, as reading the rows one by one gives them.

    Raises NotInBlocks where the text does not fall into rows, or its cells not into kinds.
    """
    done = _read(cells, headings, np.empty(0, dtype=np.uint64))
    met = done.digests.met()
    if met.size:
        done = _read(cells, headings, np.unique(met))
    return done.count


def _read(cells: LargeCsv, headings: Headings, suspects: NDArray[np.uint64]) -> _Pass:
    texts = {number: DistinctTexts(column) for number, column in headings.columns.items() if column.name != _PERSON}
    reading = _Pass(Count(), texts, {number: KnownTexts() for number in texts}, suspects)
    first = headings.row + 1
    for block in read_ahead(cells, headings):
        _count_block(block, headings, first, reading)
        first += len(block)
    tallies = zip(reading.cases.values, reading.cases.times.tolist(), reading.cases.firsts.tolist(), strict=True)
    for case, times, row in tallies:
        if times and case.is_there:
            case.tell(times, row, headings, reading.count)
    _gather_private(reading)
    return reading


def _person(headings: Headings) -> int:
    return next(number for number, column in headings.columns.items() if column.name == _PERSON)


def _count_block(block: Block, headings: Headings, first: int, reading: _Pass) -> None:
    """Count the rows of one block; ``first`` is the number of its first row."""
    numbers = {number: _effects(number, block.texts[number], reading) for number in reading.texts}
    is_long = block.is_long
    person = _person(headings)
    people = read_identifiers(block.texts[person], headings.columns[person])
    _keep_identifiers(people, reading)
    states = reading.states(people)
    alike = reading.cases.find(
        [*_keys(numbers, reading), states, is_long.astype(np.int64)],
        lambda row: _make_case(row, numbers, people, bool(is_long[row]), headings, reading),
    )
    reading.judge()
    kept = _drop_repeated(reading.counts[alike], people, numbers, first, reading)
    rows = np.flatnonzero(reading.there[alike])
    if rows.size:
        reading.count.first, reading.count.last = reading.count.first or first + int(rows[0]), first + int(rows[-1])
    reading.cases.add(alike, kept, first)


def _make_case(
    row: int,
    numbers: Mapping[int, NDArray[np.int64]],
    people: Identifiers,
    is_long: bool,
    headings: Headings,
    reading: _Pass,
) -> _Case:
    """Return the case of a row that is the first of its kind."""
    readings = {
        texts.column.name: one
        for number, texts in reading.texts.items()
        if (one := texts.readings[numbers[number][row]]) != _BLANK
    }
    if people.states[row] >= UNREAD:
        readings[_PERSON] = people.reading(row)
    is_read = Count().note_unread(readings, headings.columns.values(), 0)
    return _Case(readings, bool(people.states[row] != MISSING), is_long, is_read)


def _effects(number: int, column: Texts, reading: _Pass) -> NDArray[np.int64]:
    """Return the reading number of each row of a column."""
    known, texts = reading.met[number], reading.texts[number]
    codes, effects = known.number(column), reading.effects.get(number)
    if effects is None or len(effects) < len(known.texts):
        effects = np.array([texts.number(text) for text in known.texts], dtype=np.int64)
        reading.effects[number] = effects
    return effects[codes]


def _keys(numbers: Mapping[int, NDArray[np.int64]], reading: _Pass) -> Iterator[NDArray[np.int64]]:
    """Yield what tells rows apart: reading numbers, and of dates only what they mean at the census."""
    census = next(number for number, texts in reading.texts.items() if texts.column.name == "census_date")
    for number, texts in reading.texts.items():
        if texts.column.name in _DATES:
            yield reading.meanings(number, census)[numbers[census], numbers[number]]
        else:
            yield numbers[number]


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
        person = day, people.compared(row)
        if person in reading.count.people:
            kept[row] = False
            reading.count.note(TWICE, first + row)
        else:
            reading.count.people.add(person)
    return kept


def _keep_identifiers(people: Identifiers, reading: _Pass) -> None:
    """Keep identifiers for the search of the finished files, as long as they are few enough to search for."""
    reading.rows += len(people.raw)
    if reading.rows <= SCANNED:
        reading.identifiers.append(people.raw)
    else:
        reading.identifiers.clear()


def _gather_private(reading: _Pass) -> None:
    """Keep the values of restricted columns, and say where there are too many identifiers to look for."""
    count = reading.count
    count.private[f"plans.{_PERSON}"] = {text.decode() for raw in reading.identifiers for text in raw.tolist()}
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
