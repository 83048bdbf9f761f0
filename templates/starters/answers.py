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
        + heading(1, "Headline numbers", is_numbered=False)
        + summary_lines("Compact")
        + when(
            "sections.matrix",
            heading(1, "Steady state in two sentences", is_numbered=False),
            phrase("steady.what", "Compact"),
            phrase("steady.this_year", "Compact"),
        )
        + when(
            "likely_questions",
            heading(1, "What members may ask", is_numbered=False),
            each("item in likely_questions", paragraph("**{{ item.question }}** {{ item.answer }}", "Compact")),
        )
    )
    return document("Answers: {{ meeting.item_title }}", body, "{{ authority.name }} · Answers", margin=850)
