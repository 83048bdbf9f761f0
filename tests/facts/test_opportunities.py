"""The facts of the matrix a reader meets beside the arithmetic: attributes, supplied rows, costs, cases, examples."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.facts.attributes import NOT_STATED, Attributes, attributes_of
from reportgen.facts.fact import Status
from reportgen.facts.identifiers import identifier, slug
from reportgen.facts.identities import check_identities
from reportgen.facts.ledger import INDICATORS, Ledger
from reportgen.facts.matrix_rows import matrix_of
from reportgen.facts.worked_example import work_example
from reportgen.project import Finance, Settings
from tests.facts.test_matrix_of_six import SIX
from tests.facts.test_matrix_rows import GOOD, SUPPLIED, UNIT_COSTS
from tests.facts.typed import ledger_of, quarter

TOPICS = ("unit_costs", "opportunities", "opportunity_years", "opportunity_totals", "themes", "benefits")
COHORT = {
    **GOOD,
    "id": "o7",
    "mechanism": "move_existing",
    "eligible_per_year": 12,
    "addressable_target": 25,
    "addressable_stretch": None,
    "duration_years": 4,
    "starts": date(2026, 9, 1),
    "benefit_type": "cashable",
}


def matrix(*rows: dict[str, Any], settings: Settings | None = None, **tables: Any) -> Ledger:
    ledger = ledger_of(quarter(opportunities=list(rows), **tables), *TOPICS, settings=settings)
    check_identities(ledger)
    return ledger


def test_no_steady_state_number_is_printed_without_its_eight_attributes() -> None:
    ledger = matrix(*SIX, COHORT, SUPPLIED)
    numbers = [fact for fact in ledger.facts.values() if ".steady_state_" in fact.id and "theme" not in fact.id]
    whole = [fact for fact in numbers if fact.id.startswith("opportunity.")]
    assert len(whole) > 30
    for fact in whole:
        assert [line.partition(":")[0] for line in fact.assumptions] == [
            "Per year or total",
            "Flow or stock",
            "Price base",
            "Net of new setting",
            "Net of programme cost",
            "Year reached",
            "Baseline",
            "Confidence and overlaps",
        ], fact.id
    for name in ("opportunities.steady_state_saving", "opportunities.steady_state_children.stretch"):
        assert len(ledger.facts[name].assumptions) == 8


def test_the_attributes_say_what_the_number_is() -> None:
    row = {**GOOD, "overlap_share": 20, "recurring_cost": 60_000, "confidence": "green"}
    (read,) = matrix_of(quarter(opportunities=[row])).rows
    assert attributes_of(read, "2025/26") == Attributes(
        "a yearly amount, not a total over several years",
        "all children benefiting at one time (a stock), not the new children of one year (a flow)",
        "2025/26 prices",
        "yes: the cost of resourced provision or SEN unit is taken off",
        "no: the programme costs £240,000 once and £60,000 each year, shown apart",
        "academic year 2029/30",
        "children with plans on 16 January 2025",
        "green confidence; target case; before 20% of its children, counted in another row, are taken off",
    )


def test_what_a_computed_row_leaves_open_is_not_stated() -> None:
    blank = {**GOOD, "to_setting": None}
    for name in ("baseline_date", "recurring_cost", "one_off_cost", "confidence"):
        blank[name] = None
    (read,) = matrix_of(quarter(opportunities=[blank])).rows
    attributes = attributes_of(read, "2025-26")
    assert attributes.baseline == NOT_STATED
    assert attributes.net_of_programme_cost == NOT_STATED
    assert attributes.net_of_new_setting == "yes: the cost of the new setting is taken off"
    assert attributes.confidence_and_overlaps == "confidence not stated; target case; no overlap with other rows"


def test_a_supplied_row_states_what_it_gives_and_not_stated_for_the_rest() -> None:
    (bare,) = matrix_of(quarter(opportunities=[SUPPLIED])).rows
    attributes = attributes_of(bare, "2025-26")
    assert {getattr(attributes, field.name) for field in fields(attributes)} == {NOT_STATED}
    told = {
        **SUPPLIED,
        "price_base": "2024-25",
        "steady_state_year": "2028/29",
        "baseline_date": date(2024, 1, 18),
        "confidence": "amber",
        "overlap_share": 10,
    }
    (read,) = matrix_of(quarter(opportunities=[told])).rows
    attributes = attributes_of(read, "2025-26")
    assert attributes.price_base == "2024-25 prices"
    assert attributes.year_reached == "academic year 2028/29"
    assert attributes.baseline == "children with plans on 18 January 2024"
    assert attributes.confidence_and_overlaps.startswith("amber confidence; before 10%")


def test_supplied_numbers_print_as_given_and_take_no_part_in_years() -> None:
    ledger = matrix(GOOD, {**SUPPLIED, "supplied_by": None})
    fact = ledger.facts["opportunity.o8.steady_state_saving"]
    assert (fact.value, fact.status, fact.basis) == (110_000, Status.SUPPLIED, "as supplied")
    assert not [name for name in ledger.facts if name.startswith("opportunity.o8.saving")]
    assert ledger.value("opportunities.saving@2030-31") == 1_500_000
    assert ledger.value("opportunities.steady_state_saving") == 1_610_000
    assert "as supplied by others" in ledger.facts["opportunities.steady_state_saving"].basis


def test_a_matrix_that_is_supplied_alone_has_totals_and_no_years() -> None:
    ledger = matrix(SUPPLIED, {**SUPPLIED, "id": "o9", "steady_state_saving": Symbol.NOT_AVAILABLE})
    assert ledger.value("opportunities.steady_state_saving") == 110_000
    assert ledger.value("opportunities.steady_state_children") == 28
    assert ledger.facts["opportunity.o9.steady_state_saving"].text == "[x]"
    assert ledger.facts["opportunities.steady_state_saving"].status is Status.SUPPLIED
    assert "Year reached: not stated" in ledger.facts["opportunities.steady_state_saving"].assumptions
    assert not [name for name in ledger.facts if "@" in name]


def test_what_a_supplied_row_comes_to_is_a_fact_beside_it() -> None:
    row = {**SUPPLIED, "eligible_per_year": 20, "addressable_target": 50, "duration_years": 2, "unit_cost_from": 9_000,
           "unit_cost_to": 1_000, "steady_state_children": None}  # fmt: skip
    ledger = matrix(row)
    assert ledger.value("opportunity.o8.steady_state_saving.recomputed") == 160_000
    assert "opportunity.o8.steady_state_children" not in ledger.facts


def test_one_cohort_is_nil_at_steady_state_and_still_saves_in_its_years() -> None:
    ledger = matrix(COHORT)
    fact = ledger.facts["opportunity.o7.steady_state_children"]
    assert fact.value == 0
    assert fact.calculation == (
        "one group of 3 children moves once; its effect ends after 4 years, so the steady state is nil"
    )
    assert "Year reached: none: one group of children whose effect ends in the financial year 2030-31" in (
        fact.assumptions
    )
    assert ledger.value("opportunity.o7.saving@2026-27") == 52_500  # 3 children × 7 months × £30,000 ÷ 12
    assert ledger.facts["opportunity.o7.stock@2027-28"].calculation == (
        "2.25 children left of the group of 3 children that moved once"
    )
    assert ledger.facts["opportunities.steady_state_saving"].value == 0
    assert "opportunity.o7.flow.stretch" not in ledger.facts


def test_children_in_march_of_each_year_are_given_for_the_worked_example() -> None:
    ledger = matrix(GOOD, {**COHORT, "starts": date(2026, 9, 1)})
    assert [ledger.value(f"opportunity.o2.stock@{year}") for year in ("2025-26", "2026-27", "2029-30")] == [10, 20, 50]
    assert ledger.facts["opportunity.o7.stock@2025-26"].calculation == "not yet started"


def test_the_worked_example_is_the_row_that_saves_most() -> None:
    benefits = [{"opportunity_id": "o2", "period": "2025-26-q2", "children_now": 7}]
    ledger = matrix(*SIX, COHORT, SUPPLIED, benefits=benefits)
    example = work_example(matrix_of(ledger.inputs), ledger.facts.values(), ledger.period.year)
    assert example is not None
    four = (example.this_year, example.run_rate, example.steady_state_saving, example.years[-1].cumulative)
    assert [ledger.value(name) for name in four] == [175_000, 210_000, 1_500_000, 5_375_000]
    assert [str(year.year) for year in example.years] == [f"20{n}-{n + 1}" for n in range(25, 31)]
    for year in example.years:
        assert {year.stock, year.saving, year.cumulative} <= set(ledger.facts)
    chain = (example.flow, example.duration, example.steady_state_children, example.unit_cost_from,
             example.unit_cost_to, example.net_unit_saving)  # fmt: skip
    assert [ledger.value(name) for name in chain] == [10, 5, 50, 48_000, 18_000, 30_000]


def test_there_is_no_worked_example_without_a_steady_state() -> None:
    for rows in ([SUPPLIED], [COHORT]):
        ledger = matrix(*rows)
        assert work_example(matrix_of(ledger.inputs), ledger.facts.values(), ledger.period.year) is None
    later = matrix({**GOOD, "starts": date(2027, 9, 1)})
    example = work_example(matrix_of(later.inputs), later.facts.values(), later.period.year)
    assert example is not None
    assert (example.this_year, example.run_rate) == ("", "")


def test_years_cover_the_forecast() -> None:
    dsg = [{"scenario": "unmitigated", "financial_year": year} for year in ("2024-25", "2032-33")]
    ledger = matrix(GOOD, dsg=[*dsg, {"scenario": "actual", "financial_year": "2020-21"}])
    years = [fact.period for fact in ledger.facts.values() if fact.name == "opportunities.saving"]
    assert (years[0], years[-1]) == ("2024-25", "2032-33")
    assert ledger.value("opportunities.saving@2032-33") == 1_500_000


def test_inflation_is_applied_to_years_and_said() -> None:
    ledger = matrix(GOOD, settings=Settings(finance=Finance(inflation="10")))
    assert ledger.value("opportunity.o2.saving@2025-26") == 175_000
    fact = ledger.facts["opportunity.o2.saving@2027-28"]
    assert fact.value == 937_750
    assert "× 110% for each of 2 years of inflation" in fact.calculation
    assert ledger.value("opportunity.o2.steady_state_saving") == 1_500_000


def test_costs_are_shown_beside_the_savings() -> None:
    ledger = matrix({**GOOD, "recurring_cost": 60_000}, {**COHORT, "one_off_cost": None})
    assert ledger.value("opportunities.one_off_cost") == 240_000
    assert ledger.value("opportunities.recurring_cost") == 60_000
    assert "opportunities.one_off_cost" not in matrix({**GOOD, "one_off_cost": None}).facts


def test_case_reviews_are_counts_and_fall_under_disclosure_control() -> None:
    ledger = matrix({**GOOD, "cases_reviewed": 30, "cases_agreed": Symbol.CONFIDENTIAL})
    assert ledger.facts["opportunity.o2.cases_reviewed"].counts_children
    assert ledger.facts["opportunity.o2.cases_agreed"].text == "[c]"
    assert not ledger.facts["opportunity.o2.steady_state_children"].counts_children


def test_unit_costs_name_their_setting_and_where_they_come_from() -> None:
    row = {**GOOD, "unit_cost_from": None, "unit_cost_to": None}
    ledger = matrix(row, {**SIX[0], "unit_cost_to": None}, unit_costs=UNIT_COSTS)
    fact = ledger.facts["opportunity.o2.unit_cost_from"]
    assert fact.calculation == "£48,000: the mean for Independent or non-maintained special school, 2025-26 prices"
    assert fact.sources[0].sheet == "unit_costs"
    assert "no plan, so no plan cost" in ledger.facts["opportunity.o1.unit_cost_to"].calculation
    net = ledger.facts["opportunity.o2.net_unit_saving"]
    assert net.calculation == "£48,000 − £18,000 = £30,000 a year, 2025-26 prices"
    assert net.inputs == ("opportunity.o2.unit_cost_from", "opportunity.o2.unit_cost_to")


def test_unit_costs_of_the_latest_prices_have_the_plain_name() -> None:
    costs = [
        {"setting": "inmss", "price_base": base, "mean": mean, "median": median, "plans": plans}
        for base, mean, median, plans in (("2024-25", 45_000, 41_000, 110), ("2025-26", 48_000, None, Symbol.LOW))
    ]
    ledger = ledger_of(quarter(unit_costs=costs), "unit_costs")
    assert ledger.value("unit_cost.inmss") == 48_000
    assert ledger.value("unit_cost.inmss@2024-25") == 45_000
    assert ledger.value("unit_cost.inmss.median@2024-25") == 41_000
    assert ledger.facts["unit_cost.inmss.plans"].symbol is Symbol.LOW
    assert ledger.facts["unit_cost.inmss"].basis == "2025-26 prices; what it includes is not stated"
    assert ledger.facts["unit_cost.inmss.plans"].counts_children


def test_themes_are_found_by_id_or_title_and_keep_their_order() -> None:
    themes = [
        {"id": "place", "title": "Right place, right time", "order": 2},
        {"id": "empty", "title": "Nothing here", "order": 3},
        {"id": "mainstream", "title": "Inclusive mainstream", "order": 1},
    ]
    rows = [
        {**GOOD, "id": "o1", "theme": "Right place, right time"},
        {**GOOD, "id": "o2", "theme": "mainstream"},
        {**GOOD, "id": "o3", "theme": None},
        {**SUPPLIED, "theme": "New ideas", "steady_state_children": None},
    ]
    ledger = matrix(*rows, themes=themes)
    names = [fact.id for fact in ledger.facts.values() if fact.id.endswith(".steady_state_saving")]
    assert names[-4:] == [
        "theme.mainstream.steady_state_saving",
        "theme.place.steady_state_saving",
        "theme.no-theme.steady_state_saving",
        "theme.new-ideas.steady_state_saving",
    ]
    assert ledger.facts["theme.no-theme.steady_state_saving"].label.startswith("No theme given")
    assert ledger.value("theme.place.saving@2025-26") == 175_000
    assert "theme.new-ideas.steady_state_children" not in ledger.facts


def test_an_empty_quarter_has_no_matrix() -> None:
    assert matrix().facts == {}
    assert ledger_of(quarter(), *TOPICS, "forecast", "survey", "kpis", "comparators").facts == {}


def test_a_stretch_that_no_other_row_gives_takes_their_target() -> None:
    ledger = matrix({**GOOD, "overlap_share": 10, "addressable_stretch": None}, {**SIX[1], "id": "o5"})
    assert ledger.value("opportunities.steady_state_saving.stretch") == 1_350_000 + 1_800_000
    assert ledger.value("opportunities.saving.stretch@2025-26") == 157_500 + 210_000


@pytest.mark.parametrize(
    ("text", "part"),
    [("o1", "o1"), ("ideal_outcome", "ideal_outcome"), ("Right place, right time", "right-place-right-time")],
)
def test_ids_keep_their_own_spelling_and_free_text_becomes_a_slug(text: str, part: str) -> None:
    assert identifier(text) == part
    assert slug("Don’t know") == "dont-know"


ACRONYMS = ("DSG", "EHCP", "INMSS", "MSS", "SEN2", "HNB", "FYE", "KPI", "DfE", "RP ", "AP ")
MINE = {"opportunities", "opportunity_years", "opportunity_totals", "themes", "benefits", "forecast", "survey", "kpis",
        "comparators", "unit_costs"}  # fmt: skip


def test_definitions_are_written_for_a_councillor() -> None:
    mine = [item for item in INDICATORS.values() if item.compute.__module__.rpartition(".")[2] in MINE]
    assert len(mine) > 30
    for item in mine:
        for text in (item.definition, item.how_to_read, item.caveat, item.question):
            assert not [word for word in ACRONYMS if word in text], item.name
            sentences = text.replace("?", ".").replace(";", ".").replace(":", ".").split(". ")
            assert max(len(sentence.split()) for sentence in sentences) <= 34, (item.name, text)
        assert "?" in item.question, item.name
