"""Saying first, in a finished file, that it is not for publication: whatever its template looks like.

A Word document says it in a paragraph before all others and at the top of every page, a deck in a band on every slide.
Where the file says it there already it is not said twice.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.office.marking_slides import mark_slides
from reportgen.office.marking_word import mark_document
from reportgen.office.opened import open_file
from reportgen.office.package import write_members
from reportgen.office.places import PlacedText, extend_map, read_map
from reportgen.office.reading import read_package
from reportgen.office.values import Passage
from reportgen.office.xml import write_wiring


def mark(data: bytes, said: Passage, words: str) -> tuple[bytes, tuple[PlacedText, ...]]:
    """Return a finished docx or pptx that says ``said`` first, and the places of what was printed in that.

    ``words`` are those at its beginning that stand on every page or slide, and by which the file is known to say it
    already. Raises ValueError where the file is not a whole Office file.
    """
    opened = open_file(data)
    package = read_package(data)
    before = package.copy()
    first = max((place.number for place in read_map(package)), default=0) + 1
    marker = mark_document if opened.program == "word" else mark_slides
    found = marker(package, opened, said, words, first)
    sentence = "{{ meeting.marking }}"
    places = tuple(replace(place, sentence=sentence) for place in found)
    extend_map(package, places)
    write_wiring(before, package)
    return write_members(package.parts), places
