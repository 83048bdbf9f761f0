"""Boxes that ask for a chart, a table or a picture by their name or alt text: ``chart:placements``."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from reportgen.office import names
from reportgen.office.runs import properties_xml
from reportgen.office.sites import Surroundings
from reportgen.office.stops import Box, BoxFinder, Frame, Sign, Stop, Woven, check_tag
from reportgen.office.tags import Kind, Tag

_MARKED = ("chart:", "table:", "picture:")
_SHAPES = (names.p("sp"), names.p("pic"), names.p("graphicFrame"))
_DOCUMENT_PROPERTIES = f"{{{names.WP}}}docPr"
_CHART = f"{{{names.C}}}chart"
_CHOICE = (f"{{{names.MC}}}Choice", f"{{{names.MC}}}AlternateContent")


def weave_boxes(woven: Woven, surroundings: Surroundings, find_box: BoxFinder) -> None:
    """Put a mark in place of every box whose name or alt text asks for a chart, a table or a picture."""
    for about in list(woven.root.iter(names.p("cNvPr"), _DOCUMENT_PROPERTIES)):
        asked = _asked(about)
        shape = next(about.iterancestors(names.w("drawing"), *_SHAPES), None)
        if not asked or shape is None or about.getroottree().getroot() is not woven.root:
            continue
        kind, _, name = asked.partition(":")
        tag = Tag(Kind.PRINT, "", f'{kind}("{name.strip()}")', 0, 0)
        stop = Stop(tag, check_tag(tag), surroundings.site(about, asked), level="block", frame="drawing")
        is_word = shape.tag == names.w("drawing")
        box = _extent(about) if is_word else find_box(shape)
        mark = woven.add(replace(stop, frame="word" if is_word else "drawing", box=box, kept=_keep(shape, kind)))
        mark.text = f"{mark.text} {'drawing' if is_word else 'box'}"
        outer = shape.getparent()
        while outer is not None and outer.tag in _CHOICE:
            shape, outer = outer, outer.getparent()
        assert outer is not None
        outer.replace(shape, mark)


def _asked(about: etree._Element) -> str:
    """What a shape asks for; in Word its name is Word's own affair."""
    said = [about.get("descr", ""), about.get("title", "")]
    if about.tag == names.p("cNvPr"):
        said.append(about.get("name", ""))
    return next((words.strip() for words in said if words.strip().startswith(_MARKED)), "")


def _extent(about: etree._Element) -> Box:
    holder = about.getparent()
    extent = None if holder is None else holder.find(f"{{{names.WP}}}extent")
    return Box(0, 0, 0, 0) if extent is None else Box(0, 0, int(extent.get("cx", 0)), int(extent.get("cy", 0)))


def _keep(shape: etree._Element, kind: str) -> Frame | None:
    """Return the template's own chart or picture as a frame for new content; None where the box holds neither."""
    copy = deepcopy(shape)
    content = list(copy.iter(_CHART if kind == "chart" else names.a("blip")))
    link = names.r("id" if kind == "chart" else "embed")
    about = next(copy.iter(names.p("cNvPr"), _DOCUMENT_PROPERTIES))
    if kind == "table" or len(content) != 1 or not content[0].get(link) or shape.tag == names.p("sp"):
        return None
    identity, name, found = about.get("id", ""), about.get("name", ""), content[0].get(link, "")
    content[0].set(link, Sign.LINK)
    for attribute, sign in (("id", Sign.IDENTITY), ("name", Sign.NAME), ("descr", Sign.ALT), ("title", Sign.TITLE)):
        about.set(attribute, sign)
    if kind == "picture" and not _clear_picture(copy, content[0]):
        return None
    shape.addnext(copy)
    markup = properties_xml(copy)
    shape.getparent().remove(copy)  # type: ignore[union-attr]
    return Frame(kind, markup, found, name, identity)


def _clear_picture(shape: etree._Element, blip: etree._Element) -> bool:
    """Take out what belonged to the old picture alone, and make room for the new one's size."""
    for old in [*blip, *shape.iter(names.a("srcRect"))]:
        old.getparent().remove(old)
    frames = [frame for frame in shape.iter(names.a("xfrm")) if frame.find(names.a("ext")) is not None]
    if len(frames) != 1:
        return False
    extents = [frames[0].find(names.a("ext")), *shape.iter(f"{{{names.WP}}}extent")]
    for extent in extents:
        if extent is not None:
            extent.set("cx", Sign.WIDTH)
            extent.set("cy", Sign.HEIGHT)
    offset = frames[0].find(names.a("off"))
    if offset is not None and shape.tag != names.w("drawing"):
        offset.set("x", Sign.X)
        offset.set("y", Sign.Y)
    return True
