"""Tables of plans: by placement, age and need, new plans and timeliness, and other areas."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.charts.chart import Content, join, label_of_fact, month_of
from reportgen.codes import AGE_REFERENCE, FLOW_MEASURES, label_of
from reportgen.documents.tables.table import (
    cell,
    make_table,
    number_column,
    officer_cell,
    row_of,
    table,
    words_column,
)
from reportgen.facts.fact import Fact
from reportgen.facts.names import slug
from reportgen.office.values import RowKind, TableSpec, Text, Words
from reportgen.wording.highlights import compared_with
from reportgen.wording.node import write_period

SOURCE = "Source: council records and the Department for Education's SEN2 census."
_CHANGES = ("change_year", "change")
TIMELINESS = ("timeliness_20_weeks", "timeliness_20_weeks_excluding_exceptions")


@table("caseload")
def draw_caseload(content: Content) -> Iterator[TableSpec]:
    """Plans by placement at this count, a year ago, and the change."""
    yield from _draw_breakdown(content, "caseload", "plans.setting", "EHC plans by placement", "Placement")


@table("ages")
def draw_ages(content: Content) -> Iterator[TableSpec]:
    """Plans by age at this count, a year ago, and the change."""
    yield from _draw_breakdown(content, "ages", "plans.age", "EHC plans by age", AGE_REFERENCE)


@table("needs")
def draw_needs(content: Content) -> Iterator[TableSpec]:
    """Plans by primary need at this count, a year ago, and the change."""
    yield from _draw_breakdown(content, "needs", "plans.need", "EHC plans by primary need", "Primary need")


def _draw_breakdown(content: Content, name: str, prefix: str, title: str, heading: str) -> Iterator[TableSpec]:
    parts = tuple(fact for fact in content.facts.under(prefix) if not fact.id.endswith(_CHANGES))
    total = content.facts.get("plans.total")
    if not parts:
        return
    every = (*parts, *((total,) if total is not None else ()))
    change = next((c for c in _CHANGES if any(content.facts.get(f"{fact.id}.{c}") for fact in parts)), "")
    earlier = [compared_with(content.facts, f"{fact.id}.{change}") for fact in every] if change else []
    dated = next((fact for fact in earlier if fact is not None), None)
    columns = [words_column(Text(heading, "label:column"), 3), number_column(join("Plans, ", month_of(every[0])))]
    if dated is not None:
        columns += [number_column(join("Plans, ", month_of(dated))), number_column("Change in plans")]
    rows = []
    for number, fact in enumerate(every):
        cells: list[Words] = [Text("All plans", "label:total") if fact is total else label_of_fact(fact), cell(fact)]
        if dated is not None:
            cells += [cell(earlier[number]), cell(content.facts.get(f"{fact.id}.{change}"), "change")]
        rows.append(row_of(*cells, kind=RowKind.TOTAL if fact is total else RowKind.PLAIN))
    yield make_table(name, title, columns, rows, SOURCE)


@table("flow")
def draw_flow(content: Content) -> Iterator[TableSpec]:
    """What happened in the latest period: requests, new plans, plans ended, timeliness; and the period before."""
    measures = [code.code for code in FLOW_MEASURES] + list(TIMELINESS)
    by_measure = {measure: _flow_over_time(content, f"flow.{measure}") for measure in measures}
    period = _flow_period(content, by_measure)
    if not period:
        return
    shown = {measure: facts for measure, facts in by_measure.items() if period in facts}
    earlier = sorted({p for facts in shown.values() for p in facts if p < period and len(p) == len(period)})
    before = earlier[-1] if earlier else ""
    columns = [words_column("Measure", 3), number_column(_period(content, period))]
    if before:
        columns.insert(1, number_column(_period(content, before)))
    rows = []
    for facts in shown.values():
        cells = [label_of_fact(facts[period])]
        now = cell(facts[period])
        rows.append(row_of(*cells, *((cell(facts.get(before)),) if before else ()), now))
    yield make_table("flow", "Requests, new plans and timeliness", columns, rows, SOURCE)


def _flow_over_time(content: Content, name: str) -> dict[str, Fact]:
    now = content.facts.get(name)
    return {**content.years(name), **({now.period: now} if now is not None else {})}


def _flow_period(content: Content, by_measure: dict[str, dict[str, Fact]]) -> str:
    """Return the pack's own period where there is one, else the latest whole year."""
    periods = {period for facts in by_measure.values() for period in facts}
    own = str(content.inputs.period)
    return own if own in periods else max((p for p in periods if "-q" not in p), default="")


def _period(content: Content, period: str) -> Text:
    return Text(write_period(period, content.year_pattern), f"date:{period}")


@table("comparators")
def draw_comparators(content: Content) -> Iterator[TableSpec]:
    """Other areas beside this one, a measure a row."""
    rows = []
    for entry in content.inputs.rows("comparators"):
        measure = entry.text("measure")
        own_id = measure if "." in measure else f"flow.{measure}"
        period = str(entry.value("period"))
        own = content.facts.get(f"{own_id}@{period}") or content.facts.get(own_id)
        label = label_of_fact(own) if own is not None else label_of(FLOW_MEASURES, measure)
        name = f"comparator.{slug(entry.text('area'))}.{measure.strip().lower()}"
        theirs = content.facts.get(f"{name}@{period}") or content.facts.get(name)
        rows.append(
            row_of(
                label,
                _period(content, period),
                officer_cell(content, "comparators", entry, "area"),
                cell(theirs),
                cell(own),
            )
        )
    if rows:
        columns = (
            words_column("Measure", 3), words_column("Period", 1), words_column("Other area", 2),
            number_column("Other area"), number_column("Here"),
        )  # fmt: skip
        yield make_table("comparators", "Other areas compared", columns, rows)
