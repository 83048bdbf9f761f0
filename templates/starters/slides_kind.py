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


Fill = Sequence[str | tuple[str, Look]] | RowTable


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its layout, title, what fills each placeholder by name, and its notes, the slide tag first."""

    layout: str
    title: str
    notes: tuple[str, ...]
    fills: Mapping[str, Fill] = field(default_factory=dict)
    source: str = ""


def when(condition: str, *lines: str | tuple[str, Look]) -> tuple[str | tuple[str, Look], ...]:
    """Return lines that are there only where the condition holds."""
    return (f"{{%p if {condition} %}}", *lines, "{%p endif %}")


def phrase(name: str, otherwise: str = "") -> tuple[str, ...]:
    """Return a sentence of phrases.jinja, left out where its data is absent (or other words in its place)."""
    spare = ("{%p else %}", otherwise) if otherwise else ()
    return (f'{{%p if has_phrase("{name}") %}}', f'{{{{ phrase("{name}") }}}}', *spare, "{%p endif %}")


def notes(
    condition: str, *, say: str, shows: str, question: str, answer: str, source: str, spoken: str = ""
) -> tuple[str, ...]:
    """Return a slide's notes: what to say, what it shows, the likely question and its answer, where it comes from."""
    tag = (f"{{%slide if {condition} %}}",) if condition else ()
    return (
        *tag,
        f"**Say.** {say}",
        *(phrase(spoken) if spoken else ()),
        f"**This slide shows.** {shows}",
        f"**Likely question.** {question}",
        f"**Answer.** {answer}",
        f"**Source.** {source}",
    )
