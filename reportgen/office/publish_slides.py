"""What is taken out of the parts of a presentation before it is published."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Take hidden shapes and empty placeholders out, and American English off text; whether anything changed.

    An empty placeholder shows nothing in the room and is read out as an empty box to who cannot see it.
    """
    empty = list(_empty_placeholders(root))
    for shape in empty:
        _remove(shape)
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
    return bool(empty or hidden or pictures) | speak(root, language)


def _empty_placeholders(root: etree._Element) -> Iterator[etree._Element]:
    """The text placeholders of a slide that hold no word; not its title, nor one that an animation moves."""
    if local(root) != "sld":
        return
    moved = {target.get("spid") for target in root.iter(p("spTgt"))}
    for shape in root.iter(p("sp")):
        holder = shape.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}")
        own = shape.find(f"{p('nvSpPr')}/{p('cNvPr')}")
        body = shape.find(p("txBody"))
        if holder is None or own is None or body is None or holder.get("type") in ("title", "ctrTitle"):
            continue
        says = any((text.text or "").strip() or local(text) == "fld" for text in body.iter(a("t"), a("fld")))
        if not says and own.get("id") not in moved:
            yield shape


def speak(root: etree._Element, language: str, *, default: bool = False) -> bool:
    """Make ``language`` that of text in American English; with ``default`` of default text properties too."""
    changed = False
    for properties in root.iter(a("rPr"), a("endParaRPr"), a("defRPr")):
        spoken = properties.get("lang")
        if spoken == "en-US" or (default and not spoken and properties.tag == a("defRPr")):
            properties.set("lang", language)
            changed = True
    return changed
