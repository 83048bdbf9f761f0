"""What somebody knows who reads everything published: values, their rounding, and the arithmetic between them.

Written from the definitions of the figures, apart from the suppressor. A percentage ties its part to its base, a change
ties two counts, pounds a child ties a count to an amount; parts are never more than their whole; quarters make a year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from reportgen.assurance.bounds import Unknown
from reportgen.assurance.interval import Interval, Printed
from reportgen.assurance.knowledge import Knowledge, before, between, is_count, is_whole, time_key
from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.units import POUNDS_PER_PLAN, Percent, Pounds

_WHOLES = {
    "flow.decisions_to_issue": ("flow.assessments_completed",),
    "flow.plans_issued_20_weeks": ("flow.plans_issued",),
    "flow.plans_issued_excluding_exceptions": ("flow.plans_issued",),
    "flow.plans_issued_20_weeks_excluding_exceptions": (
        "flow.plans_issued_20_weeks", "flow.plans_issued_excluding_exceptions",
    ),
}  # fmt: skip
"""Counts within counts. The rest of each whole are children as well."""

_DIGITS = 1e-9
"""How exactly facts.csv gives a percentage."""


def know(
    facts: PublishedFacts,
    printed: Mapping[str, Printed],
    seen: Mapping[str, Interval],
    earlier: Mapping[tuple[str, str], FactRow],
    restated: frozenset[str],
    threshold: int,
) -> Knowledge:
    """Return what a reader knows.

    ``printed`` are the values of facts.csv, ``seen`` numbers that stand in documents where a fact is hidden,
    ``earlier`` what was published before and ``restated`` the ids whose earlier value no longer holds.
    """
    least = min((row.least for row in printed.values() if row.is_hidden), default=1)
    knowledge = Knowledge(threshold, seen=seen, least=least)
    for fact in facts:
        row = printed.get(fact.id)
        row_before = earlier.get(time_key(fact))
        is_out = row_before is not None and row_before.value is not None and fact.id not in restated
        if is_out:
            knowledge.out.add(fact.id)
        if row is not None and row.value is not None:
            knowledge.take(fact.id, between(fact, row.value, row.step, threshold), is_whole=is_whole(fact))
            if fact.id in knowledge.unknowns and is_out:
                knowledge.recall(fact, row_before)
            continue
        least = 0 if row is None or not row.is_hidden else row.least
        if row_before is not None and row_before.symbol is Symbol.CONFIDENTIAL and fact.id not in restated:
            least = max(least, row_before.hidden_from)
        knowledge.unknowns[fact.id] = _unknown(fact, facts, row, seen.get(fact.id), threshold, least, is_out=is_out)
        if is_out:
            knowledge.recall(fact, row_before)
    for declared in facts.sums:
        if declared.total in facts and all(part in facts for part in declared.parts):
            terms = [(declared.total, 1.0), *((part, -1.0) for part in declared.parts)]
            knowledge.relate(terms, 0, 0, declared.name)
    for fact in facts:
        _relate_fact(knowledge, fact, facts)
    _relate_years(knowledge, facts, earlier)
    return knowledge


def _unknown(
    fact: Fact,
    facts: PublishedFacts,
    row: Printed | None,
    seen: Interval | None,
    threshold: int,
    least: int,
    *,
    is_out: bool,
) -> Unknown:
    """Return what is known of a number by itself: a hidden count is at least ``least``, one where zeros are shown."""
    is_hidden = row is not None and row.is_hidden
    if is_count(fact):
        width = threshold if is_hidden and not is_out else 0
        unknown = Unknown(least, inf, width)
    elif isinstance(fact.unit, Pounds):
        lowest = -inf if _is_change(fact) or fact.signs is not None or _is_loss(fact, facts) else 0
        unknown = Unknown(lowest, inf, threshold * _price(fact, facts) if is_hidden and not is_out else 0, whole=False)
    else:
        unknown = Unknown(-inf, inf, 0, whole=False)
    if seen is None:
        return unknown
    return Unknown(max(seen[0], unknown.least), min(seen[1], unknown.most), unknown.width, unknown.whole)


def _is_change(fact: Fact) -> bool:
    """Whether a fact is the difference between two others, which can be less than nothing."""
    return fact.name.endswith((".change", ".change_year"))


def _is_loss(fact: Fact, facts: PublishedFacts) -> bool:
    """Whether an amount comes from an opportunity that costs more than it saves, or may do."""
    topic, _, rest = fact.name.partition(".")
    if topic == "opportunities":
        return any((each.value or 0) < 0 for each in facts if each.name.endswith(".net_unit_saving"))
    price = facts.get(f"{topic}.{rest.partition('.')[0]}.net_unit_saving")
    return price is not None and (price.value or 0) < 0


def _price(fact: Fact, facts: PublishedFacts) -> float:
    """Return the printed pounds a child that an amount of one opportunity or setting can be divided by, 0 without."""
    names = fact.name.split(".")
    price = None
    if names[0] == "opportunity" and fact.counts_children:
        price = facts.get(f"opportunity.{names[1]}.net_unit_saving")
    elif names[0] == "spend":
        price = facts.get(f"unit_cost.{names[1]}")
    return 0 if price is None or price.value is None else abs(float(price.value))


def _relate_fact(knowledge: Knowledge, fact: Fact, facts: PublishedFacts) -> None:
    """Add what one fact says about others."""
    suffix = fact.id.removeprefix(fact.name)
    for whole in _WHOLES.get(fact.name, ()):
        _relate_rest(knowledge, fact, facts.get(whole + suffix), are_children=not fact.period.isdigit())
    if fact.name.endswith(".cases_agreed"):
        whole = fact.name.replace(".cases_agreed", ".cases_reviewed") + suffix
        _relate_rest(knowledge, fact, facts.get(whole), are_children=True)
    if isinstance(fact.unit, Percent) and fact.numerator in facts and fact.denominator in facts:
        part, base = facts[fact.numerator], facts[fact.denominator]
        if fact.name.startswith("survey."):
            _relate_rest(knowledge, part, base, are_children=False)
        _relate_ratio(knowledge, fact, (part.id, 1), base.id)
    if ".theme." in fact.id and is_count(fact):
        for whole in fact.inputs:
            _relate_rest(knowledge, fact, facts.get(whole), are_children=False)
    if len(fact.inputs) == 2 and all(each in facts for each in fact.inputs):
        _relate_pair(knowledge, fact, facts)
    _look_at_averages(knowledge, fact, facts)


def _relate_pair(knowledge: Knowledge, fact: Fact, facts: PublishedFacts) -> None:
    """Add a change between two counts, or pounds that are a count times a printed price."""
    now, then = (facts[each] for each in fact.inputs)
    ending = fact.name.rpartition(".")[2]
    if _is_change(fact):
        knowledge.relate(((now.id, 1), (then.id, -1), (fact.id, -1)), 0, 0, fact.label)
    elif ending in ("percent_change", "percent_change_year"):
        _relate_ratio(knowledge, fact, (now.id, 1), then.id, more=1)
    elif isinstance(fact.unit, Pounds):
        for count, price in ((now, then), (then, now)):
            if is_count(count) and price.unit == POUNDS_PER_PLAN and price.id in knowledge.known:
                knowledge.relate(((fact.id, 1), (count.id, -knowledge.known[price.id][0])), -0.01, 0.01, fact.label)


def _relate_ratio(knowledge: Knowledge, fact: Fact, part: tuple[str, float], base: str, more: float = 0) -> None:
    """Add that a part of a base is the percentage printed, or as much of it as rounding leaves open, and ``more``."""
    if share := knowledge.said(fact.id):
        least, most = (more + end / 100 for end in share)
        knowledge.relate((part, (base, -most - _DIGITS)), -inf, 0, fact.label)
        knowledge.relate((part, (base, -least + _DIGITS)), 0, inf, fact.label)


def _relate_rest(knowledge: Knowledge, part: Fact, whole: Fact | None, *, are_children: bool) -> None:
    """Add that a part is no more than its whole. The rest, where it is children, must not be a small count either."""
    if whole is not None:
        knowledge.leave(((part.id, -1), (whole.id, 1)), f"{part.label} among {whole.label}", are_children=are_children)


def _look_at_averages(knowledge: Knowledge, fact: Fact, facts: PublishedFacts) -> None:
    """Find hidden counts of plans beside their printed average cost or their setting's printed spending."""
    names = fact.name.split(".")
    if knowledge.said(fact.id) is None or names[0] not in ("spend", "unit_cost") or not isinstance(fact.unit, Pounds):
        return
    suffix = fact.id.removeprefix(fact.name) if names[0] == "unit_cost" else ""
    count = f"unit_cost.{names[1]}.plans{suffix}" if names[0] == "unit_cost" else f"plans.setting.{names[1]}"
    if count in knowledge.unknowns and knowledge.unknowns[count].width:
        knowledge.given_away[count] = fact.label


