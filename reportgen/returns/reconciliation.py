"""The same quantity wherever it is stated: paper, returns, accounts, publication, last quarter; and why it differs.

The government compares an authority's statements and takes the lowest figure where a difference is unexplained
(domain B6). Which quantities are compared is declared in ``reconciliation.toml``; what statements outside this pack say
is the officer's ``reported`` table.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from reportgen.codes import label_of
from reportgen.errors import Place, Problem, Severity
from reportgen.facts.earlier import Publication, fact_key, rows_by_key
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.history import HEADLINES
from reportgen.facts.provenance import value_text
from reportgen.facts.rounding import agree
from reportgen.facts.units import Number, Pounds, Unit
from reportgen.inputs.declarations.returns import REASON_KINDS, REPORT_SOURCES, REPORTED
from reportgen.inputs.table import Inputs, Row
from reportgen.returns.checks import AGREES, UNEXPLAINED, Check
from reportgen.returns.filled import NOTHING, FilledCell, FormColumn, add_cells
from reportgen.returns.filling import add_terms, columns_across
from reportgen.returns.form import Across, Term

PAPER = "This pack"
LAST_PACK = "Last pack published"
_REVISABLE = frozenset((Status.FORECAST, Status.MODELLED, Status.SUPPLIED))
_NOT_CHECKED = "; how much of it that makes up was not checked"
_REVISED = "date: a forecast or an estimate was revised"
_ALREADY_FINE = frozenset(("agrees", "none needed", "equal"))


@dataclass(frozen=True, slots=True)
class Compared:
    """One quantity in two statements. ``difference`` is one less other; ``outcome`` says why, or “unexplained”."""

    quantity: str
    when: str
    unit: Unit
    one_source: str
    one: Number
    other_source: str
    other: Number
    difference: Number
    outcome: str

    @property
    def is_unexplained(self) -> bool:
        """Whether the two differ and nothing says why."""
        return self.outcome == UNEXPLAINED


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was compared, how many figures of the last pack are the same, and what is wrong in ``reported``."""

    compared: tuple[Compared, ...]
    problems: tuple[Problem, ...]
    kept: int = 0
    """Figures of the returns that stand in the last pack with the same value, or with what rounding made of it."""


def reconcile(
    facts: RestrictedFacts, inputs: Inputs, earlier: Iterable[Publication], used: Iterable[str]
) -> Reconciliation:
    """Return every comparison: declared pairs, what the paper reconciles, other statements, the last pack.

    ``used`` are the ids of the facts the returns print: those are compared with what ``earlier`` packs published.
    """
    rows = [row for row in inputs.rows(REPORTED.name) if row.number_or_symbol("value") is not None]
    problems = tuple(problem for row in rows if (problem := _unknown(row, facts, inputs)) is not None)
    reasons = {(_id(row, inputs), row.text("source")): _reason(row) for row in rows}
    restated, kept = _with_last_pack(facts, tuple(earlier), used, reasons)
    compared = (
        *_pairs(facts),
        *_of_the_paper(facts),
        *(entry for row in rows if (entry := _with_statement(row, facts, inputs)) is not None),
        *restated,
    )
    return Reconciliation(compared, problems, kept)


