"""``reportgen import``: input tables from files that others publish or export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.commands.session import project_option, start_session

if TYPE_CHECKING:
    from reportgen.period import Period
    from reportgen.project import Project


@click.group("import", short_help="Input tables from published files and exports.")
def command() -> None:
    """Make input tables from the DfE's published files, or from the authority's own SEN2 exports.

    A table that is there already is left alone: the new one goes beside it, and the report says which.

    \b
    Example:
      reportgen import dfe caseload.csv requests.csv --authority E06000040
      reportgen import sen2 exports
    """


@command.command("dfe")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--authority", required=True, help="The authority's ONS code, three-digit number or name.")
@click.option("--period", help="The quarter the tables go to.  [default: the latest]")
@click.option("--neighbours", default="", help="Codes of statistical neighbours, with commas between.")
@click.option(
    "--ukrlp",
    type=click.Choice(["other", "post16"]),
    default="other",
    show_default=True,
    help="Where plans at UKRLP providers count: in Other, as the DfE maps them, or in further education.",
)
@click.option(
    "--recoupment",
    type=click.Choice(["net", "gross"]),
    default="net",
    show_default=True,
    help="DSG allocations after (net) or before (gross) recoupment.",
)
@project_option
@click.pass_context
def import_dfe(
    ctx: click.Context,
    files: tuple[Path, ...],
    authority: str,
    period: str | None,
    neighbours: str,
    ukrlp: str,
    recoupment: str,
    project: Path | None,
) -> None:
    """Make caseload, flow, comparators, figures and dsg from the DfE's published files.

    FILES are the CSV files of a release 'Education, health and care plans', of any year whose form is known, and DSG
    allocations (.ods). Everything that was decided on the way is printed.

    \b
    Example:
      reportgen import dfe caseload.csv requests.csv timeliness_20_week.csv --authority E06000040
    """
    opened = start_session(ctx, project)
    quarter = opened.period(period)
    from reportgen.inputs.dfe.form import Ukrlp
    from reportgen.inputs.dfe.importing import import_authority, read_releases, table_csv

    releases = read_releases((path.name, path.read_bytes()) for path in files)
    others = [code.strip() for code in neighbours.split(",") if code.strip()]
    imported = import_authority(releases, authority, neighbours=others, ukrlp=Ukrlp(ukrlp), recoupment=recoupment)
    click.echo(
        f"{imported.area.name} ({imported.area.code}), from {len(files)} {'file' if len(files) == 1 else 'files'}."
    )
    for problem in releases.warnings:
        click.echo(f"  Note: {problem.place}: {problem.found}; {problem.needed}.")
    for note in imported.notes:
        click.echo(f"  Note: {note}.")
    tables = {name: table_csv(name, rows) for name, rows in imported.tables.items()}
    counts = {name: len(rows) for name, rows in imported.tables.items()}
    _save_tables(opened, quarter, tables, counts)


@command.command("sen2")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--schools", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="CSV: urn, setting.")
@click.option("--census", help="The census date, such as 16/01/2025, where the module sen2 is not exported.")
@click.option("--period", help="The quarter the tables go to.  [default: the latest]")
@project_option
@click.pass_context
def import_sen2_folder(
    ctx: click.Context,
    folder: Path,
    schools: Path | None,
    census: str | None,
    period: str | None,
    project: Path | None,
) -> None:
    """Make plans and flow from the authority's own SEN2 exports.

    FOLDER holds COLLECT's Blade exports (…_person.csv, …_requests.csv and so on), or a workbook with tabs m1 to m5. No
    name, identifier or birth date goes into a table or a message.

    \b
    Example:
      reportgen import sen2 exports --schools schools.csv
    """
    opened = start_session(ctx, project)
    quarter = opened.period(period)
    from reportgen.inputs.dfe.importing import table_csv
    from reportgen.inputs.sen2.exports import read_day, read_exports
    from reportgen.inputs.sen2.importing import import_sen2
    from reportgen.inputs.sen2.placement import read_schools

    day = None if census is None else read_day(census)
    if census is not None and day is None:
        raise click.BadParameter("a date such as 16/01/2025 is needed", ctx, param_hint="--census")
    imported = import_sen2(read_exports(folder), read_schools(schools), day)
    click.echo("How the export was read:")
    for line in imported.mapping:
        click.echo(f"  {line}")
    for problem in imported.warnings:
        click.echo(f"  Warning: {problem}.")
    for note in imported.notes:
        click.echo(f"  Note: {note}.")
    tables = {name: table_csv(name, rows) for name, rows in imported.tables.items()}
    _save_tables(opened, quarter, tables, {name: len(rows) for name, rows in imported.tables.items()})


def _save_tables(project: Project, period: Period, tables: Mapping[str, bytes], counts: Mapping[str, int]) -> None:
    """Write each table as a CSV file of the quarter, beside the officer's own where there is one, and say so."""
    from reportgen.inputs.quarter import find_given
    from reportgen.output import PackFile
    from reportgen.output.beside import save_beside

    folder = PurePosixPath("data", str(period))
    given = find_given(project, period)
    paths = {name: folder / f"{name}.csv" for name in tables}
    taken = [paths[name] for name in tables if given.get(name, f"{name}.csv").casefold() != f"{name}.csv"]
    report = save_beside([PackFile(paths[name], data) for name, data in tables.items()], project.folder, taken)
    names = {beside.kept: beside for beside in report.beside}
    for name, path in paths.items():
        rows = f"{counts[name]:,} rows"
        if path in names:
            other = given.get(name, path.name)
            click.echo(
                f"{name}: {other} holds this table and is left as it is; {rows} are in {names[path].new}. "
                f"Take over what you need, then delete one of the two."
            )
        else:
            click.echo(f"{name}: {rows} in {path}{' (as before)' if path in report.unchanged else ''}.")
    if not tables:
        click.echo("Nothing was found to import; nothing was written.")
    else:
        _say_next(report.written)


def _say_next(written: Sequence[PurePosixPath]) -> None:
    click.echo("Next: 'reportgen check'." if written else "Nothing had to be written.")
