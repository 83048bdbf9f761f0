"""Where a figure comes from, how its id is written, and how numbers stand in a calculation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.errors import Place
from reportgen.facts.fact import Fact, Source
from reportgen.facts.identities import place_of
from reportgen.facts.indicators import __all__ as topics
from reportgen.facts.ledger import INDICATORS, Ledger, indicator
from reportgen.facts.names import last_day, period_before, slug
from reportgen.facts.provenance import period_text, sources_of
from reportgen.facts.units import PERCENT, PLANS, POUNDS, Number
from reportgen.inputs.table import Cell, Inputs, Row, SourceFile, Table, TableDeclaration
from reportgen.project import Settings
from tests.facts.typed import PERIOD, quarter


def test_sources_are_the_cells_in_the_order_of_the_rows() -> None:
    inputs = quarter(flow=[{"value": 1, "note": 2}, {"value": 3, "note": 4}])
    (source,) = sources_of(inputs, "flow", inputs.rows("flow"), "value", "note", "absent")
    assert source == Source("quarter.xlsx", "flow", ("A2", "B2", "A3", "B3"), "0" * 64)


def test_a_csv_file_has_its_table_for_a_sheet() -> None:
    row = Row({"value": Cell(1, "1", Place("data/flow.csv", "", "C2"))}, 2)
    inputs = Inputs(PERIOD, {"flow": Table(TableDeclaration("flow", "", ()), (row,), SourceFile("flow.csv", "ab"))})
    assert sources_of(inputs, "flow", [row], "value") == (Source("data/flow.csv", "flow", ("C2",), "ab"),)
    assert sources_of(Inputs(PERIOD, {}), "flow", [row], "value")[0].sha256 == ""


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (PLANS, 1342, "1,342"),
        (PLANS, Decimal("0.125"), "0.13"),
        (PERCENT, Decimal("93.8461"), "93.85%"),
        (POUNDS, Decimal("1400000"), "£1,400,000"),
        (POUNDS, Decimal("-0.5"), "−£0.50"),
        (POUNDS, Decimal("1E+6"), "£1,000,000"),
    ],
)
def test_calculations_show_numbers_in_full(unit: type, value: Number, text: str) -> None:
    assert unit.exact(value) == text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("period", "before", "last", "words"),
    [
        ("2025-26-q1", "2024-25-q4", date(2025, 6, 30), "quarter 1 of 2025-26"),
        ("2025-26", "2024-25", date(2026, 3, 31), "financial year 2025-26"),
        ("2024", "2023", date(2024, 12, 31), "2024"),
    ],
)
def test_periods_know_their_neighbours(period: str, before: str, last: date, words: str) -> None:
    assert period_before(period) == before
    assert last_day(period) == last
    assert period_text(period) == words


def test_free_text_in_an_id() -> None:
    assert slug("Don’t know") == "dont-know"
    assert slug(" Right place & right time! ") == "right-place-right-time"


def test_a_fact_without_cells_is_named_by_its_id() -> None:
    bare = Fact(id="a.b", indicator="a", period="2024", value=1, unit=PLANS, label="a", definition="a")
    assert place_of([bare]) == Place("facts", "a.b")
    no_cell = Fact(
        id="a", indicator="a", period="2024", value=1, unit=PLANS, label="a", definition="a",
        sources=(Source("f.csv", "flow", (), ""),),
    )  # fmt: skip
    assert place_of([no_cell]) == Place("f.csv", "flow")


def test_every_indicator_is_a_published_definition() -> None:
    for declared in INDICATORS.values():
        assert declared.definition.endswith("."), declared.name
        assert declared.question.count("?") >= 1, declared.name
        assert declared.how_to_read and declared.caveat


def test_every_topic_is_imported() -> None:
    modules = {declared.compute.__module__.rpartition(".")[2] for declared in INDICATORS.values()}
    assert modules <= set(topics)


def test_an_indicator_without_its_explanation_is_refused() -> None:
    def bare(ledger: Ledger) -> None:
        """Only a definition."""

    with pytest.raises(ValueError, match="the docstring needs"):
        indicator("bare", "Bare")(bare)
    with pytest.raises(ValueError, match="declared twice"):
        indicator("plans.total", "Again")(bare)


def test_an_id_has_one_value() -> None:
    ledger = Ledger(quarter(), Settings())
    ledger.record("a", 1, PLANS, "a", indicator="plans.total")
    with pytest.raises(ValueError, match="two values"):
        ledger.record("a", 1, PLANS, "a", indicator="plans.total")
    with pytest.raises(AssertionError, match="recorded by indicators"):
        ledger.record("b", 1, PLANS, "b")
