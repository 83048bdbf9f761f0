"""Mistakes officers make in the tables of a survey: each is one message at its cell that repeats nobody's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.inputs.quarters import Rows, make_project, read

ASKED = {
    "survey": "s", "question_id": "q", "audience": "Parents", "invited": 400, "responded": 160,
    "opened": "02/06/2025", "closed": "11/07/2025",
}  # fmt: skip
SINGLE = {**ASKED, "kind": "single", "options": "Yes|Partly|No"}
MULTIPLE = {**SINGLE, "kind": "multiple"}
OWN_WORDS = {**ASKED, "kind": "text"}
WORDS = "My son Zephyrine cried at school"


def found(tmp_path: Path, **tables: Rows) -> list[tuple[str, bool, str, str]]:
    """The place, whether it is an error, what was found and what to do, of every problem."""
    _inputs, problems = read(make_project(tmp_path, tables))
    assert all(problem.found and problem.needed and problem.remedy for problem in problems)
    assert WORDS not in str(problems) and "Zephyrine" not in str(problems)
    return [(str(problem.place), problem.is_error, problem.found, problem.remedy) for problem in problems]


def held(option: str, count: object = None, percent: object = None, group: str | None = None) -> dict[str, Any]:
    return {"survey": "s", "question_id": "q", "option": option, "count": count, "percent": percent, "group": group}


def said(text: str, respondent: str = "r1", question: str = "q") -> dict[str, Any]:
    return {"survey": "s", "question_id": question, "respondent": respondent, "answer": text}


GOOD = [held("Yes", 80), held("Partly", 50), held("No", 30)]


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, {**SINGLE, "kind": "scale"}])
def test_a_survey_without_a_mistake_has_no_message(tmp_path: Path, question: dict[str, Any]) -> None:
    groups = [held("Yes", 60, group="Parents"), held("Partly", 50, group="Parents"), held("No", 0, group="Parents")]
    assert not found(tmp_path, survey_questions=[question], survey_counts=GOOD + groups)


def test_answers_are_among_the_options(tmp_path: Path) -> None:
    answers = [said(text, f"r{n}") for n, text in enumerate(("Yes", "no", "Prtly", WORDS))]
    inputs, problems = read(make_project(tmp_path, survey_questions=[SINGLE], survey_responses=answers))
    assert [row.text("answer") for row in inputs.rows("survey_responses")][:2] == ["Yes", "No"]
    assert {str(problem.place).partition(" ▸ ")[2] for problem in problems} == {"D4", "D5"}
    assert all(problem.is_error and "not among the options" in problem.found for problem in problems)
    assert WORDS not in str(problems)


def test_many_wrong_answers_are_one_problem(tmp_path: Path) -> None:
    answers = [said(WORDS, f"r{n}") for n in range(9)]
    ((_place, _error, text, remedy),) = found(tmp_path, survey_questions=[SINGLE], survey_responses=answers)
    assert "9 answers" in text and remedy == "options: Yes | Partly | No"


@pytest.mark.parametrize("separator", ["; ", ",", " / ", "\n"])
def test_several_answers_joined_by_another_sign_are_told_the_right_one(tmp_path: Path, separator: str) -> None:
    ((_place, is_error, text, remedy),) = found(
        tmp_path, survey_questions=[MULTIPLE], survey_responses=[said(separator.join(("Yes", "No")))]
    )
    assert is_error and "not among the options" in text and "join them with |" in remedy


def test_a_comma_within_an_option_is_no_separator(tmp_path: Path) -> None:
    question = {**MULTIPLE, "options": "Not yet, with changes|Yes"}
    assert not found(tmp_path, survey_questions=[question], survey_responses=[said("Not yet, with changes|Yes")])


def test_a_respondent_answers_a_question_once_and_is_not_named(tmp_path: Path) -> None:
    answers = [said("Yes", "zephyrine9"), said("No", "zephyrine9")]
    problems = found(tmp_path, survey_questions=[SINGLE], survey_responses=answers)
    ((place, is_error, text, _remedy),) = problems
    assert place.endswith("A3") and is_error and "as row 2" in text and "zephyrine9" not in str(problems)


def test_own_words_need_no_options(tmp_path: Path) -> None:
    assert not found(tmp_path, survey_questions=[OWN_WORDS], survey_responses=[said(WORDS)])


def test_counts_of_a_question_answered_in_own_words_are_not_used_and_this_is_said(tmp_path: Path) -> None:
    ((place, is_error, text, _remedy),) = found(tmp_path, survey_questions=[OWN_WORDS], survey_counts=[held("Yes", 9)])
    assert (place, is_error) == ("survey_counts.csv ▸ B2", False) and "own words" in text


def test_a_question_nobody_declared_is_a_problem(tmp_path: Path) -> None:
    rows = [held(option, 3) | {"question_id": "p"} for option in ("Yes", "No")]
    problems = found(tmp_path, survey_questions=[SINGLE], survey_counts=rows)
    assert ("survey_counts.csv ▸ B2", True) in [problem[:2] for problem in problems]


def test_a_question_without_answers_is_left_out_and_this_is_said(tmp_path: Path) -> None:
    ((place, is_error, text, _remedy),) = found(tmp_path, survey_questions=[SINGLE])
    assert (place, is_error, text) == ("survey_questions.csv ▸ B2", False, "found no answers to q of s")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (None, "found no options"),
        ("Yes, Partly, No", "found one option alone"),
        ("Yes|No|yes", "found the same option twice"),
    ],
)
def test_options_are_each_named_once_and_joined_by_a_bar(tmp_path: Path, options: str | None, text: str) -> None:
    problems = found(tmp_path, survey_questions=[SINGLE | {"options": options}], survey_responses=[said("")])
    assert text in [problem[2] for problem in problems if problem[1]]


def test_a_count_or_a_percent_is_needed(tmp_path: Path) -> None:
    ((_place, _error, text, _remedy),) = found(tmp_path, survey_questions=[SINGLE], survey_counts=[held("Yes")])
    assert text == "found neither a count nor a percent"


@pytest.mark.parametrize(
    ("row", "cell", "text"),
    [(held("Yes", -3), "D2", "found -3"), (held("Yes", percent="140%"), "E2", "found 140%")],
)
def test_nobody_is_less_than_none_or_more_than_all(tmp_path: Path, row: dict[str, Any], cell: str, text: str) -> None:
    ((place, is_error, what, _remedy),) = found(tmp_path, survey_questions=[SINGLE], survey_counts=[row])
    assert (place, is_error, what) == (f"survey_counts.csv ▸ {cell}", True, text)


@pytest.mark.parametrize(
    ("question", "rows", "most"),
    [(SINGLE, [held("Yes", 100), held("No", 61)], 161), (MULTIPLE, [held("Yes", 161), held("No", 100)], 161)],
)
def test_no_more_answer_a_question_than_the_survey(
    tmp_path: Path, question: dict[str, Any], rows: Rows, most: int
) -> None:
    ((_place, is_error, text, _remedy),) = found(tmp_path, survey_questions=[question], survey_counts=rows)
    assert is_error and text == f"found {most} who answered q, but responded is 160"


def test_respondents_are_no_more_than_those_who_responded(tmp_path: Path) -> None:
    answers = [said("Yes", f"r{n}") for n in range(3)]
    question = SINGLE | {"responded": 2}
    ((_place, is_error, text, _remedy),) = found(tmp_path, survey_questions=[question], survey_responses=answers)
    assert is_error and text == "found 3 who answered q, but responded is 2"


def test_those_who_responded_are_no_more_than_were_asked(tmp_path: Path) -> None:
    problems = found(tmp_path, survey_questions=[SINGLE | {"invited": 100}], survey_counts=GOOD)
    assert [problem[1:3] for problem in problems] == [(True, "found responded (160) above invited (100)")]


def test_a_group_is_no_larger_than_the_whole(tmp_path: Path) -> None:
    rows = [*GOOD, held("Yes", 90, group="Parents")]
    ((place, is_error, text, _remedy),) = found(tmp_path, survey_questions=[SINGLE], survey_counts=rows)
    assert (place, is_error, text) == ("survey_counts.csv ▸ D5", True, "found 90 in a group, but 80 in all")


def test_percentages_of_one_answer_each_make_a_hundred_but_for_rounding(tmp_path: Path) -> None:
    shares = [held("Yes", percent="34%"), held("Partly", percent="33.5%"), held("No", percent="34%")]
    assert not found(tmp_path / "a", survey_questions=[SINGLE], survey_counts=shares)
    shares[0]["percent"] = "14%"
    ((_place, is_error, text, _remedy),) = found(tmp_path / "b", survey_questions=[SINGLE], survey_counts=shares)
    assert not is_error and text == "found percentages that add up to 81.5%"
    assert not found(tmp_path / "c", survey_questions=[MULTIPLE], survey_counts=shares)


def test_counts_beside_responses_are_not_used_and_this_is_said(tmp_path: Path) -> None:
    ((place, is_error, text, _remedy),) = found(
        tmp_path, survey_questions=[SINGLE], survey_counts=GOOD, survey_responses=[said("Yes")]
    )
    assert (place, is_error) == ("survey_counts.csv ▸ B2", False) and "beside its responses" in text


def test_dates_of_a_survey_stand_in_their_order(tmp_path: Path) -> None:
    question = SINGLE | {"opened": "11/07/2025", "closed": "02/06/2025"}
    ((_place, is_error, text, _remedy),) = found(tmp_path, survey_questions=[question], survey_counts=GOOD)
    assert not is_error and text == "found closed (02/06/2025) before opened (11/07/2025)"


def test_what_is_printed_with_every_result_and_not_given_is_said_once_a_survey(tmp_path: Path) -> None:
    bare = {"survey": "s", "kind": "single", "options": "Yes|No"}
    reviews = {"survey": "r", "kind": "single", "options": "Yes|No", "audience": "case review", "question_id": "q"}
    rows = [held("Yes", 9), held("Yes", 9) | {"question_id": "q2"}, held("Yes", 9) | {"survey": "r"}]
    questions = [bare | {"question_id": "q"}, bare | {"question_id": "q2"}, reviews]
    problems = found(tmp_path, survey_questions=questions, survey_counts=rows)
    assert [problem[1:3] for problem in problems] == [
        (False, "found no audience, opened, closed, invited for 's'"),
        (False, "found no opened, closed for 'r'"),
    ]


def test_approval_needs_a_text(tmp_path: Path) -> None:
    row = {"survey": "s", "question_id": "q", "approved": "yes", "comment": ""}
    problems = found(tmp_path, survey_questions=[OWN_WORDS], survey_comments=[row])
    assert [problem[:2] for problem in problems] == [("survey_comments.csv ▸ C2", True)]


@pytest.mark.parametrize(
    ("question", "rows", "reason"),
    [
        (MULTIPLE, GOOD, "answers that are not parts of one whole"),
        ({**SINGLE, "kind": "scale"}, GOOD, "answers that are not parts of one whole"),
        ({**SINGLE, "options": "A|B|C|D|E|F"}, [held(letter, 20) for letter in "ABCDEF"], "more than 5 answers"),
        (SINGLE, [held("Yes", percent="60%"), held("No", percent="40%")], "percentages without counts"),
        (SINGLE, [held("Yes", 60, group="Parents"), held("Yes", 40, group="Staff")], "a comparison of groups"),
    ],
)
def test_a_pie_where_none_may_be_is_a_warning_with_the_reason(
    tmp_path: Path, question: dict[str, Any], rows: Rows, reason: str
) -> None:
    ((_place, is_error, text, remedy),) = found(
        tmp_path, survey_questions=[{**question, "chart": "pie"}], survey_counts=rows
    )
    assert not is_error and text == f"found a pie wanted for {reason}" and "bars are drawn instead" in remedy
