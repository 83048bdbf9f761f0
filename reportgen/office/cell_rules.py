"""The rules a workbook sets for what may be typed into a cell: drop-down lists, numbers and dates within limits.

Rules stand in the sheet's own list and, where they look at another sheet, often in Excel 2010's extension of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from lxml import etree
from openpyxl.utils.datetime import from_excel

from reportgen.office.cell_areas import Area, read_areas
from reportgen.office.cell_values import Stored, Unfit, kind_of_format, store
from reportgen.office.open_workbook import OpenWorkbook, Tab
from reportgen.office.sheet_references import Reference, ReferenceReader
from reportgen.office.sheets import CellKind, SheetCell, shown_digits

_SHOWN_CHOICES = 12
_LIMITS = {
    "between": "from {0} to {1}",
    "notBetween": "below {0} or above {1}",
    "equal": "equal to {0}",
    "notEqual": "other than {0}",
    "greaterThan": "above {0}",
    "lessThan": "below {0}",
    "greaterThanOrEqual": "{0} or more",
    "lessThanOrEqual": "{0} or less",
}
_KINDS = {
    "whole": "a whole number",
    "decimal": "a number",
    "date": "a date",
    "time": "a time",
    "textLength": "a text with a length",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One data validation: the cells it is for, its kind, its one or two formulas, and what it tells the typist."""

    areas: tuple[Area, ...]
    kind: str
    operator: str
    first: str
    second: str
    choices: tuple[str, ...] | None
    advises: bool

    def covers(self, row: int, column: int) -> bool:
        """Whether the rule is for this cell."""
        return any(area.holds(row, column) for area in self.areas)


class Unchecked(Exception):
    """A rule that only Excel can work out."""


def read_rules(root: etree._Element) -> tuple[Rule, ...]:
    """Return the rules of a sheet, both of its own list and of the extension."""
    return tuple(_rule(entry) for entry in root.iter("{*}dataValidation"))


def _rule(entry: etree._Element) -> Rule:
    areas = entry.get("sqref") or entry.findtext("{*}sqref") or ""
    typed = next(entry.iter("{http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac}list"), None)
    choices = None if typed is None else tuple(next(csv.reader([typed.text or ""], skipinitialspace=True), ()))
    return Rule(
        tuple(read_areas(areas)),
        entry.get("type", "none"),
        entry.get("operator", "between"),
        _formula(entry, "formula1"),
        _formula(entry, "formula2"),
        choices,
        entry.get("errorStyle", "stop") != "stop",
    )


def _formula(entry: etree._Element, name: str) -> str:
    for holder in entry.iter(f"{{*}}{name}"):
        return (holder.findtext("{*}f") or holder.text or "").strip()
    return ""


