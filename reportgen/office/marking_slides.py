"""The marking of a deck: a band along the edge of every slide, or a label in a corner, where nothing else stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office import names
from reportgen.office.column_fit import BOLDER, count_lines, measure_words
from reportgen.office.contrast_slides import text_looks
from reportgen.office.emission import drawing_run
from reportgen.office.layout import read_look
from reportgen.office.markup import escape_attribute
from reportgen.office.names import a, p
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
_BESIDE = 0.6
"""Room beside the words of a label, in sizes of the text."""
_OTHER_FONTS = 1.15
"""How much wider than Arial the template's font may be."""
_SPACE = 0.3
"""A space, in sizes of the text."""
_SIDE = 0.045
"""The room beside the words, as a part of the slide's width: where titles begin on most slides."""
_GROUND, _WORDS = "1F2933", "FFFFFF"
_TITLE_SIZE = 4400
"""The size of titles, in hundredths of a point, where nothing says it."""
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
        taken = list(_taken(slide, width * height))
        bands = [(passage, band) for passage in wanted for band in _bands(passage, size, width, height)]
        free = (each for each in bands if not any(_meet(each[1].box, box) for box in taken))
        passage, band = next(free, (short, next(_bands(short, size, width, height))))
        places += _put(package, slide, passage, band, size, first + len(places))
    return places


@dataclass(frozen=True, slots=True)
class _Band:
    """Where the marking may stand, and the room it keeps beside its words."""

    box: Box
    side: int
    wraps: bool


def _bands(passage: Passage, size: float, width: int, height: int) -> Iterator[_Band]:
    """Give the places for a marking, the best first: along the top, along the bottom, the corners."""
    em = size * _PER_POINT
    words = measure_words(str(passage), BOLDER)
    side = round(width * _SIDE)
    high = round((count_lines(words, (width - 2 * side) / em) * _LINE + 2 * _AROUND) * em)
    for top in (0, height - high):
        yield _Band(Box(0, top, width, top + high), side, wraps=True)
    high = round((_LINE + 2 * _AROUND) * em)
    wide = round((sum(words) * _OTHER_FONTS + _SPACE * len(words) + 2 * _BESIDE) * em)
    for top in (height - high, 0):
        for left in (0, width - wide):
            if wide < width:
                yield _Band(Box(left, top, left + wide, top + high), round(_BESIDE * em), wraps=False)


def _taken(slide: SlideView, area: int) -> Iterator[Box]:
    shapes: Iterable[Shape] = (*slide.shapes, *(each for each in slide.furniture if each.text or each.kind == "pic"))
    for shape in shapes:
        box = shape.box
        if box is None:
            continue
        is_background = not shape.text and (box.right - box.left) * (box.bottom - box.top) > area * _BACKGROUND_SHARE
        if not is_background:
            spilt = _spilt(shape, slide) if shape.placeholder in TITLES else 0
            yield Box(box.left, box.top - spilt, box.right, box.bottom + spilt)


def _spilt(title: Shape, slide: SlideView) -> int:
    """Return how far the words of a title may run over its edges where they are more than it has room for."""
    paragraph = title.element.find(f"{p('txBody')}/{a('p')}")
    box, body = title.box, title.element.find(p("txBody"))
    if paragraph is None or body is None or box is None:
        return 0
    runs = (each for run in paragraph.iterfind(a("r")) if (each := run.find(a("rPr"))) is not None)
    looks = (*runs, *text_looks(title, slide, body, paragraph))
    size = next((int(each.get("sz", "0")) for each in looks if each.get("sz")), _TITLE_SIZE) / 100 * _PER_POINT
    lines = count_lines(measure_words(title.text, BOLDER), (box.right - box.left) / size)
    return max(0, round(lines * _LINE * size) - (box.bottom - box.top))


def _meet(one: Box, other: Box) -> bool:
    return one.top < other.bottom and other.top < one.bottom and one.left < other.right and other.left < one.right


def _put(
    package: Package, slide: SlideView, passage: Passage, band: _Band, size: float, first: int
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
    if band.box.top > 0:
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


def _markup(passage: Passage, band: _Band, size: float, identity: int, name: str) -> str:
    form = (
        f'<a:rPr lang="en-GB" sz="{round(size * 100)}" b="1"><a:solidFill><a:srgbClr val="{_WORDS}"/></a:solidFill>'
        "</a:rPr>"
    )
    box, side, above = band.box, band.side, round(_AROUND * size * _PER_POINT)
    wrap = "square" if band.wraps else "none"
    runs = "".join(drawing_run(str(piece), form) for piece in passage.pieces)
    return (
        f'<x xmlns:p="{names.P}" xmlns:a="{names.A}"><p:sp><p:nvSpPr>'
        f'<p:cNvPr id="{identity}" name="{escape_attribute(name)}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{box.right - box.left}" cy="{box.bottom - box.top}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{_GROUND}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{side}" tIns="{above}" rIns="{side}" bIns="{above}" anchor="ctr">'
        '<a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr marL="0" indent="0" algn="l"><a:lnSpc>'
        '<a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/>'
        f"</a:spcAft><a:buNone/></a:pPr>{runs}</a:p></p:txBody></p:sp></x>"
    )
