"""One module a topic; importing this package declares every indicator in computing order."""

from reportgen.facts.indicators import (  # noqa: I001 (the order is the order of computing)
    caseload,
    flow,
    dsg,
    spend,
    grant,
    programme,
    figures,
)

__all__ = ["caseload", "dsg", "figures", "flow", "grant", "programme", "spend"]