def _relate_years(knowledge: Knowledge, facts: PublishedFacts, earlier: Mapping[tuple[str, str], FactRow]) -> None:
    """Add that quarters make up their financial and calendar years, whichever publication holds them."""
    own = {time_key(fact): fact.id for fact in facts if fact.name.startswith("flow.")}
    names = {name for name, _ in own}
    times = [key for key in dict.fromkeys((*own, *earlier)) if key[0] in names and _quarters_of(key[1])]
    for name, year in times:
        keys = [(name, year), *((name, quarter) for quarter in _quarters_of(year))]
        if not all(key in own or key in earlier for key in keys) or not any(key in own for key in keys):
            continue
        terms = []
        for key, factor in zip(keys, (1.0, -1.0, -1.0, -1.0, -1.0), strict=True):
            terms.append((own[key] if key in own else before(knowledge, earlier[key], key), factor))
        knowledge.relate(terms, 0, 0, f"quarters of {year}", certain=False)


def _quarters_of(year: str) -> Sequence[str]:
    if year.isdigit():
        last, now = int(year) - 1, int(year)
        return (f"{last}-{now % 100:02d}-q4", *(f"{now}-{(now + 1) % 100:02d}-q{number}" for number in (1, 2, 3)))
    if len(year) == len("2025-26"):
        return tuple(f"{year}-q{number}" for number in (1, 2, 3, 4))
    return ()
