"""The series of a chart that stands in the template: found, made as many as the data has, and given new data."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence

from lxml import etree

from reportgen.office.names import C, a
from reportgen.office.xml import local, parse

DATA = ("tx", "cat", "val", "xVal", "yVal", "bubbleSize")
BEFORE_DATA = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars",
)  # fmt: skip


def c(name: str) -> str:
    """Return a chart element's name in lxml's form."""
    return f"{{{C}}}{name}"


def find_plots(root: etree._Element) -> list[etree._Element]:
    """Return the plots of a chart that have series: several in a combination."""
    return [plot for plot in root.iterfind(f"{c('chart')}/{c('plotArea')}/*") if plot.find(c("ser")) is not None]


def series_of(plots: Iterable[etree._Element]) -> list[etree._Element]:
    """Return the series of all plots in the order they are numbered."""
    found = [series for plot in plots for series in plot.iterfind(c("ser"))]
    return sorted(found, key=lambda series: number_of(series, "order"))


def number_of(element: etree._Element, name: str) -> int:
    """Return the number in a child; 0 without one."""
    mark = element.find(c(name))
    return 0 if mark is None else int(mark.get("val", "0"))


def match_series(plots: list[etree._Element], count: int) -> None:
    """Make the series as many as the data has: the last one is repeated or the last ones dropped."""
    found = series_of(plots)
    for spare in found[count:]:
        plot = spare.getparent()
        if plot is None:
            continue
        plot.remove(spare)
        if plot.find(c("ser")) is None:
            _drop_plot(plot)
    for _ in range(len(found), count):
        last = series_of(plots)[-1]
        added = copy.deepcopy(last)
        _set(added, "order", number_of(last, "order") + 1)
        _forget_colours(added)
        last.addnext(added)


def _forget_colours(series: etree._Element) -> None:
    """A copy in the same colour would be taken for the same series: it takes the theme's next one.

    Points that no line joins stay unjoined.
    """
    for own in [
        *series.iterfind(c("spPr")),
        *series.iterfind(f"{c('marker')}/{c('spPr')}"),
        *series.iterfind(c("dPt")),
    ]:
        unjoined = own.find(f"{a('ln')}/{a('noFill')}")
        if own.getparent() is series and own.tag == c("spPr") and unjoined is not None:
            for child in [child for child in own if child is not unjoined.getparent()]:
                own.remove(child)
            continue
        own.getparent().remove(own)  # type: ignore[union-attr]


def _drop_plot(plot: etree._Element) -> None:
    """Take a plot without series out of a combination chart, with axes no other plot uses."""
    area = plot.getparent()
    if area is None:
        return
    area.remove(plot)
    used = {mark.get("val") for other in area for mark in other.iterfind(c("axId")) if other.find(c("crossAx")) is None}
    for axis in [axis for axis in area if axis.find(c("crossAx")) is not None]:
        number = axis.find(c("axId"))
        if number is not None and number.get("val") not in used:
            area.remove(axis)


def _set(series: etree._Element, name: str, value: int) -> None:
    mark = series.find(c(name))
    if mark is None:
        mark = etree.Element(c(name))
        series.insert(0 if name == "idx" else 1, mark)
    mark.set("val", str(value))


def put_data(series: etree._Element, number: int, name: str, data: Sequence[str]) -> None:
    """Number a series, and put its name and its data (as XML) where Office looks for them; the old ones leave."""
    _set(series, "idx", number)
    _set(series, "order", number)
    for old in [child for child in series if local(child) in DATA]:
        series.remove(old)
    series.insert(2, parsed(name))
    place = max(at for at, child in enumerate(series, start=1) if local(child) in BEFORE_DATA)
    for xml in reversed(data):
        series.insert(place, parsed(xml))


def parsed(xml: str) -> etree._Element:
    """Return a piece of chart markup as an element."""
    return parse(f'<c:part xmlns:c="{C}">{xml}</c:part>'.encode())[0]


def drop_literal_labels(plots: list[etree._Element], count: int) -> None:
    """Take out labels whose words or cells were typed for the old data, and formats of points that are no more."""
    for series in series_of(plots):
        for mark in [*series.iter(c("dPt")), *series.iter(c("dLbl"))]:
            typed = mark.tag == c("dLbl") and mark.find(c("tx")) is not None
            if (typed or number_of(mark, "idx") >= count) and (parent := mark.getparent()) is not None:
                parent.remove(mark)
        for extension in list(series.iterfind(f"{c('extLst')}/{c('ext')}")):
            # Filtered series and label ranges repeat cells of the old workbook.
            if any(_repeats_cells(each) for each in extension.iter()):
                holder = extension.getparent()
                if holder is not None:
                    holder.remove(extension)


def _repeats_cells(element: etree._Element) -> bool:
    return local(element) == "f" or local(element).endswith(("Range", "Ref"))
