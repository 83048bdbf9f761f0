"""A slide as it is seen: its shapes with their places and texts, and what they take from layout, master and theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from reportgen.office.colours import USUAL, Theme, read_theme
from reportgen.office.names import a, p, r
from reportgen.office.opened import OpenedFile
from reportgen.office.package import target_name
from reportgen.office.xml import local

_TREE = f"{p('cSld')}/{p('spTree')}"
_PROPERTIES, _HOLDER, _FRAME = f"*/{p('cNvPr')}", f"*/{p('nvPr')}/{p('ph')}", f"{p('spPr')}/{a('xfrm')}"
_BODY, _PARAGRAPH, _TEXT = p("txBody"), a("p"), a("t")
_KINDS = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp")
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")
"""Placeholders at the edge of every slide, in no order with what it says."""
_ON_MASTER = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"} | dict.fromkeys(
    ("tbl", "chart", "pic", "dgm", "media", "clipArt"), "body"
)


class Box(NamedTuple):
    """Where a shape stands on its slide, in EMU."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box lies in this one."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape; ``above`` are the placeholders it follows, on the layout and then on the master."""

    element: etree._Element
    kind: str
    name: str
    properties: etree._Element
    text: str
    placeholder: str
    box: Box | None
    above: tuple[etree._Element, ...] = ()
    in_described_group: bool = False


@dataclass(frozen=True, slots=True)
class SlideView:
    """A slide of the show with what lies behind it: ``levels`` are slide, layout and master, the nearest first."""

    number: int
    part: str
    root: etree._Element
    shapes: tuple[Shape, ...]
    levels: tuple[etree._Element, ...]
    furniture: tuple[Shape, ...]
    """Shapes of layout and master that the slide shows behind its own, the hindmost first."""
    theme: Theme
    default_text: etree._Element | None

    @property
    def title(self) -> str:
        """The words of its title; blank where it has none."""
        return next((shape.text for shape in self.shapes if shape.placeholder in TITLES and shape.text), "")

    @property
    def place(self) -> str:
        """``slide 4``."""
        return f"slide {self.number}"


def read_slides(file: OpenedFile) -> tuple[SlideView, ...]:
    """Return the slides of a deck in their order; those hidden from the show are left out."""
    known = file.views.get("slides")
    if isinstance(known, tuple):
        return known
    main = file.roots.get(file.main)
    if main is None:
        return ()
    targets = {each.id: target_name(file.main, each.target) for each in file.relationships.get(file.main, ())}
    listed = [targets.get(entry.get(r("id"), ""), "") for entry in main.iter(p("sldId"))]
    default = main.find(p("defaultTextStyle"))
    layouts: dict[str, _Layout] = {}
    found = []
    for number, part in enumerate(listed, 1):
        root = file.roots.get(part)
        if root is None or root.get("show") in ("0", "false"):
            continue
        name = next(iter(file.related(part, "slideLayout")), "")
        if name not in layouts:
            layouts[name] = _Layout(file, name)
        found.append(layouts[name].view(number, part, root, default))
    file.views["slides"] = tuple(found)
    return tuple(found)


def read_layouts(file: OpenedFile) -> tuple[SlideView, ...]:
    """Return each layout of a deck as if it were a slide, its sample words in their places."""
    return tuple(
        _Layout(file, name).view(0, name, root, None) for name, root in file.under("ppt/slideLayouts/slideLayout")
    )


class _Layout:
    """A layout and its master, read once for all their slides."""

    def __init__(self, file: OpenedFile, name: str) -> None:
        master = next(iter(file.related(name, "slideMaster")), "")
        self._levels = tuple(file.roots[part] for part in (name, master) if part in file.roots)
        self._placeholders = [list(_placeholders(level)) for level in self._levels]
        clear = file.roots[master].find(p("clrMap")) if master in file.roots else None
        self.theme = read_theme(
            file, master, {**USUAL, **{str(k): str(v) for k, v in ({} if clear is None else clear.attrib).items()}}
        )
        shown = self._levels[:1] if self._levels and self._levels[0].get("showMasterSp") == "0" else self._levels
        self._furniture = tuple(
            shape
            for level in reversed(shown)
            for shape in read_shapes(level.find(_TREE), self._above)
            if not shape.placeholder
        )

    def _above(self, kind: str, index: str) -> tuple[etree._Element, ...]:
        found: list[etree._Element] = []
        for depth, holders in enumerate(self._placeholders):
            wanted = _ON_MASTER.get(kind, kind) if depth or len(self._placeholders) == 1 else kind
            by_index = [shape for shape, _, at in holders if index and at == index and not depth]
            by_kind = [shape for shape, has, _ in holders if has == wanted]
            like_kind = [shape for shape, has, _ in holders if _ON_MASTER.get(has, has) == _ON_MASTER.get(kind, kind)]
            match = next(iter(by_index or by_kind or ([] if index and not depth else like_kind)), None)
            if match is not None:
                found.append(match)
        return tuple(found)

    def view(self, number: int, part: str, root: etree._Element, default: etree._Element | None) -> SlideView:
        shapes = tuple(read_shapes(root.find(_TREE), self._above))
        behind = () if root.get("showMasterSp") == "0" else self._furniture
        return SlideView(number, part, root, shapes, (root, *self._levels), behind, self.theme, default)


def _placeholders(level: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for holder in level.iter(p("ph")):
        shape = holder.getparent().getparent().getparent()  # type: ignore[union-attr]
        if shape is not None:
            yield shape, holder.get("type", ""), holder.get("idx", "")


_Above = Callable[[str, str], tuple[etree._Element, ...]]
_Scale = tuple[float, float, float, float]


def read_shapes(tree: etree._Element | None, above: _Above) -> Iterator[Shape]:
    """Give the shapes of a slide in reading order, those in groups one by one; hidden ones are left out."""
    yield from _shapes(tree, above, (1.0, 0.0, 1.0, 0.0), False)


def _shapes(tree: etree._Element | None, above: _Above, scale: _Scale, described: bool) -> Iterator[Shape]:
    for element in () if tree is None else tree:
        kind = local(element)
        if kind == "AlternateContent":
            yield from _shapes(element[0] if len(element) else None, above, scale, described)
            continue
        properties = element.find(_PROPERTIES) if kind in _KINDS else None
        if properties is None or properties.get("hidden") in ("1", "true"):
            continue
        if kind == "grpSp":
            inside = described or bool(properties.get("descr", "").strip())
            yield from _shapes(element, above, _scaled(element, scale), inside)
            continue
        holder = element.find(_HOLDER)
        type_, index = ("", "") if holder is None else (holder.get("type", ""), holder.get("idx", ""))
        followed = above(type_, index) if holder is not None else ()
        body = element.find(_BODY)
        paragraphs = () if body is None else body.iter(_PARAGRAPH)
        words = " ".join("".join(text.text or "" for text in each.iter(_TEXT)) for each in paragraphs).strip()
        yield Shape(
            element,
            kind,
            properties.get("name", ""),
            properties,
            words,
            "" if holder is None else type_ or "obj",
            _box((element, *followed), scale),
            followed,
            described,
        )


def _scaled(group: etree._Element, scale: _Scale) -> _Scale:
    frame = group.find(f"{p('grpSpPr')}/{a('xfrm')}")
    pieces = [None if frame is None else frame.find(a(each)) for each in ("off", "ext", "chOff", "chExt")]
    if any(piece is None for piece in pieces):
        return scale
    off, ext, child_off, child_ext = (dict(piece.attrib) for piece in pieces if piece is not None)
    wide = int(ext["cx"]) / int(child_ext["cx"]) if int(child_ext["cx"]) else 1.0
    high = int(ext["cy"]) / int(child_ext["cy"]) if int(child_ext["cy"]) else 1.0
    left, top = int(off["x"]) - int(child_off["x"]) * wide, int(off["y"]) - int(child_off["y"]) * high
    return scale[0] * wide, scale[0] * left + scale[1], scale[2] * high, scale[2] * top + scale[3]


def _box(elements: tuple[etree._Element, ...], scale: _Scale) -> Box | None:
    """Return the box of the nearest that says where it stands."""
    for element in elements:
        frame = element.find(_FRAME)
        frame = element.find(p("xfrm")) if frame is None else frame
        offset, extent = (None, None) if frame is None else (frame.find(a("off")), frame.find(a("ext")))
        if offset is None or extent is None:
            continue
        x, y = int(offset.get("x", "0")), int(offset.get("y", "0"))
        right, bottom = x + int(extent.get("cx", "0")), y + int(extent.get("cy", "0"))
        wide, left, high, top = scale
        return Box(
            *(round(each) for each in (x * wide + left, y * high + top, right * wide + left, bottom * high + top))
        )
    return None
