"""Person-level plans, counted into caseload rows and let go: no row and no identifier leaves this module."""

from __future__ import annotations

from reportgen.errors import Problem
from reportgen.inputs.headings import read_headings
from reportgen.inputs.rows import Grid
from reportgen.inputs.table import SourceFile, Table
from reportgen.inputs.tables import TABLES

_PLANS, _CASELOAD = TABLES["plans"], TABLES["caseload"]


def count_plans(grid: Grid, source: SourceFile, caseload: Table | None) -> tuple[Table, list[Problem]]:
    """Return the caseload counted from person-level plans, after any earlier censuses given as counts."""
    headings, problems = read_headings(_PLANS, grid.sheet, grid.place)
    return Table(_CASELOAD, (), source), problems
