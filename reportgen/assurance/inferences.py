"""What a reader infers who knows what the figures mean: who is left over, one count under two names, people in percent.

The arithmetic that is printed is in :mod:`reader`. This is the arithmetic that is not: written from the definitions of
the figures, apart from the suppressor. ``exact`` values are looked at only to leave out what does not hold, so that
nobody is misled by it either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import inf

from reportgen.assurance.bounds import Unknown
from reportgen.assurance.knowledge import Knowledge, before, is_count, time_key
from reportgen.codes import Symbol
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.units import Percent

_MOVEMENTS = {
    "flow.plans_issued": 1, "flow.transfers_in": 1, "flow.plans_ceased": -1, "flow.transfers_out": -1,
    "plans.total": 1, "opportunities.children_now": 1,
}  # fmt: skip
"""How what starts and ends changes a number of plans, and where it starts from."""

_FEW = 10
"""A percentage of fewer than this many says more of each of them than of all (domain D2)."""

_SINCE_APRIL = ".new_children"
_ENDS_LATE = (
    ("flow.plans_issued", 1),
    ("flow.plans_issued_20_weeks", -1),
    ("flow.plans_issued_excluding_exceptions", -1),
    ("flow.plans_issued_20_weeks_excluding_exceptions", 1),
)
"""Late plans less those late without an exception: the late exceptions."""


def infer(
    knowledge: Knowledge,
    facts: PublishedFacts,
    earlier: Mapping[tuple[str, str], FactRow],
    exact: RestrictedFacts | None,
) -> None:
    """Add to what a reader knows what can be inferred from the meaning of the facts."""
    for fact in facts:
        suffix = fact.id.removeprefix(fact.name)
        if fact.name == _ENDS_LATE[0][0] and not fact.period.isdigit():
            terms = [(name + suffix, sign) for name, sign in _ENDS_LATE]
            if all(name in facts for name, _ in terms):
                knowledge.leave(terms, "late plans that were exceptions", are_children=True)
        _look_at_small(knowledge, fact)
        _look_at_withheld(knowledge, fact, earlier)
        _look_at_few(knowledge, fact, facts)
        _infer_difference(knowledge, fact, facts)
        _infer_measure(knowledge, fact, facts)
        _infer_places(knowledge, fact, facts, exact)
        _infer_agreed(knowledge, fact, facts, exact)
    _infer_groups(knowledge, facts, exact)
    _infer_since_april(knowledge, facts, earlier)
    _infer_people(knowledge, facts, exact)


def _look_at_small(knowledge: Knowledge, fact: Fact) -> None:
    """Find small counts that are printed for the first time, nobody among them where zeros are hidden."""
    if not is_count(fact) or fact.status is Status.PUBLISHED or fact.id in knowledge.out:
        return
    if (count := knowledge.known.get(fact.id)) is not None and knowledge.least <= count[0] < knowledge.threshold:
        knowledge.given_away[fact.id] = fact.label


def _look_at_withheld(knowledge: Knowledge, fact: Fact, earlier: Mapping[tuple[str, str], FactRow]) -> None:
    """Find what an earlier quarter hid and this one prints: tables of that quarter may rest on it.

    A zero tells nobody, as every hidden count was at least one; what was published since or is modelled was never
    hidden for its own sake.
    """
    row = earlier.get(time_key(fact))
    if row is None or row.symbol is not Symbol.CONFIDENTIAL or fact.status in (Status.PUBLISHED, Status.MODELLED):
        return
    if (value := knowledge.printed(fact.id)) is not None and value[0] != 0:
        knowledge.given_away[fact.id] = fact.label


def _look_at_few(knowledge: Knowledge, fact: Fact, facts: PublishedFacts) -> None:
    """Find printed percentages of few children."""
    base = facts.get(fact.denominator)
    if base is None or knowledge.said(fact.id) is None or not is_count(base) or base.status is Status.PUBLISHED:
        return
    if (of := knowledge.said(base.id)) is not None and of[1] < _FEW:
        knowledge.given_away[fact.id] = fact.label


def _infer_difference(knowledge: Knowledge, fact: Fact, facts: PublishedFacts) -> None:
    """Add that a difference is one number less the other, and what is expected the sum of what came and went."""
    ending = fact.name.rpartition(".")[2]
    if not all(each in facts for each in fact.inputs):
        return
    if ending in ("difference", "variance") and len(fact.inputs) == 2:
        sign = 1 if ending == "difference" else -1
        knowledge.relate(((fact.inputs[0], sign), (fact.inputs[1], -sign), (fact.id, -1)), 0, 0, fact.label)
    elif ending == "expected" and not fact.name.startswith("kpi."):
        signs = {each: _MOVEMENTS.get(facts[each].name, 0) for each in fact.inputs}
        signs |= {each: -1 if "@" in each else 1 for each in fact.inputs if facts[each].name.endswith(_SINCE_APRIL)}
        knowledge.relate([(fact.id, -1), *signs.items()], 0, 0, fact.label)


def _infer_measure(knowledge: Knowledge, fact: Fact, facts: PublishedFacts) -> None:
    """Add that a measure of performance repeats the figure it measures, and keeps a steady pace."""
    if not fact.name.startswith("kpi."):
        return
    ending = fact.name.rpartition(".")[2]
    if ending in ("actual", "baseline") and len(fact.inputs) == 1 and fact.inputs[0] in facts:
        knowledge.relate(((fact.id, 1), (fact.inputs[0], -1)), 0, 0, fact.label)
    stem = fact.name.removesuffix(ending)
    start, aim = facts.get(f"{stem}baseline"), facts.get(f"{stem}target")
    if ending == "expected" and start is not None and aim is not None:
        gone = _gone(start.as_of, aim.as_of, fact.as_of)
        knowledge.relate(((fact.id, 1), (start.id, gone - 1), (aim.id, -gone)), -1e-6, 1e-6, fact.label)


def _gone(start: date | None, end: date | None, today: date | None) -> float:
    """Return the part of a time that has gone by."""
    assert start is not None and end is not None and today is not None, "a pace is recorded with its days"
    return (min(max(today, start), end) - start).days / (end - start).days


def _infer_places(knowledge: Knowledge, fact: Fact, facts: PublishedFacts, exact: RestrictedFacts | None) -> None:
    """Add that the plans behind an average cost are those counted in the setting, where they are as many.

    Those printed by an earlier quarter are not these: they were counted before.
    """
    topic, _, rest = fact.name.partition(".")
    if topic == "unit_cost" and rest.endswith(".plans"):
        setting = f"plans.setting.{rest.removesuffix('.plans')}"
        for count in (facts.get(setting), *facts.over_time(setting)):
            is_older = count is not None and fact.id in knowledge.out and count.id not in knowledge.out
            if count is not None and not is_older and _equal(exact, fact.id, count.id):
                knowledge.relate(((fact.id, 1), (count.id, -1)), 0, 0, fact.label)


def _equal(exact: RestrictedFacts | None, one: str, other: str) -> bool:
    return exact is not None and one in exact and other in exact and exact[one].value == exact[other].value is not None


def _infer_agreed(knowledge: Knowledge, fact: Fact, facts: PublishedFacts, exact: RestrictedFacts | None) -> None:
    """Add that a share an opportunity reaches is that of its reviewed cases that were agreed, where it is."""
    stem, _, ending = fact.name.partition(".addressable.")
    share = knowledge.said(fact.id)
    agreed, reviewed = f"{stem}.cases_agreed", f"{stem}.cases_reviewed"
    if not ending or share is None or exact is None or not (agreed in facts and reviewed in facts):
        return
    part, whole = exact[agreed].value, exact[reviewed].value
    half = 0.5 * 10.0**-fact.places
    if part is None or not whole or abs(float(part) * 100 / float(whole) - share[0]) > half:
        return
    knowledge.relate(((agreed, 1), (reviewed, -(share[1] + half) / 100)), -inf, 0, fact.label)
    knowledge.relate(((agreed, 1), (reviewed, -(share[0] - half) / 100)), 0, inf, fact.label)


def _infer_groups(knowledge: Knowledge, facts: PublishedFacts, exact: RestrictedFacts | None) -> None:
    """Add that those in no group are the others of all who answered, where nobody is in two groups."""
    groups: dict[str, dict[str, list[str]]] = {}
    for fact in facts:
        question, inside, rest = fact.id.partition(".group.")
        if inside and rest.count(".") == 1:
            groups.setdefault(question, {}).setdefault(rest.partition(".")[2], []).append(fact.id)
    for question, options in groups.items():
        found = {f"{question}.{option}": ids for option, ids in options.items() if f"{question}.{option}" in facts}
        others = {total: _in_no_group(total, ids, facts if exact is None else exact) for total, ids in found.items()}
        if min(others.values(), default=0) < 0:
            continue
        for total, ids in found.items():
            terms = [(total, 1.0), *((each, -1.0) for each in ids)]
            if others.get(f"{question}.base") == others[total] == 0:
                knowledge.relate(terms, 0, 0, facts[total].label)
            else:
                knowledge.leave(terms, f"{facts[total].label}: in none of the groups", are_children=True)


def _in_no_group(total: str, parts: Sequence[str], facts: RestrictedFacts | PublishedFacts) -> float:
    """Return how many are in none of the groups, less than none where groups overlap."""
    whole, inside = facts[total].value, [facts[each].value for each in parts]
    return inf if whole is None else float(whole) - sum(float(value or 0) for value in inside)


def _infer_since_april(knowledge: Knowledge, facts: PublishedFacts, earlier: Mapping[tuple[str, str], FactRow]) -> None:
    """Add that children new since April are those new by the quarter before and others."""
    own = {(fact.name, fact.period): fact.id for fact in facts if fact.name.endswith(_SINCE_APRIL)}
    rows = {key: row for key, row in earlier.items() if key[0].endswith(_SINCE_APRIL) and key not in own}
    for name, period in own:
        year, quarter = period.split("-q")
        quarters = [p for n, p in (*own, *rows) if n == name and p.split("-q")[0] == year and p < period]
        if quarters and quarter:
            key = name, max(quarters)
            then = own[key] if key in own else before(knowledge, rows[key], key)
            terms = [(own[name, period], 1), (then, -1)]
            knowledge.leave(terms, f"{facts[own[name, period]].label}: since the quarter before", are_children=True)


def _infer_people(knowledge: Knowledge, facts: PublishedFacts, exact: RestrictedFacts | None) -> None:
    """Add the people whom percentages held without counts stand for, out of all who responded."""
    for name, percents in _held_without_counts(facts):
        responded = knowledge.said(f"survey.{name.split('.')[1]}.responded")
        if responded is None:
            continue
        terms: list[tuple[str, float]] = []
        others = 0.0
        for fact in percents:
            share = knowledge.said(fact.id)
            if share is None:
                people = f"people in {fact.id}"
                knowledge.unknowns[fact.id] = Unknown(-inf, inf, 0, whole=False)
                knowledge.unknowns[people] = Unknown(fact.hidden_from, inf, knowledge.threshold)
                knowledge.named[people] = fact.id
                terms.append((people, 1))
            else:
                others += max(0.0, share[0] - 0.5 * 10.0**-fact.places) * responded[0] / 100
                is_small = 0 < share[0] * responded[1] / 100 < knowledge.threshold - 0.5
                if is_small or responded[1] < _FEW:
                    knowledge.given_away[fact.id] = fact.label
        if terms and _make_a_whole([(facts if exact is None else exact)[fact.id] for fact in percents]):
            # Not all who responded need have answered this question.
            knowledge.relate(terms, -inf, responded[1] - others, f"{name}: all who answered")


def _held_without_counts(facts: PublishedFacts) -> Iterator[tuple[str, list[Fact]]]:
    """Yield each survey question and group with the percentages that were not worked out from counts."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        is_share = isinstance(fact.unit, Percent) and fact.name.startswith("survey.") and fact.name.endswith(".percent")
        if is_share and not fact.numerator and fact.value != 0:
            found.setdefault(".".join(fact.name.split(".")[:-2]), []).append(fact)
    yield from found.items()


def _make_a_whole(percents: Sequence[Fact]) -> bool:
    """Whether percentages make 100, give or take their rounding."""
    values = [fact.value for fact in percents]
    return None not in values and abs(sum(float(value or 0) for value in values) - 100) <= len(values)
