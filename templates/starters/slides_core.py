"""The title slide and the eight core slides."""

from __future__ import annotations

from starters.slide_shapes import Look
from starters.slides_kind import RowTable, Slide, notes, phrase, when

NUMBER, LABEL, CHANGE = Look(40, "tx2", True), Look(18, "tx1", after=6), Look(18, "tx1", True)
THIS_QUARTER = "The council's figures for {{ period.name }}, as in the report."


def card(condition: str, number: str, label: str, change: str, has_change: str) -> tuple[str | tuple[str, Look], ...]:
    """Return a key figure: the number large, what it is, and how it has changed where that is known."""
    return when(condition, (number, NUMBER), (label, LABEL), *when(has_change, (change, CHANGE)))


ASK_TITLE = '{{ title("ask", "What we ask of the committee") }}'
ASK_NOTES = {
    "say": "We ask the committee for the following.",
    "shows": "The recommendations of the report, word for word.",
    "question": "What happens next?",
    "source": "The report to {{ meeting.committee }}.",
}
ASKS = (
    "{%p if meeting.recommendations %}",
    ("That {{ meeting.the_committee }}:", Look(20, "tx2", True, after=6, is_plain=True)),
    "{%p for item in meeting.recommendations %}",
    "{{ item }}",
    "{%p endfor %}",
    "{%p else %}",
    "[recommendation]",
    "{%p endif %}",
)

