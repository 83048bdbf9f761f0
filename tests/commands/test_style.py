"""Mistakes of style are told on the command line: officers' by ``check``, a template's by ``template check``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from reportgen.wording.officers_words import review_phrases
from reportgen.wording.sentences import read_starter_phrases
from tests.commands.projects import make_project, reportgen
from tests.office.templates import word
from tests.wording.test_lint import PLANTED

ROOT = Path(__file__).parents[2]


def said(text: str) -> str:
    """What was printed, with the lines that were broken to fit put together again."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``check`` says of a list of answers with a planted mistake in each."""
    project = make_project(tmp_path_factory.mktemp("project"))
    with (project / "data/2025-26-q2/questions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["question", "answer"])
        writer.writerows([f"Question {number}?", planted] for number, planted in enumerate(PLANTED))
    result = reportgen("check", "2025-26-q2", "--project", project)
    assert result.exit_code == 0, result.output
    return said(result.stderr)


@pytest.mark.parametrize("number", range(len(PLANTED)), ids=PLANTED)
def test_check_names_the_cell_of_a_mistake_and_its_remedy(checked: str, number: int) -> None:
    at = checked.partition(f" B{number + 2}: “")[2]
    assert at, PLANTED[number]
    assert at.partition("words in house style are needed; ")[2]


@pytest.fixture(scope="module")
def template_checked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``template check`` says of a template with a planted mistake under each heading."""

    def build(document: Any) -> None:
        for number, planted in enumerate(PLANTED, 1):
            document.add_heading(f"Part {number}.", 1)
            document.add_paragraph(f"{{{{ plans.total }}}} plans. {planted}")

    folder = tmp_path_factory.mktemp("template")
    (folder / "ours.docx").write_bytes(word(build=build))
    result = reportgen("template", "check", folder / "ours.docx", "--project", make_project(folder / "project"))
    assert result.exit_code == 0, result.output
    assert "can be filled" in result.output
    return said(result.output)


@pytest.mark.parametrize("number", range(1, len(PLANTED) + 1), ids=PLANTED)
def test_template_check_names_the_heading_of_a_mistake_and_its_remedy(template_checked: str, number: int) -> None:
    at = template_checked.partition(f'heading "Part {number}."')[2]
    assert at.partition("words in house style are needed; ")[2], PLANTED[number - 1]


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / "templates").iterdir() if path.suffix in (".docx", ".pptx"))
)
def test_no_template_of_ours_has_a_mistake_of_style(name: str) -> None:
    result = reportgen("template", "check", ROOT / "templates" / name, "--project", ROOT)
    assert "house style" not in result.output


def test_check_names_the_line_of_a_mistake_in_the_councils_phrases(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    starter = read_starter_phrases().replace("Mostly not.", "Mostly not, in percent.")
    (project / "ours.jinja").write_text(starter, encoding="utf-8")
    line = next(number for number, each in enumerate(starter.splitlines(), 1) if "in percent" in each)
    settings = (project / "reportgen.toml").read_text(encoding="utf-8")
    (project / "reportgen.toml").write_text(f'{settings}[templates]\nphrases = "ours.jinja"\n', encoding="utf-8")
    told = said(reportgen("check", "--project", project).stderr)
    assert f"ours.jinja ▸ line {line} “percent” is printed as it was typed" in told
    assert told.count("percent") == 1


def test_the_phrases_of_the_starter_have_no_mistake_of_style() -> None:
    assert review_phrases(read_starter_phrases(), "phrases.jinja") == ()


def test_the_illustrative_quarters_have_no_mistake_of_style() -> None:
    for period in ("2025-26-q1", "2025-26-q2"):
        assert "house style" not in reportgen("check", period, "--project", ROOT).output
