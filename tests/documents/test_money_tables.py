"""The tables of money a member or finance officer reads: the matrix that adds up, spending, checks and changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.documents.tables.catalogue import tables_for
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.facts_csv import read_facts, write_facts
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.history import add_history
from reportgen.inputs.table import Inputs
from reportgen.office.values import RowKind, TableSpec
from reportgen.period import Period
from reportgen.project import Settings, Style
from tests.facts.test_benefits_and_forecast import BENEFITS, DSG
from tests.facts.test_history import Pack
from tests.facts.test_matrix_of_six import SIX
from tests.facts.test_matrix_rows import SUPPLIED
from tests.facts.test_opportunities import COHORT
from tests.wording.quarter import PERIOD, inputs
from tests.wording.quarter import table as rows_of

SETTINGS = Settings(style=Style(financial_year="2025/26"))


def given(**tables: Any) -> Inputs:
    return inputs(*(rows_of(name, *rows) for name, rows in tables.items()))


def published(made: Inputs) -> PublishedFacts:
    return publish_facts(compute_facts(made, SETTINGS), SETTINGS)


def tables(made: Inputs, facts: PublishedFacts | None = None) -> dict[str, TableSpec]:
    return dict(tables_for(facts or published(made), made, SETTINGS))


def texts(spec: TableSpec) -> list[list[str]]:
    return [[str(cell) for cell in row.cells] for row in spec.rows]


def amount(text: str) -> int:
    digits = text.replace(",", "").replace("−", "-")
    return int(digits) if digits.lstrip("-").isdigit() else 0


def test_each_column_of_the_matrix_adds_up_to_its_total() -> None:
    spec = tables(given(opportunities=[*SIX, SUPPLIED, COHORT]))["matrix"]
    rows = texts(spec)
    for column in (2, 3):
        *parts, total = [amount(row[column]) for row in rows]
        assert sum(parts) == total
    assert rows[-2][:4] == ["Counted in two rows, taken off once", "−3", "−100,000", "−200,000"]
    assert spec.rows[-1].kind is RowKind.TOTAL


def test_a_note_says_so_where_rounded_children_do_not_add_up() -> None:
    assert "parts may not add up" in str(tables(given(opportunities=[SIX[3], {**SIX[3], "id": "o4b"}]))["matrix"].note)
    assert "parts may not add up" not in str(tables(given(opportunities=SIX[:2]))["matrix"].note)


def test_one_group_of_children_says_what_it_is_and_when_it_ends() -> None:
    spec = tables(given(opportunities=[COHORT, SIX[1]]))["matrix"]
    row = texts(spec)[0]
    assert row[1] == row[2] == "none" and "none: one group" in row
    note = str(spec.note)
    assert "one group of children moves once, so there is no steady state. It saves most in" in note
    assert "Its effect ends in" in note


def test_a_supplied_row_and_cash_are_named_beneath_the_matrix() -> None:
    note = str(tables(given(opportunities=[*SIX, SUPPLIED]))["matrix"].note)
    assert "as supplied by" in note
    assert "Cashable: Supporting the child's goals and aspirations by ceasing the plan earlier." in note


def test_the_eight_answers_name_the_rows_they_hold_for() -> None:
    rows = texts(tables(given(opportunities=[*SIX, SUPPLIED]))["attributes.all"])
    first = [row for row in rows if row[0] == "For each year or in total"]
    assert [row[1:] for row in first] == [
        ["a yearly amount, not a total over several years", "every row worked out by the council"],
        ["not stated", SUPPLIED["statement"]],
    ]
    alone = texts(tables(given(opportunities=SIX))["attributes.all"])
    assert alone[0][2] == "every row"
    assert len({row[0] for row in rows}) == 8


def test_four_numbers_that_are_not_the_same_stand_side_by_side() -> None:
    spec = tables(given(opportunities=SIX, dsg=DSG, benefits=BENEFITS))["four_numbers"]
    assert [row[:3] for row in texts(spec)] == [
        ["This year's saving", "175,000", "266,000"],
        ["Run rate", "210,000", "282,000"],
        ["Steady state", "1,500,000", "2,943,000"],
        ["Total since the start", "650,000", "1,099,000"],
    ]
    assert "The last year is 2026/27." in str(spec.note)


def test_a_savings_target_with_nothing_behind_it_stands_beneath_the_forecast_and_moves_no_balance() -> None:
    target = {**DSG[0], "financial_year": "2026-27", "scenario": "unmitigated", "line": "savings_target"}
    with_target = tables(given(dsg=[*DSG, {**target, "amount": 14_000_000}]))
    spec = with_target["finance"]
    assert texts(spec) == texts(tables(given(dsg=DSG))["finance"])
    assert (
        "A savings target of £14 million for 2026/27 has no identified saving behind it. "
        "It is not taken off either forecast."
    ) in str(spec.note)


def spend(setting: str, measure: str, pounds: int) -> dict[str, Any]:
    return {"financial_year": "2025-26", "setting": setting, "measure": measure, "amount": pounds}


def test_spending_stands_against_budget_in_words() -> None:
    rows = [
        spend("mainstream", "budget", 5_300_000), spend("mainstream", "forecast", 5_450_000),
        spend("mss", "budget", 7_000_000), spend("mss", "forecast", 6_900_000),
    ]  # fmt: skip
    spec = tables(given(spend=rows))["spend"]
    assert [str(column.heading) for column in spec.columns] == [
        "Placement", "Budget, £m", "Forecast, £m", "Against budget",
    ]  # fmt: skip
    assert texts(spec) == [
        ["Mainstream school or academy", "5.3", "5.5", "overspend of £150,000"],
        ["Maintained special school or special academy", "7.0", "6.9", "underspend of £100,000"],
        ["All placements", "12.3", "12.4", "overspend of £50,000"],
    ]
    assert "never added together" in str(spec.note)
    assert str(spec.title) == "Spending by placement, 2025/26"
    alone = texts(tables(given(spend=rows[:1]))["spend"])
    assert alone[0][-1] == "not compared"


def line(number: str, basis: str, pounds: int) -> dict[str, Any]:
    phase = "sen_and_special_schools"
    return {
        "financial_year": "2025-26", "line": number, "phase": phase, "kind": "gross", "amount": pounds, "basis": basis,
    }  # fmt: skip


def test_section_251_says_its_basis_and_never_compares_budget_with_outturn() -> None:
    budget = [line("1.0.2", "budget", 5_900_000), line("1.2.1", "budget", 4_100_000)]
    spec = tables(given(s251=budget))["s251"]
    assert texts(spec)[-1] == ["Total high needs", "10.0"]
    assert "Budget: with the place funding of academies." in str(spec.note)
    both = tables(given(s251=[*budget, line("1.2.1", "outturn", 4_200_000)]))["s251"]
    assert "must not be compared until it is added back" in str(both.note)
    assert texts(both)[0] == ["Top-up funding, maintained", "4.1", "4.2"]


def test_the_reconciliation_shows_both_sides_the_difference_and_the_outcome() -> None:
    spec = tables(given(opportunities=SIX, dsg=DSG, benefits=BENEFITS))["reconciliation"]
    rows = {row[0]: row[1:] for row in texts(spec)}
    opening = "Balance brought forward, unmitigated forecast, 2025/26: opening balance is last year's closing balance"
    assert rows[opening] == [
        "−£15,000,000", "−£15,000,000", "none", "equal",
    ]  # fmt: skip
    assert rows["All mitigations of the year, 2026/27: themes make up the mitigations"] == [
        "£833,000", "£833,000", "none", "equal",
    ]  # fmt: skip
    assert rows["All opportunities: children benefiting now: children benefiting"][-1] == "agrees"


def test_a_difference_that_needs_a_reason_is_printed_with_it() -> None:
    left = [{**BENEFITS[1], "new_children": 27, "children_now": 17}]
    rows = texts(tables(given(opportunities=SIX, benefits=left))["reconciliation"])
    assert [row[1:] for row in rows if row[0].endswith("children benefiting")] == [
        ["17", "27", "−10", "children who have left are not reported"]
    ]


def flow(period: str, measure: str, value: int) -> dict[str, Any]:
    return {"period": period, "measure": measure, "value": value}


def test_a_pack_rebuilt_with_a_restated_past_value_lists_it_with_both_values() -> None:
    first = Inputs(Period.parse("2025-26-q1"), given(flow=[flow("2025-26-q1", "plans_issued", 44)]).tables)
    rows = read_facts(write_facts(published(first)))
    now = given(
        flow=[flow("2025-26-q1", "plans_issued", 46), flow("2025-26-q2", "plans_issued", 49)],
        opportunities=[{**SIX[1], "eligible_per_year": Decimal(18)}],
    )
    facts = add_history(published(now), Pack(rows), first.period)
    spec = tables(now, facts)["what_changed"]
    assert texts(spec) == [
        ["New plans issued", "Quarter 1 of 2025/26", "44", "46", "restated"],
        ["New plans issued", "Quarter 2 of 2025/26", "44", "49", "moved since last quarter"],
    ]
    assert "published.flow.plans_issued@2025-26-q1" in facts
    assert "what_changed" not in tables(now)


def test_values_that_print_alike_are_exact_to_the_pound_and_definitions_in_words() -> None:
    closed = {"financial_year": "2024-25", "scenario": "actual", "line": "income", "as_of": date(2025, 3, 31)}
    rows = [{**closed, "amount": 32_900_000}]
    old = published(given(dsg=[{**rows[0], "amount": 32_900_001}]))
    earlier = tuple(
        type(row)(**{name: getattr(row, name) for name in row.__dataclass_fields__} | {"definition": "Otherwise."})
        for row in read_facts(write_facts(old))
    )
    now = given(dsg=rows)
    spec = tables(now, add_history(published(now), Pack(earlier), PERIOD.previous))["what_changed"]
    assert [row[2:] for row in texts(spec)] == [
        ["£32,900,001", "£32,900,000", "restated"],
        ["as defined then", "as defined now", "definition changed"],
    ]


def test_every_table_of_a_forecast_says_when_it_was_made_and_what_the_years_own_forecast_is() -> None:
    own = [{**row, "scenario": "forecast"} for row in DSG if row["scenario"] == "unmitigated"]
    made = tables(given(opportunities=SIX, dsg=[*DSG, *own]))
    for name in ("finance", "bridge"):
        assert "Forecast made on 30 September 2025." in str(made[name].note)
    note = "The council's own forecast for the end of 2025/26, a deficit of £20.7 million, is made apart"
    assert note in str(made["finance"].note)
    assert "own forecast" not in str(tables(given(opportunities=SIX, dsg=DSG))["finance"].note)
