"""How figures are written, format by format, as a reader sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.codes import Symbol
from reportgen.facts.units import PERCENT, PLANS, POINTS, POUNDS, Number, Unit
from reportgen.office.values import Printed
from reportgen.wording.formats import FORMATS, Day, HiddenValueError, write_fact
from reportgen.wording.node import FactValue, build_tree, make_filters
from tests.wording.quarter import BALANCE, NOW, fact


@pytest.mark.parametrize(
    ("value", "unit", "form", "text"),
    [
        (1342, PLANS, "text", "1,342"),
        (1342, PLANS, "words", "1,342 plans"),
        (1, PLANS, "words", "1 plan"),
        (143, PLANS, "change", "up 143"),
        (-12, PLANS, "change", "down 12"),
        (0, PLANS, "change", "no change"),
        (Decimal("0.2"), PLANS, "change", "little change"),
        (-12, PLANS, "size", "12"),
        (Decimal("-2.45"), POINTS, "change", "down 2.5 percentage points"),
        (Decimal("61.5"), PERCENT, "text", "62%"),
        (Decimal("61.5"), PERCENT, "number", "62"),
        (62, PLANS, "percent", "62%"),
        (Decimal("61.5"), PERCENT, "words", "62%"),
        (1_400_000, POUNDS, "text", "£1.4 million"),
        (400_000, POUNDS, "text", "£400,000"),
        (1_500_000, POUNDS, "pounds", "£1,500,000"),
        (-1_500_000, POUNDS, "pounds", "−£1,500,000"),
        (1_500_000, POUNDS, "number", "1,500,000"),
        (-1_250_000, POUNDS, "change", "down £1.3 million"),
        (1_350_000, POUNDS, "millions", "1.4"),
        (-300_000, POUNDS, "millions", "−0.3"),
        (1_400_499, POUNDS, "thousands", "1,400"),
    ],
)
def test_a_figure_is_written_as_the_house_style_says(value: Number, unit: Unit, form: str, text: str) -> None:
    assert write_fact(fact("x", value, unit), form) == text


def test_a_difference_of_rounded_counts_says_no_more_than_it_knows() -> None:
    assert write_fact(fact("x", 0, PLANS, rounded_to=5), "change") == "little change"
    assert write_fact(fact("x", -5, PLANS, rounded_to=5), "change") == "down 5"


@pytest.mark.parametrize(
    ("value", "text"),
    [(-1_200_000, "deficit of £1.2 million"), (400_000, "surplus of £400,000"), (0, "balanced")],
)
def test_a_balance_is_said_in_words(value: int, text: str) -> None:
    assert write_fact(fact("x", value, POUNDS, signs=BALANCE), "words") == text


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in ("date", "month")])
def test_a_hidden_value_prints_its_symbol_in_every_format(form: str) -> None:
    assert make_filters()[form](FactValue(fact("x", Symbol.CONFIDENTIAL))) == Printed("[c]", "fact:x", form)


def test_dates_are_written_in_full_or_as_a_month() -> None:
    filters = make_filters()
    assert filters["date"](Day(date(2025, 1, 15), "meeting")) == Printed("15 January 2025", "date:meeting", "date")
    assert filters["month"](FactValue(fact("plans.total", 1, as_of=NOW))) == Printed(
        "September 2025", "date:plans.total", "month"
    )


def test_a_format_refuses_what_it_cannot_write() -> None:
    with pytest.raises(TypeError, match="takes a fact"):
        make_filters()["pounds"]("1500")
    with pytest.raises(TypeError, match="a date"):
        make_filters()["date"](FactValue(fact("x", 1)))


def test_facts_compare_and_calculate_by_value() -> None:
    three, four = FactValue(fact("a", 3)), FactValue(fact("b", 4))
    assert three < four and three <= 3 and four > 3 and four >= three and three == 3 and three != four
    assert [three + 1, 1 + three, four - three, 5 - three] == [Decimal(n) for n in (4, 4, 1, 2)]
    assert [three * 2, 2 * three, four / 2, -three, abs(three)] == [Decimal(n) for n in (6, 6, 2, -3, 3)]
    assert int(three) == 3


def test_a_hidden_value_cannot_be_compared_and_is_neither_true_nor_false_by_its_size() -> None:
    hidden = FactValue(fact("plans.setting.ap", Symbol.CONFIDENTIAL))
    assert bool(hidden) and bool(FactValue(fact("zero", 0)))
    for attempt in (lambda: hidden > 0, lambda: hidden == 3, lambda: hidden - 1, lambda: 1 + hidden, lambda: -hidden):
        with pytest.raises(HiddenValueError, match="cannot be compared"):
            attempt()
    with pytest.raises(TypeError):
        FactValue(fact("x", 1)) < "2"  # noqa: B015


def test_a_name_may_be_a_fact_and_a_parent() -> None:
    facts = {f.id: f for f in (fact("plans.total", 5), fact("plans.total.change", 2), fact("plans.total@2024", 3))}
    tree = build_tree(facts, "2025/26")
    plans = tree["plans"]
    assert isinstance(plans, dict) is False and str(plans["total"]) == "5"  # type: ignore[index]
    assert str(plans["total"]["change"]) == "2"  # type: ignore[index]
    assert "plans.total@2024" not in tree
