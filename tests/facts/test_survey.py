"""Surveys counted: bases, options in their order, several answers, groups, case reviews and comments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.codes import Symbol
from reportgen.facts.identities import check_identities
from reportgen.facts.ledger import Ledger
from tests.facts.typed import ledger_of, quarter

IDEAL: dict[str, Any] = {
    "survey": "parents-2023",
    "question_id": "ideal_outcome",
    "text": "Is this the ideal outcome?",
    "short_text": "Ideal outcome",
    "kind": "single",
    "options": ("Yes", "Partly", "No", "Don’t know"),
    "audience": "Parents and carers",
    "population": 1_300,
    "invited": 1_000,
    "responded": 5,
    "opened": date(2023, 6, 1),
    "closed": date(2023, 7, 14),
}
HELP: dict[str, Any] = {
    **IDEAL,
    "question_id": "what_helps",
    "short_text": None,
    "kind": "multiple",
    "options": ("Trained staff", "Time", "Services"),
}
REVIEW: dict[str, Any] = {**IDEAL, "survey": "cases", "audience": "case review", "responded": 30, "invited": 30}


def answer(respondent: str, question: str, text: str | None) -> dict[str, Any]:
    return {"survey": "Parents-2023", "respondent": respondent, "question_id": question, "answer": text}


ANSWERS = [
    answer("1", "ideal_outcome", "Yes"),
    answer("2", "ideal_outcome", "yes "),
    answer("3", "Ideal Outcome", "Don't know"),
    answer("4", "ideal_outcome", None),
    answer("5", "ideal_outcome", "No"),
    answer("1", "what_helps", "Trained staff|Time"),
    answer("2", "what_helps", "Time|time| "),
    answer("3", "what_helps", "|"),
    answer("4", "what_helps", "Trained staff"),
]


def survey(**tables: Any) -> Ledger:
    ledger = ledger_of(quarter(**tables), "survey", "survey_comments")
    check_identities(ledger)
    return ledger


def held(option: str, count: Any = None, percent: Any = None, group: str | None = None) -> dict[str, Any]:
    return {"survey": "parents-2023", "question_id": "ideal_outcome", "option": option, "count": count,
            "percent": percent, "group": group}  # fmt: skip


def values(ledger: Ledger, prefix: str) -> dict[str, Any]:
    return {fact.id.removeprefix(prefix): fact.value for fact in ledger.facts.values() if fact.id.startswith(prefix)}


def test_blanks_are_out_of_the_base_and_dont_know_is_in() -> None:
    ledger = survey(survey_questions=[IDEAL], survey_responses=ANSWERS)
    prefix = "survey.parents-2023.ideal_outcome."
    found = values(ledger, prefix)
    assert {name: found[name] for name in ("base", "yes", "partly", "no", "dont-know")} == {
        "base": 4, "yes": 2, "partly": 0, "no": 1, "dont-know": 1,
    }  # fmt: skip
    assert ledger.facts[f"{prefix}base"].counts_children
    assert ledger.facts[f"{prefix}yes"].calculation == "2 of 4 who answered"


def test_options_keep_their_declared_order_and_those_nobody_chose_are_zero() -> None:
    ledger = survey(survey_questions=[IDEAL], survey_responses=ANSWERS[::-1])
    counts = [fact for fact in ledger.facts.values() if fact.indicator == "survey.answers"]
    assert [fact.label for fact in counts] == [
        f"Ideal outcome: {option}" for option in ("Yes", "Partly", "No", "Don’t know")
    ]
    assert ledger.sums[0].total == "survey.parents-2023.ideal_outcome.base"


def test_percentages_name_their_numerator_and_base() -> None:
    fact = survey(survey_questions=[IDEAL], survey_responses=ANSWERS).facts[
        "survey.parents-2023.ideal_outcome.yes.percent"
    ]
    assert (fact.value, fact.text) == (Decimal(50), "50%")
    assert fact.numerator == "survey.parents-2023.ideal_outcome.yes"
    assert fact.denominator == "survey.parents-2023.ideal_outcome.base"
    assert fact.calculation == "2 ÷ 4 = 50%"


def test_question_audience_and_dates_go_with_every_figure() -> None:
    ledger = survey(survey_questions=[IDEAL], survey_responses=ANSWERS)
    assert ledger.facts["survey.parents-2023.ideal_outcome.yes"].basis == (
        "“Is this the ideal outcome?” asked of Parents and carers, 1 June 2023 to 14 July 2023"
    )
    bare = survey(survey_questions=[{**IDEAL, "audience": None, "opened": None, "closed": None}],
                  survey_responses=ANSWERS)  # fmt: skip
    assert bare.facts["survey.parents-2023.ideal_outcome.yes"].basis.endswith("not stated, dates not stated")


def test_several_answers_are_a_percent_of_respondents_and_say_so() -> None:
    ledger = survey(survey_questions=[HELP], survey_responses=ANSWERS)
    prefix = "survey.parents-2023.what_helps."
    assert {name: ledger.value(prefix + name) for name in ("base", "trained-staff", "time", "services")} == {
        "base": 3, "trained-staff": 2, "time": 2, "services": 0,
    }  # fmt: skip
    assert ledger.facts[f"{prefix}time.percent"].text == "67%"
    assert "percentages can add up to more than 100%" in ledger.facts[f"{prefix}time"].basis
    assert not ledger.sums


def test_answers_that_are_no_option_are_counted_together_and_never_printed() -> None:
    extra = [*ANSWERS, answer("6", "ideal_outcome", "Ask Mrs Smith"), answer("7", "ideal_outcome", "Well, no")]
    ledger = survey(survey_questions=[IDEAL], survey_responses=extra)
    assert ledger.value("survey.parents-2023.ideal_outcome.other-answers") == 2
    assert ledger.value("survey.parents-2023.ideal_outcome.base") == 6
    (warning,) = ledger.warnings
    assert not warning.is_error
    assert "Smith" not in str(warning)
    assert not [name for name in ledger.facts if "smith" in name]
    assert "none of the options declared" in warning.found


def test_without_declared_options_answers_stand_in_the_order_they_came() -> None:
    open_question = {name: value for name, value in IDEAL.items() if name != "options"}
    ledger = survey(survey_questions=[open_question], survey_responses=ANSWERS)
    assert [fact.id.rpartition(".")[2] for fact in ledger.facts.values() if fact.indicator == "survey.answers"] == [
        "yes", "dont-know", "no",
    ]  # fmt: skip
    assert ledger.warnings == []


def test_totals_held_elsewhere_are_used_where_there_are_no_responses() -> None:
    counts = [held("No", 30), held("Yes", 60), held("Maybe", 10), held("Partly")]
    ledger = survey(survey_questions=[IDEAL], survey_counts=counts)
    found = [fact.id.rpartition(".")[2] for fact in ledger.facts.values() if fact.indicator == "survey.answers"]
    assert found == ["yes", "no", "maybe"]
    assert ledger.value("survey.parents-2023.ideal_outcome.base") == 100
    assert ledger.facts["survey.parents-2023.ideal_outcome.yes.percent"].text == "60%"
    both = survey(survey_questions=[IDEAL], survey_counts=counts, survey_responses=ANSWERS)
    assert both.value("survey.parents-2023.ideal_outcome.base") == 4


def test_a_percent_alone_says_that_its_base_was_not_supplied() -> None:
    ledger = survey(survey_questions=[IDEAL], survey_counts=[held("Yes", percent=Decimal("62.5")),
                                                             held("No", percent=Symbol.LOW)])  # fmt: skip
    fact = ledger.facts["survey.parents-2023.ideal_outcome.yes.percent"]
    assert fact.value == Decimal("62.5")
    assert fact.basis.endswith("base not supplied")
    assert ledger.facts["survey.parents-2023.ideal_outcome.no.percent"].text == "[low]"
    assert "survey.parents-2023.ideal_outcome.base" not in ledger.facts
    assert "survey.parents-2023.ideal_outcome.yes" not in ledger.facts


def test_a_hidden_count_leaves_no_base() -> None:
    ledger = survey(survey_questions=[IDEAL], survey_counts=[held("Yes", 60), held("No", Symbol.CONFIDENTIAL)])
    assert ledger.facts["survey.parents-2023.ideal_outcome.no"].text == "[c]"
    assert "survey.parents-2023.ideal_outcome.base" not in ledger.facts
    assert "survey.parents-2023.ideal_outcome.yes.percent" not in ledger.facts


def test_counts_of_several_answers_are_of_all_who_responded() -> None:
    counts = [{**held("Time", 4), "question_id": "what_helps"}, {**held("Services", Symbol.CONFIDENTIAL),
              "question_id": "what_helps"}]  # fmt: skip
    ledger = survey(survey_questions=[HELP], survey_counts=counts)
    assert ledger.value("survey.parents-2023.what_helps.base") == 5
    assert ledger.facts["survey.parents-2023.what_helps.time.percent"].text == "80%"
    assert ledger.facts["survey.parents-2023.what_helps.services.percent"].text == "[c]"
    unknown = survey(survey_questions=[{**HELP, "responded": None}], survey_counts=counts)
    assert "survey.parents-2023.what_helps.base" not in unknown.facts


def test_groups_are_counted_beside_the_whole() -> None:
    counts = [held("Yes", 60), held("No", 40), held("Yes", 20, group="Post-16"), held("No", 5, group="Post-16")]
    ledger = survey(survey_questions=[IDEAL], survey_counts=counts)
    prefix = "survey.parents-2023.ideal_outcome"
    assert ledger.value(f"{prefix}.group.post-16.yes") == 20
    assert ledger.value(f"{prefix}.group.post-16.base") == 25
    assert ledger.facts[f"{prefix}.group.post-16.yes.percent"].text == "80%"
    assert ledger.facts[f"{prefix}.group.post-16.yes"].label == "Ideal outcome (Post-16): Yes"
    several = [{**row, "question_id": "what_helps"} for row in counts]
    grouped = survey(survey_questions=[HELP], survey_counts=several)
    assert "survey.parents-2023.what_helps.group.post-16.base" not in grouped.facts


def test_the_response_rate_is_of_those_invited() -> None:
    ledger = survey(survey_questions=[{**IDEAL, "invited": 4_500, "responded": 399}, {**HELP, "invited": 4_500,
                                                                                     "responded": 399}])  # fmt: skip
    fact = ledger.facts["survey.parents-2023.response_rate"]
    assert fact.text == "8.9%"
    assert (fact.numerator, fact.denominator) == ("survey.parents-2023.responded", "survey.parents-2023.invited")
    assert ledger.value("survey.parents-2023.population") == 1_300
    assert ledger.warnings == []


def test_those_who_responded_are_counted_where_they_are_not_given() -> None:
    ledger = survey(survey_questions=[{**IDEAL, "responded": None}], survey_responses=ANSWERS)
    assert ledger.value("survey.parents-2023.responded") == 5
    nobody = survey(survey_questions=[{**IDEAL, "responded": None, "invited": None}])
    assert set(nobody.facts) == {"survey.parents-2023.population"}


@pytest.mark.parametrize("sizes", [{"invited": 0}, {"responded": 0}])
def test_there_is_no_rate_of_nothing(sizes: dict[str, int]) -> None:
    ledger = survey(survey_questions=[{**IDEAL, **sizes}])
    assert "survey.parents-2023.response_rate" not in ledger.facts


def test_sizes_that_differ_between_questions_are_a_warning() -> None:
    ledger = survey(survey_questions=[IDEAL, {**HELP, "invited": 900}])
    (warning,) = ledger.warnings
    assert "give different numbers asked" in warning.found
    assert ledger.value("survey.parents-2023.invited") == 1_000


def test_case_reviews_count_cases_and_have_no_response_rate() -> None:
    counts = [{**held("Yes", 10), "survey": "cases"}, {**held("No", 20), "survey": "cases"}]
    ledger = survey(survey_questions=[REVIEW], survey_counts=counts)
    fact = ledger.facts["survey.cases.ideal_outcome.yes"]
    assert fact.unit.name == "cases"
    assert fact.calculation == "10 of 30 cases reviewed"
    assert "in case reviews" in fact.basis
    assert "survey.cases.response_rate" not in ledger.facts


def test_comments_are_counted_by_theme_approved_or_not() -> None:
    own_words = {**IDEAL, "question_id": "words", "kind": "text", "options": ()}

    def comment(*themes: str, question: str = "words") -> dict[str, Any]:
        return {"survey": "parents-2023", "question_id": question, "comment": "private", "themes": themes}

    comments = [comment("Moving on"), comment("moving on", "Training"), comment(), comment("x", question="other")]
    ledger = survey(survey_questions=[own_words], survey_comments=comments, survey_responses=[
        answer("1", "words", "private")])  # fmt: skip
    found = values(ledger, "survey.parents-2023.words.")
    counted = {name: value for name, value in found.items() if not name.endswith(".percent")}
    assert counted == {"comments": 3, "theme.moving-on": 2, "theme.training": 1}
    share = ledger.facts["survey.parents-2023.words.theme.moving-on.percent"]
    assert share.text == "67%" and share.calculation == "2 ÷ 3 = 66.67%"
    assert (share.numerator, share.denominator) == (
        "survey.parents-2023.words.theme.moving-on", "survey.parents-2023.words.comments"
    )  # fmt: skip
    assert "several themes" in share.basis and share.assumptions == (share.basis,)
    assert ledger.facts["survey.parents-2023.words.theme.training"].calculation == "1 comment counted"
    assert not [fact for fact in ledger.facts.values() if "private" in str(fact)]


def test_a_question_without_options_column_still_warns_at_the_table() -> None:
    question = {**IDEAL, "options": ("Yes",)}
    ledger = survey(survey_questions=[question], survey_responses=ANSWERS)
    assert str(ledger.warnings[0].place).startswith("quarter.xlsx ▸ survey_questions!")
