"""What a slide of the starter deck is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starters.slide_shapes import Look


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table with one row an item: columns as (heading, cell, share of the width)."""

    title: str
    loop: str
    columns: Sequence[tuple[str, str, int]]
    size: float = 16


_SHOWS = {
    "slide": "This slide shows.",
    "chart": "This chart shows.",
    "charts": "These charts show.",
    "table": "This table shows.",
}
_INHERITED, _POINT = Look(), Look(after=14)
Words = tuple[str | tuple[str, Look], ...]
Fill = Sequence[str | tuple[str, Look]] | RowTable


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its name, layout, title, what fills each placeholder by name, and its notes, the slide tag first.

    A mapping into a council's own template calls it by that name.
    """

    name: str
    layout: str
    title: str
    notes: tuple[str, ...]
    fills: Mapping[str, Fill] = field(default_factory=dict)
    source: str = ""


def when(condition: str, *lines: str | tuple[str, Look]) -> Words:
    """Return lines that are there only where the condition holds."""
    return (f"{{%p if {condition} %}}", *lines, "{%p endif %}")


def phrase(name: str, look: Look = _INHERITED) -> Words:
    """Return a sentence of phrases.jinja, left out where its data is absent."""
    return when(f'has_phrase("{name}")', (f'{{{{ phrase("{name}") }}}}', look))


def notes(
    condition: str,
    *,
    say: str,
    shows: str,
    question: str,
    answer: str,
    source: str,
    spoken: str = "",
    picture: str = "slide",
) -> tuple[str, ...]:
    """Return a slide's notes: what to say, what it shows, the likely question and its answer, where it comes from.

    ``condition`` is the tag's code without its braces: ``if sections.matrix``, ``for item in survey_charts``.
    """
    tag = (f"{{%slide {condition} %}}",) if condition else ()
    return (
        *tag,
        f"**Say.** {say}",
        *(phrase(spoken) if spoken else ()),
        f"**{_SHOWS[picture]}** {shows}",
        f"**Likely question.** {question}",
        f"**Answer.** {answer}",
        f"**Source.** {source}",
    )


def chart_slide(
    name: str,
    chart: str,
    title: str,
    *,
    say: str,
    question: str,
    answer: str,
    points: tuple[str, ...],
    spoken: str = "",
    layout: str = "Chart and message",
) -> Slide:
    """Return the slide of one chart with its heading and, beside or beneath it, up to three short points."""
    return Slide(
        name,
        layout,
        title,
        notes(
            f'if has_chart("{chart}")',
            say=say,
            shows=f"{{{{ charts.{chart}.title }}}}. {{{{ charts.{chart}.shows }}}}",
            question=question,
            answer=answer,
            source=f"{{{{ charts.{chart}.note }}}}",
            spoken=spoken,
            picture="chart",
        ),
        {
            "Heading": (f"{{{{ charts.{chart}.title }}}}",),
            "Chart": (f'{{{{ chart("{chart}") }}}}',),
            "Message": tuple(line for point in points for line in phrase(point, look=_POINT)),
        },
        f"{{{{ charts.{chart}.note }}}}",
    )


def question_slide(name: str, item: str, title: str, condition: str) -> Slide:
    """Return the slide of one question: its chart, what it shows and does not show, and who answered."""
    return Slide(
        name,
        "Question",
        title,
        (
            f"{{%slide {condition} %}}",
            f"**Say.** We asked: {{{{ {item}.text }}}}",
            f"**This chart shows.** {{{{ {item}.note }}}} {{{{ {item}.how_to_read }}}}",
            "**Likely question.** What does this chart not tell us?",
            f"**Answer.** {{{{ {item}.does_not_show }}}}",
            f"**Source.** {{{{ {item}.answered }}}}",
        ),
        {
            "Heading": (f"{{{{ {item}.text }}}}",),
            "Chart": (f"{{{{ chart({item}.name) }}}}",),
            "Message": (
                *when(f"{item}.finding", (f"{{{{ {item}.finding }}}}", Look(20, "tx1", True, after=14))),
                *when(f"not {item}.finding", (f"{{{{ {item}.how_to_read }}}}", Look(20, after=14))),
                (f"{{{{ {item}.does_not_show }}}}", Look(20, after=14)),
            ),
        },
        f"{{{{ {item}.answered }}}}",
    )


def chart_pair(
    name: str, left: str, right: str, title: str, *, layout: str, say: str, question: str, answer: str
) -> Slide:
    """Return the slide of two charts side by side, each under its own heading."""
    return Slide(
        name,
        layout,
        title,
        notes(
            f'if has_chart("{left}") and has_chart("{right}")',
            say=say,
            shows=" ".join(
                f"{side}: {{{{ charts.{chart}.title }}}}. {{{{ charts.{chart}.shows }}}}"
                for side, chart in (("Left", left), ("Right", right))
            ),
            question=question,
            answer=answer,
            source=f"{{{{ charts.{right}.note }}}}",
            picture="charts",
        ),
        {
            "Left heading": (f"{{{{ charts.{left}.title }}}}",),
            "Right heading": (f"{{{{ charts.{right}.title }}}}",),
            "Left chart": (f'{{{{ chart("{left}") }}}}',),
            "Right chart": (f'{{{{ chart("{right}") }}}}',),
        },
        f"{{{{ charts.{right}.note }}}}",
    )


def table_slide(
    name: str,
    table: str,
    title: str,
    *,
    layout: str = "Table",
    say: str,
    shows: str,
    question: str,
    answer: str,
    source: str,
    message: tuple[str, ...] = (),
    spoken: str = "",
) -> Slide:
    """Return the slide of one table, and of each further part of a long one with its header repeated."""
    return Slide(
        name,
        layout,
        f"{title}{{% if not part.is_first %}} (part {{{{ part.number }}}}){{% endif %}}",
        notes(
            f"for part in slide_tables.{table}",
            say=say, shows=shows, question=question, answer=answer, source=source, spoken=spoken, picture="table",
        ),
        {"Table": ("{{ table(part.name) }}",), **({"Message": message} if message else {})},
        source,
    )  # fmt: skip
