"""``reportgen template``: what a template asks for, and every mistake in it, before anything is built."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.commands.session import project_option, start_session
from reportgen.errors import ProblemsError, ReportgenError

if TYPE_CHECKING:
    from reportgen.errors import Problem

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("template", short_help="What a template asks for, and its mistakes.")
def command() -> None:
    """Look into a Word, PowerPoint or page template without building anything.

    \b
    Example:
      reportgen template explain templates/paper.docx
      reportgen template check templates/slides.pptx --annotate
      reportgen template map templates/our-slides.pptx
    """


@command.command("explain")
@click.argument("file", type=_FILE)
def explain(file: Path) -> None:
    """List what a template asks for, by heading or slide.

    \b
    Example:
      reportgen template explain templates/paper.docx
    """
    from reportgen import office, web
    from reportgen.commands.template_words import describe_asked

    is_page = web.is_page_template(file.name)
    asked = web.explain_template(file.read_bytes(), file.name) if is_page else office.explain_by_place(file)
    for line in describe_asked(file.name, asked):
        click.echo(line)


@command.command("check")
@click.argument("file", type=_FILE)
@click.option("--period", help="The quarter whose names and figures count.  [default: the latest]")
@click.option("--annotate", is_flag=True, help="Write a copy with a comment at each mistake.")
@project_option
@click.pass_context
def check(ctx: click.Context, file: Path, period: str | None, annotate: bool, project: Path | None) -> None:
    """List every mistake of a template at once.

    The template is filled in memory with the figures of a quarter, so that a wrong name is found as well as a tag
    without its end; its own words are read for mistakes of style. Nothing is built. The exit code is 1 where a mistake
    would stop a build.

    With --annotate, a copy named 'paper (checked).docx' beside the template has a comment at each mistake, in
    PowerPoint on each slide with one. Correct the template itself: the next check replaces the copy.

    \b
    Example:
      reportgen template check templates/paper.docx
      reportgen template check templates/slides.pptx --period 2025-26-q2 --annotate
    """
    from reportgen import documents, office, web
    from reportgen.commands.problems import print_problems
    from reportgen.commands.template_names import names_for, template_filters
    from reportgen.commands.template_style import review_template
    from reportgen.errors import errors_among

    opened = start_session(ctx, project)
    quarter = opened.period(period) if period or opened.periods else None
    if quarter is None:
        click.echo("There is no quarter yet, so the names are not checked, only the tags.", err=True)
    names = names_for(opened, quarter) if quarter else None
    is_mapping = documents.is_mapping(file)
    if web.is_page_template(file.name):
        problems = web.check_template(file.read_bytes(), file.name, names, template_filters())
    else:
        template = documents.fit_deck(file).data if is_mapping else file
        problems = office.check(template, names, name=file.name, filters=template_filters())
        problems = (*problems, *(() if is_mapping else review_template(file)))
    print_problems(problems)
    if annotate and not is_mapping:
        click.echo(_write_annotated(file, problems))
    if errors_among(problems):
        ctx.exit(1)
    click.echo(f"{file.name} can be used." if quarter is None else f"{file.name} can be filled for {quarter}.")


@command.command("map")
@click.argument("file", type=_FILE)
@project_option
@click.pass_context
def map_template(ctx: click.Context, file: Path, project: Path | None) -> None:
    """Propose how the slides go into your own template.

    FILE is any PowerPoint template. A file beside the project's templates says for each slide of the deck which layout
    of yours it takes and which placeholder holds what: correct it in a text editor, then name it in reportgen.toml in
    the place of the template. A mapping that is there already is never overwritten.

    \b
    Example:
      reportgen template map templates/our-template.pptx
    """
    from reportgen.documents.deck_proposal import propose_mapping
    from reportgen.output import PackFile, save_new

    folder = start_session(ctx, project).folder
    name = f"{file.stem}.toml"
    proposal = propose_mapping(file.read_bytes(), file.name, _written_from(folder / "templates", file))
    for slide, layout in proposal.layouts:
        click.echo(f"  {slide:<20}{layout or 'left out: no layout has a title and a place for its content'}")
    for words in proposal.unmapped:
        click.echo(f"Not mapped: {words}.")
    path = PurePosixPath("templates", name)
    report = save_new([PackFile(path, proposal.text.encode("utf-8"))], folder)
    if report.unchanged:
        click.echo(f"{folder / path} is there already and was left as it is: move it away to have a new proposal.")
        return
    click.echo(f"Written: {folder / path}.")
    click.echo(f'Correct it, then write into reportgen.toml, under [templates]:  slides = "{path}"')


def _written_from(folder: Path, file: Path) -> str:
    """Return how a mapping in ``folder`` names a template: by its way from there inside the project, else in full."""
    found, above = file.resolve(), folder.resolve().parent
    if not found.is_relative_to(above):
        return found.as_posix()
    inside = found.relative_to(above)
    is_beside = inside.parts[0] == folder.name
    return PurePosixPath(*inside.parts[1:]).as_posix() if is_beside else f"../{inside.as_posix()}"


def _write_annotated(file: Path, problems: tuple[Problem, ...]) -> str:
    """Write the copy with comments beside the template and return what to say of it. Raises SaveError."""
    from reportgen import office, web
    from reportgen.output import PackFile, save_copy

    if not problems:
        return "No comments were written: there is nothing to correct."
    if web.is_page_template(file.name):
        return "No comments were written: a page can hold none; each mistake is told with its line."
    name = f"{file.stem} (checked){file.suffix}"
    try:
        copy = PackFile(PurePosixPath(name), office.annotate_template(file.read_bytes(), problems, name=file.name))
    except ProblemsError as error:
        return "".join(f"No comments were written: {each.found}; {each.remedy}." for each in error.problems)
    except ValueError as error:
        raise ReportgenError(f"{file.name}: {error}; give the template a shorter, plain name") from error
    written = save_copy(copy, file.parent, office.is_annotated_copy)
    kept = "" if written == copy.path else f" {name} was edited or is open, so it was left as it is."
    return f"Written: {file.parent / written}.{kept}"
