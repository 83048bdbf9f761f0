"""All the text of a finished file, with its place: nothing printed, drawn, cached or said of itself is left out.

Paths are those of the map of places, so that a value can be looked for exactly where it was printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from reportgen.office import names
from reportgen.office.chart_reading import read_chart, read_workbook
from reportgen.office.package import ContentTypes, Package, read_members
from reportgen.office.xml import local, parse, read_relationships, read_types

_BOOKMARK = "_rg_"
_WORD_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_STORIES = ("wordprocessingml", "presentationml", "drawingml.diagram")
_DESCRIBED = ("descr", "title")
_TABLE_WORDS = (names.w("tblCaption"), names.w("tblDescription"))
_SPEAKING = ("cNvPr", "docPr", "tblCaption", "tblDescription")
_SHAPE, _TABLE, _CELL = names.p("cNvPr"), names.a("tbl"), names.a("tc")
_BODIES = (names.p("txBody"), names.a("txBody"))
_DRAWN, _WRITTEN = names.a("p"), names.w("p")


@dataclass(frozen=True, slots=True)
class FoundText:
    """Some text of a file: the part and the path it stands at, as in the map of places.

    ``printed`` gives start, end and number of each place marked inside it (Word's bookmarks), ``style`` the id of
    a Word paragraph's style.
    """

    part: str
    path: str
    text: str
    printed: tuple[tuple[int, int, int], ...] = ()
    style: str = ""


def text(file: bytes | Path) -> tuple[FoundText, ...]:
    """Return all text of a Word or PowerPoint file in the order of its parts.

    Body, headers, notes, text boxes, content controls, alt text, field codes, chart caches, embedded workbooks,
    properties. Raises MarkupError or zipfile.BadZipFile for what is not an Office file.
    """
    return _text(file if isinstance(file, bytes) else Path(file).read_bytes())


@lru_cache(maxsize=8)
def _text(data: bytes) -> tuple[FoundText, ...]:
    """The text of the files looked at last: a finished document is read for several reasons."""
    package = read_package(data)
    found: list[FoundText] = []
    for name in package.parts:
        kind = package.types.of(name)
        data = package.parts[name].data
        if kind.endswith("drawingml.chart+xml"):
            found += [FoundText(name, path, words) for path, words in read_chart(parse(data))]
        elif kind.endswith("spreadsheetml.sheet"):
            found += [FoundText(name, path, words) for path, words in read_workbook(data)]
        elif kind.endswith("properties+xml"):
            found += _read_properties(name, parse(data))
        elif kind.endswith("+xml") and any(word in kind for word in _STORIES):
            found += read_story(name, parse(data))
    return tuple(found)


def read_package(data: bytes) -> Package:
    """Return the package of a finished file."""
    parts = read_members(data)
    types = read_types(parts["[Content_Types].xml"].data) if "[Content_Types].xml" in parts else ContentTypes({}, {})
    relationships = {}
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("/")
            relationships[folder.removesuffix("_rels") + file.removesuffix(".rels")] = read_relationships(part.data)
    return Package(parts, types, relationships)


def _read_properties(name: str, root: etree._Element) -> Iterator[FoundText]:
    for element in root.iter(etree.Element):
        if len(element) == 0 and (element.text or "").strip():
            yield FoundText(name, f"property {local(element)}", element.text or "")


def read_story(name: str, root: etree._Element) -> Iterator[FoundText]:
    """Give the text of a Word, slide, layout, notes or diagram part, paragraph by paragraph."""
    shape, cell, paragraph, count = "", 0, 0, 0
    in_table = False
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if tag == _SHAPE:
            shape, cell, paragraph, in_table = element.get("name", ""), 0, 0, False
        elif tag == _TABLE:
            cell, in_table = 0, True
        elif tag == _CELL:
            cell += 1
        elif tag in _BODIES:
            paragraph = 0
        elif tag == _DRAWN:
            paragraph += 1
            words = "".join(_drawing_words(element))
            if words:
                where = [f'shape "{shape}"'] if shape else []
                where += [f"cell {cell}"] if in_table else []
                yield FoundText(name, " ".join([*where, f"paragraph {paragraph}"]), words)
        elif tag == _WRITTEN:
            count += 1
            yield from _read_word_paragraph(name, count, element)
        if tag.endswith(_SPEAKING):
            yield from _read_attributes(name, element)


def _read_attributes(name: str, element: etree._Element) -> Iterator[FoundText]:
    if element.tag in _TABLE_WORDS:
        yield FoundText(name, f"w:{local(element)}", element.get(names.w("val"), ""))
    elif local(element) in ("cNvPr", "docPr"):
        for attribute in _DESCRIBED:
            words = element.get(attribute, "")
            if words:
                yield FoundText(name, f'{attribute} of "{element.get("name", "")}"', words)


def _drawing_words(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(names.a("t"), names.a("br")):
        yield "\n" if element.tag == names.a("br") else element.text or ""


def _read_word_paragraph(name: str, count: int, paragraph: etree._Element) -> Iterator[FoundText]:
    pieces: list[str] = []
    printed: list[tuple[int, int, int]] = []
    opened: dict[str, tuple[int, int]] = {}
    position = 0
    codes: list[str] = []
    for element in _own_elements(paragraph):
        tag = local(element)
        words = ""
        if tag == "t":
            words = element.text or ""
        elif tag in _WORD_SIGNS and element.getparent() is not None and local(element.getparent()) == "r":  # type: ignore[arg-type]
            words = _WORD_SIGNS[tag]
        elif tag == "instrText":
            codes.append(element.text or "")
        elif tag == "bookmarkStart" and element.get(names.w("name"), "").startswith(_BOOKMARK):
            number = element.get(names.w("name"), "")[len(_BOOKMARK) :]
            opened[element.get(names.w("id"), "")] = (position, int(number) if number.isdigit() else 0)
        elif tag == "bookmarkEnd" and element.get(names.w("id"), "") in opened:
            start, place = opened.pop(element.get(names.w("id"), ""))
            printed.append((start, position, place))
        pieces.append(words)
        position += len(words)
    joined = "".join(pieces)
    if joined:
        style = paragraph.find(f"{names.w('pPr')}/{names.w('pStyle')}")
        named = "" if style is None else style.get(names.w("val"), "")
        yield FoundText(name, f"paragraph {count}", joined, tuple(printed), named)
    if any(code.strip() for code in codes):
        yield FoundText(name, f"field code in paragraph {count}", "".join(codes))


def _own_elements(holder: etree._Element) -> Iterator[etree._Element]:
    """The elements of a paragraph but not of the paragraphs of text boxes inside it."""
    for child in holder:
        if isinstance(child.tag, str) and child.tag != _WRITTEN:
            yield child
            yield from _own_elements(child)
