"""``reportgen build``: the pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.commands.session import few_collections, project_option, start_session
from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from reportgen.output import SaveReport

PARTS = ("paper", "deck", "minutes", "return", "page")
"""What ``--only`` may name: the parts of ``documents.PARTS`` and the return, said here so that ``--help`` is quick."""


class PartsType(click.ParamType[frozenset[str]]):
    """Some of the parts of a pack, joined by commas."""

    name = "parts"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Return the parts named. Fails with the list of parts for any other."""
        parts = frozenset(part.strip().casefold() for part in value.split(",") if part.strip())
        unknown = sorted(parts - set(PARTS))
        if unknown:
            self.fail(f"found {', '.join(unknown)}; the parts of a pack are {', '.join(PARTS)}", param, ctx)
        return parts


@click.command("build")
@click.argument("period", required=False)
@click.option("--only", type=PartsType(), default="", metavar="PARTS", help=f"Some parts alone: {','.join(PARTS)}.")
@click.option("--meeting", metavar="NAME", default="", help="One meeting alone, by its committee's name.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the pack goes.  [default: output in the project]",
)
@project_option
@click.pass_context
def command(
    ctx: click.Context,
    period: str | None,
    only: frozenset[str],
    meeting: str,
    output: Path | None,
    project: Path | None,
) -> None:
    """Build a quarter's paper, slides, minutes, page and return.

    PERIOD is a folder under data, such as 2025-26-q2; the latest where it is not given. Everything is written, or
    nothing. A file you have edited since the last build is kept, and the new one is written beside it.

    \b
    Example:
      reportgen build 2025-26-q2 --only paper,deck
    """
    opened = start_session(ctx, project, output)
    from reportgen.commands.problems import print_problems
    from reportgen.commands.progress import shown_progress
    from reportgen.output import recover_folder
    from reportgen.packs import Order
    from reportgen.pipeline import build

    folder = output or opened.output
    try:
        with few_collections(), shown_progress() as announce:
            prepared, report = build(opened, Order(opened.period(period), only, meeting), folder, announce)
    except KeyboardInterrupt:
        raise ReportgenError(f"stopped: {recover_folder(folder) or 'nothing was written'}") from None
    if prepared.warnings:
        print_problems(prepared.warnings)
    for sentence in (*prepared.notes, *prepared.left_out):
        click.echo(sentence)
    for line in report_lines(report, folder):
        click.echo(line)
    if prepared.closing:
        click.echo(click.style(prepared.closing, bold=True))


def report_lines(report: SaveReport, folder: Path) -> list[str]:
    """Return what saving did, a line each: files written, removed and kept, and how many stayed the same."""
    lines = [f"Written: {folder / path}" for path in report.written]
    lines += [f"Removed, no longer made: {folder / path}" for path in report.removed]
    for beside in report.beside:
        kept = f"Kept as it is, {beside.reason}: {folder / beside.kept}"
        lines.append(f"{kept}; the new one is {beside.new.name}" if beside.new else kept)
    lines += [f"Note: {note}." for note in report.notes]
    if report.unchanged:
        lines.append(f"The same as before: {len(report.unchanged)} of the files.")
    return lines
