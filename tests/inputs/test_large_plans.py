"""Large person-level files: counted in blocks, and exactly what reading them row by row gives."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from reportgen.errors import Problem
from reportgen.inputs import large_csv, large_plans, person_level, read_quarter, row_blocks
from reportgen.project import open_project
from tests.inputs.quarters import PERIOD

HEADINGS = "name,census_date,person_id,setting,sen_unit,urn,age,birth_date,primary_need,ceased_date\r\n"
CENSUSES = ("16/01/2025", "2024-01-18", "16/01/2025")
BIRTHS = ("03/05/2014", "2010-09-01", "31/08/2006", "1998-01-01", "01/01/2031", "", "soon", "2021-01-01")
Counted = tuple[dict[tuple[object, ...], object], set[str], dict[str, frozenset[str]]]


def made_rows(seed: int, number: int) -> list[str]:
    """Rows with every kind of fault among them, in an order that the seed settles."""
    pick = random.Random(seed)
    rows = []
    for row in range(number):
        person = pick.choice((f"p{row}", f"P{row}", f"p{pick.randrange(number)}", "", f"a {row}", "1E+05", f"{row}"))
        values = [
            "Quillfeather", pick.choice(CENSUSES), person, pick.choice(("mainstream", "mss", "", "castle")),
            pick.choice(("yes", "no", "", "perhaps")), pick.choice(("100001", "", "1E5")),
            pick.choice(("7", "", "26", "x")), pick.choice(BIRTHS), pick.choice(("ASD", "SEMH", "ASD", "", "QQ")),
            pick.choice(("", "", "01/01/2024", "01/01/2030", "never")),
        ]  # fmt: skip
        extra = [",more"] if pick.random() < 0.01 else [""]
        rows.append(",".join(values) + extra[0] if pick.random() > 0.01 else ",,,,,,,,,")
    return rows


def counted(folder: Path, data: bytes) -> Counted:
    """The counts, the problems and the values no file may hold, of a plans.csv."""
    quarter = folder / "data" / str(PERIOD)
    quarter.mkdir(parents=True, exist_ok=True)
    (quarter / "plans.csv").write_bytes(data)
    inputs, problems = read_quarter(open_project(folder), PERIOD)
    names = ("census_date", "setting", "age_band", "primary_need")
    assert [file.sha256 for file in inputs.files] == [hashlib.sha256(data).hexdigest()]
    rows = inputs.rows("caseload")
    counts: dict[tuple[object, ...], object] = {tuple(map(row.value, names)): row.value("plans") for row in rows}
    assert len({str(row.place("plans")) for row in rows}) <= 1
    return counts, {describe(problem) for problem in problems}, dict(inputs.private)


def describe(problem: Problem) -> str:
    return f"{problem.severity.value} {problem}"


@pytest.fixture
def in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large, and blocks are small, so that people and faults fall into several."""
    read_in_blocks(monkeypatch)


def read_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_csv, "LARGE", 0)
    monkeypatch.setattr(row_blocks, "BLOCK", 97)
    monkeypatch.setattr(row_blocks, "READ", 4_000)
    monkeypatch.setattr(person_level, "_count_row", lambda *_arguments: pytest.fail("a row was read by itself"))


@pytest.mark.parametrize("seed", range(6))
def test_blocks_give_what_rows_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    data = (HEADINGS + "\r\n".join(made_rows(seed, 700)) + "\r\n").encode()
    by_row = counted(tmp_path, data)
    read_in_blocks(monkeypatch)
    in_blocks = counted(tmp_path, data)
    assert in_blocks[:2] == by_row[:2]
    for column in ("person_id", "birth_date", "urn"):
        assert in_blocks[2][f"plans.{column}"] >= {
            value for value in by_row[2][f"plans.{column}"] if not value.startswith(" ")
        }


def plain_rows(seed: int, number: int) -> list[str]:
    """Rows of every kind with a value for each heading, so that separators alone say where each stands."""
    return [row for row in made_rows(seed, number) if row.count(",") == HEADINGS.count(",")]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("read", [900, 4_000, 1 << 20])
def test_plain_rows_give_the_same_without_being_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newline: str, end: str, read: int
) -> None:
    data = (HEADINGS.strip() + newline + newline.join(plain_rows(11, 400)) + end).encode()
    by_row = counted(tmp_path, data)
    read_in_blocks(monkeypatch)
    monkeypatch.setattr(row_blocks, "READ", read)
    monkeypatch.setattr(row_blocks, "_parsed_blocks", lambda *_arguments: pytest.fail("plain rows were parsed"))
    assert counted(tmp_path, data)[:2] == by_row[:2]


QUOTED = '16/01/2025,"q, 1",mss,,,7,,ASD,,'
LONG, SHORT = "Quillfeather" + "," * 9 + ",more", "Quillfeather,16/01/2025,short,mss"
AS_MANY_STOPS = LONG + "\r\n" + ",".join(["Quillfeather", *[""] * 8])
"""A row too long and one too short, which together have as many separators as two plain rows."""


