"""The numbers that stand in finished files where a fact is hidden: none should, and one that does is evidence.

A document's own map says where each fact was printed. What stands there is read from the file itself, so that a number
put in by hand or by a fault counts as printed. Rounding makes it an interval: 39% is 38.5 to 39.5.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from reportgen import web
from reportgen.office.places import PlacedText, read_map
from reportgen.office.reading import FoundText, read_package, text

OFFICE = frozenset((".docx", ".pptx"))
PAGES = frozenset((".html",))

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEGATIVE = re.compile(r"[−-]\s*£?\s*\d|\b(?:down|deficit|overspend|shortfall|over budget)\b", re.IGNORECASE)
_SCALES = {"millions": 1_000_000, "thousands": 1_000}
_NEARLY = 1e-9


Cells = Mapping[tuple[str, float], str]
"""The hidden facts by the officers' ``table.column`` they come from and the number that stands there."""


def read_numbers(
    files: Mapping[str, bytes], hidden: Collection[str], cells: Cells
) -> Iterator[tuple[str, str, tuple[float, float]]]:
    """Yield the file, the fact id and the interval of every number that stands at a hidden fact's place.

    So is a number that was printed from an officer's own cell, past the fact that hides it. Plain texts are read by
    :mod:`reportgen.assurance.plain`: they have no map.
    """
    for name, data in files.items():
        suffix = PurePosixPath(name).suffix
        if suffix in OFFICE:
            found = _read_office(data, hidden, cells)
        elif suffix in PAGES:
            found = _read_page(data, hidden, cells)
        else:
            continue
        for fact_id, interval in found:
            yield name, fact_id, interval


def _read_office(data: bytes, hidden: Collection[str], cells: Cells) -> Iterator[tuple[str, tuple[float, float]]]:
    package = read_package(data)
    places = read_map(package)
    yield from _read_cells(places, cells)
    if any(fact_of(place) in hidden for place in places):
        workbooks = {
            part: found for part in {place.part for place in places} for found in _workbook(package.relationships, part)
        }
        yield from _read_texts(places, text(data), workbooks, hidden)


def _read_page(data: bytes, hidden: Collection[str], cells: Cells) -> Iterator[tuple[str, tuple[float, float]]]:
    places = web.read_places(data)
    yield from _read_cells(places, cells)
    yield from _read_texts(places, web.text(data), {}, hidden)


def _read_cells(places: Iterable[PlacedText], cells: Cells) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield what was printed from cells whose fact is hidden."""
    for place in places:
        scheme, _, cell = place.ref.partition(":")
        if scheme == "input" and NUMBER.fullmatch(place.text):
            fact_id = cells.get((cell, float(place.text.replace(",", ""))))
            if fact_id is not None:
                yield from ((fact_id, interval) for interval in intervals(place.text))


def _read_texts(
    places: Sequence[PlacedText], texts: Iterable[FoundText], workbooks: Mapping[str, str], hidden: Collection[str]
) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield what stands at the places of hidden facts: ``texts`` are read from the file, ``places`` its own map."""
    at_number: dict[int, str] = {}
    at_path: dict[tuple[str, str], list[str]] = defaultdict(list)
    for found in texts:
        at_path[found.part, found.path].append(found.text)
        for start, end, number in found.printed:
            at_number[number] = found.text[start:end]
    beside: dict[tuple[str, str], list[PlacedText]] = defaultdict(list)
    for place in places:
        beside[place.part, place.path].append(place)
    for place in places:
        fact_id = fact_of(place)
        if fact_id not in hidden:
            continue
        if place.number in at_number:
            words = [at_number[place.number]]
        else:
            here = at_path[place.part, place.path] + at_path[workbooks.get(place.part, ""), place.path]
            words = [_left_over(each, beside[place.part, place.path]) for each in here]
        # The map is in the file too, where whoever looks into it reads what it says was printed.
        for each in (*words, place.text):
            for interval in intervals(each, place.format):
                yield fact_id, interval


def fact_of(place: PlacedText) -> str:
    """Return the id of the fact printed at a place, blank where it is something else."""
    scheme, _, fact_id = place.ref.partition(":")
    return fact_id if scheme == "fact" else ""


def _workbook(relationships: Mapping[str, Sequence[object]], part: str) -> Iterator[str]:
    for relation in relationships.get(part, ()):
        if str(getattr(relation, "kind", "")) == "package":
            folder = PurePosixPath(part).parent
            pieces: list[str] = []
            for piece in (folder / str(getattr(relation, "target", ""))).parts:
                pieces = pieces[:-1] if piece == ".." else [*pieces, piece]
            yield "/".join(pieces)


def _left_over(words: str, places: Sequence[PlacedText]) -> str:
    """Return a paragraph without the values its map accounts for; blank where every one of them stands there.

    Only what is left can be in the place of a hidden value. The template's own numbers are left out too.
    """
    rest, missing = words, False
    for place in places:
        before, found, after = rest.partition(place.text)
        missing = missing or not found
        rest = f"{before} {after}" if found else rest
    if not missing:
        return ""
    for place in places:
        for number in NUMBER.findall(re.sub(r"\{\{.*?\}\}", " ", place.sentence)):
            rest = rest.replace(number, " ", 1)
    return rest


def intervals(words: str, form: str = "text") -> Iterator[tuple[float, float]]:
    """Yield what each number in a text can stand for before it was rounded, by its decimals and its scale."""
    for match in NUMBER.finditer(words):
        digits = match[0].rstrip(",").replace(",", "")
        scale = _SCALES.get(form, 1)
        if words[match.end() :].lstrip().startswith(("million", "m ")):
            scale = 1_000_000
        half = 0.5 * 10.0 ** -len(digits.partition(".")[2]) * scale
        value = float(digits) * scale
        if _NEGATIVE.search(words[: match.end()]):
            value = -value
        yield value - half - _NEARLY, value + half + _NEARLY
