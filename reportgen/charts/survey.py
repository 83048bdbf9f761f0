"""Charts of surveys and case reviews: one a question, never two questions in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.charts.chart import (
    MAIN,
    PALETTE,
    PERCENT_FORMAT,
    WHOLE_FORMAT,
    Content,
    explain_symbols,
    in_line,
    is_known,
    join,
    listed,
    name_of_bar,
    point,
)
from reportgen.charts.registry import chart
from reportgen.charts.scales import draw_group_sides, draw_sides
from reportgen.facts.fact import Fact
from reportgen.facts.units import Percent
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Passage
from reportgen.wording.formats import print_fact
from reportgen.wording.survey_notes import describe_base, describe_groups, explain_answers, name_with_base
from reportgen.wording.surveys import GROUPS, Group, Option, SurveyQuestion, find_questions

MOST_SLICES = 5
_SLICES = (*PALETTE, "BFBFBF")


@chart("survey")
def draw_questions(content: Content) -> Iterator[ChartSpec]:
    """A chart for each question: a pie only where it was declared and may be one, ranked bars for several answers.

    A scale with two sides is drawn as bars lined up at its middle, for everybody and for the groups.
    """
    for question in find_questions(content.facts, content.inputs):
        if question.row.text("chart") == "none":
            continue
        if is_known(option.shown for option in question.options):
            yield _draw_pie(question) if may_be_pie(question) else _draw_sides(question) or _draw_bars(question)
        if len(_drawn_groups(question)) > 1:
            yield _draw_group_sides(question) or _draw_groups(question)


def _draw_sides(question: SurveyQuestion) -> ChartSpec | None:
    return draw_sides(question, describe_base(question))


def _draw_group_sides(question: SurveyQuestion) -> ChartSpec | None:
    if not question.has_sides:
        return None
    return draw_group_sides(question, f"{question.name}.{GROUPS}", describe_groups(question))


def may_be_pie(question: SurveyQuestion) -> bool:
    """Whether a question is drawn as a pie: declared so, one answer each, at most five slices, none hidden."""
    counts = [option.count for option in question.options]
    return (
        question.row.text("chart") == "pie"
        and question.row.text("kind") == "single"
        and len(counts) <= MOST_SLICES
        and question.base is not None
        and question.base.value is not None
        and all(count is not None and count.value is not None for count in counts)
    )


def _drawn_groups(question: SurveyQuestion) -> tuple[Group, ...]:
    """Return the groups with something to draw, if they can be told apart by their colours and share one measure."""
    groups = tuple(group for group in question.groups if is_known(option.shown for option in group.options))
    units = {type(option.shown.unit) for group in groups for option in group.options}
    return groups if len(groups) <= len(PALETTE) and len(units) == 1 else ()


def _draw_groups(question: SurveyQuestion) -> ChartSpec:
    """Draw the groups side by side on one question: a bar a group beside each answer."""
    groups = _drawn_groups(question)
    labels = {str(option.label): option.label for group in groups for option in group.options}
    order = [label for label in question.row.items("options") if label in labels]
    series = tuple(
        ChartSeries(name_with_base(group.name, group.base), tuple(_group_point(group, label) for label in order))
        for group in groups
    )
    shown = [option.shown for group in groups for option in group.options]
    is_percent = isinstance(shown[0].unit, Percent)
    said = (
        join(group.name, ": ", listed(join(option.label, " ", print_fact(option.shown)) for option in group.options))
        for group in groups
    )
    return ChartSpec(
        name=f"{question.name}.{GROUPS}",
        kind=ChartKind.BAR,
        title=join(question.title, ", by group"),
        categories=tuple(labels[label] for label in order),
        series=series,
        alt_text=join("Bar chart by group. ", *(join(words, ". ") for words in said), describe_groups(question)),
        value_axis="Percent of those who answered in each group" if is_percent else "People",
        number_format=PERCENT_FORMAT if is_percent else WHOLE_FORMAT,
        note=in_line((describe_groups(question), *explain_symbols(shown))),
        shows=explain_answers(question, by_group=True),
        legend=True,
    )


def _group_point(group: Group, label: str) -> ChartPoint:
    return point(next((option.shown for option in group.options if str(option.label) == label), None))


def _draw_pie(question: SurveyQuestion) -> ChartSpec:
    points = tuple(
        point(option.count, colour=colour) for option, colour in zip(question.options, _SLICES, strict=False)
    )
    spec = _spec(question, ChartKind.PIE, ChartSeries(describe_base(question), points, labels=False), WHOLE_FORMAT, "")
    return replace(spec, categories=tuple(_slice(option) for option in question.options))


def _slice(option: Option) -> Passage:
    """Return the label of a slice: “Yes 84 (35%)”, without the share where there is none."""
    assert option.count is not None
    share = (" (", print_fact(option.percent), ")") if option.percent is not None else ()
    return join(option.label, " ", print_fact(option.count), *share)


def _draw_bars(question: SurveyQuestion) -> ChartSpec:
    is_percent = isinstance(question.options[0].shown.unit, Percent)
    points = tuple(point(option.shown) for option in question.options)
    axis = "Percent of those who answered" if is_percent else _counted(question)
    series = ChartSeries(describe_base(question), points, MAIN)
    return _spec(question, ChartKind.BAR, series, PERCENT_FORMAT if is_percent else WHOLE_FORMAT, axis)


def _counted(question: SurveyQuestion) -> str:
    return "Comments" if question.is_themes else "Cases" if question.is_case_review else "People"


def _spec(question: SurveyQuestion, kind: ChartKind, series: ChartSeries, number_format: str, axis: str) -> ChartSpec:
    facts: list[Fact] = [option.shown for option in question.options]
    answers = listed(join(option.label, " ", print_fact(option.shown)) for option in question.options)
    return ChartSpec(
        name=question.name,
        kind=kind,
        title=question.title,
        categories=tuple(name_of_bar(option.label, option.shown) for option in question.options),
        series=(series,),
        alt_text=join(f"{'Pie' if kind is ChartKind.PIE else 'Bar'} chart. ", answers, ". ", describe_base(question)),
        value_axis=axis,
        number_format=number_format,
        note=in_line((describe_base(question), *explain_symbols(facts))),
        shows=explain_answers(question),
    )
