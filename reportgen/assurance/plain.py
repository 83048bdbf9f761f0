"""What stands in the plain minutes, which have no map of their own: each line beside the Word minutes' paragraphs.

A line that is word for word a paragraph there says what that paragraph says, and the Word file is read with its map.
Every other line was changed. Where the words about its numbers are the paragraph's, each number is that of its place;
where they are not, nobody knows what a number is that the paragraph has not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from reportgen.assurance.printed import NUMBER, fact_of, intervals
from reportgen.office.places import PlacedText, read_map
from reportgen.office.reading import FoundText, read_package, text

_BODY = "word/document.xml"
_BULLET = "• "


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """A number on a changed line of a plain text: what it can stand for and the hidden fact it stands for.

    ``fact_id`` is blank where nobody knows what the number is.
    """

    file: str
    line: int
    fact_id: str
    interval: tuple[float, float]


def read_plain(files: Mapping[str, bytes], hidden: Collection[str]) -> Iterator[PlainNumber]:
    """Yield the numbers in plain texts that the Word document of the same name does not account for, line by line."""
    for name, data in files.items():
        path = PurePosixPath(name)
        if path.suffix == ".txt" and hidden:
            document = files.get(str(path.with_suffix(".docx")))
            paragraphs = [] if document is None else [each for each in text(document) if each.part == _BODY]
            places = () if document is None else read_map(read_package(document))
            yield from _read(name, data.decode("utf-8-sig"), paragraphs, places, hidden)


def _read(
    name: str, words: str, paragraphs: Sequence[FoundText], places: Sequence[PlacedText], hidden: Collection[str]
) -> Iterator[PlainNumber]:
    # A paragraph may hold line breaks of its own, which the plain text keeps.
    lines = [line.removeprefix(_BULLET) for line in words.split("\r\n" if "\r\n" in words else "\n")]
    at = {place.number: place for place in places if place.part == _BODY}
    matcher = SequenceMatcher(None, [each.text for each in paragraphs], lines, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for number in range(start, end):
            if NUMBER.search(lines[number]):
                was = _nearest(lines[number], paragraphs[first:last])
                for fact_id, interval in _numbers(lines[number], was, at, hidden):
                    yield PlainNumber(name, number + 1, fact_id, interval)


def _nearest(line: str, paragraphs: Sequence[FoundText]) -> FoundText | None:
    """Return the paragraph a line was before it was changed: the likest of those it stands in the place of."""
    return max(paragraphs, key=lambda each: SequenceMatcher(None, each.text, line).ratio(), default=None)


def _numbers(
    line: str, was: FoundText | None, at: Mapping[int, PlacedText], hidden: Collection[str]
) -> Iterator[tuple[str, tuple[float, float]]]:
    spans = sorted(span for span in (was.printed if was is not None else ()) if span[2] in at)
    here = [at[number] for _, _, number in spans]
    stands = _match(line, was, spans)
    if stands is not None:
        for place, words in zip(here, stands, strict=True):
            if fact_of(place) in hidden:
                yield from ((fact_of(place), each) for each in intervals(words, place.format))
        return
    known = Counter(NUMBER.findall(was.text if was is not None else ""))
    for found in sorted((Counter(NUMBER.findall(line)) - known).elements()):
        yield from (("", each) for each in intervals(found))


def _match(line: str, was: FoundText | None, spans: Sequence[tuple[int, int, int]]) -> tuple[str, ...] | None:
    """Return what stands at each place where a line has the paragraph's own words between them, else None."""
    if was is None or not spans:
        return None
    ends = [0, *(end for _, end, _ in spans)]
    starts = [*(start for start, _, _ in spans), len(was.text)]
    fixed = [re.escape(was.text[end:start]) for end, start in zip(ends, starts, strict=True)]
    found = re.fullmatch("(.*?)".join(fixed), line, re.DOTALL)
    return None if found is None else found.groups()
