"""What leaves with what was dropped: links to slides that are gone, pictures no longer shown, parts behind them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.office import names
from reportgen.office.package import Package, relationships_name
from reportgen.office.slides import Deck
from reportgen.office.xml import parse, serialise_part

_SHOWN = {
    "image", "chart", "chartEx", "hyperlink", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors",
    "media", "video", "audio",
}  # fmt: skip
"""The kinds of relationship that a part names where it shows what they lead to."""


def cut_links(package: Package, deck: Deck, printed: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """Take out the relationships of other slides to slides that were dropped; return their ids by part."""
    gone = {slide.part for slide in deck.slides if not printed.get(slide.part)}
    cut: dict[str, set[str]] = {}
    for owner in list(package.relationships) if gone else []:
        ids = {each.id for each, target in package.related(owner) if each.kind == "slide" and target in gone}
        if ids and owner not in gone and owner != package.main:
            cut[owner] = ids
            package.relationships[owner] = tuple(each for each in package.relationships[owner] if each.id not in ids)
    return cut


def drop_references(package: Package, name: str, ids: set[str]) -> None:
    """Take the elements that name one of these relationships out of a part, if it is still there."""
    if name not in package.parts:
        return
    root = parse(package.parts[name].data)
    for element in [each for each in root.iter() if each.get(names.r("id"), "") in ids]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    package.put(name, serialise_part(root))


def drop_unused(package: Package, name: str, data: bytes) -> None:
    """Take out a part's relationships to pictures, charts and links that its new text shows no more."""
    relationships = package.relationships.get(name, ())
    kept = tuple(each for each in relationships if each.kind not in _SHOWN or f'"{each.id}"'.encode() in data)
    if not any(each.kind == "diagramData" for each in kept):
        kept = tuple(each for each in kept if each.kind != "diagramDrawing")
    if len(kept) != len(relationships):
        package.relationships[name] = kept


def drop_unreachable(template: Package, package: Package) -> None:
    """Take out the parts of the template that nothing leads to any more."""
    after = _reachable(package)
    gone = {part for part in _reachable(template) - after if part in package.parts}
    for part in gone:
        package.remove(part)
        package.parts.pop(relationships_name(part), None)


def _reachable(package: Package) -> set[str]:
    found: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for _, target in package.related(part):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found
