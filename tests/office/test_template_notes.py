"""A copy of a template with a comment at each mistake: the comments are where they belong, all else as it was."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office import annotate_template, check
from reportgen.office.invariants import check_package
from tests.office.templates import REAL, W, deck, part, part_names, rezip, word
from tests.office.validator import new_errors

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
STARTERS = Path(__file__).parents[2] / "templates"


def annotated(template: bytes, **context: object) -> bytes:
    return annotate_template(template, check(template, context, name="paper.docx"), name="paper.docx")


def comments_in(data: bytes) -> list[tuple[str, str]]:
    """Each comment of a Word file with the text it is about."""
    told = {
        comment.get(f"{W}id"): "".join(map(str, comment.itertext()))
        for comment in etree.fromstring(part(data, "word/comments.xml"))
    }
    found, about = [], dict[str, str]()
    for element in etree.fromstring(part(data, "word/document.xml")).iter():
        if element.tag == f"{W}commentRangeStart":
            about[str(element.get(f"{W}id"))] = ""
        elif element.tag == f"{W}t":
            about = {number: text + (element.text or "") for number, text in about.items()}
        elif element.tag == f"{W}commentRangeEnd":
            found.append((about.pop(str(element.get(f"{W}id"))), told.pop(element.get(f"{W}id"))))
    assert not about
    assert not told
    return found


def build(document: Any) -> None:
    document.add_heading("3 Matrix", 1)
    document.add_table(2, 1).cell(1, 0).text = "Saved: {{ savd }}"
    document.sections[0].header.paragraphs[0].text = "{{ heading }"


def test_each_mistake_has_its_comment_at_the_paragraph_or_at_the_start_with_its_place() -> None:
    template = word("All is well.", "There are {{ plns }} plans.", "{{ saved|numbr }}", build=build)
    found = comments_in(annotated(template, plans="1,342", saved="£3"))
    assert [about for about, _ in found] == [
        "All is well.",
        "There are {{ plns }} plans.",
        "{{ saved|numbr }}",
        "Saved: {{ savd }}",
    ]
    assert "header ▸ paragraph" in found[0][1]
    assert "did you mean “plans”?" in found[1][1]
    assert "there is no filter 'numbr'" in found[2][1]
    assert "did you mean “saved”?" in found[3][1]


def test_all_other_parts_keep_their_bytes() -> None:
    template = (STARTERS / "paper.docx").read_bytes()
    problem = Problem(Place("paper.docx"), "nothing is right", "a better one is needed", "write it afresh")
    made = annotate_template(template, [problem])
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert set(part_names(made)) == {*part_names(template), "word/comments.xml"}
    assert [name for name in part_names(template) if part(template, name) != part(made, name)] == [
        name for name in part_names(template) if name in changed
    ]
    before, after = (etree.fromstring(part(data, "word/document.xml")) for data in (template, made))
    for element in list(after.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")):
        gone = element if element.tag != f"{W}commentReference" else element.getparent()
        assert gone is not None
        holder = gone.getparent()
        assert holder is not None
        holder.remove(gone)
    assert etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")


def test_comments_that_are_there_stay_and_are_counted_on_from() -> None:
    document = docx.Document()
    run = document.add_paragraph("There are {{ plns }} plans.").runs[0]
    document.add_comment([run], text="Is this right?", author="A reader")
    out = BytesIO()
    document.save(out)
    found = docx.Document(BytesIO(annotated(out.getvalue(), plans="1"))).comments
    assert [comment.author for comment in found] == ["A reader", "reportgen"]
    assert len({comment.comment_id for comment in found}) == 2


TEXT_BOX = (
    '<w:p><w:r><w:t>Beside it.</w:t></w:r><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>{{ inside }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    "</w:p>"
)


def test_a_mistake_in_a_text_box_is_told_beside_the_box_since_word_takes_no_comment_inside() -> None:
    template = word("Before.")
    document = part(template, "word/document.xml").replace(b"<w:sectPr", f"{TEXT_BOX}<w:sectPr".encode(), 1)
    made = annotated(rezip(template, {"word/document.xml": document}), plans="1")
    box = next(etree.fromstring(part(made, "word/document.xml")).iter(f"{W}txbxContent"))
    assert not list(box.iter(f"{W}commentRangeStart", f"{W}commentReference"))
    assert comments_in(made)[0][0].startswith("Beside it.")


def test_a_mistake_in_a_description_is_told_where_the_picture_stands() -> None:
    template = word("Before.", "The picture.")
    drawing = '<w:r><w:drawing><x:docPr xmlns:x="urn:x" descr="{{ mised }}"/></w:drawing></w:r>'
    words = "The picture.</w:t></w:r>"
    document = part(template, "word/document.xml").replace(words.encode(), f"{words}{drawing}".encode())
    problem = Problem(Place("paper.docx", 'paragraph "{{ mised }}"'), "there is no 'mised'", "", "correct it")
    made = annotate_template(rezip(template, {"word/document.xml": document}), [problem])
    assert comments_in(made) == [("The picture.", "Error: there is no 'mised'.To do: correct it.")]


def test_a_deck_gets_classic_comments_on_its_slides() -> None:
    template = deck(("One", "fine", ""), ("{{ titel }}", "b", "{{ gone }}"), ("Three", "{{ x }}", ""))
    problems = check(template, {"title": "T", "x": "1"}, name="slides.pptx")
    made = annotate_template(template, [*problems, Problem(Place("slides.pptx"), "all of it", "", "begin afresh")])
    listed = {name: part(made, name).decode() for name in part_names(made) if name.startswith("ppt/comments/")}
    assert len(listed) == 2
    assert "did you mean “title”" in listed["ppt/comments/comment1.xml"]
    assert "notes of slide 2" in listed["ppt/comments/comment1.xml"]
    assert "all of it" in listed["ppt/comments/comment2.xml"]
    assert b"comments/comment1.xml" in part(made, "ppt/slides/_rels/slide2.xml.rels")
    assert b"comments/comment2.xml" in part(made, "ppt/slides/_rels/slide1.xml.rels")
    authors = etree.fromstring(part(made, "ppt/commentAuthors.xml"))
    assert [author.get("lastIdx") for author in authors] == ["3"]
    same = set(part_names(template)) - {"[Content_Types].xml", "ppt/_rels/presentation.xml.rels"}
    assert all(part(template, name) == part(made, name) for name in same if not name.startswith("ppt/slides/_rels"))


def test_a_deck_with_comments_of_its_own_is_left_alone() -> None:
    problem = Problem(Place("slides.pptx", "slide 1"), "x", "y", "z")
    once = annotate_template(deck(("One", "b", "")), [problem])
    with pytest.raises(ProblemsError, match="comments of its own"):
        annotate_template(once, [problem])


@pytest.mark.parametrize("data", [b"no file at all", b"PK\x03\x04"], ids=["text", "half a zip"])
def test_what_is_no_office_file_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(ProblemsError) as caught:
        annotate_template(data, [Problem(Place("paper.docx"), "x", "y", "z")], name="paper.docx")
    assert str(caught.value).startswith("paper.docx: ")


PROBLEMS = [Problem(Place("x", "slide 2"), "R&D <5", "", "write it"), Problem(Place("x"), "found", "", "do")]


@pytest.mark.office
@pytest.mark.parametrize("name", ["paper.docx", "appendices.docx", "slides.pptx"])
def test_the_annotated_copy_opens_in_libreoffice_and_passes_the_validator(name: str, tmp_path: Path) -> None:
    template = (STARTERS / name).read_bytes()
    made = annotate_template(template, PROBLEMS)
    assert set(check_package(made)) <= set(check_package(template))
    path = tmp_path / name
    path.write_bytes(made)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True, timeout=180)
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert new_errors(made, template, path.suffix) == []


@pytest.mark.real
def test_every_real_template_can_be_annotated_or_is_refused_in_a_sentence() -> None:
    files = sorted(path for path in (REAL / "templates").rglob("*") if path.suffix in (".docx", ".dotx", ".pptx"))
    if not files:
        pytest.skip("the real templates are not on this machine")
    outcomes = []
    for path in files:
        data = path.read_bytes()
        try:
            made = annotate_template(data, PROBLEMS, name=path.name)
        except ProblemsError as error:
            assert error.problems[0].remedy
            outcomes.append("refused")
        else:
            assert set(check_package(made)) <= set(check_package(data)), path.name
            outcomes.append("annotated")
    assert outcomes.count("annotated") >= len(files) // 2, outcomes
