"""The tags of the template language, found in the joined text of a paragraph.

Word splits what was typed over runs and makes its quotes curly; here the text is one string again and quotes inside
tags are straight. ``{_{ }_} {_% %_}`` are how a template prints the signs themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a tag does: prints, steers, says nothing, or stands for a sign."""

    PRINT = "print"
    STEER = "steer"
    REMARK = "remark"
    SIGN = "sign"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: ``code`` between its braces, ``scope`` what it governs (``p``, ``tr``, ``tc``, ``r``, ``slide``, blank).

    ``start`` and ``end`` are positions in the paragraph's text. ``trims_before``, ``trims_after``: its minus signs.
    """

    kind: Kind
    scope: str
    code: str
    start: int
    end: int
    trims_before: bool = False
    trims_after: bool = False

    @property
    def word(self) -> str:
        """The first word of a steering tag: ``for``, ``endif``."""
        return self.code.partition(" ")[0] if self.kind is Kind.STEER else ""


_OPENINGS = {"{{": (Kind.PRINT, "}}"), "{%": (Kind.STEER, "%}"), "{#": (Kind.REMARK, "#}")}
_SIGNS = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_SCOPES = ("slide", "tr", "tc", "p", "r")
_STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "\u00a0": " ", "\u202f": " ",
    "\n": " ", "\t": " ", "\u2011": "-",
})  # fmt: skip
_DASHES = "-–—"
_SIGN_OF_TAG = re.compile("[{}%]")
_TURN = re.compile("[{}%\\\\\"'“”„‟‘’‚‛]")
"""What a tag's end is told by: the signs between are passed over."""


def find_tags(text: str) -> Iterator[Tag]:
    """Give the tags of a text in order; a tag that never ends, or ends without a beginning, is ``WRONG``."""
    position = 0
    while sign := _SIGN_OF_TAG.search(text, position):
        position = sign.start()
        two, three = text[position : position + 2], text[position : position + 3]
        if three in _SIGNS:
            yield Tag(Kind.SIGN, "", _SIGNS[three], position, position + 3)
            position += 3
        elif two in _OPENINGS:
            tag = _read_tag(text, position, *_OPENINGS[two])
            yield tag
            position = tag.end
        elif two == "%}" or (two == "}}" and "{{" not in text):
            yield Tag(Kind.WRONG, "", two, position, position + 2)
            position += 2
        else:
            position += 1


def _read_tag(text: str, start: int, kind: Kind, closing: str) -> Tag:
    end = text.find(closing, start + 2) if kind is Kind.REMARK else _find_end(text, start + 2, closing)
    if end < 0:
        return Tag(Kind.WRONG, "", text[start:], start, len(text))
    inner = text[start + 2 : end]
    before = inner[:1] in _DASHES and bool(inner[:1]) and kind is not Kind.REMARK
    after = len(inner) > 1 and inner[-1] in _DASHES and kind is not Kind.REMARK
    inner = inner[before : len(inner) - after]
    scope = next(
        (word for word in _SCOPES if inner.startswith(word) and inner[len(word) : len(word) + 1].isspace()), ""
    )
    code = inner[len(scope) :].translate(_STRAIGHT).strip()
    return Tag(kind, scope, code, start, end + 2, before, after)


def _find_end(text: str, position: int, closing: str) -> int:
    """The position of ``closing`` outside string literals and braces; -1 where a new tag begins first."""
    quote = ""
    depth = 0
    while turn := _TURN.search(text, position):
        position = turn.start()
        sign = turn[0].translate(_STRAIGHT)
        if quote:
            position += sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif depth == 0 and text.startswith(closing, position):
            return position
        elif sign == "{":
            if text[position : position + 2] in _OPENINGS and depth == 0:
                return -1
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
        position += 1
    return -1
