"""Tags that stand outside runs of text: in alt texts, properties, field codes and the addresses of links."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from lxml import etree

from reportgen.office import names
from reportgen.office.language import Mistake
from reportgen.office.sites import Site, Surroundings
from reportgen.office.stops import ATTRIBUTE_CLOSE, ATTRIBUTE_OPEN, Stop, Woven, check_tag
from reportgen.office.tags import Kind, Tag, find_tags
from reportgen.office.xml import local

_DESCRIBED = ("descr", "title", "alt", names.w("instr"))
_LINKED = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")


def has_tags(text: str) -> bool:
    """Whether a text holds the beginning of a tag."""
    return "{{" in text or "{%" in text


def read_address(target: str) -> str:
    """Return a link's address as it was typed, where Office has written its braces as figures."""
    if has_tags(target):
        return target
    plain = unquote(target)
    return plain if has_tags(plain) else target


def weave_attributes(woven: Woven, surroundings: Surroundings, addresses: Mapping[str, str]) -> None:
    """Put marks in place of the tags in attributes, field codes and, by relationship id, link addresses."""
    for element in list(woven.root.iter(etree.Element)):
        for name, value in element.items():
            if name in _DESCRIBED and has_tags(str(value)):
                element.set(name, mark_text(woven, str(value), surroundings.site(element, str(value))))
        if local(element) in _LINKED and element.get(names.r("id"), "") in addresses:
            address = addresses[element.get(names.r("id"), "")]
            element.set(names.r("id"), _mark_link(woven, address, surroundings.site(element, address)))
        if element.tag == names.w("instrText"):
            _weave_code(woven, element, surroundings)


def _weave_code(woven: Woven, element: etree._Element, surroundings: Surroundings) -> None:
    """Join a field code that Word has split over runs, and mark its tags."""
    run = element.getparent()
    following = None if run is None else run.getnext()
    words = element.text or ""
    while "{" in words and following is not None and following.tag == names.w("r"):
        more = following.findall(names.w("instrText"))
        if not more:
            break
        words += "".join(each.text or "" for each in more)
        for each in more:
            each.text = ""
        following = following.getnext()
    if has_tags(words):
        element.set(names.XML_SPACE, "preserve")
        element.text = mark_text(woven, words, surroundings.site(element, words.strip()))


def mark_text(woven: Woven, text: str, site: Site) -> str:
    """Return a text with every tag replaced by a mark in characters: for attributes and plain properties."""
    done: list[str] = []
    position = 0
    for tag in find_tags(text):
        done.append(text[position : tag.start])
        position = tag.end
        if tag.kind is Kind.SIGN:
            done.append(tag.code)
            continue
        done.append(write_mark(woven, tag, site))
    return "".join([*done, text[position:]])


def write_mark(woven: Woven, tag: Tag, site: Site, level: str = "attribute") -> str:
    """Take a tag in and return the characters that stand for it."""
    woven.add(Stop(tag, check_tag(tag), site, level=level))
    woven.marks[-1] = None
    return f"{ATTRIBUTE_OPEN}{len(woven.stops) - 1}{ATTRIBUTE_CLOSE}"


def _mark_link(woven: Woven, address: str, site: Site) -> str:
    """Return the mark for an address: one expression, joined from its words and its values."""
    pieces: list[str] = []
    position = 0
    for tag in find_tags(address):
        if tag.kind is not Kind.PRINT:
            found = f"the address of a link holds '{tag.code}'"
            woven.mistakes.append((site, Mistake(found, "only values can stand in an address: {{ name }}")))
            return ""
        pieces += [repr(address[position : tag.start])] * (tag.start > position)
        pieces.append(f"({tag.code})")
        position = tag.end
    pieces += [repr(address[position:])] * (position < len(address))
    return write_mark(woven, Tag(Kind.PRINT, "", " ~ ".join(pieces), 0, 0), site, "link")


def weave_properties(root: etree._Element, part: str) -> Woven:
    """Return the document properties with marks in place of the tags in their text."""
    woven = Woven(root)
    for element in list(root.iter(etree.Element)):
        if element.text and has_tags(element.text):
            element.text = mark_text(woven, element.text, Site(part, "document properties", element.text))
    return woven
