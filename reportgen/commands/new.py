"""``reportgen new``: the next quarter's workbook."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from reportgen.commands.session import project_option, start_session
from reportgen.errors import ReportgenError


@click.command("new")
@click.argument("period")
@project_option
@click.pass_context
def command(ctx: click.Context, period: str, project: Path | None) -> None:
    """Make the next quarter's workbook from the last one's.

    PERIOD is the new quarter, such as 2025-26-q3. History and open actions are carried over, the meeting's fields are
    blank. A quarter that is already there is left alone.

    \b
    Example:
      reportgen new 2025-26-q3
    """
    opened = start_session(ctx, project)
    from reportgen.inputs.starter import empty_quarter, next_quarter
    from reportgen.output import PackFile, save_new
    from reportgen.period import Period

    try:
        wanted = Period.parse(period)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write the financial year and quarter", ctx, param_hint="PERIOD") from error
    if wanted in opened.periods:
        raise ReportgenError(
            f"data/{wanted}: this quarter is there already; a new one is needed; "
            "fill that one in, or remove the folder if it was made by mistake"
        )
    earlier = max((known for known in opened.periods if known < wanted), default=None)
    data = next_quarter(opened, earlier, wanted) if earlier else empty_quarter(wanted)
    path = PurePosixPath("data", str(wanted), "quarter.xlsx")
    save_new([PackFile(path, data)], opened.folder)
    carried = f", with the history of {earlier}" if earlier else ""
    click.echo(f"Written: {opened.folder / path}{carried}.")
    click.echo("Next: fill it in, then 'reportgen check'.")
