"""Each rule of the suppressor switched off in turn: the auditor, which has none of them, finds what then shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.assurance import audit_facts
from reportgen.facts import disclosure, suppression, suppression_implied, suppression_links
from reportgen.facts.disclosure import publish_facts
from reportgen.project import Settings
from tests.privacy.test_intruder import (
    ASKED,
    BENEFITS,
    CENSUS,
    QUESTIONS,
    UNIT_COSTS,
    Read,
    counts,
    opportunity,
    placed,
    read_tables,
)

Tables = dict[str, str]
Switches = tuple[tuple[Any, str, Callable[..., Any]], ...]

PLACED: Tables = {
    "caseload": CENSUS + placed(mainstream=900, mss=50, inmss=60, ap=3),
    "unit_costs": UNIT_COSTS + "ap,2025-26,21000,20000,3,top-up\n",
    "spend": "financial_year,setting,measure,amount,as_of\n2025-26,ap,budget,63000,30/09/2025\n"
    "2025-26,inmss,budget,2800000,30/09/2025\n2025-26,mss,budget,1300000,30/09/2025\n",
}
HEADINGS = "survey,question_id,option,count,group\n"
SURVEY: Tables = {
    "survey_questions": QUESTIONS + "p,q,Is it right?,Right,single,Yes|Partly|No," + ASKED.format(responded=103),
    "survey_counts": HEADINGS + counts("q", Yes=60, Partly=40, No=3),
}
NO_COUNTS: Tables = {
    "survey_questions": SURVEY["survey_questions"].replace(",103,", ",25,"),
    "survey_counts": "survey,question_id,option,percent\np,q,Yes,60\np,q,Partly,36\np,q,No,4\n",
}
GROUPS: Tables = SURVEY | {
    "survey_counts": HEADINGS
    + counts("q", Yes=60, Partly=40, No=30)
    + counts("q", "A", Yes=40, Partly=30, No=14)
    + counts("q", "B", Yes=17, Partly=10, No=8)
}
WHOLE_GROUPS: Tables = SURVEY | {
    "survey_counts": HEADINGS
    + counts("q", Yes=60, Partly=40, No=30)
    + counts("q", "A", Yes=57, Partly=32, No=22)
    + counts("q", "B", Yes=3, Partly=8, No=8)
}
FEW: Tables = SURVEY | {"survey_counts": HEADINGS + counts("q", Yes=9)}
FLOW = {
    "late": "plans_issued,40\nplans_issued_20_weeks,38\n",
    "late exceptions": "plans_issued,50\nplans_issued_20_weeks,40\nplans_issued_excluding_exceptions,40\n"
    "plans_issued_20_weeks_excluding_exceptions,32\n",
}
SAVED: Tables = {
    "unit_costs": UNIT_COSTS,
    "opportunities": opportunity(30, 12),
    "benefits": BENEFITS + "o1,2025-26-q2,3,3,7500,yes\n",
}
SINCE: Tables = SAVED | {"benefits": BENEFITS + "o1,2025-26-q1,6,6,7500,yes\no1,2025-26-q2,8,20,17500,yes\n"}
AGREED: Tables = SAVED | {"opportunities": opportunity(12, 3), "benefits": BENEFITS}
ADDED: Tables = {
    "caseload": CENSUS
    + "".join(
        f"30/09/2025,{setting},{age},ASD,{count}\n"
        for setting, age, count in (("mainstream", "5-10", 900), ("mss", "5-10", 40), ("mss", "11-15", 60))
    )
    + "30/09/2025,mainstream,11-15,ASD,3\n"
}
YEAR: Tables = {
    "flow": "period,measure,value\n2024,plans_ceased,43\n2023-24-q4,plans_ceased,10\n"
    + "".join(f"2024-25-q{number},plans_ceased,{value}\n" for number, value in enumerate((3, 20, 10), 1))
}
TWO_PRICES: Tables = {
    "unit_costs": UNIT_COSTS
    + "mss,2025-26,26500,25000,40,top-up+place\nmainstream,2025-26,8400,8000,600,top-up+place\n",
    "opportunities": opportunity(30, 12)
    + opportunity(30, 12).splitlines()[1].replace("o1,", "o2,").replace("inmss,rp_unit", "mss,mainstream")
    + "\n",
    "benefits": BENEFITS + "o1,2025-26-q2,3,3,,\no2,2025-26-q2,100,100,,\n",
}
THEN, NOW = "30/06/2025", "30/09/2025"
BEFORE: Tables = {"caseload": PLACED["caseload"].replace(NOW, THEN)}
CORRECTED: Tables = {"caseload": CENSUS + placed(mainstream=900, mss=50, inmss=70, ap=3).replace(NOW, THEN)}
UNCORRECTED: Tables = {"caseload": CENSUS + placed(mainstream=900, mss=50, inmss=60, ap=13).replace(NOW, THEN)}
FOUR = QUESTIONS + "p,q,Is it right?,Right,single,Yes|Partly|Mostly|No," + ASKED.format(responded=77)
ONCE: Tables = {"survey_questions": FOUR, "survey_counts": HEADINGS + counts("q", Yes=40, Partly=16, Mostly=18, No=3)}
TWICE: Tables = ONCE | {
    "survey_counts": ONCE["survey_counts"]
    + counts("q", "P", Yes=22, Partly=14, Mostly=8, No=1)
    + counts("q", "S", Yes=18, Partly=2, Mostly=10, No=2)
}


def flow(name: str) -> Tables:
    rows = "".join(f"2025-26-q2,{line}\n" for line in FLOW[name].splitlines())
    return {"flow": f"period,measure,value\n{rows}"}


def nothing(*given: Any, **named: Any) -> tuple[()]:
    return ()


def no(*given: Any, **named: Any) -> bool:
    return False


def none(*given: Any, **named: Any) -> set[str]:
    return set()


def forgotten(*given: Any) -> tuple[set[str], set[str]]:
    return set(), set()


RULES: dict[str, tuple[Switches, Tables]] = {
    "small counts": (((disclosure, "is_small_count", no),), PLACED),
    "percentages of few": (((disclosure, "_has_small_base", no),), FEW),
    "percentages held without counts": (((disclosure, "_small_shares", none),), NO_COUNTS),
    "what follows from a hidden number": (((disclosure, "_enters", no),), SURVEY),
    "a run rate": (((disclosure, "_enters", no),), SAVED),
    "an average cost": (((disclosure, "_prices", no),), PLACED),
    "the parts named by a total": (((disclosure, "_telling", lambda facts, sums, hidden: set(hidden)),), ADDED),
    "small counts added up": (((disclosure, "_names_small_counts", no),), ADDED),
    "everything further": (((disclosure, "hide_further", none),), PLACED),
    "sums": (((suppression_links.Linked, "_add_sum", nothing),), PLACED),
    "cases agreed": (((disclosure, "find_told", nothing),), AGREED),
    "the others of a whole": (((suppression_implied, "_of_wholes", nothing),), flow("late")),
    "late exceptions": (((suppression_implied, "_of_exceptions", nothing),), flow("late exceptions")),
    "those in no group": (((suppression_implied, "_of_groups", nothing),), GROUPS),
    "those new since the last count": (((suppression_implied, "_since_last", nothing),), SINCE),
    "groups that make up a whole": (
        ((suppression_links, "implied_sums", nothing), (suppression_implied, "_of_groups", nothing)),
        WHOLE_GROUPS,
    ),
    "quarters of a year": (((suppression_links.Linked, "_add_years", nothing),), YEAR),
    "pounds at a price": (((suppression_links.Linked, "_add_product", nothing),), TWO_PRICES),
    "one answer more": (((suppression_links.Linked, "_add_shares", nothing),), NO_COUNTS),
}
AGAIN: dict[str, tuple[Switches, Tables, Tables]] = {
    "what was hidden before": (((disclosure, "known_before", forgotten),), UNCORRECTED, BEFORE),
    "what was printed before": (((suppression_links, "known_before", forgotten),), CORRECTED, UNCORRECTED),
    "the same survey printed again": (
        ((disclosure, "known_before", forgotten), (suppression_links, "known_before", forgotten)),
        TWICE,
        ONCE,
    ),
    "equal counts": (
        ((suppression._Merged, "must_hide", no),),
        BEFORE | {"unit_costs": UNIT_COSTS + "mss,2025-26,9000,9000,50,place\n"},
        BEFORE,
    ),
}
"""Rules that need a quarter before: what it published."""


@pytest.mark.parametrize("rule", RULES)
def test_the_auditor_finds_what_a_rule_would_have_hidden(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switches, tables = RULES[rule]
    assert unsafe_without(switches, read_tables(tmp_path, tables), monkeypatch)


@pytest.mark.parametrize("rule", AGAIN)
def test_the_auditor_finds_what_a_quarter_before_gives_away(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switches, tables, before = AGAIN[rule]
    published = read_tables(tmp_path / "before", before, period="2025-26-q1")
    assert unsafe_without(switches, read_tables(tmp_path / "now", tables, [published]), monkeypatch)


def unsafe_without(switches: Switches, pack: Read, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the auditor refuses the quarter as it would be published without a rule. With it, it is content."""
    for switch in switches:
        monkeypatch.setattr(*switch)
    careless = publish_facts(pack.exact, Settings(), pack.earlier)
    return bool(audit_facts(careless, 5, pack.earlier, pack.exact))
