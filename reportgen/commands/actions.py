"""``reportgen actions``: the actions of published minutes, for the next quarter's log."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from reportgen.commands.session import project_option, start_session


@click.command("actions")
@click.argument("minutes", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--period", help="The quarter the minutes are of.  [default: the latest]")
@project_option
@click.pass_context
def command(ctx: click.Context, minutes: Path, period: str | None, project: Path | None) -> None:
    """Read the ACTIONs out of published minutes.

    MINUTES are a Word document, a text file or a page saved as HTML. What is found goes into restricted/actions.csv
    of the quarter's output, with ids that run on from the actions table; 'reportgen new' carries it into the next
    quarter. Correct the file as you like: reading the minutes again adds only what it does not have.

    \b
    Example:
      reportgen actions minutes-october.docx --period 2025-26-q2
    """
    opened = start_session(ctx, project)
    quarter = opened.period(period)
    from reportgen.errors import ProblemsError, errors_among
    from reportgen.inputs.action_log import ACTION_LOG, log_actions, read_log, read_minutes, write_log
    from reportgen.inputs.minuted_actions import find_actions
    from reportgen.inputs.quarter import read_as_typed
    from reportgen.output import PackFile, save_copy

    found = find_actions(read_minutes(minutes))
    if not found:
        click.echo(f"{minutes.name} holds no ACTION: nothing was written.")
        return
    inputs, problems = read_as_typed(opened, quarter)
    if errors_among(problems):
        raise ProblemsError(errors_among(problems))
    path = opened.output / str(quarter) / ACTION_LOG
    before = path.read_bytes() if path.is_file() else None
    log, new = log_actions(found, inputs, read_log(path))
    for action in new:
        cells = dict(zip(("id", "raised_at", "item", "action", "owners"), action.cells, strict=False))
        click.echo(f"  {cells['id']}: {cells['owners'] or '[owners]'} to {cells['action']}")
    if not new:
        click.echo(f"{_counted(len(found))} in {minutes.name}, all known already; nothing was written.")
        return
    folder = PurePosixPath(str(quarter), *ACTION_LOG.parts)
    written = save_copy(PackFile(folder, write_log(log)), opened.output, lambda data: data == before)
    click.echo(f"Written: {opened.output / written}, with {_counted(len(new))} more.")
    click.echo("Next: check owners and dates there; 'reportgen new' carries the open ones into the next quarter.")


def _counted(number: int) -> str:
    return f"{number} action{'' if number == 1 else 's'}"
