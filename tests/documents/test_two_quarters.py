"""Two quarters built one after the other: what the second pack says has changed since the first."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from reportgen.packs import Order
from reportgen.period import Period
from reportgen.pipeline import build
from reportgen.project import open_project

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "2025-26-q1", "2025-26-q2"
TABLES = ("caseload", "dsg", "flow", "meeting", "narrative", "opportunities", "themes", "unit_costs")

Rows = list[dict[str, str]]


def change_table(project: Path, period: str, table: str, change: Callable[[Rows], Rows]) -> None:
    """Rewrite one of a quarter's tables, as an officer would in Excel."""
    path = project / "data" / period / f"{table}.csv"
    rows = change(list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def correct_the_past(rows: Rows) -> Rows:
    """83 requests of the first quarter were 85."""
    return [{**row, "value": "85"} if row["period"] == FIRST and row["value"] == "83" else row for row in rows]


def correct_a_closed_year(rows: Rows) -> Rows:
    """Spending of 2024-25 was £38.8 million and not £38.7 million."""
    return [{**row, "amount": "38800000"} if row["amount"] == "38700000" else row for row in rows]


def change_the_matrix(rows: Rows) -> Rows:
    """o2 could apply to fewer children, o5 is given up, and o9 is new."""
    fewer = [{**row, "eligible_per_year": "36"} if row["id"] == "o2" else row for row in rows]
    kept = [row for row in fewer if row["id"] != "o5"]
    (model,) = (row for row in kept if row["id"] == "o4")
    return [*kept, {**model, "id": "o9", "short_label": "Supported internships", "statement": "Through an internship"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second quarter's pack, built after the first into one output folder, with a past value corrected."""
    project = tmp_path_factory.mktemp("two-quarters")
    shutil.copyfile(ROOT / "reportgen.toml", project / "reportgen.toml")
    for period in (FIRST, SECOND):
        (project / "data" / period).mkdir(parents=True)
        for table in TABLES:
            shutil.copyfile(ROOT / "data" / period / f"{table}.csv", project / "data" / period / f"{table}.csv")
    change_table(project, SECOND, "flow", correct_the_past)
    change_table(project, SECOND, "dsg", correct_a_closed_year)
    change_table(project, SECOND, "opportunities", change_the_matrix)
    for period, only in ((FIRST, frozenset[str]()), (SECOND, frozenset({"paper"}))):
        build(open_project(project), Order(Period.parse(period), only), project / "output", lambda _step: None)
    return project / "output" / SECOND


def text_of(element: object) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))  # type: ignore[attr-defined]


def rows_under(path: Path, heading: str) -> list[list[str]]:
    """The rows of the table that has this heading, as they stand in the finished file."""
    for found in Document(str(path)).element.body.iter(qn("w:tbl")):
        rows = [[text_of(each) for each in row.iter(qn("w:tc"))] for row in found.iter(qn("w:tr"))]
        if rows[0][-1] == heading:
            return rows[1:]
    raise AssertionError(f"no table headed {heading}")


def kinds(folder: Path) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for *cells, kind in rows_under(folder / "publish/appendices.docx", "What changed"):
        found.setdefault(kind, []).append(cells)
    return found


def test_a_restated_past_value_is_listed_with_both_values(folder: Path) -> None:
    assert kinds(folder)["restated"] == [
        ["Requests for assessment received", "Quarter 1 of 2025/26", "83", "85"],
        ["Spending, actual", "2024/25", "£38.7 million", "£38.8 million"],
        ["Balance at year end, actual", "2024/25", "deficit of £15.9 million", "deficit of £16.0 million"],
    ]


def test_opportunities_added_and_taken_out_are_listed_by_name(folder: Path) -> None:
    found = kinds(folder)
    saving = "saving a year at steady state (target)"
    (added,) = found["opportunity added to the matrix"]
    assert added == [f"Supported internships: {saving}", "Quarter 2 of 2025/26", "not in the matrix", "£195,300"]
    (removed,) = found["opportunity taken out of the matrix"]
    assert removed == [
        f"Mainstream, not maintained special: {saving}",
        "Quarter 1 of 2025/26",
        "£590,784",
        "not in the matrix",
    ]


def test_a_changed_assumption_is_listed_apart_from_what_follows_from_it(folder: Path) -> None:
    found = kinds(folder)
    name = "Units, not independent special: children a year it could apply to"
    assert [name, "Quarter 2 of 2025/26", "40", "36"] in found["assumption changed"]
    revised = {row[0]: row[2:] for row in found["forecast or estimate revised"]}
    assert revised["Units, not independent special: saving a year at steady state (target)"] == [
        "£1.5 million", "£1.4 million",
    ]  # fmt: skip


def test_the_officers_reason_stands_above_the_table(folder: Path) -> None:
    lines = [text_of(line) for line in Document(str(folder / "publish/appendices.docx")).element.body.iter(qn("w:p"))]
    reason = "The unmitigated forecast rose because placements in independent special schools cost more than expected."
    heading = lines.index("What changed since the last report")
    table = next(number for number, line in enumerate(lines) if line.endswith(": What changed since the last report"))
    assert heading < next(number for number, line in enumerate(lines) if reason in line) < table
    assert "Past values differ from those last published; each is listed with both values." in lines[heading:table]


def test_the_paper_prints_the_past_as_corrected(folder: Path) -> None:
    balance = {row[0]: row[4] for row in rows_under(folder / "publish/paper.docx", "At year end, mitigated, £m")}
    assert balance["2024/25, actual"] == "−16.0"
