"""What a template looks like, as far as inserted charts, tables and texts need it: widths, styles, inherited places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office import names
from reportgen.office.package import Package
from reportgen.office.stops import Box
from reportgen.office.tables import TableStyle
from reportgen.office.xml import parse

_EMU_PER_TWIP = 635
_A4_TEXT = 5_976_000
_WIDE_SLIDE = (12_192_000, 6_858_000)
_TABLE_STYLES = ("report table", "reportgen table")
_HEADING_STYLES = ("table heading", "table header")
_TEXT_STYLES = ("table text", "table body")
_BULLET_STYLES = ("list bullet", "bullet")


@dataclass(frozen=True, slots=True)
class TemplateLook:
    """The text width in EMU and the identifiers of the styles that inserted blocks take on.

    ``slide`` is the width and height of a slide: text is as large a part of a small slide as of a large one.
    """

    program: str
    text_width: int = _A4_TEXT
    slide: tuple[int, int] = _WIDE_SLIDE
    table_style: TableStyle = field(default_factory=TableStyle)
    bullet_style: str = ""

    def slide_text(self, points: float) -> float:
        """Return the size of text that is ``points`` on a slide of 7.5 in, in whole half points."""
        return round(2 * points * self.slide[1] / _WIDE_SLIDE[1]) / 2


def read_look(package: Package, program: str) -> TemplateLook:
    """Return the look of a template."""
    if program != "word":
        return TemplateLook(program, slide=_slide_size(package))
    styles = read_styles(package)
    return TemplateLook(
        program,
        text_width=_text_width(package),
        table_style=TableStyle(
            _first(styles, _TABLE_STYLES), _first(styles, _HEADING_STYLES), _first(styles, _TEXT_STYLES)
        ),
        bullet_style=_first(styles, _BULLET_STYLES),
    )


def _first(styles: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    return next((styles[name] for name in wanted if name in styles), "")


def read_styles(package: Package) -> Mapping[str, str]:
    """Return the identifiers of a Word template's styles by their names in lower case."""
    found: dict[str, str] = {}
    part = style_part(package)
    for style in parse(package.parts[part].data).findall(names.w("style")) if part else ():
        name = style.find(names.w("name"))
        if name is not None:
            found.setdefault(name.get(names.w("val"), "").lower(), style.get(names.w("styleId"), ""))
    return found


def style_part(package: Package) -> str:
    """Return the part that holds a Word document's styles; blank without one."""
    for _, target in package.related(package.main):
        if package.types.of(target).endswith("wordprocessingml.styles+xml") and target in package.parts:
            return target
    return ""


def _slide_size(package: Package) -> tuple[int, int]:
    size = parse(package.parts[package.main].data).find(names.p("sldSz"))
    found = (0, 0) if size is None else (int(size.get("cx", 0)), int(size.get("cy", 0)))
    return found if all(found) else _WIDE_SLIDE


def _text_width(package: Package) -> int:
    data = package.parts[package.main].data
    sections = list(parse(data).iter(names.w("sectPr"))) if b"sectPr" in data else []
    for section in reversed(sections):
        size, margins = section.find(names.w("pgSz")), section.find(names.w("pgMar"))
        if size is not None and margins is not None:
            sides = (size.get(names.w("w")), margins.get(names.w("left")), margins.get(names.w("right")))
            if all(side is not None and side.isdigit() for side in sides):
                page, left, right = (int(side or 0) for side in sides)
                if page > left + right:
                    return (page - left - right) * _EMU_PER_TWIP
    return _A4_TEXT


def box_of(shape: etree._Element, package: Package, part: str) -> Box | None:
    """Return the place and size of a shape; a placeholder without its own takes its layout's, then its master's."""
    own = _own_box(shape)
    if own is not None:
        return own
    holder = shape.find(f".//{names.p('ph')}")
    while holder is not None:
        # A master is related to its layouts as well: nothing stands above it.
        upwards = () if part.startswith("ppt/slideMasters/") else package.related(part)
        above = next((target for each, target in upwards if each.kind in ("slideLayout", "slideMaster")), "")
        if not above or above not in package.parts:
            return None
        part = above
        for candidate in parse(package.parts[above].data).iter(names.p("sp")):
            other = candidate.find(f".//{names.p('ph')}")
            if other is not None and _same_holder(holder, other):
                found = _own_box(candidate)
                if found is not None:
                    return found
    return None


def _same_holder(one: etree._Element, other: etree._Element) -> bool:
    if one.get("idx") is not None and one.get("idx") == other.get("idx"):
        return True
    return one.get("idx") is None and one.get("type", "obj") == other.get("type", "obj")


def _own_box(shape: etree._Element) -> Box | None:
    for path in (f"{names.p('spPr')}/{names.a('xfrm')}", names.p("xfrm")):
        frame = shape.find(path)
        if frame is not None:
            offset, extent = frame.find(names.a("off")), frame.find(names.a("ext"))
            if offset is not None and extent is not None:
                return Box(
                    *(
                        int(each)
                        for each in (offset.get("x", 0), offset.get("y", 0), extent.get("cx", 0), extent.get("cy", 0))
                    )
                )
    return None
