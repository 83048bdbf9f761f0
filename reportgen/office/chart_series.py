"""The series of a native chart: colours, and bars and lines with their labels."""

from __future__ import annotations

from reportgen.office.chart_bridge import bridge_series
from reportgen.office.chart_bubbles import bubble_series
from reportgen.office.chart_cache import write_data, write_head
from reportgen.office.chart_drawing import Drawing, bar_fill, bar_shape, own_shape
from reportgen.office.chart_labels import (
    NO_LABELS,
    NO_LEADER_LINES,
    moved,
    named_label,
    no_label,
    show_flags,
    value_labels,
)
from reportgen.office.chart_layout import (
    axis_says_name,
    end_label_shifts,
    end_separator,
    ends_at_the_edge,
    first_drawn,
    names_at_tips,
)
from reportgen.office.chart_look import (
    INK,
    NO_LINE,
    PAIR,
    PALETTE,
    UNSEEN,
    WHITE,
    line,
    readable_on,
    solid,
    text_properties,
    text_width,
    tint,
)
from reportgen.office.chart_slices import slice_series
from reportgen.office.markup import escape_attribute
from reportgen.office.values import ChartKind, ChartSpec, Look

STACKED = (ChartKind.STACKED_COLUMN, ChartKind.STACKED_BAR)

MOST_MARKED_POINTS = 16
"""Lines with more points than this are drawn without markers."""


def series_colours(spec: ChartSpec) -> tuple[str, ...]:
    """Return a colour for each series.

    A light or dashed series without a colour of its own after a solid one takes that one's colour: it is the same
    thing, forecast or stretched. The others take the palette in order; two use the pair with the strongest difference.
    """
    takers = [
        number for number in range(len(spec.series)) if not spec.series[number].colour and not _follows(spec, number)
    ]
    palette = PAIR if len(takers) == 2 and len(spec.series) == 2 else PALETTE
    colours: list[str] = []
    for number, series in enumerate(spec.series):
        if series.colour:
            colours.append(series.colour)
        elif _follows(spec, number):
            colours.append(colours[-1])
        else:
            colours.append(palette[takers.index(number) % len(palette)])
    return tuple(colours)


def _follows(spec: ChartSpec, number: int) -> bool:
    drawn_apart = spec.series[number].look in (Look.LIGHT, Look.DASHED)
    return drawn_apart and number > 0 and spec.series[number - 1].look is Look.SOLID


def write_series(drawing: Drawing) -> str:
    """Return the ``c:ser`` elements of the chart."""
    kind = drawing.spec.kind
    if kind is ChartKind.WATERFALL:
        return bridge_series(drawing)
    if kind is ChartKind.BUBBLE:
        return bubble_series(drawing)
    if kind is ChartKind.PIE:
        return slice_series(drawing)
    colours = series_colours(drawing.spec)
    if kind is ChartKind.LINE:
        shifts = end_label_shifts(drawing.spec, drawing.frame, drawing.layout.plot[3])
        numbers = range(len(colours))
        return "".join(_line_series(drawing, number, colours[number], shifts[number]) for number in numbers)
    return "".join(_bar_series(drawing, number, colour) for number, colour in enumerate(colours))


def _bar_series(drawing: Drawing, column: int, colour: str) -> str:
    series = drawing.spec.series[column]
    points = "".join(own_shape(number, point, series.look) for number, point in enumerate(series.points))
    head = write_head(drawing.table, column, bar_shape(colour, series.look))
    labels = _bar_labels(drawing, column, bar_fill(colour, series.look))
    return f'<c:ser>{head}<c:invertIfNegative val="0"/>{points}{labels}{write_data(drawing.table, column)}</c:ser>'


def _bar_labels(drawing: Drawing, column: int, fill: str) -> str:
    """Return the value labels: at the tips, or inside the segments of a stack where there is room for them."""
    series = drawing.spec.series[column]
    if series.look is Look.UNSEEN or not series.labels:
        return NO_LABELS
    code = drawing.spec.number_format
    if drawing.spec.kind not in STACKED:
        first = first_drawn(series) if names_at_tips(drawing.spec) else len(series.points)
        named = named_label(first, code, drawing.frame) if first < len(series.points) else ""
        return value_labels(drawing.frame, code, "outEnd", INK, before=named)
    small = "".join(no_label(number) for number in _narrow_segments(drawing, column))
    return value_labels(drawing.frame, code, "ctr", readable_on(fill), before=small)


def _narrow_segments(drawing: Drawing, column: int) -> list[int]:
    """Return the points of a stacked series whose segment is too small for its value."""
    spec, frame = drawing.spec, drawing.frame
    stacks = [
        sum(abs(float(each.points[number].value or 0)) for each in spec.series)
        for number in range(len(spec.categories))
    ]
    room = drawing.layout.plot[3] * frame.height
    if spec.kind is ChartKind.STACKED_BAR:
        room = drawing.layout.plot[2] * frame.width
    per_point = room / (max(stacks) * 1.1 or 1.0)
    small = []
    for number, point in enumerate(spec.series[column].points):
        lying = spec.kind is ChartKind.STACKED_BAR
        needed = text_width(point.printed.text, frame.text) + 0.3 * frame.text if lying else 1.1 * frame.text
        if point.value is not None and abs(float(point.value)) * per_point < needed:
            small.append(number)
    return small


def _line_series(drawing: Drawing, column: int, colour: str, shift: float) -> str:
    series = drawing.spec.series[column]
    drawn = tint(colour) if series.look is Look.LIGHT else colour
    dash = "sysDash" if series.look is Look.DASHED else ""
    shape = UNSEEN if series.look is Look.UNSEEN else f"<c:spPr>{line(drawn, 2.75, dash=dash)}</c:spPr>"
    marker = '<c:marker><c:symbol val="none"/></c:marker>'
    if len(series.points) <= MOST_MARKED_POINTS and series.look is not Look.UNSEEN:
        dot = f"<c:spPr>{solid(drawn)}{line(WHITE, 0.75)}</c:spPr>"
        marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{dot}</c:marker>'
    head = write_head(drawing.table, column, shape)
    labels = _end_label(drawing, column, shift)
    return f'<c:ser>{head}{marker}{labels}{write_data(drawing.table, column)}<c:smooth val="0"/></c:ser>'


def _end_label(drawing: Drawing, column: int, shift: float) -> str:
    """Return a label at the last point drawn: the series' name (unless there is a legend) and the last value."""
    series = drawing.spec.series[column]
    last = max((number for number, point in enumerate(series.points) if point.value is not None), default=None)
    named = not (drawing.spec.legend or axis_says_name(drawing.spec))
    if last is None or series.look is Look.UNSEEN or not (named or series.labels):
        return NO_LABELS
    code = escape_attribute(drawing.spec.number_format)
    separator = end_separator(drawing.spec, drawing.frame) if series.labels and named else ""
    flags = show_flags(value=series.labels, series=named, separator=separator)
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{moved(shift)}<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(drawing.frame.text, whole=True)}"
        f'<c:dLblPos val="{_end_side(drawing, column, last)}"/>{flags}</c:dLbl>'
        f"{show_flags()}{NO_LEADER_LINES}</c:dLbls>"
    )


def _end_side(drawing: Drawing, column: int, last: int) -> str:
    """Return where a line's label stands: beside its end at the edge; else away from the axis, off the other lines."""
    if ends_at_the_edge(drawing.spec, column):
        return "r"
    return "b" if (drawing.spec.series[column].points[last].value or 0) < 0 else "t"
