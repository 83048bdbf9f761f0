"""One line of words on a chart. Imported only where a chart is drawn, as it brings matplotlib with it."""

from __future__ import annotations

from typing import Any

from matplotlib.text import Annotation


class Label(Annotation):
    """Words that are written where they stand and never measured: whoever shows the SVG sets them.

    matplotlib measures each line to place it, a fifth of the time a chart takes. These stand by their foot and are
    aligned by the SVG itself, so that nothing is left to be worked out.
    """

    def draw(self, renderer: Any) -> None:
        """Write the words as one group that has the label's id."""
        if not self.get_text():
            return
        self.update_positions(renderer)
        x, y = self.get_transform().transform(self.get_position())
        height = renderer.get_canvas_width_height()[1]
        colour = renderer.new_gc()
        colour.set_foreground(self.get_color())
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(colour, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")
        colour.restore()
