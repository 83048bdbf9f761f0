"""Numbers as a chart holds them: exact decimal text, and the format codes that print them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.office.values import Look

HELPER = " (helper, not shown)"
"""What the heading of a column says that the chart needs and does not show."""


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column of numbers as exact decimal text; None is an empty cell. ``role`` says how the series is drawn."""

    name: str
    numbers: tuple[str | None, ...]
    number_format: str
    look: Look = Look.SOLID
    role: str = "series"


def exact(value: Decimal | int, scale: int = 1) -> str:
    """Return ``value / scale`` in plain decimal digits, without exponent or needless zeros.

    Raises:
        ValueError: the number is infinite or not a number.
    """
    if type(value) is int and scale == 1:
        return str(value)
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("a chart draws finite numbers only")
    with localcontext() as context:
        context.prec = 40
        text = format(number / scale, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def signed_format(code: str, sign: str) -> str:
    """Return ``code`` with a sign before the number, whichever way its bar points."""
    positive = code.split(";")[0]
    return f'"{sign}"{positive};"{sign}"{positive}'


def steps_format(steps: tuple[str, ...]) -> str:
    """Return the number format that prints 1, 2 and 3 as the words of ``steps``; plain numbers without steps."""
    quoted = ['"' + step.replace('"', "'") + '"' for step in steps]
    if len(quoted) < 2:
        return "General"
    tests = [f"[={number}]{word}" for number, word in enumerate(quoted[:2], start=1)]
    return ";".join([*tests, quoted[2] if len(quoted) > 2 else '""'])
