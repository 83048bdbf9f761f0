"""Two more layouts of the paper, to choose in ``reportgen.toml``: for a schools forum, and for a programme board."""

from __future__ import annotations

from starters.paper import FOOTER
from starters.word import (
    data_table,
    document,
    each,
    either_phrase,
    figure,
    header_table,
    heading,
    numbered,
    own_words,
    paragraph,
    phrase,
    summary_lines,
    when,
)


def make_schools_forum_report() -> bytes:
    """Return schools-forum-report.docx: purpose, recommendations, reasons, alternatives, supporting information."""
    head = header_table(
        (
            ("To", "{{ meeting.committee }}"),
            ("Date", "{{ meeting.meeting_date }}"),
            ("From", "{{ meeting.responsible_officer }}"),
        ),
        "About this report: a label and its value in each row",
    )
    body = (
        paragraph("{{ meeting.item_title }}", "Title")
        + head
        + heading(1, "Purpose of report")
        + numbered("{{ meeting.purpose }}")
        + own_words("introduction")
        + heading(1, "Recommendations")
        + _recommended("That {{ meeting.the_committee }}:")
        + heading(1, "Reasons for recommendations")
        + own_words("reasons")
        + when("narrative.reasons is not defined", summary_lines("NumberedParagraph"))
        + heading(1, "Alternative options considered")
        + own_words("options")
        + when("narrative.options is not defined", numbered("None are put forward in this report."))
        + heading(1, "Supporting information")
        + _supporting()
        + heading(1, "Contact for further information")
        + numbered("{{ meeting.report_author }}")
    )
    return document("{{ meeting.item_title }}", body, FOOTER)


def make_board_highlight_report() -> bytes:
    """Return board-highlight-report.docx: what stands where, what is late and what the board should know."""
    head = header_table(
        (
            ("Programme", "{{ programme.name }}"),
            ("Period", "{{ period.name }}"),
            ("Board and date", "{{ meeting.committee }}, {{ meeting.meeting_date }}"),
            ("Reported by", "{{ meeting.presenter }}, {{ meeting.presenter_role }}"),
        ),
        "About this report: a label and its value in each row",
    )
    body = (
        paragraph("Highlight report: {{ meeting.item_title }}", "Title")
        + head
        + heading(1, "Headlines", is_numbered=False)
        + summary_lines("SummaryLine")
        + when("sections.modules or sections.programme", heading(1, "Progress this quarter"))
        + data_table("modules")
        + own_words("programme")
        + data_table("programme")
        + when("sections.milestones", heading(1, "Milestones"), own_words("milestones"), data_table("milestones"))
        + when("sections.kpis", heading(1, "Measures"), data_table("kpis"))
        + when("sections.benefits", heading(1, "Benefits so far"), phrase("answer.evidence"), data_table("benefits"))
        + when("sections.grant", heading(1, "Grant"), phrase("shows.grant"), data_table("grant"))
        + when("sections.risks", heading(1, "Risks"), own_words("risks"), data_table("risks"))
        + when("sections.actions", heading(1, "Actions"), data_table("actions"))
        + heading(1, "Decisions asked of the board")
        + _recommended("It is recommended that {{ meeting.the_committee }}:")
    )
    return document("Highlight report: {{ meeting.item_title }}", body, "{{ programme.name }} · {{ period.name }}")


def _recommended(lead: str) -> str:
    return when(
        "meeting.recommendations",
        paragraph(lead, extra="<w:keepNext/>"),
        each("item in meeting.recommendations", paragraph("{{ item }}", "ListBullet")),
    ) + when("not meeting.recommendations", numbered("[recommendation]"))


def _supporting() -> str:
    return (
        when("narrative.reasons is defined", either_phrase("summary.caseload", "summary.caseload_count"))
        + phrase("shows.placements", figure="caseload", table="caseload")
        + figure("caseload")
        + data_table("caseload")
        + phrase("shows.in_year", figure="deficit", table="finance")
        + figure("deficit")
        + data_table("finance")
        + own_words("matrix")
        + phrase("steady.worth", table="matrix")
        + data_table("matrix")
        + data_table("grant")
        + own_words("next_steps")
    )
