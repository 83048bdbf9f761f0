"""The series of a native chart: data with its cache, colours, points of their own and labels."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.office.chart_layout import Layout, end_label_shifts
from reportgen.office.chart_look import (
    FALL,
    INK,
    NO_LINE,
    PAIR,
    PALETTE,
    RISE,
    UNSEEN,
    WHITE,
    Frame,
    line,
    readable_on,
    run_properties,
    solid,
    text_properties,
    tint,
)
from reportgen.office.chart_table import ChartTable
from reportgen.office.markup import escape_attribute, escape_cell_text, escape_text
from reportgen.office.values import ChartKind, ChartSeries, ChartSpec, Look

STACKED = (ChartKind.STACKED_COLUMN, ChartKind.STACKED_BAR)
SMALLEST_LABELLED_SHARE = 0.06
"""A stacked segment smaller than this share of the tallest stack has no room for its value."""

MOST_MARKED_POINTS = 16
"""Lines with more points than this are drawn without markers."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every series of a chart is drawn with."""

    spec: ChartSpec
    table: ChartTable
    frame: Frame
    layout: Layout


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


def write_name(table: ChartTable, column: int) -> str:
    """Return ``c:tx`` with the name's cell and its cache."""
    return (
        f'<c:tx><c:strRef><c:f>{table.name_cell(column)}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape_cell_text(table.columns[column].name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def write_categories(table: ChartTable) -> str:
    """Return ``c:cat`` with the category cells and their cache."""
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{escape_cell_text(name)}</c:v></c:pt>'
        for number, name in enumerate(table.categories)
    )
    return (
        f"<c:cat><c:strRef><c:f>{table.category_range()}</c:f><c:strCache>"
        f'<c:ptCount val="{len(table.categories)}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def write_numbers(tag: str, reference: str, numbers: tuple[str | None, ...], code: str) -> str:
    """Return ``c:val`` or its like: a gap has no cached point."""
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{text}</c:v></c:pt>' for number, text in enumerate(numbers) if text is not None
    )
    return (
        f"<{tag}><c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{escape_text(code)}</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef></{tag}>'
    )


def write_series(drawing: Drawing) -> str:
    """Return the ``c:ser`` elements of the chart."""
    kind = drawing.spec.kind
    if kind is ChartKind.WATERFALL:
        return _waterfall_series(drawing)
    if kind is ChartKind.BUBBLE:
        return _bubble_series(drawing)
    colours = series_colours(drawing.spec)
    if kind is ChartKind.LINE:
        shifts = end_label_shifts(drawing.spec, drawing.frame, drawing.layout.plot[3])
        numbers = range(len(colours))
        return "".join(_line_series(drawing, number, colours[number], shifts[number]) for number in numbers)
    if kind is ChartKind.PIE:
        return _pie_series(drawing)
    return "".join(_bar_series(drawing, number, colour) for number, colour in enumerate(colours))


def _data(drawing: Drawing, column: int) -> str:
    table = drawing.table
    held = table.columns[column]
    numbers = write_numbers("c:val", table.number_range(column), held.numbers, held.number_format)
    return write_categories(table) + numbers


def _head(drawing: Drawing, column: int, shape: str) -> str:
    number = f'<c:idx val="{column}"/><c:order val="{column}"/>'
    return number + write_name(drawing.table, column) + shape


def bar_shape(colour: str, look: Look) -> str:
    """Return ``c:spPr`` of a bar: solid, lighter, lighter with a dashed outline, or unseen."""
    if look is Look.UNSEEN:
        return UNSEEN
    if look is Look.LIGHT:
        return f"<c:spPr>{solid(tint(colour))}{NO_LINE}</c:spPr>"
    if look is Look.DASHED:
        return f"<c:spPr>{solid(tint(colour, 0.75))}{line(colour, 1.25, dash='sysDash')}</c:spPr>"
    return f"<c:spPr>{solid(colour)}{NO_LINE}</c:spPr>"


def _filled_with(colour: str, look: Look) -> str:
    return tint(colour) if look is Look.LIGHT else tint(colour, 0.75) if look is Look.DASHED else colour


