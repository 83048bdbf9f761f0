"""Lines over time: solid for what has been, dashed for what is forecast, each named at its end."""

from __future__ import annotations

from math import nan

from reportgen.office.chart_look import QUIET
from reportgen.office.values import ChartSpec, Look, Passage, Printed, Words
from reportgen.web.canvas import LINE, TEXT, Canvas, break_lines, widest
from reportgen.web.keys import colour_of, lines_height, make_head
from reportgen.web.words import as_printed, plain

_PLOT = 260.0
_STEPS = 64.0
_LOOKS = {Look.SOLID: "-", Look.LIGHT: "-", Look.DASHED: (0, (5, 2.5)), Look.UNSEEN: ""}


def draw_lines(spec: ChartSpec, width: float) -> Canvas:
    """Draw the lines with light lines across, and at the end of each its name and last value."""
    numbers = [
        [nan if point.value is None else float(point.value) / spec.scale for point in series.points]
        for series in spec.series
    ]
    every = [0.0, *(number for row in numbers for number in row if number == number)]
    ends = [_end_of(spec, at) for at in range(len(spec.series))]
    right = max((widest(lines) for _, lines, _ in filter(None, ends)), default=0.0) + 16
    head = make_head(spec, width, spec.value_axis)
    slot = (width - _STEPS - right) / max(len(spec.categories), 1)
    skip = _skip([plain(category) for category in spec.categories], slot)
    broken = [break_lines(plain(category), slot * skip - 6) for category in spec.categories]
    bottom = lines_height(max(map(len, broken), default=1)) + 14
    canvas = Canvas(width, head.height + _PLOT + bottom, (_STEPS, head.height + 8, right, bottom))
    head.write(canvas)
    canvas.axes.set_xlim(-0.3, len(spec.categories) - 1 + 0.02)
    canvas.rule_values(min(every), max(every))
    canvas.rule(0, QUIET)
    for at, row in enumerate(numbers):
        colour, series = colour_of(spec, at), spec.series[at]
        canvas.axes.plot(row, color=f"#{colour}", linewidth=3, linestyle=_LOOKS[series.look], clip_on=False)
    floor = canvas.axes.get_ylim()[0]
    last = len(spec.categories) - 1
    for place, (category, lines) in enumerate(zip(spec.categories, broken, strict=True)):
        if (last - place) % skip == 0:
            canvas.write(place, floor, category, lines=lines, side="center", level="top", shift=(0, -8))
    _write_ends(canvas, [(numbers[at][end[2]], end) for at, end in enumerate(ends) if end is not None])
    return canvas


def _end_of(spec: ChartSpec, at: int) -> tuple[Words, tuple[str, ...], int] | None:
    """Return what stands at the end of a line: name and last value, in lines, and the place of that value."""
    series = spec.series[at]
    known = [place for place, point in enumerate(series.points) if point.value is not None]
    if not (series.labels and known) or series.look is Look.UNSEEN:
        return None
    value = series.points[known[-1]].printed
    words = Passage((*words_of(series.name), " ", value))
    return words, (*break_lines(plain(series.name), 7 * TEXT), value.text), known[-1]


def words_of(words: Words) -> tuple[str | Printed, ...]:
    """Return words as the pieces of a passage."""
    return words.pieces if isinstance(words, Passage) else (as_printed(words),)


def _skip(labels: list[str], slot: float) -> int:
    """Return how many categories one label has to do for, so that no two touch."""
    needed = max((max(widest([word]) for word in label.split()) for label in labels if label), default=0.0) + 8
    skip = 1
    while slot * skip < needed and skip < len(labels):
        skip += 1
    return skip


def _write_ends(canvas: Canvas, ends: list[tuple[float, tuple[Words, tuple[str, ...], int]]]) -> None:
    """Write the names at the ends of the lines, moved apart where they would touch."""
    low, high = canvas.axes.get_ylim()
    points = (high - low) / _PLOT
    below = high + 6 * points
    for number, (words, lines, place) in sorted(ends, key=lambda end: -end[0]):
        half = len(lines) * TEXT * LINE * points / 2
        middle = min(number, below - half)
        canvas.write(place, middle, words, lines=lines, shift=(10, 0))
        below = middle - half - 2 * points
