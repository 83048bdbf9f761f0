"""Values as XML: runs of Word and PowerPoint, text in attributes, and the control about a printed place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.office import names
from reportgen.office.markup import escape_attribute, escape_text

FIRST_BOOKMARK = 1_000_000_000
FIRST_CONTROL = 1_500_000_000
"""Ids far above what Word gives out, so that ours never meet a template's."""

_APPEARANCE = f'<w15:appearance xmlns:w15="{names.W15}" w15:val="hidden"/>'


_WORDS = '<w:t xml:space="preserve">'


def run_ends(form: str, frame: str) -> tuple[str, str]:
    """Return what stands before and after words without line breaks or tabs in a run of a frame."""
    if frame == "drawing":
        return f"<a:r>{form}<a:t>", "</a:t></a:r>"
    return f"<w:r>{form}{_WORDS}", "</w:t></w:r>"


def word_run(text: str, form: str) -> str:
    """Return a Word run; line breaks and tabs become the elements Word has for them."""
    return f"<w:r>{form}{word_text(text)}</w:r>"


def word_text(text: str) -> str:
    """Return the inside of a Word run."""
    safe = escape_text(text)
    if "\n" not in safe and "\t" not in safe:
        return f"{_WORDS}{safe}</w:t>"
    lines = []
    for line in safe.split("\n"):
        lines.append("<w:tab/>".join(f"{_WORDS}{words}</w:t>" if words else "" for words in line.split("\t")))
    return "<w:br/>".join(lines)


def drawing_run(text: str, form: str) -> str:
    """Return DrawingML runs; a line break stands between them with the same form."""
    runs = [f"<a:r>{form}<a:t>{line}</a:t></a:r>" if line else "" for line in escape_text(text).split("\n")]
    return f"<a:br>{form}</a:br>".join(runs)


def word_place(number: int, text: str, form: str) -> str:
    """Return a run inside the control and the bookmark by which a printed place is found again."""
    bookmark = FIRST_BOOKMARK + number
    return (
        f'<w:bookmarkStart w:id="{bookmark}" w:name="_rg_{number}"/>'
        f'<w:sdt><w:sdtPr><w:tag w:val="rg.{number}"/><w:id w:val="{FIRST_CONTROL + number}"/>{_APPEARANCE}</w:sdtPr>'
        f"<w:sdtContent>{word_run(text, form)}</w:sdtContent></w:sdt>"
        f'<w:bookmarkEnd w:id="{bookmark}"/>'
    )


def attribute_text(text: str) -> str:
    """Return text for an attribute."""
    return escape_attribute(text)


@lru_cache(maxsize=512)
def restyle(form: str, frame: str, style: Style) -> str:
    """Return run properties with some of them switched on, at the places the schema has for them."""
    root = etree.fromstring(f"<x {_SPACES}>{form or _EMPTY_FORM[frame]}</x>")
    if frame == "drawing":
        _restyle_drawing(root[0], style)
    else:
        _restyle_word(root[0], style)
    return _inner(root)


@dataclass(frozen=True, slots=True)
class Style:
    """What is switched on: bold, italic, underline, a colour (hex), a link's relationship (PowerPoint)."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    link: str = ""


_SPACES = f'xmlns:w="{names.W}" xmlns:w14="{names.W14}" xmlns:a="{names.A}" xmlns:r="{names.R}"'
_EMPTY_FORM = {"drawing": "<a:rPr/>", "word": "<w:rPr/>"}
_WORD_ORDER = tuple(map(names.w, (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
    "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz",
    "szCs", "highlight", "u",
)))  # fmt: skip
_FILLS = tuple(map(names.a, ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")))
_AFTER_LINK = tuple(map(names.a, ("hlinkClick", "hlinkMouseOver", "rtl", "extLst")))


def _restyle_word(properties: etree._Element, style: Style) -> None:
    wanted: list[tuple[str, str]] = [("b", "")] * style.bold + [("i", "")] * style.italic
    wanted += [("color", style.colour)] * bool(style.colour) + [("u", "single")] * style.underline
    for name, value in wanted:
        for old in properties.findall(names.w(name)):
            properties.remove(old)
        made = etree.Element(names.w(name))
        if value:
            made.set(names.w("val"), value)
        before = _WORD_ORDER[: _WORD_ORDER.index(made.tag)]
        properties.insert(sum(child.tag in before for child in properties), made)


def _restyle_drawing(properties: etree._Element, style: Style) -> None:
    for name, value in (("b", "1" * style.bold), ("i", "1" * style.italic), ("u", "sng" * style.underline)):
        if value:
            properties.set(name, value)
    if style.colour:
        for old in [child for child in properties if child.tag in _FILLS]:
            properties.remove(old)
        fill = etree.Element(names.a("solidFill"))
        etree.SubElement(fill, names.a("srgbClr"), val=style.colour)
        properties.insert(sum(child.tag == names.a("ln") for child in properties), fill)
    if style.link:
        for old in properties.findall(names.a("hlinkClick")):
            properties.remove(old)
        made = etree.Element(names.a("hlinkClick"))
        made.set(names.r("id"), style.link)
        properties.insert(sum(child.tag not in _AFTER_LINK for child in properties), made)


def _inner(root: etree._Element) -> str:
    text = etree.tostring(root[0], encoding="unicode", with_tail=False)
    for prefix, space in root.nsmap.items():
        if prefix != "r":
            text = text.replace(f' xmlns:{prefix}="{space}"', "", 1)
    if "r:id" not in text and "r:embed" not in text:
        text = text.replace(f' xmlns:r="{names.R}"', "", 1)
    return text


def word_link(relationship: str, runs: str) -> str:
    """Return runs as a link to the address of a relationship."""
    return f'<w:hyperlink xmlns:r="{names.R}" r:id="{relationship}">{runs}</w:hyperlink>'
