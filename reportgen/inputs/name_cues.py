"""Names in running text by what stands around them, for names that no list holds (reliability, section 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set

from reportgen.inputs.known_words import CAPITALISED, NAMES_TOO, ORDINARY, THINGS_TOO

INITIAL = "an initial in the place of a name"
BEGINNING = "a name at the beginning of a sentence"
OWNED = "a name before words such as “plan” or “school”"
_WEB_ADDRESS = re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:com|org|net|co\.uk|org\.uk|uk|io)\b", re.IGNORECASE)

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME = r"([^\W\d_][\w'’-]*)"
_CHILD = (
    r"son|daughter|child|boy|girl|brother|sister|sibling|twins?|grandson|granddaughter|grandchild|nephew|niece|"
    r"stepson|stepdaughter|foster (?:son|daughter|child)|lad|kid|friend|pupil|student"
)
_AFTER = (
    re.compile(rf"\b(?i:my|our|his|her|their|the|a)\s+(?:[a-z-]+\s+){{0,2}}(?:{_CHILD})\b[\s,:(–-]+{_NAME}"),
    re.compile(rf"\b(?:called|named|name is|name's|surname is)\s+{_NAME}"),
    re.compile(rf"\b(?:[Ll]ittle|[Pp]oor|[Dd]ear|[Yy]oung)\s+{_NAME}"),
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Prof|Professor|Master)\b\.?\s+{_NAME}")
_OWNED = re.compile(
    rf"\b{_NAME}['’]s?\s+(?:[a-z]+\s+)?(?:plans?|ehcp?s?|ehc|school|college|nursery|teachers?|ta|class|placement|taxi|"
    r"transport|needs|support|mum|mother|dad|father|parents?|family|case|diagnosis|review|education|tribunal|"
    r"funding|progress|behaviour|anxiety)\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    rf"(?:^|[.!?\n“\"]\s*){_NAME}\s+(?:is|was|has|had|needs|needed|loves|loved|likes|liked|gets|got|can't|cannot|"
    r"couldn't|doesn't|didn't|goes|went|attends|attended|struggles|struggled|hates|hated|wants|wanted|feels|felt|"
    r"started|left|and I|isn't|wasn't|hasn't|will be)\b"
)
_WANTING = re.compile(
    rf"(?:^|[.!?\n“\"]\s*){_NAME}\s+(?:needs|needed|loves|loved|likes|liked|hates|hated|wants|wanted|attends|attended|"
    r"struggles|struggled|feels|felt|deserves|deserved|copes|coped|cries|cried|thrives|thrived|and I)\b"
)
_SCHOOL = re.compile(
    rf"\b{_NAME}\s+(?:Primary|Secondary|Special|Infants?|Juniors?|High|Grammar|Nursery|School|Academy|College|House|"
    r"Centre)\b"
)
_ONLY = re.compile(
    r"\bthe only (?:other )?(?:boy|girl|child|pupil|student|young person|one|family|twins?)\b", re.IGNORECASE
)
_YEAR = r"(?:in|from|at)\s+(?:(?:year|yr|y|class)\s?[0-9]|reception\b|nursery\b)"
_ALIKE = re.compile(
    rf"\b(?:boy|girl|lad|twin|brother|sister)\b[^.!?\n]{{0,60}}\b{_YEAR}|"
    rf"\b(?:child|pupil|student|user)\b[^.!?\n]{{0,20}}\bwith\b[^.!?\n]{{0,40}}\b{_YEAR}|"
    rf"\b(?:boy|girl|child|pupil|student)\s+{_YEAR}\s+with\b|"
    r"\b(?:only|just|the) one (?:\w+ ){0,2}(?:child|boy|girl|pupil|student|user|family|wheelchair)\b",
    re.IGNORECASE,
)
_SMALL_CALLED = re.compile(rf"\b(?i:{_CHILD})\b[^.!?\n]{{0,20}}\b(?:called|named)\s+([a-z][a-z'’-]+)")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,3}(?!\w)")
_PERIOD_OF_YEAR = re.compile(r"\s+(?:term|holidays?|break|half)\b")
_SMALL_NAME = re.compile(
    rf"\b(?i:my|our)\s+(?:[a-z-]+\s+)?(?i:{_CHILD})[\s,]+([a-z][a-z'’-]+)[\s,]+(?:is|was|has|had|never|cannot|can't|can’t|"
    r"does|did|got|needs|needed|who|will|would|could|couldn't|couldn’t|didn't|didn’t|went|loves|loved)\b"
)
_INITIAL = re.compile(r"(?<![\w.'’&-])([B-HJ-Z])\b(?![.'’]?\w|[&+])(?!\.\s?[A-Z]\.)")
_SMALL = (_SMALL_NAME, _SMALL_CALLED)
_BEFORE_LETTER = re.compile(
    r"\b(?:section|part|plan|type|appendix|grade|level|band|year|category|group|vitamin|option|form|figure|annex|model|"
    r"class|block|tier|plans?|sections|parts|and|or|to|hepatitis)\s*$",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;\n]|[.!?]['’”\")]+)[\s“\"'‘(•*-]*$")


def find_name_cues(text: str, vocabulary: Set[str] = frozenset()) -> tuple[str, ...]:
    """Return, in words, why a text seems to name a person or a school: never the name.

    ``vocabulary`` holds further words in lower case that are nobody's name.
    """
    return tuple(dict.fromkeys(_find(text, vocabulary)))


def has_unknown_capital(text: str, vocabulary: Set[str] = frozenset()) -> bool:
    """Whether a word within a sentence has a capital and is not known to be an ordinary word."""
    return any(
        word[0].isupper()
        and len(word) > 1
        and not _is_known(word, vocabulary)
        and not _SENTENCE_END.search(text[: match.start()])
        and not _PERIOD_OF_YEAR.match(text, match.end())
        for match in WORD.finditer(text)
        for word in (match[0],)
    )


def find_comment_cues(text: str, vocabulary: Set[str] = frozenset()) -> tuple[str, ...]:
    """Return further reasons why a comment seems to name somebody, too weak for the words of officers."""
    found = []
    if any(_is_small_name(match[1], vocabulary) for cue in _SMALL for match in cue.finditer(text)):
        found.append("a name after words such as “my son”")
    if any(not _BEFORE_LETTER.search(text[: match.start()]) for match in _INITIAL.finditer(text)) or any(
        not _is_known(re.sub(r"\W", "", match[0]), vocabulary) for match in _DOTTED.finditer(text)
    ):
        found.append(INITIAL)
    if any(not unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER")) for sign in _LATIN.findall(text)):
        found.append("words in another script, which cannot be looked through")
    if _WEB_ADDRESS.search(text):
        found.append("a web address")
    return tuple(found)


def _is_small_name(word: str, vocabulary: Set[str]) -> bool:
    """Whether a word in small letters where a child's name may stand is not known to be an ordinary word."""
    return not (_is_known(word, vocabulary) or word.endswith("ly") or word in vocabulary)


