"""``reportgen import``: tables into a quarter, an officer's tables left alone, everything decided is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.inputs import empty_quarter, read_quarter
from reportgen.period import Period
from reportgen.project import open_project
from tests.inputs.dfe.publications import caseload_row, published
from tests.inputs.test_sen2 import CANARIES, folder

__all__ = ["folder"]
QUARTER = Period.parse("2024-25-q4")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one empty quarter and a published file beside it."""
    (tmp_path / "project" / "data" / str(QUARTER)).mkdir(parents=True)
    data = published([caseload_row("12", mainstream_academy="10", ukrlp_provider="2")])
    (tmp_path / "caseload.csv").write_bytes(data)
    return tmp_path / "project"


def run(project: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--project", str(project), "import", *map(str, words)])


def import_caseload(project: Path) -> Result:
    return run(project, "dfe", project.parent / "caseload.csv", "--authority", "E06000999")


def test_a_published_file_becomes_a_table_that_reads_without_a_problem(project: Path) -> None:
    done = import_caseload(project)
    assert done.exit_code == 0, done.output
    assert "Northmere, Borough of (E06000999)" in done.output
    assert "2 plans at providers of the UK register" in done.output
    inputs, problems = read_quarter(open_project(project), QUARTER)
    assert not [problem for problem in problems if problem.is_error]
    assert {row.text("status") for row in inputs.rows("caseload")} == {"published"}


def test_a_table_that_is_there_is_left_alone_and_the_new_one_stands_beside_it(project: Path) -> None:
    own = project / "data" / str(QUARTER) / "caseload.csv"
    own.write_text("census_date,plans\n15/01/2025,11\n", encoding="utf-8")
    done = import_caseload(project)
    assert "caseload.csv holds this table and is left as it is" in done.output
    assert own.read_text(encoding="utf-8").endswith(",11\n")
    assert own.with_name("caseload (new).csv").is_file()


def test_a_second_time_nothing_changes(project: Path) -> None:
    import_caseload(project)
    done = import_caseload(project)
    assert "(as before)" in done.output
    assert "Nothing had to be written." in done.output
    assert not list((project / "data").rglob("*(new)*"))


def test_the_empty_sheets_of_a_new_workbook_give_way(project: Path) -> None:
    workbook = project / "data" / str(QUARTER) / "quarter.xlsx"
    workbook.write_bytes(empty_quarter(QUARTER))
    assert "13 rows in data/2024-25-q4/caseload.csv" in import_caseload(project).output
    inputs, problems = read_quarter(open_project(project), QUARTER)
    assert not [str(problem) for problem in problems if problem.is_error and "caseload" in str(problem)]
    assert inputs.rows("caseload")


def test_a_wrong_authority_and_a_wrong_file_are_said(project: Path) -> None:
    wrong = run(project, "dfe", project.parent / "caseload.csv", "--authority", "Southmere")
    assert wrong.exit_code == 1
    assert "found no authority 'Southmere'" in wrong.output
    other = project.parent / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = run(project, "dfe", other, "--authority", "E06000999")
    assert refused.exit_code == 1
    assert "found none of the layouts" in refused.output


def test_sen2_exports_become_plans_and_flow_and_name_nobody(project: Path, folder: Path) -> None:
    done = run(project, "sen2", folder, "--schools", folder.parent / "schools.csv")
    assert done.exit_code == 0, done.output
    written = "".join(path.read_text(encoding="utf-8-sig") for path in (project / "data").rglob("*.csv"))
    assert not [canary for canary in CANARIES if canary in written + done.output]
    assert "plans: 5 rows" in done.output
    inputs, problems = read_quarter(open_project(project), QUARTER)
    assert any("aged 26 or over" in problem.found for problem in problems)
    assert sum(row.amount("plans") or 0 for row in inputs.rows("caseload")) == 4


def test_a_census_date_that_is_none_is_wrong_usage(project: Path, folder: Path) -> None:
    assert run(project, "sen2", folder, "--census", "soon").exit_code == 2
