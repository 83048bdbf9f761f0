"""What must hold between the tables of a survey: parts within their whole, one source of counts, nothing unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.errors import Problem
from reportgen.inputs.fault import quoted
from reportgen.inputs.row_problems import problem_at, warning_at
from reportgen.inputs.table import Inputs, Row

_OPTIONS_NEEDED = ("single", "multiple", "scale")
_MOST_SLICES = 5
_CASE_REVIEW = "case review"
_ROUNDING = Decimal("0.5")
"""How far a percentage printed without decimals may lie from its share."""


def check_surveys(inputs: Inputs) -> Iterator[Problem]:
    """Yield every breach of what holds in and between the tables of surveys, and a warning for what looks wrong."""
    for row in inputs.rows("survey_counts"):
        yield from _check_count(row)
    for row in inputs.rows("survey_comments"):
        if row.flag("approved") and not row.text("comment") and not row.text("published_text"):
            found, needed = "found approval without a text", "the text approved is needed"
            yield problem_at(row, "approved", found, needed, "fill in comment or published_text, or write no")
    responses, counts = (_by_question(inputs, table) for table in ("survey_responses", "survey_counts"))
    for row in inputs.rows("survey_questions"):
        answers, held = responses.get(_key(row), []), counts.get(_key(row), [])
        yield from _check_options(row)
        yield from _check_chart(row, answers, held)
        yield from _check_answers(row, answers, held)
    yield from _check_unsaid(inputs)


def _by_question(inputs: Inputs, table: str) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in inputs.rows(table):
        found.setdefault(_key(row), []).append(row)
    return found


def _key(row: Row) -> tuple[str, str]:
    return row.text("survey"), row.text("question_id")


def _check_count(row: Row) -> Iterator[Problem]:
    if row.value("count") is None and row.value("percent") is None:
        found, needed = "found neither a count nor a percent", "one of the two is needed"
        yield problem_at(row, "option", found, needed, "fill in the count, or the percent where that is all there is")
    count, percent = row.amount("count"), row.amount("percent")
    if count is not None and count < 0:
        yield problem_at(row, "count", f"found {count:,}", "a count from 0 upwards is needed", "correct the count")
    if percent is not None and not 0 <= percent <= 100:
        yield problem_at(
            row, "percent", f"found {percent}%", "a percent from 0% to 100% is needed", "correct the percent"
        )


def _check_options(row: Row) -> Iterator[Problem]:
    options = row.items("options")
    if row.text("kind") not in _OPTIONS_NEEDED:
        return
    if not options:
        found, needed = "found no options", "the answers in reading order, joined by |, are needed"
        yield problem_at(row, "options", found, needed, "fill in options")
    elif len(options) == 1:
        found, needed = "found one option alone", "the answers in reading order, joined by |, are needed"
        yield problem_at(row, "options", found, needed, "put | between the options, as in Yes|Partly|No")
    elif len({" ".join(option.casefold().split()) for option in options}) < len(options):
        found, needed = "found the same option twice", "each answer once is needed"
        yield problem_at(row, "options", found, needed, "delete one of the two")


def _check_chart(row: Row, answers: Sequence[Row], counts: Sequence[Row]) -> Iterator[Problem]:
    reason = _why_no_pie(row, answers, counts) if row.text("chart") == "pie" else ""
    if reason:
        found, needed = f"found a pie wanted for {reason}", "one answer each, at most five, counted, is needed"
        yield warning_at(row, "chart", found, needed, "nothing to do: bars are drawn instead; write bar")


def _why_no_pie(row: Row, answers: Sequence[Row], counts: Sequence[Row]) -> str:
    """Return why a question may not be a pie: only parts of one whole may, few enough to tell apart (domain E)."""
    if row.text("kind") != "single":
        return "answers that are not parts of one whole"
    if len(row.items("options")) > _MOST_SLICES:
        return f"more than {_MOST_SLICES} answers"
    whole = [count for count in counts if not count.text("group")]
    if any(count.value("count") is None for count in whole):
        return "percentages without counts"
    return "a comparison of groups" if counts and not whole and not answers else ""


def _check_answers(question: Row, answers: Sequence[Row], counts: Sequence[Row]) -> Iterator[Problem]:
    """Whether a question has answers, from one source, no more of them than people, and groups within the whole."""
    whole = [row for row in counts if not row.text("group")]
    name = f"{question.text('question_id')} of {question.text('survey')}"
    if question.text("kind") == "text":
        if counts:
            found = f"found counts of {name}, which is answered in people's own words"
            needed = "comments with their themes are needed; these counts are not used"
            yield warning_at(counts[0], "question_id", found, needed, "put the comments into survey_comments")
        return
    if not answers and not counts:
        found, needed = f"found no answers to {name}", "responses or counts are needed; it is left out"
        yield warning_at(question, "question_id", found, needed, "add its answers, or delete the row")
    if answers and whole:
        found, needed = (
            f"found counts of {name} beside its responses",
            "one of the two is needed; responses are counted",
        )
        yield warning_at(whole[0], "question_id", found, needed, "delete the counts, or the responses")
    yield from _check_sizes(question, answers, whole)
    yield from _check_groups(whole, [row for row in counts if row.text("group")])
    for group in dict.fromkeys(row.text("group") for row in counts):
        yield from _check_percents(question, [row for row in counts if row.text("group") == group])


def _check_sizes(question: Row, answers: Sequence[Row], whole: Sequence[Row]) -> Iterator[Problem]:
    responded = question.amount("responded")
    if responded is None:
        return
    known = [count for row in whole if (count := row.amount("count")) is not None]
    most = (max if question.text("kind") == "multiple" else sum)(known) if known else 0
    if answers:
        most = len({row.text("respondent") for row in answers})
    if most > responded:
        found = f"found {most:,} who answered {question.text('question_id')}, but responded is {responded:,}"
        needed = "no more answers to a question than people who answered the survey are needed"
        yield problem_at(question, "responded", found, needed, "check responded, and the answers")


def _check_groups(whole: Sequence[Row], groups: Sequence[Row]) -> Iterator[Problem]:
    totals = {row.text("option"): row.amount("count") for row in whole}
    for row in groups:
        count, total = row.amount("count"), totals.get(row.text("option"))
        if count is not None and total is not None and count > total:
            found = f"found {count:,} in a group, but {total:,} in all"
            yield problem_at(row, "count", found, "a part no larger than its whole is needed", "check both numbers")


def _check_percents(question: Row, rows: Sequence[Row]) -> Iterator[Problem]:
    """Percentages of one answer each make a hundred, but for rounding."""
    known = [Decimal(share) for row in rows if (share := row.amount("percent")) is not None]
    is_whole = len(known) == len(rows) == len(question.items("options"))
    if question.text("kind") == "multiple" or not is_whole or any(row.value("count") is not None for row in rows):
        return
    total = sum(known, Decimal(0))
    if abs(total - 100) > _ROUNDING * len(known):
        found = f"found percentages that add up to {total.normalize():f}%"
        needed = "100% is needed where each gave one answer"
        yield warning_at(rows[0], "percent", found, needed, "check them, or write multiple as the kind of the question")


def _check_unsaid(inputs: Inputs) -> Iterable[Problem]:
    """What is printed with every result and is not given, once a survey."""
    surveys: dict[str, Row] = {}
    for row in inputs.rows("survey_questions"):
        surveys.setdefault(row.text("survey"), row)
    for survey, row in surveys.items():
        is_review = row.text("audience").casefold() == _CASE_REVIEW
        wanted = ("opened", "closed") if is_review else ("audience", "opened", "closed", "invited")
        missing = [name for name in wanted if row.value(name) is None]
        if missing:
            found = f"found no {', '.join(missing)} for {quoted(survey)}"
            needed = "who was asked, when and how many are printed with every result; until then “not stated” is"
            yield warning_at(row, missing[0], found, needed, "fill them in for each question of the survey")
