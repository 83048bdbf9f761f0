"""Charts of money: the deficit unmitigated against mitigated, year by year and carried forward, and the bridge."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import (
    MAIN,
    MILLION,
    MILLIONS_FORMAT,
    MITIGATED,
    OTHER,
    UNMITIGATED,
    Content,
    change_words,
    in_line,
    is_known,
    join,
    note_of,
    point,
)
from reportgen.charts.registry import chart
from reportgen.facts.fact import Fact
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Look, Printed, Text, Words
from reportgen.wording.formats import print_fact
from reportgen.wording.node import write_period

SOURCE = "council finance records"
ACTUAL = "1F2933"
POUNDS_AXIS = "£ million"
BELOW_ZERO = "Below zero is a deficit."
YEAR_ENDS = "At the end of each financial year."


@chart("deficit")
def draw_deficit(content: Content) -> Iterator[ChartSpec]:
    """Lines of the balance carried forward: solid for closed years, dashed for the forecasts that follow them."""
    unmitigated, mitigated = content.years("dsg.closing.unmitigated"), content.years("dsg.closing.mitigated")
    if not is_known(unmitigated.values()):
        return
    actual = {year: fact for year, fact in content.years("dsg.closing.actual").items() if fact.value is not None}
    joint = {year: fact for year, fact in actual.items() if year == max(actual) and year < min(unmitigated)}
    years = tuple(sorted({*actual, *unmitigated, *mitigated}))
    series: list[ChartSeries] = []
    sentences: list[Words] = ["Line chart: balance carried forward."]
    for name, facts, colour in (
        ("Actual", actual, ACTUAL), ("Unmitigated", unmitigated, UNMITIGATED), ("Mitigated", mitigated, MITIGATED),
    ):  # fmt: skip
        if is_known(facts.values()):
            forecast = name != "Actual"
            drawn = {**joint, **facts} if forecast else facts
            look = Look.DASHED if forecast and actual else Look.SOLID
            series.append(_series(name, drawn, years, colour, look, labels=forecast))
            sentences.append(_in_words(name, facts, content))
    words = ("Solid: actual. Dashed: forecast.",) if actual else ()
    yield ChartSpec(
        name="deficit",
        kind=ChartKind.LINE,
        title=_title("Balance carried forward", mitigated),
        categories=tuple(_year(year, content) for year in years),
        series=tuple(series),
        alt_text=in_line(sentences),
        value_axis=POUNDS_AXIS,
        number_format=MILLIONS_FORMAT,
        scale=MILLION,
        note=note_of([*unmitigated.values(), *mitigated.values()], BELOW_ZERO, YEAR_ENDS, *words, source=SOURCE),
        shows=content.phrase("shows.deficit"),
    )


@chart("in_year")
def draw_in_year(content: Content) -> Iterator[ChartSpec]:
    """Two columns a year: each year's own gap, unmitigated and mitigated."""
    unmitigated, mitigated = content.years("dsg.in_year.unmitigated"), content.years("dsg.in_year.mitigated")
    if not is_known(unmitigated.values()):
        return
    years = tuple(sorted({*unmitigated, *mitigated}))
    series = [_series("Unmitigated", unmitigated, years, UNMITIGATED)]
    sentences: list[Words] = ["Column chart: each year's own balance.", _in_words("Unmitigated", unmitigated, content)]
    if is_known(mitigated.values()):
        series.append(_series("Mitigated", mitigated, years, MITIGATED))
        sentences.append(_in_words("Mitigated", mitigated, content))
    yield ChartSpec(
        name="in_year",
        kind=ChartKind.COLUMN,
        title=_title("Each year's own balance", mitigated),
        categories=tuple(_year(year, content) for year in years),
        series=tuple(series),
        alt_text=in_line(sentences),
        value_axis=POUNDS_AXIS,
        category_axis="Financial year",
        number_format=MILLIONS_FORMAT,
        scale=MILLION,
        note=note_of([*unmitigated.values(), *mitigated.values()], BELOW_ZERO, source=SOURCE),
        shows=content.phrase("shows.in_year"),
        legend=len(series) > 1,
    )