def _bar_series(drawing: Drawing, column: int, colour: str) -> str:
    series = drawing.spec.series[column]
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{bar_shape(point.colour, series.look)}</c:dPt>"
        for number, point in enumerate(series.points)
        if point.colour
    )
    head = _head(drawing, column, bar_shape(colour, series.look))
    labels = _bar_labels(drawing, column, _filled_with(colour, series.look))
    return f'<c:ser>{head}<c:invertIfNegative val="0"/>{points}{labels}{_data(drawing, column)}</c:ser>'


def _bar_labels(drawing: Drawing, column: int, fill: str) -> str:
    """Return the value labels: at the tips, or inside the segments of a stack where there is room for them."""
    series = drawing.spec.series[column]
    if series.look is Look.UNSEEN or not series.labels:
        return NO_LABELS
    code = drawing.spec.number_format
    if drawing.spec.kind not in STACKED:
        return value_labels(drawing.frame, code, "outEnd", INK)
    small = "".join(
        f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'
        for number in _narrow_segments(drawing.spec, series)
    )
    return value_labels(drawing.frame, code, "ctr", readable_on(fill), before=small)


def _narrow_segments(spec: ChartSpec, series: ChartSeries) -> list[int]:
    stacks = [
        sum(abs(float(each.points[number].value or 0)) for each in spec.series)
        for number in range(len(spec.categories))
    ]
    least = max(stacks, default=0.0) * SMALLEST_LABELLED_SHARE
    return [n for n, point in enumerate(series.points) if point.value is not None and abs(float(point.value)) < least]


NO_LABELS = (
    '<c:dLbls><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)


def value_labels(frame: Frame, code: str, place: str, colour: str, *, before: str = "") -> str:
    """Return ``c:dLbls`` that print each point's value in the number format ``code``."""
    return (
        f'<c:dLbls>{before}<c:numFmt formatCode="{escape_attribute(code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(frame.text, colour)}"
        f'<c:dLblPos val="{place}"/>{show_flags(value=True)}</c:dLbls>'
    )


def show_flags(*, value: bool = False, series: bool = False, separator: str = "") -> str:
    """Return the switches that say what a label prints."""
    between = f"<c:separator>{separator}</c:separator>" if separator else ""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(series)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>{between}'
    )


def _line_series(drawing: Drawing, column: int, colour: str, shift: float) -> str:
    series = drawing.spec.series[column]
    drawn = tint(colour) if series.look is Look.LIGHT else colour
    dash = "sysDash" if series.look is Look.DASHED else ""
    shape = UNSEEN if series.look is Look.UNSEEN else f"<c:spPr>{line(drawn, 2.75, dash=dash)}</c:spPr>"
    marked = len(series.points) <= MOST_MARKED_POINTS and series.look is not Look.UNSEEN
    marker = (
        '<c:marker><c:symbol val="circle"/><c:size val="6"/>'
        f"<c:spPr>{solid(drawn)}{line(WHITE, 0.75)}</c:spPr></c:marker>"
        if marked
        else '<c:marker><c:symbol val="none"/></c:marker>'
    )
    labels = _end_label(drawing, column, shift)
    return f'<c:ser>{_head(drawing, column, shape)}{marker}{labels}{_data(drawing, column)}<c:smooth val="0"/></c:ser>'


def _end_label(drawing: Drawing, column: int, shift: float) -> str:
    """Return a label at the last point drawn: the series' name (unless there is a legend) and the last value."""
    series = drawing.spec.series[column]
    last = max((number for number, point in enumerate(series.points) if point.value is not None), default=None)
    named = not drawing.spec.legend
    if last is None or series.look is Look.UNSEEN or not (named or series.labels):
        return NO_LABELS
    code = escape_attribute(drawing.spec.number_format)
    moved = (
        f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{shift:.4f}"/></c:manualLayout></c:layout>' if shift else ""
    )
    flags = show_flags(value=series.labels, series=named, separator="\n" if series.labels and named else "")
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{moved}<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(drawing.frame.text)}"
        f'<c:dLblPos val="r"/>{flags}</c:dLbl>{show_flags()}</c:dLbls>'
    )


