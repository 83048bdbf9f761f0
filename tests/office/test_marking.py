"""A finished file that says first that it is not for publication, whatever its template looks like."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from docx.enum.section import WD_SECTION
from docx.shared import Cm
from pptx.util import Emu, Inches

from reportgen.office.accessibility import judge
from reportgen.office.invariants import assert_sound
from reportgen.office.marking import mark
from reportgen.office.opened import open_file
from reportgen.office.places import read_map
from reportgen.office.publish import clean
from reportgen.office.reading import read_package, text
from reportgen.office.values import Passage, Printed
from tests.office.templates import REAL, deck, part, word
from tests.office.validator import errors_of

WORDS = "Not for publication"
REASON = "paragraph 2 of Part 1 of Schedule 12A to the Local Government Act 1972"
SAID = Passage((f"{WORDS}: ", Printed(REASON, "input:meeting.exempt"), "."))
FIRST = f"{WORDS}: {REASON}."
LONG = Passage((f"{WORDS}: ", Printed("this item names places where children live. " * 12, "input:meeting.exempt")))

Build = Callable[[Any], None]


def marked(data: bytes, said: Passage = SAID) -> bytes:
    """The file cleaned and marked; what no marked file may lack is asserted of every one."""
    published = clean(data, title="Update").data
    made, places = mark(published, said, WORDS)
    assert mark(published, said, WORDS)[0] == made, "same file, same bytes"
    assert mark(made, said, WORDS)[0] == made, "it is not said twice"
    opened = open_file(made)
    assert_sound(opened, "file", published)
    assert not [problem for problem in judge(opened, "file", published) if problem.is_error]
    assert set(places) <= set(read_map(read_package(made)))
    return made


def said_by(paragraph: Any) -> str:
    return "".join(run.text or "" for run in paragraph._p.iter("{*}t"))


def open_word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def open_deck(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


def first_paragraph(data: bytes) -> str:
    return said_by(open_word(data).paragraphs[0])


def headers(data: bytes) -> list[str]:
    """The first line of the header of every kind of page of every section."""
    found = []
    for section in open_word(data).sections:
        kinds = [section.header]
        kinds += [section.first_page_header] if section.different_first_page_header_footer else []
        kinds += [section.even_page_header] if open_word(data).settings.odd_and_even_pages_header_footer else []
        found += [said_by(kind.paragraphs[0]) for kind in kinds]
    return found


def test_a_paper_says_it_first_and_at_the_top_of_every_page() -> None:
    made = marked(word("Update on SEND", "There are many plans."))
    assert first_paragraph(made) == FIRST
    assert said_by(open_word(made).paragraphs[1]) == "Update on SEND"
    assert headers(made) == [WORDS]


def test_what_was_printed_is_found_again_at_its_place() -> None:
    made = marked(word("Update"))
    (place,) = read_map(read_package(made))
    assert (place.ref, place.text, place.sentence) == ("input:meeting.exempt", REASON, "{{ meeting.marking }}")
    found = next(each for each in text(made) if each.text == FIRST)
    ((start, end, number),) = found.printed
    assert (found.text[start:end], number) == (REASON, place.number)


def many_sections(document: Any) -> None:
    """A cover without a header of its own, sides told apart, and a second section with a first page of its own."""
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Northmere"
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.different_first_page_header_footer = True
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Annex"


def test_every_kind_of_page_of_every_section_says_it() -> None:
    made = marked(word("Cover", build=many_sections))
    assert headers(made) == [WORDS] * 5
    assert [said_by(each) for each in open_word(made).sections[0].header.paragraphs] == [WORDS, "Northmere"]


def already(document: Any) -> None:
    document.add_paragraph()
    document.add_paragraph("NOT FOR PUBLICATION by virtue of paragraph 3")
    document.sections[0].header.paragraphs[0].text = "Part II: not for publication"


def test_a_paper_that_says_it_already_says_it_once() -> None:
    made = marked(word(build=already))
    assert sum(WORDS.casefold() in each.text.casefold() for each in text(made)) == 2
    assert headers(made) == ["Part II: not for publication"]


def test_words_further_down_do_not_count_as_saying_it_first() -> None:
    assert first_paragraph(mark(word("Update", "Appendix B is not for publication."), SAID, WORDS)[0]) == FIRST


def begin_on_a_page(document: Any) -> None:
    document.add_heading("Appendix", 1)
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    document.add_heading("Next", 1)


def own_break(document: Any) -> None:
    document.add_paragraph("Appendix").paragraph_format.page_break_before = True


@pytest.mark.parametrize("build", [begin_on_a_page, own_break])
def test_it_does_not_stand_on_a_page_of_its_own(build: Build) -> None:
    paragraphs = open_word(marked(word(build=build))).paragraphs
    assert [each.paragraph_format.page_break_before for each in paragraphs[1:2]] == [False]
    assert all(each.paragraph_format.page_break_before is None for each in paragraphs[2:])


def own_style(document: Any) -> None:
    document.styles.add_style("Not for Publication", 1).font.bold = True


def test_the_councils_own_style_is_used_and_no_other_made() -> None:
    made = marked(word("Update", build=own_style))
    assert open_word(made).paragraphs[0].style.name == "Not for Publication"
    assert part(made, "word/styles.xml").lower().count(b'"not for publication"') == 1


def fixed_margin(document: Any) -> None:
    document.sections[0].top_margin = Cm(-2)


def test_a_header_that_would_run_into_the_text_is_left_alone() -> None:
    made = marked(word("Update", build=fixed_margin))
    assert first_paragraph(made) == FIRST
    assert "word/header1.xml" not in read_package(made).parts


def bands(data: bytes) -> list[Any]:
    """The band of each slide."""
    return [next(each for each in slide.shapes if each.name == WORDS) for slide in open_deck(data).slides]


SLIDES = (("Plans rose", "Many", "Say so"), ("What we ask", "Note it", "Ask"))


def test_every_slide_says_it_and_the_first_says_why() -> None:
    made = marked(deck(*SLIDES))
    assert [band.text_frame.text for band in bands(made)] == [FIRST, WORDS]


def test_a_deck_is_read_title_first_and_its_place_is_found_again() -> None:
    made = marked(deck(*SLIDES))
    assert [shape.name for shape in open_deck(made).slides[0].shapes][:2] == ["Title 1", WORDS]
    (place,) = read_map(read_package(made))
    assert place.path == f'shape "{WORDS}" paragraph 1'
    assert [each.text for each in text(made) if (each.part, each.path) == (place.part, place.path)] == [FIRST]


def low_title(presentation: Any) -> None:
    """Titles at the very top, as some councils have them."""
    for slide in presentation.slides:
        slide.shapes.title.left, slide.shapes.title.top = Emu(0), Emu(0)
        slide.shapes.title.width, slide.shapes.title.height = Inches(10), Inches(1)


def full_slide(presentation: Any) -> None:
    """Text from the upper edge to the lower."""
    for slide in presentation.slides:
        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = Emu(0), Emu(0), Inches(10), Inches(7.5)


def long_titles(presentation: Any) -> None:
    """Titles of three lines and more, which run over the upper edge of their placeholder."""
    for slide in presentation.slides:
        slide.shapes.title.text = "The gap in the year is as it was a year ago, and the plan has not changed it yet"


def no_titles(presentation: Any) -> None:
    for slide in presentation.slides:
        title = slide.shapes.title._element
        title.getparent().remove(title)


@pytest.mark.parametrize("said", [SAID, LONG])
@pytest.mark.parametrize("build", [None, low_title, long_titles, no_titles])
def test_the_band_meets_nothing_that_stands_on_a_slide(build: Build | None, said: Passage) -> None:
    made = marked(deck(*SLIDES, build=build), said)
    height = open_deck(made).slide_height
    for slide, band in zip(open_deck(made).slides, bands(made), strict=True):
        assert band.top == (height - band.height if build in (low_title, long_titles) else 0)
        for shape in slide.shapes:
            assert shape.name == WORDS or shape.top >= band.top + band.height or shape.top + shape.height <= band.top


def test_a_reason_too_long_for_the_first_slide_gives_way_to_the_words_alone() -> None:
    made = marked(deck(*SLIDES), LONG)
    assert [band.text_frame.text for band in bands(made)] == [WORDS, WORDS]
    assert not read_map(read_package(made))


def with_footers(presentation: Any) -> None:
    """Long titles above and a footer below: only the corners are left."""
    long_titles(presentation)
    for slide in presentation.slides:
        slide.shapes.add_textbox(Inches(2.5), Inches(7), Inches(5), Inches(0.5)).text_frame.text = "Northmere"


def test_where_no_band_fits_a_label_stands_in_a_corner() -> None:
    made = marked(deck(*SLIDES, build=with_footers))
    slide = open_deck(made)
    first, second = bands(made)
    assert first.text_frame.text == second.text_frame.text == WORDS
    assert (second.left, second.top + second.height) == (0, slide.slide_height)
    assert second.left + second.width < Inches(2.5)
    assert [shape.name for shape in slide.slides[1].shapes][-1] == WORDS


def test_a_slide_without_any_room_says_it_all_the_same() -> None:
    made = mark(deck(*SLIDES, build=full_slide), SAID, WORDS)[0]
    assert [(band.text_frame.text, band.top) for band in bands(made)] == [(WORDS, 0)] * 2


def on_the_master(presentation: Any) -> None:
    master = presentation.slide_master
    box = pptx.Presentation().slides.add_slide(presentation.slide_layouts[6]).shapes.add_textbox(0, 0, 9, 9)
    box.text_frame.text = "NOT FOR PUBLICATION"
    master.shapes._spTree.append(box._element)


def test_a_template_that_says_it_on_every_slide_is_enough() -> None:
    made = marked(deck(*SLIDES, build=on_the_master))
    assert all(shape.name != WORDS for slide in open_deck(made).slides for shape in slide.shapes)


OTHERS = ("htb-template.docx", "DHSC-PPT-template.pptx")


@pytest.mark.real
@pytest.mark.parametrize("name", OTHERS)
def test_templates_of_others_say_it(name: str) -> None:
    path: Path = REAL / "templates" / name
    if not path.exists():
        pytest.skip("../shared/real is not here")
    made = marked(path.read_bytes())
    found = [first_paragraph(made), *headers(made)] if path.suffix == ".docx" else [bands(made)[0].text_frame.text]
    assert all(each.startswith(WORDS) for each in found)


VALIDATED: dict[str, Callable[[], bytes]] = {
    "sections.docx": lambda: word("Cover", build=many_sections),
    "appendix.docx": lambda: word(build=begin_on_a_page),
    "deck.pptx": lambda: deck(*SLIDES),
    "bottom.pptx": lambda: deck(*SLIDES, build=low_title),
}


@pytest.mark.office
@pytest.mark.parametrize("name", VALIDATED)
def test_microsofts_validator_finds_nothing_new(name: str) -> None:
    before = clean(VALIDATED[name](), title="Update").data
    kind = Path(name).suffix
    assert not Counter(errors_of(mark(before, SAID, WORDS)[0], kind)) - Counter(errors_of(before, kind))
