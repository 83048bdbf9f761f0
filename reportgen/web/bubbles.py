"""Bubbles: how much, how sure and how many at once, each with its name beside it."""

from __future__ import annotations

from math import sqrt

from reportgen.office.chart_look import PALETTE, QUIET, WHITE
from reportgen.office.values import ChartSpec
from reportgen.web.canvas import LINE, TEXT, Canvas, break_lines, widest, write_step
from reportgen.web.keys import make_head

_BAND, _LARGEST = 130.0, 30.0


def draw_bubbles(spec: ChartSpec, width: float) -> Canvas:
    """Draw a bubble for each category that has all three numbers: across, up (in steps of words) and size."""
    from matplotlib.patches import Ellipse

    across, up, sizes = (
        [None if point.value is None else float(point.value) for point in series.points] for series in spec.series
    )
    shown = [place for place in range(len(spec.categories)) if None not in (across[place], up[place], sizes[place])]
    steps = spec.steps or tuple(str(number) for number in range(1, 4))
    left = widest(steps) + 24
    head = make_head(spec, width, spec.category_axis)
    canvas = Canvas(width, head.height + _BAND * len(steps) + 60, (left, head.height, 12, 60))
    head.write(canvas)
    canvas.axes.set_ylim(0.5, len(steps) + 0.5)
    _across(canvas, spec, [number for place in shown if (number := across[place]) is not None])
    for number, step in enumerate(steps, start=1):
        canvas.rule(number)
        canvas.mark_step(step, (0, number), ("axes fraction", "data"), (-10, 0), "right")
    largest = max((size for place in shown if (size := sizes[place])), default=1.0)
    taken: list[tuple[float, float, float, float]] = []
    for place in sorted(shown, key=lambda place: -(sizes[place] or 0)):
        radius = max(_LARGEST * sqrt((sizes[place] or 0) / largest), 4.0)
        x, y = canvas.axes.transData.transform((across[place], up[place]))
        colour = spec.series[0].points[place].colour or spec.series[0].colour or PALETTE[0]
        bubble = Ellipse((x, y), 2 * radius, 2 * radius, transform=None, facecolor=f"#{colour}", alpha=0.8)
        bubble.set_edgecolor(f"#{WHITE}")
        canvas.figure.add_artist(bubble)
        _name(canvas, spec, place, (float(x), float(y), radius), taken)
    return canvas


def _across(canvas: Canvas, spec: ChartSpec, numbers: list[float]) -> None:
    """Set the axis across, with its round steps and its words beneath."""
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(0, max(numbers, default=1.0) / spec.scale)
    steps = [float(step) for step in found]
    canvas.axes.set_xlim(0, steps[-1] * spec.scale * 1.05)
    for step in steps:
        at = (step * spec.scale, 0)
        canvas.mark_step(write_step(step, steps), at, ("data", "axes fraction"), (0, -14), "center")
    canvas.write(0, canvas.height - 14, spec.value_axis, colour=QUIET, on_sheet=True)


def _name(
    canvas: Canvas,
    spec: ChartSpec,
    place: int,
    bubble: tuple[float, float, float],
    taken: list[tuple[float, float, float, float]],
) -> None:
    """Write a bubble's name beside it, a line lower where another name stands already."""
    x, y, radius = bubble
    lines = break_lines(str(spec.categories[place]), 12 * TEXT)
    wide, tall = widest(lines), len(lines) * TEXT * LINE
    is_right = x + radius + 6 + wide <= canvas.width
    left = x + radius + 6 if is_right else x - radius - 6 - wide
    while any(abs(y - other[1]) < (tall + other[3]) / 2 and left < other[0] + other[2] and other[0] < left + wide
              for other in taken):  # fmt: skip
        y -= TEXT * LINE / 2
    taken.append((left, y, wide, tall))
    at = left if is_right else left + wide
    canvas.write(at, canvas.height - y, spec.categories[place], lines=lines, side="left" if is_right else "right",
                 on_sheet=True)  # fmt: skip
