"""Every printed value is found again at its place: in the file itself, by the map and by reading."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from pptx.util import Inches

from reportgen import office
from reportgen.office import Rendered
from reportgen.office.places import read_map
from reportgen.office.reading import read_package
from reportgen.office.values import ChartKind, ChartPoint, ChartSeries, ChartSpec, Passage, Printed
from tests.office.templates import deck, fill, part, rezip, word

CHART = ChartSpec(
    "c", ChartKind.BAR, Passage(("Title ", Printed("2025", "date:a"))), ("x", Printed("6", "fact:six")),
    (ChartSeries("Plans", (ChartPoint(3, Printed("3", "fact:three")), ChartPoint(4, Printed("4", "fact:four")))),),
    Passage(("Alt: ", Printed("4", "fact:four"))),
)  # fmt: skip


def missing(filled: Rendered) -> list[str]:
    """The places at which reading the file does not find what was printed there."""
    found: dict[tuple[str, str], str] = {}
    marked: dict[str, str] = {}
    for piece in office.text(filled.data):
        found[piece.part, piece.path] = piece.text
        for start, end, number in piece.printed:
            marked[f"_rg_{number}"] = piece.text[start:end]
    lost = []
    for place in filled.places:
        if place.path.startswith("_rg_"):
            ok = marked.get(place.path) == place.text
        else:
            ok = place.text in found.get((place.part, place.path), "")
        if not ok:
            lost.append(f"{place.part} {place.path}: {place.text}")
    return lost


def document() -> Rendered:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Header {{ a }}"
        document.core_properties.title = "Paper {{ a }}"
        document.add_table(1, 1).cell(0, 0).text = "{{ a|upper }}"

    template = word("{{ a }} and {{ a }}", "{%p for x in rows %}", "{{ x }}{{ a }}", "{%p endfor %}",
                    "{{ chart('c') }}",
                    build=build)  # fmt: skip
    return fill(template, a=Printed("12", "fact:a", "number"), rows=("x", "y"), chart=lambda name: CHART)


def slides() -> Rendered:
    def build(presentation: Any) -> None:
        table = presentation.slides[0].shapes.add_table(2, 2, 0, 0, Inches(3), Inches(2)).table
        table.cell(1, 1).text = "{{ a }}"
        box = presentation.slides[0].shapes.add_textbox(0, 0, Inches(3), Inches(3))
        box.name, box.text_frame.text = "Title 1", "{{ a }}"
        box._element.nvSpPr.cNvPr.set("descr", "describes {{ a }}")
        presentation.slides[0].shapes.add_textbox(0, 0, Inches(3), Inches(3)).name = "chart:c"

    template = deck(("T {{ a }}", "one\n{{ a }}", "{%slide for x in rows %}\nSay {{ a }}"), build=build)
    return fill(template, "slides.pptx", a=Printed("12", "fact:a"), rows=("x", "y"), chart=lambda name: CHART)


def test_every_value_in_a_document_is_where_the_map_says() -> None:
    filled = document()
    assert len(filled.places) >= 10
    assert not missing(filled)
    assert {place.part for place in filled.places} >= {"word/document.xml", "word/header1.xml", "docProps/core.xml"}


def test_every_value_in_a_deck_is_where_the_map_says() -> None:
    filled = slides()
    assert len(filled.places) >= 12
    assert not missing(filled)
    on_slides = [place for place in filled.places if place.path.startswith("shape")]
    assert all(len(place.paragraph) == 16 for place in on_slides)
    assert len({(place.part, place.path) for place in on_slides}) == len(on_slides)


def test_a_changed_number_is_no_longer_found() -> None:
    filled = document()
    body = part(filled.data, "word/document.xml").replace(b">12<", b">13<", 1)
    assert missing(Rendered(rezip(filled.data, {"word/document.xml": body}), filled.places, ()))


def test_the_map_travels_in_the_file() -> None:
    for filled in (document(), slides()):
        assert read_map(read_package(filled.data)) == filled.places


def test_words_without_a_reference_get_no_control() -> None:
    filled = fill(word("{{ a }}"), a="plain")
    assert filled.places == ()
    assert b"w:sdt" not in part(filled.data, "word/document.xml")


def test_controls_are_hidden_tagged_and_numbered_once() -> None:
    body = docx.Document(BytesIO(document().data)).element.body
    tags = body.xpath(".//w:sdtPr/w:tag/@w:val")
    ids = body.xpath(".//w:sdtPr/w:id/@w:val") + body.xpath(".//w:bookmarkStart/@w:id")
    assert tags == [f"rg.{number + 1}" for number in range(len(tags))] or len(set(tags)) == len(tags)
    assert len(set(ids)) == len(ids)
