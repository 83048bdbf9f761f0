"""What people wrote in surveys: the approved words alone."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.inputs.table import Inputs, Row
from reportgen.office.values import Text
from reportgen.wording.node import Node


def make_quotes(inputs: Inputs) -> tuple[Node, ...]:
    """Return the approved comments with their themes, as ``published_text`` where that is given.

    A comment in which a screened word stands is held back, approved or not.
    """
    screened = [row.text("text").casefold() for row in inputs.screening if row.text("text")]
    return tuple(quote for row in inputs.rows("survey_comments") for quote in _quote(row, screened))


def _quote(row: Row, screened: list[str]) -> Iterator[Node]:
    text = row.text("published_text") or row.text("comment")
    if not row.flag("approved") or not text or any(word in text.casefold() for word in screened):
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
