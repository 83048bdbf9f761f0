"""Native tables and text blocks, as Word and PowerPoint read them back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pptx
import pytest
from docx.oxml import parse_xml as parse_word
from docx.oxml.ns import qn
from pptx.oxml import parse_xml as parse_slide

from reportgen.office.accessibility import find_faults
from reportgen.office.blocks import BlockStyles, slide_paragraphs, word_blocks
from reportgen.office.chart_look import text_width
from reportgen.office.fault import ALT_TEXT, BLANK_ROW, CONTRAST, HEADER_ROW, MERGED
from reportgen.office.invariants import check_package
from reportgen.office.markup import escape_text
from reportgen.office.tables import TableStyle, column_widths, slide_table, word_table
from reportgen.office.values import (
    Align,
    Markdown,
    MarkdownParagraph,
    Passage,
    RowKind,
    TableColumn,
    TableRow,
    TableSpec,
    Words,
)
from tests.office import validator
from tests.office.carriers import A, P, W, saved

TABLE = TableSpec(
    "caseload",
    "Plans by setting",
    (TableColumn("Setting"), TableColumn("Plans", Align.RIGHT), TableColumn("Share (%)", Align.RIGHT)),
    (
        TableRow(("In county", "", ""), RowKind.GROUP),
        TableRow(("Mainstream R&D <5", "544", "41")),
        TableRow(("Special school", "402", "30")),
        TableRow(("All", "946", "71"), RowKind.TOTAL),
    ),
    description="Plans by setting, with shares.",
)


def word_runs(words: Words, properties: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape_text(str(words))}</w:t></w:r>'


def slide_runs(words: Words, properties: str) -> str:
    return f"<a:r>{properties}<a:t>{escape_text(str(words))}</a:t></a:r>"


def word_file(style: TableStyle | None = None) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Tables"
    xml = word_table(TABLE, word_runs, width_twips=9000, style=style)
    document.element.body.insert(0, parse_word(xml.replace("<w:tbl>", f'<w:tbl xmlns:w="{W}">', 1)))
    return saved(document)


def deck() -> bytes:
    presentation = pptx.Presentation()
    presentation.core_properties.title = "Tables"
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Plans"
    xml = slide_table(
        TABLE,
        slide_runs,
        x=500_000,
        y=1_500_000,
        cx=8_000_000,
        cy=4_000_000,
        shape_id=9,
        name="table:caseload",
        sizes_pt=(16,),
    )
    slide.shapes._spTree.append(
        parse_slide(xml.replace("<p:graphicFrame>", f'<p:graphicFrame xmlns:p="{P}" xmlns:a="{A}">', 1))
    )
    return saved(presentation)


def test_a_word_table_reads_back_cell_for_cell() -> None:
    table = docx.Document(BytesIO(word_file())).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Setting", "Plans", "Share (%)"],
        *[list(map(str, row.cells)) for row in TABLE.rows],
    ]


def test_a_word_table_repeats_its_heading_and_never_splits_a_row() -> None:
    table = docx.Document(BytesIO(word_file())).tables[0]._tbl
    rows = table.findall(qn("w:tr"))
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    described = table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}")
    assert described is not None and described.get(qn("w:val")) == TABLE.description


def test_numbers_stand_right_words_left() -> None:
    row = docx.Document(BytesIO(word_file())).tables[0].rows[2]
    assert [cell.paragraphs[0].alignment for cell in row.cells] == [0, 2, 2]


def test_a_template_s_own_table_style_brings_the_look() -> None:
    xml = word_table(TABLE, word_runs, width_twips=9000, style=TableStyle(table="Council", text="TableText"))
    assert '<w:tblStyle w:val="Council"/>' in xml and 'w:fill="12436D"' not in xml


def test_both_tables_break_no_rule() -> None:
    for made in (word_file(), deck()):
        assert check_package(made) == ()
        assert not {each.rule for each in find_faults(made)} & {HEADER_ROW, MERGED, BLANK_ROW, ALT_TEXT, CONTRAST}


@pytest.mark.office
def test_the_validator_finds_nothing_wrong_with_tables() -> None:
    assert validator.errors_of(word_file(), ".docx") == []
    assert validator.errors_of(deck(), ".pptx") == []


def test_a_slide_table_reads_back_with_its_heading_marked() -> None:
    shape = pptx.Presentation(BytesIO(deck())).slides[0].shapes[-1]
    assert shape.table.first_row
    assert shape.table.cell(2, 0).text == "Mainstream R&D <5"
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == TABLE.description


def test_widths_add_up_and_follow_the_weights() -> None:
    assert sum(column_widths(TABLE, 9001)) == 9001
    heavy = replace(TABLE, columns=(TableColumn("A", weight=3), TableColumn("B"), TableColumn("C")))
    assert column_widths(heavy, 1000) == (600, 200, 200)


def test_no_word_of_a_heading_or_cell_is_broken_as_long_as_all_fit() -> None:
    columns = (
        TableColumn("Opportunity", weight=8),
        TableColumn("Children at steady state", Align.RIGHT),
        TABLE.columns[1],
    )
    narrow = replace(TABLE, columns=columns, rows=(TableRow(("Through a unit", "1,234,567", "9")),))
    first, second, third = column_widths(narrow, 1000, room=25)
    assert second > text_width("1,234,567", 40) and third > text_width("Plans", 40)
    assert first + second + third == 1000
    assert column_widths(narrow, 1000)[0] == 800
    crowded = column_widths(narrow, 1000, room=8)
    assert sum(crowded) == 1000 and min(crowded) > 150


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 cells for 3"):
        word_table(replace(TABLE, rows=(TableRow(("only one",)),)), word_runs, width_twips=1)
    with pytest.raises(ValueError, match="no columns"):
        word_table(replace(TABLE, columns=(), rows=()), word_runs, width_twips=1)


TEXT = Markdown((MarkdownParagraph(Passage(("Words first.",))), MarkdownParagraph(Passage(("A point.",)), bullet=True)))


def test_text_takes_the_template_s_styles() -> None:
    xml = word_blocks(TEXT, word_runs, BlockStyles(body="Body", bullet="Dots"))
    assert xml.index("Body") < xml.index("Words first.") < xml.index("Dots") < xml.index("A point.")
    assert "pStyle" not in word_blocks(Markdown(TEXT.paragraphs[:1]), word_runs, BlockStyles())


def test_bullets_on_slides_are_real_bullets() -> None:
    xml = slide_paragraphs(TEXT, slide_runs)
    assert xml.count("<a:buChar") == 1 and xml.count("<a:buNone/>") == 1


def test_the_cells_that_ask_for_more_lines_get_more_of_the_width() -> None:
    prose = "Head teachers sit on the board and a second round of visits is planned for the summer term"
    columns = (TableColumn("Threat"), TableColumn("Due"), TableColumn("Number", Align.RIGHT))
    spec = replace(TABLE, columns=columns, rows=(TableRow((prose, "30 September 2026", "7")),))
    first, second, third = column_widths(spec, 4480, room=44.8)
    assert second >= 100 * text_width("30 September 2026", 1), "a date stays in one line"
    assert first > 2 * second > 3 * third
    assert first + second + third == 4480
    weighted = replace(spec, columns=(columns[0], replace(columns[1], weight=9), columns[2]))
    assert column_widths(weighted, 4480, room=44.8) == (first, second, third)


def test_a_short_table_stays_whole_and_a_long_one_keeps_its_ends_together() -> None:
    def kept(count: int, note: str = "") -> list[int]:
        rows = tuple(TableRow((f"Area {number}", "1", "2")) for number in range(count))
        xml = word_table(replace(TABLE, rows=rows, note=note), word_runs, width_twips=9000)
        found = parse_word(xml.replace("<w:tbl>", f'<w:tbl xmlns:w="{W}">', 1)).findall(qn("w:tr"))[1:]
        return [number for number, row in enumerate(found) if row.find(f".//{qn('w:keepNext')}") is not None]

    assert kept(5) == [0, 1, 2, 3]
    assert kept(5, "A note.") == [0, 1, 2, 3, 4]
    assert kept(20) == [0, 1, 17, 18]
    assert kept(20, "A note.") == [0, 1, 17, 18, 19]
