"""The paper and the deck as a member reads them: captions, references, titles, few words, layouts used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pptx import Presentation

from reportgen import starter
from reportgen.office.reading import text
from tests.documents.packs import (
    ROOT,
    headings,
    illustrative,
    make_pack,
    open_deck,
    open_word,
    paragraphs,
    titles,
    words_of,
)
from tests.office.validator import errors_of

SMALL_PRINT = ("Title", "Note", "Footer", "Slide number")
PANELS = ("Panel 1", "Panel 2", "Panel 3")
"""The three modules side by side: a table in all but name."""
TEMPLATES = ("paper.docx", "appendices.docx", "slides.pptx", "minutes.docx", "answers.docx",
    "schools-forum-report.docx", "board-highlight-report.docx",
)  # fmt: skip


@pytest.mark.parametrize("name", ["paper.docx", "appendices.docx"])
@pytest.mark.parametrize("kind", ["Table", "Figure"])
def test_captions_are_numbered_in_the_order_they_stand(name: str, kind: str) -> None:
    captions = [words for style, words in paragraphs(illustrative()[name]) if style.lower() == "caption"]
    said = [found[1] for words in captions if (found := re.match(rf"{kind}s? ([\d and]+): \S", words))]
    numbers = [int(number) for words in said for number in words.split(" and ")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_the_text_refers_to_its_figures_and_tables_by_their_numbers() -> None:
    words = [line for _, line in paragraphs(illustrative()["paper.docx"])]
    is_caption = re.compile(r"(Table|Figure)s? \d+( and \d+)?: ").match
    captions = {m for line in words if is_caption(line) for m in mentioned(line.partition(":")[0])}
    mentions = {m for line in words if not is_caption(line) for m in mentioned(line)}
    assert len(captions) >= 13
    assert mentions <= captions
    assert captions - mentions <= {("Figure", "5"), ("Table", "10")}, "the second of a pair, and the timetable"


def mentioned(line: str) -> set[tuple[str, str]]:
    """Each table and figure a line names, “figures 2 and 3” as two."""
    found = re.findall(r"(table|figure)s? (\d+)(?: and (\d+))?", line, re.IGNORECASE)
    return {(kind.capitalize(), number) for kind, *numbers in found for number in numbers if number}


def test_the_summary_is_five_sentences_with_one_number_in_bold_each() -> None:
    lines = [p for p in open_word(illustrative()["paper.docx"]).paragraphs if p.style.name == "Summary line"]
    assert len(lines) == 5
    for line in lines:
        bold = [run for run in line._p.iter("{*}r") if run.find("{*}rPr/{*}b") is not None]
        assert len(bold) == 1


def test_the_paper_has_the_sections_of_an_english_committee_report_in_order() -> None:
    wanted = (
        "Summary", "Purpose", "Recommendation", "Baseline and forecast", "Plans and placements", "Opportunity matrix",
        "Grant", "Milestones and progress measures", "Financial details",
        "Legal implications", "Risk management", "Equality and other impacts", "Consultation",
        "Timetable", "Report history",
    )  # fmt: skip
    found = headings(illustrative()["paper.docx"])
    assert [heading for heading in found if heading in wanted] == list(wanted)


def test_the_worked_example_of_steady_state_stands_in_the_appendices() -> None:
    words = "\n".join(line for _, line in paragraphs(illustrative()["appendices.docx"]))
    assert "Units, not independent special: 10 children start each year and each benefits for 5 years" in words
    assert "£1,500,000" in words


def test_slide_titles_are_unique_and_say_something() -> None:
    for name in ("slides.pptx", "slides-with-notes.pptx"):
        found = titles(illustrative()[name])
        assert len(set(found)) == len(found)
        assert all(found)
        assert not [title for title in found if "[c]" in title]


def test_eight_core_slides_stand_before_the_backup() -> None:
    found = titles(illustrative()["slides.pptx"])
    assert found.index("Backup") == 9


def test_a_core_slide_has_at_most_forty_words_besides_its_title_tables_and_small_print() -> None:
    core = list(open_deck(illustrative()["slides.pptx"]).slides)[:10]
    for slide in core:
        shapes = [s for s in slide.shapes if s.has_text_frame and s.name not in SMALL_PRINT + PANELS]
        words = " ".join(shape.text_frame.text for shape in shapes).split()
        assert len(words) <= 40, (slide.shapes.title.text_frame.text, len(words))


def test_a_question_of_a_survey_has_a_slide_of_its_own() -> None:
    found = titles(illustrative()["slides.pptx"])
    assert [title for title in found if title.startswith(("Ideal outcome:", "What would help:", "Plan understood:"))]
    assert len([title for title in found if "answered" in title]) == 4
    assert [title for title in found if title.endswith("“Not yet, with changes locally” in 14 of 30 cases")]


def test_every_table_of_the_paper_repeats_its_heading_and_leaves_no_cell_blank() -> None:
    for name in ("paper.docx", "appendices.docx"):
        for table in open_word(illustrative()[name]).tables:
            assert all(words_of(cell._tc).strip() for row in table.rows for cell in row.cells), name
            if len(table.columns) > 2:
                assert table._tbl.find(".//{*}tblHeader") is not None


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_starter_names_nobody_and_no_program(name: str) -> None:
    found = "\n".join(part.text for part in text(starter.template(name)))
    left_by_the_library = Presentation().core_properties.last_modified_by
    assert left_by_the_library
    assert left_by_the_library not in found
    assert not re.search(r"python-docx|python-pptx|PowerPoint Presentation", found)


@pytest.mark.office
@pytest.mark.parametrize("name", TEMPLATES)
def test_microsofts_validator_finds_nothing_in_a_starter(name: str) -> None:
    assert errors_of(starter.template(name), Path(name).suffix) == []


def test_the_starters_are_what_their_script_makes() -> None:
    import importlib
    import sys

    folder = Path(__file__).parents[2] / "templates"
    sys.path.insert(0, str(folder))
    try:
        makers = importlib.import_module("make_starters").STARTERS
    finally:
        sys.path.remove(str(folder))
    assert {name: make() for name, make in makers.items()} == {name: starter.template(name) for name in TEMPLATES}


def test_a_short_table_and_its_note_stay_on_one_page() -> None:
    tables = open_word(illustrative()["paper.docx"]).tables[1:-1]
    assert tables
    for table in tables:
        rows = table._tbl.findall("{*}tr")
        kept = [all(p.find("{*}pPr/{*}keepNext") is not None for p in row.iter("{*}p")) for row in rows[1:]]
        following = table._tbl.getnext()
        has_note = "Note" in [value for style in following.iter("{*}pStyle") for value in style.values()]
        assert kept[-1] == has_note, words_of(rows[1])
        assert all(kept[:-1]) or (len(rows) > 9 and all(kept[:2]) and all(kept[-3:-1]))


def test_exempt_information_is_said_in_the_councils_words() -> None:
    cells = [words_of(cell._tc) for row in open_word(illustrative()["paper.docx"]).tables[0].rows for cell in row.cells]
    assert cells[cells.index("Contains confidential or exempt information") + 1] == "No, Part I"


def test_the_key_figures_are_cards_without_minus_signs() -> None:
    slide = open_deck(illustrative()["slides.pptx"]).slides[1]
    cards = [shape.text_frame.text for shape in slide.shapes if shape.name.startswith("Figure")]
    assert len(cards) == 4
    assert cards[2].split("\n") == ["£23.0 million", "deficit forecast, end of 2025/26"]


def test_the_deck_ends_without_a_backup_heading_where_nothing_stands_behind_it(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2025-26-q2"
    folder.mkdir(parents=True)
    heading, *rows = (ROOT / "data" / "2025-26-q2" / "caseload.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.split(",")[2:4] == ["all", "all"]]
    (folder / "caseload.csv").write_text("\n".join([heading, *kept]), encoding="utf-8")
    found = titles(make_pack(tmp_path, only=("deck",))["slides.pptx"])
    assert "Backup" not in found
    assert any(title.startswith("The committee is asked") for title in found)
