"""The arithmetic a reader can do with facts: every sum, subset, product and year that links them.

Besides the sums that indicators declare these are the ones nobody declares and everybody can reckon, quarters that make
up a year (also with what earlier quarters published), and pounds that are a count times a printed price.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import inf, log2

from reportgen.codes import Symbol
from reportgen.facts.earlier import Publication, fact_key, rows_by_key
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.factset import RestrictedFacts, Sum
from reportgen.facts.rounding import agree
from reportgen.facts.suppression import Cell, Link
from reportgen.facts.suppression_implied import (
    SAME_COUNT,
    Others,
    Shares,
    find_others,
    find_shares,
    implied_sums,
    is_count,
    is_observed,
)
from reportgen.facts.units import POUNDS_PER_PLAN, Number, Pounds
from reportgen.period import FinancialYear, Period
from reportgen.profile import Disclosure

_CALENDAR_YEAR = re.compile(r"^\d{4}$")
_VARIANCE = ".variance"
_NO_LEAST = -(10**12)
"""An amount that can be less than nothing can be anything."""
_PUBLISHED_COST = 10_000.0
_LEVEL_COST = 4
_FOLLOWER_COST = 0.5


def known_before(facts: RestrictedFacts, earlier: Sequence[Publication]) -> tuple[set[str], set[str]]:
    """Return the ids an earlier quarter printed with the same value, perhaps rounded, and those it hid."""
    rows = rows_by_key(earlier)
    printed, hidden = set(), set()
    for fact in facts:
        row = rows.get(fact_key(fact))
        if row is not None and row.symbol is Symbol.CONFIDENTIAL:
            hidden.add(fact.id)
        elif row is not None and agree(fact, row):
            printed.add(fact.id)
    return printed, hidden


class Linked:
    """The cells and links of a set of facts. ``unseen`` are the cells that are printed nowhere."""

    def __init__(self, facts: RestrictedFacts, profile: Disclosure, earlier: Sequence[Publication] = ()) -> None:
        self._facts = facts
        self._threshold = profile.threshold
        self._least = profile.least
        self._printed = known_before(facts, earlier)[0]
        self._earlier = rows_by_key(earlier)
        self.cells: dict[str, Cell] = {}
        self.links: list[Link] = []
        self.unseen: set[str] = set()
        sums = (*facts.sums, *implied_sums(facts))
        others = tuple(find_others(facts, earlier))
        self._worked_out = _worked_out(facts, {declared.total for declared in sums})
        self._levels = _levels(facts, sums, others)
        for declared in sums:
            if not self._is_older(declared):
                self._add_sum(declared)
        for each in others:
            self._add_others(each)
        for shares in find_shares(facts, zeros=profile.least == 0):
            self._add_shares(shares)
        for fact in facts:
            self._add_product(fact)
        self._add_years()

    def _use(self, fact: Fact, guess: Number = 0) -> str:
        """Return the cell of a fact, made on first use; ``guess`` stands for a value that is not available."""
        if fact.id in self.cells:
            return fact.id
        if fact.value is None:
            is_hidden = fact.symbol is Symbol.CONFIDENTIAL and is_observed(fact)
            least = self._least_of(fact) if is_hidden else 0
            self.cells[fact.id] = Cell(max(guess, least), self._threshold * is_hidden, 0, least)
            self.unseen.add(fact.id)
            return fact.id
        cost: float = (1 + log2(1 + _size(fact.value)) / 32) * _LEVEL_COST ** self._levels.get(fact.id, 0)
        cost += _FOLLOWER_COST * len(self._followers(fact.id))
        if fact.status is Status.PUBLISHED:
            cost *= _PUBLISHED_COST
        if fact.status is Status.MODELLED or fact.id in self._printed:
            cost = inf
        if isinstance(fact.unit, Pounds):
            need = 0 if cost == inf else self._threshold * self._price(fact)
            least = 0 if fact.signs is None and fact.value >= 0 else _NO_LEAST
            self.cells[fact.id] = Cell(fact.value, need, cost, least, whole=False)
        else:
            need = self._threshold if is_count(fact) and cost < inf else 0
            self.cells[fact.id] = Cell(fact.value, need, cost, self._least_of(fact))
        return fact.id

    def _least_of(self, fact: Fact) -> int:
        """Return the least that a reader takes a hidden count for, who may know more from an earlier quarter."""
        row = self._earlier.get(fact_key(fact))
        before = 0 if row is None or row.symbol is not Symbol.CONFIDENTIAL else row.hidden_from
        return max(self._least, before) if fact.value is None or fact.value >= before else self._least

    def _followers(self, fact_id: str) -> set[str]:
        """Return the facts that have to be hidden with this one: what is worked out from it, totals left aside."""
        found: set[str] = set()
        waiting = [fact_id]
        while waiting:
            for follower in self._worked_out.get(waiting.pop(), ()):
                if follower not in found:
                    found.add(follower)
                    waiting.append(follower)
        return found

    def _price(self, fact: Fact) -> Number:
        """Return the most that one child can stand for in an amount, by the printed price and by the amount itself."""
        prices: list[Number] = [0]
        for unit_cost, count in _prices(fact, self._facts):
            if unit_cost is not None and unit_cost.value is not None:
                prices.append(_size(unit_cost.value))
            if count is not None and count.value:
                prices.append(_size(fact.value or 0) / Decimal(count.value))
        return max(prices)

    def _add_sum(self, declared: Sum) -> None:
        members = [(self._facts[declared.total], 1), *((self._facts[part], -1) for part in declared.parts)]
        known = sum((sign * fact.value for fact, sign in members if fact.value is not None), 0)
        unknown = sum(fact.value is None for fact, _ in members)
        self.links.append(
            Link(tuple((self._use(fact, -sign * known // max(1, unknown)), sign) for fact, sign in members))
        )

    def _is_older(self, declared: Sum) -> bool:
        """Whether a count under a second name was printed by an earlier quarter, before the first was counted."""
        return (
            declared.name == SAME_COUNT and declared.total in self._printed and self._printed.isdisjoint(declared.parts)
        )

    def _add_others(self, others: Others) -> None:
        """Link those who are left over, in a cell of their own, to the counts they are left over from."""
        count = others.count
        if count is None:
            return
        each = (*others.plus, *others.minus)
        is_small = others.are_children and 0 < count < self._threshold
        is_known = all(isinstance(one, FactRow) or one.id in self._printed for one in each)
        name = "~others." + ".".join(f"{one.id}@{one.period}" for one in each)
        self.cells[name] = Cell(count, self._threshold if is_small and not is_known else 0, 0, least=0)
        self.unseen.add(name)
        signs = [1] * len(others.plus) + [-1] * len(others.minus)
        terms = [self._term(one, sign) for one, sign in zip(each, signs, strict=True)]
        self.links.append(Link((*(term for term in terms if term is not None), (name, -1))))

    def _term(self, each: Fact | FactRow, sign: Number, guess: Number = 0) -> tuple[str, Number] | None:
        """Return the cell of a number with its factor, None where an earlier quarter has printed it."""
        if isinstance(each, Fact):
            return self._use(each, guess), sign
        if each.value is not None:
            return None
        name = f"~earlier.{each.id}@{each.period}"
        need = self._threshold if each.symbol is Symbol.CONFIDENTIAL else 0
        self.cells.setdefault(name, Cell(max(each.hidden_from, guess), need, 0, each.hidden_from))
        self.unseen.add(name)
        return name, sign

    def _add_shares(self, shares: Shares) -> None:
        """Link the percentages of a question held without counts, as people, to those who responded."""
        for fact_id, people in shares.people.items():
            is_out = fact_id in self._printed
            cost: float = inf if is_out else 1 + log2(1 + _size(people)) / 32
            self.cells[fact_id] = Cell(people, 0 if is_out else self._threshold, cost, self._least)
        whole = sum((Decimal(self._facts[each].value or 0) for each in shares.people), Decimal())
        if abs(whole - 100) <= len(shares.people):
            self.links.append(Link(((self._use(shares.responded), 1), *((each, -1) for each in shares.people))))

    def _add_product(self, fact: Fact) -> None:
        """Link pounds that are a count times a printed price to that count, and what is left of a budget to both."""
        if not isinstance(fact.unit, Pounds) or len(fact.inputs) != 2 or fact.value is None:
            return
        inputs = [self._facts[each] for each in fact.inputs if each in self._facts]
        if fact.name.endswith(_VARIANCE) and all(each.value is not None for each in inputs):
            spent, planned = inputs
            self.links.append(Link(((self._use(fact), 1), (self._use(planned), -1), (self._use(spent), 1))))
        prices = [each for each in inputs if each.unit == POUNDS_PER_PLAN and each.value]
        counts = [each for each in inputs if is_count(each) and each.value is not None]
        if len(prices) == len(counts) == 1 and prices[0].value is not None:
            self.links.append(Link(((self._use(fact), 1), (self._use(counts[0]), -prices[0].value))))

    def _add_years(self) -> None:
        """Link quarters to their financial and calendar year, wherever the figures were published."""
        own = {fact_key(fact): fact for fact in self._facts if fact.name.startswith("flow.")}
        for name, year in dict.fromkeys((*own, *self._earlier)):
            quarters = _quarters(year) if name.startswith("flow.") else ()
            keys = [(name, year), *((name, quarter) for quarter in quarters)]
            if not quarters or not any(key in own for key in keys):
                continue
            found = [own.get(key) or self._earlier.get(key) for key in keys]
            if all(each is not None for each in found):
                self._add_year([each for each in found if each is not None])

    def _add_year(self, found: Sequence[Fact | FactRow]) -> None:
        signs = (1, -1, -1, -1, -1)
        known: Number = sum(sign * (each.value or 0) for each, sign in zip(found, signs, strict=True))
        slack = sum(each.rounded_to for each in found) // 2
        terms = [self._term(each, sign, -sign * known - slack) for each, sign in zip(found, signs, strict=True)]
        self.links.append(Link(tuple(term for term in terms if term is not None)))


def _worked_out(facts: RestrictedFacts, totals: Collection[str]) -> Mapping[str, list[str]]:
    """Return for each fact the ids of those it directly enters, totals left aside."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        if fact.id not in totals and fact.status is not Status.MODELLED:
            for source in {fact.numerator, fact.denominator, *fact.inputs}:
                found.setdefault(source, []).append(fact.id)
    return found


