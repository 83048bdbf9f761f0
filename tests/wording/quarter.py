"""A small quarter built by hand: the facts and rows sentences, charts and tables are read against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.codes import Symbol
from reportgen.errors import Place
from reportgen.facts.fact import Fact, Signs, Status
from reportgen.facts.factset import PublishedFacts, Sum
from reportgen.facts.units import CHILDREN, PERCENT, PLANS, POUNDS, POUNDS_PER_YEAR, RESPONDENTS, Number, Unit
from reportgen.inputs.table import Cell, Inputs, Row, SourceFile, Table, Value
from reportgen.inputs.tables import TABLES
from reportgen.period import Period
from reportgen.project import Settings, Style

PERIOD = Period.parse("2025-26-q2")
NOW, THEN = date(2025, 9, 30), date(2024, 9, 30)
BALANCE = Signs("surplus", "deficit")
SLASHED = Settings(style=Style(financial_year="2025/26"))


def fact(fact_id: str, value: Number | Symbol, unit: Unit = PLANS, **rest: Any) -> Fact:
    hidden = isinstance(value, Symbol)
    period = fact_id.partition("@")[2] or str(PERIOD)
    return Fact(
        id=fact_id,
        indicator=fact_id.partition("@")[0],
        period=period,
        value=None if isinstance(value, Symbol) else value,
        symbol=value if isinstance(value, Symbol) else None,
        unit=unit,
        label=rest.pop("label", fact_id),
        definition="What it is.",
        status=rest.pop("status", Status.SUPPRESSED if hidden else Status.LOCAL),
        **rest,
    )


def table(name: str, *rows: dict[str, Value]) -> Table:
    made = [
        Row({key: Cell(value, str(value), Place(f"{name}.csv", name, "A1")) for key, value in row.items()}, number)
        for number, row in enumerate(rows, start=2)
    ]
    return Table(TABLES[name], tuple(made), SourceFile(f"{name}.csv", "0" * 64))


def inputs(*tables: Table) -> Inputs:
    return Inputs(PERIOD, {each.name: each for each in tables})


def caseload(change: int | Symbol = 143, ap: int | Symbol = 19) -> list[Fact]:
    """Plans in all and by placement, a year apart."""
    before = "plans.total@2024-25-q2"
    return [
        fact(before, 1199, as_of=THEN, label="EHC plans"),
        fact("plans.total", 1342, as_of=NOW, label="EHC plans"),
        fact("plans.total.change_year", change, inputs=("plans.total", before), label="change"),
        fact("plans.setting.mainstream", 607, as_of=NOW, label="Mainstream"),
        fact("plans.setting.mainstream@2024-25-q2", 521, as_of=THEN, label="Mainstream"),
        fact(
            "plans.setting.mainstream.change_year", 86, label="change",
            inputs=("plans.setting.mainstream", "plans.setting.mainstream@2024-25-q2"),
        ),
        fact("plans.setting.ap", ap, as_of=NOW, label="Hospital or alternative provision"),
    ]  # fmt: skip


def finance() -> list[Fact]:
    """A balance unmitigated and mitigated, and the one mitigation between them."""

    def balance(line: str, scenario: str, year: str, value: int) -> Fact:
        return fact(
            f"dsg.{line}.{scenario}@{year}", value, POUNDS, signs=BALANCE, as_of=NOW, status=Status.FORECAST
        )  # fmt: skip

    return [
        balance("closing", "unmitigated", "2025-26", -23_370_000),
        balance("closing", "unmitigated", "2026-27", -33_690_000),
        balance("closing", "mitigated", "2025-26", -23_370_000),
        balance("closing", "mitigated", "2026-27", -32_340_000),
        balance("in_year", "unmitigated", "2026-27", -10_320_000),
        balance("in_year", "mitigated", "2026-27", -8_970_000),
        fact("mitigation.o1@2026-27", 1_350_000, POUNDS, label="Units: taken off the forecast"),
        fact("dsg.mitigations@2026-27", 1_350_000, POUNDS, label="All mitigations"),
    ]


SUMS = (Sum("dsg.mitigations@2026-27", ("mitigation.o1@2026-27",), "mitigations"),)


def survey(no: int | Symbol = 45, kind: str = "single") -> tuple[list[Fact], Table]:
    """One question of two answers."""
    prefix = "survey.parents-2025.ideal_outcome"
    share = no if isinstance(no, Symbol) else Decimal("27.4")
    facts = [
        fact(f"{prefix}.base", 164, RESPONDENTS),
        fact(f"{prefix}.yes", 119, RESPONDENTS),
        fact(f"{prefix}.yes.percent", Decimal("72.6"), PERCENT),
        fact(f"{prefix}.no", no, RESPONDENTS),
        fact(f"{prefix}.no.percent", share, PERCENT),
    ]
    question: dict[str, Value] = {
        "survey": "parents-2025",
        "question_id": "ideal_outcome",
        "text": "Are your child's needs leading to the ideal outcome?",
        "short_text": "Ideal outcome",
        "kind": kind,
        "options": ("Yes", "No"),
        "audience": "Parents and carers",
        "opened": date(2025, 6, 2),
        "closed": date(2025, 7, 11),
        "chart": "pie",
    }
    return facts, table("survey_questions", question)


def matrix() -> tuple[list[Fact], Table]:
    """The worked example: ten children a year, five years, £30,000."""
    facts = [
        fact("opportunity.o2.flow", 10, CHILDREN),
        fact("opportunity.o2.duration", 5, Unit("years", "year")),
        fact("opportunity.o2.net_unit_saving", 30_000, POUNDS),
        fact("opportunity.o2.steady_state_children", 50, CHILDREN, status=Status.MODELLED),
        fact("opportunity.o2.steady_state_saving", 1_500_000, POUNDS_PER_YEAR, status=Status.MODELLED),
        fact("opportunity.o2.steady_state_saving.stretch", 1_800_000, POUNDS_PER_YEAR, status=Status.MODELLED),
        fact("opportunity.o2.one_off_cost", 240_000, POUNDS),
        *(fact(f"opportunity.o2.stock@{year}", stock, CHILDREN) for year, stock in STOCKS.items()),
        *(fact(f"opportunity.o2.saving@{year}", saving, POUNDS) for year, saving in SAVINGS.items()),
        *(fact(f"opportunities.saving@{year}", saving, POUNDS) for year, saving in SAVINGS.items()),
        fact("opportunities.steady_state_saving", 1_500_000, POUNDS_PER_YEAR),
        fact("opportunities.steady_state_saving.stretch", 1_800_000, POUNDS_PER_YEAR),
        fact("opportunities.steady_state_children", 50, CHILDREN),
    ]
    row: dict[str, Value] = {
        "id": "o2", "statement": "Through a unit", "short_label": "Units, not independent special",
        "mechanism": "divert_new_placement", "from_setting": "inmss", "to_setting": "rp_unit", "basis": "computed",
        "eligible_per_year": 20, "addressable_target": 50, "addressable_stretch": 60, "duration_years": 5,
        "starts": date(2025, 9, 1), "entry": "september", "unit_cost_from": 48_000, "unit_cost_to": 18_000,
        "price_base": "2025-26", "baseline_date": date(2025, 1, 16), "one_off_cost": 240_000,
        "benefit_type": "cost_avoidance", "confidence": "green", "status": "planned",
    }  # fmt: skip
    return facts, table("opportunities", row)


STOCKS = {"2025-26": 10, "2026-27": 20, "2027-28": 30, "2028-29": 40, "2029-30": 50, "2030-31": 50, "2031-32": 50}
SAVINGS = {
    "2025-26": 175_000, "2026-27": 475_000, "2027-28": 775_000, "2028-29": 1_075_000, "2029-30": 1_375_000,
    "2030-31": 1_500_000, "2031-32": 1_500_000,
}  # fmt: skip


def whole_quarter(no: int | Symbol = 45, ap: int | Symbol = 19) -> tuple[PublishedFacts, Inputs]:
    """Everything at once."""
    answers, questions = survey(no)
    chances, opportunities = matrix()
    return PublishedFacts([*caseload(ap=ap), *finance(), *answers, *chances], SUMS), inputs(questions, opportunities)
