"""Any other number the text needs, as the officer gave it with its source."""

from __future__ import annotations

from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.facts.fact import Status
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.provenance import sources_of, value_text
from reportgen.facts.units import CASES, CHILDREN, PLANS, RESPONDENTS, Number, unit_named

_PEOPLE = {PLANS.name, CHILDREN.name, CASES.name, RESPONDENTS.name, "people"}
"""Units that count people: a small number of them is hidden like any other."""


def _decimals(value: Number | Symbol) -> int | None:
    """Return the decimals the officer gave, so that the figure prints as it was written."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else None
    return None


@indicator("figure", title="Other figures")
def figure(ledger: Ledger) -> None:
    """A number taken from another source, printed as it was given there.

    How to read: The source and the day it was taken stand beside it.
    Caveat: It was not worked out from the council's own data and cannot be checked here.
    A member may ask: Where does it come from? From the source named with it.
    """
    for row in ledger.inputs.rows("figures"):
        value = row.number_or_symbol("value")
        if value is None:
            continue
        unit = unit_named(row.text("unit"))
        source = row.text("source")
        fact_id = f"figure.{row.text('id').strip().lower()}"
        words = {"definition": row.text("definition")} if row.text("definition") else {}
        ledger.record(
            fact_id,
            value,
            unit,
            row.text("label") or row.text("id"),
            as_of=row.day("as_of"),
            decimals=_decimals(value),
            calculation=f"{value_text(value, unit)} as given" + (f" by {source}" if source else ""),
            basis=source,
            sources=sources_of(ledger.inputs, "figures", (row,), "value"),
            status=Status.SUPPLIED if source else Status.LOCAL,
            counts_children=unit.name in _PEOPLE,
            **words,
        )
