"""The sheet a chart is drawn on: a matplotlib figure measured in points, whose words remember where they came from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from reportgen.office.chart_look import INK, QUIET, RULE, text_width
from reportgen.office.values import Words
from reportgen.web.words import Mentioned, pieces, plain

TEXT = 14.0
LINE = 1.25
"""Height of a line of text, in shares of its size."""
_POINTS_AN_INCH = 72
_MIDDLE, _TOP, _BOTTOM = 0.36 * TEXT, 0.76 * TEXT, 0.22 * TEXT
"""How far the foot of a line lies below its middle and below its top, and how far its tails reach below the foot."""

MENTIONING, SCALE = "mentioning-", "scale-"
"""How the ids of groups begin whose words have references, and of those that hold the steps of an axis."""


class Canvas:
    """A figure of a width and height in points, with one set of axes inside margins."""

    def __init__(self, width: float, height: float, margins: tuple[float, float, float, float]) -> None:
        from matplotlib.figure import Figure

        left, top, right, bottom = margins
        self.width, self.height = width, height
        self.figure: Any = Figure(figsize=(width / _POINTS_AN_INCH, height / _POINTS_AN_INCH), dpi=_POINTS_AN_INCH)
        self.figure.patch.set_visible(False)
        across, up = (width - left - right) / width, (height - top - bottom) / height
        self.axes: Any = self.figure.add_axes((left / width, bottom / height, across, up))
        self.axes.set_axis_off()  # what is shown of an axis is written as words and rules
        self.mentions: dict[str, list[Mentioned]] = {}

    def write(
        self,
        x: float,
        y: float,
        words: Words,
        *,
        lines: Sequence[str] = (),
        side: str = "left",
        level: str = "center",
        colour: str = INK,
        shift: tuple[float, float] = (0, 0),
        on_sheet: bool = False,
    ) -> None:
        """Write words at a point of the axes (``on_sheet``: of the sheet, in points from its upper left corner).

        ``shift`` moves them right and up by points; ``lines`` are the same words broken into lines.
        """
        written = tuple(lines) or (plain(words),)
        first = {"center": (len(written) - 1) * TEXT * LINE / 2 - _MIDDLE, "top": -_TOP}.get(
            level, (len(written) - 1) * TEXT * LINE + _BOTTOM
        )
        mentioned = [piece for piece in pieces(words) if isinstance(piece, Mentioned)]
        name = f"{MENTIONING}{len(self.mentions)}" if mentioned else None
        for number, line in enumerate(written):
            label = self._label(
                line,
                (x, self.height - y) if on_sheet else (x, y),
                "figure points" if on_sheet else "data",
                (shift[0], shift[1] + first - number * TEXT * LINE),
                (side, colour),
            )
            label.set_gid(name)
        if name is not None:
            self.mentions[name] = mentioned

    def _label(
        self, text: str, at: tuple[float, float], place: Any, shift: tuple[float, float], look: tuple[str, str]
    ) -> Any:
        """Write one line with its foot at a point: every line of every chart so stands at the same height."""
        from reportgen.web.label import Label

        side, colour = look
        label = Label(
            text, at, xytext=shift, xycoords=place, textcoords="offset points", ha=side, va="baseline", fontsize=TEXT,
            color=f"#{colour}",
        )  # fmt: skip
        return self.axes.add_artist(label)

    def mark_step(self, text: str, at: tuple[float, float], place: Any, shift: tuple[float, float], side: str) -> None:
        """Write a step of an axis: a mark to read the picture by, and no figure of the pack."""
        label = self._label(text, at, place, (shift[0], shift[1] - _MIDDLE), (side, QUIET))
        label.set_gid(f"{SCALE}{len(self.axes.texts)}")

    def rule_values(self, least: float, most: float) -> None:
        """Draw a light line across at each round step of the upright axis, with its number."""
        from matplotlib.ticker import MaxNLocator

        steps = [float(step) for step in MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(least, most)]
        self.axes.set_ylim(min(steps[0], least), max(steps[-1], most))
        for step in steps:
            self.rule(step)
            self.mark_step(write_step(step, steps), (0, step), ("axes fraction", "data"), (-8, 0), "right")

    def rule(self, value: float, colour: str = RULE, width: float = 1.0) -> None:
        """Draw a line across the axes at a value."""
        self.axes.axhline(value, color=f"#{colour}", linewidth=width, zorder=0.5)

    def fill(self, corner: tuple[float, float], width: float, height: float, colour: str) -> None:
        """Fill a rectangle of the axes, whose span is set already: matplotlib's own bars would work it out anew."""
        from matplotlib.patches import Rectangle

        self.axes.add_artist(Rectangle(corner, width, height, facecolor=colour))

    def svg(self) -> str:
        """Return the figure as matplotlib writes it, the same on every run."""
        sheet = io.StringIO()
        self.figure.savefig(sheet, format="svg", metadata={"Date": None}, transparent=True)
        return sheet.getvalue()


def write_step(step: float, steps: Sequence[float]) -> str:
    """Return a step of an axis with no more decimals than the steps need, and a true minus sign."""
    decimals = 0 if all(float(each).is_integer() for each in steps) else 1
    return f"{step:,.{decimals}f}".replace("-", "−")


def break_lines(text: str, width: float) -> tuple[str, ...]:
    """Return text broken at spaces into lines no wider than ``width`` points, where words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, TEXT) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def widest(texts: Iterable[str]) -> float:
    """Return the width of the widest of some lines, in points."""
    return max((text_width(text, TEXT) for text in texts), default=0.0)
