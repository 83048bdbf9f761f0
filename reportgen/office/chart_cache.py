"""What a chart part keeps of its data: references into the workbook and the cache of what stands there."""

from __future__ import annotations

from functools import lru_cache

from reportgen.office.chart_table import ChartTable
from reportgen.office.markup import escape_cell_text, escape_text


def write_name(reference: str, name: str) -> str:
    """Return ``c:tx`` with the cell a series takes its name from and its cache."""
    return (
        f'<c:tx><c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape_cell_text(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def write_categories(table: ChartTable) -> str:
    """Return ``c:cat`` with the category cells and their cache."""
    return (
        f"<c:cat><c:strRef><c:f>{table.category_range()}</c:f><c:strCache>{_names(table.categories)}</c:strCache>"
        "</c:strRef></c:cat>"
    )


@lru_cache(maxsize=64)
def _names(categories: tuple[str, ...]) -> str:
    """The cached categories: every series of a chart repeats them."""
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{escape_cell_text(name)}</c:v></c:pt>' for number, name in enumerate(categories)
    )
    return f'<c:ptCount val="{len(categories)}"/>{points}'


def write_numbers(tag: str, reference: str, numbers: tuple[str | None, ...], code: str) -> str:
    """Return ``c:val`` or its like: a gap has no cached point."""
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{text}</c:v></c:pt>' for number, text in enumerate(numbers) if text is not None
    )
    return (
        f"<{tag}><c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{escape_text(code)}</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef></{tag}>'
    )


def write_data(table: ChartTable, column: int) -> str:
    """Return ``c:cat`` and ``c:val`` of a column."""
    held = table.columns[column]
    numbers = write_numbers("c:val", table.number_range(column), held.numbers, held.number_format)
    return write_categories(table) + numbers


def write_head(table: ChartTable, column: int, shape: str) -> str:
    """Return what every ``c:ser`` begins with: its number, its name and its ``c:spPr``."""
    name = write_name(table.name_cell(column), table.columns[column].name)
    return f'<c:idx val="{column}"/><c:order val="{column}"/>{name}{shape}'
