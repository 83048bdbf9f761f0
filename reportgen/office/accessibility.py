"""What a reader who cannot see, or cannot see well, needs of a finished document or deck, checked before it is saved.

The rules are those of Microsoft's accessibility checker and of the public sector accessibility regulations (WCAG 2.2
AA), with colours worked out through themes, styles, layouts and masters. A fault that stands in the template as well
is a warning for whoever keeps the template; any other is ours and stops the build. What may come from an officer's own
words (link texts, bold lines that stand for headings) is a warning wherever it comes from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from reportgen.errors import Place, Problem, Severity
from reportgen.office import (
    accessible_drawings,
    accessible_file,
    accessible_slides,
    accessible_tables,
    accessible_word,
    contrast_charts,
    contrast_slides,
    contrast_word,
)
from reportgen.office.fault import Fault
from reportgen.office.opened import OpenedFile, open_file
from reportgen.office.slide_looks import read_layouts, read_slides
from reportgen.office.word_story import read_document
from reportgen.office.xml import local


def _word(file: OpenedFile) -> Iterator[Fault]:
    story = read_document(file)
    yield from accessible_word.find_faults(file, story)
    yield from accessible_tables.find_word_faults(story)
    yield from accessible_drawings.find_word_faults(file)
    yield from contrast_word.find_faults(file, story)
    yield from contrast_charts.find_faults(file)


def _powerpoint(file: OpenedFile) -> tuple[Fault, ...]:
    """The faults of a deck; one that differs from the last in its notes alone is not looked at again."""
    looked_at = hashlib.blake2b()
    themes = {name for master in file.related(file.main, "slideMaster") for name in file.related(master, "theme")}
    for name, data in file.parts.items():
        if name in themes or (name.startswith(_LOOKED_AT) and name.endswith(".xml")):
            looked_at.update(b"%s %d " % (name.encode(), len(data)) + data)
    for element in file.roots.get(file.main, ()):
        if local(element) in ("sldIdLst", "defaultTextStyle"):
            looked_at.update(etree.tostring(element))
    key = looked_at.hexdigest(), _links(file)
    if key not in _LAST:
        found = tuple(_slides(file))
        _LAST.clear()
        _LAST[key] = found
    return _LAST[key]


_LOOKED_AT = ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/charts/")
_LAST: dict[tuple[str, tuple[str, ...]], tuple[Fault, ...]] = {}


def _links(file: OpenedFile) -> tuple[str, ...]:
    """Where the links of the slides lead, which their parts do not say."""
    slides = (file.relationships.get(name, ()) for name in file.roots if name.startswith("ppt/slides/slide"))
    return tuple(each.target for found in slides for each in found if each.kind == "hyperlink")


def _slides(file: OpenedFile) -> Iterator[Fault]:
    slides = read_slides(file)
    for slide in slides:
        yield from accessible_slides.find_faults(file, slide)
        yield from accessible_tables.find_slide_faults(slide)
        yield from accessible_drawings.find_slide_faults(slide)
        yield from contrast_slides.find_faults(slide)
    yield from accessible_slides.find_same_titles(slides)
    yield from contrast_charts.find_faults(file)


CHECKS: dict[str, Callable[[OpenedFile], Iterable[Fault]]] = {
    "word": _word,
    "powerpoint": _powerpoint,
    "excel": accessible_drawings.find_sheet_faults,
}
"""What is looked at in each kind of file, beside its title and language."""


def find_faults(file: bytes | OpenedFile) -> tuple[Fault, ...]:
    """Return every accessibility fault of a docx, pptx or xlsx, each once. Raises ValueError for a broken file."""
    opened = open_file(file) if isinstance(file, bytes) else file
    check = CHECKS.get(opened.program)
    if check is None:
        return ()
    return tuple(dict.fromkeys((*accessible_file.find_faults(opened), *check(opened))))


def judge(file: bytes | OpenedFile, name: str, template: bytes = b"") -> tuple[Problem, ...]:
    """Return the faults of the file called ``name`` as problems: errors where they are ours.

    One that the template has as well is a warning that says so.
    """
    faults = find_faults(file)
    if not faults:
        return ()
    known = {_identity(fault) for fault in _faults_of(template)} if template else set()
    return tuple(_problem(fault, name, inherited=_identity(fault) in known) for fault in faults)


def _faults_of(template: bytes) -> Iterator[Fault]:
    """Give the faults of a template, those too that lie in styles and layouts nothing is written in yet."""
    opened = open_file(template)
    yield from find_faults(opened)
    if opened.program == "word":
        story = read_document(opened)
        yield from accessible_word.find_style_faults(story)
        yield from contrast_word.find_style_faults(opened, story)
    elif opened.program == "powerpoint":
        for layout in read_layouts(opened):
            yield from contrast_slides.find_faults(layout)


def _identity(fault: Fault) -> tuple[str, str]:
    """What stays the same of a fault when tags are filled and slides or rows repeated."""
    return fault.rule.key, _NUMBERS.sub("#", fault.of)


_NUMBERS = re.compile(r"\d+")


def _problem(fault: Fault, name: str, *, inherited: bool) -> Problem:
    found = f"{fault.found} (so does its template)" if inherited else fault.found
    severity = Severity.WARNING if inherited or fault.rule.is_advice else Severity.ERROR
    return Problem(Place(name, fault.place), found, fault.rule.needed, fault.rule.remedy, severity)
