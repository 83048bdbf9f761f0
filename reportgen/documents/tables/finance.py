"""Tables of money: the forecast year by year, and what the mitigations are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.charts.chart import Content, join
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
from reportgen.office.values import RowKind, TableSpec, Text, Words
from reportgen.wording.formats import Day, print_fact
from reportgen.wording.node import write_period

_MEANING = "A minus sign is a deficit. The balance at year end carries every earlier year with it."


_COLUMNS = (
    ("In the year, unmitigated", "dsg.in_year.unmitigated", "dsg.in_year.actual"),
    ("In the year, mitigated", "dsg.in_year.mitigated", "dsg.in_year.actual"),
    ("Mitigations", "dsg.mitigations", ""),
    ("At year end, unmitigated", "dsg.closing.unmitigated", "dsg.closing.actual"),
    ("At year end, mitigated", "dsg.closing.mitigated", "dsg.closing.actual"),
)
"""The columns of the forecast: heading, the forecast's fact, and what stands there once a year is over."""
_ACTUAL_COLUMNS = (("In the year", "", "dsg.in_year.actual"), ("At year end", "", "dsg.closing.actual"))


@table("finance")
def draw_finance(content: Content) -> Iterator[TableSpec]:
    """Each year's own balance and the cumulative one by financial year: unmitigated, mitigated and the difference."""
    known = [entry for entry in _COLUMNS if content.years(entry[1])]
    known = known or [entry for entry in _ACTUAL_COLUMNS if content.years(entry[2])]
    if not known:
        return
    closed = {year: "" for _, _, actual in known if actual for year in content.years(actual)}
    forecast = {year: "" for _, name, _ in known if name for year in content.years(name)}
    rows = [
        row_of(join(_year(content, year), ", actual"), *(_closed(content, actual, year) for _, _, actual in known))
        for year in sorted(closed)
        if year not in forecast
    ]
    rows += [
        row_of(_year(content, year), *(_amount(content, content.years(name).get(year)) for _, name, _ in known))
        for year in sorted(forecast)
    ]
    columns = [words_column("Financial year"), *(number_column(money_heading(content, each)) for each, _, _ in known)]
    yield make_table("finance", "Balance of the high needs block by year", columns, rows, *_notes(content, known))


def _notes(content: Content, known: Iterable[tuple[str, str, str]]) -> Iterator[Words]:
    yield _MEANING
    stamps = [fact for _, name, _ in known if name for fact in content.years(name).values() if fact.as_of is not None]
    if stamps:
        yield _stamp(max(stamps, key=lambda fact: str(fact.as_of)))
    yield from _own_forecast(content)
    yield from _targets(content)


def _own_forecast(content: Content) -> Iterator[Words]:
    """Yield this year's own forecast where it stands beside the two scenarios, which it need not equal."""
    year = str(content.inputs.period.year)
    own = content.facts.get(f"dsg.closing.forecast@{year}")
    if own is not None and year in content.years("dsg.closing.unmitigated"):
        yield join(
            "The council's own forecast for the end of ", _year(content, year), ", a ", print_fact(own, "words"),
            ", is made apart from the columns here.",
        )  # fmt: skip


def _closed(content: Content, name: str, year: str) -> Words:
    """Return a year that is over: one balance, whatever the forecast, and nothing to take off it."""
    return _amount(content, content.years(name).get(year)) if name else "none"


def _targets(content: Content) -> Iterator[Words]:
    """Yield each savings target that nothing stands behind, so that nobody takes it for a saving."""
    targets = (fact for fact in content.facts if fact.indicator == "dsg.savings_target")
    for fact in {fact.period: fact for fact in targets}.values():
        yield join(
            "A savings target of ", print_fact(fact), " for ", _year(content, fact.period),
            " has no identified saving behind it. It is not taken off either forecast.",
        )  # fmt: skip


