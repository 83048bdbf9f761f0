"""A council's own paper, typed in Word: its heading names, its fonts, its order and its table style, and no Python."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, RGBColor

from reportgen.documents import Document
from tests.documents.packs import copy_project, headings, make_pack, open_word, paragraphs, words_of
from tests.documents.test_pack import empty_headings

PARTS = (
    ("Heading 1", "What we ask of you"),
    ("", "{{ meeting.committee }} is asked to:"),
    ("", "{%p for item in meeting.recommendations %}"),
    ("List Bullet", "{{ item }}"),
    ("", "{%p endfor %}"),
    ("Heading 1", "The risks we carry"),
    ("Caption", 'Table {{ caption("table", "risks") }}: {{ tables.risks.title }}'),
    ("", '{{ table("risks") }}'),
    ("", "{%p if sections.grant %}"),
    ("Heading 1", "Money from government"),
    ("", '{{ phrase("shows.grant") }}'),
    ("", "{%p endif %}"),
    ("Heading 1", "How many children"),
    ("", 'As figure {{ ref("figure", "caseload") }} shows, there were {{ plans.total }} plans.'),
    ("Caption", 'Figure {{ caption("figure", "caseload") }}: {{ charts.caseload.title }}'),
    ("", '{{ chart("caseload", "ages") }}'),
)


def own_template() -> bytes:
    """A paper as an officer would type it, in another font and colour, with a table style of the council's own."""
    document = docx.Document()
    document.core_properties.title = "{{ meeting.item_title }}"
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Georgia", Pt(12.5)
    document.styles["Heading 1"].font.name = "Verdana"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x5B, 0x2C, 0x6F)
    document.styles["Light Grid Accent 1"].name = "Report table"
    document.add_heading("{{ meeting.item_title }}", level=0)
    for style, words in PARTS:
        document.add_paragraph(words, style=style or None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def build_with(folder: Path, *without: str) -> Document:
    project = copy_project(folder, *without)
    (project / "templates").mkdir()
    (project / "templates" / "ours.docx").write_bytes(own_template())
    settings = (project / "reportgen.toml").read_text(encoding="utf-8")
    named = f'{settings}\n[templates]\npaper = "templates/ours.docx"\n'
    (project / "reportgen.toml").write_text(named, encoding="utf-8")
    return make_pack(project, only=("paper",))["paper.docx"]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return build_with(tmp_path_factory.mktemp("council"))


def test_the_council_s_own_headings_stand_in_its_own_order(paper: Document) -> None:
    assert headings(paper) == [
        "What we ask of you", "The risks we carry", "Money from government", "How many children",
    ]  # fmt: skip
    lines = [words for _, words in paragraphs(paper)]
    assert "Children and Young People Scrutiny Panel is asked to:" in lines
    assert "As figure 1 shows, there were 1,402 plans." in lines
    assert empty_headings(open_word(paper)) == []


def test_its_fonts_and_colours_are_kept(paper: Document) -> None:
    styles = open_word(paper).styles
    assert (styles["Normal"].font.name, styles["Normal"].font.size) == ("Georgia", Pt(12.5))
    assert styles["Heading 1"].font.name == "Verdana"
    assert str(styles["Heading 1"].font.color.rgb) == "5B2C6F"
    body = open_word(paper).element.body
    assert not [fonts for fonts in body.iter("{*}rFonts") if fonts.getparent().getparent().tag.endswith("}r")]


def test_tables_take_its_style_and_charts_its_width(paper: Document) -> None:
    document = open_word(paper)
    (table,) = document.tables
    assert table.style.name == "Report table"
    assert words_of(table.rows[0].cells[0]._tc) == "Threat"
    section = document.sections[0]
    widths = [shape.width for shape in document.inline_shapes]
    assert len(widths) == 2 and sum(widths) <= section.page_width - section.left_margin - section.right_margin


def test_a_part_without_data_goes_with_its_heading(tmp_path: Path) -> None:
    assert "Money from government" not in headings(build_with(tmp_path, "grant"))
