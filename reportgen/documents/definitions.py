"""What the appendices define: the measures and terms the other documents print, and the tables they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.ledger import INDICATORS
from reportgen.office.values import Passage, Text
from reportgen.wording.formats import Day
from reportgen.wording.glossary import terms_used
from reportgen.wording.node import Node

_TABLE_NAMES = {
    "dsg": "Dedicated schools grant",
    "s251": "Section 251 statement",
    "flow": "Requests, new plans and timeliness",
    "caseload": "Education, health and care plans",
    "plans": "Education, health and care plans",
    "actions": "Actions from earlier meetings",
    "benefits": "Benefits reported by the services",
    "comparators": "Figures of other areas",
    "grant": "Grant monitoring",
    "kpis": "Progress measures",
    "mitigations": "Savings outside the matrix",
    "opportunities": "Opportunity matrix",
    "programme": "Improvement programme",
    "spend": "Spending by placement",
    "survey_counts": "Survey answers, as totals",
    "survey_questions": "Survey questions",
    "survey_responses": "Survey answers",
}
"""What a table of the inputs is called in print, where its own name says too little."""


def define_printed(
    names: Mapping[str, object], facts: PublishedFacts, refs: Iterable[str], texts: Iterable[str]
) -> dict[str, object]:
    """Return ``definitions``, ``sources`` and ``glossary_used`` for what was printed: ``refs`` such as ``fact:…``."""
    ids = dict.fromkeys(ref.removeprefix("fact:") for ref in refs if ref.startswith("fact:"))
    printed = tuple(fact for fact_id in ids if (fact := facts.get(fact_id)) is not None)
    glossary, period = names["glossary"], names["period"]
    assert isinstance(glossary, tuple) and isinstance(period, Node)
    end = period["end"]
    assert isinstance(end, Day)
    used = terms_used(glossary, texts)
    return {
        "definitions": tuple(_definitions(printed)),
        "sources": tuple(_sources(printed, end.value)),
        "glossary_used": used,
    }


def _definitions(facts: Iterable[Fact]) -> Iterable[Node]:
    used = {fact.indicator for fact in facts}
    for name, declared in INDICATORS.items():
        if name in used:
            ref = f"definition:{name}"
            yield Node(
                {
                    "label": Text(declared.title, ref),
                    "definition": Text(declared.definition, ref),
                    "how_to_read": Text(declared.how_to_read, ref),
                    "caveat": Text(declared.caveat, ref),
                },
                name,
            )


def _sources(facts: Iterable[Fact], end: date) -> Iterable[Passage]:
    """Name each table the figures came from and the latest day they stand at: never a file or a cell.

    A day to come, that of a target, is not one figures stand at.
    """
    latest: dict[str, date | None] = {}
    for fact in facts:
        for source in fact.sources:
            known = latest.get(source.sheet)
            days = (day for day in (known, fact.as_of) if day is not None and day <= end)
            latest[source.sheet] = max(days, default=None)
    for sheet, day in sorted(latest.items()):
        words = name_table(sheet)
        yield Passage((words, ", as at ", Day(day, f"source.{sheet}").printed())) if day else Passage((words,))


def name_table(sheet: str) -> str:
    """Return what a table of the inputs is called in print."""
    return _TABLE_NAMES.get(sheet, sheet.replace("_", " ").capitalize())
