"""The promise “one number”, checked on finished files at each place a number stands.

Each file carries a map: this value, from this fact, in this format, stands here. The checker goes to each place,
reads what a reader sees there, and works out from facts.csv what it ought to be. Whatever digits are left over must
come word for word from the template the file was made from. It imports nothing of reportgen.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from lxml import etree

from tests.agreement.printing import PublishedRow, allowed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
SCALES = (1, 1_000, 1_000_000)
HELPER = "(helper, not shown)"
"""How a chart's workbook heads the columns that only hold a bridge up."""

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)  # fmt: skip
DATE = re.compile(rf"(\d{{1,2}} )?({MONTHS}) \d{{4}}|\d{{4}}[-/]\d{{2}}|Quarter [1-4] of \d{{4}}[-/]\d{{2}}|\d{{4}}")


@dataclass(frozen=True)
class Place:
    """One entry of a file's map."""

    number: int
    part: str
    path: str
    ref: str
    format: str
    text: str


@dataclass(frozen=True)
class Knowledge:
    """What a file may say: published facts, officers' words by table and column, settings, labels, definitions."""

    facts: Mapping[str, PublishedRow]
    inputs: Mapping[str, str]
    settings: str
    labels: str
    definitions: str
    calculations: Mapping[str, str] = field(default_factory=dict)
    """How each fact is worked out, by its id."""
    template: frozenset[str] = field(default=frozenset())
    """Numbers that stand in the template's own text."""


def _words(element: etree._Element, *tags: str) -> str:
    return "".join(str(text) for text in element.itertext(*tags))


