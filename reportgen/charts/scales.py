"""Scales as diverging bars: one bar for everybody or for each group, lined up at the middle of the scale.

What stands before the middle lies to its left and what stands after it to its right, so that a reader sees at once
which side outweighs the other. Declared helper series that are not shown fill the bars up on both sides. A bar with a
hidden answer is left out: where its other parts stood would give the answer away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.charts.chart import MAIN, PALETTE, PERCENT_FORMAT, in_line, join, listed, point
from reportgen.facts.units import Percent
from reportgen.office.chart_look import tint
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Look, Passage, Printed, Text, Words
from reportgen.wording.formats import print_fact
from reportgen.wording.surveys import Option, SurveyQuestion

_TURNING = re.compile(
    r"\b(?:neither|neutral|disagree|dissatisfied|unsatisfied|unlikely|unhelpful|poor|bad|worse)\b", re.I
)
_NO_VIEW = ("don't know", "don’t know", "not sure", "unsure", "not applicable", "n/a", "prefer not", "no opinion")
_FOR, _AGAINST, _MIDDLE = MAIN, PALETTE[3], "D9D9D9"
_LIGHTER = 0.45
_EVERYBODY = "All who answered"

Bar = tuple[Words, Sequence[Option]]


def has_sides(question: SurveyQuestion) -> bool:
    """Whether a question's scale turns somewhere, as from agree to disagree: never to always has no sides."""
    return question.is_scale and any(map(_TURNING.search, question.row.items("options")))


def draw_sides(question: SurveyQuestion, note: Words) -> ChartSpec | None:
    """Return the bar of everybody, None where an answer is hidden or has no percent."""
    bars = _whole([(_EVERYBODY, question.options)])
    return _spec(question, bars, question.name, question.title, note) if bars else None


def draw_group_sides(question: SurveyQuestion, name: str, note: Words) -> ChartSpec | None:
    """Return a bar for each group and one for everybody above them, None where fewer than two groups can be drawn."""
    groups = _whole([(group.name, group.options) for group in question.groups])
    if len(groups) < 2:
        return None
    left_out = [group.name for group in question.groups if group.name not in [name for name, _ in groups]]
    if left_out:
        note = in_line((note, join(listed(left_out), ": not drawn, as an answer is hidden.")))
    bars = [*_whole([(_EVERYBODY, question.options)]), *groups]
    return _spec(question, bars, name, join(question.title, ", by group"), note)


def _whole(bars: Sequence[Bar]) -> list[Bar]:
    """Return the bars all of whose answers are printed as percentages."""
    return [
        (name, options)
        for name, options in bars
        if options and all(o.shown.value is not None and isinstance(o.shown.unit, Percent) for o in options)
    ]


def _spec(question: SurveyQuestion, bars: Sequence[Bar], name: str, title: Words, note: Words) -> ChartSpec:
    views = [label for label in question.row.items("options") if not _is_no_view(label)]
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
        alt_text=join("Diverging bar chart. ", question.text("text"), " ", *(join(words, ". ") for words in said)),
        value_axis="Percent of those who answered",
        number_format=PERCENT_FORMAT,
        note=in_line((note, *_no_views(bars))),
        shows=question.text("how_to_read"),
        legend=True,
    )


def _helper(name: str, farthest: Decimal, taken: Sequence[Decimal]) -> ChartSeries:
    """Return the blank on one side of the bars, so that all are as long and the middle of the scale is theirs."""
    blank = tuple(ChartPoint(farthest - each, Printed("", "label:helper")) for each in taken)
    return ChartSeries(name, blank, look=Look.UNSEEN, labels=False)


def _is_no_view(label: str) -> bool:
    return label.casefold().startswith(_NO_VIEW)


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
    against_first = sum(bool(_TURNING.search(v)) for v in views[:half]) > sum(
        bool(_TURNING.search(v)) for v in views[-half:]
    )
    first, last = (_AGAINST, _FOR) if against_first else (_FOR, _AGAINST)
    shades = [first, *[tint(first, _LIGHTER)] * (half - 1)], [*[tint(last, _LIGHTER)] * (half - 1), last]
    return [*shades[0], *[_MIDDLE] * (len(views) % 2), *shades[1]]


def _no_views(bars: Sequence[Bar]) -> list[Passage]:
    """Return who had no view, in words and in the order of the bars: such answers are on neither side."""
    found: dict[str, list[Passage]] = {}
    for _, options in bars:
        for option in options:
            if _is_no_view(str(option.label)):
                found.setdefault(str(option.label), []).append(join(print_fact(option.shown)))
    return [
        join("Not drawn: ", Text(label, "input:survey_questions.options"), " ", listed(said), ".")
        for label, said in found.items()
    ]
