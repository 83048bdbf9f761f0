"""The numbers of a chart as the sheet behind it holds them: one row a category, one column a series.

Cache and embedded workbook are both written from this table, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.office.chart_numbers import HELPER, ChartColumn, exact, steps_format
from reportgen.office.chart_waterfall import waterfall_columns
from reportgen.office.values import ChartKind, ChartSpec, Look, Words

SHEET = "Data"


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """Where words of the chart stand: a cell of its sheet (and so the cache), or an axis title."""

    cell: str
    words: Words


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Categories downwards, columns across; row 1 is the heading row, column A the categories."""

    categories: tuple[str, ...]
    columns: tuple[ChartColumn, ...]
    places: tuple[ChartPlace, ...]
    corner: str = ""
    """What cell A1 says, where rows beneath need a word: helper rows are declared here."""
    across: tuple[str, ...] = ()
    """The categories as exact decimal text, where they stand on an axis of numbers; column A then holds numbers."""

    def category_range(self) -> str:
        """Return the reference of the category cells."""
        return f"{SHEET}!$A$2:$A${len(self.categories) + 1}"

    def name_cell(self, column: int) -> str:
        """Return the reference of a column's heading."""
        return f"{SHEET}!${column_letter(column + 1)}$1"

    def number_range(self, column: int) -> str:
        """Return the reference of a column's numbers."""
        letter = column_letter(column + 1)
        return f"{SHEET}!${letter}$2:${letter}${len(self.categories) + 1}"


def column_letter(index: int) -> str:
    """Return the letters of the column ``index`` places right of A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def chart_table(spec: ChartSpec) -> ChartTable:
    """Return the table behind ``spec``.

    Raises:
        ValueError: a series and the categories differ in number, a number is not finite, or the kind needs another
            count of series (one for a pie or waterfall, three for a bubble chart).
    """
    _check_shape(spec)
    categories = tuple(str(name) for name in spec.categories)
    if spec.kind is ChartKind.WATERFALL:
        columns = waterfall_columns(spec)
        return ChartTable(categories, columns, _places(spec, columns))
    if spec.kind is ChartKind.BUBBLE:
        return _bubble_table(spec, categories)
    columns = tuple(
        ChartColumn(
            str(series.name) + (HELPER if series.look is Look.UNSEEN else ""),
            tuple(None if point.value is None else exact(point.value, spec.scale) for point in series.points),
            spec.number_format,
            series.look,
            "base" if series.look is Look.UNSEEN else "series",
        )
        for series in spec.series
    )
    return ChartTable(categories, columns, _places(spec, columns))


def _check_shape(spec: ChartSpec) -> None:
    if not spec.categories or not spec.series:
        raise ValueError(f"chart {spec.name!r} has no categories or no series")
    for series in spec.series:
        if len(series.points) != len(spec.categories):
            found, needed = len(series.points), len(spec.categories)
            raise ValueError(f"chart {spec.name!r}: {series.name} has {found} points for {needed} categories")
    count = {ChartKind.PIE: 1, ChartKind.WATERFALL: 1, ChartKind.BUBBLE: 3}.get(spec.kind)
    if count and len(spec.series) != count:
        raise ValueError(f"chart {spec.name!r}: a {spec.kind.value} needs {count} series, not {len(spec.series)}")


def _bubble_table(spec: ChartSpec, categories: tuple[str, ...]) -> ChartTable:
    """Return across, up and size of each bubble; with steps, a tiny unseen bubble to write each word at its height.

    A number format can tell three numbers apart and the axis has four, so the words cannot be the axis's own numbers.
    """
    helpers = tuple(("0", str(height), "0.0001") for height in range(1, len(spec.steps) + 1))
    formats = (spec.number_format, steps_format(spec.steps), "General")
    columns = []
    for number, (series, code) in enumerate(zip(spec.series, formats, strict=True)):
        scale = spec.scale if number == 0 else 1
        own = tuple(None if point.value is None else exact(point.value, scale) for point in series.points)
        columns.append(ChartColumn(str(series.name), own + tuple(helper[number] for helper in helpers), code))
    corner = f"(rows {', '.join(spec.steps)}: helpers, not shown, that write the words of the axis)" if helpers else ""
    return ChartTable(categories + spec.steps, tuple(columns), _places(spec, tuple(columns)), corner)


def _places(spec: ChartSpec, columns: tuple[ChartColumn, ...]) -> tuple[ChartPlace, ...]:
    """Return where words and numbers stand, gaps too: whoever checks the file knows what must not be there."""
    found = [ChartPlace(f"A{row}", words) for row, words in enumerate(spec.categories, start=2)]
    for index, column in enumerate(columns):
        letter = column_letter(index + 1)
        series = spec.series[0] if spec.kind is ChartKind.WATERFALL else spec.series[index]
        if column.role in ("series", "level"):
            found.append(ChartPlace(f"{letter}1", series.name))
        if column.role == "base" or column.role.endswith("rest"):
            continue
        found += [
            ChartPlace(f"{letter}{row + 2}", point.printed)
            for row, point in enumerate(series.points)
            if column.numbers[row] is not None or (point.value is None and point.printed.ref.startswith("fact:"))
        ]
    titles = (("value axis", spec.value_axis), ("category axis", spec.category_axis))
    return (*found, *(ChartPlace(where, words) for where, words in titles if str(words)))
