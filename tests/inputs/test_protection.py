"""A comment is quoted only if an officer approved that exact text and nothing in it tells whom it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import Place, Problem, Severity
from reportgen.inputs import read_quarter
from reportgen.inputs.free_text import check_words
from reportgen.inputs.protection import approval_code
from reportgen.inputs.reviews import list_codes, list_held, tell_public
from reportgen.inputs.screening import Screen
from reportgen.inputs.table import Cell, Inputs, Kind, Row, SourceFile, Table
from reportgen.inputs.tables import TABLES
from reportgen.period import Period
from reportgen.project import open_project

PERIOD = "2025-26-q2"
TEXT = "Staff who have read the plan before the first day of term."
COMMENTS = "survey,question_id,comment,themes,approved,published_text,approval_code\n"
QUESTION = (
    "survey,question_id,text,kind,audience,invited,opened,closed\n"
    "parents,words,What would help?,text,Parents,400,02/06/2025,11/07/2025\n"
)


def read(folder: Path, **tables: str) -> tuple[Inputs, tuple[Problem, ...]]:
    quarter = folder / "data" / PERIOD
    quarter.mkdir(parents=True)
    for name, text in ({"survey_questions": QUESTION} | tables).items():
        (quarter / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_quarter(open_project(folder), Period.parse(PERIOD))


def comment(text: str, approved: str = "yes", published: str = "", code: str = "") -> str:
    return COMMENTS + f'parents,words,"{text}",training,{approved},"{published}",{code}\n'


def quoted(inputs: Inputs) -> list[str]:
    return [row.text(name) for row in inputs.rows("survey_comments") for name in ("comment", "published_text")]


def test_an_approved_text_that_names_nobody_may_be_quoted(tmp_path: Path) -> None:
    inputs, problems = read(tmp_path, survey_comments=comment(TEXT))
    assert quoted(inputs) == [TEXT, ""] and not problems
    assert list_codes(inputs) == (f"survey_comments.csv ▸ C2: approval code {approval_code(TEXT)}",)
    assert list_held(inputs) == () and tell_public(inputs) == ()


def test_an_unapproved_text_stands_in_no_table_and_its_theme_still_counts(tmp_path: Path) -> None:
    inputs, _ = read(tmp_path, survey_comments=comment(TEXT, "no", "Another text"))
    assert quoted(inputs) == ["", ""]
    assert inputs.rows("survey_comments")[0].items("themes") == ("training",)
    assert inputs.private["survey_comments.comment"] == {TEXT}
    assert inputs.private["survey_comments.published_text"] == {"Another text"}
    assert TEXT not in repr(inputs)


def test_the_code_holds_for_that_text_alone(tmp_path: Path) -> None:
    code = approval_code(TEXT)
    inputs, problems = read(tmp_path, survey_comments=comment(TEXT, code=code.upper()))
    assert quoted(inputs) == [TEXT, ""] and not problems


@pytest.mark.parametrize("changed", [TEXT[:-1], TEXT.replace("Staff", "staff"), TEXT + "!", TEXT.replace("e", "é", 1)])
def test_one_changed_character_holds_a_comment_back(tmp_path: Path, changed: str) -> None:
    inputs, (problem,) = read(tmp_path, survey_comments=comment(changed, code=approval_code(TEXT)))
    assert quoted(inputs) == ["", ""]
    assert problem.severity is Severity.WARNING and problem.place.cell == "C2"
    assert "approval_code" in problem.found and changed not in str(problem)
    assert list_held(inputs) == (f"survey_comments.csv ▸ C2: held back, found {problem.found.partition(';')[0][6:]}",)


def test_spaces_and_lines_change_no_code() -> None:
    assert approval_code("one  two\nthree ") == approval_code("one two three")
    assert approval_code("one two") != approval_code("onetwo")


def test_a_comment_that_names_somebody_asks_for_a_text_to_publish(tmp_path: Path) -> None:
    secret = "My son Zephyrine waited."
    inputs, (problem,) = read(tmp_path, survey_comments=comment(secret), screening="kind,text\nname,Zephyrine\n")
    assert quoted(inputs) == ["", ""]
    assert "published_text" in problem.remedy and "Zephyrine" not in str(problem)
    assert not inputs.has("screening") and inputs.private["screening.text"] == {"Zephyrine"}
    assert tell_public(inputs) and not any(sign.isdigit() for sign in tell_public(inputs)[0])


def test_the_text_to_publish_is_read_too_and_stands_instead(tmp_path: Path) -> None:
    inputs, problems = read(tmp_path, survey_comments=comment("My son Kacper waited.", published="My son waited."))
    assert quoted(inputs) == ["", "My son waited."] and not problems


@pytest.mark.parametrize("published", ["Kacper needs help.", "Write to someone@example.org", "It was Hartlow again."])
def test_a_text_to_publish_that_names_somebody_is_held_back(tmp_path: Path, published: str) -> None:
    inputs, (problem,) = read(tmp_path, survey_comments=comment("A text.", published=published))
    assert quoted(inputs) == ["", ""] and problem.place.cell == "F2"


def test_the_code_settles_a_doubt_about_a_capital_and_no_other(tmp_path: Path) -> None:
    place, mail = "It was Hartlow again.", "Write to someone@example.org"
    inputs, problems = read(tmp_path, survey_comments=comment("x", published=place, code=approval_code(place)))
    assert quoted(inputs) == ["", place] and not problems
    inputs, problems = read(tmp_path / "b", survey_comments=comment("x", published=mail, code=approval_code(mail)))
    assert quoted(inputs) == ["", ""] and problems


PUBLIC = {
    "narrative": "section,text\nsurvey,{}\n",
    "questions": "question,answer\nWhy?,{}\n",
    "actions": "id,item,action,status\na1,Item,{},open\n",
    "risks": "id,threat,mitigation\nr1,{},None yet\n",
    "modules": "module,title,summary\n1,Forecast,{}\n",
    "programme": "id,element,summary\np1,Element,{}\n",
    "milestones": "id,title,note\nm1,Title,{}\n",
    "discussion": "order,kind,speaker,text\n1,comment,Councillor Reed,{}\n",
    "survey_questions": "survey,question_id,text,kind,does_not_show\nparents,words,What would help?,text,{}\n",
    "meeting": "field,value\npurpose,{}\n",
    "opportunities": "id,statement,basis\no1,{},supplied\n",
    "implications": "kind,text\nlegal,{}\n",
}
SCREENING = "kind,text\nname,Zephyrine\n"


@pytest.mark.parametrize("table", PUBLIC)
def test_a_screened_word_in_officers_words_stops_the_build(tmp_path: Path, table: str) -> None:
    text = PUBLIC[table].format("This helped Zephyrine.")
    _, problems = read(tmp_path, **{table: text, "screening": SCREENING})
    (error,) = [p for p in problems if "screening table" in p.found]
    assert error.is_error and error.place.file == f"{table}.csv" and error.place.cell
    assert "ephyrine" not in str(error)


NAMES_BELONG = {
    "people.name", "people.role", "consultees.name", "consultees.post", "discussion.speaker", "kpis.owner",
    "opportunities.owner", "opportunities.supplied_by", "programme.owner", "risks.owner", "actions.owners",
    "meeting.field",
}  # fmt: skip
"""Columns that are there to name an officer, a member or a body."""
JUDGED_APART = {"survey_comments.published_text", "survey_responses.answer"}


def test_every_column_of_words_that_may_be_printed_is_read() -> None:
    """A column added to a declaration is read like the others, or must be named above."""
    unread = set()
    for name, declaration in TABLES.items():
        if declaration.restricted:
            continue
        for column in declaration.columns:
            if column.restricted or column.kind not in (Kind.TEXT, Kind.MARKDOWN, Kind.LIST, Kind.IDENTIFIER):
                continue
            cell = Cell(("Zephyrine",) if column.kind is Kind.LIST else "Zephyrine", "", Place(f"{name}.csv"))
            table = Table(declaration, (Row({column.name: cell}, 2),), SourceFile(name, ""))
            inputs = Inputs(Period.parse(PERIOD), {name: table})
            if not check_words(inputs, Screen([("name", "Zephyrine")])):
                unread.add(f"{name}.{column.name}")
    assert unread == NAMES_BELONG | JUDGED_APART


@pytest.mark.parametrize(
    ("typed", "approved"),
    [
        ("“It’s late”", '"It\'s late"'),
        ("It is late", "It is late\u00ad"),
        ("It is late.", "It is late"),
        ("It is late", "It is Iate"),
        ("cafe", "café"),
    ],
)
def test_a_text_that_looks_alike_has_another_code(typed: str, approved: str) -> None:
    assert approval_code(typed) != approval_code(approved)


@pytest.mark.parametrize("same", ["It is late ", "It\u00a0is late", "It is\r\nlate", "It is  late"])
def test_spaces_and_lines_are_no_words(same: str) -> None:
    assert approval_code(same) == approval_code("It is late")
    assert approval_code("cafe\u0301") == approval_code("caf\u00e9")


@pytest.mark.parametrize("yes", ["yes", "Yes", "TRUE", "Y"])
def test_yes_is_read_as_officers_write_it_and_a_code_without_it_approves_nothing(tmp_path: Path, yes: str) -> None:
    inputs, _ = read(tmp_path, survey_comments=comment(TEXT, yes))
    assert quoted(inputs) == [TEXT, ""]
    inputs, _ = read(tmp_path / "b", survey_comments=comment(TEXT, "no", code=approval_code(TEXT)))
    assert quoted(inputs) == ["", ""]


def test_the_code_of_the_comment_does_not_approve_the_text_to_publish(tmp_path: Path) -> None:
    inputs, (problem,) = read(tmp_path, survey_comments=comment(TEXT, published=TEXT[:-1], code=approval_code(TEXT)))
    assert quoted(inputs) == ["", ""] and "approval_code" in problem.found


def test_a_code_settles_doubts_about_capitals_wherever_they_stand(tmp_path: Path) -> None:
    doubtful = "Larkmoor was kind. Section ask: T is late."
    inputs, problems = read(tmp_path, survey_comments=comment("x", published=doubtful, code=approval_code(doubtful)))
    assert quoted(inputs) == ["", doubtful] and not problems


def test_a_comment_that_holds_a_value_of_a_child_s_row_is_held_back_with_its_cell(tmp_path: Path) -> None:
    plans = (
        "census_date,person_id,setting,birth_date,primary_need,forename\n"
        "30/09/2025,CASE-771,mainstream,03/04/2016,ASD,zephyrine\n"
    )
    _, problems = read(tmp_path, plans=plans, survey_comments=comment("Zephyrine’s file is CASE-771."))
    (held,) = [problem for problem in problems if "held back" in problem.found]
    assert held.place.cell == "C2" and "person-level column" in held.found and "771" not in str(held)


@pytest.mark.parametrize("table", ["people", "actions", "meeting"])
def test_a_child_named_in_full_where_an_officer_belongs_stops_the_build(tmp_path: Path, table: str) -> None:
    tables = {
        "people": "name,role,kind\nZephyrine Quillfeather,Guest,guest\n",
        "actions": "id,item,action,owners,status\na1,Item,Do it,Zephyrine QUILLFEATHER’s mother,open\n",
        "meeting": "field,value\npresenter,Zephyrine Quillfeather\n",
    }
    screening = "kind,text\nname,Zephyrine Quillfeather\n"
    _, problems = read(tmp_path, **{table: tables[table], "screening": screening})
    (error,) = [problem for problem in problems if problem.is_error and "officer" in problem.found]
    assert "ephyrine" not in str(error).casefold() and error.place.file == f"{table}.csv"


def test_each_name_of_a_screened_person_is_looked_for_in_finished_files(tmp_path: Path) -> None:
    inputs, _ = read(tmp_path, screening="kind,text\nname,Zephyrine van Quillfeather\nschool,Example Hollow School\n")
    assert inputs.private["screening.text"] == {
        "Zephyrine van Quillfeather", "Zephyrine", "Quillfeather", "Example Hollow School",
    }  # fmt: skip


def test_a_cue_alone_warns(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, narrative=PUBLIC["narrative"].format("Mrs Patel spoke."))
    assert not problem.is_error and "Patel" not in str(problem)


def test_names_of_officers_where_names_belong_are_no_problem(tmp_path: Path) -> None:
    people = "name,role,kind\nZephyrine Vale,Head of Inclusion,officer\n"
    _, problems = read(
        tmp_path, people=people, screening=SCREENING, narrative=PUBLIC["narrative"].format("Zephyrine Vale spoke.")
    )
    assert not problems


def test_a_child_s_number_in_an_identifier_stops_the_build(tmp_path: Path) -> None:
    figures = "id,label,value\nfor_zephyrine,Hours,12\n"
    _, problems = read(tmp_path, figures=figures, screening=SCREENING)
    assert [problem.place.cell for problem in problems if problem.is_error] == ["A2"]


def test_person_level_values_are_kept_for_the_search_of_finished_files_alone(tmp_path: Path) -> None:
    plans = (
        "census_date,person_id,setting,birth_date,primary_need,forename\n"
        "30/09/2025,H801200001001,mainstream,03/04/2016,ASD,Zephyrine\n"
    )
    inputs, _ = read(tmp_path, plans=plans)
    assert inputs.private["plans.person_id"] == {"H801200001001"}
    assert inputs.private["plans.birth_date"] == {"2016-04-03"}
    assert inputs.private["plans.unread columns"] == {"Zephyrine"}
    for secret in ("H801200001001", "Zephyrine", "2016"):
        assert secret not in repr(inputs)


def test_answers_in_respondents_own_words_stand_in_no_table(tmp_path: Path) -> None:
    inputs, _ = read(tmp_path, survey_responses="survey,respondent,words\nparents,r1,Someone who knows us\n")
    assert "Someone who knows us" not in repr(inputs)
    assert inputs.private["survey_responses.answer"] == {"Someone who knows us"}
