"""Every chart by name. A chart declares itself here; :mod:`reportgen.charts.catalogue` draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportgen.charts.chart import Content
from reportgen.facts.factset import PublishedFacts
from reportgen.inputs.table import Inputs
from reportgen.office.values import ChartSpec
from reportgen.project import Settings
from reportgen.wording.context import make_names
from reportgen.wording.sentences import Phrases

Draw = Callable[[Content], Iterable[ChartSpec]]

CHARTS: dict[str, Draw] = {}
"""Every chart function by name, in the order they are declared."""


def chart(name: str) -> Callable[[Draw], Draw]:
    """Declare a function as the chart ``name``; it gives no chart where there is no data."""

    def declare(draw: Draw) -> Draw:
        if name in CHARTS:
            raise ValueError(f"chart declared twice: {name}")
        CHARTS[name] = draw
        return draw

    return declare


def make_content(facts: PublishedFacts, inputs: Inputs, settings: Settings, phrases: str | None = None) -> Content:
    """Return what charts and tables are drawn from. Raises ProblemsError for mistakes in the phrases file."""
    spoken = Phrases(phrases, make_names(facts, inputs, settings))
    return Content(facts, inputs, settings, spoken.find)
