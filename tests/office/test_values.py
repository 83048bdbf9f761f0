"""Pictures, rich text, lists, links and other documents as values, in Word and in PowerPoint."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import docx
import pptx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pptx.util import Inches

from reportgen.office.image_metadata import PNG
from reportgen.office.invariants import check_package
from reportgen.office.pictures import read_picture
from reportgen.office.values import (
    ChartKind,
    ChartPoint,
    ChartSeries,
    ChartSpec,
    Passage,
    Picture,
    Printed,
    RichText,
    Styled,
    SubDocument,
    TableColumn,
    TableRow,
    TableSpec,
)
from tests.office.templates import W, deck, fill, lines, part, part_names, problems, rezip, slide_texts, word
from tests.office.validator import new_errors

JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00"


def png(width: int = 40, height: int = 20, dpm: int = 0, text: bytes = b"") -> bytes:
    """A picture of one colour, with its resolution and a remark where asked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    made = PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    if dpm:
        made += chunk(b"pHYs", struct.pack(">IIB", dpm, dpm, 1))
    if text:
        made += chunk(b"tEXt", b"Comment\0" + text)
    rows = zlib.compress((b"\0" + b"\x20\x60\xa0" * width) * height)
    return made + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 30, height: int = 60) -> bytes:
    return JPEG_HEAD + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00\xff\xda\x00\x00"


