"""Surveys and case reviews: what was answered, by how many, out of how many."""

from __future__ import annotations

from reportgen.codes import Symbol
from reportgen.errors import Place, Problem, Severity
from reportgen.facts.fact import Fact, Status
from reportgen.facts.identifiers import identifier, slug
from reportgen.facts.ledger import Ledger, indicator, share
from reportgen.facts.provenance import sources_of
from reportgen.facts.survey import OTHER, Question, Tally, read_questions, tally_surveys
from reportgen.facts.units import CASES, PERCENT, Number, Unit
from reportgen.inputs.table import Row

NO_BASE = "base not supplied"


def _prefix(tally: Tally) -> str:
    group = f".group.{slug(tally.group)}" if tally.group else ""
    return f"survey.{tally.question.survey}.{tally.question.id}{group}"


def _label(tally: Tally, words: str) -> str:
    group = f" ({tally.group})" if tally.group else ""
    return f"{tally.question.short_text}{group}: {words}"


@indicator("survey.base", title="Those who answered")
def survey_base(ledger: Ledger) -> None:
    """The number of people who answered a question, or of cases reviewed. Those who left it blank are not counted;
    those who said that they do not know are.

    How to read: It is the number that percentages of the question are taken of.
    Caveat: Those who answered may differ from those who did not.
    A member may ask: How many people is a survey chart based on? On the number printed beside it as its base.
    """
    for tally in tally_surveys(ledger.inputs):
        question = tally.question
        if tally.base is not None:
            ledger.record(
                f"{_prefix(tally)}.base",
                tally.base,
                question.unit,
                _label(tally, "cases reviewed" if question.unit is CASES else "those who answered"),
                as_of=question.closed,
                calculation=f"{question.unit.exact(tally.base)} {_base_words(question)}",
                sources=sources_of(ledger.inputs, tally.table, _rows(tally), *_columns(tally)),
                basis=question.basis,
                assumptions=(question.basis,),
                counts_children=True,
            )
        if slug(OTHER) in tally.labels and OTHER not in question.options and tally.table == "survey_responses":
            ledger.warnings.append(_undeclared(question))


def _base_words(question: Question) -> str:
    return "cases reviewed" if question.unit is CASES else "who answered"


def _rows(tally: Tally) -> list[Row]:
    return [row for rows in tally.rows.values() for row in rows]


def _columns(tally: Tally) -> tuple[str, ...]:
    return ("answer",) if tally.table == "survey_responses" else ("count", "percent")


def _undeclared(question: Question) -> Problem:
    place = question.row.place("options") if "options" in question.row.cells else Place("survey_questions")
    return Problem(
        place,
        f"some answers to {question.survey}, {question.id} are none of the options declared",
        "they are counted together as “other answers”",
        "add the missing options, or correct the spelling of the answers",
        Severity.WARNING,
    )


@indicator("survey.answers", title="Answers given")
def survey_answers(ledger: Ledger) -> None:
    """The number of people, or of cases reviewed, for whom an answer was given.

    How to read: The question, who was asked and when stand with it. Answers keep the order of the questionnaire.
    Caveat: It shows what those who answered said. It does not show what others think.
    A member may ask: Do the answers of a survey speak for everybody? No. They speak for those who answered, and each
    chart shows one question, which is printed with it.
    """
    for tally in tally_surveys(ledger.inputs):
        parts = [_record_count(ledger, tally, key, count).id for key, count in tally.counts.items()]
        base = f"{_prefix(tally)}.base"
        if parts and base in ledger.facts and not tally.question.allows_several:
            ledger.add_sum(base, tuple(parts), _label(tally, "answers add up to those who answered"))


def _record_count(ledger: Ledger, tally: Tally, key: str, count: Number | Symbol) -> Fact:
    question = tally.question
    said = count.text if isinstance(count, Symbol) else question.unit.exact(count)
    of = "" if tally.base is None else f" of {question.unit.exact(tally.base)} {_base_words(question)}"
    return ledger.record(
        f"{_prefix(tally)}.{key}",
        count,
        question.unit,
        _label(tally, tally.labels[key]),
        as_of=question.closed,
        calculation=f"{said}{of}",
        sources=sources_of(ledger.inputs, tally.table, tally.rows.get(key, []), *_columns(tally)),
        basis=question.basis,
        assumptions=(question.basis,),
        counts_children=True,
    )


@indicator("survey.percent", title="Percent of those who answered")
def survey_percent(ledger: Ledger) -> None:
    """The people who gave an answer as a percentage of all who answered the question.

    How to read: Where only one answer could be given the percentages make 100. Where several could be given they may
    make more.
    Caveat: With few answers one person changes a percentage a lot. The number who answered stands beside it.
    A member may ask: Are the survey's percentages of everybody? No. They are of those who answered the question.
    """
    for tally in tally_surveys(ledger.inputs):
        for key in tally.labels:
            if key in tally.percents:
                _record_given_percent(ledger, tally, key)
                continue
            base = ledger.facts.get(f"{_prefix(tally)}.base")
            if base is not None and base.value:
                record_share(ledger, ledger.facts[f"{_prefix(tally)}.{key}"], base)


