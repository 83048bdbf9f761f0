"""What keeps somebody from reading a document or a deck: each fault planted alone, caught, placed and explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor
from pptx.util import Inches, Pt

from reportgen.errors import Problem
from reportgen.office import fault
from reportgen.office.accessibility import find_faults, judge
from reportgen.office.fault import Rule
from tests.office.accessible_files import edit, save, slide_colour, slide_deck, word_document
from tests.office.planted_in_decks import (
    DECORATIVE,
    MAIN,
    PART_FAULTS,
    SLIDE_FAULTS,
    arrow,
    body_run,
    line,
    move_up,
    no_first_row,
    pale_slide,
    shapes,
    untitle,
)
from tests.office.planted_in_documents import (
    WORD_FAULTS,
    Change,
    bold_line,
    capitals,
    describe,
    empty_lines,
    justify,
    link,
    merge,
    pale,
    speak,
    xml,
)
from tests.office.templates import REAL


def caught(data: bytes, rule: str, place: str) -> bool:
    return any(fault.rule.key == rule and place in fault.place for fault in find_faults(data))


@pytest.mark.parametrize("make", [word_document, slide_deck])
def test_a_file_that_anybody_can_read_has_no_fault(make: Callable[[], Any]) -> None:
    assert find_faults(save(make())) == ()


@pytest.mark.parametrize("planted", WORD_FAULTS)
def test_a_fault_planted_in_a_document_is_caught_at_its_place(planted: str) -> None:
    change, rule, place = WORD_FAULTS[planted]
    document = word_document()
    change(document)
    assert caught(save(document), rule, place), find_faults(save(document))


@pytest.mark.parametrize("planted", SLIDE_FAULTS)
def test_a_fault_planted_in_a_deck_is_caught_at_its_place(planted: str) -> None:
    change, rule, place = SLIDE_FAULTS[planted]
    deck = slide_deck()
    change(deck)
    assert caught(save(deck), rule, place), find_faults(save(deck))


@pytest.mark.parametrize("planted", PART_FAULTS)
def test_a_fault_planted_in_a_theme_a_master_or_a_chart_is_caught(planted: str) -> None:
    make, name, old, new, rule, place = PART_FAULTS[planted]
    sound = make()
    assert not caught(sound, rule, place)
    assert caught(edit(sound, name, old, new), rule, place)


def bare_link(deck: Any) -> None:
    """A link whose words are its address."""
    run = shapes(deck)[-1].text_frame.paragraphs[0].runs[0]
    run.text = "www.gov.uk/send"


def middling_large(deck: Any) -> None:
    """A grey that small text may not have and large text may."""
    body_run(deck).font.color.rgb = slide_colour("8A8A8A")
    body_run(deck).font.size = Pt(24)


def columns(deck: Any) -> None:
    """Two columns, each read from its top."""
    for left in (1, 5):
        for top in (6.2, 6.7):
            shapes(deck).add_textbox(
                Inches(left), Inches(top), Inches(3), Inches(0.4)
            ).text_frame.text = f"{left} {top}"


def white_on_own_fill(deck: Any) -> None:
    panel = shapes(deck).add_shape(1, Inches(1), Inches(6.2), Inches(3), Inches(1))
    panel.fill.solid()
    panel.fill.fore_color.rgb = slide_colour("12436D")
    panel.text_frame.text = "White words"
    panel.text_frame.paragraphs[0].runs[0].font.color.rgb = slide_colour("FFFFFF")


def hidden_slide(deck: Any) -> None:
    deck.slides[1].shapes.title.text = ""
    deck.slides[1]._element.set("show", "0")


def decoration(deck: Any) -> None:
    line(deck)
    shapes(deck)[-1]._element.nvCxnSpPr.cNvPr.append(parse_xml(DECORATIVE))


@pytest.mark.parametrize("change", [middling_large, columns, white_on_own_fill, hidden_slide, decoration])
def test_a_deck_that_looks_unusual_and_can_be_read_is_left_alone(change: Change) -> None:
    deck = slide_deck()
    change(deck)
    assert find_faults(save(deck)) == ()


def label_table(document: Any) -> None:
    """A label and its value in each row, the first column marked as the heading."""
    table = document.add_table(3, 2)
    for row in table.rows:
        row.cells[0].text, row.cells[1].text = "Report to", "Panel"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name, value in (("val", "0080"), ("firstRow", "0"), ("firstColumn", "1")):
        look.set(qn(f"w:{name}"), value)


def white_heading_cells(document: Any) -> None:
    table = document.tables[0]
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(xml('<w:shd w:val="clear" w:color="auto" w:fill="12436D"/>'))
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)


def levels_up_and_down(document: Any) -> None:
    for level in (3, 4, 1, 2):
        document.add_heading(f"Level {level}", level)
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)


def one_bold_sentence(document: Any) -> None:
    document.add_paragraph().add_run("Members are asked to note this.").bold = True
    document.add_paragraph("They did.")


def bracketed(document: Any) -> None:
    cell = document.tables[0].cell(2, 1)
    cell.text = "(12)"
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)


@pytest.mark.parametrize(
    "change", [label_table, white_heading_cells, levels_up_and_down, one_bold_sentence, bracketed, speak("cy-GB")]
)
def test_a_document_that_looks_unusual_and_can_be_read_is_left_alone(change: Change) -> None:
    document = word_document()
    change(document)
    assert find_faults(save(document)) == ()


def changed(make: Callable[[], Any], *changes: Change) -> bytes:
    made = make()
    for change in changes:
        change(made)
    return save(made)


def test_a_fault_of_ours_is_an_error_and_says_place_fault_need_and_remedy() -> None:
    (problem,) = judge(changed(word_document, describe(None)), "paper.docx", save(word_document()))
    assert problem.is_error
    assert str(problem) == (
        "paper.docx ▸ Picture 1: “Picture 1” has no alt text; words for a reader who cannot see it; "
        "right-click it, View Alt Text, and say what it shows, or mark it as decorative"
    )


@pytest.mark.parametrize(
    ("make", "faults", "name"),
    [
        (word_document, (describe(None), merge, pale, empty_lines, capitals, justify), "paper.docx"),
        (slide_deck, (untitle, arrow, no_first_row, pale_slide, move_up), "slides.pptx"),
    ],
)
def test_faults_of_the_template_are_warnings_that_name_it(
    make: Callable[[], Any], faults: tuple[Change, ...], name: str
) -> None:
    template = changed(make, *faults)
    problems = judge(template, name, template)
    assert len(problems) >= len(faults)
    assert not [problem for problem in problems if problem.is_error]
    assert all("so does its template" in problem.found for problem in problems)


def use_style(document: Any) -> None:
    document.add_heading("Level three", 3)


def pale_unused_style(document: Any) -> None:
    document.styles["Heading 3"].font.color.rgb = RGBColor(0xD0, 0xD8, 0xE0)
    document.styles["Heading 3"].font.all_caps = True


def pale_layout(deck: Any) -> None:
    """A layout no slide of the template follows yet."""
    title = next(each for each in deck.slide_layouts[5].placeholders if each.placeholder_format.type == 1)
    title.text_frame.paragraphs[0].runs[0].font.color.rgb = slide_colour("DDDDDD")
    properties = parse_xml(f'<a:lvl1pPr xmlns:a="{MAIN}"><a:defRPr><a:solidFill><a:srgbClr val="DDDDDD"/></a:solidFill>'
                           "</a:defRPr></a:lvl1pPr>")  # fmt: skip
    title._element.txBody.find(f"{{{MAIN}}}lstStyle").append(properties)


def use_layout(deck: Any) -> None:
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "In the pale layout"


@pytest.mark.parametrize(
    ("make", "fault", "use"), [(word_document, pale_unused_style, use_style), (slide_deck, pale_layout, use_layout)]
)
def test_a_style_or_layout_of_the_template_that_is_used_only_now_is_still_its_own_fault(
    make: Callable[[], Any], fault: Change, use: Change
) -> None:
    template = changed(make, fault)
    assert find_faults(template) == ()
    problems = judge(changed(make, fault, use), "paper", template)
    assert problems
    assert not [problem for problem in problems if problem.is_error]
    assert [problem for problem in judge(changed(make, fault, use), "paper") if problem.is_error]


def test_a_fault_of_ours_beside_those_of_the_template_is_still_an_error() -> None:
    template = changed(word_document, pale, merge)
    filled = changed(word_document, pale, merge, describe(None))
    errors = [problem for problem in judge(filled, "paper.docx", template) if problem.is_error]
    assert [problem.place.part for problem in errors] == ["Picture 1"]


def test_what_may_be_an_officers_own_words_is_a_warning() -> None:
    problems: tuple[Problem, ...] = judge(changed(word_document, link("click here"), bold_line), "paper.docx")
    assert len(problems) == 2
    assert not [problem for problem in problems if problem.is_error]


def test_a_deck_looked_at_again_with_one_change_is_not_taken_for_the_last() -> None:
    assert find_faults(changed(slide_deck)) == ()
    for change in (pale_slide, bare_link, untitle):
        assert find_faults(changed(slide_deck, change))
        assert find_faults(changed(slide_deck)) == ()


def test_every_rule_can_be_broken() -> None:
    planted = {rule for _, rule, _ in (*WORD_FAULTS.values(), *SLIDE_FAULTS.values())}
    planted |= {rule for *_, rule, _ in PART_FAULTS.values()}
    rules = {each.key for each in vars(fault).values() if isinstance(each, Rule)}
    assert planted == rules
    assert len(WORD_FAULTS) + len(SLIDE_FAULTS) + len(PART_FAULTS) >= 60


@pytest.mark.real
@pytest.mark.parametrize("name", ["htb-template.docx", "DHSC-PPT-template.pptx"])
def test_a_template_from_a_department_brings_its_faults_along_as_warnings(name: str) -> None:
    path = REAL / "templates" / name
    if not path.is_file():
        pytest.skip("../shared/real is not on this machine")
    problems = judge(path.read_bytes(), name, path.read_bytes())
    assert problems
    assert not [problem for problem in problems if problem.is_error]