def test_sizes_are_read_from_the_pictures_themselves() -> None:
    plain, printed, photo = read_picture(png(96, 48)), read_picture(png(300, 300, dpm=11811)), read_picture(jpeg())
    assert (plain.width, plain.height) == (914_400, 457_200)
    assert abs(printed.width - 914_400) < 200
    assert (photo.extension, photo.width, photo.height) == ("jpeg", 30 * 12_700, 60 * 12_700)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "neither a PNG nor a JPEG"),
        (b"<svg/>", "neither a PNG nor a JPEG"),
        (png()[:-4], "cut short"),
        (JPEG_HEAD, "cut short"),
        (png()[:16] + struct.pack(">II", 99_999, 99_999) + png()[24:], "no page can show"),
        (png()[:16] + bytes(8) + png()[24:], "no page can show"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_problem_at_its_place(data: bytes, said: str) -> None:
    (problem,) = problems(word("Here: {{ logo }}"), logo=Picture(data, "The crest"))
    assert said in problem
    assert problem.startswith('paper.docx ▸ paragraph "Here: {{ logo }}"')


def test_a_picture_needs_an_alt_text() -> None:
    with pytest.raises(ValueError, match="alt text"):
        Picture(png(), " ")


def test_a_picture_stands_in_a_line_of_text_with_its_alt_text() -> None:
    alt = Passage(("Plans: ", Printed("12", "fact:a")))
    filled = fill(word("Crest {{ logo }} and {{ logo }}"), logo=Picture(png(text=b"Jane"), alt, width_cm=2))
    document = docx.Document(BytesIO(filled.data))
    shapes = document.inline_shapes
    assert [(shape.width.cm, shape.height.cm) for shape in shapes] == [(2, 1), (2, 1)]
    abouts = list(document.element.body.iter("{*}docPr"))
    assert [about.get("descr") for about in abouts] == ["Plans: 12", "Plans: 12"]
    assert len({about.get("id") for about in abouts}) == 2
    pictures = [name for name in part_names(filled.data) if name.startswith("word/media/")]
    assert len(pictures) == 1
    assert b"Jane" not in part(filled.data, pictures[0])
    assert [place.path for place in filled.places] == ['descr of "Picture"', 'descr of "Picture (2)"']
    assert check_package(filled.data) == ()


def test_a_picture_is_never_wider_than_the_text() -> None:
    filled = fill(word("{{ logo }}"), logo=Picture(png(4000, 1000), "Wide"))
    (shape,) = docx.Document(BytesIO(filled.data)).inline_shapes
    section = docx.Document(BytesIO(filled.data)).sections[0]
    assert abs(shape.width - (section.page_width - section.left_margin - section.right_margin)) < 1000  # type: ignore[operator]
    assert abs(shape.width - 4 * shape.height) < 10


def with_picture(presentation: Any) -> None:
    slide = presentation.slides[0]
    picture = slide.shapes.add_picture(BytesIO(png(10, 10)), Inches(1), Inches(2), Inches(4), Inches(4))
    picture.name, picture.crop_left = "picture:council.crest", 0.2
    picture.line.width = 12_700
    slide.shapes.add_textbox(Inches(6), Inches(2), Inches(3), Inches(1)).text_frame.text = "{{ council.crest }}"


def test_on_a_slide_a_picture_fits_its_box_and_keeps_the_frame_it_replaces() -> None:
    template = deck(("T", "", ""), build=with_picture)
    filled = fill(template, "slides.pptx", council={"crest": Picture(png(40, 20), "The crest")}).data
    kept, made = [shape for shape in pptx.Presentation(BytesIO(filled)).slides[0].shapes if shape.shape_type == 13]
    assert (kept.left, kept.top, kept.width, kept.height) == (Inches(1), Inches(3), Inches(4), Inches(2))
    assert (made.left, made.top, made.width, made.height) == (Inches(6.5), Inches(2), Inches(2), Inches(1))
    assert kept.line.width == 12_700
    assert kept.crop_left == 0
    assert {shape._element.nvPicPr.cNvPr.get("descr") for shape in (kept, made)} == {"The crest"}
    media = [name for name in part_names(filled) if name.startswith("ppt/media/")]
    assert len(media) == 1, "the old picture leaves"
    assert check_package(filled) == ()


def test_a_picture_of_a_word_template_is_replaced_in_its_frame() -> None:
    def build(document: Any) -> None:
        document.add_picture(BytesIO(png(10, 10)), width=914_400)
        next(document.element.body.iter("{*}docPr")).set("descr", "picture:crest")

    filled = fill(word(build=build), crest=Picture(jpeg(30, 60), "The crest")).data
    (shape,) = docx.Document(BytesIO(filled)).inline_shapes
    assert (shape.width, shape.height) == (457_200, 914_400)
    assert [name for name in part_names(filled) if "media" in name] == ["word/media/picture1.jpeg"]
    assert check_package(filled) == ()


def test_a_picture_in_the_middle_of_a_slides_text_is_a_problem() -> None:
    said = problems(deck(("See {{ logo }}", "", "")), "slides.pptx", logo=Picture(png(), "x"))
    assert "a picture and stands in the middle of text" in said[0]


def test_a_name_a_box_asks_for_in_vain_is_a_problem_with_the_nearest_one() -> None:
    (said,) = problems(deck(("T", "", ""), build=with_picture), "slides.pptx", council={"crests": Picture(png(), "x")})[
        :1
    ]
    assert "there is no 'crest'" in said
    assert "did you mean “crests”?" in said


RICH = RichText((
    "See ", Styled(Printed("142", "fact:a"), bold=True, italic=True), " on ",
    Styled("the site", underline=True, colour="1D70B8", link="https://example.org/a?b=1&c=ü"), ".",
))  # fmt: skip


def test_rich_text_keeps_its_forms_and_links_in_word() -> None:
    filled = fill(word("Plans: {{ words }} {{r words }}"), words=RICH)
    assert lines(filled.data) == ["Plans: See 142 on the site. See 142 on the site."]
    document = docx.Document(BytesIO(filled.data))
    (link, _) = document.paragraphs[0].hyperlinks
    assert (link.address, link.text) == ("https://example.org/a?b=1&c=%C3%BC", "the site")
    assert link.runs[0].font.underline
    assert str(link.runs[0].font.color.rgb) == "1D70B8"
    (number, _) = [run for run in document.element.body.iter(f"{W}t") if run.text == "142"]
    assert [child.tag.rpartition("}")[2] for child in number.getparent().find(f"{W}rPr")] == ["b", "i"]
    assert [place.text for place in filled.places] == ["142", "142"]
    assert check_package(filled.data) == ()


def test_rich_text_keeps_its_forms_and_links_on_a_slide() -> None:
    filled = fill(deck(("{{ words }} here", "", "")), "slides.pptx", words=RICH)
    runs = pptx.Presentation(BytesIO(filled.data)).slides[0].shapes.title.text_frame.paragraphs[0].runs
    assert "".join(run.text for run in runs) == "See 142 on the site. here"
    bold = next(run for run in runs if run.text == "142")
    assert bold.font.bold and bold.font.italic
    link = next(run for run in runs if run.text == "the site")
    assert link.hyperlink.address == "https://example.org/a?b=1&c=%C3%BC"
    assert link.font.underline
    assert check_package(filled.data) == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///c:/x", "http://example.org", "\\\\server\\x", "x"])
def test_a_link_out_of_the_web_is_a_problem(address: str) -> None:
    (said,) = problems(word("{{ words }}"), words=RichText((Styled("x", link=address),)))
    assert "links begin with https:// or mailto:" in said


def test_a_list_alone_in_its_paragraph_becomes_bullets_and_a_line_elsewhere() -> None:
    items = ("Elm", Printed("<5", "fact:a"), RichText((Styled("Oak", bold=True),)))
    filled = fill(word("{{ items }}", "All: {{ items[:2] }}"), items=items)
    document = docx.Document(BytesIO(filled.data))
    assert lines(filled.data) == ["Elm", "<5", "Oak", "All: Elm, <5"]
    assert [p.style and p.style.name for p in document.paragraphs][:3] == ["List Bullet"] * 3
    on_slide = fill(deck(("T", "{{ items }}", "")), "slides.pptx", items=["Elm", "<5"]).data
    assert slide_texts(on_slide) == [["T", "Elm\n<5"]]


def linked(document: Any) -> None:
    """A paragraph with a link whose address and words hold tags, as Word saves what was typed."""
    paragraph = document.add_paragraph()
    identity = document.part.relate_to(
        "https://example.org/%7B%7B%20row.id%20%7D%7D", RELATIONSHIP_TYPE.HYPERLINK, True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identity)
    paragraph._p.append(link)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "{{ row.name }}"
    run.append(text)
    link.append(run)


def repeated(build: Any) -> Any:
    def both(document: Any) -> None:
        document.add_paragraph("{%p for row in rows %}")
        build(document)
        document.add_paragraph("{%p endfor %}")

    return both


def test_tags_in_the_address_of_a_link_are_filled_each_time() -> None:
    rows = ({"id": "a b", "name": "One"}, {"id": Printed("<2", "fact:b"), "name": "Two"})
    filled = fill(word(build=repeated(linked)), rows=rows).data
    found = [link for paragraph in docx.Document(BytesIO(filled)).paragraphs for link in paragraph.hyperlinks]
    assert [(link.address, link.text) for link in found] == [
        ("https://example.org/a%20b", "One"), ("https://example.org/%3C2", "Two"),
    ]  # fmt: skip
    assert b"%7B" not in part(filled, "word/_rels/document.xml.rels")
    said = problems(word(build=linked), row={})
    assert any("there is no 'id'" in each for each in said)


def test_tags_in_the_address_of_a_link_on_a_slide_are_filled() -> None:
    def build(presentation: Any) -> None:
        run = presentation.slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "{{ site }}"

    filled = fill(deck(("Here", "", ""), build=build), "slides.pptx", site="mailto:send@example.org")
    run = pptx.Presentation(BytesIO(filled.data)).slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.hyperlink.address == "mailto:send@example.org"
    name = "ppt/slides/_rels/slide1.xml.rels"
    template = deck(("Here", "", ""), build=build)
    broken = part(template, name).replace(b"{{ site }}", b"{% if a %}x{% endif %}")
    assert "only values can stand in an address" in problems(rezip(template, {name: broken}), "slides.pptx")[0]


def test_tags_in_a_field_code_are_filled_even_where_word_split_it() -> None:
    pieces = ('HYPERLINK "https://example.org/{{', ' row }}" ')
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    xml = f"<w:p>{sign.format('begin')}{runs}{sign.format('separate')}<w:r><w:t>x</w:t></w:r>{sign.format('end')}</w:p>"
    base = word("a")
    body = part(base, "word/document.xml").replace(b"<w:body>", f"<w:body>{xml}".encode())
    filled = part(fill(rezip(base, {"word/document.xml": body}), row="r&1").data, "word/document.xml")
    assert b"https://example.org/r&amp;1&quot;" in filled or b'https://example.org/r&amp;1"' in filled
    assert b"{{" not in filled


def other_document(build: Any = None) -> bytes:
    """A document of its own: a style the template lacks, a list, a picture, a link, a table at the end."""

    def make(document: Any) -> None:
        style = document.styles.add_style("Council Box", 1)
        style.font.bold = True
        document.add_paragraph("Boxed", style="Council Box")
        document.add_paragraph("first", style="List Number")
        document.add_paragraph("A heading", style="Heading 1")
        document.add_picture(BytesIO(png()), width=914_400)
        paragraph = document.add_paragraph("with ")
        mark = OxmlElement("w:bookmarkStart")
        mark.set(qn("w:id"), "0")
        mark.set(qn("w:name"), "Here")
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), "0")
        paragraph._p.extend([mark, end])
        document.add_table(1, 1).cell(0, 0).text = "R&D <5"
        if build:
            build(document)

    return word("Intro", build=make)


