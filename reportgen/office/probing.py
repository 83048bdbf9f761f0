"""A template with mistakes in its tags: what else is wrong with it is found all the same, tag by tag."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.office.compile import Compiled, compile_source
from reportgen.office.source import Source
from reportgen.office.stops import Stop
from reportgen.office.tags import Kind


def own_names(compiled: Compiled) -> set[str]:
    """Return the names a template gives values to itself: loops, ``set`` and macros."""
    own: set[str] = set()
    for stop in compiled.stops:
        own |= set(stop.checked.targets)
        if stop.tag.word == "macro":
            own.add(stop.checked.macro)
    return own


def probe_sources(compiled: Compiled) -> Iterator[Source]:
    """Give a source for each tag that can be worked out alone.

    Left out are tags that read a loop's names, and those under a condition, which may be left out of the document.
    """
    own = own_names(compiled) | {"loop"}
    depth = 0
    part = ""
    for number, stop in enumerate(compiled.stops):
        if stop.site.part != part:
            part, depth = stop.site.part, 0
        depth = max(0, depth - (stop.tag.word == "endif"))
        code = _alone(stop, number)
        is_sound = stop.checked.tree is not None and not stop.checked.mistakes
        if depth == 0 and code and is_sound and not own.intersection(stop.checked.names):
            yield Source(code, {2: number}, compile_source(code))
        depth += stop.tag.word == "if"


def _alone(stop: Stop, number: int) -> str:
    if stop.tag.kind is Kind.PRINT:
        return f"\x03\n({stop.tag.code})|_ask({number})\n\x04"
    if stop.tag.word in ("if", "for"):
        return f"\x01\n{stop.tag.code}\n\x02\x01 end{stop.tag.word} \x02"
    return ""