def _title(title: str, mitigated: dict[str, Fact]) -> str:
    return f"{title}, unmitigated and mitigated" if is_known(mitigated.values()) else title


def _series(
    name: str,
    by_year: dict[str, Fact],
    years: tuple[str, ...],
    colour: str,
    look: Look = Look.SOLID,
    *,
    labels: bool = True,
) -> ChartSeries:
    points = tuple(point(by_year.get(year), "millions") for year in years)
    return ChartSeries(name, points, colour, look, labels)


def _year(year: str, content: Content) -> Printed:
    return Printed(write_period(year, content.year_pattern), f"date:{year}", "period")


def _in_words(name: str, by_year: dict[str, Fact], content: Content) -> Words:
    first, *_, last = (*by_year.values(), next(reversed(by_year.values())))
    if len(by_year) == 1:
        return join(f"{name}: ", print_fact(last, "words"), " in ", content.year(last), ".")
    if first.signs is None:
        return join(f"{name}: ", change_words(first, last), ".")
    return join(
        f"{name}: ", print_fact(first, "words"), " in ", content.year(first), ", ", print_fact(last, "words"), " in ",
        content.year(last), ".",
    )  # fmt: skip


@chart("bridge")
def draw_bridge(content: Content) -> Iterator[ChartSpec]:
    """A waterfall from the last year's unmitigated gap to its mitigated one, a bar for each theme's saving.

    Savings outside the matrix have a bar of their own; the table has a row for each opportunity.
    """
    unmitigated = content.years("dsg.in_year.unmitigated")
    last = next(reversed(unmitigated), "")
    start, end = unmitigated.get(last), content.facts.get(f"dsg.in_year.mitigated@{last}")
    steps = theme_steps(content, last) or bridge_steps(content, last)
    if start is None or end is None or not steps or not is_known((start,)) or not is_known((end,)):
        return
    title = join("From the unmitigated to the mitigated gap in ", content.year(start))
    parts: list[Words] = ["Waterfall chart. It starts at the unmitigated ", print_fact(start, "words"), ". "]
    for step in steps:
        parts += [step_label(step), " takes off ", print_fact(step), ". "]
    parts += ["It ends at the mitigated ", print_fact(end, "words"), "."]
    yield ChartSpec(
        name="bridge",
        kind=ChartKind.WATERFALL,
        title=title,
        categories=("Unmitigated", *(step_label(step) for step in steps), "Mitigated"),
        series=(
            ChartSeries(
                "Gap in the year",
                (
                    point(start, "millions", MAIN, total=True),
                    *(_step(step) for step in steps),
                    point(end, "millions", MAIN, total=True),
                ),
            ),
        ),
        alt_text=join(*parts),
        value_axis=POUNDS_AXIS,
        number_format=MILLIONS_FORMAT,
        scale=MILLION,
        note=note_of((start, end, *steps), BELOW_ZERO, source=SOURCE),
        shows=content.phrase("shows.bridge"),
    )


def bridge_steps(content: Content, year: str) -> tuple[Fact, ...]:
    """Return the facts that lead from a year's unmitigated gap to its mitigated one, as the identity declares them."""
    for identity in content.facts.sums:
        if identity.total == f"dsg.mitigations@{year}":
            return tuple(fact for fact in content.found(*identity.parts) if fact.value != 0)
    return ()


def theme_steps(content: Content, year: str) -> tuple[Fact, ...]:
    """Return what each theme, and savings outside the matrix, take off a year's gap."""
    total = f"dsg.mitigations@{year}"
    for identity in content.facts.sums:
        if identity.total == total and any(part.startswith("theme.") for part in identity.parts):
            return tuple(fact for fact in content.found(*identity.parts) if fact.value != 0)
    return ()


def step_label(fact: Fact) -> Text:
    """Return what a mitigation is, without the words all of them share."""
    return Text(fact.label.rpartition(": ")[0] or fact.label, f"label:{fact.id}")


def _step(fact: Fact) -> ChartPoint:
    return point(fact, "millions", OTHER)
