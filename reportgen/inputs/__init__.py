"""The quarterly input tables: declared once, read from workbook or CSV, checked, all problems at once."""

from reportgen.inputs.quarter import read_quarter

__all__ = ["read_quarter"]
