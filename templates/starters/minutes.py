"""The minutes: a draft prepared before the meeting, and the record once the discussion has been typed in."""

from __future__ import annotations

from starters.word import document, each, heading, paragraph, phrase, when

DRAFT = "Draft prepared before the meeting, not a record"


def make_minutes() -> bytes:
    """Return minutes.docx, in the shape of an agenda system's item page."""
    body = (
        paragraph("Agenda item {{ meeting.item_number }}", "Note")
        + paragraph("{{ meeting.item_title }}", "Title")
        + paragraph("{{ meeting.purpose }}")
        + when("not minutes.is_final", paragraph(DRAFT, "Recommendation"))
        + heading(1, "Minutes:", is_numbered=False)
        + _presented()
        + when("minutes.is_final", _said())
        + when("not minutes.is_final", _prepared())
        + when("sections.actions", _log())
        + _supporting()
    )
    return document("Minutes: {{ meeting.item_title }}", body, "{{ authority.name }} · {{ meeting.committee }}")


def _presented() -> str:
    return (
        phrase("minutes.introduced", "Normal")
        + when(
            "sections.modules",
            paragraph("There were three parts to the programme:", extra="<w:keepNext/>"),
            each("module in rows.modules", paragraph("Module {{ module.number }}: {{ module.title }}", "ListBullet")),
        )
        + "".join(
            phrase(f"minutes.{name}", "Normal")
            for name in ("caseload", "deficit", "deficit_unmitigated", "survey", "matrix")
        )
        + when(
            "sections.matrix",
            paragraph("The areas in the matrix were:", extra="<w:keepNext/>"),
            each("row in rows.opportunities", paragraph("{{ row.statement }}", "ListBullet")),
        )
        + when(
            "sections.themes",
            paragraph("The work was grouped in these themes:", extra="<w:keepNext/>"),
            each("theme in rows.themes", paragraph("{{ theme.title }}", "ListBullet")),
        )
        + when(
            "sections.programme",
            paragraph("The improvement programme had these elements:", extra="<w:keepNext/>"),
            each("element in rows.programme", paragraph("{{ element.element }}", "ListBullet")),
        )
        + phrase("minutes.programme", "Normal")
        + phrase("minutes.grant", "Normal")
    )


def _said() -> str:
    return each(
        "entry in minutes.discussion",
        when("entry.is_heading", paragraph("{{ entry.words }}", "Heading2")),
        when("entry.is_line and entry.is_right", paragraph("{{ entry.words }}", "ActionRight")),
        when("entry.is_line and not entry.is_right", paragraph("{{ entry.words }}", "Action")),
        when("not entry.is_line and not entry.is_heading", paragraph("{{ entry.words }}")),
    )


def _prepared() -> str:
    return when(
        "likely_questions",
        heading(2, "Prepared answers, for use if asked"),
        each(
            "item in likely_questions",
            paragraph("{{ item.question }}", "Question"),
            paragraph("Prepared answer: {{ item.answer }}", "Answer"),
        ),
    ) + when(
        "meeting.recommendations",
        heading(2, "Recommended"),
        paragraph("It is recommended that {{ meeting.the_committee }}:", extra="<w:keepNext/>"),
        each("item in meeting.recommendations", paragraph("{{ item }}", "ListBullet")),
    )


def _log() -> str:
    return heading(2, "Update on actions") + each(
        "action in rows.actions",
        paragraph(
            "{{ action.id }}: {{ action.owners }} to {{ action.action }}. {{ action.status }}."
            "{% if action.outcome %} {{ action.outcome }}{% endif %}"
            "{% if action.closed_at %} Closed on {{ action.closed_at }}."
            "{% elif action.due %} Due on {{ action.due }}.{% endif %}"
        ),
    )


def _supporting() -> str:
    return heading(1, "Supporting documents:", is_numbered=False) + "".join(
        paragraph(f"{{{{ meeting.item_title }}}}: {words}", "ListBullet")
        for words in ("report", "appendices", "slides")
    )
