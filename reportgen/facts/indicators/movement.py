"""How the number of plans moved from one count to the next, beside what starts and ends would make it."""

from __future__ import annotations

from reportgen.codes import FLOW_MEASURES, label_of
from reportgen.facts.fact import Fact
from reportgen.facts.factset import Reconciliation
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.provenance import day_text, fact_text, merged_sources
from reportgen.facts.units import PLANS, Number
from reportgen.period import Period

_SIGNS = {"plans_issued": 1, "transfers_in": 1, "plans_ceased": -1, "transfers_out": -1}
_NEEDED = ("plans_issued", "plans_ceased")
REASON_SECTION = "caseload_movement"
"""The section of the ``narrative`` table that holds the officer's reason for the difference."""


def _flow_suffix(ledger: Ledger, before: Fact, now: Fact) -> str | None:
    """Return the period suffix of the flows between two counts, None where no period fits."""
    assert before.as_of is not None and now.as_of is not None
    first, last = Period.of(before.as_of), Period.of(now.as_of)
    if first == last.previous:
        return "" if last == ledger.period else f"@{last}"
    if first == last.year_before and last.quarter == 4:
        return f"@{before.as_of.year}"
    return None


@indicator("plans.movement", title="Movement of EHC plans since the last count")
def movement(ledger: Ledger) -> None:
    """The number of plans that the last count, with plans started and ended since, would lead one to expect.

    A plan is an education, health and care plan.

    How to read: Expected is the last count, plus new plans and plans moved in, less plans ended and plans moved out.
    The difference is what was counted, less what was expected.
    Caveat: The counts come from different records and days, so they seldom agree exactly. A difference is not a
    mistake by itself.
    A member may ask: Why does it not add up? Late entries, corrections and the days between the counts explain most.
    """
    now = ledger.facts.get("plans.total")
    counted = [fact for fact in ledger.facts.values() if fact.name == "plans.total" and "@" in fact.id]
    if now is None or not counted:
        return
    before = max(counted, key=lambda fact: fact.period)
    suffix = _flow_suffix(ledger, before, now)
    if suffix is None:
        return
    flows = {
        measure: fact
        for measure in _SIGNS
        if (fact := ledger.facts.get(f"flow.{measure}{suffix}")) is not None and fact.value is not None
    }
    if before.value is None or now.value is None or not set(_NEEDED) <= set(flows):
        return
    expected = _record_expected(ledger, before, flows)
    assert expected.value is not None
    difference = now.value - expected.value
    difference_fact = ledger.record(
        "plans.movement.difference",
        difference,
        PLANS,
        "Plans counted, less plans expected",
        as_of=now.as_of,
        calculation=f"{fact_text(now)} − {fact_text(expected)} = {PLANS.exact(difference)}",
        inputs=(now.id, expected.id),
        sources=merged_sources((now, expected)),
    )
    reason = _reason(ledger) if difference else "agrees"
    ledger.reconciliations.append(Reconciliation("caseload movement", expected, now, difference_fact, reason))


def _record_expected(ledger: Ledger, before: Fact, flows: dict[str, Fact]) -> Fact:
    assert before.value is not None and before.as_of is not None
    value: Number = before.value
    words = f"{fact_text(before)} on {day_text(before.as_of)}"
    for measure, fact in flows.items():
        assert fact.value is not None
        value += _SIGNS[measure] * fact.value
        sign = "+" if _SIGNS[measure] > 0 else "−"
        label = label_of(FLOW_MEASURES, measure)
        words += f" {sign} {fact_text(fact)} {label[0].lower()}{label[1:]}"
    absent = [label_of(FLOW_MEASURES, measure) for measure in _SIGNS if measure not in flows]
    parts = (before, *flows.values())
    return ledger.record(
        "plans.movement.expected",
        value,
        PLANS,
        "Plans expected from the last count",
        calculation=f"{words} = {PLANS.exact(value)}",
        inputs=tuple(part.id for part in parts),
        sources=merged_sources(parts),
        assumptions=tuple(f"not given: {label[0].lower()}{label[1:]}" for label in absent),
    )


def _reason(ledger: Ledger) -> str:
    for row in ledger.inputs.rows("narrative"):
        if row.text("section").strip().lower() == REASON_SECTION:
            return row.text("text")
    return "unexplained"
