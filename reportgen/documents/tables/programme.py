"""Tables of the programme: its elements, milestones, grant, actions, risks, outcomes, people asked and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.charts.chart import Content, join
from reportgen.charts.programme import GRANT_MEASURES, workstreams
from reportgen.documents.tables.table import (
    NOT_GIVEN,
    cell,
    make_table,
    number_column,
    officer_cell,
    row_of,
    table,
    with_unit,
    words_column,
)
from reportgen.facts.fact import Fact
from reportgen.facts.identifiers import identifier
from reportgen.facts.names import slug
from reportgen.inputs.table import Row
from reportgen.office.values import RowKind, TableSpec, Text, Words

_GRANT = {"awarded": "Awarded", "received": "Received", **GRANT_MEASURES, "carried_forward": "Carried forward"}

_STATUTORY = " (statutory)"
_Columns = Sequence[tuple[str, str, int]]


def _officers_table(
    content: Content, name: str, title: str, columns: _Columns, blank: str = "not given"
) -> Iterator[TableSpec]:
    """Give an officers' table with some of its columns; a column nobody filled in is left out."""
    rows = content.inputs.rows(name)
    used = [entry for entry in columns if any(row.value(entry[0]) not in (None, "", ()) for row in rows)]
    if not rows or not used:
        return
    yield make_table(
        name,
        title,
        [words_column(heading, weight) for _, heading, weight in used],
        [row_of(*(officer_cell(content, name, row, column, blank) for column, _, _ in used)) for row in rows],
    )


@table("modules")
def draw_modules(content: Content) -> Iterator[TableSpec]:
    """The modules of the programme and where each stands."""
    rows = []
    for row in sorted(content.inputs.rows("modules"), key=lambda row: row.amount("number") or 0):
        number, title, status, started, summary = (
            officer_cell(content, "modules", row, name, "not yet" if name == "started" else NOT_GIVEN)
            for name in ("number", "title", "status", "started", "summary")
        )
        rows.append(row_of(join(number, " ", title), _in_capital(status), started, summary))
    if rows:
        columns = (words_column("Module", 16), words_column("Status", 9), words_column("Started", 12),
                   words_column("What it does", 24))  # fmt: skip
        yield make_table("modules", "Modules of the programme", columns, rows)


def _in_capital(words: Words) -> Words:
    return Text(words[:1].upper() + words[1:], words.ref) if isinstance(words, Text) else words


@table("programme")
def draw_programme(content: Content) -> Iterator[TableSpec]:
    """The elements of the improvement programme: owner, rating, status and budget."""
    rows = content.inputs.rows("programme")
    if not rows:
        return
    has_budget = any(content.facts.get(f"programme.{row.text('id').lower()}.budget") for row in rows)
    columns = [
        words_column("Element", 14),
        words_column("Owner", 10),
        words_column("Rating and status", 8),
    ]
    if has_budget:
        columns.append(number_column("Budget, £", 4))
    made = []
    for row in rows:
        element, owner, rating, status = (
            officer_cell(content, "programme", row, column) for column in ("element", "owner", "rag", "status")
        )
        cells = [element, owner, join(rating, ", ", status)]
        if has_budget:
            cells.append(cell(content.facts.get(f"programme.{row.text('id').lower()}.budget"), "number"))
        made.append(row_of(*cells))
    total = content.facts.get("programme.budget")
    if has_budget and total is not None:
        made.append(row_of("All elements", "as above", "as above", cell(total, "number"), kind=RowKind.TOTAL))
    yield make_table("programme", "Improvement programme", columns, made)


