"""Comments put on the cells of a workbook somebody else made: they show, and nothing that was there is lost."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from reportgen import office
from reportgen.errors import ProblemsError
from reportgen.office import CellAddress
from reportgen.office.invariants import check_package
from tests.office.returns_to_fill import changed_parts, make_return, parts_of, zipped_bytes
from tests.office.validator import new_errors

NOTES = {
    CellAddress("Return", "B3"): "Error: found 'many'.\nNeeded: a whole number.",
    CellAddress("return", "$C$4"): "R&D <5",
    CellAddress("Lists", "A1"): "b" * 900,
    CellAddress("Notes", "B9"): "Second",
}
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def annotated(notes: dict[CellAddress, str], data: bytes | None = None) -> bytes:
    return office.annotate(data or make_return(), notes, name="quarter.xlsx")


def comments_of(data: bytes) -> dict[tuple[str, str], str]:
    """Every comment by sheet and cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def boxes_of(data: bytes) -> dict[str, list[tuple[int, int]]]:
    """Row and column of every comment's box, by drawing."""
    found = {}
    for name, content in parts_of(data).items():
        if name.endswith(".vml"):
            boxes = re.findall(rb"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", content)
            found[name] = [(int(row), int(column)) for row, column in boxes]
    return found


def test_each_note_is_a_comment_on_its_cell_beside_those_that_were_there() -> None:
    assert comments_of(annotated(NOTES)) == {
        ("Return", "B3"): "Error: found 'many'.\nNeeded: a whole number.",
        ("Return", "C4"): "R&D <5",
        ("Lists", "A1"): "b" * 900,
        ("Notes", "A1"): "Read this first",
        ("Notes", "B9"): "Second",
    }


@pytest.mark.parametrize("macro", [False, True], ids=["xlsx", "xlsm"])
def test_every_part_that_has_nothing_to_do_with_comments_keeps_its_bytes(macro: bool) -> None:
    data = make_return(macro=macro)
    result = annotated(NOTES, data)
    assert changed_parts(data, result) == {
        "[Content_Types].xml",
        *("xl/comments1.xml", "xl/comments2.xml", "xl/comments3.xml"),
        *("xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml", "xl/drawings/vmlDrawing3.vml"),
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"),
        *("xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/_rels/sheet3.xml.rels"),
    }
    assert check_package(result) == check_package(data) == ()


def test_a_sheet_gains_a_mark_at_its_place_and_keeps_its_cells() -> None:
    before, after = parts_of(make_return()), parts_of(annotated(NOTES))
    for number in (1, 3):
        name = f"xl/worksheets/sheet{number}.xml"
        old, new = etree.fromstring(before[name]), etree.fromstring(after[name])
        names = [etree.QName(child).localname for child in new]
        at = names.index("legacyDrawing")
        assert names[at - 1] in ("drawing", "pageMargins")
        assert names[at + 1 :] in (["extLst"], [])
        new.remove(new[at])
        assert etree.tostring(new, method="c14n") == etree.tostring(old, method="c14n")


def test_the_drawing_with_a_button_keeps_every_byte_and_gains_a_box() -> None:
    before, after = parts_of(make_return()), parts_of(annotated(NOTES))
    name = "xl/drawings/vmlDrawing1.vml"
    assert after[name].startswith(before[name].removesuffix(b"</xml>"))
    assert after[name].count(b'id="_x0000_t202"') == 1
    numbers = re.findall(rb'id="_x0000_s(\d+)"', after[name])
    assert len(set(numbers)) == len(numbers) == 3
    assert boxes_of(annotated(NOTES)) == {
        "xl/drawings/vmlDrawing1.vml": [(0, 0), (8, 1)],
        "xl/drawings/vmlDrawing2.vml": [(2, 1), (3, 2)],
        "xl/drawings/vmlDrawing3.vml": [(0, 0)],
    }


def test_the_boxes_of_each_sheet_are_numbered_in_a_thousand_of_their_own() -> None:
    parts = parts_of(annotated(NOTES))
    drawings = [content for name, content in parts.items() if name.endswith(".vml")]
    blocks = [re.search(rb'idmap v:ext="edit" data="(\d+)"', drawing) for drawing in drawings]
    assert len({block[1] for block in blocks if block}) == 3
    for drawing, block in zip(drawings, blocks, strict=True):
        assert block is not None
        numbers = [int(number) for number in re.findall(rb'id="_x0000_s(\d+)"', drawing)]
        assert all(int(block[1]) * 1024 < number < (int(block[1]) + 1) * 1024 for number in numbers)


def test_a_drawing_no_parser_takes_is_added_to_all_the_same() -> None:
    parts = parts_of(make_return())
    name = "xl/drawings/vmlDrawing1.vml"
    parts[name] = parts[name].replace(b"</xml>", b"<v:textbox><font>two<br>lines</font></v:textbox></xml>")
    after = parts_of(annotated({CellAddress("Notes", "B9"): "Second"}, zipped_bytes(parts)))
    assert after[name].startswith(parts[name].removesuffix(b"</xml>"))
    assert b"<x:Row>8</x:Row>" in after[name]


def test_a_note_on_a_cell_with_a_comment_goes_below_it() -> None:
    data = annotated({CellAddress("Notes", "A1"): "And this"})
    assert comments_of(data) == {("Notes", "A1"): "Read this first\nAnd this"}
    assert boxes_of(data) == boxes_of(make_return())
    again = annotated({CellAddress("Notes", "A1"): "Third"}, data)
    assert comments_of(again) == {("Notes", "A1"): "Read this first\nAnd this\nThird"}


