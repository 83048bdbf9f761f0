"""Mistakes of wording that the public record shows again and again, found in templates, narrative and output.

The list is that of published papers and minutes: programme names got wrong, terms mis-expanded, mistyped years, and
writing that members stumble over. A finding is advice: it never stops a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportgen.wording.mistakes import RULES

LONGEST_SENTENCE = 25
"""Words a sentence may have at most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake: the words it stands in, as found, and what to write instead."""

    found: str
    remedy: str


_COMPILED = tuple((words, re.compile(pattern), remedy) for words, pattern, remedy in RULES)
_SENTENCES = re.compile(r"(?<=[.!?])[”\"')]*\s+(?=[A-Z“\"£\[\d])")
_TAGS = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.S)
_NOT_WORDS = re.compile(r"^[\W_]+$")


def without_tags(text: str) -> str:
    """Return the words of a template: each tag is one ``…``."""
    return _TAGS.sub("…", text)


@lru_cache(maxsize=8192)
def find_mistakes(text: str) -> tuple[Finding, ...]:
    """Return the mistakes of a text, in the order they stand; tags of a template in it are passed over."""
    plain = without_tags(text)
    small = plain.lower()
    found = [
        (match.start(), Finding(match[0], remedy))
        for words, rule, remedy in _COMPILED
        if not words or any(word in small for word in words)
        for match in rule.finditer(plain)
    ]
    return tuple(finding for _, finding in sorted(found, key=lambda entry: entry[0]))


def find_long_sentences(text: str) -> tuple[Finding, ...]:
    """Return the sentences of a text with more than :data:`LONGEST_SENTENCE` words, each by its beginning."""
    return tuple(_long(without_tags(text)))


def lint(texts: Iterable[str]) -> tuple[Finding, ...]:
    """Return every finding of some paragraphs once: mistakes first found first, then sentences too long."""
    found: dict[Finding, None] = {}
    for text in texts:
        found |= dict.fromkeys((*find_mistakes(text), *find_long_sentences(text)))
    return tuple(found)


def sentences(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the sentences of a text as words; dashes and signs that stand alone are none."""
    split = (sentence.split() for sentence in _SENTENCES.split(text))
    return tuple(tuple(word for word in words if not _NOT_WORDS.match(word)) for words in split)


def _long(text: str) -> Iterator[Finding]:
    for words in sentences(text):
        if len(words) > LONGEST_SENTENCE:
            beginning = " ".join(words[:8])
            yield Finding(
                f"{beginning} …", f"a sentence of {len(words)} words; {LONGEST_SENTENCE} are enough: make two"
            )
