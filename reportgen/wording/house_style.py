"""House style over a whole document: what is right in a sentence and wrong beside another.

One way to write years and percentages, years that say which kind they are, short forms explained where they are first
used and only there. The order of the paragraphs is that of reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.office.prose import Kind, Prose
from reportgen.project import Settings
from reportgen.wording.glossary import short_forms
from reportgen.wording.lint import Finding, find_long_sentences, find_mistakes, without_tags

_YEAR = re.compile(r"\b20\d\d(?:/20\d\d|/\d\d|-\d\d|–\d\d)(?![\d-])")
_FINANCIAL = re.compile(
    r"(?i)\bfinancial years?\b|\bquarter [1-4] of\b|\bQ[1-4]\b|\byears? end(?:ed|ing)\b|\bprices?\b"
)
_SCHOOL = re.compile(r"(?i)\b(?:school|academic) years?\b|\b(?:autumn|spring|summer) term\b|\bSeptember\b")
_SIGN, _WORDS = re.compile(r"\d[\d.]* ?%"), re.compile(r"\d[\d.]* per ?cent\b")
_SLIDE = re.compile(r"slide \d+$")
_SENTENCE_END = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and where it stands."""

    place: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class House:
    """How a council writes: its short forms with what they stand for, a financial year, and names kept as they are."""

    short_forms: Mapping[str, str] = field(default_factory=dict)
    year: str = ""
    names: tuple[str, ...] = ()


def make_house(settings: Settings) -> House:
    """Return how a council writes, from its settings."""
    name = settings.programme.name
    return House(short_forms(settings), settings.style.financial_year, (name,) if name else ())


def review(prose: Iterable[Prose], house: House = House(), *, is_reference: bool = False) -> tuple[Placed, ...]:
    """Return the mistakes of a document, each once, at the first place where it stands.

    ``is_reference`` is for text that is looked up piece by piece, where each piece may explain a short form again.
    """
    paragraphs = [Prose(each.place, each.kind, without_tags(each.text)) for each in prose]
    found: dict[Finding, str] = {}
    for each in paragraphs:
        for finding in find_mistakes(each.text):
            found.setdefault(finding, each.place)
        if each.kind is not Kind.LABEL:
            for finding in find_long_sentences(each.text):
                found.setdefault(finding, each.place)
    whole = (
        *_years(paragraphs, house.year),
        *_percent(paragraphs),
        *_short_forms(paragraphs, house, is_reference=is_reference),
    )
    for placed in whole:
        found.setdefault(placed.finding, placed.place)
    return tuple(Placed(place, finding) for finding, place in found.items())


def _years(paragraphs: list[Prose], year: str) -> Iterator[Placed]:
    """Years written in another way than the council does, and the first that does not say it is a financial year."""
    usual = _form(year) if year else ""
    is_qualified = False
    for each in paragraphs:
        for match in _YEAR.finditer(each.text):
            before = each.text[: match.start()]
            sentence = _SENTENCE_END.split(before)[-1] + _SENTENCE_END.split(each.text[match.start() :])[0]
            is_school = bool(_SCHOOL.search(sentence)) and not _FINANCIAL.search(sentence)
            usual = usual or ("" if is_school else _form(match[0]))
            if _form(match[0]) != usual and not (is_school and usual):
                example = year or f"2025{usual}26"
                yield Placed(each.place, Finding(match[0], f"write years in one way: {example}"))
            if is_school:
                continue
            is_qualified = is_qualified or bool(_FINANCIAL.search(before + sentence))
            if each.kind is Kind.TEXT and not is_qualified:
                is_qualified = True
                yield Placed(each.place, Finding(match[0], f"say which year at first: the financial year {match[0]}"))


def _form(year: str) -> str:
    """``/`` of 2025/26, ``-`` of 2025-26, ``/20`` of 2025/2026."""
    return re.sub(r"^20\d\d|\d\d$", "", year)


def _percent(paragraphs: list[Prose]) -> Iterator[Placed]:
    signs = [each for each in paragraphs if _SIGN.search(each.text)]
    words = [each for each in paragraphs if _WORDS.search(each.text)]
    if signs and words:
        rare, remedy = (words, "write % as elsewhere") if len(words) <= len(signs) else (signs, "write “per cent”")
        match = (_WORDS if rare is words else _SIGN).search(rare[0].text)
        assert match is not None
        yield Placed(rare[0].place, Finding(match[0], f"one document, one way: {remedy}"))


def _short_forms(paragraphs: list[Prose], house: House, *, is_reference: bool) -> Iterator[Placed]:
    """Short forms used before they are explained, and those explained again.

    A name that holds one is left alone: the programme's, and one before a capital (“Head of SEND Commissioning”).
    """
    for name in house.names:
        paragraphs = [replace(each, text=each.text.replace(name, "…")) for each in paragraphs]
    whole = "\n".join(each.text for each in paragraphs)
    for short, long in house.short_forms.items():
        if short not in whole:
            continue
        short_, long_ = re.escape(short), f"(?i:{_flexible(long)})"
        used = re.compile(rf"(?<![\w(]){short_}s?(?![\w)]| [A-Z][a-z])")
        explained = re.compile(rf"{long_}s?(?: \w+)? ?\({short_}s?\)|\b{short_}s?:? \(?{long_}")
        slides = {each.place for each in paragraphs if explained.search(each.text) and _SLIDE.match(each.place)}
        explaining: dict[object, None] = {}
        for number, each in enumerate(paragraphs):
            first, mention = explained.search(each.text), used.search(each.text)
            if each.place in slides:
                explaining[each.place] = None  # A slide is seen at once: a note at its foot explains it.
            elif first is not None and each.kind is Kind.TEXT:
                explaining[number] = None
            # Where pieces are looked up, a term may stand before the sentence that explains it.
            is_before = mention is not None and first is not None and mention.start() < first.start()
            is_early = mention is not None and (first is None or (is_before and not is_reference))
            if is_early and each.kind is Kind.TEXT and not explaining.keys() - {number}:
                yield Placed(each.place, Finding(short, f"explain it where it is first used: {long} ({short})"))
                break
            if len(explaining) == 2 and not is_reference:
                yield Placed(each.place, Finding(f"{long} ({short})", f"it is explained already: write {short}"))
                break


def _flexible(words: str) -> str:
    """The words with any spaces or hyphens between them."""
    return r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", words))
