"""Charts of the way to a plan: requests and new plans, and the share of plans issued in time."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import (
    MAIN,
    OTHER,
    WHOLE_FORMAT,
    Content,
    change_words,
    is_known,
    join,
    note_of,
    point,
)
from reportgen.charts.registry import chart
from reportgen.facts.fact import Fact
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec

SOURCE = "council records and the Department for Education's SEN2 census"
MOST_PERIODS = 6
SHARE_FORMAT = '0.0"%"'


def periods_alike(content: Content, name: str) -> dict[str, Fact]:
    """Return a measure's facts over the latest periods of one kind, oldest first: quarters where this one is counted.

    Years and quarters never stand in one chart; without this quarter's own figure the whole years are shown.
    """
    own = content.facts.get(name)
    facts = [*content.facts.over_time(name), *((own,) if own is not None else ())]
    alike = [fact for fact in facts if ("-q" in fact.period) is (own is not None)]
    return {fact.period: fact for fact in alike[-MOST_PERIODS:]}


@chart("requests")
def draw_requests(content: Content) -> Iterator[ChartSpec]:
    """Two columns a period: requests for assessment and new plans."""
    requests = periods_alike(content, "flow.requests_received")
    issued = periods_alike(content, "flow.plans_issued")
    periods = [period for period in requests if period in issued]
    asked, made = ([facts[period] for period in periods] for facts in (requests, issued))
    if len(periods) < 2 or not is_known(asked) or not is_known(made):
        return
    yield ChartSpec(
        name="requests",
        kind=ChartKind.COLUMN,
        title="Requests for assessment and new plans",
        categories=tuple(content.year(fact) for fact in asked),
        series=(
            ChartSeries("Requests", tuple(point(fact) for fact in asked), MAIN),
            ChartSeries("New plans", tuple(point(fact) for fact in made), OTHER),
        ),
        alt_text=join(
            "Column chart. Requests ", change_words(asked[0], asked[-1]), " and new plans ",
            change_words(made[0], made[-1]), " between ", content.year(asked[0]), " and ", content.year(asked[-1]), ".",
        ),
        number_format=WHOLE_FORMAT,
        note=note_of((*asked, *made), source=SOURCE),
        shows=content.phrase("shows.requests"),
        legend=True,
    )  # fmt: skip


@chart("timeliness")
def draw_timeliness(content: Content) -> Iterator[ChartSpec]:
    """A column a period: the share of new plans issued within 20 weeks."""
    facts = tuple(periods_alike(content, "flow.timeliness_20_weeks").values())
    if len(facts) < 2 or not is_known(facts):
        return
    yield ChartSpec(
        name="timeliness",
        kind=ChartKind.COLUMN,
        title="New plans issued within 20 weeks",
        categories=tuple(content.year(fact) for fact in facts),
        series=(ChartSeries("Within 20 weeks", tuple(point(fact) for fact in facts), MAIN),),
        alt_text=join(
            "Column chart of the share of new plans issued within 20 weeks. It ", change_words(facts[0], facts[-1]),
            " between ", content.year(facts[0]), " and ", content.year(facts[-1]), ".",
        ),
        number_format=SHARE_FORMAT,
        note=note_of(facts, source=SOURCE),
        shows=content.phrase("shows.timeliness"),
    )  # fmt: skip
