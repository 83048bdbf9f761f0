"""``reportgen facts``: the facts of a quarter as a table, CSV or JSON."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.commands.session import project_option, start_session
from reportgen.errors import ReportgenError


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
@project_option
@click.pass_context
def command(
    ctx: click.Context, period: str | None, pattern: str | None, form: str, view: str, project: Path | None
) -> None:
    """List a quarter's facts: all numbers a pack may print.

    PERIOD is a folder under data; the latest where it is not given. PATTERN picks facts by a part of their id, or by
    the whole id with * for anything.

    \b
    Example:
      reportgen facts 2025-26-q2 "plans.*" --format json
    """
    opened = start_session(ctx, project)
    from reportgen.facts.disclosure import publish_facts
    from reportgen.facts.listing import facts_csv, facts_json, facts_table, select_facts
    from reportgen.pipeline import read_and_compute

    if period is not None and pattern is None and not _is_period(period):
        period, pattern = None, period
    restricted = read_and_compute(opened, opened.period(period))
    shown = restricted if view == "restricted" else publish_facts(restricted, opened.settings)
    chosen = select_facts(shown, pattern_of(pattern or ""))
    if not chosen and pattern:
        raise ReportgenError(
            f"facts: found '{pattern}'; a part of a fact's id is needed; run 'reportgen facts' to see all of them"
        )
    listing = {"table": facts_table, "csv": facts_csv, "json": facts_json}[form]
    click.echo(listing(chosen), nl=False)


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
