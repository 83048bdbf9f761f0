"""What is taken out of the parts of a presentation before it is published."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.names import a, p, r
from reportgen.office.package import Package, target_name
from reportgen.office.publish_markup import drop_other_words, remove
from reportgen.office.xml import local, parse, serialise_part

SLIDE_ROOTS = ("sld", "sldLayout", "sldMaster", "notes", "notesMaster", "handoutMaster")


def hidden_slides(package: Package) -> frozenset[str]:
    """Return the slides that are not shown: those marked as hidden, and those that stand on no list."""
    listed = {entry.get(r("id")) for entry in parse(package.parts[package.main].data).iter(p("sldId"))}
    return frozenset(
        target
        for each, target in package.related(package.main)
        if each.kind == "slide"
        and (each.id not in listed or parse(package.parts[target].data).get("show") in ("0", "false"))
    )


def unlist_slides(package: Package, dropped: frozenset[str]) -> None:
    """Take slides out of the list, the sections and the relationships of the presentation."""
    main = package.main
    gone = {each.id for each, target in package.related(main) if target in dropped}
    root = parse(package.parts[main].data)
    numbers = set()
    for entry in list(root.iter(p("sldId"), p("sld"))):  # the list of slides, and those of custom shows
        if entry.get(r("id")) in gone:
            numbers.add(entry.get("id"))
            remove(entry)
    for entry in list(root.iter()):
        if local(entry) == "sldId" and entry.tag != p("sldId") and entry.get("id") in numbers:
            remove(entry)
    package.relationships[main] = tuple(
        each for each in package.relationships[main] if each.external or target_name(main, each.target) not in dropped
    )
    package.put(main, serialise_part(root))


def clean_slide(root: etree._Element, language: str, size: tuple[int, int]) -> set[str]:
    """Take hidden shapes, shapes beside the slide and empty placeholders out, and American English off text.

    An empty placeholder shows nothing in the room and is read out as an empty box to who cannot see it. ``size`` is
    that of the slides in EMU. Returns, in words, what an officer may miss.
    """
    said: set[str] = set()
    for shape in list(_empty_placeholders(root)):
        remove(shape)
    for mark in [mark for mark in root.iter(p("cNvPr")) if mark.get("hidden") in ("1", "true")]:
        said.add("hidden shapes")
        # A shape's name stands in its non-visual properties: p:sp / p:nvSpPr / p:cNvPr.
        for shape in list(mark.iterancestors())[1:2]:
            remove(shape)
    for shape in list(_shapes_beside(root, size)):
        said.add("shapes beside the slide")
        remove(shape)
    for mark in root.iter(p("cNvPr")):
        holder = mark.getparent()
        if holder is not None and local(holder) == "nvPicPr" and "." in mark.get("name", ""):
            mark.set("name", f"Picture {mark.get('id', '')}")
    if local(root) == "sld":
        for content in root.iter(p("cSld")):
            content.attrib.pop("name", "")
    for sound in list(root.iter(p("sndAc"), a("snd"))):
        remove(sound)
    drop_other_words(root)
    speak(root, language)
    return said


def slide_size(presentation: etree._Element) -> tuple[int, int]:
    """Return width and height of the slides in EMU, nothing where the presentation does not say."""
    found = presentation.find(p("sldSz"))
    return (0, 0) if found is None else (int(found.get("cx", "0")), int(found.get("cy", "0")))


def _shapes_beside(root: etree._Element, size: tuple[int, int]) -> Iterator[etree._Element]:
    """The shapes of a slide that lie wholly outside it; not one that an animation may bring in."""
    tree = root.find(f"{p('cSld')}/{p('spTree')}")
    if local(root) != "sld" or tree is None or not all(size) or next(root.iter(p("spTgt")), None) is not None:
        return
    for shape in tree.iterchildren(*_SHAPES):
        frame = next((each for each in shape.iter(a("xfrm"), p("xfrm"))), None)
        place, extent = (None, None) if frame is None else (frame.find(a("off")), frame.find(a("ext")))
        if frame is None or place is None or extent is None or frame.get("rot"):
            continue
        x, y = int(place.get("x", "0")), int(place.get("y", "0"))
        if x > size[0] or y > size[1] or x + int(extent.get("cx", "0")) < 0 or y + int(extent.get("cy", "0")) < 0:
            yield shape


_SHAPES = tuple(p(name) for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))


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


def speak(root: etree._Element, language: str, *, default: bool = False) -> None:
    """Make ``language`` that of text in American English; with ``default`` of default text properties too."""
    for properties in root.iter(a("rPr"), a("endParaRPr"), a("defRPr")):
        spoken = properties.get("lang")
        if spoken == "en-US" or (default and not spoken and properties.tag == a("defRPr")):
            properties.set("lang", language)
