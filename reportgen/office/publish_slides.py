"""What is taken out of the parts of a presentation before it is published."""

from __future__ import annotations

from lxml import etree

from reportgen.office.names import a, p, r
from reportgen.office.package import Package, target_name
from reportgen.office.xml import local, parse, serialise_part

SLIDE_ROOTS = ("sld", "sldLayout", "sldMaster", "notes", "notesMaster", "handoutMaster")


def hidden_slides(package: Package) -> frozenset[str]:
    """Return the slides that are not shown."""
    return frozenset(
        target
        for each, target in package.related(package.main)
        if each.kind == "slide" and parse(package.parts[target].data).get("show") in ("0", "false")
    )


def unlist_slides(package: Package, dropped: frozenset[str]) -> None:
    """Take slides out of the list, the sections and the relationships of the presentation."""
    main = package.main
    gone = {each.id for each, target in package.related(main) if target in dropped}
    root = parse(package.parts[main].data)
    numbers = set()
    for entry in list(root.iter(p("sldId"))):
        if entry.get(r("id")) in gone:
            numbers.add(entry.get("id"))
            _remove(entry)
    for entry in list(root.iter()):
        if local(entry) == "sldId" and entry.tag != p("sldId") and entry.get("id") in numbers:
            _remove(entry)
    package.relationships[main] = tuple(
        each for each in package.relationships[main] if each.external or target_name(main, each.target) not in dropped
    )
    package.put(main, serialise_part(root))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def clean_slide(root: etree._Element, language: str) -> bool:
    """Take hidden shapes out, and American English off text that was only left in it; whether anything changed."""
    hidden = [mark for mark in root.iter(p("cNvPr")) if mark.get("hidden") in ("1", "true")]
    for mark in hidden:
        # A shape's name stands in its non-visual properties: p:sp / p:nvSpPr / p:cNvPr.
        for shape in list(mark.iterancestors())[1:2]:
            _remove(shape)
    pictures = 0
    for mark in root.iter(p("cNvPr")):
        holder = mark.getparent()
        if holder is not None and local(holder) == "nvPicPr" and "." in mark.get("name", ""):
            mark.set("name", f"Picture {mark.get('id', '')}")
            pictures += 1
    return bool(hidden or pictures) | speak(root, language)


def speak(root: etree._Element, language: str, *, default: bool = False) -> bool:
    """Make ``language`` that of text in American English; with ``default`` of default text properties too."""
    changed = False
    for properties in root.iter(a("rPr"), a("endParaRPr"), a("defRPr")):
        spoken = properties.get("lang")
        if spoken == "en-US" or (default and not spoken and properties.tag == a("defRPr")):
            properties.set("lang", language)
            changed = True
    return changed
