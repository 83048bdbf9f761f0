"""Reading free text for whatever could tell who it is about: identifiers, the screening table, names by their cues.

No detector can promise anything (reliability, section 3): it holds back and warns. What it found is never repeated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from reportgen.inputs.known_words import CAPITALISED, NAMES_TOO, ORDINARY
from reportgen.inputs.name_cues import find_comment_cues, find_name_cues, has_unknown_capital
from reportgen.inputs.uk_identifiers import find_identifiers

UNKNOWN_CAPITAL = "a capitalised word that may be a name"
OF_A_CHILD = "a value of a person-level column"
_WORDS = NAMES_TOO | ORDINARY | CAPITALISED
_TOKEN = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FUZZY_FROM = 5
"""Names of at least this many letters are found with one letter wrong, missing, added or two swapped."""
_SMALL_FROM = 8
"""Written small, a name is found misspelt, and a school by a single word, from so many letters on."""

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
    takes_s: bool = False
    """Whether it counts with an s behind it too: the Smiths, St Brigids."""


class Screen:
    """The reader of free text for one quarter."""

    def __init__(
        self,
        entries: Iterable[tuple[str, str]],
        vocabulary: Set[str] = frozenset(),
        public_names: Iterable[str] = (),
        people: Iterable[Set[str]] = (),
    ) -> None:
        """Take the screening table (kind, text), lower-case words that name nobody, and names printed anyway.

        ``people`` are the values of person-level columns, as typed: what names nobody may be among them.
        """
        self._vocabulary = vocabulary
        self._public = _name_pattern(public_names)
        entries = tuple(entries)
        self._phrases: dict[str, list[_Phrase]] = {}
        self._whole = {words for _, text in entries if len(words := _split(text)) > 1}
        self._near: set[str] = set()
        self._near_small: set[str] = set()
        for kind, text in entries:
            for phrase in _phrases(kind, text):
                self._phrases.setdefault(phrase.words[0], []).append(phrase)
                if kind != "school" and len(phrase.words) == 1 and len(phrase.words[0]) >= _FUZZY_FROM:
                    self._near |= _shortened(phrase.words[0])
                    if kind == "name" and len(phrase.words[0]) >= _SMALL_FROM:
                        self._near_small |= _shortened(phrase.words[0])
        self._people = tuple(people)

    def scan(self, text: str, *, is_comment: bool = False) -> tuple[Finding, ...]:
        """Return what the text holds. Names unknown to every list are looked for in comments alone."""
        shown = _TAGS.sub(" ", text).replace("\u00ad", "").replace("\u200b", "")
        if self._public is not None:
            shown = self._public.sub(" ", shown)
        return tuple(dict.fromkeys(self._scan(shown, is_comment)))

    def names_whole(self, text: str) -> bool:
        """Whether a text holds an entry of several words as it stands: an officer's own first name is no such hit."""
        words = _split(text)
        return any(
            words[position : position + len(whole)] == whole for whole in self._whole for position in range(len(words))
        )

    def _scan(self, text: str, is_comment: bool) -> Iterator[Finding]:
        tokens = [match[0] for match in _TOKEN.finditer(text)]
        plain = [_plain(token) for token in tokens]
        if any(self._starts_phrase(tokens, plain, position) for position in range(len(tokens))):
            yield Finding("a word of the screening table", True)
        elif self._near and any(self._is_near(token) for token in tokens):
            yield Finding("a word close to one of the screening table", False)
        if self._people and any(self._is_of_person(word) for word in _JOINED.findall(text)):
            yield Finding(OF_A_CHILD, False)
        for identifier in find_identifiers(text):
            yield Finding(identifier.kind, identifier.is_certain)
        for cue in find_name_cues(text, self._vocabulary):
            yield Finding(cue, False)
        for cue in find_comment_cues(text, self._vocabulary) if is_comment else ():
            yield Finding(cue, False)
        if is_comment and has_unknown_capital(text, self._vocabulary):
            yield Finding(UNKNOWN_CAPITAL, False)

    def _starts_phrase(self, tokens: list[str], plain: list[str], position: int) -> bool:
        first = plain[position]
        for phrase in (*self._phrases.get(first, ()), *self._phrases.get(first.removesuffix("s"), ())):
            found = plain[position : position + len(phrase.words)]
            if _are_same(found, phrase) and (
                not phrase.capital or (tokens[position][0].isupper() and (position > 0 or not phrase.within))
            ):
                return True
        return False

    def _is_of_person(self, word: str) -> bool:
        if not _tells(word):
            return False
        written = (word, word.upper(), word.lower(), word.capitalize())
        return any(form in values for values in self._people for form in written)

    def _is_near(self, token: str) -> bool:
        word = _plain(token)
        if len(word) < _FUZZY_FROM - 1:
            return False
        if word in ORDINARY or word in CAPITALISED or word in self._vocabulary:
            return False
        near = self._near if token[0].isupper() else self._near_small
        return not near.isdisjoint(_shortened(word))


def _phrases(kind: str, text: str) -> Iterator[_Phrase]:
    """Yield the ways an entry may be written: whole, each name of a person, a school without its common words."""
    words = _split(re.sub(r"['’]s\b", "", text))
    if not words:
        return
    takes_s = kind != "other"
    is_word = len(words) == 1 and kind != "other" and words[0] in _WORDS
    yield _Phrase(words, capital=is_word, within=is_word, takes_s=takes_s and not is_word)
    if kind == "name" and len(words) > 1:
        for word in words:
            is_word = word in _WORDS
            if len(word) > 1:
                yield _Phrase((word,), is_word or len(word) < _SHORT, is_word, takes_s=not is_word)
    if kind == "school":
        own = words
        while own and own[-1] in _SCHOOL_WORDS:
            own = own[:-1]
        if own and own != words and not all(word in _SCHOOL_WORDS for word in own):
            yield _Phrase(own, capital=len(own) == 1 and len(own[0]) < _SMALL_FROM, takes_s=True)


_SHORT = 3
"""Names of fewer letters count with a capital alone."""


def _are_same(found: list[str], phrase: _Phrase) -> bool:
    """Whether words are those of a phrase, a name or school also with an s behind its words."""
    if len(found) != len(phrase.words):
        return False
    return all(
        word == wanted or (phrase.takes_s and word == f"{wanted}s")
        for word, wanted in zip(found, phrase.words, strict=True)
    )


def _plain(word: str) -> str:
    """Return a word in lower case without accents: José and JOSE are one name."""
    if word.casefold() == "saint":
        return "st"
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_STROKES))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def _split(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _TOKEN.findall(text))


def _tells(word: str) -> bool:
    """Whether a word is long enough, and no ordinary word or date, to stand for one person where it is one's value."""
    if word.isalpha():
        return len(word) > 2 and word[0].isupper() and _plain(word) not in _WORDS
    signs = re.sub(r"[-/]", "", word)
    return len(signs) >= (6 if signs.isdigit() else 4) and (signs == word or not signs.isdigit())


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