@cache
def _declared() -> tuple[dict[str, Any], ...]:
    text = (files("reportgen.returns") / "reconciliation.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["pairs"])


def _pairs(facts: RestrictedFacts) -> Iterator[Compared]:
    for pair in _declared():
        names = (*pair["one"], *pair["other"])
        reason = f"{pair['kind']}: {pair['reason']}" if "kind" in pair else ""
        for column in columns_across(Across(pair["across"]), names, facts):
            one, other = (_side(pair[side], column, facts) for side in ("one", "other"))
            if one.value is None or other.value is None:
                continue
            unit = facts[one.facts[0][1]].unit
            known = f"{reason}{_NOT_CHECKED}" if reason and isinstance(unit, Pounds) else reason
            yield _compare(
                pair["quantity"],
                column.label,
                unit,
                pair["one_source"],
                one.value,
                pair["other_source"],
                other.value,
                known,
            )


def _side(names: Iterable[str], column: FormColumn, facts: RestrictedFacts) -> FilledCell:
    """Return the sum of one side; an id that writes the year itself does not have the column's ending."""
    cells = []
    for name in names:
        plain = "{year}" in name
        term = Term((name.replace("{year}", column.label),))
        cells.append(add_terms((term,), FormColumn(column.label) if plain else column, facts))
    given = tuple(cell for cell in cells if cell.facts)
    return add_cells(given) if given else NOTHING


def _compare(
    quantity: str, when: str, unit: Unit, one_source: str, one: Number, other_source: str, other: Number, known: str
) -> Compared:
    difference = one - other
    outcome = AGREES if difference == 0 else f"explained, {known}" if known else UNEXPLAINED
    return Compared(quantity, when, unit, one_source, one, other_source, other, difference, outcome)


def _of_the_paper(facts: RestrictedFacts) -> Iterator[Compared]:
    """Yield what the paper itself reconciles, with the officer's reason."""
    for entry in facts.reconciliations:
        if entry.found.value is not None and entry.expected.value is not None:
            fine = entry.reason in _ALREADY_FINE
            known = "" if fine or entry.reason == UNEXPLAINED else f"the officer says: {entry.reason}"
            yield _compare(
                f"{entry.name[0].upper()}{entry.name[1:]}", entry.found.period, entry.found.unit,
                f"Paper: {entry.found.label}", entry.found.value, f"Paper: {entry.expected.label}",
                entry.expected.value, known,
            )  # fmt: skip


def _id(row: Row, inputs: Inputs) -> str:
    """Return the fact a row of ``reported`` is about; this quarter's own facts have no period in their id."""
    return row.text("fact").strip().lower().removesuffix(f"@{inputs.period}")


def _reason(row: Row) -> str:
    kind, reason = row.text("reason_kind"), row.text("reason").strip()
    return ": ".join(part for part in (label_of(REASON_KINDS, kind).lower() if kind else "", reason) if part)


def _with_statement(row: Row, facts: RestrictedFacts, inputs: Inputs) -> Compared | None:
    """Return the comparison with what another statement says; a day that differs is a known reason."""
    fact, value = facts.get(_id(row, inputs)), row.amount("value")
    if fact is None or fact.value is None or value is None:
        return None
    known, day = _reason(row), row.day("as_of")
    if not known and day is not None and fact.as_of is not None and day != fact.as_of:
        known = f"date: it is of {_day(day)}, the paper's of {_day(fact.as_of)}"
    source = label_of(REPORT_SOURCES, row.text("source"))
    return _compare(_quantity(fact), fact.period, fact.unit, PAPER, fact.value, source, value, known)


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def _unknown(row: Row, facts: RestrictedFacts, inputs: Inputs) -> Problem | None:
    """Return a warning where a row names no fact of this quarter."""
    fact_id = _id(row, inputs)
    if fact_id in facts:
        return None
    near = difflib.get_close_matches(fact_id, [fact.id for fact in facts], n=1)
    return Problem(
        row.cells["fact"].place,
        f"there is no fact '{fact_id}'",
        "the id of a fact of this quarter is needed",
        f"did you mean '{near[0]}'?" if near else "the command facts lists the ids there are",
        Severity.WARNING,
    )


def _with_last_pack(
    facts: RestrictedFacts, earlier: tuple[Publication, ...], used: Iterable[str], reasons: dict[tuple[str, str], str]
) -> tuple[list[Compared], int]:
    """Return the figures of the returns that were published with another value, and how many are the same."""
    published = rows_by_key(earlier)
    changed, kept = list[Compared](), 0
    for fact in (facts[fact_id] for fact_id in dict.fromkeys(used)):
        row = published.get(fact_key(fact))
        if row is None or row.value is None or fact.value is None or row.unit != fact.unit.name:
            continue
        if agree(fact, row):
            kept += 1
            continue
        is_forecast = not _REVISABLE.isdisjoint((fact.status, row.status))
        known = reasons.get((fact.id, "last_paper"), "") or (_REVISED if is_forecast else "")
        if is_forecast and not any(fnmatchcase(fact.name, pattern) for pattern in HEADLINES):
            continue  # it follows from a forecast that is listed
        changed.append(
            _compare(_quantity(fact), fact.period, fact.unit, PAPER, fact.value, LAST_PACK, row.value, known)
        )
    return changed, kept


def _quantity(fact: Fact) -> str:
    """Return what a fact is, without the period that stands beside it."""
    return fact.label.removesuffix(f", {fact.period}")


def find_unexplained(checks: Iterable[Check], compared: Iterable[Compared]) -> tuple[Problem, ...]:
    """Return a warning for each check and comparison that differs with no reason known."""
    found = [
        _warning(
            "Checks", f"{check.name}, {check.year}: the rows add up to {check.counted}, the paper has {check.expected}"
        )
        for check in checks
        if check.is_unexplained
    ]
    found += [
        _warning(
            "Reconciliation",
            f"{entry.quantity}, {entry.when}: {entry.one_source} has {value_text(entry.one, entry.unit)}, "
            f"{entry.other_source} has {value_text(entry.other, entry.unit)}",
        )
        for entry in compared
        if entry.is_unexplained
    ]
    return tuple(found)


def _warning(sheet: str, found: str) -> Problem:
    return Problem(
        Place("return.xlsx", sheet),
        found,
        "both should be the same",
        "find the reason before the return is sent: it is unexplained",
        Severity.WARNING,
    )


def reconciliation_text(found: Reconciliation) -> str:
    """Return the reconciliation across returns as plain text for ``assurance.txt``; it stays inside."""
    lines = [
        "RECONCILIATION ACROSS RETURNS",
        "",
        "The same quantity in two statements: one; the other; the difference; why. Unexplained differences can cost",
        "money: the government takes the lowest figure.",
        "",
    ]
    order = sorted(found.compared, key=lambda entry: not entry.is_unexplained)
    for entry in order:
        one, other, gap = (value_text(value, entry.unit) for value in (entry.one, entry.other, entry.difference))
        lines.append(f"  {entry.quantity}, {entry.when}: {entry.one_source} {one}; {entry.other_source} {other}; "
                     f"difference {gap}; {entry.outcome}")  # fmt: skip
    if not order:
        lines.append("  No quantity is stated twice.")
    if found.kept:
        lines.append(f"  Figures of the returns that are the same as last published: {found.kept}.")
    return "\n".join(lines) + "\n"
