"""What is installed carries the starter templates and the illustrative project: as a folder, and zipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.projects import files_in

ROOT = Path(__file__).parents[2]
SOURCES = ("reportgen", "templates", "data", "setup.cfg", "pyproject.toml", "README.md", "LICENSE", "reportgen.toml")
MAKE_PROJECT = """
import sys
sys.path.insert(0, sys.argv[1])
import reportgen
assert reportgen.__file__.startswith(sys.argv[1]), reportgen.__file__
from reportgen.cli import main
main(["init", sys.argv[2]])
"""


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command that must succeed, without the repository on its path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder tree that a wheel holds, built by setuptools from a copy of the sources."""
    base = tmp_path_factory.mktemp("wheel")
    source = base / "source"
    source.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "~$*", ".*"))
        else:
            shutil.copy(ROOT / name, source / name)
    setup = "import setuptools; setuptools.setup()"
    run(sys.executable, "-W", "ignore", "-c", setup, "-q", "build", "--build-lib", base / "tree", cwd=source)
    return base / "tree"


def expected_files() -> set[str]:
    data = {f"example/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "data").rglob("*.csv")}
    templates = {
        f"templates/{path.name}" for kind in ("*.docx", "*.pptx", "*.jinja") for path in (ROOT / "templates").glob(kind)
    }
    return {"reportgen.toml", "1 Check.cmd", "2 Build.cmd", "example/reportgen.toml"} | data | templates


@pytest.mark.slow
def test_an_installed_reportgen_makes_a_project(installed: Path, tmp_path: Path) -> None:
    run(sys.executable, "-c", MAKE_PROJECT, installed, tmp_path / "project", cwd=tmp_path)
    made = files_in(tmp_path / "project")
    assert expected_files() <= set(made)
    assert made["templates/paper.docx"] == (ROOT / "templates/paper.docx").read_bytes()


@pytest.mark.slow
def test_a_zipped_reportgen_makes_the_same_project(installed: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "reportgen"), "zip", installed)
    run(sys.executable, "-c", MAKE_PROJECT, archive, tmp_path / "zipped", cwd=tmp_path)
    run(sys.executable, "-c", MAKE_PROJECT, installed, tmp_path / "folder", cwd=tmp_path)
    assert set(files_in(tmp_path / "zipped")) == set(files_in(tmp_path / "folder")) >= expected_files()


@pytest.mark.slow
def test_every_module_is_installed(installed: Path) -> None:
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reportgen").rglob("*.py")}
    assert ours <= {path.relative_to(installed).as_posix() for path in installed.rglob("*.py")}
