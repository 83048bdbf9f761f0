"""Rules a page must keep so that it works alone, on any screen and read aloud, asserted before it is saved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reportgen.errors import Place, Problem, ProblemsError, ReportgenError
from reportgen.web.parsing import Attributes, Reader, tell

LARGEST = 1_500_000
"""Bytes a page may have: it opens at once on a phone, and goes into an e-mail."""

_FETCHING = frozenset({"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "manifest"})
_FETCHED = re.compile(r"@import|url\(\s*['\"]?(?!#|data:|['\"]?\))", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\{\{|\{%|%\}|[\x0e\x0f]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ACTIVE = frozenset({"script", "iframe", "object", "embed", "applet", "frame", "base", "form"})


@dataclass(slots=True)
class _Found:
    """What a page is made of, as far as the rules ask."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    title: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)


class _Reader(Reader):
    def __init__(self) -> None:
        self.found = _Found()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.found.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)
        if tag in _HEADINGS:
            self.found.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            self.found.styles.append(data)
            return
        self.found.texts.append(data)
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.found.title += data
        heading = next((tag for tag in reversed(self._open) if tag in _HEADINGS), "")
        if heading and self.found.headings:
            level, words = self.found.headings[-1]
            self.found.headings[-1] = (level, words + data)


def nothing_fetched(page: _Found) -> Iterator[str]:
    """Everything the page needs is in it."""
    for tag, attributes in page.tags:
        for name, value in attributes.items():
            if name in _FETCHING and not value.startswith(("data:", "#")):
                yield f"<{tag} {name}> would fetch “{value[:60]}”"
            elif name == "href" and tag not in ("a", "area") and not value.startswith("#"):
                yield f"<{tag} href> would fetch “{value[:60]}”"
            elif name == "style" and _FETCHED.search(value):
                yield f"the style of <{tag}> would fetch something"
    if any(_FETCHED.search(style) for style in page.styles):
        yield "a style sheet would fetch something"


def nothing_runs(page: _Found) -> Iterator[str]:
    """The page holds words and pictures alone: no script, no frame, no form."""
    for tag, attributes in page.tags:
        if tag in _ACTIVE:
            yield f"there is a <{tag}>"
        if any(name.startswith("on") for name in attributes):
            yield f"<{tag}> has a script in an attribute"
        if attributes.get("href", "").strip().casefold().startswith(("javascript:", "data:", "file:")):
            yield f"<{tag} href> leads to “{attributes['href'][:30]}”"


def nothing_left_over(page: _Found) -> Iterator[str]:
    """No tag of the template is left in the text."""
    if any(_LEFT_OVER.search(text) for text in page.texts):
        yield "a tag of the template is left in the text"


def named_apart(page: _Found) -> Iterator[str]:
    """No two elements have one id."""
    counts = Counter(attributes["id"] for _, attributes in page.tags if attributes.get("id"))
    for name, count in counts.items():
        if count > 1:
            yield f"{count} elements have the id “{name}”"


def leading_somewhere(page: _Found) -> Iterator[str]:
    """What a link, a button or a label names is there."""
    known = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    for tag, attributes in page.tags:
        wanted = [attributes.get("popovertarget", ""), *attributes.get("aria-labelledby", "").split()]
        if attributes.get("href", "").startswith("#"):
            wanted.append(attributes["href"][1:])
        for name in wanted:
            if name and name not in known:
                yield f"<{tag}> leads to “{name}”, which is not there"


def spoken(page: _Found) -> Iterator[str]:
    """A reader by ear knows the language, the title and what each picture shows."""
    languages = [attributes.get("lang", "") for tag, attributes in page.tags if tag == "html"]
    if not any(languages):
        yield "the page does not say its language"
    if not page.title.strip():
        yield "the page has no title"
    for tag, attributes in page.tags:
        if tag == "img" and not attributes.get("alt", "").strip():
            yield "a picture has no alt text"
        if tag == "svg" and not (attributes.get("role") == "img" and attributes.get("aria-labelledby")):
            yield "a chart has no name and description"


def headings_in_order(page: _Found) -> Iterator[str]:
    """One heading of the first level, and no level left out below it."""
    levels = [level for level, _ in page.headings]
    if levels.count(1) != 1:
        yield f"there are {levels.count(1)} headings of the first level"
    for (before, _), (level, words) in zip(page.headings, page.headings[1:], strict=False):
        if level > before + 1:
            yield f"the heading “{words.strip()[:40]}” leaves out a level"
    yield from ("a heading is empty" for _, words in page.headings if not words.strip())


def tables_have_headings(page: _Found) -> Iterator[str]:
    """Every table has heading cells that say what they head."""
    tables = sum(tag == "table" for tag, _ in page.tags)
    if tables != sum(tag == "caption" for tag, _ in page.tags):
        yield "a table has no caption"
    if any(tag == "th" and not attributes.get("scope") for tag, attributes in page.tags):
        yield "a heading cell of a table does not say what it heads"


Rule = Callable[[_Found], Iterator[str]]
SAFE: tuple[Rule, ...] = (nothing_fetched, nothing_runs, nothing_left_over)
"""What no page may do, whoever wrote its template."""
USABLE: tuple[Rule, ...] = (
    named_apart, leading_somewhere, spoken, headings_in_order, tables_have_headings,
)  # fmt: skip
"""What a reader needs; a council's template that breaks one is told so."""


def find_faults(data: bytes) -> tuple[str, ...]:
    """Return the rules a page breaks, in words; nothing for a sound one."""
    return _broken(data)[1]


def assert_usable(data: bytes, name: str, template: bytes = b"") -> tuple[str, ...]:
    """Return the rules for readers that the page called ``name`` breaks because its template did, as warnings.

    Raises:
        ProblemsError: the template fetches or runs something, which no page of a pack may.
        ReportgenError: the page breaks a rule that its template keeps: a fault of this program.
    """
    unsafe, broken = _broken(data)
    if unsafe:
        needed, remedy = "a page that works alone is needed", "take it out of the page's template"
        raise ProblemsError([Problem(Place(name), fault, needed, remedy) for fault in unsafe])
    known = set(find_faults(template)) if broken else set()
    for fault in broken:
        if fault not in known:
            raise ReportgenError(f"{name} was not written: {fault}. This is a fault of reportgen; please report it")
    return tuple(f"the template brings a fault along: {fault}" for fault in broken)


def _broken(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules of safety a page breaks, then all it breaks."""
    reader = _Reader()
    tell(reader, data)
    unsafe = tuple(dict.fromkeys(fault for rule in SAFE for fault in rule(reader.found)))
    found = [*unsafe, *(fault for rule in USABLE for fault in rule(reader.found))]
    if len(data) > LARGEST:
        found.append(f"the page has {len(data):,} bytes, and {LARGEST:,} are the most")
    return unsafe, tuple(dict.fromkeys(found))
