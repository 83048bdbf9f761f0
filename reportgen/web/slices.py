"""A pie: flat, clockwise from twelve, each slice with its words beside it."""

from __future__ import annotations

from math import cos, pi, sin

from reportgen.office.chart_look import WHITE
from reportgen.office.chart_slices import SLICES
from reportgen.office.values import ChartSpec, Passage
from reportgen.web.canvas import LINE, TEXT, Canvas, break_lines
from reportgen.web.lines import words_of

_TURN = 2 * pi
_APART = 12.0


def draw_slices(spec: ChartSpec, width: float) -> Canvas:
    """Draw the slices of the one series in their order; one that is hidden has no slice and no label."""
    from matplotlib.patches import Wedge

    points = spec.series[0].points
    numbers = [float(point.value or 0) for point in points]
    whole = sum(numbers) or 1.0
    radius = width * (0.18 if width > 500 else 0.2)
    height = 2 * radius + 6 * TEXT
    canvas = Canvas(width, height, (0, 0, 0, 0))
    canvas.axes.set_xlim(0, width)
    canvas.axes.set_ylim(height, 0)
    middle = (width / 2, height / 2)
    begun = 0.0
    for place, (point, number) in enumerate(zip(points, numbers, strict=True)):
        if not number:
            continue
        ended = begun + number / whole
        colour = point.colour or SLICES[place % len(SLICES)]
        # the axes run downwards, as the page does, so angles run clockwise; twelve stands at minus ninety degrees
        slice_ = Wedge(middle, radius, begun * 360 - 90, ended * 360 - 90, facecolor=f"#{colour}")
        slice_.set_edgecolor(f"#{WHITE}")
        slice_.set_linewidth(1.5)
        canvas.axes.add_patch(slice_)
        _write_beside(canvas, spec, place, middle, radius, (begun + ended) / 2)
        begun = ended
    return canvas


def _write_beside(
    canvas: Canvas, spec: ChartSpec, place: int, middle: tuple[float, float], radius: float, turned: float
) -> None:
    """Write a slice's words outside the pie, on the side it lies on."""
    series = spec.series[0]
    value = (" ", series.points[place].printed) if series.labels else ()
    words = Passage((*words_of(spec.categories[place]), *value))
    across, down = sin(turned * _TURN), -cos(turned * _TURN)
    x, y = middle[0] + across * (radius + _APART), middle[1] + down * (radius + _APART)
    room = (canvas.width - x if across >= 0 else x) - 4
    lines = break_lines(str(words), room)
    half = len(lines) * TEXT * LINE / 2
    y = min(max(y + down * half, half), canvas.height - half)
    canvas.write(x, y, words, lines=lines, side="left" if across >= 0 else "right")
