"""The sentences of the pack, read word for word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reportgen.codes import Symbol
from reportgen.errors import ProblemsError, ReportgenError
from reportgen.facts.fact import Fact, Signs
from reportgen.facts.factset import PublishedFacts
from reportgen.facts.units import PERCENT, POUNDS
from reportgen.inputs.table import Inputs
from reportgen.office.values import Passage, Printed
from reportgen.profile import Disclosure
from reportgen.wording.context import make_names
from reportgen.wording.sentences import Phrases, read_starter_phrases
from tests.wording.quarter import PERIOD, SLASHED, caseload, fact, finance, whole_quarter


def phrases(facts: PublishedFacts, inputs: Inputs, source: str | None = None) -> Phrases:
    return Phrases(source, make_names(facts, inputs, SLASHED))


def only(facts: PublishedFacts, source: str | None = None) -> Phrases:
    return phrases(facts, Inputs(PERIOD, {}), source)


def test_rounded_counts_that_print_alike_changed_little_and_are_not_said_to_be_the_same() -> None:
    facts = PublishedFacts(caseload(change=0))
    assert str(only(facts).get("title.caseload")) == "Plans did not change in a year, to 1,342"
    rounding = replace(SLASHED, disclosure=Disclosure(rounding=5, symbol="*"))
    spoken = Phrases(None, make_names(facts, Inputs(PERIOD, {}), rounding))
    assert str(spoken.get("title.caseload")) == "Plans changed little in a year, to 1,342"
    assert str(spoken.get("note.hidden")).startswith("Small numbers are hidden and printed as *, so")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title.caseload", "Plans rose by 143 in a year, to 1,342"),
        (
            "title.deficit",
            "Unmitigated, a deficit of £33.7 million by 2026/27; mitigated, a deficit of £32.3 million",
        ),
        ("title.survey", "73% answered “Yes”: Ideal outcome"),
        ("title.matrix", "The matrix is worth £1.5 million a year at steady state"),
        (
            "summary.caseload",
            "The council maintains 1,342 education, health and care (EHC) plans, up 143 since September 2024.",
        ),
        (
            "matrix.caption",
            "Steady state: yearly effect once worked through, from school year 2029/30; "
            "not this year's saving (£175,000).",
        ),
        (
            "steady.example",
            "Units, not independent special: 10 children start each year and each benefits for 5 years. So 50 children "
            "benefit at one time. Each saves £30,000 a year, which makes £1,500,000 a year at steady state.",
        ),
        ("shows.bridge", "The agreed actions take £1.4 million off the gap in 2026/27."),
    ],
)
def test_a_phrase_reads_as_a_councillor_would_have_it(name: str, text: str) -> None:
    assert str(phrases(*whole_quarter()).get(name)) == text


def test_a_fall_is_called_a_fall_and_no_change_no_change() -> None:
    assert str(only(PublishedFacts(caseload(change=-12))).get("title.caseload")) == (
        "Plans fell by 12 in a year, to 1,342"
    )
    assert str(only(PublishedFacts(caseload(change=0))).get("title.caseload")) == (
        "Plans did not change in a year, to 1,342"
    )


def test_a_hidden_change_says_nothing_of_its_direction() -> None:
    spoken = only(PublishedFacts(caseload(change=Symbol.CONFIDENTIAL)))
    assert not spoken.has("title.caseload")
    assert "up [c]" not in str(spoken.get("summary.caseload"))
    assert str(spoken.get("title.caseload_count")) == "1,342 plans in September 2025"


def test_a_phrase_without_its_data_is_absent_and_so_is_one_made_with_it() -> None:
    spoken = only(PublishedFacts(caseload()))
    assert not spoken.has("title.deficit") and not spoken.has("say.deficit") and not spoken.has("matrix.caption")
    assert str(spoken.get("title.where_we_are")) == "1,342 plans, up 143 in a year"


def test_one_number_of_a_summary_line_is_bold() -> None:
    passage = phrases(*whole_quarter()).get("summary.caseload")
    assert [str(passage.pieces[position]) for position in passage.bold] == ["1,342"]


def test_every_digit_is_a_fact_or_stands_in_the_phrases_file() -> None:
    spoken, typed = phrases(*whole_quarter()), read_starter_phrases()
    for name in spoken.names:
        for piece in spoken.get(name).pieces:
            if isinstance(piece, str):
                for digits in re.findall(r"\d[\d,.]*", piece):
                    assert digits.rstrip(".,") in typed, f"{name}: {digits}"


def test_every_sentence_has_at_most_25_words() -> None:
    spoken = phrases(*whole_quarter())
    long = {
        name: sentence
        for name in spoken.names
        for sentence in re.split(r"(?<=[.?!])\s", str(spoken.get(name)))
        if len(sentence.split()) > 25
    }
    assert not long


def test_phrases_come_in_the_order_of_the_file() -> None:
    names = only(PublishedFacts(caseload())).names
    assert names.index("title_where_we_are") < names.index("summary_caseload") < names.index("minutes_introduced")
    assert "rose" not in names


def test_an_officer_may_write_a_phrase_of_their_own() -> None:
    spoken = only(PublishedFacts(caseload()), "{% macro mine() %}**{{ plans.total|words }}** now.{% endmacro %}")
    assert spoken.get("mine") == Passage((Printed("1,342 plans", "fact:plans.total", "words"), " now."), frozenset({0}))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{% macro mine() %}{{ plans.totl }}{% endmacro %}", "totl"),
        ("{% macro mine() %}{{ plans.total + 1 }}{% endmacro %}", "worked out"),
        ("{% macro mine() %}{{ plans }}{% endmacro %}", "names below it: total"),
        ("{% macro mine() %}{{ fact('plans.totl') }}{% endmacro %}", "did you mean 'plans.total'"),
        ("{% macro mine() %}{{ plans.total.__class__ }}{% endmacro %}", "__class__"),
        ("{% macro mine() %}{{ plans.total ", "line 1"),
        ("{% macro mine() %}{{ plans.total|shout }}{% endmacro %}", "shout"),
    ],
)
def test_a_mistake_in_a_phrase_is_a_problem_with_its_place(source: str, found: str) -> None:
    with pytest.raises(ProblemsError, match=r"phrases\.jinja") as caught:
        only(PublishedFacts(caseload()), source)
    assert found in str(caught.value)


def test_an_unknown_phrase_gets_the_nearest_name() -> None:
    with pytest.raises(ReportgenError, match="did you mean 'title_caseload'"):
        only(PublishedFacts(caseload())).get("title.caselod")
    assert not only(PublishedFacts(caseload())).find("nothing.like_it")


def test_the_deficit_is_not_said_to_go_away() -> None:
    spoken = only(PublishedFacts(finance()))
    assert str(spoken.get("answer.deficit")).startswith("No. With nothing more done there is a deficit")


def saved(value: int | Symbol) -> PublishedFacts:
    """The saving so far, which may be hidden, beside the plan for it and what finance has agreed."""
    return PublishedFacts(
        [
            fact("opportunities.saving_to_date", value, POUNDS),
            fact("opportunities.saving_to_date.validated", Symbol.CONFIDENTIAL, POUNDS),
            fact("opportunities.planned_saving_to_date", 53_000, POUNDS),
        ]
    )


def test_a_saving_that_is_hidden_is_said_in_words() -> None:
    spoken = only(saved(Symbol.CONFIDENTIAL))
    assert str(spoken.get("shows.benefits")) == (
        "The saving so far this year is not shown, because it would tell of single children."
    )
    assert str(spoken.get("answer.evidence")).endswith("The plan by now was £53,000.")
    assert str(only(saved(40_150)).get("shows.benefits")) == "£40,150 has been saved so far this year."
    assert "How much finance has agreed is not shown." in str(only(saved(40_150)).get("answer.evidence"))


@pytest.mark.parametrize(
    ("avoided", "cashable", "answer"),
    [
        (4_000_000, 200_000, "Mostly not. £4 million a year is cost avoidance"),
        (200_000, 4_000_000, "Mostly yes. £200,000 a year is cost avoidance"),
        (200_000, None, "No. £200,000 a year is cost avoidance"),
        (None, 200_000, "Yes. £200,000 a year is cashable"),
    ],
)
def test_whether_it_is_cash_is_answered_from_the_amounts(
    avoided: int | None, cashable: int | None, answer: str
) -> None:
    kinds = {"cost_avoidance": avoided, "cashable": cashable, "not_stated": 110_000}
    facts = [
        fact(f"opportunities.{kind}.steady_state_saving", value, POUNDS)
        for kind, value in kinds.items()
        if value is not None
    ]
    spoken = str(only(PublishedFacts(facts)).get("steady.cash"))
    assert spoken.startswith(f"Is it cash? {answer}")
    assert spoken.endswith("For £110,000 a year it is not stated.")


def test_every_question_about_steady_state_is_answered() -> None:
    spoken = phrases(*whole_quarter())
    names = ("what", "per_year", "from_when", "compared", "sure", "this_year")
    asked = {name: str(spoken.get(f"steady.{name}")) for name in names}
    assert all(text.partition("?")[2].strip() for text in asked.values()), asked
    assert asked["from_when"].endswith("in the school year 2029/30.")
    assert "The target is £1.5 million a year and the stretch is £1.8 million." in asked["sure"]
    assert "the saving is £175,000. That is a part of the yearly amount" in asked["this_year"]


def test_how_far_it_has_come_and_what_the_forecast_takes_off_are_said_apart() -> None:
    year = "2025-26"
    facts = [
        fact("opportunities.steady_state_saving", 4_450_484, POUNDS),
        fact("opportunities.run_rate", 481_800, POUNDS),
        fact("opportunities.steady_state_achieved", 11, PERCENT),
        fact(f"opportunities.saving@{year}", 343_280, POUNDS),
        fact(f"dsg.mitigations@{year}", 303_130, POUNDS),
    ]
    spoken = only(PublishedFacts(facts))
    assert str(spoken.get("steady.so_far")) == (
        "How far have we come? Today's pace is £481,800 a year. That is 11% of the steady state."
    )
    assert "is lowered by £303,130; the matrix gives £343,280." in str(spoken.get("steady.forecast"))
    alike = [fact(f"dsg.mitigations@{year}", 343_280, POUNDS) if each.id.startswith("dsg") else each for each in facts]
    assert not only(PublishedFacts(alike)).find("steady.forecast")
    hidden = [replace(each, value=None, symbol=Symbol.CONFIDENTIAL) for each in facts]
    assert not only(PublishedFacts(hidden)).find("steady.so_far")
    assert not only(PublishedFacts(hidden)).find("steady.forecast")


def test_a_savings_target_with_nothing_behind_it_is_called_that() -> None:
    def target(year: str, value: int) -> Fact:
        made = fact(f"dsg.savings_target.unmitigated@{year}", value, POUNDS)
        return replace(made, indicator="dsg.savings_target")

    spoken = only(PublishedFacts([target("2026-27", 3_000_000), target("2025-26", 14_000_000)]))
    assert str(spoken.get("answer.savings_target")) == (
        "That is not decided. The target of £14 million for 2025/26 has no identified saving behind it. "
        "It is not taken off the forecast."
    )
    assert not only(PublishedFacts([fact("grant.spent", 9, POUNDS)])).find("question.savings_target")


def test_an_overspend_names_the_placement_behind_most_of_it() -> None:
    over = Signs("underspend", "overspend")

    def variance(setting: str, place: str, value: int) -> Fact:
        made = fact(f"spend.{setting}.variance@2025-26", value, POUNDS, signs=over, label=f"Forecast, {place}, 2025-26")
        return replace(made, indicator="spend.variance")

    facts = [
        variance("inmss", "Independent", -370_000),
        variance("mss", "Special", 9),
        variance("total", "all", -670_000),
    ]
    assert str(only(PublishedFacts(facts)).get("answer.overspend")) == (
        "Spending by placement shows an overspend of £670,000 against budget. "
        "The largest part is Independent, an overspend of £370,000."
    )
    assert not only(PublishedFacts(facts[:1])).has("question.overspend")
