"""Mistakes of wording that the public record shows again and again, found in templates, narrative and output.

The list is that of published papers and minutes: programme names got wrong, terms mis-expanded, mistyped years, and
writing that members stumble over. A finding is advice: it never stops a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 25
"""Words a sentence may have at most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake: the words it stands in, as found, and what to write instead."""

    found: str
    remedy: str


_YEAR = r"20\d\d"

RULES: tuple[tuple[str, str], ...] = (
    (r"(?i)\bdelivering better values\b", "write “Delivering Better Value”"),
    (r"(?i)\bdelivering best value in send\b", "write “Delivering Better Value in SEND”"),
    (r"\bDVB\b", "write “DBV”"),
    (r"(?i)\bopportunit(?:y|ies) mix\b", "write “opportunity matrix”"),
    (r"(?i)\bindependent mainstream specialist schools?\b",
     "INMSS are “independent and non-maintained special schools”"),
    (r"(?i)\bindependent non[- ]mainstream special(?:ist)? schools?\b",
     "INMSS are “independent and non-maintained special schools”"),
    (r"\bCIPFRA\b", "write “CIPFA”"),
    (r"\bSEND2\b", "write “SEN2”: it is the census of plans"),
    (r"\b200\d\d/\d\d\b", "a digit too many in the year"),
    (r"\b20\d/\d\d\b", "a digit is missing in the year"),
    (r"\bEHC Plan plan\b|\bEHCP plans?\b", "the P of EHCP is “plan” already"),
    (r"\bDSG grant\b", "the G of DSG is “grant” already"),
    (r"\bHNB block\b", "the B of HNB is “block” already"),
    (r"\bSENCO co-?ordinators?\b", "the CO of SENCO is “co-ordinator” already"),
    (r"\bSEND disabilit(?:y|ies)\b", "the D of SEND is “disabilities” already"),
    (r"(?i)\bspecial education needs\b", "write “special educational needs”"),
    (r"(?i)\beducation health care plans?\b|\beducational,? health and care plans?\b",
     "write “education, health and care plan”"),
    (r"(?i)\bdesignated schools grant\b", "write “dedicated schools grant”"),
    (r"(?i)\bhigher needs (?:block|budget|funding)\b", "write “high needs”"),
    (r"(?i)\bsteady[- ]state saving this year\b", "a steady-state saving is not this year's saving"),
    (r"\bFYE\b", "say “financial year end” or “full-year effect”"),
    (r"(?i)£0\.\d+ ?(?:m\b|million)", "write it in thousands: £400,000, not £0.4 million"),
    (r"£\d{4,}", "put commas in pounds: £1,500,000"),
    (r"(?i)£[\d.,]+ (?:mil|mill|mn)\b", "write “million”"),
    (r"(?i)[−-]£[\d.,]+(?: ?m| million)? deficit", "a deficit is said in words, without a minus sign"),
    (r"(?i)\bdeficit of [−-]£", "a deficit is said in words, without a minus sign"),
    (r"\d ?%ge\b|\bpercent\b", "write % or “per cent”"),
    (r"(?i)\b(\w+) \1\b(?<!had had)(?<!that that)", "a word stands twice"),
    (r"(?i)\bsuffer(?:s|ing)? from (?:autism|adhd|dyslexia|a disability)\b", "say “has” or “with”, not “suffers from”"),
    (r"(?i)\b(?:SEN|SEND|special needs|EHCP) (?:kids|pupils and their problems)\b", "say “children with …”"),
    (r"(?i)\bwheelchair[- ]bound\b", "say “uses a wheelchair”"),
    (r"(?i)\bgoing forwards?\b", "say when, or leave it out"),
    (r"(?i)\bin order to\b", "write “to”"),
    (r"(?i)\butilis(?:e|es|ed|ing)\b", "write “use”"),
    (rf"(?i)\bfrom {_YEAR}-\d\d(?:\d\d)?-{_YEAR}", "write “from … to …”"),
)  # fmt: skip
"""Pattern and remedy of each mistake."""

_COMPILED = tuple((re.compile(pattern), remedy) for pattern, remedy in RULES)
_SENTENCES = re.compile(r"(?<=[.!?])[”\"')]*\s+(?=[A-Z“\"£\d])")
_TAGS = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.S)
_NOT_WORDS = re.compile(r"^[\W_]+$")


def find_mistakes(text: str) -> tuple[Finding, ...]:
    """Return the mistakes of a text, in the order they stand; tags of a template in it are passed over."""
    plain = _TAGS.sub("…", text)
    found = [(match.start(), Finding(match[0], remedy)) for rule, remedy in _COMPILED for match in rule.finditer(plain)]
    return tuple(finding for _, finding in sorted(found, key=lambda entry: entry[0]))


def find_long_sentences(text: str) -> tuple[Finding, ...]:
    """Return the sentences of a text with more than :data:`LONGEST_SENTENCE` words, each by its beginning."""
    return tuple(_long(_TAGS.sub("…", text)))


def lint(texts: Iterable[str]) -> tuple[Finding, ...]:
    """Return every finding of some paragraphs once: mistakes first found first, then sentences too long."""
    found: dict[Finding, None] = {}
    for text in texts:
        found |= dict.fromkeys((*find_mistakes(text), *find_long_sentences(text)))
    return tuple(found)


def _long(text: str) -> Iterator[Finding]:
    for sentence in _SENTENCES.split(text):
        words = [word for word in sentence.split() if not _NOT_WORDS.match(word)]
        if len(words) > LONGEST_SENTENCE:
            beginning = " ".join(words[:8])
            yield Finding(
                f"{beginning} …", f"a sentence of {len(words)} words; {LONGEST_SENTENCE} are enough: make two"
            )
