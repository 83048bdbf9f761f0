"""The title slide and the eight core slides."""

from __future__ import annotations

from starters.slide_shapes import Look
from starters.slides_kind import (
    Slide,
    Words,
    chart_pair,
    chart_slide,
    notes,
    phrase,
    question_slide,
    table_slide,
    when,
)

NUMBER, LABEL, CHANGE = Look(40, "tx2", True), Look(18, "tx1", after=6), Look(18, "tx1", True)
THIS_QUARTER = "The council's figures for {{ period.name }}, as in the report."


def _card(number: int) -> Words:
    """Return a key figure: the number large, what it is, and how it has changed where that is known."""
    return when(
        f"cards|length >= {number}",
        (f"{{{{ cards[{number - 1}].number }}}}", NUMBER),
        (f"{{{{ cards[{number - 1}].label }}}}", LABEL),
        *when(f"cards[{number - 1}].change is defined", (f"{{{{ cards[{number - 1}].change }}}}", CHANGE)),
    )


def _module(number: int) -> Words:
    return (
        "{%p for module in rows.modules %}",
        f"{{%p if loop.index == {number} %}}",
        ("Module {{ module.number }}", Look(18, "tx1", after=4)),
        ("{{ module.title }}", Look(28, "tx2", True, after=20)),
        ("{{ module.status|capitalize }}", Look(24, "tx1", True, after=6)),
        "{%p if module.finished %}",
        ("{{ module.started|month }} to {{ module.finished|month }}", Look(18, "tx1", after=20)),
        "{%p elif module.started %}",
        ("From {{ module.started|month }}", Look(18, "tx1", after=20)),
        "{%p endif %}",
        ("{{ module.summary }}", Look(20, "tx1")),
        "{%p endif %}",
        "{%p endfor %}",
    )


ASK_TITLE = '{{ title("ask", "What we ask of the committee") }}'
ASK_NOTES = {
    "say": "We ask the committee for the following.",
    "shows": "The recommendations of the report, word for word.",
    "question": "What happens next?",
    "source": "The report to {{ meeting.committee }}.",
}
ASKS: Words = (
    ("That {{ meeting.the_committee }}:", Look(24, "tx2", True, after=12, is_plain=True)),
    "{%p if meeting.recommendations %}",
    "{%p for item in meeting.recommendations %}",
    ("{{ item }}", Look(after=12)),
    "{%p endfor %}",
    "{%p else %}",
    "[recommendation]",
    "{%p endif %}",
)

