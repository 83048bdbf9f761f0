"""What changed since the pack last published: restated, added or taken out, revised, assumed, defined, moved.

An earlier figure enters this pack as a fact of its own, ``published.<name>@<period>``, with the text it was printed
with, so that both values of a restated figure can be followed to where they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TypeVar

from reportgen.facts.earlier import Publication, fact_key
from reportgen.facts.fact import Fact, Source, Status
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.factset import Changed, ChangeKind, PublishedFacts
from reportgen.facts.rounding import agree
from reportgen.facts.units import unit_named
from reportgen.period import Period

PREFIX = "published."
_OPPORTUNITY = "opportunity."
_Figure = TypeVar("_Figure", Fact, FactRow)
_WORKED_OUT = frozenset(("change", "percent_change", "change_year", "percent_change_year", "percent", "difference"))
_REVISABLE = (Status.FORECAST, Status.MODELLED, Status.SUPPLIED)

MOVES = (
    "plans.total", "flow.requests_received", "flow.plans_issued", "flow.timeliness_20_weeks", "grant.received",
    "grant.committed", "grant.spent", "opportunities.children_now", "opportunities.saving_so_far",
    "opportunities.run_rate", "milestones.complete", "milestones.red", "actions.open", "kpi.*.actual",
)  # fmt: skip
"""The figures whose movement from quarter to quarter is listed."""

HEADLINES = (
    "dsg.closing.*", "spend.total.forecast", "opportunities.steady_state_children",
    "opportunities.steady_state_saving", "opportunities.steady_state_saving.stretch",
    "opportunity.*.steady_state_saving",
)  # fmt: skip
"""The figures a reader remembers: listed also where they only follow from another that is listed."""

ASSUMPTIONS = (
    "opportunity.*.eligible_per_year", "opportunity.*.addressable.*", "opportunity.*.duration",
    "opportunity.*.unit_cost_*", "opportunity.*.overlap", "opportunity.*.one_off_cost", "opportunity.*.recurring_cost",
    "unit_cost.*", "grant.awarded", "dsg.savings_target.*", "kpi.*.baseline", "kpi.*.target",
)  # fmt: skip
"""What officers declare and figures are worked out from."""

_OF_NO_TIME = ("survey.*", "opportunity.*.cases_*")
"""Counts made once and printed each quarter since: a difference is a restatement."""


def add_history(facts: PublishedFacts, earlier: Publication, since: Period) -> PublishedFacts:
    """Return the facts with what changed since, in the order of :class:`ChangeKind`, and the earlier values as facts.

    ``earlier`` is what the quarter ``since`` has published. Hidden values, then or now, are not compared.
    """
    found = (*_find_changes(facts, earlier, since), *_find_opportunities(facts, earlier, since))
    ordered = tuple(change for kind in ChangeKind for change in found if change.kind is kind)
    before = {change.before.id: change.before for change in ordered if change.before is not None}
    return PublishedFacts((*facts, *before.values()), facts.sums, facts.notes, facts.reconciliations, ordered)


def _find_changes(facts: PublishedFacts, earlier: Publication, since: Period) -> Iterator[Changed]:
    timed = {fact_key(row): row for row in earlier.rows}
    own = {row.id: row for row in earlier.rows if "@" not in row.id}
    defined: set[str] = set()
    restated: set[str] = set()
    for fact in facts:
        if fact.value is None or fact.id.startswith(PREFIX) or not _WORKED_OUT.isdisjoint(fact.name.split(".")):
            continue
        same = timed.get(fact_key(fact))
        last = own.get(fact.id)
        if same is None and (fact.status in _REVISABLE or _is_one_of(fact.name, (*ASSUMPTIONS, *_OF_NO_TIME))):
            same = last
        kind = _kind_of(fact, same)
        follows = kind is ChangeKind.RESTATED and not restated.isdisjoint(fact.inputs) and not _is_headline(fact)
        if kind is ChangeKind.RESTATED:
            restated.add(fact.id)
        if same is not None and kind is not None and not follows:
            yield Changed(kind, fact, _published(fact, same, since))
        elif same is None and last is not None and _is_one_of(fact.name, MOVES) and _differ(fact, last):
            yield Changed(ChangeKind.MOVED, fact, _published(fact, last, since))
        described = same or last
        if described is not None and described.definition != fact.definition and fact.indicator not in defined:
            defined.add(fact.indicator)
            yield Changed(ChangeKind.DEFINITION, fact, _published(fact, described, since))


def _find_opportunities(facts: PublishedFacts, earlier: Publication, since: Period) -> Iterator[Changed]:
    """Yield each opportunity that only one of the two matrices holds, by its figure at steady state.

    Without a matrix, then or now, nothing was added to it or taken out of it.
    """
    now, then = _by_opportunity(facts), _by_opportunity(earlier.rows)
    if not now or not then:
        return
    for opportunity, fact in now.items():
        if opportunity not in then:
            yield Changed(ChangeKind.ADDED, fact, None)
    for opportunity, row in then.items():
        if opportunity not in now:
            yield Changed(ChangeKind.REMOVED, None, _gone(opportunity, row, since))


def _by_opportunity(figures: Iterable[_Figure]) -> dict[str, _Figure]:
    """Return the saving at steady state of each opportunity, its children where there is no saving."""
    known = {figure.id: figure for figure in figures}
    names = dict.fromkeys(id.split(".")[1] for id in known if id.startswith(_OPPORTUNITY) and "@" not in id)
    found: dict[str, _Figure] = {}
    for name in names:
        for measure in ("steady_state_saving", "steady_state_children"):
            figure = known.get(f"{_OPPORTUNITY}{name}.{measure}")
            if figure is not None:
                found.setdefault(name, figure)
    return found


def _kind_of(fact: Fact, same: FactRow | None) -> ChangeKind | None:
    """Return how a figure differs from the one published of the same name and time, None where it does not."""
    if same is None or not _differ(fact, same):
        return None
    if _is_one_of(fact.name, ASSUMPTIONS):
        return ChangeKind.ASSUMPTION
    if fact.status in _REVISABLE or same.status in _REVISABLE:
        return ChangeKind.REVISED if _is_headline(fact) else None
    return ChangeKind.RESTATED


def _differ(fact: Fact, row: FactRow) -> bool:
    return row.value is not None and row.unit == fact.unit.name and not agree(fact, row)


def _is_headline(fact: Fact) -> bool:
    return _is_one_of(fact.name, HEADLINES)


def _is_one_of(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _published(fact: Fact, row: FactRow, since: Period) -> Fact:
    """Return the earlier value as a fact of this pack."""
    return replace(_row_fact(fact.name, row, since), indicator=fact.indicator, label=f"{fact.label}, as last published",
                   signs=fact.signs)  # fmt: skip


def _gone(opportunity: str, row: FactRow, since: Period) -> Fact:
    """Return the figure of an opportunity that is no longer there; a pack that names no facts has its id alone."""
    fact = _row_fact(row.id, row, since)
    indicator = row.id.replace(f".{opportunity}.", ".")
    return replace(fact, indicator=indicator, label=row.label or f"Opportunity {opportunity}")


def _row_fact(name: str, row: FactRow, since: Period) -> Fact:
    return Fact(
        id=f"{PREFIX}{name}@{row.period}",
        indicator=name,
        period=row.period,
        value=row.value,
        symbol=row.symbol,
        rounded_to=row.rounded_to,
        hidden_as="" if row.symbol is None else row.text,
        unit=unit_named(row.unit),
        label=row.label,
        definition=row.definition,
        decimals=row.decimals,
        calculation=f"{row.text} as published with the pack of {since}",
        as_of=row.as_of,
        sources=(Source("", "facts last published", (), ""),),
        status=Status.PUBLISHED,
    )
