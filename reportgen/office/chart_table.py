"""The numbers of a chart as the sheet behind it holds them: one row a category, one column a series.

Cache and embedded workbook are both written from this table, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.office.values import ChartKind, ChartPoint, ChartSpec, Look, Words

SHEET = "Data"
HELPER = " (helper, not shown)"


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column of numbers as exact decimal text; None is an empty cell. ``role`` says how the series is drawn."""

    name: str
    numbers: tuple[str | None, ...]
    number_format: str
    look: Look = Look.SOLID
    role: str = "series"


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
    if spec.kind is ChartKind.WATERFALL:
        columns, shown = _waterfall_columns(spec)
    else:
        columns = tuple(
            ChartColumn(
                str(series.name), tuple(scaled(point, spec.scale) for point in series.points), code, series.look
            )
            for series, code in zip(spec.series, _number_formats(spec), strict=True)
        )
        shown = tuple(tuple(range(len(spec.categories))) for _ in spec.series)
    return ChartTable(tuple(str(name) for name in spec.categories), columns, _places(spec, columns, shown))


def _check_shape(spec: ChartSpec) -> None:
    if not spec.categories or not spec.series:
        raise ValueError(f"chart {spec.name!r} has no categories or no series")
    for series in spec.series:
        if len(series.points) != len(spec.categories):
            raise ValueError(
                f"chart {spec.name!r}: {series.name} has {len(series.points)} points for {len(spec.categories)}"
            )
    needed = {ChartKind.PIE: 1, ChartKind.WATERFALL: 1, ChartKind.BUBBLE: 3}.get(spec.kind)
    if needed and len(spec.series) != needed:
        raise ValueError(f"chart {spec.name!r}: a {spec.kind.value} needs {needed} series, not {len(spec.series)}")


def _number_formats(spec: ChartSpec) -> tuple[str, ...]:
    if spec.kind is not ChartKind.BUBBLE:
        return tuple(spec.number_format for _ in spec.series)
    return (spec.number_format, steps_format(spec.steps), "General")


def steps_format(steps: tuple[str, ...]) -> str:
    """Return the number format that prints 1, 2 and 3 as words; other numbers print as nothing."""
    quoted = ['"' + step.replace('"', "'") + '"' for step in steps]
    if len(quoted) < 2:
        return "General"
    tests = [f"[={number}]{word}" for number, word in enumerate(quoted[:2], start=1)]
    return ";".join([*tests, quoted[2] if len(quoted) > 2 else '""'])


def scaled(point: ChartPoint, scale: int) -> str | None:
    """Return the point's value divided by ``scale`` as exact decimal text, or None for a gap."""
    return None if point.value is None else exact(point.value, scale)


def exact(value: Decimal | int, scale: int = 1) -> str:
    """Return ``value / scale`` in plain decimal digits, without exponent or needless zeros."""
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("a chart draws finite numbers only")
    with localcontext() as context:
        context.prec = 40
        text = format(number / scale, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _waterfall_columns(spec: ChartSpec) -> tuple[tuple[ChartColumn, ...], tuple[tuple[int, ...], ...]]:
    """Return base, level, rise and fall columns, and for each the rows whose point is printed there."""
    base: list[Decimal | None] = []
    level: list[Decimal | None] = []
    rise: list[Decimal | None] = []
    fall: list[Decimal | None] = []
    running: Decimal | None = None
    for number, point in enumerate(spec.series[0].points):
        value = None if point.value is None else Decimal(point.value)
        cells: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None] = (None, None, None, None)
        if is_level(spec, number):
            running, cells = value, (None, value, None, None)
        elif value is not None and running is not None:
            cells = _step(running, value)
            running += value
        else:
            running = None
        for column, cell in zip((base, level, rise, fall), cells, strict=True):
            column.append(cell)
    code = spec.number_format
    made = (
        (f"Base{HELPER}", base, code, Look.UNSEEN, "base"),
        (str(spec.series[0].name), level, code, Look.SOLID, "level"),
        ("Increase", rise, signed_format(code, "+"), Look.SOLID, "rise"),
        ("Decrease", fall, signed_format(code, "−"), Look.SOLID, "fall"),
    )
    columns = tuple(
        ChartColumn(name, tuple(None if cell is None else exact(cell, spec.scale) for cell in cells), form, look, role)
        for name, cells, form, look, role in made
    )
    shown = tuple(
        tuple(row for row, number in enumerate(column.numbers) if number is not None and column.role != "base")
        for column in columns
    )
    return columns, shown


def is_level(spec: ChartSpec, number: int) -> bool:
    """Whether a waterfall's bar stands on the axis: the first, those marked, those in the first one's own colour."""
    points = spec.series[0].points
    return number == 0 or points[number].total or (bool(points[0].colour) and points[number].colour == points[0].colour)


def _step(start: Decimal, change: Decimal) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
    """Return base, level, rise and fall of a bar from ``start`` by ``change``.

    Bars stack away from zero, so below zero base and step are negative.

    Raises:
        ValueError: the bar would cross zero, which stacked bars cannot show as one.
    """
    end = start + change
    if min(start, end) < 0 < max(start, end):
        raise ValueError("a waterfall's bar crosses zero: draw levels on one side of it")
    sign = -1 if min(start, end) < 0 else 1
    base = sign * min(abs(start), abs(end))
    size = sign * abs(change)
    return (base, None, size, None) if change > 0 else (base, None, None, size)


def signed_format(code: str, sign: str) -> str:
    """Return ``code`` with a sign before the number, whichever way its bar points."""
    positive = code.split(";")[0]
    return f'"{sign}"{positive};"{sign}"{positive}'


def _places(
    spec: ChartSpec, columns: tuple[ChartColumn, ...], shown: tuple[tuple[int, ...], ...]
) -> tuple[ChartPlace, ...]:
    found = [ChartPlace(f"A{row}", words) for row, words in enumerate(spec.categories, start=2)]
    for index, (column, rows) in enumerate(zip(columns, shown, strict=True)):
        letter = column_letter(index + 1)
        series = spec.series[0] if spec.kind is ChartKind.WATERFALL else spec.series[index]
        if column.role in ("series", "level"):
            found.append(ChartPlace(f"{letter}1", series.name))
        found += [
            ChartPlace(f"{letter}{row + 2}", series.points[row].printed)
            for row in rows
            if column.numbers[row] is not None
        ]
    titles = (("value axis", spec.value_axis), ("category axis", spec.category_axis))
    return (*found, *(ChartPlace(where, words) for where, words in titles if str(words)))
