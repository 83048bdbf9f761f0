"""``reportgen check`` on the opportunity matrix: which of the eight attributes is not declared, and in which cell."""

from __future__ import annotations

from pathlib import Path

from tests.commands.projects import make_project, reportgen

HEADING = (
    "id,statement,theme,mechanism,from_setting,to_setting,eligible_per_year,addressable_target,duration_years,starts,"
    "unit_cost_from,unit_cost_to,price_base,baseline_date,recurring_cost,benefit_type,confidence,status\n"
)
WHOLE = (
    "o1,Through a unit,Place,divert_new_placement,inmss,rp_unit,20,50%,5,01/09/2025,48000,18000,2025-26,16/01/2025,0,"
    "cost_avoidance,green,planned\n"
)


def test_every_attribute_that_is_not_declared_is_named_with_its_cell(tmp_path: Path) -> None:
    bare = WHOLE.replace("o1,", "o2,").replace(",5,01/09/2025,48000,", ",,01/09/2025,,").replace("2025-26", "")
    make_project(tmp_path, opportunities=HEADING + WHOLE + bare)
    result = reportgen("check", "--project", tmp_path)
    assert result.exit_code == 1
    said = " ".join(result.stderr.split())
    for attribute in ("flow or stock", "price base", "net of the new setting"):
        assert f"its {attribute}" in said
    assert "opportunities.csv" in said
    assert "I3" in said  # the years each child benefits
    assert "4 errors" in said  # reading says of the blank duration too


def test_an_attribute_that_prints_as_not_stated_is_a_warning(tmp_path: Path) -> None:
    make_project(tmp_path, opportunities=HEADING + WHOLE.replace(",green,", ",,"))
    result = reportgen("check", "--project", tmp_path)
    assert result.exit_code == 0, result.output
    assert "not stated" in " ".join(result.stderr.split())
