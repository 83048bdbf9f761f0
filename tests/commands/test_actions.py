"""``reportgen actions``: out of the minutes, into the log, on into the next quarter."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest

from reportgen.inputs import read_quarter
from reportgen.period import Period
from reportgen.project import open_project
from tests.commands.projects import PERIOD, files_in, make_project, reportgen

ACTIONS = """id,raised_at,item,action,owners,due,status
A1,10/07/2025,Update,explain steady state,Head of Finance,,complete
A7,10/07/2025,Update,count the places,Head of SEND,,in_progress
"""
LINES = (
    "Minutes:",
    "Members asked about steady state.",
    "ACTION: Head of Finance and Head of SEND to arrange a briefing.",
    "The rates would be published. (Action: Clerk to the Panel)",
)
LOG = f"output/{PERIOD}/restricted/actions.csv"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", actions=ACTIONS)


def write_minutes(folder: Path, kind: str) -> Path:
    path = folder / f"minutes.{kind}"
    if kind == "docx":
        document = docx.Document()
        for line in LINES:
            document.add_paragraph(line)
        document.save(str(path))
    elif kind == "html":
        body = "".join(f"<div><p>{line.replace('Head', '<b>Head</b>')}</p></div>" for line in LINES)
        path.write_text(f"<html><head><style>ACTION: x to y</style></head><body>{body}</body>", encoding="utf-8")
    else:
        path.write_text("\r\n\r\n".join(LINES), encoding="utf-8", newline="")
    return path


def log_of(project: Path) -> list[dict[str, str]]:
    with (project / LOG).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", ["docx", "txt", "html"])
def test_the_actions_go_into_the_log_with_ids_that_run_on(project: Path, kind: str) -> None:
    result = reportgen("actions", write_minutes(project, kind), "--project", project)
    assert result.exit_code == 0, result.output
    assert "A8: Head of Finance; Head of SEND to arrange a briefing" in result.output
    rows = log_of(project)
    assert [(row["id"], row["owners"], row["action"]) for row in rows] == [
        ("A8", "Head of Finance; Head of SEND", "arrange a briefing"),
        ("A9", "Clerk to the Panel", "The rates would be published"),
    ]
    assert {(row["raised_at"], row["item"], row["status"]) for row in rows} == {("09/10/2025", "Update", "open")}


def test_new_carries_the_minuted_actions_into_the_next_quarter_with_the_open_ones(project: Path) -> None:
    reportgen("actions", write_minutes(project, "txt"), "--project", project)
    assert reportgen("new", "2025-26-q3", "--project", project).exit_code == 0
    inputs, problems = read_quarter(open_project(project), Period.parse("2025-26-q3"))
    assert not [problem for problem in problems if problem.is_error]
    assert [row.text("id") for row in inputs.rows("actions")] == ["A7", "A8", "A9"]
    assert inputs.rows("actions")[1].items("owners") == ("Head of Finance", "Head of SEND")


def test_new_without_minutes_carries_what_it_always_did(project: Path) -> None:
    assert reportgen("new", "2025-26-q3", "--project", project).exit_code == 0
    inputs, _ = read_quarter(open_project(project), Period.parse("2025-26-q3"))
    assert [row.text("id") for row in inputs.rows("actions")] == ["A7"]


def test_reading_again_adds_nothing_and_keeps_what_an_officer_corrected(project: Path) -> None:
    minutes = write_minutes(project, "txt")
    reportgen("actions", minutes, "--project", project)
    log = project / LOG
    log.write_text(log.read_text(encoding="utf-8-sig").replace("A9,09/10/2025", "A9,10/10/2025"), encoding="utf-8")
    before = log.read_bytes()
    result = reportgen("actions", minutes, "--project", project)
    assert "2 actions in minutes.txt, all known already" in result.output
    assert log.read_bytes() == before
    minutes.write_text("ACTION: Chair to write.\n", encoding="utf-8")
    assert "with 1 action more" in reportgen("actions", minutes, "--project", project).output
    assert [(row["id"], row["raised_at"]) for row in log_of(project)] == [
        ("A8", "09/10/2025"),
        ("A9", "10/10/2025"),
        ("A10", "09/10/2025"),
    ]


def test_an_action_the_table_has_already_gets_no_second_id(project: Path) -> None:
    (project / "m.txt").write_text("ACTION: Head of SEND to count the places.\n", encoding="utf-8")
    assert "all known already" in reportgen("actions", project / "m.txt", "--project", project).output
    assert not (project / LOG).exists()


def test_without_a_table_of_actions_ids_begin_at_a1(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    reportgen("actions", write_minutes(project, "txt"), "--project", project)
    assert [row["id"] for row in log_of(project)] == ["A1", "A2"]
    reportgen("new", "2025-26-q3", "--project", project)
    inputs, _ = read_quarter(open_project(project), Period.parse("2025-26-q3"))
    assert [row.text("id") for row in inputs.rows("actions")] == ["A1", "A2"]


def test_minutes_without_an_action_write_nothing(project: Path) -> None:
    (project / "m.txt").write_text("RESOLVED: That the report be noted.\n", encoding="utf-8")
    before = files_in(project)
    result = reportgen("actions", project / "m.txt", "--project", project)
    assert result.exit_code == 0
    assert "holds no ACTION" in result.output
    assert files_in(project) == before


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04 cut short", b"\x00\x81\x00\xff\xfe"])
def test_minutes_that_cannot_be_read_are_said_in_a_sentence(project: Path, data: bytes) -> None:
    (project / "m.docx").write_bytes(data)
    result = reportgen("actions", project / "m.docx", "--project", project)
    assert result.exit_code == 1
    assert "m.docx" in result.output
    assert "fault in reportgen" not in result.output


def test_a_log_that_was_spoilt_is_said_by_actions_and_by_new(project: Path) -> None:
    minutes = write_minutes(project, "txt")
    reportgen("actions", minutes, "--project", project)
    log = project / LOG
    log.write_text(log.read_text(encoding="utf-8-sig").replace(",open,", ",perhaps,"), encoding="utf-8")
    for arguments in (["actions", minutes], ["new", "2025-26-q3"]):
        result = reportgen(*arguments, "--project", project)
        assert result.exit_code == 1
        assert "actions.csv" in result.output


def test_a_build_leaves_the_log_where_it_is(project: Path) -> None:
    reportgen("build", "--project", project)
    reportgen("actions", write_minutes(project, "txt"), "--project", project)
    before = (project / LOG).read_bytes()
    assert reportgen("build", "--project", project).exit_code == 0
    assert (project / LOG).read_bytes() == before
