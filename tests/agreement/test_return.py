"""The return and the plain-text minutes print the same facts as the paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
import pytest

from tests.agreement.checker import numbers_in, read_places
from tests.agreement.packs import BuiltPack
from tests.agreement.printing import PublishedRow, read_rows


def open_return(pack: BuiltPack) -> Any:
    return openpyxl.load_workbook(io.BytesIO(pack.read("restricted/return.xlsx")))


ONE_DECIMAL = ("Grant measures", "Grant benefits children")


def expected_value(sheet: str, added: str, facts: Mapping[str, PublishedRow]) -> Decimal:
    """The facts named added up and taken off, rounded half up as the sheet's form says."""
    total = Decimal(0)
    for sign, fact_id in [] if added.startswith("none") else re.findall(r"([−+]?) ?(\S+)(?: |$)", added):
        total += (-1 if sign == "−" else 1) * (facts[fact_id].value or Decimal(0))
    return total.quantize(Decimal("0.1") if sheet in ONE_DECIMAL else Decimal(1), ROUND_HALF_UP)


def cells_that_differ(pack: BuiltPack, book: Any) -> list[str]:
    """Every mapped cell of the return whose number is not the sum of its facts."""
    facts = read_rows(pack.read("restricted/facts.csv"))
    wrong = []
    for sheet, label, year, added, *_ in book["Cell map"].iter_rows(min_row=5, values_only=True):
        rows = list(book[sheet].iter_rows(values_only=True))
        heading = next(row for row in rows if year in row)
        value = next(row for row in rows if row[0] == label)[heading.index(year)]
        expected = expected_value(sheet, added, facts)
        if Decimal(str(value)) != expected:
            wrong.append(f"{sheet} {label} {year}: {value}, the facts say {expected}")
    return wrong


def test_every_cell_of_the_return_is_its_facts(illustrative: BuiltPack) -> None:
    book = open_return(illustrative)
    assert book["Cell map"].max_row > 100
    assert cells_that_differ(illustrative, book) == []


@pytest.mark.real
def test_every_cell_of_the_windsor_and_maidenhead_return_is_its_facts(real_pack: BuiltPack) -> None:
    book = open_return(real_pack)
    assert cells_that_differ(real_pack, book) == []


def test_a_cell_of_the_return_typed_over_is_caught(illustrative: BuiltPack) -> None:
    book = open_return(illustrative)
    sheet = book["MmSoA need"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int))
    cell.value = cell.value + 1
    assert len(cells_that_differ(illustrative, book)) == 1


def test_the_plain_minutes_say_the_numbers_of_the_word_minutes(illustrative: BuiltPack) -> None:
    with zipfile.ZipFile(io.BytesIO(illustrative.read("meeting/minutes.docx"))) as package:
        printed = [place.text for place in read_places(package) if place.part == "word/document.xml"]
    plain = illustrative.read("meeting/minutes.txt").decode("utf-8-sig")
    said = {number for text in printed for number in numbers_in(text)}
    static = set(re.findall(r"(?:Module |A)(\d+)", plain))
    assert [number for number in numbers_in(plain) if number not in said | static] == []
    facts = [text for text in printed if numbers_in(text)]
    assert [text for text in facts if " ".join(text.split()) not in " ".join(plain.split())] == []
