"""Numbers as officers type them, read exactly or refused: no float ever comes out."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.inputs.fault import Unreadable, quoted
from reportgen.inputs.table import Kind
from reportgen.office.sheets import CellKind, SheetCell

_LARGEST = Decimal(10) ** 15
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_EXPONENT = re.compile(r"[-+]?[0-9](\.[0-9]+)?[eE][-+]?[0-9]+")
_BRACKETS = re.compile(r"(£\s?)?\(\s*(?P<inside>[^()]+?)\s*\)")
_THOUSANDS = re.compile("(?<=[0-9])[\u00a0\u2009\u202f'](?=[0-9]{3}(?![0-9]))")
_MINUSES = re.compile("^[-−–]\\s?")
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_SCALED = re.compile(r"(?P<number>.*?[0-9])\s*(?P<scale>k|thousand|mn?|million|bn|billion)", re.IGNORECASE)
_QUOTED_PART = re.compile(r'"[^"]*"|\\.')

NEEDED = {
    Kind.INTEGER: "a whole number such as 1,342 is needed",
    Kind.NUMBER: "a number such as 61.2 is needed",
    Kind.MONEY: "pounds such as £1,234 are needed, negative as -£1,234 or (£1,234)",
    Kind.PERCENT: "a percent such as 12.5% is needed",
}


def read_number(cell: SheetCell, kind: Kind) -> int | Decimal:
    """Return the number in a cell of a numeric column. Raises Unreadable where it could be read two ways."""
    number = _from_stored(cell, kind) if cell.kind is CellKind.NUMBER else _from_text(cell.text, kind)
    if abs(number) >= _LARGEST:
        raise Unreadable(f"found {quoted(cell.text)}", NEEDED[kind], "check the number of digits")
    if number == number.to_integral_value():
        return int(number)
    if kind is Kind.INTEGER:
        raise Unreadable(f"found {quoted(cell.text)}, which is not whole", NEEDED[kind], "give the whole count")
    return number


def is_percent_format(number_format: str) -> bool:
    """Whether Excel shows the number times 100 with a percent sign."""
    return "%" in _QUOTED_PART.sub("", number_format)


def percent_shown(digits: str) -> str:
    """Return a stored share as Excel shows it in a percent format: ``0.125`` is ``12.5%``."""
    share = format(Decimal(digits) * 100, "f")
    return (share.rstrip("0").rstrip(".") if "." in share else share) + "%"


def _from_stored(cell: SheetCell, kind: Kind) -> Decimal:
    """Return a number cell's value as the sheet shows it: 0.125 shown as 12.5% is 12.5."""
    number = Decimal(cell.text)
    if is_percent_format(cell.number_format):
        if kind not in (Kind.PERCENT, Kind.NUMBER):
            raise Unreadable(
                f"found a percentage ({number * 100:f}%)", NEEDED[kind], "give the number itself, not a share"
            )
        return number * 100
    if kind is Kind.PERCENT:
        _refuse_bare_fraction(number, cell.text)
    return number


def _refuse_bare_fraction(number: Decimal, text: str) -> None:
    if 0 < abs(number) < 1:
        share = format((number * 100).normalize(), "f")
        raise Unreadable(
            f"found {quoted(text)} without a % sign, which could be {text}% or {share}%",
            NEEDED[Kind.PERCENT],
            f"write {share}% or {text}% with the sign",
        )


def _from_text(original: str, kind: Kind) -> Decimal:
    def refused(remedy: str) -> Unreadable:
        return Unreadable(f"found {quoted(original)}", NEEDED[kind], remedy)

    text, negative = _without_sign(original.strip(), refused("use either a minus sign or brackets, once"))
    if _EXPONENT.fullmatch(text):
        raise refused("the digits were lost when it was saved; type the number in full")
    text, power = _without_scale(text, kind)
    percent_sign = text.endswith("%") or text.casefold().endswith((" percent", " per cent"))
    if percent_sign:
        if kind not in (Kind.PERCENT, Kind.NUMBER):
            raise refused("give the number itself, not a share")
        text = re.sub(r"\s*(%|per ?cent)$", "", text, flags=re.IGNORECASE)
    if kind in (Kind.INTEGER, Kind.PERCENT) and ("£" in original or "GBP" in original):
        raise refused("this column does not hold money; give the number itself")
    if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise refused(_advice(text))
    if kind in (Kind.INTEGER, Kind.MONEY) and re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", text) and not power:
        raise refused(f"{text} could be {text.replace('.', '')} or a fraction; write thousands with a comma")
    number = Decimal(text.replace(",", "")).scaleb(power)
    if kind is Kind.PERCENT and not percent_sign:
        _refuse_bare_fraction(number, original)
    return -number if negative else number


def _without_sign(text: str, twice: Unreadable) -> tuple[str, bool]:
    """Return the text without minus, brackets and pound sign, and whether it was negative."""
    signs = 0
    brackets = _BRACKETS.fullmatch(text)
    if brackets:
        signs, text = 1, brackets["inside"]
    for _ in range(2):  # the minus stands before or after the pound sign
        if _MINUSES.match(text):
            signs, text = signs + 1, _MINUSES.sub("", text)
        text = text.removeprefix("£").removeprefix("GBP").lstrip()
    if len(text) > 1 and text[-1] in "-−" and text[-2].isdigit():
        signs, text = signs + 1, text[:-1]
    if signs > 1:
        raise twice
    return _THOUSANDS.sub(",", text.removeprefix("+")), bool(signs)


def _without_scale(text: str, kind: Kind) -> tuple[str, int]:
    scaled = _SCALED.fullmatch(text) if kind is Kind.MONEY else None
    return (scaled["number"], _SCALES[scaled["scale"].casefold()]) if scaled else (text, 0)


def _advice(text: str) -> str:
    if re.fullmatch(r"[0-9]+,[0-9]+|[0-9]{1,3}(\.[0-9]{3})*,[0-9]+", text):
        return "write thousands in threes after a comma and decimals after a point"
    if re.search("[0-9] +[0-9]", text):
        return "write one number, thousands with a comma"
    if re.search("[A-Za-z]", text) and re.search("[0-9]", text):
        return "give the number alone and put words in a note"
    if re.fullmatch(r"[0-9]+\s?[-–]\s?[0-9]+", text):
        return "give one number, not a range"
    return "type the number in digits, or leave the cell blank"
