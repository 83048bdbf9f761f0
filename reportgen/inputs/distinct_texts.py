"""The different texts of a column, each read once by the rules of ``values``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reportgen.inputs.person_level import age_at_census
from reportgen.inputs.table import Column
from reportgen.inputs.values import Reading, read_value
from reportgen.office.sheets import CellKind, SheetCell


@dataclass(slots=True)
class DistinctTexts:
    """The texts of one column that have occurred, each read once; texts that come to the same share a number."""

    column: Column
    numbers: dict[str, int] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    effects: dict[object, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return the number of a text's reading."""
        found = self.numbers.get(text)
        if found is None:
            reading = read_value(self.column, SheetCell(2, 1, CellKind.TEXT, text))
            found = self.effects.setdefault(self._effect(reading), len(self.readings))
            if found == len(self.readings):
                self.readings.append(reading)
            self.numbers[text] = found
        return found

    def _effect(self, reading: Reading) -> object:
        if reading.fault is not None:
            return reading.fault.needed, reading.fault.severity, reading.value
        is_number = self.column.name == "urn"  # which school it is changes nothing
        return (reading.value is None) if is_number else (type(reading.value), reading.value)


def date_meaning(name: str, own: Reading, census: Reading) -> object:
    """Return what a date comes to at a census: an age, or whether it is before or after it."""
    if own.fault is not None or not isinstance(own.value, date) or not isinstance(census.value, date):
        return name, own.fault is not None and (own.fault.needed, own.fault.severity), own.value is None
    if name == "ceased_date" or own.value > census.value:
        return name, own.value > census.value
    return name, age_at_census(own.value, census.value)
