"""What templates can name: the tree, officers' words, marked blanks, what is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reportgen.errors import ProblemsError, ReportgenError
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.protection import protect
from reportgen.inputs.table import Inputs, Value
from reportgen.office.values import Caption, Markdown, Passage, Printed, Reference, Text
from reportgen.project import Authority, Settings
from reportgen.wording.context import build_context
from reportgen.wording.glossary import make_glossary, terms_used
from reportgen.wording.meeting import count_meetings, find_blanks
from reportgen.wording.sections import left_out
from tests.wording.quarter import PERIOD, SLASHED, caseload, fact, inputs, table, whole_quarter


def context(*tables: Any, settings: Settings = SLASHED, **rest: Any) -> Any:
    return build_context(PublishedFacts(caseload()), inputs(*tables), settings, **rest)


def test_facts_are_reached_by_dots_and_by_id() -> None:
    names = context()
    assert names["plans"]["total"].printed() == Printed("1,342", "fact:plans.total")
    assert str(names["fact"]("plans.total@2024-25-q2")) == "1,199"
    assert names["has"]("plans.total") and not names["has"]("plans.nothing")
    with pytest.raises(ReportgenError, match=r"did you mean 'plans\.total'"):
        names["fact"]("plans.totl")


def test_a_fact_brings_its_label_definition_and_date() -> None:
    total = context()["plans"]["total"]
    assert total["label"] == "EHC plans" and total["definition"].ref == "definition:plans.total"
    assert str(total["as_of"]) == "30 September 2025" and total["period"] == "Quarter 2 of 2025/26"


def test_meeting_fields_that_are_missing_print_as_marked_blanks_and_warn() -> None:
    names = context(settings=Settings())
    assert names["meeting"]["presenter"] == "[presenter]"
    assert names["authority"]["name"] == "[authority]"
    assert str(names["meeting"]["purpose"]) == (
        "To receive an update on Delivering Better Value in SEND from [presenter]."
    )
    warnings = [str(problem) for problem in find_blanks(Inputs(PERIOD, {}), Settings())]
    assert any("[presenter]" in warning for warning in warnings)
    assert any("[authority]" in warning for warning in warnings)
    assert not any(problem.is_error for problem in find_blanks(Inputs(PERIOD, {}), Settings()))


MEETING = table(
    "meeting",
    {"field": "committee", "value": "Scrutiny Panel", "value 2": "Schools Forum"},
    {"field": "meeting_date", "value": date(2025, 10, 9), "value 2": date(2025, 10, 20)},
    {"field": "presenter", "value": "Morgan Vale", "value 2": None},
    {"field": "recommendation", "value": "notes the report"},
    {"field": "recommendation", "value": "asks for an update"},
    {"field": "exempt", "value": "yes: names a school"},
)


def test_a_quarter_may_have_two_meetings() -> None:
    first, second = context(MEETING)["meeting"], context(MEETING, meeting=1)["meeting"]
    assert count_meetings(inputs(MEETING)) == 2 and count_meetings(Inputs(PERIOD, {})) == 1
    assert (first["committee"], second["committee"]) == ("Scrutiny Panel", "Schools Forum")
    assert first["meeting_date"].printed().text == "9 October 2025"
    assert second["presenter"] == "[presenter]"
    assert first["recommendations"] == ("notes the report", "asks for an update")
    assert first["is_exempt"] and not second["is_exempt"]


@pytest.mark.parametrize(
    ("typed", "marking"),
    [
        ("yes: names a school", "Not for publication: names a school."),
        ("Yes, paragraph 2 of Schedule 12A.", "Not for publication: paragraph 2 of Schedule 12A."),
        ("paragraph 3 of Schedule 12A", "Not for publication: paragraph 3 of Schedule 12A."),
        ("yes", "Not for publication."),
        (True, "Not for publication."),
        ("no", ""),
        (False, ""),
        (None, ""),
    ],
)
def test_an_exempt_item_is_marked_with_its_reason(typed: str | bool | None, marking: str) -> None:
    given = table("meeting", {"field": "exempt", "value": typed})
    assert str(context(given)["meeting"]["marking"]) == marking
    assert context(given)["meeting"]["is_exempt"] is bool(marking)
    warned = [str(each) for each in find_blanks(inputs(given), Settings()) if "exempt" in str(each)]
    assert bool(warned) is (marking == "Not for publication.")
    assert all("section 100B(5)" in each for each in warned)


def test_an_item_is_exempt_where_one_of_two_rows_says_so() -> None:
    """A new row beneath a “no” that was left standing: the careful reading is the right one."""
    given = table("meeting", {"field": "exempt", "value": "no"}, {"field": "exempt", "value": "yes: names a school"})
    assert context(given)["meeting"]["is_exempt"]


@pytest.mark.parametrize(("other", "is_warned"), [("no", True), (None, True), ("yes: names a child", False)])
def test_a_quarter_with_an_exempt_and_a_public_meeting_is_warned_about(other: str | None, is_warned: bool) -> None:
    """The narrative and every other table go into both packs."""
    given = inputs(
        table(
            "meeting",
            {"field": "committee", "value": "Panel", "value_2": "Forum"},
            {"field": "exempt", "value": "yes: names a school", "value_2": other},
        )
    )
    said = [str(each) for number in range(2) for each in find_blanks(given, Settings(), number)]
    assert any("both packs are made from the same tables" in each for each in said) is is_warned


def test_narrative_is_filled_with_facts_and_keeps_paragraphs_bullets_and_bold() -> None:
    words = "There are **{{ plans.total }}** plans.\n\n- one\n- two {{ plans.total.change_year|change }}"
    names = context(table("narrative", {"section": "caseload", "text": words}))
    filled = names["narrative"]["caseload"]
    assert isinstance(filled, Markdown)
    assert [str(paragraph.passage) for paragraph in filled.paragraphs] == [
        "There are 1,342 plans.", "one", "two up 143",
    ]  # fmt: skip
    assert [paragraph.bullet for paragraph in filled.paragraphs] == [False, True, True]
    first = filled.paragraphs[0].passage
    assert first.pieces[0] == Printed("There are ", "input:narrative.text")
    assert first.pieces[1] == Printed("1,342", "fact:plans.total") and first.bold == {1}


def test_a_slide_title_may_be_replaced() -> None:
    rows = table("narrative", {"section": "title:caseload", "text": "More plans: {{ plans.total }}"})
    assert str(context(rows)["narrative"]["titles"]["caseload"]) == "More plans: 1,342"


@pytest.mark.parametrize("text", ["{{ plans.totl }}", "{{ plans.total", "{{ 1 + 1 }}", "{{ plans.total|nothing }}"])
def test_every_mistake_in_the_officers_words_is_named_with_its_cell(text: str) -> None:
    rows = table("narrative", {"section": "a", "text": text}, {"section": "b", "text": text})
    with pytest.raises(ProblemsError) as caught:
        context(rows)
    assert len(caught.value.problems) == 2
    assert "narrative!A1" in str(caught.value.problems[0])


def test_what_an_officer_typed_is_never_run_twice() -> None:
    rows = table("modules", {"number": 1, "title": "{{ plans.total }} **not bold**", "summary": ""})
    source = "{% macro mine() %}{{ rows.modules[0].title }}{% endmacro %}"
    passage = context(rows, phrases=source)["phrase"]("mine")
    assert passage == Passage((Printed("{{ plans.total }} **not bold**", "input:modules.title"),))


def test_rows_print_dates_ratings_and_facts() -> None:
    element: dict[str, Value] = {"id": "p1", "element": "Audits", "rag": "amber", "budget": 120_000}
    facts = PublishedFacts([*caseload(), fact("programme.p1.budget", 120_000)])
    tables = inputs(
        table("programme", element),
        table("milestones", {"id": "m1", "title": "Open", "forecast_date": date(2026, 1, 5), "rag": "complete"}),
        table("themes", {"id": "b", "title": "Second", "order": 2}, {"id": "a", "title": "First", "order": 1}),
    )
    rows: Any = build_context(facts, tables, SLASHED)["rows"]
    assert rows["programme"][0]["rag"] == "Amber ◆" and rows["programme"][0]["rag_code"] == "amber"
    assert rows["programme"][0]["budget"].printed().ref == "fact:programme.p1.budget"
    assert str(rows["milestones"][0]["forecast_date"]) == "5 January 2026"
    assert rows["milestones"][0]["note"] == "" and rows["risks"] == ()
    assert [theme["title"] for theme in rows["themes"]] == ["First", "Second"]
    assert rows["themes"][0]["title"].ref == "input:themes.title"


def test_only_approved_words_that_name_nobody_are_quoted() -> None:
    comments = table(
        "survey_comments",
        {"survey": "s", "question_id": "q", "comment": "Kind staff", "themes": ("moving on",), "approved": True},
        {"survey": "s", "question_id": "q", "comment": "Not yet", "approved": False},
        {"survey": "s", "question_id": "q", "comment": "Ask Zephyrine", "approved": True},
        {"survey": "s", "question_id": "q", "comment": "Long", "published_text": "Short", "approved": True},
    )
    screening = table("screening", {"kind": "name", "text": "zephyrine"}).rows
    held, _ = protect(Inputs(PERIOD, {"survey_comments": comments}, (), screening), SLASHED, {})
    quotes: Any = build_context(PublishedFacts([]), held, SLASHED)["quotes"]
    assert [str(quote["text"]) for quote in quotes] == ["Kind staff", "Short"]
    assert quotes[0]["themes"] == "Moving on" and quotes[1]["text"].ref == "input:survey_comments.published_text"


def test_the_build_says_what_was_left_out() -> None:
    facts, tables = whole_quarter()
    (sentence,) = left_out(facts, tables)
    assert sentence.startswith("Left out, no data: ")
    assert "grant" in sentence and "survey" not in sentence and "opportunity matrix" not in sentence


def test_charts_tables_captions_and_references_are_asked_for_by_name() -> None:
    names = context()
    assert names["caption"]("table", "caseload") == Caption("table", "caseload")
    assert names["ref"]("figure", "deficit") == Reference("figure", "deficit")
    assert not names["has_chart"]("caseload") and not names["has_table"]("caseload")
    for ask in (names["chart"], names["table"]):
        with pytest.raises(ReportgenError, match="there is no"):
            ask("caseload")


def test_the_glossary_holds_the_councils_own_meaning_and_only_terms_used() -> None:
    settings = Settings(
        authority=Authority(deliverer="Achieving for All", deliverer_short="AfA"), glossary={"RP": "our own words"}
    )
    glossary = make_glossary(settings)
    used = terms_used(glossary, ["The rp is not RP. EHCPs rose. Steady state matters.", "AfA"])
    assert [str(entry["term"]) for entry in used] == ["AfA", "EHCP", "RP", "Steady state"]
    assert {str(entry["term"]): str(entry["meaning"]) for entry in used}["RP"] == "our own words"
    assert isinstance(used[0]["term"], Text)
