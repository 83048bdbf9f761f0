"""What nobody prints and anybody can reckon: groups that make up a whole, one count under two names, who is left over.

Indicators declare the sums they print. These are the others: written from what the figures mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.facts.earlier import Publication
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.factset import RestrictedFacts, Sum
from reportgen.facts.units import Number, Percent, Pounds, rounded

PARTS_OF_WHOLES = (
    ("flow.decisions_to_issue", "flow.assessments_completed"),
    ("flow.plans_issued_20_weeks", "flow.plans_issued"),
    ("flow.plans_issued_excluding_exceptions", "flow.plans_issued"),
    ("flow.plans_issued_20_weeks_excluding_exceptions", "flow.plans_issued_20_weeks"),
    ("flow.plans_issued_20_weeks_excluding_exceptions", "flow.plans_issued_excluding_exceptions"),
)
"""Counts of some of the children of another count, of whom the others are children too: late plans, for instance."""

_ALL, _IN_TIME = "flow.plans_issued", "flow.plans_issued_20_weeks"
_ORDINARY, _ORDINARY_IN_TIME = (
    "flow.plans_issued_excluding_exceptions",
    "flow.plans_issued_20_weeks_excluding_exceptions",
)
_REVIEWED, _AGREED = ".cases_reviewed", ".cases_agreed"
_SHARES = (".addressable.target", ".addressable.stretch")
_SINCE_APRIL = ".new_children"
_GROUP = re.compile(r"^(survey\.[^.]+\.[^.]+)\.group\.([^.]+)\.([^.@]+)$")
SAME_COUNT = "one count under two names"
_CALENDAR_YEAR = re.compile(r"^\d{4}$")
_YEAR = len("2025-26")


@dataclass(frozen=True, slots=True)
class Others:
    """Those who are in ``plus`` and not in ``minus``: counts that a reader adds and takes away, as none is printed.

    Where they ``are_children`` a small number of them is as telling as one that is printed.
    """

    plus: tuple[Fact | FactRow, ...]
    minus: tuple[Fact | FactRow, ...]
    are_children: bool

    @property
    def count(self) -> Number | None:
        """How many they are, None where a count is not available."""
        values = [each.value for each in (*self.plus, *self.minus)]
        if any(value is None for value in values):
            return None
        known = [value for value in values if value is not None]
        return sum(known[: len(self.plus)], 0) - sum(known[len(self.plus) :], 0)


@dataclass(frozen=True, slots=True)
class Shares:
    """Percentages held without counts, by id, as the people each stands for out of all who ``responded``."""

    responded: Fact
    people: Mapping[str, Number]


def is_observed(fact: Fact) -> bool:
    """Whether disclosure control applies: a count of people that was observed, not modelled and not yet published."""
    return is_count(fact) and fact.status is not Status.PUBLISHED


def is_count(fact: Fact) -> bool:
    """Whether a fact is a count of people that was observed, not modelled."""
    return fact.counts_children and fact.status is not Status.MODELLED and not isinstance(fact.unit, Percent | Pounds)


def implied_sums(facts: RestrictedFacts) -> tuple[Sum, ...]:
    """Return the sums nobody declared that hold all the same.

    Groups of a survey that make up all who answered; and the plans behind an average cost, where they are as many as
    the plans counted in that setting.
    """
    found = []
    for question, options in _answers_by_group(facts).items():
        bases = Sum(f"{question}.base", tuple(options.get("base", ())), "groups make up all who answered")
        if _holds(bases, facts):
            sums = (Sum(f"{question}.{option}", tuple(ids), bases.name) for option, ids in options.items())
            found += [declared for declared in sums if _holds(declared, facts)]
    for fact in facts:
        topic, _, rest = fact.name.partition(".")
        if topic == "unit_cost" and rest.endswith(".plans"):
            setting = f"plans.setting.{rest.removesuffix('.plans')}"
            counts = [facts.get(setting), *facts.over_time(setting)]
            same = (Sum(fact.id, (count.id,), SAME_COUNT) for count in counts if count is not None)
            found += [declared for declared in same if _holds(declared, facts)]
    return tuple(found)


def _answers_by_group(facts: RestrictedFacts) -> dict[str, dict[str, list[str]]]:
    """Return the ids of each group's answers by question and option."""
    answers: dict[str, dict[str, list[str]]] = {}
    for fact in facts:
        if match := _GROUP.match(fact.id):
            answers.setdefault(match[1], {}).setdefault(match[3], []).append(fact.id)
    return answers


def _holds(declared: Sum, facts: RestrictedFacts) -> bool:
    total = facts.get(declared.total)
    values = [facts[part].value for part in declared.parts]
    known = [value for value in values if value is not None]
    return total is not None and len(known) == len(values) > 0 and total.value == sum(known)


