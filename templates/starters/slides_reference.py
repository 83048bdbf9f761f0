"""The last slides: how steady state is worked out, the programme, the children, the actions and the words."""

from __future__ import annotations

from starters.slide_shapes import Look
from starters.slides_kind import RowTable, Slide, Words, chart_pair, notes, phrase, table_slide

NUMBER, LABEL = Look(28, "tx2", True, after=6), Look(20)
STEADY_NOTES = {
    "say": "This is one row of the matrix, from the number of children to the yearly saving.",
    "shows": "The steps of the sum, with this quarter's own figures.",
    "question": "Is this money we can spend elsewhere?",
    "answer": "Mostly not. Most of it is spending that will not be needed, rather than a fall in today's bill.",
    "source": "Modelled by the council; the appendices show it year by year.",
}


def _step(number: str, label: str) -> Words:
    return ((f"{{{{ {number} }}}}", NUMBER), (label, LABEL))


REFERENCE = (
    Slide(
        "steady_state",
        "Steps",
        '{{ title("steady_state", "Steady state explained") }}',
        notes("if highlights.example.saving is defined", **STEADY_NOTES),
        {
            "Heading": ("Example: {{ highlights.example.label }}",),
            "Step 1": _step("highlights.example.flow|number", "children start each year"),
            "Sign 1": ("×",),
            "Step 2": _step("highlights.example.duration|number", "years for each"),
            "Sign 2": ("=",),
            "Step 3": _step("highlights.example.children|number", "benefit at one time"),
            "Sign 3": ("×",),
            "Step 4": _step("highlights.example.net_unit_saving|pounds", "saved for each a year"),
            "Sign 4": ("=",),
            "Step 5": _step("highlights.example.saving|pounds", "a year at steady state"),
            "Text": phrase("point.this_year"),
        },
        '{{ phrase("source.matrix") }}',
    ),
    Slide(
        "steady_state_words",
        "Appendix",
        '{{ title("steady_state", "Steady state explained") }}',
        notes("if sections.matrix and highlights.example.saving is not defined", **STEADY_NOTES),
        {"Text": tuple(line for name in ("what", "cash") for line in phrase(f"steady.{name}"))},
        '{{ phrase("source.matrix") }}',
    ),
    table_slide(
        "elements",
        "programme",
        '{{ title("elements", "The improvement programme") }}',
        say="These are the parts of the improvement programme.",
        shows="Each element with its owner, its rating and status, and its budget.",
        question="Who answers for each part?",
        answer="The owner named beside it.",
        source='{{ phrase("source.programme") }}',
    ),
    chart_pair(
        "children",
        "ages",
        "needs",
        '{{ title("children", "Age and main need") }}',
        layout="Two charts, right wider",
        say="The left side is how old the children and young people are. The right side is their main need.",
        question="What is a primary need?",
        answer="The one need a plan names first. Many children have more than one.",
    ),
    chart_pair(
        "flow",
        "requests",
        "timeliness",
        '{{ title("flow", "Requests and timeliness") }}',
        layout="Two charts, no notes",
        say="The left side is how many requests came in and how many plans were issued. The right side is how many "
        "of those plans were issued in time.",
        question="What is the 20-week limit?",
        answer="The law gives a council 20 weeks from a request to the final plan, with some exceptions.",
    ),
    table_slide(
        "actions",
        "actions",
        '{{ title("actions", "Actions from earlier meetings") }}',
        say="These are the actions minuted at earlier meetings.",
        shows="Each action with its owner, where it stands and what came of it.",
        question="When will the open ones be done?",
        answer="The due date of each stands in the action log of the minutes.",
        source="The committee's action log.",
    ),
    Slide(
        "definitions",
        "Table",
        '{{ title("definitions", "What the words mean") }}',
        notes(
            "if glossary_short",
            say="These are the terms used most in the slides.",
            shows="Each term in plain English.",
            question="Where are the other terms?",
            answer="The appendices define every figure and term in the report.",
            source="The glossary of the report.",
            picture="table",
        ),
        {
            "Table": RowTable(
                "What the words mean",
                "entry in glossary_short",
                (("Term", "{{ entry.term }}", 28), ("What it means", "{{ entry.meaning }}", 72)),
                18,
            )
        },
        "The glossary of the report.",
    ),
)
