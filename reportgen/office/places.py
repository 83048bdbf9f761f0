"""The map: which value was printed where, kept beside the document and inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.office import names
from reportgen.office.markup import escape_attribute
from reportgen.office.package import Package
from reportgen.office.sites import hash_text
from reportgen.office.xml import HEADER, parse, serialise_part

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_ID = "{7B1D3C52-5E0E-4D0B-9B7E-52E4A1C7A001}"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One printed value at its place.

    ``number`` counts places through the file; ``part`` is the part it stands in and ``path`` where in the part: a
    bookmark (``_rg_7``), ``shape "Title 1" paragraph 2``, ``alt text of "Chart 3"``. ``sentence`` is the template's.
    ``paragraph`` is the hash of the whole printed paragraph where there is no bookmark to hold on to.
    """

    number: int
    part: str
    path: str
    ref: str
    format: str
    text: str
    sentence: str
    paragraph: str = ""


def write_map(package: Package, places: Iterable[PlacedText]) -> None:
    """Put the map into the package as a custom part of the document."""
    found = tuple(places)
    if not found:
        return
    name = package.free_name("customXml", "item", "xml")
    properties = f"customXml/itemProps{name.removeprefix('customXml/item')}"
    package.put(name, f"{HEADER}{_rows(found)}".encode(), "application/xml")
    store = (
        f'{HEADER}<ds:datastoreItem ds:itemID="{_STORE_ID}" xmlns:ds="{_DATA_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{names.PLACES}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package.put(properties, store.encode(), _PROPERTIES_TYPE)
    package.relate(package.main, _CUSTOM, name)
    package.relate(name, _CUSTOM_PROPERTIES, properties)


def extend_map(package: Package, places: Iterable[PlacedText]) -> None:
    """Add places to the map that the package carries, or give it one."""
    found = tuple(places)
    name, root = next(_maps(package), ("", None))
    if root is None:
        write_map(package, found)
    elif found:
        root.extend(parse(_rows(found).encode()))
        package.put(name, serialise_part(root))


def _rows(places: Iterable[PlacedText]) -> str:
    quoted = _Quoted()
    sentences = _Sentences()
    rows = "".join(
        f'<place number="{place.number}" part="{quoted[place.part]}" path="{quoted[place.path]}"'
        f' ref="{quoted[place.ref]}" format="{quoted[place.format]}" text="{quoted[place.text]}"'
        f' paragraph="{place.paragraph}" {sentences[place.sentence]}/>'
        for place in places
    )
    return f'<places xmlns="{names.PLACES}">{rows}</places>'


class _Quoted(dict[str, str]):
    """Words as an attribute holds them, worked out once: parts, cells and formats come again and again."""

    def __missing__(self, words: str) -> str:
        self[words] = made = escape_attribute(words)
        return made


class _Sentences(dict[str, str]):
    """The attributes of a template's sentence, worked out once for all that is printed in it."""

    def __missing__(self, sentence: str) -> str:
        self[sentence] = made = f'sentence="{escape_attribute(sentence)}" hash="{hash_text(sentence)}"'
        return made


def read_map(package: Package) -> tuple[PlacedText, ...]:
    """Return the map a filled document carries; none where a program dropped it."""
    return next((tuple(_place(each) for each in root) for _, root in _maps(package)), ())


def keep_places(package: Package) -> None:
    """Leave in the map only what stands in the parts that are left: notes taken out take their places with them."""
    for name, root in _maps(package):
        gone = [each for each in root if each.get("part", "") not in package.parts]
        for each in gone:
            root.remove(each)
        if gone:
            package.put(name, serialise_part(root))


def _maps(package: Package) -> Iterator[tuple[str, etree._Element]]:
    for name, part in list(package.parts.items()):
        if name.startswith("customXml/") and not name.endswith(".rels") and names.PLACES.encode() in part.data:
            root = parse(part.data)
            if root.tag == f"{{{names.PLACES}}}places":
                yield name, root


def _place(each: etree._Element) -> PlacedText:
    return PlacedText(
        int(each.get("number", "0")), each.get("part", ""), each.get("path", ""), each.get("ref", ""),
        each.get("format", ""), each.get("text", ""), each.get("sentence", ""), each.get("paragraph", ""),
    )  # fmt: skip
