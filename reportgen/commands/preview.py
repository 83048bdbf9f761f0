"""``reportgen preview``: the pages of a built paper and deck, as pictures and as a PDF."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from reportgen.commands.session import project_option, start_session
from reportgen.errors import ReportgenError

_PREVIEWED = ("paper.docx", "slides.pptx")
PREVIEW = PurePosixPath("restricted", "preview")
"""Where previews go below a pack: inside, because nobody has checked them as files for publication."""


@click.command("preview")
@click.argument("period", required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the pack lies.  [default: output in the project]",
)
@project_option
@click.pass_context
def command(ctx: click.Context, period: str | None, output: Path | None, project: Path | None) -> None:
    """Show the pages of a built paper and deck.

    PERIOD is a quarter that was built; the latest where it is not given. LibreOffice makes a tagged PDF of each and,
    where poppler is installed, a picture of each page, in restricted/preview beside the pack. What keeps a PDF from
    being read aloud is said. Word and PowerPoint may break lines and pages a little differently. Edits made since the
    build are shown.

    \b
    Example:
      reportgen preview 2025-26-q2
    """
    opened = start_session(ctx, project, output)
    quarter = opened.period(period)
    folder = output or opened.output
    found = _find(folder, str(quarter))
    if not found:
        raise ReportgenError(
            f"{folder.name}/{quarter}: there is no {' or '.join(_PREVIEWED)} here; a built quarter is needed; "
            f"run 'reportgen build {quarter}' first"
        )
    from reportgen.output.libreoffice import make_pages
    from reportgen.output.pages import save_pages
    from reportgen.output.tagged_pdf import check_pdf

    pages: dict[PurePosixPath, bytes] = {}
    for pack, files in found.items():
        click.echo(f"Making the pages of {', '.join(path.name for path in files)} …", err=True)
        made = make_pages({path.name: path.read_bytes() for path in files})
        pages |= {pack / PREVIEW / name: data for name, data in made.items()}
    save_pages(pages, folder)
    for path in pages:
        if path.suffix == ".pdf":
            count = sum(page.parent == path.parent and page.name.startswith(f"{path.stem}-") for page in pages)
            pictures = f", and a picture of each of its {count} pages" if count else ""
            click.echo(f"Written: {folder / path}{pictures}.")
            for problem in check_pdf(pages[path], path.name):
                click.echo(f"Not accessible: {problem}.")
    if not any(path.suffix == ".png" for path in pages):
        click.echo("For pictures of the pages install poppler (pdftoppm).")


def _find(folder: Path, quarter: str) -> dict[PurePosixPath, list[Path]]:
    """Return the files to show, by the folder of their pack: one of the quarter, or one for each of its meetings."""
    found: dict[PurePosixPath, list[Path]] = {}
    for name in _PREVIEWED:
        for path in sorted((folder / quarter).glob(f"**/{name}")):
            if path.parent.name in ("publish", "restricted"):
                found.setdefault(PurePosixPath(path.parent.parent.relative_to(folder).as_posix()), []).append(path)
    return found
