"""Our slides in another template's layouts: each shape in the placeholder a mapping names, the tags as they are.

Shapes that share a placeholder divide its area as they stand on our own slide, so a council's template with one large
content placeholder takes a chart with three points beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reportgen.office import names
from reportgen.office.leaving import drop_unreachable
from reportgen.office.package import Package, write_members
from reportgen.office.slide_layouts import (
    FURNITURE,
    Holder,
    SlideLayout,
    layout_of,
    name_of,
    read_layouts,
    read_slides,
    shapes_of,
)
from reportgen.office.slides import owned_parts, read_deck
from reportgen.office.stops import Box
from reportgen.office.xml import parse, serialise_part, write_wiring

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.presentationml"
_TINT = (
    f'<a:solidFill xmlns:a="{names.A}"><a:schemeClr val="bg1"><a:lumMod val="95000"/></a:schemeClr></a:solidFill>'
).encode()
"""The ground of cards and panels: a shade of the template's own background, which its text can be read on."""
_FIRST_ID = 256


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """Which layout of the template serves a slide, and which of its placeholders each of the slide's shapes."""

    layout: str
    places: Mapping[str, str]


def fit_slides(starter: Package, template: Package, plans: Mapping[str, SlidePlan]) -> bytes:
    """Return the template with the starter's slides, tags and notes instead of its own, in the starter's order.

    A slide without a plan is left out, and so is a shape without a place. Raises KeyError for a layout or placeholder
    that the template does not have: the mapping is checked before.
    """
    fitted = template.copy()
    _drop_slides(fitted)
    layouts = {layout.name: layout for layout in read_layouts(template)}
    scale = _height(template) / _height(starter)
    notes_master = _notes_master(starter, fitted)
    made = [
        _add(starter, fitted, slide, plans[slide.name], layouts[plans[slide.name].layout], scale, notes_master)
        for slide in read_slides(starter)
        if slide.name in plans
    ]
    _list_slides(fitted, made)
    drop_unreachable(template, fitted)
    write_wiring(template, fitted)
    return write_members(fitted.parts)


def _drop_slides(package: Package) -> None:
    slides = [slide.part for slide in read_deck(package).slides]
    gone = {part for slide in slides for part in owned_parts(package, slide)}
    main = package.main
    package.relationships[main] = tuple(
        relation for relation, target in ((r, t) for r, t in package.related(main)) if target not in gone
    ) + tuple(relation for relation in package.relationships[main] if relation.external)
    for part in gone:
        package.remove(part)


