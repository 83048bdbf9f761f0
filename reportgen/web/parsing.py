"""A page taken apart once, for all who read it back: its tags, words and remarks in their order."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
_Told = tuple[str, str, Attributes | None]
"""What is told, by the name of the reader's method: the tag or the words, and a tag's attributes."""


class Reader:
    """Is told of a page piece by piece; what it does not care for it does not say a method for."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take in the beginning of an element."""

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Take in an element that ends where it begins (``<br/>``)."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of an element."""

    def handle_data(self, data: str) -> None:
        """Take in words, their entities read."""

    def handle_comment(self, data: str) -> None:
        """Take in a remark."""


def tell(reader: Reader, data: bytes) -> None:
    """Tell a reader everything on a page, in the order it stands. Raises ValueError for bytes that are no UTF-8."""
    for method, said, attributes in _take_apart(data):
        if attributes is None:
            getattr(reader, method)(said)
        else:
            getattr(reader, method)(said, attributes)


@lru_cache(maxsize=1)
def _take_apart(data: bytes) -> tuple[_Told, ...]:
    """Return what there is to tell. A finished page is read by several checks, one after the other."""
    parser = _Parser()
    parser.feed(data.decode("utf-8-sig"))
    parser.close()
    return tuple(parser.told)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[_Told] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.told.append(("handle_starttag", tag, attrs))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.told.append(("handle_startendtag", tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(("handle_endtag", tag, None))

    def handle_data(self, data: str) -> None:
        self.told.append(("handle_data", data, None))

    def handle_comment(self, data: str) -> None:
        self.told.append(("handle_comment", data, None))
