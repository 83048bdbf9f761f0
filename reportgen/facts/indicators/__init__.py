"""One module a topic; importing this package declares every indicator in computing order."""

from reportgen.facts.indicators import (  # noqa: I001 (the order is the order of computing)
    caseload,
    flow,
    movement,
    dsg,
    spend,
    grant,
    programme,
    figures,
    unit_costs,
    opportunities,
    opportunity_years,
    opportunity_totals,
    themes,
)

__all__ = [
    "caseload",
    "dsg",
    "figures",
    "flow",
    "grant",
    "movement",
    "opportunities",
    "opportunity_totals",
    "opportunity_years",
    "programme",
    "spend",
    "themes",
    "unit_costs",
]
