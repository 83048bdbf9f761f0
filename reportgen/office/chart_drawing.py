"""What every series of a chart is drawn with, and the shape of a bar."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.office.chart_layout import Layout
from reportgen.office.chart_look import NO_LINE, UNSEEN, Frame, line, solid, tint
from reportgen.office.chart_table import ChartTable
from reportgen.office.values import ChartPoint, ChartSpec, Look


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every series of a chart is drawn with."""

    spec: ChartSpec
    table: ChartTable
    frame: Frame
    layout: Layout


def bar_shape(colour: str, look: Look) -> str:
    """Return ``c:spPr`` of a bar: solid, lighter, lighter with a dashed outline, or unseen."""
    if look is Look.UNSEEN:
        return UNSEEN
    if look is Look.LIGHT:
        return f"<c:spPr>{solid(tint(colour))}{NO_LINE}</c:spPr>"
    if look is Look.DASHED:
        return f"<c:spPr>{solid(tint(colour, 0.75))}{line(colour, 1.25, dash='sysDash')}</c:spPr>"
    return f"<c:spPr>{solid(colour)}{NO_LINE}</c:spPr>"


def bar_fill(colour: str, look: Look) -> str:
    """Return the colour a bar is filled with, which its label must be readable on."""
    return tint(colour) if look is Look.LIGHT else tint(colour, 0.75) if look is Look.DASHED else colour


def own_shape(number: int, point: ChartPoint, look: Look) -> str:
    """Return ``c:dPt`` of a bar in a colour of its own; nothing where it has none."""
    if not point.colour:
        return ""
    head = f'<c:dPt><c:idx val="{number}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
    return f"{head}{bar_shape(point.colour, look)}</c:dPt>"
