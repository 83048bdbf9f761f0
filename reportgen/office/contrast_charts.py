"""Whether the words in a chart stand out: axis, legend and labels on its background, labels inside bars on theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.office.colours import (
    BLACK,
    WHITE,
    Colour,
    Theme,
    contrast,
    drawn_colour,
    fill_colours,
    needed_contrast,
    read_theme,
)
from reportgen.office.fault import CONTRAST, RED_ONLY, Fault
from reportgen.office.names import C, a
from reportgen.office.opened import OpenedFile
from reportgen.office.xml import local

_INSIDE = ("ctr", "inEnd", "inBase")
_POINTS = 10
_RED_FORMAT = re.compile(r";\[Red\][^;(−-]*(?:;|$)", re.IGNORECASE)


def _c(name: str) -> str:
    return f"{{{C}}}{name}"


def find_faults(file: OpenedFile) -> Iterator[Fault]:
    """Give the texts of charts that stand out too little, and number formats that show a minus by red alone."""
    theme = _theme(file)
    for part, root in file.under("word/charts/chart", "ppt/charts/chart"):
        if local(root) != "chartSpace":
            continue
        name = "chart " + re.sub(r"\D", "", part.rpartition("/")[2])
        ground = fill_colours(root.find(_c("spPr")), theme, WHITE)
        paper = ground[0] if ground else theme.get("bg1", WHITE)
        usual = _text_colour(root.find(_c("txPr")), theme) or theme.get("tx1", BLACK)
        for element in root.iter(_c("txPr"), _c("rich")):
            yield from _measure(element, theme, usual, _background(element, theme, paper), name)
        for form in root.iter(_c("numFmt"), _c("formatCode")):
            code = form.get("formatCode", "") or form.text or ""
            if _RED_FORMAT.search(code):
                yield Fault(RED_ONLY, name, f"its numbers are written “{code}”", code)


def _theme(file: OpenedFile) -> Theme:
    """The theme of the document, or of the first master of a deck."""
    masters = file.related(file.main, "slideMaster")
    return read_theme(file, masters[0] if masters else file.main)


def _text_colour(element: etree._Element | None, theme: Theme) -> Colour | None:
    for properties in () if element is None else element.iter(a("rPr"), a("defRPr")):
        colour = drawn_colour(properties.find(a("solidFill")), theme)
        if colour is not None:
            return colour
    return None


def _background(element: etree._Element, theme: Theme, paper: Colour) -> tuple[Colour, ...]:
    """What a text stands on: the fills of its series for labels inside bars and slices, else the chart's own."""
    labels = next(element.iterancestors(_c("dLbls")), None)
    own = next(element.iterancestors(_c("dLbl")), None)
    if labels is None or labels.getparent() is None:
        return (paper,)
    for holder in (own, labels):
        position = None if holder is None else holder.find(_c("dLblPos"))
        if position is not None:
            if position.get("val") not in _INSIDE:
                return (paper,)
            break
    else:
        return (paper,)
    series = labels.getparent()
    assert series is not None
    fills = [fill_colours(each.find(_c("spPr")), theme, paper) for each in (series, *series.iterfind(_c("dPt")))]
    return tuple(colour for fill in fills for colour in fill or ()) or (paper,)


def _measure(
    element: etree._Element, theme: Theme, usual: Colour, behind: tuple[Colour, ...], name: str
) -> Iterator[Fault]:
    sizes = [int(each.get("sz", "0")) for each in element.iter(a("defRPr"), a("rPr")) if each.get("sz")]
    bold = any(each.get("b") == "1" for each in element.iter(a("defRPr"), a("rPr")))
    colour = _text_colour(element, theme) or usual
    worst = min(behind, key=lambda each: contrast(colour, each))
    ratio = contrast(colour, worst)
    if ratio < needed_contrast(min(sizes, default=_POINTS * 100) / 100, bold) - 0.005:
        holder = element.getparent()
        what = "" if holder is None else local(holder)
        found = f"its words ({what}) are {colour.hex} on {worst.hex}, {ratio:.1f} to 1"
        yield Fault(CONTRAST, name, found, f"{colour.hex} {worst.hex}")
