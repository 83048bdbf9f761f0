"""What people wrote in surveys: the approved words alone, whole, in a stated order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Text
from reportgen.wording.node import Node
from reportgen.wording.survey_notes import describe_asked
from reportgen.wording.surveys import SurveyQuestion

ORDER = (
    "Quotes are chosen in this order: a theme each in turn, the theme of most comments first, as received. "
    "Each is printed whole. They are not a count."
)
"""How quotes are chosen and ordered within a question: every approved one, nothing shortened. Printed with them."""
FIRST = 3
"""How many quotes on a question stand in the body of a paper; all of them stand in the appendices."""


def make_quotes(inputs: Inputs) -> tuple[Node, ...]:
    """Return the comments that may be quoted with their themes, as ``published_text`` where that is given.

    What was held back stands in no table (:mod:`reportgen.inputs.protection`). No quote is shortened: its sense is the
    writer's. Questions stand as in the officers' table, and the quotes on each in the order :data:`ORDER` states, so
    that the first few show different themes.
    """
    asked = {_key(row): number for number, row in enumerate(inputs.rows("survey_questions"))}
    rows = inputs.rows("survey_comments")
    about = Counter((_key(row), theme) for row in rows for theme in row.items("themes"))
    order = {theme: number for number, (theme, _) in enumerate(about.most_common())}
    turns: Counter[tuple[tuple[str, str], int]] = Counter()
    ranked: list[tuple[int, int, int, Node]] = []
    for row in rows:
        key = _key(row)
        for quote in _quote(row):
            theme = min((order[key, theme] for theme in row.items("themes")), default=len(order))
            ranked.append((asked.get(key, len(asked)), turns[key, theme], theme, quote))
            turns[key, theme] += 1
    return tuple(quote for *_, quote in sorted(ranked, key=lambda entry: entry[:3]))


def _key(row: Row) -> tuple[str, str]:
    return row.text("survey").casefold(), row.text("question_id").casefold()


def group_quotes(quotes: Iterable[Node], questions: Iterable[SurveyQuestion]) -> tuple[Node, ...]:
    """Return a node for each question people wrote about: its words, who answered, its first quotes and all of them."""
    asked = {_key(question.row): question for question in questions}
    found: dict[tuple[str, str], list[Node]] = {}
    for quote in quotes:
        found.setdefault((str(quote["survey"]).casefold(), str(quote["question_id"]).casefold()), []).append(quote)
    return tuple(_make_group(asked.get(key), tuple(group)) for key, group in found.items())


def _make_group(question: SurveyQuestion | None, quotes: tuple[Node, ...]) -> Node:
    return Node(
        {
            "text": "" if question is None else question.text("text"),
            "note": "" if question is None else describe_asked(question),
            "order": ORDER,
            "first": quotes[:FIRST],
            "more": len(quotes) > FIRST,
            "quotes": quotes,
        },
        "the quotes on a question",
    )


def _quote(row: Row) -> Iterator[Node]:
    text = row.text("published_text") or row.text("comment")
    if not row.flag("approved") or not text:
        return
    column = "published_text" if row.text("published_text") else "comment"
    themes = ", ".join(row.items("themes"))
    yield Node(
        {
            "survey": row.text("survey"),
            "question_id": row.text("question_id"),
            "text": Text(text, f"input:survey_comments.{column}"),
            "themes": Text(themes[:1].upper() + themes[1:], "input:survey_comments.themes"),
        },
        "a quote",
    )
