"""Bars that lie: one a category and series, or stacked, each with its value at its tip."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportgen.office.chart_look import QUIET, text_width
from reportgen.office.values import ChartPoint, ChartSpec, Look, Words
from reportgen.web.canvas import TEXT, Canvas, break_lines, widest
from reportgen.web.keys import amounts, fill_of, lines_height, make_head
from reportgen.web.waterfall import make_steps
from reportgen.web.words import plain

_THICK, _GAP = 22.0, 14.0
_LABEL_SHARE = 0.42
_TIP = 6.0


def draw_bars(spec: ChartSpec, width: float) -> Canvas:
    """Draw the bars of each category side by side, the first category at the top."""
    count = len(spec.series)
    canvas, tops, thick = _sheet(spec, width, count)
    numbers = [amounts(spec, series.points) for series in spec.series]
    every = [0.0, *(number for row in numbers for number in row if number is not None)]
    _span(canvas, min(every), max(every), [point for series in spec.series for point in series.points])
    for at, series in enumerate(spec.series):
        for row, (point, number) in enumerate(zip(series.points, numbers[at], strict=True)):
            middle = tops[row] + thick * (at + 0.5)
            if number:
                _lay(canvas, middle, (0, number), thick, fill_of(spec, at, point.colour))
            if number is not None or not plain(spec.categories[row]).endswith(point.printed.text):
                _tip(canvas, number or 0.0, middle, point.printed)
    canvas.axes.axvline(0, color=f"#{QUIET}", linewidth=1)
    return canvas


def draw_stacked_bars(spec: ChartSpec, width: float) -> Canvas:
    """Draw one bar a category, the series one after another; values stand in the table beneath the chart.

    A series that is not seen moves the others along, and the bars then stand at no axis.
    """
    canvas, tops, thick = _sheet(spec, width, 1)
    numbers = [amounts(spec, series.points) for series in spec.series]
    columns = [[number or 0.0 for number in column] for column in zip(*numbers, strict=True)]
    _span(canvas, 0.0, max((sum(column) for column in columns), default=0.0), [])
    for row, column in enumerate(columns):
        starts = [0.0, *accumulate(column)]
        for at, number in enumerate(column):
            if spec.series[at].look is Look.UNSEEN:
                continue
            middle = tops[row] + thick / 2
            _lay(canvas, middle, (starts[at], number), thick, fill_of(spec, at))
    if all(series.look is not Look.UNSEEN for series in spec.series):
        canvas.axes.axvline(0, color=f"#{QUIET}", linewidth=1)
    return canvas


def draw_lying_waterfall(spec: ChartSpec, width: float) -> Canvas:
    """Draw a waterfall on its side, from the top down."""
    canvas, tops, thick = _sheet(spec, width, 1)
    steps = make_steps(spec)
    ends = [0.0, *(end for step in steps if step is not None for end in step.ends)]
    _span(canvas, min(ends), max(ends), spec.series[0].points, extra="+")
    for place, step in enumerate(steps):
        middle = tops[place] + thick / 2
        if step is None:
            _tip(canvas, 0.0, middle, spec.series[0].points[place].printed)
        else:
            _lay(canvas, middle, (step.start, step.size), thick, f"#{step.colour}")
            _tip(canvas, step.ends[0] if min(ends) < 0 else step.ends[1], middle, step.words)
    canvas.axes.axvline(0, color=f"#{QUIET}", linewidth=1)
    return canvas


def _sheet(spec: ChartSpec, width: float, bars: int) -> tuple[Canvas, list[float], float]:
    """Return the sheet with the categories written, where each category's bars begin, and how thick a bar is."""
    labels = [plain(category) for category in spec.categories]
    broken = [break_lines(label, width * _LABEL_SHARE) for label in labels]
    left = widest(line for lines in broken for line in lines) + 12
    head = make_head(spec, width, spec.value_axis)
    heights = [max(bars * _THICK, lines_height(len(lines))) + _GAP for lines in broken]
    height = head.height + sum(heights) + 4
    canvas = Canvas(width, height, (left, head.height, 4, 4))
    head.write(canvas)
    canvas.axes.set_ylim(sum(heights), 0)
    tops = []
    for category, lines, top, tall in zip(
        spec.categories, broken, accumulate([0.0, *heights[:-1]]), heights, strict=True
    ):
        canvas.write(4, head.height + top + tall / 2, category, lines=lines, on_sheet=True)
        tops.append(top + (tall - bars * _THICK) / 2)
    return canvas, tops, _THICK


def _span(canvas: Canvas, least: float, most: float, points: Sequence[ChartPoint], *, extra: str = "") -> None:
    """Make room along the bars: from the least to the greatest value and for the labels at both ends."""
    room = canvas.axes.get_position().width * canvas.width
    widths = [text_width(extra + point.printed.text, TEXT) + 2 * _TIP for point in points]
    label = max(widths, default=0.0)
    before = label if least < 0 else 0.0
    scale = (most - least or 1.0) / max(room - label - before, 1.0)
    canvas.axes.set_xlim(least - before * scale, most + label * scale)


def _lay(canvas: Canvas, middle: float, reach: tuple[float, float], thick: float, colour: str) -> None:
    """Draw a bar about a middle line; ``reach`` is where it begins and how long it is."""
    tall = thick * 0.92
    canvas.fill((reach[0], middle - tall / 2), reach[1], tall, colour)


def _tip(canvas: Canvas, number: float, middle: float, words: Words) -> None:
    side, shift = ("right", -_TIP) if number < 0 else ("left", _TIP)
    canvas.write(number, middle, words, side=side, shift=(shift, 0))
