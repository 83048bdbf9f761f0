"""Where a tag stands, in the words an officer sees: heading and paragraph, or slide and shape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from lxml import etree

from reportgen.office import names
from reportgen.office.runs import paragraph_text

_MOST = 90


@dataclass(frozen=True, slots=True)
class Site:
    """The place of a paragraph or attribute of the template: its part, what surrounds it, and its sentence."""

    part: str
    around: str
    sentence: str

    @property
    def words(self) -> str:
        """``heading "3 Matrix" ▸ paragraph "The saving is …"``."""
        sentence = shorten(self.sentence)
        inner = f'paragraph "{sentence}"' if sentence else ""
        return " ▸ ".join(word for word in (self.around, inner) if word)

    @property
    def hash(self) -> str:
        """Sixteen figures that change when the template's sentence does."""
        return hash_text(self.sentence)


@lru_cache(maxsize=2048)
def hash_text(text: str) -> str:
    """Return sixteen hexadecimal figures of the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()[:16]


def shorten(text: str) -> str:
    """Return a sentence short enough for a message."""
    words = " ".join(text.split())
    return words if len(words) <= _MOST else words[: _MOST - 1] + "…"


class Surroundings:
    """Keeps up with the headings while a Word part is read, and names what surrounds a paragraph."""

    def __init__(self, part: str, label: str, headings: frozenset[str]) -> None:
        self._part, self._label, self._headings = part, label, headings
        self._heading = ""

    def pass_by(self, paragraph: etree._Element) -> None:
        """Note a heading on the way."""
        if paragraph.tag == names.w("p"):
            style = paragraph.find(f"{names.w('pPr')}/{names.w('pStyle')}")
            if style is not None and style.get(names.w("val"), "") in self._headings:
                self._heading = shorten(paragraph_text(paragraph))

    def site(self, element: etree._Element, sentence: str) -> Site:
        """Return the place of a paragraph (or of an element with a tag in an attribute)."""
        words = [self._label] if self._label else []
        if self._heading:
            words.append(f'heading "{self._heading}"')
        shape = _shape_name(element)
        if shape:
            words.append(f'shape "{shape}"')
        row = next(element.iterancestors(names.w("tr"), names.a("tr")), None)
        if row is not None:
            table = row.getparent()
            assert table is not None
            rows = [each for each in table if each.tag == row.tag]
            words.append(f"table row {rows.index(row) + 1}")
        return Site(self._part, " ▸ ".join(words), sentence)


def _shape_name(element: etree._Element) -> str:
    if element.tag == names.w("p"):
        return ""
    for above in (element, *element.iterancestors()):
        for holder in above:
            if isinstance(holder.tag, str) and holder.tag.startswith(f"{{{names.P}}}nv"):
                shape = holder.find(names.p("cNvPr"))
                if shape is not None:
                    return shape.get("name", "")
    return ""
