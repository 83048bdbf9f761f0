"""The series of a waterfall: an unseen base, then levels, rises and falls stacked on it, each with its value."""

from __future__ import annotations

from reportgen.office.chart_cache import write_data, write_head
from reportgen.office.chart_drawing import Drawing, bar_shape, own_shape
from reportgen.office.chart_labels import (
    NO_LABELS,
    NO_LEADER_LINES,
    moved_label,
    no_label,
    value_labels,
    written_label,
)
from reportgen.office.chart_look import FALL, INK, PALETTE, RISE, WHITE, readable_on
from reportgen.office.chart_numbers import ChartColumn
from reportgen.office.values import Look


def bridge_series(drawing: Drawing) -> str:
    """Return the ``c:ser`` elements of a waterfall."""
    series = drawing.spec.series[0]
    points = series.points
    level = points[0].colour or PALETTE[0]
    changes = {"rise": RISE, "fall": series.colour or FALL}
    made = []
    for number, column in enumerate(drawing.table.columns):
        colour = WHITE if column.role == "base" else level if column.role == "level" else changes[column.role[:4]]
        shape = bar_shape(colour, column.look)
        own = "".join(
            own_shape(row, point, Look.SOLID)
            for row, point in enumerate(points)
            if column.role != "base" and column.numbers[row] is not None
        )
        made.append(
            f'<c:ser>{write_head(drawing.table, number, shape)}<c:invertIfNegative val="0"/>{own}'
            f"{_labels(drawing, column, colour)}{write_data(drawing.table, number)}</c:ser>"
        )
    return "".join(made)


def _labels(drawing: Drawing, column: ChartColumn, colour: str) -> str:
    """Return the values: inside bars that have room, above those too thin, one for a bar in two parts."""
    if not drawing.spec.series[0].labels or column.role == "base" or column.role.endswith("rest"):
        return NO_LABELS
    span, frame = _span(drawing), drawing.frame
    plot = drawing.layout.plot[3]
    thin = 1.3 * frame.down(frame.text)
    rests = {other.role: other for other in drawing.table.columns if other.role.endswith("rest")}
    rest = rests.get(f"{column.role} rest")
    apart = ""
    for row, text in enumerate(column.numbers):
        if text is None:
            continue
        tall = abs(float(text)) / span * plot
        if rest is not None and rest.numbers[row] is not None:
            apart += written_label(row, drawing.spec.series[0].points[row].printed.text, "ctr", frame, colour=INK)
        elif tall == 0 and column.role != "level":
            apart += no_label(row)
        elif tall < thin:
            apart += moved_label(row, column.number_format, -(tall / 2 + 0.65 * frame.down(frame.text)), frame)
    return value_labels(frame, column.number_format, "ctr", readable_on(colour), before=apart, after=NO_LEADER_LINES)


def _span(drawing: Drawing) -> float:
    """Return about how much the value axis covers: from the lowest stack to the highest, a little rounded up."""
    columns = drawing.table.columns
    stacks = [[float(column.numbers[row] or 0) for column in columns] for row in range(len(drawing.table.categories))]
    highest = max(sum(max(value, 0.0) for value in stack) for stack in stacks)
    lowest = min(sum(min(value, 0.0) for value in stack) for stack in stacks)
    return (highest - lowest) * 1.1 or 1.0
