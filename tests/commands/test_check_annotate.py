"""``check --annotate``: an officer finds what is wrong in comments on a copy of their own workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

from tests.commands.projects import CASELOAD, MEETING, PERIOD, files_in, make_project, reportgen

CHECKED = f"data/{PERIOD}/quarter (checked).xlsx"


def workbook_project(folder: Path, *, folder_name: str = PERIOD, **tables: str) -> Path:
    """A project whose quarter is a workbook with a sheet for each table."""
    make_project(folder)
    quarter = folder / "data" / folder_name
    for path in (folder / "data" / PERIOD).iterdir():
        path.unlink()
    (folder / "data" / PERIOD).rename(quarter)
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, text in ({"caseload": CASELOAD, "meeting": MEETING} | tables).items():
        sheet = book.create_sheet(name)
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
    book["meeting"]["D1"].comment = Comment("Ask the chair", "Officer")
    book.save(quarter / "quarter.xlsx")
    return folder


def comments_in(path: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def test_each_bad_cell_has_a_comment_with_its_remedy_and_the_workbook_is_untouched(tmp_path: Path) -> None:
    bad = CASELOAD.replace("1402", "many").replace("30/06/2025", "soon")
    project = workbook_project(tmp_path, caseload=bad, caseloads="a,b\n1,2\n")
    before = files_in(project)
    result = reportgen("check", "--annotate", "--project", project)
    assert result.exit_code == 1
    assert "many" in result.stderr
    after = files_in(project)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {CHECKED}
    comments = comments_in(project / CHECKED)
    assert comments.pop("meeting!D1") == "Ask the chair"
    assert comments.keys() >= {"caseload!E2", "caseload!A3", "caseloads!A1"}
    assert "Error: found 'many'" in comments["caseload!E2"]
    assert "Needed:" in comments["caseload!E2"]
    assert "To do:" in comments["caseload!E2"]
    assert comments["caseloads!A1"].startswith("Warning:")
    assert "did you mean 'caseload'?" in comments["caseloads!A1"]
    said = " ".join(result.output.split())
    assert f"with comments on {len(comments)} cells" in said
    assert "quarter (checked).xlsx" in said


def test_the_next_check_replaces_the_copy(tmp_path: Path) -> None:
    project = workbook_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    reportgen("check", "--annotate", "--project", project)
    book = openpyxl.load_workbook(project / f"data/{PERIOD}/quarter.xlsx")
    book["caseload"]["E2"], book["caseload"]["E3"] = "1402", "few"
    book.save(project / f"data/{PERIOD}/quarter.xlsx")
    reportgen("check", "--annotate", "--project", project)
    comments = comments_in(project / CHECKED)
    assert "caseload!E2" not in comments
    assert "'few'" in comments["caseload!E3"]
    assert sorted(path.name for path in (project / "data" / PERIOD).iterdir()) == [
        "quarter (checked).xlsx",
        "quarter.xlsx",
    ]


def test_a_copy_somebody_worked_in_is_kept(tmp_path: Path) -> None:
    project = workbook_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    reportgen("check", "--annotate", "--project", project)
    book = openpyxl.load_workbook(project / CHECKED)
    book["caseload"]["E2"] = 1402
    book.save(project / CHECKED)
    edited = (project / CHECKED).read_bytes()
    result = reportgen("check", "--annotate", "--project", project)
    assert (project / CHECKED).read_bytes() == edited
    assert "caseload!E2" in comments_in(project / f"data/{PERIOD}/quarter (checked) (new).xlsx")
    assert "was edited or is open, so it was left as it is" in " ".join(result.output.split())


def test_the_copy_is_not_read_as_data(tmp_path: Path) -> None:
    project = workbook_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    first = reportgen("check", "--annotate", "--project", project)
    second = reportgen("check", "--project", project)
    assert first.stderr == second.stderr


def test_warnings_alone_are_noted_too_and_the_quarter_can_be_built(tmp_path: Path) -> None:
    project = workbook_project(tmp_path, caseloads="a,b\n1,2\n", folder_name="2025-26-Q2")
    result = reportgen("check", "--annotate", "--project", project)
    assert result.exit_code == 0, result.output
    assert "caseloads!A1" in comments_in(project / "data/2025-26-Q2/quarter (checked).xlsx")
    assert "can be built" in result.output


def test_problems_of_the_whole_workbook_and_of_other_files_find_their_way(tmp_path: Path) -> None:
    project = workbook_project(tmp_path)
    (project / "data/archive").mkdir()
    (project / "data/archive/quarter.xlsx").write_bytes(b"old")
    (project / f"data/{PERIOD}/actions.csv").write_text("nonsense\n1\n", encoding="utf-8")
    book = openpyxl.load_workbook(project / f"data/{PERIOD}/quarter.xlsx")
    book["caseload"].title, book["meeting"].title = "one", "two"
    book.save(project / f"data/{PERIOD}/quarter.xlsx")
    result = reportgen("check", "--annotate", "--project", project)
    comments = comments_in(project / CHECKED)
    assert "found no input table in this workbook" in comments["one!A1"]
    assert "not in quarter.xlsx cannot be put there" in " ".join(result.output.split())


def test_csv_files_cannot_take_comments_and_that_is_said(tmp_path: Path) -> None:
    project = make_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    before = files_in(project)
    result = reportgen("check", "--annotate", "--project", project)
    assert result.exit_code == 1
    assert f"they need a workbook, and data/{PERIOD} has no quarter.xlsx" in " ".join(result.output.split())
    assert files_in(project) == before


def test_nothing_wrong_nothing_written(tmp_path: Path) -> None:
    project = workbook_project(tmp_path, meeting=f"{MEETING}decision,Note the update\n")
    before = files_in(project)
    result = reportgen("check", "--annotate", "--project", project)
    assert "No comments were written: nothing is wrong in quarter.xlsx." in " ".join(result.output.split())
    assert files_in(project) == before


def test_a_workbook_that_cannot_be_opened_is_said_once(tmp_path: Path) -> None:
    project = workbook_project(tmp_path)
    (project / f"data/{PERIOD}/quarter.xlsx").write_bytes(b"words")
    result = reportgen("check", "--annotate", "--project", project)
    assert result.exit_code == 1
    assert "quarter.xlsx cannot be opened" in result.output
    assert not (project / CHECKED).exists()


def test_without_annotate_nothing_is_written(tmp_path: Path) -> None:
    project = workbook_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    before = files_in(project)
    assert reportgen("check", "--project", project).exit_code == 1
    assert files_in(project) == before
