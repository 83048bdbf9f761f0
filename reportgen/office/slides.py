"""The deck: which slides there are, which repeat or go, and what each slide owns and takes along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office import names
from reportgen.office.language import OPENERS, Mistake
from reportgen.office.marks import has_marks
from reportgen.office.package import Package, Relationship, relative_target, target_name
from reportgen.office.runs import paragraph_text
from reportgen.office.source import Source
from reportgen.office.stops import Stop, Woven
from reportgen.office.xml import HEADER, parse, serialise

_OWNED = {
    "notesSlide", "chart", "chartEx", "package", "chartUserShapes", "chartStyle", "chartColorStyle", "comments", "tags",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "drawing",
}  # fmt: skip
_P14_SECTION = f"{{{names.P14}}}sectionLst"


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide of the template: its part, its notes' part (blank without notes) and its id in the slide list."""

    part: str
    notes: str
    list_id: str
    relationship: str


@dataclass(slots=True)
class Deck:
    """The slides in order and, by slide part, the tags in the notes that repeat or drop it."""

    slides: tuple[Slide, ...]
    tags: dict[str, list[int]] = field(default_factory=dict)
    drivers: dict[str, Source] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)
    _slide_of_notes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, slide in enumerate(self.slides, 1):
            self._labels[slide.part] = f"slide {number}"
            if slide.notes:
                self._labels[slide.notes] = f"notes of slide {number}"
                self._slide_of_notes[slide.notes] = slide.part

    def label(self, part: str, otherwise: str) -> str:
        """Return ``slide 3`` or ``notes of slide 3`` for their parts."""
        return self._labels.get(part, otherwise)

    def take_slide_tags(self, part: str, woven: Woven, first: int) -> None:
        """Take the ``{%slide … %}`` tags out of a notes part; elsewhere they are a mistake."""
        for number, stop in enumerate(woven.stops):
            if stop.tag.scope != "slide":
                continue
            slide = self._slide_of_notes.get(part)
            if slide is None:
                remedy = "write it as the first line of the slide's notes"
                woven.mistakes.append(
                    (stop.site, Mistake(f"'{{%slide {stop.tag.code} %}}' stands on no slide", remedy))
                )
            elif stop.tag.word not in ("for", "if"):
                remedy = "write {%slide for … %} or {%slide if … %}; it needs no end"
                woven.mistakes.append((stop.site, Mistake(f"'{stop.tag.code}' cannot govern a slide", remedy)))
            else:
                self.tags.setdefault(slide, []).append(first + number)
            _remove_mark(woven.marks[number])


def _remove_mark(mark: etree._Element | None) -> None:
    parent = None if mark is None else mark.getparent()
    if mark is None or parent is None:
        return
    parent.remove(mark)
    holder = parent.getparent()
    is_bare = not paragraph_text(parent).strip() and not has_marks(parent)
    if is_bare and holder is not None and len(holder.findall(names.a("p"))) > 1:
        holder.remove(parent)


def read_deck(package: Package) -> Deck:
    """Return the deck of a presentation."""
    root = parse(package.parts[package.main].data)
    targets = {relationship.id: target for relationship, target in package.related(package.main)}
    slides = []
    for entry in root.iterfind(f"{names.p('sldIdLst')}/{names.p('sldId')}"):
        relationship = entry.get(names.r("id"), "")
        part = targets.get(relationship, "")
        notes = next((target for each, target in package.related(part) if each.kind == "notesSlide"), "")
        slides.append(Slide(part, notes, entry.get("id", ""), relationship))
    return Deck(tuple(slides))


def driver_source(stops: Mapping[int, Stop], numbers: list[int], slide: int) -> tuple[str, dict[int, int]]:
    """Return the Jinja that prints a slide as often as its tags say, and the stop of each of its lines."""
    source = ""
    lines: dict[int, int] = {}
    targets: list[str] = []
    for number in numbers:
        stop = stops[number]
        lines[source.count("\n") + 2] = number
        source += f"\x01\n{stop.tag.code}\n\x02"
        if stop.tag.word == "for":
            targets += [*stop.checked.targets, "loop"]
    values = ", ".join(f"{target!r}: {target}" for target in dict.fromkeys(targets))
    source += f"\x03{{{values}}}|_slide({slide})\x04"
    for number in reversed(numbers):
        source += f"\x01 {OPENERS[stops[number].tag.word]} \x02"
    return source, lines


