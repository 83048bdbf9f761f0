"""What is known while somebody reads: printed numbers, those still unknown and what ties them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from reportgen.assurance.bounds import Relation, Unknown
from reportgen.assurance.interval import Interval, count_between, difference_between, value_between
from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.units import PEOPLE, Percent, Pounds


@dataclass(slots=True)
class Knowledge:
    """Unknown numbers, the relations between them, and direct give-aways; each by its fact id."""

    threshold: int
    unknowns: dict[str, Unknown] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    given_away: dict[str, str] = field(default_factory=dict)
    """Ids that are no longer hidden whatever the arithmetic, with the name of what gives them away."""
    known: dict[str, Interval] = field(default_factory=dict)
    rounded: dict[str, Interval] = field(default_factory=dict)
    """Counts that are printed rounded: whole numbers that are unknown within these bounds."""
    seen: Mapping[str, Interval] = field(default_factory=dict)
    """Numbers that stand in a document where a fact is hidden."""
    out: set[str] = field(default_factory=set)
    """Ids that an earlier quarter has printed: they are public whatever is printed now."""
    least: int = 1
    """The least that a hidden count can be: 0 where facts.csv says that zeros are hidden as well."""
    named: dict[str, str] = field(default_factory=dict)
    """The fact that a number of people stands for, where the fact is no count itself."""

    def printed(self, name: str) -> Interval | None:
        """Return what facts.csv says of a number; None where it is hidden or not there."""
        return self.known.get(name) or self.rounded.get(name)

    def said(self, name: str) -> Interval | None:
        """Return what is printed of a number anywhere, facts.csv first; None where nothing is."""
        return self.printed(name) or self.seen.get(name)

    def take(self, name: str, bounds: Interval, *, is_whole: bool) -> None:
        """Take in a printed number: a rounded count is a whole number that every relation shares."""
        if is_whole and bounds[0] < bounds[1]:
            self.unknowns[name] = Unknown(*bounds)
            self.rounded[name] = bounds
        else:
            self.known[name] = bounds

    def recall(self, fact: Fact, row: FactRow | None) -> None:
        """Add what an earlier quarter printed of a number that is not printed exactly now."""
        if row is not None and row.value is not None:
            least, most = between(fact, float(row.value), float(row.rounded_to), 1)
            self.relations.append(Relation(((fact.id, 1),), least, most, "published before", certain=False))

    def term(self, name: str, factor: float) -> tuple[list[tuple[str, float]], Interval]:
        """Return a number times a factor as an unknown part and a known one."""
        if name in self.unknowns:
            return [(name, factor)], (0, 0)
        low, high = self.known[name]
        return [], (min(low * factor, high * factor), max(low * factor, high * factor))

    def relate(
        self, terms: Iterable[tuple[str, float]], least: float, most: float, name: str, *, certain: bool = True
    ) -> None:
        """Add that the terms add up to something between two numbers; nothing is added where all are known."""
        factors: list[tuple[str, float]] = []
        for fact_id, factor in terms:
            if not factor:
                continue
            unknown, (low, high) = self.term(fact_id, factor)
            factors += unknown
            least, most = least - high, most - low
        if factors:
            self.relations.append(Relation(tuple(factors), least, most, name, certain))

    def leave(self, terms: Sequence[tuple[str, float]], name: str, *, are_children: bool) -> None:
        """Add that the terms leave somebody over or nobody. Where they are children, a few of them are a small count.

        The first term is the one named where a few are left over.
        """
        if all(each in self.known for each, _ in terms):
            others = sum(self.known[each][0] * factor for each, factor in terms)
            is_new = not {each for each, _ in terms} <= self.out
            if are_children and is_new and 0 < others < self.threshold:
                self.given_away[terms[0][0]] = name
            return
        rest = f"rest of {' '.join(each for each, _ in terms)}"
        if rest not in self.unknowns:
            self.unknowns[rest] = Unknown(0, inf, 0)
            self.relate((*terms, (rest, -1)), 0, 0, name)


def contradicts(fact: Fact, row: FactRow) -> bool:
    """Whether what was published before no longer holds for an exact value."""
    if row.value is None or fact.value is None:
        return is_count(fact) and fact.value is not None and fact.value < row.hidden_from
    least, most = between(fact, float(row.value), float(row.rounded_to), 1)
    return row.value != fact.value if least == most else not least <= fact.value <= most


def between(fact: Fact, value: float, step: float, least: int) -> Interval:
    """Return what a printed value of this fact leaves open."""
    if not step:
        return value, value
    if is_whole(fact):
        return count_between(value, step, least)
    is_subtracted = fact.unit in PEOPLE and fact.name.endswith((".change", ".change_year", ".difference"))
    return difference_between(value, step) if is_subtracted else value_between(value, step)


def is_whole(fact: Fact) -> bool:
    """Whether a fact counts people one by one: what was expected of them need not be a whole number."""
    return is_count(fact) and not fact.name.endswith(".expected")


def is_count(fact: Fact) -> bool:
    """Whether a fact is an observed count of people."""
    return fact.counts_children and not isinstance(fact.unit, Percent | Pounds) and fact.status is not Status.MODELLED


def before(knowledge: Knowledge, row: FactRow, key: tuple[str, str]) -> str:
    """Return the name of a number that only an earlier publication gave or hid."""
    name = f"earlier {key[0]} {key[1]}"
    if row.value is not None:
        knowledge.take(name, count_between(float(row.value), float(row.rounded_to), 1), is_whole=True)
    elif name not in knowledge.unknowns:
        is_hidden = row.symbol is Symbol.CONFIDENTIAL
        least = row.hidden_from if is_hidden else 0
        knowledge.unknowns[name] = Unknown(least, inf, knowledge.threshold if is_hidden else 0)
    return name


def time_key(fact: Fact | FactRow) -> tuple[str, str]:
    """Return what was counted and when: plans by the day of the count, a survey by the day it closed, whichever quarter
    prints it again, everything else by its period.
    """
    name = fact.id.split("@")[0]
    if name.startswith("survey."):
        return name, str(fact.as_of or "")
    return (name, str(fact.as_of)) if name.startswith("plans.") and fact.as_of else (name, fact.period)
