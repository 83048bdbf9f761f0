"""Words as HTML: escaped, with every value that came from somewhere in an element that says where from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.office.markup import escape_attribute, escape_text
from reportgen.office.values import (
    Align,
    ChartRow,
    ChartSpec,
    Markdown,
    Passage,
    Printable,
    Printed,
    RowKind,
    TableSpec,
    Text,
    Words,
)
from reportgen.web.values import Explain


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A value as it is printed in an attribute or title, where no element can mark it."""

    ref: str
    format: str
    text: str


class Writer:
    """Writes words as HTML. ``panels`` gathers the references whose panels are asked for, in order, with a number."""

    def __init__(self, explain: Explain) -> None:
        self._explain = explain
        self.panels: dict[str, int] = {}

    def inline(self, value: object, *, opens: bool = True) -> str:
        """Return a value as running text; a number is a button that opens its panel where ``opens`` allows it."""
        if isinstance(value, Passage):
            return self._passage(value, opens=opens)
        if isinstance(value, tuple | list):
            return ", ".join(self.inline(each, opens=opens) for each in value)
        printed = as_printed(value)
        if not isinstance(printed, Printed):
            return escape_text(printed)
        about = f'data-ref="{escape_attribute(printed.ref)}"'
        if printed.format != "text":
            about += f' data-format="{escape_attribute(printed.format)}"'
        words = escape_text(printed.text)
        if not opens or self._explain(printed.ref) is None:
            return f"<span {about}>{words}</span>"
        number = self.panels.setdefault(printed.ref, len(self.panels) + 1)
        return f'<button type="button" class="number" popovertarget="about-{number}" {about}>{words}</button>'

    def _passage(self, value: Passage, *, opens: bool) -> str:
        return "".join(
            f"<strong>{words}</strong>" if position in value.bold else words
            for position, words in enumerate(self.inline(piece, opens=opens) for piece in value.pieces)
        )

    def markdown(self, value: Markdown) -> str:
        """Return an officer's text as paragraphs and lists."""
        made: list[str] = []
        listing = False
        for paragraph in value.paragraphs:
            if paragraph.bullet != listing:
                made.append("<ul>" if paragraph.bullet else "</ul>")
                listing = paragraph.bullet
            tag = "li" if paragraph.bullet else "p"
            made.append(f"<{tag}>{self.inline(paragraph.passage)}</{tag}>")
        return "".join([*made, "</ul>" if listing else ""])

    def table(self, spec: TableSpec, name: str) -> str:
        """Return a table with its caption, in a box of its own that scrolls where the screen is narrower."""
        head = "".join(
            f'<th scope="col"{_side(column.align)}>{self.inline(column.heading, opens=False)}</th>'
            for column in spec.columns
        )
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}">'
            f'<table><caption id="{name}">{self.inline(spec.title)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(self._rows(spec))}</tbody></table></div>"
        )

    def _rows(self, spec: TableSpec) -> Iterator[str]:
        for row in spec.rows:
            cells = [
                f"<td{_side(column.align)}>{self.inline(cell)}</td>"
                for column, cell in zip(spec.columns[1:], row.cells[1:], strict=True)
            ]
            kind = "" if row.kind is RowKind.PLAIN else f' class="{row.kind.value}"'
            yield f'<tr{kind}><th scope="row">{self.inline(row.cells[0])}</th>{"".join(cells)}</tr>'


_TOUCHING = re.compile(r"[(“‘]?(?:<strong>)?<button [^>]*>[^<]*</button>(?:</strong>)?[.,;:!?)”’]*")


def keep_together(html: str) -> str:
    """Return running text whose buttons stay in one line with the brackets and stops that touch them.

    Browsers break lines on both sides of a button, as they do not on both sides of a number.
    """
    return _TOUCHING.sub(_together, html)


def _together(match: re.Match[str]) -> str:
    is_alone = match[0].endswith(">") and match[0].startswith("<")
    return match[0] if is_alone else f'<span class="together">{match[0]}</span>'


def _side(align: Align) -> str:
    return ' class="figure"' if align is Align.RIGHT else ""


def as_printed(value: object) -> Printed | str:
    """Return a value as printed: with its reference, or plain words."""
    if isinstance(value, Text):
        return Printed(str(value), value.ref)
    if isinstance(value, Printed | str):
        return value
    return value.printed() if isinstance(value, Printable) else str(value)


def plain(value: object) -> str:
    """Return a value without any markup."""
    return "".join(each.text if isinstance(each, Mentioned) else each for each in pieces(value))


def pieces(value: object) -> Iterator[Mentioned | str]:
    """Give plain words and the values among them, for an attribute or a title."""
    if isinstance(value, Passage):
        for piece in value.pieces:
            yield from pieces(piece)
    elif isinstance(value, tuple | list):
        for position, each in enumerate(value):
            yield ", " if position else ""
            yield from pieces(each)
    else:
        printed = as_printed(value)
        yield Mentioned(printed.ref, printed.format, printed.text) if isinstance(printed, Printed) else printed


def pieces_of(value: object) -> Iterator[Mentioned | str]:
    """Give everything a value prints, whatever it is: a chart's points and words, a table's cells, longer text."""
    if isinstance(value, TableSpec):
        cells = (cell for row in value.rows for cell in row.cells)
        for words in (value.title, *(column.heading for column in value.columns), *cells):
            yield from pieces(words)
    elif isinstance(value, ChartRow):
        for chart in value.charts:
            yield from pieces_of(chart)
    elif isinstance(value, ChartSpec):
        points = (point.printed for series in value.series for point in series.points)
        names = (series.name for series in value.series)
        for words in (value.title, value.alt_text, value.value_axis, *value.categories, *names, *points):
            yield from pieces(words)
    elif isinstance(value, Markdown):
        for paragraph in value.paragraphs:
            yield from pieces(paragraph.passage)
    elif is_words(value):
        yield from pieces(value)


def is_words(value: object) -> bool:
    """Whether a value can be printed as running text."""
    if isinstance(value, tuple | list):
        return all(is_words(each) for each in value)
    if isinstance(value, bool):
        return False
    return isinstance(value, Words | Printable | int)


def with_mentions(tag: str, refs: Sequence[Mentioned]) -> str:
    """Return a tag that says where the values in its attributes, or in its plain text, come from."""
    known = [[each.ref, each.format, each.text] for each in refs if each.ref]
    if not known:
        return tag
    listed = escape_attribute(json.dumps(known, ensure_ascii=False, separators=(",", ":")))
    ending = "/>" if tag.endswith("/>") else ">"
    return f'{tag.removesuffix(ending)} data-mentions="{listed}"{ending}'
