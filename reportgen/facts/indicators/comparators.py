"""The same measures for England, the region and statistical neighbours."""

from __future__ import annotations

from decimal import Decimal

from reportgen.codes import FLOW_MEASURES, Symbol, label_of
from reportgen.facts.fact import Fact, Status
from reportgen.facts.ledger import INDICATORS, Ledger, indicator
from reportgen.facts.names import dated_id, last_day, period_id, slug
from reportgen.facts.provenance import sources_of, value_text
from reportgen.facts.units import COUNT, PERCENT, Number, Unit

TABLE = "comparators"


@indicator("comparator", title="Other areas")
def comparator(ledger: Ledger) -> None:
    """A measure of another area: England, the region or areas like ours, called statistical neighbours.

    How to read: Compare a percentage with a percentage of the same period. A count grows with the size of an area.
    Caveat: Other areas may count differently, and their figures are often older.
    A member may ask: How do we compare? Read our value of the same period beside it.
    """
    for row in ledger.inputs.rows(TABLE):
        value = row.number_or_symbol("value")
        if value is None:
            continue
        measure, period = row.text("measure").strip().lower(), period_id(row)
        ours = _ours(ledger, measure)
        unit = _unit(measure, ours)
        ledger.record(
            dated_id(f"comparator.{slug(row.text('area'))}.{measure}", period, str(ledger.period)),
            value,
            unit,
            f"{row.text('area')}: {_label(measure, ours)}",
            period=period,
            decimals=_decimals(value, ours),
            as_of=last_day(period),
            calculation=f"{value_text(value, unit)} as published for {row.text('area')}",
            sources=sources_of(ledger.inputs, TABLE, [row], "value"),
            status=Status.PUBLISHED,
            basis=row.text("area_type"),
        )


def _ours(ledger: Ledger, measure: str) -> Fact | None:
    """Return any fact of our own for the measure, whatever its period."""
    names = {measure, f"flow.{measure}"}
    return next((fact for fact in ledger.facts.values() if fact.name in names), None)


def _unit(measure: str, ours: Fact | None) -> Unit:
    if ours is not None:
        return ours.unit
    return PERCENT if "timeliness" in measure or measure.endswith("percent") else COUNT


def _label(measure: str, ours: Fact | None) -> str:
    if ours is not None:
        return ours.label
    declared = INDICATORS.get(measure)
    return declared.title if declared is not None else label_of(FLOW_MEASURES, measure.removeprefix("flow."))


def _decimals(value: Number | Symbol, ours: Fact | None) -> int | None:
    """Return our own measure's decimals, or those the value was given with."""
    if ours is not None:
        return ours.decimals
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else None
