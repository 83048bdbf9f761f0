"""The committee paper: the English committee report in its usual order, each part there only where it has data."""

from __future__ import annotations

from starters.word import (
    data_table,
    document,
    each,
    figure,
    header_table,
    heading,
    numbered,
    own_words,
    paragraph,
    phrase,
    question_figure,
    summary_lines,
    when,
)

IMPACTS = (
    ("equality", "Equality"),
    ("climate", "Climate and sustainability"),
    ("data_protection", "Data protection"),
    ("property", "Property"),
    ("staffing", "Staffing"),
)
FOOTER = "{{ authority.name }} · {{ meeting.item_title }}"


def make_paper() -> bytes:
    """Return paper.docx."""
    body = (
        _head(),
        _summary(),
        _asks(),
        _standing(),
        _forecast(),
        _caseload(),
        _survey(),
        _matrix(),
        _programme(),
        _money(),
        _implications(),
        _consultation(),
        _end(),
    )
    return document("{{ meeting.item_title }}", "".join(body), FOOTER)


def _head() -> str:
    return paragraph("{{ meeting.item_title }}", "Title") + header_table(
        (
            ("Report to", "{{ meeting.committee }}, {{ meeting.meeting_date }}, item {{ meeting.item_number }}"),
            ("Contains confidential or exempt information", "{{ meeting.exempt }}"),
            ("Member reporting", "{{ meeting.member_reporting }}"),
            ("Responsible officer", "{{ meeting.responsible_officer }}"),
            ("Wards affected", "{{ meeting.wards }}"),
        ),
        "About this report: a label and its value in each row",
    )


def _summary() -> str:
    return heading(1, "Summary", is_numbered=False) + summary_lines("SummaryLine")


def _asks() -> str:
    return (
        heading(1, "Purpose")
        + numbered("{{ meeting.purpose }}")
        + own_words("introduction")
        + heading(1, "Recommendation")
        + when(
            "meeting.recommendations",
            paragraph("**Recommendation:** that {{ meeting.the_committee }}", "Recommendation"),
            each("item in meeting.recommendations", paragraph("{{ item }}", "RecommendationItem")),
        )
        + when(
            "not meeting.recommendations",
            paragraph("**Recommendation:** that {{ meeting.the_committee }} [recommendation]", "Recommendation"),
        )
        + when(
            "narrative.reasons is defined",
            heading(2, "Reasons"),
            paragraph("{{p narrative.reasons }}", "NumberedParagraph"),
        )
        + when(
            "narrative.options is defined",
            heading(2, "Options considered"),
            paragraph("{{p narrative.options }}", "NumberedParagraph"),
        )
    )


def _standing() -> str:
    return when(
        "sections.modules",
        heading(1, "Where the programme stands"),
        numbered('Table {{ ref("table", "modules") }} shows where each module of the programme stands.'),
        data_table("modules"),
    )


def _forecast() -> str:
    return when(
        "sections.finance",
        heading(1, "Baseline and forecast"),
        own_words("finance"),
        phrase("shows.deficit", figure="deficit", table="finance"),
        figure("deficit"),
        data_table("finance"),
    )


def _caseload() -> str:
    return when(
        "sections.caseload or sections.flow",
        heading(1, "Plans and placements"),
        own_words("caseload"),
        phrase("answer.caseload", figure="caseload", table="caseload"),
        when(
            "sections.flow",
            numbered(
                '{% if has_phrase("summary.flow") %}{{ phrase("summary.flow") }} {% endif %}'
                "The appendices give every measure."
            ),
        ),
        figure("caseload"),
        data_table("caseload"),
    )


def _survey() -> str:
    return when(
        "sections.survey",
        heading(1, "What parents and case reviews said"),
        own_words("survey"),
        phrase("summary.survey"),
        when(
            "survey_charts",
            each("item in survey_charts", when("loop.index == 1", *question_figure())),
        ),
        own_words("case_reviews"),
        when(
            "sections.quotes",
            numbered("In the words of parents and carers, as they were written:"),
            each("quote in quotes", paragraph("“{{ quote.text }}”", "ListBullet")),
        ),
    )


