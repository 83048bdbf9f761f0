"""Charts of the programme: the grant planned, committed and spent."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import (
    MAIN,
    OTHER,
    Content,
    is_known,
    join,
    listed,
    note_of,
    point,
)
from reportgen.charts.registry import chart
from reportgen.facts.names import slug
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec, Look, Text
from reportgen.wording.formats import print_fact

GRANT_MEASURES = {"planned": "Planned", "committed": "Committed", "spent": "Spent"}


def workstreams(content: Content) -> tuple[Text, ...]:
    """Return the workstreams of the grant in the order they are first named."""
    names = dict.fromkeys(row.text("workstream") for row in content.inputs.rows("grant") if row.text("workstream"))
    return tuple(Text(name, "input:grant.workstream") for name in names)


@chart("grant")
def draw_grant(content: Content) -> Iterator[ChartSpec]:
    """Bars of the grant by workstream: planned, committed and spent."""
    streams = tuple(
        name
        for name in workstreams(content)
        if content.found(*(f"grant.{measure}.{slug(name)}" for measure in GRANT_MEASURES))
    )
    by_measure = {
        measure: [content.facts.get(f"grant.{measure}.{slug(name)}") for name in streams] for measure in GRANT_MEASURES
    }
    by_measure = {measure: facts for measure, facts in by_measure.items() if is_known(facts)}
    if not by_measure:
        return
    looks = {"planned": (MAIN, Look.LIGHT), "committed": (MAIN, Look.SOLID), "spent": (OTHER, Look.SOLID)}
    totals = content.found(*(f"grant.{measure}" for measure in by_measure))
    named = listed(join(fact.id.rpartition(".")[2], " ", print_fact(fact)) for fact in totals)
    yield ChartSpec(
        name="grant",
        kind=ChartKind.BAR,
        title="Grant planned, committed and spent",
        categories=streams,
        series=tuple(
            ChartSeries(GRANT_MEASURES[measure], tuple(point(fact, "pounds") for fact in facts), *looks[measure])
            for measure, facts in by_measure.items()
        ),
        alt_text=join("Bar chart of the grant by workstream.", join(" In all: ", named, ".") if totals else ""),
        value_axis="£",
        number_format="£#,##0;−£#,##0",
        note=note_of([fact for facts in by_measure.values() for fact in facts], source="grant monitoring"),
        shows=content.phrase("shows.grant"),
    )
