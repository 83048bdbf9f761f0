"""What a printed number leaves open: the least and greatest that the exact one can be.

Written from what the files say of their rounding (``rounded_to`` in ``facts.csv``), apart from the code that rounds.
"""

from __future__ import annotations

from dataclasses import dataclass

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Printed:
    """One row of what is published now: its value or symbol, as facts.csv gives it."""

    value: float | None
    is_hidden: bool
    least: int = 1
    """The least that a hidden count can be, for a reader who knows whether zeros are printed."""
    step: float = 0
    """What the value was rounded to, 0 where it is exact."""


def count_between(value: float, step: float, least: int) -> Interval:
    """Return the counts that print as this one, rounded half up: nobody is exact, anybody else at least ``least``."""
    if not step or not value:
        return value, value
    lowest = least if value == step else max(float(least), value - step // 2)
    return lowest, value + (step - 1) // 2


def difference_between(value: float, step: float) -> Interval:
    """Return the differences between two counts that each were rounded."""
    return value - step, value + step


def value_between(value: float, step: float) -> Interval:
    """Return the values that print as this one, rounded to its decimals."""
    return value - step / 2, value + step / 2
