"""Identifiers of people and places in the United Kingdom, found in running text by their shape and check characters.

Check rules: UPN, DfE “Unique pupil numbers” guide (weights 2 to 13, modulo 23); ULN, Learning Records Service
(weights 10 to 2, modulo 11); NHS number, NHS Data Dictionary (modulo 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DATE_OF_BIRTH = "a date of birth"

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\s?[0-9]{3}\s?[0-9]{4}\s?[0-9]{4}\s?[0-9A-HJ-NP-RT-Z]\b", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![0-9,.])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9]|[,.][0-9])")
_PHONE = re.compile(r"(?<![0-9])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)[1-37-9](?:[ ().-]{0,2}[0-9]){8,10}(?![0-9])")
_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
_SPELT_EMAIL = re.compile(
    r"\b[\w.-]+\s*(?:\(at\)|\[at\]|\bat\b|@)\s*[\w-]+\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*(?:com|co|org|net|gov|uk|ac)\b",
    re.IGNORECASE,
)
_NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?[0-9]{2}){3}[ -]?[A-D]\b", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z]\w{2,}(?![\w.]*@)")
_DIGIT_WORD = "(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"
_SPELT_NUMBER = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,-]+{_DIGIT_WORD}){{4,}}\b", re.IGNORECASE)
_STREET = (
    "street|st|road|rd|close|avenue|ave|lane|drive|way|crescent|court|gardens|grove|terrace|place|square|hill|mews|"
    "walk|rise|park|row|green"
)
_ADDRESS = re.compile(rf"\b[0-9]{{1,4}}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){{1,3}}(?i:{_STREET})\b")
_PLAIN_ADDRESS = re.compile(
    r"\b(?:at|of|to|live|lives|lived|from)\s+(?:number\s+)?[0-9]{1,4}[a-z]?,?\s+[a-z'’-]+\s+"
    r"(?:street|road|rd|close|avenue|ave|lane|crescent|gardens|grove|terrace|mews)\b"
)
_TRIBUNAL = re.compile(r"\bE[HFC][0-9]{3}/[0-9]{2}/[0-9]{5}\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:case|tribunal|appeal|complaint|client|pupil|student|hospital|file|account|reference|ref|id)\b"
    r"(?:\s+(?:number|no|ref|reference|id))?\.?\s*(?:is|was|:|#)?\s*(?=[A-Z0-9/-]*[0-9])[A-Z0-9]+(?:[/-][A-Z0-9]+)*"
    r"(?<![\s/-][0-9])(?<![\s/-][0-9]{2})(?<![\s/-][0-9]{3})\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?) ?"
    r"[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:[0-9]{{4}}|[0-9]{{2}})|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|"
    rf"[0-3]?[0-9](?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+[0-9]{{4}})?|{_MONTH}\s+[0-3]?[0-9](?:st|nd|rd|th)?"
    rf"(?:,?\s+[0-9]{{4}})?|{_MONTH}\s+[0-9]{{4}}|(?:19|20)[0-9]{{2}})"
)
_BIRTH = re.compile(
    rf"\b(?:born|date of birth|birth ?date|birthday|dob|d\.o\.b\.?)\b[^.!?\n]{{0,20}}?\b{_DAY}\b", re.IGNORECASE
)
_URN = re.compile(r"\bURN\b[^0-9\n]{0,6}[0-9]{6}\b", re.IGNORECASE)
_SCHOOL_NUMBER = re.compile(r"(?<![0-9£,.])1[0-4][0-9]{4}(?![0-9]|[,.][0-9])")


@dataclass(frozen=True, slots=True)
class Identifier:
    """What kind of identifier a text holds; ``is_certain`` where its check character or its phrase leaves no doubt."""

    kind: str
    is_certain: bool


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the kinds of identifier in a text, each once: never the identifier itself."""
    return tuple(dict.fromkeys(_find(text)))


def blank_identifiers(text: str, instead: str) -> str:
    """Return a text with ``instead`` in the place of every number that stands for one person without doubt."""

    def blank(match: re.Match[str]) -> str:
        return instead if any(each.is_certain for each in find_identifiers(match[0])) else match[0]

    for pattern in (_UPN, _TEN_DIGITS, _NATIONAL_INSURANCE):
        text = pattern.sub(blank, text)
    return text


def is_upn(text: str) -> bool:
    """Whether a text is a unique pupil number, its check letter right. Temporary numbers end with a letter."""
    upn = re.sub(r"\s", "", text).upper()
    if len(upn) != 13 or upn[0] not in _UPN_LETTERS or not re.fullmatch(r"[0-9]{11}[0-9A-Z]", upn[1:]):
        return False
    values = [int(sign) if sign.isdigit() else _UPN_LETTERS.find(sign) for sign in upn[1:]]
    total = sum(weight * value for weight, value in enumerate(values, start=2))
    return values[-1] >= 0 and _UPN_LETTERS[total % 23] == upn[0]


def is_nhs_number(text: str) -> bool:
    """Whether ten digits are an NHS number, the check digit right."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    return len(digits) == 10 and (11 - _weighed(digits)) % 11 == digits[9]


def is_uln(text: str) -> bool:
    """Whether ten digits are a unique learner number, the check digit right."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    return len(digits) == 10 and digits[0] != 0 and 10 - _weighed(digits) == digits[9] and _weighed(digits) != 0


def _weighed(digits: list[int]) -> int:
    return sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11


def _find(text: str) -> Iterator[Identifier]:
    for match in _UPN.finditer(text):
        yield Identifier("a unique pupil number", is_upn(match[0]))
    for match in _TEN_DIGITS.finditer(text):
        if is_nhs_number(match[0]):
            yield Identifier("an NHS number", True)
        elif is_uln(match[0]):
            yield Identifier("a unique learner number", True)
    if _NATIONAL_INSURANCE.search(text):
        yield Identifier("a National Insurance number", True)
    if _TRIBUNAL.search(text):
        yield Identifier("a reference number of the tribunal", True)
    elif _REFERENCE.search(text):
        yield Identifier("a reference number", False)
    if _PHONE.search(text) or _SPELT_NUMBER.search(text):
        yield Identifier("a telephone number", False)
    if _EMAIL.search(text) or _SPELT_EMAIL.search(text):
        yield Identifier("an e-mail address", False)
    if _HANDLE.search(text):
        yield Identifier("a name on social media", False)
    if _ADDRESS.search(text) or _PLAIN_ADDRESS.search(text):
        yield Identifier("an address", False)
    if any(not _ORDINAL.search(match[0].lower()) or match[0].isupper() for match in _POSTCODE.finditer(text)):
        yield Identifier("a postcode", False)
    if _BIRTH.search(text):
        yield Identifier(DATE_OF_BIRTH, True)
    if _URN.search(text):
        yield Identifier("a school's reference number", True)
    elif _SCHOOL_NUMBER.search(text):
        yield Identifier("what may be a school's reference number", False)
