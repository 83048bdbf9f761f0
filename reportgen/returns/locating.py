"""A form's tables found in a workbook by their labels, wherever they stand in it.

A table begins at its title below or right of its section's heading, or at the section itself where it has no title.
Its rows are the cells below with the rows' labels, its columns those with the years or other headings above the rows.
Nothing is guessed: a label that is missing or stands there twice is a problem.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.errors import Place, Problem
from reportgen.office import CellAddress
from reportgen.office.cell_areas import cell_name
from reportgen.office.written_cells import WrittenSheet
from reportgen.returns.filled import FilledCell, FilledTable, FormColumn
from reportgen.returns.form import Form, FormTable
from reportgen.returns.labels import is_january, plain, wordings, year_headings

At = tuple[int, int]
"""Row and column of a cell; (0, 0) is a sheet's own name."""


@dataclass(frozen=True, slots=True)
class Located:
    """A cell of the workbook and what the form has for it."""

    address: CellAddress
    table: str
    row: str
    column: str
    cell: FilledCell
    is_total: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, what is wrong, and the years this quarter has that the workbook does not ask for, by table."""

    cells: tuple[Located, ...]
    problems: tuple[Problem, ...]
    not_asked: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a table begins in a sheet."""

    sheet: WrittenSheet
    at: At


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the labels of a table's rows stand: every place of each, the row of those found once, their column."""

    places: Mapping[str, list[At]]
    rows: Mapping[str, int]
    column: int


