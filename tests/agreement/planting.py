"""Wrong numbers put into finished files, as a slip of an officer's or a fault of ours would leave them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tests.agreement.checker import A, C, S, W, numbers_in, read_places

_TEXT = (f"{W}t", f"{A}t", f"{C}v")


@dataclass(frozen=True)
class Spot:
    """Somewhere a number stands: a text or an attribute of an element, by its position in a part.

    ``workbook`` is the part of the workbook behind a chart, where the spot is a cell of it.
    """

    part: str
    position: int
    attribute: str
    number: str
    workbook: str = ""


def find_spots(data: bytes) -> list[Spot]:
    """Every number a reader can see in a file: texts, alt texts, chart caches and the workbooks behind charts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        mapped = {place.text for place in read_places(package)}
        return [spot for name in sorted(package.namelist()) for spot in _spots_in(package, name, mapped)]


def _spots_in(package: zipfile.ZipFile, name: str, mapped: set[str]) -> Iterator[Spot]:
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(package.read(name))) as workbook:
            root = etree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
            for position, element in enumerate(root.iter()):
                cell = element.getparent()
                if element.tag == f"{S}v" and cell is not None and cell.get("t") in (None, "n"):
                    yield Spot(name, position, "", element.text or "", "xl/worksheets/sheet1.xml")
        return
    if not name.endswith(".xml") or not name.startswith(("word/", "ppt/slides/", "ppt/notesSlides/", "ppt/charts/")):
        return
    for position, element in enumerate(etree.fromstring(package.read(name)).iter()):
        if element.tag in _TEXT and _is_read(element):
            yield from (Spot(name, position, "", number) for number in numbers_in(element.text or ""))
        elif element.get("descr"):
            yield from (Spot(name, position, "descr", number) for number in numbers_in(element.get("descr", "")))


def _is_read(element: etree._Element) -> bool:
    """Whether a text is a figure of the pack: not the page number in a field, nor a chart's formatting."""
    if element.tag == f"{C}v":
        parent = element.getparent()
        return parent is not None and parent.tag == f"{C}pt"
    above = [etree.QName(each).localname for each in element.iterancestors() if isinstance(each.tag, str)]
    return "fld" not in above and "fldSimple" not in above and not _is_in_field(element)


def _is_in_field(element: etree._Element) -> bool:
    """Whether a text is the result of a field of several runs: a page number that Word works out."""
    paragraph = next(element.iterancestors(f"{W}p"), None)
    depth = 0
    for node in () if paragraph is None else paragraph.iter(f"{W}fldChar", element.tag):
        if node is element:
            return depth > 0
        depth += {"begin": 1, "end": -1}.get(node.get(f"{W}fldCharType", ""), 0)
    return False


def plant(data: bytes, spot: Spot, wrong: str) -> bytes:
    """The file with one number at one spot changed."""
    source = zipfile.ZipFile(io.BytesIO(data))
    stream = io.BytesIO()
    with source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == spot.part:
                if spot.workbook:
                    content = plant(content, Spot(spot.workbook, spot.position, "", spot.number), wrong)
                else:
                    content = _change(content, spot, wrong)
            target.writestr(info.filename, content)
    return stream.getvalue()


def _change(content: bytes, spot: Spot, wrong: str) -> bytes:
    root = etree.fromstring(content)
    element = next(each for position, each in enumerate(root.iter()) if position == spot.position)
    exact = re.compile(rf"(?<![\d,.]){re.escape(spot.number)}(?!\d)")
    if spot.attribute:
        element.set(spot.attribute, exact.sub(wrong, element.get(spot.attribute, ""), count=1))
    else:
        element.text = exact.sub(wrong, element.text or "", count=1)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def plant_in_page(page: str, every: int) -> Iterator[tuple[str, str]]:
    """Give a number a reader or listener meets on a page, with its words around it, and the page's text before it.

    ``every`` how many numbers are passed over between two that are given.
    """
    body = page.index("<body")
    found = [match for match in _SHOWN.finditer(page, body) if numbers_in(match[1])]
    for match in found[::every]:
        number = numbers_in(match[1])[-1]
        yield number, page[: match.start(1) + match[1].rindex(number)]


_SHOWN = re.compile(r">([^<>]+)<")
