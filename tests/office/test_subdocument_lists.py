"""Lists and styles of a document that is put into another: counted apart, and found where the template has none."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from lxml import etree

from reportgen.office.invariants import check_package
from reportgen.office.values import SubDocument
from tests.office.templates import W, fill, part, part_names, rezip, word
from tests.office.validator import new_errors

SPACE = W[1:-1]


def numbered(document: Any) -> None:
    """Two paragraphs counted by a list of their own, not by a style; one names a list that does not exist."""
    for text, number in (("one", 1), ("two", 1), ("lost", 77)):
        mark = f'<w:numPr xmlns:w="{SPACE}"><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(mark))
    own = document.styles.add_style("Council List", 1)
    own.base_style = document.styles["List Bullet"]
    document.add_paragraph("styled", style="Council List")


def without_lists() -> bytes:
    """A template that has no list at all."""
    data = word("{{ other }}", "{{ other }}")
    rels = etree.fromstring(part(data, "word/_rels/document.xml.rels"))
    for each in [each for each in rels if "numbering" in each.get("Type", "")]:
        rels.remove(each)
    types = part(data, "[Content_Types].xml").replace(
        b'<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.numbering+xml"/>',
        b"",
    )
    changes = {"word/_rels/document.xml.rels": etree.tostring(rels), "[Content_Types].xml": types}
    return rezip(data, changes, drop=["word/numbering.xml"])


@pytest.mark.parametrize("template", [word("{{ other }}", "{{ other }}"), without_lists()], ids=["lists", "no lists"])
def test_each_insertion_counts_from_one(template: bytes) -> None:
    filled = fill(template, other=SubDocument(word(build=numbered))).data
    body = docx.Document(BytesIO(filled)).element.body
    numbers = [mark.get(f"{W}val") for mark in body.iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[3] == numbers[4]
    assert numbers[2] == numbers[5] == "0"
    assert "word/numbering.xml" in part_names(filled)
    held = etree.fromstring(part(filled, "word/numbering.xml"))
    kinds = {each.get(f"{W}abstractNumId") for each in held.iterfind(f"{W}abstractNum")}
    known = {each.get(f"{W}numId"): each for each in held.iterfind(f"{W}num")}
    for number in {numbers[0], numbers[3]}:
        assert known[number].findall(f"{W}abstractNumId")[0].get(f"{W}val") in kinds
    names = [style.name for style in docx.Document(BytesIO(filled)).styles]
    assert names.count("Council List") == 1
    assert check_package(filled) == ()


@pytest.mark.office
def test_lists_brought_along_are_valid() -> None:
    template = without_lists()
    assert not new_errors(fill(template, other=SubDocument(word(build=numbered))).data, template, ".docx")
