"""Which parts of a pack there is data for, and what was left out and why, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.codes import Symbol
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.wording.quotes import make_quotes


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the documents: ``title`` in plain words, and the facts and tables any one of which it needs.

    ``prefixes`` are beginnings of fact ids; a section is there when one fact has such an id or one table has rows.
    """

    name: str
    title: str
    prefixes: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


SECTIONS = (
    Section("caseload", "plans by setting", ("plans.",)),
    Section("needs", "plans by primary need", ("plans.need.",)),
    Section("ages", "plans by age", ("plans.age.",)),
    Section("flow", "requests and timeliness", ("flow.",)),
    Section("finance", "deficit forecast", ("dsg.closing.",)),
    Section("bridge", "bridge from unmitigated to mitigated", ("dsg.closing.mitigated",)),
    Section("survey", "survey", ("survey.",)),
    Section("quotes", "approved comments", (), ("survey_comments",)),
    Section("matrix", "opportunity matrix", ("opportunities.steady_state",)),
    Section("benefits", "benefits so far", ("opportunities.saving_to_date",)),
    Section("grant", "grant", ("grant.",)),
    Section("modules", "modules", (), ("modules",)),
    Section("themes", "themes", (), ("themes",)),
    Section("programme", "improvement programme", (), ("programme",)),
    Section("milestones", "milestones", (), ("milestones",)),
    Section("risks", "risks", (), ("risks",)),
    Section("actions", "update on actions", (), ("actions",)),
    Section("key_outcomes", "key outcomes", (), ("key_outcomes",)),
    Section("consultees", "consultation", (), ("consultees",)),
    Section("implications", "legal, equality and other implications", (), ("implications",)),
    Section("timetable", "timetable", (), ("timetable",)),
    Section("discussion", "discussion at the meeting", (), ("discussion",)),
    Section("comparators", "comparison with other areas", (), ("comparators",)),
    Section("kpis", "key performance indicators", (), ("kpis",)),
)
"""Every section the documents know, in the order they stand."""


_NOTHING = (Symbol.NOT_APPLICABLE, Symbol.NOT_AVAILABLE)
"""Symbols that stand for no data; a hidden value is data."""


def find_sections(facts: PublishedFacts, inputs: Inputs) -> dict[str, bool]:
    """Return whether each section has data, by name."""
    return {section.name: _has_data(section, facts, inputs) for section in SECTIONS}


def left_out(facts: PublishedFacts, inputs: Inputs) -> tuple[str, ...]:
    """Return the sentences the build prints about sections without data: one sentence, or none."""
    missing = [section.title for section in SECTIONS if not _has_data(section, facts, inputs)]
    return (f"Left out, no data: {', '.join(missing)}.",) if missing else ()


def _has_data(section: Section, facts: PublishedFacts, inputs: Inputs) -> bool:
    if section.name == "quotes":
        return bool(make_quotes(inputs))
    if any(inputs.has(table) for table in section.tables):
        return True
    return bool(section.prefixes) and any(
        fact.id.startswith(section.prefixes) and fact.symbol not in _NOTHING for fact in facts
    )
