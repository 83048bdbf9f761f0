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
    question_figure,
    question_table,
    quoted,
    when,
)

_CHILDREN = ("caseload", "needs", "ages", "flow", "comparators")
"""The tables of plans and requests, in their order."""
_PARTS = (
    ("sections.matrix", "How steady state is worked out"),
    ("likely_questions", "Questions members may ask"),
    (
        'narrative.what_changed is defined or has_table("what_changed") or sections.actions',
        "What changed, and update on actions",
    ),
    (
        " or ".join(f'has_table("{name}")' for name in _CHILDREN),
        "Plans by placement, need and age; requests and timeliness",
    ),
    ("survey_items", "What each survey question asked and found"),
    (
        'sections.kpis or sections.grant or sections.benefits or has_table("bridge") or has_table("spend") '
        'or has_table("s251")',
        "Progress and money in detail",
    ),
    ("definitions", "Definitions"),
    ("true", "Data sources, checks and glossary"),
)
"""Each appendix: when it is there, and its heading."""


def make_appendices() -> bytes:
    """Return appendices.docx."""
    contents = "".join(
        when(test, paragraph(title, "Contents", link=_anchor(number))) for number, (test, title) in enumerate(_PARTS)
    )
    bodies = (
        _steady_state(),
        _questions(),
        _changes(),
        _children(),
        _survey(),
        _progress(),
        _definitions(),
        _quality(),
    )
    body = (
        paragraph("Appendices: {{ meeting.item_title }}", "Title")
        + paragraph("To the report to {{ meeting.committee }}, {{ meeting.meeting_date }}")
        + contents
        + "".join(
            when(test, heading(1, title, anchor=_anchor(number)), content)
            for number, ((test, title), content) in enumerate(zip(_PARTS, bodies, strict=True))
        )
    )
    return document(
        "Appendices: {{ meeting.item_title }}",
        body,
        "{{ authority.name }} · Appendices: {{ meeting.item_title }}",
        appendix=True,
    )


def _anchor(number: int) -> str:
    return f"appendix_{number + 1}"


def _steady_state() -> str:
    names = ("what", "per_year", "from_when", "compared", "cash", "sure", "this_year", "so_far", "forecast")
    return (
        "".join(phrase(f"steady.{name}") for name in names)
        + figure("ramp")
        + figure("matrix")
        + when(
            'has_phrase("steady.example")',
            heading(2, "One row worked through"),
            phrase("steady.example"),
            phrase("steady.example_years"),
            data_table("example"),
            phrase("steady.four"),
            data_table("four_numbers"),
            phrase("steady.overlap"),
        )
        + when(
            "attribute_tables",
            heading(2, "Eight things to know about each figure"),
            numbered(
                "A steady-state figure can mean different things. For each row the table says whether it is a "
                "yearly amount or a total, and counts children at one time or new ones. It gives the price base, "
                "what is taken off and when it is reached. It says what it is compared with and how sure it is."
            ),
            each(
                "item in attribute_tables",
                paragraph('Table {{ caption("table", item.name) }}: {{ item.title }}', "Caption"),
                paragraph("{{ table(item.name) }}"),
            ),
        )
    )


def _questions() -> str:
    return each(
        "item in likely_questions",
        paragraph("{{ item.question }}", "Question"),
        paragraph("{{ item.answer }}", "Answer"),
    )


def _survey() -> str:
    return each(
        "item in survey_items",
        when("has_chart(item.name) and not item.is_themes", question_figure("item")),
        when("item.is_themes or not has_chart(item.name)", question_table("item")),
    ) + when(
        "sections.quotes",
        heading(2, "What people wrote"),
        each(
            "asked in quote_groups",
            when("asked.text", paragraph("Asked: {{ asked.text }}", "Question")),
            each("quote in asked.quotes", quoted()),
            paragraph("{{ asked.order }}{% if asked.note %} {{ asked.note }}{% endif %}", "Note"),
        ),
    )


def _children() -> str:
    return "".join(data_table(name) for name in _CHILDREN)


def _changes() -> str:
    changed = phrase("shows.what_changed") + own_words("what_changed") + data_table("what_changed")
    return when(
        'narrative.what_changed is defined or has_table("what_changed")',
        heading(2, "What changed since the last report"),
        changed,
    ) + when("sections.actions", heading(2, "Update on actions"), data_table("actions"))


def _progress() -> str:
    money = figure("bridge") + data_table("bridge") + phrase("shows.spend") + data_table("spend") + data_table("s251")
    return data_table("kpis") + figure("grant") + data_table("grant") + figure("benefits") + money


def _definitions() -> str:
    return each(
        "entry in definitions",
        paragraph("**{{ entry.label }}.** {{ entry.definition }} {{ entry.how_to_read }} {{ entry.caveat }}", "Answer"),
    )


def _quality() -> str:
    return (
        phrase("note.caseload")
        + phrase("note.forecast")
        + phrase("note.modelled")
        + phrase("note.hidden")
        + phrase("note.rounding")
        + when("disclosure_notes", numbered("What is hidden in this pack, and under which rule:"))
        + each("note in disclosure_notes", paragraph("{{ note }}", "ListBullet"))
        + own_words("data_notes")
        + when("sources", numbered("The figures come from these tables, as at the dates given:"))
        + each("source in sources", paragraph("{{ source }}", "ListBullet"))
        + when(
            'has_table("reconciliation")',
            heading(2, "Checks"),
            numbered(
                'Table {{ ref("table", "reconciliation") }} sets figures that ought to agree beside each other, '
                "and says whether they do."
            ),
            data_table("reconciliation"),
        )
        + when(
            "glossary_used",
            heading(2, "Glossary"),
            each("entry in glossary_used", paragraph("**{{ entry.term }}:** {{ entry.meaning }}", "Answer")),
        )
    )
