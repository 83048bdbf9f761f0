"""``reportgen facts``: the facts of a quarter as a table, CSV or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.codes import NOT_FOR_PUBLICATION
from reportgen.commands.session import project_option, start_session
from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from reportgen.period import Period
    from reportgen.project import Project


@click.command("facts")
@click.argument("period", required=False)
@click.argument("pattern", required=False)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--view",
    type=click.Choice(["published", "restricted"]),
    default="published",
    show_default=True,
    help="After disclosure control, or exact: the restricted view must stay inside.",
)
@click.option(
    "--set",
    "assumptions",
    multiple=True,
    metavar="NAME=VALUE",
    help="Show what every figure would be with another value; nothing is written. May be given more than once.",
)
@project_option
@click.pass_context
def command(
    ctx: click.Context,
    period: str | None,
    pattern: str | None,
    form: str,
    view: str,
    assumptions: tuple[str, ...],
    project: Path | None,
) -> None:
    """List a quarter's facts: all numbers a pack may print.

    PERIOD is a folder under data; the latest where it is not given. PATTERN picks facts by a part of their id, or by
    the whole id with * for anything.

    With --set the figures that move are listed with both values. What can be set: a column of an opportunity
    (opportunity.o2.eligible_per_year), a unit cost (unit_cost.inmss), an amount of the grant
    (dsg.income.unmitigated@2026-27) and a saving outside the matrix (mitigation.m1@2026-27).

    \b
    Example:
      reportgen facts 2025-26-q2 "plans.*" --format json
      reportgen facts --set opportunity.o2.eligible_per_year=14
    """
    opened = start_session(ctx, project)
    from reportgen.facts.listing import facts_csv, facts_json, facts_table, select_facts
    from reportgen.pipeline import read_and_compute, read_and_publish

    if period is not None and pattern is None and not _is_period(period):
        period, pattern = None, period
    if view == "restricted":
        # On the error stream: what is listed goes into files and other programs, and JSON must stay a list.
        click.echo(f"{NOT_FOR_PUBLICATION}: exact figures, small counts of children among them.", err=True)
    if assumptions:
        click.echo(
            _what_if(opened, opened.period(period), assumptions, pattern_of(pattern or ""), form, view), nl=False
        )
        return
    quarter = opened.period(period)
    restricted = read_and_compute(opened, quarter)
    shown = restricted if view == "restricted" else read_and_publish(opened, quarter, restricted)
    chosen = select_facts(shown, pattern_of(pattern or ""))
    if not chosen and pattern:
        raise ReportgenError(
            f"facts: found '{pattern}'; a part of a fact's id is needed; run 'reportgen facts' to see all of them"
        )
    listing = {"table": facts_table, "csv": facts_csv, "json": facts_json}[form]
    click.echo(listing(chosen), nl=False)


def _what_if(project: Project, period: Period, assumptions: tuple[str, ...], pattern: str, form: str, view: str) -> str:
    """Return the figures that differ between the quarter as it is and as it would be."""
    from reportgen.facts.last_build import rows_of
    from reportgen.facts.listing import select_facts
    from reportgen.facts.what_if import find_moved, moved_csv, moved_json, moved_table
    from reportgen.pipeline import read_and_compute, read_and_publish

    before, after = read_and_compute(project, period), read_and_compute(project, period, assumptions)
    if view == "restricted":
        moved = find_moved(before, after)
    else:
        shown = read_and_publish(project, period, before)
        moved = find_moved(shown, read_and_publish(project, period, after, (rows_of(shown),)))
    chosen = {fact.id for fact in select_facts((pair.fact for pair in moved), pattern)}
    listing = {"table": moved_table, "csv": moved_csv, "json": moved_json}[form]
    return listing(pair for pair in moved if pair.fact.id in chosen)


def pattern_of(text: str) -> str:
    """Return the pattern for what was typed: a part of an id stands for every id that holds it."""
    return text if not text or set(text) & set("*?[") else f"*{text}*"


def _is_period(text: str) -> bool:
    from reportgen.period import Period

    try:
        Period.parse(text)
    except ValueError:
        return False
    return True