def _inside(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def numbers_in(text: str) -> list[str]:
    return NUMBER.findall(text)


def template_numbers(data: bytes) -> frozenset[str]:
    """Every number in the text and attributes of a template, tags left out."""
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                root = etree.fromstring(package.read(name))
                for paragraph in [*root.iter(f"{W}p"), *root.iter(f"{A}p")]:
                    found |= set(numbers_in(TAG.sub(" ", _words(paragraph, f"{W}t", f"{A}t"))))
    return frozenset(found)


def read_places(package: zipfile.ZipFile) -> list[Place]:
    for name in package.namelist():
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = etree.fromstring(package.read(name))
            if etree.QName(root).localname == "places":
                return [
                    Place(
                        int(each.get("number", "0")),
                        each.get("part", ""),
                        each.get("path", ""),
                        each.get("ref", ""),
                        each.get("format", ""),
                        each.get("text", ""),
                    )
                    for each in root
                ]
    return []


def check_file(data: bytes, name: str, known: Knowledge) -> list[str]:
    """Every disagreement in one docx or pptx, as sentences; none where the promise holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
        places = read_places(package)
    findings = [f"{name}: {finding}" for place in places for finding in check_value(place, known)]
    by_part: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_part[place.part].append(place)
    for part, content in sorted(parts.items()):
        if not part.endswith(".xml") or part.startswith(("customXml/", "[Content", "docProps/app")):
            continue
        root = etree.fromstring(content)
        here = by_part.pop(part, [])
        if etree.QName(root).localname == "chartSpace":
            found = _check_chart(part, root, parts, here, known)
        elif part.startswith("word/"):
            found = _check_word(root, here, known)
        elif part.startswith("ppt/"):
            found = _check_slide(root, here, known)
        else:
            found = check_text(" ".join(str(text) for text in root.itertext()), here, known, part)
        findings += [f"{name} ▸ {part}: {finding}" for finding in found]
    findings += [f"{name} ▸ {part}: the map names a part that is not there" for part in by_part]
    return findings


def check_value(place: Place, known: Knowledge) -> list[str]:
    """Whether the text of a place is what its reference says, worked out again."""
    scheme, _, what = place.ref.partition(":")
    where = f"{place.part} {place.path}"
    if scheme == "fact":
        row = known.facts.get(what)
        if row is None:
            return [f"{where}: prints {what}, which is not in the published facts"]
        if place.format in ("date", "month"):
            return [] if DATE.fullmatch(place.text) else [f"{where}: '{place.text}' is not a date"]
        if place.text not in allowed(row, place.format):
            expected = sorted(allowed(row, place.format))
            return [f"{where}: prints '{place.text}' for {what} ({place.format}), which should be one of {expected}"]
        return []
    if not numbers_in(place.text):
        return []
    sources: dict[str, Callable[[], bool]] = {
        "input": lambda: _said(place.text, known.inputs.get(what, "")),
        "date": lambda: all(DATE.search(place.text) for _ in "1") and not numbers_in(DATE.sub("", place.text)),
        "setting": lambda: _said(place.text, known.settings),
        "label": lambda: _said(place.text, known.labels),
        "definition": lambda: _said(place.text, known.definitions),
        "calculation": lambda: _plain(place.text) == _plain(known.calculations.get(what, "")),
        "reference": lambda: place.text.isdigit(),
    }
    if scheme not in sources:
        return [f"{where}: '{place.text}' has a reference nobody knows: '{place.ref}'"]
    return [] if sources[scheme]() else [f"{where}: '{place.text}' is not in {place.ref}"]


def _said(text: str, source: str) -> bool:
    """Whether every sentence of a text stands in the source, spaces and bold marks aside."""
    plain = _plain(source)
    return all(_stands(_plain(line), plain) for line in text.splitlines() if line.strip())


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text, and are not a part of a longer number there."""
    return words in text and _find(words, text, 0) >= 0


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    """A text without bold marks and needless spaces; the long ones are asked for again at every value."""
    return " ".join(text.replace("**", "").split())


def _check_word(root: etree._Element, places: Iterable[Place], known: Knowledge) -> list[str]:
    findings: list[str] = []
    controls: dict[str, str] = {}
    for control in list(root.iter(f"{W}sdt")):
        tag = control.find(f"{W}sdtPr/{W}tag")
        value = "" if tag is None else tag.get(f"{W}val", "")
        if value.startswith("rg."):
            controls[value.removeprefix("rg.")] = _visible(control)
    bookmarks = {mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")}
    outside: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if not place.path.startswith("_rg_"):
            outside[place.path].append(place)
            continue
        number = place.path.removeprefix("_rg_")
        if place.path not in bookmarks or number not in controls:
            findings.append(f"{place.path}: the map's place is not in the text")
        elif controls.pop(number) != place.text:
            findings.append(f"{place.path}: reads differently from the map's '{place.text}' ({place.ref})")
    findings += [f"control rg.{number} is in no map" for number in controls]
    for paragraph in root.iter(f"{W}p"):
        findings += strangers(_visible(paragraph, controls=False), known)
    findings += _check_attributes(root, outside, known)
    return findings


def _visible(element: etree._Element, *, controls: bool = True) -> str:
    """The text a reader sees, fields' results left out; without the controls' text where asked."""
    pieces: list[str] = []
    depth = 0
    stack = [(element, False)]
    while stack:
        node, inside = stack.pop()
        if node.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(node.get(f"{W}fldCharType", ""), 0)
        elif node.tag == f"{W}t" and not depth:
            pieces.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}cr") and not depth:
            pieces.append("\n")
        elif node.tag == f"{W}tab" and not depth and _inside(node, f"{W}r"):
            pieces.append("\t")
        if node is not element and node.tag == f"{W}p":
            continue
        if not controls and node is not element and node.tag == f"{W}sdt":
            tag = node.find(f"{W}sdtPr/{W}tag")
            if tag is not None and tag.get(f"{W}val", "").startswith("rg."):
                continue
        if node.tag == f"{W}fldSimple":
            continue
        stack += [(child, inside) for child in reversed(node)]
    return "".join(pieces)


def strangers(text: str, known: Knowledge) -> list[str]:
    """Numbers that no place of the map accounts for and that do not stand in the template."""
    strange = [number for number in numbers_in(text) if number not in known.template]
    return [f"'{number}' in “{text.strip()[:80]}” comes from nowhere" for number in strange]


def check_text(text: str, places: Iterable[Place], known: Knowledge, what: str) -> list[str]:
    """Whether the values of places stand in a text in their order; what is left must be the template's."""
    findings: list[str] = []
    left: list[str] = []
    at = 0
    for place in places:
        found = _find(place.text, text, at)
        if found < 0:
            findings.append(f"{what}: '{place.text}' ({place.ref}) is not at its place")
            continue
        left.append(text[at:found])
        at = found + len(place.text)
    left.append(text[at:])
    return findings + strangers(" ".join(left), known)


def _find(words: str, text: str, start: int) -> int:
    """Where words stand in a text as words of their own: the 2 of 12.2 is not a 2. -1 where nowhere."""
    before = r"(?<!\d)(?<!\d[.,])" if words[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if words[-1:].isdigit() else ""
    match = re.compile(before + re.escape(words) + after).search(text, start)
    return -1 if match is None else match.start()


def _check_attributes(root: etree._Element, places: Mapping[str, list[Place]], known: Knowledge) -> list[str]:
    """Alt texts and titles of pictures: each has its own places in the map, by the picture's name."""
    findings: list[str] = []
    waiting = dict(places)
    for element in root.iter():
        if etree.QName(element).localname not in ("docPr", "cNvPr") if isinstance(element.tag, str) else True:
            continue
        name = element.get("name", "")
        for attribute, words in (("descr", "descr"), ("title", "title")):
            text = element.get(attribute, "")
            here = waiting.pop(f'{words} of "{name}"', [])
            if text or here:
                findings += check_text(text, here, known, f'{words} of "{name}"')
    for path, here in waiting.items():
        findings += _check_elsewhere(root, path, here, known)
    return findings


def _check_elsewhere(root: etree._Element, path: str, places: list[Place], known: Knowledge) -> list[str]:
    """Places named by an element with a value (``w:tblCaption``): all such values, in their order."""
    prefix, _, name = path.partition(":")
    values = [element.get(f"{W}val", "") for element in root.iter(f"{W}{name}")] if prefix == "w" else []
    return check_text("\n".join(values), places, known, path)


def _check_slide(root: etree._Element, places: Iterable[Place], known: Knowledge) -> list[str]:
    findings: list[str] = []
    waiting: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        waiting[place.path].append(place)
    for shape in root.iter():
        properties = _shape_properties(shape)
        if properties is None:
            continue
        name = properties.get("name", "")
        for path, paragraph in _own_paragraphs(shape):
            here = waiting.pop(f'shape "{name}" {path}', [])
            findings += check_text(_slide_text(paragraph), here, known, f'shape "{name}" {path}')
    findings += _check_attributes(root, waiting, known)
    return findings


def _shape_properties(shape: etree._Element) -> etree._Element | None:
    if not isinstance(shape.tag, str) or etree.QName(shape).localname not in ("sp", "graphicFrame", "pic", "cxnSp"):
        return None
    return next((each for each in shape.iter() if etree.QName(each).localname == "cNvPr"), None)


def _own_paragraphs(shape: etree._Element) -> list[tuple[str, etree._Element]]:
    """The paragraphs of a shape or of its table's cells, named as the map names them."""
    cells = list(shape.iter(f"{A}tc"))
    if not cells:
        return [(f"paragraph {number}", each) for number, each in enumerate(shape.iter(f"{A}p"), start=1)]
    return [
        (f"cell {at} paragraph {number}", each)
        for at, cell in enumerate(cells, start=1)
        for number, each in enumerate(cell.iter(f"{A}p"), start=1)
    ]


def _slide_text(paragraph: etree._Element) -> str:
    pieces = []
    for node in paragraph.iter(f"{A}t", f"{A}br", f"{A}tab"):
        if node.tag == f"{A}t" and _inside(node, f"{A}fld"):
            continue
        pieces.append(node.text or "" if node.tag == f"{A}t" else "\n")
    return "".join(pieces)


def _check_chart(
    part: str, root: etree._Element, parts: Mapping[str, bytes], places: Iterable[Place], known: Knowledge
) -> list[str]:
    """The workbook's cells against the facts, and the chart's cache against the workbook."""
    findings: list[str] = []
    cells = _workbook_cells(part, parts)
    helpers = {re.sub(r"\d", "", cell) for cell, text in cells.items() if text.endswith(HELPER)}
    waiting = {cell: text for cell, text in cells.items() if re.sub(r"\d", "", cell) not in helpers}
    by_cell: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_cell[place.path.removeprefix("cell ")].append(place)
    for cell, here in by_cell.items():
        text = waiting.pop(cell, None)
        if text is None:
            if not all(_symbol(place, known) for place in here):
                findings.append(f"cell {cell}: {here[0].ref} is not in the chart's workbook")
        elif not (len(here) == 1 and _is_value(text, here[0], known)):
            findings += check_text(text, here, known, f"cell {cell}")
    for cell, text in waiting.items():
        findings += [f"cell {cell}: {finding}" for finding in strangers(text, known)]
    return findings + _check_cache(root, cells) + _check_labels(root, by_cell, known)


def _symbol(place: Place, known: Knowledge) -> bool:
    row = known.facts.get(place.ref.removeprefix("fact:"))
    return row is not None and row.value is None


def _is_value(text: str, place: Place, known: Knowledge) -> bool:
    row = known.facts.get(place.ref.removeprefix("fact:"))
    if row is None or row.value is None:
        return False
    try:
        drawn = Decimal(text)
    except InvalidOperation:
        return False
    if str(drawn) in (text.lstrip("−+").rstrip("%") for text in allowed(row, "text")):
        return True  # a percent is drawn as it is printed
    # A bridge draws a reduction of a deficit upwards, so the sign there is the drawing's own.
    # A value with more places than are printed, such as pence, is drawn rounded as it is printed in full.
    whole = row.value.quantize(Decimal(1).scaleb(-row.decimals), rounding=ROUND_HALF_UP)
    return any(
        abs(abs(drawn) * scale - abs(value)) <= abs(value) * Decimal("1e-9")
        for scale in SCALES
        for value in (row.value, whole)
    )


def _workbook_cells(chart: str, parts: Mapping[str, bytes]) -> dict[str, str]:
    folder, _, file = chart.rpartition("/")
    relations = etree.fromstring(parts[f"{folder}/_rels/{file}.rels"])
    target = next(each.get("Target", "") for each in relations if each.get("Type", "").endswith("/package"))
    name = re.sub(r"[^/]+/\.\./", "", f"{folder}/{target}") if target.startswith("..") else target.lstrip("/")
    with zipfile.ZipFile(io.BytesIO(parts[name])) as workbook:
        names = workbook.namelist()
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            strings = etree.fromstring(workbook.read("xl/sharedStrings.xml"))
            shared = [_words(item, f"{S}t") for item in strings]
        sheet = etree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{S}f")), "a chart's workbook holds a formula"
    found: dict[str, str] = {}
    for cell in sheet.iter(f"{S}c"):
        value = cell.findtext(f"{S}v")
        if cell.get("t") == "s" and value is not None:
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = _words(cell, f"{S}t")
        if value:
            found[cell.get("r", "")] = value
    return found


def _check_labels(root: etree._Element, by_cell: Mapping[str, list[Place]], known: Knowledge) -> list[str]:
    """Labels written out at a point: their numbers are those of the point's own cells."""
    findings = []
    for series in root.iter(f"{C}ser"):
        areas = [reference.findtext(f"{C}f") or "" for reference in series.iter(f"{C}numRef", f"{C}strRef")]
        columns = [_addresses(area.rpartition("!")[2].replace("$", "")) for area in areas]
        for label in series.iter(f"{C}dLbl"):
            at = int(_value(label, "idx"))
            own = [cell for column in columns for cell in (column[at : at + 1] if len(column) > 1 else column)]
            said = {number for cell in own for place in by_cell.get(cell, []) for number in numbers_in(place.text)}
            strange = [number for number in numbers_in(_words(label, f"{A}t")) if number not in said | known.template]
            findings += [f"label of point {at}: '{number}' is not the point's own" for number in strange]
    return findings


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{C}{name}")
    return "" if child is None else child.get("val", "")


def _check_cache(root: etree._Element, cells: Mapping[str, str]) -> list[str]:
    findings = []
    for reference in [*root.iter(f"{C}numRef"), *root.iter(f"{C}strRef")]:
        formula = reference.findtext(f"{C}f") or ""
        addresses = _addresses(formula.rpartition("!")[2].replace("$", ""))
        cached = {int(point.get("idx", "0")): point.findtext(f"{C}v") or "" for point in reference.iter(f"{C}pt")}
        for index, address in enumerate(addresses):
            here, there = cached.get(index, ""), cells.get(address, "")
            if here != there and not _same_number(here, there):
                findings.append(f"cache of {formula} point {index}: chart says '{here}', workbook says '{there}'")
        if any(index >= len(addresses) for index in cached):
            findings.append(f"cache of {formula}: more points than cells")
    return findings


def _same_number(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _addresses(area: str) -> list[str]:
    first, _, last = area.partition(":")
    one, other = re.fullmatch(r"([A-Z]+)(\d+)", first), re.fullmatch(r"([A-Z]+)(\d+)", last or first)
    assert one is not None and other is not None, area
    columns = range(_column(one[1]), _column(other[1]) + 1)
    return [f"{_letters(column)}{row}" for row in range(int(one[2]), int(other[2]) + 1) for column in columns]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
