"""What one plan costs a year in each setting."""

from __future__ import annotations

from reportgen.codes import SETTINGS, Symbol, label_of
from reportgen.facts.fact import Fact
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.names import dated_id
from reportgen.facts.provenance import sources_of
from reportgen.facts.units import PLANS, POUNDS_PER_PLAN, Unit
from reportgen.inputs.table import Row

TABLE = "unit_costs"


def _price_base(row: Row) -> str:
    return str(row.value("price_base")).replace("/", "-")


def _record(ledger: Ledger, row: Row, column: str, ending: str, unit: Unit, label: str) -> Fact | None:
    value = row.number_or_symbol(column)
    if value is None:
        return None
    setting = row.text("setting")
    latest = max(_price_base(other) for other in ledger.inputs.rows(TABLE) if other.text("setting") == setting)
    includes = " + ".join(row.items("includes")) or "what it includes is not stated"
    return ledger.record(
        dated_id(f"unit_cost.{setting}{ending}", _price_base(row), latest),
        value,
        unit,
        f"{label_of(SETTINGS, setting)}: {label}",
        period=_price_base(row),
        calculation=f"{value.text if isinstance(value, Symbol) else unit.exact(value)} as declared",
        sources=sources_of(ledger.inputs, TABLE, [row], column),
        basis=f"{_price_base(row)} prices; {includes}",
        counts_children=unit is PLANS,
    )


@indicator("unit_cost", title="Cost of a plan a year, by setting")
def unit_cost(ledger: Ledger) -> None:
    """The mean yearly cost of one plan in a setting: all that is spent, divided by the number of plans.

    How to read: What the cost includes, such as top-up funding, the place or transport, is printed with it.
    Caveat: Plans differ widely. Where the mean is far above the median, a few costly plans pull it up.
    A member may ask: Are unit costs per pupil or weighted for need? They are per plan and are not weighted.
    """
    for row in ledger.inputs.rows(TABLE):
        _record(ledger, row, "mean", "", POUNDS_PER_PLAN, "mean cost of a plan a year")


@indicator("unit_cost.median", title="Median cost of a plan a year, by setting")
def unit_cost_median(ledger: Ledger) -> None:
    """The yearly cost of the plan in the middle when all plans of a setting are put in order of cost.

    How to read: Half the plans cost less and half cost more.
    Caveat: It cannot be multiplied by the number of plans to get what is spent.
    A member may ask: Why do the mean and the median differ? A few very costly plans raise the mean but not the median.
    """
    for row in ledger.inputs.rows(TABLE):
        _record(ledger, row, "median", ".median", POUNDS_PER_PLAN, "median cost of a plan a year")


@indicator("unit_cost.plans", title="Plans behind the cost of a plan")
def unit_cost_plans(ledger: Ledger) -> None:
    """The number of plans from which the yearly cost of a setting was worked out.

    How to read: The more plans, the steadier the average.
    Caveat: It may have been counted on another day than the number of plans shown elsewhere.
    A member may ask: Are the numbers too small to be sure? An average over few plans can change much from one child.
    """
    for row in ledger.inputs.rows(TABLE):
        _record(ledger, row, "plans", ".plans", PLANS, "plans behind the cost")
