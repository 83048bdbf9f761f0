"""Native charts, the same for Word and PowerPoint: chart part, workbook behind it and the frame that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.office.chart_axes import ACROSS, UP, write_axes
from reportgen.office.chart_drawing import Drawing
from reportgen.office.chart_layout import Layout, chart_layout, legend_box, manual_layout
from reportgen.office.chart_look import EMU_PER_POINT, NO_LINE, WHITE, Frame, solid, text_properties
from reportgen.office.chart_series import write_series
from reportgen.office.chart_table import ChartPlace, chart_table
from reportgen.office.chart_workbook import DECLARATION, write_chart_workbook
from reportgen.office.markup import escape_attribute
from reportgen.office.values import ChartKind, ChartSpec, Look

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

CHART_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_RELATIONSHIP = f"{OFFICE}/chart"
WORKBOOK_RELATIONSHIP = f"{OFFICE}/package"
WORKBOOK_RELATIONSHIP_ID = "rId1"
"""The relationship from the chart part to its workbook: the caller writes it under this id."""

FULL_WIDTH_EMU = 5_976_000
FULL_HEIGHT_EMU = 1_944_000
"""A figure across the text of an A4 page: 16.6 × 5.4 cm."""
HALF_HEIGHT_EMU = 1_620_000
"""Figures side by side: 4.5 cm high."""

_ROW_PT, _AROUND_ROWS_PT = 28.0, 62.0
_ROWS_EMU = 5_400_000
"""Room for a row's label of two lines, for legend and axis, and the most of a page that rows take: 15 cm."""

LONE_BAR_GAP = 150
"""A single bar is drawn about as thick as one of several would be."""

BAR_KINDS = {
    ChartKind.COLUMN: ("col", "clustered"),
    ChartKind.BAR: ("bar", "clustered"),
    ChartKind.STACKED_COLUMN: ("col", "stacked"),
    ChartKind.STACKED_BAR: ("bar", "stacked"),
    ChartKind.WATERFALL: ("col", "stacked"),
}


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart part's XML, the workbook it embeds, and where in that workbook (and the cache) each word stands."""

    xml: bytes
    workbook: bytes
    places: tuple[ChartPlace, ...] = ()


def figure_height(spec: ChartSpec) -> int:
    """Return the height of a figure on a page, in EMU: horizontal bars need room for the label of every row."""
    if spec.kind not in (ChartKind.BAR, ChartKind.STACKED_BAR):
        return FULL_HEIGHT_EMU
    rows = int((_AROUND_ROWS_PT + _ROW_PT * len(spec.categories)) * EMU_PER_POINT)
    return min(max(FULL_HEIGHT_EMU, rows), _ROWS_EMU)


def chart_part(
    spec: ChartSpec,
    *,
    text_size_pt: float,
    width_emu: int = FULL_WIDTH_EMU,
    height_emu: int = FULL_HEIGHT_EMU,
) -> ChartPart:
    """Return ``spec`` drawn natively, for a frame of the given size.

    The size decides the room labels get; a chart resized later keeps its proportions. Relationship
    :data:`WORKBOOK_RELATIONSHIP_ID` of the part must lead to the workbook.

    Raises:
        ValueError: the spec has no points, or series and categories differ in number.
    """
    frame = Frame(width_emu / EMU_PER_POINT, height_emu / EMU_PER_POINT, text_size_pt)
    table = chart_table(spec)
    layout = chart_layout(spec, frame)
    xml = _chart_space(Drawing(spec, table, frame, layout))
    return ChartPart(xml.encode("utf-8"), write_chart_workbook(table), table.places)


def _chart_space(drawing: Drawing) -> str:
    frame, layout = drawing.frame, drawing.layout
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}">'
        '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout.xml()}'
        f"{_plot(drawing)}{write_axes(drawing)}<c:spPr><a:noFill/>{NO_LINE}</c:spPr></c:plotArea>"
        f'{_legend(drawing.spec, frame, layout)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{solid(WHITE)}{NO_LINE}</c:spPr>{text_properties(frame.text)}"
        f'<c:externalData r:id="{WORKBOOK_RELATIONSHIP_ID}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _plot(drawing: Drawing) -> str:
    kind = drawing.spec.kind
    series = write_series(drawing)
    axes = f'<c:axId val="{ACROSS}"/><c:axId val="{UP}"/>'
    if kind is ChartKind.PIE:
        return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
    if kind is ChartKind.LINE:
        head = '<c:grouping val="standard"/><c:varyColors val="0"/>'
        return f'<c:lineChart>{head}{series}<c:marker val="1"/>{axes}</c:lineChart>'
    if kind is ChartKind.BUBBLE:
        tail = '<c:bubbleScale val="60"/><c:showNegBubbles val="0"/><c:sizeRepresents val="area"/>'
        return f'<c:bubbleChart><c:varyColors val="0"/>{series}{tail}{axes}</c:bubbleChart>'
    direction, grouping = BAR_KINDS[kind]
    overlap = 100 if grouping == "stacked" else -5 if len(drawing.spec.series) > 1 else 0
    gap = 55 if len(drawing.spec.categories) > 1 else LONE_BAR_GAP
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{axes}</c:barChart>'
    )


def _legend(spec: ChartSpec, frame: Frame, layout: Layout) -> str:
    """Return the legend above the plot, where the spec asks for one; series that are not seen are left out of it."""
    if not spec.legend:
        return ""
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
        for number, series in enumerate(spec.series)
        if series.look is Look.UNSEEN
    )
    box = manual_layout(legend_box(spec, frame, layout))
    return f'<c:legend><c:legendPos val="t"/>{hidden}{box}<c:overlay val="0"/></c:legend>'


def _graphic(relationship_id: str) -> str:
    return (
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="{OFFICE}" '
        f'r:id="{escape_attribute(relationship_id)}"/></a:graphicData></a:graphic>'
    )


def word_drawing(
    spec: ChartSpec, rel_id: str, drawing_id: int, name: str, width_emu: int, height_emu: int, descr: str
) -> str:
    """Return the ``w:drawing`` (in line with text) that shows the chart; ``descr`` is its alt text.

    It goes inside a ``w:r``; only the prefix ``w`` must be known where it is put.
    """
    title = escape_attribute(str(spec.title))
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WORD_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width_emu}" cy="{height_emu}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{drawing_id}" name="{escape_attribute(name)}" descr="{escape_attribute(descr)}" '
        f'title="{title}"/>'
        f"<wp:cNvGraphicFramePr/>{_graphic(rel_id)}</wp:inline></w:drawing>"
    )


def slide_frame(
    spec: ChartSpec, rel_id: str, shape_id: int, name: str, x: int, y: int, cx: int, cy: int, descr: str
) -> str:
    """Return the ``p:graphicFrame`` that shows the chart on a slide, place and size in EMU; ``descr`` is its alt text.

    Only the prefixes ``p`` and ``a`` must be known where it is put.
    """
    title = escape_attribute(str(spec.title))
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name="{escape_attribute(name)}" '
        f'descr="{escape_attribute(descr)}" title="{title}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f'</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{cx}" cy="{cy}"/></p:xfrm>{_graphic(rel_id)}</p:graphicFrame>'
    )
