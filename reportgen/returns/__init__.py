"""The DfE returns: forms as declarations, filled, checked and reconciled; and the authority's own copy filled in."""

from reportgen.returns.figures import ReturnFigures, fill_returns
from reportgen.returns.reconciliation import reconciliation_text
from reportgen.returns.workbook import compose_return

__all__ = ["ReturnFigures", "compose_return", "fill_returns", "reconciliation_text"]