@pytest.mark.parametrize(
    "odd",
    [
        f"Quillfeather,{QUOTED[:-1]}",
        f'"two\r\nlines",{QUOTED[:-1]}',
        LONG,
        SHORT,
        AS_MANY_STOPS,
        "",
        "a\rb",
        "a\rb" + "," * 9,
    ],
)
@pytest.mark.parametrize("at", [0, 150, 299])
def test_rows_that_are_not_plain_are_read_from_where_they_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str, at: int
) -> None:
    rows = plain_rows(12, 320)[:300]
    rows[at] = odd
    data = (HEADINGS + "\r\n".join(rows) + "\r\n").encode()
    by_row = counted(tmp_path, data)
    read_in_blocks(monkeypatch)
    assert counted(tmp_path, data)[:2] == by_row[:2]


def test_a_row_longer_than_what_is_read_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = plain_rows(13, 60)
    rows[40] = rows[40].replace("Quillfeather", "Q" * 3_000)
    data = (HEADINGS + "\r\n".join(rows)).encode()
    by_row = counted(tmp_path, data)
    read_in_blocks(monkeypatch)
    monkeypatch.setattr(row_blocks, "READ", 1_000)
    assert counted(tmp_path, data)[:2] == by_row[:2]


def test_a_letter_cut_off_at_the_end_makes_it_windows_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"census_date,setting,age,primary_need,person_id\r\n16/01/2025,mss,7,ASD,Zo" + "ë".encode()[:1]
    by_row = counted(tmp_path, data)
    read_in_blocks(monkeypatch)
    assert counted(tmp_path, data) == by_row
    assert list(by_row[0].values()) == [1]


@pytest.mark.usefixtures("in_blocks")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    text = "sep=;\r\n" if separator == ";" else ""
    text += "census_date,person_id,setting,age,primary_need\r\n16/01/2025,Zoë,mss,7,ASD\r\n".replace(",", separator)
    counts, problems, _private = counted(tmp_path, text.encode(encoding))
    assert list(counts.values()) == [1]
    assert not problems


def test_a_text_that_does_not_close_is_said_with_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_csv, "LARGE", 0)
    data = b'census_date,person_id,setting,age,primary_need\r\n16/01/2025,a,mss,7,ASD\r\n16/01/2025,"b,mss,7,ASD\r\n'
    counts, (problem,), _private = counted(tmp_path, data)
    assert "does not close" in problem
    assert not counts


@pytest.mark.parametrize("person", ["x" * 64, "é" * 30])
def test_identifiers_longer_than_any_are_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    rows = [f"16/01/2025,{person}{end},mss,7,ASD" for end in ("a", "b", "A")]
    data = "\r\n".join(["census_date,person_id,setting,age,primary_need", *rows, ""]).encode()
    by_row = counted(tmp_path, data)
    monkeypatch.setattr(large_csv, "LARGE", 0)
    assert counted(tmp_path, data) == by_row
    assert list(by_row[0].values()) == [2]


@pytest.mark.usefixtures("in_blocks")
def test_settings_and_needs_may_be_written_as_their_labels(tmp_path: Path) -> None:
    label = "Educated elsewhere (elective home education, EOTAS, other arrangements)"
    text = "census_date,person_id,setting,age,primary_need\r\n"
    text += f'16/01/2025,a,"{label}",7,Autistic spectrum disorder\r\n'
    counts, problems, _private = counted(tmp_path, text.encode())
    assert not problems
    assert [key[1] for key in counts] == ["elsewhere"]


@pytest.mark.usefixtures("in_blocks")
def test_missing_columns_are_said_before_anything_is_counted(tmp_path: Path) -> None:
    _counts, problems, _private = counted(tmp_path, b"census_date,person_id\r\n16/01/2025,a\r\n")
    assert any("primary_need is missing" in problem for problem in problems)


@pytest.mark.usefixtures("in_blocks")
def test_too_many_identifiers_to_look_for_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_plans, "SCANNED", 10)
    rows = [f"16/01/2025,canary{row},mss,7,ASD" for row in range(300)]
    data = "\r\n".join(["census_date,person_id,setting,age,primary_need", *rows, ""]).encode()
    counts, (problem,), private = counted(tmp_path, data)
    assert list(counts.values()) == [300]
    assert "warning" in problem
    assert "canary" not in problem
    assert not private["plans.person_id"]


@pytest.mark.usefixtures("in_blocks")
def test_no_person_level_value_is_in_a_count_or_a_message(tmp_path: Path) -> None:
    data = (HEADINGS + "\r\n".join(made_rows(9, 400)) + "\r\n").encode()
    counts, problems, _private = counted(tmp_path, data)
    said = repr(counts) + " ".join(problems)
    for value in ("Quillfeather", "03/05/2014", "2014-05-03", "100001", "a 17", "perhaps", "soon"):
        assert value not in said