def _stamp(fact: Fact) -> Words:
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
    stamp = _stamp(unmitigated[last]) if unmitigated[last].as_of is not None else ""
    yield make_table("bridge", "From the unmitigated to the mitigated balance", columns, rows, _MEANING, stamp)


@table("spend")
def draw_spend(content: Content) -> Iterator[TableSpec]:
    """Spending by placement in this financial year: budget, forecast, actual, and the difference in words."""
    year = str(content.inputs.period.year)
    budgets = {fact.name.split(".")[1]: fact for fact in content.facts if _is_spend(fact, year)}
    measures = {
        measure: heading
        for measure, heading in (("budget", "Budget"), ("forecast", "Forecast"), ("actual", "Actual"))
        if any(f"spend.{setting}.{measure}@{year}" in content.facts for setting in budgets)
    }
    if not measures:
        return
    rows = []
    for setting, fact in budgets.items():
        place: Words = "All placements" if setting == "total" else Text(fact.label.split(", ")[1], f"label:{fact.id}")
        amounts = [_amount(content, content.facts.get(f"spend.{setting}.{measure}@{year}")) for measure in measures]
        variance = content.facts.get(f"spend.{setting}.variance@{year}")
        difference: Words = "not compared" if variance is None else cell(variance, "words")
        rows.append(row_of(place, *amounts, difference, kind=RowKind.TOTAL if setting == "total" else RowKind.PLAIN))
    amounts_columns = (number_column(money_heading(content, heading)) for heading in measures.values())
    columns = (words_column("Placement", 4), *amounts_columns, words_column("Against budget", 3))
    title = join("Spending by placement, ", _year(content, year))
    known = [content.facts.get(f"spend.{setting}.forecast@{year}") for setting in budgets]
    dated = [fact for fact in known if fact is not None and fact.as_of is not None]
    stamp = _stamp(max(dated, key=lambda fact: str(fact.as_of))) if dated else ""
    yield make_table("spend", title, columns, rows, stamp, _TWO_VIEWS)


_TWO_VIEWS = "Another view of the money in the Section 251 statement; the two are never added together."


def _is_spend(fact: Fact, year: str) -> bool:
    """Whether a fact names a placement of the year, once for each: by its first measure."""
    return fact.indicator == "spend" and fact.period == year


@table("s251")
def draw_s251(content: Content) -> Iterator[TableSpec]:
    """The Section 251 high needs lines in the government's groups, each amount under its own basis."""
    facts = [fact for fact in content.facts if fact.indicator == "s251.roll_up"]
    if not facts:
        return
    year = max(fact.period for fact in facts)
    bases = [basis for basis in _BASES if any(f".{basis}." in fact.id and fact.period == year for fact in facts)]
    groups = dict.fromkeys(fact.name.split(".")[1] for fact in facts if fact.period == year)
    rows = []
    for group in groups:
        found = [content.facts.get(f"s251.{group}.{basis}.net@{year}") for basis in bases]
        label = next(fact for fact in found if fact is not None)
        kind = RowKind.TOTAL if group == "total_high_needs" else RowKind.PLAIN
        name = Text(label.label.partition(", net")[0], f"label:{label.id}")
        rows.append(row_of(name, *(_amount(content, fact) for fact in found), kind=kind))
    columns = [
        words_column("Group of lines", 4),
        *(number_column(money_heading(content, _BASES[name])) for name in bases),
    ]
    title = join("High needs lines of the Section 251 statement, net, ", _year(content, year))
    yield make_table("s251", title, columns, rows, _RECOUPMENT if len(bases) > 1 else _ONE_BASIS[bases[0]], _TWO_VIEWS)


_BASES = {"budget": "Budget", "outturn": "Outturn"}
_ONE_BASIS = {
    "budget": "Budget: with the place funding of academies.",
    "outturn": "Outturn: without the place funding of academies, which the government pays directly.",
}
_RECOUPMENT = (
    "A budget holds the place funding of academies and an outturn does not, because the government pays it directly. "
    "The two columns must not be compared until it is added back."
)
