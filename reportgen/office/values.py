"""What a template may be filled with: text that remembers where it came from, tables and charts.

The engine knows nothing of facts. It prints *pieces*: plain words, or a :class:`Printed` with a reference
that is recorded at the place it lands. References have a scheme:

``fact:<id>`` a computed fact · ``input:<table>.<column>`` an officer's own cell · ``date:<what>`` a date taken
from the data · ``setting:<key>`` from reportgen.toml · ``label:<code list>`` a published label ·
``definition:<indicator>`` a published definition · ``reference:<kind>`` a caption or cross-reference number.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol, runtime_checkable


class Text(str):
    """A string with a reference. It behaves as a string everywhere; changed by a filter, it loses the reference."""

    ref: str

    def __new__(cls, text: str, ref: str) -> Text:
        """Return the string with its reference."""
        made = super().__new__(cls, text)
        made.ref = ref
        return made


@dataclass(frozen=True, slots=True)
class Printed:
    """Text as printed at one place, what it came from and the format it was printed in (``text`` = its own)."""

    text: str
    ref: str
    format: str = "text"

    def __str__(self) -> str:
        return self.text


@runtime_checkable
class Printable(Protocol):
    """Anything with a printed form of its own: facts, dates."""

    def printed(self) -> Printed:
        """Return the printed form."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or more made of words and printed values; ``bold`` pieces are listed by position."""

    pieces: tuple[str | Printed, ...]
    bold: frozenset[int] = frozenset()

    def __str__(self) -> str:
        return "".join(str(piece) for piece in self.pieces)

    def __bool__(self) -> bool:
        return any(str(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Styled:
    """Words in a form of their own. ``colour`` is hex without ``#``; ``link`` an https or mailto address."""

    words: str | Printed
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    link: str = ""

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True, slots=True)
class RichText:
    """Running text some of whose words are bold, italic, underlined, coloured or a link."""

    pieces: tuple[str | Printed | Styled, ...]

    def __str__(self) -> str:
        return "".join(str(piece) for piece in self.pieces)

    def __bool__(self) -> bool:
        return any(str(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture and the words that stand for it to a reader who cannot see it.

    ``width_cm`` and ``height_cm`` left at zero follow the picture's own size and proportions. It is never drawn wider
    than the text or larger than its box. Raises ValueError without an alt text.
    """

    data: bytes
    alt_text: str | Printed | Passage
    width_cm: float = 0
    height_cm: float = 0

    def __post_init__(self) -> None:
        if not str(self.alt_text).strip():
            raise ValueError("a picture needs an alt text: the words for a reader who cannot see it")


@dataclass(frozen=True, slots=True)
class SubDocument:
    """Another Word document, whose text takes the place of a paragraph. ``name`` is its file's name for messages."""

    data: bytes
    name: str = "the inserted document"


Words = str | Printed | Passage
"""Anything that prints as running text (a :class:`Text` is a str)."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """An officer's text with paragraphs, bullets (``- ``) and ``**bold**``, already filled with facts."""

    paragraphs: tuple[MarkdownParagraph, ...]


@dataclass(frozen=True, slots=True)
class MarkdownParagraph:
    """One paragraph or bullet."""

    passage: Passage
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """The number of a table or figure at its caption; numbers run in the order captions are printed."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a table or figure by name; prints the number its caption gets, before or after."""

    kind: str
    name: str


class Align(Enum):
    """How a table column lines up: words left, numbers right."""

    LEFT = "left"
    RIGHT = "right"


class RowKind(Enum):
    """How a table row looks."""

    PLAIN = "plain"
    TOTAL = "total"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column heading with its unit in the words; ``weight`` is its share of the width."""

    heading: Words
    align: Align = Align.LEFT
    weight: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, one entry a column; no entry is blank (print a symbol or a dash-free word instead)."""

    cells: tuple[Words, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of a document: header row, rows, and the note (symbols, source) beneath it."""

    name: str
    title: Words
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    note: Words = ""
    description: Words = ""
    """Alt text: what the table holds, for a screen reader."""


class ChartKind(Enum):
    """The native charts drawn. A waterfall is stacked columns with an invisible helper series."""

    LINE = "line"
    COLUMN = "column"
    BAR = "bar"
    STACKED_COLUMN = "stacked column"
    STACKED_BAR = "stacked bar"
    PIE = "pie"
    WATERFALL = "waterfall"
    BUBBLE = "bubble"


class Look(Enum):
    """How a series is drawn besides its colour: forecasts dashed, stretch light, helpers unseen."""

    SOLID = "solid"
    LIGHT = "light"
    DASHED = "dashed"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point. ``value`` None is a gap: nothing cached, an empty cell; ``printed`` then holds the symbol."""

    value: Decimal | int | None
    printed: Printed
    colour: str = ""
    """Hex without ``#`` where this point differs from its series (waterfall totals, the highlighted bar)."""
    total: bool = False
    """Waterfall: the bar stands on the axis and shows a level, not a change. The first point always does."""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Points in the order of the categories."""

    name: Words
    points: tuple[ChartPoint, ...]
    colour: str = ""
    """Hex without ``#``; blank takes the palette's next."""
    look: Look = Look.SOLID
    labels: bool = True
    """Whether values are written at the points (lines: at the last point only, with the series name)."""


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart, drawn natively in Word and PowerPoint alike. Cache and embedded workbook come from these points.

    ``title``, ``note`` (question, base, date, source) and ``shows`` are printed in the document's own text, not in the
    picture. ``alt_text`` is made from the data. ``number_format`` is an Excel format code, ``scale`` what values are
    divided by before they are drawn (1,000,000 for £m).

    A waterfall has one series: levels (``total``) and the signed changes between them. A bubble chart has three series,
    across (``value_axis``, ``number_format``), up (``category_axis``) and size, and one bubble for each category, which
    is its label; ``steps`` are the words for 1, 2 and 3 on the upright axis (Low, Medium, High).
    """

    name: str
    kind: ChartKind
    title: Words
    categories: tuple[Words, ...]
    series: tuple[ChartSeries, ...]
    alt_text: Words
    value_axis: Words = ""
    category_axis: Words = ""
    number_format: str = "#,##0"
    scale: int = 1
    note: Words = ""
    shows: Words = ""
    legend: bool = False
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Charts side by side in one paragraph of a Word document, each an equal share of the width."""

    charts: tuple[ChartSpec, ...]
