"""Charts, tables and longer texts put where a tag or a named box asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from reportgen.office.blocks import BlockStyles, slide_paragraphs, word_blocks
from reportgen.office.chart_table import ChartPlace
from reportgen.office.charts import (
    CHART_CONTENT_TYPE,
    CHART_RELATIONSHIP,
    FULL_WIDTH_EMU,
    HALF_HEIGHT_EMU,
    WORKBOOK_CONTENT_TYPE,
    WORKBOOK_RELATIONSHIP,
    WORKBOOK_RELATIONSHIP_ID,
    chart_part,
    figure_height,
    slide_frame,
    word_drawing,
)
from reportgen.office.language import Mistake
from reportgen.office.layout import TemplateLook
from reportgen.office.markup import escape_attribute
from reportgen.office.package import Package
from reportgen.office.picture_frames import IMAGE_RELATIONSHIP, picture_size, slide_picture, word_picture
from reportgen.office.pictures import PictureFile, read_picture
from reportgen.office.refills import Refills
from reportgen.office.session import Block, Cells, Session
from reportgen.office.stops import Box, Frame, Sign
from reportgen.office.structure import AFTER_TABLE
from reportgen.office.subdocuments import join_document
from reportgen.office.tables import slide_table, word_table
from reportgen.office.values import (
    ChartRow,
    ChartSpec,
    Markdown,
    Passage,
    Picture,
    Printable,
    Printed,
    SubDocument,
    TableSpec,
    Text,
    Words,
)

_WORD_TEXT_PT, _HALF_WORD_TEXT_PT, _SLIDE_TEXT_PT = 12.0, 10.0, 16.0
_BETWEEN_CHARTS = 108_000
"""The room between charts side by side in a paragraph: 3 mm."""
_NARROW_TEXT_PT, _NARROW_SHARE = 14.0, 0.75
"""Charts narrower than this share of the slide, with words or another chart beside them, have smaller text."""
_TABLE_TEXT_PT = (18.0, 16.0, 14.0)
"""Sizes of a table's text on a slide, of which the largest that fits is taken."""
_EMU_PER_TWIP = 635
_FIRST_DRAWING = 800_000_000
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class Inserter:
    """Makes the markup for a block and wires what it needs into the package."""

    def __init__(self, package: Package, session: Session, look: TemplateLook) -> None:
        self._package, self._session, self._look = package, session, look
        self._count = 0
        self._named: dict[tuple[str, str], int] = {}
        self._pictures: dict[bytes, str] = {}
        self.refills = Refills(package)
        self.part = ""
        """The part being rendered: its relationships take what is inserted."""

    def insert(self, value: Block | Picture, stop: int) -> str:
        """Return the markup that stands for the paragraph, or on a slide for the box, of ``stop``.

        Raises ValueError for what cannot be shown there.
        """
        if isinstance(value, Picture):
            return self._frame_picture(value, stop)
        kept = self._session.stops[stop].kept
        if isinstance(value, ChartSpec) and kept is not None and self.refills.takes(self.part, kept.content, value):
            return self._refill_chart(value, kept, stop)
        if self._look.program == "word":
            return self._insert_in_word(value, stop)
        return self._insert_on_slide(value, stop)

    def link(self, address: str) -> str:
        """Return the relationship of the part being rendered that leads to an address."""
        return self._package.relate(self.part, _LINK, address, external=True)

    def draw(self, picture: Picture, form: str, stop: int) -> str:
        """Return a picture as a run of text, no wider than the text. Raises ValueError for one that cannot be read."""
        file, identity = self._embed(picture)
        width, height = picture_size(picture, file, self._look.text_width, 0)
        markup = word_picture(identity, self._next(), self._name("Picture"), width, height)
        drawing = self._describe(markup, "", picture.alt_text, stop)
        return f"<w:r>{form}{drawing}</w:r>"

    def _embed(self, picture: Picture) -> tuple[PictureFile, str]:
        """Put a picture into the package once, and return it with its relationship."""
        file = read_picture(picture.data)
        key = sha256(file.data).digest()
        if key not in self._pictures:
            folder = "word" if self._look.program == "word" else "ppt"
            name = self._package.free_name(f"{folder}/media", "picture", file.extension)
            self._package.put(name, file.data)
            self._package.types.defaults.setdefault(file.extension, file.content_type)
            self._pictures[key] = name
        return file, self._package.relate(self.part, IMAGE_RELATIONSHIP, self._pictures[key])

    def _frame_picture(self, picture: Picture, stop: int) -> str:
        """Return a picture in its box: as large as fits, in the middle, in the template's own frame if it has one."""
        where = self._session.stops[stop]
        box = where.box
        assert box is not None
        file, identity = self._embed(picture)
        room = (box.width or self._look.text_width, box.height)
        width, height = picture_size(picture, file, *room, fills=True)
        if where.kept is not None:
            markup = where.kept.markup.replace(Sign.LINK, identity)
            markup = markup.replace(Sign.IDENTITY, self._number_of(where.kept))
            markup = markup.replace(Sign.NAME, escape_attribute(self._name(where.kept.name)))
        elif where.frame == "word":
            markup = word_picture(identity, self._next(), self._name("Picture"), width, height)
        else:
            markup = slide_picture(identity, self._next(), self._name("Picture"))
        x, y = box.x + (box.width - width) // 2, box.y + (box.height - height) // 2
        for sign, value in ((Sign.X, x), (Sign.Y, y), (Sign.WIDTH, width), (Sign.HEIGHT, height)):
            markup = markup.replace(sign, str(value))
        return self._describe(markup, "", picture.alt_text, stop)

    def _refill_chart(self, spec: ChartSpec, kept: Frame, stop: int) -> str:
        """Return the template's own chart, to be given the data of ``spec``."""
        identity, chart, places = self.refills.refill(self.part, kept.content, spec)
        markup = kept.markup.replace(Sign.LINK, identity).replace(Sign.IDENTITY, self._number_of(kept))
        markup = markup.replace(Sign.NAME, escape_attribute(self._name(kept.name)))
        return self._describe(markup, spec.title, spec.alt_text, stop) + self._note_cells(places, chart, stop)

    def _number_of(self, kept: Frame) -> str:
        """The shape's own id the first time it is printed in a part (animations name it), a new one after that."""
        used = self._named[self.part, f"id {kept.identity}"] = (
            self._named.get((self.part, f"id {kept.identity}"), 0) + 1
        )
        return kept.identity if used == 1 else str(self._next())

    def _insert_in_word(self, value: Block, stop: int) -> str:
        where = self._session.stops[stop]
        if isinstance(value, Markdown):
            styles = BlockStyles(where.style, self._look.bullet_style)
            return word_blocks(value, lambda words, form: self._emit(words, form or where.form, stop), styles)
        if isinstance(value, TableSpec):
            bare = replace(value, title=Sign.TITLE, description=Sign.ALT)
            width = self._look.text_width // _EMU_PER_TWIP
            emit = lambda words, form: self._emit(words, form, stop)  # noqa: E731
            markup = word_table(bare, emit, width_twips=width, style=self._look.table_style)
            return self._describe(markup, value.title, value.description, stop) + AFTER_TABLE
        if isinstance(value, SubDocument):
            return join_document(self._package, self.part, value, self._next) + AFTER_TABLE
        if where.box is not None:
            assert isinstance(value, ChartSpec)
            return self._word_chart(value, stop, where.box, _WORD_TEXT_PT)
        specs = value.charts if isinstance(value, ChartRow) else (value,)
        width = min(FULL_WIDTH_EMU, self._look.text_width)
        is_alone = len(specs) == 1
        size, height = (_WORD_TEXT_PT, figure_height(specs[0])) if is_alone else (_HALF_WORD_TEXT_PT, HALF_HEIGHT_EMU)
        box = Box(0, 0, (width - _BETWEEN_CHARTS * (len(specs) - 1)) // len(specs), height)
        drawings = (f"<w:r>{self._word_chart(spec, stop, box, size)}</w:r>" for spec in specs)
        return f"<w:p>{where.paragraph}{''.join(drawings)}</w:p>"

    def _word_chart(self, spec: ChartSpec, stop: int, box: Box, text_size: float) -> str:
        identity, places = self._wire(spec, stop, box, text_size)
        number = self._next()
        marked = replace(spec, title=Sign.TITLE)
        markup = word_drawing(
            marked, identity, number, self._name(f"Chart {spec.name}"), box.width, box.height, Sign.ALT
        )
        return self._describe(markup, spec.title, spec.alt_text, stop) + places

    def _insert_on_slide(self, value: Block, stop: int) -> str:
        where = self._session.stops[stop]
        if isinstance(value, Markdown):
            emit = lambda words, form: self._emit(words, where.form or form, stop)  # noqa: E731
            return slide_paragraphs(value, emit)
        if isinstance(value, SubDocument):
            raise ValueError("a Word document cannot be put on a slide")
        if isinstance(value, ChartRow):
            raise ValueError("charts side by side need a box each on a slide")
        box = where.box
        if box is None:
            found = f"'{where.tag.code}' is a chart or a table and does not stand alone in a text box"
            self._session.note(stop, Mistake(found, "give it a box of its own"))
            return ""
        if isinstance(value, TableSpec):
            bare = replace(value, title=Sign.TITLE, description=Sign.ALT)
            markup = slide_table(
                bare,
                lambda words, form: self._emit(words, form, stop),
                x=box.x,
                y=box.y,
                cx=box.width,
                cy=box.height,
                shape_id=self._next(),
                name=self._name(f"Table {value.name}"),
                sizes_pt=tuple(self._look.slide_text(size) for size in _TABLE_TEXT_PT),
            )
            return self._describe(markup, value.title, value.description, stop)
        is_narrow = box.width < _NARROW_SHARE * self._look.slide[0]
        size = self._look.slide_text(_NARROW_TEXT_PT if is_narrow else _SLIDE_TEXT_PT)
        identity, places = self._wire(value, stop, box, size)
        marked = replace(value, title=Sign.TITLE)
        name = self._name(f"Chart {value.name}")
        markup = slide_frame(marked, identity, self._next(), name, box.x, box.y, box.width, box.height, Sign.ALT)
        return self._describe(markup, value.title, value.alt_text, stop) + places

    def _emit(self, words: Words, form: str, stop: int) -> str:
        return self._session.emit(words, form, stop, "word" if self._look.program == "word" else "drawing")

    def _describe(self, markup: str, title: Words, description: Words, stop: int) -> str:
        """Put title and alt text in, so that what is printed in them is noted down too."""
        for sign, words in ((Sign.TITLE, title), (Sign.ALT, description)):
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
        return identity, self._note_cells(made.places, chart, stop)

    def _note_cells(self, places: Iterable[ChartPlace], chart: str, stop: int) -> str:
        """Note down what is printed in a chart's cells, and return what stands for it in the part."""
        values = tuple((f"cell {place.cell}", printed) for place in places for printed in printed_pieces(place.words))
        return self._session.note_down(Cells(chart, stop, values)) if values else ""


def printed_pieces(words: Words | Printable) -> Iterator[Printed]:
    """Give the pieces of some words that have a reference."""
    if isinstance(words, Printed):
        yield words
    elif isinstance(words, Text):
        yield Printed(str(words), words.ref)
    elif isinstance(words, str):
        return
    elif isinstance(words, Passage):
        for piece in words.pieces:
            yield from printed_pieces(piece)
    elif isinstance(words, Printable):
        yield words.printed()
