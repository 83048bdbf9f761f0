"""The forms there are: those that come with reportgen, and those the council keeps in its project's ``returns``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.project import Project, Settings
from reportgen.returns.form import Form
from reportgen.returns.form_file import make_form, read_content
from reportgen.returns.form_keys import nearest

FOLDER = "returns"
BUILT_IN = ("dsg-plan", "dsg-finance", "s251", "grant", "sen2")
"""The forms that come with reportgen, in the order of ``return.xlsx``."""


@cache
def built_in_forms() -> tuple[Form, ...]:
    """Return the forms as they come with reportgen, whatever a project has."""
    return Library(Project(Path(), Settings()), own=False).forms()


class Library:
    """Every form file by the form's name; a council's file takes the place of the built-in form of its name."""

    def __init__(self, project: Project, *, own: bool = True) -> None:
        folder = project.folder / FOLDER
        paths = sorted(folder.glob("*.toml")) if own and folder.is_dir() else []
        self._own = {path.stem: path for path in paths}
        self.names = (*BUILT_IN, *(name for name in self._own if name not in BUILT_IN))

    def forms(self) -> tuple[Form, ...]:
        """Return every form. Raises ProblemsError with every mistake in the council's own form files."""
        forms, problems = list[Form](), list[Problem]()
        for name in self.names:
            try:
                forms.append(self.form(name))
            except ProblemsError as error:
                problems += error.problems
        if problems:
            raise ProblemsError(dict.fromkeys(problems))
        return tuple(forms)

    def form(self, name: str) -> Form:
        """Return the form of a name there is. Raises ProblemsError with every mistake in its file."""
        content, file = self._content(name, ())
        return make_form(name, content, file)

    def _content(self, name: str, above: tuple[str, ...]) -> tuple[Mapping[str, Any], str]:
        """Return a form's content with its bases beneath it; ``above`` are the forms that are based on it."""
        path = self._own.get(name) if name not in above else None
        file = f"{FOLDER}/{name}.toml"
        text = (
            (files("reportgen.returns") / "forms" / f"{name}.toml").read_bytes() if path is None else path.read_bytes()
        )

        def base(wanted: str) -> Mapping[str, Any]:
            # A council's own dsg-plan may be based on the built-in dsg-plan, once.
            is_circle = wanted in above or (wanted == name and (path is None or wanted not in BUILT_IN))
            if wanted not in self.names or is_circle:
                raise ProblemsError([_bad_base(file, wanted, self.names, is_circle)])
            return self._content(wanted, (*above, name))[0]

        try:
            return read_content(text.decode("utf-8-sig"), file, base), file
        except UnicodeDecodeError as error:
            remedy = "save it as UTF-8 in the editor"
            raise ProblemsError([Problem(Place(file), "is not UTF-8 text", "a text file is needed", remedy)]) from error


def find_mistakes(project: Project) -> tuple[Problem, ...]:
    """Return every mistake in the council's own form files that shows without the quarter's facts."""
    try:
        Library(project).forms()
    except ProblemsError as error:
        return error.problems
    return ()


def find_form(project: Project, name: str) -> Form:
    """Return the form of that name. Raises ProblemsError for mistakes in it, or with the nearest name."""
    library = Library(project)
    if name not in library.names:
        raise ProblemsError([_unknown(name, library.names)])
    return library.form(name)


def _unknown(name: str, names: tuple[str, ...]) -> Problem:
    place = Place("--form")
    return Problem(place, f"there is no form '{name}'", "the name of a form is needed", nearest(name, names))


def _bad_base(file: str, wanted: str, names: tuple[str, ...], is_circle: bool) -> Problem:
    if is_circle:
        found = f"the form is based on '{wanted}', which leads back to itself"
        return Problem(Place(file, "based_on"), found, "another form is needed", "name the form of the year before")
    return Problem(
        Place(file, "based_on"), f"there is no form '{wanted}'", "the name of a form is needed", nearest(wanted, names)
    )