def _pie_series(drawing: Drawing) -> str:
    """Return slices in palette order, each labelled “Yes 84 (35%)” as printed."""
    series = drawing.spec.series[0]
    colours = [point.colour or PIE_COLOURS[number % len(PIE_COLOURS)] for number, point in enumerate(series.points)]
    edge = line(WHITE, 1.5)
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/><c:spPr>{solid(colour)}{edge}</c:spPr></c:dPt>'
        for number, colour in enumerate(colours)
    )
    labels = "".join(
        _written_label(drawing.frame, number, f"{drawing.spec.categories[number]} {point.printed.text}", "outEnd")
        for number, point in enumerate(series.points)
        if point.value is not None
    )
    code = escape_attribute(drawing.spec.number_format)
    every = (
        f'<c:dLbls>{labels}<c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr>'
        f'{text_properties(drawing.frame.text)}<c:dLblPos val="outEnd"/>{show_flags(value=True)}'
        '<c:showLeaderLines val="0"/></c:dLbls>'
    )
    return f"<c:ser>{_head(drawing, 0, '')}{points}{every}{_data(drawing, 0)}</c:ser>"


PIE_COLOURS = (*PALETTE, "6BACE6")


def _written_label(frame: Frame, number: int, text: str, place: str) -> str:
    """Return one point's label with words of its own."""
    return (
        f'<c:dLbl><c:idx val="{number}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>'
        f"{run_properties('a:rPr', frame.text)}<a:t>{escape_text(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{place}"/>{show_flags(value=True)}</c:dLbl>'
    )


def _waterfall_series(drawing: Drawing) -> str:
    """Return the unseen base, then levels, rises and falls stacked on it."""
    colours = {"level": series_colours(drawing.spec)[0], "rise": RISE, "fall": FALL}
    made = []
    for number, column in enumerate(drawing.table.columns):
        colour = colours.get(column.role, WHITE)
        shape = bar_shape(colour, column.look)
        labels = NO_LABELS
        if column.role != "base" and drawing.spec.series[0].labels:
            labels = value_labels(drawing.frame, column.number_format, "ctr", readable_on(colour))
        points = "".join(
            f'<c:dPt><c:idx val="{row}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"{bar_shape(point.colour, Look.SOLID)}</c:dPt>"
            for row, point in enumerate(drawing.spec.series[0].points)
            if point.colour and column.role != "base" and column.numbers[row] is not None
        )
        made.append(
            f'<c:ser>{_head(drawing, number, shape)}<c:invertIfNegative val="0"/>{points}'
            f"{labels}{_data(drawing, number)}</c:ser>"
        )
    return "".join(made)


def _bubble_series(drawing: Drawing) -> str:
    """Return one series a bubble, labelled with its name beside it."""
    table = drawing.table
    colour = drawing.spec.series[0].colour or PALETTE[0]
    made = []
    for row, name in enumerate(table.categories):
        cells = [(f"Data!${letter}${row + 2}", column) for letter, column in zip("BCD", table.columns, strict=True)]
        if any(column.numbers[row] is None for _, column in cells):
            continue
        point = drawing.spec.series[0].points[row]
        numbers = "".join(
            write_numbers(tag, cell, (column.numbers[row],), column.number_format)
            for tag, (cell, column) in zip(("c:xVal", "c:yVal", "c:bubbleSize"), cells, strict=True)
        )
        fill = (
            f'<a:solidFill><a:srgbClr val="{point.colour or colour}"><a:alpha val="80000"/></a:srgbClr></a:solidFill>'
        )
        made.append(
            f'<c:ser><c:idx val="{row}"/><c:order val="{row}"/><c:tx><c:strRef><c:f>Data!$A${row + 2}</c:f>'
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape_cell_text(name)}</c:v></c:pt></c:strCache>'
            "</c:strRef></c:tx>"
            f"<c:spPr>{fill}{line(WHITE, 1)}</c:spPr>"
            f'<c:invertIfNegative val="0"/><c:dLbls><c:spPr><a:noFill/>{NO_LINE}</c:spPr>'
            f'{text_properties(drawing.frame.text)}<c:dLblPos val="r"/>{show_flags(series=True)}</c:dLbls>'
            f'{numbers}<c:bubble3D val="0"/></c:ser>'
        )
    return "".join(made)
