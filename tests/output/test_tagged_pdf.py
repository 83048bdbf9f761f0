"""A PDF that cannot be read aloud is found out, whatever it says of itself; alt texts that were lost are put back."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from reportgen.office.accessible_drawings import alt_texts
from reportgen.office.opened import open_file
from reportgen.output.libreoffice import make_pages
from reportgen.output.tagged_pdf import check_pdf, count_pages, describe_figures
from tests.documents.packs import illustrative
from tests.output.pdfs import make_pdf

SOUND = (("H1", 1, ""), ("P", 1, ""), ("Section heading", 1, ""), ("Figure", 1, "Two bars."), ("H1", 2, ""))


def found_in(data: bytes) -> list[str]:
    return [f"{problem.place}: {problem.found}" for problem in check_pdf(data, "paper.pdf")]


def test_a_sound_pdf_has_nothing_to_say() -> None:
    assert found_in(make_pdf(*SOUND)) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_pdf(*SOUND, marked=False), "paper.pdf: it has no tags"),
        (make_pdf(*SOUND, language=""), "paper.pdf: it does not say what language it is in"),
        (make_pdf(*SOUND, title=""), "paper.pdf: it has no title"),
        (make_pdf(*SOUND, shows_title=False), "paper.pdf: its window shows the file's name"),
        (make_pdf(*SOUND, ("Figure", 2, "")), "paper.pdf ▸ page 2: a picture has no alt text"),
        (make_pdf(*SOUND, ("H3", 2, "")), "paper.pdf ▸ page 2: a heading of level 3 follows level 1"),
        (make_pdf(("Section heading", 1, "")), "paper.pdf ▸ page 1: a heading of level 2 is the first"),
    ],
)
def test_what_keeps_a_pdf_from_being_read_aloud_is_said(data: bytes, said: str) -> None:
    assert found_in(data) == [said]
    (problem,) = check_pdf(data, "paper.pdf")
    assert not problem.is_error
    assert "export it from Word or PowerPoint" in problem.remedy


def figures(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root: Any = pdf.Root
        return [str(each.get("/Alt", "")) for each in root.StructTreeRoot.K.K if str(each.S) == "/Figure"]


def test_lost_alt_texts_are_put_back_in_order_and_those_there_stay() -> None:
    data = make_pdf(("Figure", 1, ""), ("Figure", 1, "Kept."), ("Figure", 2, ""))
    assert figures(describe_figures(data, [["One.", "Two.", "Three."]])) == ["One.", "Kept.", "Three."]
    assert figures(describe_figures(data, [["One.", "Two."], ["Three."]])) == ["One.", "Kept.", "Three."]


def test_where_pictures_and_texts_do_not_match_nothing_is_put_in() -> None:
    data = make_pdf(("Figure", 1, ""), ("Figure", 2, ""))
    assert describe_figures(data, [["Only one."]]) == data
    assert describe_figures(data, ()) == data
    assert figures(describe_figures(data, [["One."], ["Two.", "Three."]])) == ["One.", ""]


def test_pages_are_counted_and_what_is_no_pdf_has_none() -> None:
    assert count_pages(make_pdf(pages=3)) == 3
    assert count_pages(b"%PDF /Type /Page") == 0
    assert count_pages(b"") == 0


@pytest.mark.office
def test_the_pdf_of_paper_and_deck_can_be_read_aloud() -> None:
    files = {
        name: illustrative()[name].data for name in ("paper.docx", "appendices.docx", "slides.pptx", "answers.docx")
    }
    made = make_pages(files)
    for name in files:
        pdf = made[f"{name.partition('.')[0]}.pdf"]
        assert found_in(pdf) == []
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert str(opened.Root.Lang) == "en-GB"
    assert sum(map(len, alt_texts(open_file(files["slides.pptx"])))) >= 10
