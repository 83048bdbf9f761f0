"""A first mapping of our slides into any PowerPoint template, for an officer to correct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen import starter
from reportgen.documents.deck_map import LAYOUT, STARTER
from reportgen.office.intake import open_package
from reportgen.office.slide_fitting import SlidePlan
from reportgen.office.slide_layouts import FURNITURE, TITLES, Holder, SlideLayout, read_layouts, read_slides
from reportgen.office.stops import Box

_CONTENT = ("obj", "body", "subTitle", "tbl", "chart")
_COVERS = {"title": ("title",), "secHead": ("secHead",)}
_FOOTER_SHARE = (3, 5)
"""A footer takes the source where it is at least so wide as a part of the content: the source may be a long line."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text of the mapping file, which layout serves each slide, and what has no place."""

    text: str
    layouts: tuple[tuple[str, str], ...]
    unmapped: tuple[str, ...]


def propose_mapping(template: bytes, name: str, written: str) -> Proposal:
    """Return a mapping for a template; ``written`` is how the mapping file names it.

    Raises ProblemsError for a file that is refused, as a template would be.
    """
    layouts = read_layouts(open_package(template, name).package)
    slides = read_slides(open_package(starter.template(STARTER), STARTER).package)
    plans = {slide.name: _plan(slide, layouts) for slide in slides}
    unmapped = tuple(
        f"slide '{slide.name}': {'no layout has a title and a place for it' if plan is None else missing}"
        for slide in slides
        for plan in (plans[slide.name],)
        for missing in (", ".join(_missing(slide, plan)),)
        if plan is None or missing
    )
    served = {plan.layout for plan in plans.values() if plan is not None}
    text = "\n".join(_write(written, slides, plans, [each.name for each in layouts if each.name not in served]))
    chosen = tuple((slide.name, plan.layout if plan else "") for slide in slides for plan in (plans[slide.name],))
    return Proposal(text, chosen, unmapped)


def _plan(slide: SlideLayout, layouts: tuple[SlideLayout, ...]) -> SlidePlan | None:
    """Return the layout that suits a slide best with a placeholder for each of its places; None where none does."""
    usable = [layout for layout in layouts if _title(layout) is not None and _content(layout)]
    if not usable:
        return None
    layout = max(usable, key=lambda layout: _suits(slide, layout))  # the first of equals: the template's own order
    return SlidePlan(layout.name, dict(_assign(slide, layout)))


def _suits(slide: SlideLayout, layout: SlideLayout) -> tuple[int, int]:
    """Return how well a layout suits: its kind first, then the area for content in sixteenths of the largest."""
    content = _content(layout)
    is_cover = layout.kind in ("title", "secHead")
    if slide.kind in _COVERS:
        return (2 if layout.kind in _COVERS[slide.kind] else 0), 0
    wide = [holder for holder in content if holder.kind != "body"]
    pair = slide.kind == "twoObj" and len(content) == len(wide) == 2 and _stand_side_by_side(*wide)
    pair = pair and _footer(layout) is not None
    single = len(content) == len(wide) == 1
    fitness = 3 if pair else 2 if single else 0
    return (-1 if is_cover else fitness), sum(_area(holder) for holder in content) // 10**11


def _stand_side_by_side(one: Holder, other: Holder) -> bool:
    boxes = sorted((holder.box for holder in (one, other) if holder.box is not None), key=lambda box: box.x)
    return len(boxes) == 2 and boxes[0].x + boxes[0].width <= boxes[1].x


def _footer(layout: SlideLayout) -> Holder | None:
    """Return the footer, if the source of a slide has room in it."""
    part, whole = _FOOTER_SHARE
    room = _around(_content(layout))
    found = next((holder for holder in layout.holders if holder.kind == "ftr"), None)
    has_room = found is not None and (found.box is None or found.box.width * whole >= room.width * part)
    return found if has_room else None


def _title(layout: SlideLayout) -> Holder | None:
    return next((holder for holder in layout.holders if holder.kind in TITLES and holder.is_upright), None)


