"""Of many comments, approved or not, changed afterwards or not, those are quoted whose exact text was approved."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from reportgen.errors import Place
from reportgen.inputs import protection
from reportgen.inputs.protection import approval_code, protect
from reportgen.inputs.table import Cell, Inputs, Row, SourceFile, Table, Value
from reportgen.inputs.tables import TABLES
from reportgen.period import Period
from reportgen.project import Settings
from reportgen.wording.quotes import make_quotes
from tests.inputs.sentences import HARMLESS

_SENTENCES = [sentence for listed in HARMLESS for sentence in listed]
_SIGNS = "abcdefghijklmnopqrstuvwxyz.,!’"


def _changed(text: str, chance: random.Random) -> str:
    """A text with one letter or mark in it replaced, added or left out."""
    place = chance.randrange(len(text))
    sign = chance.choice([each for each in _SIGNS if each != text[place]])
    tail = text[place + 1 :]
    return text[:place] + chance.choice(
        [f"{sign}{tail}", f"{sign}{text[place]}{tail}", tail if text[place] != " " else f"-{tail}"]
    )


def _comments(number: int, chance: random.Random) -> Iterator[tuple[dict[str, Value], str]]:
    """Rows of survey_comments, each with the text that may be quoted of it, blank for none."""
    for count in range(number):
        text = f"{chance.choice(_SENTENCES)} So it went {'on and ' * (count % 7)}on."
        other = _changed(text, chance)
        is_given = chance.random() < 0.3
        shown = f"We say: {text[0].lower()}{text[1:]}" if is_given else text
        approved = chance.choice([True, False, None])
        code = chance.choice([None, approval_code(shown), approval_code(shown).upper(), approval_code(other)])
        row: dict[str, Value] = {
            "survey": "parents", "question_id": "words", "comment": text, "themes": ("help",), "approved": approved,
            "published_text": shown if is_given else None, "approval_code": code,
        }  # fmt: skip
        fits = code is None or code.casefold() == approval_code(shown)
        yield row, shown if approved and fits else ""


def _quoted(number: int) -> tuple[list[str], list[str]]:
    """What is quoted of so many comments, and what may be."""
    made = list(_comments(number, random.Random(20)))
    rows = tuple(
        Row({name: Cell(value, "", Place("survey_comments.csv", "", f"A{at}")) for name, value in row.items()}, at)
        for at, (row, _) in enumerate(made, start=2)
    )
    table = Table(TABLES["survey_comments"], rows, SourceFile("survey_comments.csv", ""))
    inputs, _problems = protect(Inputs(Period.parse("2025-26-q2"), {"survey_comments": table}), Settings(), {})
    return sorted(str(quote["text"]) for quote in make_quotes(inputs)), sorted(text for _, text in made if text)


def test_of_two_thousand_comments_those_approved_as_they_stand_are_quoted_and_no_other() -> None:
    quoted, approved = _quoted(2_000)
    assert quoted == approved and 200 < len(quoted) < 800


def test_the_same_look_sees_a_comment_that_slipped_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "_reasons", lambda row, column, screen: ())
    quoted, approved = _quoted(500)
    assert set(approved) < set(quoted)


def test_any_one_sign_changed_changes_the_code() -> None:
    chance = random.Random(21)
    for sentence in _SENTENCES * 40:
        assert approval_code(_changed(sentence, chance)) != approval_code(sentence)
