"""The project folder and its settings (``reportgen.toml``): what stays the same from quarter to quarter.

Every key has a default, so a folder with ``data/`` alone is a project. An unknown key is a problem with
the nearest known name.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from reportgen.errors import Place, Problem, ProblemsError, ReportgenError
from reportgen.period import Period
from reportgen.profile import Disclosure, check_profile

CONFIGURATION = "reportgen.toml"


@dataclass(frozen=True, slots=True)
class Authority:
    """The council as printed; blanks print as marked blanks such as “[authority]”."""

    name: str = ""
    short_name: str = ""
    code: str = ""
    deliverer: str = ""
    deliverer_short: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme the item is about. Its name is data: Delivering Better Value closed in 2025 (domain A1)."""

    name: str = "Delivering Better Value in SEND"
    short_name: str = "DBV"


@dataclass(frozen=True, slots=True)
class Style:
    """The council's own ways of writing."""

    financial_year: str = "2025-26"
    money: str = "£m"
    action: str = "ACTION: {owners} to {action}."
    action_side: str = "left"
    resolution: str = "RESOLVED: That {text}"
    further_resolution: str = ""
    headings: tuple[str, ...] = ()
    numbering: str = "none"
    member: str = "Councillor"
    exempt: str = "Yes, Part II"
    not_exempt: str = "No, Part I"
    charts: str = "native"


@dataclass(frozen=True, slots=True)
class Finance:
    """What counts as a mitigation, and whether savings are inflated."""

    mitigation_statuses: tuple[str, ...] = ("planned", "in_delivery", "evidenced", "validated")
    inflation: str = "none"


@dataclass(frozen=True, slots=True)
class Templates:
    """Paths of the council's own templates, from the project folder; blank: the starter template."""

    paper: str = ""
    appendices: str = ""
    slides: str = ""
    minutes: str = ""
    answers: str = ""
    page: str = ""
    phrases: str = ""


@dataclass(frozen=True, slots=True)
class ReturnSettings:
    """How returns are rounded: ``independent`` or ``strict``; blank: as each form says."""

    rounding: str = ""


@dataclass(frozen=True, slots=True)
class DatabaseSource:
    """A table read from a database: the environment variable with the SQLAlchemy URL, and the query."""

    url_env: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in ``reportgen.toml``."""

    authority: Authority = field(default_factory=Authority)
    programme: Programme = field(default_factory=Programme)
    style: Style = field(default_factory=Style)
    finance: Finance = field(default_factory=Finance)
    disclosure: Disclosure = field(default_factory=Disclosure)
    templates: Templates = field(default_factory=Templates)
    returns: ReturnSettings = field(default_factory=ReturnSettings)
    glossary: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, DatabaseSource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder: ``data/``, ``templates/``, ``output/`` and the settings."""

    folder: Path
    settings: Settings

    @property
    def data(self) -> Path:
        """The folder of quarters."""
        return self.folder / "data"

    @property
    def output(self) -> Path:
        """The folder packs are written to."""
        return self.folder / "output"

    @property
    def periods(self) -> tuple[Period, ...]:
        """The quarters that have a folder under ``data/``, oldest first."""
        if not self.data.is_dir():
            return ()
        found = []
        for folder in self.data.iterdir():
            try:
                if folder.is_dir():
                    found.append(Period.parse(folder.name))
            except ValueError:
                continue
        return tuple(sorted(found))

    def period(self, text: str | None) -> Period:
        """Return the period named, or the latest under ``data/``. Raises ReportgenError where there is none."""
        known = self.periods
        names = ", ".join(str(period) for period in known) or "none yet"
        if text is None:
            if not known:
                raise ReportgenError(
                    f"{self.data}: no quarter found; a folder named like 2025-26-q2 is needed; "
                    "make one with 'reportgen new 2025-26-q2'"
                )
            return known[-1]
        try:
            period = Period.parse(text)
        except ValueError as error:
            raise ReportgenError(f"{error}; write the financial year and quarter; quarters here: {names}") from error
        if period not in known:
            raise ReportgenError(f"data/{period}: there is no such folder; quarters here: {names}")
        return period


def open_project(folder: Path) -> Project:
    """Return the project in ``folder``. Raises ProblemsError listing every fault in its configuration."""
    path = folder / CONFIGURATION
    if not path.exists():
        return Project(folder, Settings())
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProblemsError(
            [
                Problem(
                    Place(CONFIGURATION),
                    f"cannot be read ({error})",
                    "a TOML file saved as UTF-8 is needed",
                    "put text in double quotes, one setting a line",
                )
            ]
        ) from error
    problems: list[Problem] = []
    settings = _section(Settings, content, "", problems)
    assert isinstance(settings, Settings)
    problems += check_profile(settings.disclosure, CONFIGURATION)
    if problems:
        raise ProblemsError(problems)
    return Project(folder, settings)


def _section(kind: type[Any], content: Mapping[str, Any], where: str, problems: list[Problem]) -> Any:
    hints = get_type_hints(kind)
    known = {entry.name for entry in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in content.items():
        path = f"{where}.{key}" if where else key
        if key not in known:
            problems.append(_unknown_key(path, key, known))
        elif is_dataclass(hints[key]) and isinstance(value, dict):
            values[key] = _section(hints[key], value, path, problems)
        elif key == "sources" and isinstance(value, dict):
            values[key] = {
                name: _section(DatabaseSource, entry, f"{path}.{name}", problems) for name, entry in value.items()
            }
        else:
            values[key] = _value(value, getattr(kind(), key), path, problems)
    return kind(**values)


def _value(value: Any, default: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(default, dict) and isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return value
    if isinstance(default, int) and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(default, str) and isinstance(value, str):
        return value
    wanted = {tuple: "a list of texts in [ ]", dict: "texts by name", int: "a whole number", str: "text in quotes"}
    problems.append(
        Problem(
            Place(CONFIGURATION, path), f"found {value!r}", f"{wanted[type(default)]} is needed", "correct the value"
        )
    )
    return default


def _unknown_key(path: str, key: str, known: set[str]) -> Problem:
    near = difflib.get_close_matches(key, sorted(known), n=1)
    remedy = f"did you mean '{near[0]}'?" if near else f"settings here: {', '.join(sorted(known))}"
    return Problem(Place(CONFIGURATION, path), "unknown setting", "a known name is needed", remedy)
