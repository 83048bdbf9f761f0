"""A reader with the printed tables and linear programming cannot work a hidden count out."""

from __future__ import annotations

import random

import pytest
from scipy.optimize import linprog

from reportgen.facts.factset import Sum
from reportgen.facts.suppression import hide_further

THRESHOLD = 5


def table(seed: int) -> tuple[dict[str, int], list[Sum]]:
    """A cross-table of small and large counts with both margins and the total."""
    chance = random.Random(seed)
    rows, columns = chance.randint(2, 5), chance.randint(2, 5)
    cells = {
        f"{row}.{column}": chance.choice((0, 1, 2, 3, 4, 5, 8, 20, 60))
        for row in range(rows)
        for column in range(columns)
    }
    values = dict(cells)
    sums = []
    for index, (name, count) in enumerate((("row", rows), ("column", columns))):
        for number in range(count):
            parts = tuple(cell for cell in cells if cell.split(".")[index] == str(number))
            values[f"{name}{number}"] = sum(cells[part] for part in parts)
            sums.append(Sum(f"{name}{number}", parts, name))
        sums.append(Sum("total", tuple(f"{name}{number}" for number in range(count)), name))
    values["total"] = sum(cells.values())
    return values, sums


def room(values: dict[str, int], sums: list[Sum], gone: set[str], wanted: str) -> float:
    """How far apart the greatest and least possible value of a hidden cell are."""
    unknown = sorted(gone)
    left, right = [], []
    for declared in sums:
        factors = {declared.total: -1, **dict.fromkeys(declared.parts, 1)}
        left.append([factors.get(name, 0) for name in unknown])
        right.append(-sum(factor * values[name] for name, factor in factors.items() if name not in gone))
    goal = [float(name == wanted) for name in unknown]
    ends = [linprog([sign * one for one in goal], A_eq=left, b_eq=right, bounds=(1, None)) for sign in (1, -1)]
    assert ends[0].status in (0, 3) and ends[1].status in (0, 3)
    if 3 in (ends[0].status, ends[1].status):
        return float("inf")
    assert ends[0].fun is not None and ends[1].fun is not None
    return float(-ends[1].fun - ends[0].fun)


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_count_has_a_single_solution(seed: int) -> None:
    values, sums = table(seed)
    small = {name for name, value in values.items() if 0 < value < THRESHOLD}
    gone = small | hide_further(sums, values, small, small, (), THRESHOLD)
    assert all(room(values, sums, gone, name) > 0.5 for name in small)


def test_the_reader_finds_what_hiding_the_small_counts_alone_leaves() -> None:
    found = 0
    for seed in range(60):
        values, sums = table(seed)
        small = {name for name, value in values.items() if 0 < value < THRESHOLD}
        found += any(room(values, sums, small, name) < 0.5 for name in small)
    assert found > 30
