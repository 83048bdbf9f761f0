"""Text of several paragraphs, in the template's own styles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reportgen.office.markup import escape_attribute
from reportgen.office.tables import Emit
from reportgen.office.values import Markdown

BULLET_INDENT = 285_750
"""How far a bullet's text stands in on a slide, in EMU (0.79 cm)."""


@dataclass(frozen=True, slots=True)
class BlockStyles:
    """Identifiers of the Word template's paragraph styles for body text and bullets; blank is the default style."""

    body: str = ""
    bullet: str = "ListBullet"


def word_blocks(markdown: Markdown, emit: Emit, styles: BlockStyles) -> str:
    """Return one ``w:p`` for each paragraph and bullet; the prefix ``w`` must be known where they are put.

    A paragraph that leads to bullets stays on the page of the first.
    """
    paragraphs = markdown.paragraphs
    leads = [not one.bullet and two.bullet for one, two in pairwise(paragraphs)] + [False] * bool(paragraphs)
    return "".join(
        f"<w:p>{_word_look(styles.bullet if each.bullet else styles.body, keep)}{emit(each.passage, '')}</w:p>"
        for each, keep in zip(paragraphs, leads, strict=True)
    )


def _word_look(style: str, keep: bool) -> str:
    named = f'<w:pStyle w:val="{escape_attribute(style)}"/>' if style else ""
    look = named + ("<w:keepNext/>" if keep else "")
    return f"<w:pPr>{look}</w:pPr>" if look else ""


def slide_paragraphs(markdown: Markdown, emit: Emit, *, run_properties: str = '<a:rPr lang="en-GB"/>') -> str:
    """Return one ``a:p`` for each paragraph and bullet, sized and coloured as the text box they go into."""
    place = f'marL="{BULLET_INDENT}" indent="-{BULLET_INDENT}"'
    bullet = f'<a:pPr {place}><a:buFont typeface="Arial"/><a:buChar char="•"/></a:pPr>'
    plain = '<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>'
    return "".join(
        f"<a:p>{bullet if paragraph.bullet else plain}{emit(paragraph.passage, run_properties)}</a:p>"
        for paragraph in markdown.paragraphs
    )
