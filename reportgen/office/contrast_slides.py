"""Whether the words of a slide stand out from what is behind them: layouts, masters, themes and tints worked out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.colours import BLACK, WHITE, Colour, contrast, drawn_colour, fill_colours, is_red, needed_contrast
from reportgen.office.fault import CONTRAST, ON_PICTURE, RED_ONLY, Fault
from reportgen.office.names import a, p
from reportgen.office.slide_looks import TITLES, Box, Shape, SlideView
from reportgen.office.xml import local

_USUAL_SIZE = 1800
_MINUS = ("−", "-", "–", "(")
_Behind = tuple[Colour, ...]


def find_faults(slide: SlideView) -> Iterator[Fault]:
    """Give the words of a slide that stand out too little, those on a picture, and numbers negative by colour alone."""
    page = _page(slide)
    drawn: list[tuple[Box, _Behind]] = []
    for shape in slide.furniture:
        _draw(shape, slide, page, drawn)
    for shape in slide.shapes:
        behind = _under(shape.box, drawn, page)
        own = _shape_fill(shape, slide, behind)
        _draw(shape, slide, page, drawn)
        body = shape.element.find(p("txBody"))
        if body is not None:
            yield from _text(shape, slide, body, behind if own is None else own)
        for table in shape.element.iter(a("tbl")):
            yield from _table(shape, slide, table, behind)


def _page(slide: SlideView) -> _Behind:
    """The colours of the slide's own background, else its layout's, else its master's."""
    for level in slide.levels:
        background = level.find(f"{p('cSld')}/{p('bg')}")
        if background is None:
            continue
        filled = fill_colours(background.find(p("bgPr")), slide.theme, WHITE)
        if filled is not None:
            return filled
        colour = drawn_colour(background.find(p("bgRef")), slide.theme)
        return (colour or WHITE,)
    return (slide.theme.get("bg1", WHITE),)


def _draw(shape: Shape, slide: SlideView, page: _Behind, drawn: list[tuple[Box, _Behind]]) -> None:
    """Add what a shape covers to what is drawn so far."""
    if shape.box is None:
        return
    if shape.kind == "pic":
        drawn.append((shape.box, ()))
    fill = _shape_fill(shape, slide, _under(shape.box, drawn, page))
    if fill is not None:
        drawn.append((shape.box, fill))


def _under(box: Box | None, drawn: list[tuple[Box, _Behind]], page: _Behind) -> _Behind:
    if box is None:
        return page
    return next((colours for each, colours in reversed(drawn) if each.holds(box)), page)


def _shape_fill(shape: Shape, slide: SlideView, behind: _Behind) -> _Behind | None:
    """The fill of a shape or of the placeholders it follows; None where what is behind shows through."""
    under = behind[0] if behind else WHITE
    for element in (shape.element, *shape.above):
        properties = element.find(p("spPr"))
        if properties is not None and properties.find(a("noFill")) is not None:
            return None
        filled = fill_colours(properties, slide.theme, under)
        if filled is not None:
            return filled
    style = shape.element.find(f"{p('style')}/{a('fillRef')}")
    if style is not None and style.get("idx", "0") != "0":
        colour = drawn_colour(style, slide.theme, under)
        return None if colour is None else (colour,)
    return None


def _text(shape: Shape, slide: SlideView, body: etree._Element, behind: _Behind) -> Iterator[Fault]:
    place = f"{slide.place} ▸ {shape.name}"
    for paragraph in body.iterfind(a("p")):
        holders = text_looks(shape, slide, body, paragraph)
        for run in paragraph.iterfind(a("r")):
            words = (run.findtext(a("t")) or "").strip()
            if words:
                yield from _measure(run, holders, slide, behind, words, place, shape.name)


