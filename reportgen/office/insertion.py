"""Charts, tables and longer texts put where a tag or a named box asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.office.blocks import BlockStyles, slide_paragraphs, word_blocks
from reportgen.office.charts import (
    CHART_CONTENT_TYPE,
    CHART_RELATIONSHIP,
    FULL_HEIGHT_EMU,
    FULL_WIDTH_EMU,
    WORKBOOK_CONTENT_TYPE,
    WORKBOOK_RELATIONSHIP,
    WORKBOOK_RELATIONSHIP_ID,
    chart_part,
    slide_frame,
    word_drawing,
)
from reportgen.office.language import Mistake
from reportgen.office.layout import TemplateLook
from reportgen.office.package import Package
from reportgen.office.session import Block, Printing, Session
from reportgen.office.tables import slide_table, word_table
from reportgen.office.values import ChartSpec, Markdown, Passage, Printable, Printed, TableSpec, Text, Words
from reportgen.office.weave import Box

_WORD_TEXT_PT, _SLIDE_TEXT_PT = 12.0, 14.0
_HALF_SLIDE_TEXT_PT, _HALF_SLIDE_EMU = 12.0, 5_700_000
"""Charts side by side, each narrower than this, have smaller text."""
_EMU_PER_TWIP = 635
_FIRST_DRAWING = 800_000_000
_ALT, _TITLE = "\ue0f2", "\ue0f3"


class Inserter:
    """Makes the markup for a block and wires what it needs into the package."""

    def __init__(self, package: Package, session: Session, look: TemplateLook) -> None:
        self._package, self._session, self._look = package, session, look
        self._count = 0
        self._named: dict[tuple[str, str], int] = {}
        self.part = ""
        """The part being rendered: its relationships take what is inserted."""

    def insert(self, value: Block, stop: int) -> str:
        """Return the markup that stands for the paragraph, or on a slide for the box, of ``stop``."""
        if self._look.program == "word":
            return self._insert_in_word(value, stop)
        return self._insert_on_slide(value, stop)

    def _insert_in_word(self, value: Block, stop: int) -> str:
        where = self._session.stops[stop]
        if isinstance(value, Markdown):
            styles = BlockStyles(where.style, self._look.bullet_style)
            return word_blocks(value, lambda words, form: self._emit(words, form or where.form, stop), styles)
        if isinstance(value, TableSpec):
            bare = replace(value, title=_TITLE, description=_ALT)
            width = self._look.text_width // _EMU_PER_TWIP
            emit = lambda words, form: self._emit(words, form, stop)  # noqa: E731
            markup = word_table(bare, emit, width_twips=width, style=self._look.table_style)
            return self._describe(markup, value.title, value.description, stop)
        if where.box is not None:
            return self._word_chart(value, stop, where.box)
        width = min(FULL_WIDTH_EMU, self._look.text_width)
        drawing = self._word_chart(value, stop, Box(0, 0, width, FULL_HEIGHT_EMU))
        return f"<w:p>{where.paragraph}<w:r>{drawing}</w:r></w:p>"

    def _word_chart(self, spec: ChartSpec, stop: int, box: Box) -> str:
        identity, places = self._wire(spec, stop, box, _WORD_TEXT_PT)
        number = self._next()
        marked = replace(spec, title=_TITLE)
        markup = word_drawing(marked, identity, number, self._name(f"Chart {spec.name}"), box.width, box.height, _ALT)
        return self._describe(markup, spec.title, spec.alt_text, stop) + places

    def _insert_on_slide(self, value: Block, stop: int) -> str:
        where = self._session.stops[stop]
        if isinstance(value, Markdown):
            emit = lambda words, form: self._emit(words, where.form or form, stop)  # noqa: E731
            return slide_paragraphs(value, emit)
        box = where.box
        if box is None:
            found = f"'{where.tag.code}' is a chart or a table and does not stand alone in a text box"
            self._session.note(stop, Mistake(found, "give it a box of its own"))
            return ""
        if isinstance(value, TableSpec):
            bare = replace(value, title=_TITLE, description=_ALT)
            markup = slide_table(
                bare,
                lambda words, form: self._emit(words, form, stop),
                x=box.x,
                y=box.y,
                cx=box.width,
                cy=box.height,
                shape_id=self._next(),
                name=self._name(f"Table {value.name}"),
                text_size_pt=_SLIDE_TEXT_PT,
            )
            return self._describe(markup, value.title, value.description, stop)
        size = _HALF_SLIDE_TEXT_PT if box.width < _HALF_SLIDE_EMU else _SLIDE_TEXT_PT
        identity, places = self._wire(value, stop, box, size)
        marked = replace(value, title=_TITLE)
        name = self._name(f"Chart {value.name}")
        markup = slide_frame(marked, identity, self._next(), name, box.x, box.y, box.width, box.height, _ALT)
        return self._describe(markup, value.title, value.alt_text, stop) + places

    def _emit(self, words: Words, form: str, stop: int) -> str:
        return self._session.emit(words, form, stop, "word" if self._look.program == "word" else "drawing")

    def _describe(self, markup: str, title: Words, description: Words, stop: int) -> str:
        """Put title and alt text in, so that what is printed in them is noted down too."""
        for sign, words in ((_TITLE, title), (_ALT, description)):
            if sign in markup:
                markup = markup.replace(sign, self._session.emit(words, "", stop, "attribute"))
        return markup

    def _name(self, wanted: str) -> str:
        """A name no other inserted shape of the part has."""
        count = self._named[self.part, wanted] = self._named.get((self.part, wanted), 0) + 1
        return wanted if count == 1 else f"{wanted} ({count})"

    def _next(self) -> int:
        self._count += 1
        return _FIRST_DRAWING + self._count

    def _wire(self, spec: ChartSpec, stop: int, box: Box, text_size: float) -> tuple[str, str]:
        """Put the chart and its workbook into the package; return its relationship and its places."""
        made = chart_part(spec, text_size_pt=text_size, width_emu=box.width, height_emu=box.height)
        folder = "word" if self._look.program == "word" else "ppt"
        chart = self._package.free_name(f"{folder}/charts", "chart", "xml")
        workbook = self._package.free_name(f"{folder}/embeddings", "Microsoft_Excel_Sheet", "xlsx")
        self._package.put(chart, made.xml, CHART_CONTENT_TYPE)
        self._package.put(workbook, made.workbook)
        self._package.types.defaults.setdefault("xlsx", WORKBOOK_CONTENT_TYPE)
        assert WORKBOOK_RELATIONSHIP_ID == "rId1"
        self._package.relate(chart, WORKBOOK_RELATIONSHIP, workbook)
        identity = self._package.relate(self.part, CHART_RELATIONSHIP, chart)
        places = "".join(
            self._session.note_down(Printing(printed, stop, "", "outside", f"cell {place.cell}", chart))
            for place in made.places
            for printed in printed_pieces(place.words)
        )
        return identity, places


def printed_pieces(words: Words) -> Iterator[Printed]:
    """Give the pieces of some words that have a reference."""
    if isinstance(words, Text):
        yield Printed(str(words), words.ref)
    elif isinstance(words, Printed):
        yield words
    elif isinstance(words, Printable):
        yield words.printed()
    elif isinstance(words, Passage):
        for piece in words.pieces:
            yield from printed_pieces(piece)