def test_another_document_comes_with_its_styles_lists_pictures_and_ids() -> None:
    sub = SubDocument(other_document(), "appendix.docx")
    filled = fill(word("before", "{{ other }}", "{{ other }}"), other=sub).data
    document = docx.Document(BytesIO(filled))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == ["before", "Intro"]
    assert texts.count("Boxed") == 2
    styles = {p.text: p.style.name for p in document.paragraphs if p.style is not None}
    assert (styles["Boxed"], styles["first"], styles["A heading"]) == ("Council Box", "List Number", "Heading 1")
    assert len([style for style in document.styles if style.name == "Council Box"]) == 1
    assert len(document.tables) == 2
    assert document.tables[1].cell(0, 0).text == "R&D <5"
    assert len(document.inline_shapes) == 2
    assert check_package(filled) == ()


def test_a_table_at_the_end_is_followed_by_a_paragraph_and_tables_do_not_touch() -> None:
    table = TableSpec("t", "T", (TableColumn("A"),), (TableRow(("1",)),))
    filled = fill(word("{{ a }}", "{{ a }}"), a=table).data
    body = docx.Document(BytesIO(filled)).element.body
    assert [child.tag.rpartition("}")[2] for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (SubDocument(b"no"), "the inserted document: the file cannot be read"),
        (SubDocument(deck(("a", "b", "")), "x.pptx"), "x.pptx is not a Word document"),
        (SubDocument(other_document(lambda document: document.add_section()), "a.docx"), "section breaks"),
    ],
)
def test_a_document_that_cannot_be_carried_over_is_a_problem_with_its_reason(value: SubDocument, said: str) -> None:
    assert said in problems(word("{{ other }}"), other=value)[0]


