"""The grant balance, spending, the programme's grant and figures: signs, chains, totals and sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.errors import ProblemsError
from reportgen.facts.compute import compute_facts
from reportgen.facts.fact import Status
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.indicators.dsg import Account, Amount, record_year
from reportgen.facts.ledger import INDICATORS, Ledger
from reportgen.facts.units import POUNDS, rounded
from reportgen.period import FinancialYear
from reportgen.project import Settings
from tests.facts.typed import quarter


def facts_of(table: str, rows: list[dict[str, Any]], **more: list[dict[str, Any]]) -> RestrictedFacts:
    tables: Mapping[str, list[dict[str, Any]]] = {table: rows, **more}
    ledger_inputs = quarter(**tables)  # type: ignore[arg-type]
    return compute_facts(ledger_inputs, Settings())


def dsg(year: str, scenario: str, **lines: Any) -> list[dict[str, Any]]:
    rest: dict[str, Any] = {name: lines.pop(name) for name in ("block", "as_of", "recoupment") if name in lines}
    return [
        {"financial_year": year, "scenario": scenario, "line": line, "amount": amount, **rest}
        for line, amount in lines.items()
    ]


def millions(text: str) -> Decimal:
    return Decimal(text) * 1_000_000


def test_tameside_bridge_from_year_to_year() -> None:
    """4.385 − 0.954 = 3.431 and 3.431 − 0.688 = 2.743, as deficits."""
    facts = facts_of(
        "dsg",
        [
            *dsg("2023-24", "actual", opening_balance=-millions("4.385"), income=millions("0.954"), expenditure=0),
            *dsg("2024-25", "actual", income=millions("0.688"), expenditure=0),
        ],
    )
    assert facts["dsg.closing.actual@2023-24"].value == -millions("3.431")
    assert facts["dsg.opening.actual@2024-25"].value == -millions("3.431")
    assert facts["dsg.closing.actual@2024-25"].value == -millions("2.743")


def test_brent_13_8_and_0_8_is_14_6() -> None:
    def closing(further: str) -> object:
        rows = dsg("2025-26", "forecast", opening_balance=-millions("13.8"), income=0, expenditure=millions(further))
        return facts_of("dsg", rows)["dsg.closing.forecast@2025-26"].value

    assert closing("0.8") == -millions("14.6")
    assert closing("1.5") == -millions("15.3")


def test_west_berkshire_16_and_14_is_30() -> None:
    rows = dsg("2025-26", "forecast", opening_balance=-millions("16"), income=0, expenditure=millions("14"))
    closing = facts_of("dsg", rows)["dsg.closing.forecast@2025-26"]
    assert closing.text == "−£30 million"
    assert closing.calculation == "−£16,000,000 − £14,000,000 = −£30,000,000"
    assert closing.signs is not None
    assert closing.signs.negative == "deficit"
    assert closing.status is Status.FORECAST


def test_schools_week_3_1_billion_less_0_807_is_2_293() -> None:
    rows = dsg("2027-28", "unmitigated", opening_balance=-3_100_000_000, income=807_000_000, expenditure=0)
    value = facts_of("dsg", rows)["dsg.closing.unmitigated@2027-28"].value
    assert value == -2_293_000_000
    assert rounded(Decimal(value) / 1_000_000_000, 1) == Decimal("-2.3")


@pytest.mark.parametrize(("value", "whole"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-2.5", -3)])
def test_rounding_is_half_up(value: str, whole: int) -> None:
    assert rounded(Decimal(value)) == whole


def test_every_line_counts_with_its_sign() -> None:
    rows = dsg("2025-26", "actual", income=100, block_transfer=20, other=-5, expenditure=150, recoupment="gross")
    facts = facts_of("dsg", rows)
    assert facts["dsg.in_year.actual@2025-26"].value == -35
    assert facts["dsg.in_year.actual@2025-26"].calculation == "£100 + £20 + −£5 − £150 = −£35"
    assert facts["dsg.income.actual@2025-26"].basis == "gross"
    assert "dsg.closing.actual@2025-26" not in facts, "no opening balance, no closing balance"


def test_a_forecast_opens_with_its_own_last_year_else_actual_else_forecast() -> None:
    facts = facts_of(
        "dsg",
        [
            *dsg("2024-25", "actual", opening_balance=-10, income=100, expenditure=105),
            *dsg("2025-26", "forecast", income=100, expenditure=110),
            *dsg("2025-26", "unmitigated", income=100, expenditure=120),
            *dsg("2026-27", "unmitigated", income=100, expenditure=130),
            *dsg("2026-27", "mitigated", income=100, expenditure=101),
        ],
    )
    assert facts["dsg.opening.unmitigated@2025-26"].value == -15
    assert facts["dsg.opening.unmitigated@2026-27"].value == -35
    assert facts["dsg.opening.unmitigated@2025-26"].inputs == ("dsg.closing.actual@2024-25",)
    assert facts["dsg.opening.mitigated@2026-27"].inputs == ("dsg.closing.mitigated@2025-26",), "worked out before it"
    assert facts["dsg.closing.mitigated@2026-27"].value == -36


def test_a_forecast_follows_the_last_forecast_where_the_year_is_not_closed() -> None:
    rows = [
        *dsg("2025-26", "forecast", opening_balance=-15, income=100, expenditure=110),
        *dsg("2026-27", "unmitigated", income=100, expenditure=130),
        *dsg("2026-27", "mitigated", opening_balance=-25, income=100, expenditure=101),
    ]
    facts = facts_of("dsg", rows)
    assert facts["dsg.opening.unmitigated@2026-27"].inputs == ("dsg.closing.forecast@2025-26",)
    assert facts["dsg.closing.mitigated@2026-27"].value == -26


def test_an_opening_balance_that_is_not_last_years_closing_names_both() -> None:
    with pytest.raises(ProblemsError) as caught:
        facts_of(
            "dsg",
            [
                *dsg("2024-25", "actual", opening_balance=-10, income=100, expenditure=105),
                *dsg("2025-26", "actual", opening_balance=-16, income=100, expenditure=100),
                *dsg("2025-26", "forecast", opening_balance=-15, income=100, expenditure=100),
            ],
        )
    (problem,) = caught.value.problems
    assert problem.place.part == "dsg"
    assert "−£16" in problem.found
    assert "−£15" in problem.found
    assert "differ by −£1" in problem.needed


def test_other_blocks_have_names_of_their_own() -> None:
    facts = facts_of("dsg", dsg("2025-26", "actual", income=7, expenditure=5, block="schools"))
    assert facts["dsg.schools.in_year.actual@2025-26"].value == 2


def test_the_latest_forecast_made_by_the_end_of_the_quarter_counts() -> None:
    facts = facts_of(
        "dsg",
        [
            *dsg("2025-26", "forecast", income=2, as_of=date(2025, 9, 30)),
            *dsg("2025-26", "forecast", income=1, as_of=date(2025, 6, 30)),
            *dsg("2025-26", "forecast", income=3, as_of=date(2025, 12, 31)),
        ],
    )
    assert facts["dsg.income.forecast@2025-26"].value == 2


def test_a_savings_target_is_shown_and_never_subtracted() -> None:
    rows = dsg("2028-29", "mitigated", opening_balance=0, income=10, expenditure=12, savings_target=2)
    facts = facts_of("dsg", rows)
    assert facts["dsg.savings_target.mitigated@2028-29"].value == 2
    assert facts["dsg.closing.mitigated@2028-29"].value == -2


def test_a_worked_out_scenario_is_recorded_line_by_line() -> None:
    ledger = Ledger(quarter(), Settings())
    first, second = (Account("high_needs", FinancialYear(start), "mitigated") for start in (2025, 2026))
    record_year(ledger, first, {"opening_balance": Amount(-5), "income": Amount(10), "expenditure": Amount(11)})
    record_year(ledger, second, {"income": Amount(10), "expenditure": Amount(8, calculation="£9 − £1 = £8")})
    assert ledger.value("dsg.closing.mitigated@2025-26") == -6
    assert ledger.value("dsg.closing.mitigated@2026-27") == -4
    assert ledger.facts["dsg.expenditure.mitigated@2026-27"].calculation == "£9 − £1 = £8"
    assert ledger.facts["dsg.closing.mitigated@2026-27"].definition == INDICATORS["dsg.closing"].definition


def spend_row(setting: str | None, measure: str, amount: object, as_of: date | None = None) -> dict[str, Any]:
    return {
        "financial_year": "2025-26", "setting": setting, "measure": measure, "amount": amount, "as_of": as_of,
    }  # fmt: skip


def test_spending_by_placement_adds_up_for_each_measure() -> None:
    facts = facts_of(
        "spend",
        [
            spend_row("mss", "budget", 30),
            spend_row("mainstream", "budget", 20),
            spend_row("mss", "forecast", 33, date(2025, 6, 30)),
            spend_row("mss", "forecast", 35, date(2025, 9, 30)),
            spend_row("mss", "forecast", 99, date(2025, 12, 31)),
            spend_row("mss", "forecast", 34, date(2025, 7, 31)),
            spend_row("mss", "actual", None),
        ],
    )
    assert facts["spend.total.budget@2025-26"].value == 50
    assert facts["spend.total.budget@2025-26"].calculation == "£20 + £30 = £50"
    assert facts["spend.mss.forecast@2025-26"].value == 35
    assert facts["spend.total.forecast@2025-26"].calculation == "£35 alone"
    assert facts["spend.total.forecast@2025-26"].status is Status.FORECAST
    assert "spend.mss.actual@2025-26" not in facts


def test_a_spending_total_that_is_given_must_be_the_sum() -> None:
    rows = [spend_row("mss", "budget", 30), spend_row(None, "budget", 30)]
    assert facts_of("spend", rows)["spend.total.budget@2025-26"].value == 30
    assert facts_of("spend", [spend_row("all", "budget", 30)])["spend.total.budget@2025-26"].value == 30
    with pytest.raises(ProblemsError, match="placements make up the budget"):
        facts_of("spend", [spend_row("mss", "budget", 30), spend_row("all", "budget", 31)])


def line(number: str, amount: object, kind: str = "gross", phase: str = "primary_schools") -> dict[str, Any]:
    return {
        "financial_year": "2025-26", "line": number, "phase": phase, "kind": kind, "amount": amount, "basis": "budget",
    }  # fmt: skip


def test_section_251_lines_net_and_roll_up_as_the_dfe_does() -> None:
    facts = facts_of(
        "s251",
        [
            line("1.2.5", 100),
            line("1.2.5", 50, phase="secondary_schools"),
            line("1.2.5", 30, "income"),
            line("1.2.8", 10),
            line("1.0.2", 1000),
            line("1.2.10", 7),
            line("1.2.6", 5, "income"),
            line("1.2.7", None),
        ],
    )
    assert facts["s251.1-2-5.budget.gross@2025-26"].value == 150
    assert facts["s251.1-2-5.budget.gross.primary_schools@2025-26"].value == 100
    assert facts["s251.1-2-5.budget.net@2025-26"].value == 120
    assert facts["s251.1-2-6.budget.net@2025-26"].value == -5
    assert facts["s251.1-2-6.budget.net@2025-26"].calculation == "£0 − £5 = −£5"
    services = facts["s251.sen_services.budget.net@2025-26"]
    assert services.value == 130
    assert services.assumptions == ("lines not given: 1.2.9",)
    assert facts["s251.total_high_needs.budget.net@2025-26"].value == 1000 + 120 + 10 - 5
    assert "place funding of academies" in services.basis


def test_a_complete_group_has_nothing_left_out_and_a_gap_stays_one() -> None:
    facts = facts_of("s251", [line("1.2.3", 100), line("1.2.6", Symbol.NOT_AVAILABLE)])
    assert facts["s251.top_up_non_maintained.budget.net@2025-26"].assumptions == ()
    assert facts["s251.hospital.budget.net@2025-26"].symbol is Symbol.NOT_AVAILABLE
    assert facts["s251.1-2-6.budget.gross@2025-26"].symbol is Symbol.NOT_AVAILABLE


def test_no_fact_adds_the_two_views_of_the_same_money() -> None:
    facts = facts_of("s251", [line("1.2.3", 100)], spend=[spend_row("mss", "budget", 30)])
    for declared in facts.sums:
        topics = {fact_id.split(".")[0] for fact_id in (declared.total, *declared.parts)}
        assert len(topics) == 1


def grant(period: str, workstream: str | None, measure: str, amount: object) -> dict[str, Any]:
    return {"period": period, "workstream": workstream, "measure": measure, "amount": amount}


def test_grant_amounts_are_to_date_and_workstreams_make_the_total() -> None:
    facts = facts_of(
        "grant",
        [
            grant("2025-26-q2", "Inclusion", "spent", 110),
            grant("2025-26-q1", "Inclusion", "spent", 40),
            grant("2025-26-q1", "Post-16", "spent", 16),
            grant("2025-26-q1", "Inclusion", "received", 250),
            grant("2025-26-q3", "Inclusion", "spent", 900),
            grant("2025-26-q2", "Post-16", "awarded", None),
        ],
    )
    assert facts["grant.spent.inclusion"].value == 110
    assert facts["grant.spent.post-16"].value == 16
    assert facts["grant.spent"].value == 126
    assert facts["grant.spent@2025-26-q1"].value == 56
    assert facts["grant.spent.change"].value == 70
    assert facts["grant.received.inclusion"].calculation == "£250 to date, as given for quarter 1 of 2025-26"
    assert facts["grant.unspent"].value == 250 - 126
    assert facts["grant.unspent.inclusion"].label == "Grant received and not spent, Inclusion"
    assert "grant.awarded" not in facts


def test_a_grant_that_is_not_divided_has_a_total_alone() -> None:
    facts = facts_of("grant", [grant("2025-26", None, "awarded", 1_000_000), grant("2025-26-q2", "all", "received", 5)])
    assert "grant.awarded@2025-26" not in facts, "the year is not over"
    assert facts["grant.received"].value == 5
    assert "grant.unspent" not in facts
    assert not facts.sums


def test_a_grant_total_that_is_given_must_be_the_sum() -> None:
    with pytest.raises(ProblemsError, match="workstreams make up the grant"):
        facts_of("grant", [grant("2025-26-q2", "A", "awarded", 1), grant("2025-26-q2", "all", "awarded", 2)])


def figure(**cells: object) -> dict[str, Any]:
    return {"id": "Others", "value": 54, **cells}


def test_a_figure_prints_as_given_with_its_source() -> None:
    given = figure(
        label="Other authorities", unit="number", as_of=date(2024, 5, 31), source="Programme site", definition="Areas."
    )
    fact = facts_of("figures", [given])["figure.others"]
    assert (fact.text, fact.label, fact.definition, fact.basis) == (
        "54",
        "Other authorities",
        "Areas.",
        "Programme site",
    )
    assert fact.status is Status.SUPPLIED
    assert fact.calculation == "54 as given by Programme site"


def test_figures_keep_their_decimals_and_know_their_unit() -> None:
    facts = facts_of(
        "figures",
        [
            figure(id="a", value=Decimal("65.30"), unit="%"),
            figure(id="b", value=Decimal("1E+3"), unit="£"),
            figure(id="c", unit="schools"),
            figure(id="d", unit="children"),
            figure(id="e", value=Symbol.NOT_AVAILABLE),
            figure(id="f", value=None),
        ],
    )
    assert facts["figure.a"].text == "65.30%"
    assert facts["figure.b"].text == "£1,000"
    assert facts["figure.b"].unit is POUNDS
    assert facts["figure.c"].unit.name == "schools"
    assert facts["figure.d"].counts_children
    assert not facts["figure.c"].counts_children
    assert facts["figure.e"].text == "[x]"
    assert facts["figure.c"].status is Status.LOCAL
    assert "figure.f" not in facts


def test_the_programme_in_numbers() -> None:
    facts = facts_of(
        "programme",
        [{"id": "P1", "element": "Inclusion", "budget": 280}, {"id": "p2", "element": "Data", "budget": None}],
        milestones=[{"title": "a", "rag": "green"}, {"title": "b", "rag": "red"}],
        actions=[{"status": "open"}, {"status": "in_progress"}, {"status": "complete"}, {"status": "superseded"}],
    )
    assert facts["programme.p1.budget"].value == 280
    assert facts["programme.budget"].value == 280
    assert [facts[f"milestones.{name}"].value for name in ("total", "red", "amber", "green")] == [2, 1, 0, 1]
    assert facts["milestones.red"].calculation == "1 row of the milestones table"
    assert facts["actions.open"].value == 2
    assert facts["actions.complete"].value == 1


def test_milestones_without_a_rating_declare_no_sum() -> None:
    facts = facts_of("milestones", [{"title": "a", "rag": None}])
    assert facts["milestones.total"].value == 1
    assert not facts.sums