def record_share(ledger: Ledger, count: Fact, whole: Fact) -> None:
    """Record what percentage a count is of the whole it belongs to; a symbol stands for both."""
    assert whole.value is not None
    value = share(count.value, whole.value) if count.value is not None else count.symbol
    assert value is not None
    ledger.record(
        f"{count.id}.percent",
        value,
        PERCENT,
        count.label,
        decimals=0,
        as_of=count.as_of,
        calculation=f"{count.text} ÷ {whole.text} = {_percent_words(value)}",
        numerator=count.id,
        denominator=whole.id,
        inputs=(count.id, whole.id),
        sources=count.sources,
        basis=count.basis,
        assumptions=count.assumptions,
        counts_children=True,
    )


def _percent_words(value: Number | Symbol) -> str:
    return value.text if isinstance(value, Symbol) else PERCENT.exact(value)


def _record_given_percent(ledger: Ledger, tally: Tally, key: str) -> None:
    value = tally.percents[key]
    ledger.record(
        f"{_prefix(tally)}.{key}.percent",
        value,
        PERCENT,
        _label(tally, tally.labels[key]),
        decimals=0,
        as_of=tally.question.closed,
        calculation=f"{_percent_words(value)} as given, {NO_BASE}",
        sources=sources_of(ledger.inputs, tally.table, tally.rows[key], "percent"),
        basis=f"{tally.question.basis}; {NO_BASE}",
        assumptions=(f"{tally.question.basis}; {NO_BASE}",),
        status=Status.SUPPLIED,
    )


@indicator("survey.response_rate", title="Response rate")
def survey_response_rate(ledger: Ledger) -> None:
    """How many people there are in all, how many were asked, how many answered the survey, and the last as a share of
    those asked.

    How to read: The higher the response rate, the more likely it is that the answers speak for everybody asked.
    Caveat: Those who feel strongly are more likely to answer.
    A member may ask: Did enough people answer the survey? The response rate says how many of those asked did. The
    lower it is, the less the answers speak for the others.
    """
    surveys: dict[str, list[Question]] = {}
    for question in read_questions(ledger.inputs):
        surveys.setdefault(question.survey, []).append(question)
    for survey, questions in surveys.items():
        reviews = questions[0].unit is CASES
        found = {
            name: _record_size(ledger, survey, questions, name, cases if reviews else people)
            for name, people, cases in (
                ("population", "in all", "that could have been reviewed"),
                ("invited", "asked", "chosen"),
                ("responded", "answered", "reviewed"),
            )
        }
        if reviews:
            continue
        responded, invited = found["responded"], found["invited"]
        if responded is None or invited is None or not responded.value or not invited.value:
            continue
        rate = share(responded.value, invited.value)
        ledger.record(
            f"survey.{survey}.response_rate",
            rate,
            PERCENT,
            f"{survey}: response rate",
            decimals=1,
            as_of=responded.as_of,
            calculation=f"{responded.text} ÷ {invited.text} = {PERCENT.exact(rate)}",
            numerator=responded.id,
            denominator=invited.id,
            inputs=(responded.id, invited.id),
            sources=responded.sources + invited.sources,
            basis=responded.basis,
            counts_children=True,
        )


def _record_size(ledger: Ledger, survey: str, questions: list[Question], name: str, label: str) -> Fact | None:
    unit: Unit = questions[0].unit
    stated = [question for question in questions if question.row.amount(name) is not None]
    values = {question.row.amount(name) for question in stated}
    if len(values) > 1:
        ledger.warnings.append(
            Problem(
                stated[-1].row.place(name),
                f"the questions of {survey} give different numbers {label}",
                "one number for the survey is needed; the first is used",
                "give the same number with every question",
                Severity.WARNING,
            )
        )
    value = stated[0].row.amount(name) if stated else None
    sources = sources_of(ledger.inputs, "survey_questions", [question.row for question in stated[:1]], name)
    if value is None and name == "responded":
        rows = [row for row in ledger.inputs.rows("survey_responses") if identifier(row.text("survey")) == survey]
        value = len({row.text("respondent") for row in rows}) or None
        sources = sources_of(ledger.inputs, "survey_responses", rows, "survey")
    if value is None:
        return None
    return ledger.record(
        f"survey.{survey}.{name}",
        value,
        unit,
        f"{survey}: {unit.name} {label}",
        as_of=questions[0].closed,
        calculation=f"{unit.exact(value)} {unit.name} {label}",
        sources=sources,
        basis="case reviews" if unit is CASES else f"asked of {questions[0].audience or 'an audience not stated'}",
        counts_children=True,
    )
