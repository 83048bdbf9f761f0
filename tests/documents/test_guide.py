"""The guide for template authors tells the truth: every example fills, every mistake is told as it says."""

from __future__ import annotations

import functools
import importlib
import re
from pathlib import Path, PurePosixPath

import pytest

from reportgen import starter, web
from reportgen.documents.contents import make_contents
from reportgen.documents.definitions import define_printed
from reportgen.documents.page import page_names
from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.inputs import read_quarter
from reportgen.office.reading import text
from reportgen.office.rendering import fill_template
from reportgen.project import open_project
from reportgen.wording.node import make_filters
from tests.documents.packs import ROOT
from tests.office.templates import deck, word

GUIDE = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
EXAMPLES = [(kind, body.strip("\n").split("\n")) for kind, body in re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.S)]
MISTAKES = re.findall(
    r"^\| `([^`]*[{%][^`]*)` \| ([^|]+) \|", GUIDE.partition("## Common mistakes")[2].partition("\n## ")[0], re.M
)


@functools.cache
def contents() -> dict[str, object]:
    project = open_project(ROOT)
    inputs, _ = read_quarter(project, project.period("2025-26-q2"))
    facts = publish_facts(compute_facts(inputs, project.settings), project.settings)
    names = make_contents(facts, inputs, project.settings)
    return names | define_printed(names, facts, (), ())


def fill(template: bytes, name: str) -> str:
    if name.endswith(".html"):
        names = contents() | page_names(contents())
        page = web.fill_page(template, name, names, filters=make_filters())
        return "\n".join(part.text for part in web.text(page.data))
    data = fill_template(template, name, contents(), filters=make_filters()).data
    return "\n".join(part.text for part in text(data))


def make_example(kind: str, lines: list[str]) -> tuple[bytes, str]:
    if kind == "slide":
        return deck((lines[0], lines[1], lines[2])), "slides.pptx"
    if kind == "page":
        return "\n".join(lines).encode(), "page.html"
    if kind == "word":
        return word(*lines), "paper.docx"

    def build(document: object) -> None:
        rows = [[cell.strip() for cell in line.split(" |")] for line in lines]
        table = document.add_table(len(rows), 2)  # type: ignore[attr-defined]
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words.strip("| ")

    return word(build=build), "paper.docx"


@pytest.mark.parametrize(("kind", "lines"), EXAMPLES, ids=[body[0][:40] for _, body in EXAMPLES])
def test_every_example_of_the_guide_fills(kind: str, lines: list[str]) -> None:
    found = fill(*make_example(kind, lines))
    assert found.strip()
    assert "{%" not in found
    assert ("{{" in found) == ("{_{" in " ".join(lines))


def test_the_guide_has_examples_of_every_kind_of_tag() -> None:
    typed = "\n".join(line for _, lines in EXAMPLES for line in lines)
    for tag in (
        "{{ ",
        "{{p ",
        "{%p if",
        "{%p for",
        "{%tr for",
        "{%slide if",
        "{%slide for",
        "{% if",
        "chart(",
        "table(",
        "chart_table(",
    ):
        assert tag in typed
    assert "caption(" in typed
    assert "ref(" in typed


@pytest.mark.parametrize(("typed", "said"), MISTAKES, ids=[typed for typed, _ in MISTAKES])
def test_every_mistake_is_told_as_the_guide_says(typed: str, said: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        fill(word(typed.replace("\\|", "|")), "paper.docx")
    assert said.strip() in str(caught.value)


def test_every_name_the_guide_lists_exists() -> None:
    names = contents()
    for list_name, words in (("meeting", "fields of the meeting"), ("sections", "The sections:")):
        listed = re.findall(r"`(\w+)`", GUIDE.partition(words)[2].partition("\n\n")[0].partition(". `has")[0])
        known = names[list_name]
        assert isinstance(known, dict) or hasattr(known, "keys")
        assert listed
        assert set(listed) <= set(known)  # type: ignore[call-overload]
    for kind, start, end in (("charts", "\nCharts: ", "\nTables: "), ("tables", "\nTables: ", "\nCaptions ")):
        listed = re.findall(r"`(\w+)`", GUIDE.partition(start)[2].partition(end)[0])
        assert listed
        assert set(listed) <= set(names[kind])  # type: ignore[call-overload]


def test_every_file_the_guide_lists_is_a_starter() -> None:
    listed = re.findall(r"^\| `(\S+\.(?:docx|pptx|jinja))` \|", GUIDE, re.M)
    assert len(listed) == 9
    assert {str(path) for path in starter.templates()} >= set(listed)
    assert Path(ROOT / "templates" / "make_starters.py").is_file()


def test_the_list_of_figures_is_as_they_are_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "templates"))
    assert importlib.import_module("make_names").with_names(GUIDE) == GUIDE, "run: python templates/make_names.py"


def test_every_figure_of_the_list_can_be_printed() -> None:
    listed = re.findall(r"^\| `({{ .* }})` \|", GUIDE.partition("## Names of the figures")[2], re.M)
    assert len(listed) > 50
    assert "{{" not in fill(word(*listed), "paper.docx")


def test_every_picture_of_the_guide_is_there_and_described() -> None:
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", GUIDE)
    assert len(pictures) >= 3
    for words, path in pictures:
        assert words
        assert (ROOT / "templates" / path).read_bytes().startswith(b"\x89PNG")
        assert starter.guide_pictures()[PurePosixPath(path)] == (ROOT / "templates" / path).read_bytes()
