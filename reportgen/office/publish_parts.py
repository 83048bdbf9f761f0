"""Which parts of a finished file may stay in what is published, and what is left once the others are gone.

Parts are kept by a list of what is allowed, not dropped by a list of what is known to be bad: comments, people, custom
properties, thumbnails, printer settings, macros, glossaries, embedded objects and stores of other programs are not on
it.
"""

from __future__ import annotations

import zipfile

from reportgen.office import names
from reportgen.office.package import Package, Relationship, read_members, relationships_name, target_name
from reportgen.office.xml import local, parse, read_relationships, read_types, serialise_part

ALLOWED = frozenset(
    [
        "officeDocument",
        "core-properties",
        "styles",
        "settings",
        "fontTable",
        "font",
        "theme",
        "themeOverride",
        "numbering",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "image",
        "chart",
        "package",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "hyperlink",
        "slide",
        "slideLayout",
        "slideMaster",
        "presProps",
        "tableStyles",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
    ]
)
NOTES = frozenset(("notesSlide", "notesMaster"))
OWN_STORE = frozenset(("customXml", "customXmlProps"))
"""Kept only for this program's own map of printed places."""

_MISSED = {
    "comments": "comments",
    "custom-properties": "custom properties",
    "customXml": "stored data (custom XML)",
    "glossaryDocument": "building blocks",
    "tags": "tags of add-ins",
    "video": "sound and video",
    "audio": "sound and video",
}
"""What an officer may miss, by the kind of part it stood in."""


def read_whole(data: bytes) -> Package:
    """Return the package in ``data``. Raises ValueError where it is not a whole Office file."""
    try:
        parts = read_members(data)
    except zipfile.BadZipFile as error:
        raise ValueError("the file is not a whole Office file") from error
    relationships: dict[str, tuple[Relationship, ...]] = {}
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("/")
            relationships[folder.removesuffix("_rels") + file.removesuffix(".rels")] = read_relationships(part.data)
    return Package(parts, read_types(parts["[Content_Types].xml"].data), relationships)


def drop_parts(package: Package, allowed: frozenset[str]) -> set[str]:
    """Drop relationships that are not allowed, the elements that refer to them, and parts that nothing leads to.

    Returns, in words, what an officer may miss.
    """
    said: set[str] = set()
    for owner, relations in list(package.relationships.items()):
        kept = tuple(each for each in relations if each.kind in allowed or _is_own_store(package, owner, each))
        kept = tuple(each for each in kept if each.kind != "package" or _is_workbook(package, owner, each))
        if len(kept) == len(relations):
            continue
        said |= {_MISSED[each.kind] for each in relations if each not in kept and _is_missed(package, owner, each)}
        gone = {each.id for each in relations} - {each.id for each in kept}
        package.relationships[owner] = kept
        if not kept:
            package.parts.pop(relationships_name(owner), None)
            del package.relationships[owner]
        if owner in package.parts and owner.endswith(".xml"):
            _drop_references(package, owner, gone)
    drop_unreachable(package)
    return said


def _is_missed(package: Package, owner: str, relation: Relationship) -> bool:
    """Whether an officer may miss a part: not the empty list of books that Word puts into many documents."""
    part = package.parts.get(target_name(owner, relation.target))
    return relation.kind in _MISSED and (part is None or _BOOKS not in part.data)


_BOOKS = b"http://schemas.openxmlformats.org/officeDocument/2006/bibliography"


def _is_workbook(package: Package, owner: str, relation: Relationship) -> bool:
    """Whether what is embedded is a workbook that can be looked through."""
    part = package.parts.get(target_name(owner, relation.target))
    if part is None or not relation.target.lower().endswith(".xlsx"):
        return False
    try:
        return bool(read_whole(part.data).main)
    except (ValueError, KeyError):
        return False


def _is_own_store(package: Package, owner: str, relation: Relationship) -> bool:
    if relation.kind not in OWN_STORE or relation.external:
        return False
    store = package.parts.get(owner if relation.kind == "customXmlProps" else target_name(owner, relation.target))
    return store is not None and names.PLACES.encode() in store.data


def _drop_references(package: Package, owner: str, gone: set[str]) -> None:
    root = parse(package.parts[owner].data)
    prefix = f"{{{names.R}}}"
    found = [
        element
        for element in root.iter()
        if any(str(key).startswith(prefix) and value in gone for key, value in element.attrib.items())
    ]
    for element in found:
        parent = element.getparent()
        if parent is None:
            continue
        parent.remove(element)
        above = parent.getparent()
        if above is not None and not len(parent) and local(parent).endswith("Lst"):
            above.remove(parent)
    if found:
        package.put(owner, serialise_part(root))


def drop_unreachable(package: Package) -> None:
    """Take out every part that nothing leads to any more."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for _, target in package.related(waiting.pop()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for name in list(package.parts):
        if name not in reached and name != "[Content_Types].xml" and not name.endswith(".rels"):
            package.remove(name)
            package.parts.pop(relationships_name(name), None)
    for name in list(package.types.overrides):
        if name not in package.parts:
            del package.types.overrides[name]
    used = {name.rpartition(".")[2].lower() for name in package.parts}
    for extension in [each for each in package.types.defaults if each not in used]:
        del package.types.defaults[extension]


def drop_unnamed(package: Package) -> None:
    """Drop the links and headers that a part has a relationship to and names nowhere."""
    for owner, relations in list(package.relationships.items()):
        is_markup = owner in package.parts and owner.endswith(".xml")
        if not is_markup or not any(each.kind in _NAMED for each in relations):
            continue
        named = {value for element in parse(package.parts[owner].data).iter() for value in element.attrib.values()}
        kept = tuple(each for each in relations if each.kind not in _NAMED or each.id in named)
        if len(kept) < len(relations):
            package.relationships[owner] = kept
            if not kept:
                package.parts.pop(relationships_name(owner), None)
                del package.relationships[owner]


_NAMED = frozenset(("hyperlink", "header", "footer", "image"))
"""The kinds of relationship that a part names where it shows what they lead to."""
