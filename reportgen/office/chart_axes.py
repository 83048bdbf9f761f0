"""The axes of a native chart: quiet text, light horizontal gridlines, bars from zero."""

from __future__ import annotations

from decimal import Decimal

from reportgen.office.chart_drawing import Drawing
from reportgen.office.chart_layout import Layout, legend_height, manual_layout, values_labelled
from reportgen.office.chart_look import (
    NO_LINE,
    QUIET,
    RULE,
    Frame,
    line,
    run_properties,
    text_properties,
    text_width,
)
from reportgen.office.chart_table import ChartTable
from reportgen.office.markup import escape_attribute, escape_text
from reportgen.office.values import ChartKind, ChartSpec, Look, Printed

ACROSS, UP = 500100, 500200
"""Axis identifiers: any positive numbers do, Office refuses negative ones."""

BARS = (ChartKind.BAR, ChartKind.STACKED_BAR)
SMALLEST_PT = 10.0
"""The smallest text of an axis."""

UPRIGHT_BARS = (ChartKind.COLUMN, ChartKind.STACKED_COLUMN, ChartKind.WATERFALL)


def write_axes(drawing: Drawing) -> str:
    """Return the axis elements of a chart; none for a pie."""
    spec, frame, layout = drawing.spec, drawing.frame, drawing.layout
    if spec.kind is ChartKind.PIE:
        return ""
    if spec.kind is ChartKind.BUBBLE:
        return _bubble_axes(spec, frame, layout)
    return _category_axis(spec, frame, layout) + _value_axis(drawing)


