"""Each rule that keeps a file from being repaired, failing on a file made to break it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pptx
import pytest
import xlsxwriter

from reportgen.errors import ReportgenError
from reportgen.office import Rendered, rendering
from reportgen.office.invariants import assert_sound, check_package
from tests.office.carriers import deck_with_charts, saved, word_with_charts
from tests.office.chart_examples import COLUMN, LINE

FAULTS = Path(__file__).parents[2] / "../shared/real/nasty/office_faults"


def word() -> bytes:
    """A sound document with a table, a field, a bookmark, a comment and a chart."""
    document = docx.Document(io.BytesIO(word_with_charts([COLUMN])))
    table = document.add_table(2, 2)
    for cell in table._cells:
        cell.text = "words"
    document.add_comment(document.add_paragraph("noted").runs, text="a comment", author="A", initials="A")
    data = saved(document)
    field = (
        '<w:p><w:bookmarkStart w:id="7" w:name="place"/><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:bookmarkEnd w:id="7"/></w:p>'
        '<w:p><w:pPr><w:jc w:val="left"/></w:pPr></w:p>'
    )
    heading = "<w:trPr><w:tblHeader/></w:trPr>"
    data = edit(data, "word/document.xml", "<w:body>", f"<w:body>{field}")
    return edit(data, "word/document.xml", "<w:tr>", f"<w:tr>{heading}", once=True)


def deck() -> bytes:
    """A sound deck of two slides with charts, one with a table, one with notes."""
    presentation = pptx.Presentation(io.BytesIO(deck_with_charts([COLUMN, LINE])))
    presentation.slides[0].notes_slide.notes_text_frame.text = "Say this."
    frame = presentation.slides[1].shapes.add_table(2, 2, 0, 0, 900_000, 900_000)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "A table.")
    presentation.slides[1].shapes.add_textbox(0, 0, 9, 9).text_frame.text = "words"
    return saved(presentation)


def book() -> bytes:
    """A sound workbook with a table, merged cells, a drop-down and a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        made.set_properties({"title": "Book"})
        sheet = made.add_worksheet("One")
        sheet.add_table("A1:B3", {"columns": [{"header": "Name"}, {"header": "Plans"}]})
        sheet.write_number("B2", 3)
        sheet.merge_range("E1:F1", "merged")
        sheet.data_validation("H1", {"validate": "list", "source": ["a", "b"]})
        sheet.write_formula("H2", "=B2*2", None, 6)
        made.add_worksheet("Two")
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def edit(data: bytes, part: str, old: str, new: str, *, once: bool = False) -> bytes:
    """The file with ``old`` replaced in a part; the test fails where there is nothing to replace."""
    contents = parts(data)
    text = contents[part].decode()
    assert old in text, f"{part} has no {old}"
    contents[part] = text.replace(old, new, 1 if once else -1).encode()
    return packed(contents)


def without(data: bytes, part: str) -> bytes:
    contents = parts(data)
    del contents[part]
    return packed(contents)


@pytest.mark.parametrize("make", [word, deck, book])
def test_sound_files_break_no_rule(make: Callable[[], bytes]) -> None:
    assert check_package(make()) == ()


DOCUMENT, SLIDE, SHEET = "word/document.xml", "ppt/slides/slide1.xml", "xl/worksheets/sheet1.xml"
CHART, PRESENTATION = "word/charts/chart1.xml", "ppt/presentation.xml"
P_END = "</w:p>"
EXTERNAL = '<Relationship Id="rId99" Type="http://x/image" Target="http://example.org/x.png" TargetMode="External"/>'

FAULT = ("part", "old", "new", "said")

WORDS = "<w:t>1</w:t></w:r>"
"""The run that the made files show in a field: faults are put behind it."""

CHART_LINK = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
SPACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
SECOND_DRAWING = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{SPACE}"><wp:docPr id="1" name="x" descr="Another."/>'
    "</wp:inline></w:drawing></w:r>"
)
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent/></w:sdt>'
MARK_END = '<w:bookmarkEnd w:id="7"/>'
SECOND_MARK = '<w:bookmarkStart w:id="9" w:name="place"/><w:bookmarkEnd w:id="9"/>'
RELS = "word/_rels/document.xml.rels"
SLIDE_RELS = "ppt/slides/_rels/slide1.xml.rels"
TYPES = "[Content_Types].xml"
MERGE = '<mergeCell ref="E1:F1"/>'
BOOK_TABLE = "xl/tables/table1.xml"

NESTED = "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"

