"""One render: values are printed, counted and noted down; mistakes are gathered; work is bounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.office.bounds import Bounds
from reportgen.office.emission import Style, attribute_text, drawing_run, restyle, word_link, word_run
from reportgen.office.language import Mistake
from reportgen.office.markup import needs_escape
from reportgen.office.remedies import explain_block, explain_missing, explain_unprintable
from reportgen.office.sandbox import UnknownNameError, plain
from reportgen.office.stops import Stop
from reportgen.office.structure import CELL_END
from reportgen.office.values import (
    Caption,
    ChartRow,
    ChartSpec,
    Markdown,
    MarkdownParagraph,
    Passage,
    Picture,
    Printable,
    Printed,
    Reference,
    RichText,
    Styled,
    SubDocument,
    TableSpec,
    Text,
)

_WEB = ("https", "mailto")
_ADDRESS_SIGNS = ":/?#[]@!$&'()*+,;=%~"

OPEN, CLOSE = "\x0e", "\x0f"
"""About the number of a printed value in a part's text, until every place is known."""

Block = Markdown | TableSpec | ChartSpec | ChartRow | SubDocument
"""What takes the place of a whole paragraph; a picture does so on a slide alone."""
BOXED = (ChartSpec, TableSpec, Picture)
ASKED_BY_NAME = ("chart", "table", "picture")
"""The functions by which boxes ask: where the context has none of that name, they look the name up in it."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The values printed in the sheet and the cache of a chart: the chart's part, and each value with its cell."""

    part: str
    stop: int
    values: tuple[tuple[str, Printed], ...]


@dataclass(frozen=True, slots=True)
class Printing:
    """A value on its way to its place: the stop that prints it, the form and the frame it is printed in."""

    value: Printed | Caption | Reference
    stop: int
    form: str
    frame: str


class Printer(Protocol):
    """Turns what is more than words into markup and puts what it needs into the package."""

    def insert(self, value: Block | Picture, stop: int) -> str:
        """Return the markup that stands for a paragraph or a box."""
        ...

    def draw(self, picture: Picture, form: str, stop: int) -> str:
        """Return a picture as a run of text."""
        ...

    def link(self, address: str) -> str:
        """Return the relationship that leads to an address."""
        ...


