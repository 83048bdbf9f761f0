"""A table from a database: the same rows as from a file, and one clear problem where it cannot be read."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path

import pytest

from reportgen.errors import Problem
from reportgen.inputs import read_quarter
from reportgen.inputs.table import Inputs
from reportgen.project import open_project
from tests.inputs.quarters import PERIOD

CANARY = "UPN-H801200001001"
HAS_SQLALCHEMY = importlib.util.find_spec("sqlalchemy") is not None
needs_sqlalchemy = pytest.mark.skipif(not HAS_SQLALCHEMY, reason="SQLAlchemy, the extra [db], is not installed")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's database: two people with plans, one row of flow; its address in COUNCIL_DB."""
    path = tmp_path / "council.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table ehcp (census text, upn text, born text, need text, place text)")
        rows = [(CANARY, "2014-05-01", "ASD", "mainstream"), ("B2", "2010-01-31", "SEMH", "mss")]
        connection.executemany("insert into ehcp values ('2025-06-30', ?, ?, ?, ?)", rows)
        connection.execute("create table flow (period text, measure text, value integer)")
        connection.execute("insert into flow values ('2025-26-q1', 'requests_received', 64)")
    connection.close()
    monkeypatch.setenv("COUNCIL_DB", f"sqlite:///{path.as_posix()}")
    return path


def read(folder: Path, **queries: str) -> tuple[Inputs, tuple[Problem, ...]]:
    """The quarter with these tables from the database."""
    (folder / "data" / str(PERIOD)).mkdir(parents=True, exist_ok=True)
    lines = [f"[sources.{table}]\nurl_env = 'COUNCIL_DB'\nquery = \"{query}\"\n" for table, query in queries.items()]
    (folder / "reportgen.toml").write_text("\n".join(lines), encoding="utf-8")
    return read_quarter(open_project(folder), PERIOD)


PLANS = "select census as census_date, upn as person_id, born as birth_date, need as primary_need, place as setting "
PLANS += "from ehcp"


@needs_sqlalchemy
def test_a_table_comes_from_a_query(tmp_path: Path, database: Path) -> None:
    inputs, problems = read(tmp_path, flow="select * from flow")
    assert not problems
    assert [row.amount("value") for row in inputs.rows("flow")] == [64]
    assert [file.name for file in inputs.files] == ["database COUNCIL_DB"]


@needs_sqlalchemy
def test_plans_are_counted_and_no_identifier_stays(tmp_path: Path, database: Path) -> None:
    inputs, problems = read(tmp_path, plans=PLANS)
    assert not [problem for problem in problems if problem.is_error]
    counted = {(row.text("setting"), row.text("age_band")): row.amount("plans") for row in inputs.rows("caseload")}
    assert counted == {("mainstream", "5-10"): 1, ("mss", "11-15"): 1}
    assert CANARY not in repr(inputs.tables)


@needs_sqlalchemy
def test_a_fault_names_no_person_and_no_query(tmp_path: Path, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("update ehcp set born = 'Jonquil'")
    connection.close()
    _inputs, problems = read(tmp_path, plans=PLANS)
    said = " ".join(map(str, problems))
    assert "2 rows" in said
    assert not {"Jonquil", CANARY, "select"} & set(said.split())


@needs_sqlalchemy
@pytest.mark.parametrize("query", ["select * from nothing", "this is no query"])
def test_a_query_the_database_refuses_is_one_problem(tmp_path: Path, database: Path, query: str) -> None:
    _inputs, (problem,) = read(tmp_path, flow=query)
    assert "did not give the rows" in problem.found
    assert query not in str(problem)


@needs_sqlalchemy
def test_an_address_that_cannot_be_used_is_not_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_DB", "nowhere://user:secret@host/db")
    _inputs, (problem,) = read(tmp_path, flow="select 1")
    assert "secret" not in str(problem)


def test_a_missing_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNCIL_DB", raising=False)
    _inputs, (problem,) = read(tmp_path, flow="select 1")
    assert "COUNCIL_DB is not set" in problem.found
    assert problem.place.part == "sources.flow"


def test_a_missing_package_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_DB", "sqlite://")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    _inputs, (problem,) = read(tmp_path, flow="select 1")
    assert "pip install 'reportgen[db]'" in problem.remedy


def test_an_unknown_table_and_a_blank_query_are_problems(tmp_path: Path) -> None:
    _inputs, problems = read(tmp_path, flows="select 1", flow="")
    assert problems[0].remedy == "did you mean 'flow'?"
    assert "no query" in problems[1].found


@needs_sqlalchemy
def test_a_table_in_a_file_and_in_a_database_is_a_problem(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "data" / str(PERIOD)
    folder.mkdir(parents=True)
    (folder / "flow.csv").write_text("period,measure,value\n2025-26-q2,requests_received,1\n", encoding="utf-8")
    _inputs, problems = read(tmp_path, flow="select * from flow")
    assert any("it is also in flow.csv" in problem.found for problem in problems)