def _levels(facts: RestrictedFacts, sums: Iterable[Sum], others: Iterable[Others]) -> Mapping[str, int]:
    """Return how far above single cells each total stands; a total of one part stands where the part does."""
    parts: dict[str, set[str]] = {}
    steps: dict[str, int] = {}
    for declared in sums:
        parts.setdefault(declared.total, set()).update(declared.parts)
        steps[declared.total] = max(steps.get(declared.total, 0), int(len(declared.parts) > 1))
    for each in others:
        if len(each.plus) == 1:
            parts.setdefault(each.plus[0].id, set()).update(part.id for part in each.minus)
            steps[each.plus[0].id] = 1
    levels: dict[str, int] = {}

    def level(name: str) -> int:
        if name not in levels:
            levels[name] = 0
            levels[name] = max((level(part) + steps[name] for part in parts.get(name, ())), default=0)
        return levels[name]

    for fact in facts:
        level(fact.id)
    return levels


def _prices(fact: Fact, facts: RestrictedFacts) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Yield the printed price and the count behind pounds: of an opportunity, or of the plans in a setting."""
    topic, _, rest = fact.name.partition(".")
    which = rest.partition(".")[0]
    suffix = fact.id.removeprefix(fact.name)
    if topic == "opportunity":
        yield facts.get(f"opportunity.{which}.net_unit_saving"), facts.get(f"opportunity.{which}.children_now{suffix}")
    elif topic == "spend":
        yield facts.get(f"unit_cost.{which}"), facts.get(f"plans.setting.{which}")


def _size(value: Number) -> Decimal:
    return abs(Decimal(value))


def _quarters(year: str) -> tuple[str, ...]:
    """Return the quarters of a financial or calendar year, none for anything else."""
    if _CALENDAR_YEAR.match(year):
        first = FinancialYear(int(year) - 1)
        rest = FinancialYear(int(year))
        return str(Period(first, 4)), *(str(Period(rest, quarter)) for quarter in (1, 2, 3))
    if len(year) == len("2025-26"):
        return tuple(str(Period(FinancialYear.parse(year), quarter)) for quarter in (1, 2, 3, 4))
    return ()
