"""Tables of money: the forecast year by year, and what the mitigations are made of."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import Content
from reportgen.charts.finance import bridge_steps, step_label
from reportgen.documents.tables.table import (
    cell,
    make_table,
    money_form,
    money_heading,
    number_column,
    row_of,
    table,
    words_column,
)
from reportgen.facts.fact import Fact
from reportgen.office.values import TableColumn, TableSpec, Text, Words
from reportgen.wording.formats import Day
from reportgen.wording.node import write_period

_MEANING = "A minus sign is a deficit. The cumulative position carries every earlier year with it."


@table("finance")
def draw_finance(content: Content) -> Iterator[TableSpec]:
    """In-year and cumulative balance by financial year: unmitigated, mitigated and the difference."""
    yield from _draw_balance(
        content, "finance_in_year", "in_year", "mitigations", "In-year balance of the high needs block"
    )
    yield from _draw_balance(
        content, "finance", "closing", "mitigations.cumulative", "Cumulative balance of the high needs block"
    )


def _draw_balance(content: Content, name: str, line: str, difference: str, title: str) -> Iterator[TableSpec]:
    unmitigated = content.years(f"dsg.{line}.unmitigated")
    mitigated = content.years(f"dsg.{line}.mitigated")
    actual = content.years(f"dsg.{line}.actual")
    differences = content.years(f"dsg.{difference}")
    if not unmitigated and not actual:
        return
    columns: list[TableColumn] = [words_column("Financial year", 2)]
    series: list[dict[str, Fact]] = []
    for heading, facts in (
        ("Actual", actual), ("Unmitigated", unmitigated), ("Mitigated", mitigated), ("Mitigations", differences),
    ):  # fmt: skip
        if facts:
            columns.append(number_column(money_heading(content, heading)))
            series.append(facts)
    years = sorted({year for facts in series for year in facts})
    rows = [row_of(_year(content, year), *(_amount(content, facts.get(year)) for facts in series)) for year in years]
    stamps = [fact for fact in (*unmitigated.values(), *mitigated.values()) if fact.as_of is not None]
    notes: list[Words] = [_MEANING]
    if stamps:
        latest = max(stamps, key=lambda fact: str(fact.as_of))
        assert latest.as_of is not None
        notes.append(_stamp(latest))
    yield make_table(name, title, columns, rows, *notes)


def _stamp(fact: Fact) -> Words:
    from reportgen.charts.chart import join

    assert fact.as_of is not None
    return join("Forecast made on ", Day(fact.as_of, fact.id).printed(), ".")


def _year(content: Content, year: str) -> Text:
    return Text(write_period(year, content.year_pattern), f"date:{year}")


def _amount(content: Content, fact: Fact | None) -> Words:
    return Text("[z]", "label:symbol") if fact is None else cell(fact, money_form(content))


@table("bridge")
def draw_bridge(content: Content) -> Iterator[TableSpec]:
    """The last forecast year: unmitigated, each mitigation, mitigated."""
    unmitigated = content.years("dsg.in_year.unmitigated")
    last = next(reversed(unmitigated), "")
    steps = bridge_steps(content, last)
    end = content.facts.get(f"dsg.in_year.mitigated@{last}")
    if not steps or end is None:
        return
    form = money_form(content)
    rows = [row_of("Unmitigated balance of the year", cell(unmitigated[last], form))]
    rows += [row_of(step_label(step), cell(step, form)) for step in steps]
    rows.append(row_of("Mitigated balance of the year", cell(end, form)))
    columns = (words_column("Step", 4), number_column(money_heading(content, "Amount")))
    yield make_table("bridge", "From the unmitigated to the mitigated balance", columns, rows, _MEANING)
