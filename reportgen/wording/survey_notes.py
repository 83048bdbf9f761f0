"""What stands with every figure of a survey: the question, how many answered, who, when, and what it does not show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.facts.fact import Fact
from reportgen.facts.units import Percent
from reportgen.office.values import Passage, Printed, Text, Words
from reportgen.wording.formats import Day, print_fact
from reportgen.wording.surveys import Option, SurveyQuestion, is_no_view

_Pieces = list[str | Printed]
_HUNDRED = 100
_NARROW = 10
"""Percent below which a part of a bar has no room for its share, or only just."""


def describe_base(question: SurveyQuestion) -> Passage:
    """Return who answered, when and how many: “Question: … Base: 214 … Dates: …”, without what is not known."""
    ending = "" if question.row.text("text").rstrip().endswith(("?", ".")) else "."
    asked = ("Question: ", _words(question.text("text")), f"{ending} ")
    return Passage((*asked, *describe_answers(question).pieces))


def describe_answers(question: SurveyQuestion) -> Passage:
    """Return the same without the question, for a slide that has it as its heading: “Base: 214 … Dates: …”."""
    pieces: _Pieces = [*count_answers(question).pieces, *_who_answered(question), "."]
    pieces += _when(question)
    if question.base is not None and question.base.rounded_to:
        pieces.append(f" Counts are rounded to the nearest {question.base.rounded_to}.")
    if question.lies_on_both_sides:
        pieces += _list_shares(" Not drawn: ", question.options, is_drawn=False)
        pieces += _list_shares(" Narrow parts: ", question.options, is_drawn=True)
    if question.is_case_review:
        pieces.append(" Cases were chosen to learn from: they are not a sample of all children.")
    if question.is_themes:
        pieces.append(
            f" A comment may be about several themes, so percentages {_adding(question)} more than a hundred."
        )
    if question.is_multiple:
        pieces.append(
            f" People could choose more than one answer, so the percentages {_adding(question)} more than a hundred."
        )
    return Passage(tuple(pieces))


def _list_shares(before: str, options: Sequence[Option], *, is_drawn: bool, after: str = ".") -> _Pieces:
    """Return the answers that stand on neither side of a scale, or else those whose part of the bar may be too narrow.

    So no share is missing from a chart whose bars have no room to write it.
    """
    found = [
        option
        for option in options
        if is_no_view(str(option.label)) != is_drawn and (not is_drawn or Decimal(option.shown.value or 0) < _NARROW)
    ]
    pieces: _Pieces = []
    for number, option in enumerate(found):
        pieces += [", " if number else before, _words(option.label), " ", print_fact(option.shown)]
    return [*pieces, after] if pieces else []


def _who_answered(question: SurveyQuestion) -> _Pieces:
    """Return “ (Parents), response rate 16.2%”, and what is not stated; a case review has neither."""
    if question.is_case_review:
        return []
    return [" (", _audience(question), "), ", *_rate(question)]


def _audience(question: SurveyQuestion) -> str | Printed:
    return _words(question.text("audience")) if question.row.text("audience") else "who was asked is not stated"


def _rate(question: SurveyQuestion) -> _Pieces:
    rate = question.response_rate
    return ["response rate not stated"] if rate is None else ["response rate ", print_fact(rate)]


def _when(question: SurveyQuestion, asked: str = " Asked") -> _Pieces:
    """Return when it was asked, or that nobody says when."""
    opened, closed = _days(question)
    pieces: _Pieces = []
    if opened is not None:
        pieces += [" from ", opened]
    if closed is not None:
        pieces += [" to ", closed]
    return [asked, *pieces, "."] if pieces else [" Dates not stated."]


def _days(question: SurveyQuestion) -> tuple[Printed | None, Printed | None]:
    opened, closed = question.row.day("opened"), question.row.day("closed")
    return (
        None if opened is None else Day(opened, "survey_questions.opened").printed(),
        None if closed is None else Day(closed, "survey_questions.closed").printed(),
    )


def _adding(question: SurveyQuestion) -> str:
    """Return whether percentages do add up to more than a hundred, or only may: some could be hidden."""
    shares = [option.percent.value for option in question.options if option.percent is not None]
    total = sum((Decimal(share) for share in shares if share is not None), Decimal(0))
    return "add to" if total > _HUNDRED else "can add to"


def count_answers(question: SurveyQuestion) -> Passage:
    """Return how many answered: “Base: 214 people”."""
    if question.base is None or question.base.symbol is Symbol.NOT_AVAILABLE:
        return Passage(("Base: base not supplied",))
    return Passage(("Base: ", print_fact(question.base, "words")))


def tell_who(question: SurveyQuestion) -> Passage:
    """Return who answered as sentences, for running text: “It was answered by 214 people (Parents), … Asked from …”."""
    known = question.base is not None and question.base.value is not None
    count: _Pieces = [print_fact(question.base, "words")] if known and question.base is not None else []
    if question.is_case_review:
        pieces: _Pieces = [*(count or ["The cases"]), " were chosen to learn from and are not a sample"]
    else:
        asked: _Pieces = ["It was answered by ", *count] if count else ["How many answered is not stated"]
        pieces = [*asked, *_who_answered(question)]
    return Passage((*pieces, ".", *_when(question, " It was asked")))


def describe_asked(question: SurveyQuestion) -> Passage:
    """Return of whom and when a question was asked, for words that are no count: quotes."""
    if question.is_case_review:
        return Passage(("Written in case reviews.", *_when(question)))
    return Passage(("Asked of: ", _audience(question), "; ", *_rate(question), ".", *_when(question)))


def describe_groups(question: SurveyQuestion) -> Passage:
    """Return who answered in each group, after the question itself: “… Groups: Parents 164, staff not supplied.”"""
    return add_groups(question, describe_base(question))


def add_groups(question: SurveyQuestion, before: Passage) -> Passage:
    """Return ``before`` and after it how many answered in each group."""
    pieces: _Pieces = [*before.pieces, " Groups: "]
    for number, group in enumerate(question.groups):
        pieces += [", " if number else "", _words(group.name), " "]
        known = group.base is not None and group.base.symbol is not Symbol.NOT_AVAILABLE
        pieces.append(print_fact(group.base, "words") if known and group.base is not None else "(base not supplied)")
    pieces.append(".")
    for group in question.groups_on_both_sides:
        for words, is_drawn in ((": not drawn ", False), (": narrow parts ", True)):
            shares = _list_shares(words, group.options, is_drawn=is_drawn)
            pieces += [" ", _words(group.name), *shares] if shares else []
    return Passage(tuple(pieces))


def name_with_base(name: Words, base: Fact | None) -> Passage:
    """Return the name of a bar or of its colour with how many answered: “Parents (120)”."""
    pieces: _Pieces = [Printed(str(name), name.ref) if isinstance(name, Text) else str(name)]
    if base is not None and base.value is not None:
        pieces += [" (", print_fact(base), ")"]
    return Passage(tuple(pieces))


def explain_answers(question: SurveyQuestion, *, by_group: bool = False) -> Words:
    """Return how the answers are read: the officer's words, else what follows from how the question was asked."""
    given = question.text("how_to_read")
    if given and not by_group:
        return given
    options = [option for group in question.groups for option in group.options] if by_group else question.options
    if not any(isinstance(option.shown.unit, Percent) for option in options):
        return _counted_words(question)
    if by_group:
        return "Each percentage is of those in the group who answered this one question."
    if question.is_multiple:
        return "Each percentage is of those who answered; they could choose several."
    return "Each percentage is of those who answered."


def _counted_words(question: SurveyQuestion) -> str:
    if question.is_themes:
        return "Each number is how many of the comments are about that theme."
    if question.is_case_review:
        return "Each number is how many of the cases had that answer."
    return "Each number is how many people gave that answer."


def limit_answers(question: SurveyQuestion) -> Words:
    """Return what the answers do not show: the officer's words, else what is true of every survey of the kind."""
    if given := question.text("does_not_show"):
        return given
    if question.is_case_review:
        return "It does not show how common this is."
    if question.is_themes:
        return "It does not show how many people agree with a comment."
    return "It does not show what people who did not answer think."


def limit_briefly(question: SurveyQuestion) -> Passage:
    """Return what the answers show and do not show in a few words, for a slide of two charts."""
    known = question.base is not None and question.base.value is not None
    count: _Pieces = [print_fact(question.base, "words")] if known and question.base is not None else []
    if question.is_case_review:
        return Passage(("Shows ", *(count or ["cases"]), ", not a sample of all."))
    return Passage(("Shows what ", *(count or ["those who answered"]), " said, not what others think."))


def _words(text: Text) -> Printed:
    return Printed(str(text), text.ref)
