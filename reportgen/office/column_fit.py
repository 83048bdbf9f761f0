"""How wide a table's columns are: so that no word is broken and the whole takes as few lines as its width allows.

Each column begins as wide as its longest word. What room is left goes, bit by bit, to the column where it saves most
lines for its width: a row is as high as its highest cell, so a word more in the wrong column saves nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportgen.office.values import RowKind, TableSpec

BOLDER, CELL_MARGINS = 1.06, 1.2
"""How much wider bold words are, and the room a cell keeps free at its sides, in sizes of the text."""
MOST_LINES = 6
"""Widths are tried that give a cell so many lines or fewer; beyond, its longest word decides."""
HEADING_SHARE = 0.5
"""What a line of the heading row counts for beside one of a row."""
CELL_SHARE = 0.1
"""What a line less in one cell counts for while its row stays as high: it may let another column's saving through."""

_DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_Cell = tuple[float, ...]
"""The widths of a cell's unbreakable words, in sizes of the text."""


def fit_columns(spec: TableSpec, room: float) -> tuple[float, ...]:
    """Return the columns' widths in sizes of the text; they add up to ``room``, or to more where no words would fit."""
    grid = _measure(spec)
    columns = list(zip(*grid, strict=True))
    widths = [max(max(cell) for cell in column) for column in columns]
    margins = CELL_MARGINS * len(columns)
    spare = room - margins - sum(widths)
    if spare > 0:
        steps = [_steps(column) for column in columns]
        spare = _spend(columns, steps, widths, spare)
        widths = [width + spare * width / sum(widths) for width in widths]
    return tuple(width + CELL_MARGINS for width in widths)


def _measure(spec: TableSpec) -> list[list[_Cell]]:
    """Return the words of every cell, the heading row first; a date counts as one word."""
    rows = [[measure_words(str(column.heading), BOLDER) for column in spec.columns]]
    for row in spec.rows:
        bolder = 1.0 if row.kind is RowKind.PLAIN else BOLDER
        rows.append([measure_words(str(cell), bolder) for cell in row.cells])
    return rows


def measure_words(text: str, bolder: float) -> _Cell:
    """Return the widths of a text's unbreakable words in sizes of the text; ``bolder`` is how much wider they are."""
    parts = [text] if _DATE.fullmatch(text) else text.split()
    return tuple(bolder * _width(part) for part in parts) or (0.0,)


@lru_cache(maxsize=4096)
def _width(word: str) -> float:
    """Return how wide a word is in sizes of the text: Arial's own widths, and a little more for other fonts."""
    return SAFETY * sum(_ARIAL.get(letter, 0.8) for letter in word)


SAFETY = 1.03
_WIDTHS = {
    0.222: "ijl’‘", 0.278: " !,./:;I[]ft\\", 0.333: "()-r“”`", 0.355: '"', 0.191: "'", 0.35: "•",
    0.5: "Jcksvxyz", 0.556: "0123456789abdeghnopquL£#$?_–", 0.584: "+<=>−", 0.611: "FTZ",
    0.667: "&ABEKPSVXY", 0.722: "CDHNRUw", 0.778: "GOQ", 0.833: "mM", 0.889: "%", 0.944: "W", 1.015: "@",
}  # fmt: skip
_ARIAL = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_SPACE = 0.278 * SAFETY


def count_lines(words: _Cell, width: float) -> int:
    """Return how many lines words take in a width."""
    lines, used = 1, -_SPACE
    for word in words:
        used += word + _SPACE
        if used > width + 1e-9:
            lines += 1
            used = word
    return lines


def _steps(column: tuple[_Cell, ...]) -> list[float]:
    """Return the widths at which some cell of a column takes a line less, narrowest first."""
    found: set[float] = set()
    for words in column:
        whole = sum(words) + _SPACE * (len(words) - 1)
        for lines in range(1, min(MOST_LINES, len(words)) + 1):
            found.add(_narrowest(words, lines, max(max(words), whole / lines)))
    return sorted(found)


def _narrowest(words: _Cell, lines: int, width: float) -> float:
    """Return the least width in which words take so many lines."""
    while count_lines(words, width) > lines:
        width += 0.25
    return width


def _spend(columns: list[tuple[_Cell, ...]], steps: list[list[float]], widths: list[float], spare: float) -> float:
    """Widen columns as long as that saves lines, columns that are alike together; return what room is left."""

    @cache  # every round tries the same widths again
    def count(number: int, width: float) -> list[int]:
        return [count_lines(cell, width) for cell in columns[number]]

    lines = [count(number, width) for number, width in enumerate(widths)]
    alike: dict[tuple[float, ...], list[int]] = {}
    for number, each in enumerate(steps):
        alike.setdefault(tuple(each), []).append(number)
    while True:
        chosen, gain = {}, 0.0
        before = _height(lines)
        for widths_tried, group in alike.items():
            for width in widths_tried:
                more = sum(max(0.0, width - widths[number]) for number in group)
                if more > spare:
                    break
                if more <= 1e-9:
                    continue
                now = {number: count(number, width) for number in group}
                tried = [now.get(number, counted) for number, counted in enumerate(lines)]
                saved = before - _height(tried)
                if saved / more > gain:
                    chosen, gain = {number: (width, now[number]) for number in group}, saved / more
        if not chosen:
            return spare
        for number, (width, counted) in chosen.items():
            spare -= width - widths[number]
            widths[number], lines[number] = width, counted


def _height(lines: list[list[int]]) -> float:
    """Return how high a table is in lines, and a little for every line of a cell."""
    heights: list[int] = [max(row) for row in zip(*lines, strict=True)]
    cells = sum(sum(column) for column in lines)
    return HEADING_SHARE * heights[0] + float(sum(heights[1:])) + CELL_SHARE * cells
