"""The labels of a native chart's points."""

from __future__ import annotations

from reportgen.office.chart_look import INK, NO_LINE, Frame, run_properties, text_properties
from reportgen.office.markup import escape_attribute, escape_text

NO_LEADER_LINES = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
"""A label moved a little away from its point needs no line back to it."""

NO_LABELS = (
    '<c:dLbls><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)


def value_labels(frame: Frame, code: str, place: str, colour: str, *, before: str = "", after: str = "") -> str:
    """Return ``c:dLbls`` that print each point's value in the number format ``code``."""
    return (
        f'<c:dLbls>{before}<c:numFmt formatCode="{escape_attribute(code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(frame.text, colour, whole=True)}"
        f'<c:dLblPos val="{place}"/>{show_flags(value=True)}{after}</c:dLbls>'
    )


def show_flags(*, value: bool = False, series: bool = False, separator: str = "") -> str:
    """Return the switches that say what a label prints."""
    between = f"<c:separator>{separator}</c:separator>" if separator else ""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(series)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>{between}'
    )


def written_label(number: int, text: str, place: str, frame: Frame, *, colour: str = INK) -> str:
    """Return one point's ``c:dLbl`` with words of its own."""
    return (
        f'<c:dLbl><c:idx val="{number}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>'
        f"{run_properties('a:rPr', frame.text, colour)}<a:t>{escape_text(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{place}"/>{show_flags(value=True)}</c:dLbl>'
    )


def no_label(number: int) -> str:
    """Return the ``c:dLbl`` that leaves one point without a label."""
    return f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'


def named_label(number: int, code: str, frame: Frame) -> str:
    """Return the ``c:dLbl`` that prints the series' name before the value at a bar's tip."""
    return (
        f'<c:dLbl><c:idx val="{number}"/><c:numFmt formatCode="{escape_attribute(code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(frame.text, whole=True)}"
        f'<c:dLblPos val="outEnd"/>{show_flags(value=True, series=True, separator=" ")}</c:dLbl>'
    )


def moved_label(number: int, code: str, shift: float, frame: Frame) -> str:
    """Return one point's ``c:dLbl``, its value in ink, moved down by ``shift`` of the frame's height."""
    return (
        f'<c:dLbl><c:idx val="{number}"/>{moved(shift)}'
        f'<c:numFmt formatCode="{escape_attribute(code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_properties(frame.text, whole=True)}"
        f'<c:dLblPos val="ctr"/>{show_flags(value=True)}</c:dLbl>'
    )


def moved(shift: float) -> str:
    """Return the ``c:layout`` that moves a label down from where it would stand; nothing for no movement."""
    if not shift:
        return ""
    return f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{shift:.4f}"/></c:manualLayout></c:layout>'
