"""What changed since the pack last published: figures restated, forecasts revised, assumptions, definitions, moves.

An earlier figure enters this pack as a fact of its own, ``published.<name>@<period>``, with the text it was printed
with, so that both values of a restated figure can be followed to where they came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from reportgen.facts.earlier import Publication, fact_key
from reportgen.facts.fact import Fact, Source, Status
from reportgen.facts.facts_csv import FactRow
from reportgen.facts.factset import Changed, ChangeKind, PublishedFacts
from reportgen.facts.units import UNITS
from reportgen.period import Period

PREFIX = "published."
_WORKED_OUT = frozenset(("change", "percent_change", "change_year", "percent_change_year", "percent", "difference"))
_REVISABLE = (Status.FORECAST, Status.MODELLED, Status.SUPPLIED)

MOVES = (
    "plans.total", "flow.requests_received", "flow.plans_issued", "flow.timeliness_20_weeks", "grant.received",
    "grant.committed", "grant.spent", "opportunities.children_now", "opportunities.saving_so_far",
    "opportunities.run_rate", "milestones.complete", "milestones.red", "actions.open", "kpi.*.actual",
)  # fmt: skip
"""The figures whose movement from quarter to quarter is listed."""

REVISIONS = (
    "dsg.closing.*", "spend.total.forecast", "opportunities.steady_state_children",
    "opportunities.steady_state_saving", "opportunities.steady_state_saving.stretch",
    "opportunity.*.steady_state_saving",
)  # fmt: skip
"""The forecasts and estimates whose revision is listed; what follows from them is left out."""

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
    found = tuple(_find_changes(facts, earlier, since))
    ordered = tuple(change for kind in ChangeKind for change in found if change.kind is kind)
    before = {change.before.id: change.before for change in ordered}
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
        follows = kind is ChangeKind.RESTATED and not restated.isdisjoint(fact.inputs)
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


def _kind_of(fact: Fact, same: FactRow | None) -> ChangeKind | None:
    """Return how a figure differs from the one published of the same name and time, None where it does not."""
    if same is None or not _differ(fact, same):
        return None
    if _is_one_of(fact.name, ASSUMPTIONS):
        return ChangeKind.ASSUMPTION
    if fact.status in _REVISABLE or same.status in _REVISABLE:
        return ChangeKind.REVISED if _is_one_of(fact.name, REVISIONS) else None
    return ChangeKind.RESTATED


def _differ(fact: Fact, row: FactRow) -> bool:
    return row.value is not None and row.unit == fact.unit.name and fact.value != row.value


def _is_one_of(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _published(fact: Fact, row: FactRow, since: Period) -> Fact:
    """Return the earlier value as a fact of this pack."""
    return Fact(
        id=f"{PREFIX}{fact.name}@{row.period}",
        indicator=fact.indicator,
        period=row.period,
        value=row.value,
        symbol=row.symbol,
        unit=UNITS[row.unit],
        label=f"{fact.label}, as last published",
        definition=row.definition,
        decimals=row.decimals,
        signs=fact.signs,
        calculation=f"{row.text} as published with the pack of {since}",
        as_of=row.as_of,
        sources=(Source("", "facts last published", (), ""),),
        status=Status.PUBLISHED,
    )
