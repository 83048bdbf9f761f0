"""Packs made from the illustrative project and from changed copies of its inputs, and what stands in them."""

from __future__ import annotations

import functools
import io
import shutil
from pathlib import Path
from typing import Any

import docx
import pptx

from reportgen.documents import Document, compose
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.inputs import read_quarter
from reportgen.project import open_project

ROOT = Path(__file__).parents[2]
REAL = ROOT / "../shared/real/rbwm"


def make_pack(folder: Path, period: str | None = None, only: tuple[str, ...] = ()) -> dict[str, Document]:
    """The documents of a project's quarter, by file name."""
    project = open_project(folder)
    inputs, problems = read_quarter(project, project.period(period))
    assert not [problem for problem in problems if problem.is_error], problems
    facts = publish_facts(compute_facts(inputs, project.settings), project.settings)
    return {document.name: document for document in compose(facts, inputs, project, only=only)}


@functools.cache
def illustrative(period: str = "2025-26-q2") -> dict[str, Document]:
    """The pack of the illustrative authority, made once a run."""
    return make_pack(ROOT, period)


def copy_project(folder: Path, *without: str) -> Path:
    """A copy of the illustrative project whose second quarter lacks some tables."""
    shutil.copytree(ROOT / "data" / "2025-26-q2", folder / "data" / "2025-26-q2")
    shutil.copy(ROOT / "reportgen.toml", folder)
    for table in without:
        (folder / "data" / "2025-26-q2" / f"{table}.csv").unlink()
    return folder


def open_word(document: Document) -> Any:
    return docx.Document(io.BytesIO(document.data))


def open_deck(document: Document) -> Any:
    return pptx.Presentation(io.BytesIO(document.data))


def words_of(element: Any) -> str:
    """The text of a paragraph or cell, that inside content controls too (python-docx leaves it out)."""
    return "".join(run.text or "" for run in element.iter("{*}t"))


def paragraphs(document: Document) -> list[tuple[str, str]]:
    """Style and text of each paragraph of the body."""
    return [(p.style.name, words_of(p._p)) for p in open_word(document).paragraphs]


def headings(document: Document) -> list[str]:
    return [words for style, words in paragraphs(document) if style.startswith("Heading")]


def titles(document: Document) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in open_deck(document).slides]


def notes(document: Document) -> list[str]:
    slides = open_deck(document).slides
    return [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in slides]
