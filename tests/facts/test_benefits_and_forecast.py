"""Benefits so far against the plan, and the mitigated forecast with the arithmetic that holds it together."""

from __future__ import annotations

from datetime import date
from typing import Any

from reportgen.codes import Symbol
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.identities import check_identities
from reportgen.facts.ledger import Ledger
from reportgen.project import Finance, Settings
from tests.facts.test_matrix_of_six import SIX
from tests.facts.test_matrix_rows import GOOD, SUPPLIED
from tests.facts.test_opportunities import COHORT
from tests.facts.typed import ledger_of, quarter

TOPICS = ("dsg", "opportunities", "opportunity_years", "opportunity_totals", "benefits", "forecast")


def benefit(id: str, period: str, **cells: Any) -> dict[str, Any]:
    return {"opportunity_id": id, "period": period, **cells}


BENEFITS = [
    benefit("o2", "2025-26-q1", new_children=0, children_now=0, saving=0, validated=False),
    benefit("o2", "2025-26-q2", new_children=7, children_now=7, saving=17_500, validated=True),
    benefit("o6", "2025-26-q2", new_children=6, children_now=6, saving=6_150, validated=None),
    benefit("o2", "2025-26-q3", new_children=9, children_now=9, saving=40_000, validated=True),
    benefit("o99", "2025-26-q2", children_now=4),
]


def dsg(
    year: str, scenario: str = "unmitigated", as_of: date = date(2025, 9, 30), **lines: int
) -> list[dict[str, Any]]:
    return [
        {"financial_year": year, "scenario": scenario, "line": line, "amount": amount, "as_of": as_of}
        for line, amount in lines.items()
    ]


DSG = [
    *dsg("2024-25", "actual", opening_balance=-10_000_000, income=30_000_000, expenditure=35_000_000),
    *dsg("2025-26", income=32_000_000, block_transfer=400_000, other=-50_000, expenditure=38_000_000),
    *dsg("2026-27", income=33_000_000, expenditure=41_000_000),
]


def computed(settings: Settings | None = None, **tables: Any) -> Ledger:
    ledger = ledger_of(quarter(**tables), *TOPICS, settings=settings)
    check_identities(ledger)
    return ledger


def test_run_rate_is_children_now_times_the_saving_of_a_child() -> None:
    ledger = computed(opportunities=SIX, benefits=BENEFITS)
    fact = ledger.facts["opportunity.o2.run_rate"]
    assert fact.value == 210_000
    assert fact.calculation == "7 children × £30,000 a year = £210,000 a year"
    assert fact.counts_children
    assert fact.inputs == ("opportunity.o2.children_now", "opportunity.o2.net_unit_saving")
    assert ledger.value("opportunities.run_rate") == 210_000 + 72_000
    assert ledger.value("opportunity.o2.steady_state_achieved") == 14
    assert ledger.facts["opportunities.steady_state_achieved"].denominator == "opportunities.steady_state_saving"


def test_each_quarter_keeps_its_own_benefits_and_later_ones_are_left_out() -> None:
    ledger = computed(opportunities=SIX, benefits=BENEFITS)
    assert ledger.value("opportunity.o2.children_now") == 7
    assert ledger.value("opportunity.o2.children_now@2025-26-q1") == 0
    assert "opportunity.o2.children_now@2025-26-q3" not in ledger.facts
    assert ledger.value("opportunities.new_children") == 13
    assert "opportunity.o99.children_now" not in ledger.facts


def test_saving_so_far_is_split_by_whether_finance_agreed() -> None:
    ledger = computed(opportunities=SIX, benefits=BENEFITS)
    assert ledger.value("opportunities.saving_to_date") == 23_650
    assert ledger.value("opportunities.saving_to_date.validated") == 17_500
    assert ledger.value("opportunities.saving_to_date.not_validated") == 6_150
    assert ledger.facts["opportunity.o2.saving_to_date"].inputs == ("opportunity.o2.children_now",)


def test_a_symbol_stays_a_symbol_and_leaves_no_total() -> None:
    rows = [benefit("o2", "2025-26-q2", children_now=Symbol.CONFIDENTIAL, saving=Symbol.NOT_AVAILABLE),
            benefit("o6", "2025-26-q2", children_now=6, saving=100)]  # fmt: skip
    ledger = computed(opportunities=SIX, benefits=rows)
    assert ledger.facts["opportunity.o2.children_now"].text == "[c]"
    assert "opportunities.children_now" not in ledger.facts
    assert "opportunities.saving_to_date.validated" not in ledger.facts
    assert "opportunity.o2.run_rate" not in ledger.facts
    assert ledger.value("opportunities.run_rate") == 72_000