WORD_FAULTS = [
    ("a paragraph in a paragraph's control", DOCUMENT, P_END, f"{NESTED}{P_END}", "a paragraph stands in a p"),
    ("not well-formed", DOCUMENT, "</w:body>", "", "damaged"),
    ("a DOCTYPE", DOCUMENT, "<w:document", "<!DOCTYPE x><w:document", "DOCTYPE"),
    ("an unknown type", TYPES, "charts/chart1.xml", "charts/chart9.xml", "which is not there"),
    ("a lost target", RELS, "charts/chart1.xml", "charts/chart9.xml", "which is not there"),
    ("an id twice", RELS, 'Id="rId2"', 'Id="rId1"', "2 relationships rId1"),
    ("a lost reference", DOCUMENT, CHART_LINK, CHART_LINK + 'r:link="rId77" ', "rId77"),
    ("a picture from the web", RELS, "</Relationships>", f"{EXTERNAL}</Relationships>", "leads outside"),
    ("a control character", DOCUMENT, "<w:t>1</w:t>", "<w:t>1\x85\x9f</w:t>", "control character"),
    ("a line break in a text", DOCUMENT, "<w:t>1</w:t>", "<w:t>1\n2</w:t>", "control character"),
    ("a tag split over runs", DOCUMENT, "<w:t>1</w:t>", "<w:t>{</w:t></w:r><w:r><w:t>{ x</w:t>", "template tag"),
    ("a tag in an alt text", DOCUMENT, 'descr="Column', 'descr="{% if %} Column', "template tag"),
    ("an empty cell", DOCUMENT, "<w:p><w:r><w:t>words</w:t></w:r></w:p></w:tc>", "</w:tc>", "end in a paragraph"),
    ("a paragraph in a paragraph", DOCUMENT, WORDS, "<w:t>1</w:t></w:r><w:p/>", "stands in a p"),
    ("no grid", DOCUMENT, "w:tblGrid", "w:tblPrEx", "no grid"),
    ("an unknown alignment", DOCUMENT, 'w:jc w:val="left"', 'w:jc w:val="middle"', "middle"),
    ("a bookmark without end", DOCUMENT, '<w:bookmarkEnd w:id="7"/>', "", "ends 0 times"),
    ("an end without bookmark", DOCUMENT, MARK_END, MARK_END + '<w:bookmarkEnd w:id="8"/>', "never begins"),
    ("two bookmarks of a name", DOCUMENT, WORDS, WORDS + SECOND_MARK, "2 bookmarks"),
    ("a shared mark id", DOCUMENT, WORDS, '<w:t>1</w:t></w:r><w:ins w:id="7" w:author="A"/>', "2 marks"),
    ("two controls of an id", DOCUMENT, WORDS, WORDS + CONTROL * 2, "content controls"),
    ("an unended field", DOCUMENT, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "", "never ended"),
    ("a field without result", DOCUMENT, "<w:r><w:t>1</w:t></w:r>", "", "no saved result"),
    ("a lost comment", "word/comments.xml", 'w:id="0"', 'w:id="4"', "refers to comment 0"),
    ("two drawings of an id", DOCUMENT, WORDS, WORDS + SECOND_DRAWING, "drawings have the id 1"),
    ("a negative axis", CHART, "500100", "-500100", "not a positive axis id"),
    ("a lost axis", CHART, '<c:crossAx val="500100"/>', '<c:crossAx val="77"/>', "no axis 77"),
    ("series out of order", CHART, "<c:cat>", "<c:val/><c:cat>", "not in order"),
    ("a symbol cached as a number", CHART, "<c:v>899</c:v>", "<c:v>c</c:v>", "cached as a number"),
    ("a cache behind its workbook", CHART, "<c:v>899</c:v>", "<c:v>898</c:v>", "its workbook holds"),
    ("a gap filled", CHART, '<c:pt idx="5">', '<c:pt idx="4"><c:v>3</c:v></c:pt><c:pt idx="5">', "its workbook holds"),
]  # fmt: skip

DECK_FAULTS = [
    ("a slide listed twice", PRESENTATION, 'id="257"', 'id="256"', "slides have the id 256"),
    ("a slide not listed", PRESENTATION, '<p:sldId id="257"', '<p:other id="257"', "not in the list"),
    ("no layout", SLIDE_RELS, "relationships/slideLayout", "relationships/slideX", "0 layouts"),
    ("two shapes of an id", SLIDE, 'id="40"', 'id="2"', "shapes have the id 2"),
    ("a text body without paragraph", SLIDE, "a:p>", "a:x>", "holds no paragraph"),
    ("a placeholder without text body", SLIDE, "p:txBody", "p:style", "no text body"),
    ("an uneven table", "ppt/slides/slide2.xml", "<a:gridCol ", "<a:gridCol/><a:gridCol ", "rows do not match"),
]  # fmt: skip

