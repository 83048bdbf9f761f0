"""The marking of a Word document: a paragraph of its own before all others, and a line at the top of every page."""

from __future__ import annotations

from lxml import etree

from reportgen.office import names
from reportgen.office.emission import word_place, word_run
from reportgen.office.layout import read_styles, style_part
from reportgen.office.markup import escape_attribute, escape_text
from reportgen.office.names import w
from reportgen.office.opened import OpenedFile
from reportgen.office.package import Package
from reportgen.office.places import PlacedText
from reportgen.office.values import Passage, Printed
from reportgen.office.word_story import is_on
from reportgen.office.word_story import read_styles as read_looks
from reportgen.office.xml import HEADER, parse, serialise_part

_NAME = "Not for publication"
_SPACES = f'xmlns:w="{names.W}" xmlns:r="{names.R}"'
_BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_HEADER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_BREAK = f"{w('pPr')}/{w('pageBreakBefore')}"
_BOLD = "<w:rPr><w:b/></w:rPr>"


def mark_document(package: Package, opened: OpenedFile, said: Passage, words: str, first: int) -> list[PlacedText]:
    """Put the marking into a document's package, and return the places of what was printed, counted from ``first``."""
    main = package.main
    root = parse(package.parts[main].data)
    body = root.find(w("body"))
    if body is None:
        return []
    places: list[PlacedText] = []
    if words.casefold() not in _first_words(body).casefold():
        body.insert(0, _paragraph(said, _style(package), main, first, places))
        _stay_on_page(body, opened)
    _mark_headers(package, root, words)
    package.put(main, serialise_part(root))
    return places


def _first_words(story: etree._Element) -> str:
    """Return the first words of a story: those of its first paragraph that has any."""
    for paragraph in story.iter(w("p")):
        words = "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
        if words:
            return words
    return ""


def _paragraph(said: Passage, style: str, part: str, first: int, places: list[PlacedText]) -> etree._Element:
    runs = []
    for piece in said.pieces:
        if isinstance(piece, Printed):
            number = first + len(places)
            places.append(PlacedText(number, part, f"_rg_{number}", piece.ref, piece.format, piece.text, ""))
            runs.append(word_place(number, piece.text, ""))
        else:
            runs.append(word_run(piece, ""))
    styled = f'<w:pPr><w:pStyle w:val="{escape_attribute(style)}"/></w:pPr>' if style else ""
    return etree.fromstring(f"<x {_SPACES}><w:p>{styled}{''.join(runs)}</w:p></x>")[0]


def _style(package: Package) -> str:
    """Return the style of that name, the template's own or one made now; blank in a document without styles."""
    part = style_part(package)
    if not part:
        return ""
    own = read_styles(package).get(_NAME.casefold())
    if own:
        return own
    root = parse(package.parts[part].data)
    known = {style.get(w("styleId")) for style in root.iter(w("style"))}
    identity = _NAME.title().replace(" ", "")
    while identity in known:
        identity += "1"
    usual = next(
        (style.get(w("styleId"), "") for style in root.iterfind(w("style")) if _is_usual(style)),
        "",
    )
    based = f'<w:basedOn w:val="{escape_attribute(usual)}"/>' if usual else ""
    made = (
        f'<x {_SPACES}><w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{_NAME}"/>'
        f'{based}<w:qFormat/><w:pPr><w:keepLines/><w:numPr><w:numId w:val="0"/></w:numPr><w:pBdr>{_BORDER}</w:pBdr>'
        '<w:spacing w:before="0" w:after="240"/><w:ind w:left="113" w:right="113" w:firstLine="0"/><w:jc w:val="left"/>'
        "</w:pPr><w:rPr><w:b/></w:rPr></w:style></x>"
    )
    root.append(etree.fromstring(made)[0])
    package.put(part, serialise_part(root))
    return identity


def _is_usual(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")


def _stay_on_page(body: etree._Element, opened: OpenedFile) -> None:
    """Keep what was first on the page of the marking, which would stand on a page of its own otherwise."""
    second = body[1] if len(body) > 1 else None
    if second is None or second.tag != w("p"):
        return
    own = second.find(_BREAK)
    style = second.find(f"{w('pPr')}/{w('pStyle')}")
    named = "" if style is None else style.get(w("val"), "")
    if is_on(own) if own is not None else read_looks(opened).says(named, _BREAK):
        if own is None:
            properties = second.find(w("pPr"))
            assert properties is not None
            own = etree.Element(w("pageBreakBefore"))
            before = ("pStyle", "keepNext", "keepLines")
            properties.insert(sum(child.tag in map(w, before) for child in properties), own)
        own.set(w("val"), "0")


def _mark_headers(package: Package, root: etree._Element, words: str) -> None:
    """Put a line at the top of every page, into each header there is and into those a page would be without.

    Headers that cannot grow stay as they are: with a top margin held fast they would run into the text.
    """
    sections = list(root.iter(w("sectPr")))
    margins = (section.find(w("pgMar")) for section in sections)
    if not sections or any(each is not None and each.get(w("top"), "").startswith("-") for each in margins):
        return
    style = read_styles(package).get("header", "") if style_part(package) else ""
    main = package.main
    used = {each.get(names.r("id")) for section in sections for each in section.iterfind(w("headerReference"))}
    for relation, target in list(package.related(main)):
        if relation.id in used:
            header = parse(package.parts[target].data)
            if words.casefold() not in _first_words(header).casefold():
                header.insert(0, _line(words, style))
                package.put(target, serialise_part(header))
    kinds = ["default"]
    kinds += ["first"] if any(is_on(section.find(w("titlePg"))) for section in sections) else []
    kinds += ["even"] if _tells_sides_apart(package) else []
    present = {each.get(w("type"), "default") for each in sections[0].iterfind(w("headerReference"))}
    for kind in kinds:
        if kind not in present:
            name = package.free_name("word", "header", "xml")
            line = etree.tostring(_line(words, style), encoding="unicode")
            package.put(name, f"{HEADER}<w:hdr {_SPACES}>{line}</w:hdr>".encode(), _HEADER_TYPE)
            reference = etree.Element(w("headerReference"))
            reference.set(w("type"), kind)
            reference.set(names.r("id"), package.relate(main, _HEADER_RELATION, name))
            sections[0].insert(0, reference)


def _line(words: str, style: str) -> etree._Element:
    styled = f'<w:pPr><w:pStyle w:val="{escape_attribute(style)}"/></w:pPr>' if style else ""
    run = f"<w:r>{_BOLD}<w:t>{escape_text(words)}</w:t></w:r>"
    return etree.fromstring(f"<x {_SPACES}><w:p>{styled}{run}</w:p></x>")[0]


def _tells_sides_apart(package: Package) -> bool:
    """Whether pages on the left have headers of their own."""
    for relation, target in package.related(package.main):
        if relation.kind == "settings" and target in package.parts:
            return is_on(parse(package.parts[target].data).find(w("evenAndOddHeaders")))
    return False
