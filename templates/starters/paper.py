"""The committee paper: the English committee report in its usual order, each part there only where it has data."""

from __future__ import annotations

from starters.word import (
    data_table,
    document,
    each,
    figure,
    given,
    header_table,
    heading,
    numbered,
    own_words,
    paragraph,
    phrase,
    question_figure,
    row_table,
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
            ("Report to", "{{ meeting.committee }}, {{ meeting.meeting_date }}"),
            ("Agenda item", "{{ meeting.item_number }}"),
            ("Contains confidential or exempt information", "{{ meeting.exempt }}"),
            ("Member reporting", "{{ meeting.member_reporting }}"),
            ("Responsible officer", "{{ meeting.responsible_officer }}"),
            ("Report author", "{{ meeting.report_author }}"),
            ("Wards affected", "{{ meeting.wards }}"),
        )
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
            paragraph("**Recommendation:** that {{ meeting.committee }}", "Recommendation"),
            each("item in meeting.recommendations", paragraph("{{ item }}", "RecommendationItem")),
        )
        + when(
            "not meeting.recommendations",
            paragraph("**Recommendation:** that {{ meeting.committee }} [recommendation]", "Recommendation"),
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
        numbered(
            'Table {{ ref("table", "modules") }} gives the modules of {{ programme.name }} and where each stands.'
        ),
        row_table(
            'Table {{ caption("table", "modules") }}: The modules',
            "module in rows.modules",
            (
                ("Module", "{{ module.number }} {{ module.title }}", 32),
                ("Status", "{{ module.status|capitalize }}", 15),
                ("Started", '{{ module.started or "not started" }}', 23),
                ("What it does", '{{ module.summary or "not given" }}', 46),
            ),
        ),
    )


def _forecast() -> str:
    return when(
        "sections.finance",
        heading(1, "Baseline and forecast"),
        own_words("finance"),
        phrase("shows.in_year", figure="deficit", table="finance"),
        figure("deficit"),
        data_table("finance"),
    )


def _caseload() -> str:
    return when(
        "sections.caseload",
        heading(1, "Plans and placements"),
        own_words("caseload"),
        phrase("answer.caseload", figure="caseload", table="caseload"),
        figure("caseload"),
        data_table("caseload"),
    ) + when(
        "sections.flow",
        heading(1, "Requests and timeliness"),
        numbered(
            '{% if has_phrase("summary.flow") %}{{ phrase("summary.flow") }} {% endif %}'
            "The appendices give every measure."
        ),
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
        phrase("steady.short", table="matrix"),
        phrase("steady.cash"),
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
            row_table(
                'Table {{ caption("table", "programme") }}: The improvement programme',
                "element in rows.programme",
                (
                    ("Element", "{{ element.element }}", 34),
                    ("Owner", given("element.owner"), 30),
                    ("Status", "{{ element.rag }}, {{ element.status }}", 24),
                    ("Budget", given("element.budget"), 16),
                ),
            ),
        ),
    )


def _money() -> str:
    milestones = (
        ("Milestone", "{{ milestone.title }}", 36),
        ("First planned", given("milestone.baseline_date"), 24),
        ("Now due or done", given("milestone.actual_date or milestone.forecast_date"), 24),
        ("Status", given("milestone.rag"), 18),
    )
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
            heading(1, "Milestones"),
            own_words("milestones"),
            row_table(
                'Table {{ caption("table", "milestones") }}: Milestones', "milestone in rows.milestones", milestones
            ),
        )
        + when(
            "sections.key_outcomes",
            heading(1, "Key implications"),
            row_table(
                'Table {{ caption("table", "key_outcomes") }}: What would count as success',
                "row in rows.key_outcomes",
                (
                    ("Outcome", "{{ row.outcome }}", 26),
                    ("Unmet", given("row.unmet"), 18),
                    ("Met", given("row.met"), 18),
                    ("Exceeded", given("row.exceeded"), 18),
                    ("Significantly exceeded", given("row.significantly_exceeded"), 20),
                    ("Delivery date", given("row.date_of_delivery"), 20),
                ),
            ),
        )
    )


def _implications() -> str:
    return (
        _implication("legal", "Legal implications")
        + when(
            "sections.risks",
            heading(1, "Risk management"),
            own_words("risks"),
            row_table(
                'Table {{ caption("table", "risks") }}: Risks before and after what is done about them',
                "risk in rows.risks",
                (
                    ("Threat", "{{ risk.threat }}", 28),
                    (
                        "Without controls (impact, likelihood)",
                        given("risk.uncontrolled_impact") + ", " + given("risk.uncontrolled_likelihood"),
                        20,
                    ),
                    ("In place and proposed", given("risk.mitigation") + "\n" + given("risk.proposed"), 30),
                    (
                        "With controls (impact, likelihood)",
                        given("risk.controlled_impact") + ", " + given("risk.controlled_likelihood"),
                        20,
                    ),
                ),
            ),
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
            row_table(
                'Table {{ caption("table", "consultees") }}: Who was consulted',
                "person in rows.consultees",
                (
                    ("Name", "{{ person.name }}", 30),
                    ("Post", given("person.post"), 26),
                    ("Sent", '{{ person.sent or "not recorded" }}', 30),
                    ("Returned", '{{ person.returned or "not returned" }}', 30),
                ),
            ),
        ),
    ) + when(
        "sections.timetable",
        heading(1, "Timetable"),
        own_words("timetable"),
        row_table(
            'Table {{ caption("table", "timetable") }}: Timetable for implementation',
            "row in rows.timetable",
            (("Date", "{{ row.date }}", 28), ("What happens", "{{ row.details }}", 72)),
        ),
    )


def _end() -> str:
    return (
        when("narrative.next_steps is defined", heading(1, "Next steps"), own_words("next_steps"))
        + heading(1, "Appendices and background documents")
        + numbered(
            "The appendices are published beside this report. They work the steady-state figures through, answer "
            "questions members may ask, and define every figure used here."
        )
        + when(
            "meeting.appendices",
            numbered("Also attached:"),
            each("item in meeting.appendices", paragraph("{{ item }}", "ListBullet")),
        )
        + when(
            "meeting.background_documents",
            numbered("Background documents:"),
            each("item in meeting.background_documents", paragraph("{{ item }}", "ListBullet")),
        )
        + when("disclosure_notes", phrase("note.hidden"))
    )
