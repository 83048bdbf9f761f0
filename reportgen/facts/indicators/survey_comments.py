"""What people wrote in a survey, by theme: how many comments are about each, and which percent of them."""

from __future__ import annotations

from reportgen.facts.fact import Fact
from reportgen.facts.identifiers import identifier, slug
from reportgen.facts.indicators.survey import record_share
from reportgen.facts.ledger import Ledger, indicator
from reportgen.facts.provenance import sources_of
from reportgen.facts.survey import Question, read_questions
from reportgen.facts.units import COMMENTS
from reportgen.inputs.table import Row


@indicator("survey.comment_themes", title="What comments were about")
def survey_comment_themes(ledger: Ledger) -> None:
    """The number of comments on each theme and its percentage of all comments, as sorted by the officers who read them.

    How to read: One comment may be about several themes, so percentages can add up to more than a hundred.
    Caveat: Sorting comments is a judgement. Only comments approved for publication are quoted.
    A member may ask: Who sorted the comments into themes? Officers did, reading each one. The quotes are people's own.
    """
    for question in read_questions(ledger.inputs):
        rows = [
            row
            for row in ledger.inputs.rows("survey_comments")
            if identifier(row.text("survey")) == question.survey and identifier(row.text("question_id")) == question.id
        ]
        if not rows:
            continue
        name = f"survey.{question.survey}.{question.id}"
        themes: dict[str, tuple[str, list[Row]]] = {}
        for row in rows:
            for key, theme in {slug(theme): theme for theme in row.items("themes")}.items():
                themes.setdefault(key, (theme, []))[1].append(row)
        total = _record_comments(ledger, question, f"{name}.comments", "comments", rows)
        for key, (theme, about) in themes.items():
            _record_comments(ledger, question, f"{name}.theme.{key}", theme, about, total)


def _record_comments(
    ledger: Ledger, question: Question, fact_id: str, label: str, rows: list[Row], total: Fact | None = None
) -> Fact:
    basis = f"{question.basis}; one comment may be about several themes"
    count = ledger.record(
        fact_id,
        len(rows),
        COMMENTS,
        f"{question.short_text}: {label}",
        as_of=question.closed,
        calculation=f"{len(rows)} {'comment' if len(rows) == 1 else 'comments'} counted",
        inputs=(total.id,) if total else (),
        sources=sources_of(ledger.inputs, "survey_comments", rows, "themes"),
        basis=basis,
        assumptions=(basis,),
        counts_children=True,
    )
    if total is not None and total.value:
        record_share(ledger, count, total)
    return count
