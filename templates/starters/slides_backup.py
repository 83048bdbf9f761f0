"""The slides behind the core, for questions: where the money, the survey and the matrix come from."""

from __future__ import annotations

from starters.slide_shapes import Look
from starters.slides_core import THIS_QUARTER
from starters.slides_kind import Slide, Words, chart_slide, notes, question_slide, when

POINT = Look(20, after=14)


def _quote(number: int) -> Words:
    return when(
        f"asked.short|length >= {number}",
        (f"{{{{ asked.short[{number - 1}].themes }}}}", Look(18, "tx2", True, after=12)),
        (f"“{{{{ asked.short[{number - 1}].text }}}}”", Look(20)),
    )


BACKUP = (
    Slide(
        "backup",
        "Section",
        "Backup",
        (
            "{%slide if sections.bridge or survey_backup or quote_slides or sections.matrix or sections.actions or "
            'glossary_short or has_chart("timeliness") or has_chart("needs") %}',
            "**Say.** The slides from here on are for questions.",
            "**This slide shows.** Where the backup slides begin.",
            "**Likely question.** Can we have these slides?",
            "**Answer.** Yes, they are published with the report.",
            f"**Source.** {THIS_QUARTER}",
        ),
        {"Text": ("For questions: each slide after this one stands alone.",)},
    ),
    chart_slide(
        "bridge",
        "bridge",
        '{{ title("bridge", "From unmitigated to mitigated") }}',
        say="The first bar is the gap with no further action. Each step is what agreed actions take off.",
        question="Are all these savings certain?",
        answer="No. They are modelled. Savings with nothing identified behind them are left out.",
        points=("point.bridge",),
        spoken="say.bridge",
        layout="Chart",
    ),
    question_slide("question", "item", "{{ item.message }}", "for item in survey_backup"),
    Slide(
        "quotes",
        "Quotes",
        '{{ title("quotes", "In people\'s own words") }}{% if not loop.first %} (part {{ loop.index }}){% endif %}',
        notes(
            "for asked in quote_slides",
            say="These are comments in the words approved for publication.",
            shows="Up to three comments, each whole and under its theme. {{ asked.order }}",
            question="Do these stand for everybody?",
            answer="No. They show what some said in their own words. Longer comments stand in the appendices.",
            source="{{ asked.text }} {{ asked.note }}",
        ),
        {
            "Heading": when("asked.text", "{{ asked.text }}"),
            **{f"Panel {number}": _quote(number) for number in (1, 2, 3)},
        },
        "{{ asked.note }} {{ asked.order }}",
    ),
    chart_slide(
        "matrix_ranked",
        "matrix",
        '{{ title("matrix_ranked", "Opportunities by saving") }}',
        say="The longer the bar, the larger the yearly saving once the change is fully worked through.",
        question="What is the difference between target and stretch?",
        answer="The target is what plans are built on. Stretch is what could be reached if more goes well.",
        points=("point.target",),
        layout="Chart",
    ),
    chart_slide(
        "ramp",
        "ramp",
        '{{ title("ramp", "How the saving builds up") }}',
        say="Each column is one financial year's saving, built up from the themes.",
        question="Why is this year's saving so much smaller?",
        answer="Only the first children have started. Each year's children add to those of the years before.",
        points=("matrix.caption",),
        layout="Chart",
    ),
    chart_slide(
        "benefits",
        "benefits",
        '{{ title("benefits", "Benefits so far") }}',
        say="This is what has been saved so far this year, beside what was planned by now.",
        question="Has finance checked these figures?",
        answer="The report says which are checked by finance and which are not yet.",
        points=("point.benefits_now", "point.benefits_plan", "point.benefits_validated"),
        spoken="say.benefits",
    ),
    chart_slide(
        "grant",
        "grant",
        '{{ title("grant", "The grant") }}',
        say="Planned is what should be spent by now, committed is what is promised, spent is what is paid.",
        question="Will all of the grant be spent?",
        answer="The report gives what is expected to be carried forward for each part of the work.",
        points=("point.grant_spent", "point.grant_received"),
        spoken="say.grant",
    ),
)
