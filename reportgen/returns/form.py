"""What a return form is: tables of labels and the facts that fill them, as declarations.

A form is one TOML file (``returns/forms``, or the project's own ``returns``); a new collection year is a diff of the
last (design section 2). Nothing here knows a label of any return, and no form computes: each cell is one fact, or the
sum of facts its declaration names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

COLUMN = "{column}"
"""In a fact id: what a named column puts there."""

EACH = "{each}"
"""In a fact id: what the row was found by (a workstream, say)."""


class Across(Enum):
    """What the columns of a table are, where they follow from the facts; the value is what a form file writes."""

    JANUARY = "january censuses"
    FINANCIAL_YEARS = "financial years"
    CALENDAR_YEARS = "calendar years"


class Zero(Enum):
    """When a cell without a fact holds a zero: the DfE's templates want counts zero-filled, never what nobody knows."""

    NEVER = "never"
    COLUMN = "where the column was counted"
    ROW = "where the row was given"
    REST = "where the other rows are the whole"


class Rounding(Enum):
    """How cells that are not whole are rounded (domain B2).

    ``INDEPENDENT`` rounds each cell and the total half up, so that rows may not add up, and says so. ``STRICT`` keeps
    the rounded total and gives what is left over to the largest remainders, so that rows always add up.
    """

    INDEPENDENT = "independent"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a cell adds up: the first of the facts that the quarter has, taken off where ``sign`` is −1."""

    facts: tuple[str, ...]
    sign: int = 1


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: the form's own label and the terms whose sum it asks for."""

    label: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column the form itself names; ``insert`` stands for ``{column}`` in its facts' ids."""

    label: str
    insert: str


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of a form: rows in the form's order, its total row, and the sheet it gets in ``return.xlsx``.

    ``each`` is a fact id with a ``*``: every fact like it makes a row, filled by the one row declared. ``named`` are
    the columns the form names, those of the latest year where ``across`` is given too; else the columns follow from
    ``across``. ``whole`` is the fact the rows should add up to, the first that there is; ``beside`` are facts inside
    that whole for which the form has no row, so that a difference can be explained with ``beside_reason``.
    """

    sheet: str
    section: str
    title: str
    rows: tuple[FormRow, ...]
    across: Across | None = None
    named: tuple[NamedColumn, ...] = ()
    each: str = ""
    total_label: str = ""
    whole: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    beside_reason: str = ""
    zero: Zero = Zero.NEVER
    unit: str = "plans"
    scale: int = 1
    decimals: int = 0
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What the table is, in one line."""
        return ": ".join(part for part in (self.section, self.title) if part)


@dataclass(frozen=True, slots=True)
class TextList:
    """Rows of an input table as a return asks for them: milestones, risks, engagement. Columns: heading → column."""

    sheet: str
    title: str
    table: str
    columns: Mapping[str, str]


class Rule(Enum):
    """How the two sides of a check must stand to each other."""

    EQUAL = "equal"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class FormCheck:
    """A check of a form's own: ``one`` and ``other`` are sums of facts, compared in every column of ``across``.

    Without ``across`` the facts of this quarter are compared. ``reason`` explains a difference that is known to be
    there; without one a difference is unexplained.
    """

    name: str
    one: tuple[Term, ...]
    other: tuple[Term, ...]
    rule: Rule = Rule.EQUAL
    across: Across | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A return: where its labels come from, and whether they were checked against the DfE's own file.

    ``also`` lists other wordings of a label, and ``headings`` other ways to write a year (``{year} outturn``), by which
    tables are found in the authority's own copy. ``everything`` is the fact that the wholes of the zero-filled tables
    add up to: where those that are there do, a table without any plan holds zeros.
    """

    name: str
    title: str
    source: str
    tables: tuple[FormTable, ...]
    lists: tuple[TextList, ...] = ()
    checks: tuple[FormCheck, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    everything: str = ""
    rounding: Rounding = Rounding.INDEPENDENT
    labels_checked: bool = False
