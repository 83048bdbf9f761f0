"""Reading free text for whatever could tell who it is about: identifiers, the screening table, names by their cues.

No detector can promise anything (reliability, section 3): it holds back and warns. What it found is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from reportgen.inputs.known_words import CAPITALISED, NAMES_TOO, ORDINARY
from reportgen.inputs.name_cues import find_name_cues, has_unknown_capital
from reportgen.inputs.uk_identifiers import find_identifiers

UNKNOWN_CAPITAL = "a capitalised word that may be a name"
_WORDS = NAMES_TOO | ORDINARY | CAPITALISED
_TOKEN = re.compile(r"[^\W_]+")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FUZZY_FROM = 5
"""Names of at least this many letters are found with one letter wrong, missing, added or two swapped."""

_SCHOOL_WORDS = frozenset(
    (
        "school", "academy", "college", "nursery", "primary", "secondary", "infant", "infants", "junior", "juniors",
        "special", "high", "grammar", "centre", "church", "of", "england", "c", "e", "rc", "catholic", "community",
        "and", "the", "st", "saint", "voluntary", "aided", "free", "pre", "preschool",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What a text holds, in words that repeat none of it; ``is_certain`` where no judgement is needed."""

    kind: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A screening entry as words in lower case, with what it takes to tell it from ordinary words."""

    words: tuple[str, ...]
    capital: bool = False
    """Whether it counts only if written with a capital."""
    within: bool = False
    """Whether it counts only within a sentence or line, where the capital is no accident."""


class Screen:
    """The reader of free text for one quarter."""

    def __init__(
        self,
        entries: Iterable[tuple[str, str]],
        vocabulary: Set[str] = frozenset(),
        public_names: Iterable[str] = (),
    ) -> None:
        """Take the screening table (kind, text), lower-case words that name nobody, and names printed anyway."""
        self._vocabulary = vocabulary
        self._public = _name_pattern(public_names)
        self._phrases: dict[str, list[_Phrase]] = {}
        self._near: set[str] = set()
        for kind, text in entries:
            for phrase in _phrases(kind, text):
                self._phrases.setdefault(phrase.words[0], []).append(phrase)
                if kind != "school" and len(phrase.words) == 1 and len(phrase.words[0]) >= _FUZZY_FROM:
                    self._near |= _shortened(phrase.words[0])

    def scan(self, text: str, *, is_comment: bool = False) -> tuple[Finding, ...]:
        """Return what the text holds. Names unknown to every list are looked for in comments alone."""
        shown = _TAGS.sub(" ", text).replace("\u00ad", "").replace("\u200b", "")
        if self._public is not None:
            shown = self._public.sub(" ", shown)
        return tuple(dict.fromkeys(self._scan(shown, is_comment)))

    def _scan(self, text: str, is_comment: bool) -> Iterator[Finding]:
        tokens = [match[0] for match in _TOKEN.finditer(text)]
        if any(self._starts_phrase(tokens, position) for position in range(len(tokens))):
            yield Finding("a word of the screening table", True)
        elif self._near and any(self._is_near(token) for token in tokens):
            yield Finding("a word close to one of the screening table", False)
        for identifier in find_identifiers(text):
            yield Finding(identifier.kind, identifier.is_certain)
        for cue in find_name_cues(text, self._vocabulary):
            yield Finding(cue, False)
        if is_comment and has_unknown_capital(text, self._vocabulary):
            yield Finding(UNKNOWN_CAPITAL, False)

    def _starts_phrase(self, tokens: list[str], position: int) -> bool:
        for phrase in self._phrases.get(_plain(tokens[position]), ()):
            found = tokens[position : position + len(phrase.words)]
            if tuple(map(_plain, found)) == phrase.words and (
                not phrase.capital or (found[0][0].isupper() and (position > 0 or not phrase.within))
            ):
                return True
        return False

    def _is_near(self, token: str) -> bool:
        word = _plain(token)
        if len(word) < _FUZZY_FROM - 1 or not token[0].isupper():
            return False
        if word in ORDINARY or word in CAPITALISED or word in self._vocabulary:
            return False
        return not self._near.isdisjoint(_shortened(word))


def _phrases(kind: str, text: str) -> Iterator[_Phrase]:
    """Yield the ways an entry may be written: whole, each name of a person, a school without its common words."""
    words = tuple(_plain(word) for word in _TOKEN.findall(re.sub(r"['’]s\b", "", text)))
    if not words:
        return
    is_word = len(words) == 1 and kind != "other" and words[0] in _WORDS
    yield _Phrase(words, capital=is_word, within=is_word)
    if kind == "name" and len(words) > 1:
        for word in words:
            if len(word) > 2:
                yield _Phrase((word,), capital=word in _WORDS, within=word in _WORDS)
    if kind == "school":
        own = words
        while own and own[-1] in _SCHOOL_WORDS:
            own = own[:-1]
        if own and own != words and not all(word in _SCHOOL_WORDS for word in own):
            yield _Phrase(own, capital=True)


def _plain(word: str) -> str:
    return word.casefold()


def _shortened(word: str) -> set[str]:
    """Return the word and each form with one letter left out: two words share one where they are an edit apart."""
    return {word, *(word[:position] + word[position + 1 :] for position in range(len(word)))}


def _name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds names that are printed anyway, whole or as a title and the last name."""
    forms: list[str] = []
    for name in names:
        words = name.split()
        if len(words) > 1:
            forms.append(r"\s+".join(map(re.escape, words)))
            forms.append(rf"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s+{re.escape(words[-1])}")
    return re.compile(rf"\b(?:{'|'.join(sorted(forms, key=len, reverse=True))})\b") if forms else None
