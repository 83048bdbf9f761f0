"""The house rules a newcomer relies on: imports go one way, files stay small, every package ships."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reportgen"
SHARED = {"errors", "period", "codes", "profile", "project", "starter", "steps"}
ORDER = (
    "office", "web", "inputs", "facts", "wording", "charts", "documents", "returns", "assurance", "output", "packs",
    "pipeline", "commands",
)  # fmt: skip
FREE = {"cli", "__main__", ""}

MODULES = sorted(path.relative_to(ROOT) for path in PACKAGE.rglob("*.py"))


def part_of(module: str) -> str:
    """'reportgen.facts.fact' belongs to 'facts'."""
    names = module.split(".")
    return names[1] if len(names) > 1 else ""


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "reportgen":
                found |= {f"reportgen.{alias.name}" for alias in node.names}
            else:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def breach(importer: str, imported: str) -> bool:
    """Whether part ``importer`` may not import part ``imported``."""
    if imported in SHARED or importer == imported or importer in FREE:
        return False
    if importer in SHARED:
        return imported not in SHARED
    if imported not in ORDER:
        return True
    return ORDER.index(imported) > ORDER.index(importer)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_go_one_way(path: Path) -> None:
    importer = part_of(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    wrong = sorted(
        name for name in imports_of(path) if name.split(".")[0] == "reportgen" and breach(importer, part_of(name))
    )
    assert not wrong, f"{path} imports {wrong}: packages import only from their left ({' → '.join(ORDER)})"


def test_the_guard_sees_a_breach() -> None:
    assert breach("facts", "documents")
    assert breach("inputs", "wording")
    assert not breach("documents", "facts")


def reached_from(modules: Iterable[str]) -> set[str]:
    """The modules of the package that some of them import, directly or through others."""
    paths = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in paths and name not in found:
            found.add(name)
            waiting += imports_of(paths[name])
    return found


SUPPRESSOR = "reportgen.facts.disclosure", "reportgen.facts.suppression"


def test_the_auditor_shares_no_code_with_the_suppressor() -> None:
    auditor = {f"reportgen.assurance.{path.stem}" for path in MODULES if path.parts[1] == "assurance"}
    assert "reportgen.assurance.audit" in auditor
    reached = reached_from(auditor)
    assert "reportgen.facts.factset" in reached, "the guard follows imports"
    assert not {name for name in reached if name.startswith(SUPPRESSOR)}
    assert not {name for name in reached_from(["reportgen.facts.disclosure"]) if name in auditor}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_office_formats_are_known_to_office_alone(path: Path) -> None:
    formats = {"docx", "pptx", "openpyxl", "xlsxwriter", "lxml", "zipfile"}
    if path.parts[1] != "office":
        assert not {name.split(".")[0] for name in imports_of(path)} & formats


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_file_is_one_idea(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 400


def test_setup_cfg_lists_every_package() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    mapped = {"reportgen.starter.data", "reportgen.starter.project", "reportgen.starter.templates"}
    assert listed == folders | mapped
