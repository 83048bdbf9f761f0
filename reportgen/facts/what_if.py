"""What one assumption moves: a declared value changed in memory, and every figure that differs afterwards.

Assumptions are named as the facts they become: ``opportunity.o2.eligible_per_year``, ``unit_cost.inmss``,
``dsg.expenditure.unmitigated@2026-27``, ``mitigation.m1@2026-27``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from reportgen.errors import ReportgenError
from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.identifiers import identifier
from reportgen.inputs.fault import nearest
from reportgen.inputs.table import Cell, Inputs, Row, Value
from reportgen.inputs.tables import TABLES
from reportgen.inputs.values import read_value
from reportgen.office.sheets import CellKind, SheetCell

NOT_THERE = "not there"
Facts = TypeVar("Facts", RestrictedFacts, PublishedFacts)
_HEADINGS = ("id", "before", "after", "unit", "period", "label")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell an assumption stands in: the table, the position of the row and the column."""

    table: str
    position: int
    column: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that differs: the fact before and after, None where there is none."""

    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """The fact as it is after, or before where it has gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def texts(self) -> tuple[str, str]:
        """Both values as printed; in full where the printed ones would read the same."""
        texts = tuple(NOT_THERE if fact is None else fact.text for fact in (self.before, self.after))
        if texts[0] == texts[1]:
            texts = tuple(_in_full(fact) for fact in (self.before, self.after))
        return texts[0], texts[1]


def _in_full(fact: Fact | None) -> str:
    assert fact is not None and fact.value is not None
    return fact.unit.exact(fact.value)


def find_assumptions(inputs: Inputs) -> Mapping[str, tuple[Spot, ...]]:
    """Return every assumption that can be set, by name. The latest price base needs no ``@`` in a unit cost."""
    found: dict[str, list[Spot]] = {}
    for name, spot in _named_spots(inputs):
        found.setdefault(name, []).append(spot)
    return {name: tuple(spots) for name, spots in found.items()}


def _named_spots(inputs: Inputs) -> Iterator[tuple[str, Spot]]:
    for position, row in enumerate(inputs.rows("opportunities")):
        for column in TABLES["opportunities"].columns:
            if column.name != "id":
                name = f"opportunity.{identifier(row.text('id'))}.{column.name}"
                yield name, Spot("opportunities", position, column.name)
    for position, row in enumerate(inputs.rows("unit_costs")):
        setting, base = row.text("setting"), _year(row, "price_base")
        alike = (other for other in inputs.rows("unit_costs") if other.text("setting") == setting)
        latest = max(_year(other, "price_base") for other in alike)
        for ending in ("", "@" + base) if base == latest else ("@" + base,):
            for cost, suffix in (("mean", ""), ("mean", ".mean"), ("median", ".median")):
                yield f"unit_cost.{setting}{suffix}{ending}", Spot("unit_costs", position, cost)
    for position, row in enumerate(inputs.rows("dsg")):
        block = row.text("block") or "high_needs"
        middle = "" if block == "high_needs" else f"{block}."
        name = f"dsg.{middle}{row.text('line')}.{row.text('scenario')}@{_year(row, 'financial_year')}"
        yield name, Spot("dsg", position, "amount")
    for position, row in enumerate(inputs.rows("mitigations")):
        name = f"mitigation.{identifier(row.text('id'))}@{_year(row, 'financial_year')}"
        yield name, Spot("mitigations", position, "amount")


def _year(row: Row, column: str) -> str:
    return str(row.value(column)).replace("/", "-")


def set_assumptions(inputs: Inputs, assignments: Iterable[str]) -> Inputs:
    """Return the inputs with each ``name=value`` put in its cell, read as an officer types it; nothing is written.

    Raises ReportgenError for an assignment without ``=``, an unknown name or a value the column does not take.
    """
    for assignment in assignments:
        name, equals, text = (part.strip() for part in assignment.partition("="))
        if not equals:
            raise ReportgenError(f"--set {assignment}: found no '='; name=value is needed; put '=' between the two")
        known = find_assumptions(inputs)
        if name not in known:
            hint = nearest(name, known, "see the names with 'reportgen facts \"opportunity.*\"'")
            raise ReportgenError(f"--set: found '{name}'; the name of an assumption is needed; {hint}")
        for spot in known[name]:
            inputs = _put(inputs, spot, name, text)
    return inputs


def _put(inputs: Inputs, spot: Spot, name: str, text: str) -> Inputs:
    reading = read_value(TABLES[spot.table].column(spot.column), SheetCell(1, 1, CellKind.TEXT, text))
    if reading.fault is not None:
        raise ReportgenError(f"--set {name}: {reading.fault.found}; {reading.fault.needed}; {reading.fault.remedy}")
    table = inputs.tables[spot.table]
    rows = list(table.rows)
    rows[spot.position] = _with_value(rows[spot.position], spot.column, reading.value, text)
    return replace(inputs, tables={**inputs.tables, spot.table: replace(table, rows=tuple(rows))})


def _with_value(row: Row, column: str, value: Value, text: str) -> Row:
    old = row.cells.get(column) or next(iter(row.cells.values()))
    return replace(row, cells={**row.cells, column: Cell(value, text, old.place)})


def find_moved(before: Facts, after: Facts) -> tuple[Moved, ...]:
    """Return every figure that differs, in the order of the facts."""
    ids = dict.fromkeys(fact.id for facts in (before, after) for fact in facts)
    pairs = (Moved(before.get(fact_id), after.get(fact_id)) for fact_id in ids)
    return tuple(pair for pair in pairs if _value(pair.before) != _value(pair.after))


def _value(fact: Fact | None) -> object:
    return NOT_THERE if fact is None else fact.symbol if fact.value is None else fact.value


def moved_table(moved: Iterable[Moved]) -> str:
    """Return ``id  before → after  label`` a line, for the screen."""
    rows = [(pair.fact.id, *pair.texts, pair.fact.label) for pair in moved]
    if not rows:
        return "No figure moves.\n"
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join(
        f"{name.ljust(widths[0])}  {before.rjust(widths[1])} → {after.rjust(widths[2])}  {label}\n"
        for name, before, after, label in rows
    )


def _cells(pair: Moved) -> tuple[str, ...]:
    return pair.fact.id, *pair.texts, pair.fact.unit.name, pair.fact.period, pair.fact.label


def moved_csv(moved: Iterable[Moved]) -> str:
    """Return the same as CSV with a heading."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for pair in moved:
        writer.writerow(_cells(pair))
    return out.getvalue()


def moved_json(moved: Iterable[Moved]) -> str:
    """Return the same as a JSON list of objects."""
    found = [dict(zip(_HEADINGS, _cells(pair), strict=True)) for pair in moved]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
