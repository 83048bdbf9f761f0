"""A quarter is read from workbook and CSV, with every problem at once and each at its cell."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from reportgen.errors import Problem, Severity
from reportgen.inputs.tables import TABLES
from reportgen.office.workbook import Heading, SheetPage, TableBlock, write_workbook
from reportgen.project import Project, open_project
from tests.inputs.quarters import PERIOD, csv_text, make_project, minimal_row, read, read_clean
from tests.office.sheet_files import make_xlsx, number_cell, row, sheet_xml, text_cell


def with_file(folder: Path, name: str, content: bytes | str) -> Project:
    """A project whose quarter holds this file as well."""
    quarter = folder / "data" / str(PERIOD)
    quarter.mkdir(parents=True, exist_ok=True)
    (quarter / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_project(folder)


def only_problem(project: Project) -> Problem:
    (problem,) = read(project)[1]
    assert problem.needed
    assert problem.remedy
    return problem


CASELOAD = row(1, text_cell("A1", "census_date"), text_cell("B1", "plans"))


@pytest.mark.parametrize("name", [name for name in TABLES if name not in {"meeting", "plans", "screening"}])
def test_a_minimal_row_of_every_table_is_read(tmp_path: Path, name: str) -> None:
    given = minimal_row(name)
    inputs, problems = read(make_project(tmp_path, {name: [given]}))
    assert not [problem for problem in problems if "column" in problem.found or "blank" in problem.found]
    assert [set(row.cells) for row in inputs.rows(name)] == [set(given)]


def test_sources_carry_their_hash_and_cells_their_place(tmp_path: Path) -> None:
    project = make_project(tmp_path, caseload=[{"plans": "1,342"}])
    inputs = read_clean(project)
    (found,) = inputs.rows("caseload")
    assert str(found.place("plans")) == "caseload.csv ▸ E2"
    assert (found.value("plans"), found.cells["plans"].raw) == (1342, "1,342")
    data = (tmp_path / "data" / str(PERIOD) / "caseload.csv").read_bytes()
    assert [(file.name, file.sha256) for file in inputs.files] == [
        ("data/2025-26-q2/caseload.csv", hashlib.sha256(data).hexdigest())
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_recognised(tmp_path: Path, encoding: str, separator: str) -> None:
    text = separator.join(("name", "role")) + "\r\n" + separator.join(("Zoë", '"Chair; of, the\tPanel – £"')) + "\r\n"
    inputs = read_clean(with_file(tmp_path, "people.csv", text.encode(encoding)))
    assert [(row.text("name"), row.text("role")) for row in inputs.rows("people")] == [
        ("Zoë", "Chair; of, the\tPanel – £")
    ]


def test_the_separator_excel_names_is_used(tmp_path: Path) -> None:
    inputs = read_clean(with_file(tmp_path, "people.csv", "sep=;\r\nname;role\r\nA;B\r\n"))
    assert str(inputs.rows("people")[0].place("role")) == "people.csv ▸ B2"


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"name\n\x81\x8d", b"\xff\xfea"], ids=ascii)
def test_a_csv_that_is_no_text_is_one_problem(tmp_path: Path, content: bytes) -> None:
    assert "people.csv" in str(only_problem(with_file(tmp_path, "people.csv", content)))


def test_a_quotation_mark_that_does_not_close_is_one_problem(tmp_path: Path) -> None:
    assert "does not close" in only_problem(with_file(tmp_path, "people.csv", 'name,role\n"A,B\n')).found


@pytest.mark.parametrize("heading", ["Census date", "CENSUS_DATE", "census-date", " Census  Date ", "Snapshot date"])
def test_headings_match_as_officers_write_them(tmp_path: Path, heading: str) -> None:
    project = with_file(tmp_path, "caseload.csv", f"Number of plans,{heading}\n5,30/09/2025\n")
    (found,) = read_clean(project).rows("caseload")
    assert (found.day("census_date"), found.amount("plans")) == (date(2025, 9, 30), 5)
    assert found.value("setting") == "all"


def test_a_declared_name_is_preferred_to_an_alias(tmp_path: Path) -> None:
    project = with_file(tmp_path, "caseload.csv", "date,census_date,plans\n01/01/2020,30/09/2025,5\n")
    inputs, (problem,) = read(project)
    assert inputs.rows("caseload")[0].day("census_date") == date(2025, 9, 30)
    assert problem.severity is Severity.WARNING
    assert "unknown column 'date'" in problem.found


def test_a_missing_column_is_one_clear_problem(tmp_path: Path) -> None:
    problem = only_problem(with_file(tmp_path, "caseload.csv", "census_date,setting\n30/09/2025,all\n"))
    assert str(problem.place) == "caseload.csv ▸ A1"
    assert problem.found == "the column plans is missing"
    assert problem.remedy == "add a column headed plans (whole number)"


def test_an_unknown_column_is_a_warning_with_the_nearest_name(tmp_path: Path) -> None:
    problem = only_problem(with_file(tmp_path, "people.csv", "name,role,knd\nA,B,chair\n"))
    assert (str(problem.place), problem.remedy) == ("people.csv ▸ C1", "did you mean 'kind'?")
    assert not problem.is_error


def test_two_columns_of_one_name_are_a_problem(tmp_path: Path) -> None:
    problem = only_problem(with_file(tmp_path, "people.csv", "name,role,Role\nA,B,C\n"))
    assert (str(problem.place), problem.is_error) == ("people.csv ▸ C1", True)


def test_every_problem_is_shown_at_once_and_each_at_its_cell(tmp_path: Path) -> None:
    text = "census_date,setting,plans\n31/02/2025,all,5\n30/09/2025,mainsteam,6\n30/09/2025,mss,#DIV/0!\n30/09/2025,,\n"
    _inputs, problems = read(with_file(tmp_path, "caseload.csv", text))
    assert [str(problem.place) for problem in problems] == [
        "caseload.csv ▸ A2",
        "caseload.csv ▸ B3",
        "caseload.csv ▸ C4",
        "caseload.csv ▸ B5",
        "caseload.csv ▸ C5",
    ]
    assert all(problem.found and problem.needed and problem.remedy for problem in problems)


def test_a_comma_that_shifts_a_row_is_refused(tmp_path: Path) -> None:
    problem = only_problem(with_file(tmp_path, "caseload.csv", "census_date,plans\n30/09/2025,1,342\n"))
    assert (str(problem.place), problem.is_error) == ("caseload.csv ▸ C2", True)


def test_the_same_key_twice_is_a_problem_that_names_both_rows(tmp_path: Path) -> None:
    project = make_project(tmp_path, themes=[{"id": "a"}, {"id": "b"}, {"id": "A"}])
    problem = only_problem(project)
    assert (str(problem.place), problem.found) == ("themes.csv ▸ A4", "found the same id as row 2 (id A)")


@pytest.mark.parametrize(
    "total",
    ["Total,,18", "TOTAL,all,18", "Grand total,,18", "All,,18", ",Total,18"],
)
def test_a_total_row_is_not_added_twice(tmp_path: Path, total: str) -> None:
    text = f"census_date,setting,plans\n30/09/2025,mainstream,12\n30/09/2025,mss,6\n{total}\n"
    inputs, (problem,) = read(with_file(tmp_path, "caseload.csv", text))
    assert sum(row.amount("plans") or 0 for row in inputs.rows("caseload")) == 18
    assert not problem.is_error
    assert "total of other rows" in problem.found


def test_a_total_row_of_a_named_column_is_passed_over(tmp_path: Path) -> None:
    text = "period,workstream,measure,amount\n2025-26-q2,A,spent,1\n2025-26-q2,Total,spent,1\n"
    inputs, (problem,) = read(with_file(tmp_path, "grant.csv", text))
    assert len(inputs.rows("grant")) == 1
    assert str(problem.place) == "grant.csv ▸ A3"


def test_total_in_a_filter_column_is_the_total_over_it(tmp_path: Path) -> None:
    inputs = read_clean(with_file(tmp_path, "caseload.csv", "census_date,setting,plans\n30/09/2025,Total,18\n"))
    assert inputs.rows("caseload")[0].value("setting") == "all"


@pytest.mark.parametrize("note", ["\nChecked by the analyst,,\n", "Source: SEN2,,\n", "* provisional,,\n"])
def test_notes_below_a_table_are_passed_over(tmp_path: Path, note: str) -> None:
    text = f"census_date,setting,plans\n30/09/2025,all,18\n{note}"
    inputs, (problem,) = read(with_file(tmp_path, "caseload.csv", text))
    assert len(inputs.rows("caseload")) == 1
    assert (problem.found, problem.is_error) == ("found a note", False)


def test_a_title_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    project = with_file(tmp_path, "caseload.csv", "Plans in our area,\n\ncensus_date,plans\n30/09/2025,18\n")
    inputs, (problem,) = read(project)
    assert [row.number for row in inputs.rows("caseload")] == [4]
    assert (str(problem.place), problem.is_error) == ("caseload.csv ▸ A1", False)


def test_a_table_in_both_places_is_a_problem(tmp_path: Path) -> None:
    page = SheetPage("people", (TableBlock((Heading("name"),), (("A",),)),))
    with_file(tmp_path, "quarter.xlsx", write_workbook([page], title="Test"))
    problem = only_problem(with_file(tmp_path, "people.csv", "name\nB\n"))
    assert problem.found == "found people again; it is also in quarter.xlsx ▸ people"


def test_an_unknown_sheet_or_file_is_a_warning_with_the_nearest_name(tmp_path: Path) -> None:
    pages = [SheetPage(name, (TableBlock((Heading("a"),)),)) for name in ("Caselod", "Notes")]
    with_file(tmp_path, "quarter.xlsx", write_workbook(pages, title="Test"))
    with_file(tmp_path, "~$quarter.xlsx", b"lock")
    with_file(tmp_path, "flwo.csv", "a\n")
    _inputs, problems = read(with_file(tmp_path, "notes.txt", "x"))
    assert [(str(problem.place), problem.remedy, problem.is_error) for problem in problems] == [
        ("quarter.xlsx ▸ Caselod", "did you mean 'caseload'?", False),
        ("quarter.xlsx", "name a sheet as its table and put headings in its first row", False),
        ("flwo.csv", "did you mean 'flow'?", False),
    ]


def test_an_old_workbook_is_named(tmp_path: Path) -> None:
    assert "save it as Excel Workbook" in only_problem(with_file(tmp_path, "quarter.xls", b"")).remedy


def test_a_sheet_says_what_a_reader_may_miss(tmp_path: Path) -> None:
    xml = sheet_xml(
        CASELOAD,
        row(2, number_cell("A2", "45930", 1), number_cell("B2", "5"), attributes=' hidden="1"'),
        row(3, number_cell("A3", "45929", 1), '<c r="B3"><f>B2+1</f></c>', text_cell("D3", "check")),
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
    )
    _inputs, problems = read(with_file(tmp_path, "quarter.xlsx", make_xlsx(xml, state="hidden")))
    assert {(str(problem.place), problem.is_error) for problem in problems} == {
        ("quarter.xlsx ▸ caseload!B3", True),
        ("quarter.xlsx ▸ caseload!D3", False),
        ("quarter.xlsx ▸ caseload", False),
        ("quarter.xlsx ▸ caseload!A2", False),
        ("quarter.xlsx ▸ caseload!B1", False),
        ("quarter.xlsx ▸ caseload!A2:A3", True),
    }


def test_a_1904_workbook_gives_the_same_day(tmp_path: Path) -> None:
    xml = sheet_xml(CASELOAD, row(2, number_cell("A2", "44468", 1), number_cell("B2", "5")))
    project = with_file(tmp_path, "quarter.xlsx", make_xlsx(xml, book='<workbookPr date1904="1"/>'))
    assert read_clean(project).rows("caseload")[0].day("census_date") == date(2025, 9, 30)


def test_a_quarter_without_files_is_empty(tmp_path: Path) -> None:
    inputs, problems = read(open_project(tmp_path))
    assert (inputs.tables, problems) == ({}, ())
    with_file(tmp_path, "caseload.csv", "")
    (tmp_path / "data" / "not a quarter").mkdir()
    inputs, problems = read(open_project(tmp_path))
    assert not problems
    assert not inputs.has("caseload")


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path, themes=[{}])

    def locked(self: Path) -> bytes:
        raise PermissionError(self)

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert "close it in other programs" in only_problem(project).remedy


def test_meetings_have_their_fields_read_by_kind(tmp_path: Path) -> None:
    text = (
        "Field,Value,Forum\nCommittee,Scrutiny Panel,Schools Forum\nMeeting date,09/10/2025,16/10/2025\n"
        "recommendation,notes this,\nrecommendation,asks again,\nAgenda item,7,\n"
    )
    rows = read_clean(with_file(tmp_path, "meeting.csv", text)).rows("meeting")
    assert [(row.value("field"), row.value("value"), row.value("value_2")) for row in rows] == [
        ("committee", "Scrutiny Panel", "Schools Forum"),
        ("meeting_date", date(2025, 10, 9), date(2025, 10, 16)),
        ("recommendation", "notes this", None),
        ("recommendation", "asks again", None),
        ("item_number", "7", None),
    ]


def test_a_meeting_says_what_it_does_not_know(tmp_path: Path) -> None:
    text = "field,value\nmeeting_date,soon\ncomittee,Panel\n,words\n"
    _inputs, problems = read(with_file(tmp_path, "meeting.csv", text))
    assert [(str(problem.place), problem.is_error) for problem in problems] == [
        ("meeting.csv ▸ B2", True),
        ("meeting.csv ▸ A3", False),
        ("meeting.csv ▸ B4", True),
    ]
    assert problems[1].remedy == "did you mean 'committee'?"


def test_wide_survey_responses_become_one_row_for_each_answer(tmp_path: Path) -> None:
    questions = [
        {"survey": "s", "question_id": "q1", "options": "Yes|Don’t know"},
        {"survey": "s", "question_id": "q2", "kind": "multiple", "options": "A|B"},
    ]
    make_project(tmp_path, survey_questions=questions)
    text = "survey,respondent,q1,q2\ns,r1,yes,A|b\ns,r2,don't know,\n"
    inputs = read_clean(with_file(tmp_path, "survey_responses.csv", text))
    assert [
        (row.text("respondent"), row.text("question_id"), row.text("answer"), str(row.place("answer")))
        for row in inputs.rows("survey_responses")
    ] == [
        ("r1", "q1", "Yes", "survey_responses.csv ▸ C2"),
        ("r1", "q2", "A|B", "survey_responses.csv ▸ D2"),
        ("r2", "q1", "Don’t know", "survey_responses.csv ▸ C3"),
    ]


def test_screening_words_are_kept_out_of_the_tables(tmp_path: Path) -> None:
    inputs = read_clean(make_project(tmp_path, screening=[{"kind": "name", "text": "Zephyrine"}]))
    assert "screening" not in inputs.tables
    assert [row.text("text") for row in inputs.screening] == ["Zephyrine"]
    assert "Zephyrine" not in repr(inputs)


def test_restricted_values_are_never_repeated(tmp_path: Path) -> None:
    rows = [{"survey": "s", "respondent": "Zephyrine", "question_id": "q", "answer": "Zephyrine"}] * 2
    said = {"audience": "Parents", "opened": "01/06/2025", "closed": "01/07/2025", "invited": 9}
    questions = [{"survey": "s", "question_id": "q", "options": "Yes|No", **said}]
    _inputs, problems = read(make_project(tmp_path, survey_questions=questions, survey_responses=rows))
    assert len(problems) == 2
    assert not any("Zephyrine" in str(problem) for problem in problems)


def test_csv_text_and_make_project_agree(tmp_path: Path) -> None:
    assert csv_text([{"a": 1, "b": None}, {"c": "x,y"}]) == 'a,b,c\r\n1,,\r\n,,"x,y"\r\n'
    assert make_project(tmp_path, settings='[authority]\nname = "N"').settings.authority.name == "N"