CORE = (
    Slide(
        "Title",
        "{{ meeting.item_title }}",
        (
            "**Say.** Good evening. This is an update on {{ programme.name }} for {{ authority.name }}.",
            "**This slide shows.** The item, the committee and the date.",
            "**Likely question.** Which quarter do the figures cover?",
            "**Answer.** {{ period.name }}. Each slide gives its own date.",
            "**Source.** The report to {{ meeting.committee }}.",
        ),
        {
            "Subtitle": (
                "{{ meeting.committee }}, {{ meeting.meeting_date }}",
                "{{ meeting.presenter }}, {{ meeting.presenter_role }}",
                "{{ authority.name }}",
            )
        },
    ),
    Slide(
        "Key figures",
        '{{ title("where_we_are", "Where we are") }}',
        notes(
            "",
            say="Three numbers tell most of the story.",
            shows="Plans, timeliness and the high needs balance where there is data, each with its change.",
            question="Are these figures final?",
            answer="They are the council's own figures at the dates shown. Forecasts are marked as such.",
            source=THIS_QUARTER,
            spoken="say.where_we_are",
        ),
        {
            "Figure 1": card(
                'has("plans.total")',
                "{{ plans.total }}",
                "EHC plans, {{ plans.total|month }}",
                "{{ plans.total.change_year|change }} in a year",
                'has("plans.total.change_year")',
            ),
            "Figure 2": card(
                "highlights.flow.timeliness is defined",
                "{{ highlights.flow.timeliness }}",
                "of plans in 20 weeks, {{ highlights.flow.timeliness.period }}",
                "{{ highlights.flow.change|change }}",
                "highlights.flow.change is defined",
            ),
            "Figure 3": when(
                'has_phrase("card.deficit")',
                ("{{ highlights.deficit.now|size }}", NUMBER),
                ('{{ phrase("card.deficit") }}', LABEL),
            ),
            "Figure 4": when(
                'has_phrase("card.matrix")',
                ("{{ highlights.matrix.saving }}", NUMBER),
                ('{{ phrase("card.matrix") }}', LABEL),
            ),
        },
    ),
    Slide(
        "Panels",
        '{{ title("modules", "Three modules") }}',
        notes(
            "sections.modules",
            say="The programme has three parts: find out where we are going, find out why, and plan what to do.",
            shows="Each module with its status, its dates and what it does.",
            question="What is left to do?",
            answer="The improvement programme carries on the work of the last module.",
            source="The programme's module list, {{ period.name }}.",
        ),
        {
            f"Panel {number}": (
                "{%p for module in rows.modules %}",
                f"{{%p if loop.index == {number} %}}",
                ("Module {{ module.number }}", Look(16, "tx1", after=4)),
                ("{{ module.title }}", Look(24, "tx2", True, after=16)),
                ("{{ module.status|capitalize }}", Look(20, "tx1", True, after=6)),
                "{%p if module.finished %}",
                ("{{ module.started|month }} to {{ module.finished|month }}", Look(18, "tx1", after=16)),
                "{%p elif module.started %}",
                ("From {{ module.started|month }}", Look(18, "tx1", after=16)),
                "{%p endif %}",
                ("{{ module.summary }}", Look(20, "tx1")),
                "{%p endif %}",
                "{%p endfor %}",
            )
            for number in (1, 2, 3)
        },
    ),
    Slide(
        "Two charts",
        '{{ title("caseload", "caseload_count", "Plans and placements") }}',
        notes(
            'has_chart("caseload") and has_chart("placements")',
            say="The left side is how many plans there are. The right side is where children are placed.",
            shows="{{ charts.caseload.shows }} {{ charts.placements.shows }}",
            question="Why is the number rising?",
            answer="More requests are agreed than plans end. The report gives requests, decisions and plans ended.",
            source="{{ charts.placements.note }}",
        ),
        {
            "Left heading": (("{{ charts.caseload.title }}", Look(16, "tx2", True)),),
            "Right heading": (("{{ charts.placements.title }}", Look(16, "tx2", True)),),
            "Left chart": ('{{ chart("caseload") }}',),
            "Right chart": ('{{ chart("placements") }}',),
            "Note": ("{{ charts.placements.note }}",),
        },
    ),
    Slide(
        "Chart and message",
        '{{ title("deficit", "deficit_unmitigated", "The high needs balance") }}',
        notes(
            'has_chart("deficit")',
            say="Unmitigated means no further action. Mitigated takes off what agreed actions are expected to save.",
            shows="{{ charts.deficit.shows }}",
            question="Does the programme clear the deficit?",
            answer="No. It slows the growth. The running total stays until income is higher than spending.",
            source="{{ charts.deficit.note }}",
            spoken="say.deficit",
        ),
        {
            "Chart": ('{{ chart("deficit") }}',),
            "Message": (*phrase("summary.deficit"), *phrase("shows.bridge")),
            "Note": ("{{ charts.deficit.note }}",),
        },
    ),
    Slide(
        "Two charts",
        '{{ title("survey", "What parents and case reviews said") }}',
        notes(
            "survey_pair",
            say="These are two different questions, asked of different people. They are not to be added together.",
            shows="{{ survey_pair.left.shows }} {{ survey_pair.right.shows }}",
            question="What does this chart mean?",
            answer="{{ survey_pair.left.how_to_read }} {{ survey_pair.left.does_not_show }}",
            source="{{ survey_pair.left.note }} {{ survey_pair.right.note }}",
        ),
        {
            "Left heading": (("{{ survey_pair.left.title }}", Look(16, "tx2", True)),),
            "Right heading": (("{{ survey_pair.right.title }}", Look(16, "tx2", True)),),
            "Left chart": ("{{ chart(survey_pair.left.name) }}",),
            "Right chart": ("{{ chart(survey_pair.right.name) }}",),
            "Note": ("{{ survey_pair.left.note }}", "{{ survey_pair.right.note }}"),
        },
    ),
    Slide(
        "Table",
        '{{ title("matrix", "Opportunity matrix") }}',
        notes(
            'has_table("matrix")',
            say="Each row is a group of children who could be supported differently.",
            shows="Children benefiting at one time, and the yearly saving, once each change has fully worked through.",
            question="What do the numbers under steady state mean?",
            answer="They are yearly amounts, once the change has reached every year group; not this year's saving.",
            source="Modelled by the council; worked through in the appendices.",
            spoken="say.matrix",
        ),
        {"Table": ('{{ table("matrix") }}',), "Note": phrase("matrix.caption")},
    ),
    Slide(
        "Timeline",
        '{{ title("programme", "Programme, milestones and grant") }}',
        notes(
            "sections.milestones",
            say="The table gives what is due when. The card beside it is the grant.",
            shows="Each milestone with the date first planned, the date now expected and its status.",
            question="Is the programme on time?",
            answer="The status column says so for each milestone; amber and red ones are explained in the report.",
            source="The programme's milestone and grant records, {{ period.name }}.",
            spoken="say.programme",
        ),
        {
            "Table": RowTable(
                "Milestones",
                "milestone in rows.milestones",
                (
                    ("Milestone", "{{ milestone.title }}", 40),
                    ("First planned", '{{ milestone.baseline_date or "not given" }}', 24),
                    ("Now due or done", '{{ milestone.actual_date or milestone.forecast_date or "not given" }}', 24),
                    ("Status", '{{ milestone.rag or "not given" }}', 18),
                ),
            ),
            "Figure 1": card(
                "grant.spent is defined",
                "{{ grant.spent }}",
                "of the {{ grant.awarded }} grant is spent",
                "{{ grant.spent.change|change }} since {{ period.previous }}",
                'has("grant.spent.change")',
            ),
        },
    ),
    Slide(
        "Ask",
        ASK_TITLE,
        notes("sections.timetable", answer="The dates stand beneath the recommendations.", **ASK_NOTES),
        {"Asks": ASKS, "Next": (("What happens next", Look(18, "tx2", True)),), "Table": ('{{ table("timetable") }}',)},
    ),
    Slide(
        "Ask alone",
        ASK_TITLE,
        notes("not sections.timetable", answer="The next update comes at the end of the next quarter.", **ASK_NOTES),
        {"Asks": ASKS},
    ),
)