def _category_axis(spec: ChartSpec, frame: Frame, layout: Layout) -> str:
    lying = spec.kind in BARS
    title = "" if lying else _title(str(spec.category_axis), frame, _below(spec, frame, layout))
    skip = _skip(spec, frame, layout) if spec.kind is ChartKind.LINE else 1
    return (
        f'<c:catAx><c:axId val="{ACROSS}"/>'
        f'<c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/>{title}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{NO_LINE if _is_filled_up(spec) else line(QUIET, 0.75)}</c:spPr>"
        f"{text_properties(_names_size(spec, frame, layout), upright=True)}"
        f'<c:crossAx val="{UP}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="60"/><c:tickLblSkip val="{skip}"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _names_size(spec: ChartSpec, frame: Frame, layout: Layout) -> float:
    """Return the text size of the categories' names: of upright bars over times, smaller where they would touch."""
    are_periods = all(isinstance(name, Printed) and name.format == "period" for name in spec.categories)
    slot = layout.plot[2] * frame.width / len(spec.categories)
    widest = max(text_width(word, frame.text) for name in spec.categories for word in str(name).split(" "))
    touch = spec.kind in UPRIGHT_BARS and widest + 0.3 * frame.text > slot
    return min(frame.text, SMALLEST_PT) if are_periods and touch else frame.text


def _skip(spec: ChartSpec, frame: Frame, layout: Layout) -> int:
    """Return every how many categories a line's axis is labelled, so that labels never touch."""
    slot = layout.plot[2] * frame.width / len(spec.categories)
    widest = max(text_width(str(name), frame.text) for name in spec.categories) + frame.text
    # Labels may break at a space, so two lines of a long one are let through.
    words = max(text_width(word, frame.text) for name in spec.categories for word in str(name).split(" "))
    needed = min(widest, max(widest / 2, words + 0.6 * frame.text))
    return max(1, -(-round(needed) // max(1, round(slot))))


def _value_axis(drawing: Drawing) -> str:
    spec, frame, layout = drawing.spec, drawing.frame, drawing.layout
    lying = spec.kind in BARS
    labelled = values_labelled(spec)
    middle = _middle(spec, drawing.table)
    has_lines = bool(middle) or not labelled
    grid = f"<c:majorGridlines><c:spPr>{line(RULE, 0.75)}</c:spPr></c:majorGridlines>" if has_lines else ""
    place = (layout.plot[0] if lying else frame.across(0.3 * frame.text), _above(spec, frame))
    return (
        f'<c:valAx><c:axId val="{UP}"/>'
        f'<c:scaling><c:orientation val="minMax"/>{_bounds(spec, drawing.table)}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>{grid}{_title(str(spec.value_axis), frame, place)}'
        f'<c:numFmt formatCode="{escape_attribute(spec.number_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"none" if labelled else "nextTo"}"/>'
        f"<c:spPr>{NO_LINE}</c:spPr>{text_properties(frame.text, QUIET, upright=True)}"
        f'<c:crossAx val="{ACROSS}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{middle}</c:valAx>'
    )


def _middle(spec: ChartSpec, table: ChartTable) -> str:
    """Return the step that draws one line in the middle of bars filled up on both sides, nothing for others."""
    return f'<c:majorUnit val="{_filled_length(table) / 2}"/>' if _is_filled_up(spec) else ""


def _is_filled_up(spec: ChartSpec) -> bool:
    return spec.kind is ChartKind.STACKED_BAR and spec.series[-1].look is Look.UNSEEN


def _filled_length(table: ChartTable) -> Decimal:
    return sum((Decimal(column.numbers[0] or 0) for column in table.columns), Decimal(0))


def _bounds(spec: ChartSpec, table: ChartTable) -> str:
    """Return the axis' ends: zero for bars that all point one way; lines choose for themselves.

    Lying bars with their values at the tips fill the plot: the longest ends where the room for its value begins. Bars
    filled up on both sides by helpers are all as long, and the axis ends with them.
    """
    if spec.kind is ChartKind.LINE:
        return ""
    if _is_filled_up(spec):
        return f'<c:max val="{_filled_length(table)}"/><c:min val="0"/>'
    found = [number for column in table.columns for number in column.numbers if number is not None]
    if any(number.startswith("-") for number in found):
        return ""
    longest = max(found, key=float, default="0")
    top = f'<c:max val="{longest}"/>' if spec.kind is ChartKind.BAR and values_labelled(spec) and float(longest) else ""
    return f'{top}<c:min val="0"/>'


def _above(spec: ChartSpec, frame: Frame) -> float:
    """Return where a title above the plot begins: under the legend where there is one."""
    return frame.down(0.3 * frame.text + (legend_height(spec, frame) + 0.2 * frame.text if spec.legend else 0.0))


def _below(spec: ChartSpec, frame: Frame, layout: Layout) -> tuple[float, float]:
    """Return where a title under the plot begins: centred on the plot, at the foot of the frame."""
    text = str(spec.value_axis if spec.kind is ChartKind.BUBBLE else spec.category_axis)
    left, _, width, _ = layout.plot
    middle = left + width / 2 - frame.across(text_width(text, frame.text)) / 2
    return max(0.0, middle), 1 - frame.down(1.7 * frame.text)


def _title(text: str, frame: Frame, place: tuple[float, float]) -> str:
    """Return an axis title lying flat at ``place``; none for blank text."""
    if not text:
        return ""
    return (
        '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
        f"<a:p><a:pPr>{run_properties('a:defRPr', frame.text, QUIET)}</a:pPr>"
        f"<a:r>{run_properties('a:rPr', frame.text, QUIET)}<a:t>{escape_text(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'{manual_layout(place)}<c:overlay val="0"/></c:title>'
    )


def _bubble_axes(spec: ChartSpec, frame: Frame, layout: Layout) -> str:
    """Return two value axes; the upright one without numbers where ``steps`` are written beside it."""
    above = _title(str(spec.category_axis), frame, (frame.across(0.3 * frame.text), _above(spec, frame)))
    below = _title(str(spec.value_axis), frame, _below(spec, frame, layout))
    grid = f"<c:majorGridlines><c:spPr>{line(RULE, 0.75)}</c:spPr></c:majorGridlines>"
    top = f'<c:max val="{len(spec.steps)}.5"/>' if spec.steps else ""
    unit = '<c:majorUnit val="1"/>' if spec.steps else ""
    labels = "none" if spec.steps else "low"
    across = _plain_axis((ACROSS, UP, "b"), "", below, frame, spec.number_format, "low")
    upright = _plain_axis((UP, ACROSS, "l"), top, grid + above, frame, "General", labels)
    return across + upright.replace("</c:valAx>", f"{unit}</c:valAx>")


def _plain_axis(ends: tuple[int, int, str], top: str, head: str, frame: Frame, code: str, labels: str) -> str:
    """Return a value axis from zero: its own number, the other's and its side; its maximum, grid and title."""
    own, other, side = ends
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>{top}<c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{head}'
        f'<c:numFmt formatCode="{escape_attribute(code)}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/>'
        f"<c:spPr>{line(QUIET, 0.75) if side == 'b' else NO_LINE}</c:spPr>"
        f"{text_properties(frame.text, upright=True)}"
        f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx>'
    )