def _matrix() -> str:
    return when(
        "sections.matrix",
        heading(1, "Opportunity matrix"),
        own_words("matrix"),
        phrase("steady.worth", table="matrix"),
        phrase("steady.split"),
        paragraph("How to read this table", "ReadingHeading"),
        paragraph("Each row is one way of supporting a group of children differently.", "Reading"),
        paragraph(
            "**Steady state** is the yearly effect once the change has worked through every year group. It is not this "
            "year's saving and not the total over the plan.",
            "Reading",
        ),
        paragraph(
            "**Children** is how many would be supported differently at any one time. **Target** is what the plans are "
            "built on; **stretch** is more than is planned for.",
            "Reading",
        ),
        paragraph("All figures are modelled. The appendices work one row through from start to end.", "Reading"),
        data_table("matrix"),
    )


def _programme() -> str:
    return when(
        "sections.themes or sections.programme",
        heading(1, "Themes and improvement programme"),
        own_words("themes"),
        when(
            "sections.themes",
            numbered("The work is grouped in these themes:"),
            each("theme in rows.themes", paragraph("**{{ theme.title }}.** {{ theme.summary }}", "ListBullet")),
        ),
        own_words("programme"),
        when(
            "sections.programme",
            data_table("programme"),
        ),
    )


def _money() -> str:
    return (
        when(
            "sections.grant",
            heading(1, "Grant"),
            own_words("grant"),
            phrase("shows.grant", table="grant"),
            data_table("grant"),
        )
        + when(
            "sections.benefits",
            heading(1, "Benefits so far"),
            own_words("benefits"),
            phrase("answer.evidence", table="benefits"),
            data_table("benefits"),
        )
        + when(
            "sections.milestones",
            heading(1, "Milestones and progress measures"),
            own_words("milestones"),
            data_table("milestones"),
        )
        + when(
            "sections.kpis",
            phrase("shows.kpis", table="kpis"),
            data_table("kpis"),
        )
        + when(
            "sections.key_outcomes",
            heading(1, "Key implications"),
            data_table("key_outcomes"),
        )
        + when(
            'has_table("finance_in_year")',
            heading(1, "Financial details"),
            phrase("shows.in_year", table="finance_in_year"),
            data_table("finance_in_year"),
        )
    )


def _implications() -> str:
    return (
        _implication("legal", "Legal implications")
        + when(
            "sections.risks",
            heading(1, "Risk management"),
            own_words("risks"),
            data_table("risks"),
        )
        + when(
            "sections.implications",
            heading(1, "Equality and other impacts"),
            *(_impact(kind, title) for kind, title in IMPACTS),
        )
    )


def _impact(kind: str, title: str) -> str:
    return when(
        f"implications.{kind} is defined",
        each(f"words in implications.{kind}", paragraph(f"**{title}.** {{{{ words }}}}", "NumberedParagraph")),
    ) + own_words(kind)


def _implication(kind: str, title: str) -> str:
    return when(
        f"narrative.{kind} is defined or implications.{kind} is defined",
        heading(1, title),
        own_words(kind),
        when(
            f"implications.{kind} is defined",
            each(f"words in implications.{kind}", paragraph("{{ words }}", "NumberedParagraph")),
        ),
    )


def _consultation() -> str:
    return when(
        "sections.consultees or narrative.consultation is defined",
        heading(1, "Consultation"),
        own_words("consultation"),
        when(
            "sections.consultees",
            data_table("consultees"),
        ),
    ) + when(
        "sections.timetable or narrative.timetable is defined or narrative.next_steps is defined",
        heading(1, "Timetable"),
        own_words("timetable"),
        own_words("next_steps"),
        data_table("timetable"),
    )


def _end() -> str:
    return (
        heading(1, "Appendices and background documents")
        + numbered(
            "The appendices are published beside this report. They {% if sections.matrix %}work the steady-state "
            "figures through, {% endif %}answer questions members may ask{% if sections.matrix %},{% endif %} "
            "and define every figure used here."
        )
        + each("item in meeting.appendices", numbered("Attached: {{ item }}."))
        + each("item in meeting.background_documents", numbered("Background document: {{ item }}."))
        + when("disclosure_notes", phrase("note.hidden"))
        + heading(1, "Report history")
        + header_table(
            (
                ("Decision asked for", "{{ meeting.decision|capitalize }}"),
                ("Figures as at", "{{ meeting.data_as_of }}"),
                ("Previous report", "{{ meeting.previous_meeting_date }}"),
                ("Report author", "{{ meeting.report_author }}"),
            ),
            "How this report came about: a label and its value in each row",
        )
    )
