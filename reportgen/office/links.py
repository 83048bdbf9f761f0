"""The words of links: a list of links read on its own must say where each leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.office.fault import LINK_TEXT, Fault
from reportgen.office.names import a, r, w
from reportgen.office.opened import OpenedFile
from reportgen.office.word_story import Paragraph

_EMPTY = re.compile(
    r"(?i)(?:please )?(?:click|see|read|look|press|go|find out|learn)?\s*(?:here|more|this|this link|link|this page"
    r"|page|website|more information|further information|details)[.:]?"
)
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+")
_INSTRUCTION = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"')


def says_nothing(place: str, words: str, of: str) -> Iterator[Fault]:
    """Give a fault where the words of a link do not say where it leads."""
    plain = words.strip()
    if not plain:
        yield Fault(LINK_TEXT, place, "a link without words", of)
    elif _EMPTY.fullmatch(plain) or _ADDRESS.fullmatch(plain):
        yield Fault(LINK_TEXT, place, f"“{plain}” is the text of a link", of)


def word_links(file: OpenedFile, paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, str, str]]:
    """Give place, words and target of each link of a document."""
    targets = {(part, each.id): each.target for part, relations in file.relationships.items() for each in relations}
    for paragraph in paragraphs:
        for link in paragraph.element.iter(w("hyperlink")):
            target = targets.get((paragraph.part, link.get(r("id"), "")), link.get(w("anchor"), ""))
            words = "".join(text.text or "" for text in link.iter(w("t")))
            if words.strip() or next(link.iter(w("drawing")), None) is None:
                yield paragraph.place, words, target
        yield from _field_links(paragraph)


def _field_links(paragraph: Paragraph) -> Iterator[tuple[str, str, str]]:
    """Links that are fields, within one paragraph."""
    code, words, state = "", "", ""
    for run in paragraph.runs:
        for child in run:
            if child.tag == w("fldChar"):
                state = child.get(w("fldCharType"), "")
                if state == "end" and _INSTRUCTION.match(code):
                    yield paragraph.place, words, code.strip()
                if state in ("begin", "end"):
                    code, words = "", ""
            elif child.tag == w("instrText") and state == "begin":
                code += child.text or ""
            elif child.tag == w("t") and state == "separate":
                words += child.text or ""


def slide_links(file: OpenedFile, part: str) -> Iterator[tuple[str, str]]:
    """Give words and target of each link in the text of a slide; runs of one link that touch are one link."""
    targets = {each.id: each.target for each in file.relationships.get(part, ())}
    for paragraph in file.roots[part].iter(a("p")):
        before, words = "", ""
        for run in paragraph:
            link = run.find(f"{a('rPr')}/{a('hlinkClick')}")
            target = "" if link is None else targets.get(link.get(r("id"), ""), link.get("action", ""))
            if target != before and before:
                yield words, before
            words = (words if target == before else "") + (run.findtext(a("t")) or "")
            before = target
        if before:
            yield words, before
