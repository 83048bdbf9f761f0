"""Which further facts to hide so that arithmetic gives no hidden count away.

It knows cells and links alone: a cell is a value that is printed or hidden, a link says that cells times factors come
to a fixed number. A hidden cell is safe when two sets of values that a reader cannot tell apart (every link holds,
every hidden count is at least one) differ in it by as much as the cell needs. Such sets are kept as they are found:
hiding more never takes one away. What else to hide for a cell is the cheapest pattern of moves that leaves all links
as they are (Kelly, Golden and Assad's complementary suppression, solved with HiGHS); what turns out not to be needed is
printed again at the end. Nothing is imported or solved where no hidden cell stands in a link.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from reportgen.facts.units import Number


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in links: how far apart its bounds must lie once hidden (``need``) and what hiding it loses (``cost``).

    ``least`` is the least value a reader takes a hidden one for, ``whole`` whether it is a whole number. A cell of
    infinite cost is known to the reader whatever is hidden here.
    """

    value: Number
    need: Number
    cost: float
    least: int = 1
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """Cells and their factors: the products add up to a number that every reader knows."""

    factors: tuple[tuple[str, Number], ...]


def hide_further(cells: Mapping[str, Cell], links: Sequence[Link], hidden: Collection[str]) -> set[str]:
    """Return the ids to hide besides ``hidden`` so that every hidden cell is as wide as it needs.

    A cell that no choice protects, because the reader knows too much already, is left for the audit to find.
    """
    found: set[str] = set()
    for group in _groups(cells, links, set(hidden)):
        from reportgen.facts.suppression_search import protect_group

        found |= protect_group(cells, group, hidden)
    return found


def _groups(cells: Mapping[str, Cell], links: Sequence[Link], hidden: set[str]) -> list[list[Link]]:
    """Return the links, without what a reader knows, in groups that share no cell and hold something to protect."""
    free = {name for name, cell in cells.items() if cell.cost < inf and (name in hidden or cell.value)}
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    kept = [Link(tuple(pair for pair in link.factors if pair[0] in free)) for link in links]
    for link in kept:
        for name, _ in link.factors[1:]:
            parents[root(name)] = root(link.factors[0][0])
    wanted = {root(name) for name in hidden if name in parents and cells[name].need > 0}
    groups: dict[str, list[Link]] = {}
    for link in kept:
        if link.factors and root(link.factors[0][0]) in wanted:
            groups.setdefault(root(link.factors[0][0]), []).append(link)
    return list(groups.values())
