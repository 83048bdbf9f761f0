"""The committee paper: the English committee report in its usual order, each part there only where it has data."""

from __future__ import annotations

from starters.word import (
    data_table,
    document,
    each,
    either_phrase,
    figure,
    figure_pair,
    header_table,
    heading,
    leading,
    numbered,
    own_words,
    paragraph,
    phrase,
    question_pair,
    quoted,
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
        _actions(),
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
            paragraph("**Recommendation:** that {{ meeting.the_committee }}:", "Recommendation"),
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


def _actions() -> str:
    return when(
        "sections.actions",
        heading(1, "Update on actions"),
        leading("Actions from earlier meetings (the appendices give owners and dates):"),
        each(
            "action in rows.actions",
            paragraph(
                "**{{ action.id }}, {{ action.status|lower }}:** {{ action.action }}."
                "{% if action.outcome %} {{ action.outcome }}{% endif %}",
                "ListBullet",
            ),
        ),
    )


def _forecast() -> str:
    return when(
        "sections.finance",
        heading(1, "Baseline and forecast"),
        own_words("finance"),
        when(
            'has_chart("deficit")',
            numbered(
                'Figure {{ ref("figure", "deficit") }} shows the balance at each year end'
                '{% if has_table("finance") %}; table {{ ref("table", "finance") }} gives every amount{% endif %}.'
            ),
        ),
        figure("deficit"),
    )


def _caseload() -> str:
    return when(
        "sections.caseload or sections.flow",
        heading(1, "Plans and placements"),
        own_words("caseload"),
        phrase("shows.placements"),
        phrase("answer.timeliness"),
        when(
            'has_chart("caseload") and has_chart("ages")',
            numbered(
                'Figures {{ ref("figure", "caseload") }} and {{ ref("figure", "ages") }} show plans over time '
                "and by age."
            ),
        ),
        figure_pair("caseload", "ages"),
    )


def _survey() -> str:
    return when(
        "sections.survey",
        heading(1, "What parents and case reviews said"),
        own_words("survey"),
        when(
            'has_phrase("summary.survey")',
            numbered(
                '{{ phrase("summary.survey") }}'
                '{% if survey_pair %} See figure {{ ref("figure", survey_pair.left.name) }}.{% endif %}'
            ),
        ),
        own_words("case_reviews"),
        question_pair(),
        when(
            "sections.quotes",
            each(
                "asked in quote_groups",
                leading("People wrote{% if asked.text %}, when asked “{{ asked.text }}”{% endif %}:"),
                each("quote in asked.first", quoted()),
                paragraph(
                    "{{ asked.order }}{% if asked.more %} The appendices have all of them.{% endif %}"
                    "{% if asked.note %} {{ asked.note }}{% endif %}",
                    "Note",
                ),
            ),
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
            leading("The work is grouped in these themes:"),
            each("theme in rows.themes", paragraph("**{{ theme.title }}.** {{ theme.summary }}", "ListBullet")),
        ),
        own_words("programme"),
        when(
            "sections.programme",
            numbered('Table {{ ref("table", "programme") }} gives the owner and rating of each element.'),
            data_table("programme"),
        ),
    )


def _money() -> str:
    return (
        when(
            "sections.grant",
            heading(1, "Grant"),
            own_words("grant"),
            either_phrase("shows.grant_in_full", "shows.grant"),
        )
        + when(
            "sections.benefits",
            heading(1, "Benefits so far"),
            own_words("benefits"),
            phrase("answer.evidence", table="benefits"),
            data_table("benefits"),
        )
        + when(
            "sections.milestones or sections.kpis",
            heading(1, "Milestones and progress measures"),
            own_words("milestones"),
            phrase("shows.milestones", table="milestones"),
            data_table("milestones"),
            phrase("shows.kpis"),
        )
        + when(
            "sections.key_outcomes",
            heading(1, "Key implications"),
            numbered('Table {{ ref("table", "key_outcomes") }} shows what would count as success.'),
            data_table("key_outcomes"),
        )
        + when(
            'has_table("finance")',
            heading(1, "Financial details"),
            phrase("shows.in_year", table="finance"),
            data_table("finance"),
        )
    )


def _implications() -> str:
    return (
        _implication("legal", "Legal implications")
        + when(
            "sections.risks",
            heading(1, "Risk management"),
            own_words("risks"),
            numbered('Table {{ ref("table", "risks") }} rates each risk before and after what is done about it.'),
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
            numbered('Table {{ ref("table", "consultees") }} shows who was consulted, statutory officers first.'),
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
        + leading(
            "The appendices, published beside this report, {% if sections.matrix %}work the steady-state figures "
            "through, {% endif %}answer likely questions and define every figure."
        )
        + each("item in meeting.appendices", leading("Attached: {{ item }}."))
        + each("item in meeting.background_documents", leading("Background document: {{ item }}."))
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
