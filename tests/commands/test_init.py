"""A new project: what is in it, that nothing is overwritten, and that its settings are all explained."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from reportgen import starter
from reportgen.project import Settings, open_project
from tests.commands.projects import files_in, reportgen

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made by ``reportgen init``."""
    folder = tmp_path_factory.mktemp("projects") / "northmere"
    result = reportgen("init", folder)
    assert result.exit_code == 0, result.output
    return folder


def test_a_new_project_has_what_an_officer_needs(project: Path) -> None:
    files = set(files_in(project))
    assert {"reportgen.toml", "1 Check.cmd", "2 Build.cmd", "data/2025-26-q3/quarter.xlsx"} <= files
    assert "returns/README.md" in files
    assert {f"templates/{name}" for name in ("paper.docx", "slides.pptx", "minutes.docx", "phrases.jinja")} <= files
    assert {"example/reportgen.toml", "example/data/2025-26-q2/opportunities.csv"} <= files
    assert not [name for name in files if ".reportgen" in name or name.endswith((".py", ".pyc"))]


def test_the_first_quarter_may_be_named(tmp_path: Path) -> None:
    assert reportgen("init", tmp_path, "--period", "2026-27-q1").exit_code == 0
    assert (tmp_path / "data/2026-27-q1/quarter.xlsx").exists()


def test_a_quarter_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    result = reportgen("init", tmp_path / "new", "--period", "spring")
    assert result.exit_code == 2
    assert "'spring' is not a period" in result.output
    assert not (tmp_path / "new").exists()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "reportgen.toml").write_text("# mine\n", encoding="utf-8")
    (tmp_path / "templates/paper.docx").write_text("mine", encoding="utf-8")
    result = reportgen("init", tmp_path)
    assert "left as they are: 2 files" in result.output
    assert (tmp_path / "reportgen.toml").read_text(encoding="utf-8") == "# mine\n"
    before = files_in(tmp_path)
    assert reportgen("init", tmp_path).exit_code == 0
    assert files_in(tmp_path) == before


def test_the_starter_templates_are_copied_whole(project: Path) -> None:
    for path, data in starter.templates().items():
        assert (project / "templates" / path).read_bytes() == data
    assert starter.template("paper.docx") == (ROOT / "templates/paper.docx").read_bytes()


def test_the_example_is_the_illustrative_project_of_the_repository(project: Path) -> None:
    assert (project / "example/reportgen.toml").read_bytes() == (ROOT / "reportgen.toml").read_bytes()
    for path in (ROOT / "data").rglob("*.csv"):
        assert (project / "example" / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_the_new_project_can_be_read_at_once(project: Path) -> None:
    result = reportgen("facts", "--project", project)
    assert result.exit_code == 0, result.output


def test_the_example_has_its_facts(project: Path) -> None:
    result = reportgen("facts", "plans.total", "--project", project / "example")
    assert result.exit_code == 0, result.output
    assert "plans.total" in result.output


@pytest.mark.parametrize(("name", "verb"), [("1 Check.cmd", "check"), ("2 Build.cmd", "build")])
def test_the_windows_commands_are_windows_files(project: Path, name: str, verb: str) -> None:
    data = (project / name).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    text = data.decode("ascii")
    assert f'"%REPORTGEN%" {verb}' in text
    assert ".venv\\Scripts\\reportgen.exe" in text
    assert text.rstrip().endswith("pause")


def settings_names() -> set[str]:
    """Every setting as section.name."""
    sections = [field for field in fields(Settings) if is_dataclass(type(getattr(Settings(), field.name)))]
    return {
        f"{section.name}.{field.name}" for section in sections for field in fields(getattr(Settings(), section.name))
    }


def test_every_setting_stands_in_the_settings_file_with_its_default(project: Path, tmp_path: Path) -> None:
    text = (project / "reportgen.toml").read_text(encoding="utf-8")
    switched_on = re.sub(r"(?m)^# (?=[a-z_]+ = |\[)", "", text)
    content = tomllib.loads(switched_on)
    found = {f"{section}.{name}" for section, entries in content.items() for name in entries if section != "sources"}
    assert found == settings_names()
    (tmp_path / "reportgen.toml").write_text(switched_on, encoding="utf-8")
    all_on, as_made = open_project(tmp_path).settings, open_project(project).settings
    assert as_made == Settings()
    for section in ("authority", "programme", "style", "finance", "disclosure"):
        assert getattr(all_on, section) == getattr(Settings(), section)


def test_every_section_and_setting_is_explained(project: Path) -> None:
    lines = (project / "reportgen.toml").read_text(encoding="utf-8").splitlines()
    headings = [number for number, line in enumerate(lines) if re.match(r"(# )?\[", line)]
    assert len(headings) == len(fields(Settings))
    for number in headings:
        assert re.match(r"# [A-Z].*[a-z.:]", lines[number + 1]), lines[number]
