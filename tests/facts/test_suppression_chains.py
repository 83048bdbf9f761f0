"""Chains of cells: as far as their cells can move, and no farther."""

from __future__ import annotations

import numpy as np
import pytest

from reportgen.facts.suppression_chains import Chains
from reportgen.facts.suppression_group import Group, Reach


def group_of(room: float) -> Group:
    """A hidden cell, one that is always equal to it, and one that gives two for each more of the first."""
    return Group(
        names=("hidden", "gives two", "equal"),
        need=(5.0, 5.0, 5.0),
        cost=(1.0, 1.0, 5.0),
        room=(3.0, room, 2.0),
        whole=(True, True, True),
        given=(True, False, False),
        links=(((0, -1.0), (2, 1.0)), ((0, 1.0), (1, 1.0), (2, 1.0))),
        price=1.0,
    )


@pytest.mark.parametrize(("room", "is_enough"), [(10.0, True), (3.0, False)])
def test_a_cell_that_gives_two_at_a_time_is_not_taken_below_what_it_has(room: float, is_enough: bool) -> None:
    group = group_of(room)
    pattern = Chains(group).find(0, Reach(group, np.array([True, False, False])))
    if not is_enough:
        assert pattern is None, "left to the linear programme"
        return
    assert pattern is not None
    up, down = pattern.moves
    assert up[0] - down[0] >= group.need[0]
    for move in pattern.moves:
        assert all(place + by >= 0 for place, by in zip(group.room, move, strict=True))
        assert all(sum(factor * move[place] for place, factor in link) == 0 for link in group.links)