def owned_parts(package: Package, slide: str) -> list[str]:
    """Return a slide and every part that is its own: notes, charts and their workbooks, not images or layouts."""
    found: list[str] = []
    waiting = [slide]
    while waiting:
        part = waiting.pop(0)
        if part in found or part not in package.parts:
            continue
        found.append(part)
        waiting += [target for each, target in package.related(part) if each.kind in _OWNED]
    return found


def clone_parts(template: Package, package: Package, clones: Mapping[str, str]) -> None:
    """Copy a slide's own parts under their new names, with their types and relationships."""
    for old, new in clones.items():
        if old == new:
            continue
        package.parts[new] = template.parts[old]
        if old in template.types.overrides:
            package.types.overrides[new] = template.types.overrides[old]
        package.relationships[new] = tuple(
            each if each.external else Relationship(each.id, each.type, _new_target(old, new, each.target, clones))
            for each in template.relationships.get(old, ())
        )


def _new_target(old: str, new: str, target: str, clones: Mapping[str, str]) -> str:
    part = target_name(old, target)
    return relative_target(new, clones[part]) if part in clones else target


def write_slide_list(template: Package, package: Package, deck: Deck, printed: Mapping[str, list[str]]) -> None:
    """Write the slide list and the sections: ``printed`` holds the slides made from each slide of the template."""
    main = package.main
    if all(printed.get(slide.part) == [slide.part] for slide in deck.slides):
        return
    root = parse(template.parts[main].data)
    listing = root.find(names.p("sldIdLst"))
    assert listing is not None
    entries = {entry.get(names.r("id"), ""): entry for entry in listing}
    highest = max([255, *(int(slide.list_id) for slide in deck.slides if slide.list_id.isdigit())])
    kind = next(each.type for each in package.relationships[main] if each.kind == "slide")
    made: dict[str, list[str]] = {}
    added: list[Relationship] = []
    for slide in deck.slides:
        entry = entries[slide.relationship]
        made[slide.list_id] = []
        for part in printed.get(slide.part, []):
            if part == slide.part:
                made[slide.list_id].append(slide.list_id)
                continue
            highest += 1
            new = etree.Element(entry.tag, id=str(highest))
            added.append(Relationship(f"rIdSlide{highest}", kind, relative_target(main, part)))
            new.set(names.r("id"), added[-1].id)
            after = entries.get(f"last of {slide.relationship}", entry)
            after.addnext(new)
            entries[f"last of {slide.relationship}"] = new
            made[slide.list_id].append(str(highest))
        if not printed.get(slide.part):
            listing.remove(entry)
    dropped = {slide.relationship for slide in deck.slides if not printed.get(slide.part)}
    kept = (each for each in package.relationships[main] if each.id not in dropped)
    package.relationships[main] = (*kept, *added)
    _write_sections(root, made, dropped)
    package.put(main, (HEADER + serialise(root)).encode())


def _write_sections(root: etree._Element, made: Mapping[str, list[str]], dropped: set[str]) -> None:
    for sections in root.iter(_P14_SECTION):
        for entry in list(sections.iter(f"{{{names.P14}}}sldId")):
            ids = made.get(entry.get("id", ""))
            if ids is None:
                continue
            for each in ids:
                entry.addprevious(etree.Element(entry.tag, id=each))
            parent = entry.getparent()
            assert parent is not None
            parent.remove(entry)
    for show in root.iter(names.p("custShow")):
        for entry in list(show.iter(names.p("sld"))):
            if entry.get(names.r("id"), "") in dropped:
                entry.getparent().remove(entry)  # type: ignore[union-attr]
