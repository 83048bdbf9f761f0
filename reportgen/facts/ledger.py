"""Where indicators write their facts, and how an indicator is declared.

An indicator is one function in ``facts/indicators/<topic>.py``. Its docstring is its published
definition, followed by the explanation that goes wherever it is printed::

    @indicator("plans.total", title="EHC plans")
    def plans_total(ledger: Ledger) -> None:
        \"\"\"Education, health and care plans the authority maintains on the census date.

        How to read: …
        Caveat: …
        A member may ask: …
        \"\"\"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.codes import Symbol
from reportgen.errors import Problem
from reportgen.facts.fact import Fact
from reportgen.facts.factset import Reconciliation, Sum
from reportgen.facts.units import Number, Unit
from reportgen.inputs.table import Inputs
from reportgen.period import Period
from reportgen.project import Settings

_SECTIONS = ("How to read", "Caveat", "A member may ask")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, with its published definition and explanation (promise 3)."""

    name: str
    title: str
    definition: str
    how_to_read: str
    caveat: str
    question: str
    compute: Callable[[Ledger], None]


INDICATORS: dict[str, Indicator] = {}
"""Every indicator by name, in the order the topics are imported: the order they are computed in."""


def indicator(name: str, title: str) -> Callable[[Callable[[Ledger], None]], Callable[[Ledger], None]]:
    """Declare a function as the indicator ``name``. Raises ValueError where its docstring lacks a section."""

    def declare(compute: Callable[[Ledger], None]) -> Callable[[Ledger], None]:
        if name in INDICATORS:
            raise ValueError(f"indicator declared twice: {name}")
        parts = _docstring_sections(name, compute.__doc__ or "")
        INDICATORS[name] = Indicator(name, title, *parts, compute)
        return compute

    return declare


def _docstring_sections(name: str, docstring: str) -> tuple[str, str, str, str]:
    pieces = re.split(rf"\n\s*({'|'.join(_SECTIONS)}):", docstring)
    texts = {heading: " ".join(text.split()) for heading, text in zip(pieces[1::2], pieces[2::2], strict=True)}
    definition = " ".join(pieces[0].split())
    if not definition or set(texts) != set(_SECTIONS):
        raise ValueError(f"indicator {name}: the docstring needs a definition and the sections {_SECTIONS}")
    return definition, texts[_SECTIONS[0]], texts[_SECTIONS[1]], texts[_SECTIONS[2]]


class Ledger:
    """The one place facts are written while they are computed: inputs and settings in, facts out.

    A second value for an id is a programming error and raises ValueError at once.
    """

    def __init__(self, inputs: Inputs, settings: Settings) -> None:
        self.inputs = inputs
        self.settings = settings
        self.facts: dict[str, Fact] = {}
        self.sums: list[Sum] = []
        self.reconciliations: list[Reconciliation] = []
        self.warnings: list[Problem] = []
        self._indicator: Indicator | None = None

    @property
    def period(self) -> Period:
        """The pack's own period."""
        return self.inputs.period

    def run(self, declared: Indicator) -> None:
        """Compute one indicator; the facts it records carry its definition."""
        self._indicator = declared
        declared.compute(self)
        self._indicator = None

    def record(
        self,
        fact_id: str,
        value: Number | Symbol,
        unit: Unit,
        label: str,
        *,
        period: str | None = None,
        as_of: date | None = None,
        indicator: str = "",
        **rest: Any,
    ) -> Fact:
        """Write one fact and return it. ``rest`` are further fields of :class:`Fact`.

        ``indicator`` names the indicator whose definition the fact carries where it is not the one being computed.
        """
        declared = INDICATORS[indicator] if indicator else self._indicator
        assert declared is not None, "facts are recorded by indicators"
        fact = Fact(
            id=fact_id,
            indicator=declared.name,
            period=period or str(self.period),
            value=None if isinstance(value, Symbol) else value,
            symbol=value if isinstance(value, Symbol) else None,
            unit=unit,
            label=label,
            definition=rest.pop("definition", declared.definition),
            as_of=as_of,
            **rest,
        )
        return self.add(fact)

    def add(self, fact: Fact) -> Fact:
        """Write a fact made elsewhere and return it. Raises ValueError for a second value of one id."""
        if fact.id in self.facts:
            raise ValueError(f"two values for one fact id: {fact.id}")
        self.facts[fact.id] = fact
        return fact

    def add_sum(self, total: str, parts: tuple[str, ...], name: str) -> None:
        """Declare that ``parts`` add up to ``total``: asserted on every build, linked for disclosure control."""
        self.sums.append(Sum(total, parts, name))

    def value(self, fact_id: str) -> Number | None:
        """Return the value of a fact already recorded, or None where it is absent or a symbol."""
        fact = self.facts.get(fact_id)
        return None if fact is None else fact.value


def share(part: Number, whole: Number) -> Decimal:
    """Return ``part`` as a percent of ``whole``, unrounded. Raises ZeroDivisionError where whole is 0."""
    return Decimal(part) * 100 / Decimal(whole)
