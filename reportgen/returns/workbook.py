"""``restricted/return.xlsx``: each form's tables, one a sheet, with checks, reconciliation and a map of the cells.

The sheets follow the Analysis Function's rules for spreadsheets that everybody can read: one table a sheet with its
heading row marked, a title in A1, contents and notes first, no merged or blank cells, symbols and units in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.codes import NOT_FOR_PUBLICATION, Symbol
from reportgen.facts.units import Number
from reportgen.office.spreadsheet_rules import check_spreadsheet
from reportgen.office.workbook import Content, Heading, SheetLink, SheetPage, TableBlock, write_workbook
from reportgen.office.workbook_styles import Look
from reportgen.project import Settings
from reportgen.returns.figures import FilledList, ReturnFigures
from reportgen.returns.filled import FilledCell, FilledTable
from reportgen.returns.form import Across, Form
from reportgen.returns.reconciliation import Compared

CHECK_LABELS = "Labels were not checked against this year's workbook: check labels against your copy."
_LABEL_WIDTH = 54.0
_WHY_RECONCILE = (
    "A difference is explained by basis, date or definition, or it is unexplained. The government compares an "
    "authority's statements and takes the lowest figure."
)
_COLUMNS = {
    Across.JANUARY: "Each column is the January census of that year.",
    Across.FINANCIAL_YEARS: "Each column is a financial year.",
    Across.CALENDAR_YEARS: "Each column is a calendar year.",
}


def compose_return(figures: ReturnFigures, settings: Settings) -> bytes:
    """Return the workbook of every form this quarter has figures for; the contents sheet names what is left out."""
    authority = settings.authority.name or "[authority]"
    pages: list[SheetPage] = [_contents(authority, figures), _notes(figures)]
    for filled in figures.forms:
        pages += [_page(filled.form, table) for table in filled.tables]
        pages += [_list_page(filled.form, entry) for entry in filled.lists]
    checks, compared = list(_check_rows(figures)), figures.reconciliation.compared
    if checks:
        pages.append(_checks(checks))
    if compared:
        pages.append(_reconciliation(compared, figures.reconciliation.kept))
    if any(filled.tables for filled in figures.forms):
        pages.append(_cell_map(figures))
    data = write_workbook(pages, title=f"Return figures, {authority}")
    broken = check_spreadsheet(data)
    assert not broken, f"return.xlsx breaks the rules for spreadsheets: {'; '.join(broken)}"
    return data


def _title(text: str) -> str:
    return f"{NOT_FOR_PUBLICATION}. {text}"


def _contents(authority: str, figures: ReturnFigures) -> SheetPage:
    rows: list[tuple[Content, ...]] = [(SheetLink("Notes"), "All forms", "What the figures rest on")]
    introduction = [_title(f"Return figures for {authority}: contents"), "Restricted: exact figures for the returns."]
    for filled in figures.forms:
        form = filled.form
        rows += [(SheetLink(table.table.sheet), form.title, table.table.heading) for table in filled.tables]
        rows += [(SheetLink(entry.declared.sheet), form.title, entry.declared.title) for entry in filled.lists]
        if not filled.tables and not filled.lists:
            introduction.append(f"{form.title}: left out, this quarter has no figures for it.")
            continue
        introduction.append(f"{form.title}. Labels and order: {form.source}.")
        if not form.labels_checked:
            introduction.append(CHECK_LABELS)
        introduction += [f"{form.title}: {heading} is left out, no figures." for heading in filled.left_out]
    if any(filled.checks for filled in figures.forms):
        rows.append(
            (SheetLink("Checks"), "All forms", "Each table against the paper's own count, and the forms' checks")
        )
    if figures.reconciliation.compared:
        rows.append(
            (SheetLink("Reconciliation"), "All forms", "The same quantity in every statement, and why it differs")
        )
    if any(filled.tables for filled in figures.forms):
        rows.append((SheetLink("Cell map"), "All forms", "The facts behind each cell"))
    headings = (
        Heading("Sheet", width=24),
        Heading("Form", width=40, wrap=True),
        Heading("What it holds", width=64, wrap=True),
    )
    return SheetPage(
        "Contents", (TableBlock(headings, tuple(rows), name="Contents"),), tuple(dict.fromkeys(introduction))
    )


def _notes(figures: ReturnFigures) -> SheetPage:
    rows: list[tuple[Content, ...]] = [
        ("All forms", f"{symbol.text} means {symbol.meaning}. A symbol is neither zero nor blank.") for symbol in Symbol
    ]
    rows.append(
        ("All forms", "Figures are exact: small numbers are not hidden. The workbook stays inside the council.")
    )
    rows.append(("Reconciliation", _WHY_RECONCILE))
    for filled in figures.forms:
        if filled.tables or filled.lists:
            form = filled.form
            rows += [(form.title, note) for note in form.notes]
            rows.append((form.title, f"Rounding: {_ROUNDING[form.rounding.value]}"))
    headings = (Heading("Applies to", width=54), Heading("Note", width=96, wrap=True))
    return SheetPage(
        "Notes", (TableBlock(headings, tuple(rows), name="Notes"),), (_title("Notes on the return figures"),)
    )


_ROUNDING = {
    "independent": "each figure is rounded on its own, halves up, so that rows may not add up to a total.",
    "strict": "totals are rounded half up, and rows are fitted to them by the largest remainders.",
}


def _page(form: Form, filled: FilledTable) -> SheetPage:
    table = filled.table
    look = _look(filled)
    headings = (
        Heading(_corner(filled), width=_LABEL_WIDTH, wrap=True),
        *(Heading(column.label, look, width=13.0) for column in filled.columns),
    )
    rows = tuple((row.label, *(_content(cell) for cell in row.cells)) for row in filled.all_rows)
    symbols = {cell.symbol for row in filled.all_rows for cell in row.cells if cell.symbol is not None}
    scale = f", in units of {table.scale:,}" if table.scale != 1 else ""
    columns = _COLUMNS.get(table.across, "") if table.across and not table.named else ""
    introduction = (
        _title(table.heading),
        f"{form.title}. Labels and order: {form.source}.",
        *(() if form.labels_checked else (CHECK_LABELS,)),
        f"Unit: {table.unit}{scale}. {columns}".strip(),
        *_year_line(filled),
        *(f"{symbol.text} means {symbol.meaning}." for symbol in sorted(symbols, key=lambda each: each.value)),
        *filled.notes,
    )
    block = TableBlock(headings, rows, name=_table_name(table.sheet), has_total=filled.total is not None)
    return SheetPage(table.sheet, (block,), introduction)


def _corner(filled: FilledTable) -> str:
    """What the first column holds, in words: a heading may not be blank."""
    return {"Number of EHCPs by age group": "Age group", "Number of EHCPs by primary need": "Primary need"}.get(
        filled.table.title, "Line"
    )


def _year_line(filled: FilledTable) -> tuple[str, ...]:
    year = filled.columns[0].suffix.removeprefix("@") if filled.table.named and filled.columns else ""
    return (f"Financial year {year}.",) if year and filled.table.across is Across.FINANCIAL_YEARS else ()


def _look(filled: FilledTable) -> Look:
    if filled.table.decimals:
        return Look.GENERAL
    return Look.MONEY if filled.table.unit == "pounds" and filled.table.scale == 1 else Look.WHOLE


def _table_name(sheet: str) -> str:
    return "Table_" + "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in sheet)


def _content(cell: FilledCell) -> Content:
    return _number(cell.value, cell.symbol)


def _number(value: Number | None, symbol: Symbol | None = None) -> Content:
    if value is None:
        return (symbol or Symbol.NOT_AVAILABLE).text
    return int(value) if isinstance(value, int) or value == value.to_integral_value() else Decimal(value)


def _list_page(form: Form, entry: FilledList) -> SheetPage:
    width = 96 / len(entry.declared.columns) + 6
    headings = tuple(Heading(heading, width=width, wrap=True) for heading in entry.declared.columns)
    introduction = (
        _title(f"{form.title}: {entry.declared.title}"),
        "Unit: words, as given by officers; dates are year-month-day.",
    )
    block = TableBlock(headings, entry.rows, name=_table_name(entry.declared.sheet))
    return SheetPage(entry.declared.sheet, (block,), introduction)


def _check_rows(figures: ReturnFigures) -> Iterator[tuple[Content, ...]]:
    for filled in figures.forms:
        for check in filled.checks:
            numbers = (_number(check.counted), _number(check.expected), _number(check.difference))
            yield filled.form.name, check.name, check.year, check.unit, *numbers, check.outcome


def _checks(rows: list[tuple[Content, ...]]) -> SheetPage:
    headings = (
        Heading("Form", width=13),
        Heading("Check", width=58, wrap=True),
        Heading("Year", width=14),
        Heading("Unit", width=14),
        Heading("Rows add up to", Look.WHOLE, width=18),
        Heading("Compared with", Look.WHOLE, width=18),
        Heading("Difference", Look.WHOLE, width=14),
        Heading("Outcome", width=46, after_numbers=True),
    )
    introduction = (
        _title("Checks of each form: what rows add up to against the paper's own figure"),
        f"Unit: as each row says. {Symbol.NOT_AVAILABLE.text} means not available.",
    )
    return SheetPage("Checks", (TableBlock(headings, tuple(rows), name="Checks"),), introduction)


def _reconciliation(compared: Iterable[Compared], kept: int) -> SheetPage:
    headings = (
        Heading("Quantity", width=30, wrap=True),
        Heading("When", width=11),
        Heading("Unit", width=9),
        Heading("One statement", width=30, wrap=True),
        Heading("One figure", Look.WHOLE, width=16),
        Heading("Other statement", width=30, after_numbers=True),
        Heading("Other figure", Look.WHOLE, width=16),
        Heading("Difference", Look.WHOLE, width=16),
        Heading("Why", width=50, after_numbers=True),
    )
    rows = tuple(
        (
            entry.quantity, entry.when, entry.unit.name, entry.one_source, _number(entry.one), entry.other_source,
            _number(entry.other), _number(entry.difference), entry.outcome,
        )
        for entry in compared
    )  # fmt: skip
    introduction = [
        _title("Reconciliation: the same quantity in every statement"),
        "Unit: as each row says. A difference is one figure less the other. “Unexplained” means that nothing says why.",
    ]
    if kept:
        introduction.append(
            f"Figures of the returns that are the same as last published: {kept}. Those that differ follow."
        )
    return SheetPage("Reconciliation", (TableBlock(headings, rows, name="Reconciliation"),), tuple(introduction))


def _cell_map(figures: ReturnFigures) -> SheetPage:
    headings = (
        Heading("Sheet", width=24),
        Heading("Row", width=_LABEL_WIDTH),
        Heading("Column", width=26),
        Heading("Facts added", width=60, wrap=True),
    )
    rows = tuple(
        (filled.table.sheet, row.label, column.label, cell.facts_text or "none: zero-filled")
        for form in figures.forms
        for filled in form.tables
        for row in filled.rows
        for column, cell in zip(filled.columns, row.cells, strict=True)
        if cell.value is not None
    )
    introduction = (_title("Where each cell comes from"), "Each fact is explained in restricted/facts.csv.")
    return SheetPage("Cell map", (TableBlock(headings, rows, name="Cell_map"),), introduction)
