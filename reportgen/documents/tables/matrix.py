"""Tables of the opportunity matrix: the matrix itself, what its numbers mean, the worked example and the benefits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.charts.chart import Content, join
from reportgen.codes import Symbol
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
from reportgen.facts.fact import Fact
from reportgen.facts.matrix_rows import MatrixRow, read_matrix
from reportgen.facts.units import MINUS
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


_TAKEN_OFF = {
    "steady_state_children": "children.taken_off",
    "steady_state_saving": "saving.taken_off",
    "steady_state_saving.stretch": "saving.taken_off.stretch",
}


@table("matrix")
def draw_matrix(content: Content) -> Iterator[TableSpec]:
    """Each opportunity at steady state: children, saving a year, the year it is reached and how sure it is.

    The columns add up to the last row: what two rows share is a deduction.
    """
    lines = find_lines(content.facts, content.inputs)
    if not lines:
        return
    declared = {row.row.text("id"): row for row in read_matrix(content.inputs).rows}
    measures = ["steady_state_children", "steady_state_saving"]
    columns = [words_column("Opportunity", 4), number_column("Children at steady state", 1),
               number_column("Saving a year, target, £", 1)]  # fmt: skip
    if any(line.fact("steady_state_saving.stretch") is not None for line in lines):
        measures.append("steady_state_saving.stretch")
        columns.append(number_column("Saving a year, stretch, £", 1))
    columns += [words_column("Reached in school year", 1), words_column("Confidence", 1)]
    rows = []
    for line in lines:
        row = declared[line.row.text("id")]
        confidence = officer_cell(content, "opportunities", line.row, "confidence", "not stated")
        numbers = ["none"] * len(measures) if _is_one_group(row) else [_row_number(line, name) for name in measures]
        rows.append(row_of(line.label, *numbers, _year_reached(row, content), confidence))
    rows += _totals(content, measures, declared.values())
    notes: list[Words] = [content.phrase("matrix.caption"), *_notes(content, lines, declared)]
    if len(measures) > 2 and any(line.fact(measures[2]) is None for line in lines):
        notes.append("Where a row gives no stretch, its target stands in both columns.")
    if not _adds_up(rows):
        notes.append(content.phrase("note.rounding"))
    yield make_table("matrix", "Opportunity matrix at steady state", columns, rows, *notes)


def _number(fact: Fact | None) -> Words:
    return Text(Symbol.NOT_APPLICABLE.text, "label:symbol") if fact is None else cell(fact, "number")


def _row_number(line: MatrixLine, measure: str) -> Words:
    """Return a row's number; the target stands for a stretch that is not given, as in the total."""
    fact = line.fact(measure)
    return _number(line.fact(measure.removesuffix(".stretch")) if fact is None else fact)


def _is_one_group(row: MatrixRow) -> bool:
    """Whether a row is one group of children who move once: it has no steady state."""
    return row.opportunity is not None and not row.opportunity.repeats


def _year_reached(row: MatrixRow, content: Content) -> Words:
    """Return the academic year in which a row reaches steady state, as its attributes say."""
    if _is_one_group(row):
        return "none: one group"
    text = attributes_of(row, content.year_pattern).year_reached
    return Text(text.removeprefix("academic year "), f"date:opportunity.{row.id}.steady_state_year")


def _notes(content: Content, lines: Sequence[MatrixLine], declared: Mapping[str, MatrixRow]) -> Iterator[Words]:
    """Yield what has to be known about single rows: whose numbers they are, what is cash, what ends."""
    for line in lines:
        row = declared[line.row.text("id")]
        if line.is_supplied:
            by = line.row.text("supplied_by") or "others"
            yield join(line.label, ": as supplied by ", Text(by, "input:opportunities.supplied_by"), ".")
        elif _is_one_group(row):
            yield _one_group(content, line, row)
    cashable = [line.label for line in lines if declared[line.row.text("id")].benefit_type == "cashable"]
    if cashable:
        yield join("Cashable: ", *listed(cashable, "; "), ". The others are cost avoidance or do not say.")


def listed(labels: Iterable[Words], between: str) -> tuple[Words, ...]:
    """Return labels with words between them; labels hold commas themselves."""
    return tuple(part for number, label in enumerate(labels) for part in ((between, label) if number else (label,)))


def _one_group(content: Content, line: MatrixLine, row: MatrixRow) -> Words:
    """Return what one group of children brings, and when it ends."""
    assert row.opportunity is not None
    savings = line.years("saving")
    best = max(savings.values(), key=lambda fact: fact.value or 0, default=None)
    words: list[Words] = [line.label, ": one group of children moves once, so there is no steady state."]
    if best is not None and best.value:
        words += [" It saves most in ", content.year(best), ", ", print_fact(best, "pounds"), "."]
    last = row.opportunity.settled_year.plus(-1).label(content.year_pattern)
    return join(*words, " Its effect ends in ", Text(last, f"date:opportunity.{row.id}.settled"), ".")


