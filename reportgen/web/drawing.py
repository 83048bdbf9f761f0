"""The picture of a chart on the page, drawn from the same ChartSpec as the native charts of paper and deck."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from reportgen.office.markup import escape_text
from reportgen.office.values import ChartKind, ChartSpec, Words
from reportgen.web.canvas import Canvas
from reportgen.web.svg import Drawing, embed_svg, read_drawing
from reportgen.web.words import Mentioned, pieces, with_mentions

WIDE, NARROW = 760.0, 380.0
"""Width of a chart on a desk and on a phone, in points: the page shows the one there is room for."""

_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "reportgen",
    "font.family": ["DejaVu Sans"],
    "path.simplify": False,
    "axes.unicode_minus": True,
    "text.parse_math": False,
}
"""matplotlib's own font is on every machine, and a little wider than the page's: what fits in it fits in Arial."""


def draw_chart(spec: ChartSpec, name: str) -> str:
    """Return a chart as two SVG elements, one for wide screens and one for narrow ones; ``name`` sets ids apart.

    Each has its title and its description (the alt text) inside, and says where its numbers come from. The same chart
    gives the same text on every run, whatever settings for matplotlib the machine has.
    """
    made = []
    for kind, width in (("wide", WIDE), ("narrow", NARROW)):
        drawing = _drawing(spec, width)
        own = f"{name}-{kind}"
        title = _described("title", f"{own}-title", spec.title)
        description = _described("desc", f"{own}-desc", spec.alt_text)
        made.append(f'<div class="chart {kind}">{embed_svg(drawing, own, title, description)}</div>')
    return "".join(made)


def _described(tag: str, name: str, words: Words) -> str:
    said = list(pieces(words))
    text = "".join(escape_text(each.text if isinstance(each, Mentioned) else each) for each in said)
    opening = with_mentions(f'<{tag} id="{name}">', [each for each in said if isinstance(each, Mentioned)])
    return f"{opening}{text}</{tag}>"


@lru_cache(maxsize=128)
def _drawing(spec: ChartSpec, width: float) -> Drawing:
    """Return a chart as drawn; one drawing does for every page with the same chart."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # what it says of its folders concerns no officer
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        canvas = _draw_of(spec.kind)(spec, width)
        return read_drawing(canvas.svg(), canvas.mentions)


def _draw_of(kind: ChartKind) -> Callable[[ChartSpec, float], Canvas]:
    from reportgen.web import bars, bubbles, columns, lines, slices

    return {
        ChartKind.BAR: bars.draw_bars,
        ChartKind.STACKED_BAR: bars.draw_stacked_bars,
        ChartKind.COLUMN: columns.draw_columns,
        ChartKind.STACKED_COLUMN: columns.draw_stacked_columns,
        ChartKind.WATERFALL: columns.draw_waterfall,
        ChartKind.LINE: lines.draw_lines,
        ChartKind.PIE: slices.draw_slices,
        ChartKind.BUBBLE: bubbles.draw_bubbles,
    }[kind]
