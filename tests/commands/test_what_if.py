"""``reportgen facts --set``: what one assumption moves, without writing anything."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands.projects import files_in, make_project, reportgen
from tests.commands.test_check import HEADING, WHOLE

UNIT_COSTS = (
    "setting,price_base,mean,median\ninmss,2024-25,47000,40000\ninmss,2025-26,48000,41000\nrp_unit,2025-26,18000,\n"
)
DSG = """financial_year,scenario,line,amount,as_of
2025-26,unmitigated,opening_balance,-1000000,30/09/2025
2025-26,unmitigated,income,100000,30/09/2025
2025-26,unmitigated,expenditure,500000,30/09/2025
2025-26,unmitigated,income,90000,30/06/2025
"""
MITIGATIONS = "id,title,financial_year,amount,status\nm1,Contract,2025-26,1000,planned\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(
        tmp_path,
        opportunities=HEADING + WHOLE.replace("48000,18000", ","),
        unit_costs=UNIT_COSTS,
        dsg=DSG,
        mitigations=MITIGATIONS,
    )


def moved(project: Path, *arguments: str) -> dict[str, tuple[str, str]]:
    result = reportgen("facts", *arguments, "--format", "json", "--project", project)
    assert result.exit_code == 0, result.output
    return {found["id"]: (found["before"], found["after"]) for found in json.loads(result.stdout)}


def test_every_figure_an_assumption_moves_is_listed_with_both_values_and_nothing_is_written(project: Path) -> None:
    before = files_in(project)
    found = moved(project, "--set", "opportunity.o1.eligible_per_year=14")
    assert found["opportunity.o1.flow"] == ("10", "7")
    assert found["opportunity.o1.steady_state_saving"] == ("£1.5 million", "£1.1 million")
    assert found["opportunities.saving@2025-26"] == ("£175,000", "£122,500")
    assert found["dsg.closing.mitigated@2025-26"][0] == "−£1.2 million"
    assert "dsg.closing.unmitigated@2025-26" not in found
    assert "plans.total" not in found
    assert files_in(project) == before


def test_values_that_print_alike_are_given_in_full(project: Path) -> None:
    found = moved(project, "--set", "dsg.expenditure.unmitigated@2025-26=500001")
    assert found["dsg.closing.unmitigated@2025-26"] == ("−£1,400,000", "−£1,400,001")


@pytest.mark.parametrize(
    ("assignment", "figure", "after"),
    [
        ("unit_cost.inmss=58000", "opportunity.o1.net_unit_saving", "£40,000"),
        ("unit_cost.inmss.mean@2025-26=£38,000", "opportunity.o1.net_unit_saving", "£20,000"),
        ("unit_cost.inmss@2024-25=1", "unit_cost.inmss@2024-25", "£1"),
        ("unit_cost.rp_unit.median=17000", "unit_cost.rp_unit.median", "£17,000"),
        ("dsg.income.unmitigated@2025-26=200000", "dsg.in_year.unmitigated@2025-26", "−£300,000"),
        ("mitigation.m1@2025-26=2000", "dsg.mitigations.outside@2025-26", "£2,000"),
        ("opportunity.o1.addressable_target=25%", "opportunity.o1.flow", "5"),
        ("opportunity.o1.one_off_cost=9", "opportunity.o1.one_off_cost", "£9"),
        ("opportunity.o1.starts=01/09/2026", "opportunity.o1.saving@2025-26", "£0"),
    ],
)
def test_what_can_be_set(project: Path, assignment: str, figure: str, after: str) -> None:
    assert moved(project, "--set", assignment)[figure][1] == after


def test_several_assumptions_may_be_set_and_a_pattern_chosen(project: Path) -> None:
    sets = ("--set", "opportunity.o1.eligible_per_year=10", "--set", "opportunity.o1.duration_years=2")
    found = moved(project, "steady_state_children", *sets)
    assert found["opportunity.o1.steady_state_children"] == ("50", "10")
    assert all("steady_state_children" in name for name in found)


def test_the_table_and_the_csv_say_the_same(project: Path) -> None:
    arguments = ("facts", "o1.flow", "--set", "opportunity.o1.eligible_per_year=14", "--project", project)
    assert "opportunity.o1.flow  10 → 7  Through a unit: children a year (target)" in reportgen(*arguments).stdout
    rows = list(csv.DictReader(io.StringIO(reportgen(*arguments, "--format", "csv").stdout)))
    assert [(row["before"], row["after"]) for row in rows] == [("10", "7")]


def test_an_assumption_set_to_what_it_is_moves_nothing(project: Path) -> None:
    result = reportgen("facts", "--set", "opportunity.o1.eligible_per_year=20", "--project", project)
    assert result.stdout == "No figure moves.\n"


def test_figures_that_come_or_go_are_said_to_be_not_there(project: Path) -> None:
    found = moved(project, "--view", "restricted", "--set", "opportunity.o1.status=identified")
    assert found["mitigation.o1@2025-26"] == ("£175,000", "not there")


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("opportunity.o1.eligible_per_yer=14", "did you mean 'opportunity.o1.eligible_per_year'?"),
        ("nonsense=14", "see the names with"),
        ("opportunity.o1.eligible_per_year", "found no '='"),
        ("opportunity.o1.eligible_per_year=many", "'many'"),
        ("opportunity.o1.addressable_target=150%", "150"),
        ("opportunity.o1.duration_years=", "duration_years"),
    ],
)
def test_what_cannot_be_set_is_said_with_the_nearest_name(project: Path, assignment: str, said: str) -> None:
    result = reportgen("facts", "--set", assignment, "--project", project)
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())
    assert "Traceback" not in result.output
