"""``reportgen fill``: a return's figures in the authority's own copy of the DfE workbook."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.codes import NOT_FOR_PUBLICATION, OUTGOING
from reportgen.commands.session import project_option, start_session
from reportgen.errors import Place, Problem, ProblemsError

if TYPE_CHECKING:
    from reportgen.returns.own_copy import CopyFilled

_EXCEL = (".xlsx", ".xlsm")


@click.command("fill")
@click.argument("workbook", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--form", "form_name", metavar="NAME", required=True, help="The form: dsg-plan, s251, or one of your own."
)
@click.option("--columns", metavar="LABELS", default="", help="Some columns alone, such as 2025,2026.")
@click.option("--period", metavar="PERIOD", help="The quarter.  [default: the latest under data]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The filled copy.  [default: 'WORKBOOK (filled)' beside it]",
)
@project_option
@click.pass_context
def command(
    ctx: click.Context,
    workbook: Path,
    form_name: str,
    columns: str,
    period: str | None,
    output: Path | None,
    project: Path | None,
) -> None:
    """A return's figures in your own copy of a workbook.

    WORKBOOK is your copy of the DfE's file, .xlsx or .xlsm. Each table is found by its labels, wherever it stands. The
    copy with the figures goes beside it; WORKBOOK itself is never changed. Macros, formulas, drawings and protection
    stay as they are.

    Nothing is filled where a label is missing or stands there twice, or where a cell is calculated, locked or holds
    another figure: all of that is listed, with both figures. Every cell that is filled is listed with its fact.
    With --columns the other years are left as they are.

    The forms are dsg-plan, dsg-finance, s251, grant and sen2, and the files in the project's folder returns.

    \b
    Example:
      reportgen fill "DSG plan.xlsm" --form dsg-plan
      reportgen fill "DSG plan.xlsm" --form dsg-plan --columns 2025
      reportgen fill s251.xlsx --form s251 --period 2025-26-q2 --output sent/s251.xlsx
    """
    opened = start_session(ctx, project)
    from reportgen.commands.problems import print_problems
    from reportgen.output import PackFile
    from reportgen.output.beside import save_beside
    from reportgen.output.names import is_open
    from reportgen.pipeline import fill_form_of
    from reportgen.returns.own_copy import fill_copy

    wanted = tuple(label.strip() for label in columns.split(",") if label.strip())
    target = output or workbook.with_name(f"{workbook.stem} (filled){workbook.suffix}")
    data = _read(workbook, target)
    _keep_inside(target, opened.output)
    if is_open(workbook):
        click.echo(f"Note: {workbook.name} is open in another program; what is not saved there is not read.", err=True)
    filled = fill_copy(data, workbook.name, fill_form_of(opened, opened.period(period), form_name), wanted)
    for line in _lines(filled):
        click.echo(line)
    if filled.unchecked:
        print_problems(filled.unchecked)
    if not filled.changed:
        click.echo(f"Nothing to fill: {workbook.name} holds all {filled.already} figures already. No copy was written.")
        return
    report = save_beside([PackFile(PurePosixPath(target.name), filled.data)], target.parent)
    for name in report.written:
        click.echo(f"Written: {target.parent / name}, {_counted(len(filled.changed), 'cell')} filled")
    for name in report.unchanged:
        click.echo(f"The same as before: {target.parent / name}")
    for beside in report.beside:
        click.echo(f"Kept as it is, {beside.reason}: {target.parent / beside.kept}")
    click.echo("Open the copy in Excel and save it: totals are calculated when it is opened.")
    click.echo(f"{NOT_FOR_PUBLICATION}: the copy holds exact figures, small counts of children among them.")


def _read(workbook: Path, target: Path) -> bytes:
    """Return the workbook's bytes. Raises ProblemsError where it is not there, or its copy may not have that name."""
    place = Place(workbook.name)
    if not workbook.is_file():
        near = ", ".join(sorted(path.name for path in workbook.parent.glob("*.xls*"))) or "none"
        remedy = f"check the name; workbooks there: {near}"
        raise ProblemsError(
            [Problem(place, "the workbook is not there", "your copy of the workbook is needed", remedy)]
        )
    if target.suffix.lower() != workbook.suffix.lower() and workbook.suffix.lower() in _EXCEL:
        found = f"{target.name} would be another kind of file"
        remedy = "choose another name with --output"
        raise ProblemsError([Problem(place, found, f"a name that ends in {workbook.suffix} is needed", remedy)])
    if target.resolve() == workbook.resolve():
        found = "the copy would be written over the workbook itself"
        raise ProblemsError(
            [Problem(place, found, "another name is needed", "leave --output out, or name another file")]
        )
    return workbook.read_bytes()


def _keep_inside(target: Path, output: Path) -> None:
    """Raise ProblemsError where a copy would lie among the files of a pack that may leave the council."""
    folder, packs = target.resolve().parent, output.resolve()
    if folder.is_relative_to(packs) and {*OUTGOING} & {*folder.relative_to(packs).parts}:
        found = f"the copy would lie in {folder.name}, whose files may leave the council"
        needed = "another folder is needed: it holds exact figures"
        raise ProblemsError(
            [Problem(Place(target.name), found, needed, "choose one with --output, such as restricted")]
        )


def _lines(filled: CopyFilled) -> list[str]:
    """Return a line for each cell changed, and the notes."""
    lines = [
        f"{change.sheet}!{change.cell}: {change.before or 'blank'} → {change.after}  "
        f"{entry.row}, {entry.column} ({entry.cell.facts_text or 'none of them: zero'})"
        for change, entry in filled.changed
    ]
    if filled.already and filled.changed:
        lines.append(f"{_counted(filled.already, 'cell')} held the figure already.")
    return [*lines, *(f"Note: {note}" for note in filled.notes)]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