class TableFinder:
    """Finds a form's tables in a workbook; ``file`` is the workbook's name in problems."""

    def __init__(self, form: Form, sheets: tuple[WrittenSheet, ...], file: str) -> None:
        self.form, self.sheets, self.file = form, sheets, file
        self.problems: list[Problem] = []
        self.not_asked: dict[str, tuple[str, ...]] = {}
        self._places = {sheet.name: _places_of(sheet) for sheet in sheets}
        labels = {label for table in form.tables for label in (table.section, table.title, table.total_label)}
        labels |= {row.label for table in form.tables for row in table.rows}
        self._known = {word for label in labels for word in wordings(label, form.also)}

    def find(self, tables: Iterable[FilledTable]) -> Search:
        """Return every cell of the tables that has a figure; one problem where no table is there at all."""
        wanted = tuple(tables)
        starts = {filled.table.sheet: self._starts(filled.table) for filled in wanted}
        if not any(starts.values()):
            return Search((), (self._another_workbook(wanted),), {})
        cells = [located for filled in wanted for located in self._table(filled, starts[filled.table.sheet])]
        return Search(tuple(cells), tuple(self.problems), self.not_asked)

    def _another_workbook(self, tables: tuple[FilledTable, ...]) -> Problem:
        names = ", ".join(sheet.name for sheet in self.sheets)
        return Problem(
            Place(self.file),
            f"none of the {len(tables)} tables of the form {self.form.name} is there (sheets: {names})",
            f"a workbook with tables such as “{tables[0].table.heading}” is needed" if tables else "figures are needed",
            "choose the right workbook or another form; labels of your own go into a form file in the folder returns",
        )

    def _table(self, filled: FilledTable, starts: list[_Start]) -> Iterator[Located]:
        table = filled.table
        if len(starts) > 1:  # a contents sheet names tables too, and a hidden sheet may feed them
            starts = [start for start in starts if self._rows(filled, start).rows] or starts
            starts = [start for start in starts if not start.sheet.is_hidden] or starts
        if len(starts) != 1:
            self._not_one(table, starts)
            return
        start = starts[0]
        found = self._rows(filled, start)
        self._note_rows(filled, start, found)
        rows, columns = found.rows, self._columns(filled, start, found) if found.rows else {}
        for row in filled.all_rows:
            is_total = row is filled.total
            for at, cell in enumerate(row.cells):
                where = (rows.get(row.label), columns.get(filled.columns[at].label))
                if where[0] is not None and where[1] is not None and cell.value is not None:
                    address = CellAddress(start.sheet.name, cell_name(where[0], where[1]))
                    yield Located(address, table.heading, row.label, filled.columns[at].label, cell, is_total)

    def _not_one(self, table: FormTable, starts: list[_Start]) -> None:
        label = table.title or table.section
        if starts:
            places = ", ".join(f"{start.sheet.name}!{_cell(start.at)}".rstrip("!") for start in starts)
            self._add("", f"the table “{table.heading}” stands there {len(starts)} times ({places})",
                      "one is needed", "give the copies other titles, or fill each workbook on its own")  # fmt: skip
            return
        missing = table.section if table.section and not self._sections(table) else label
        self._add("", f"the table “{table.heading}” is not there: the label “{missing}” is missing",
                  "each table needs its section and title", self._nearest(missing))  # fmt: skip

    def _add(self, part: str, found: str, needed: str, remedy: str, cell: str = "") -> None:
        self.problems.append(Problem(Place(self.file, part, cell), found, needed, remedy))

    def _nearest(self, label: str, within: WrittenSheet | None = None) -> str:
        """Return the cell whose text is most like the label and is no other label, and where to write it down."""
        texts = {
            text: (sheet, places[0])
            for sheet in (self.sheets if within is None else (within,))
            for text, places in self._places[sheet.name].items()
            if text not in self._known and any(letter.isalpha() for letter in text)
        }
        near = difflib.get_close_matches(plain(label), texts, n=1, cutoff=0.7)
        where = f"folder returns, also: “{label}”"
        if not near:
            return f"if your copy words it otherwise, say so in a form file ({where})"
        sheet, at = texts[near[0]]
        cell = sheet.cell(*at)
        place = f"{sheet.name}!{_cell(at)}" if cell is not None else f"the name of the sheet {sheet.name}"
        text = cell.text if cell is not None else sheet.name
        return f"is it “{text}” in {place}? if so, add that wording to a form file ({where})"

    def _matches(self, sheet: WrittenSheet, words: frozenset[str]) -> list[At]:
        places = self._places[sheet.name]
        return sorted(at for word in words for at in places.get(word, ()))

    def _sections(self, table: FormTable) -> list[_Start]:
        words = wordings(table.section, self.form.also)
        return [_Start(sheet, at) for sheet in self.sheets for at in self._matches(sheet, words)]

    def _starts(self, table: FormTable) -> list[_Start]:
        """Return where the table begins: at each title under its own section, or at its section."""
        if not table.title:
            return self._sections(table)
        words = wordings(table.title, self.form.also)
        found = []
        for sheet in self.sheets:
            for at in self._matches(sheet, words):
                if at != (0, 0) and self._is_under(table, sheet, at):
                    found.append(_Start(sheet, at))
        return found

    def _is_under(self, table: FormTable, sheet: WrittenSheet, at: At) -> bool:
        """Whether the last section above and left of a cell is the table's own."""
        if not table.section:
            return True
        own = wordings(table.section, self.form.also)
        every = {other.section: wordings(other.section, self.form.also) for other in self.form.tables if other.section}
        above = [
            (place, words == own)
            for words in every.values()
            for place in self._matches(sheet, words)
            if place[0] <= at[0] and place[1] <= at[1] and place != at
        ]
        return bool(above) and max(above)[1]

    def _all_starts(self, sheet: WrittenSheet) -> set[At]:
        """Return every place in a sheet where some table of the form, or its section, begins."""
        labels = {label for table in self.form.tables for label in (table.title, table.section) if label}
        return {at for label in labels for at in self._matches(sheet, wordings(label, self.form.also))}

    def _rows(self, filled: FilledTable, start: _Start) -> _Rows:
        """Find each row's label below the start, before the next table; the column most of them stand in decides."""
        starts = self._all_starts(start.sheet)
        found: dict[str, list[At]] = {}
        for row in filled.all_rows:
            words = wordings(row.label, self.form.also)
            found[row.label] = [
                at for at in self._matches(start.sheet, words) if at[0] > start.at[0] and _governs(start.at, at, starts)
            ]
        column = _most_common(at[1] for places in found.values() for at in places)
        in_column = {label: [at for at in places if at[1] == column] or places for label, places in found.items()}
        rows = {label: places[0][0] for label, places in in_column.items() if len(places) == 1}
        return _Rows(in_column, rows, column)

    def _note_rows(self, filled: FilledTable, start: _Start, found: _Rows) -> None:
        """Note the labels with a figure that are missing below the table's title or stand there twice."""
        for row in filled.rows:
            if row.label in found.rows or all(cell.value is None for cell in row.cells):
                continue
            named = f"the row “{row.label}” of “{filled.table.heading}”"
            places = found.places[row.label]
            if places:
                where = ", ".join(cell_name(*at) for at in places)
                self._add(start.sheet.name, f"{named} stands there {len(places)} times ({where})", "one is needed",
                          "take the other labels out of that table, or ask whoever issued the workbook")  # fmt: skip
            else:
                self._add(start.sheet.name, f"{named} is missing", "each row with a figure is needed",
                          self._nearest(row.label, start.sheet), _cell(start.at))  # fmt: skip

    def _columns(self, filled: FilledTable, start: _Start, rows: _Rows) -> dict[str, int]:
        """Return the column of each heading above the rows; note what is missing or ambiguous."""
        first = min(rows.rows.values())
        starts = self._all_starts(start.sheet)
        columns: dict[str, int] = {}
        absent = []
        for column in filled.columns:
            places = [at for at in self._heading(filled, column, start.sheet)
                      if start.at[0] <= at[0] < first and at[1] > rows.column
                      and _governs(start.at, at, starts)]  # fmt: skip
            if len(places) == 1:
                columns[column.label] = places[0][1]
            elif places:
                where = ", ".join(cell_name(*at) for at in places)
                self._add(start.sheet.name, f"the heading {column.label} of “{filled.table.heading}” stands there "
                          f"{len(places)} times ({where})", "one is needed", "clear the one that is wrong")  # fmt: skip
            else:
                absent.append(column)
        self._note_columns(filled, start, columns, absent)
        return columns

    def _note_columns(
        self, filled: FilledTable, start: _Start, columns: Mapping[str, int], absent: list[FormColumn]
    ) -> None:
        """Years the workbook does not ask for are told; no year at all, or a missing named column, is a problem."""
        if not filled.table.named and columns:
            if absent:
                self.not_asked[filled.table.heading] = tuple(column.label for column in absent)
            return
        has_formulas = any(cell.is_calculated and not cell.text for at, cell in start.sheet.cells.items()
                           if at[0] >= start.at[0])  # fmt: skip
        remedy = "add the heading, or say how your copy writes it in a form file (folder returns, headings or also)"
        if has_formulas:
            remedy = (
                "headings that are formulas without a saved result cannot be read: open it in Excel and save it; "
                f"else {remedy}"
            )
        for column in absent:
            self._add(start.sheet.name, f"the heading {column.label} of “{filled.table.heading}” is missing",
                      "a column with that heading is needed", remedy, _cell(start.at))  # fmt: skip

    def _heading(self, filled: FilledTable, column: FormColumn, sheet: WrittenSheet) -> list[At]:
        across = filled.table.across
        if filled.table.named or across is None:
            return self._matches(sheet, wordings(column.label, self.form.also))
        words = year_headings(column.label, across, self.form.headings)
        dated = [at for at, cell in sheet.cells.items() if is_january(cell, column.label)]
        return sorted({*self._matches(sheet, words), *dated})


def _cell(at: At) -> str:
    """Return the cell's name; a sheet's own name is none."""
    return cell_name(*at) if at[0] else ""


def _governs(start: At, at: At, starts: set[At]) -> bool:
    """Whether a cell belongs to the table that begins at ``start``: the nearest beginning above and left of it."""
    before = [other for other in starts if other[0] <= at[0] and other[1] <= at[1]]
    nearest = min(before, key=lambda other: (at[0] - other[0] + at[1] - other[1], -other[0]), default=start)
    return nearest == start


def _most_common(columns: Iterable[int]) -> int:
    """Return the column most labels stand in, the leftmost of several; 0 where there is none."""
    counted: dict[int, int] = {}
    for column in columns:
        counted[column] = counted.get(column, 0) + 1
    return min(counted, key=lambda column: (-counted[column], column), default=0)


def _places_of(sheet: WrittenSheet) -> dict[str, list[At]]:
    """Return where each text stands, the sheet's own name as (0, 0)."""
    places: dict[str, list[At]] = {plain(sheet.name): [(0, 0)]}
    for at, cell in sheet.cells.items():
        if cell.text:
            places.setdefault(plain(cell.text), []).append(at)
    return places
