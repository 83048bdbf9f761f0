"""Where the plot stands in a chart's frame, so that no label is cut off or laid over another.

Office places a plot by itself and then squeezes or cuts labels; so the room each kind of label needs is worked out here
and the plot's inside is placed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from reportgen.office.chart_look import Frame, text_width, wrapped_lines
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec, Look

LINE_HEIGHT = 1.22
BETWEEN_LABELS = 0.5
"""The room between end labels of two lines each, in sizes of the text."""
LARGEST_LABEL_SHARE = 0.42
CROWDED_LABEL_SHARE = 0.52
"""Share of the width the names of lying bars get where two lines of a name would touch its neighbours."""
LARGEST_END_LABEL_SHARE = 0.32
LEGEND_SHARE = 0.96


@dataclass(frozen=True, slots=True)
class Layout:
    """The plot's inside and the legend as shares of the frame: left, top, width, height."""

    plot: tuple[float, float, float, float]
    legend_top: float
    labels_width: float

    def xml(self) -> str:
        """Return ``c:layout`` of the plot."""
        return manual_layout(self.plot, inner=True)


def manual_layout(box: tuple[float, float, float, float] | tuple[float, float], *, inner: bool = False) -> str:
    """Return ``c:layout`` for a place (left, top) or a box (left, top, width, height)."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    size = f'<c:w val="{box[2]:.4f}"/><c:h val="{box[3]:.4f}"/>' if len(box) == 4 else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{box[0]:.4f}"/><c:y val="{box[1]:.4f}"/>{size}</c:manualLayout></c:layout>'
    )


def values_labelled(spec: ChartSpec) -> bool:
    """Whether every point shown carries its value, so that gridlines and axis numbers would only repeat it."""
    if spec.kind in (ChartKind.LINE, ChartKind.BUBBLE):
        return False
    return all(series.labels for series in spec.series if series.look is not Look.UNSEEN)


def printed_width(spec: ChartSpec, size: float) -> float:
    """Return how wide the widest printed value is, in points."""
    return max(text_width(point.printed.text, size) for series in spec.series for point in series.points)


def names_at_tips(spec: ChartSpec) -> bool:
    """Whether lying bars are named at the tips of the first ones: “Target 1,500” says more than a legend does."""
    return spec.kind is ChartKind.BAR and len(spec.series) > 1 and not spec.legend


def first_drawn(series: ChartSeries) -> int:
    """Return the first point with a value; the number of points where none has one."""
    numbers = (number for number, point in enumerate(series.points) if point.value is not None)
    return next(numbers, len(series.points))


def _tip_width(spec: ChartSpec, frame: Frame) -> float:
    """Return room for the words at the tips of lying bars, in points: the values, and the names of the first ones.

    The bars of a named category are shorter than the longest, and what they leave free is room too.
    """
    widest = printed_width(spec, frame.text)
    if not names_at_tips(spec):
        return widest
    greatest = max((abs(float(p.value)) for each in spec.series for p in each.points if p.value is not None), default=0)
    for series in spec.series:
        first = first_drawn(series)
        if first < len(series.points):
            words = text_width(f"{series.name} {series.points[first].printed.text}", frame.text)
            share = abs(float(series.points[first].value or 0)) / greatest if greatest else 1.0
            widest = max(widest, words - (1 - share) * frame.width / 3)
    return widest


def end_separator(spec: ChartSpec, frame: Frame) -> str:
    """Return what stands between name and value at the end of a line: a space where both fit beside the plot."""
    widest = max(text_width(_end_words(spec, number, " "), frame.text) for number in range(len(spec.series)))
    words = max(text_width(word, frame.text) for name in spec.categories for word in str(name).split(" "))
    slot = (frame.width - widest - 5 * frame.text) / len(spec.categories)
    fits = widest <= LARGEST_END_LABEL_SHARE * frame.width and slot > words + 0.4 * frame.text
    return " " if fits else "\n"


def end_label(spec: ChartSpec, series: int, frame: Frame) -> str:
    """Return the words at the end of a line: its name and its last value."""
    return _end_words(spec, series, end_separator(spec, frame))


def _end_words(spec: ChartSpec, series: int, separator: str) -> str:
    shown = [point.printed.text for point in spec.series[series].points if point.value is not None]
    name = str(spec.series[series].name)
    if not shown or not spec.series[series].labels:
        return name
    return shown[-1] if axis_says_name(spec) else f"{name}{separator}{shown[-1]}"


def axis_says_name(spec: ChartSpec) -> bool:
    """Whether a line is alone and called as its axis is, so that its end needs the value alone."""
    return len(spec.series) == 1 and str(spec.series[0].name) == str(spec.value_axis)


def chart_layout(spec: ChartSpec, frame: Frame) -> Layout:
    """Return the layout of ``spec`` in ``frame``."""
    top = 0.5 * frame.text
    legend_top = top
    if spec.legend:
        top += legend_height(spec, frame) + 0.2 * frame.text
    if spec.kind is ChartKind.PIE:
        return _pie_layout(spec, frame, top, legend_top)
    if spec.kind in (ChartKind.BAR, ChartKind.STACKED_BAR):
        return _bar_layout(spec, frame, top, legend_top)
    return _upright_layout(spec, frame, top, legend_top)


def legend_height(spec: ChartSpec, frame: Frame) -> float:
    """Return how tall the legend is, in points: one row where its entries fit side by side, else set in columns."""
    widths = _legend_widths(spec, frame)
    rows = 1
    if sum(widths) > LEGEND_SHARE * frame.width:
        rows = ceil(len(widths) / max(1, int(LEGEND_SHARE * frame.width / max(widths))))
    return (1.7 + 1.25 * (rows - 1)) * frame.text


def legend_box(spec: ChartSpec, frame: Frame, layout: Layout) -> tuple[float, float, float, float]:
    """Return the legend's box: above the plot where it fits there, across the frame where not."""
    left, width = layout.plot[0], layout.plot[2]
    if sum(_legend_widths(spec, frame)) > width * frame.width:
        left, width = (1 - LEGEND_SHARE) / 2, LEGEND_SHARE
    return left, frame.down(layout.legend_top * 0.5), width, frame.down(legend_height(spec, frame))


