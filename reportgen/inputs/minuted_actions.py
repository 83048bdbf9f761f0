"""ACTIONs in the words of published minutes, in the ways English councils write them (domain C3 and C4).

ACTION: Head of Finance to arrange a briefing.          a line of its own
… the tax base would be checked. (Action: A Clerk)      in brackets behind what is to be done
Action – to table the report in March                   nobody named
Action 72: Head of Finance to report back               with a number that runs on from meeting to meeting
ACTION:                                                 what follows: a paragraph, or bullets
DISCUSSION / DECISION / ACTION                          headings, each with its paragraphs
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"(?:ACTIONS?|Actions?)(?: points?| POINTS?)?(?: [A-Z]{0,3}\d+)?\s*[:–—-]\s*(?P<rest>.*)")
_BRACKETS = re.compile(r"[(\[]\s*action(?: by| for)?\s*[:–—-]\s*([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]", re.I)
_HEADING = re.compile(r"(?:\d+[.)]\s*)?(DISCUSSION|DECISION|ACTION)S?\s*:?", re.I)
_BULLET = re.compile(r"^[•·▪◦*–-]\s*|^\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s+")
_TO = re.compile(
    r"(?P<owners>[^.;:]{2,160}?),? (?:(?:was|were|is|are) asked to|agreed to|undertook to|to|will|would|should) "
    r"(?!(?:the|a|an|our|this|that)\b)(?P<action>[a-z].*)",
    re.S,
)
_NONE = frozenset({"none", "no action", "no actions", "n/a", "not applicable", "nil"})
_ENDS_SECTION = re.compile(r"\d+[.)] [A-Z]|(?i:Update on actions|Supporting documents|Next meeting|Date of next)\b")
_NUMBERED = re.compile(r"^\d+(?:\.\d+)+\.?\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SMALL = frozenset("a an and for in of on the to with & –".split())  # noqa: SIM905
_ROLE = re.compile(
    r"\b(?:head|director|manager|officers?|lead|chair|vice|chief|clerk|leader|member|accountants?|team|service|council)"
    r"\b",
    re.I,
)
_AND = re.compile(r"\s*(?:;|,(?! (?:and )?(?:Director|Head|Manager|Officer|Chair)\b)|/|\band\b|&)\s*")


@dataclass(frozen=True, slots=True)
class MinutedAction:
    """One action as minuted: who, what, and the words of the minutes it was read from."""

    owners: tuple[str, ...]
    action: str
    quote: str


def find_actions(paragraphs: Sequence[str]) -> tuple[MinutedAction, ...]:
    """Return the actions in the paragraphs of minutes, in their order; the same words twice are one action."""
    lines = [text for text in (" ".join(paragraph.split()) for paragraph in paragraphs) if text]
    found = dict.fromkeys(_find(lines))
    return tuple({action.action.casefold(): action for action in reversed(found)}.values())[::-1]


def _find(lines: Sequence[str]) -> Iterator[MinutedAction]:
    has_headings = any(_is_heading(line, "DISCUSSION", "DECISION") for line in lines)
    number = 0
    while number < len(lines):
        line, before = lines[number], lines[number - 1] if number else ""
        number += 1
        bare = _BULLET.sub("", line)
        start = _LINE.fullmatch(bare)
        if start or (has_headings and _is_heading(bare, "ACTION")):
            rest = start["rest"].strip() if start else ""
            if rest:
                yield from [] if _is_none(rest) else [_read(rest, before, line)]
                continue
            following = _section(lines[number:]) if has_headings else _next_words(lines[number:])
            for words in following:
                yield _read(_BULLET.sub("", words), before, words)
            number += len(following)
            continue
        for bracket in _BRACKETS.finditer(line):
            said = _BRACKETS.sub("", line[: bracket.start()]).strip() or before
            yield _read(bracket[1].strip(), said, line)


def _is_heading(line: str, *names: str) -> bool:
    heading = _HEADING.fullmatch(line)
    return heading is not None and heading[1].upper() in names and (line.isupper() or line.endswith(":"))


def _section(lines: Sequence[str]) -> list[str]:
    """The paragraphs below a heading, up to the next one."""
    found: list[str] = []
    for line in lines:
        if _is_heading(line, "DISCUSSION", "DECISION", "ACTION") or line.isupper() or _ENDS_SECTION.match(line):
            break
        if not _is_none(line):
            found.append(line)
    return found


def _is_none(words: str) -> bool:
    return words.strip(" .").casefold() in _NONE


def _next_words(lines: Sequence[str]) -> list[str]:
    """The next paragraph; where it is a bullet, all bullets that follow."""
    found: list[str] = []
    for line in lines:
        if found and not _BULLET.match(line):
            break
        found.append(line)
        if not _BULLET.match(line):
            break
    return found


def _read(words: str, before: str, quote: str) -> MinutedAction:
    """Return the action of the words behind the mark; ``before`` is the text in front of it."""
    told = _TO.fullmatch(words)
    if told and _names_somebody(told["owners"]):
        return MinutedAction(_owners(told["owners"]), _plain(told["action"]), quote)
    if _names_somebody(words) and before and not words.casefold().startswith("to "):
        said = _NUMBERED.sub("", before.strip())
        return MinutedAction(_owners(words), _plain(_SENTENCE.split(said)[-1]), quote)
    return MinutedAction((), _plain(words.removeprefix("to ").removeprefix("To ")), quote)


def _names_somebody(words: str) -> bool:
    """Whether words are a name or a post: all but the small ones have a capital, or they name a post."""
    parts = re.findall(r"[\w&–'’-]+", words)
    if not parts or len(words) > 160:
        return False
    if all(part in _SMALL or not part[0].islower() for part in parts):
        return parts[0].casefold() not in _SMALL or len(parts) > 1
    return len(parts) <= 3 and _ROLE.search(words) is not None


def _owners(words: str) -> tuple[str, ...]:
    """Split owners where each piece stands by itself; “Head of Strategy and Inclusion” is one post."""
    pieces = [piece.strip(" .,") for piece in _AND.split(words.strip(" .")) if piece.strip(" .,")]
    is_one_post = any(len(piece.split()) < 2 and not _ROLE.search(piece) for piece in pieces)
    mixed = [bool(_ROLE.search(piece)) for piece in pieces]
    if len(pieces) < 2 or is_one_post or (mixed[0] and not all(mixed)):
        return (words.strip(" ."),)
    return tuple(pieces)


def _plain(words: str) -> str:
    return words.strip().rstrip(".").strip()
