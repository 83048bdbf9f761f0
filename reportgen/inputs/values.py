"""Reading one cell as an officer types it: the value its column declares, or why it cannot be read.

A wrong read is worse than a refusal: whatever could be read two ways is refused with both ways named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportgen.codes import ALL, Code, Symbol
from reportgen.errors import Severity
from reportgen.inputs.cleaning import clean_text
from reportgen.inputs.dates import read_academic_year, read_date, read_financial_year, read_period
from reportgen.inputs.fault import Fault, Unreadable, nearest, quoted
from reportgen.inputs.numbers import NEEDED, is_percent_format, percent_shown, read_number
from reportgen.inputs.table import Column, Kind, Value
from reportgen.office.sheets import CellKind, SheetCell

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.PERCENT})

_SYMBOLS = {symbol.value: symbol for symbol in Symbol}
_LEGACY = {
    ":": Symbol.NOT_AVAILABLE,
    "..": Symbol.NOT_AVAILABLE,
    "...": Symbol.NOT_AVAILABLE,
    "-": Symbol.NOT_AVAILABLE,
    "–": Symbol.NOT_AVAILABLE,
    "null": Symbol.NOT_AVAILABLE,
    "n/a": Symbol.NOT_APPLICABLE,
    "na": Symbol.NOT_APPLICABLE,
    ".": Symbol.NOT_APPLICABLE,
    "~": Symbol.LOW,
    "k": Symbol.LOW,
    "*": Symbol.CONFIDENTIAL,
}
_BELOW = re.compile(r"(<|≤|under |below |fewer than |less than |up to )=?\s?[0-9]+|[1-9]\s?(-|–|to)\s?[0-9]", re.I)
_ERRORS = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA|#+)", re.IGNORECASE)
_CUT_DIGITS = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")
_TEXT_FORMULA = re.compile(r'="(.*)"')
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
TOTALS = frozenset({"total", "totals", "grand total", "sub total", "subtotal", "sub totals", "sum", "overall"})
"""Words that mark a row as a sum of other rows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's value and, where there is something to say about it, the fault (an error leaves the value blank)."""

    value: Value
    fault: Fault | None = None


def read_value(column: Column, cell: SheetCell) -> Reading:
    """Return what the cell holds, as its column declares. Never raises for content."""
    if cell.kind is CellKind.TEXT:
        text = clean_text(cell.text).strip()
        cell = SheetCell(cell.row, cell.column, cell.kind, text, cell.number_format)
        if not text:
            return Reading(None)
    try:
        _refuse_broken(cell)
        if column.kind in NUMERIC:
            return _read_numeric(column, cell)
        return Reading(_read_other(column, cell))
    except Unreadable as unreadable:
        return Reading(None, unreadable.fault)


def _refuse_broken(cell: SheetCell) -> None:
    """Refuse what Excel itself could not work out."""
    if cell.kind is CellKind.FORMULA:
        raise Unreadable(
            f"found a formula without a saved result ({quoted(cell.text)})",
            "a value is needed",
            "open the workbook in Excel, let it calculate and save it, or type the value",
        )
    if cell.kind is CellKind.ERROR or (cell.kind is CellKind.TEXT and _ERRORS.fullmatch(cell.text)):
        raise Unreadable(
            f"found the Excel error {quoted(cell.text)}", "a value is needed", "correct the formula, or type the value"
        )


def _read_numeric(column: Column, cell: SheetCell) -> Reading:
    if cell.kind in (CellKind.DATE, CellKind.BOOLEAN):
        what = f"the date {cell.text[:10]}" if cell.kind is CellKind.DATE else cell.text
        raise Unreadable(f"found {what}", NEEDED[column.kind], "format the cell as a number and type it again")
    if cell.kind is CellKind.TEXT:
        symbol, old = _symbol(cell.text)
        if symbol is not None:
            return _symbol_reading(column, cell.text, symbol, old)
    return Reading(read_number(cell, column.kind))


def _symbol(text: str) -> tuple[Symbol | None, bool]:
    """Return the symbol the text stands for, and whether it is an older way of writing it."""
    word = " ".join(text.casefold().split())
    inner = word[1:-1].strip() if word.startswith("[") and word.endswith("]") else word
    if inner in _SYMBOLS:
        return _SYMBOLS[inner], False
    if inner in _LEGACY:
        return _LEGACY[inner], True
    if _BELOW.fullmatch(inner):
        return Symbol.CONFIDENTIAL, True
    return None, False


def _symbol_reading(column: Column, text: str, symbol: Symbol, old: bool) -> Reading:
    if not column.allows_symbol:
        raise Unreadable(
            f"found {quoted(text)}, which stands for a missing value",
            NEEDED[column.kind],
            "type the number, or leave the cell blank",
        )
    if not old:
        return Reading(symbol)
    fault = Fault(
        f"found {quoted(text)}, read as {symbol.value} ({symbol.meaning})",
        "a number, or one of z, x, c, low, u is needed",
        f"write {symbol.value} if that is right, or the number",
        Severity.WARNING,
    )
    return Reading(symbol, fault)


