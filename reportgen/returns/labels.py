"""Labels as a workbook writes them and as a form does: compared without regard to what makes no difference."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.office.written_cells import WrittenCell
from reportgen.returns.form import Across

_DASHES = re.compile("[‐‑‒–—−]")
_QUOTES = re.compile("[‘’`]")
_AROUND = re.compile(r"\s*([-/])\s*")
_YEAR = re.compile(r"(20\d\d)-(\d\d)")
_HEADINGS = {
    Across.JANUARY: ("{year}", "January {year}", "Jan {year}", "Jan-{short}", "{before}/{short}", "{before}-{short}"),
    Across.CALENDAR_YEARS: ("{year}", "Calendar year {year}"),
    Across.FINANCIAL_YEARS: (
        "{year}", "{start}/{short}", "{start}/{end}", "{start}-{end}", "{start} to {end}", "{start}-{short}",
    ),
}  # fmt: skip
"""How a year is commonly headed; ``{before}-{short}`` is the academic year a January lies in."""


def plain(text: str) -> str:
    """Return a label in one form: lower case, single blanks, plain dashes and quotes, ``and`` for &, no colon."""
    text = _QUOTES.sub("'", _DASHES.sub("-", text)).casefold().replace("&", " and ").replace("*", " ")
    return _AROUND.sub(r"\1", " ".join(text.split())).rstrip(": ").strip()


def wordings(label: str, also: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return a label and its other wordings, in the form they are compared in."""
    return frozenset(plain(text) for text in (label, *also.get(label, ())))


def year_headings(label: str, across: Across, patterns: tuple[str, ...]) -> frozenset[str]:
    """Return how a year's column may be headed: the common ways, and the form's own ``{year}`` patterns."""
    found = _YEAR.fullmatch(label)
    start = found[1] if found else label
    end = f"{start[:2]}{found[2]}" if found else label
    words = {"year": label, "start": start, "end": end, "short": end[2:], "before": str(int(start) - 1)}
    return frozenset(plain(pattern.format_map(words)) for pattern in (*_HEADINGS[across], *patterns))


def is_january(cell: WrittenCell, label: str) -> bool:
    """Whether a heading is a real date in January of that year."""
    return cell.is_date and cell.text.startswith(f"{label}-01")
