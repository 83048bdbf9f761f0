"""Windsor and Maidenhead, from the Department for Education's own publication: the known answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.inputs import read_quarter
from reportgen.period import Period
from reportgen.project import Settings, open_project

REAL = Path(__file__).parents[2] / ".." / "shared" / "real" / "rbwm"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the real data under ../shared/real is not here"),
]


@pytest.fixture(scope="module")
def facts() -> RestrictedFacts:
    inputs, problems = read_quarter(open_project(REAL), Period.parse("2024-25-q4"))
    assert not [problem for problem in problems if problem.is_error]
    return compute_facts(inputs, Settings())


def test_plans_each_january(facts: RestrictedFacts) -> None:
    earlier = [fact.value for fact in facts.over_time("plans.total")]
    assert [*earlier, facts["plans.total"].value] == [933, 970, 1000, 1044, 1102, 1199, 1342]


def test_the_seven_placement_categories(facts: RestrictedFacts) -> None:
    expected = {"mmsoa": 607, "rpsen": 68, "mdssa": 271, "nmiss": 124, "hspap": 20, "p16fe": 162, "other": 90}
    assert {code: facts[f"plans.dsg.{code}"].value for code in expected} == expected
    assert facts["plans.setting.independent_mainstream"].value == 18


def test_ages(facts: RestrictedFacts) -> None:
    bands = ("0-4", "5-10", "11-15", "16-19", "20-25")
    assert [facts[f"plans.age.{band}"].value for band in bands] == [52, 489, 505, 250, 46]


def test_needs(facts: RestrictedFacts) -> None:
    expected = {
        "asd": 588, "semh": 253, "slcn": 213, "mld": 84, "pd": 56, "spld": 47, "oth": 34, "sld": 23, "pmld": 17,
        "hi": 17, "vi": 9, "msi": 0, "ukn": 1,
    }  # fmt: skip
    assert {code: facts[f"plans.need.{code}"].value for code in expected} == expected


def test_categories_by_need(facts: RestrictedFacts) -> None:
    assert facts["plans.dsg.nmiss.need.asd"].value == 56
    assert facts["plans.dsg.p16fe.need.semh"].value == 31
    assert facts["plans.dsg.other.need.pmld"].value == 4
    assert facts["plans.dsg.mdssa.need.ukn"].value == 1


def test_requests_and_timeliness_by_calendar_year(facts: RestrictedFacts) -> None:
    years = range(2019, 2025)
    assert [facts[f"flow.requests_received@{year}"].value for year in years] == [233, 136, 212, 238, 228, 302]
    rates = [facts[f"flow.timeliness_20_weeks_excluding_exceptions@{year}"].text for year in years]
    assert rates == ["93.8%", "94.7%", "100.0%", "88.4%", "95.3%", "100.0%"]
    assert facts["flow.timeliness_20_weeks@2019"].text == "84.2%"
    assert facts["flow.assessments_completed@2019"].text == "[x]"


def test_the_change_names_both_dates(facts: RestrictedFacts) -> None:
    assert facts["plans.total.change"].calculation == "1,342 (15 January 2025) − 1,199 (15 January 2024) = 143"


def test_the_movement_does_not_tie_and_says_so(facts: RestrictedFacts) -> None:
    (entry,) = facts.reconciliations
    assert (entry.expected.value, entry.difference.value, entry.reason) == (1244, 98, "unexplained")


def test_what_the_dfe_has_published_is_not_hidden(facts: RestrictedFacts) -> None:
    published = publish_facts(facts, Settings())
    assert published["plans.need.ukn"].text == "1"
    assert published.notes == ()
