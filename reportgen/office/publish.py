"""The one pass over a finished file before it may be published: nothing hidden, personal or left over stays in it.

Parts are kept by a list of what is allowed, not dropped by a list of what is known to be bad: comments, people, custom
properties, thumbnails, printer settings, macros, glossaries, embedded objects and stores of other programs are not on
it.
"""

from __future__ import annotations

import zipfile
from datetime import date

from lxml import etree

from reportgen.office import names
from reportgen.office.image_metadata import strip_metadata
from reportgen.office.package import Package, Relationship, read_members, relationships_name, target_name, write_members
from reportgen.office.places import keep_places
from reportgen.office.properties import Properties, write_properties
from reportgen.office.publish_slides import SLIDE_ROOTS, clean_slide, hidden_slides, speak, unlist_slides
from reportgen.office.publish_word import (
    clean_settings,
    clean_story,
    has_tracked_changes,
    hidden_styles,
    is_story,
    set_language,
)
from reportgen.office.xml import local, parse, read_relationships, read_types, serialise_part, write_wiring

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
        "viewProps",
        "tableStyles",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
        "worksheet",
        "sharedStrings",
        "table",
        "drawing",
        "calcChain",
    ]
)
NOTES = frozenset(("notesSlide", "notesMaster"))
OWN_STORE = frozenset(("customXml", "customXmlProps"))
"""Kept only for this program's own map of printed places."""

PICTURES = (".png", ".jpg", ".jpeg", ".jpe", ".jfif")


def clean(
    data: bytes,
    *,
    title: str,
    language: str = "en-GB",
    subject: str = "",
    author: str = "",
    day: date | None = None,
    keep_notes: bool = False,
) -> bytes:
    """Return a finished docx, pptx or xlsx fit to be published.

    Comments, hidden text, hidden slides and shapes, unused parts, image metadata and, unless ``keep_notes``, speaker
    notes are gone; the properties hold ``title``, ``subject``, ``author`` and ``language`` and no date but ``day``.
    Parts that needed no change keep their bytes, and cleaning twice changes nothing.

    Raises:
        ValueError: the file is not a whole Office file, or a document holds tracked changes: nobody but its author can
            say which of the words in them may be published.
    """
    package = _read(data)
    before = package.copy()
    if "presentationml" in package.types.of(package.main):
        dropped = hidden_slides(package)
        if dropped:
            unlist_slides(package, dropped)
    _drop_parts(package, ALLOWED | NOTES if keep_notes else ALLOWED)
    _clean_parts(package, language)
    keep_places(package)
    write_properties(package, Properties(title, subject, author, language, day))
    write_wiring(before, package)
    return write_members(package.parts)


def _clean_workbook(data: bytes) -> bytes:
    """Return the workbook behind a chart without properties, comments and other leftovers."""
    package = _read(data)
    before = package.copy()
    _drop_parts(package, ALLOWED - {"core-properties"})
    write_wiring(before, package)
    return data if package.parts == before.parts else write_members(package.parts)


def _read(data: bytes) -> Package:
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


def _drop_parts(package: Package, allowed: frozenset[str]) -> None:
    """Drop relationships that are not allowed, the elements that refer to them, and parts that nothing leads to."""
    for owner, relations in list(package.relationships.items()):
        kept = tuple(each for each in relations if each.kind in allowed or _is_own_store(package, owner, each))
        if len(kept) == len(relations):
            continue
        gone = {each.id for each in relations} - {each.id for each in kept}
        package.relationships[owner] = kept
        if not kept:
            package.parts.pop(relationships_name(owner), None)
            del package.relationships[owner]
        if owner in package.parts and owner.endswith(".xml"):
            _drop_references(package, owner, gone)
    _drop_unreachable(package)


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


def _drop_unreachable(package: Package) -> None:
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


def _clean_parts(package: Package, language: str) -> None:
    styles = next((target for each, target in package.related(package.main) if each.kind == "styles"), "")
    hiding = frozenset[str]()
    if styles.startswith("word/"):
        hiding = hidden_styles(parse(package.parts[styles].data))
    for name, part in list(package.parts.items()):
        if name.lower().endswith(PICTURES):
            stripped = strip_metadata(part.data)
            if stripped != part.data:
                package.put(name, stripped)
        elif name.startswith(("word/", "ppt/")) and name.endswith(".xml"):
            root = parse(part.data)
            if _clean_part(root, hiding, language):
                package.put(name, serialise_part(root))
        elif name.endswith(".xlsx"):
            cleaned = _clean_workbook(part.data)
            if cleaned != part.data:
                package.put(name, cleaned)


def _clean_part(root: etree._Element, hiding: frozenset[str], language: str) -> bool:
    if is_story(root):
        if has_tracked_changes(root):
            raise ValueError("the document holds tracked changes: accept or reject them, then publish it")
        return clean_story(root, hiding)
    kind = local(root)
    if root.tag == names.w("settings"):
        return clean_settings(root)
    if root.tag == names.w("styles"):
        before = etree.tostring(root)
        set_language(root, language)
        return etree.tostring(root) != before
    if kind in SLIDE_ROOTS:
        return clean_slide(root, language)
    return speak(root, language, default=True) if kind == "presentation" else False
