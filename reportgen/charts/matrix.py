"""Charts of the opportunity matrix: ranked savings, the ramp by theme, and benefits so far against plan."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import (
    MAIN,
    MILLION,
    MILLIONS_FORMAT,
    MOST_COLOURS,
    OTHER,
    PALETTE,
    THOUSAND,
    WHOLE_FORMAT,
    Content,
    change_words,
    is_known,
    join,
    listed,
    note_of,
    point,
)
from reportgen.charts.registry import chart
from reportgen.facts.fact import Fact
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec, Look, Printed, Words
from reportgen.wording.formats import print_fact
from reportgen.wording.matrix import find_lines
from reportgen.wording.node import write_period

SOURCE = "opportunity matrix"


@chart("matrix")
def draw_matrix(content: Content) -> Iterator[ChartSpec]:
    """Bars of the yearly saving at steady state, greatest first: target solid, stretch light."""
    lines = sorted(find_lines(content.facts, content.inputs), key=lambda line: line.ranking)
    lines = [line for line in lines if (saving := line.fact("steady_state_saving")) is not None and saving.value != 0]
    targets = [line.fact("steady_state_saving") for line in lines]
    if not is_known(targets):
        return
    stretches = [line.fact("steady_state_saving.stretch") for line in lines]
    series = [ChartSeries("Target", tuple(point(fact, "thousands") for fact in targets), MAIN)]
    if is_known(stretches):
        points = tuple(point(fact, "thousands") for fact in stretches)
        series.append(ChartSeries("Stretch", points, MAIN, Look.LIGHT))
    named = listed(
        join(line.label, " at ", print_fact(fact), " a year")
        for line, fact in list(zip(lines, targets, strict=True))[:2]
        if fact is not None
    )
    every = [*targets, *(fact for fact in stretches if fact is not None)]
    yield ChartSpec(
        name="matrix",
        kind=ChartKind.BAR,
        title="Opportunities by saving a year at steady state",
        categories=tuple(join(line.label, " (confidence ", line.confidence, ")") for line in lines),
        series=tuple(series),
        alt_text=join("Bar chart of the opportunities by saving a year at steady state. The greatest: ", named, "."),
        value_axis="£ thousand a year at steady state",
        number_format=WHOLE_FORMAT,
        scale=THOUSAND,
        note=note_of(every, content.phrase("matrix.caption"), source=SOURCE),
        shows=content.phrase("shows.matrix"),
    )


@chart("ramp")
def draw_ramp(content: Content) -> Iterator[ChartSpec]:
    """Stacked columns of the saving in each financial year, by theme."""
    themes = theme_years(content)
    if not 0 < len(themes) <= MOST_COLOURS:
        return
    years = sorted({year for by_year in themes.values() for year in by_year})
    every = [fact for by_year in themes.values() for fact in by_year.values()]
    if not is_known(every):
        return
    totals = content.years("opportunities.saving")
    first, last = totals.get(years[0]), totals.get(years[-1])
    rise: Words = ""
    if first is not None and last is not None:
        rise = join(
            " The saving of the whole matrix ", change_words(first, last), " between ", content.year(first), " and ",
            content.year(last), ".",
        )  # fmt: skip
    yield ChartSpec(
        name="ramp",
        kind=ChartKind.STACKED_COLUMN,
        title="How the saving builds up, by theme",
        categories=tuple(Printed(write_period(year, content.year_pattern), f"date:{year}", "period") for year in years),
        series=tuple(
            ChartSeries(name, tuple(point(by_year.get(year), "millions") for year in years), colour, labels=False)
            for (name, by_year), colour in zip(themes.items(), PALETTE, strict=False)
        ),
        alt_text=join("Stacked column chart of the saving in each financial year by theme.", rise),
        value_axis="£ million",
        number_format=MILLIONS_FORMAT,
        scale=MILLION,
        note=note_of(every, _left_out(content), source=SOURCE),
        shows=content.phrase("shows.ramp"),
        legend=True,
    )


def _left_out(content: Content) -> Words:
    """Return what the years lack of the yearly amount at steady state: rows given without single years."""
    lines = [
        line
        for line in find_lines(content.facts, content.inputs)
        if (saving := line.fact("steady_state_saving")) is not None and saving.value and not line.years("saving")
    ]
    if not lines:
        return ""
    named = listed(
        join(line.label, ", ", print_fact(saving), " a year")
        for line in lines
        if (saving := line.fact("steady_state_saving")) is not None
    )
    return join("Not in the chart, as it is given without single years: ", named, ".")


def theme_years(content: Content) -> dict[Words, dict[str, Fact]]:
    """Return each theme's saving by financial year, by the theme's printed name, in the order of the facts."""
    found: dict[str, dict[str, Fact]] = {}
    for fact in content.facts:
        parts = fact.name.split(".")
        if parts[0] == "theme" and parts[2:] == ["saving"] and "@" in fact.id:
            found.setdefault(fact.name, {})[fact.period] = fact
    return {_theme_title(content, name): dict(sorted(years.items())) for name, years in found.items()}


def _theme_title(content: Content, fact_name: str) -> Words:
    from reportgen.facts.names import slug
    from reportgen.office.values import Text

    theme = fact_name.split(".")[1]
    for row in content.inputs.rows("themes"):
        if slug(row.text("id")) == theme or slug(row.text("title")) == theme:
            return Text(row.text("title"), "input:themes.title")
    return theme.replace("-", " ").capitalize()


@chart("benefits")
def draw_benefits(content: Content) -> Iterator[ChartSpec]:
    """Bars of this year's saving so far beside the saving planned by now, an opportunity a row."""
    lines = [line for line in find_lines(content.facts, content.inputs) if line.fact("saving_to_date") is not None]
    planned = [line.fact("planned_saving_to_date") for line in lines]
    found = [line.fact("saving_to_date") for line in lines]
    if not is_known(found):
        return
    named = listed(join(line.label, " ", print_fact(fact)) for line, fact in zip(lines, found, strict=True) if fact)
    yield ChartSpec(
        name="benefits",
        kind=ChartKind.BAR,
        title="Savings so far this year against plan",
        categories=tuple(join(line.label, " (confidence ", line.confidence, ")") for line in lines),
        series=(
            ChartSeries("Planned by now", tuple(point(fact, "pounds") for fact in planned), MAIN, Look.LIGHT),
            ChartSeries("So far", tuple(point(fact, "pounds") for fact in found), OTHER),
        ),
        alt_text=join("Bar chart of savings so far this year against plan. So far: ", named, "."),
        value_axis="£ this financial year",
        number_format="£#,##0;−£#,##0",
        note=note_of(found, "What was planned by now is a modelled estimate.", source="benefits log"),
        shows=content.phrase("shows.benefits"),
    )
