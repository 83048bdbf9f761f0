"""The series of a bubble chart: one for each bubble, labelled with its name."""

from __future__ import annotations

from reportgen.office.chart_cache import write_name, write_numbers
from reportgen.office.chart_drawing import Drawing
from reportgen.office.chart_labels import show_flags
from reportgen.office.chart_look import NO_LINE, PALETTE, UNSEEN, WHITE, line, text_properties
from reportgen.office.chart_table import SHEET


def bubble_series(drawing: Drawing) -> str:
    """Return the ``c:ser`` elements of a bubble chart; a bubble with any number missing is not drawn."""
    table, spec = drawing.table, drawing.spec
    colour = spec.series[0].colour or PALETTE[0]
    made = []
    for row in range(len(table.categories)):
        if any(column.numbers[row] is None for column in table.columns):
            continue
        if row < len(spec.categories):
            fill = spec.series[0].points[row].colour or colour
            paint = f'<a:solidFill><a:srgbClr val="{fill}"><a:alpha val="80000"/></a:srgbClr></a:solidFill>'
            made.append(_bubble(drawing, row, f"<c:spPr>{paint}{line(WHITE, 1)}</c:spPr>", "r"))
        else:
            made.append(_bubble(drawing, row, UNSEEN, "l"))
    return "".join(made)


def _bubble(drawing: Drawing, row: int, shape: str, side: str) -> str:
    table = drawing.table
    cells = zip(("c:xVal", "c:yVal", "c:bubbleSize"), "BCD", table.columns, strict=True)
    numbers = "".join(
        write_numbers(tag, f"{SHEET}!${letter}${row + 2}", (column.numbers[row],), column.number_format)
        for tag, letter, column in cells
    )
    return (
        f'<c:ser><c:idx val="{row}"/><c:order val="{row}"/>'
        f'{write_name(f"{SHEET}!$A${row + 2}", table.categories[row])}{shape}<c:invertIfNegative val="0"/>'
        f"<c:dLbls><c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(drawing.frame.text, whole=True)}"
        f'<c:dLblPos val="{side}"/>{show_flags(series=True)}</c:dLbls>{numbers}<c:bubble3D val="0"/></c:ser>'
    )
