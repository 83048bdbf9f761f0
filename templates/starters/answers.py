"""The answer sheet: one side of A4 for the person who presents the item."""

from __future__ import annotations

from starters.word import document, each, heading, paragraph, phrase, summary_lines, when


def make_answers() -> bytes:
    """Return answers.docx."""
    body = (
        paragraph("Answers: {{ meeting.item_title }}", "Title")
        + paragraph(
            "For {{ meeting.presenter }}: {{ meeting.committee }}, {{ meeting.meeting_date }}. Figures as reported.",
            "Note",
        )
        + heading(2, "Headline numbers")
        + summary_lines("Compact")
        + when(
            "sections.matrix",
            heading(2, "Steady state in two sentences"),
            phrase("steady.what", "Compact"),
            phrase("steady.this_year", "Compact"),
        )
        + when(
            "likely_questions",
            heading(2, "What members may ask"),
            each("item in likely_questions", paragraph("**{{ item.question }}** {{ item.answer }}", "Compact")),
        )
    )
    return document("Answers: {{ meeting.item_title }}", body, "{{ authority.name }} · Answers", margin=850)
