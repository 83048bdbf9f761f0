"""Every file of the DfE's own screener: refused for the reason in its name, and the good ones in one sentence.

``screener_outcomes.csv`` lists what each is refused for. None holds EHC plans, so the good ones are refused too, as
files of another kind; a fault of a pair that stands in its other half is marked there.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportgen.errors import Problem, ProblemsError
from reportgen.inputs.dfe.publication import read_publication
from tests.inputs.dfe.publications import REAL, WHY, caseload_row, published

with (Path(__file__).parents[1] / "screener_outcomes.csv").open(encoding="utf-8", newline="") as file:
    OUTCOMES = list(csv.DictReader(file))


def refusals(data: bytes, name: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsError) as raised:
        read_publication(data, name)
    return raised.value.problems


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason=WHY)
@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda row: f"{row['folder']}/{row['file']}")
def test_a_screener_file_is_refused_for_its_reason(outcome: dict[str, str]) -> None:
    path = REAL / "screener" / outcome["folder"] / outcome["file"]
    problems = refusals(path.read_bytes(), path.name)
    said = [problem.found for problem in problems]
    assert any(outcome["refused_because"] in words for words in said)
    assert any(outcome["also_said"] in words for words in said)
    if outcome["folder"] == "pass":
        assert sum(problem.is_error for problem in problems) == 1, said


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason=WHY)
def test_the_table_lists_every_screener_file() -> None:
    files = {(path.parent.name, path.name) for path in (REAL / "screener").rglob("*.csv")}
    assert files == {(row["folder"], row["file"]) for row in OUTCOMES}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"geographic_level": "Nation"}, "geographic_level 'Nation'"),
        ({"time_identifier": "Academic Year"}, "time_identifier 'Academic Year'"),
        ({"la_name": ""}, "blank la_name"),
        ({"la_name": "Total"}, "'Total' in la_name"),
        ({"country_name": ""}, "country_code without a country_name"),
    ],
)
def test_a_known_layout_with_a_fault_is_refused(change: dict[str, str], found: str) -> None:
    row = caseload_row("1", mainstream_academy="1") | change
    data = published([row])
    assert any(found in problem.found for problem in refusals(data, "caseload.csv"))


def test_a_legacy_symbol_in_a_known_layout_is_a_warning() -> None:
    data = published([caseload_row("1", mainstream_academy="1", ukrlp_provider="NULL")])
    (warning,) = read_publication(data, "caseload.csv").warnings
    assert "'NULL'" in warning.found


def test_text_that_does_not_close_and_rows_of_another_width_are_refused() -> None:
    assert "does not close" in refusals(b'time_period,x\r\n2024,"a\r\n', "x.csv")[0].found
    assert "row 2 has 3 values under 2 headings" in refusals(b"a,b\r\n1,2,3\r\n", "x.csv")[0].found
    assert "holds no rows" in refusals(b"a,b\r\n", "x.csv")[0].found
