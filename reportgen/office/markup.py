"""Text as XML wants it: escaped, and without the characters XML cannot hold."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, lone surrogates and non-characters: none of them can stand in an Office file."""

_TEXT_SIGNS = re.compile(f"[&<>\r]|{FORBIDDEN.pattern}")
_ATTRIBUTE_SIGNS = re.compile(f'[&<>"\r\n\t]|{FORBIDDEN.pattern}')
"""What has to be looked at more closely; most text holds none of it."""

needs_escape = _ATTRIBUTE_SIGNS.search
"""Whether a text holds anything that text or attributes cannot show as it is."""

HEX_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
READ_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def escape_text(text: str) -> str:
    """Return ``text`` for the inside of an element: escaped, lines ended by ``\\n``, unusable characters left out."""
    if not _TEXT_SIGNS.search(text):
        return str(text)
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return ``text`` for the inside of a double-quoted attribute; line breaks and tabs survive as references."""
    if not _ATTRIBUTE_SIGNS.search(text):
        return str(text)
    return escape_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def escape_cell_text(text: str) -> str:
    """Return ``text`` for a spreadsheet string (``ST_Xstring``), where ``_x0041_`` would otherwise be read as ``A``."""
    return escape_text(HEX_ESCAPE.sub("_x005F_", text))


def read_cell_text(text: str) -> str:
    """Return what a spreadsheet string stands for: the reverse of the ``_xHHHH_`` escapes."""
    return READ_ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
