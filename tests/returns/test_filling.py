"""The DSG plan tables hold the council's own counts, in the template's order, and say when they do not add up."""

from __future__ import annotations

from datetime import date

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.factset import RestrictedFacts
from reportgen.facts.units import PLANS
from reportgen.returns.dsg_plan import FORM
from reportgen.returns.filling import check_form, fill_form
from reportgen.returns.form import FilledTable


def plans(fact_id: str, value: int | Symbol, day: date = date(2025, 1, 16)) -> Fact:
    symbol = value if isinstance(value, Symbol) else None
    return Fact(
        id=fact_id,
        indicator="plans.dsg",
        period="2024-25-q4",
        value=None if isinstance(value, Symbol) else value,
        symbol=symbol,
        unit=PLANS,
        label=fact_id,
        definition="Plans",
        as_of=day,
    )


def january(**counts: int | Symbol) -> RestrictedFacts:
    """Facts of one January census; keyword ``need_asd`` is plans.dsg.mmsoa.need.asd."""
    facts = [plans("plans.total@2024-25-q4", 100), plans("plans.dsg.mmsoa@2024-25-q4", counts.pop("mainstream", 10))]
    facts += [plans(f"plans.dsg.mmsoa.{name.replace('_', '.')}@2024-25-q4", value) for name, value in counts.items()]
    return RestrictedFacts(facts)


def table(facts: RestrictedFacts, sheet: str) -> FilledTable:
    return next(filled for filled in fill_form(FORM, facts) if filled.table.sheet == sheet)


def column(filled: FilledTable) -> dict[str, object]:
    return {label: cells[0].value if cells[0].symbol is None else cells[0].symbol for label, cells in filled.rows}


def test_the_form_has_a_table_by_age_and_by_need_for_each_of_seven_placements() -> None:
    assert len(FORM.tables) == 14
    rows_by_age = sum(len(entry.rows) for entry in FORM.tables if entry.sheet.endswith("age"))
    rows_by_need = sum(len(entry.rows) for entry in FORM.tables if entry.sheet.endswith("need"))
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


def outcomes(facts: RestrictedFacts) -> dict[str, str]:
    return {check.name.split(": ")[1]: check.outcome for check in check_form((table(facts, "MmSoA need"),), facts)}


def test_rows_that_add_up_to_the_papers_count_agree() -> None:
    assert outcomes(january(need_asd=6, need_oth=4)) == {"Total number of EHCPs by primary need": "agrees"}


def test_plans_whose_need_is_not_recorded_explain_a_difference() -> None:
    (outcome,) = outcomes(january(need_asd=9, need_notrec=1)).values()
    assert outcome.startswith("explained: ")


def test_any_other_difference_is_unexplained() -> None:
    facts = january(need_asd=7)
    (check,) = check_form((table(facts, "MmSoA need"),), facts)
    assert (check.counted, check.expected, check.difference) == (7, 10, -3)
    assert check.is_unexplained


def test_counts_that_are_not_january_censuses_have_no_column() -> None:
    facts = RestrictedFacts([plans("plans.total", 5, date(2025, 9, 30)), plans("plans.dsg.mmsoa", 5)])
    assert all(not filled.censuses for filled in fill_form(FORM, facts))
