"""The running text of a document: headings to move by, lists, links, and words laid out by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.office.fault import (
    BLANK_LINES,
    CAPITALS,
    EMPTY_HEADING,
    FAKE_HEADING,
    HEADING_ORDER,
    HEADINGS,
    JUSTIFIED,
    TYPED_LIST,
    Fault,
)
from reportgen.office.links import says_nothing, word_links
from reportgen.office.names import w
from reportgen.office.opened import OpenedFile
from reportgen.office.word_story import Paragraph, Story, Styles, is_on

_PPR, _RPR, _VAL, _TEXT = w("pPr"), w("rPr"), w("val"), w("t")
_SIDE, _BOLD, _CAPS = f"{_PPR}/{w('jc')}", f"{_RPR}/{w('b')}", f"{_RPR}/{w('caps')}"
_BOTH_SIDES = ("both", "distribute")
_FEW_PARAGRAPHS = 12
"""A text of fewer paragraphs needs no headings to find one's way in."""
_LONGEST_HEADING = 12
_MOST_BLANK_LINES = 1
_MARK = re.compile(r"\s*(?:[•●▪◦‣·∙*–-]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])\s+\S")
_NOT_HEADINGS = re.compile(r"(?i)title|subtitle|caption|toc|table|footer|header|quote|list|emphasis|strong")
_SENTENCE_END = re.compile(r"[.!?;,”\"]\s*$")


def find_faults(file: OpenedFile, story: Story) -> Iterator[Fault]:
    """Give the faults of a document's running text."""
    styles, paragraphs = story.styles, story.paragraphs
    body = [each for each in paragraphs if each.part == file.main]
    yield from _headings(body)
    yield from _fake_headings(body, styles)
    yield from _lists(body, styles)
    yield from _blank_lines(body)
    yield from _looks(paragraphs, styles)
    for place, words, of in word_links(file, paragraphs):
        yield from says_nothing(place, words, of)


def _headings(body: list[Paragraph]) -> Iterator[Fault]:
    used = [each for each in body if each.level is not None]
    filled = [each for each in body if each.text.strip() and each.cell is None]
    if not used and len(filled) >= _FEW_PARAGRAPHS:
        yield Fault(HEADINGS, "text", f"{len(filled)} paragraphs and no heading among them")
    before, text = 0, ""
    for each in used:
        if not each.text.strip() and not each.has_drawing:
            yield Fault(EMPTY_HEADING, each.place, "a heading without words", each.style)
            continue
        level = each.level or 1
        if level > before + 1:
            what = f"follows level {before}, “{text}”" if before else "is the first of the document"
            yield Fault(
                HEADING_ORDER, each.place, f"a heading of level {level} {what}", f"{before} {level} {each.style}"
            )
        before, text = level, each.text.strip()


def _fake_headings(body: list[Paragraph], styles: Styles) -> Iterator[Fault]:
    for each, following in zip(body, [*body[1:], None], strict=True):
        words = each.text.split()
        if (
            each.level is None
            and each.cell is None
            and 0 < len(words) <= _LONGEST_HEADING
            and not _SENTENCE_END.search(each.text)
            and following is not None
            and following.level is None
            and not _is_listed(each, styles)
            and not _is_named_otherwise(each.style, styles)
            and all(
                _is_bold(run, each.style, styles)
                for run in each.runs
                if "".join(text.text or "" for text in run.iter(_TEXT)).strip()
            )
        ):
            yield Fault(FAKE_HEADING, each.place, f"“{each.text.strip()}” looks like a heading and is none", each.style)


def _is_named_otherwise(style: str, styles: Styles) -> bool:
    found = styles.find(style)
    return found is not None and _NOT_HEADINGS.search(found.name) is not None


def _is_bold(run: etree._Element, style: str, styles: Styles) -> bool:
    properties = run.find(_RPR)
    if properties is not None:
        own = properties.find(w("b"))
        if own is not None:
            return is_on(own)
        named = properties.find(w("rStyle"))
        if named is not None and styles.says(named.get(_VAL, ""), _BOLD):
            return True
    return styles.says(style, _BOLD)


def _is_listed(each: Paragraph, styles: Styles) -> bool:
    number = each.element.find(f"{_PPR}/{w('numPr')}/{w('numId')}")
    if number is not None:
        return number.get(_VAL) != "0"
    style = styles.find(each.style)
    return style is not None and any(line.find(f"{_PPR}/{w('numPr')}") is not None for line in style.lines())


def _lists(body: list[Paragraph], styles: Styles) -> Iterator[Fault]:
    """Two or more paragraphs in a row that begin with a mark somebody typed."""
    row: list[Paragraph] = []
    for each in [*body, None]:
        if each is not None and _MARK.match(each.text) and each.level is None and not _is_listed(each, styles):
            row.append(each)
            continue
        if len(row) > 1:
            yield Fault(
                TYPED_LIST, row[0].place, f"a list of {len(row)} begins “{row[0].text.strip()[:30]}”", row[0].style
            )
        row = []


def _blank_lines(body: list[Paragraph]) -> Iterator[Fault]:
    count = 0
    for each in body:
        empty = each.cell is None and not each.in_box and not each.text.strip() and not each.has_drawing
        count = count + 1 if empty and each.level is None and each.element.find(f"{_PPR}/{w('sectPr')}") is None else 0
        if count == _MOST_BLANK_LINES + 1:
            yield Fault(BLANK_LINES, each.place, "empty lines follow one another", each.style)


def find_style_faults(story: Story) -> Iterator[Fault]:
    """Give the faults that words would have in the styles of a document, used or not."""
    for identity, style in story.styles.known.items():
        side = next((found for line in style.lines() if (found := line.find(_SIDE)) is not None), None)
        if side is not None and side.get(_VAL) in _BOTH_SIDES:
            yield Fault(JUSTIFIED, style.name, "the style is justified", identity)
        if story.styles.says(identity, _CAPS):
            yield Fault(CAPITALS, style.name, "the style is in capitals", identity)


def _looks(paragraphs: tuple[Paragraph, ...], styles: Styles) -> Iterator[Fault]:
    justified: dict[str, bool] = {}
    for each in paragraphs:
        if not each.text.strip():
            continue
        if each.style not in justified:
            lines = styles.find(each.style)
            found = (line.find(_SIDE) for line in (() if lines is None else lines.lines()))
            side = next((line for line in found if line is not None), None)
            justified[each.style] = side is not None and side.get(_VAL) in _BOTH_SIDES
        own = each.element.find(_SIDE)
        if justified[each.style] if own is None else own.get(_VAL) in _BOTH_SIDES:
            yield Fault(JUSTIFIED, each.place, f"“{each.text.strip()[:30]}” is justified", each.style)
        if any(_is_capitals(run, each.style, styles) for run in each.runs):
            yield Fault(CAPITALS, each.place, f"“{each.text.strip()[:30]}” is set in capitals", each.style)


def _is_capitals(run: etree._Element, style: str, styles: Styles) -> bool:
    own = run.find(_CAPS)
    return is_on(own) if own is not None else styles.says(style, _CAPS)