class RuleChecker:
    """Asks the rules of a workbook's sheets whether a value may go into a cell."""

    def __init__(self, workbook: OpenWorkbook) -> None:
        self.workbook = workbook
        self.references = ReferenceReader(workbook)
        self._rules: dict[str, tuple[Rule, ...]] = {}

    def check(self, tab: Tab, row: int, column: int, stored: Stored) -> None:
        """Raise Unfit where a rule of the cell forbids the value, Unchecked where only Excel can tell."""
        if tab.part not in self._rules:
            self._rules[tab.part] = read_rules(self.workbook.grid(tab).root)
        for rule in self._rules[tab.part]:
            # A rule that only warns lets the officer go on, and so does this.
            if rule.covers(row, column) and not rule.advises and rule.kind != "none":
                self._check_rule(_Cell(tab, row, column, stored, rule))

    def _check_rule(self, cell: _Cell) -> None:
        if cell.rule.kind == "list":
            self._check_list(cell)
        elif cell.rule.kind in _KINDS:
            self._check_limits(cell)
        else:
            raise Unchecked(f"the rule ={cell.rule.first}")

    def _check_list(self, cell: _Cell) -> None:
        allowed = list(self._choices(cell))
        text, kind = cell.stored.text, cell.stored.kind
        same = [choice for choice in allowed if choice.text.casefold() == text.casefold()]
        if any(choice.kind is kind for choice in same):
            return
        shown = ", ".join(choice.text for choice in allowed[:_SHOWN_CHOICES])
        shown += f" … ({len(allowed)} in all)" if len(allowed) > _SHOWN_CHOICES else ""
        if same:
            raise Unfit(
                f"'{_short(text)}' is given as {kind.value}, the list has it as {same[0].kind.value}",
                "the very value of the list is needed",
                f"give it as {same[0].kind.value}",
            )
        raise Unfit(
            f"'{_short(text)}' is not in the cell's drop-down list",
            "a value of the list is needed",
            f"choose one of: {shown}",
        )

    def _choices(self, cell: _Cell) -> Iterator[SheetCell]:
        rule = cell.rule
        formula = rule.first.removeprefix("=")
        typed = rule.choices
        if typed is None and len(formula) > 1 and formula.startswith('"') and formula.endswith('"'):
            typed = tuple(formula[1:-1].replace('""', '"').split(","))
        if typed is not None:
            is_text = kind_of_format(self.workbook.format_at(cell.tab, cell.row, cell.column)) is CellKind.TEXT
            yield from (_typed_choice(item.strip(), is_text) for item in typed)
            return
        reference = self._reference(cell, formula)
        for choice in self.references.cells(reference):
            if choice.kind is CellKind.FORMULA:
                raise Unchecked(f"the list in {reference} holds formulas without a saved result, and it")
            yield choice

    def _reference(self, cell: _Cell, formula: str) -> Reference:
        first = cell.rule.areas[0]
        reference = self.references.resolve(formula, cell.tab, (cell.row - first.top, cell.column - first.left))
        if reference is None:
            raise Unchecked(f"its list or limit ={formula}")
        return reference

    def _check_limits(self, cell: _Cell) -> None:
        rule = cell.rule
        measured = cell.measure()
        name = _KINDS[rule.kind]
        needs_two = rule.operator in ("between", "notBetween")
        limits = [self._limit(cell, formula) for formula in (rule.first, rule.second)[: 1 + needs_two]]
        if measured is None or not _holds(rule.operator, measured, limits):
            shown = [self._show(rule, limit) for limit in limits]
            needed = f"{name} {_LIMITS.get(rule.operator, '')}".format(*shown)
            raise Unfit(f"'{_short(cell.stored.text)}' breaks the cell's rule", f"{needed} is needed", "correct it")

    def _limit(self, cell: _Cell, formula: str) -> Decimal:
        formula = formula.removeprefix("=")
        try:
            return Decimal(formula)
        except InvalidOperation:
            found = list(self.references.cells(self._reference(cell, formula)))
        if len(found) == 1 and found[0].kind is CellKind.NUMBER:
            return Decimal(found[0].text)
        if len(found) == 1 and found[0].kind is CellKind.DATE:
            return Decimal(store(datetime.fromisoformat(found[0].text), self.workbook.book.epoch).written)
        raise Unchecked(f"its limit ={formula}")

    def _show(self, rule: Rule, limit: Decimal) -> str:
        day = from_excel(float(limit), self.workbook.book.epoch) if rule.kind == "date" else None
        return f"{day:%d/%m/%Y}" if isinstance(day, datetime) else f"{limit:f}"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value before one rule of its cell."""

    tab: Tab
    row: int
    column: int
    stored: Stored
    rule: Rule

    def measure(self) -> Decimal | None:
        """Return the number the rule's limits are about; None for a value of another kind."""
        kind = self.stored.kind
        if self.rule.kind == "textLength":
            return Decimal(len(self.stored.text))
        if self.rule.kind in ("date", "time"):
            return Decimal(self.stored.written) if kind in (CellKind.DATE, CellKind.NUMBER) else None
        if kind is not CellKind.NUMBER:
            return None
        number = Decimal(self.stored.written)
        return None if self.rule.kind == "whole" and number != number.to_integral_value() else number


def _holds(operator: str, number: Decimal, limits: list[Decimal]) -> bool:
    low, high = limits[0], limits[-1]
    return {
        "between": low <= number <= high,
        "notBetween": not low <= number <= high,
        "equal": number == low,
        "notEqual": number != low,
        "greaterThan": number > low,
        "lessThan": number < low,
        "greaterThanOrEqual": number >= low,
        "lessThanOrEqual": number <= low,
    }.get(operator, False)


def _typed_choice(text: str, is_text: bool) -> SheetCell:
    """Return an item of a typed list as Excel would store it in the cell when it is chosen."""
    kind = CellKind.TEXT
    if not is_text and text.upper() in ("TRUE", "FALSE"):
        kind = CellKind.BOOLEAN
    elif not is_text:
        with suppress(InvalidOperation):
            text = shown_digits(text)
            kind = CellKind.NUMBER
    return SheetCell(1, 1, kind, text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:57]}…" if len(line) > 60 else line