def _read_other(column: Column, cell: SheetCell) -> Value:
    match column.kind:
        case Kind.DATE:
            return read_date(cell)
        case Kind.YES_NO:
            return _read_yes_no(cell)
        case Kind.CODE:
            return _read_code(column, cell)
        case Kind.PERIOD:
            return read_period(cell)
        case Kind.FINANCIAL_YEAR:
            return read_financial_year(cell)
        case Kind.ACADEMIC_YEAR:
            return read_academic_year(cell)
        case Kind.IDENTIFIER:
            return _read_identifier(cell)
        case Kind.LIST:
            parts = (" ".join(part.split()) for part in _read_text(cell).split(column.separator))
            return tuple(part for part in parts if part) or None
        case _:
            return _read_text(cell)


def _read_yes_no(cell: SheetCell) -> bool:
    word = cell.text.casefold().rstrip(".")
    if cell.kind is not CellKind.DATE and word in _YES | _NO:
        return word in _YES
    raise Unreadable(f"found {quoted(cell.text)}", "yes or no is needed", "write yes or no, or leave the cell blank")


_SPACING = re.compile(r"[\s_\-‐-―−/,.()]+")
_RANGE_WORD = re.compile(r"(?<=[0-9]) to (?=[0-9])")


@lru_cache(maxsize=4096)
def code_key(text: str) -> str:
    """Return a code or label without case, dashes, underscores and spacing, to compare with another."""
    return _RANGE_WORD.sub(" ", _SPACING.sub(" ", text.casefold().replace("&", " and ")).strip())


def _read_code(column: Column, cell: SheetCell) -> str:
    needed = f"one of {', '.join(_code_names(column))} is needed"
    if cell.kind is CellKind.DATE:
        raise Unreadable(
            f"found the date {cell.text[:10]}, perhaps a code such as 5-10 that Excel took for a date",
            needed,
            "format the cell as text in Excel and type the code again",
        )
    key = code_key(cell.text)
    if column.allows_all and (key == ALL or key in TOTALS):
        return ALL
    matches = {code.code for code in column.codes if key in _code_keys(code)}
    if len(matches) == 1:
        return matches.pop()
    labels = [name for code in column.codes for name in (code.code, code.label)]
    advice = nearest(cell.text, labels, f"use a code of the list for {column.name}")
    if re.fullmatch(r"[0-9]{1,2}[- ][A-Za-z]{3}|[A-Za-z]{3}[- ][0-9]{2}", cell.text):
        advice = "Excel took the code for a date; format the cell as text and type the code again"
    raise Unreadable(f"found {quoted(cell.text)}, which is not a known {column.name}", needed, advice)


def _code_keys(code: Code) -> set[str]:
    short = {code_key(code.short)} if len(code.short) > 1 else set()
    return {code_key(code.code), code_key(code.label)} | short


def _code_names(column: Column) -> list[str]:
    return [code.code for code in column.codes] + ([ALL] if column.allows_all else [])


def _read_identifier(cell: SheetCell) -> str:
    """Return an identifier with every digit and leading zero, or refuse one that may have lost some."""
    needed, remedy = "an identifier typed as text is needed", "format the cell as text and type it again"
    if cell.kind in (CellKind.DATE, CellKind.BOOLEAN):
        raise Unreadable(f"found {quoted(cell.text)}, which Excel may have changed", needed, remedy)
    if cell.kind is CellKind.NUMBER:
        if not re.fullmatch(r"[0-9]{1,15}", cell.text):
            raise Unreadable(f"found the number {quoted(cell.text)}, which may have lost digits", needed, remedy)
        zeros = re.fullmatch(r"0+", cell.number_format)
        return cell.text.zfill(len(cell.number_format)) if zeros else cell.text
    if _CUT_DIGITS.fullmatch(cell.text):
        raise Unreadable(f"found {quoted(cell.text)}, a number whose digits were lost", needed, remedy)
    formula = _TEXT_FORMULA.fullmatch(cell.text)
    return " ".join((formula[1] if formula else cell.text).split())


def _read_text(cell: SheetCell) -> str:
    """Return text; a number typed into a text column as the sheet shows it."""
    needed, remedy = "text is needed", "format the cell as text and type it again"
    if cell.kind is CellKind.BOOLEAN:
        raise Unreadable(f"found {cell.text}", needed, remedy)
    if cell.kind is CellKind.DATE:
        if not {"d", "m", "y"} <= set(cell.number_format.casefold()) or not re.match(r"\d{4}-", cell.text):
            raise Unreadable(f"found the date {cell.text[:10]}, perhaps words that Excel took for one", needed, remedy)
        return f"{cell.text[8:10]}/{cell.text[5:7]}/{cell.text[:4]}"
    if cell.kind is CellKind.NUMBER and is_percent_format(cell.number_format):
        return percent_shown(cell.text)
    return cell.text
