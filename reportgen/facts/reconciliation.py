"""Every identity and reconciliation as a finance officer follows it: both sides, the difference and the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.identities import closing_before
from reportgen.facts.provenance import fact_text, value_text
from reportgen.facts.units import MINUS, Number, Pounds

EQUAL = "equal"
UNKNOWN = "cannot be checked: a value is not available or hidden"


@dataclass(frozen=True, slots=True)
class Check:
    """Two sides that must be, or ought to be, the same amount.

    ``one`` is a fact. The other side is a fact too, or what ``parts`` add up to. ``difference`` is one side less the
    other, None where a value is unknown.
    """

    name: str
    one: Fact
    parts: tuple[Fact, ...]
    other: Number | None
    difference: Number | None
    outcome: str

    @property
    def is_money(self) -> bool:
        """Whether it compares pounds."""
        return isinstance(self.one.unit, Pounds)


def list_checks(facts: RestrictedFacts | PublishedFacts) -> tuple[Check, ...]:
    """Return every check: sums as they are declared, then opening balances, then quantities that ought to agree."""
    return (*_sums(facts), *_openings(facts), *_reconciled(facts))


def _sums(facts: RestrictedFacts | PublishedFacts) -> Iterator[Check]:
    for declared in facts.sums:
        total = facts.get(declared.total)
        parts = tuple(facts[part] for part in declared.parts if part in facts)
        if total is not None and len(parts) == len(declared.parts):
            yield _compare(declared.name, total, parts, EQUAL)


def _openings(facts: RestrictedFacts | PublishedFacts) -> Iterator[Check]:
    for fact in facts:
        if fact.indicator == "dsg.opening":
            before = closing_before(facts, fact)
            if before is not None:
                yield _compare("opening balance is last year's closing balance", fact, (before,), EQUAL)


def _reconciled(facts: RestrictedFacts | PublishedFacts) -> Iterator[Check]:
    for entry in facts.reconciliations:
        yield _compare(entry.name, entry.found, (entry.expected,), entry.reason)


def _compare(name: str, one: Fact, parts: tuple[Fact, ...], outcome: str) -> Check:
    values = [part.value for part in parts]
    known = [value for value in values if value is not None]
    if one.value is None or len(known) < len(values):
        return Check(name, one, parts, None, None, UNKNOWN)
    other: Number = sum(known, 0)
    return Check(name, one, parts, other, one.value - other, outcome)


def finance_assurance(facts: RestrictedFacts) -> str:
    """Return the reconciliation as plain text for ``assurance.txt``: pounds check by check, counts one line a kind.

    It holds exact values and stays inside.
    """
    groups: dict[tuple[bool, str], list[Check]] = {}
    for check in list_checks(facts):
        groups.setdefault((check.is_money, check.name), []).append(check)
    lines = ["RECONCILIATION", "", "What is compared: one side; the other side; the difference; the outcome.", ""]
    for (is_money, name), group in groups.items():
        if is_money:
            lines += [f"{name[0].upper()}{name[1:]}", *(f"  {_line(check)}" for check in group)]
    lines += ["", "Counts of plans, children and answers", ""]
    for (is_money, name), group in groups.items():
        if not is_money:
            lines.append(f"  {name}: {_in_words(group)}")
            lines += [f"    {_line(check)}" for check in group if check.outcome != EQUAL]
    return "\n".join(lines) + "\n"


def _line(check: Check) -> str:
    unit = check.one.unit
    other = "not known" if check.other is None else value_text(check.other, unit)
    difference = "not known" if check.difference is None else value_text(check.difference, unit)
    parts = " + ".join(fact_text(part) for part in check.parts).replace(f"+ {MINUS}", f"{MINUS} ")
    worked = f" ({parts})" if len(check.parts) > 1 else ""
    period = "" if check.one.period in check.one.label else f", {check.one.period}"
    one = fact_text(check.one)
    return f"{check.one.label}{period}: {one}; {other}{worked}; difference {difference}; {check.outcome}"


def _in_words(group: list[Check]) -> str:
    equal = sum(check.difference == 0 for check in group)
    times = "once" if len(group) == 1 else f"{len(group)} times"
    return f"checked {times}, {'equal' if equal == len(group) else f'equal {equal} times'}"
