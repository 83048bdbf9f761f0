"""The starter templates and the illustrative project, wherever reportgen is installed.

In the repository they stand where officers look for them: ``templates/``, ``data/`` and ``reportgen.toml`` at the top.
In a wheel they travel inside the package (``setup.cfg`` maps the folders), in a zipped one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from reportgen.project import CONFIGURATION

_TEMPLATE_KINDS = (".docx", ".pptx", ".jinja", ".md")


def template(name: str) -> bytes:
    """Return a starter template such as ``paper.docx``. Raises FileNotFoundError where there is none of that name."""
    return (_folder("templates") / name).read_bytes()


def templates() -> dict[PurePosixPath, bytes]:
    """Return every starter template with its guide, by file name."""
    return {
        PurePosixPath(entry.name): entry.read_bytes()
        for entry in _sorted(_folder("templates"))
        if entry.is_file() and entry.name.endswith(_TEMPLATE_KINDS)
    }


def guide_pictures() -> dict[PurePosixPath, bytes]:
    """Return the pictures the templates' guide shows, by path beside it."""
    guide = template("README.md").decode("utf-8")
    pictures = _sorted(_folder("templates") / "pictures")
    shown = (entry for entry in pictures if f"(pictures/{entry.name})" in guide)
    return {PurePosixPath("pictures", entry.name): entry.read_bytes() for entry in shown}


def returns_guide() -> bytes:
    """Return the analyst's guide to returns, which goes where a council keeps its own form files."""
    return (_folder("data") / "returns.md").read_bytes()


def example() -> dict[PurePosixPath, bytes]:
    """Return the files of the illustrative authority's project, by path in the project."""
    found = {PurePosixPath(CONFIGURATION): (_folder("project") / CONFIGURATION).read_bytes()}
    for path, entry in _walk(_folder("data"), PurePosixPath("data")):
        found[path] = entry.read_bytes()
    return found


def project_file(name: str) -> bytes:
    """Return a file of a new project as it is shipped: ``settings.toml``, ``check.cmd`` or ``build.cmd``."""
    return (files("reportgen.starter") / "files" / name).read_bytes()


def _folder(name: str) -> Traversable:
    packaged = files("reportgen.starter") / name
    if packaged.is_dir():
        return packaged
    repository = Path(str(files("reportgen"))).parent
    return repository if name == "project" else repository / name


def _walk(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for entry in _sorted(folder):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _walk(entry, path / entry.name)
        elif entry.is_file() and not entry.name.startswith((".", "~$")) and not entry.name.endswith(".py"):
            yield path / entry.name, entry


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)
