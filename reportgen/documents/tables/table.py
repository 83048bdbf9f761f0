"""What every table is made of: columns, cells that are never blank, and the note that explains the symbols once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from reportgen.charts.chart import Content, explain_rounding, explain_texts, in_line
from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.units import Percent
from reportgen.inputs.table import Row
from reportgen.office.values import Align, Printed, RowKind, TableColumn, TableRow, TableSpec, Text, Words
from reportgen.wording.formats import Day, print_fact
from reportgen.wording.rows import write_value

Draw = Callable[[Content], Iterable[TableSpec]]

TABLES: dict[str, Draw] = {}
"""Every table function by name, in the order they are declared."""

NOT_GIVEN = "not given"
"""What stands in a cell an officer left blank."""

_MONEY_FORMS = {"£m": "millions", "£000": "thousands", "£": "number"}


def table(name: str) -> Callable[[Draw], Draw]:
    """Declare a function as the table ``name``; it gives no table where there is no data."""

    def declare(draw: Draw) -> Draw:
        if name in TABLES:
            raise ValueError(f"table declared twice: {name}")
        TABLES[name] = draw
        return draw

    return declare


def make_table(
    name: str,
    title: Words,
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    *notes: Words,
    description: Words = "",
) -> TableSpec:
    """Return the table, its symbols not yet explained. Raises ValueError for a blank cell or an uneven row."""
    for number, row in enumerate(rows, start=1):
        if len(row.cells) != len(columns) or not all(str(entry).strip() for entry in row.cells):
            raise ValueError(f"table {name}, row {number}: a cell is blank or missing")
    return TableSpec(
        name=name,
        title=title,
        columns=tuple(columns),
        rows=tuple(rows),
        note=in_line(notes),
        description=description or title,
    )


def with_key(spec: TableSpec, meanings: Mapping[str, str]) -> TableSpec:
    """Return the table with each symbol of ``meanings`` that stands in it explained once beneath it."""
    texts = {str(entry) for row in spec.rows for entry in row.cells}
    return replace(spec, note=in_line((spec.note, *explain_texts(texts, meanings))))


def with_rounding(spec: TableSpec, facts: PublishedFacts) -> TableSpec:
    """Return the table with a sentence beneath it that counts are rounded, where one in it is."""
    refs = (str(getattr(entry, "ref", "")) for row in spec.rows for entry in row.cells)
    found = (facts.get(ref.removeprefix("fact:")) for ref in refs)
    return replace(spec, note=in_line((spec.note, *explain_rounding(fact for fact in found if fact is not None))))


def words_column(heading: Words, weight: int = 2) -> TableColumn:
    """Return a column of words."""
    return TableColumn(heading, Align.LEFT, weight)


def number_column(heading: Words, weight: int = 1) -> TableColumn:
    """Return a column of numbers, with the unit in its heading."""
    return TableColumn(heading, Align.RIGHT, weight)


def row_of(*cells: Words, kind: RowKind = RowKind.PLAIN) -> TableRow:
    """Return a row."""
    return TableRow(cells, kind)


def cell(fact: Fact | None, form: str = "text") -> Printed:
    """Return a fact as a cell; one that does not exist prints as not available."""
    return Printed(Symbol.NOT_AVAILABLE.text, "label:symbol") if fact is None else print_fact(fact, form)


def money_form(content: Content) -> str:
    """Return the format of money in tables, as the council has chosen it."""
    return _MONEY_FORMS.get(content.settings.style.money, "millions")


def money_heading(content: Content, words: str) -> str:
    """Return a heading with the unit of money: “Unmitigated, £m”."""
    money = content.settings.style.money
    return f"{words}, {money if money in _MONEY_FORMS else '£m'}"


def officer_cell(content: Content, table_name: str, row: Row, column: str, blank: str = NOT_GIVEN) -> Words:
    """Return an officer's own cell: a date in full, a code as its label, words as typed, never a blank."""
    value = row.value(column)
    if isinstance(value, date):
        return Day(value, f"{table_name}.{column}").printed()
    declared = content.inputs.tables[table_name].declaration.column(column)
    text = write_value(value, declared, content.year_pattern)
    return Text(text, f"input:{table_name}.{column}") if text.strip() else blank


def with_unit(value: Words, own: Fact | None) -> Words:
    """Return an officer's number in the unit of the same measure's fact."""
    if own is not None and isinstance(own.unit, Percent) and isinstance(value, Text):
        return Text(f"{value}%", value.ref)
    return value
