"""Reading and writing XML: one strict parser for every part, and the small documents a package needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from lxml import etree

from reportgen.office import names
from reportgen.office.markup import escape_attribute
from reportgen.office.package import CONTENT_TYPES, ContentTypes, Package, Part, Relationship, relationships_name

_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class MarkupError(ValueError):
    """A part that is not well-formed, or holds what no Office file needs."""


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )


def parse(data: bytes) -> etree._Element:
    """Return the root of a part. Raises MarkupError for a DOCTYPE, broken or bottomless markup."""
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise MarkupError(f"its markup is damaged ({error.msg})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MarkupError("it holds a DOCTYPE")
    return root


def serialise(root: etree._Element) -> str:
    """Return an element as text with everything it needs declared."""
    return etree.tostring(root, encoding="unicode", with_tail=False)


def serialise_part(root: etree._Element) -> bytes:
    """Return a whole part: declaration, then the root with what stood before it."""
    return HEADER.encode() + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; blank for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_types(data: bytes) -> ContentTypes:
    """Return what ``[Content_Types].xml`` says."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for entry in parse(data):
        if local(entry) == "Default":
            defaults[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
        elif local(entry) == "Override":
            overrides[entry.get("PartName", "").lstrip("/")] = entry.get("ContentType", "")
    return ContentTypes(defaults, overrides)


def write_types(types: ContentTypes) -> bytes:
    """Return ``[Content_Types].xml``."""
    entries = [
        f'<Default Extension="{escape_attribute(extension)}" ContentType="{escape_attribute(kind)}"/>'
        for extension, kind in types.defaults.items()
    ]
    entries += [
        f'<Override PartName="/{escape_attribute(name)}" ContentType="{escape_attribute(kind)}"/>'
        for name, kind in types.overrides.items()
    ]
    return f'{HEADER}<Types xmlns="{names.CONTENT_TYPES}">{"".join(entries)}</Types>'.encode()


def read_relationships(data: bytes) -> tuple[Relationship, ...]:
    """Return what a ``.rels`` part says."""
    return tuple(
        Relationship(
            entry.get("Id", ""), entry.get("Type", ""), entry.get("Target", ""), entry.get("TargetMode") == "External"
        )
        for entry in parse(data)
        if local(entry) == "Relationship"
    )


def write_relationships(relationships: Iterable[Relationship]) -> bytes:
    """Return a ``.rels`` part."""
    entries = "".join(
        f'<Relationship Id="{escape_attribute(each.id)}" Type="{escape_attribute(each.type)}"'
        + f' Target="{escape_attribute(each.target)}"'
        + (' TargetMode="External"/>' if each.external else "/>")
        for each in relationships
    )
    return f'{HEADER}<Relationships xmlns="{names.RELATIONSHIPS}">{entries}</Relationships>'.encode()


def write_wiring(before: Package, after: Package) -> None:
    """Write relationships and content types of ``after`` where they differ from those of ``before``."""
    for owner, relationships in after.relationships.items():
        if relationships != before.relationships.get(owner, ()):
            name = relationships_name(owner)
            if not after.types.of(name):
                after.types.defaults["rels"] = _RELATIONSHIPS_TYPE
            after.parts[name] = Part.of(name, write_relationships(relationships))
    if after.types != before.types:
        after.parts[CONTENT_TYPES] = Part.of(CONTENT_TYPES, write_types(after.types))
