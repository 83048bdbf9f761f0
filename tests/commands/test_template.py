"""``reportgen template``: what a template asks for, every mistake at once, and a copy with a comment at each."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx

from tests.commands.projects import PERIOD, make_project, reportgen
from tests.office.templates import deck, word

ROOT = Path(__file__).parents[2]


def write_template(folder: Path, *paragraphs: str, name: str = "ours.docx") -> Path:
    path = folder / name
    path.write_bytes(word(*paragraphs))
    return path


def test_explain_says_by_heading_what_is_asked_for_in_plain_words() -> None:
    told = reportgen("template", "explain", ROOT / "templates/paper.docx").output
    assert 'Heading "Summary"' in told
    summary = told.partition('Heading "Summary"')[2].partition("\n\n")[0]
    assert 'phrase("summary.caseload")' in summary
    assert "a sentence of phrases.jinja" in summary


def test_explain_names_slides_in_order_and_counts_their_notes_to_them(tmp_path: Path) -> None:
    path = tmp_path / "ours.pptx"
    path.write_bytes(deck(*((f"{{{{ a{n} }}}}", "b", f"{{{{ note{n} }}}}") for n in range(1, 12))))
    told = reportgen("template", "explain", path).output
    assert told.index("Slide 2\n") < told.index("Slide 10\n")
    assert "note2" in told.partition("Slide 2\n")[2].partition("Slide 3\n")[0]


def test_explain_says_what_stands_above_the_first_heading_and_in_how_many_places(tmp_path: Path) -> None:
    told = reportgen("template", "explain", write_template(tmp_path, "{{ plans.total }}", "again {{ plans.total }}"))
    assert "Before the first heading\n  plans.total  a figure, in 2 places" in told.output


def test_explain_of_a_file_without_tags_says_so(tmp_path: Path) -> None:
    assert "no tags" in reportgen("template", "explain", write_template(tmp_path, "Only words.")).output


def test_check_finds_every_mistake_against_the_quarters_own_names(tmp_path: Path) -> None:
    make_project(tmp_path)
    path = write_template(tmp_path, "{{ plans.totl }}", "{%p if sections.caseload %}", "{{ meeting.comittee }}")
    result = reportgen("template", "check", path, "--project", tmp_path)
    assert result.exit_code == 1
    assert "add {%p endif %} after it" in result.stderr
    path.write_bytes(word("{{ plans.totl }}", "{{ meeting.comittee }}", "{{ plans.total }}"))
    result = reportgen("template", "check", path, "--project", tmp_path, "--period", PERIOD)
    assert result.exit_code == 1
    assert "did you mean “total”?" in result.stderr
    assert "did you mean “committee”?" in result.stderr
    assert "2 errors" in result.stderr
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["ours.docx", "reportgen.toml"]


def test_check_of_a_sound_template_says_so_and_ends_with_0(tmp_path: Path) -> None:
    make_project(tmp_path)
    path = write_template(tmp_path, "There are {{ plans.total|number }} plans.", "{{ definitions|length }}")
    result = reportgen("template", "check", path, "--project", tmp_path, "--annotate")
    assert result.exit_code == 0, result.output
    assert "ours.docx can be filled for 2025-26-q2." in result.output
    assert "nothing to correct" in result.output
    assert not (tmp_path / "ours (checked).docx").exists()


def test_a_name_the_template_asks_about_before_using_it_is_no_mistake(tmp_path: Path) -> None:
    make_project(tmp_path)
    path = write_template(tmp_path, "{%p if narrative.legal is defined %}", "{{p narrative.legal }}", "{%p endif %}")
    result = reportgen("template", "check", path, "--project", tmp_path)
    assert "no errors, no warnings" in result.stderr
    path.write_bytes(word("{%p if false %}", "{{ meeting.comittee }}", "{%p endif %}"))
    result = reportgen("template", "check", path, "--project", tmp_path)
    assert result.exit_code == 0
    assert "1 warning" in result.stderr


def test_annotate_writes_a_copy_with_comments_and_never_over_an_edited_one(tmp_path: Path) -> None:
    make_project(tmp_path)
    path = write_template(tmp_path, "There are {{ plans.totl }} plans.")
    before = path.read_bytes()
    copy = tmp_path / "ours (checked).docx"
    result = reportgen("template", "check", path, "--project", tmp_path, "--annotate")
    assert result.exit_code == 1
    assert f"Written: {copy}." in result.output
    assert ["did you mean “total”?" in comment.text for comment in docx.Document(str(copy)).comments] == [True]
    assert path.read_bytes() == before
    docx.Document(str(copy)).save(str(copy))
    edited = copy.read_bytes()
    result = reportgen("template", "check", path, "--project", tmp_path, "--annotate")
    assert "was edited" in result.output
    assert copy.read_bytes() == edited
    assert len(list(tmp_path.glob("ours (checked)*.docx"))) == 2


def test_annotate_puts_comments_on_slides(tmp_path: Path) -> None:
    make_project(tmp_path)
    path = tmp_path / "ours.pptx"
    path.write_bytes(deck(("{{ plans.totl }}", "b", "")))
    assert reportgen("template", "check", path, "--project", tmp_path, "--annotate").exit_code == 1
    with zipfile.ZipFile(tmp_path / "ours (checked).pptx") as package:
        assert "did you mean “total”?" in package.read("ppt/comments/comment1.xml").decode()


def test_without_a_quarter_the_tags_are_checked_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = write_template(tmp_path, "{{ anything }}")
    result = reportgen("template", "check", path, "--project", tmp_path)
    assert result.exit_code == 0
    assert "the names are not checked" in result.output
    path.write_bytes(word("{{ anything"))
    assert reportgen("template", "check", path, "--project", tmp_path).exit_code == 1


def test_a_file_that_is_no_template_gets_one_sentence_and_no_copy(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "ours.docx"
    path.write_text("only text", encoding="utf-8")
    result = reportgen("template", "check", path, "--project", tmp_path, "--annotate")
    assert result.exit_code == 1
    assert "No comments were written" in result.output
    assert "Traceback" not in result.output
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["ours.docx"]


def test_the_template_of_a_page_is_explained_by_heading_and_checked_by_line(tmp_path: Path) -> None:
    told = reportgen("template", "explain", ROOT / "templates/page.html.jinja").output
    assert 'phrase("card.deficit")' in told.partition('Heading "Key figures"')[2].partition("\n\n")[0]
    make_project(tmp_path)
    path = tmp_path / "ours.html.jinja"
    path.write_text("<h2>Plans</h2>\n<p>{{ plans.totl }} {{ meeting.comittee }}</p>", encoding="utf-8")
    result = reportgen("template", "check", path, "--project", tmp_path, "--annotate")
    assert result.exit_code == 1
    assert 'line 2, heading "Plans"' in result.stderr
    assert "did you mean “total”?" in result.stderr
    assert "did you mean “committee”?" in result.stderr
    assert "a page can hold none" in result.stdout
    path.write_text("<p>{{ plans.total }}{{ contents }}</p>", encoding="utf-8")
    assert "can be filled" in reportgen("template", "check", path, "--project", tmp_path).output
    assert "only the tags" in reportgen("template", "check", path, "--project", write_empty(tmp_path)).stderr


def test_a_council_s_page_with_a_mistake_is_told_of_with_the_data_s_errors(tmp_path: Path) -> None:
    folder = make_project(tmp_path, caseload="census_date,setting\nx,y\n")
    (folder / "ours.html").write_text("<p>{{ plans.total|safe }}</p>", encoding="utf-8")
    with (folder / "reportgen.toml").open("a", encoding="utf-8") as settings:
        settings.write('[templates]\npage = "ours.html"\n')
    result = reportgen("check", "--project", folder)
    assert result.exit_code == 1
    assert "ours.html ▸ line 1" in result.output
    assert "the filter 'safe' is not available" in result.output


def write_empty(folder: Path) -> Path:
    """A project without a quarter."""
    (folder / "empty" / "data").mkdir(parents=True)
    return folder / "empty"
