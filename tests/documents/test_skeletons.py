"""A council's own layout is a template: the two other skeletons build by naming them, with and without data."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import starter
from reportgen.office.accessibility import find_faults
from tests.documents.packs import copy_project, headings, make_pack, open_word, paragraphs
from tests.documents.test_pack import empty_headings

SKELETONS = {
    "schools-forum-report.docx": [
        "Purpose of report", "Recommendations", "Reasons for recommendations", "Alternative options considered",
        "Supporting information", "Contact for further information",
    ],
    "board-highlight-report.docx": [
        "Headlines", "Progress this quarter", "Milestones", "Measures", "Benefits so far", "Grant", "Risks", "Actions",
        "Decisions asked of the board",
    ],
}  # fmt: skip


def choose(folder: Path, name: str) -> Path:
    """A project that names a skeleton as its paper."""
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / name).write_bytes(starter.template(name))
    settings = (folder / "reportgen.toml").read_text(encoding="utf-8")
    (folder / "reportgen.toml").write_text(f'{settings}\n[templates]\npaper = "templates/{name}"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", SKELETONS)
def test_a_skeleton_is_chosen_by_naming_it(name: str, tmp_path: Path) -> None:
    made = make_pack(choose(copy_project(tmp_path), name), only=("paper",))["paper.docx"]
    assert headings(made) == SKELETONS[name]
    assert empty_headings(open_word(made)) == []
    words = "\n".join(line for _, line in paragraphs(made))
    assert "1,402" in words
    assert "notes the progress of the programme" in words
    assert find_faults(made.data) == ()
    assert made.warnings == ()


@pytest.mark.parametrize("name", SKELETONS)
def test_a_skeleton_leaves_out_what_has_no_data(name: str, tmp_path: Path) -> None:
    folder = copy_project(tmp_path, "grant", "risks", "milestones", "kpis", "benefits", "modules", "programme")
    made = make_pack(choose(folder, name), only=("paper",))["paper.docx"]
    assert not {"Grant", "Risks", "Milestones", "Measures", "Progress this quarter"} & set(headings(made))
    assert empty_headings(open_word(made)) == []
