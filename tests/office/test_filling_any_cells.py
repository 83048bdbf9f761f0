"""Whatever is filled in reads back equal, and nothing else in the workbook is another thing than before."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen import office
from reportgen.errors import ProblemsError
from reportgen.office import CellAddress
from reportgen.office.cell_areas import cell_name
from reportgen.office.cell_values import CellValue
from reportgen.office.check_parts import TAG
from reportgen.office.invariants import check_package
from reportgen.office.markup import FORBIDDEN
from reportgen.office.open_workbook import OpenWorkbook
from tests.office.returns_to_fill import changed_parts, make_return, parts_of

REAL = (Path(__file__).parents[2] / "../shared/real").resolve()
WORKBOOKS = (
    *sorted((REAL / "corpus/xlsx").glob("*.xlsx")),
    *sorted((REAL / "dsg").glob("*.xlsx")),
    *sorted((REAL / "nasty").rglob("*.xlsx")),
)
SHEETS = {"Return": 1, "Totals": 2, "Lists": 3, "Notes": 4}
RESULTS = {("Return", "D4"), ("Return", "D5")}
"""Saved results of an array formula, which stand in cells without a formula of their own."""
NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(-(10**9), 10**9, places=4),
    st.floats(-1e200, 1e200, allow_nan=False).filter(lambda number: number == 0 or abs(number) > 1e-200),
)
TEXTS = st.text(min_size=1, max_size=40).filter(
    lambda text: bool(text.strip()) and not FORBIDDEN.search(text) and "\r" not in text and "_x" not in text
)
"""With template tags among them, which a workbook takes for words like any other."""
ANYTHING = st.one_of(NUMBERS, TEXTS, st.booleans())
DAYS = st.dates(date(1900, 3, 1), date(2100, 12, 31))
FREE = st.tuples(
    st.sampled_from(["Totals", "Lists", "Notes"]), st.builds(cell_name, st.integers(20, 60), st.integers(1, 40))
)
OPEN = st.one_of(
    st.tuples(st.just(("Return", "B3")), NUMBERS),
    st.tuples(st.just(("Return", "B5")), DAYS),
    st.tuples(st.just(("Return", "B6")), TEXTS),
    st.tuples(st.just(("Return", "B7")), ANYTHING),
    st.tuples(FREE, ANYTHING),
)
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@cache
def original(is_1904: bool) -> bytes:
    return make_return(is_1904=is_1904)


@cache
def original_contents(is_1904: bool) -> dict[tuple[str, str], object]:
    return contents(original(is_1904))


def contents(data: bytes) -> dict[tuple[str, str], object]:
    """Every cell's value or formula as openpyxl has them."""
    found: dict[tuple[str, str], object] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for cell in sheet._cells.values():  # those that are there: a sheet may be a million rows of nothing
            if cell.value is not None:
                found[sheet.title, cell.coordinate] = getattr(cell.value, "text", cell.value)
    return found


def as_read(value: CellValue, *, is_1904: bool) -> object:
    """What openpyxl makes of a value: floats for fractions, days as moments, day nought of a workbook as midnight."""
    if value == date(1904, 1, 1) and is_1904:
        return time()
    if isinstance(value, date):
        return datetime.combine(value, datetime.min.time())
    return float(value) if isinstance(value, Decimal) else value


@settings(max_examples=60, deadline=None)
@example([(("Return", "B5"), date(1904, 1, 1))], True)
@example([(("Return", "B5"), date(1903, 1, 1))], True)
@example([(("Return", "B6"), "{{")], False)
@given(st.lists(OPEN, min_size=1, max_size=12), st.booleans())
def test_random_values_in_random_cells_read_back_equal_and_nothing_else_changes(
    filled_in: list[tuple[tuple[str, str], CellValue]], is_1904: bool
) -> None:
    cells = dict(filled_in)
    if is_1904:
        cells = {key: value for key, value in cells.items() if not isinstance(value, date) or value.year > 1903}
    data = original(is_1904)
    filled = office.fill(data, {CellAddress(*key): value for key, value in cells.items()})
    before, after = original_contents(is_1904), contents(filled.data)
    assert {key: after[key] for key in cells} == {key: as_read(value, is_1904=is_1904) for key, value in cells.items()}
    kept = before.keys() - cells.keys() - (RESULTS if cells else set())
    assert {key: after[key] for key in after.keys() - cells.keys()} == {key: before[key] for key in kept}
    sheets = {f"xl/worksheets/sheet{SHEETS[sheet]}.xml" for sheet, _ in cells}
    if cells:
        formulas = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"}
        assert changed_parts(data, filled.data) == sheets | formulas
    tags = {
        f"xl/worksheets/sheet{SHEETS[sheet]}.xml: a template tag is left in “{value}”"
        for (sheet, _), value in cells.items()
        if isinstance(value, str) and TAG.search(value)
    }
    assert set(check_package(filled.data)) == tags, "the filled workbook is sound, tags that were filled in aside"


def free_cell(data: bytes, file: str) -> CellAddress:
    """A blank cell beside what the first sheet holds."""
    workbook = OpenWorkbook(data, file)
    tab = workbook.worksheets()[0]
    last = max((column for _, column in workbook.grid(tab).cells), default=0)
    return CellAddress(tab.name, cell_name(2, min(last + 2, 16_384)))


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real data stands beside the repository, in ../shared/real")
@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_real_workbook_changes_in_one_cell_or_is_refused_in_one_sentence(path: Path) -> None:
    data = path.read_bytes()
    try:
        cell = free_cell(data, path.name)
        filled = office.fill(path, {cell: 42})
        annotated = office.annotate(path, {cell: "Look here"})
    except ProblemsError as error:
        (problem,) = error.problems
        assert problem.place.file == path.name
        assert len(str(problem)) < 300
        assert path.parent.name == "nasty", "none of the others is refused"
        return
    assert [(change.sheet, change.cell) for change in filled.changed] == [cell]
    before, after = parts_of(data), parts_of(filled.data)
    assert list(before) == list(after) or sorted(before) == sorted(after)
    allowed = {name for name in before if "worksheets/sheet" in name} | {"xl/workbook.xml"}
    assert changed_parts(data, filled.data) <= allowed
    known = check_package(data)
    assert [message for message in check_package(filled.data) if message not in known] == []
    assert [message for message in check_package(annotated) if message not in known] == []
    if not known:
        expected = contents(data) | {(cell.sheet, cell.cell): 42}
        assert contents(filled.data) == expected
        assert contents(annotated) == contents(data)