def test_a_plain_comment_becomes_runs_and_keeps_its_words() -> None:
    parts = parts_of(make_return())
    comments = parts["xl/comments1.xml"]
    start, end = comments.index(b"<text>"), comments.index(b"</text>")
    parts["xl/comments1.xml"] = comments[:start] + b"<text><t>Plain</t>" + comments[end:]
    data = annotated({CellAddress("Notes", "A1"): "More"}, zipped_bytes(parts))
    assert comments_of(data) == {("Notes", "A1"): "Plain\nMore"}
    parts["xl/comments1.xml"] = comments[:start] + comments[end + len(b"</text>") :]
    data = annotated({CellAddress("Notes", "A1"): "More"}, zipped_bytes(parts))
    assert b"More" in parts_of(data)["xl/comments1.xml"]


def test_a_merged_away_cell_has_its_note_on_the_first_of_them() -> None:
    data = annotated({CellAddress("Return", "G4"): "Not here", CellAddress("Return", "F3"): "Here"})
    assert comments_of(data)["Return", "F3"] == "About G4: Not here\nHere"


def test_a_discussion_is_not_touched_and_the_note_stands_beside_it() -> None:
    parts = parts_of(make_return())
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1" dT="2026-01-01T00:00:00" personId="{0}" id="{1}"><text>Talk</text></threadedComment>'
        "</ThreadedComments>"
    )
    parts["xl/threadedComments/threadedComment1.xml"] = thread.encode()
    rels = parts["xl/worksheets/_rels/sheet4.xml.rels"]
    relation = (
        '<Relationship Id="rId80" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        ' Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    parts["xl/worksheets/_rels/sheet4.xml.rels"] = rels.replace(b"</Relationships>", relation.encode())
    data = zipped_bytes(parts)
    result = annotated({CellAddress("Notes", "A1"): "Wrong"}, data)
    assert "xl/threadedComments/threadedComment1.xml" not in changed_parts(data, result)
    assert comments_of(result) == {("Notes", "A1"): "Read this first", ("Notes", "B1"): "About A1: Wrong"}


def test_two_names_of_one_cell_share_its_comment() -> None:
    data = annotated({CellAddress("Lists", "A1"): "One", CellAddress("LISTS", "a1"): "Two"})
    assert comments_of(data)["Lists", "A1"] == "One\nTwo"


def test_no_notes_no_change() -> None:
    assert annotated({}) == make_return()


def test_what_cannot_be_noted_is_said_all_at_once(tmp_path: Path) -> None:
    notes = {
        CellAddress("Nowhere", "A1"): "x",
        CellAddress("Lists", "?"): "x",
        CellAddress("Lists", "A1"): " ",
        CellAddress("Lists", "A2"): "x" * 32_768,
    }
    with pytest.raises(ProblemsError) as caught:
        office.annotate(make_return(), notes, tmp_path / "out.xlsx", name="quarter.xlsx")
    assert [(str(problem.place), problem.found) for problem in caught.value.problems] == [
        ("quarter.xlsx ▸ Nowhere!A1", "there is no worksheet 'Nowhere'"),
        ("quarter.xlsx ▸ Lists!?", "'?' is no cell"),
        ("quarter.xlsx ▸ Lists!A1", "a note of 0 characters is given"),
        ("quarter.xlsx ▸ Lists!A2", "a note of 32,768 characters is given"),
    ]
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/comments1.xml", b"<comments/>"),
        ("xl/comments1.xml", b'<comments xmlns="a"><authors/></comments>'),
        ("xl/comments1.xml", b"<comments>"),
        ("xl/drawings/vmlDrawing1.vml", b"<xml"),
    ],
)
def test_damaged_comments_are_said(part: str, content: bytes) -> None:
    parts = parts_of(make_return()) | {part: content}
    with pytest.raises(ProblemsError, match=f"damaged in its part {part}"):
        annotated({CellAddress("Notes", "B9"): "x"}, zipped_bytes(parts))


def test_a_copy_is_known_until_another_program_saves_it(tmp_path: Path) -> None:
    source, output = tmp_path / "quarter.xlsx", tmp_path / "quarter (checked).xlsx"
    source.write_bytes(make_return())
    data = office.annotate(source, NOTES, output)
    assert output.read_bytes() == data
    assert office.is_annotated_copy(data)
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(saved)
    for other in (saved.getvalue(), make_return(), data[:-30], b"words"):
        assert not office.is_annotated_copy(other)


def test_the_sheets_are_listed_in_their_order() -> None:
    assert office.sheet_names(make_return()) == ("Return", "Totals", "Lists", "Notes")


@pytest.mark.office
@pytest.mark.parametrize("macro", [False, True], ids=["xlsx", "xlsm"])
def test_microsofts_validator_finds_nothing_new(macro: bool) -> None:
    data = make_return(macro=macro)
    assert new_errors(annotated(NOTES, data), data, ".xlsm" if macro else ".xlsx") == []


@pytest.mark.office
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "annotated.xlsx"
    source.write_bytes(annotated(NOTES))
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"),
            *("xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = comments_of((tmp_path / "out/annotated.xlsx").read_bytes())
    assert shown == comments_of(annotated(NOTES))
