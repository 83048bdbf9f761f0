"""The improvement programme in numbers: budgets of its elements, milestones by rating, actions by state."""

from __future__ import annotations

from reportgen.codes import RAG
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.names import slug
from reportgen.facts.provenance import merged_sources, sources_of, sum_words
from reportgen.facts.units import COUNT, POUNDS
from reportgen.inputs.table import Row

_OPEN = ("open", "in_progress")


@indicator("programme.budget", title="Budget of the programme")
def programme_budget(ledger: Ledger) -> None:
    """The money set aside for each element of the improvement programme, and for all of them.

    How to read: It is what may be spent, not what has been spent.
    Caveat: Elements without a budget of their own are paid for from existing budgets and are not in the total.
    A member may ask: Is this the grant? The grant pays for it; what has been received and spent is shown apart.
    """
    parts = []
    for row in ledger.inputs.rows("programme"):
        amount = row.amount("budget")
        if amount is not None:
            parts.append(
                ledger.record(
                    f"programme.{row.text('id').strip().lower()}.budget",
                    amount,
                    POUNDS,
                    f"Budget, {row.text('element')}",
                    as_of=ledger.period.end,
                    calculation=f"{POUNDS.exact(amount)} as given",
                    sources=sources_of(ledger.inputs, "programme", (row,), "budget"),
                )
            )
    if parts:
        total = sum((part.value for part in parts if part.value is not None), 0)
        ledger.record(
            "programme.budget",
            total,
            POUNDS,
            "Budget of the programme",
            as_of=ledger.period.end,
            calculation=sum_words(parts, total, POUNDS),
            inputs=tuple(part.id for part in parts),
            sources=merged_sources(parts),
        )
        ledger.add_sum("programme.budget", tuple(part.id for part in parts), "elements make up the programme")


def _count(ledger: Ledger, fact_id: str, label: str, table: str, rows: list[Row], column: str) -> str:
    return ledger.record(
        fact_id,
        len(rows),
        COUNT,
        label,
        as_of=ledger.period.end,
        calculation=f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} of the {table} table",
        sources=sources_of(ledger.inputs, table, rows, column),
    ).id


@indicator("milestones", title="Milestones by rating")
def milestones(ledger: Ledger) -> None:
    """The milestones of the programme, in all and by rating: red, amber, green or complete.

    How to read: Green is on time, amber at risk, red late. Complete means done.
    Caveat: The rating is the judgement of the officer who leads the work.
    A member may ask: What is being done about those in red? The note beside each milestone says.
    """
    rows = list(ledger.inputs.rows("milestones"))
    if not rows:
        return
    total = _count(ledger, "milestones.total", "Milestones", "milestones", rows, "title")
    parts = [
        _count(
            ledger,
            f"milestones.{rag.code}",
            f"Milestones rated {rag.label.lower()}",
            "milestones",
            [row for row in rows if row.text("rag") == rag.code],
            "rag",
        )
        for rag in RAG
    ]
    if all(row.text("rag") for row in rows):
        ledger.add_sum(total, tuple(parts), "ratings make up all milestones")


@indicator("actions", title="Actions by state")
def actions(ledger: Ledger) -> None:
    """The actions minuted at earlier meetings: those still open and those complete.

    How to read: Actions in progress count as open.
    Caveat: Actions replaced by others are in neither number.
    A member may ask: What became of mine? Each is listed with its outcome.
    """
    rows = list(ledger.inputs.rows("actions"))
    if not rows:
        return
    groups = (("open", "Actions open", _OPEN), ("complete", "Actions complete", ("complete",)))
    for name, label, states in groups:
        matching = [row for row in rows if slug(row.text("status")).replace("-", "_") in states]
        _count(ledger, f"actions.{name}", label, "actions", matching, "status")
