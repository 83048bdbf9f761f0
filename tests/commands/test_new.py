"""The next quarter's workbook."""

from __future__ import annotations

from pathlib import Path

from reportgen.inputs import read_quarter
from reportgen.period import Period
from reportgen.project import open_project
from tests.commands.projects import CASELOAD, files_in, make_project, reportgen


def test_the_next_quarter_carries_the_history(tmp_path: Path) -> None:
    make_project(tmp_path)
    result = reportgen("new", "2025-26-q3", "--project", tmp_path)
    assert result.exit_code == 0, result.output
    assert "with the history of 2025-26-q2" in result.output
    inputs, problems = read_quarter(open_project(tmp_path), Period.parse("2025-26-q3"))
    assert not [problem for problem in problems if problem.is_error]
    assert [row.amount("plans") for row in inputs.rows("caseload")] == [1402, 1371]


def test_the_first_quarter_is_empty(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    result = reportgen("new", "2025-26-q3", "--project", tmp_path)
    assert result.exit_code == 0, result.output
    assert "history" not in result.output
    assert (tmp_path / "data/2025-26-q3/quarter.xlsx").exists()


def test_a_quarter_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    make_project(tmp_path)
    before = files_in(tmp_path)
    result = reportgen("new", "2025-26-q2", "--project", tmp_path)
    assert result.exit_code == 1
    assert "there already" in result.output
    assert files_in(tmp_path) == before


def test_a_last_quarter_with_errors_is_put_right_first(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=CASELOAD.replace("1371", "many"))
    before = files_in(tmp_path)
    result = reportgen("new", "2025-26-q3", "--project", tmp_path)
    assert result.exit_code == 1
    assert "caseload.csv" in result.output
    assert files_in(tmp_path) == before


def test_what_is_no_quarter_is_wrong_usage(tmp_path: Path) -> None:
    make_project(tmp_path)
    result = reportgen("new", "2025", "--project", tmp_path)
    assert result.exit_code == 2
    assert "'2025' is not a period such as 2025-26-q2" in result.output
