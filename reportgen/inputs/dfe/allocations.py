"""Dedicated schools grant allocations (``.ods``): one authority's blocks, before and after recoupment.

A title in row 1 with the years, the blocks' names in row 2, letters of formulas below it, England, the authorities by
their three-digit number, and regional totals at the bottom. The date in the file's name is the day it was published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.inputs.fault import quoted
from reportgen.office.ods import OdsSheet, read_ods

SUMMARY = "Allocations_summary"
_TITLE = re.compile(r"dedicated schools grant.*?(20\d\d) to (20\d\d) allocations", re.IGNORECASE)
_PUBLISHED = re.compile(r"(20\d\d)_(\d\d)_(\d\d)")
_BLOCKS = (
    ("schools block", "schools"),
    ("central school services block", "central"),
    ("high needs block", "high_needs"),
    ("early years block", "early_years"),
    ("total dsg allocation", "total"),
)
_GROUPS = (("before recoupment", "gross"), ("after deductions", "net"))


@dataclass(frozen=True, slots=True)
class Allocation:
    """One block of one year: pounds, ``gross`` before recoupment or ``net`` after it."""

    financial_year: str
    block: str
    recoupment: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Allocations:
    """One file: amounts by the three-digit number and by the name of an authority, and the day of publication."""

    file: str
    published: str
    by_code: dict[str, tuple[Allocation, ...]]
    by_name: dict[str, tuple[Allocation, ...]]


def read_allocations(data: bytes, file: str) -> Allocations:
    """Return the allocations in a file. Raises ProblemsError where it is not laid out as expected."""
    sheet = next((sheet for sheet in read_ods(data, file) if sheet.name == SUMMARY), None)
    if sheet is None:
        raise _refused(file, f"found no sheet {SUMMARY}")
    title = _TITLE.match(sheet.text(1, 1))
    if title is None:
        raise _refused(file, f"found the title {quoted(sheet.text(1, 1))}")
    year = f"{title[1]}-{int(title[2]) % 100:02d}"
    columns = _columns(sheet, file)
    by_code: dict[str, tuple[Allocation, ...]] = {}
    by_name: dict[str, tuple[Allocation, ...]] = {}
    for row in range(3, sheet.last_row + 1):
        code, name = sheet.text(row, 1).strip(), sheet.text(row, 2).strip()
        if re.fullmatch(r"\d{3}", code):
            amounts = tuple(
                Allocation(year, block, recoupment, _amount(sheet, row, column, file))
                for column, (block, recoupment) in columns.items()
            )
            by_code[code] = by_name[name.casefold()] = amounts
    if not by_code:
        raise _refused(file, "found no row that starts with an authority's three-digit number")
    date = _PUBLISHED.search(file)
    return Allocations(file, "-".join(date.groups()) if date else "", by_code, by_name)


def _columns(sheet: OdsSheet, file: str) -> dict[int, tuple[str, str]]:
    """Return the block and basis of each column, from the headings in rows 1 and 2."""
    found: dict[int, tuple[str, str]] = {}
    basis = ""
    for column in range(3, sheet.last_column + 1):
        above = sheet.text(1, column).casefold()
        basis = next((code for words, code in _GROUPS if words in above), basis)
        heading = sheet.text(2, column).casefold()
        block = next((code for words, code in _BLOCKS if heading.startswith(words)), "")
        if block and basis:
            found[column] = block, basis
    wanted = {(block, basis) for _words, block in _BLOCKS for _group, basis in _GROUPS}
    if set(found.values()) != wanted or len(found) != len(wanted):
        raise _refused(file, f"found {len(set(found.values()) & wanted)} of the {len(wanted)} block columns")
    return found


def _amount(sheet: OdsSheet, row: int, column: int, file: str) -> Decimal:
    text = sheet.value(row, column)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        place = Place(file, SUMMARY, sheet.ref(row, column))
        problem = Problem(place, f"found {quoted(text)}", "pounds are needed", "download the file again")
        raise ProblemsError([problem]) from error


def _refused(file: str, found: str) -> ProblemsError:
    needed = f"the sheet {SUMMARY} with its title in row 1, the five blocks in row 2, before and after recoupment"
    return ProblemsError([Problem(Place(file), found, f"{needed}, is needed", "download the DfE's DSG allocations")])