def _find(text: str, vocabulary: Set[str]) -> Iterator[str]:
    if any(_seems_name(match[1], vocabulary) for cue in _AFTER for match in cue.finditer(text)):
        yield "a name after words such as “my son”"
    if any(match[1][0].isupper() for match in _TITLED.finditer(text)):
        yield "a name after a title such as Mrs"
    if any(_seems_name(match[1], vocabulary) for match in _OWNED.finditer(text)):
        yield OWNED
    if any(
        _seems_name(match[1], vocabulary) and match[1].casefold() not in THINGS_TOO for match in _DOING.finditer(text)
    ) or any(_seems_name(match[1], vocabulary) for match in _WANTING.finditer(text)):
        yield BEGINNING
    if any(_seems_name(match[1], vocabulary) for match in _SCHOOL.finditer(text)):
        yield "the name of a school"
    if _ONLY.search(text) or _ALIKE.search(text):
        yield "a description that may fit one child alone"


def _seems_name(word: str, vocabulary: Set[str]) -> bool:
    plain = re.sub(r"['’]s?$", "", word)
    return bool(plain) and plain[0].isupper() and not _is_known(plain, vocabulary)


def _is_known(word: str, vocabulary: Set[str]) -> bool:
    """Whether a word with a capital is known to name nobody; abbreviations of the field are, and words shouted."""
    key = re.sub(r"['’]s$", "", word.replace("’", "'")).casefold()
    whole = word.replace("’", "'").casefold()
    if key in CAPITALISED or whole in CAPITALISED or key.removesuffix("s") in CAPITALISED:
        return True
    if key in NAMES_TOO and not word.isupper():
        return False
    if key in ORDINARY or whole in ORDINARY or key in vocabulary or key.removesuffix("s") in vocabulary:
        return True
    return "-" in key and all(part in CAPITALISED | ORDINARY | vocabulary for part in key.split("-"))
