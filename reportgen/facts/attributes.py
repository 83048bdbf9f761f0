"""The eight attributes without which no steady-state number is printed (domain A5: the eight ambiguities)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from reportgen.codes import RAG, SETTINGS, label_of
from reportgen.facts.matrix import Opportunity, exact
from reportgen.facts.matrix_rows import NO_PLAN, MatrixRow
from reportgen.facts.provenance import day_text
from reportgen.facts.units import PERCENT, POUNDS, Number

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a steady-state number is, in eight short answers; “not stated” where the row does not say."""

    per_year_or_total: str
    flow_or_stock: str
    price_base: str
    net_of_new_setting: str
    net_of_programme_cost: str
    year_reached: str
    baseline: str
    confidence_and_overlaps: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The attributes as printed: “Price base: 2025-26 prices”."""
        return tuple(
            f"{field.name.replace('_', ' ').capitalize()}: {getattr(self, field.name)}" for field in fields(self)
        )


def attributes_of(row: MatrixRow, year_pattern: str, case: str = "target") -> Attributes:
    """Return the attributes of a row's steady-state numbers; ``year_pattern`` is how financial years are written."""
    if row.opportunity is None:
        return _supplied(row)
    opportunity = row.opportunity
    return Attributes(
        per_year_or_total="a yearly amount, not a total over several years",
        flow_or_stock="all children benefiting at one time (a stock), not the new children of one year (a flow)",
        price_base=f"{opportunity.price_base.label(year_pattern)} prices",
        net_of_new_setting=_new_setting(row),
        net_of_programme_cost=_programme_cost(row),
        year_reached=_year_reached(opportunity, year_pattern),
        baseline=f"children with plans on {day_text(row.baseline_date)}" if row.baseline_date else NOT_STATED,
        confidence_and_overlaps=f"{_confidence(row)}; {case} case; {_overlap(row)}",
    )


def _supplied(row: MatrixRow) -> Attributes:
    year = f"academic year {row.supplied_year}" if row.supplied_year else NOT_STATED
    baseline = f"children with plans on {day_text(row.baseline_date)}" if row.baseline_date else NOT_STATED
    price_base = str(row.row.value("price_base") or "")
    confidence = _confidence(row) if row.confidence else NOT_STATED
    return Attributes(
        NOT_STATED,
        NOT_STATED,
        f"{price_base} prices" if price_base else NOT_STATED,
        NOT_STATED,
        _programme_cost(row),
        year,
        baseline,
        f"{confidence}; {_overlap(row)}" if row.overlap_share else confidence,
    )


def _new_setting(row: MatrixRow) -> str:
    if row.to_setting == NO_PLAN:
        return "yes: without a plan there is no plan cost to take off"
    setting = label_of(SETTINGS, row.to_setting) if row.to_setting else "the new setting"
    return f"yes: the cost of {setting[0].lower()}{setting[1:]} is taken off"


def _programme_cost(row: MatrixRow) -> str:
    stated: list[tuple[Number | None, str]] = [
        (row.row.amount("one_off_cost"), "once"),
        (row.row.amount("recurring_cost"), "each year"),
    ]
    costs = [f"{POUNDS.exact(amount)} {when}" for amount, when in stated if amount is not None]
    return f"no: the programme costs {' and '.join(costs)}, shown apart" if costs else NOT_STATED


def _year_reached(opportunity: Opportunity, year_pattern: str) -> str:
    if opportunity.steady_state_year is not None:
        return f"academic year {opportunity.steady_state_year}"
    last = opportunity.settled_year.plus(-1).label(year_pattern)
    return f"none: one group of children whose effect ends in the financial year {last}"


def _confidence(row: MatrixRow) -> str:
    return f"{label_of(RAG, row.confidence).lower()} confidence" if row.confidence else f"confidence {NOT_STATED}"


def _overlap(row: MatrixRow) -> str:
    if not row.overlap_share:
        return "no overlap with other rows"
    percent = PERCENT.exact(exact(row.overlap_share * 100))
    return f"before {percent} of its children, counted in another row, are taken off"
