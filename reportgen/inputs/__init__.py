"""The quarterly input tables: declared once, read from workbook or CSV, checked, all problems at once."""

from reportgen.inputs.dictionary import dictionary
from reportgen.inputs.quarter import read_quarter
from reportgen.inputs.starter import empty_quarter, next_quarter

__all__ = ["dictionary", "empty_quarter", "next_quarter", "read_quarter"]
