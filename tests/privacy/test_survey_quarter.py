"""A quarter with small groups, a comment that names a child and a school, and one changed after its approval."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from reportgen.errors import ProblemsError
from reportgen.inputs import protection
from reportgen.inputs.protection import approval_code
from reportgen.office.reading import text
from reportgen.packs import Order, Prepared
from reportgen.pipeline import prepare
from reportgen.project import open_project
from tests.commands.projects import PERIOD, make_project

KIND = "Staff took time to listen to us."
NAMING = "My son Zephyrine was moved from Example Hollow School twice."
CHANGED = "Transport was late on most days!"
APPROVED = CHANGED.replace("!", ".")
QUESTIONS = """survey,question_id,text,short_text,kind,options,audience,invited,responded,opened,closed,chart
staff,ideal,Are the child's needs leading to the ideal outcome?,Ideal outcome,single,Yes|Partly|No,Parents and staff,400,149,02/06/2025,11/07/2025,bar
staff,words,What would help most?,What would help,text,,Parents and staff,400,149,02/06/2025,11/07/2025,bar
"""  # noqa: E501
COUNTS = """survey,question_id,option,count,group
staff,ideal,Yes,60,
staff,ideal,Partly,50,
staff,ideal,No,39,
staff,ideal,Yes,58,Parents and carers
staff,ideal,Partly,47,Parents and carers
staff,ideal,No,35,Parents and carers
staff,ideal,Yes,2,Schools
staff,ideal,Partly,3,Schools
staff,ideal,No,4,Schools
"""
COMMENTS = f"""survey,question_id,comment,themes,approved,published_text,approval_code
staff,words,{KIND},listening,yes,,{approval_code(KIND)}
staff,words,{NAMING},placement,yes,,
staff,words,{CHANGED},transport,yes,,{approval_code(APPROVED)}
staff,words,Nobody approved these words of mine at all.,listening,no,,
"""
COMMENTS += "".join(
    f"staff,words,Someone wrote this about {theme} in number {number}.,{theme}|help,no,,\n"
    for theme in ("listening", "transport")
    for number in range(8)
)
SCREENING = "kind,text\nname,Zephyrine\nschool,Example Hollow School\n"


def make(folder: Path, **tables: str) -> Prepared:
    """The pack of the quarter, in memory."""
    made = {
        "survey_questions": QUESTIONS,
        "survey_counts": COUNTS,
        "survey_comments": COMMENTS,
        "screening": SCREENING,
    } | tables
    project = open_project(make_project(folder, **made))
    return prepare(project, Order(project.period(PERIOD)), lambda step: None)


@functools.cache
def pack() -> Prepared:
    with tempfile.TemporaryDirectory() as folder:
        return make(Path(folder))


def files(prepared: Prepared, *folders: str) -> Iterable[tuple[PurePosixPath, bytes]]:
    return [(file.path, file.data) for file in prepared.packs[0].files if file.path.parts[0] in folders]


def words(name: str) -> str:
    data = next(data for path, data in files(pack(), "publish", "meeting") if path.name == name)
    return "\n".join(found.text for found in text(data))


def test_only_the_approved_comment_that_names_nobody_is_quoted() -> None:
    for name in ("paper.docx", "slides.pptx"):
        said = words(name)
        assert KIND in said
        for held in ("Zephyrine", "Example Hollow", "Transport was late", "Nobody approved"):
            assert held not in said


def test_each_comment_held_back_is_named_by_its_cell_with_the_reason_and_never_its_words() -> None:
    said = {warning.place.cell: str(warning) for warning in pack().warnings if "held back" in str(warning)}
    assert set(said) == {"C3", "C4"}
    assert "screening table" in said["C3"] and "published_text" in said["C3"]
    assert "approval_code" in said["C4"]
    everything = " ".join(map(str, pack().warnings)) + " ".join(pack().codes)
    for secret in ("Zephyrine", "Hollow", "Transport was"):
        assert secret not in everything


def test_check_prints_a_code_for_each_approved_comment() -> None:
    assert [line.rpartition(" ")[2] for line in pack().codes] == [approval_code(t) for t in (KIND, NAMING, CHANGED)]


def test_the_groups_of_two_three_and_four_are_hidden_everywhere() -> None:
    facts = next(data for path, data in files(pack(), "publish") if path.name == "facts.csv").decode("utf-8-sig")
    small = [line for line in facts.splitlines() if line.startswith("survey.staff.ideal.group.schools.")]
    assert len(small) == 7
    assert all(",,c," in line for line in small if ".base," not in line)
    taken_from_all = [line for line in facts.splitlines() if ".group.parents-and-carers.yes," in line]
    assert all(",,c," in line for line in taken_from_all) and taken_from_all
    exact = next(data for path, data in files(pack(), "restricted") if path.name == "facts.csv").decode("utf-8-sig")
    assert "survey.staff.ideal.group.schools.yes,2025-26-q2,2," in exact


def test_the_comparison_of_hidden_groups_stands_as_a_table_that_says_why() -> None:
    said = words("appendices.docx")
    table = said.partition("Table 1: Ideal outcome, by group")[2].partition("What this shows")[0]
    assert table.count("[c]\n") >= 6 and "[c] means hidden so that no child can be recognised." in table
    assert "Parents and carers 140 respondents, Schools 9 respondents" in table
    assert "Are the child's needs leading to the ideal outcome?" in table
    assert "by group" not in words("slides.pptx")


def test_the_minutes_and_answers_say_who_was_asked_and_what_is_not_shown() -> None:
    for name in ("answers.docx", "minutes.docx"):
        said = words(name)
        assert "149 respondents (Parents and staff), response rate 37.3%. It was asked from 2 June 2025" in said
        assert "It does not show what people who did not answer think." in said


def test_the_pack_is_complete_otherwise_and_says_that_comments_were_held_back() -> None:
    names = {str(path) for path, _ in files(pack(), "publish", "meeting", "restricted")}
    assert {"publish/paper.docx", "publish/slides.pptx", "publish/facts.csv", "meeting/minutes.docx"} <= names
    assert "Some comments are not quoted" in words("appendices.docx") + words("paper.docx")
    assert "Ideal outcome" in words("slides.pptx")


def test_themes_count_every_comment_and_say_that_they_overlap() -> None:
    assert "several themes" in words("slides.pptx") + words("appendices.docx")


def test_what_stays_inside_says_so_first() -> None:
    facts = next(data for path, data in files(pack(), "restricted") if path.name == "facts.csv")
    assert facts.decode("utf-8-sig").startswith("Restricted: not for publication")


ANSWERS = "survey,respondent,words\n" + "".join(
    f"staff,person{number:03},My own words about lunch and travel number {number}\n" for number in range(1, 30)
)


@pytest.mark.parametrize("leak", ["screened comment", "screened words", "screened figure", "own words", "identifier"])
def test_with_a_guard_switched_off_the_search_of_the_finished_files_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    tables: dict[str, str] = {}
    column = "screening.text"
    if leak == "screened comment":
        monkeypatch.setattr(protection, "_reasons", lambda row, name, screen: ())
    elif leak == "screened words":
        monkeypatch.setattr(protection, "check_words", lambda inputs, screen: [])
        tables["narrative"] = "section,text\nintroduction,Zephyrine was helped.\n"
    elif leak == "screened figure":
        monkeypatch.setattr(protection, "check_words", lambda inputs, screen: [])
        tables["figures"] = "id,label,value\nzephyrine_hours,Hours,12\n"
    elif leak == "own words":
        column = "survey_responses.answer"
        tables["survey_responses"] = ANSWERS
        tables["narrative"] = "section,text\nintroduction,One said: my own words about lunch and travel number 7\n"
    else:
        column = "plans.person_id"
        tables["plans"] = "census_date,person_id,setting,age,primary_need\n30/09/2025,H801200001001,mainstream,9,ASD\n"
        tables["caseload"] = "census_date,setting,age_band,primary_need,plans\n30/06/2025,all,all,all,1371\n"
        tables["narrative"] = "section,text\nintroduction,Case H801200001001 was reviewed.\n"
        monkeypatch.setattr(protection, "check_words", lambda inputs, screen: [])
    if leak != "screened comment":
        tables["survey_comments"] = COMMENTS.splitlines()[0] + "\n"
    with pytest.raises(ProblemsError) as caught:
        make(tmp_path, **tables)
    assert any(column in problem.found for problem in caught.value.problems), caught.value
    for secret in ("ephyrine", "H8012", "lunch"):
        assert secret not in str(caught.value)