def test_a_saving_without_children_stands_alone() -> None:
    ledger = computed(opportunities=SIX, benefits=[benefit("o2", "2025-26-q2", saving=500)])
    assert ledger.facts["opportunity.o2.saving_to_date"].inputs == ()
    assert "opportunities.run_rate" not in ledger.facts


def test_the_plan_for_the_same_day_stands_beside_what_was_achieved() -> None:
    ledger = computed(opportunities=SIX)
    assert ledger.value("opportunity.o2.planned_children_now") == 10
    assert ledger.value("opportunity.o2.planned_saving_to_date") == 25_000  # one month of six
    assert ledger.value("opportunities.planned_children_now") == 10 + 2 + 8
    assert ledger.facts["opportunity.o2.planned_saving_to_date"].calculation == (
        "1.67 children on average over 6 months × £30,000 ÷ 12 a month = £25,000"
    )


def test_one_cohort_has_a_run_rate_but_no_share_of_a_steady_state() -> None:
    started = {**COHORT, "starts": date(2025, 9, 1)}
    ledger = computed(opportunities=[started], benefits=[benefit("o7", "2025-26-q2", children_now=3)])
    assert ledger.value("opportunity.o7.run_rate") == 90_000
    assert "opportunity.o7.steady_state_achieved" not in ledger.facts


def test_the_mitigated_forecast_is_the_unmitigated_less_what_stands_behind_it() -> None:
    outside = [
        {
            "id": "m1",
            "title": "Therapies contract",
            "financial_year": "2026-27",
            "amount": 220_000,
            "status": "planned",
        },
        {"id": "m2", "title": "An idea", "financial_year": "2026-27", "amount": 900_000, "status": "identified"},
        {"id": "m3", "title": "Not known", "financial_year": "2026-27", "amount": Symbol.NOT_AVAILABLE, "status": ""},
        {"id": "m4", "title": "Blank", "financial_year": "2026-27", "amount": None, "status": ""},
    ]
    rows = [*SIX, SUPPLIED]
    ledger = computed(opportunities=rows, benefits=BENEFITS, dsg=DSG, mitigations=outside)
    # 2025-26: 266,000 in the matrix, less 17,500 and 6,150 achieved before the forecast was taken
    assert ledger.value("dsg.mitigations@2025-26") == 242_350
    assert ledger.value("dsg.mitigations@2026-27") == 833_000 + 220_000
    assert ledger.value("dsg.mitigations.cumulative@2026-27") == 1_295_350
    assert ledger.value("dsg.in_year.unmitigated@2025-26") == -5_650_000
    assert ledger.value("dsg.in_year.mitigated@2025-26") == -5_407_650
    assert ledger.value("dsg.closing.unmitigated@2026-27") == -15_000_000 - 5_650_000 - 8_000_000
    assert ledger.value("dsg.closing.mitigated@2026-27") == -28_650_000 + 1_295_350
    assert "mitigation.m2@2026-27" not in ledger.facts
    assert ledger.facts["mitigation.m3@2026-27"].text == "[x]"
    assert "mitigation.m4@2026-27" not in ledger.facts
    assert "mitigation.o8@2026-27" not in ledger.facts


def test_the_difference_between_the_forecasts_is_declared_as_an_identity() -> None:
    ledger = computed(opportunities=SIX, dsg=DSG)
    declared = {(item.total, item.parts) for item in ledger.sums}
    assert ("dsg.in_year.mitigated@2026-27", ("dsg.in_year.unmitigated@2026-27", "dsg.mitigations@2026-27")) in declared
    assert (
        "dsg.closing.mitigated@2026-27",
        ("dsg.closing.unmitigated@2026-27", "dsg.mitigations.cumulative@2026-27"),
    ) in declared


def test_what_was_achieved_is_said_and_never_makes_a_mitigation_negative() -> None:
    ledger = computed(opportunities=[GOOD], benefits=BENEFITS, dsg=DSG)
    assert ledger.facts["mitigation.o2@2025-26"].calculation == (
        "£175,000 in the matrix − £17,500 achieved by 30 September 2025 and so already in the forecast = £157,500"
    )
    more = [benefit("o2", "2025-26-q2", saving=999_999)]
    ledger = computed(opportunities=[GOOD], benefits=more, dsg=DSG)
    assert ledger.value("mitigation.o2@2025-26") == 0
    assert "which is more" in ledger.facts["mitigation.o2@2025-26"].calculation


def test_benefits_after_the_forecast_was_taken_are_not_in_it() -> None:
    early = [{**row, "as_of": date(2025, 8, 31)} for row in DSG]
    ledger = computed(opportunities=[GOOD], benefits=BENEFITS, dsg=early)
    assert ledger.value("mitigation.o2@2025-26") == 175_000


