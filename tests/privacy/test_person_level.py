"""Children's own values put into every way in for person-level data, and looked for in every byte that comes out."""

from __future__ import annotations

import csv
import importlib.util
import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from reportgen.inputs import large_csv
from tests.commands.projects import PERIOD, make_project, reportgen
from tests.inputs.test_sen2 import folder as sen2_exports  # noqa: F401  (the fixture of an authority's exports)
from tests.inputs.test_sen2 import person, write

NAME, UPN, CASE, URN, POSTCODE = "Quillfeather", "H801200001001", "CASE-77", "142857", "ZZ9 9ZZ"
BORN = ("2014-05-03", "03/05/2014", "3 May 2014", "2014-May-03")
CANARIES = (NAME, "Zebedee", UPN, CASE, URN, POSTCODE, *BORN)
HEADINGS = ("census_date", "person_id", "surname", "birth_date", "urn", "setting", "primary_need", "ceased_date")
PEOPLE = [
    *((f"30/09/2025,{UPN[:-2]}{n:02d},{NAME},{n % 28 + 1:02d}/05/2014,{URN},mainstream,ASD,").split(",")
      for n in range(2, 91)),
    f"30/09/2025,{UPN},{NAME},{BORN[1]},{URN},mss,SEMH,".split(","),
    f"30/09/2025,{CASE}1,{NAME},{BORN[0]},{URN},mss,SEMH,01/04/2025".split(","),
    f"30/09/2025,{CASE}3,{NAME},{BORN[0]},{URN},inmss,SLCN,".split(","),
]  # fmt: skip
"""Two of them alone in their group, and one whose plan has ceased."""

FAULTY = [
    f"30/09/2025,{CASE}2,{NAME},{BORN[1]} {NAME},{URN},mss,{NAME},".split(","),
    f"30/09/2025,{UPN},{NAME},{BORN[1]},{URN},mss,SEMH,".split(","),
    f"30/09/2025,,{NAME},{BORN[0]},{URN},inmss,SLCN,".split(","),
]
"""A birth date and a need that cannot be read, a child who is there twice, one without an identifier."""


def as_csv(project: Path, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, *rows])
    (project / "data" / PERIOD / "plans.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def as_workbook(project: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(project / "data" / PERIOD / "quarter.xlsx") as book:
        sheet = book.add_worksheet("plans")
        for number, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(number, 0, row)


def as_database(project: Path, rows: list[list[str]]) -> None:
    with sqlite3.connect(project / "council.db") as connection:
        connection.execute(f"create table ehcp ({', '.join(f'{name} text' for name in HEADINGS)})")
        connection.executemany(f"insert into ehcp values ({', '.join('?' * len(HEADINGS))})", rows)
    connection.close()
    source = '\n[sources.plans]\nurl_env = "COUNCIL_DB"\nquery = "select * from ehcp"\n'
    with (project / "reportgen.toml").open("a", encoding="utf-8") as settings:
        settings.write(source)


WAYS_IN = {"csv": as_csv, "large csv": as_csv, "workbook": as_workbook, "database": as_database}


@pytest.fixture(params=WAYS_IN)
def way_in(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a project whose plans come one way, with the rows given."""
    if request.param == "database":
        if importlib.util.find_spec("sqlalchemy") is None:
            pytest.skip("SQLAlchemy, the extra [db], is not installed")
        monkeypatch.setenv("COUNCIL_DB", f"sqlite:///{(tmp_path / 'project/council.db').as_posix()}")
    if request.param == "large csv":
        monkeypatch.setattr(large_csv, "LARGE", 0)

    def make(rows: list[list[str]]) -> Path:
        counted = "census_date,setting,age_band,primary_need,plans\n30/06/2025,all,all,all,80\n"
        project = make_project(tmp_path / "project", caseload=counted)
        WAYS_IN[request.param](project, rows)
        return project

    return make


def contents(data: bytes) -> Iterator[bytes]:
    """A file's bytes and, of a packed one, those of everything inside it."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name.encode()
                yield from contents(package.read(name))


def leaks(output: Path, said: str) -> list[str]:
    """Where a child's own value stands: in a file of the pack, restricted ones too, or in what was said."""
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    found = [f"{canary} on the screen" for canary in CANARIES if canary in said]
    for name, data in files.items():
        for part in contents(data):
            found += [f"{canary} in {name}" for canary in CANARIES if canary.encode() in part]
    return found


def test_no_value_of_a_child_is_in_any_file_of_the_pack(way_in: Callable[..., Path]) -> None:
    project = way_in(PEOPLE)
    done = reportgen("--project", project, "build")
    assert done.exit_code == 0, done.output
    assert "1 row ceased on or before the census date" in done.output
    output = project / "output"
    assert leaks(output, done.output) == []
    facts = (output / PERIOD / "restricted/facts.csv").read_text(encoding="utf-8-sig")
    assert "plans.total,2025-26-q2,91," in facts
    published = (output / PERIOD / "publish/facts.csv").read_text(encoding="utf-8-sig")
    assert "plans.setting.inmss,2025-26-q2,,c," in published


def test_a_faulty_row_is_told_without_its_words(way_in: Callable[..., Path]) -> None:
    project = way_in([*PEOPLE, *FAULTY])
    for command in ("check", "build"):
        done = reportgen("--project", project, command)
        assert done.exit_code == 1
        for fault in ("birth_date that cannot be read", "repeats a person", "has no person_id"):
            assert fault in done.output
        assert leaks(project / "output", done.output) == []
    assert not (project / "output" / PERIOD).exists()


def test_no_value_of_a_child_comes_through_a_sen2_import(tmp_path: Path, sen2_exports: Path) -> None:  # noqa: F811
    project = make_project(tmp_path / "project")
    (project / "data" / PERIOD / "caseload.csv").unlink()
    births = ("2014-May-03", "2010-Sep-01", "2021-Jan-01", "2006-Aug-31", "2008-Jan-01")
    write(sen2_exports, "person", [person(n, f"{born} 00:00:00") for n, born in enumerate(births, start=1)])
    schools = sen2_exports.parent / "schools.csv"
    said = reportgen("--project", project, "import", "sen2", sen2_exports, "--schools", schools)
    assert said.exit_code == 0, said.output
    shutil.rmtree(sen2_exports)
    done = reportgen("--project", project, "build")
    assert done.exit_code == 0, done.output
    assert leaks(project, said.output + done.output) == []


def test_the_search_itself_finds_a_value_in_a_file_packed_in_another(tmp_path: Path) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/sharedStrings.xml", f"<si><t>{UPN}</t></si>")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as deck:
        deck.writestr("ppt/embeddings/sheet1.xlsx", inner.getvalue())
    (tmp_path / "slides.pptx").write_bytes(outer.getvalue())
    assert leaks(tmp_path, f"born {BORN[2]}") == [f"{BORN[2]} on the screen", f"{UPN} in slides.pptx"]
