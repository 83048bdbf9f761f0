"""Text as it enters: one place that decides which characters a council document may hold."""

from __future__ import annotations

import re
import unicodedata

_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, save tab and newline
    "\u200b-\u200f\u2060-\u2064\ufeff"  # zero-width and direction marks
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides, which can turn printed figures round
    "\ud800-\udfff\ufffe\uffff"  # lone surrogates and non-characters, which no Office format can hold
    "]"
)
_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029")


def clean_text(text: str) -> str:
    """Return the text in NFC without controls, surrogates, overrides and zero-width characters.

    Newlines become a single line feed and are kept, and so are tabs.
    """
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _NEWLINES.sub("\n", text)))