def test_only_the_statuses_agreed_are_mitigations() -> None:
    strict = Settings(finance=Finance(mitigation_statuses=("validated",)))
    rows = [{**GOOD, "status": "validated"}, {**SIX[0]}, {**SIX[5], "status": None}]
    ledger = computed(strict, opportunities=rows, dsg=DSG)
    taken = {fact.name for fact in ledger.facts.values() if fact.id.startswith("mitigation.")}
    assert taken == {"mitigation.o2", "mitigation.o6"}


def test_a_savings_target_with_nothing_behind_it_is_shown_and_never_subtracted() -> None:
    target = [
        *dsg("2026-27", savings_target=1_500_000),
        *dsg("2026-27", "mitigated", savings_target=1_500_000),
        *dsg("2025-26", "forecast", income=32_000_000, expenditure=37_000_000),
    ]
    ledger = computed(opportunities=[GOOD], dsg=[*DSG, *target])
    assert ledger.value("dsg.savings_target.mitigated@2026-27") == 1_500_000
    assert ledger.value("dsg.mitigations@2026-27") == 475_000
    assert ledger.value("dsg.in_year.mitigated@2026-27") == -8_000_000 + 475_000
    assert ledger.value("dsg.closing.mitigated@2026-27") == -28_650_000 + 175_000 + 475_000


def test_a_mitigated_forecast_that_is_given_is_kept_and_compared() -> None:
    given = [
        *dsg("2025-26", "mitigated", income=32_000_000, block_transfer=400_000, other=-50_000, expenditure=37_825_000),
        *dsg("2026-27", "mitigated", income=33_000_000, expenditure=40_000_000),
    ]
    ledger = computed(opportunities=[GOOD], dsg=[*DSG, *given])
    assert ledger.value("dsg.in_year.mitigated@2026-27") == -7_000_000
    assert [(item.difference.value, item.reason) for item in ledger.reconciliations] == [
        (0, "none needed"),
        (525_000, "unexplained"),
    ]
    assert ledger.value("dsg.mitigations.given@2026-27") == 1_000_000


def test_a_mitigated_forecast_given_in_part_is_neither_filled_in_nor_compared() -> None:
    ledger = computed(opportunities=[GOOD], dsg=[*DSG, *dsg("2026-27", "mitigated", expenditure=40_000_000)])
    assert "dsg.in_year.mitigated@2026-27" not in ledger.facts
    assert ledger.reconciliations == []


def test_a_forecast_without_an_opening_balance_has_no_closing_one() -> None:
    ledger = computed(opportunities=[GOOD], dsg=DSG[3:])
    assert ledger.value("dsg.in_year.mitigated@2025-26") == -5_650_000 + 175_000
    assert "dsg.closing.mitigated@2025-26" not in ledger.facts


def test_a_forecast_without_a_matrix_or_mitigations_is_its_own_mitigated_one() -> None:
    ledger = computed(dsg=DSG)
    assert ledger.value("dsg.mitigations@2026-27") == 0
    assert ledger.value("dsg.closing.mitigated@2026-27") == ledger.value("dsg.closing.unmitigated@2026-27")


def test_a_mitigation_is_hidden_with_the_small_amount_it_gives_away() -> None:
    few = [benefit("o2", "2025-26-q2", children_now=7, saving=17_500),
           benefit("o3", "2025-26-q2", children_now=1, saving=3_300),
           benefit("o6", "2025-26-q2", children_now=6, saving=6_150)]  # fmt: skip
    ledger = computed(opportunities=SIX, benefits=few, dsg=DSG)
    assert ledger.facts["mitigation.o3@2025-26"].inputs == (
        "opportunity.o3.saving.net@2025-26",
        "opportunity.o3.saving_to_date",
    )
    published = publish_facts(RestrictedFacts(ledger.facts.values(), ledger.sums), Settings())
    assert published["mitigation.o3@2025-26"].symbol is Symbol.CONFIDENTIAL
    assert published["opportunities.steady_state_achieved"].symbol is Symbol.CONFIDENTIAL
    assert published["dsg.closing.mitigated@2026-27"].value == ledger.value("dsg.closing.mitigated@2026-27")


def test_an_amount_achieved_that_is_not_reported_for_this_quarter_is_still_taken_out() -> None:
    other = ledger_of(quarter(opportunities=[GOOD], dsg=DSG, benefits=BENEFITS), *(set(TOPICS) - {"benefits"}))
    assert other.value("mitigation.o2@2025-26") == 157_500
    assert other.facts["mitigation.o2@2025-26"].inputs == ("opportunity.o2.saving.net@2025-26",)
