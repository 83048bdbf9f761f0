"""The marking of a deck: a band along the edge of every slide where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from reportgen.office import names
from reportgen.office.column_fit import BOLDER, count_lines, measure_words
from reportgen.office.emission import drawing_run
from reportgen.office.layout import read_look
from reportgen.office.markup import escape_attribute
from reportgen.office.names import p
from reportgen.office.opened import OpenedFile
from reportgen.office.package import Package
from reportgen.office.places import PlacedText
from reportgen.office.sites import hash_text
from reportgen.office.slide_looks import TITLES, Box, Shape, SlideView, read_slides
from reportgen.office.values import Passage, Printed
from reportgen.office.xml import parse, serialise_part

_NAME = "Not for publication"
_POINTS = 14
_PER_POINT = 12_700
_LINE = 1.2
_AROUND = 0.15
"""Room above and below the words of the band, in sizes of the text."""
_SIDE = 0.045
"""The room beside the words, as a part of the slide's width: where titles begin on most slides."""
_GROUND, _WORDS = "1F2933", "FFFFFF"
_BACKGROUND_SHARE = 0.6
"""A shape without words that covers so much of a slide is its background, and the band may stand on it."""


def mark_slides(package: Package, opened: OpenedFile, said: Passage, words: str, first: int) -> list[PlacedText]:
    """Put a band onto every slide, and return the places of what was printed, counted from ``first``.

    The first slide says all of ``said`` where there is room for it beside what stands there, the others ``words``.
    """
    width, height = read_look(package, "powerpoint").slide
    places: list[PlacedText] = []
    for number, slide in enumerate(read_slides(opened)):
        if any(words.casefold() in shape.text.casefold() for shape in (*slide.shapes, *slide.furniture)):
            continue
        short = Passage((words,))
        wanted = (said, short) if number == 0 else (short,)
        size = _POINTS * height / 6_858_000
        bands = [(passage, _find_room(slide, passage, size, width, height)) for passage in wanted]
        passage, band = next(((each, found) for each, found in bands if found is not None), (short, None))
        if band is None:
            band = Box(0, 0, width, _high(1, size))
        places += _put(package, slide, passage, band, size, first + len(places))
    return places


def _high(lines: int, size: float) -> int:
    return round((lines * _LINE + 2 * _AROUND) * size * _PER_POINT)


def _find_room(slide: SlideView, passage: Passage, size: float, width: int, height: int) -> Box | None:
    """Return a band along the top, else the bottom, that meets nothing of the slide; None where there is none."""
    room = width * (1 - 2 * _SIDE) / (size * _PER_POINT)
    high = _high(count_lines(measure_words(str(passage), BOLDER), room), size)
    taken = list(_taken(slide, width * height))
    for top in (0, height - high):
        band = Box(0, top, width, top + high)
        if not any(_meet(band, box) for box in taken):
            return band
    return None


def _taken(slide: SlideView, area: int) -> Iterator[Box]:
    shapes: Iterable[Shape] = (*slide.shapes, *(each for each in slide.furniture if each.text or each.kind == "pic"))
    for shape in shapes:
        box = shape.box
        if box is None:
            continue
        is_background = not shape.text and (box.right - box.left) * (box.bottom - box.top) > area * _BACKGROUND_SHARE
        if not is_background:
            yield box


def _meet(one: Box, other: Box) -> bool:
    return one.top < other.bottom and other.top < one.bottom and one.left < other.right and other.left < one.right


def _put(
    package: Package, slide: SlideView, passage: Passage, band: Box, size: float, first: int
) -> Iterator[PlacedText]:
    """Add the band to a slide: read after the title where it stands at the top, last where it stands at the bottom."""
    root = parse(package.parts[slide.part].data)
    tree = root.find(f"{p('cSld')}/{p('spTree')}")
    assert tree is not None
    known = list(root.iter(p("cNvPr")))
    identity = max((int(about.get("id", "0")) for about in known), default=0) + 1
    name = _NAME
    while name in {about.get("name") for about in known}:
        name += " 1"
    band_shape = etree.fromstring(_markup(passage, band, size, identity, name))[0]
    holders = (holder for holder in tree.iter(p("ph")) if holder.get("type") in TITLES)
    title = next((each for holder in holders for each in holder.iterancestors() if each.getparent() is tree), None)
    if band.top > 0:
        later = tree.find(p("extLst"))
        tree.append(band_shape) if later is None else later.addprevious(band_shape)
    elif title is not None:
        title.addnext(band_shape)
    else:
        tree.insert(2, band_shape)  # behind the two that say what the whole tree is
    package.put(slide.part, serialise_part(root))
    path, key = f'shape "{name}" paragraph 1', hash_text(str(passage))
    printed = (piece for piece in passage.pieces if isinstance(piece, Printed))
    for number, piece in enumerate(printed, first):
        yield PlacedText(number, slide.part, path, piece.ref, piece.format, piece.text, "", key)


def _markup(passage: Passage, band: Box, size: float, identity: int, name: str) -> str:
    form = (
        f'<a:rPr lang="en-GB" sz="{round(size * 100)}" b="1"><a:solidFill><a:srgbClr val="{_WORDS}"/></a:solidFill>'
        "</a:rPr>"
    )
    side, above = round((band.right - band.left) * _SIDE), round(_AROUND * size * _PER_POINT)
    runs = "".join(drawing_run(str(piece), form) for piece in passage.pieces)
    return (
        f'<x xmlns:p="{names.P}" xmlns:a="{names.A}"><p:sp><p:nvSpPr>'
        f'<p:cNvPr id="{identity}" name="{escape_attribute(name)}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{band.left}" y="{band.top}"/>'
        f'<a:ext cx="{band.right - band.left}" cy="{band.bottom - band.top}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{_GROUND}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="{side}" tIns="{above}" rIns="{side}" bIns="{above}" anchor="ctr">'
        '<a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr marL="0" indent="0" algn="l"><a:lnSpc>'
        '<a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/>'
        f"</a:spcAft><a:buNone/></a:pPr>{runs}</a:p></p:txBody></p:sp></x>"
    )