def test_a_document_on_a_slide_is_a_problem() -> None:
    said = problems(deck(("T", "{{ other }}", "")), "slides.pptx", other=SubDocument(word("x")))
    assert "cannot be put on a slide" in said[0]


def test_links_to_a_dropped_slide_leave_with_it() -> None:
    def build(presentation: Any) -> None:
        first, second = presentation.slides
        box = first.shapes.add_textbox(0, 0, Inches(1), Inches(1))
        box.text_frame.text = "to the next"
        box.click_action.target_slide = second

    template = deck(("One", "", ""), ("Two", "", "{%slide if no %}"), build=build)
    filled = fill(template, "slides.pptx", no=False).data
    assert len(pptx.Presentation(BytesIO(filled)).slides) == 1
    assert "ppt/slides/slide2.xml" not in part_names(filled)
    assert b"hlinkClick" not in part(filled, "ppt/slides/slide1.xml")
    assert check_package(filled) == ()
    kept = fill(template, "slides.pptx", no=True).data
    assert b"hlinkClick" in part(kept, "ppt/slides/slide1.xml")


def test_a_slide_number_field_beside_a_tag_stays() -> None:
    template = deck(("T {{ a }}", "", ""))
    name = "ppt/slides/slide1.xml"
    field = b'<a:fld id="{0B3A2C1D-0000-4000-8000-000000000001}" type="slidenum"><a:t>4</a:t></a:fld></a:p>'
    template = rezip(template, {name: part(template, name).replace(b"</a:p>", field, 1)})
    filled = part(fill(template, "slides.pptx", a="x").data, name)
    assert b'type="slidenum"' in filled
    assert b"<a:t>4</a:t>" in filled


def test_docxtemplaters_loops_are_refused_with_ours() -> None:
    (said,) = problems(word("{#users}{name}{/users}"))
    assert "'{#users}' is written as docxtemplater has it" in said
    assert "{%p for x in xs %}" in said


CHART = ChartSpec("c", ChartKind.BAR, "T", ("a",), (ChartSeries("s", (ChartPoint(1, Printed("1", "f:a")),)),), "alt")


@pytest.mark.office
def test_all_of_it_together_is_as_valid_as_its_template() -> None:
    base = word("{{ pic }} {{ rich }}", "{{ items }}", "{{ other }}", "{{ chart }}", build=repeated(linked))
    filled = fill(base, pic=Picture(png(), "x"), rich=RICH, items=["a", "b"], rows=[{"id": "1", "name": "n"}],
                  other=SubDocument(other_document()), chart=CHART).data  # fmt: skip
    assert not new_errors(filled, base, ".docx")
    slides = deck(("{{ rich }}", "{{ items }}", ""), build=with_picture)
    out = fill(slides, "s.pptx", rich=RICH, items=["a"], council={"crest": Picture(png(), "x")}).data
    assert not new_errors(out, slides, ".pptx")
