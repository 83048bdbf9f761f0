"""What is told while a pack is made: each step as it begins, and how far a long one is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it begins, or how far a long one is: “120 of 340”."""

    name: str
    detail: str = ""


Announce = Callable[[Step], None]
"""Told each step, and how far it is."""


def count_in(announce: Announce, step: str) -> Callable[[int, int], None]:
    """Return what tells how far a step is."""
    return lambda done, total: announce(Step(step, f"{done:,} of {total:,}"))
