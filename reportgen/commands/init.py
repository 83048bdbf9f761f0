"""``reportgen init``: a new project folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportgen.output import PackFile
    from reportgen.period import Period

FIRST_PERIOD = "2025-26-q3"
"""The quarter after the illustrative ones, where none is given: the clock is never asked."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--period", default=FIRST_PERIOD, show_default=True, help="The first quarter.")
def command(folder: Path, period: str) -> None:
    """Make a project folder with templates and an example.

    It holds the settings with a note on each, the templates, an empty quarter.xlsx and a worked example.

    FOLDER is made where it is missing. Files that are already there are never overwritten. The example is a whole
    project of an authority that does not exist: build it to see what comes out.

    \b
    Example:
      reportgen init northmere --period 2025-26-q3
      reportgen --project northmere/example build
    """
    from reportgen.output import save_new
    from reportgen.period import Period

    try:
        first = Period.parse(period)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write the financial year and quarter", param_hint="--period") from error
    report = save_new(project_files(first), folder)
    if report.unchanged:
        click.echo(f"Already there and left as they are: {len(report.unchanged)} files.")
    click.echo(f"Written into {folder}: {len(report.written)} files.")
    click.echo(
        f"Next: fill in data/{first}/quarter.xlsx and reportgen.toml, then 'reportgen check' in that folder. "
        "To see a finished pack first: 'reportgen build' in the folder example."
    )


def project_files(first: Period) -> list[PackFile]:
    """Return the files of a new project whose first quarter is ``first``."""
    from reportgen import starter
    from reportgen.inputs.starter import empty_quarter
    from reportgen.output import PackFile

    files = {
        PurePosixPath("reportgen.toml"): starter.project_file("settings.toml"),
        PurePosixPath("1 Check.cmd"): _for_windows(starter.project_file("check.cmd")),
        PurePosixPath("2 Build.cmd"): _for_windows(starter.project_file("build.cmd")),
        PurePosixPath("returns", "README.md"): starter.returns_guide(),
        PurePosixPath("data", str(first), "quarter.xlsx"): empty_quarter(first),
    }
    files |= {PurePosixPath("templates") / path: data for path, data in starter.templates().items()}
    files |= {PurePosixPath("templates") / path: data for path, data in starter.guide_pictures().items()}
    files |= {PurePosixPath("example") / path: data for path, data in starter.example().items()}
    return [PackFile(path, data) for path, data in files.items()]


def _for_windows(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
