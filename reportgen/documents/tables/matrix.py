"""Tables of the opportunity matrix: the matrix itself, what its numbers mean, the worked example and the benefits."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import Content
from reportgen.documents.tables.table import (
    cell,
    make_table,
    number_column,
    officer_cell,
    row_of,
    table,
    words_column,
)
from reportgen.facts.attributes import attributes_of
from reportgen.facts.matrix_rows import read_matrix
from reportgen.office.values import Passage, Printed, RowKind, TableRow, TableSpec, Text, Words
from reportgen.wording.formats import print_fact
from reportgen.wording.matrix import MatrixLine, find_example, find_lines
from reportgen.wording.node import write_period

_ATTRIBUTES = {
    "per_year_or_total": "For each year or in total",
    "flow_or_stock": "New children or all children",
    "price_base": "Prices of",
    "net_of_new_setting": "Cost of the new setting taken off",
    "net_of_programme_cost": "Cost of the programme taken off",
    "year_reached": "Year reached",
    "baseline": "Compared with",
    "confidence_and_overlaps": "Confidence and overlaps",
}


@table("matrix")
def draw_matrix(content: Content) -> Iterator[TableSpec]:
    """Each opportunity at steady state: children, saving a year, the year it is reached and how sure it is."""
    lines = find_lines(content.facts, content.inputs)
    if not lines:
        return
    years = _years_reached(content)
    has_stretch = any(line.fact("steady_state_saving.stretch") is not None for line in lines)
    columns = [words_column("Opportunity", 4), number_column("Children at steady state", 2),
               number_column("Saving a year, target, £", 2)]  # fmt: skip
    if has_stretch:
        columns.append(number_column("Saving a year, stretch, £", 2))
    columns += [words_column("Reached in", 2), words_column("Confidence", 2)]
    rows = []
    for line in lines:
        cells: list[Words] = [line.label, cell(line.fact("steady_state_children"))]
        cells.append(cell(line.fact("steady_state_saving"), "number"))
        if has_stretch:
            cells.append(_stretch(line))
        reached = years.get(line.row.text("id"), "not stated")
        rows.append(
            row_of(*cells, reached, officer_cell(content, "opportunities", line.row, "confidence", "not stated"))
        )
    rows += _totals(content, has_stretch)
    notes: list[Words] = [content.phrase("matrix.caption")]
    notes += [_supplied(line) for line in lines if line.is_supplied]
    yield make_table("matrix", "Opportunity matrix at steady state", columns, rows, *notes)


def _stretch(line: MatrixLine) -> Words:
    fact = line.fact("steady_state_saving.stretch")
    return Text("[z]", "label:symbol") if fact is None else cell(fact, "number")


def _supplied(line: MatrixLine) -> Words:
    from reportgen.charts.chart import join

    by = line.row.text("supplied_by") or "others"
    return join(line.label, ": as supplied by ", Text(by, "input:opportunities.supplied_by"), ".")


def _years_reached(content: Content) -> dict[str, Words]:
    """Return the academic year in which each row reaches steady state, as its attributes say."""
    found: dict[str, Words] = {}
    for row in read_matrix(content.inputs).rows:
        text = attributes_of(row, content.year_pattern).year_reached
        short = "no steady state" if text.startswith("none") else text.removeprefix("academic year ")
        found[row.row.text("id")] = Text(short, f"date:opportunity.{row.id}.steady_state_year")
    return found


def _totals(content: Content, has_stretch: bool) -> Iterator[TableRow]:
    children = content.facts.get("opportunities.steady_state_children")
    saving = content.facts.get("opportunities.steady_state_saving")
    if children is None and saving is None:
        return
    overlap = content.facts.get("opportunities.overlap.saving")
    endings = ("", ".stretch") if has_stretch else ("",)
    nothing = Text("[z]", "label:symbol")
    if overlap is not None:
        taken = (cell(content.facts.get(f"opportunities.overlap.saving{ending}"), "number") for ending in endings)
        children_twice = cell(content.facts.get("opportunities.overlap.children"))
        yield row_of("Counted in two rows, taken off once", children_twice, *taken, nothing, nothing)
    savings = (cell(content.facts.get(f"opportunities.steady_state_saving{ending}"), "number") for ending in endings)
    yield row_of("All opportunities", cell(children), *savings, nothing, nothing, kind=RowKind.TOTAL)


@table("attributes")
def draw_attributes(content: Content) -> Iterator[TableSpec]:
    """What each steady-state number is: eight short answers, an opportunity a table."""
    lines = {line.row.text("id"): line for line in find_lines(content.facts, content.inputs)}
    for row in read_matrix(content.inputs).rows:
        if row.row.text("id") not in lines:
            continue
        attributes = attributes_of(row, content.year_pattern)
        rows = [
            row_of(words, _with_facts(getattr(attributes, name), lines[row.row.text("id")], name))
            for name, words in _ATTRIBUTES.items()
        ]
        columns = (words_column("What is asked", 2), words_column("Answer", 4))
        yield make_table(f"attributes.{row.id}", lines[row.row.text("id")].label, columns, rows)


def _with_facts(text: str, line: MatrixLine, name: str) -> Passage:
    """Return an attribute with the amounts in it printed from their facts."""
    pieces: list[str | Printed] = [Printed(text, f"definition:{line.prefix}.{name}")]
    for fact_name, form in (("one_off_cost", "pounds"), ("recurring_cost", "pounds"), ("overlap", "text")):
        fact = line.fact(fact_name)
        if fact is None:
            continue
        amount = print_fact(fact, form)
        last = pieces.pop()
        before, found, after = str(last).partition(amount.text)
        ref = f"definition:{line.prefix}.{name}"
        pieces += [Printed(before, ref), amount, Printed(after, ref)] if found else [last]
    return Passage(tuple(piece for piece in pieces if str(piece)))


@table("example")
def draw_example(content: Content) -> Iterator[TableSpec]:
    """The worked example year by year: children benefiting and saving, until steady state."""
    line = find_example(content.facts, content.inputs)
    if line is None:
        return
    stocks, savings = line.years("stock"), line.years("saving")
    rows = []
    for year, saving in savings.items():
        if saving.value == 0:
            continue
        name = Text(write_period(str(year), content.year_pattern), f"date:{saving.id}")
        rows.append(row_of(name, cell(stocks.get(year)), cell(saving, "number")))
        steady = line.fact("steady_state_saving")
        if steady is not None and saving.value == steady.value:
            break
    if rows:
        columns = (words_column("Financial year"), number_column("Children benefiting in March", 2),
                   number_column("Saving in the year, £", 2))  # fmt: skip
        yield make_table("example", line.label, columns, rows, "Modelled estimates, not counts.")


@table("benefits")
def draw_benefits(content: Content) -> Iterator[TableSpec]:
    """Benefits so far: children now, saving this year so far, the plan by now, and whether finance agrees."""
    period = str(content.inputs.period)
    entries = {
        row.text("opportunity_id"): row
        for row in content.inputs.rows("benefits")
        if str(row.value("period")).lower() == period
    }
    rows = []
    for line in find_lines(content.facts, content.inputs):
        facts = [line.fact(name) for name in BENEFIT_FACTS]
        entry = entries.get(line.row.text("id"))
        if entry is None or all(fact is None for fact in facts):
            continue
        rows.append(
            row_of(
                line.label,
                cell(facts[0]),
                cell(facts[1], "number"),
                cell(line.fact("planned_saving_to_date"), "number"),
                officer_cell(content, "benefits", entry, "validated"),
            )
        )
    if rows:
        columns = (words_column("Opportunity", 3), number_column("Children benefiting now"),
                   number_column("Saving so far this year, £"), number_column("Planned by now, £"),
                   words_column("Checked by finance", 1))  # fmt: skip
        yield make_table("benefits", "Benefits so far against plan", columns, rows)


BENEFIT_FACTS = ("children_now", "saving_to_date")
