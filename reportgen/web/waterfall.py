"""The bars of a waterfall: levels from the axis, and between them the changes that lead from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.office.chart_look import FALL, RISE
from reportgen.office.chart_waterfall import is_level
from reportgen.office.values import ChartSpec, Passage, Words
from reportgen.web.keys import amounts, colour_of


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of a waterfall: where it begins, how far it goes, its colour and the words at its tip."""

    start: float
    size: float
    colour: str
    words: Words

    @property
    def ends(self) -> tuple[float, float]:
        """Return the lower and the upper end."""
        return min(self.start, self.start + self.size), max(self.start, self.start + self.size)


def make_steps(spec: ChartSpec) -> list[Step | None]:
    """Return the bars in order, None where nothing is drawn.

    After a hidden change nothing is drawn until the next level: where those bars stand would give the change away.
    """
    points = spec.series[0].points
    steps: list[Step | None] = []
    running: float | None = None
    for place, (point, number) in enumerate(zip(points, amounts(spec, points), strict=True)):
        if is_level(spec, place):
            running = number
            colour = point.colour or colour_of(spec, 0)
            steps.append(None if number is None else Step(0.0, number, colour, point.printed))
        elif number is None or running is None:
            running = None
            steps.append(None)
        else:
            words = Passage(("+", point.printed)) if number > 0 else point.printed
            steps.append(Step(running, number, point.colour or (FALL if number < 0 else RISE), words))
            running += number
    return steps
