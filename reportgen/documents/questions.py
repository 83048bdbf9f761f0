"""The questions members are likely to ask: the officers' prepared ones, the phrases', then each measure's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reportgen.facts.factset import PublishedFacts
from reportgen.facts.ledger import INDICATORS
from reportgen.office.values import Text
from reportgen.wording.node import Node

MOST, ENOUGH = 10, 5
_QUESTION = "question_"


def likely_questions(names: Mapping[str, object], facts: PublishedFacts) -> tuple[Node, ...]:
    """Return at most ten questions with ``question`` and ``answer``, those members asked first.

    An officer's own answer comes before one from the phrases file; ``question_<x>`` there is answered by
    ``answer_<x>`` and left out where either has no data. Where these are few, the published definitions add theirs.
    """
    prepared = names["questions"]
    assert isinstance(prepared, tuple)
    found: dict[str, Node] = {}
    for question in (*prepared, *_from_phrases(names)):
        found.setdefault(str(question["question"]).casefold(), question)
    for question in _from_definitions(facts):
        if len(found) < ENOUGH:
            found.setdefault(str(question["question"]).casefold(), question)
    return tuple(found.values())[:MOST]


def _from_phrases(names: Mapping[str, object]) -> Iterator[Node]:
    known, phrase = names["phrase_names"], names["phrase"]
    assert isinstance(known, tuple)
    assert callable(phrase)
    for name in known:
        answer = f"answer_{name.removeprefix(_QUESTION)}"
        if name.startswith(_QUESTION) and answer in known and phrase(name) and phrase(answer):
            yield Node({"question": phrase(name), "answer": phrase(answer)}, "a question")


def _from_definitions(facts: PublishedFacts) -> Iterable[Node]:
    """The line “A member may ask: Why …? Because …” of each measure printed, in its two halves."""
    for name in dict.fromkeys(fact.indicator for fact in facts if fact.value is not None):
        declared = INDICATORS.get(name)
        question, mark, answer = declared.question.partition("? ") if declared else ("", "", "")
        if mark:
            ref = f"definition:{name}"
            yield Node({"question": Text(f"{question}?", ref), "answer": Text(answer, ref)}, "a question")
