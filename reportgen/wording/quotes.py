"""What people wrote in surveys: the approved words alone, whole, in a stated order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Text
from reportgen.wording.node import Node

ORDER = "Quotes stand a theme each in turn, the theme of most comments first, as received."
"""How quotes are chosen and ordered: every approved one, nothing shortened."""


def make_quotes(inputs: Inputs) -> tuple[Node, ...]:
    """Return the comments that may be quoted with their themes, as ``published_text`` where that is given.

    What was held back stands in no table (:mod:`reportgen.inputs.protection`). No quote is shortened: its sense is the
    writer's. They stand in the order :data:`ORDER` states, so that the first few show different themes.
    """
    rows = inputs.rows("survey_comments")
    about = Counter(theme for row in rows for theme in row.items("themes"))
    order = {theme: number for number, (theme, _) in enumerate(about.most_common())}
    turns: Counter[int] = Counter()
    ranked: list[tuple[int, int, Node]] = []
    for row in rows:
        for quote in _quote(row):
            theme = min((order[theme] for theme in row.items("themes")), default=len(order))
            ranked.append((turns[theme], theme, quote))
            turns[theme] += 1
    return tuple(quote for _, _, quote in sorted(ranked, key=lambda entry: entry[:2]))


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