CORE = (
    Slide(
        "title",
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
        "where_we_are",
        "Key figures",
        '{{ title("where_we_are", "Where we are") }}',
        notes(
            "if cards",
            say="These numbers tell most of the story.",
            shows="Up to four key figures, each with its date and, where it is known, its change.",
            question="Are these figures final?",
            answer="They are the council's own figures at the dates shown. Forecasts are marked as such.",
            source=THIS_QUARTER,
            spoken="say.where_we_are",
        ),
        {f"Figure {number}": _card(number) for number in (1, 2, 3, 4)},
        "{{ authority.name }}. Figures for {{ period.name }}. EHC: education, health and care.",
    ),
    Slide(
        "modules",
        "Panels",
        '{{ title("modules", "Three modules") }}',
        notes(
            "if sections.modules",
            say="The programme has three parts: find out where we are going, find out why, and plan what to do.",
            shows="Each module with its status, its dates and what it does.",
            question="What is left to do?",
            answer="The improvement programme carries on the work of the last module.",
            source="The programme's module list, {{ period.name }}.",
        ),
        {f"Panel {number}": _module(number) for number in (1, 2, 3)},
    ),
    chart_pair(
        "caseload",
        "caseload",
        "placements",
        '{{ title("caseload", "caseload_count", "Plans and placements") }}',
        layout="Two charts, right wider",
        say="The left side is how many plans there are. The right side is where children are placed.",
        question="Why is the number rising?",
        answer="More requests are agreed than plans end. The report gives requests, decisions and plans ended.",
    ),
    chart_slide(
        "deficit",
        "deficit",
        '{{ title("deficit", "deficit_unmitigated", "The high needs balance") }}',
        say="Unmitigated means no further action. Mitigated takes off what agreed actions are expected to save.",
        question="Does the programme clear the deficit?",
        answer="No. It slows the growth. The running total stays until income is higher than spending.",
        points=("point.deficit_now", "point.deficit_year", "point.deficit_actions"),
        spoken="say.deficit",
    ),
    Slide(
        "survey",
        "Two charts",
        '{{ title("survey", "What parents and case reviews said") }}',
        notes(
            "if survey_pair",
            say="These are two different questions. Their answers are not to be added together.",
            shows="Left: {{ survey_pair.left.note }} {{ survey_pair.left.how_to_read }} "
            "{{ survey_pair.left.does_not_show }} "
            "Right: {{ survey_pair.right.note }} {{ survey_pair.right.how_to_read }} "
            "{{ survey_pair.right.does_not_show }}",
            question="What does this chart mean?",
            answer="{{ survey_pair.left.how_to_read }} {{ survey_pair.left.does_not_show }}",
            source="{{ survey_pair.left.answered }} {{ survey_pair.right.answered }}",
            picture="charts",
        ),
        {
            "Left heading": ("{{ survey_pair.left.text }}",),
            "Right heading": ("{{ survey_pair.right.text }}",),
            "Left chart": ("{{ chart(survey_pair.left.name) }}",),
            "Right chart": ("{{ chart(survey_pair.right.name) }}",),
            "Left note": ("{{ survey_pair.left.in_short }}",),
            "Right note": ("{{ survey_pair.right.in_short }}",),
        },
        "Left: {{ survey_pair.left.answered }} Right: {{ survey_pair.right.answered }}",
    ),
    question_slide(
        "survey_single", "survey_single", '{{ title("survey", "What was asked and found") }}', "if survey_single"
    ),
    table_slide(
        "matrix",
        "matrix",
        '{{ title("matrix", "Opportunity matrix") }}',
        layout="Matrix",
        say="Each row is a group of children who could be supported differently.",
        shows="Children benefiting at one time, and the yearly saving, once each change has fully worked through.",
        question="What do the numbers under steady state mean?",
        answer="They are yearly amounts, once the change has reached every year group; not this year's saving.",
        source='{{ phrase("source.matrix") }}',
        message=phrase("matrix.caption"),
        spoken="say.matrix",
    ),
    Slide(
        "milestones",
        "Timeline",
        '{{ title("programme", "Programme, milestones and grant") }}'
        "{% if not part.is_first %} (part {{ part.number }}){% endif %}",
        notes(
            "for part in slide_tables.milestones",
            say="The table gives what is due when. The card beside it is the grant.",
            shows="Each milestone with the date first planned, the date now expected and its rating.",
            question="Is the programme on time?",
            answer="The last column says so for each milestone; amber and red ones are explained in the report.",
            source="The programme's milestone and grant records, {{ period.name }}.",
            spoken="say.programme",
            picture="table",
        ),
        {
            "Table": ("{{ table(part.name) }}",),
            "Figure 1": when(
                "grant.spent is defined",
                ("{{ grant.spent }}", Look(32, "tx2", True)),
                ("of the {{ grant.awarded }} grant is spent", LABEL),
                *when(
                    'has("grant.spent.change")', ("{{ grant.spent.change|change }} since {{ period.previous }}", CHANGE)
                ),
            ),
        },
        "Programme and grant records, {{ period.name }}.",
    ),
    Slide(
        "ask",
        "Ask",
        ASK_TITLE,
        notes(
            "for part in slide_tables.timetable if part.is_first",
            answer="The dates stand beside the recommendations.",
            **ASK_NOTES,
        ),
        {"Asks": ASKS, "Heading": ("What happens next",), "Table": ("{{ table(part.name) }}",)},
    ),
    Slide(
        "ask_alone",
        "Ask alone",
        ASK_TITLE,
        notes("if not sections.timetable", answer="The next update comes at the end of the next quarter.", **ASK_NOTES),
        {
            "Asks": ASKS,
            "Panel": (
                "{%p if cards %}",
                ("In short", Look(20, "tx2", True, after=12)),
                "{%p for card in cards %}",
                ("**{{ card.number }}** {{ card.label }}", Look(20, after=12)),
                "{%p endfor %}",
                "{%p endif %}",
            ),
        },
    ),
)
