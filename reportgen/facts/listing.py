"""The facts command's answers: facts chosen by a pattern, as table, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any

from reportgen.facts.fact import Fact
from reportgen.facts.facts_csv import write_facts
from reportgen.facts.units import Number

_HEADINGS = ("id", "text", "unit", "period", "as of", "status")


def select_facts(facts: Iterable[Fact], pattern: str = "") -> tuple[Fact, ...]:
    """Return the facts whose id matches a pattern with ``*`` and ``?``; every fact where the pattern is blank."""
    wanted = pattern.strip().lower() or "*"
    return tuple(fact for fact in facts if fnmatchcase(fact.id, wanted))


def facts_json(facts: Iterable[Fact]) -> str:
    """Return a JSON list of objects; numbers are JSON numbers, ``text`` is the value as printed."""
    return json.dumps([_object(fact) for fact in facts], ensure_ascii=False, indent=2) + "\n"


def facts_csv(facts: Iterable[Fact]) -> str:
    """Return the facts as the text of ``facts.csv``."""
    return write_facts(facts).decode("utf-8-sig")


def facts_table(facts: Iterable[Fact]) -> str:
    """Return the facts as a plain table for the screen, numbers lined up on the right."""
    rows = [_HEADINGS, *(_cells(fact) for fact in facts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if heading == "text" else cell.ljust(width)
        for heading, cell, width in zip(_HEADINGS, row, widths, strict=True)
    ]
    return "  ".join(cells).rstrip()


def _cells(fact: Fact) -> tuple[str, ...]:
    as_of = "" if fact.as_of is None else fact.as_of.isoformat()
    return fact.id, fact.text, fact.unit.name, fact.period, as_of, fact.status.value


def _object(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "period": fact.period,
        "label": fact.label,
        "value": _number(fact.value),
        "symbol": None if fact.symbol is None else fact.symbol.value,
        "unit": fact.unit.name,
        "decimals": fact.places,
        "text": fact.text,
        "as_of": None if fact.as_of is None else fact.as_of.isoformat(),
        "status": fact.status.value,
        "definition": fact.definition,
        "calculation": fact.calculation,
        "assumptions": list(fact.assumptions),
    }


def _number(value: Number | None) -> int | float | None:
    """Return a number JSON knows. JSON has no decimals: the sixteenth digit may differ from facts.csv."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