def _content(layout: SlideLayout) -> list[Holder]:
    return [each for each in layout.holders if each.kind in _CONTENT and each.box is not None and each.is_upright]


def _area(holder: Holder) -> int:
    return 0 if holder.box is None else holder.box.width * holder.box.height


def _assign(slide: SlideLayout, layout: SlideLayout) -> Iterator[tuple[str, str]]:
    """Give each place of a slide a placeholder: title and footers by kind, the rest by where it stands."""
    title = _title(layout)
    furniture = {holder.kind: holder for holder in reversed(layout.holders) if holder.kind in FURNITURE}
    content = _content(layout)
    room, footer = _around(content), _footer(layout)
    if footer is not None:
        furniture["ftr"] = footer
    else:
        furniture.pop("ftr", None)
    inside = [place for place in slide.holders if place.kind not in TITLES and place.kind not in furniture]
    frame = _around([place for place in inside if place.kind != "sldNum"])
    for place in slide.holders:
        if place.kind in TITLES:
            yield place.name, title.name if title else ""
        elif place.kind in furniture:
            yield place.name, furniture[place.kind].name
        elif place.kind in FURNITURE and (place.kind != "ftr" or len(content) > 1):
            yield place.name, ""
        else:
            yield place.name, max(content, key=lambda holder: _overlap(place, frame, holder, room)).name


def _around(holders: list[Holder]) -> Box:
    boxes = [holder.box for holder in holders if holder.box is not None]
    left, top = min((box.x for box in boxes), default=0), min((box.y for box in boxes), default=0)
    right = max((box.x + box.width for box in boxes), default=1)
    bottom = max((box.y + box.height for box in boxes), default=1)
    return Box(left, top, right - left, bottom - top)


def _overlap(place: Holder, frame: Box, holder: Holder, room: Box) -> int:
    """Return how much of each other two places cover, each taken as a part of its own slide's content."""
    one, other = _part(place.box or frame, frame), _part(holder.box or room, room)
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(down, 0)


def _part(box: Box, whole: Box) -> tuple[int, int, int, int]:
    """Return a box's left, top, right and bottom in thousandths of another."""
    left, top = 1000 * (box.x - whole.x) // whole.width, 1000 * (box.y - whole.y) // whole.height
    return left, top, left + 1000 * box.width // whole.width, top + 1000 * box.height // whole.height


def _missing(slide: SlideLayout, plan: SlidePlan | None) -> Iterator[str]:
    for place in slide.holders if plan is not None else ():
        if plan is not None and not plan.places.get(place.name):
            yield f"{place.name} has no placeholder in the layout '{plan.layout}'"


_HEAD = """\
# Which layout of the council's template serves each slide of the deck, and which of its placeholders takes what.
#
# This is a proposal: correct it in any text editor. 'reportgen build' then fills the template by this file alone.
# Names are those of PowerPoint: View > Slide Master for the layouts, Home > Select > Selection Pane for placeholders.
# Several places may name the same placeholder: they share its area as they stand on the starter's own slide.
# A place with "" is left off the slide. A slide whose layout is "" is left out of the deck.
#
# To use it, write into reportgen.toml:
#     [templates]
#     slides = "{setting}"
"""


def _write(
    written: str, slides: tuple[SlideLayout, ...], plans: dict[str, SlidePlan | None], unused: list[str]
) -> Iterator[str]:
    yield _HEAD.format(setting="templates/the-name-of-this-file.toml")
    yield f"template = {_quote(written)}"
    for slide in slides:
        plan = plans[slide.name]
        yield ""
        yield f"[slides.{slide.name}]"
        yield f"{LAYOUT} = {_quote(plan.layout if plan else '')}"
        for place in slide.holders:
            chosen = plan.places.get(place.name, "") if plan else ""
            note = "" if chosen else "  # no placeholder for it in this layout" if plan else "  # choose a layout first"
            yield f"{_quote(place.name)} = {_quote(chosen)}{note}"
    if unused:
        yield ""
        yield "# Layouts of the template that serve no slide here:"
        yield from (f"#   {name}" for name in unused)
    yield ""


def _quote(text: str) -> str:
    """Return a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
