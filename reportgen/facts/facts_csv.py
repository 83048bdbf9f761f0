"""``facts.csv``: the one writer and the one reader (columns: data dictionary, facts.csv)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation

from reportgen.codes import Symbol
from reportgen.errors import Place, Problem, ProblemsError
from reportgen.facts.fact import Fact, Status
from reportgen.facts.units import Number

FILE = "facts.csv"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_BETWEEN_ASSUMPTIONS = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One row of ``facts.csv``: the columns, in order, are the fields."""

    id: str
    period: str
    value: Number | None
    symbol: Symbol | None
    unit: str
    decimals: int
    text: str
    as_of: date | None
    status: Status
    definition: str
    calculation: str
    assumptions: tuple[str, ...]
    label: str = ""
    hidden_from: int = 1
    """The least that a hidden count can be: 0 where the council hides zeros as well."""
    rounded_to: Number = 0
    """The step the value was rounded to for publication, 0 where it is exact: what later quarters compare with."""


_EVERY = tuple(field.name for field in fields(FactRow))
COLUMNS = _EVERY[: _EVERY.index("label") + 1]
_WITHOUT_LABEL = COLUMNS[:-1]
"""The columns of packs published before facts were named in the file."""
_HEADINGS = (COLUMNS, _WITHOUT_LABEL, _EVERY)
"""Every set of columns that has been written. What only some profiles need stands behind, and only where needed."""


def fact_row(fact: Fact) -> FactRow:
    """Return a fact as its row."""
    return FactRow(
        id=fact.id,
        period=fact.period,
        value=fact.value,
        symbol=fact.symbol,
        unit=fact.unit.name,
        decimals=fact.places,
        text=fact.text,
        as_of=fact.as_of,
        status=fact.status,
        definition=fact.definition,
        calculation=fact.calculation,
        assumptions=fact.assumptions,
        label=fact.label,
        hidden_from=fact.hidden_from,
        rounded_to=fact.rounded_to,
    )


def write_facts(facts: Iterable[Fact], first_line: str = "") -> bytes:
    """Return the facts as CSV that Excel opens: UTF-8 with BOM, CRLF, and no text that runs as a formula.

    ``first_line`` stands above the headings: that a file is not for publication.
    """
    rows = [fact_row(fact) for fact in facts]
    columns = _EVERY if any(row.hidden_from != 1 or row.rounded_to for row in rows) else COLUMNS
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if first_line:
        writer.writerow((first_line,))
    writer.writerow(columns)
    for row in rows:
        cells = (
            _text(row.id),
            _text(row.period),
            "" if row.value is None else f"{Decimal(row.value):f}",
            "" if row.symbol is None else row.symbol.value,
            _text(row.unit),
            row.decimals,
            _text(row.text),
            "" if row.as_of is None else row.as_of.isoformat(),
            row.status.value,
            _text(row.definition),
            _text(row.calculation),
            _text(_BETWEEN_ASSUMPTIONS.join(row.assumptions)),
            _text(row.label),
            row.hidden_from if row.symbol is Symbol.CONFIDENTIAL else "",
            row.rounded_to or "",
        )
        writer.writerow(cells[: len(columns)])
    return out.getvalue().encode("utf-8-sig")


def read_facts(data: bytes, name: str = FILE) -> tuple[FactRow, ...]:
    """Return the rows of a file that :func:`write_facts` wrote, with or without a first line above the headings.

    Raises ProblemsError for anything else.
    """
    try:
        text = data.decode("utf-8-sig")
        if not text.endswith("\n"):
            raise ValueError("it breaks off")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        heading, *lines = list(reader)
        if len(heading) == 1 and lines:
            heading, *lines = lines
        if tuple(heading) not in _HEADINGS:
            raise ValueError("the headings are others")
        return tuple(_row(dict(zip(heading, line, strict=True))) for line in lines)
    except (ValueError, InvalidOperation, csv.Error) as error:
        raise ProblemsError(
            [
                Problem(
                    Place(name),
                    f"cannot be read as a list of facts ({error})",
                    f"the columns {', '.join(COLUMNS)} as 'reportgen build' writes them are needed",
                    "use the file as it was written, or build that quarter again",
                )
            ]
        ) from error


def _row(cells: dict[str, str]) -> FactRow:
    value = cells["value"]
    return FactRow(
        id=_plain(cells["id"]),
        period=_plain(cells["period"]),
        value=_number(value) if value else None,
        symbol=Symbol(cells["symbol"]) if cells["symbol"] else None,
        unit=_plain(cells["unit"]),
        decimals=int(cells["decimals"]),
        text=_plain(cells["text"]),
        as_of=date.fromisoformat(cells["as_of"]) if cells["as_of"] else None,
        status=Status(cells["status"]),
        definition=_plain(cells["definition"]),
        calculation=_plain(cells["calculation"]),
        assumptions=tuple(_plain(cells["assumptions"]).split(_BETWEEN_ASSUMPTIONS)) if cells["assumptions"] else (),
        label=_plain(cells.get("label", "")),
        hidden_from=int(cells.get("hidden_from") or 1),
        rounded_to=_number(cells.get("rounded_to") or "0"),
    )


def _number(text: str) -> Number:
    return Decimal(text) if "." in text else int(text)


def _text(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_STARTS) else text


def _plain(text: str) -> str:
    return text.removeprefix("'")
