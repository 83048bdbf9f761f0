"""How a number should look in a finished file, worked out again from facts.csv alone.

Written apart from the product's own formats: this module imports nothing of reportgen, so a fault there cannot hide
here. A fact's row is what a reader of the published ``facts.csv`` has.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NEGATIVE_WORDS = ("deficit", "overspend", "shortfall", "over budget")
POSITIVE_WORDS = ("surplus", "underspend", "under budget")
LEVEL_WORDS = ("balanced", "on budget")


@dataclass(frozen=True)
class PublishedRow:
    """One row of facts.csv."""

    id: str
    value: Decimal | None
    symbol: str
    unit: str
    decimals: int
    as_of: str


def read_rows(data: bytes) -> dict[str, PublishedRow]:
    lines = data.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(lines[lines.index("id,") :], newline=""))
    return {
        row["id"]: PublishedRow(
            row["id"],
            Decimal(row["value"]) if row["value"] else None,
            row["symbol"],
            row["unit"],
            int(row["decimals"] or 0),
            row["as_of"],
        )
        for row in rows
    }


def digits(value: Decimal, decimals: int) -> str:
    """1,342 and 62.5, never a sign."""
    places = Decimal(1).scaleb(-decimals)
    number = abs(value).quantize(places, rounding=ROUND_HALF_UP)
    whole, _, part = format(number, "f").partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, last = whole[:-3], whole[-3:]
        groups.insert(0, last)
    return ",".join([whole, *groups]) + (f".{part}" if part else "")


def is_negative(value: Decimal, decimals: int) -> bool:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) < 0


def in_own_unit(row: PublishedRow, value: Decimal, decimals: int | None = None) -> str:
    places = row.decimals if decimals is None else decimals
    sign = "−" if is_negative(value, places) else ""
    if row.unit.startswith("pounds"):
        if abs(value).quantize(Decimal(1), rounding=ROUND_HALF_UP) >= 1_000_000:
            whole = value == value.to_integral_value() and int(value) % 1_000_000 == 0
            return f"{sign}£{digits(value / 1_000_000, 0 if whole else 1)} million"
        return f"{sign}£{digits(value, places)}"
    return f"{sign}{digits(value, places)}" + ("%" if row.unit == "percent" else "")


def allowed(row: PublishedRow, form: str) -> set[str]:
    """Every text that prints this fact rightly in this format."""
    if row.value is None:
        return {f"[{row.symbol}]"}
    value = row.value
    own = in_own_unit(row, value)
    size = in_own_unit(row, abs(value))
    points = f"{size} percentage points" if row.unit == "percentage points" else size
    sign = "−" if is_negative(value, 0) else ""
    if form == "text":
        return {own}
    if form == "number":
        places = 0 if row.unit.startswith("pounds") else row.decimals
        return {("−" if is_negative(value, places) else "") + digits(value, places)}
    if form == "pounds":
        return {f"{sign}£{digits(value, 0)}"}
    if form == "percent":
        return {("−" if is_negative(value, row.decimals) else "") + digits(value, row.decimals) + "%"}
    if form == "millions":
        return {("−" if is_negative(value / 1_000_000, 1) else "") + digits(value / 1_000_000, 1)}
    if form == "thousands":
        return {("−" if is_negative(value / 1_000, 0) else "") + digits(value / 1_000, 0)}
    if form == "size":
        return {points}
    if form == "change":
        if value == 0:
            return {"no change"}
        return {f"{'up' if value > 0 else 'down'} {points}", "little change"}
    if form == "words":
        words = NEGATIVE_WORDS if value < 0 else POSITIVE_WORDS
        return (
            {f"{word} of {size}" for word in words}
            | {own, f"{own} {row.unit}", f"{own} {singular(row.unit)}"}
            | (set(LEVEL_WORDS) if value == 0 else set())
        )
    return set()


def singular(unit: str) -> str:
    irregular = {"children": "child", "number": "one", "decisions": "decision"}
    return irregular.get(unit, unit.removesuffix("s"))