def text_looks(shape: Shape, slide: SlideView, body: etree._Element, paragraph: etree._Element) -> list[etree._Element]:
    """The run properties that a paragraph's text takes, the nearest first: shape, layout, master, presentation."""
    level = paragraph.find(a("pPr"))
    tag = a(f"lvl{int(level.get('lvl', '0')) + 1 if level is not None else 1}pPr")
    lists = [body.find(a("lstStyle")), *(each.find(f"{p('txBody')}/{a('lstStyle')}") for each in shape.above)]
    style = shape.element.find(f"{p('style')}/{a('fontRef')}")
    found = [each.find(f"{tag}/{a('defRPr')}") for each in lists if each is not None]
    found.append(None if shape.placeholder else style)
    found += [each.find(f"{tag}/{a('defRPr')}") for each in _master_styles(shape, slide)]
    if slide.default_text is not None:
        found.append(slide.default_text.find(f"{tag}/{a('defRPr')}"))
    return [each for each in found if each is not None]


def _master_styles(shape: Shape, slide: SlideView) -> list[etree._Element]:
    kind = "titleStyle" if shape.placeholder in TITLES else "bodyStyle" if shape.placeholder else "otherStyle"
    styles = slide.levels[-1].find(p("txStyles"))
    found = None if styles is None else styles.find(p(kind))
    return [] if found is None else [found]


def _measure(
    run: etree._Element,
    holders: list[etree._Element],
    slide: SlideView,
    behind: _Behind,
    words: str,
    place: str,
    of: str,
) -> Iterator[Fault]:
    own = run.find(a("rPr"))
    every = holders if own is None else [own, *holders]
    size = next((int(each.get("sz", "0")) for each in every if each.get("sz")), _USUAL_SIZE)
    bold = next((each.get("b") for each in every if each.get("b")), "0") in ("1", "true")
    mark = None if own is None else drawn_colour(own.find(a("highlight")), slide.theme)
    behind = behind if mark is None else (mark,)
    if not behind:
        yield Fault(ON_PICTURE, place, f"“{words[:30]}” stands on a picture; its contrast is not known", of)
        return
    colour = _colour(own, every, slide, behind[0])
    worst = min(behind, key=lambda each: contrast(colour, each))
    ratio = contrast(colour, worst)
    if ratio < needed_contrast(size / 100, bold) - 0.005:
        found = f"“{words[:30]}” is {colour.hex} on {worst.hex}, {ratio:.1f} to 1"
        yield Fault(CONTRAST, place, found, f"{colour.hex} {worst.hex}")


def _colour(own: etree._Element | None, every: list[etree._Element], slide: SlideView, behind: Colour) -> Colour:
    if own is not None and own.find(a("hlinkClick")) is not None:
        return slide.theme.get("hlink", slide.theme.get("tx1", BLACK))
    for each in every:
        if local(each) == "fontRef":
            colour = drawn_colour(each, slide.theme, behind)
        else:
            colours = fill_colours(each, slide.theme, behind)
            colour = colours[0] if colours else None
        if colour is not None:
            return colour
    return slide.theme.get("tx1", BLACK)


def _table(shape: Shape, slide: SlideView, table: etree._Element, behind: _Behind) -> Iterator[Fault]:
    """Cells with a fill of their own, else on what is behind the table."""
    for number, row in enumerate(table.iterfind(a("tr")), 1):
        for cell in row.iterfind(a("tc")):
            filled = fill_colours(cell.find(a("tcPr")), slide.theme, behind[0] if behind else WHITE)
            holders = [] if slide.default_text is None else [slide.default_text]
            looks = [each for holder in holders for each in holder.iterfind(f"{a('lvl1pPr')}/{a('defRPr')}")]
            place = f"{slide.place} ▸ {shape.name}, row {number}"
            for run in cell.iter(a("r")):
                words = (run.findtext(a("t")) or "").strip()
                if words:
                    under = behind if filled is None else filled
                    yield from _measure(run, looks, slide, under, words, place, shape.name)
                    yield from _red_number(run, slide, words, place, shape.name)


def _red_number(run: etree._Element, slide: SlideView, words: str, place: str, of: str) -> Iterator[Fault]:
    properties = run.find(a("rPr"))
    colour = None if properties is None else drawn_colour(properties.find(a("solidFill")), slide.theme)
    digits = words.lstrip("£ ")
    is_number = digits[:1].isdigit() and len(digits.split()) == 1 and not words.startswith(_MINUS)
    if is_number and colour is not None and is_red(colour):
        yield Fault(RED_ONLY, place, f"“{words}” is negative by its colour", of)
