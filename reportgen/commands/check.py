"""``reportgen check``: every problem of a quarter's data, settings and templates; on request in the workbook itself."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.commands.session import project_option, start_session
from reportgen.errors import ProblemsError


@click.command("check")
@click.argument("period", required=False)
@click.option("--annotate", is_flag=True, help="Write 'quarter (checked).xlsx' with a comment on each bad cell.")
@project_option
@click.pass_context
def command(ctx: click.Context, period: str | None, annotate: bool, project: Path | None) -> None:
    """List every problem of a quarter and the templates.

    PERIOD is a folder under data, such as 2025-26-q2; the latest where it is not given. Each problem says where it
    is, what was found, what is needed and what to do. The exit code is 1 where one of them stops a build.

    With --annotate, a copy of quarter.xlsx named 'quarter (checked).xlsx' says it in comments on the cells. Correct
    quarter.xlsx itself: the copy is not read, and the next check replaces it.

    \b
    Example:
      reportgen check 2025-26-q2
      reportgen check --annotate
    """
    opened = start_session(ctx, project)
    from reportgen.commands.annotation import write_annotated
    from reportgen.commands.problems import print_problems
    from reportgen.commands.progress import shown_progress
    from reportgen.inputs.reviews import WHAT_CODES_ARE_FOR
    from reportgen.packs import Order
    from reportgen.pipeline import prepare

    chosen = opened.period(period)
    try:
        with shown_progress(("read", "check", "compute", "hide", "compose", "audit")) as announce:
            prepared = prepare(opened, Order(chosen), announce)
    except ProblemsError as error:
        if not annotate:
            raise
        print_problems(error.problems)
        click.echo(write_annotated(opened, chosen, error.problems))
        ctx.exit(1)
    print_problems(prepared.warnings)
    if annotate:
        click.echo(write_annotated(opened, chosen, prepared.warnings))
    advice = (WHAT_CODES_ARE_FOR,) if prepared.codes else ()
    for sentence in (*prepared.codes, *advice, *prepared.notes, *prepared.left_out):
        click.echo(sentence)
    click.echo(f"Quarter {chosen} can be built.")
