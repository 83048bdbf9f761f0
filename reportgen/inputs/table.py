"""The values between reading and computing: declarations of tables, and tables as read.

A column is declared once in ``inputs/tables.py``; reading, checking, the dictionary in
``data/README.md``, the empty ``quarter.xlsx`` and the test data all follow from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from reportgen.codes import Code, Symbol
from reportgen.errors import Place
from reportgen.period import Period


class Kind(Enum):
    """What a column holds, and so how its cells are read."""

    TEXT = "text"
    MARKDOWN = "text with bullets and bold"
    IDENTIFIER = "identifier"
    INTEGER = "whole number"
    NUMBER = "number"
    MONEY = "pounds"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes or no"
    CODE = "code"
    PERIOD = "period"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    LIST = "list"


class Carry(Enum):
    """What ``reportgen new`` takes into the next quarter's workbook."""

    HISTORY = "all rows"
    OPEN = "rows still open"
    STRUCTURE = "rows with this quarter's entries blanked"
    NOTHING = "headings only"


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column. ``doc`` is what the dictionary and the heading's note say.

    ``separator`` splits a LIST. ``restricted`` columns are person-level or screening values that may reach no output
    and no message. ``blank_in_new`` columns are emptied by ``reportgen new``.
    """

    name: str
    kind: Kind
    doc: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    allows_all: bool = False
    allows_symbol: bool = False
    separator: str = ""
    restricted: bool = False
    blank_in_new: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class TableDeclaration:
    """One declared input table. ``key`` columns together must be unique (empty: no rule).

    ``open_columns`` says that further columns are allowed and what they mean (wide survey responses, a second
    meeting's values).
    """

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    carry: Carry = Carry.NOTHING
    restricted: bool = False
    open_columns: str = ""

    @property
    def holds_people(self) -> bool:
        """Whether a column holds what people wrote or what is about one of them."""
        return self.restricted or any(column.restricted for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the declared column of that name. Raises KeyError for another."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


Value = str | int | Decimal | bool | date | Period | tuple[str, ...] | Symbol | None
"""A typed cell. None is blank; a Symbol is neither blank nor zero. Numbers are int or Decimal, never float.

By kind: whole number int; number, pounds and percent int or Decimal (12.5% is Decimal("12.5")); date date; yes or no
bool; list tuple. Codes are text, ``all`` included. Periods and years are text in canonical form: ``2025-26-q2``,
``2025-26`` or ``2024`` for a period, ``2025-26`` for a financial year, ``2028/29`` for an academic year.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read: its typed value, the text found there and where it stands."""

    value: Value
    raw: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file inputs were read from: its name within the project and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, by column name. A missing column reads as blank.

    The typed getters raise TypeError where the value is of another type: reading has checked the types, so that is
    a programming error.
    """

    cells: Mapping[str, Cell]
    number: int
    """Row number as Excel shows it; the heading is row 1."""

    def value(self, column: str) -> Value:
        """Return the typed value, None where blank or absent."""
        cell = self.cells.get(column)
        return None if cell is None else cell.value

    def text(self, column: str) -> str:
        """Return text, "" where blank."""
        value = self.value(column)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        raise TypeError(f"{column} is not text")

    def amount(self, column: str) -> int | Decimal | None:
        """Return a number, None where blank or a symbol."""
        value = self.value(column)
        if value is None or isinstance(value, Symbol):
            return None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return value
        raise TypeError(f"{column} is not a number")

    def number_or_symbol(self, column: str) -> int | Decimal | Symbol | None:
        """Return a number or the symbol that stands in its place, None where blank."""
        value = self.value(column)
        return value if isinstance(value, Symbol) else self.amount(column)

    def day(self, column: str) -> date | None:
        """Return a date, None where blank."""
        value = self.value(column)
        if value is None or isinstance(value, date):
            return value
        raise TypeError(f"{column} is not a date")

    def flag(self, column: str) -> bool | None:
        """Return yes or no, None where blank."""
        value = self.value(column)
        if value is None or isinstance(value, bool):
            return value
        raise TypeError(f"{column} is not yes or no")

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list, empty where blank."""
        value = self.value(column)
        if value is None:
            return ()
        if isinstance(value, tuple):
            return value
        raise TypeError(f"{column} is not a list")

    def place(self, column: str) -> Place:
        """Return where the cell stands. Raises KeyError where the table has no such column."""
        return self.cells[column].place


@dataclass(frozen=True, slots=True)
class Table:
    """One input table as read and checked."""

    declaration: TableDeclaration
    rows: tuple[Row, ...]
    source: SourceFile

    @property
    def name(self) -> str:
        """The declared name."""
        return self.declaration.name

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Review:
    """What became of an approved comment: the code of its text, and why it is held back ("" where it may be quoted)."""

    place: Place
    code: str
    held: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """One quarter's tables. A table that is absent or has no rows is empty: iterate without asking."""

    period: Period
    tables: Mapping[str, Table]
    files: tuple[SourceFile, ...] = field(default=())
    screening: tuple[Row, ...] = field(default=(), repr=False)
    """Words that must never appear in published free text. Restricted: for the scan alone."""
    reviews: tuple[Review, ...] = field(default=())
    """The approved comments. A comment that may not be quoted stands in no table."""
    private: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    """What no public file may hold, by table.column. Restricted: for the scan of the finished files alone."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table, none where it is absent."""
        found = self.tables.get(table)
        return () if found is None else found.rows

    def has(self, table: str) -> bool:
        """Whether the table is there with at least one row."""
        return bool(self.rows(table))
