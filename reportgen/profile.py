"""The disclosure profile (``[disclosure]`` in ``reportgen.toml``): one rule for every number that leaves the house.

What is hidden, what becomes of zeros, what is printed instead, and who agreed it and when. Every default is
the careful one, and :func:`check_profile` refuses values that would say something untrue of hidden numbers.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.codes import Symbol
from reportgen.errors import Place, Problem, Severity

SHOWN, HIDDEN = "shown", "hidden"
ZEROS = (SHOWN, HIDDEN)
"""What can become of an observed count of nobody."""

ROUNDINGS = (1, 5, 10)
"""What counts of people can be rounded to; 1 leaves them as they are."""

LOWEST_THRESHOLD = 2
LONGEST_SYMBOL = 12
_SYMBOL = re.compile(r"[^\W\d_]|[\[\]()*†‡ ]")
_SIZES = frozenset(
    (
        "few", "fewer", "less", "under", "below", "small", "smaller", "low", "lower", "up", "nil", "none", "no",
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "single", "negligible",
    )
)  # fmt: skip
"""Words that say how great a number is."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Observed counts of people from 1 to below ``threshold`` are hidden, and with ``zeros`` hidden nobody as well.

    ``symbol`` is printed for whatever is hidden; ``facts.csv`` keeps the code ``c`` beside it. ``rounding`` 5 or 10
    prints the counts that are left rounded to that, 1 as they are. ``profile`` says who agreed all that, and when.
    Zeros that are not counts of people (£0, no actions open) stay, except where they would tell that a hidden count is
    nobody.
    """

    threshold: int = 5
    profile: str = ""
    zeros: str = SHOWN
    symbol: str = Symbol.CONFIDENTIAL.text
    rounding: int = 1

    @property
    def least(self) -> int:
        """The least count that somebody who reads the pack can take a hidden one for."""
        return 0 if self.zeros == HIDDEN else 1

    def hides(self, count: int | Decimal) -> bool:
        """Whether an observed count is hidden for its own size."""
        return count < self.threshold and (count > 0 or (count == 0 and self.zeros == HIDDEN))

    @property
    def rounds(self) -> bool:
        """Whether counts of people are printed rounded."""
        return self.rounding != 1

    def text_of(self, symbol: Symbol) -> str:
        """Return a symbol as this council prints it."""
        return self.symbol if symbol is Symbol.CONFIDENTIAL else symbol.text

    @property
    def meanings(self) -> Mapping[str, str]:
        """The words that explain each symbol, by the symbol as this council prints it."""
        return {self.text_of(symbol): symbol.meaning for symbol in Symbol}


def check_profile(profile: Disclosure, file: str) -> Iterator[Problem]:
    """Yield a problem for each setting of a profile, read from ``file``, that cannot be kept or would mislead."""
    if profile.threshold < LOWEST_THRESHOLD:
        yield Problem(
            Place(file, "disclosure.threshold"),
            f"found {profile.threshold}: no count would be hidden, not even of one child",
            f"{LOWEST_THRESHOLD} or more is needed",
            "write the number below which counts are hidden, 5 where nothing else was agreed; counts that the "
            "Department for Education has published are exempt where their status is published",
        )
    if profile.zeros not in ZEROS:
        near = difflib.get_close_matches(profile.zeros.casefold(), ZEROS, n=1)
        remedy = f"did you mean '{near[0]}'?" if near else "“shown” prints a true zero, “hidden” hides it as well"
        yield Problem(
            Place(file, "disclosure.zeros"), f"found {profile.zeros!r}", f"one of {', '.join(ZEROS)} is needed", remedy
        )
    if profile.rounding not in ROUNDINGS:
        closest = min(ROUNDINGS, key=lambda base: abs(base - profile.rounding))
        yield Problem(
            Place(file, "disclosure.rounding"),
            f"found {profile.rounding}",
            "one of 1, 5, 10 is needed",
            f"did you mean {closest}? 1 prints counts as they are, 5 and 10 round them to the nearest 5 or 10",
        )
    if fault := _fault_of_symbol(profile.symbol):
        needed, remedy = fault
        yield Problem(Place(file, "disclosure.symbol"), f"found {profile.symbol!r}", needed, remedy)


def _fault_of_symbol(symbol: str) -> tuple[str, str] | None:
    """Return what is needed instead of a symbol and what to do; None for one that may be printed."""
    others = {other.value: other for other in Symbol if other is not Symbol.CONFIDENTIAL}
    words = re.findall(r"[^\W\d_]+", symbol.casefold())
    if " ".join(words) in others:
        meaning = others[" ".join(words)].meaning
        return (
            f"a symbol of its own is needed; this one means “{meaning}”",
            "write another, such as “[c]” or “*”: hidden numbers can be large, as some only protect a small one",
        )
    if re.search(r"[\d<>≤≥]", symbol) or not _SIZES.isdisjoint(words):
        return (
            "a text that says nothing of the number's size is needed",
            "write “[c]” or “*”: a number hidden only to protect another may be much larger than the threshold",
        )
    if not symbol.strip() or symbol != symbol.strip() or len(symbol) > LONGEST_SYMBOL:
        return f"a text of 1 to {LONGEST_SYMBOL} signs is needed", "write what is to be printed, such as “[c]” or “*”"
    if not all(_SYMBOL.fullmatch(sign) for sign in symbol):
        return "letters, brackets and asterisks alone are needed", "write “[c]” or “*”: other signs can be misread"
    return None


def unagreed_profile(file: str) -> Problem:
    """Return the warning that numbers are hidden by a rule nobody is named for."""
    return Problem(
        Place(file, "disclosure.profile"),
        "small counts are hidden by a rule that nobody is named for",
        "who agreed it, and when, is needed",
        'write it as profile = "Agreed by …, 15 January 2026"; until then the data notes say “not yet agreed”',
        Severity.WARNING,
    )
