"""What a committee gets: the right documents in the right folders, whole, without traces of the template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.errors import ProblemsError
from reportgen.office.accessibility import find_faults
from reportgen.office.invariants import check_package
from reportgen.office.reading import text
from tests.documents.packs import (
    REAL,
    ROOT,
    copy_project,
    headings,
    illustrative,
    make_pack,
    notes,
    open_word,
    paragraphs,
    titles,
)
from tests.office.validator import errors_of

PUBLIC = {"paper.docx", "appendices.docx", "slides.pptx"}
PAGE = {"index.html"}
FOR_THE_ROOM = {"slides-with-notes.pptx", "minutes.docx", "minutes.txt", "answers.docx"}


def test_public_documents_and_those_for_the_room_are_kept_apart() -> None:
    folders = {name: document.folder for name, document in illustrative().items()}
    assert {name for name, folder in folders.items() if folder == "publish"} == PUBLIC | PAGE
    assert {name for name, folder in folders.items() if folder == "meeting"} == FOR_THE_ROOM


@pytest.mark.parametrize("name", sorted((PUBLIC | FOR_THE_ROOM) - {"minutes.txt"}))
def test_no_tag_of_a_template_is_left_in_a_finished_document(name: str) -> None:
    found = [part.text for part in text(illustrative()[name].data)]
    assert found
    assert not [words for words in found if "{{" in words or "{%" in words or "%}" in words]


@pytest.mark.parametrize("name", sorted((PUBLIC | FOR_THE_ROOM) - {"minutes.txt"}))
def test_finished_documents_are_sound_packages(name: str) -> None:
    assert check_package(illustrative()[name].data) == ()


@pytest.mark.parametrize("name", sorted((PUBLIC | FOR_THE_ROOM) - {"minutes.txt"}))
def test_finished_documents_can_be_read_by_anybody(name: str) -> None:
    assert find_faults(illustrative()[name].data) == ()


@pytest.mark.parametrize("name", sorted((PUBLIC | FOR_THE_ROOM) - {"minutes.txt"}))
def test_documents_of_a_quarter_with_little_data_can_be_read_by_anybody(name: str) -> None:
    assert find_faults(illustrative("2025-26-q1")[name].data) == ()


@pytest.mark.office
@pytest.mark.parametrize("name", sorted((PUBLIC | FOR_THE_ROOM) - {"minutes.txt"}))
def test_microsofts_validator_finds_nothing(name: str) -> None:
    assert errors_of(illustrative()[name].data, Path(name).suffix) == []


def test_the_same_inputs_give_the_same_bytes() -> None:
    again = make_pack(Path(__file__).parents[2], "2025-26-q2")
    assert {name: document.data for name, document in again.items()} == {
        name: document.data for name, document in illustrative().items()
    }


def test_every_place_of_the_map_stands_in_its_document() -> None:
    for name in ("paper.docx", "appendices.docx", "minutes.docx", "answers.docx"):
        document = illustrative()[name]
        found = {number: part.text[start:end] for part in text(document.data) for start, end, number in part.printed}
        marked = {place.number: place.text for place in document.places if place.path.startswith("_rg_")}
        assert marked
        assert found == marked


def test_only_some_parts_can_be_asked_for() -> None:
    root = Path(__file__).parents[2]
    assert set(make_pack(root, only=("deck",))) == {"slides.pptx", "slides-with-notes.pptx"}
    assert set(make_pack(root, only=("paper",))) == {"paper.docx", "appendices.docx"}
    assert make_pack(root, only=("return",)) == {}


def test_sections_without_data_leave_no_heading_and_one_line_says_so(tmp_path: Path) -> None:
    tables = ("grant", "risks", "survey_questions", "survey_counts", "survey_responses", "survey_comments")
    pack = make_pack(copy_project(tmp_path, *tables))
    assert {"Grant", "Risk management", "What parents and case reviews said"} <= set(
        headings(illustrative()["paper.docx"])
    )
    assert not {"Grant", "Risk management", "What parents and case reviews said"} & set(headings(pack["paper.docx"]))
    assert not [title for title in titles(pack["slides.pptx"]) if "answered" in title]
    (sentence,) = pack["paper.docx"].left_out
    assert sentence.startswith("Left out, no data:")
    assert all(words in sentence for words in ("grant", "risks", "survey"))


def test_a_heading_is_always_followed_by_something() -> None:
    for name in ("paper.docx", "appendices.docx", "minutes.docx", "answers.docx"):
        assert empty_headings(open_word(illustrative()[name])) == [], name


def test_an_empty_heading_would_be_noticed() -> None:
    import docx

    document = docx.Document()
    document.add_heading("Full", 1)
    document.add_paragraph("Words")
    document.add_heading("Empty", 1)
    document.add_heading("Last", 1)
    assert empty_headings(document) == ["Empty", "Last"]


def empty_headings(document: object) -> list[str]:
    """Headings with nothing, or another heading of the same or a higher level, after them."""
    empty: list[str] = []
    waiting: tuple[int, str] | None = None
    for block in document.element.body.iterchildren():  # type: ignore[attr-defined]
        kind = block.tag.rpartition("}")[2]
        style = block.find(".//{*}pStyle")
        name = "" if style is None or kind != "p" else style.get(style.tag.replace("pStyle", "val"), "")
        words = "".join(run.text or "" for run in block.iter("{*}t")).strip()
        if name.startswith("Heading"):
            level = int(name[-1])
            if waiting and level <= waiting[0]:
                empty.append(waiting[1])
            waiting = (level, words)
        elif words:
            waiting = None
    return [*empty, waiting[1]] if waiting else empty


def test_the_councils_own_template_is_used_and_a_missing_one_is_a_problem(tmp_path: Path) -> None:
    import docx

    folder = copy_project(tmp_path)
    own = docx.Document()
    own.add_paragraph("Our own layout: {{ plans.total }} plans for {{ meeting.committee }}")
    own.save(str(folder / "ours.docx"))
    settings = (folder / "reportgen.toml").read_text(encoding="utf-8")
    (folder / "reportgen.toml").write_text(f'{settings}\n[templates]\npaper = "ours.docx"\n', encoding="utf-8")
    made = make_pack(folder, only=("paper",))
    words = [text for _, text in paragraphs(made["paper.docx"])]
    assert any(w.startswith("Our own layout: 1,402 plans for Children and Young People") for w in words)
    (folder / "ours.docx").unlink()
    with pytest.raises(ProblemsError, match=r"there is no file 'ours\.docx'"):
        make_pack(folder, only=("paper",))


def test_mistakes_in_several_templates_are_told_at_once(tmp_path: Path) -> None:
    import docx

    folder = copy_project(tmp_path)
    for name in ("one.docx", "two.docx"):
        own = docx.Document()
        own.add_paragraph("{{ plans.totl }}")
        own.save(str(folder / name))
    settings = (folder / "reportgen.toml").read_text(encoding="utf-8")
    lines = '[templates]\npaper = "one.docx"\nminutes = "two.docx"\n'
    (folder / "reportgen.toml").write_text(f"{settings}\n{lines}", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        make_pack(folder)
    assert {problem.place.file for problem in caught.value.problems} == {"one.docx", "two.docx"}
    assert "total" in str(caught.value)


def test_the_public_slides_have_no_notes_and_the_presenters_have_them_on_every_slide() -> None:
    assert notes(illustrative()["slides.pptx"]) == [""] * len(titles(illustrative()["slides.pptx"]))
    for words in notes(illustrative()["slides-with-notes.pptx"]):
        for heading in ("Say.", "Likely question.", "Answer.", "Source."):
            assert re.search(rf"^{heading} \S", words, re.M), words
        assert re.search(r"^(This (slide|chart|table) shows|These charts show)\. \S", words, re.M), words
    assert not [place for place in illustrative()["slides.pptx"].places if "notesSlide" in place.part]


@pytest.mark.real
def test_a_real_quarter_without_configuration_or_meeting_builds_with_marked_blanks() -> None:
    if not REAL.is_dir():
        pytest.skip("the real data is not here")
    pack = make_pack(REAL)
    found = headings(pack["paper.docx"])
    assert found == [
        "Summary", "Purpose", "Recommendation", "Plans and placements", "Appendices and background documents",
        "Report history",
    ]  # fmt: skip
    words = "\n".join(part.text for part in text(pack["paper.docx"].data))
    assert "1,342" in words
    assert "[committee]" in words
    assert "[authority]" in words
    assert "Plans rose by 143 in a year, to 1,342" in titles(pack["slides.pptx"])


def test_a_mistake_of_wording_in_an_officers_text_is_a_warning_told_once(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    meeting = folder / "data" / "2025-26-q2" / "meeting.csv"
    words = meeting.read_text(encoding="utf-8").replace("Delivering Better Value in SEND update", "DVB update")
    meeting.write_text(words, encoding="utf-8")
    said = [warning for document in make_pack(folder).values() for warning in document.warnings]
    assert said == ["slide 1: “DVB”: write “DBV”"]
    assert [warning for document in illustrative().values() for warning in document.warnings] == []


def test_the_data_notes_say_by_which_profile_counts_are_hidden_also_where_none_was(tmp_path: Path) -> None:
    kept = {"dsg", "meeting"}
    everything = {table.stem for table in (ROOT / "data" / "2025-26-q2").glob("*.csv")}
    project = copy_project(tmp_path, *sorted(everything - kept))
    settings = project / "reportgen.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("threshold = 5", "threshold = 7"), encoding="utf-8")
    words = "\n".join(words for _, words in paragraphs(make_pack(project)["appendices.docx"]))
    assert "[c] means" not in words
    assert "Counts of people below 7 are hidden and printed as [c]" in words
    assert "Disclosure profile: Agreed by the information governance board (illustrative), April 2025" in words
