"""The slides behind the core, for questions."""

from __future__ import annotations

from starters.slide_shapes import Look
from starters.slides_core import THIS_QUARTER
from starters.slides_kind import RowTable, Slide, notes, phrase, when

QUIET = Look(16, "tx1")

BACKUP = (
    Slide(
        "Section",
        "Backup",
        (
            "{%slide if sections.bridge or survey_charts or sections.quotes or sections.matrix or sections.actions or "
            "glossary_short %}",
            "**Say.** The slides from here on are for questions.",
            "**This slide shows.** Where the backup slides begin.",
            "**Likely question.** Can we have these slides?",
            "**Answer.** Yes, they are published with the report.",
            f"**Source.** {THIS_QUARTER}",
        ),
        {"Text": ("For questions",)},
    ),
    Slide(
        "Matrix",
        '{{ title("bridge", "From unmitigated to mitigated") }}',
        notes(
            'has_chart("bridge")',
            say="The first bar is the gap with no further action. Each step is what agreed actions take off.",
            shows="{{ charts.bridge.shows }}",
            question="Are all these savings certain?",
            answer="No. They are modelled. Savings with nothing identified behind them are left out.",
            source="{{ charts.bridge.note }}",
            spoken="say.bridge",
        ),
        {
            "Chart": ('{{ chart("bridge") }}',),
            "Note": ("{{ charts.bridge.note }}",),
        },
    ),
    Slide(
        "Chart and message",
        "{{ item.message }}",
        (
            "{%slide for item in survey_charts %}",
            "**Say.** We asked: {{ item.text }}",
            "**This slide shows.** {{ item.shows }}",
            "**Likely question.** What does this chart not tell us?",
            "**Answer.** {{ item.how_to_read }} {{ item.does_not_show }}",
            "**Source.** {{ item.note }}",
        ),
        {
            "Chart": ("{{ chart(item.name) }}",),
            "Message": (
                *when("item.finding", "{{ item.finding }}"),
                *when("item.how_to_read", "{{ item.how_to_read }}"),
                *when("item.does_not_show", "{{ item.does_not_show }}"),
            ),
            "Note": ("{{ item.note }}",),
        },
    ),
    Slide(
        "Quotes",
        '{{ title("quotes", "In the words of parents and carers") }}',
        notes(
            "sections.quotes",
            say="These are comments as they were written, published with approval.",
            shows="Up to three comments, each under its theme.",
            question="Do these stand for all parents?",
            answer="No. They show what some said in their own words. The counts are on the survey slides.",
            source="Survey comments approved for publication.",
        ),
        {
            "Quotes": (
                "{%p for quote in quotes %}",
                "{%p if loop.index < 4 %}",
                ("{{ quote.themes }}", Look(16, "tx2", True, after=4)),
                ("“{{ quote.text }}”", Look(24, after=28)),
                "{%p endif %}",
                "{%p endfor %}",
            )
        },
    ),
    Slide(
        "Matrix",
        '{{ title("matrix_ranked", "Opportunities by saving") }}',
        notes(
            'has_chart("matrix")',
            say="The longer the bar, the larger the yearly saving once the change is fully worked through.",
            shows="{{ charts.matrix.shows }}",
            question="What is the difference between target and stretch?",
            answer="The target is what plans are built on. Stretch is what could be reached if more goes well.",
            source="{{ charts.matrix.note }}",
        ),
        {"Chart": ('{{ chart("matrix") }}',), "Note": ("{{ charts.matrix.note }}",)},
    ),
    Slide(
        "Matrix",
        '{{ title("ramp", "How the saving builds up") }}',
        notes(
            'has_chart("ramp")',
            say="Each column is one year's saving. It grows until every year group has been reached.",
            shows="{{ charts.ramp.shows }}",
            question="Why is this year's saving so small?",
            answer="Only the first children have started. Each year's children add to those of the years before.",
            source="{{ charts.ramp.note }}",
        ),
        {"Chart": ('{{ chart("ramp") }}',), "Note": ("{{ charts.ramp.note }}",)},
    ),
    Slide(
        "Chart and message",
        '{{ title("benefits", "Benefits so far") }}',
        notes(
            'has_chart("benefits")',
            say="This is what has been saved so far this year, beside what was planned for the whole year.",
            shows="{{ charts.benefits.shows }}",
            question="Has finance checked these figures?",
            answer="The report says which are checked by finance and which are not yet.",
            source="{{ charts.benefits.note }}",
            spoken="say.benefits",
        ),
        {
            "Chart": ('{{ chart("benefits") }}',),
            "Message": phrase("answer.evidence"),
            "Note": ("{{ charts.benefits.note }}",),
        },
    ),
    Slide(
        "Matrix",
        '{{ title("grant", "The grant") }}',
        notes(
            'has_chart("grant")',
            say="Planned is what should be spent by now, committed is what is promised, spent is what is paid.",
            shows="{{ charts.grant.shows }}",
            question="Will all of the grant be spent?",
            answer="The report gives what is expected to be carried forward for each part of the work.",
            source="{{ charts.grant.note }}",
        ),
        {"Chart": ('{{ chart("grant") }}',), "Note": ("{{ charts.grant.note }}",)},
    ),
    Slide(
        "Table",
        '{{ title("actions", "Actions from earlier meetings") }}',
        notes(
            "sections.actions",
            say="These are the actions minuted at earlier meetings.",
            shows="Each action with its owner and where it stands.",
            question="When will the open ones be done?",
            answer="The due date of each stands in the action log of the minutes.",
            source="The committee's action log.",
        ),
        {
            "Table": RowTable(
                "Actions",
                "action in rows.actions",
                (
                    ("Action", "{{ action.id }}: {{ action.action }}", 50),
                    ("Owner", "{{ action.owners }}", 28),
                    ("Status", "{{ action.status }}", 18),
                ),
            )
        },
    ),
    Slide(
        "Appendix",
        '{{ title("steady_state", "Steady state explained") }}',
        notes(
            "sections.matrix",
            say="This is one row of the matrix, from the number of children to the yearly saving.",
            shows="The steps of the sum, with this quarter's own figures.",
            question="Is this money we can spend elsewhere?",
            answer="Mostly not. Most of it is spending that will not be needed, rather than a fall in today's bill.",
            source="Modelled by the council; the appendices show it year by year.",
        ),
        {"Text": tuple(line for name in ("what", "example", "this_year") for line in phrase(f"steady.{name}"))},
    ),
    Slide(
        "Appendix",
        '{{ title("definitions", "What the words mean") }}',
        notes(
            "glossary_short",
            say="These are the terms used most in the slides.",
            shows="Each term in plain English.",
            question="Where are the other terms?",
            answer="The appendices define every figure and term in the report.",
            source="The glossary of the report.",
        ),
        {
            "Text": (
                "{%p for entry in glossary_short %}",
                ("**{{ entry.term }}:** {{ entry.meaning }}", Look(20, after=10)),
                "{%p endfor %}",
            )
        },
    ),
)
