"""Scales as diverging bars: one bar for everybody or for each group, lined up at the middle of the scale.

What stands before the middle lies to its left and what stands after it to its right, so that a reader sees at once
which side outweighs the other. Declared helper series that are not shown fill the bars up on both sides. A bar with a
hidden answer is left out: where its other parts stood would give the answer away.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.charts.chart import MAIN, PALETTE, PERCENT_FORMAT, in_line, join, listed, point
from reportgen.office.chart_look import tint
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Look, Printed, Text, Words
from reportgen.wording.formats import print_fact
from reportgen.wording.survey_notes import explain_answers, name_with_base
from reportgen.wording.surveys import TURNING, Option, SurveyQuestion, is_no_view, is_whole

_FOR, _AGAINST, _MIDDLE = MAIN, PALETTE[3], "D9D9D9"
_LIGHTER, _LIGHTEST = 0.45, 0.75
_EVERYBODY = "All who answered"

Bar = tuple[Words, Sequence[Option]]


def draw_sides(question: SurveyQuestion, note: Words) -> ChartSpec | None:
    """Return the bar of everybody, None where an answer is hidden or has no percent."""
    if not question.lies_on_both_sides:
        return None
    return _spec(question, [_everybody(question)], question.name, question.title, note, explain_answers(question))


def draw_group_sides(question: SurveyQuestion, name: str, note: Words) -> ChartSpec | None:
    """Return a bar for each group and one for everybody above them, None where fewer than two groups can be drawn."""
    groups: list[Bar] = [
        (name_with_base(group.name, group.base), group.options) for group in question.groups_on_both_sides
    ]
    if not groups:
        return None
    left_out = [group.name for group in question.groups if group not in question.groups_on_both_sides]
    if left_out:
        note = in_line((note, join(listed(left_out), ": not drawn, as an answer is hidden.")))
    everybody = [_everybody(question)] if is_whole(question.options) else []
    bars = [*everybody, *groups]
    title = join(question.title, ", by group")
    return _spec(question, bars, name, title, note, explain_answers(question, by_group=True))


def _everybody(question: SurveyQuestion) -> Bar:
    return name_with_base(_EVERYBODY, question.base), question.options


def _spec(
    question: SurveyQuestion, bars: Sequence[Bar], name: str, title: Words, note: Words, shows: Words
) -> ChartSpec:
    views = [label for label in question.row.items("options") if not is_no_view(label)]
    points = [[_point_of(options, label) for label in views] for _, options in bars]
    before, after = ([_up_to_middle(row[::way]) for row in points] for way in (1, -1))
    farthest = max(*before, *after)
    series = tuple(
        ChartSeries(Text(label, "input:survey_questions.options"), tuple(row[number] for row in points), colour)
        for number, (label, colour) in enumerate(zip(views, _colours(views), strict=True))
    )
    said = (
        join(words, ": ", listed(join(o.label, " ", print_fact(o.shown)) for o in options)) for words, options in bars
    )
    return ChartSpec(
        name=name,
        kind=ChartKind.STACKED_BAR,
        title=title,
        categories=tuple(words for words, _ in bars),
        series=(_helper("Left", farthest, before), *series, _helper("Right", farthest, after)),
        alt_text=join("Diverging bar chart. ", *(join(words, ". ") for words in said), note),
        value_axis="Percent of those who answered",
        number_format=PERCENT_FORMAT,
        note=note,
        shows=shows,
        legend=True,
    )


def _helper(name: str, farthest: Decimal, taken: Sequence[Decimal]) -> ChartSeries:
    """Return the blank on one side of the bars, so that all are as long and the middle of the scale is theirs."""
    blank = tuple(ChartPoint(farthest - each, Printed("", "label:helper")) for each in taken)
    return ChartSeries(name, blank, look=Look.UNSEEN, labels=False)


def _point_of(options: Sequence[Option], label: str) -> ChartPoint:
    return point(next((option.shown for option in options if str(option.label) == label), None))


def _up_to_middle(row: Sequence[ChartPoint]) -> Decimal:
    """Return how much of a bar lies before the middle of its scale: half of the middle answer, where there is one."""
    values = [Decimal(each.value or 0) for each in row]
    half = len(values) // 2
    return sum(values[:half], Decimal(0)) + (values[half] / 2 if len(values) % 2 else 0)


def _colours(views: Sequence[str]) -> list[str]:
    """Return a colour for each answer: stronger towards the ends, grey in the middle, orange on the side against."""
    half = len(views) // 2
    against_first = sum(bool(TURNING.search(v)) for v in views[:half]) > sum(
        bool(TURNING.search(v)) for v in views[-half:]
    )
    first, last = (_AGAINST, _FOR) if against_first else (_FOR, _AGAINST)
    return [*_fading(first, half), *[_MIDDLE] * (len(views) % 2), *_fading(last, half)[::-1]]


def _fading(colour: str, steps: int) -> list[str]:
    """Return a colour and lighter ones of it, each apart from the next, from the end of a scale towards its middle."""
    widest = _LIGHTER if steps <= 2 else _LIGHTEST
    return [colour, *(tint(colour, widest * step / (steps - 1)) for step in range(1, steps))]
