"""Files nobody here wrote: each gives a table or one clear problem, never a traceback."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.errors import Problem, errors_among
from reportgen.inputs import read_quarter
from reportgen.inputs.table import Inputs
from reportgen.period import Period
from reportgen.project import open_project
from tests.inputs.quarters import PERIOD

REAL = (Path(__file__).parents[2] / "../shared/real").resolve()
WORKBOOKS = (*sorted((REAL / "corpus/xlsx").glob("*")), *sorted((REAL / "nasty").glob("*.xlsx")))
FAULTY = tuple(sorted((REAL / "nasty/office_faults").glob("*.xlsx")))
TEXTS = (
    *sorted((REAL / "corpus/csv").glob("*")),
    *sorted((REAL / "nasty").glob("*.csv")),
    *sorted((REAL / "screener").rglob("*.csv")),
)
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real data stands beside the repository, in ../shared/real"),
]


def read_as(tmp_path: Path, file: Path, name: str) -> tuple[Inputs, tuple[Problem, ...]]:
    """The file read as an input of the quarter, under another name."""
    quarter = tmp_path / "data" / str(PERIOD)
    quarter.mkdir(parents=True)
    shutil.copyfile(file, quarter / name)
    inputs, problems = read_quarter(open_project(tmp_path), PERIOD)
    assert all(problem.found and problem.needed and problem.remedy for problem in problems)
    assert all(problem.place.file == name for problem in problems)
    return inputs, problems


def test_windsor_and_maidenhead_reads_without_a_problem() -> None:
    inputs, problems = read_quarter(open_project(REAL / "rbwm"), Period.parse("2024-25-q4"))
    assert not problems
    totals = {
        str(row.day("census_date")): row.amount("plans")
        for row in inputs.rows("caseload")
        if all(row.value(name) == "all" for name in ("setting", "age_band", "primary_need"))
    }
    assert list(totals.values()) == [933, 970, 1000, 1044, 1102, 1199, 1342]
    requests = [row.amount("value") for row in inputs.rows("flow") if row.value("measure") == "requests_received"]
    assert requests == [233, 136, 212, 238, 228, 302]


@pytest.mark.parametrize("file", [*WORKBOOKS, *FAULTY], ids=lambda file: file.name)
def test_a_workbook_is_read_or_is_one_clear_problem(tmp_path: Path, file: Path) -> None:
    inputs, problems = read_as(tmp_path, file, "quarter.xlsx")
    assert not inputs.tables
    assert problems
    assert len(errors_among(problems)) <= 1


@pytest.mark.parametrize(
    ("name", "found"),
    [("xxe_general.xlsx", "document type"), ("quad.xlsx", "document type")],
)
def test_a_hostile_workbook_is_refused(tmp_path: Path, name: str, found: str) -> None:
    _inputs, (problem,) = read_as(tmp_path, REAL / "nasty" / name, "quarter.xlsx")
    assert problem.is_error
    assert found in problem.found


@pytest.mark.parametrize("name", ["lol.docx", "text.docx", "t.dotx"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str) -> None:
    _inputs, (problem,) = read_as(tmp_path, REAL / "nasty" / name, "quarter.xlsx")
    assert problem.is_error
    assert "Excel" in problem.remedy


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
@pytest.mark.parametrize("table", ["people", "plans", "survey_responses", "meeting"])
def test_a_csv_is_read_or_refused_with_clear_problems(tmp_path: Path, file: Path, table: str) -> None:
    inputs, problems = read_as(tmp_path, file, f"{table}.csv")
    assert problems or not any(inputs.has(name) for name in inputs.tables) or table == "people"


def test_words_of_other_encodings_are_read_as_typed(tmp_path: Path) -> None:
    _inputs, problems = read_as(tmp_path, REAL / "nasty/cp1252.csv", "people.csv")
    assert [problem.found for problem in problems if not problem.is_error] == [
        "found the unknown column 'School'",
        "found the unknown column 'Note'",
    ]


def test_a_national_release_is_read_within_seconds_and_refused_by_its_columns(tmp_path: Path) -> None:
    (file,) = (REAL / "dfe-ehcp-2025").glob("caseload.csv")
    _inputs, problems = read_as(tmp_path, file, "caseload.csv")
    assert any(problem.found == "the column census_date is missing" for problem in errors_among(problems))


def test_numbers_keep_their_own_digits(tmp_path: Path) -> None:
    inputs, _problems = read_quarter(open_project(REAL / "rbwm"), Period.parse("2024-25-q4"))
    values = [cell.value for table in inputs.tables.values() for row in table for cell in row.cells.values()]
    assert not any(isinstance(value, float) for value in values)
    assert all(isinstance(row.value("plans"), int | Decimal) for row in inputs.rows("caseload"))