def _totals(content: Content, measures: Sequence[str], declared: Iterable[MatrixRow]) -> Iterator[TableRow]:
    """Yield what is taken off for children counted twice, and the total with the year the last row gets there."""
    found = [content.facts.get(f"opportunities.{name}") for name in measures]
    if all(fact is None for fact in found):
        return
    nothing = Text(Symbol.NOT_APPLICABLE.text, "label:symbol")
    taken = [content.facts.get(f"opportunities.overlap.{_TAKEN_OFF[name]}") for name in measures]
    if any(fact is not None for fact in taken):
        yield row_of("Counted in two rows, taken off once", *map(_number, taken), nothing, nothing)
    reached = [row.opportunity.steady_state_year for row in declared if row.opportunity is not None]
    last = max((year for year in reached if year is not None), default=None)
    year: Words = "as above"
    if last is not None:
        year = Text(str(last), "date:opportunities.steady_state_year")
    yield row_of("All opportunities", *map(_number, found), year, "as above", kind=RowKind.TOTAL)


def _adds_up(rows: Sequence[TableRow]) -> bool:
    """Whether the children as printed add up to their total as printed."""
    printed = [str(row.cells[1]).replace(",", "").replace(MINUS, "-") for row in rows]
    *parts, total = [int(text) if text.lstrip("-").isdigit() else 0 for text in printed]
    return sum(parts) == total


@table("attributes")
def draw_attributes(content: Content) -> Iterator[TableSpec]:
    """What the steady-state numbers are: eight questions, each answer with the opportunities it holds for."""
    lines = {line.row.text("id"): line for line in find_lines(content.facts, content.inputs)}
    known = [
        (row, lines[row.row.text("id")]) for row in read_matrix(content.inputs).rows if row.row.text("id") in lines
    ]
    rows = []
    for name, asked in _ATTRIBUTES.items():
        answers: dict[str, list[MatrixLine]] = {}
        for row, line in known:
            answers.setdefault(str(getattr(attributes_of(row, content.year_pattern), name)), []).append(line)
        for answer, holders in answers.items():
            rows.append(row_of(asked, _with_facts(answer, holders[0], name), _holders(holders, known)))
    if rows:
        columns = (words_column("What is asked", 3), words_column("Answer", 5), words_column("For", 4))
        yield make_table("attributes.all", "What each steady-state figure is", columns, rows)


def _holders(holders: Sequence[MatrixLine], known: Sequence[tuple[MatrixRow, MatrixLine]]) -> Words:
    """Return the rows an answer holds for, briefly where it is all of them or all that are worked out here."""
    if len(holders) == len(known):
        return "every row"
    computed = [line for _, line in known if not line.is_supplied]
    if len(computed) > 1 and list(holders) == computed:
        return "every row worked out by the council"
    return join(*listed((line.label for line in holders), "; "))


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
    """The worked example year by year: children benefiting, saving and the saving so far, until steady state."""
    line = find_example(content.facts, content.inputs)
    if line is None:
        return
    stocks, totals = line.years("stock"), line.years("saving.cumulative")
    steady = line.fact("steady_state_saving")
    rows = []
    for year, saving in line.years("saving").items():
        if saving.value == 0:
            continue
        name = Text(write_period(str(year), content.year_pattern), f"date:{saving.id}")
        rows.append(row_of(name, cell(stocks.get(year)), cell(saving, "number"), cell(totals.get(year), "number")))
        if steady is not None and saving.value == steady.value:
            break
    if rows:
        columns = (words_column("Financial year"), number_column("Children benefiting in March", 2),
                   number_column("Saving in the year, £", 2),
                   number_column("Saving since the start, £", 2))  # fmt: skip
        yield make_table("example", line.label, columns, rows, "Modelled estimates, not counts.")


_FOUR_NUMBERS = (
    ("This year's saving", "saving@{year}", "What is saved between April and March of this year."),
    ("Run rate", "run_rate", "Today's pace: a whole year's saving for the children who benefit now."),
    ("Steady state", "steady_state_saving", "The saving of each year once the change has reached every year group."),
    ("Total since the start", "saving.cumulative@{last}", "All years added up, to the end of the last year forecast."),
)


@table("four_numbers")
def draw_four_numbers(content: Content) -> Iterator[TableSpec]:
    """Why this year's saving, run rate, steady state and the total so far are four different numbers."""
    line = find_example(content.facts, content.inputs)
    if line is None:
        return
    years = [*content.years("dsg.closing.unmitigated")] or [str(year) for year in line.years("saving")]
    if not years:
        return
    last = years[-1]
    rows = []
    for name, fact_name, meaning in _FOUR_NUMBERS:
        own = fact_name.format(year=content.inputs.period.year, last=last)
        one, all_rows = line.fact(own), content.facts.get(f"opportunities.{own}")
        rows.append(row_of(name, cell(one, "number"), cell(all_rows, "number"), meaning))
    columns = (words_column("Number", 3), number_column("One row, £", 2), number_column("Whole matrix, £", 2),
               words_column("What it is", 6))  # fmt: skip
    yield make_table(
        "four_numbers", "Four numbers that are not the same", columns, rows, join("One row: ", line.label, "."),
        join("The last year is ", Text(write_period(last, content.year_pattern), "date:forecast.last"), "."),
    )  # fmt: skip


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
