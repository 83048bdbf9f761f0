"""The page of a pack: filled like the other documents, and every number on it opens where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reportgen.charts.chart import join, listed
from reportgen.documents.definitions import define_printed, name_table
from reportgen.documents.tables.table import make_table, number_column, row_of, with_key, words_column
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.ledger import INDICATORS
from reportgen.office.values import ChartKind, ChartSpec, TableSpec, Text, Words
from reportgen.profile import Disclosure
from reportgen.web.filling import Page, fill_page
from reportgen.web.values import Contents, Panel
from reportgen.wording.formats import Day, print_fact
from reportgen.wording.node import make_filters, write_period

_STATUSES = {
    Status.LOCAL: "The council's own figure.",
    Status.PUBLISHED: "Published by the Department for Education.",
    Status.FORECAST: "A forecast.",
    Status.MODELLED: "A modelled estimate, not a count.",
    Status.SUPPLIED: "Supplied to the council by others.",
    Status.SUPPRESSED: "Hidden.",
}


def make_page(
    template: bytes, name: str, names: Mapping[str, object], facts: PublishedFacts, year_pattern: str
) -> Page:
    """Return the page filled from the names of the other documents. Raises ProblemsError with every mistake.

    It is filled twice: what it defines at its end is what was printed the first time.
    """
    filters, panels = make_filters(), Panels(facts, year_pattern)
    every = {**names, **page_names(names)}
    first = fill_page(template, name, every | define_printed(names, facts, (), ()), filters=filters)
    defined = define_printed(names, facts, first.refs, first.texts)
    return fill_page(template, name, every | defined, filters=filters, explain=panels.explain)


def page_names(names: Mapping[str, object]) -> dict[str, object]:
    """Return what a page's template may name beside what every template may: ``contents`` and ``chart_table``."""
    chart, table, has_table, disclosure = (names[name] for name in ("chart", "table", "has_table", "disclosure"))
    assert callable(chart)
    assert callable(table)
    assert callable(has_table)
    assert isinstance(disclosure, Mapping)
    meanings = Disclosure(symbol=str(disclosure["symbol"])).meanings
    return {"contents": Contents(), "chart_table": _chart_tables(chart, table, has_table, meanings)}


def _chart_tables(
    chart: Callable[[str], ChartSpec],
    table: Callable[[str], TableSpec],
    has_table: Callable[[str], bool],
    meanings: Mapping[str, str],
) -> Callable[[str], TableSpec]:
    def chart_table(name: str) -> TableSpec:
        """Return the figures of a chart as a table: a question's own, else a row a category and a column a series."""
        is_question = name.startswith("survey.")
        return table(name) if is_question and has_table(name) else with_key(tabulate(chart(name)), meanings)

    return chart_table


def tabulate(spec: ChartSpec) -> TableSpec:
    """Return the figures of a chart as a table, each printed as it is in the picture."""
    heading = spec.category_axis if spec.kind is not ChartKind.BUBBLE else ""
    unit: Words = spec.value_axis
    columns = [words_column(heading or "What is shown", 3)]
    if len(spec.series) == 1:
        columns.append(number_column(unit or spec.series[0].name))
    else:
        columns += [number_column(join(series.name, ", ", unit) if unit else series.name) for series in spec.series]
    rows = [
        row_of(category, *(series.points[place].printed for series in spec.series))
        for place, category in enumerate(spec.categories)
    ]
    return make_table(f"{spec.name}.figures", join("Figures of the chart: ", spec.title), columns, rows)


class Panels:
    """What opens where a number is pressed: from published facts alone, never a file, a cell or a row."""

    def __init__(self, facts: PublishedFacts, year_pattern: str) -> None:
        self._facts, self._pattern = facts, year_pattern
        self._made: dict[str, Panel | None] = {}

    def explain(self, ref: str) -> Panel | None:
        """Return the panel of a fact, by its reference; None for everything else."""
        if ref not in self._made:
            scheme, _, fact_id = ref.partition(":")
            fact = self._facts.get(fact_id) if scheme == "fact" else None
            self._made[ref] = None if fact is None else self._panel(fact)
        return self._made[ref]

    def _panel(self, fact: Fact) -> Panel:
        return Panel(Text(fact.label, f"label:{fact.id}"), print_fact(fact, "words"), tuple(self._entries(fact)))

    def _entries(self, fact: Fact) -> Iterator[tuple[str, Words]]:
        declared = INDICATORS.get(fact.indicator)
        ref = f"definition:{fact.indicator}"
        yield "What it is", Text(fact.definition, ref)
        if fact.symbol is not None:
            yield "Why no number is shown", f"{fact.text} means {fact.symbol.meaning}."
        if declared is not None:
            yield "How to read it", Text(declared.how_to_read, ref)
            yield "What to be careful about", Text(declared.caveat, ref)
        yield "How it is worked out", Text(fact.calculation, f"calculation:{fact.id}")
        if fact.assumptions and fact.indicator.startswith("survey."):
            yield "What was asked, of whom and when", Text(fact.assumptions[0], ref)
        yield "Which table it comes from", self._tables(fact)
        period = Text(write_period(fact.period, self._pattern), f"date:{fact.id}")
        yield "Which period it is for", period
        if fact.as_of is not None:
            yield "As at", Day(fact.as_of, fact.id).printed()
        yield "What kind of figure it is", _STATUSES[fact.status]

    def _tables(self, fact: Fact) -> Words:
        names = dict.fromkeys(name_table(source.sheet) for source in fact.sources)
        return listed(names) if names else ""
