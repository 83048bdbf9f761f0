"""Input tables read from a database: one query a table, the address in an environment variable.

SQLAlchemy is an extra (``pip install 'reportgen[db]'``) and is imported only where a source is set. No message repeats
the address, the query or what the database said, any of which may hold a password or a child's name.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.fault import nearest, quoted
from reportgen.inputs.rows import Grid
from reportgen.inputs.table import SourceFile
from reportgen.inputs.tables import TABLES
from reportgen.office.sheets import CellKind, Sheet, SheetCell
from reportgen.project import CONFIGURATION, DatabaseSource

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

STREAMED = 10_000
"""Rows fetched at a time."""


@dataclass(frozen=True, slots=True)
class QueryCells:
    """The cells a query gives, headings in row 1: asked for anew each time, so that person-level rows are never held.

    Iterating raises ProblemsError where the database does not answer.
    """

    engine: Engine
    query: str
    place: Place

    def __iter__(self) -> Iterator[SheetCell]:
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self.engine.connect() as connection:
                options = connection.execution_options(stream_results=True, yield_per=STREAMED)
                with options.execute(text(self.query)) as found:
                    for column, heading in enumerate(found.keys(), start=1):
                        yield SheetCell(1, column, CellKind.TEXT, str(heading))
                    for row, values in enumerate(found, start=2):
                        for column, value in enumerate(values, start=1):
                            if value is not None:
                                yield _cell(row, column, value)
        except SQLAlchemyError as error:
            raise _unanswered(self.place, error) from None


def read_source(table: str, source: DatabaseSource, environment: Mapping[str, str] = os.environ) -> Grid:
    """Return the table a query gives, to be read like a sheet. Raises ProblemsError with one problem."""
    place = Place(CONFIGURATION, f"sources.{table}")
    _check_settings(table, source, environment, place)
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        engine = create_engine(environment[source.url_env], poolclass=NullPool)  # nothing stays connected
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise _unanswered(place, error) from None
    cells = QueryCells(engine, source.query, place)
    where = f"database {source.url_env}"
    return Grid(Sheet(table, cells if table == "plans" else tuple(cells)), where, table)


def source_file(source: DatabaseSource, grid: Grid) -> SourceFile:
    """Return the record of a source: the digest of its rows, or of its query where rows are never held."""
    held = grid.sheet.cells if isinstance(grid.sheet.cells, tuple) else (source.query,)
    return SourceFile(grid.file, hashlib.sha256(repr(held).encode()).hexdigest())


def _check_settings(table: str, source: DatabaseSource, environment: Mapping[str, str], place: Place) -> None:
    needed, remedy = "", ""
    if table not in TABLES:
        found, needed = f"found the unknown table {quoted(table)}", "an input table is needed"
        remedy = nearest(table, TABLES, f"tables: {', '.join(TABLES)}")
    elif not source.url_env or not source.query.strip():
        found = "found no url_env or no query"
        needed, remedy = "both are needed", 'write url_env = "NAME" and query = "select …"'
    elif source.url_env not in environment:
        found = f"the environment variable {source.url_env} is not set"
        needed, remedy = "the database's SQLAlchemy address is needed in it", "set it, then run this again"
    elif importlib.util.find_spec("sqlalchemy") is None:
        found = "the package SQLAlchemy is not installed"
        needed, remedy = "it is needed to read a database", "run: pip install 'reportgen[db]'"
    if needed:
        raise ProblemsError([Problem(place, found, needed, remedy)])


def _unanswered(place: Place, error: Exception) -> ProblemsError:
    found = f"the database did not give the rows ({type(error).__name__})"
    needed = "an address that can be reached and a query it understands are needed"
    return ProblemsError([Problem(place, found, needed, "try the query in the database's own program")])


def _cell(row: int, column: int, value: Any) -> SheetCell:
    """Return a database value as the cell a sheet would have."""
    if isinstance(value, bool):
        return SheetCell(row, column, CellKind.BOOLEAN, "TRUE" if value else "FALSE")
    if isinstance(value, datetime):
        return SheetCell(row, column, CellKind.DATE, value.replace(tzinfo=None).isoformat(), "dd/mm/yyyy")
    if isinstance(value, date):
        return SheetCell(row, column, CellKind.DATE, datetime.combine(value, time()).isoformat(), "dd/mm/yyyy")
    if isinstance(value, int | float | Decimal):
        return SheetCell(row, column, CellKind.NUMBER, f"{Decimal(str(value)):f}")
    return SheetCell(row, column, CellKind.TEXT, str(value))
