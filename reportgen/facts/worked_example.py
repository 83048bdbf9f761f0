"""One row of the matrix from children to pounds, year by year: fact ids for the table that explains steady state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.facts.fact import Fact
from reportgen.facts.matrix_rows import Matrix
from reportgen.period import FinancialYear


@dataclass(frozen=True, slots=True)
class ExampleYear:
    """One financial year of the example: the ids of its children in March, its saving and the saving so far."""

    year: FinancialYear
    stock: str
    saving: str
    cumulative: str


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """The ids behind “children a year × years = children; children × pounds = pounds a year”, and the years.

    ``this_year`` is the saving of the pack's own financial year, "" where the row has none; with ``run_rate`` (""
    where nothing is reported yet), ``steady_state_saving`` and the last year's ``cumulative`` these are four different
    numbers, and the example shows why.
    """

    opportunity: str
    flow: str
    duration: str
    steady_state_children: str
    unit_cost_from: str
    unit_cost_to: str
    net_unit_saving: str
    steady_state_saving: str
    this_year: str
    run_rate: str
    years: tuple[ExampleYear, ...]


def example_row(matrix: Matrix) -> str | None:
    """Return the id of the computed row with the largest saving at steady state, the first of equals; None without."""
    found = [(row, opportunity) for row, opportunity in matrix.computed if opportunity.steady_state_saving() > 0]
    best = max(found, key=lambda pair: pair[1].steady_state_saving(), default=None)
    return None if best is None else best[0].id


def work_example(matrix: Matrix, facts: Iterable[Fact], own_year: FinancialYear) -> WorkedExample | None:
    """Return the example of a matrix for the facts at hand, None where no computed row has a steady state.

    It gives every year from the start to the first full year at steady state.
    """
    chosen = example_row(matrix)
    if chosen is None:
        return None
    known = {fact.id for fact in facts}
    opportunity = next(opportunity for row, opportunity in matrix.computed if row.id == chosen)
    prefix = f"opportunity.{chosen}"
    span = range(opportunity.first_year.start, opportunity.settled_year.start + 1)
    years = tuple(
        ExampleYear(year, f"{prefix}.stock@{year}", f"{prefix}.saving@{year}", f"{prefix}.saving.cumulative@{year}")
        for year in map(FinancialYear, span)
    )
    this_year, run_rate = f"{prefix}.saving@{own_year}", f"{prefix}.run_rate"
    return WorkedExample(
        opportunity=chosen,
        flow=f"{prefix}.flow",
        duration=f"{prefix}.duration",
        steady_state_children=f"{prefix}.steady_state_children",
        unit_cost_from=f"{prefix}.unit_cost_from",
        unit_cost_to=f"{prefix}.unit_cost_to",
        net_unit_saving=f"{prefix}.net_unit_saving",
        steady_state_saving=f"{prefix}.steady_state_saving",
        this_year=this_year if this_year in known else "",
        run_rate=run_rate if run_rate in known else "",
        years=years,
    )
