"""The arithmetic that must hold on every build, and the quantities that only ought to agree (design section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from reportgen.errors import Place, Problem, ProblemsError, Severity
from reportgen.facts.fact import Fact
from reportgen.facts.factset import Sum
from reportgen.facts.ledger import Ledger
from reportgen.facts.names import period_before
from reportgen.facts.provenance import fact_text
from reportgen.facts.units import Number, Unit


def check_identities(ledger: Ledger) -> None:
    """Assert every declared sum. Gaps become warnings of the ledger.

    Raises ProblemsError naming, for each identity that fails, both sides and the difference.
    """
    failures = []
    gaps: dict[tuple[str, str], list[Fact]] = {}
    for declared in ledger.sums:
        total = ledger.facts[declared.total]
        parts = [ledger.facts[part] for part in declared.parts]
        unknown = [fact for fact in (total, *parts) if fact.value is None]
        if unknown:
            gaps.setdefault((declared.name, _stamp(total)), []).extend(unknown)
            continue
        added = sum((part.value for part in parts if part.value is not None), 0)
        if added != total.value:
            failures.append(_failure(declared, total, added, parts))
    failures.extend(_broken_balances(ledger))
    ledger.warnings.extend(_gap(name, stamp, facts) for (name, stamp), facts in gaps.items())
    if failures:
        raise ProblemsError(failures)


def difference_problem(
    place: Place, left: str, left_value: Number, right: str, right_value: Number, unit: Unit, remedy: str
) -> Problem:
    """Return the problem of two sides that must agree and do not: both, and the difference, are named."""
    return Problem(
        place,
        f"{left} is {unit.exact(left_value)} and {right} is {unit.exact(right_value)}",
        f"the two must be equal and differ by {unit.exact(left_value - right_value)}",
        remedy,
    )


def place_of(facts: Iterable[Fact]) -> Place:
    """Return the first cell the facts were read from, as an officer sees it; the fact's id where there is none."""
    facts = tuple(facts)
    for fact in facts:
        for source in fact.sources:
            return Place(source.file, source.sheet, source.cells[0] if source.cells else "")
    return Place("facts", facts[0].id)


def _broken_balances(ledger: Ledger) -> Iterator[Problem]:
    """Yield each opening balance of the grant that is not the closing balance of the year before."""
    for fact in ledger.facts.values():
        if fact.indicator != "dsg.opening" or fact.value is None:
            continue
        before = closing_before(ledger.facts, fact)
        if before is not None and before.value is not None and before.value != fact.value:
            yield difference_problem(
                place_of((fact,)),
                f"{fact.label}",
                fact.value,
                before.label,
                before.value,
                fact.unit,
                "correct one of the two, or leave the opening balance blank to carry last year's forward",
            )


class FactsById(Protocol):
    """Facts looked up by id."""

    def get(self, fact_id: str, /) -> Fact | None:
        """Return the fact of that id, or None."""


def closing_before(facts: FactsById, opening: Fact) -> Fact | None:
    """Return the closing balance of the year before an opening balance, None where there is none.

    It is that of the same scenario, else the actual one, else the forecast.
    """
    stem, _, scenario = opening.name.replace(".opening.", ".closing.").rpartition(".")
    for candidate in dict.fromkeys((scenario, "actual", "forecast")):
        found = facts.get(f"{stem}.{candidate}@{period_before(opening.period)}")
        if found is not None:
            return found
    return None


def _failure(declared: Sum, total: Fact, added: Number, parts: list[Fact]) -> Problem:
    names = ", ".join(f"{part.label} {fact_text(part)}" for part in parts)
    return difference_problem(
        place_of((total, *parts)),
        f"{declared.name}: {total.label} ({_stamp(total)})",
        total.value or 0,
        f"the sum of its parts ({names})",
        added,
        total.unit,
        "correct the total or a part; add a row that is missing, or write x for a value that is not available",
    )


def _gap(name: str, stamp: str, facts: list[Fact]) -> Problem:
    missing = ", ".join(dict.fromkeys(fact.label for fact in facts))
    return Problem(
        place_of(facts),
        f"{name} ({stamp}): not available for {missing}",
        "the sum cannot be checked",
        "nothing to do where the published data has this gap; otherwise fill in the number",
        Severity.WARNING,
    )


def _stamp(fact: Fact) -> str:
    day: date | None = fact.as_of
    return fact.period if day is None else f"{fact.period}, {day.isoformat()}"