class Session(Bounds):
    """The state of one render. It is the guard the sandbox asks and the printer its filters call."""

    def __init__(
        self,
        stops: tuple[Stop, ...],
        ends: tuple[tuple[str, str], ...],
        context: Mapping[str, object],
        filters: Mapping[str, Callable[..., object]],
    ):
        super().__init__({**{kind: partial(_look_up, context) for kind in ASKED_BY_NAME}, **context}, filters)
        self.stops, self._ends = stops, ends
        self.has_markup = False
        """Whether markup that was made elsewhere (by a macro) has been printed."""
        self.printings: list[Printing | Cells] = []
        self.mistakes: dict[tuple[int, str], Mistake] = {}
        self.printer: Printer | None = None
        self.slide_printer: Callable[[Mapping[str, object], int], None] | None = None
        self._held: dict[int, object] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._next_number = 0

    def print(self, value: object, number: int) -> str:
        """Return a value as the markup of its stop."""
        if type(value) is str and value and not needs_escape(value):
            return self._wrap(value, number)
        return self._print_any(value, number)

    def sole(self, value: object, number: int) -> str:
        """Return a value that stands alone in its paragraph with the shell about it, or what takes its place."""
        if type(value) is str and value and not needs_escape(value):
            return self._wrap(value, number)
        shell = self.stops[number].shell
        assert shell is not None
        end = CELL_END if shell.is_last else ""
        if not self.hold(value, number):
            if self.stops[number].box is not None and self.is_long(number):
                return f"{shell.before}{self.block(number)}{end}{shell.after}"
            return shell.about(self._print_any(self._held.pop(number), number))
        # What takes the place of a slide's shape leaves no paragraph behind.
        return self.block(number) + ("" if shell.before else end)

    def _wrap(self, words: str, number: int) -> str:
        """Return words that need nothing but what stands before and after them."""
        self.count_text(len(words))
        before, after = self._ends[number]
        return before + words + after

    def _print_any(self, value: object, number: int) -> str:
        stop = self.stops[number]
        if isinstance(value, Markup):
            self.has_markup = True
            if stop.level == "attribute" and "<" in value:
                self.note(number, Mistake("a macro that makes runs cannot stand here", "write its words here instead"))
                return ""
            return value
        if isinstance(value, Undefined):
            self.note(number, self.explain_missing(value, stop))
            return ""
        if isinstance(value, Picture) and stop.frame == "word" and stop.level != "attribute":
            return self._printed(lambda printer: printer.draw(value, stop.form, number), number)
        if isinstance(value, Block | Picture):
            self.note(number, explain_block(value, stop))
            return ""
        return self.emit(value, stop.form, number, "attribute" if stop.level == "attribute" else stop.frame)

    def emit(self, value: object, form: str, number: int, frame: str) -> str:
        """Return words as markup; whatever has a reference is noted down to be found again at its place."""
        if type(value) is str:  # most values: the rest of the questions are spared
            return self._emit_words(value, form, frame)
        if isinstance(value, Text):
            value = Printed(str(value), value.ref)
        if isinstance(value, Printed | Caption | Reference):
            return self.note_down(Printing(value, number, form, frame))
        if isinstance(value, Passage):
            return self._emit_passage(value, form, number, frame)
        if isinstance(value, RichText):
            return "".join(self.emit(piece, form, number, frame) for piece in value.pieces)
        if isinstance(value, Styled):
            return self._emit_styled(value, form, number, frame)
        if is_rows(value):
            self.note(number, explain_unprintable(value, self.stops[number].tag.code))
            return ""
        if isinstance(value, tuple | list) and not all(type(each) is str for each in value):
            return write_words(", ", form, frame).join(self.emit(each, form, number, frame) for each in value)
        if not isinstance(value, str) and isinstance(value, Printable):
            return self.note_down(Printing(value.printed(), number, form, frame))
        return self._emit_words(self._words(value, number), form, frame)

    def _emit_words(self, words: str, form: str, frame: str) -> str:
        self.count_text(len(words))
        return write_words(words, form, frame)

    def note_down(self, printing: Printing | Cells) -> str:
        """Take a printing in and return what stands for it until its place is known."""
        if isinstance(printing, Printing) and isinstance(printing.value, Caption):
            self.number_caption(printing.value)
        self.printings.append(printing)
        return f"{OPEN}{len(self.printings) - 1}{CLOSE}"

    def _emit_passage(self, passage: Passage, form: str, number: int, frame: str) -> str:
        bold = restyle(form, frame, Style(bold=True)) if passage.bold and frame != "attribute" else form
        return "".join(
            self.emit(piece, bold if position in passage.bold else form, number, frame)
            for position, piece in enumerate(passage.pieces)
        )

    def _emit_styled(self, styled: Styled, form: str, number: int, frame: str) -> str:
        if frame == "attribute":
            return self.emit(styled.words, form, number, frame)
        link = self.link_to(styled.link, number) if styled.link else ""
        style = Style(styled.bold, styled.italic, styled.underline, styled.colour, link if frame == "drawing" else "")
        runs = self.emit(styled.words, restyle(form, frame, style), number, frame)
        return word_link(link, runs) if link and frame == "word" else runs

    def link_to(self, address: str, number: int) -> str:
        """Return the relationship of a link, blank and a mistake for an address that is not on the web or a mailbox."""
        address = quote(address.strip(), safe=_ADDRESS_SIGNS)
        if urlsplit(address).scheme.lower() not in _WEB:
            found = f"a link leads to “{address[:60]}”"
            self.note(number, Mistake(found, "links begin with https:// or mailto:"))
            return ""
        assert self.printer is not None
        return self.printer.link(address)

    def ask(self, value: object, number: int) -> str:
        """Print nothing, and note a name that does not exist."""
        if isinstance(value, Undefined):
            self.note(number, self.explain_missing(value, self.stops[number]))
        return ""

    def link(self, value: object, number: int) -> str:
        """Return the relationship of a link whose address holds tags."""
        if isinstance(value, Undefined):
            self.note(number, self.explain_missing(value, self.stops[number]))
            return ""
        return self.link_to(str(plain(value)), number)

    def _printed(self, make: Callable[[Printer], str], number: int) -> str:
        """Return what the printer makes; what it cannot use is a mistake at its place."""
        assert self.printer is not None
        try:
            return make(self.printer)
        except ValueError as error:
            found = f"'{self.stops[number].tag.code}': {error}"
            self.note(number, Mistake(found, "give it what can be shown here, or leave it out"))
            return ""

    def _words(self, value: object, number: int) -> str:
        if isinstance(value, str):
            return str(value)
        if isinstance(value, tuple | list):
            return ", ".join(self._words(each, number) for each in value)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return str(value)
        self.note(number, explain_unprintable(value, self.stops[number].tag.code))
        return ""

    def hold(self, value: object, number: int) -> bool:
        """Keep a value that stands alone in a paragraph, and say whether it takes the paragraph's place."""
        if type(value) is str:
            self._held[number] = value
            return False
        stop = self.stops[number]
        if isinstance(value, tuple | list) and value and not is_rows(value):
            value = Markdown(tuple(MarkdownParagraph(self._item(each, number), bullet=True) for each in value))
        self._held[number] = value
        return isinstance(value, BOXED) if stop.box is not None else self.is_long(number)

    def _item(self, value: object, number: int) -> Passage:
        value = plain(value)
        if isinstance(value, Passage):
            return value
        # What is emitted may be of any form: a passage's own pieces are never looked into on the way.
        piece: Any = value if isinstance(value, str | Printed | RichText | Styled) else self._words(value, number)
        return Passage((piece,))

    def is_long(self, number: int) -> bool:
        """Whether the value kept for a stop in a box takes the place of its paragraph."""
        value = self._held[number]
        return isinstance(value, Block) or (isinstance(value, Markup) and self.stops[number].tag.scope == "p")

    def fill_box(self, value: object, number: int) -> str:
        """Return the chart or table a named box or drawing asks for."""
        if isinstance(value, Undefined):
            self.note(number, self.explain_missing(value, self.stops[number]))
            return ""
        if not isinstance(value, BOXED):
            name = self.stops[number].tag.code
            found = f"{name} is neither a chart nor a table nor a picture"
            self.note(number, Mistake(found, "name one of the charts, tables or pictures"))
            return ""
        return self._printed(lambda printer: printer.insert(value, number), number)

    def held(self, number: int) -> str:
        """Return the value kept for a stop, as words."""
        return self.print(self._held.pop(number), number)

    def block(self, number: int) -> str:
        """Return the value kept for a stop, as what stands in its paragraph's place."""
        value = self._held.pop(number)
        if isinstance(value, Markup):
            self.has_markup = True
            return value
        assert isinstance(value, Block | Picture)
        return self._printed(lambda printer: printer.insert(value, number), number)

    def renumber(self, original: str, kind: str) -> str:
        """Return an id that a loop would print twice: the first as it was, later ones new; ends follow beginnings."""
        if kind == "bookmarkEnd":
            return str(self._numbers.get(("bookmarkStart", original), original))
        if kind == "bookmark":
            seen = self._numbers[kind, original] = self._numbers.get((kind, original), 0) + 1
            return attribute_text(original if seen == 1 else f"{original[:32]}_{seen}")
        if (kind, original) not in self._numbers:
            self._numbers[kind, original] = int(original) if original.isdigit() else 0
            return attribute_text(original)
        self._next_number += 1
        self._numbers[kind, original] = 900_000_000 + self._next_number
        return str(self._numbers[kind, original])

    def slide(self, values: Mapping[str, object], number: int) -> str:
        """Print a slide with the values of the loops around it."""
        assert self.slide_printer is not None
        self.slide_printer(values, number)
        return ""

    def settle(self, printing: Printing) -> Printed:
        """Return what is printed, once every caption has its number."""
        value = printing.value
        if isinstance(value, Printed):
            return value
        number = self.number_of(value)
        if number is None:
            found = f"the {value.kind} “{value.name}” is mentioned and has no caption"
            self.note(printing.stop, Mistake(found, "add its caption, or put the mention under the same condition"))
            return Printed("", f"reference:{value.kind}")
        return Printed(str(number), f"reference:{value.kind}")

    def note(self, number: int, mistake: Mistake) -> None:
        """Note a mistake once."""
        self.mistakes.setdefault((number, mistake.found), mistake)

    def explain_missing(self, value: Undefined | UnknownNameError, stop: Stop) -> Mistake:
        """Return what to say of a name that does not exist."""
        return explain_missing(value, stop.tag.code, self.context, self.filters)


def is_rows(value: object) -> bool:
    """Whether a value is a list of rows, which has to be repeated to be printed."""
    return isinstance(value, tuple | list) and any(isinstance(each, Mapping) for each in value)


def write_words(words: str, form: str, frame: str) -> str:
    """Return plain words as the markup of a frame."""
    if frame == "attribute":
        return attribute_text(words)
    if not words:
        return ""
    return drawing_run(words, form) if frame == "drawing" else word_run(words, form)


def _look_up(context: Mapping[str, object], name: str) -> object:
    """Return the value a box asks for by its dotted name. Raises UnknownNameError."""
    found: object = context
    for step in str(name).split("."):
        if not isinstance(found, Mapping) or step not in found:
            raise UnknownNameError(step, found)
        found = found[step]
    return found
