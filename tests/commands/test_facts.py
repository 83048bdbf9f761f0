"""``reportgen facts``: which facts, in which form, in which view."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands.projects import CASELOAD, make_project, reportgen

SMALL = CASELOAD + "30/09/2025,neet,all,all,3\n30/09/2025,mss,all,all,1399\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one count small enough to be hidden."""
    return make_project(tmp_path, caseload=SMALL)


def test_json_is_a_list_of_objects_with_numbers(project: Path) -> None:
    result = reportgen("facts", "plans.total", "--format", "json", "--project", project)
    assert result.exit_code == 0, result.output
    facts = {fact["id"]: fact for fact in json.loads(result.stdout)}
    assert facts["plans.total"]["value"] == 1402
    assert facts["plans.total"]["text"] == "1,402"
    assert facts["plans.total"]["unit"] == "plans"
    assert facts["plans.total"]["symbol"] is None


def test_csv_has_a_heading_and_the_chosen_facts(project: Path) -> None:
    result = reportgen("facts", "plans.total", "--format", "csv", "--project", project)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["value"] for row in rows if row["id"] == "plans.total"] == ["1402"]


def test_the_table_shows_numbers_as_printed(project: Path) -> None:
    assert "1,402" in reportgen("facts", "plans.total", "--project", project).stdout


def test_a_small_count_is_hidden_unless_the_restricted_view_is_asked_for(project: Path) -> None:
    choose = ("facts", "plans.setting.neet", "--format", "json", "--project", project)
    assert [(fact["value"], fact["symbol"]) for fact in json.loads(reportgen(*choose).stdout)][-1] == (None, "c")
    asked = reportgen(*choose, "--view", "restricted")
    restricted = json.loads(asked.stdout)
    assert asked.stderr.startswith("Not for publication: exact figures")
    assert "Not for publication" not in reportgen(*choose).output
    assert restricted[-1]["value"] == 3


@pytest.mark.parametrize("pattern", ["plans.total", "2025-26-q2 plans.total", "*.total", "total"])
def test_the_period_may_be_left_out_and_the_pattern_be_a_part(project: Path, pattern: str) -> None:
    result = reportgen("facts", *pattern.split(), "--format", "json", "--project", project)
    assert "plans.total" in {fact["id"] for fact in json.loads(result.stdout)}


def test_a_pattern_without_facts_is_said(project: Path) -> None:
    result = reportgen("facts", "plans.totl", "--project", project)
    assert result.exit_code == 1
    assert "'plans.totl'" in result.output


def test_a_quarter_that_is_not_there_is_said_with_those_that_are(project: Path) -> None:
    result = reportgen("facts", "2031-32-q1", "--project", project)
    assert result.exit_code == 1
    assert "quarters here: 2025-26-q2" in result.output


def test_problems_stop_the_listing(tmp_path: Path) -> None:
    make_project(tmp_path, caseload=CASELOAD.replace("1402", "many"))
    result = reportgen("facts", "--project", tmp_path)
    assert result.exit_code == 1
    assert "1 error" in result.stderr
    assert result.stdout == ""
