"""Rules between rows and tables: each breach is one problem at its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.inputs.typed_numbers import find_numbers
from tests.inputs.quarters import Rows, make_project, read

OPPORTUNITY: dict[str, object] = {
    "mechanism": "divert_new_placement",
    "from_setting": "inmss",
    "to_setting": "rp_unit",
    "eligible_per_year": 20,
    "addressable_target": "50%",
    "duration_years": 5,
    "starts": "01/09/2025",
}


def found(tmp_path: Path, **tables: Rows) -> list[tuple[str, bool, str]]:
    """The place, whether it is an error, and what was found, of every problem."""
    _inputs, problems = read(make_project(tmp_path, tables))
    assert all(problem.found and problem.needed and problem.remedy for problem in problems)
    return [(str(problem.place), problem.is_error, problem.found) for problem in problems]


def counts(*rows: tuple[str, object]) -> Rows:
    return [{"setting": setting, "plans": plans} for setting, plans in rows]


def test_parts_may_not_exceed_their_total(tmp_path: Path) -> None:
    assert found(tmp_path, caseload=counts(("all", 10), ("mainstream", 6), ("mss", 5))) == [
        ("caseload.csv ▸ E2", True, "found 10 plans in all, but 11 by setting")
    ]


def test_parts_that_fall_short_are_a_warning(tmp_path: Path) -> None:
    assert found(tmp_path, caseload=counts(("all", 10), ("mainstream", 6), ("mss", 3))) == [
        ("caseload.csv ▸ E2", False, "found 10 plans in all, but 9 by setting")
    ]


@pytest.mark.parametrize("last", [4, "x"])
def test_parts_that_agree_or_are_not_all_known_are_no_problem(tmp_path: Path, last: object) -> None:
    assert not found(tmp_path, caseload=counts(("all", 10), ("mainstream", 6), ("mss", last)))


def test_a_census_after_the_quarter_is_a_warning(tmp_path: Path) -> None:
    rows = [{"census_date": "16/01/2026"}]
    assert found(tmp_path, caseload=rows) == [
        ("caseload.csv ▸ A2", False, "found a census after the end of the quarter (30/09/2025)")
    ]


@pytest.mark.parametrize(("value", "unit"), [("12.5%", "plans"), ("£12", "number")])
def test_a_figure_is_in_its_own_unit(tmp_path: Path, value: str, unit: str) -> None:
    ((place, is_error, _text),) = found(tmp_path, figures=[{"value": value, "unit": unit}])
    assert (place, is_error) == ("figures.csv ▸ C2", True)


def test_a_figure_with_the_sign_of_its_unit_is_no_problem(tmp_path: Path) -> None:
    rows = [{"id": "a", "value": "12.5%", "unit": "percent"}, {"id": "b", "value": "£12", "unit": "£ per year"}]
    assert not found(tmp_path, figures=rows)


def test_a_whole_opportunity_is_no_problem(tmp_path: Path) -> None:
    assert not found(tmp_path, opportunities=[OPPORTUNITY])


@pytest.mark.parametrize("name", sorted(set(OPPORTUNITY) - {"to_setting"}))
def test_a_computed_opportunity_needs_what_it_is_worked_out_from(tmp_path: Path, name: str) -> None:
    ((_place, is_error, text),) = found(tmp_path, opportunities=[OPPORTUNITY | {name: None}])
    assert is_error
    assert text == f"found no {name}"


def test_a_supplied_opportunity_needs_its_source_and_its_figures(tmp_path: Path) -> None:
    assert [text for _place, _error, text in found(tmp_path, opportunities=[{"basis": "supplied"}])] == [
        "found a supplied row without its source",
        "found a supplied row without its figures",
    ]


def test_shares_lie_between_nothing_and_all(tmp_path: Path) -> None:
    rows = [OPPORTUNITY | {"addressable_target": "120%", "addressable_stretch": "110%"}]
    assert [text for _place, _error, text in found(tmp_path, opportunities=rows)] == [
        "found 120%",
        "found 110%",
        "found a stretch of 110% below the target of 120%",
    ]


def test_the_same_opportunity_twice_is_a_problem(tmp_path: Path) -> None:
    ((place, is_error, text),) = found(tmp_path, opportunities=[OPPORTUNITY, OPPORTUNITY])
    assert (place, is_error, text) == ("opportunities.csv ▸ A3", True, "found the same id as row 2 (id a1)")


def test_an_overlap_group_needs_shares(tmp_path: Path) -> None:
    rows = [OPPORTUNITY | {"id": name, "overlap_group": "g"} for name in ("o1", "o2")]
    ((_place, is_error, text),) = found(tmp_path, opportunities=rows)
    assert is_error
    assert text == "found the overlap group 'g' without shares"


def test_an_overlap_group_with_a_share_is_no_problem(tmp_path: Path) -> None:
    rows = [
        OPPORTUNITY | {"id": name, "overlap_group": "g", "overlap_share": share}
        for name, share in (("o1", "0%"), ("o2", "20%"))
    ]
    assert not found(tmp_path, opportunities=rows)


def test_benefits_belong_to_an_opportunity(tmp_path: Path) -> None:
    project = make_project(tmp_path, opportunities=[OPPORTUNITY | {"id": "o1"}], benefits=[{"opportunity_id": "01"}])
    (problem,) = read(project)[1]
    assert str(problem.place) == "benefits.csv ▸ A2"
    assert problem.found == "found the unknown opportunity '01'"
    assert problem.remedy in {"did you mean 'o1'?", "ids: o1"}


def test_dates_stand_in_their_order(tmp_path: Path) -> None:
    rows = [{"number": 1, "started": "02/04/2025", "finished": "01/04/2025"}]
    assert found(tmp_path, modules=rows) == [
        ("modules.csv ▸ D2", False, "found finished (01/04/2025) before started (02/04/2025)")
    ]


def test_a_part_is_no_larger_than_its_whole(tmp_path: Path) -> None:
    rows = [OPPORTUNITY | {"cases_reviewed": 10, "cases_agreed": 11}]
    ((_place, is_error, text),) = found(tmp_path, opportunities=rows)
    assert (is_error, text) == (True, "found cases_agreed (11) above cases_reviewed (10)")


def test_a_further_meeting_has_a_committee(tmp_path: Path) -> None:
    rows = [{"field": "committee", "value": "Panel"}, {"field": "presenter", "value": "A", "Forum": "B"}]
    ((place, is_error, _text),) = found(tmp_path, meeting=rows)
    assert (place, is_error) == ("meeting.csv ▸ C3", True)


def test_an_unknown_section_is_a_warning(tmp_path: Path) -> None:
    rows = [{"section": "introducton"}, {"section": "caseload"}, {"section": "title:matrix"}]
    (warning,) = read(make_project(tmp_path, narrative=rows))[1]
    assert (str(warning.place), warning.is_error, warning.remedy) == (
        "narrative.csv ▸ A2",
        False,
        "did you mean 'introduction'?",
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("There are 1,342 plans.", ("1,342",)),
        ("It rose by 12.5% to £1.4 million, or £400,000.", ("12.5%", "£1.4 million", "£400,000")),
        ("{{ plans.total }} plans, {{ fact('a.b2@2024') }} more", ()),
        ("{% if plans.total > 5 %}many{% endif %}", ()),
        ("On 3 April 2026, 03/04/2026, 2026-04-03 and in April 2026", ()),
        ("In 2025-26, 2025/26 and 2024, Q2", ()),
        ("Children aged 5 to 10, age 16, under 5s, post-16, 0-25 and a 7-year-old, after 16", ()),
        ("Section 251, section 19(2), paragraph 3.2, Table 2, Key Stage 2, Year 7, module 3, item 7", ()),
        ("The 20-week limit; within 20 weeks", ()),
        ("At 10:30 or 2pm", ()),
        ("1. First\n2. Second", ()),
        ("Action A1 and element p2", ()),
        ("See https://example.org/2/3", ()),
        ("from 16 to 20 schools", ("16", "20")),
        ("no numbers at all", ()),
    ],
)
def test_numbers_of_their_own_are_told_from_dates_ages_and_references(text: str, numbers: tuple[str, ...]) -> None:
    assert find_numbers(text) == numbers


def test_a_number_typed_into_text_is_a_warning_at_its_cell(tmp_path: Path) -> None:
    narrative = [{"section": "caseload", "text": "There are 1,342 plans."}]
    meeting = [{"field": "item_number", "value": "7"}, {"field": "purpose", "value": "To note 5 things"}]
    assert found(tmp_path, narrative=narrative, meeting=meeting) == [
        ("meeting.csv ▸ B3", False, "found the number 5 typed into text"),
        ("narrative.csv ▸ B2", False, "found the number 1,342 typed into text"),
    ]
