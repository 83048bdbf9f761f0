"""Plans at each census: read as given, added up only from what makes the whole, never invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.fact import Status
from reportgen.facts.factset import RestrictedFacts
from reportgen.period import Period
from reportgen.project import Settings
from tests.facts.typed import quarter

SEPTEMBER = date(2025, 9, 30)
JUNE = date(2025, 6, 30)
JANUARY = date(2025, 1, 16)


def row(
    plans: int | Symbol | None, setting: str = "all", age: str = "all", need: str = "all", **rest: Any
) -> dict[str, Any]:
    return {
        "census_date": rest.pop("day", SEPTEMBER),
        "setting": setting,
        "age_band": age,
        "primary_need": need,
        "plans": plans,
        **rest,
    }


def facts_of(*rows: dict[str, Any]) -> RestrictedFacts:
    return compute_facts(quarter(caseload=list(rows)), Settings())


def test_a_count_carries_its_day_its_cell_and_its_words() -> None:
    total = facts_of(row(1402))["plans.total"]
    assert (total.value, total.as_of, total.period) == (1402, SEPTEMBER, "2025-26-q2")
    assert total.calculation == "1,402 counted on 30 September 2025"
    assert [(source.sheet, source.cells) for source in total.sources] == [("caseload", ("E2",))]
    assert total.counts_children
    assert total.status is Status.LOCAL


def test_each_earlier_census_stands_at_its_own_quarter() -> None:
    facts = facts_of(row(1342, day=JANUARY, status="published"), row(1371, day=JUNE), row(1402))
    assert facts["plans.total@2024-25-q4"].value == 1342
    assert facts["plans.total@2024-25-q4"].status is Status.PUBLISHED
    assert facts["plans.total@2025-26-q1"].value == 1371
    assert facts["plans.total"].value == 1402
    assert "plans.total@2025-26-q2" not in facts


def test_the_latest_census_before_the_end_of_the_quarter_is_this_periods() -> None:
    facts = facts_of(row(1342, day=JANUARY), row(1500, day=date(2025, 10, 1)))
    assert facts["plans.total"].value == 1342
    assert facts["plans.total"].as_of == JANUARY
    assert [fact.id for fact in facts if fact.name == "plans.total"] == ["plans.total"]


def test_of_two_counts_in_one_quarter_the_later_one_stands() -> None:
    facts = facts_of(row(10, day=date(2025, 4, 30)), row(20, day=JUNE), row(30))
    assert facts["plans.total@2025-26-q1"].value == 20


def test_a_blank_filter_is_the_total_over_it() -> None:
    assert facts_of({"census_date": SEPTEMBER, "plans": 7})["plans.total"].value == 7


def test_rows_without_a_day_or_a_count_are_no_count() -> None:
    assert "plans.total" not in facts_of(row(None), row(5, day=None))


def test_a_total_that_is_not_given_is_added_up_from_the_settings() -> None:
    facts = facts_of(row(60, "mainstream"), row(40, "mss"))
    assert facts["plans.total"].value == 100
    assert facts["plans.total"].calculation == "60 + 40 = 100, counted on 30 September 2025"
    assert facts["plans.total"].sources[0].cells == ("E2", "E3")


def test_a_sparse_cross_table_gives_its_margins_and_true_zeros() -> None:
    facts = facts_of(
        row(5, "mainstream", "5-10", "ASD"), row(6, "mainstream", "11-15", "ASD"), row(7, "mss", "11-15", "SLD")
    )
    assert facts["plans.total"].value == 18
    assert facts["plans.age.11-15"].value == 13
    assert facts["plans.need.asd"].value == 11
    assert facts["plans.setting.mss.age.5-10"].value == 0
    assert facts["plans.setting.mss.age.5-10"].calculation == "no plans counted = 0, counted on 30 September 2025"
    assert facts["plans.setting.mainstream.need.asd"].value == 11
    assert facts["plans.need.asd.age.11-15"].value == 6


def test_a_total_of_many_rows_says_how_many() -> None:
    needs = ("ASD", "HI", "MLD", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI")
    facts = facts_of(*(row(5, setting, need=need) for setting in ("mainstream", "mss") for need in needs))
    assert facts["plans.total"].calculation == "sum of 20 counts = 100, counted on 30 September 2025"


def test_a_few_cells_of_a_cross_table_never_pass_for_a_total() -> None:
    facts = facts_of(row(100), row(60, "mainstream"), row(40, "mss"), row(40, "mss", need="SLD"))
    assert "plans.need.sld" not in facts
    assert "plans.setting.mainstream.need.sld" not in facts
    assert facts["plans.setting.mss.need.sld"].value == 40


def test_one_setting_broken_down_alone_shows_its_zeros() -> None:
    facts = facts_of(
        row(100), row(60, "mainstream"), row(40, "mss"), row(30, "mss", need="SLD"), row(10, "mss", need="ASD"),
        row(60, "mainstream", need="ASD"), row(70, need="ASD"), row(30, need="SLD"),
    )  # fmt: skip
    assert facts["plans.setting.mainstream.need.sld"].value == 0


def test_settings_are_summed_into_the_dfe_categories() -> None:
    facts = facts_of(
        row(124), row(106, "inmss"), row(18, "independent_mainstream"),
        row(100, "inmss", "5-10"), row(6, "inmss", "11-15"), row(18, "independent_mainstream", "11-15"),
    )  # fmt: skip
    assert facts["plans.dsg.nmiss"].value == 124
    assert facts["plans.dsg.nmiss"].calculation == "106 + 18 = 124, counted on 30 September 2025"
    assert facts["plans.dsg.nmiss.age.11-15"].value == 24
    assert facts["plans.dsg.nmiss.age.5-10"].value == 100
    assert "plans.dsg.mmsoa" not in facts


def test_a_category_with_one_setting_not_broken_down_declares_no_sum() -> None:
    facts = facts_of(
        row(124),
        row(106, "inmss"),
        row(18, "independent_mainstream"),
        row(100, "inmss", "5-10"),
        row(6, "inmss", "11-15"),
    )
    assert "plans.dsg.nmiss.age.5-10" not in facts
    assert not [declared for declared in facts.sums if declared.total == "plans.dsg.nmiss" and "age" in declared.name]


def test_a_category_counts_as_published_only_where_every_part_is() -> None:
    facts = facts_of(row(106, "inmss", status="published"), row(18, "independent_mainstream", status="local"))
    assert facts["plans.dsg.nmiss"].status is Status.LOCAL


def test_a_gap_stays_a_gap_and_is_a_warning() -> None:
    facts = facts_of(row(1342), row(Symbol.NOT_AVAILABLE, "mainstream"), row(Symbol.NOT_AVAILABLE, "mss"))
    assert facts["plans.total"].value == 1342
    assert facts["plans.setting.mss"].symbol is Symbol.NOT_AVAILABLE
    assert facts["plans.dsg.mdssa"].text == "[x]"
    assert any("Maintained special" in problem.found for problem in facts.warnings)
    assert not any(problem.is_error for problem in facts.warnings)


def test_a_sum_with_a_gap_in_it_is_not_available() -> None:
    facts = facts_of(row(60, "mainstream"), row(Symbol.NOT_AVAILABLE, "mss"))
    assert facts["plans.total"].symbol is Symbol.NOT_AVAILABLE


def test_a_total_that_is_a_gap_is_judged_by_the_margins() -> None:
    facts = facts_of(
        row(Symbol.NOT_AVAILABLE), row(6, "mainstream"), row(4, "mainstream", "5-10"), row(2, "mainstream", "11-15")
    )
    assert facts["plans.total"].text == "[x]"
    assert facts["plans.age.5-10"].value == 4


def test_a_sparse_cross_table_with_a_gap_gives_no_margin() -> None:
    facts = facts_of(
        row(30), row(20, "mainstream"), row(10, "mss"),
        row(20, "mainstream", "5-10"), row(Symbol.NOT_AVAILABLE, "mss", "11-15"),
    )  # fmt: skip
    assert "plans.age.5-10" not in facts


def test_parts_that_do_not_make_the_total_stop_the_build_and_name_both_sides() -> None:
    with pytest.raises(ProblemsError) as caught:
        facts_of(row(101), row(60, "mainstream"), row(40, "mss"))
    (problem,) = caught.value.problems
    assert str(problem.place) == "quarter.xlsx ▸ caseload!E2"
    assert "EHC plans" in problem.found
    assert "101" in problem.found
    assert "100" in problem.found
    assert "differ by 1" in problem.needed


def test_the_same_quarter_twice_is_the_same() -> None:
    rows = [row(60, "mainstream"), row(40, "mss")]
    assert list(facts_of(*rows)) == list(facts_of(*rows))


def test_no_caseload_no_facts() -> None:
    assert not [fact for fact in compute_facts(quarter(Period.parse("2024-25-q4")), Settings()) if "plans" in fact.id]


def test_a_few_cells_with_a_gap_give_no_total_at_all() -> None:
    facts = facts_of(row(20, "mainstream", "5-10"), row(Symbol.NOT_AVAILABLE, "mss", "11-15"))
    assert "plans.total" not in facts
    assert facts["plans.setting.mainstream.age.5-10"].value == 20


def test_this_periods_facts_are_found_under_their_parent_and_over_time() -> None:
    facts = facts_of(row(50, "mss", day=JUNE), row(60, "mainstream"), row(40, "mss"))
    assert [fact.id for fact in facts.under("plans.setting")] == ["plans.setting.mainstream", "plans.setting.mss"]
    assert [fact.value for fact in facts.over_time("plans.setting.mss")] == [50]
    with pytest.raises(ValueError, match="two values for one fact id"):
        RestrictedFacts([facts["plans.total"], facts["plans.total"]])
