"""The slices of a pie, each labelled in full: “Yes 84 (35%)”."""

from __future__ import annotations

from reportgen.office.chart_cache import write_data, write_head
from reportgen.office.chart_drawing import Drawing
from reportgen.office.chart_labels import show_flags, written_label
from reportgen.office.chart_look import NO_LINE, PALETTE, WHITE, line, solid, text_properties
from reportgen.office.markup import escape_attribute

SLICES = (*PALETTE, "6BACE6")
"""A pie has at most five slices; the fifth is the light blue of the sequential palette."""


def slice_series(drawing: Drawing) -> str:
    """Return the one ``c:ser`` of a pie.

    The share in a label is the published percentage as printed: Office would work out another one as soon as a slice is
    suppressed or rounded.
    """
    series = drawing.spec.series[0]
    colours = [point.colour or SLICES[number % len(SLICES)] for number, point in enumerate(series.points)]
    edge = line(WHITE, 1.5)
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/><c:spPr>{solid(colour)}{edge}</c:spPr></c:dPt>'
        for number, colour in enumerate(colours)
    )
    labels = "".join(
        written_label(number, _words(drawing, number), "outEnd", drawing.frame)
        for number, point in enumerate(series.points)
        if point.value is not None
    )
    code = escape_attribute(drawing.spec.number_format)
    every = (
        f'<c:dLbls>{labels}<c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr>'
        f'{text_properties(drawing.frame.text, whole=True)}<c:dLblPos val="outEnd"/>{show_flags(value=True)}'
        '<c:showLeaderLines val="0"/></c:dLbls>'
    )
    return f"<c:ser>{write_head(drawing.table, 0, '')}{points}{every}{write_data(drawing.table, 0)}</c:ser>"


def _words(drawing: Drawing, number: int) -> str:
    """Return a slice's label: its category, and its value where the category does not hold it already."""
    series = drawing.spec.series[0]
    name = drawing.table.categories[number]
    return f"{name} {series.points[number].printed.text}" if series.labels else name