@table("milestones")
def draw_milestones(content: Content) -> Iterator[TableSpec]:
    """Milestones: when they were planned for, when they are now due or were met, and their rating."""
    rows = content.inputs.rows("milestones")
    if not rows:
        return
    columns = (words_column("Milestone", 16), words_column("First planned", 10), words_column("Now due or met", 10),
               words_column("Rating", 7))  # fmt: skip
    made = []
    for row in rows:
        met = "actual_date" if row.value("actual_date") is not None else "forecast_date"
        cells = (officer_cell(content, "milestones", row, name) for name in ("title", "baseline_date", met, "rag"))
        made.append(row_of(*cells))
    notes = [
        join(officer_cell(content, "milestones", row, "title"), ": ", officer_cell(content, "milestones", row, "note"))
        for row in rows
        if row.text("note")
    ]
    yield make_table("milestones", "Milestones", columns, made, *notes)


@table("grant")
def draw_grant(content: Content) -> Iterator[TableSpec]:
    """The grant by workstream, in pounds, with the total of each measure."""
    streams = workstreams(content)
    measures = [
        measure
        for measure in _GRANT
        if content.found(f"grant.{measure}", *(f"grant.{measure}.{slug(name)}" for name in streams))
    ]
    if not measures:
        return
    columns = [words_column("Workstream", 2), *(number_column(f"{_GRANT[measure]}, £") for measure in measures)]
    rows = []
    for name in streams:
        facts = [content.facts.get(f"grant.{measure}.{slug(name)}") for measure in measures]
        if any(fact is not None for fact in facts):
            rows.append(row_of(name, *(cell(fact, "number") for fact in facts)))
    totals = [content.facts.get(f"grant.{measure}") for measure in measures]
    if any(fact is not None for fact in totals):
        rows.append(row_of("All", *(cell(fact, "number") for fact in totals), kind=RowKind.TOTAL))
    note = "Spent is everything spent since the grant was awarded." if "spent" in measures else ""
    yield make_table("grant", "Grant by workstream", columns, rows, note)


@table("actions")
def draw_actions(content: Content) -> Iterator[TableSpec]:
    """Actions minuted earlier: who has them, when they are due and what came of them."""
    columns = (("id", "Ref", 1), ("action", "Action", 4), ("owners", "Owner", 2), ("due", "Due", 2),
               ("status", "Status", 2), ("outcome", "Outcome", 3), ("closed_at", "Closed", 2))  # fmt: skip
    yield from _officers_table(content, "actions", "Update on actions", columns, "none yet")


@table("risks")
def draw_risks(content: Content) -> Iterator[TableSpec]:
    """Risks with impact and likelihood before and after what is in place and proposed."""
    rows = []
    for row in content.inputs.rows("risks"):

        def pair(first: str, second: str, between: str, row: Row = row) -> Words:
            return join(
                *(officer_cell(content, "risks", row, first), between, officer_cell(content, "risks", row, second))
            )

        rows.append(
            row_of(
                officer_cell(content, "risks", row, "threat"),
                pair("uncontrolled_impact", "uncontrolled_likelihood", ", "),
                pair("mitigation", "proposed", ". Proposed: "),
                pair("controlled_impact", "controlled_likelihood", ", "),
            )
        )
    if rows:
        columns = (words_column("Threat", 10), words_column("Impact, likelihood", 6),
                   words_column("In place and proposed", 14), words_column("After controls", 6))  # fmt: skip
        yield make_table("risks", "Risks before and after what is done about them", columns, rows)


@table("key_outcomes")
def draw_key_outcomes(content: Content) -> Iterator[TableSpec]:
    """Key outcomes: what would count as unmet, met and exceeded."""
    columns = (("outcome", "Outcome", 3), ("unmet", "Unmet", 2), ("met", "Met", 2), ("exceeded", "Exceeded", 2),
               ("significantly_exceeded", "Significantly exceeded", 2), ("date_of_delivery", "Date", 2))  # fmt: skip
    yield from _officers_table(content, "key_outcomes", "Key outcomes", columns)