def _legend_widths(spec: ChartSpec, frame: Frame) -> list[float]:
    names = (str(series.name) for series in spec.series if series.look is not Look.UNSEEN)
    return [text_width(name, frame.text) + 2.2 * frame.text for name in names]


def _box(frame: Frame, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """Return the plot that leaves the margins given in points, never less than a fifth of the frame each way."""
    width = max(frame.width - left - right, frame.width / 5)
    height = max(frame.height - top - bottom, frame.height / 5)
    return frame.across(left), frame.down(top), frame.across(width), frame.down(height)


def _bar_layout(spec: ChartSpec, frame: Frame, top: float, legend_top: float) -> Layout:
    longest = max(text_width(str(name), frame.text) for name in spec.categories)
    is_crowded = frame.height / len(spec.categories) < 2 * LINE_HEIGHT * frame.text
    labels = min(longest, (CROWDED_LABEL_SHARE if is_crowded else LARGEST_LABEL_SHARE) * frame.width)
    right = _tip_width(spec, frame) + frame.text if spec.kind is ChartKind.BAR else 0.8 * frame.text
    bottom = 0.4 * frame.text
    if not values_labelled(spec):
        bottom += 1.7 * frame.text
    if str(spec.value_axis):
        top += 1.7 * frame.text
    return Layout(_box(frame, labels + 1.0 * frame.text, top, right, bottom), legend_top, labels)


def _upright_layout(spec: ChartSpec, frame: Frame, top: float, legend_top: float) -> Layout:
    size = frame.text
    if str(spec.value_axis) and spec.kind is not ChartKind.BUBBLE:
        top += 1.7 * size
    if spec.kind is ChartKind.BUBBLE and str(spec.category_axis):
        top += 1.7 * size
    top += 0.8 * size
    left = 0.6 * size
    if not values_labelled(spec):
        words = max((text_width(step, size) for step in spec.steps), default=0.0)
        left = max(words, axis_number_width(spec, size)) + 1.0 * size
    right = 0.8 * size
    if spec.kind is ChartKind.LINE and not spec.legend:
        right = max(text_width(end_label(spec, number, frame), size) for number in range(len(spec.series))) + 1.2 * size
        right = min(right, LARGEST_LABEL_SHARE * frame.width)
    slot = (frame.width - left - right) / len(spec.categories)
    bottom = 2.3 * size
    if spec.kind not in (ChartKind.LINE, ChartKind.BUBBLE):
        lines = max(wrapped_lines(str(name), size, slot) for name in spec.categories)
        bottom = (lines * LINE_HEIGHT + 1.0) * size
    below = spec.value_axis if spec.kind is ChartKind.BUBBLE else spec.category_axis
    if str(below):
        bottom += 1.6 * size
    return Layout(_box(frame, left, top, right, bottom), legend_top, slot)


def axis_number_width(spec: ChartSpec, size: float) -> float:
    """Return room for the numbers of the value axis: as wide as the widest printed value, within reason."""
    shown = [point.printed.text for series in spec.series for point in series.points if point.value is not None]
    return min(max((text_width(text, size) for text in shown), default=2 * size) + 0.2 * size, 7 * size)


def _pie_layout(spec: ChartSpec, frame: Frame, top: float, legend_top: float) -> Layout:
    """Return a circle's box in the middle with room for the labels around it."""
    side = min(frame.height - top - 4.5 * frame.text, frame.width * 0.5)
    left = (frame.width - side) / 2
    upper = top + (frame.height - top - side) / 2
    box = frame.across(left), frame.down(upper), frame.across(side), frame.down(side)
    return Layout(box, legend_top, left - frame.text)


def end_label_shifts(spec: ChartSpec, frame: Frame, plot_height: float) -> tuple[float, ...]:
    """Return how far each line's end label moves down, as a share of the frame, so that none covers another.

    The axis range is guessed as Office chooses it (from zero unless the lines stay high above it).
    """
    values = [
        [float(point.value) for point in series.points if point.value is not None] or [0.0] for series in spec.series
    ]
    low, high = min(min(line) for line in values), max(max(line) for line in values)
    floor = min(low, 0.0) if high - low > high / 6 or low < 0 else low - (high - low) / 2
    span = (high - floor) * 1.1 or 1.0
    lines = [end_label(spec, number, frame).count("\n") + 1 for number in range(len(values))]
    # Labels of two lines need room between them, or they read as one of four.
    tall = [frame.down((count * LINE_HEIGHT + (BETWEEN_LABELS if count > 1 else 0)) * frame.text) for count in lines]
    at = [(high - line[-1]) / span * plot_height for line in values]
    beside = [number for number in range(len(values)) if ends_at_the_edge(spec, number)]
    order = sorted(beside, key=lambda number: (at[number], number))
    placed = dict.fromkeys(order, 0.0)
    lowest = -1.0
    for number in order:
        placed[number] = max(at[number] - tall[number] / 2, lowest)
        lowest = placed[number] + tall[number]
    moved = {number: placed[number] + tall[number] / 2 - at[number] for number in order}
    # Half of the crowd's movement goes upwards, so that labels stay near their own lines.
    crowd = max(moved.values(), default=0.0)
    return tuple(round(moved[number] - crowd / 2, 4) if number in moved else 0.0 for number in range(len(values)))


def ends_at_the_edge(spec: ChartSpec, series: int) -> bool:
    """Whether a line goes on to the last category, where its label has the room beside the plot."""
    return spec.series[series].points[-1].value is not None
