"""The appendices, published apart: how figures are worked out, questions and answers, changes, actions, definitions."""

from __future__ import annotations

from starters.word import (
    data_table,
    document,
    each,
    figure,
    heading,
    numbered,
    own_words,
    paragraph,
    phrase,
    row_table,
    when,
)

_PARTS = (
    ("sections.matrix", "How steady state is worked out"),
    ("questions", "Questions members may ask"),
    ("sections.survey", "What each survey question asked and found"),
    ('has_table("changes") or narrative.what_changed is defined', "What changed since the last report"),
    ("sections.actions", "Update on actions"),
    ("definitions", "Definitions"),
    ("true", "Data sources and quality"),
    ("glossary_used", "Glossary"),
)


def make_appendices() -> bytes:
    """Return appendices.docx."""
    contents = "".join(when(test, paragraph(title, "Contents")) for test, title in _PARTS)
    bodies = (_steady_state(), _questions(), _survey(), _changes(), _actions(), _definitions(), _quality(), _glossary())
    body = (
        paragraph("Appendices: {{ meeting.item_title }}", "Title")
        + paragraph("To the report to {{ meeting.committee }}, {{ meeting.meeting_date }}")
        + contents
        + "".join(when(test, heading(1, title), content) for (test, title), content in zip(_PARTS, bodies, strict=True))
    )
    return document(
        "Appendices: {{ meeting.item_title }}",
        body,
        "{{ authority.name }} · Appendices: {{ meeting.item_title }}",
        appendix=True,
    )


def _steady_state() -> str:
    sentences = "".join(phrase(f"steady_state.{name}") for name in ("meaning", "not_this_year", "rule"))
    steps = "".join(phrase(f"steady_state.example_{step}") for step in ("flow", "children", "saving", "ramp"))
    return (
        sentences
        + heading(2, "One row worked through")
        + steps
        + data_table("steady_state_years")
        + heading(2, "Eight things to know about each figure")
        + numbered(
            "A steady-state figure can mean different things. The table says which for every row: whether it is a "
            "yearly amount, whether it counts children at one time, the price base, whether the cost of the new "
            "setting and of the programme is taken off, the year it is reached, the baseline it starts from, and how "
            "sure it is."
        )
        + data_table("attributes")
    )


def _questions() -> str:
    return each(
        "item in questions",
        paragraph("{{ item.question }}", "Question"),
        paragraph("{{ item.answer }}", "Answer"),
    )


def _survey() -> str:
    return own_words("survey") + figure("survey")


def _changes() -> str:
    return own_words("what_changed") + data_table("changes")


def _actions() -> str:
    return row_table(
        'Table {{ caption("table", "actions") }}: Actions from earlier meetings',
        "action in rows.actions",
        (
            ("Action", "{{ action.id }}: {{ action.action }}", 40),
            ("Owner", "{{ action.owners }}", 22),
            ("Status", "{{ action.status }}", 16),
            ("Outcome", '{{ action.outcome or "none yet" }}', 30),
        ),
    )


def _definitions() -> str:
    return each(
        "entry in definitions",
        paragraph("{{ entry.label }}", "Question"),
        paragraph("{{ entry.definition }}", "Answer"),
    )


def _quality() -> str:
    return (
        phrase("data.as_at")
        + phrase("data.suppression")
        + each("note in disclosure_notes", paragraph("{{ note }}", "NumberedParagraph"))
        + own_words("data_notes")
        + when("sources", numbered("The figures come from these tables, as at the dates given:"))
        + each("source in sources", paragraph("{{ source }}", "ListBullet"))
    )


def _glossary() -> str:
    return each("entry in glossary_used", paragraph("**{{ entry.term }}:** {{ entry.meaning }}"))