BOOK_FAULTS = [
    ("a sheet's name", "xl/workbook.xml", 'name="Two"', 'name="Q1/Q2"', "no sheet may be called"),
    ("two sheets of a name", "xl/workbook.xml", 'name="Two"', 'name="ONE"', "two sheets"),
    ("rows out of order", SHEET, '<row r="1"', '<row r="5"', "comes after row"),
    ("cells out of order", SHEET, 'r="E1"', 'r="H9"', "out of order"),
    ("not a number", SHEET, "<v>3</v>", "<v>nan</v>", "as a number"),
    ("infinite", SHEET, "<v>3</v>", "<v>INF</v>", "as a number"),
    ("merges that overlap", SHEET, MERGE, MERGE + '<mergeCell ref="F1:G1"/>', "overlap"),
    ("a merge in a table", SHEET, 'ref="E1:F1"', 'ref="A2:B2"', "lie in the table"),
    ("a merge of nothing", SHEET, '<mergeCell ref="E1:F1"/>', '<mergeCell ref="all"/>', "no range"),
    ("a table's heading", "xl/tables/table1.xml", 'name="Plans"', 'name="Plan"', "heading cells say"),
    ("a table's name", BOOK_TABLE, 'displayName="Table1"', 'displayName="A table"', "no table may be called"),
    ("a row without a number", SHEET, '<row r="1"', '<row r="one"', "not a number"),
    ("a long list", SHEET, '"a,b"', f'"{"a" * 300}"', "a list of 300 characters"),
]  # fmt: skip


@pytest.mark.parametrize(FAULT, [each[1:] for each in WORD_FAULTS], ids=[each[0] for each in WORD_FAULTS])
def test_a_fault_in_a_document_is_named(part: str, old: str, new: str, said: str) -> None:
    assert any(said in message for message in check_package(edit(word(), part, old, new)))


@pytest.mark.parametrize(FAULT, [each[1:] for each in DECK_FAULTS], ids=[each[0] for each in DECK_FAULTS])
def test_a_fault_in_a_deck_is_named(part: str, old: str, new: str, said: str) -> None:
    assert any(said in message for message in check_package(edit(deck(), part, old, new)))


@pytest.mark.parametrize(FAULT, [each[1:] for each in BOOK_FAULTS], ids=[each[0] for each in BOOK_FAULTS])
def test_a_fault_in_a_workbook_is_named(part: str, old: str, new: str, said: str) -> None:
    assert any(said in message for message in check_package(edit(book(), part, old, new)))


def test_a_part_twice_in_the_archive_is_named() -> None:
    buffer = io.BytesIO(word())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(DOCUMENT, b"<x/>")
    assert any("2 times" in message for message in check_package(buffer.getvalue()))


def test_an_empty_part_of_comments_is_named() -> None:
    contents = parts(word())
    contents["word/comments.xml"] = (
        b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    )
    assert any("holds no comment" in message for message in check_package(packed(contents)))


def test_a_chart_without_its_workbook_is_named() -> None:
    data = without(word(), "word/embeddings/chart1.xlsx")
    assert any("its workbook is not there" in message for message in check_package(data))


def test_a_stale_calculation_chain_is_named() -> None:
    contents = parts(book())
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    contents["xl/calcChain.xml"] = f'<calcChain xmlns="{main}"><c r="H2" i="1"/><c r="Z9"/></calcChain>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    data = edit(packed(contents), "xl/_rels/workbook.xml.rels", "</Relationships>", link)
    found = check_package(data)
    assert any("Z9, which holds no formula" in message for message in found)
    assert not any("H2," in message for message in found)


def test_a_file_cut_short_is_named() -> None:
    assert check_package(word()[:-2000]) == (
        "the file is not a whole Office file: its archive is damaged or cut short",
    )


@pytest.mark.real
def test_every_planted_fault_is_caught_and_the_sound_files_are_clean() -> None:
    if not FAULTS.is_dir():
        pytest.skip("../shared/real is not on this machine")
    sound = {base.suffix: set(check_package(base.read_bytes())) for base in FAULTS.glob("base.*")}
    # The deck's charts come from a library that writes negative axis ids, which Microsoft's validator refuses too.
    assert {suffix: all("positive axis id" in each for each in found) for suffix, found in sound.items()} == {
        ".docx": True, ".pptx": True, ".xlsx": True,
    }  # fmt: skip
    assert not sound[".docx"] and not sound[".xlsx"]
    missed = [
        path.name
        for path in sorted(FAULTS.iterdir())
        if not path.name.startswith("base.") and not set(check_package(path.read_bytes())) - sound[path.suffix]
    ]
    assert missed == []


def test_a_fault_of_the_template_is_told_and_one_of_ours_stops_the_file() -> None:
    template = edit(word(), "word/document.xml", "</w:body>", "<w:tbl/></w:body>")
    known = check_package(template)
    assert known
    assert assert_sound(template, "paper.docx", template) == known
    with pytest.raises(ReportgenError, match=r"paper\.docx was not written: .*fault of reportgen"):
        assert_sound(template, "paper.docx", word())
    assert assert_sound(word(), "paper.docx") == ()


def test_render_writes_nothing_that_office_would_repair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.docx").write_bytes(word())
    broken = Rendered(edit(word(), "word/document.xml", "</w:body>", "<w:tbl/></w:body>"), (), ())
    monkeypatch.setattr(rendering, "fill_template", lambda *given, **named: broken)
    with pytest.raises(ReportgenError, match="a table has no grid"):
        rendering.render(tmp_path / "in.docx", {}, tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()
