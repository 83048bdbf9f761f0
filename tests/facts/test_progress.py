"""Key performance indicators judged in words, and the same measures of other areas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.facts.ledger import Ledger
from reportgen.facts.progress import BEHIND, MET, MISSED, NOT_YET, ON_TRACK, judge
from tests.facts.typed import ledger_of, quarter

START, END = date(2025, 4, 1), date(2026, 4, 1)
KPI: dict[str, Any] = {
    "id": "k1",
    "definition": "Inclusion audits",
    "actual": 6,
    "baseline": 0,
    "baseline_date": date(2025, 4, 1),
    "target": 10,
    "target_date": date(2025, 12, 31),
}


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "today", "words"),
    [
        (80, 60, 80, date(2025, 10, 1), MET),
        (70, 60, 80, date(2025, 9, 30), ON_TRACK),
        (69, 60, 80, date(2025, 10, 1), BEHIND),
        (79, 60, 80, date(2026, 4, 2), MISSED),
        (40, 60, 20, date(2025, 9, 30), ON_TRACK),
        (41, 60, 20, date(2025, 10, 1), BEHIND),
        (20, 60, 20, date(2025, 10, 1), MET),
        (60, 60, 80, date(2025, 3, 1), ON_TRACK),
    ],
)
def test_progress_is_judged_against_a_steady_pace(
    actual: int, baseline: int, target: int, today: date, words: str
) -> None:
    assert judge(actual, baseline, START, target, END, today).words == words


def test_without_dates_or_baseline_only_the_target_is_judged() -> None:
    assert judge(5, None, START, 10, END, date(2025, 10, 1)).words == NOT_YET
    assert judge(5, 0, None, 10, None, date(2025, 10, 1)).words == NOT_YET
    assert judge(5, 0, END, 10, START, date(2025, 3, 1)).words == NOT_YET
    assert judge(11, None, None, 10, None, date(2025, 10, 1)).words == MET


def test_the_steady_pace_stops_at_the_target() -> None:
    assert judge(5, 0, START, 10, END, date(2027, 1, 1)).expected == 10
    assert judge(5, 0, START, 10, END, date(2025, 4, 2)).expected == Fraction(10, 365)


def kpis(*rows: dict[str, Any], **tables: Any) -> Ledger:
    return ledger_of(quarter(kpis=list(rows), **tables), "flow", "caseload", "comparators", "kpis")


def test_a_reported_measure_has_baseline_target_actual_and_words() -> None:
    ledger = kpis(KPI)
    assert [ledger.value(f"kpi.k1.{name}") for name in ("baseline", "target", "actual")] == [0, 10, 6]
    assert ledger.facts["kpi.k1.actual"].assumptions == ("Progress: not on track",)
    assert ledger.facts["kpi.k1.expected"].text == "6.6"
    assert ledger.facts["kpi.k1.target"].label == "Inclusion audits: target, 31 December 2025"


def test_a_measure_that_is_an_indicator_takes_its_value_unit_and_sources() -> None:
    flow = [
        {"period": "2025-26-q2", "measure": "plans_issued", "value": 40},
        {"period": "2025-26-q2", "measure": "plans_issued_20_weeks", "value": 32},
    ]
    row = {**KPI, "indicator": "flow.timeliness_20_weeks", "actual": None, "baseline": Decimal("68.4"), "target": 75}
    ledger = kpis(row, flow=flow)
    fact = ledger.facts["kpi.k1.actual"]
    assert fact.value == 80
    assert fact.unit.name == "percent"
    assert fact.numerator == "flow.plans_issued_20_weeks"
    assert fact.sources == ledger.facts["flow.timeliness_20_weeks"].sources
    assert fact.assumptions == ("Progress: target met",)


def test_a_baseline_repeats_the_count_of_its_day_and_without_a_day_none() -> None:
    flow = [{"period": period, "measure": "plans_issued", "value": 44} for period in ("2025-26-q1", "2025-26-q2")]
    row = {**KPI, "indicator": "flow.plans_issued", "actual": None, "baseline": 44}
    dated = kpis({**row, "baseline_date": date(2025, 6, 30)}, flow=flow)
    assert dated.facts["kpi.k1.baseline"].inputs == ("flow.plans_issued@2025-26-q1",)
    assert kpis({**row, "baseline_date": None}, flow=flow).facts["kpi.k1.baseline"].inputs == ()


def test_a_measure_without_a_value_this_quarter_is_a_warning() -> None:
    ledger = kpis({**KPI, "indicator": "plans.total", "actual": None})
    (warning,) = ledger.warnings
    assert "no figure 'plans.total' this quarter" in warning.found
    assert "kpi.k1.actual" not in ledger.facts
    assert kpis({**KPI, "indicator": "plans.total"}).warnings == []


def test_symbols_and_blanks_are_never_judged() -> None:
    ledger = kpis(
        {**KPI, "actual": Symbol.NOT_AVAILABLE, "baseline": Symbol.NOT_APPLICABLE},
        {**KPI, "id": "k2", "target": None, "baseline": None},
        {**KPI, "id": "k3", "target_date": None, "baseline_date": None, "actual": Decimal("6.5")},
        {**KPI, "id": "k4", "actual": None},
    )
    assert ledger.facts["kpi.k1.actual"].text == "[x]"
    assert ledger.facts["kpi.k1.actual"].assumptions == ()
    assert ledger.facts["kpi.k2.actual"].assumptions == ()
    assert ledger.facts["kpi.k3.actual"].assumptions == ("Progress: target not yet met",)
    assert ledger.facts["kpi.k3.actual"].text == "6.5"
    assert "kpi.k3.expected" not in ledger.facts
    assert "kpi.k4.actual" not in ledger.facts


def test_an_indicator_that_is_a_symbol_stays_one() -> None:
    flow = [{"period": "2025-26-q2", "measure": "plans_issued", "value": Symbol.NOT_AVAILABLE}]
    ledger = kpis({**KPI, "indicator": "flow.plans_issued", "actual": None}, flow=flow)
    assert ledger.facts["kpi.k1.actual"].symbol is Symbol.NOT_AVAILABLE


def test_other_areas_take_the_unit_of_our_own_measure() -> None:
    flow = [{"period": "2024", "measure": "requests_received", "value": 302}]
    areas = [
        {"area": "South East", "area_type": "region", "period": "2024", "measure": "requests_received", "value": 3_120},
        {"area": "England", "area_type": "england", "period": "2025-26-q2", "measure": "Requests_Refused", "value": 9},
        {"area": "England", "area_type": "england", "period": "2024", "measure": "flow.timeliness_20_weeks",
         "value": Decimal("50.3")},
        {"area": "England", "area_type": "england", "period": "2023", "measure": "plans.total", "value": 517_000},
        {"area": "England", "area_type": "england", "period": "2022", "measure": "plans.total", "value": None},
        {"area": "England", "area_type": "england", "period": "2021", "measure": "plans.total",
         "value": Symbol.NOT_AVAILABLE},
    ]  # fmt: skip
    ledger = kpis(comparators=areas, flow=flow)
    region = ledger.facts["comparator.south-east.requests_received@2024"]
    assert (region.unit.name, region.status.value, region.basis) == ("requests", "published", "region")
    assert region.as_of == date(2024, 12, 31)
    assert ledger.facts["comparator.england.requests_refused"].label == "England: Requests for assessment refused"
    assert ledger.facts["comparator.england.flow.timeliness_20_weeks@2024"].text == "50.3%"
    assert ledger.facts["comparator.england.plans.total@2023"].label == "England: EHC plans"
    assert "comparator.england.plans.total@2022" not in ledger.facts
    assert ledger.facts["comparator.england.plans.total@2021"].text == "[x]"
