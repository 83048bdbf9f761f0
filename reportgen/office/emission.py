"""Values as XML: runs of Word and PowerPoint, text in attributes, and the control about a printed place."""

from __future__ import annotations

from reportgen.office import names
from reportgen.office.markup import escape_attribute, escape_text

FIRST_BOOKMARK = 1_000_000_000
FIRST_CONTROL = 1_500_000_000
"""Ids far above what Word gives out, so that ours never meet a template's."""

_APPEARANCE = f'<w15:appearance xmlns:w15="{names.W15}" w15:val="hidden"/>'


def word_run(text: str, form: str) -> str:
    """Return a Word run; line breaks and tabs become the elements Word has for them."""
    return f"<w:r>{form}{word_text(text)}</w:r>"


def word_text(text: str) -> str:
    """Return the inside of a Word run."""
    safe = escape_text(text)
    if "\n" not in safe and "\t" not in safe:
        return f'<w:t xml:space="preserve">{safe}</w:t>'
    lines = []
    for line in safe.split("\n"):
        lines.append(
            "<w:tab/>".join(f'<w:t xml:space="preserve">{words}</w:t>' if words else "" for words in line.split("\t"))
        )
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


def embolden(form: str, frame: str) -> str:
    """Return run properties with bold switched on."""
    if frame == "drawing":
        return _embolden_drawing(form)
    if not form:
        return "<w:rPr><w:b/></w:rPr>"
    return _embolden_word(form)


def _embolden_word(form: str) -> str:
    from lxml import etree

    root = etree.fromstring(f'<x xmlns:w="{names.W}" xmlns:w14="{names.W14}">{form}</x>')
    properties = root[0]
    for old in properties.findall(names.w("b")):
        properties.remove(old)
    before = [names.w(name) for name in ("rStyle", "rFonts")]
    position = sum(child.tag in before for child in properties)
    properties.insert(position, etree.Element(names.w("b")))
    return _inner(root)


def _embolden_drawing(form: str) -> str:
    from lxml import etree

    root = etree.fromstring(f'<x xmlns:a="{names.A}" xmlns:r="{names.R}">{form or "<a:rPr/>"}</x>')
    root[0].set("b", "1")
    return _inner(root)


def _inner(root: object) -> str:
    from lxml import etree

    assert isinstance(root, etree._Element)
    text = etree.tostring(root[0], encoding="unicode", with_tail=False)
    for prefix, space in root.nsmap.items():
        text = text.replace(f' xmlns:{prefix}="{space}"', "", 1)
    return text
