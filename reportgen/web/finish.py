"""The last pass over a page: each value goes to its place in the form that place allows, panels and contents follow.

In running text a value is an element that says where it came from; in a title or an attribute it is plain words, and
the element around it carries the references. In a script, a style sheet or an address a value cannot stand at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reportgen.office.language import Mistake
from reportgen.office.markup import escape_attribute, escape_text
from reportgen.office.values import ChartRow, ChartSpec, Markdown, TableSpec
from reportgen.web.drawing import draw_chart
from reportgen.web.panels import write_panels
from reportgen.web.values import Contents, Explain
from reportgen.web.words import Mentioned, Writer, keep_together, pieces, with_mentions

OPEN, CLOSE = "\x0e", "\x0f"
"""About the number of a value in a page's text, until every place is known."""

Block = TableSpec | ChartSpec | ChartRow | Markdown | Contents
"""What makes paragraphs, tables or pictures of its own."""

_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)"
    r"|(?P<raw><(?P<name>script|style)\b.*?</(?P=name)\s*>)"
    r"|(?P<opening><title\b[^>]*>)(?P<titled>.*?)</title\s*>"
    r"|(?P<tag></?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<!(?!--)[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "srcset", "poster", "ping", "style", "srcdoc"})
_CLOSED = frozenset({"button", "a", "summary", "label", "option"})
"""Elements that are pressed themselves, so that no button can stand in them."""
_HEADING = re.compile(r'<h([2-6])\b[^>]*?\bid="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)


class Finish:
    """Writes one page. ``mistakes`` are those of values that cannot stand where they do, by the value's number."""

    def __init__(self, values: list[object], settle: Callable[[object], object], explain: Explain) -> None:
        self._values, self._settle, self._explain = values, settle, explain
        self.mistakes: list[tuple[int, Mistake]] = []
        self._writer = Writer(explain)
        self._holders: list[str] = []

    def write(self, marked: str) -> str:
        """Return the page."""
        made: list[str] = []
        at = 0
        for token in TOKEN.finditer(marked):
            made.append(self._text(marked[at : token.start()]))
            made.append(self._token(token))
            at = token.end()
        made.append(self._text(marked[at:]))
        page = keep_together("".join(made))
        page = _CONTENTS.sub(lambda match: _contents(page, int(match[1])), page)
        panels = write_panels(self._writer, self._explain)
        before, body, after = page.rpartition("</body>")
        return f"{before}{panels}{body}{after}" if body else page + panels

    def _token(self, token: re.Match[str]) -> str:
        if token["comment"]:
            return ""  # the template's remarks are for its author
        if token["raw"]:
            for mark in _MARK.finditer(token["raw"]):
                self._refuse(int(mark[1]), "a value stands in a script or a style sheet")
            return token["raw"]
        if token["opening"]:
            return self._title(token["opening"], token["titled"])
        tag = token["tag"]
        named = _TAG_NAME.match(tag)
        name = named[1].lower() if named else ""
        if name in _CLOSED:
            if tag.startswith("</"):
                if name in self._holders:
                    self._holders.remove(name)
            else:
                self._holders.append(name)
        return self._tag(tag) if OPEN in tag else tag

    def _tag(self, tag: str) -> str:
        mentioned: list[Mentioned] = []

        def fill(match: re.Match[str]) -> str:
            name, quoted = match[1], match[2]
            if OPEN not in quoted:
                return match[0]
            is_address = name.lower() in _ADDRESSES or name.lower().startswith("on")
            written = []
            for words in self._in_attribute(quoted[1:-1], is_address and not quoted[1:].startswith("#")):
                written.append(words)
                if isinstance(words, Mentioned):
                    mentioned.append(words)
            text = "".join(escape_attribute(w.text) if isinstance(w, Mentioned) else w for w in written)
            return f'{name}="{text}"'

        filled = _ATTRIBUTE.sub(fill, tag)
        for mark in _MARK.finditer(filled):
            self._refuse(int(mark[1]), "a value stands in a tag outside quotation marks")
        return with_mentions(filled, mentioned)

    def _title(self, opening: str, text: str) -> str:
        """Return the page's title: words alone, the references of values on its tag."""
        words = list(self._in_attribute(text, is_address=False))
        mentioned = [each for each in words if isinstance(each, Mentioned)]
        written = "".join(escape_text(each.text) if isinstance(each, Mentioned) else each for each in words)
        return f"{with_mentions(opening, mentioned)}{written}</title>"

    def _in_attribute(self, text: str, is_address: bool) -> Iterator[Mentioned | str]:
        for position, part in enumerate(_MARK.split(text)):
            if position % 2 == 0:
                yield part
                continue
            value = self._settle(self._values[int(part)])
            if is_address:
                self._refuse(int(part), "a value stands in an address or a style")
            elif isinstance(value, Block):
                self._refuse(int(part), "a table, chart or longer text stands in an attribute")
            else:
                for piece in pieces(value):
                    yield piece if isinstance(piece, Mentioned) else escape_attribute(piece)

    def _text(self, text: str) -> str:
        if OPEN not in text:
            return text
        made = []
        for position, part in enumerate(_MARK.split(text)):
            made.append(part if position % 2 == 0 else self._value(int(part)))
        return "".join(made)

    def _value(self, number: int) -> str:
        value = self._settle(self._values[number])
        is_block = isinstance(value, Block)
        if is_block and self._holders:
            self._refuse(number, f"a table, chart or longer text stands in <{self._holders[-1]}>")
            return ""
        if isinstance(value, TableSpec):
            return self._writer.table(value, f"table-{number}")
        if isinstance(value, Markdown):
            return self._writer.markdown(value)
        if isinstance(value, ChartSpec):
            return draw_chart(value, f"chart-{number}")
        if isinstance(value, ChartRow):
            return "".join(draw_chart(each, f"chart-{number}-{at}") for at, each in enumerate(value.charts, start=1))
        if isinstance(value, Contents):
            return f"{OPEN}contents {value.level}{CLOSE}"
        return self._writer.inline(value, opens=not self._holders)

    def _refuse(self, number: int, found: str) -> None:
        self.mistakes.append((number, Mistake(found, "let it stand in the text, or in an attribute that is read out")))


_CONTENTS = re.compile(f"{OPEN}contents (\\d){CLOSE}")
_TAGS = re.compile(r"<[^>]*>")


def _contents(page: str, level: int) -> str:
    """Return the headings of a page as a list of links to them."""
    links = "".join(
        f'<li><a href="#{match[2]}">{_TAGS.sub("", match[3]).strip()}</a></li>'
        for match in _HEADING.finditer(page)
        if int(match[1]) == level
    )
    return f"<ul>{links}</ul>"
