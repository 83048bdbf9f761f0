"""Charts of plans: how many over time, and where the children are placed."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import (
    MAIN,
    WHOLE_FORMAT,
    Content,
    change_words,
    is_known,
    join,
    label_of_fact,
    listed,
    month_of,
    name_of_bar,
    note_of,
    point,
    short_month_of,
)
from reportgen.charts.registry import chart
from reportgen.facts.fact import Fact
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec
from reportgen.wording.formats import print_fact

SOURCE = "council records and the Department for Education's SEN2 census"


def plans_over_time(content: Content) -> tuple[Fact, ...]:
    """Return the number of plans at each count, oldest first, the pack's own count last."""
    now = content.facts.get("plans.total")
    return (*content.facts.over_time("plans.total"), *((now,) if now is not None else ()))


def ranked(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts from the greatest to the least, hidden ones last in their own order."""
    return tuple(sorted(facts, key=lambda fact: (fact.value is None, 0 if fact.value is None else -fact.value)))


@chart("caseload")
def draw_caseload(content: Content) -> Iterator[ChartSpec]:
    """A line of all plans over the counts."""
    facts = plans_over_time(content)
    known = [fact for fact in facts if fact.value is not None]
    if len(known) < 2:
        return
    first, last = known[0], known[-1]
    yield ChartSpec(
        name="caseload",
        kind=ChartKind.LINE,
        title="EHC plans over time",
        categories=tuple(short_month_of(fact) for fact in facts),
        series=(ChartSeries("Plans", tuple(point(fact) for fact in facts), MAIN),),
        alt_text=join(
            "Line chart of EHC plans at each count. Plans ", change_words(first, last), " between ",
            month_of(first), " and ", month_of(last), ".",
        ),
        value_axis="Plans",
        number_format=WHOLE_FORMAT,
        note=note_of(facts, source=SOURCE),
        shows=content.phrase("shows.caseload"),
    )  # fmt: skip


@chart("placements")
def draw_placements(content: Content) -> Iterator[ChartSpec]:
    """Ranked bars of plans by placement at this count."""
    yield from _draw_bars(content, "placements", "plans.setting", "EHC plans by placement", "placement")


@chart("ages")
def draw_ages(content: Content) -> Iterator[ChartSpec]:
    """Bars of plans by age, youngest first."""
    yield from _draw_bars(content, "ages", "plans.age", "EHC plans by age", "age", keeps_order=True)


@chart("needs")
def draw_needs(content: Content) -> Iterator[ChartSpec]:
    """Ranked bars of plans by primary need."""
    yield from _draw_bars(content, "needs", "plans.need", "EHC plans by primary need", "primary need")


def _draw_bars(
    content: Content, name: str, prefix: str, title: str, words: str, *, keeps_order: bool = False
) -> Iterator[ChartSpec]:
    facts = content.facts.under(prefix)
    facts = tuple(fact for fact in facts if fact.value != 0 and fact.id.count(".") == prefix.count(".") + 1)
    facts = tuple(fact for fact in facts if fact.unit.name == "plans" and not _is_change(fact))
    if not is_known(facts):
        return
    shown = facts if keeps_order else ranked(facts)
    largest = [fact for fact in ranked(facts) if fact.value is not None][:3]
    named = listed(join(label_of_fact(fact), " with ", print_fact(fact)) for fact in largest)
    yield ChartSpec(
        name=name,
        kind=ChartKind.BAR,
        title=title,
        categories=tuple(name_of_bar(label_of_fact(fact), fact) for fact in shown),
        series=(ChartSeries("Plans", tuple(point(fact) for fact in shown), MAIN),),
        alt_text=join(f"Bar chart of EHC plans by {words}. The most are ", named, "."),
        value_axis="Plans",
        number_format=WHOLE_FORMAT,
        note=note_of(facts, source=SOURCE),
        shows=content.phrase(f"shows.{name}"),
    )


def _is_change(fact: Fact) -> bool:
    return fact.id.rpartition(".")[2] in ("change", "change_year", "percent_change", "percent_change_year")
