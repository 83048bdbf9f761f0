"""The panels that open where a number is pressed, gathered at the end of the page. They need no script."""

from __future__ import annotations

from reportgen.web.values import Explain
from reportgen.web.words import Writer

_OPENING = (
    '<section class="panels" aria-label="Where each number comes from">'
    '<p class="panels-heading">Where each number comes from</p>'
)


def write_panels(writer: Writer, explain: Explain) -> str:
    """Return the panels of every number printed; none where there is no number."""
    made: list[str] = []
    for ref, number in writer.panels.items():
        panel = explain(ref)
        assert panel is not None, "only explained references are given a number"
        entries = "".join(
            f"<dt>{title}</dt><dd>{writer.inline(words, opens=False)}</dd>" for title, words in panel.entries if words
        )
        made.append(
            f'<div popover id="about-{number}" class="panel" role="dialog" tabindex="-1" autofocus '
            f'aria-labelledby="name-{number}"><p class="panel-name" id="name-{number}">'
            f"{writer.inline(panel.title, opens=False)}: "
            f"<strong>{writer.inline(panel.number, opens=False)}</strong></p><dl>{entries}</dl>"
            f'<button type="button" class="close" popovertarget="about-{number}" popovertargetaction="hide">Close'
            "</button></div>"
        )
    return f"{_OPENING}{''.join(made)}</section>" if made else ""
