"""Minutes before the meeting are a draft with prepared answers; after it they are the words as typed."""

from __future__ import annotations

from pathlib import Path

from reportgen.documents import Document
from reportgen.documents.discussion import fill_pattern
from reportgen.office.values import Printed
from tests.documents.packs import copy_project, illustrative, make_pack, paragraphs

DRAFT = "Draft prepared before the meeting, not a record"


def lines_of(pack: dict[str, Document]) -> list[str]:
    return [words for _, words in paragraphs(pack["minutes.docx"])]


def test_before_the_meeting_the_minutes_say_that_they_are_a_draft() -> None:
    lines = lines_of(illustrative())
    assert DRAFT in lines
    assert any(line.startswith("Prepared answer: ") for line in lines)
    assert not any(line.startswith("ACTION:") for line in lines)


def test_after_the_meeting_the_words_stand_as_typed_with_names_and_roles_at_first_mention(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    (folder / "data" / "2025-26-q2" / "discussion.csv").write_text(
        "order,kind,speaker,text\n"
        "2,answer,Morgan Vale,replied that it was in the appendix.\n"
        "1,question,Ellis Marsh,asked what “steady state” meant.\n"
        "3,comment,Ellis Marsh,was glad of it.\n"
        "4,resolution,,the Panel noted the report.\n"
        "5,action,Morgan Vale and Tomasz Healey,write to members\n"
        "6,action,,report how many unit places are filled in September\n"
        "7,action,,find a room\n",
        encoding="utf-8",
    )
    pack = make_pack(folder, only=("minutes",))
    lines = [words for _, words in paragraphs(pack["minutes.docx"])]
    start = lines.index("Councillor Ellis Marsh, Cabinet Member for Children, asked what “steady state” meant.")
    assert lines[start + 1 : start + 7] == [
        "Morgan Vale replied that it was in the appendix.",
        "Councillor Ellis Marsh was glad of it.",
        "RESOLVED UNANIMOUSLY: That the Panel noted the report.",
        "ACTION: Morgan Vale and Tomasz Healey to write to members.",
        "ACTION: Head of SEND Commissioning to report how many unit places are filled in September.",
        "ACTION: [owners] to find a room.",
    ]
    assert DRAFT not in lines
    assert not any(line.startswith("Prepared answer") for line in lines)


def test_the_plain_text_has_the_shape_of_an_agenda_item_page() -> None:
    lines = illustrative()["minutes.txt"].data.decode("utf-8").split("\r\n")
    order = [
        lines.index("Delivering Better Value in SEND update"),
        lines.index("To receive an update on Delivering Better Value in SEND from Morgan Vale."),
        lines.index("Minutes:"),
        lines.index("• Module 1: Baselines and forecasts"),
    ]
    assert order == sorted(order)
    assert all(blank == "" for blank in lines[1:6:2])


def test_a_printed_value_of_the_plain_text_stands_in_the_line_its_place_names() -> None:
    document = illustrative()["minutes.txt"]
    lines = document.data.decode("utf-8").split("\r\n")
    assert document.places
    for place in document.places:
        assert place.text in lines[int(place.path.removeprefix("line ")) - 1]


def test_lines_follow_the_councils_own_pattern() -> None:
    owners, action = Printed("the Chair", "input:x"), Printed("write to members.", "input:y")
    values = {"owners": owners, "action": action}
    assert str(fill_pattern("ACTION: {owners} to {action}.", "s", values)) == "ACTION: the Chair to write to members."
    assert str(fill_pattern("(Action: {owners})", "s", values)) == "(Action: the Chair)"
    assert str(fill_pattern("Action – to {action}", "s", values)) == "Action – to write to members."


def test_the_answer_sheet_answers_at_most_ten_questions() -> None:
    lines = [words for _, words in paragraphs(illustrative()["answers.docx"])]
    questions = [line for line in lines[lines.index("What members may ask") :] if "?" in line]
    assert 5 <= len(questions) <= 10
    assert any("Steady state" in line for line in questions)


def test_nothing_is_resolved_before_the_meeting() -> None:
    lines = lines_of(illustrative())
    assert not [line for line in lines if line.startswith("RESOLVED")]
    start = lines.index("It is recommended that the Children and Young People Scrutiny Panel:")
    assert lines[start + 1] == "notes the progress of the programme and the figures in this report"


def test_final_minutes_say_what_was_resolved() -> None:
    lines = lines_of(illustrative("2025-26-q1"))
    assert "RESOLVED UNANIMOUSLY: That the Panel noted the report." in lines
    assert not [line for line in lines if line.startswith("It is recommended that")]


def test_no_resolution_is_made_up_where_none_was_typed(tmp_path: Path) -> None:
    folder = copy_project(tmp_path)
    (folder / "data" / "2025-26-q2" / "discussion.csv").write_text(
        "order,kind,speaker,text\n1,comment,Ellis Marsh,welcomed the report.\n", encoding="utf-8"
    )
    lines = lines_of(make_pack(folder, only=("minutes",)))
    assert not [line for line in lines if line.startswith(("RESOLVED", "It is recommended"))]
