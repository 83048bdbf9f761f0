"""ACTIONs in the words of minutes: every way councils write them, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.inputs.action_log import read_minutes
from reportgen.inputs.minuted_actions import MinutedAction, find_actions

SHARED = Path(__file__).parents[2] / "../shared"


def read(*lines: str) -> list[tuple[str, str]]:
    """Owners and action of each action found."""
    return [("; ".join(action.owners), action.action) for action in find_actions(lines)]


@pytest.mark.parametrize(
    ("line", "owners", "action"),
    [
        ("ACTION: Head of Finance to arrange a briefing.", "Head of Finance", "arrange a briefing"),
        ("ACTION: Jo Example and Al Sample to arrange a visit.", "Jo Example; Al Sample", "arrange a visit"),
        (
            "Action: Jo Example to check the figures for the tax base.",
            "Jo Example",
            "check the figures for the tax base",
        ),
        ("ACTION – Chair, Clerk and Head of SEND to agree dates", "Chair; Clerk; Head of SEND", "agree dates"),
        ("• Action – to table the report in March", "", "table the report in March"),
        ("Action: circulate the slides", "", "circulate the slides"),
        ("Action 72: Head of Finance to report back", "Head of Finance", "report back"),
        ("ACTION A4 – Head of Finance to report back", "Head of Finance", "report back"),
        ("Action: Circulate the slides", "", "Circulate the slides"),
        ("Action point 3: Officers will write to schools.", "Officers", "write to schools"),
        (
            "ACTION: Head of Education Strategy and Inclusion to report back.",
            "Head of Education Strategy and Inclusion",
            "report back",
        ),
        (
            "ACTION: Director of Children's Services and Head of Finance agreed to bring a paper",
            "Director of Children's Services; Head of Finance",
            "bring a paper",
        ),
        ("ACTION: Jo Example (Head of SEND) to write, and to call.", "Jo Example (Head of SEND)", "write, and to call"),
    ],
)
def test_a_line_of_its_own(line: str, owners: str, action: str) -> None:
    assert read("Something was said.", line) == [(owners, action)]


def test_in_brackets_behind_what_is_to_be_done() -> None:
    assert read("Members agreed. The base would be checked. (Action: Jo Example)") == [
        ("Jo Example", "The base would be checked")
    ]
    assert read("All agreed.", "[Action: Head of SEND to report]") == [("Head of SEND", "report")]
    assert read("One. (Action: Jo Example) Two. (Action: Al Sample)") == [("Jo Example", "One"), ("Al Sample", "Two")]


def test_an_owner_alone_does_what_the_sentence_before_says() -> None:
    assert read("It was late. The rates would be published.", "ACTION: Assistant Director School Improvement.") == [
        ("Assistant Director School Improvement", "The rates would be published")
    ]


def test_the_paragraph_or_the_bullets_that_follow() -> None:
    assert read("ACTION:", "", "Head of SEND to write", "Al Sample to sleep") == [("Head of SEND", "write")]
    bullets = ("ACTIONS:", "• Officers to write", "• to publish", "Then the Chair closed the meeting.")
    assert read(*bullets) == [("Officers", "write"), ("", "publish")]


def test_headings_discussion_decision_action() -> None:
    assert read(
        "1. Welcome", "DISCUSSION:", "The Chair said: no action.", "DECISION:", "Agreed.", "ACTION:",
        "Head of SEND (Jo Example) to circulate papers", "Finance Lead (Al Sample) to send figures",
        "2. Next", "DISCUSSION:", "x", "ACTION: None.", "DISCUSSION:", "y", "ACTION:", "None",
    ) == [("Head of SEND (Jo Example)", "circulate papers"), ("Finance Lead (Al Sample)", "send figures")]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Update on actions from previous minutes",
        "The panel asked for action to be taken.",
        "Actions: none",
        "ACTION PLAN FOR INCLUSION",
        "An action: a small one",
    ],
)
def test_what_only_looks_like_an_action(line: str) -> None:
    assert read("Something was said.", line) == []


def test_a_section_of_actions_ends_at_the_next_standing_heading() -> None:
    lines = ("DISCUSSION:", "It was long.", "ACTION:", "Head of SEND to circulate papers")
    for ending in ("Update on actions", "Supporting documents:", "DECISION:", "8. Any other business"):
        assert read(*lines, ending, "A1: Clerk to sleep. Complete.") == [("Head of SEND", "circulate papers")]


def test_the_number_of_a_paragraph_is_no_part_of_what_is_to_be_done() -> None:
    assert read(
        "8.1 It was late. The rates would be published.", "8.2 The base would be checked.", "ACTION: Clerk."
    ) == [("Clerk", "The base would be checked")]


def test_the_same_action_twice_is_one() -> None:
    assert find_actions(["ACTION: Jo Example to write.", "Action: Jo Example to write"]) == (
        MinutedAction(("Jo Example",), "write", "ACTION: Jo Example to write."),
    )


@pytest.mark.real
def test_the_minutes_the_product_was_made_for_hold_one_action_of_two_people() -> None:
    path = SHARED / "source-minutes.txt"
    if not path.is_file():
        pytest.skip("the published minutes are not on this machine")
    (action,) = find_actions(read_minutes(path))
    assert len(action.owners) == 2
    assert action.action.split()[0] == "arrange"
    assert "Steady state" in action.action
