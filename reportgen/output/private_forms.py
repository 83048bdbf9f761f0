"""How a private value may be written in a finished file, and whether it is long enough to be told from chance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300-\u036f]")
"""Signs nobody sees, and accents apart from their letters: José and Jose are one name."""

SHORTEST = {"digits": 6, "letters": 3, "mixed": 4, "bytes": 7, "within": 8, "plural": 5, "joined": 7}
"""The fewest signs that are looked for: shorter values, such as 7 or A1, stand everywhere by chance."""

MOST_PIECES = 4
"""An identifier is put together again from so many pieces at most."""

_FEWEST_FIGURES = 3
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

Words = tuple[str, ...]


def split_words(text: str) -> list[str]:
    """Return the words and numbers of a text, in lower case and one form of each sign."""
    plain = text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(plain.casefold())


def written_forms(value: str, *, is_birth: bool) -> Iterator[Words]:
    """Yield the ways a value may be printed: as typed, and a date of birth in the ways dates are.

    Other dates of a person, such as the end of a school year, tell nobody and stand everywhere.
    """
    try:
        day = date.fromisoformat(value)
    except ValueError:
        yield tuple(split_words(value))
        return
    if is_birth:
        yield from (tuple(split_words(form)) for form in write_day(day))


@cache
def write_day(day: date) -> tuple[str, ...]:
    """Return a date as people write it: in figures, and with its month in words or short before or behind the day."""
    month, plain = _MONTHS[day.month - 1], f"{day.day}/{day.month}/{day:%Y}"
    figures = (f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", plain)
    numbers = dict.fromkeys((str(day.day), f"{day:%d}", _ordinal(day.day), f"{_ordinal(day.day)} of"))
    return (
        *figures,
        *(f"{number} {name} {day:%Y}" for number in numbers for name in (month, month[:3])),
        *(f"{name} {number} {day:%Y}" for number in numbers for name in (month, month[:3])),
    )


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def tells(words: Words) -> bool:
    """Whether a value is long enough that it stands nowhere by chance."""
    joined = "".join(words)
    kind = "digits" if joined.isdigit() else "letters" if joined.isalpha() else "mixed"
    return len(joined) >= SHORTEST[kind]


def is_numbered(joined: str) -> bool:
    """Whether an identifier has letters and enough figures, so that pieces side by side are it by no chance."""
    return (
        len(joined) >= SHORTEST["joined"]
        and not joined.isalpha()
        and not joined.isdigit()
        and sum(map(str.isdigit, joined)) >= _FEWEST_FIGURES
    )
