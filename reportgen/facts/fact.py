"""The fact: one indicator for one period and filter, with everything needed to defend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from reportgen.codes import Symbol
from reportgen.facts.units import Number, Unit


class Status(Enum):
    """Where a value stands between a count and an estimate; printed with it."""

    LOCAL = "local"
    PUBLISHED = "published"
    FORECAST = "forecast"
    MODELLED = "modelled"
    SUPPLIED = "supplied"
    SUPPRESSED = "suppressed"


class Direction(Enum):
    """Which way is better, so that wording can say so; most counts are neither."""

    HIGHER_IS_BETTER = "higher"
    LOWER_IS_BETTER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Signs:
    """The words for a signed amount: ``Signs("surplus", "deficit")``."""

    positive: str
    negative: str
    zero: str = "balanced"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """The cells a value was read from. ``cells`` are Excel cells; never a value, never a person."""

    file: str
    sheet: str
    cells: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One printed number.

    ``id`` is the whole fact id; this pack's own period has no ``@period``. ``period`` is the time the
    value belongs to (``2025-26-q2``, ``2025-26`` or ``2024``). Exactly one of ``value`` and ``symbol``
    is given. ``inputs`` are the ids of the facts it was worked out from. ``counts_children`` says that
    it is an observed count (or is worked out from one alone) and so falls under disclosure control.
    ``numerator`` and ``denominator`` are the fact ids of a percentage. ``hidden_as`` is how a council prints the symbol
    of a hidden value (blank: as it is), ``hidden_from`` the least that a hidden count can be, ``rounded_to``
    the step a value was rounded to for publication (0: it is exact). Raises TypeError for a float.
    """

    id: str
    indicator: str
    period: str
    value: Number | None
    unit: Unit
    label: str
    definition: str
    symbol: Symbol | None = None
    decimals: int | None = None
    calculation: str = ""
    inputs: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    direction: Direction = Direction.NEITHER
    signs: Signs | None = None
    basis: str = ""
    as_of: date | None = None
    sources: tuple[Source, ...] = ()
    status: Status = Status.LOCAL
    assumptions: tuple[str, ...] = ()
    counts_children: bool = False
    hidden_as: str = ""
    hidden_from: int = 1
    rounded_to: Number = 0

    def __post_init__(self) -> None:
        if self.value is not None and (isinstance(self.value, bool) or not isinstance(self.value, Number)):
            raise TypeError(f"{self.id}: a fact holds an int or a Decimal, not {type(self.value).__name__}")
        if (self.value is None) == (self.symbol is None):
            raise ValueError(f"{self.id}: a fact has either a value or a symbol")

    @property
    def name(self) -> str:
        """The id without its ``@period``."""
        return self.id.partition("@")[0]

    @property
    def places(self) -> int:
        """Decimals it prints with."""
        return self.unit.decimals if self.decimals is None else self.decimals

    @property
    def text(self) -> str:
        """The fact as printed by ``{{ fact("…") }}``: the value in its unit, or its symbol as ``[c]``."""
        if self.value is None:
            assert self.symbol is not None
            return self.hidden_as or self.symbol.text
        return self.unit.text(self.value, self.places)
