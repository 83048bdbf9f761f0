"""Saying first, on a finished page and in its title, that it is not for publication."""

from __future__ import annotations

from reportgen.office.markup import escape_text
from reportgen.office.values import Passage
from reportgen.web.finish import TOKEN
from reportgen.web.reading import text
from reportgen.web.words import Writer

_LOOK = "margin: 0; padding: 0.5rem 1rem; border: 3px solid; font-weight: bold;"
"""A frame and no ground: it stands out on screens light and dark and on paper alike."""

_FIRST = 2
"""It may stand behind the link by which a reader by ear skips to the text."""


def mark_page(data: bytes, said: Passage, words: str) -> bytes:
    """Return a page whose text begins with ``said`` and whose title with ``words``, where they do not already."""
    page = data.decode("utf-8-sig")
    tokens = list(TOKEN.finditer(page))
    opened = next((token.end() for token in tokens if _is(token["tag"], "body")), None)
    if opened is None:
        opened = next((token.end() for token in tokens if _is(token["tag"], "/head")), 0)
    beginning = text(page[opened:].encode())[:_FIRST]
    if not any(words.casefold() in found.text.casefold() for found in beginning):
        inside = Writer(lambda _: None).inline(said)
        banner = f'\n<aside aria-label="Publication" style="{_LOOK}"><p style="margin: 0;">{inside}</p></aside>'
        page = page[:opened] + banner + page[opened:]
    title = next((token for token in tokens if token["opening"]), None)
    if title is not None and words.casefold() not in title["titled"].casefold():
        page = f"{page[: title.end('opening')]}{escape_text(words)}: {page[title.end('opening') :]}"
    return page.encode("utf-8")


def _is(tag: str | None, name: str) -> bool:
    """Whether a token is the tag of that name."""
    found = (tag or "").removeprefix("<").casefold()
    return found.startswith(name) and found.removeprefix(name)[:1] in (">", " ", "\n", "\t", "\r", "/")
