"""What holds between rows and tables, checked once every cell has been read."""

from __future__ import annotations

from reportgen.errors import Problem
from reportgen.inputs.table import Inputs


def check_tables(inputs: Inputs) -> list[Problem]:
    """Return every breach of a rule that holds between rows or tables."""
    return []
