"""Short forms are spelt out where a template first uses them; what was printed from a cell stays as it was typed."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from reportgen.office.expansion import spell_out
from reportgen.office.opened import open_file
from reportgen.office.prose import Kind, read_prose
from reportgen.office.values import Printed
from tests.documents.packs import copy_project, make_pack
from tests.documents.test_accessible_pack import own_template
from tests.office.accessible_files import edit
from tests.office.templates import deck, fill, word, word_runs

KNOWN = {"DSG": "dedicated schools grant", "EHC": "education, health and care", "ICB": "integrated care board"}


def spelt_out(data: bytes) -> list[str]:
    made = spell_out(data, open_file(data), KNOWN)
    return [each.text for each in read_prose(made) if each.kind is Kind.TEXT]


def test_the_first_use_is_spelt_out_and_no_other() -> None:
    assert spelt_out(word("The DSG is spent. The DSG is short.", "No DSG is left.")) == [
        "The dedicated schools grant (DSG) is spent. The DSG is short.",
        "No DSG is left.",
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Each is an EHC plan.", "Each is an education, health and care (EHC) plan."),
        ("A ICB met.", "An integrated care board (ICB) met."),
        ("An DSG plan.", "A dedicated schools grant (DSG) plan."),
        ("Two ICBs met.", "Two integrated care boards (ICBs) met."),
        ("The DSG Deficit Board met.", "The DSG Deficit Board met."),
        ("R&D and the DSG < 5", "R&D and the dedicated schools grant (DSG) < 5"),
    ],
)
def test_plurals_articles_and_names_are_minded(typed: str, printed: str) -> None:
    assert spelt_out(word(typed)) == [printed]


def test_headings_and_table_cells_are_passed_by() -> None:
    def build(document: Any) -> None:
        document.add_heading("The DSG", 1)
        document.add_table(1, 1).cell(0, 0).text = "DSG"
        document.add_paragraph("The DSG is short.")

    data = word(build=build)
    made = spell_out(data, open_file(data), KNOWN)
    assert [each.text for each in read_prose(made)] == ["The DSG", "DSG", "The dedicated schools grant (DSG) is short."]


def test_words_printed_from_a_cell_and_words_split_over_runs_stay_as_they_are() -> None:
    printed = fill(word("{{ words }}"), words=Printed("The DSG is short.", "input:narrative.text")).data
    for data in (printed, word_runs("The D", "SG is short.")):
        assert spell_out(data, open_file(data), KNOWN) == data


def test_a_deck_and_a_document_without_short_forms_keep_their_bytes() -> None:
    for data in (deck(("The DSG", "The DSG is short.", "")), word("Nothing here.")):
        assert spell_out(data, open_file(data), KNOWN) == data


def test_a_councils_template_may_use_short_forms_and_its_paper_explains_them(tmp_path: Any) -> None:
    """The words of the starter's template are changed to use one that the glossary knows."""
    project = own_template(
        tmp_path,
        lambda data: edit(
            data, "word/document.xml", "</w:body>", "<w:p><w:r><w:t>The HNB is short.</w:t></w:r></w:p></w:body>"
        ),
    )
    paper = make_pack(project, only=("paper",))["paper.docx"]
    texts = [each.text for each in docx.Document(io.BytesIO(paper.data)).paragraphs]
    assert "The high needs block (HNB) is short." in texts
    assert not [warning for warning in paper.warnings if "HNB" in warning]


def test_a_short_form_in_an_officers_own_words_is_told(tmp_path: Any) -> None:
    project = copy_project(tmp_path)
    narrative = project / "data/2025-26-q2/narrative.csv"
    with narrative.open("a", encoding="utf-8") as file:
        file.write("legal,The ICB has a duty to help.\n")
    said = [warning for made in make_pack(project, only=("paper",)).values() for warning in made.warnings]
    assert any("“ICB”: explain it where it is first used: integrated care board (ICB)" in warning for warning in said)