def _list_slides(package: Package, made: list[str]) -> None:
    """Write the list of slides; sections and custom shows of the template's own slides go with them."""
    root = parse(package.parts[package.main].data)
    for tag in ("sldIdLst", "custShowLst"):
        for old in root.findall(names.p(tag)):
            root.remove(old)
    for extension in list(root.iter(names.p("ext"))):
        if extension.find(f"{{{names.P14}}}sectionLst") is not None:
            extension.getparent().remove(extension)  # type: ignore[union-attr]
    for listing in root.findall(names.p("extLst")):
        if len(listing) == 0:
            root.remove(listing)
    listing = etree.Element(names.p("sldIdLst"))
    for number, part in enumerate(made):
        entry = etree.SubElement(listing, names.p("sldId"), id=str(_FIRST_ID + number))
        entry.set(names.r("id"), package.relate(package.main, f"{_RELATIONS}/slide", part))
    before = [root.find(names.p(tag)) for tag in ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst")]
    last = [element for element in before if element is not None][-1]
    last.addnext(listing)
    package.put(package.main, serialise_part(root))


def _notes_master(starter: Package, package: Package) -> str:
    """Return the template's notes master, ours where it has none."""
    own = next((target for each, target in package.related(package.main) if each.kind == "notesMaster"), "")
    if own:
        return own
    ours = next(target for each, target in starter.related(starter.main) if each.kind == "notesMaster")
    theme = next(target for each, target in starter.related(ours) if each.kind == "theme")
    name = package.free_name("ppt/notesMasters", "notesMaster", "xml")
    own_theme = package.free_name("ppt/theme", "theme", "xml")
    package.put(own_theme, starter.parts[theme].data, starter.types.of(theme))
    package.put(name, starter.parts[ours].data, starter.types.of(ours))
    package.relate(name, f"{_RELATIONS}/theme", own_theme)
    identity = package.relate(package.main, f"{_RELATIONS}/notesMaster", name)
    root = parse(package.parts[package.main].data)
    listing = etree.Element(names.p("notesMasterIdLst"))
    etree.SubElement(listing, names.p("notesMasterId")).set(names.r("id"), identity)
    masters = root.find(names.p("sldMasterIdLst"))
    assert masters is not None
    masters.addnext(listing)
    package.put(package.main, serialise_part(root))
    return name


def _add(
    starter: Package,
    package: Package,
    slide: SlideLayout,
    plan: SlidePlan,
    layout: SlideLayout,
    scale: float,
    notes_master: str,
) -> str:
    """Add one of our slides with its notes and return its part."""
    part = package.free_name("ppt/slides", "slide", "xml")
    root = parse(starter.parts[slide.part].data)
    _place_shapes(root, starter, slide, plan, layout, scale)
    package.put(part, serialise_part(root), f"{_TYPES}.slide+xml")
    package.relate(part, f"{_RELATIONS}/slideLayout", layout.part)
    ours = next(target for each, target in starter.related(slide.part) if each.kind == "notesSlide")
    notes = package.free_name("ppt/notesSlides", "notesSlide", "xml")
    package.put(notes, starter.parts[ours].data, f"{_TYPES}.notesSlide+xml")
    package.relate(notes, f"{_RELATIONS}/notesMaster", notes_master)
    package.relate(notes, f"{_RELATIONS}/slide", part)
    package.relate(part, f"{_RELATIONS}/notesSlide", notes)
    return part


def _place_shapes(
    root: etree._Element, starter: Package, slide: SlideLayout, plan: SlidePlan, layout: SlideLayout, scale: float
) -> None:
    styles = _Styles(starter, layout_of(starter, slide.part))
    shares = dict(_shares(slide, plan, layout))
    for shape in list(shapes_of(root)):
        name = name_of(shape)
        holder = layout.holder(plan.places.get(name, ""))
        if holder is None:
            shape.getparent().remove(shape)  # type: ignore[union-attr]
            continue
        box = shares.get(name)
        if shape.tag == names.p("graphicFrame"):
            _set_frame(shape, box or holder.box)
        elif box is None:
            _enter(shape, holder)
        else:
            _stand_free(shape, name, box, styles)
        _scale_text(shape, scale)


def _shares(slide: SlideLayout, plan: SlidePlan, layout: SlideLayout) -> Iterator[tuple[str, Box]]:
    """Give the part of a placeholder that each of the shapes in it gets, where several share one."""
    together: dict[str, list[Holder]] = {}
    for shape in slide.holders:
        if plan.places.get(shape.name):
            together.setdefault(plan.places[shape.name], []).append(shape)
    for name, shapes in together.items():
        holder = layout.holder(name)
        boxes = [shape.box for shape in shapes if shape.box is not None]
        if holder is None or holder.box is None or len(shapes) < 2 or len(boxes) < len(shapes):
            continue
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        across = holder.box.width / (max(box.x + box.width for box in boxes) - left)
        down = holder.box.height / (max(box.y + box.height for box in boxes) - top)
        for shape, box in zip(shapes, boxes, strict=True):
            yield (
                shape.name,
                Box(
                    holder.box.x + round((box.x - left) * across),
                    holder.box.y + round((box.y - top) * down),
                    round(box.width * across),
                    round(box.height * down),
                ),
            )


def _enter(shape: etree._Element, holder: Holder) -> None:
    """Put a shape into a placeholder: it takes the placeholder's place and looks."""
    mark = shape.find(f".//{names.p('ph')}")
    assert mark is not None
    mark.attrib.clear()
    if holder.kind != "obj":
        mark.set("type", holder.kind)
    if holder.index != "0":
        mark.set("idx", holder.index)
    about = shape.find(names.p("spPr"))
    assert about is not None
    about.clear()
    if holder.box is not None and holder.kind not in FURNITURE:
        about.append(_transform(names.a("xfrm"), holder.box))


def _stand_free(shape: etree._Element, name: str, box: Box, styles: _Styles) -> None:
    """Make a shape a text box of its own, with the looks our layout gives it."""
    mark = shape.find(f".//{names.p('ph')}")
    assert mark is not None
    mark.getparent().remove(mark)  # type: ignore[union-attr]
    drawn = next(shape.iter(names.p("cNvSpPr")))
    drawn.clear()
    drawn.set("txBox", "1")
    about = shape.find(names.p("spPr"))
    assert about is not None
    about.clear()
    about.append(_transform(names.a("xfrm"), box))
    form = etree.SubElement(about, names.a("prstGeom"), prst="rect")
    etree.SubElement(form, names.a("avLst"))
    about.append(parse(_TINT) if styles.is_filled(name) else etree.Element(names.a("noFill")))
    body = shape.find(names.p("txBody"))
    assert body is not None
    for old in (body.find(names.a("bodyPr")), body.find(names.a("lstStyle"))):
        if old is not None:
            body.remove(old)
    body.insert(0, styles.body(name))
    body.insert(1, styles.list_style(name))


class _Styles:
    """How the placeholders of one of our layouts look, for a shape that leaves its placeholder."""

    def __init__(self, starter: Package, layout: str) -> None:
        self._shapes = {name_of(shape): shape for shape in shapes_of(parse(starter.parts[layout].data))}
        master = next(target for each, target in starter.related(layout) if each.kind == "slideMaster")
        level = parse(starter.parts[master].data).find(f".//{names.p('bodyStyle')}/{names.a('lvl1pPr')}")
        assert level is not None
        self._level = level

    def is_filled(self, name: str) -> bool:
        """Whether the placeholder stands on a ground of its own."""
        shape = self._shapes.get(name)
        return shape is not None and shape.find(f"{names.p('spPr')}/{names.a('solidFill')}") is not None

    def body(self, name: str) -> etree._Element:
        """Return the frame of its text."""
        found = self._find(name, "bodyPr")
        frame = deepcopy(found) if found is not None else etree.Element(names.a("bodyPr"))
        frame.set("wrap", "square")
        return frame

    def list_style(self, name: str) -> etree._Element:
        """Return the style of its paragraphs: the layout's own level where it says all, else with the master's."""
        style = etree.Element(names.a("lstStyle"))
        own = self._find(name, "lstStyle/lvl1pPr")
        if own is not None and (self._is_furniture(name) or own.find(names.a("buNone")) is not None):
            style.append(deepcopy(own))
            return style
        level = deepcopy(self._level)
        size = None if own is None else own.find(names.a("defRPr"))
        text = level.find(names.a("defRPr"))
        if size is not None and text is not None and size.get("sz"):
            text.set("sz", size.get("sz", ""))
        style.append(level)
        return style

    def _is_furniture(self, name: str) -> bool:
        """Whether it is a footer, which has no bullets."""
        shape = self._shapes.get(name)
        mark = None if shape is None else shape.find(f".//{names.p('ph')}")
        return mark is not None and mark.get("type") in FURNITURE

    def _find(self, name: str, path: str) -> etree._Element | None:
        shape = self._shapes.get(name)
        return (
            None
            if shape is None
            else shape.find("/".join((names.p("txBody"), *(names.a(each) for each in path.split("/")))))
        )


def _transform(tag: str, box: Box) -> etree._Element:
    made = etree.Element(tag)
    etree.SubElement(made, names.a("off"), x=str(box.x), y=str(box.y))
    etree.SubElement(made, names.a("ext"), cx=str(box.width), cy=str(box.height))
    return made


def _set_frame(shape: etree._Element, box: Box | None) -> None:
    """Give a table its place, its columns in the same shares of the width."""
    old = shape.find(names.p("xfrm"))
    if box is None or old is None:
        return
    shape.replace(old, _transform(names.p("xfrm"), box))
    columns = list(shape.iter(names.a("gridCol")))
    total = sum(int(column.get("w", "0")) for column in columns) or 1
    for column in columns:
        column.set("w", str(int(column.get("w", "0")) * box.width // total))


def _scale_text(shape: etree._Element, scale: float) -> None:
    """Make text as large a part of the slide as it is of ours, in whole half points."""
    for element in shape.iter():
        if isinstance(element.tag, str) and element.get("sz", "").isdigit():
            element.set("sz", str(round(int(element.get("sz", "")) * scale / 50) * 50))
        elif element.tag == names.a("spcPts"):
            element.set("val", str(round(int(element.get("val", "0")) * scale)))


def _height(package: Package) -> int:
    size = parse(package.parts[package.main].data).find(names.p("sldSz"))
    return 6_858_000 if size is None else int(size.get("cy", "6858000"))
