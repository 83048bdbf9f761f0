"""What a deck is made of: the layouts of a template with their placeholders, and the slides that fill them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office import names
from reportgen.office.layout import box_of
from reportgen.office.package import Package
from reportgen.office.slides import read_deck
from reportgen.office.stops import Box
from reportgen.office.xml import parse

TITLES = ("title", "ctrTitle")
FURNITURE = ("ftr", "sldNum", "dt", "hdr")
_SHAPES = (names.p("sp"), names.p("graphicFrame"), names.p("pic"))


@dataclass(frozen=True, slots=True)
class Holder:
    """A place on a slide or a layout by its name: what kind of placeholder it is and where it stands.

    ``kind`` is PowerPoint's word (``title``, ``body``, ``ftr``; ``obj`` for any content), blank for no placeholder.
    """

    name: str
    kind: str
    index: str
    box: Box | None
    is_upright: bool = True


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """A layout, or a slide with what fills it: its name, part, kind and the places on it in reading order."""

    name: str
    part: str
    kind: str
    holders: tuple[Holder, ...]
    title: str = ""

    def holder(self, name: str) -> Holder | None:
        """Return the place of that name."""
        return next((holder for holder in self.holders if holder.name == name), None)


def read_layouts(package: Package) -> tuple[SlideLayout, ...]:
    """Return the layouts of every master in the order PowerPoint lists them, each under a name of its own."""
    found: list[SlideLayout] = []
    for relation, master in package.related(package.main):
        if relation.kind != "slideMaster" or master not in package.parts:
            continue
        targets = {each.id: target for each, target in package.related(master)}
        listing = parse(package.parts[master].data).find(names.p("sldLayoutIdLst"))
        for entry in () if listing is None else listing:
            part = targets.get(entry.get(names.r("id"), ""), "")
            if part in package.parts:
                root = parse(package.parts[part].data)
                name = _free(_slide_name(root), [layout.name for layout in found])
                found.append(SlideLayout(name, part, root.get("type", "cust"), tuple(_holders(root, package, part))))
    return tuple(found)


def read_slides(package: Package) -> tuple[SlideLayout, ...]:
    """Return the slides by the names their templates give them, with the kinds and places of their layouts."""
    layouts = {layout.part: layout for layout in read_layouts(package)}
    found = []
    for slide in read_deck(package).slides:
        root = parse(package.parts[slide.part].data)
        layout = layouts[layout_of(package, slide.part)]
        holders = tuple(_holders(root, package, slide.part))
        title = next((words for shape, words in _titles(root) if shape is not None), "")
        found.append(SlideLayout(_slide_name(root), slide.part, layout.kind, holders, title))
    return tuple(found)


def layout_of(package: Package, slide: str) -> str:
    """Return the layout part of a slide."""
    return next(target for each, target in package.related(slide) if each.kind == "slideLayout")


def shapes_of(root: etree._Element) -> Iterator[etree._Element]:
    """Give the shapes of a slide or layout that stand on their own, in their order."""
    tree = root.find(f"{names.p('cSld')}/{names.p('spTree')}")
    if tree is not None:
        yield from (shape for shape in tree if shape.tag in _SHAPES)


def name_of(shape: etree._Element) -> str:
    """Return what a shape is called."""
    about = next(shape.iter(names.p("cNvPr")), None)
    return "" if about is None else about.get("name", "")


def _holders(root: etree._Element, package: Package, part: str) -> Iterator[Holder]:
    taken: list[str] = []
    for shape in shapes_of(root):
        mark = shape.find(f".//{names.p('ph')}")
        if mark is None and shape.tag != names.p("graphicFrame"):
            continue
        kind = "" if mark is None else mark.get("type", "obj")
        index = "" if mark is None else mark.get("idx", "0")
        if index == "4294967295":
            continue  # PowerPoint's mark of a placeholder whose layout was taken away
        taken.append(_free(name_of(shape), taken))
        is_upright = not (mark is not None and mark.get("orient") == "vert")
        yield Holder(taken[-1], kind, index, _box(shape, package, part, kind), is_upright)


def _box(shape: etree._Element, package: Package, part: str, kind: str) -> Box | None:
    """Return a place's box: its own or its layout's, else that of the master's placeholder of the kind."""
    found = box_of(shape, package, part)
    if found is not None:
        return found
    wanted = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)
    master = next((target for each, target in package.related(part) if each.kind == "slideMaster"), "")
    for other in shapes_of(parse(package.parts[master].data)) if master in package.parts else ():
        mark = other.find(f".//{names.p('ph')}")
        if mark is not None and mark.get("type", "obj") == wanted:
            return box_of(other, package, master)
    return None


def _titles(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for shape in shapes_of(root):
        mark = shape.find(f".//{names.p('ph')}")
        if mark is not None and mark.get("type") in TITLES:
            yield shape, "".join(each.text or "" for each in shape.iter(names.a("t")))


def _slide_name(root: etree._Element) -> str:
    about = root.find(names.p("cSld"))
    return "" if about is None else about.get("name", "").strip()


def _free(name: str, taken: list[str]) -> str:
    """Return the name, or “Text Placeholder 7 (2)” where it is taken."""
    if name not in taken:
        return name
    return next(f"{name} ({n})" for n in range(2, len(taken) + 3) if f"{name} ({n})" not in taken)
