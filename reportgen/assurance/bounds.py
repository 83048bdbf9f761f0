"""The least and greatest value each hidden number can have for somebody who knows what is printed.

Bounds by propagation come first, then integer programmes that move many numbers at once, and one number by itself only
where these leave it open. A programme stops at a number of nodes, never of seconds, and what is then undecided counts
as unsafe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

NODES = 2_000
PASSES = 40
_NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that is not printed: its least and greatest value for a start, and how far apart they must stay.

    ``width`` 0 asks nothing. ``whole`` numbers are counts.
    """

    least: float = 1
    most: float = inf
    width: float = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """Unknown numbers times factors add up to something between ``least`` and ``most``.

    One that is not ``certain`` is left out where printed numbers contradict it (a year whose quarters were revised);
    the others stay.
    """

    factors: tuple[tuple[str, float], ...]
    least: float
    most: float
    name: str
    certain: bool = True


def find_narrow(unknowns: Mapping[str, Unknown], relations: Sequence[Relation]) -> tuple[str, ...]:
    """Return the unknowns whose bounds lie closer together than they must, or cannot be told to be apart."""
    found: set[str] = set()
    for names, group in _groups(unknowns, relations):
        wanted = [name for name in names if unknowns[name].width > 0]
        if wanted:
            found |= _check(names, {name: unknowns[name] for name in names}, group)
    return tuple(name for name in unknowns if name in found)


def _groups(unknowns: Mapping[str, Unknown], relations: Sequence[Relation]) -> list[tuple[list[str], list[Relation]]]:
    """Return the unknowns in groups that no relation joins, each with its relations."""
    neighbours: dict[str, list[Relation]] = {name: [] for name in unknowns}
    for relation in relations:
        for name, _ in relation.factors:
            neighbours[name].append(relation)
    seen: set[str] = set()
    groups = []
    for start in unknowns:
        if start in seen:
            continue
        names, waiting, group = [], [start], {}
        seen.add(start)
        while waiting:
            name = waiting.pop()
            names.append(name)
            for relation in neighbours[name]:
                if id(relation) in group:
                    continue
                group[id(relation)] = relation
                for other, _ in relation.factors:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        groups.append((sorted(names), list(group.values())))
    return groups


def _check(names: Sequence[str], unknowns: Mapping[str, Unknown], relations: Sequence[Relation]) -> set[str]:
    """Return the unknowns of a group that are too narrow: all of them where even its certain relations contradict."""
    found = _narrow(names, unknowns, relations)
    if found is None:
        found = _narrow(names, unknowns, _without_contradictions(names, unknowns, relations))
    return {name for name in names if unknowns[name].width} if found is None else found


def _narrow(names: Sequence[str], unknowns: Mapping[str, Unknown], relations: Sequence[Relation]) -> set[str] | None:
    """Return the unknowns that relations make too narrow, None where these cannot hold together."""
    bounds = _propagate(unknowns, relations)
    if bounds is None:
        return None
    narrow = {name for name in names if bounds[name][1] - bounds[name][0] < unknowns[name].width - _NEARLY}
    if narrow or all(len(relation.factors) == 1 for relation in relations):
        return narrow
    from reportgen.assurance.programme import Programme

    programme = Programme(names, unknowns, bounds, relations)
    return set(programme.find_narrow()) if programme.is_possible else None


def _without_contradictions(
    names: Sequence[str], unknowns: Mapping[str, Unknown], relations: Sequence[Relation]
) -> list[Relation]:
    """Return the certain relations with as many others as can hold together with them, earlier ones first."""
    from reportgen.assurance.programme import Programme

    kept = [relation for relation in relations if relation.certain]
    waiting = [[relation for relation in relations if not relation.certain]]
    while waiting:
        more = waiting.pop()
        together = [*kept, *more]
        bounds = _propagate(unknowns, together)
        if bounds is not None and (not more or Programme(names, unknowns, bounds, together).is_possible):
            kept = together
        elif len(more) > 1:
            half = len(more) // 2
            waiting += [more[half:], more[:half]]
    return kept


def _propagate(unknowns: Mapping[str, Unknown], relations: Sequence[Relation]) -> dict[str, tuple[float, float]] | None:
    """Return bounds as narrow as single relations make them, None where these contradict each other."""
    bounds = {name: (unknown.least, unknown.most) for name, unknown in unknowns.items()}
    for _ in range(PASSES):
        changed = False
        for relation in relations:
            for name, factor in relation.factors:
                low, high = _implied(relation, name, factor, bounds)
                if unknowns[name].whole:
                    low = low if low == -inf else ceil(low - _NEARLY)
                    high = high if high == inf else floor(high + _NEARLY)
                low, high = max(low, bounds[name][0]), min(high, bounds[name][1])
                if low > high + _NEARLY:
                    return None
                if low > bounds[name][0] + _NEARLY or high < bounds[name][1] - _NEARLY:
                    bounds[name] = (low, max(low, high))
                    changed = True
        if not changed:
            break
    return bounds


def _implied(
    relation: Relation, name: str, factor: float, bounds: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Return the bounds that one relation sets for one of its unknowns, given those of the others."""
    least, most = 0.0, 0.0
    for other, times in relation.factors:
        if other != name:
            low, high = bounds[other]
            least += times * (low if times > 0 else high)
            most += times * (high if times > 0 else low)
    ends = (relation.least - most) / factor, (relation.most - least) / factor
    return min(ends), max(ends)
