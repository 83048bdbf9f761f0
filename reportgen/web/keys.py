"""What stands above a plot: the legend in reading order, and the unit of the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.office.chart_drawing import bar_fill
from reportgen.office.chart_look import PAIR, PALETTE, QUIET, text_width
from reportgen.office.values import ChartPoint, ChartSeries, ChartSpec, Look, Words
from reportgen.web.canvas import LINE, TEXT, Canvas
from reportgen.web.words import plain

_SQUARE = 12.0
_ROW = 22.0


@dataclass(frozen=True, slots=True)
class Head:
    """The rows above a plot: the axis's unit, then the legend's entries by row, and the height of all of it."""

    unit: Words
    rows: tuple[tuple[tuple[Words, str], ...], ...]

    @property
    def height(self) -> float:
        """Return how many points the head takes."""
        return _ROW * (len(self.rows) + bool(plain(self.unit))) + (8 if self.rows or plain(self.unit) else 0)

    def write(self, canvas: Canvas) -> None:
        """Write the head at the top of the sheet."""
        from matplotlib.patches import Rectangle

        top = _ROW / 2
        if plain(self.unit):
            canvas.write(0, top, self.unit, colour=QUIET, on_sheet=True)
            top += _ROW
        for row in self.rows:
            left = 0.0
            for name, colour in row:
                at = (left, canvas.height - top - _SQUARE / 2)
                canvas.figure.add_artist(Rectangle(at, _SQUARE, _SQUARE, color=f"#{colour}", transform=None))
                canvas.write(left + _SQUARE + 6, top, name, on_sheet=True)
                left += _entry_width(name)
            top += _ROW


def make_head(spec: ChartSpec, width: float, unit: Words) -> Head:
    """Return the head of a chart; a legend only where the chart asks for one."""
    if plain(unit) == "£":
        unit = ""  # every value says so itself
    rows: list[list[tuple[Words, str]]] = []
    used = width
    for number, series in enumerate(spec.series if spec.legend else ()):
        if series.look is Look.UNSEEN:
            continue
        needed = _entry_width(series.name)
        if used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append((series.name, bar_fill(colour_of(spec, number), series.look)))
        used += needed
    return Head(unit, tuple(map(tuple, rows)))


def _entry_width(name: Words) -> float:
    return _SQUARE + 6 + text_width(plain(name), TEXT) + 22


def colour_of(spec: ChartSpec, number: int) -> str:
    """Return the colour of a series: its own, else the palette's, the two of a pair being those far apart."""
    colours: Sequence[str] = PAIR if len(spec.series) == len(PAIR) else PALETTE
    return spec.series[number].colour or colours[number % len(colours)]


def fill_of(spec: ChartSpec, number: int, own: str = "") -> str:
    """Return the colour a bar is filled with, lighter for a lighter look; ``own`` is that of the point alone."""
    series: ChartSeries = spec.series[number]
    return f"#{bar_fill(own or colour_of(spec, number), series.look)}"


def lines_height(count: int) -> float:
    """Return the height of some lines of text, in points."""
    return count * TEXT * LINE


def amounts(spec: ChartSpec, points: Sequence[ChartPoint]) -> list[float | None]:
    """Return the values of points in the unit of the axis, None where there is none to draw."""
    return [None if point.value is None else float(point.value) / spec.scale for point in points]
