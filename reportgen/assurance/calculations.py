"""The numbers in printed calculations: none may be that of a hidden part, or a small count nothing else stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.assurance.knowledge import Knowledge, is_count
from reportgen.facts.fact import Fact, Status
from reportgen.facts.factset import PublishedFacts

_TIMES = re.compile(r"\b(?:\d{1,2} )?[A-Z][a-z]+ \d{4}\b|\bquarter \d of \d{4}-\d{2}|\b\d{4}-\d{2}\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?")


def find_named(knowledge: Knowledge, facts: PublishedFacts, words: Mapping[str, str]) -> None:
    """Add every hidden number that a calculation could name. ``words`` are the calculations printed, by fact id."""
    totals: dict[str, list[str]] = {}
    for declared in facts.sums:
        totals.setdefault(declared.total, []).extend(declared.parts)
    for fact in facts:
        numbers = list(_numbers(words.get(fact.id, "")))
        if fact.id in knowledge.unknowns:
            if numbers and fact.status is Status.SUPPRESSED:
                knowledge.given_away[fact.id] = fact.label
            continue
        own = knowledge.known[fact.id][0]
        if any(abs(number - abs(own)) > 0.005 for number in numbers):
            for part in (*_parts(fact), *totals.get(fact.id, ())):
                if part in knowledge.unknowns and facts[part].status is Status.SUPPRESSED:
                    knowledge.given_away[part] = fact.label
        if _adds_small_counts(fact, words.get(fact.id, ""), knowledge.threshold):
            knowledge.given_away[fact.id] = fact.label


def _parts(fact: Fact) -> Iterator[str]:
    """Yield what a calculation could name: all the fact is worked out from, and of an answer those who answered."""
    yield from filter(None, (*fact.inputs, fact.numerator, fact.denominator))
    if fact.name.startswith("survey."):
        yield f"{fact.name.rpartition('.')[0]}.base"


def _adds_small_counts(fact: Fact, words: str, threshold: int) -> bool:
    added, is_sum, _ = words.partition(" = ")
    if not is_sum or " + " not in added or not is_count(fact) or fact.status is Status.PUBLISHED:
        return False
    return any(0 < number < threshold for number in _numbers(added))


def _numbers(words: str) -> Iterator[float]:
    """Yield the numbers of a calculation, days and years left out."""
    for number in _NUMBER.findall(_TIMES.sub(" ", words)):
        yield float(number.rstrip(",").replace(",", ""))
