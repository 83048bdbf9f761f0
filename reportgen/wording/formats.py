"""How facts and dates are written: each format turns one into words that remember what they came from.

House style (domain D3): ``£1.4 million``, ``£400,000``, ``62%``, a true minus sign, no false precision. A hidden value
prints its symbol whatever the format, so that no format can say anything about it, not even its direction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.errors import ReportgenError
from reportgen.facts.fact import Fact
from reportgen.facts.units import Percent, Pounds, grouped, rounded
from reportgen.office.values import Printed

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MILLION = 1_000_000


class HiddenValueError(ReportgenError):
    """A template compares or calculates with a value that is hidden, which would give it away."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date from the data; it prints as ``15 January 2025``. ``what`` names it: ``plans.total``, ``meeting``."""

    value: date
    what: str

    def printed(self) -> Printed:
        """Return the date in full."""
        return Printed(write_date(self.value), f"date:{self.what}", "date")

    def __str__(self) -> str:
        return write_date(self.value)


def write_date(day: date) -> str:
    """Return ``15 January 2025``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_month(day: date) -> str:
    """Return ``January 2025``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def write_fact(fact: Fact, form: str = "text") -> str:
    """Return a fact as printed in the format of that name; a fact with a symbol prints the symbol in every format.

    Raises KeyError for a format that does not exist.
    """
    write = _FORMS[form]
    return fact.text if fact.value is None else write(fact, Decimal(fact.value))


def print_fact(fact: Fact, form: str = "text") -> Printed:
    """Return a fact in a format, with the fact's id and the format's name to be recorded where it is printed."""
    return Printed(write_fact(fact, form), f"fact:{fact.id}", form)


def _own(fact: Fact, value: Decimal) -> str:
    return fact.unit.text(value, fact.places)


def _number(fact: Fact, value: Decimal) -> str:
    return grouped(value, 0 if isinstance(fact.unit, Pounds) else fact.places)


def _pounds(fact: Fact, value: Decimal) -> str:
    text = grouped(value)
    return f"−£{text[1:]}" if text.startswith("−") else f"£{text}"


def _percent(fact: Fact, value: Decimal) -> str:
    return f"{grouped(value, fact.places)}%"


def _size(fact: Fact, value: Decimal) -> str:
    return _with_points(fact, _own(fact, abs(value)))


def _with_points(fact: Fact, text: str) -> str:
    return f"{text} percentage points" if fact.unit.name == "percentage points" else text


def _change(fact: Fact, value: Decimal) -> str:
    if value == 0 and not fact.rounded_to:
        return "no change"
    if rounded(value, fact.places) == 0:
        return "little change"
    return f"{'up' if value > 0 else 'down'} {_size(fact, value)}"


def _words(fact: Fact, value: Decimal) -> str:
    if fact.signs is not None:
        if rounded(value, fact.places) == 0:
            return fact.signs.zero
        return f"{fact.signs.positive if value > 0 else fact.signs.negative} of {_own(fact, abs(value))}"
    if isinstance(fact.unit, Pounds | Percent) or fact.unit.name == "number":
        return _own(fact, value)
    noun = fact.unit.one if abs(rounded(value, fact.places)) == 1 else fact.unit.name
    return f"{_own(fact, value)} {noun}"


def _millions(fact: Fact, value: Decimal) -> str:
    return grouped(value / _MILLION, 1)


def _thousands(fact: Fact, value: Decimal) -> str:
    return grouped(value / 1000)


_FORMS: dict[str, Callable[[Fact, Decimal], str]] = {
    "text": _own,
    "number": _number,
    "pounds": _pounds,
    "percent": _percent,
    "change": _change,
    "size": _size,
    "words": _words,
    "millions": _millions,
    "thousands": _thousands,
}

FORMATS = {
    "text": "the fact in its own unit: 1,342 · £1.4 million · 62%",
    "number": "digits alone: 1,342 · 62",
    "pounds": "exact to the pound: £1,500,000",
    "percent": "with a percent sign: 62%",
    "change": "a rise or fall: up 143 · down 12 · no change",
    "size": "how big a rise or fall is, without its direction: 143 · 2.5 percentage points",
    "words": "with its noun or meaning: 143 plans · deficit of £1.2 million",
    "millions": "for a table headed £m: 1.4 · −0.3",
    "thousands": "for a table headed £000: 1,400",
    "date": "the date in full, or the date a fact stands at: 15 January 2025",
    "month": "the month and year: January 2025",
}
"""Every format by name, with what it does: the reference for template authors."""
