"""facts.csv has one writer and one reader; the facts command lists what a pattern asks for."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from reportgen.codes import Symbol
from reportgen.errors import ProblemsError
from reportgen.facts.fact import Fact, Status
from reportgen.facts.facts_csv import COLUMNS, fact_row, read_facts, write_facts
from reportgen.facts.listing import facts_csv, facts_json, facts_table, select_facts
from reportgen.facts.units import PERCENT, PLANS, POUNDS

FACTS = (
    Fact(
        id="plans.total",
        indicator="plans.total",
        period="2025-26-q2",
        value=1402,
        unit=PLANS,
        label="EHC plans",
        definition='Plans, "kept up"\r\nby the council',
        calculation="1,402 counted",
        as_of=date(2025, 9, 30),
        assumptions=("first; second", "third | fourth"),
    ),
    Fact(
        id="plans.setting.ap", indicator="plans.setting", period="2025-26-q2", value=None, symbol=Symbol.CONFIDENTIAL,
        unit=PLANS, label="AP", definition="=HYPERLINK(1)", calculation="'quoted", status=Status.SUPPRESSED,
    ),
    Fact(
        id="flow.refusal_rate@2024", indicator="flow.refusal_rate", period="2024", value=Decimal("38.41059602649007"),
        unit=PERCENT, label="Refused", definition="@sum", calculation="+1", decimals=1, assumptions=("-2",),
    ),
    Fact(
        id="dsg.closing.actual@2024-25", indicator="dsg.closing", period="2024-25", value=Decimal("-1E+3"),
        unit=POUNDS, label="Balance", definition="  =1", status=Status.FORECAST,
    ),
)  # fmt: skip


def test_what_is_written_is_read_back_equal() -> None:
    assert read_facts(write_facts(FACTS)) == tuple(fact_row(fact) for fact in FACTS)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert write_facts(FACTS) == write_facts(FACTS)


def test_excel_opens_it_as_utf_8_and_runs_nothing() -> None:
    data = write_facts(FACTS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    texts = [row[column] for row in rows for column in COLUMNS if column not in ("value", "decimals")]
    assert not [text for text in texts if text.strip().startswith(("=", "+", "-", "@"))]


def test_numbers_are_plain_and_symbols_stand_apart() -> None:
    rows = list(csv.DictReader(io.StringIO(write_facts(FACTS).decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows] == ["1402", "", "38.41059602649007", "-1000"]
    assert [row["symbol"] for row in rows] == ["", "c", "", ""]
    assert [row["text"] for row in rows] == ["1,402", "[c]", "38.4%", "−£1,000"]


@pytest.mark.parametrize(
    "data",
    [b"", b"id,value\r\n1,2\r\n", b"\xff\xfe", write_facts(FACTS).replace(b"1402", b"many"), write_facts(FACTS)[:-9]],
    ids=["empty", "other headings", "not text", "a word for a number", "cut short"],
)
def test_another_file_is_refused_with_what_was_expected(data: bytes) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_facts(data, "publish/facts.csv")
    (problem,) = caught.value.problems
    assert str(problem.place) == "publish/facts.csv"
    assert "id, period, value" in problem.needed


def test_a_pack_published_before_facts_were_named_is_still_read() -> None:
    lines = list(csv.reader(io.StringIO(write_facts(FACTS).decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(line[:-1] for line in lines)
    rows = read_facts(out.getvalue().encode("utf-8-sig"))
    assert [row.id for row in rows] == [fact.id for fact in FACTS]
    assert {row.label for row in rows} == {""}
    assert [row.label for row in read_facts(write_facts(FACTS))] == [fact.label for fact in FACTS]


@pytest.mark.parametrize(
    ("pattern", "count"), [("", 4), ("plans.*", 2), ("PLANS.total", 1), ("*@2024", 1), ("plans", 0), ("*.a?", 1)]
)
def test_a_pattern_chooses_facts_by_id(pattern: str, count: int) -> None:
    assert len(select_facts(FACTS, pattern)) == count


def test_json_holds_numbers_as_numbers() -> None:
    listed = json.loads(facts_json(FACTS))
    assert [entry["value"] for entry in listed] == [1402, None, 38.41059602649007, -1000]
    assert isinstance(listed[3]["value"], int)
    assert listed[1]["symbol"] == "c"
    assert listed[0]["text"] == "1,402"
    assert listed[0]["as_of"] == "2025-09-30"
    assert listed[0]["assumptions"] == ["first; second", "third | fourth"]
    assert listed[1]["as_of"] is None


def test_the_table_lines_up() -> None:
    lines = facts_table(FACTS).splitlines()
    assert lines[0].split() == ["id", "text", "unit", "period", "as", "of", "status"]
    assert {line.index("2025-26-q2") for line in lines[1:3]} == {lines[0].index("period")}


def test_the_csv_listing_is_the_file() -> None:
    assert facts_csv(FACTS).encode("utf-8-sig") == write_facts(FACTS)


def test_a_file_that_stays_inside_says_so_above_its_headings_and_reads_back() -> None:
    data = write_facts(FACTS, "Restricted: not for publication")
    assert data.decode("utf-8-sig").splitlines()[0] == "Restricted: not for publication"
    assert read_facts(data) == read_facts(write_facts(FACTS))
