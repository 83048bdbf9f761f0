"""Another Word document put into this one: its text with the styles, lists, pictures and links it needs.

Styles go by their names: one the template has too takes the template's looks, another one comes along.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from reportgen.errors import ProblemsError
from reportgen.office import names
from reportgen.office.intake import open_package
from reportgen.office.layout import style_part
from reportgen.office.numbering import join_lists
from reportgen.office.package import Package, Relationship, relative_target
from reportgen.office.values import SubDocument
from reportgen.office.xml import local, parse, serialise, serialise_part

_REFUSED = {
    "sectPr": "section breaks", "footnoteReference": "footnotes", "endnoteReference": "endnotes",
    "commentReference": "comments", "subDoc": "other documents",
}  # fmt: skip
_CARRIED = {
    "image", "hyperlink", "chart", "chartStyle", "chartColorStyle", "package", "diagramData", "diagramLayout",
    "diagramQuickStyle", "diagramColors", "diagramDrawing", "themeOverride",
}  # fmt: skip
_STYLED = tuple(map(names.w, ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")))
_FORGOTTEN = (f"{{{names.W14}}}paraId", f"{{{names.W14}}}textId")
_DOCUMENT_PROPERTIES = f"{{{names.WP}}}docPr"


def join_document(package: Package, part: str, document: SubDocument, number: Callable[[], int]) -> str:
    """Return the body of ``document`` as markup for ``part``, with all it needs put into ``package``.

    ``number`` gives a new drawing's or bookmark's id. Raises ValueError for what cannot be carried over.
    """
    try:
        opened = open_package(document.data, document.name)
    except ProblemsError as error:
        raise ValueError(f"{document.name}: {error.problems[0].found}") from error
    if opened.program != "word":
        raise ValueError(f"{document.name} is not a Word document")
    other = opened.package
    body = parse(other.parts[other.main].data).find(names.w("body"))
    blocks = [] if body is None else [each for each in body if local(each) not in ("sectPr", "")]
    _refuse(blocks, document.name)
    _join_styles(package, other, blocks)
    join_lists(package, other, blocks)
    elements = [each for block in blocks for each in block.iter(etree.Element)]
    _number_apart(elements, number)
    relations = {each.id: each for each in other.relationships.get(other.main, ())}
    links: dict[str, str] = {}
    for element in elements:
        for name, value in element.items():
            if str(name).startswith(f"{{{names.R}}}") and value in relations:
                if value not in links:
                    links[value] = _carry(package, part, other, relations[value], document.name)
                element.set(name, links[value])
    return "".join(serialise(block) for block in blocks)


def _refuse(blocks: list[etree._Element], name: str) -> None:
    held = {local(element) for block in blocks for element in block.iter(etree.Element)}
    found = [words for tag, words in _REFUSED.items() if tag in held]
    if found:
        raise ValueError(f"{name} holds {' and '.join(found)}, which cannot be carried over")


def _number_apart(elements: list[etree._Element], number: Callable[[], int]) -> None:
    """Give drawings and bookmarks ids no others have, and forget what Word counts for itself."""
    ids: dict[str, str] = {}
    bookmarks: dict[str, str] = {}
    for element in elements:
        for name in _FORGOTTEN:
            if name in element.attrib:
                del element.attrib[name]
        if element.tag == _DOCUMENT_PROPERTIES:
            element.set("id", str(number()))
        elif element.tag == names.w("bookmarkStart"):
            name, identity = element.get(names.w("name"), ""), str(number())
            ids[element.get(names.w("id"), "")] = identity
            bookmarks[name] = f"{name[:28]}_{identity}"
            element.set(names.w("id"), identity)
            element.set(names.w("name"), bookmarks[name])
    for element in elements:
        if element.tag == names.w("bookmarkEnd"):
            element.set(names.w("id"), ids.get(element.get(names.w("id"), ""), ""))
        elif element.tag == names.w("hyperlink") and element.get(names.w("anchor"), "") in bookmarks:
            element.set(names.w("anchor"), bookmarks[element.get(names.w("anchor"), "")])
        elif element.tag == names.w("instrText"):
            element.text = " ".join(bookmarks.get(word, word) for word in (element.text or "").split(" "))


def _carry(package: Package, part: str, other: Package, relation: Relationship, name: str) -> str:
    if relation.kind not in _CARRIED:
        raise ValueError(f"{name} holds a {relation.kind}, which cannot be carried over")
    if relation.external:
        return package.relate(part, relation.type, relation.target, external=True)
    target = next(target for each, target in other.related(other.main) if each.id == relation.id)
    return package.relate(part, relation.type, _copy_part(package, other, target, name))


def _copy_part(package: Package, other: Package, part: str, name: str) -> str:
    if part not in other.parts:
        raise ValueError(f"{name} lacks its part {part}")
    made = package.free_name_like(part)
    package.put(made, other.parts[part].data, other.types.of(part))
    relations = []
    for each, target in other.related(part):
        if each.kind not in _CARRIED:
            raise ValueError(f"{name} holds a {each.kind}, which cannot be carried over")
        copied = relative_target(made, _copy_part(package, other, target, name))
        relations.append(Relationship(each.id, each.type, copied))
    if relations:
        package.relationships[made] = tuple(relations)
    return made


def _join_styles(package: Package, other: Package, blocks: list[etree._Element]) -> None:
    """Name styles as the template does; those it lacks are copied into it, with those they are based on."""
    here, there = style_part(package), style_part(other)
    if not here or not there:
        return
    root = parse(package.parts[here].data)
    known = {_style_name(style): style.get(names.w("styleId"), "") for style in root.iterfind(names.w("style"))}
    taken = set(known.values())
    styles = {style.get(names.w("styleId"), ""): style for style in parse(other.parts[there].data).iterfind("{*}style")}
    mapped: dict[str, str] = {}
    added: list[etree._Element] = []

    def identify(identity: str) -> str:
        if identity in mapped or identity not in styles:
            return mapped.get(identity, identity)
        name = _style_name(styles[identity])
        if name in known:
            mapped[identity] = known[name]
            return known[name]
        own = identity
        while own in taken:
            own += "_"
        taken.add(own)
        mapped[identity] = known[name] = own
        copy = deepcopy(styles[identity])
        copy.set(names.w("styleId"), own)
        copy.attrib.pop(names.w("default"), "")
        added.append(copy)
        _name_styles([copy], identify)
        return own

    _name_styles(blocks, identify)
    if added:
        join_lists(package, other, added)
        root.extend(added)
        package.put(here, serialise_part(root))


def _style_name(style: etree._Element) -> str:
    name = style.find(names.w("name"))
    return "" if name is None else name.get(names.w("val"), "").lower()


def _name_styles(elements: list[etree._Element], identify: Callable[[str], str]) -> None:
    for element in elements:
        for mark in element.iter(*_STYLED):
            mark.set(names.w("val"), identify(mark.get(names.w("val"), "")))
