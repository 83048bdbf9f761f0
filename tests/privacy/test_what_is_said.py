"""What an officer is told repeats no word of the screening table, no number of a child and no words of a parent."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import pipeline
from tests.commands.projects import make_project, reportgen

NAME, FAMILY, UPN = "Zephyrine", "Quillfeather", "H801200001001"
LONG = f"{NAME} {FAMILY} was moved from one school to another and then to a third, " + "and so it went on and on, " * 5
MISTYPED = {
    "narrative": f'section,text\nintroduction,"{LONG}"\n{NAME} {FAMILY},x\n',
    "figures": f"id,label,value\n{NAME.lower()},Hours,12\n",
    "opportunities": f"id,statement,basis,mechanism\n{FAMILY},Help,computed,{NAME} way\n",
    "benefits": f"opportunity_id,period,saving\n{NAME},2025-26-q2,12\n",
    "survey_counts": f"survey,question_id,option,count\nq,{NAME},Yes,3\n",
    "grant": f"period,workstream,measure,amount\n2025-26,{NAME},{FAMILY}s,1\n",
    "caseload": f"census_date,setting,age_band,primary_need,plans,{NAME}\n30/09/2025,{UPN},all,all,1371,1\n",
    "actions": f"id,raised_at,item,action,owners,due,status\n1,{NAME},Item,See {FAMILY},A,{NAME},{UPN}\n",
    "meeting": f"field,value\n{NAME},x\nmeeting_date,{FAMILY}\n",
}
"""A child's name or number typed where something else belongs, in each table that says what it found."""


@pytest.mark.parametrize("command", ["check", "build", "facts", "new"])
def test_a_name_typed_where_it_does_not_belong_is_not_repeated(tmp_path: Path, command: str) -> None:
    screening = f"kind,text\nname,{NAME} {FAMILY}\n"
    folder = make_project(tmp_path / "project", screening=screening, **MISTYPED)
    arguments = ("new", "2025-26-q3") if command == "new" else (command,)
    result = reportgen("--project", str(folder), *arguments)
    assert result.exit_code == 1
    said = result.output.casefold()
    assert "not shown" in said
    for word in (NAME, FAMILY, UPN):
        assert word.casefold() not in said, [line for line in said.splitlines() if word.casefold() in line]


def test_without_the_table_an_officer_sees_what_was_found(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project", actions=MISTYPED["actions"])
    said = reportgen("--project", str(folder), "check").output
    assert f"found '{NAME}'" in said and UPN not in said


SHIFTED = {
    "survey_questions": "survey,question_id,text,kind\nparents,words,What would help?,text\n",
    "survey_comments": "survey,question_id,comment,themes,approved\n"
    "parents,words,It was late, and so did Marigold,yes\nMarigold came home,Marigold was hurt,x,help,yes\n",
    "survey_responses": "survey,respondent,question_id,answer\nparents,1,our Marigold ran,yes\n",
}


def test_words_of_parents_that_a_comma_has_shifted_are_not_repeated(tmp_path: Path) -> None:
    said = reportgen("--project", str(make_project(tmp_path / "project", **SHIFTED)), "check").output
    assert "survey_comments.csv" in said and "survey_responses.csv" in said and "may identify a person" in said
    assert "Marigold" not in said


def test_check_says_what_the_code_of_a_comment_is_for(tmp_path: Path) -> None:
    comments = "survey,question_id,comment,themes,approved\nparents,words,Nothing at all.,help,yes\n"
    tables = {"survey_questions": SHIFTED["survey_questions"], "survey_comments": comments}
    said = reportgen("--project", str(make_project(tmp_path / "project", **tables)), "check").output
    assert "C2: approval code" in said and said.count("copied into approval_code") == 1
    none = reportgen("--project", str(make_project(tmp_path / "other")), "check").output
    assert "approval_code" not in none


def test_a_fault_in_the_middle_repeats_nothing_of_what_it_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError(f"{NAME} {UPN}")

    monkeypatch.setattr(pipeline, "compute_facts", fail)
    folder = make_project(tmp_path / "project", screening=f"kind,text\nname,{NAME}\n")
    for arguments in (("build",), ("check",), ("facts",)):
        for debug in ((), ("--debug",)):
            result = reportgen(*debug, "--project", str(folder), *arguments)
            assert result.exit_code == 1 and "fault in reportgen" in result.output
            assert NAME not in result.output and UPN not in result.output
    assert not (folder / "output").exists()
