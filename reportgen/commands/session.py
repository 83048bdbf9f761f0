"""What every command that works on a project does first: find it, read its settings, recover what was interrupted."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from reportgen.project import Project


def project_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--project`` behind the command's name too, where people write it."""
    return click.option(
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        help="The project folder.  [default: the current folder]",
    )(command)


def start_session(ctx: click.Context, project: Path | None, output: Path | None = None) -> Project:
    """Return the project, after finishing or undoing what a killed run left in it or in ``output``.

    Raises ReportgenError where the folder holds no project, ProblemsError for its settings.
    """
    from reportgen.output import recover_folder
    from reportgen.project import CONFIGURATION, open_project

    folder = project if project is not None else ctx.obj
    if not (folder / CONFIGURATION).is_file() and not (folder / "data").is_dir():
        raise ReportgenError(
            f"{folder.resolve().name}: there is no project here; a folder with {CONFIGURATION} or data is needed; "
            "give one with --project, or make one with 'reportgen init FOLDER'"
        )
    opened = open_project(folder)
    for place in (folder, output or opened.output):
        note = recover_folder(place)
        if note:
            click.echo(f"Note: {note}.", err=True)
    return opened


MADE_BETWEEN_COLLECTIONS = 50_000
"""So many more objects made than let go before Python looks for cycles among them, where it is 700 by itself."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python seldom look for objects that refer to each other in circles, and never among those made before.

    One run keeps nearly all it makes until its end and lets the rest go by itself: looking again and again finds
    nothing and takes a twelfth of a build. Memory grows by a twentieth. Afterwards all is as it was, save that the
    program ends without looking once more.
    """
    before = gc.get_threshold()
    atexit.register(gc.freeze)
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
