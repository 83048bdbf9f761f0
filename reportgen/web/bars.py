"""Bars that lie: one a category and series, or stacked, each with its value at its tip."""

from __future__ import annotations

from itertools import accumulate

from reportgen.office.chart_look import QUIET, text_width
from reportgen.office.values import ChartPoint, ChartSpec, Printed, Words
from reportgen.web.canvas import TEXT, Canvas, break_lines, widest
from reportgen.web.keys import fill_of, lines_height, make_head
from reportgen.web.words import plain

_THICK, _GAP = 22.0, 14.0
_LABEL_SHARE = 0.42
_TIP = 6.0


def draw_bars(spec: ChartSpec, width: float) -> Canvas:
    """Draw the bars of each category side by side, the first category at the top."""
    count = len(spec.series)
    canvas, tops, thick = _sheet(spec, width, count)
    numbers = [_amounts(points) for points in (series.points for series in spec.series)]
    every = [0.0, *(number for row in numbers for number in row if number is not None)]
    _span(canvas, min(every), max(every), [point for series in spec.series for point in series.points])
    for at, series in enumerate(spec.series):
        for row, (point, number) in enumerate(zip(series.points, numbers[at], strict=True)):
            middle = tops[row] + thick * (at + 0.5)
            if number:
                canvas.axes.barh(middle, number, height=thick * 0.92, color=fill_of(spec, at, point.colour))
            _tip(canvas, number or 0.0, middle, point.printed)
    canvas.axes.axvline(0, color=f"#{QUIET}", linewidth=1)
    return canvas


def draw_stacked_bars(spec: ChartSpec, width: float) -> Canvas:
    """Draw one bar a category, the series one after another; values stand in the table beneath the chart."""
    canvas, tops, thick = _sheet(spec, width, 1)
    numbers = [_amounts(series.points) for series in spec.series]
    columns = [[number or 0.0 for number in column] for column in zip(*numbers, strict=True)]
    _span(canvas, 0.0, max((sum(column) for column in columns), default=0.0), [])
    for row, column in enumerate(columns):
        starts = [0.0, *accumulate(column)]
        for at, number in enumerate(column):
            middle = tops[row] + thick / 2
            canvas.axes.barh(middle, number, left=starts[at], height=thick * 0.92, color=fill_of(spec, at))
    canvas.axes.axvline(0, color=f"#{QUIET}", linewidth=1)
    return canvas


def _amounts(points: tuple[ChartPoint, ...]) -> list[float | None]:
    return [None if point.value is None else float(point.value) for point in points]


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


def _span(canvas: Canvas, least: float, most: float, points: list[ChartPoint]) -> None:
    """Make room along the bars: from the least to the greatest value and for the labels at both ends."""
    room = canvas.axes.get_position().width * canvas.width
    widths = [text_width(point.printed.text, TEXT) + 2 * _TIP for point in points]
    label = max(widths, default=0.0)
    before = label if least < 0 else 0.0
    scale = (most - least or 1.0) / max(room - label - before, 1.0)
    canvas.axes.set_xlim(least - before * scale, most + label * scale)


def _tip(canvas: Canvas, number: float, middle: float, printed: Printed) -> None:
    words: Words = printed
    side, shift = ("right", -_TIP) if number < 0 else ("left", _TIP)
    canvas.write(number, middle, words, side=side, shift=(shift, 0))
