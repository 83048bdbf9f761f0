"""The tables of the documents: exact cells, nothing blank, symbols explained once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from reportgen.codes import Symbol
from reportgen.documents.tables.catalogue import tables_for
from reportgen.documents.tables.table import TABLES, make_table, number_column, row_of, table, words_column
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.units import CHILDREN, PERCENT, POUNDS
from reportgen.inputs.table import Inputs, Value
from reportgen.office.values import Passage, Printed, RowKind, TableSpec
from reportgen.project import Settings, Style
from tests.wording.quarter import PERIOD, SLASHED, SUMS, fact, inputs, whole_quarter
from tests.wording.quarter import table as rows_of

QUESTION = "survey.parents-2025.ideal_outcome"


def tables(settings: Settings = SLASHED, ap: int | Symbol = 19) -> dict[str, TableSpec]:
    return dict(tables_for(*whole_quarter(ap=ap), settings))


def texts(spec: TableSpec) -> list[list[str]]:
    return [[str(cell) for cell in row.cells] for row in spec.rows]


def test_only_tables_with_data_are_made() -> None:
    assert set(tables()) == {"caseload", "finance", "bridge", "matrix", "attributes.all", "example", QUESTION,
                             "four_numbers", "reconciliation"}  # fmt: skip
    assert not tables_for(PublishedFacts([]), Inputs(PERIOD, {}), SLASHED)


def test_the_caseload_has_this_count_a_year_ago_and_the_change() -> None:
    spec = tables()["caseload"]
    assert [str(column.heading) for column in spec.columns] == [
        "Placement", "Plans, September 2025", "Plans, September 2024", "Change in plans",
    ]  # fmt: skip
    assert texts(spec) == [
        ["Mainstream", "607", "521", "up 86"],
        ["Hospital or alternative provision", "19", "[x]", "[x]"],
        ["All plans", "1,342", "1,199", "up 143"],
    ]
    assert spec.rows[-1].kind is RowKind.TOTAL
    assert str(spec.note).count("[x] means not available.") == 1


def test_a_hidden_count_is_a_symbol_explained_beneath() -> None:
    spec = tables(ap=Symbol.CONFIDENTIAL)["caseload"]
    assert texts(spec)[1][1] == "[c]"
    assert "[c] means hidden so that no child can be recognised." in str(spec.note)


def test_the_forecast_is_in_the_councils_unit_of_money() -> None:
    assert texts(tables()["finance"]) == [
        ["2025/26", "[z]", "[z]", "[z]", "−23.4", "−23.4"], ["2026/27", "−10.3", "−9.0", "1.4", "−33.7", "−32.3"],
    ]  # fmt: skip
    thousands = tables(Settings(style=Style(money="£000")))["finance"]
    assert texts(thousands)[1] == ["2026-27", "−10,320", "−8,970", "1,350", "−33,690", "−32,340"]
    assert str(thousands.columns[4].heading) == "At year end, unmitigated, £000"
    assert "Forecast made on 30 September 2025." in str(thousands.note)


def test_the_matrix_says_what_its_numbers_are() -> None:
    spec = tables()["matrix"]
    assert texts(spec)[0] == ["Units, not independent special", "50", "1,500,000", "1,800,000", "2029/30", "Green ●"]
    assert texts(spec)[-1] == ["All opportunities", "50", "1,500,000", "1,800,000", "2029/30", "as above"]
    assert "not this year's saving (£175,000)" in str(spec.note)


def test_the_worked_example_comes_out_to_the_pound() -> None:
    assert texts(tables()["example"]) == [
        ["2025/26", "10", "175,000", "[x]"],
        ["2026/27", "20", "475,000", "[x]"],
        ["2027/28", "30", "775,000", "[x]"],
        ["2028/29", "40", "1,075,000", "[x]"],
        ["2029/30", "50", "1,375,000", "[x]"],
        ["2030/31", "50", "1,500,000", "[x]"],
    ]


def test_the_eight_attributes_print_their_amounts_from_facts() -> None:
    spec = tables()["attributes.all"]
    assert len(spec.rows) == 8
    cost = spec.rows[4].cells[1]
    assert isinstance(cost, Passage)
    assert Printed("£240,000", "fact:opportunity.o2.one_off_cost", "pounds") in cost.pieces


def test_the_survey_table_has_people_percent_and_base() -> None:
    spec = tables()[QUESTION]
    assert texts(spec) == [["Yes", "119", "73%"], ["No", "45", "27%"]]
    assert "Base: 164 respondents" in str(spec.note)


def officers_tables() -> tuple[PublishedFacts, Inputs]:
    facts = PublishedFacts(
        [
            fact("programme.p1.budget", 120_000, POUNDS),
            fact("programme.budget", 120_000, POUNDS),
            fact("grant.spent.audits", 44_000, POUNDS),
            fact("grant.spent", 44_000, POUNDS),
            fact("flow.timeliness_20_weeks", 77, PERCENT, label="Plans issued within 20 weeks"),
            fact("flow.timeliness_20_weeks@2025-26-q1", 75, PERCENT, label="Plans issued within 20 weeks"),
            fact("comparator.region.timeliness_20_weeks@2025-26-q1", 61, PERCENT),
            fact("kpi.k.actual", 77, PERCENT, assumptions=("Progress: not on track",)),
            fact("theme.post-16.steady_state_children", 25, CHILDREN),
            fact("theme.post-16.steady_state_saving", 392_100, POUNDS),
        ]
    )
    return facts, inputs(
        rows_of("programme", {"id": "p1", "element": "Audits", "owner": "Head", "rag": "red", "status": "late"}),
        rows_of("grant", {"workstream": "Audits", "measure": "spent", "period": "2025-26-q2", "amount": 44_000}),
        rows_of("milestones", {"id": "m", "title": "Open", "baseline_date": date(2026, 1, 5), "rag": "complete"},
                {"id": "n", "title": "Close", "baseline_date": None, "rag": "red"}),
        rows_of("themes", {"id": "post-16", "title": "After sixteen", "order": 1}),
        rows_of("kpis", {"id": "k", "definition": "On time", "indicator": "flow.timeliness_20_weeks", "baseline": 68,
                         "target": 80, "target_date": date(2026, 3, 31), "owner": "Manager"}),
        rows_of("comparators", {"area": "Region", "area_type": "region", "period": "2025-26-q1",
                                "measure": "timeliness_20_weeks", "value": 61}),
        rows_of("actions", {"id": "A1", "action": "report", "owners": ("Head", "Clerk"), "status": "open"}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("programme", ["Audits", "Head", "Red ▲, late", "120,000"]),
        ("grant", ["Audits", "44,000"]),
        ("milestones", ["Open", "5 January 2026", "not given", "Complete ✔"]),
        ("themes", ["After sixteen", "25", "392,100"]),
        ("kpis", ["On time", "68%", "77%", "80%", "31 March 2026", "not on track", "Manager"]),
        ("comparators", ["Plans issued within 20 weeks", "Quarter 1 of 2025/26", "Region", "61%", "75%"]),
        ("flow", ["Plans issued within 20 weeks", "75%", "77%"]),
        ("actions", ["A1", "report", "Head, Clerk", "Open"]),
    ],
)
def test_officers_tables_read_as_typed_with_their_facts(name: str, first: list[str]) -> None:
    assert texts(tables_for(*officers_tables(), SLASHED)[name])[0] == first


def test_a_blank_an_officer_left_is_said_in_words() -> None:
    assert texts(tables_for(*officers_tables(), SLASHED)["milestones"])[1] == [
        "Close",
        "not given",
        "not given",
        "Red ▲",
    ]


def test_benefits_stand_beside_the_plan_for_now() -> None:
    whole, given = whole_quarter()
    entry: dict[str, Value] = {"opportunity_id": "o2", "period": str(PERIOD), "saving": 17_500, "validated": True}
    facts = [
        *whole,
        fact("opportunity.o2.children_now", Symbol.CONFIDENTIAL, CHILDREN),
        fact("opportunity.o2.saving_to_date", 17_500, POUNDS),
        fact("opportunity.o2.planned_saving_to_date", 25_000, POUNDS),
    ]
    made = tables_for(PublishedFacts(facts, SUMS), inputs(*given.tables.values(), rows_of("benefits", entry)), SLASHED)
    assert texts(made["benefits"]) == [["Units, not independent special", "[c]", "17,500", "25,000", "yes"]]


def pieces(spec: TableSpec) -> Iterator[object]:
    for row in spec.rows:
        for cell in row.cells:
            yield from cell.pieces if isinstance(cell, Passage) else (cell,)


def test_every_digit_in_a_cell_is_printed_from_something() -> None:
    for spec in (*tables().values(), *tables_for(*officers_tables(), SLASHED).values()):
        for piece in pieces(spec):
            assert type(piece) is not str or not re.search(r"\d", piece), f"{spec.name}: {piece}"


def test_a_blank_cell_or_an_uneven_row_is_refused() -> None:
    columns = (words_column("A"), number_column("B"))
    with pytest.raises(ValueError, match="row 1: a cell is blank"):
        make_table("x", "X", columns, [row_of("a", " ")])
    with pytest.raises(ValueError, match="row 2"):
        make_table("x", "X", columns, [row_of("a", "b"), row_of("a")])


def test_a_table_is_declared_once() -> None:
    assert "caseload" in TABLES
    with pytest.raises(ValueError, match="declared twice"):
        table("caseload")(lambda content: [])
