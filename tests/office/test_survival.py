"""Printed values are found again after another program has saved the file."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from pptx.util import Inches

from reportgen.office import Rendered, find_places
from reportgen.office.invariants import check_package
from reportgen.office.values import Printed
from tests.office.templates import W, deck, fill, part, rezip, with_notes, word

TEXT_BOX = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:r><w:pict><v:shape style="width:200pt;height:60pt" type="#_x0000_t202"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>Box {{ f }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
VALUES = {name: Printed(f"{number}", f"fact:{name}") for number, name in enumerate("abcdefghij", 4711)}


def paper() -> Rendered:
    """A value in every place of a document a tag can stand in and LibreOffice keeps."""

    def build(document: Any) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Header {{ b }}"
        section.footer.paragraphs[0].text = "Footer {{ c }}"
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "{{ d }}"
        table.cell(1, 1).text = "{% if yes %}{{ e }} of {{ a }}{% endif %}"
        document.element.body.insert(0, parse_xml(TEXT_BOX))
        document.add_heading("Heading {{ g }}", 1)
        document.add_paragraph("{{ items }}")

    template = word(
        "Text {{ a }} and {{ a }}.", "{%p for x in items %}", "{{ x }}: {{ h }}", "{%p endfor %}", build=build
    )
    return fill(template, yes=True, items=(VALUES["i"], VALUES["j"]), **VALUES)


def noted() -> Rendered:
    template = with_notes(
        word("Plans: {{ a }}"), footnote="From {{ b }} of {{ c }} plans", endnote="As of {{ d }}; {{ b }} again"
    )
    return fill(template, **VALUES)


def slides() -> Rendered:
    def build(presentation: Any) -> None:
        shapes = presentation.slides[0].shapes
        table = shapes.add_table(2, 2, 0, 0, Inches(3), Inches(2)).table
        table.cell(1, 0).text = "{{ d }}"
        box = shapes.add_textbox(0, 0, Inches(3), Inches(3))
        box.name, box.text_frame.text = "Key number", "{{ c }}"

    template = deck(("Title {{ a }}", "one\nTwo {{ b }}", "{%slide for x in items %}\nSay {{ x }}"), build=build)
    return fill(template, "slides.pptx", items=(VALUES["i"], VALUES["j"]), **VALUES)


def saved_again(data: bytes, ending: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = folder / f"filled.{ending}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / source.name).read_bytes()


@pytest.mark.office
def test_bookmarks_lead_to_every_value_of_a_document_saved_by_libreoffice(tmp_path: Path) -> None:
    filled = paper()
    found = find_places(saved_again(filled.data, "docx", tmp_path), filled.places)
    assert len(filled.places) >= 12
    assert set(found) == {place.number for place in filled.places}


@pytest.mark.office
def test_bookmarks_lead_to_every_value_of_the_notes_of_a_document_saved_by_libreoffice(tmp_path: Path) -> None:
    filled = noted()
    assert check_package(filled.data) == ()
    found = find_places(saved_again(filled.data, "docx", tmp_path), filled.places)
    assert [(place.part, found[place.number].part, found[place.number].text.strip()) for place in filled.places] == [
        ("word/document.xml", "word/document.xml", "Plans: 4711"),
        ("word/footnotes.xml", "word/footnotes.xml", "From 4712 of 4713 plans"),
        ("word/footnotes.xml", "word/footnotes.xml", "From 4712 of 4713 plans"),
        ("word/endnotes.xml", "word/endnotes.xml", "As of 4714; 4712 again"),
        ("word/endnotes.xml", "word/endnotes.xml", "As of 4714; 4712 again"),
    ]


def test_a_value_changed_in_a_footnote_is_not_found() -> None:
    filled = noted()
    changed = part(filled.data, "word/footnotes.xml").replace(b">4713<", b">4719<")
    found = find_places(rezip(filled.data, {"word/footnotes.xml": changed}), filled.places)
    assert [place.text for place in filled.places if place.number not in found] == ["4713"]


@pytest.mark.office
def test_shape_names_lead_to_every_value_of_a_deck_saved_by_libreoffice(tmp_path: Path) -> None:
    filled = slides()
    on_slides = [place for place in filled.places if place.part.startswith("ppt/slides/")]
    assert len(on_slides) == 8
    found = find_places(saved_again(filled.data, "pptx", tmp_path), on_slides)
    assert {place.number for place in on_slides} == set(found)
    assert all(place.text in found[place.number].text for place in on_slides)
    kept = [place for place in on_slides if found[place.number].path == place.path]
    assert any("Key number" in place.path for place in kept), "the names of boxes stay"


def test_a_value_changed_or_taken_out_is_not_found() -> None:
    filled = slides()
    assert len(find_places(filled.data, filled.places)) == len(filled.places)
    name = "ppt/slides/slide1.xml"
    changed = rezip(filled.data, {name: part(filled.data, name).replace(b">4711<", b">4712<", 1)})
    (lost,) = {place.number for place in filled.places} - set(find_places(changed, filled.places))
    assert next(place.path for place in filled.places if place.number == lost) == 'shape "Title 1" paragraph 1'
    document = paper()
    body = part(document.data, "word/document.xml").replace(b">4711<", b">4999<", 1)
    gone = set(find_places(rezip(document.data, {"word/document.xml": body}), document.places))
    assert len(gone) == len(document.places) - 1


def test_every_control_of_the_document_lies_in_its_bookmark() -> None:
    body = docx.Document(BytesIO(paper().data)).element.body
    for control in body.iter(f"{W}sdt"):
        number = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val").removeprefix("rg.")
        assert control.getprevious().get(f"{W}name") == f"_rg_{number}"
