"""Random plans counted in three linked tables at two censuses, with the changes between them, as facts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from reportgen.facts.fact import Fact
from reportgen.facts.factset import RestrictedFacts, Sum
from reportgen.facts.units import PLANS

DIMENSIONS = ("setting", "age", "need")
OWN, BEFORE = "2025-26-q2", "2025-26-q1"
DAYS = {OWN: date(2025, 9, 30), BEFORE: date(2025, 6, 30)}

Cube = Mapping[tuple[int, ...], int]


@dataclass(frozen=True)
class Shape:
    """How many settings, ages and needs, and how many plans in all, about."""

    settings: int
    ages: int
    needs: int
    plans: int

    @property
    def sizes(self) -> tuple[int, int, int]:
        return self.settings, self.ages, self.needs


def random_shape(chance: random.Random, largest: tuple[int, int, int] = (13, 5, 14)) -> Shape:
    sizes = [chance.randint(2, most) for most in largest]
    cells = sizes[0] * sizes[1] + sizes[0] * sizes[2] + sizes[1] * sizes[2]
    return Shape(sizes[0], sizes[1], sizes[2], cells * chance.choice((2, 4, 8, 16, 32)))


def random_cube(chance: random.Random, shape: Shape) -> Cube:
    """Counts that are uneven, as councils' are: some rows large, many cells few or none."""
    weights = [
        [chance.random() ** power + 0.02 for _ in range(size)]
        for size, power in zip(shape.sizes, (2, 1, 3), strict=True)
    ]
    whole = [sum(each) for each in weights]
    cube = {}
    for key in product(*map(range, shape.sizes)):
        mean = float(shape.plans)
        for dimension, code in enumerate(key):
            mean *= weights[dimension][code] / whole[dimension]
        mean *= chance.choice((0, 0.5, 1, 1, 2))
        cube[key] = int(mean) + (chance.random() < mean % 1)
    return cube


def moved_cube(chance: random.Random, cube: Cube) -> Cube:
    """The same plans a quarter later: a few more here, a few fewer there."""
    return {key: max(0, count + chance.choice((-1, 0, 0, 0, 0, 1))) for key, count in cube.items()}


def count_fact(fact_id: str, value: int, period: str) -> Fact:
    return Fact(
        id=fact_id,
        indicator="plans.total",
        period=period,
        value=value,
        unit=PLANS,
        label=fact_id,
        definition="Plans.",
        as_of=DAYS[period],
        counts_children=True,
    )


def margins_of(cube: Cube) -> Mapping[tuple[int | None, ...], int]:
    """The counts of a cube summed over each set of its dimensions, None standing for all codes of one."""
    found: Counter[tuple[int | None, ...]] = Counter()
    for key, count in cube.items():
        for kept in product((True, False), repeat=3):
            found[tuple(code if keep else None for code, keep in zip(key, kept, strict=True))] += count
    return found


def census(cube: Cube, shape: Shape, period: str) -> tuple[list[Fact], list[Sum]]:
    """The three two-way tables of a cube with their margins and the total."""
    suffix = "" if period == OWN else f"@{period}"
    facts: list[Fact] = []
    sums: list[Sum] = []

    counted = margins_of(cube)

    def add(name: str, fixed: Mapping[int, int]) -> str:
        value = counted.get(tuple(fixed.get(d) for d in range(3)), 0)
        facts.append(count_fact(f"plans.{name}{suffix}", value, period))
        return facts[-1].id

    total = add("total", {})
    margins = [
        [add(f"{dimension}.{code}", {d: code}) for code in range(shape.sizes[d])]
        for d, dimension in enumerate(DIMENSIONS)
    ]
    sums += [Sum(total, tuple(ids), dimension) for dimension, ids in zip(DIMENSIONS, margins, strict=True)]
    for first, second in combinations(range(3), 2):
        cells = {
            (row, column): add(f"{DIMENSIONS[first]}.{row}.{DIMENSIONS[second]}.{column}", {first: row, second: column})
            for row, column in product(range(shape.sizes[first]), range(shape.sizes[second]))
        }
        for row, margin in enumerate(margins[first]):
            sums.append(Sum(margin, tuple(cells[row, c] for c in range(shape.sizes[second])), "rows"))
        for column, margin in enumerate(margins[second]):
            sums.append(Sum(margin, tuple(cells[r, column] for r in range(shape.sizes[first])), "columns"))
    return facts, sums


def linked_facts(seed: int, shape: Shape | None = None) -> RestrictedFacts:
    """Two censuses of random plans, with the change of every count."""
    chance = random.Random(seed)
    shape = shape or random_shape(chance)
    then = random_cube(chance, shape)
    now = moved_cube(chance, then)
    facts, sums = census(now, shape, OWN)
    before, more = census(then, shape, BEFORE)
    return RestrictedFacts((*facts, *before, *changes(facts, before)), (*sums, *more))


def changes(now: Iterable[Fact], before: Iterable[Fact]) -> list[Fact]:
    known = {fact.name: fact for fact in before}
    return [
        Fact(
            id=f"{fact.name}.change",
            indicator=fact.indicator,
            period=fact.period,
            value=(fact.value or 0) - (known[fact.name].value or 0),
            unit=PLANS,
            label=f"{fact.label}: change",
            definition="Change.",
            as_of=fact.as_of,
            inputs=(fact.id, known[fact.name].id),
        )
        for fact in now
        if fact.name in known
    ]
