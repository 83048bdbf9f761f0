"""What must hold of any Office file: parts, types, relationships, texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from reportgen.office import names
from reportgen.office.opened import OpenedFile
from reportgen.office.package import CONTENT_TYPES, target_name

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXTS = {names.w("t"), names.a("t"), f"{{{names.C}}}v", f"{{{SPREADSHEET}}}t"}
WORD_TEXTS = {names.w("t"), names.w("delText"), names.w("instrText")}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
WEB = {"http", "https", "mailto", "tel"}


def well_formed(file: OpenedFile) -> Iterator[str]:
    """Every XML part is well-formed and has no DOCTYPE."""
    for name, why in file.broken.items():
        yield f"{name}: {why}"


def named_once(file: OpenedFile) -> Iterator[str]:
    """No part is in the archive twice; names differ by more than capitals."""
    for name, count in Counter(name.lower() for name in file.members).items():
        if count > 1:
            yield f"{name} is in the archive {count} times"


def typed(file: OpenedFile) -> Iterator[str]:
    """Every part has a content type, and every type declared by name belongs to a part."""
    if CONTENT_TYPES not in file.parts:
        yield f"{CONTENT_TYPES} is missing"
    for name in file.parts:
        if name != CONTENT_TYPES and not file.types.of(name):
            yield f"{name} has no content type"
    for name in file.types.overrides:
        if name not in file.parts:
            yield f"{CONTENT_TYPES} names {name}, which is not there"


def related(file: OpenedFile) -> Iterator[str]:
    """Every relationship belongs to a part, has an id of its own, and leads to a part that is there."""
    for owner, relations in file.relationships.items():
        if owner and owner not in file.parts:
            yield f"relationships of {owner}, which is not there"
        for identity, count in Counter(each.id for each in relations).items():
            if count > 1:
                yield f"{owner or 'the file'} has {count} relationships {identity}"
        for each in relations:
            target = target_name(owner, unquote(urlsplit(each.target).path))
            if not each.external and each.target and not each.target.startswith("#") and target not in file.parts:
                yield f"{owner or 'the file'}: {each.id} leads to {target}, which is not there"
    if not file.main or file.main not in file.parts:
        yield "the file does not say which part it is about"


def referred(file: OpenedFile) -> Iterator[str]:
    """Every ``r:id``, ``r:embed`` or ``r:link`` in a part is one of its relationships."""
    for name, root in file.under(""):
        known = {each.id for each in file.relationships.get(name, ())}
        used = {str(value) for value in _REFERENCES(root) if value}
        for identity in sorted(used - known):
            yield f"{name}: refers to {identity}, which it has no relationship for"


_REFERENCES: Any = etree.XPath("//@r:*", namespaces={"r": names.R})


def inside(file: OpenedFile) -> Iterator[str]:
    """Nothing is fetched from outside: only links to the web and to e-mail lead out."""
    for owner, relations in file.relationships.items():
        for each in relations:
            if each.external and (each.kind != "hyperlink" or urlsplit(each.target).scheme.lower() not in WEB):
                yield f"{owner or 'the file'}: {each.id} ({each.kind}) leads outside the file"


def printable(file: OpenedFile) -> Iterator[str]:
    """No text holds a control character; a text of Word no line break or tab, which have elements of their own."""
    for name, root in file.under(""):
        for element in root.iter(*TEXTS, *WORD_TEXTS):
            text = element.text or ""
            if CONTROL.search(text) or (element.tag in WORD_TEXTS and re.search("[\n\r\t]", text.strip("\n "))):
                yield f"{name}: a control character in “{CONTROL.sub('?', text)[:40]}”"


def rendered(file: OpenedFile) -> Iterator[str]:
    """No template tag is left: in paragraphs (also split over runs), chart text, cells, alt text, properties."""
    for name, root in file.under(""):
        if name.startswith("customXml/"):
            continue
        for text in _all_texts(root):
            if TAG.search(text):
                yield f"{name}: a template tag is left in “{text[:60]}”"


_PARAGRAPHS = (names.w("p"), names.a("p"), f"{{{SPREADSHEET}}}si", f"{{{SPREADSHEET}}}is")
_PLAIN_TEXTS = (f"{{{names.C}}}v", "{*}title", "{*}subject", "{*}keywords", "{*}description")
_DESCRIBED = ("{*}docPr", "{*}cNvPr", "{*}tblCaption", "{*}tblDescription")


def _all_texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter(*_PARAGRAPHS):
        yield "".join(node.text or "" for node in element.iter(*TEXTS))
    for element in root.iter(*_PLAIN_TEXTS):
        yield element.text or ""
    for element in root.iter(*_DESCRIBED):
        yield from (str(value) for value in element.attrib.values())
