"""``restricted/return.xlsx``: each form's tables, one a sheet, with their checks and where each cell comes from.

The sheets follow the Analysis Function's rules for people who read with a screen reader: one table a sheet, the
heading row marked, no merged cells, symbols in words, a contents sheet first.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.errors import Place, Problem, Severity
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import Number
from reportgen.office.workbook import Content, Heading, Look, SheetLink, SheetPage, TableBlock, write_workbook
from reportgen.project import Settings
from reportgen.returns import dsg_plan
from reportgen.returns.filling import Check, check_form, fill_form
from reportgen.returns.form import FilledCell, FilledTable, Form

NOT_FOR_PUBLICATION = "Restricted: exact figures for the return. Not for publication."
_FORMS = (dsg_plan.FORM,)
_LABEL_WIDTH = 58.0


def compose_return(facts: RestrictedFacts, settings: Settings) -> bytes:
    """Return the workbook of every form this quarter has figures for; the contents sheet names the forms left out."""
    authority = settings.authority.name or "[authority]"
    filled = [(form, fill_form(form, facts)) for form in _FORMS]
    ready = [(form, tables) for form, tables in filled if tables and tables[0].censuses]
    missing = tuple(form for form, tables in filled if not tables or not tables[0].censuses)
    pages: list[SheetPage] = [_contents(authority, ready, missing)]
    for form, tables in ready:
        pages += [_page(table) for table in tables]
        pages.append(_checks(form, check_form(tables, facts)))
        pages.append(_cell_map(tables))
    return write_workbook(pages, title=f"Return figures, {authority}")


def find_unexplained(facts: RestrictedFacts) -> tuple[Problem, ...]:
    """Return a warning for each check of a form that fails with no reason known."""
    return tuple(
        Problem(
            Place("return.xlsx", "Checks"),
            f"{check.name}, {check.year}: the rows add up to {check.counted}, the paper has {check.expected}",
            "both should be the same count",
            "find the reason before the return is sent: it is unexplained",
            Severity.WARNING,
        )
        for form in _FORMS
        for check in check_form(fill_form(form, facts), facts)
        if check.is_unexplained
    )


def _contents(
    authority: str, ready: Iterable[tuple[Form, tuple[FilledTable, ...]]], missing: tuple[Form, ...]
) -> SheetPage:
    rows: list[tuple[Content, ...]] = []
    introduction = [NOT_FOR_PUBLICATION, f"Return figures for {authority}."]
    for form, tables in ready:
        rows += [(SheetLink(filled.table.sheet), f"{filled.table.section}: {filled.table.title}") for filled in tables]
        rows += [(SheetLink("Checks"), "Each table against the paper's own count")]
        rows += [(SheetLink("Cell map"), "The facts behind each cell")]
        introduction.append(f"{form.title}. Labels and order: {form.source}.")
        if not form.labels_checked:
            introduction.append("Labels were not checked against this year's workbook: check labels against your copy.")
    introduction += [f"{form.title}: left out, no January count by placement." for form in missing]
    block = TableBlock((Heading("Sheet", width=18), Heading("What it holds", width=96)), tuple(rows))
    return SheetPage("Contents", (block,), tuple(introduction))


def _page(filled: FilledTable) -> SheetPage:
    headings = (
        Heading(filled.table.title, width=_LABEL_WIDTH),
        *(Heading(census.label, Look.WHOLE, width=12) for census in filled.censuses),
    )
    rows = tuple((label, *(_content(cell) for cell in cells)) for label, cells in filled.rows)
    symbols = {cell.symbol for _, cells in filled.rows for cell in cells if cell.symbol is not None}
    notes = (
        *(f"{symbol.text} {symbol.meaning}." for symbol in sorted(symbols, key=lambda each: each.value)),
        *filled.table.notes,
        "Each column is the January census of that year. Unit: plans.",
    )
    introduction = (f"{filled.table.section}: {filled.table.title}", NOT_FOR_PUBLICATION)
    return SheetPage(filled.table.sheet, (TableBlock(headings, rows, notes=notes),), introduction)


def _content(cell: FilledCell) -> Content:
    return _number(cell.value, cell.symbol)


def _number(value: Number | None, symbol: Symbol | None = Symbol.NOT_AVAILABLE) -> Content:
    if value is None:
        return (symbol or Symbol.NOT_AVAILABLE).text
    return int(value) if isinstance(value, int) or value == value.to_integral_value() else Decimal(value)


def _checks(form: Form, checks: tuple[Check, ...]) -> SheetPage:
    headings = (
        Heading("Check", width=96),
        Heading("Year", width=8),
        Heading("Rows add up to", Look.WHOLE, width=16),
        Heading("Count in the paper", Look.WHOLE, width=18),
        Heading("Difference", Look.WHOLE, width=12),
        Heading("Outcome", width=70),
    )
    rows = tuple(
        (
            check.name,
            check.year,
            _number(check.counted),
            _number(check.expected),
            _number(check.difference),
            check.outcome,
        )
        for check in checks
    )
    return SheetPage("Checks", (TableBlock(headings, rows),), (f"Checks of {form.title}", NOT_FOR_PUBLICATION))


def _cell_map(tables: tuple[FilledTable, ...]) -> SheetPage:
    headings = (
        Heading("Sheet", width=14),
        Heading("Row", width=_LABEL_WIDTH),
        Heading("Year", width=8),
        Heading("Facts added", width=90),
    )
    rows = tuple(
        (filled.table.sheet, label, census.label, " + ".join(cell.facts) or "none: zero-filled")
        for filled in tables
        for label, cells in filled.rows[:-1]
        for census, cell in zip(filled.censuses, cells, strict=True)
        if cell.value is not None
    )
    introduction = ("Where each cell comes from", NOT_FOR_PUBLICATION)
    return SheetPage("Cell map", (TableBlock(headings, rows),), introduction)
