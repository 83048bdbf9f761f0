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
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Printed, Text, Words
from reportgen.wording.formats import print_fact
from reportgen.wording.node import write_period

SOURCE = "council finance records"
POUNDS_AXIS = "£ million (below zero: deficit)"


@chart("deficit")
def draw_deficit(content: Content) -> Iterator[ChartSpec]:
    """Two lines: the balance carried forward, unmitigated and mitigated."""
    yield from _draw_pair(content, "deficit", "dsg.closing", ChartKind.LINE, "Balance carried forward")


@chart("in_year")
def draw_in_year(content: Content) -> Iterator[ChartSpec]:
    """Two columns a year: each year's own gap, unmitigated and mitigated."""
    yield from _draw_pair(content, "in_year", "dsg.in_year", ChartKind.COLUMN, "Each year's own balance")


def _draw_pair(content: Content, name: str, prefix: str, kind: ChartKind, title: str) -> Iterator[ChartSpec]:
    unmitigated, mitigated = content.years(f"{prefix}.unmitigated"), content.years(f"{prefix}.mitigated")
    if not is_known(unmitigated.values()):
        return
    if is_known(mitigated.values()):
        title = f"{title}, unmitigated and mitigated"
    years = tuple(sorted({*unmitigated, *mitigated}))
    every: list[Fact | None] = [*unmitigated.values(), *mitigated.values()]
    series = [_series("Unmitigated", unmitigated, years, UNMITIGATED)]
    sentences: list[Words] = [f"{'Line' if kind is ChartKind.LINE else 'Column'} chart: {title.lower()}."]
    sentences.append(_in_words("Unmitigated", unmitigated, content))
    if is_known(mitigated.values()):
        series.append(_series("Mitigated", mitigated, years, MITIGATED))
        sentences.append(_in_words("Mitigated", mitigated, content))
    yield ChartSpec(
        name=name,
        kind=kind,
        title=title,
        categories=tuple(_year(year, content) for year in years),
        series=tuple(series),
        alt_text=in_line(sentences),
        value_axis=POUNDS_AXIS,
        category_axis="Financial year",
        number_format=MILLIONS_FORMAT,
        scale=MILLION,
        note=note_of(every, source=SOURCE),
        shows=content.phrase(f"shows.{name}"),
        legend=kind is ChartKind.COLUMN and len(series) > 1,
    )


def _series(name: str, by_year: dict[str, Fact], years: tuple[str, ...], colour: str) -> ChartSeries:
    return ChartSeries(name, tuple(point(by_year.get(year), "millions") for year in years), colour)


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
    """A waterfall from the last year's unmitigated gap to its mitigated one, a bar for each theme's saving."""
    unmitigated = content.years("dsg.in_year.unmitigated")
    last = next(reversed(unmitigated), "")
    start, end = unmitigated.get(last), content.facts.get(f"dsg.in_year.mitigated@{last}")
    steps = bridge_steps(content, last)
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
        note=note_of((start, end, *steps), source=SOURCE),
        shows=content.phrase("shows.bridge"),
    )


def bridge_steps(content: Content, year: str) -> tuple[Fact, ...]:
    """Return the facts that lead from a year's unmitigated gap to its mitigated one, as the identity declares them."""
    for identity in content.facts.sums:
        if identity.total == f"dsg.mitigations@{year}":
            return tuple(fact for fact in content.found(*identity.parts) if fact.value != 0)
    return ()


def step_label(fact: Fact) -> Text:
    """Return what a mitigation is, without the words all of them share."""
    return Text(fact.label.rpartition(": ")[0] or fact.label, f"label:{fact.id}")


def _step(fact: Fact) -> ChartPoint:
    return point(fact, "millions", OTHER)
