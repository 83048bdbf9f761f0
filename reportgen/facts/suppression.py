"""Which further facts to hide so that declared sums give no hidden count away.

Two dangers are closed: within one sum, hidden parts whose total is known too narrowly; over all sums together, a hidden
value that is the only solution of the equations. Another part of the sum is then hidden, the smallest first, and only
where no part is left the total itself. The function takes ids and numbers alone, so that a stronger suppressor can
stand in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from reportgen.facts.factset import Sum
from reportgen.facts.units import Number

_Row = dict[str, int | Fraction]
"""An equation: factors by id, whole numbers for as long as they are."""


def hide_further(
    sums: Collection[Sum],
    values: Mapping[str, Number | None],
    hidden: Collection[str],
    protected: Collection[str],
    exempt: Collection[str],
    threshold: int,
) -> set[str]:
    """Return the ids to hide besides ``hidden`` so that no sum gives a protected value away.

    ``values`` holds None for what nobody knows; ``exempt`` ids are hidden only where nothing else will do.
    """
    linked = tuple(sums)
    gone = set(hidden)
    while True:
        added = _within_sums(linked, values, gone, protected, exempt, threshold) or _over_sums(
            linked, values, gone, protected, exempt
        )
        if not added:
            return gone - set(hidden)
        gone |= added


def _within_sums(
    sums: tuple[Sum, ...],
    values: Mapping[str, Number | None],
    gone: set[str],
    protected: Collection[str],
    exempt: Collection[str],
    threshold: int,
) -> set[str]:
    added: set[str] = set()
    for declared in sums:
        missing = [part for part in declared.parts if part in gone | added]
        unknown = any(values[fact_id] is None for fact_id in (declared.total, *declared.parts))
        if unknown or declared.total in gone | added or not any(part in protected for part in missing):
            continue
        while _room(missing, values) < threshold:
            choice = _choice([part for part in declared.parts if part not in missing], values, exempt)
            if choice is None:
                added.add(declared.total)
                break
            missing.append(choice)
            added.add(choice)
    return added


def _room(missing: list[str], values: Mapping[str, Number | None]) -> Number:
    """Return how far apart the greatest and least possible value of a hidden part are, each being at least one."""
    if len(missing) == 1:
        return 0
    return sum((values[part] or 0 for part in missing), 0) - len(missing)


def _choice(candidates: list[str], values: Mapping[str, Number | None], exempt: Collection[str]) -> str | None:
    """Return the fact to hide next: the smallest that is not zero, exempt ones last."""
    usable = [fact_id for fact_id in candidates if values[fact_id]]
    return min(usable, key=lambda fact_id: (fact_id in exempt, abs(values[fact_id] or 0), fact_id), default=None)


def _over_sums(
    sums: tuple[Sum, ...],
    values: Mapping[str, Number | None],
    gone: set[str],
    protected: Collection[str],
    exempt: Collection[str],
) -> set[str]:
    """Return one more fact to hide for every protected value that the equations together determine."""
    solved = _determined(sums, values, gone)
    added: set[str] = set()
    for fact_id in sorted(fact_id for fact_id in protected if fact_id in solved):
        used = [sums[index] for index in solved[fact_id]]
        totals = {declared.total for declared in used} - gone
        parts = {part for declared in used for part in declared.parts} - gone - totals
        choice = _choice(sorted(parts), values, exempt) or _choice(sorted(totals), values, exempt)
        if choice is not None:
            added.add(choice)
    return added


def _determined(
    sums: tuple[Sum, ...], values: Mapping[str, Number | None], gone: set[str]
) -> dict[str, tuple[int, ...]]:
    """Return the hidden ids with a single solution, each with the positions of the sums that give it away."""
    rows: list[tuple[_Row, frozenset[int]]] = []
    for index, declared in enumerate(sums):
        row: _Row = {}
        for fact_id, factor in ((declared.total, 1), *((part, -1) for part in declared.parts)):
            if fact_id in gone or values[fact_id] is None:
                row[fact_id] = row.get(fact_id, 0) + factor
        if row:
            rows.append((row, frozenset((index,))))
    return {next(iter(row)): tuple(sorted(used)) for row, used in _reduced(rows) if len(row) == 1}


def _reduced(rows: list[tuple[_Row, frozenset[int]]]) -> list[tuple[_Row, frozenset[int]]]:
    """Return the equations fully eliminated (Gauss and Jordan), exactly, each with the sums it was made from."""
    done: list[tuple[str, _Row, frozenset[int]]] = []
    for row, used in rows:
        current, sources = dict(row), used
        for pivot, other, other_used in done:
            if pivot in current:
                current, sources = _without(current, pivot, other), sources | other_used
        if not current:
            continue
        pivot = min(current, key=lambda fact_id: (abs(current[fact_id]) != 1, fact_id))
        scale = current[pivot] if abs(current[pivot]) == 1 else 1 / Fraction(current[pivot])
        current = {fact_id: factor * scale for fact_id, factor in current.items()}
        done = [
            (name, _without(other, pivot, current), other_used | sources)
            if pivot in other
            else (name, other, other_used)
            for name, other, other_used in done
        ]
        done.append((pivot, current, sources))
    return [(row, used) for _, row, used in done]


def _without(row: _Row, pivot: str, other: _Row) -> _Row:
    """Return the row less as much of the other as removes the pivot."""
    factor = row[pivot]
    combined = dict(row)
    for fact_id, other_factor in other.items():
        value = combined.get(fact_id, 0) - factor * other_factor
        if value:
            combined[fact_id] = value
        else:
            del combined[fact_id]
    return combined