@table("consultees")
def draw_consultees(content: Content) -> Iterator[TableSpec]:
    """Who was consulted: statutory officers first, and marked."""
    rows = []
    for row in sorted(content.inputs.rows("consultees"), key=lambda row: row.value("statutory") is not True):
        name, post, sent, returned = (
            officer_cell(content, "consultees", row, column, "not yet" if column in ("sent", "returned") else NOT_GIVEN)
            for column in ("name", "post", "sent", "returned")
        )
        rows.append(row_of(name, join(post, _STATUTORY) if row.value("statutory") is True else post, sent, returned))
    if rows:
        columns = (words_column("Name", 9), words_column("Post", 14), words_column("Sent", 9),
                   words_column("Returned", 9))  # fmt: skip
        yield make_table("consultees", "Who was consulted", columns, rows)


@table("timetable")
def draw_timetable(content: Content) -> Iterator[TableSpec]:
    """What happens next."""
    yield from _officers_table(content, "timetable", "Timetable", (("date", "Date", 1), ("details", "Details", 4)))


@table("themes")
def draw_themes(content: Content) -> Iterator[TableSpec]:
    """The themes with the children and the yearly saving at steady state of each."""
    rows = []
    for entry in sorted(content.inputs.rows("themes"), key=lambda row: row.amount("order") or 0):
        prefix = f"theme.{slug(entry.text('id'))}"
        children = content.facts.get(f"{prefix}.steady_state_children")
        saving = content.facts.get(f"{prefix}.steady_state_saving")
        if children is None and saving is None:
            continue
        title: Words = officer_cell(content, "themes", entry, "title")
        rows.append(row_of(title, cell(children), cell(saving, "number")))
    total = content.found("opportunities.steady_state_children", "opportunities.steady_state_saving")
    if rows and len(total) == 2:
        rows.append(row_of("All themes", cell(total[0]), cell(total[1], "number"), kind=RowKind.TOTAL))
    if rows:
        columns = (words_column("Theme", 3), number_column("Children at steady state"),
                   number_column("Saving a year at steady state, £"))  # fmt: skip
        yield make_table("themes", "Themes at steady state", columns, rows, content.phrase("matrix.caption"))


@table("kpis")
def draw_kpis(content: Content) -> Iterator[TableSpec]:
    """Key performance indicators: where they started, where they are, the target, and whether they are on track."""
    rows = []
    for entry in content.inputs.rows("kpis"):
        fact = content.facts.get(entry.text("indicator")) if entry.text("indicator") else None
        now: Words = cell(fact) if fact is not None else officer_cell(content, "kpis", entry, "actual")
        before, wanted = (_declared(content, entry, column, fact) for column in ("baseline", "target"))
        name, day, owner = (
            officer_cell(content, "kpis", entry, column) for column in ("definition", "target_date", "owner")
        )
        rows.append(row_of(name, before, now, wanted, day, _progress(content, entry), owner))
    if rows:
        columns = (words_column("Indicator", 4), number_column("Start"), number_column("Now"), number_column("Target"),
                   words_column("Target date", 2), words_column("Progress", 2), words_column("Owner", 2))  # fmt: skip
        note = "On track: at least as far as a steady pace from start to target would have come by now."
        yield make_table("kpis", "Progress measures", columns, rows, note)


def _declared(content: Content, entry: Row, column: str, measured: Fact | None) -> Words:
    """Return a measure's start or target: its fact, else the officer's cell in the unit of the measure."""
    fact = content.facts.get(f"kpi.{identifier(entry.text('id'))}.{column}")
    return with_unit(officer_cell(content, "kpis", entry, column), measured) if fact is None else cell(fact)


def _progress(content: Content, entry: Row) -> str:
    """Return “on track”, “not on track” …, as judged with the measure; or “not judged”."""
    fact = content.facts.get(f"kpi.{identifier(entry.text('id'))}.actual")
    found = (words.partition(": ")[2] for words in (fact.assumptions if fact is not None else ()))
    return next(found, "not judged")
