"""Columns that stand: side by side, stacked, and the waterfall from one level to another."""

from __future__ import annotations

from reportgen.office.chart_look import QUIET
from reportgen.office.values import ChartSpec, Words
from reportgen.web import bars
from reportgen.web.canvas import Canvas, break_lines, widest
from reportgen.web.keys import amounts, fill_of, lines_height, make_head
from reportgen.web.waterfall import make_steps
from reportgen.web.words import plain

_PLOT = 260.0
_USED = 0.64
"""How much of a category's width its columns take: the gap is about 56 percent of a column."""
_LABEL = 22.0
_STEPS = 64.0


def draw_columns(spec: ChartSpec, width: float) -> Canvas:
    """Draw the columns of each category side by side: values at their tips where they fit, else an axis."""
    if not _fits(spec, width):
        return bars.draw_bars(spec, width)
    count = len(spec.series)
    points = [point for series in spec.series for point in series.points]
    slot = width / max(len(spec.categories), 1) * _USED / count
    labelled = all(series.labels for series in spec.series) and slot >= widest(p.printed.text for p in points) + 2
    numbers = [amounts(spec, series.points) for series in spec.series]
    every = [0.0, *(number for row in numbers for number in row if number is not None)]
    canvas = _sheet(spec, width, min(every), max(every), labelled=labelled)
    thick = _USED / count
    for at, series in enumerate(spec.series):
        for place, (point, number) in enumerate(zip(series.points, numbers[at], strict=True)):
            middle = place - _USED / 2 + thick * (at + 0.5)
            if number:
                _stand(canvas, middle, (0, number), thick * 0.94, fill_of(spec, at, point.colour))
            if labelled or number is None:
                _write_tip(canvas, middle, number or 0.0, point.printed)
    return canvas


def draw_stacked_columns(spec: ChartSpec, width: float) -> Canvas:
    """Draw one column a category, the series on one another from the axis, with the steps of the axis."""
    if not _fits(spec, width):
        return bars.draw_stacked_bars(spec, width)
    numbers = [amounts(spec, series.points) for series in spec.series]
    tall = [sum(number for number in column if number and number > 0) for column in zip(*numbers, strict=True)]
    deep = [sum(number for number in column if number and number < 0) for column in zip(*numbers, strict=True)]
    canvas = _sheet(spec, width, min(0.0, *deep), max(0.0, *tall), labelled=False)
    above, below = [0.0] * len(tall), [0.0] * len(tall)
    for at, row in enumerate(numbers):
        for place, number in enumerate(row):
            if number:
                bottoms = above if number > 0 else below
                _stand(canvas, place, (bottoms[place], number), _USED, fill_of(spec, at))
                bottoms[place] += number
    return canvas


def draw_waterfall(spec: ChartSpec, width: float) -> Canvas:
    """Draw levels from the axis and the changes between them, each with its value; lying where words need room."""
    if not _fits(spec, width):
        return bars.draw_lying_waterfall(spec, width)
    steps = make_steps(spec)
    ends = [0.0, *(end for step in steps if step is not None for end in step.ends)]
    canvas = _sheet(spec, width, min(ends), max(ends), labelled=True)
    for place, step in enumerate(steps):
        if step is None:
            _write_tip(canvas, place, 0.0, spec.series[0].points[place].printed)
        else:
            _stand(canvas, place, (step.start, step.size), _USED, f"#{step.colour}")
            _write_tip(canvas, place, step.ends[0] if min(ends) < 0 else step.ends[1], step.words)
    return canvas


def _stand(canvas: Canvas, middle: float, reach: tuple[float, float], wide: float, colour: str) -> None:
    """Draw a column about a middle line; ``reach`` is where it begins and how tall it is."""
    canvas.fill((middle - wide / 2, reach[0]), wide, reach[1], colour)


def _fits(spec: ChartSpec, width: float) -> bool:
    """Whether every word of the categories is narrower than the room of one."""
    slot = (width - _STEPS) / max(len(spec.categories), 1)
    return widest(word for category in spec.categories for word in plain(category).split()) <= slot


def _sheet(spec: ChartSpec, width: float, least: float, most: float, *, labelled: bool) -> Canvas:
    """Return the sheet with head and categories written; with steps and light lines where values are not labelled."""
    left = 4.0 if labelled else _STEPS
    head = make_head(spec, width, spec.value_axis)
    slot = (width - left) / max(len(spec.categories), 1)
    broken = [break_lines(plain(category), slot - 8) for category in spec.categories]
    bottom = lines_height(max(map(len, broken), default=1)) + 12
    height = head.height + _PLOT + bottom
    canvas = Canvas(width, height, (left, head.height, 4, bottom))
    head.write(canvas)
    canvas.axes.set_xlim(-0.5, len(spec.categories) - 0.5)
    if labelled:
        room = (most - least or 1.0) / (_PLOT - _LABEL * ((most > 0) + (least < 0))) * _LABEL
        canvas.axes.set_ylim(least - (room if least < 0 else 0), most + (room if most > 0 else 0))
    else:
        canvas.rule_values(least, most)
    canvas.rule(0, QUIET)
    floor = canvas.axes.get_ylim()[0]
    for place, (category, lines) in enumerate(zip(spec.categories, broken, strict=True)):
        canvas.write(place, floor, category, lines=lines, side="center", level="top", shift=(0, -8))
    return canvas


def _write_tip(canvas: Canvas, place: float, number: float, words: Words) -> None:
    level, shift = ("top", -4) if number < 0 else ("bottom", 4)
    canvas.write(place, number, words, side="center", level=level, shift=(0, shift))
