"""The DfE returns as declarations: labels, order and checks; a new year is a diff of the last."""

from reportgen.returns.workbook import compose_return, find_unexplained

__all__ = ["compose_return", "find_unexplained"]
