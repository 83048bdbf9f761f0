"""``reportgen check``: every problem of a quarter's data, settings and templates, and nothing written."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.commands.session import project_option, start_session


@click.command("check")
@click.argument("period", required=False)
@project_option
@click.pass_context
def command(ctx: click.Context, period: str | None, project: Path | None) -> None:
    """List every problem of a quarter and the templates.

    PERIOD is a folder under data, such as 2025-26-q2; the latest where it is not given. Each problem says where it
    is, what was found, what is needed and what to do. The exit code is 1 where one of them stops a build.

    \b
    Example:
      reportgen check 2025-26-q2
    """
    opened = start_session(ctx, project)
    from reportgen.commands.problems import print_problems
    from reportgen.commands.progress import shown_progress
    from reportgen.pipeline import Order, prepare

    chosen = opened.period(period)
    with shown_progress(("read", "check", "compute", "compose")) as announce:
        prepared = prepare(opened, Order(chosen), announce)
    print_problems(prepared.warnings)
    for sentence in (*prepared.notes, *prepared.left_out):
        click.echo(sentence)
    click.echo(f"Quarter {chosen} can be built.")
