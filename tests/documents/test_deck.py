"""The deck as it is seen in a council chamber: one message a slide, few words, large text, nothing in the way."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.util import Inches, Pt

from reportgen.documents import Document
from tests.documents.deck_look import MOST_WORDS, count_words, find_faults
from tests.documents.packs import REAL, illustrative, make_pack, notes, open_deck, titles

NOT_COUNTED = ("Panels", "Quotes")
"""Layouts whose panels are a table in all but name (three modules), or somebody's own words."""


def decks() -> list[Any]:
    return [pytest.param("illustrative", id="illustrative"), pytest.param("real", marks=pytest.mark.real)]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    if not REAL.is_dir():
        pytest.skip("Windsor and Maidenhead's figures are not here")
    folder = tmp_path_factory.mktemp("real") / "project"
    shutil.copytree(REAL, folder)
    return make_pack(folder, only=("deck",))


@pytest.fixture(params=decks())
def pack(request: pytest.FixtureRequest) -> dict[str, Document]:
    found: dict[str, Document] = illustrative() if request.param == "illustrative" else request.getfixturevalue("real")
    return found


def test_nothing_is_outside_overlaps_is_too_small_or_too_long(pack: dict[str, Document]) -> None:
    assert find_faults(pack["slides.pptx"].data) == []


def test_a_slide_has_at_most_forty_words_besides_title_tables_and_footer(pack: dict[str, Document]) -> None:
    slides = [s for s in open_deck(pack["slides.pptx"]).slides if s.slide_layout.name not in NOT_COUNTED]
    assert {s.shapes.title.text_frame.text: n for s in slides if (n := count_words(s)) > MOST_WORDS} == {}


def test_every_slide_shows_something_under_a_title_of_its_own(pack: dict[str, Document]) -> None:
    found = titles(pack["slides.pptx"])
    assert len(set(found)) == len(found) and all(found)
    for slide in open_deck(pack["slides.pptx"]).slides:
        shown = [
            s for s in slide.shapes if s.has_chart or s.has_table or (s.has_text_frame and s.text_frame.text.strip())
        ]
        assert len([s for s in shown if s.name not in ("Title", "Footer", "Slide number")]) >= 1, slide.name


def test_the_presenter_has_notes_on_every_slide_and_the_public_none(pack: dict[str, Document]) -> None:
    spoken = notes(pack["slides-with-notes.pptx"])
    assert all("Say." in words and "Likely question." in words and "Source." in words for words in spoken)
    assert len(spoken) == len(titles(pack["slides-with-notes.pptx"]))
    assert not any(slide.has_notes_slide for slide in open_deck(pack["slides.pptx"]).slides)
    assert b"notesSlide" not in pack["slides.pptx"].data


def test_a_chart_of_the_survey_says_its_question_base_and_date_on_the_slide_and_its_notes() -> None:
    deck = open_deck(illustrative()["slides-with-notes.pptx"])
    asked = [s for s in deck.slides if {"answered", "cases"} & set(s.shapes.title.text_frame.text.split())]
    assert len(asked) == 5
    for slide in asked:
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for said in (words, slide.notes_slide.notes_text_frame.text):
            assert "Base: " in said and " 2025" in said, said
        assert "?" in words or "My child's plan" in words


def test_a_hidden_answer_is_explained_beneath_its_chart() -> None:
    slides = open_deck(illustrative()["slides.pptx"]).slides
    (slide,) = (slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Plan understood:"))
    assert "[c] means " in next(shape for shape in slide.shapes if shape.name == "Footer").text_frame.text


def test_no_symbol_stands_in_a_table_of_the_slides_without_its_meaning() -> None:
    slides = open_deck(illustrative()["slides.pptx"]).slides
    rows = [
        [cell.text for cell in row.cells]
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    assert not [row for row in rows if any(cell.startswith("[") for cell in row)]
    assert ["All elements", "as above", "as above", "1,000,000"] in rows
    assert [row for row in rows if "Counted in two rows, taken off once" in row and "not applicable" in row]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Yearly saving:", "Not in the chart, as it is given without single years: Earlier language support, £110,000"),
        ("£40,150 saved", "As at 30 September 2025."),
    ],
)
def test_a_chart_says_beneath_what_it_leaves_out_and_when_it_was_counted(title: str, said: str) -> None:
    slides = open_deck(illustrative()["slides.pptx"]).slides
    (slide,) = (slide for slide in slides if slide.shapes.title.text_frame.text.startswith(title))
    assert said in next(shape for shape in slide.shapes if shape.name == "Footer").text_frame.text


def test_the_short_pack_of_plans_and_requests_alone_is_a_deck_of_its_own(real: dict[str, Document]) -> None:
    found = titles(real["slides.pptx"])
    assert 6 <= len(found) <= 9
    assert found[1] == "1,342 plans, up 143 in a year"
    assert not [title for title in found if "deficit" in title or "matrix" in title]


def broken(change: Any) -> list[str]:
    deck = pptx.Presentation(io.BytesIO(illustrative()["slides.pptx"].data))
    change(list(deck.slides)[4])
    stream = io.BytesIO()
    deck.save(stream)
    return find_faults(stream.getvalue())


def shape_named(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if name in shape.name)


def move(slide: Any, name: str, left: float) -> None:
    shape = shape_named(slide, name)
    shape.left, shape.top, shape.width, shape.height = Inches(left), shape.top, shape.width, shape.height


def write(slide: Any, name: str, words: str, size: float = 0) -> None:
    frame = shape_named(slide, name).text_frame
    frame.text = words
    if size:
        frame.paragraphs[0].runs[0].font.size = Pt(size)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda slide: move(slide, "Message", 11.5), "slide 5: Message stands outside"),
        (lambda slide: move(slide, "Message", 3.0), "slide 5: Chart deficit overlaps Message"),
        (lambda slide: write(slide, "Message", "Small print", 12), "slide 5: Message has text of 12 points"),
        (lambda slide: write(slide, "Title", "A title that says too much " * 6), "slide 5: its title takes"),
        (lambda slide: write(slide, "Message", "More than anybody reads. " * 40), "slide 5: Message has more text"),
    ],
)
def test_a_broken_slide_is_found(change: Any, fault: str) -> None:
    assert [found for found in broken(change) if found.startswith(fault)]


def test_words_are_counted_without_title_tables_and_footer() -> None:
    deck = pptx.Presentation(io.BytesIO(illustrative()["slides.pptx"].data))
    slide = list(deck.slides)[4]
    before = count_words(slide)
    write(slide, "Title", "Other words that do not count at all")
    write(slide, "Footer", "Nor do these")
    assert count_words(slide) == before
    write(slide, "Message", "one two three × four")
    assert count_words(slide) == 4 + len(shape_named(slide, "Heading").text_frame.text.split())


def test_folder_of_the_real_figures_is_left_as_it_was(real: dict[str, Document]) -> None:
    assert not (Path(REAL) / "output").exists()
