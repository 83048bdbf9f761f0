"""What may be done to a whole matrix without changing a total it should not: shift, split, reorder."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.facts.ledger import Ledger
from tests.facts.test_matrix_of_six import SIX, TOPICS
from tests.facts.typed import ledger_of, quarter

ROWS = range(len(SIX))


def computed(rows: list[dict[str, Any]]) -> Ledger:
    return ledger_of(quarter(opportunities=rows), *TOPICS)


BEFORE = computed(SIX)


def totals(ledger: Ledger, *, yearly: bool) -> dict[str, object]:
    names = ("opportunities.", "theme.")
    return {
        fact.id: fact.value
        for fact in ledger.facts.values()
        if fact.id.startswith(names) and ("@" in fact.id) is yearly
    }


def later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


@pytest.mark.parametrize("number", ROWS)
@settings(max_examples=3, deadline=None)
@given(years=st.integers(1, 4))
def test_shifting_a_start_changes_no_steady_state_and_no_other_row(number: int, years: int) -> None:
    moved = {**SIX[number], "starts": later(SIX[number]["starts"], years)}
    after = computed([*SIX[:number], moved, *SIX[number + 1 :]])
    assert totals(after, yearly=False) == totals(BEFORE, yearly=False)
    own = f"opportunity.{SIX[number]['id']}."
    for fact in BEFORE.facts.values():
        if fact.id.startswith("opportunity.") and not fact.id.startswith(own):
            assert after.value(fact.id) == fact.value, fact.id
    for fact in BEFORE.facts.values():
        if fact.id.startswith(f"{own}saving@"):
            begun = int(fact.period[:4]) + years
            found = after.value(f"{own}saving@{begun}-{(begun + 1) % 100:02d}")
            assert found is None or found == fact.value


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(ROWS))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    after = computed([SIX[number] for number in order])
    assert {fact.id: fact.value for fact in after.facts.values()} == {
        fact.id: fact.value for fact in BEFORE.facts.values()
    }


@pytest.mark.parametrize("number", ROWS)
def test_any_row_split_in_two_halves_changes_no_total(number: int) -> None:
    half = {**SIX[number], "eligible_per_year": SIX[number]["eligible_per_year"] // 2}
    after = computed([*SIX[:number], half, {**half, "id": "half"}, *SIX[number + 1 :]])
    for yearly in (False, True):
        assert totals(after, yearly=yearly) == totals(BEFORE, yearly=yearly)


@pytest.mark.parametrize("number", ROWS)
def test_both_entries_come_to_the_same_steady_state(number: int) -> None:
    found = [
        totals(computed([*SIX[:number], {**SIX[number], "entry": entry}, *SIX[number + 1 :]]), yearly=False)
        for entry in ("september", "through_year")
    ]
    assert found[0] == found[1] == totals(BEFORE, yearly=False)
