"""The DfE returns: forms as declarations, filled, checked and reconciled; and the authority's own copy filled in."""

from reportgen.returns.figures import FilledForm, ReturnFigures, fill_checked, fill_returns
from reportgen.returns.library import find_form, find_mistakes
from reportgen.returns.reconciliation import reconciliation_text
from reportgen.returns.workbook import compose_return

__all__ = [
    "FilledForm",
    "ReturnFigures",
    "compose_return",
    "fill_checked",
    "fill_returns",
    "find_form",
    "find_mistakes",
    "reconciliation_text",
]
