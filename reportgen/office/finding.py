"""Every printed value found again in a file: where it was printed, or where another program has moved it to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.office.places import PlacedText
from reportgen.office.reading import FoundText, text
from reportgen.office.sites import hash_text


def find_places(file: bytes | Path, places: Iterable[PlacedText]) -> Mapping[int, FoundText]:
    """Return, by the number of each place, the text in which its value still stands as printed.

    A place in Word is its bookmark. Any other is its part and path and, where another program has named parts or
    shapes anew, the paragraph of the same words. A value that was changed or taken out is not in the result.
    """
    marked: dict[str, tuple[str, FoundText]] = {}
    by_path: dict[tuple[str, str], FoundText] = {}
    for found in text(file):
        by_path.setdefault((found.part, found.path), found)
        for start, end, number in found.printed:
            marked[f"_rg_{number}"] = (found.text[start:end], found)
    result: dict[int, FoundText] = {}
    moved: list[PlacedText] = []
    for place in places:
        at: FoundText | None
        words, at = marked.get(place.path, ("", None))
        if not place.path.startswith("_rg_"):
            at = by_path.get((place.part, place.path))
            words = place.text if at is not None and place.text in at.text else ""
            moved += [place] * (not words)
        if at is not None and words == place.text:
            result[place.number] = at
    _find_moved(moved, by_path, result)
    return result


def _find_moved(
    moved: list[PlacedText], by_path: Mapping[tuple[str, str], FoundText], result: dict[int, FoundText]
) -> None:
    """Find paragraphs by their words, each once: a like paragraph that another place stands in is not taken for it."""
    claimed = {(found.part, found.path) for found in result.values()}
    free: dict[str, list[FoundText]] = {}
    for key, found in by_path.items():
        if key not in claimed:
            free.setdefault(hash_text(found.text), []).append(found)
    taken: dict[tuple[str, str], FoundText] = {}
    for place in moved:
        key = (place.part, place.path)
        if key not in taken and free.get(place.paragraph):
            taken[key] = free[place.paragraph].pop(0)
        if key in taken:
            result[place.number] = taken[key]
