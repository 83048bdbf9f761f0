"""Whether a form asks for facts there can be: a slip in an id must never pass for a zero."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from reportgen.codes import AGE_BANDS, FLOW_MEASURES, NEEDS, SCENARIOS, SETTINGS
from reportgen.errors import Place, Problem
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.indicators.spend import LINES, ROLL_UPS
from reportgen.facts.ledger import INDICATORS
from reportgen.inputs.declarations.lists import GRANT_MEASURES, S251_BASES, S251_KINDS, S251_PHASES, SPEND_MEASURES
from reportgen.inputs.tables import TABLES
from reportgen.returns.form import COLUMN, EACH, Form
from reportgen.returns.form_keys import nearest
from reportgen.returns.library import FOLDER

_CODES = (*SETTINGS, *AGE_BANDS, *NEEDS, *FLOW_MEASURES, *SCENARIOS, *GRANT_MEASURES, *S251_BASES, *S251_KINDS,
          *S251_PHASES, *SPEND_MEASURES)  # fmt: skip
_PARTS = {"total", "net", "in_year", "opening", "closing", "income", "expenditure", "block_transfer", "other", "actual"}


def check_ids(forms: Iterable[Form], facts: RestrictedFacts, trusted: Iterable[Form] = ()) -> tuple[Problem, ...]:
    """Return an error for each fact id of a form that no quarter can have, with the nearest one of this quarter.

    An id that only lacks its data passes: its words are words that ids are made of, those of ``trusted`` forms too.
    """
    names = {fact.name for fact in facts}
    words = {part for name in names for part in name.split(".")}
    words |= {code.code.lower() for code in _CODES} | {setting.dsg.lower() for setting in SETTINGS} | _PARTS
    words |= {line.replace(".", "-") for line in LINES} | set(ROLL_UPS)
    words |= {part for name in INDICATORS for part in name.split(".")}
    words |= {part for form in trusted for _, fact_id in _ids(form) for part in fact_id.split(".")}
    starts = {name.split(".")[0] for name in (*names, *INDICATORS)}
    problems = []
    for form in forms:
        for key, fact_id in dict.fromkeys(_ids(form)):
            parts = [part for part in fact_id.split(".") if part not in (EACH, "*")]
            if fact_id in names or (parts[0] in starts and words.issuperset(parts)):
                continue
            near = difflib.get_close_matches(fact_id, sorted(names), n=1)
            remedy = f"did you mean '{near[0]}'?" if near else "the command facts lists the ids there are"
            problems.append(_problem(form, key, f"there is no fact '{fact_id}'", "the id of a fact is needed", remedy))
        problems += _check_lists(form)
    return tuple(problems)


def _ids(form: Form) -> Iterator[tuple[str, str]]:
    """Yield every fact id a form asks for, by the key an officer finds it under."""
    for table in form.tables:
        inserts = [column.insert for column in table.named] or [""]
        for row in table.rows:
            for fact in (fact for term in row.terms for fact in term.facts):
                yield from ((f"{table.sheet}: {row.label}", fact.replace(COLUMN, insert)) for insert in inserts)
        for key, facts in (
            ("whole", table.whole),
            ("beside", table.beside),
            ("each", tuple(filter(None, [table.each]))),
        ):
            yield from ((f"{table.sheet}: {key}", fact.replace(COLUMN, insert)) for fact in facts for insert in inserts)
    if form.everything:
        yield "everything", form.everything
    for check in form.checks:
        for term in (*check.one, *check.other):
            yield from ((f"checks: {check.name}", fact) for fact in term.facts)


def _check_lists(form: Form) -> Iterator[Problem]:
    """Yield a problem for each list of an input table, or a column of one, that there is not."""
    for entry in form.lists:
        declared = TABLES.get(entry.table)
        if declared is None:
            found = f"there is no input table '{entry.table}'"
            yield _problem(
                form, f"{entry.sheet}: table", found, "an input table is needed", nearest(entry.table, TABLES)
            )
            continue
        known = [column.name for column in declared.columns]
        for heading, column in entry.columns.items():
            if column not in known:
                found = f"the table {entry.table} has no column '{column}'"
                yield _problem(form, f"{entry.sheet}: {heading}", found, "a column is needed", nearest(column, known))
        if declared.restricted:
            found = f"the table {entry.table} holds what leaves the council in no form"
            yield _problem(form, f"{entry.sheet}: table", found, "another table is needed", "leave the list out")


def _problem(form: Form, key: str, found: str, needed: str, remedy: str) -> Problem:
    return Problem(Place(f"{FOLDER}/{form.name}.toml", key), found, needed, remedy)