def find_others(facts: RestrictedFacts, earlier: Sequence[Publication] = ()) -> Iterator[Others]:
    """Yield those who are left over, each once."""
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for others in (*_of_wholes(facts), *_of_exceptions(facts), *_of_groups(facts), *_since_last(facts, earlier)):
        key = tuple(each.id for each in others.plus), tuple(each.id for each in others.minus)
        if key not in seen:
            seen.add(key)
            yield others


def _of_wholes(facts: RestrictedFacts) -> Iterator[Others]:
    """Yield those of a whole who are not in a part of it."""
    for fact in facts:
        suffix = fact.id.removeprefix(fact.name)
        pairs = [
            (fact.id, whole + suffix, not _CALENDAR_YEAR.match(fact.period))
            for part, whole in PARTS_OF_WHOLES
            if fact.name == part
        ]
        if fact.name.endswith(_AGREED):
            pairs.append((fact.id, fact.name.removesuffix(_AGREED) + _REVIEWED + suffix, True))
        if isinstance(fact.unit, Percent) and fact.id.startswith("survey."):
            pairs.append((fact.numerator, fact.denominator, False))
        if ".theme." in fact.id and fact.id.startswith("survey.") and is_count(fact):
            pairs += [(fact.id, whole, False) for whole in fact.inputs]
        for part, whole, are_children in pairs:
            if part in facts and whole in facts:
                yield Others((facts[whole],), (facts[part],), are_children)


def _of_exceptions(facts: RestrictedFacts) -> Iterator[Others]:
    """Yield the late plans of children whose case was an exception: late in all, less late without exceptions."""
    for fact in facts:
        if fact.name == _ORDINARY_IN_TIME and not _CALENDAR_YEAR.match(fact.period):
            suffix = fact.id.removeprefix(fact.name)
            ids = [name + suffix for name in (_ALL, _ORDINARY_IN_TIME, _IN_TIME, _ORDINARY)]
            if all(each in facts for each in ids):
                found = [facts[each] for each in ids]
                yield Others(tuple(found[:2]), tuple(found[2:]), are_children=True)


def _of_groups(facts: RestrictedFacts) -> Iterator[Others]:
    """Yield those who answered and are in none of the groups printed, where no one is in two groups."""
    for question, options in _answers_by_group(facts).items():
        found = [
            Others((total,), tuple(facts[each] for each in ids), are_children=True)
            for option, ids in options.items()
            if (total := facts.get(f"{question}.{option}")) is not None
        ]
        if all(others.count is not None and others.count >= 0 for others in found):
            yield from found


def _since_last(facts: RestrictedFacts, earlier: Sequence[Publication]) -> Iterator[Others]:
    """Yield the children who are new since the last count of those new since April: of this pack, or of one before."""
    counts: dict[tuple[str, str], Fact | FactRow] = {}
    rows = (row for publication in earlier for row in publication.rows)
    for each in (*facts, *rows):
        name = each.id.partition("@")[0]
        if name.endswith(_SINCE_APRIL) and "-q" in each.period:
            counts.setdefault((name, each.period), each)
    for (name, period), now in counts.items():
        before = max((p for n, p in counts if n == name and p < period and p[:_YEAR] == period[:_YEAR]), default="")
        if before and not (isinstance(now, FactRow) and isinstance(counts[name, before], FactRow)):
            yield Others((now,), (counts[name, before],), are_children=True)


def find_shares(facts: RestrictedFacts, *, zeros: bool = False) -> Iterator[Shares]:
    """Yield the percentages of each survey question held without counts, as a reader counts them back into people.

    A group holds fewer people than that. Shares of nobody are among them only with ``zeros``. Where the question allows
    one answer they make up a whole.
    """
    questions: dict[str, list[Fact]] = {}
    for fact in facts:
        is_share = fact.id.startswith("survey.") and isinstance(fact.unit, Percent) and not fact.inputs
        if is_share and (fact.value or (zeros and fact.value == 0)):
            questions.setdefault(fact.id.removesuffix(".percent").rpartition(".")[0], []).append(fact)
    for name, percents in questions.items():
        responded = facts.get(f"survey.{name.split('.')[1]}.responded")
        if responded is not None and responded.value:
            people = {fact.id: rounded(Decimal(responded.value) * (fact.value or 0) / 100) for fact in percents}
            yield Shares(responded, people)


def find_told(facts: RestrictedFacts) -> Iterator[tuple[str, str]]:
    """Yield the cases agreed and reviewed of each opportunity whose share, as declared, is the one of the other.

    The share is an assumption of the matrix and printed. With one of the two counts it gives the other away.
    """
    for agreed in facts:
        stem = agreed.name.removesuffix(_AGREED)
        reviewed = facts.get(stem + _REVIEWED)
        if stem == agreed.name or reviewed is None or not reviewed.value or agreed.value is None:
            continue
        for share in (facts.get(stem + ending) for ending in _SHARES):
            if share is not None and share.value is not None:
                exact = Decimal(agreed.value) * 100 / Decimal(reviewed.value)
                if abs(exact - share.value) <= Decimal(5).scaleb(-share.places - 1):
                    yield agreed.id, reviewed.id
