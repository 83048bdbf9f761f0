"""The programme's grant: what was applied for, received, planned and spent, by workstream and in all."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.codes import ALL
from reportgen.facts.fact import Fact
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.names import dated_id, last_day, period_id, slug
from reportgen.facts.provenance import fact_text, merged_sources, period_text, sources_of, sum_words
from reportgen.facts.units import POUNDS
from reportgen.inputs.table import Row


def _whole(row: Row) -> bool:
    return row.text("workstream").strip().lower() in ("", ALL)


def _latest_rows(ledger: Ledger, measure: str) -> dict[str, tuple[Row, ...]]:
    """Return for each period with a row of the measure, and for the pack's own, the latest row of each workstream.

    Amounts are to date, so the last amount given stands until another is.
    """
    own = str(ledger.period)
    rows = [
        row
        for row in ledger.inputs.rows("grant")
        if row.text("measure") == measure
        and row.amount("amount") is not None
        and (period_id(row) == own or last_day(period_id(row)) <= ledger.period.end)
    ]
    rows.sort(key=lambda row: last_day(period_id(row)))
    periods = dict.fromkeys([period_id(row) for row in rows] + ([own] if rows else []))
    return {
        period: tuple(
            {slug(row.text("workstream")): row for row in rows if last_day(period_id(row)) <= last_day(period)}.values()
        )
        for period in periods
    }


def _record_measure(ledger: Ledger, measure: str, label: str) -> None:
    for period, rows in _latest_rows(ledger, measure).items():
        parts = [_record_row(ledger, measure, label, period, row) for row in rows if not _whole(row)]
        whole = next((row for row in rows if _whole(row)), None)
        name = dated_id(f"grant.{measure}", period, str(ledger.period))
        if whole is not None:
            _record_row(ledger, measure, label, period, whole)
        else:
            total = sum((part.value for part in parts if part.value is not None), 0)
            ledger.record(
                name,
                total,
                POUNDS,
                label,
                period=period,
                as_of=last_day(period),
                calculation=sum_words(parts, total, POUNDS),
                inputs=tuple(part.id for part in parts),
                sources=merged_sources(parts),
            )
        if parts:
            ledger.add_sum(name, tuple(part.id for part in parts), f"workstreams make up the grant: {label.lower()}")


def _record_row(ledger: Ledger, measure: str, label: str, period: str, row: Row) -> Fact:
    amount = row.amount("amount")
    assert amount is not None
    workstream = "" if _whole(row) else row.text("workstream").strip()
    name = f"grant.{measure}.{slug(workstream)}" if workstream else f"grant.{measure}"
    return ledger.record(
        dated_id(name, period, str(ledger.period)),
        amount,
        POUNDS,
        f"{label}, {workstream}" if workstream else label,
        period=period,
        as_of=last_day(period_id(row)),
        calculation=f"{POUNDS.exact(amount)} to date, as given for {period_text(period_id(row))}",
        sources=sources_of(ledger.inputs, "grant", (row,), "amount"),
    )


@indicator("grant.applied_for", title="Grant applied for")
def applied_for(ledger: Ledger) -> None:
    """The grant the council asked for, in all and by workstream.

    How to read: It is what was asked, not what was given.
    Caveat: An application is no promise.
    A member may ask: Did we get all of it? Compare with the grant awarded.
    """
    _record_measure(ledger, "applied_for", "Grant applied for")


@indicator("grant.awarded", title="Grant awarded")
def awarded(ledger: Ledger) -> None:
    """The grant the government has agreed to give, in all and by workstream.

    How to read: It is the whole award over all years.
    Caveat: It is paid in parts, often only when the plan is on track.
    A member may ask: Can we use it to pay off the deficit? No. It pays for the work that is meant to slow its growth.
    """
    _record_measure(ledger, "awarded", "Grant awarded")


@indicator("grant.received", title="Grant received so far")
def received(ledger: Ledger) -> None:
    """The part of the grant that has been paid to the council so far, since the award.

    How to read: It is a running total, not the payment of one quarter.
    Caveat: The rest of the award is still to come and may depend on progress.
    A member may ask: When is the next payment? The milestones on which it depends are listed with the programme.
    """
    _record_measure(ledger, "received", "Grant received so far")


@indicator("grant.planned", title="Grant planned to be spent so far")
def planned(ledger: Ledger) -> None:
    """The part of the grant that the plan said would be spent by now, since the award.

    How to read: Compare it with what has been spent.
    Caveat: A plan is changed at times; the amount shown is the latest.
    A member may ask: Are we behind? If less was spent than planned, the work is later than it should be.
    """
    _record_measure(ledger, "planned", "Grant planned to be spent so far")


@indicator("grant.committed", title="Grant committed so far")
def committed(ledger: Ledger) -> None:
    """The part of the grant that is spent or already promised, for example in contracts.

    How to read: What is committed cannot be used for anything else.
    Caveat: It contains what has been spent; the two must not be added.
    A member may ask: How much is still free? The award less what is committed.
    """
    _record_measure(ledger, "committed", "Grant committed so far")


@indicator("grant.spent", title="Grant spent so far")
def spent(ledger: Ledger) -> None:
    """The part of the grant that has been spent so far, since the award.

    How to read: It is a running total. The change since last quarter is what this quarter cost.
    Caveat: Spending is not a saving. What the work brings in is shown with the benefits.
    A member may ask: What did we get for it? See the milestones reached and the benefits so far.
    """
    _record_measure(ledger, "spent", "Grant spent so far")


@indicator("grant.forecast", title="Grant forecast to be spent by year end")
def forecast(ledger: Ledger) -> None:
    """The part of the grant that is expected to be spent by the end of the financial year.

    How to read: It contains what has been spent already.
    Caveat: It is an estimate made at the end of the quarter.
    A member may ask: Will any be left? Compare with the grant received.
    """
    _record_measure(ledger, "forecast", "Grant forecast to be spent by year end")


@indicator("grant.carried_forward", title="Grant carried forward")
def carried_forward(ledger: Ledger) -> None:
    """The part of the grant that is expected to be carried into the next financial year.

    How to read: It is money that will be spent later.
    Caveat: The government may have to agree to it.
    A member may ask: Will we lose it? Only if the terms of the grant do not allow it to be carried forward.
    """
    _record_measure(ledger, "carried_forward", "Grant carried forward")


@indicator("grant.unspent", title="Grant received and not spent")
def unspent(ledger: Ledger) -> None:
    """The grant received so far, less the grant spent so far.

    How to read: A positive amount is in hand; a negative one has been paid out before the grant arrived.
    Caveat: Some of it may be promised already.
    A member may ask: Why is money unspent? The milestones show which work has not started yet.
    """
    for fact_id in [fact_id for fact_id in ledger.facts if fact_id.startswith("grant.received")]:
        _record_unspent(ledger, ledger.facts, fact_id)


def _record_unspent(ledger: Ledger, facts: Mapping[str, Fact], received_id: str) -> None:
    had, used = facts[received_id], facts.get(received_id.replace("grant.received", "grant.spent", 1))
    if used is None or had.value is None or used.value is None:
        return
    value = had.value - used.value
    ledger.record(
        received_id.replace("grant.received", "grant.unspent", 1),
        value,
        POUNDS,
        had.label.replace("Grant received so far", "Grant received and not spent"),
        period=had.period,
        as_of=had.as_of,
        calculation=f"{fact_text(had)} − {fact_text(used)} = {POUNDS.exact(value)}",
        inputs=(had.id, used.id),
        sources=merged_sources((had, used)),
    )
    ledger.add_sum(had.id, (used.id, received_id.replace("grant.received", "grant.unspent", 1)), "grant received")
