"""Tables from a council's PostgreSQL: the same as from files, with the right to read and nothing more."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.errors import Problem
from reportgen.inputs import read_quarter
from reportgen.inputs.table import Inputs
from reportgen.project import open_project
from tests.inputs.postgres import find_programs, running_cluster
from tests.inputs.quarters import PERIOD

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(
        find_programs() is None or any(importlib.util.find_spec(name) is None for name in ("sqlalchemy", "psycopg")),
        reason="PostgreSQL (Debian: postgresql), SQLAlchemy or psycopg is not installed",
    ),
]

PEOPLE = 12_000
"""More than the rows fetched at a time, so that they come in several blocks."""

TABLES = f"""
create schema send;
create table send.flow (period text, measure text, value numeric(12, 2));
insert into send.flow values ('2025-26-q1', 'requests_received', 64), ('2025-26-q2', 'requests_received', 71.00);
create table send.meeting (field text, value text);
insert into send.meeting values ('committee', 'Children’s Panel'), ('item_title', 'R&D in SEND — “update”');
create table send.dsg (year text, scenario text, line text, amount numeric, taken timestamp with time zone);
insert into send.dsg values ('2025-26', 'forecast', 'income', 34400000.50, '2025-09-30 12:00:00+01');
create table send.ehcp (upn text, born date, need text, place text, unit boolean, census date, ceased timestamp);
insert into send.ehcp
select 'UPN-' || person, date '2012-01-01' + person % 90, case when person % 5 = 0 then 'SEMH' else 'ASD' end,
       case when person % 3 = 0 then null else 'mainstream' end, person % 3 = 0, date '2025-09-30',
       case when person % 10 = 0 then timestamp '2025-03-31 09:30:00' end
from generate_series(1, {PEOPLE}) as person;
create role reader login;
grant usage on schema send to reader;
grant select on all tables in schema send to reader;
"""
PLANS = """select census as census_date, upn as person_id, born as birth_date, need as primary_need, place as setting,
unit as sen_unit, ceased as ceased_date from send.ehcp"""
DSG = "select year as financial_year, scenario, line, amount, taken as as_of from send.dsg"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database with a council's tables, as a role that may read them and nothing more."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.pool import NullPool

    with running_cluster() as owner:
        engine = create_engine(owner, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text(TABLES))
        yield owner.replace("reportgen@", "reader@")


def read(folder: Path, **queries: str) -> tuple[Inputs, tuple[Problem, ...]]:
    """The quarter with these tables from the database."""
    (folder / "data" / str(PERIOD)).mkdir(parents=True, exist_ok=True)
    lines = [f'[sources.{table}]\nurl_env = "COUNCIL_DB"\nquery = """{query}"""\n' for table, query in queries.items()]
    (folder / "reportgen.toml").write_text("\n".join(lines), encoding="utf-8")
    return read_quarter(open_project(folder), PERIOD)


@pytest.fixture(autouse=True)
def _address_in_the_environment(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_DB", address)


def test_numbers_dates_and_words_arrive_as_they_are_stored(tmp_path: Path) -> None:
    inputs, problems = read(tmp_path, flow="select * from send.flow", meeting="select * from send.meeting", dsg=DSG)
    assert not problems
    assert [row.amount("value") for row in inputs.rows("flow")] == [64, 71]
    assert [row.text("value") for row in inputs.rows("meeting")] == ["Children’s Panel", "R&D in SEND — “update”"]
    (income,) = inputs.rows("dsg")
    assert str(income.amount("amount")) == "34400000.50"
    assert str(income.day("as_of")) == "2025-09-30"
    assert {file.name for file in inputs.files} == {"database COUNCIL_DB"}


def test_people_are_counted_in_blocks_and_nobody_stays(tmp_path: Path) -> None:
    inputs, problems = read(tmp_path, plans=PLANS)
    assert not [problem for problem in problems if problem.is_error]
    counted = {
        (row.text("setting"), row.text("age_band"), row.text("primary_need")): row.amount("plans")
        for row in inputs.rows("caseload")
    }
    people = [person for person in range(1, PEOPLE + 1) if person % 10]
    expected: dict[tuple[str, str, str], int] = {}
    for person in people:
        key = ("mainstream" if person % 3 else "rp_unit", "11-15", "ASD" if person % 5 else "SEMH")
        expected[key] = expected.get(key, 0) + 1
    assert counted == expected
    assert "UPN-" not in repr(inputs.tables)
    assert "UPN-1" in inputs.private["plans.person_id"]


def test_the_same_rows_from_a_file_give_the_same_counts(tmp_path: Path) -> None:
    from sqlalchemy import create_engine, text
    from sqlalchemy.pool import NullPool

    with create_engine(os.environ["COUNCIL_DB"], poolclass=NullPool).connect() as connection:
        found = connection.execute(text(PLANS))
        lines = [",".join(found.keys()), *(",".join("" if one is None else str(one) for one in row) for row in found)]
    folder = tmp_path / "file"
    (folder / "data" / str(PERIOD)).mkdir(parents=True)
    text_of_file = "\r\n".join(lines).replace("True", "yes").replace("False", "no").replace(" 09:30:00", "")
    (folder / "data" / str(PERIOD) / "plans.csv").write_text(text_of_file, encoding="utf-8")
    (tmp_path / "database").mkdir()
    from_file, _ = read_quarter(open_project(folder), PERIOD)
    from_database, _ = read(tmp_path / "database", plans=PLANS)
    names = ("census_date", "setting", "age_band", "primary_need", "plans")
    assert [[row.value(name) for name in names] for row in from_database.rows("caseload")] == [
        [row.value(name) for name in names] for row in from_file.rows("caseload")
    ]


@pytest.mark.parametrize(
    "query",
    [
        "select * from send.nothing",
        "drop table send.flow",
        "select secret from send.ehcp",
        "select value / 0 from send.flow",
        "insert into send.flow values ('2025-26-q2', 'requests_received', 99)",
    ],
)
def test_what_the_database_refuses_is_one_problem_without_its_words(tmp_path: Path, query: str) -> None:
    _inputs, (problem,) = read(tmp_path, flow=query)
    assert "the database did not give the rows" in problem.found
    assert query not in str(problem) and "send." not in str(problem) and "reader" not in str(problem)
    again, problems = read(tmp_path, flow="select * from send.flow")
    assert not problems and len(again.rows("flow")) == 2


def test_a_database_that_does_not_answer_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_DB", f"postgresql+psycopg://reader:secret@/postgres?host={tmp_path}")
    _inputs, (problem,) = read(tmp_path, flow="select * from send.flow")
    assert "the database did not give the rows" in problem.found
    assert "secret" not in str(problem)
