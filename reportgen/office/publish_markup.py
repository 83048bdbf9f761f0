"""What stands in the markup of any part and is shown to nobody: remarks, instructions, notes of other programs."""

from __future__ import annotations

import re

from lxml import etree

from reportgen.office import names
from reportgen.office.xml import local

OFFICE = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "urn:schemas-microsoft-com:",
    "http://www.w3.org/",
    "http://purl.org/",
    names.PLACES,
)
"""How the namespaces begin that an Office program or this one reads; what others wrote is shown nowhere."""


_SPACE = re.compile(rb"""\bxmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)""")
_OFFICE_BYTES = tuple(start.encode() for start in OFFICE)


def may_hold_unseen(data: bytes) -> bool:
    """Whether a part may hold what :func:`drop_unseen` takes out, told by its bytes: most hold nothing of the kind."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        return True
    if b"<!--" in data or data.count(b"<?") > data.startswith(_DECLARED):
        return True
    return not all(space.startswith(_OFFICE_BYTES) for space in set(_SPACE.findall(data)))


_DECLARED = (b"<?xml ", b"\xef\xbb\xbf<?xml ")


def drop_unseen(root: etree._Element) -> etree._Element:
    """Take remarks, processing instructions and what is in no namespace of Office out of a part; return its root.

    Where something stood before or after the root, what comes back is a root alone.
    """
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in [each for each in root.iter(etree.Element) if _is_foreign(each.tag)]:
        _remove(element)
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if _is_foreign(key)]:
            del element.attrib[key]
    if root.getprevious() is not None or root.getnext() is not None:
        return etree.fromstring(etree.tostring(root, with_tail=False))
    return root


def plain_theme(root: etree._Element) -> None:
    """Take the names that somebody gave a theme, its schemes and its further colours away: they name nothing seen."""
    for element in root.iter(root.tag, names.a("clrScheme"), names.a("fontScheme"), names.a("fmtScheme")):
        if element.get("name") not in _USUAL:
            element.set("name", "Theme")
    for colour in root.iter(names.a("custClr")):
        colour.attrib.pop("name", "")


_USUAL = ("Office Theme", "Office")


def _is_foreign(name: object) -> bool:
    space, brace, _ = str(name).removeprefix("{").partition("}")
    return bool(brace) and not space.startswith(OFFICE)


def _remove(element: etree._Element) -> None:
    """Take an element out, with the extension and the list of extensions that held it alone."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if not len(parent) and local(parent) in ("ext", "extLst"):
        _remove(parent)


def remove(element: etree._Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def same_words(first: etree._Element, second: etree._Element) -> bool:
    """Whether two ways of drawing one thing say the same."""
    return _words(first) == _words(second)


def _words(element: etree._Element) -> str:
    texts = (each.text or "" for each in element.iter(names.w("t"), names.a("t")))
    return "".join("".join(texts).split())


_NEWEST_CHARTS = "cx"


def drop_other_words(root: etree._Element) -> None:
    """Take the drawing for older programs out where it says other words than the one that is shown.

    A chart of the newest kinds stays: what stands for it says that it cannot be drawn.
    """
    for holder in list(root.iter(f"{{{names.MC}}}AlternateContent")):
        choice, fallback = holder.find(f"{{{names.MC}}}Choice"), holder.find(f"{{{names.MC}}}Fallback")
        if choice is None or fallback is None or choice.get("Requires", "").startswith(_NEWEST_CHARTS):
            continue
        if not same_words(choice, fallback):
            remove(fallback)
