"""The facts a sentence is usually about, found by their part in the story rather than by their year.

``highlights.deficit.end_unmitigated`` is the last forecast year's balance whichever year that is, so that phrases and
templates need no editing from one quarter to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.office.values import Text
from reportgen.wording.node import FactValue, Node


def find_highlights(facts: PublishedFacts, inputs: Inputs, year_pattern: str) -> Node:
    """Return the branches ``caseload``, ``deficit``, ``matrix``, ``example``, ``survey``; no data, no name."""

    def node(name: str, found: Mapping[str, Fact | Text | None]) -> Node:
        children: dict[str, object] = {}
        for key, value in found.items():
            if isinstance(value, Fact):
                children[key] = FactValue(value, {}, year_pattern)
            elif value is not None:
                children[key] = value
        return Node(children, f"highlights.{name}")

    return Node(
        {
            "caseload": node("caseload", _caseload(facts)),
            "deficit": node("deficit", _deficit(facts, str(inputs.period.year))),
            "matrix": node("matrix", _matrix(facts, str(inputs.period.year))),
            "example": node("example", _example(facts, inputs, str(inputs.period.year))),
            "survey": node("survey", _survey(facts, inputs)),
        },
        "highlights",
    )


def _caseload(facts: PublishedFacts) -> dict[str, Fact | Text | None]:
    """Return the counts the change facts compare with, and the placements with the most plans and the most growth."""
    settings = [fact for fact in facts.under("plans.setting") if fact.value is not None]
    grown = [
        (change.value, fact)
        for fact in settings
        if (change := facts.get(f"{fact.id}.change_year")) is not None and change.value is not None
    ]
    fastest = max(grown, key=lambda pair: pair[0], default=None)
    return {
        "year_ago": compared_with(facts, "plans.total.change_year"),
        "previous": compared_with(facts, "plans.total.change"),
        "first": next(iter(facts.over_time("plans.total")), None),
        "largest": max(settings, key=lambda fact: Decimal(fact.value or 0), default=None),
        "fastest": fastest[1] if fastest is not None and fastest[0] > 0 else None,
        "fastest_change": facts.get(f"{fastest[1].id}.change_year") if fastest and fastest[0] > 0 else None,
    }


def compared_with(facts: PublishedFacts, change_id: str) -> Fact | None:
    """Return the earlier fact a change is measured from: the one of its inputs that is not the fact of now."""
    change = facts.get(change_id)
    own = change_id.rpartition(".")[0]
    inputs = change.inputs if change is not None else ()
    return next((facts.get(fact_id) for fact_id in inputs if fact_id != own), None)


def _deficit(facts: PublishedFacts, year: str) -> dict[str, Fact | Text | None]:
    unmitigated = facts.over_time("dsg.closing.unmitigated")
    end = unmitigated[-1].period if unmitigated else ""
    now = [facts.get(f"dsg.closing.{scenario}@{year}") for scenario in ("actual", "forecast", "unmitigated")]
    actuals = facts.over_time("dsg.closing.actual")
    return {
        "now": next((fact for fact in now if fact is not None), actuals[-1] if actuals else None),
        "last_actual": actuals[-1] if actuals else None,
        "in_year_now": next(
            (
                fact
                for scenario in ("actual", "forecast", "unmitigated")
                if (fact := facts.get(f"dsg.in_year.{scenario}@{year}")) is not None
            ),
            None,
        ),
        "start_unmitigated": unmitigated[0] if unmitigated else None,
        "end_unmitigated": facts.get(f"dsg.closing.unmitigated@{end}"),
        "end_mitigated": facts.get(f"dsg.closing.mitigated@{end}"),
        "end_in_year_mitigated": facts.get(f"dsg.in_year.mitigated@{end}"),
        "end_in_year_unmitigated": facts.get(f"dsg.in_year.unmitigated@{end}"),
    }


def _matrix(facts: PublishedFacts, year: str) -> dict[str, Fact | Text | None]:
    saving = facts.get(f"opportunities.saving@{year}")
    return {
        "saving": facts.get("opportunities.steady_state_saving"),
        "stretch": facts.get("opportunities.steady_state_saving.stretch"),
        "children": facts.get("opportunities.steady_state_children"),
        "this_year": saving,
        "year": facts.get("opportunities.steady_state_year"),
    }


def _example(facts: PublishedFacts, inputs: Inputs, year: str) -> dict[str, Fact | Text | None]:
    return {}


def _survey(facts: PublishedFacts, inputs: Inputs) -> dict[str, Fact | Text | None]:
    return {}
