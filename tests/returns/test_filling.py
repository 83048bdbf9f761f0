"""The DSG plan tables hold the council's own counts, in the template's order, and say when they do not add up."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.codes import Symbol
from reportgen.facts.factset import RestrictedFacts
from reportgen.returns.checks import check_form
from reportgen.returns.filled import FilledTable
from reportgen.returns.filling import fill_form
from tests.returns.january import a_fact, built_in, january, pounds

DSG_PLAN = built_in("dsg-plan")


def table(facts: RestrictedFacts, sheet: str, form: str = "dsg-plan") -> FilledTable:
    return next(filled for filled in fill_form(built_in(form), facts) if filled.table.sheet == sheet)


def column(filled: FilledTable, at: int = 0) -> dict[str, object]:
    return {
        row.label: row.cells[at].value if row.cells[at].symbol is None else row.cells[at].symbol
        for row in filled.all_rows
    }


def test_a_placement_without_plans_is_all_zeros_where_the_others_are_all_plans() -> None:
    filled = table(january(mainstream=100, need_asd=100), "HspAP need")
    assert set(column(filled).values()) == {0}
    unsure = table(january(mainstream=99, need_asd=99), "HspAP need")
    assert set(column(unsure).values()) == {Symbol.NOT_AVAILABLE}
    assert not unsure.has_figures


def test_the_form_has_a_table_by_age_and_by_need_for_each_of_seven_placements() -> None:
    assert len(DSG_PLAN.tables) == 14
    rows_by_age = sum(len(entry.rows) for entry in DSG_PLAN.tables if entry.sheet.endswith("age"))
    rows_by_need = sum(len(entry.rows) for entry in DSG_PLAN.tables if entry.sheet.endswith("need"))
    assert (rows_by_age, rows_by_need) == (32, 91)  # domain G3: 6 × 5 + 2, and 7 × 13


def test_needs_stand_in_the_templates_order_and_down_syndrome_is_counted_with_other() -> None:
    filled = column(table(january(need_asd=6, need_oth=3, need_ds=1), "MmSoA need"))
    assert list(filled)[:2] == ["Autistic Spectrum Disorder", "Hearing Impairment"]
    assert filled["Other Difficulty/Disability"] == 4
    assert filled["Hearing Impairment"] == 0
    assert filled["Total number of EHCPs by primary need"] == 10


def test_a_split_nobody_counted_is_not_available_and_never_zero_and_its_total_is_the_papers() -> None:
    filled = column(table(january(need_asd=10), "MmSoA age"))
    assert filled.pop("Total number by Age Group") == 10
    assert set(filled.values()) == {Symbol.NOT_AVAILABLE}


def test_a_symbol_in_a_row_makes_the_total_that_symbol() -> None:
    filled = column(table(january(need_asd=Symbol.NOT_AVAILABLE, need_hi=2), "MmSoA need"))
    assert filled["Total number of EHCPs by primary need"] is Symbol.NOT_AVAILABLE


def test_where_every_need_is_a_symbol_no_zero_is_invented_and_the_total_is_the_papers_own_count() -> None:
    needs = ("asd", "hi", "mld", "msi", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi", "oth")
    facts = january(**{f"need_{need}": Symbol.NOT_AVAILABLE for need in needs})
    filled = column(table(facts, "MmSoA need"))
    assert filled.pop("Total number of EHCPs by primary need") == 10
    assert set(filled.values()) == {Symbol.NOT_AVAILABLE}


def outcomes(facts: RestrictedFacts) -> dict[str, str]:
    checks = check_form(DSG_PLAN, (table(facts, "MmSoA need"),), facts)
    return {check.name.split(": ")[1]: check.outcome for check in checks if ": " in check.name}


def test_rows_that_add_up_to_the_papers_count_agree() -> None:
    assert outcomes(january(need_asd=6, need_oth=4)) == {"Total number of EHCPs by primary need": "agrees"}


def test_plans_whose_need_is_not_recorded_explain_a_difference() -> None:
    (outcome,) = outcomes(january(need_asd=9, need_notrec=1)).values()
    assert outcome.startswith("explained: ")


def test_any_other_difference_is_unexplained() -> None:
    facts = january(need_asd=7)
    (check, *_) = check_form(DSG_PLAN, (table(facts, "MmSoA need"),), facts)
    assert (check.counted, check.expected, check.difference) == (7, 10, -3)
    assert check.is_unexplained


def test_counts_that_are_not_january_censuses_have_no_column() -> None:
    facts = RestrictedFacts(
        [a_fact("plans.total", 5, date(2025, 9, 30)), a_fact("plans.dsg.mmsoa", 5, date(2025, 9, 30))]
    )
    assert all(not filled.columns for filled in fill_form(DSG_PLAN, facts))


def test_a_year_counted_for_one_placement_is_a_column_of_every_table() -> None:
    filled = fill_form(DSG_PLAN, january(need_asd=10))
    assert {tuple(column.label for column in entry.columns) for entry in filled} == {("2025",)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1.2.1 Top-up funding - maintained schools", 0),
        ("1.2.2 Top-up funding - academies, free schools and colleges", Symbol.NOT_AVAILABLE),
    ],
)
def test_phases_of_a_section_251_line_are_zero_where_the_line_was_given_and_unknown_where_not(
    line: str, expected: object
) -> None:
    facts = RestrictedFacts([pounds("s251.1-2-1.budget.gross.primary_schools@2025-26", 4)])
    filled = table(facts, "S251 budget", "s251")
    assert filled.columns[1].label == "Primary schools"
    assert column(filled, 2)[line] is expected or column(filled, 2)[line] == expected


def test_section_251_shows_the_latest_year_it_has() -> None:
    lines = [pounds(f"s251.1-2-1.budget.net@{year}", at) for at, year in enumerate(("2023-24", "2025-26", "2024-25"))]
    filled = table(RestrictedFacts(lines), "S251 budget", "s251")
    assert filled.columns[-1].suffix == "@2025-26"
    assert column(filled, -1)["1.2.1 Top-up funding - maintained schools"] == 1


def test_a_closed_year_shows_what_was_spent_and_the_running_year_its_forecast() -> None:
    facts = RestrictedFacts(
        [
            pounds("dsg.expenditure.actual@2024-25", 38),
            pounds("dsg.expenditure.forecast@2024-25", 37),
            pounds("dsg.expenditure.forecast@2025-26", 41),
        ]
    )
    filled = table(facts, "Finance actual", "dsg-finance")
    assert [column(filled, at)["Expenditure"] for at in (0, 1)] == [38, 41]


def placements(total: int) -> RestrictedFacts:
    return RestrictedFacts(
        [
            pounds("spend.mainstream.forecast@2025-26", 5),
            pounds("spend.inmss.forecast@2025-26", 7),
            pounds("spend.independent_mainstream.forecast@2025-26", 2),
            pounds("spend.total.forecast@2025-26", total),
        ]
    )


def test_placements_without_spending_are_zero_only_where_the_others_are_the_whole() -> None:
    filled = column(table(placements(14), "Finance by placement", "dsg-finance"))
    assert filled["Non-maintained special schools or independent"] == 9
    assert filled["Hospital schools or alternative provision"] == 0
    unsure = column(table(placements(15), "Finance by placement", "dsg-finance"))
    assert unsure["Hospital schools or alternative provision"] is Symbol.NOT_AVAILABLE
    assert unsure["Total expenditure by placement"] == 15


def test_each_workstream_of_the_grant_is_a_row_and_a_change_since_last_quarter_is_none() -> None:
    facts = RestrictedFacts(
        [
            pounds("grant.awarded.inclusion", 5),
            pounds("grant.awarded.post-16", 2),
            pounds("grant.awarded", 7),
            pounds("grant.awarded.change", 1),
            pounds("grant.awarded.inclusion.change", 1),
        ]
    )
    filled = column(table(facts, "Grant money", "grant"))
    assert list(filled.values()) == [5, 2, 7]


def test_more_received_than_awarded_is_unexplained() -> None:
    facts = RestrictedFacts([pounds("grant.awarded", 7), pounds("grant.received", 8)])
    checks = {check.name: check for check in check_form(built_in("grant"), (), facts)}
    assert checks["Grant received is at most the award"].is_unexplained
    fine = RestrictedFacts([pounds("grant.awarded", 9), pounds("grant.received", 8)])
    (check,) = check_form(built_in("grant"), (), fine)
    assert (check.difference, check.outcome) == (-1, "within")
