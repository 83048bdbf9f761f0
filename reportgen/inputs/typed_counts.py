"""Small counts of children and families typed into officers' words: as figures they would be hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.errors import Problem, Severity
from reportgen.inputs.free_text import public_cells
from reportgen.inputs.table import Inputs
from reportgen.profile import Disclosure

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
"""Numbers as they are written out, each at its own place."""

_WHICH = (
    r"(?:more|other|others|new|further|additional|such|young|younger|older|school-age|disabled|autistic|vulnerable|"
    r"local|eligible|looked-after|of|the|our|these|those|their)"
)
_WHO = (
    r"(?:child(?:ren)?|pupils?|learners?|students?|boys?|girls?|young (?:people|persons?|adults?)|famil(?:y|ies)|"
    r"parents?|carers?|siblings?|EHC ?plans?|EHCPs?|education, health and care plans?)"
)
_COUNT = re.compile(
    rf"(?<![\w£.,/–-])(?P<number>[0-9]+|{'|'.join(_WORDS[1:])})(?: {_WHICH}){{0,4}} {_WHO}\b(?!['’]s\b|s['’]|-)",
    re.IGNORECASE,
)
_ANY_ONE = re.compile(r"(?:\b(?:any|each|every|no|than|just|per|if|for|about|as) |\b(?:one|1) in )$", re.IGNORECASE)
"""What makes of “one child” any child, and no child that was counted."""
_OWN_CHECK = frozenset({"survey_comments", "survey_responses"})
"""What people wrote about themselves (“my two children”) is approved word by word."""


def find_small_counts(text: str, profile: Disclosure) -> tuple[str, ...]:
    """Return the counts of people in a text that would be hidden as figures, with the people they count."""
    return tuple(
        match[0]
        for match in _COUNT.finditer(text)
        if profile.hides(_number(match["number"])) and not _ANY_ONE.search(text[: match.start()])
    )


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS.index(word.lower())


def warn_of_small_counts(inputs: Inputs, profile: Disclosure) -> Iterator[Problem]:
    """Yield a warning for each cell of officers' words with a small count: it is no figure, so nothing hides it."""
    for table, row, column, text in public_cells(inputs):
        found = () if table in _OWN_CHECK else find_small_counts(text, profile)
        if found:
            yield Problem(
                row.place(column),
                f"found {' and '.join(f'“{each}”' for each in found)} in words that will be published",
                f"a count of children below {profile.threshold} is hidden everywhere else, so that none is recognised",
                f"write “fewer than {profile.threshold}” or “a few”; leave it if no child could be recognised by it",
                Severity.WARNING,
            )
