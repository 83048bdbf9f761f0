"""Which further facts to hide so that arithmetic gives no hidden count away.

It knows cells and links alone: a cell is a value that is printed or hidden, a link says that cells times factors come
to a fixed number. A hidden cell is safe when two sets of values that a reader cannot tell apart (every link holds,
every hidden count is at least one, or at least none where zeros are hidden too) differ in it by as much as the cell
needs. Such sets are kept as they are found: hiding more never takes one away. What else to hide for a cell is the
cheapest pattern of moves that leaves all links as they are (Kelly, Golden and Assad's complementary suppression, solved
with HiGHS); what turns out not to be needed is printed again at the end. Nothing is imported or solved where no hidden
cell stands in a link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from reportgen.facts.units import Number

Counted = Callable[[int, int], None]
"""Told how many hidden cells of how many are safe so far."""


def uncounted(done: int, total: int) -> None:
    """Take no notice of how far it is."""


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


def hide_further(
    cells: Mapping[str, Cell],
    links: Sequence[Link],
    hidden: Collection[str],
    *,
    zeros: bool = False,
    counted: Counted = uncounted,
) -> set[str]:
    """Return the ids to hide besides ``hidden`` so that every hidden cell is as wide as it needs.

    Zeros are printed whatever they give away unless ``zeros`` may be hidden as well, those of amounts among them.
    A cell that no choice protects, because the reader knows too much already, is left for the audit to find.
    """
    gone = set(hidden)
    free = {name for name, cell in cells.items() if cell.cost < inf and (zeros or name in gone or cell.value)}
    kept = [Link(tuple(pair for pair in link.factors if pair[0] in free)) for link in links]
    merged = _Merged(cells, kept)
    given = {merged.name_of(name) for name in gone}
    found: set[str] = set()
    for group in _groups(merged.cells, merged.links, given):
        from reportgen.facts.suppression_search import protect_group

        found |= protect_group(merged.cells, group, given, counted)
    return {name for name in merged.names if merged.name_of(name) in found or merged.must_hide(name, gone)} - gone


class _Merged:
    """The cells with those that a link makes equal as one: either all of them are hidden or none."""

    def __init__(self, cells: Mapping[str, Cell], links: Sequence[Link]) -> None:
        self._parents: dict[str, str] = {}
        for link in links:
            if self._makes_equal(link, cells):
                (one, _), (other, _) = link.factors
                self._parents[self.name_of(other)] = self.name_of(one)
        members: dict[str, list[str]] = {}
        for name in self._parents:
            members.setdefault(self.name_of(name), []).append(name)
        self._members = {name: [name, *(each for each in others if each != name)] for name, others in members.items()}
        self.names = {name for link in links for name, _ in link.factors}
        self.cells = {
            name: self._as_one([cells[each] for each in self._members[name]]) if name in self._members else cell
            for name, cell in cells.items()
        }
        rewritten = (self._rewrite(link) for link in links)
        self.links = [link for link in rewritten if link.factors]

    @staticmethod
    def _makes_equal(link: Link, cells: Mapping[str, Cell]) -> bool:
        """Whether a link holds two counts, both to be kept apart, that go up and down together."""
        if len(link.factors) != 2 or link.factors[0][1] != -link.factors[1][1]:
            return False
        return all(cells[name].whole and cells[name].need > 0 for name, _ in link.factors)

    @staticmethod
    def _as_one(cells: Sequence[Cell]) -> Cell:
        room = min(cell.value - cell.least for cell in cells)
        return Cell(
            room + cells[0].least, max(cell.need for cell in cells), sum(cell.cost for cell in cells), cells[0].least
        )

    def _rewrite(self, link: Link) -> Link:
        factors: dict[str, Number] = {}
        for name, factor in link.factors:
            one = self.name_of(name)
            factors[one] = factors.get(one, 0) + factor
        return Link(tuple((name, factor) for name, factor in factors.items() if factor))

    def name_of(self, name: str) -> str:
        """Return the name of the cell that stands for one and all equal to it."""
        while (parent := self._parents.get(name, name)) != name:
            name = parent
        return name

    def must_hide(self, name: str, hidden: Collection[str]) -> bool:
        """Whether a cell equal to this one is hidden."""
        return not set(self._members.get(self.name_of(name), ())).isdisjoint(hidden)


def _groups(cells: Mapping[str, Cell], links: Sequence[Link], hidden: set[str]) -> list[list[Link]]:
    """Return the links in groups that share no cell and hold something to protect."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    for link in links:
        for name, _ in link.factors[1:]:
            parents[root(name)] = root(link.factors[0][0])
    wanted = {root(name) for name in hidden if name in parents and cells[name].need > 0}
    groups: dict[str, list[Link]] = {}
    for link in links:
        if root(link.factors[0][0]) in wanted:
            groups.setdefault(root(link.factors[0][0]), []).append(link)
    return list(groups.values())
