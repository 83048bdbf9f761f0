"""What an officer types into a Word template, and what stands there afterwards."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest

from reportgen.office import Properties, fill_template
from reportgen.office.invariants import check_package
from reportgen.office.values import (
    Caption,
    ChartKind,
    ChartPoint,
    ChartRow,
    ChartSeries,
    ChartSpec,
    Markdown,
    MarkdownParagraph,
    Passage,
    Printed,
    Reference,
    TableColumn,
    TableRow,
    TableSpec,
)
from tests.office.templates import W, fill, lines, part, part_names, problems, rezip, word, word_runs

ROWS = ({"name": "Elm", "count": "12"}, {"name": "Oak & Ash", "count": "<5"})


@pytest.mark.parametrize("value", ["fewer than <5 pupils", "R&D", "Oak & Ash", "<select>", "</w:t>", "{{ x }}", "]]>"])
def test_a_value_comes_out_as_typed(value: str) -> None:
    assert lines(fill(word("It says {{ value }} here"), value=value).data) == [f"It says {value} here"]


def test_line_breaks_and_tabs_come_out_as_typed_and_control_characters_are_dropped() -> None:
    assert lines(fill(word("{{ value }}"), value="one\ntwo\tthree\x07\x0b").data) == ["one\ntwo\tthree"]


def test_a_tag_split_over_runs_takes_the_form_of_its_first_character() -> None:
    filled = fill(word_runs("Total {", "{ to", "tal }", "} plans"), total="1,342").data
    assert lines(filled) == ["Total 1,342 plans"]
    runs = docx.Document(BytesIO(filled)).paragraphs[0].runs
    assert [(run.text, bool(run.bold)) for run in runs] == [("Total ", False), ("1,342", False), (" plans", True)]


def test_curly_quotes_inside_a_tag_are_read_as_straight_ones() -> None:
    filled = fill(word("{{ fact(“plans.total”) }} {% if name == ‘Elm’ %}yes{% endif %}"), fact=str.upper, name="Elm")
    assert lines(filled.data) == ["PLANS.TOTAL yes"]


def test_whole_paragraphs_are_kept_dropped_and_repeated() -> None:
    template = word(
        "{%p if yes %}", "kept", "{%p endif %}", "{%p if no %}", "gone", "{%p else %}", "instead", "{%p endif %}",
        "{%p for row in rows %}", "{{ loop.index }} {{ row.name }}", "{%p endfor %}",
    )  # fmt: skip
    assert lines(fill(template, yes=True, no=False, rows=ROWS).data) == ["kept", "instead", "1 Elm", "2 Oak & Ash"]


def test_blocks_nest_within_a_paragraph() -> None:
    template = word("{% for row in rows %}{% if row.count != '12' %}[{{ row.name }}]{% else %}-{% endif %}{% endfor %}")
    assert lines(fill(template, rows=ROWS).data) == ["-[Oak & Ash]"]


def test_table_rows_repeat_and_an_emptied_table_leaves() -> None:
    def build(document: Any) -> None:
        table = document.add_table(4, 2)
        cells = [
            "Name",
            "Count",
            "{%tr for row in rows %}",
            "",
            "{{ row.name }}",
            "{{ row.count }}",
            "{%tr endfor %}",
            "",
        ]
        for cell, text in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
            cell.text = text
        alone = document.add_table(1, 1)
        alone.cell(0, 0).text = "{%tr if no %}"
        alone.add_row().cells[0].text = "gone"
        alone.add_row().cells[0].text = "{%tr endif %}"

    document = docx.Document(BytesIO(fill(word(build=build), rows=ROWS, no=False).data))
    assert len(document.tables) == 1
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Name", "Count"], ["Elm", "12"], ["Oak & Ash", "<5"],
    ]  # fmt: skip


def test_columns_repeat_and_the_grid_follows() -> None:
    def build(document: Any) -> None:
        row = document.add_table(1, 3).rows[0]
        for cell, text in zip(row.cells, ("{%tc for year in years %}", "{{ year }}", "{%tc endfor %}"), strict=True):
            cell.text = text

    table = docx.Document(BytesIO(fill(word(build=build), years=("2023", "2024", "2025", "2026")).data)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["2023", "2024", "2025", "2026"]
    assert len(table.columns) == 4


def test_a_cell_emptied_by_a_tag_keeps_a_paragraph() -> None:
    def build(document: Any) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{%p if no %}"
        cell.add_paragraph("gone")
        cell.add_paragraph("{%p endif %}")

    filled = fill(word(build=build), no=False).data
    cell = next(docx.Document(BytesIO(filled)).element.body.iter(f"{W}tc"))
    assert cell[-1].tag == f"{W}p"


def test_a_cell_whose_block_ends_in_a_table_or_in_nothing_keeps_a_paragraph() -> None:
    def build(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "{{ inner }}", "{{p words }}"

    inner = TableSpec("t", "Title", (TableColumn("Area"),), (TableRow(("Elm",)),))
    filled = fill(word(build=build), inner=inner, words=Markdown(())).data
    cells = docx.Document(BytesIO(filled)).tables[0].rows[0].cells
    assert cells[0].tables[0].cell(1, 0).text == "Elm"
    assert [cell._tc[-1].tag for cell in cells] == [f"{W}p", f"{W}p"]
    assert check_package(filled) == ()


@pytest.mark.parametrize("about", ["words in a line", "a table row"])
def test_a_control_about_words_or_rows_gets_no_paragraph_of_its_own(about: str) -> None:
    def build(document: Any) -> None:
        if about == "a table row":
            document.add_table(2, 1).cell(0, 0).text = "{%tr for row in rows %}"
            document.tables[0].cell(1, 0).text = "{{ row.name }}"
            document.tables[0].add_row().cells[0].text = "{%tr endfor %}"
        else:
            document.add_paragraph().add_run("{{ rows[0].name }}")
        first = next(document.element.body.iter(f"{W}tr" if about == "a table row" else f"{W}r"))
        holder = first.getparent()
        held = [child for child in holder if child.tag == first.tag]
        control, content = (holder.makeelement(f"{W}{name}") for name in ("sdt", "sdtContent"))
        first.addprevious(control)
        control.append(content)
        content.extend(held)

    filled = fill(word(build=build), rows=ROWS).data
    assert "Elm" in lines(filled)
    assert check_package(filled) == ()


def test_a_macros_paragraphs_inside_a_link_are_a_problem_and_no_damaged_file() -> None:
    template = word("{% macro two() %}a", "b{% endmacro %}", "see {{ two() }}")
    body = part(template, "word/document.xml").decode()
    start = body.index("<w:r>", body.index("b{% endmacro"))
    end = body.index("</w:r>", start) + 6
    linked = f'{body[:start]}<w:hyperlink w:anchor="x">{body[start:end]}</w:hyperlink>{body[end:]}'
    template = rezip(template, {"word/document.xml": linked.encode()})
    assert "belong together" in problems(template)[0]


def linked(before: str, inside: str, after: str) -> bytes:
    """A paragraph whose middle is a link."""
    template = word_runs(before, inside, after)
    body = part(template, "word/document.xml").decode()
    start = body.index("<w:r>", body.index("</w:r>", body.index("<w:p>")))
    end = body.index("</w:r>", start) + 6
    changed = f'{body[:start]}<w:hyperlink w:anchor="x">{body[start:end]}</w:hyperlink>{body[end:]}'
    return rezip(template, {"word/document.xml": changed.encode()})


@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [
        ("See ", "{% if yes %}this link", "{% endif %} now"),
        ("See {% if yes %}", "this link{% endif %}", " now"),
        ("See ", "{% if yes %}this link{% endif %}", " now"),
    ],
)
def test_a_tag_at_the_edge_of_a_link_governs_the_whole_link(before: str, inside: str, after: str) -> None:
    template = linked(before, inside, after)
    assert lines(fill(template, yes=True).data) == ["See this link now"]
    without = fill(template, yes=False).data
    assert lines(without) == ["See  now"]
    assert check_package(without) == ()


@pytest.mark.parametrize("yes", [True, False])
def test_a_branch_left_behind_in_a_link_is_a_problem_and_no_damaged_file(yes: bool) -> None:
    template = linked("See ", "{% if yes %}this{% else %}that", "{% endif %} now")
    assert "do not belong together" in problems(template, yes=yes)[0]


def test_a_tag_in_the_middle_of_a_link_that_ends_outside_is_a_problem() -> None:
    said = problems(linked("See ", "this {% if yes %}link", "{% endif %} now"), yes=True)
    assert "stands in another that does not belong to it" in said[0]


def test_headers_footers_titles_and_alt_text_are_filled() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ council }}"
        document.sections[0].footer.paragraphs[0].text = "{% if council %}for {{ council }}{% endif %}"
        document.core_properties.title = "Paper of {{ council }}"

    filled = fill(word(build=build), council="Elmbridge & Oak").data
    document = docx.Document(BytesIO(filled))
    assert document.core_properties.title == "Paper of Elmbridge & Oak"
    assert lines(filled, "word/header1.xml") == ["Elmbridge & Oak"]
    assert lines(filled, "word/footer1.xml") == ["for Elmbridge & Oak"]


def test_escapes_print_the_signs_themselves_and_remarks_vanish() -> None:
    template = word("Write {_{ name }_} or {_% if %_}{# not this #}", "{#p a whole paragraph #}")
    assert lines(fill(template).data) == ["Write {{ name }} or {% if %}"]


def test_own_macros_print_in_a_line_and_as_paragraphs() -> None:
    template = word(
        "{% macro pair(a, b) %}{{ a }}–{{ b }}{% endmacro %}{{ pair('<1', 2) }}",
        "{%p macro note(text) %}", "Note: {{ text }}", "{%p endmacro %}", "{{p note('first') }}",
        "{{p note('second') }}",
    )  # fmt: skip
    assert lines(fill(template).data) == ["<1–2", "Note: first", "Note: second"]


def test_every_other_part_keeps_its_bytes() -> None:
    template = word("{{ value }}")
    filled = fill(template, value="x").data
    changed = [name for name in part_names(template) if part(template, name) != part(filled, name)]
    assert changed == ["word/document.xml"]
    assert fill(template, value="x").data == filled


def test_a_passage_prints_its_pieces_each_in_its_form() -> None:
    passage = Passage(("up ", Printed("143", "fact:plans.change"), " in a year"), frozenset({1}))
    filled = fill(word("Plans went {{ words }}."), words=passage)
    assert lines(filled.data) == ["Plans went up 143 in a year."]
    assert [(place.ref, place.text) for place in filled.places] == [("fact:plans.change", "143")]
    bold = [element.text for element in docx.Document(BytesIO(filled.data)).element.body.iter(f"{W}t")
            if element.getparent().find(f"{W}rPr/{W}b") is not None]  # fmt: skip
    assert bold == ["143"]


def test_captions_count_in_the_order_printed_and_mentions_know_the_number_before() -> None:
    context: dict[str, object] = {
        "caption": lambda name: Caption("table", name),
        "ref": lambda name: Reference("table", name),
    }
    template = word("See table {{ ref('b') }}.", "Table {{ caption('a') }}", "Table {{ caption('b') }}")
    assert lines(fill(template, **context).data) == ["See table 2.", "Table 1", "Table 2"]
    assert "is mentioned and has no caption" in problems(word("{{ ref('b') }}"), **context)[0]


def test_markdown_a_table_and_a_chart_take_the_place_of_their_paragraph() -> None:
    markdown = Markdown((MarkdownParagraph(Passage(("First",))), MarkdownParagraph(Passage(("point",)), bullet=True)))
    table = TableSpec(
        "t", "Title", (TableColumn("Area"), TableColumn("Plans")), (TableRow(("Elm", Printed("12", "fact:a"))),)
    )
    chart = ChartSpec(
        "c", ChartKind.COLUMN, "Title", ("2024", "2025"),
        (ChartSeries("Plans", (ChartPoint(7, Printed("7", "fact:b")), ChartPoint(None, Printed("[c]", "fact:c")))),),
        "Plans rose",
    )  # fmt: skip
    template = word("{{p intro }}", "{{ table('t') }}", "between", "{{ chart('c') }}", "end")
    filled = fill(template, intro=markdown, table=lambda name: table, chart=lambda name: chart)
    document = docx.Document(BytesIO(filled.data))
    styles = [paragraph.style and paragraph.style.name for paragraph in document.paragraphs[:2]]
    assert styles == ["Normal", "List Bullet"]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Area", "Plans"]
    assert {"word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"} <= set(part_names(filled.data))
    assert {(place.part, place.ref) for place in filled.places} >= {
        ("word/document.xml", "fact:a"), ("word/charts/chart1.xml", "fact:b"),
    }  # fmt: skip


def test_charts_side_by_side_share_the_width_of_one_paragraph() -> None:
    chart = ChartSpec(
        "c", ChartKind.COLUMN, "T", ("a",), (ChartSeries("s", (ChartPoint(1, Printed("1", "fact:a")),)),), "alt"
    )
    filled = fill(word("before", "{{ pair }}", "after"), pair=ChartRow((chart, chart)))
    document = docx.Document(BytesIO(filled.data))
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    widths = [shape.width for shape in document.inline_shapes]
    assert len(document.paragraphs) == 3 and len(widths) == 2
    assert widths[0] == widths[1] and 0.9 * width < sum(widths) <= width
    assert sorted(name for name in part_names(filled.data) if name.startswith("word/charts/chart")) == [
        "word/charts/chart1.xml", "word/charts/chart2.xml",
    ]  # fmt: skip
    assert "is several charts" in problems(word("See {{ pair }} here"), pair=ChartRow((chart, chart)))[0]


def test_a_chart_in_the_middle_of_a_sentence_is_a_problem() -> None:
    chart = ChartSpec(
        "c", ChartKind.COLUMN, "T", ("a",), (ChartSeries("s", (ChartPoint(1, Printed("1", "fact:a")),)),), "alt"
    )
    assert "stands in the middle of text" in problems(word("See {{ c }} here"), c=chart)[0]


def test_a_bound_control_with_a_tag_inside_becomes_rich_text() -> None:
    template = word("{{ value }}")
    body = part(template, "word/document.xml").decode()
    start, end = body.index("<w:p>"), body.index("</w:p>") + 6
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{x}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{body[start:end]}</w:sdtContent></w:sdt>"
    )
    template = rezip(template, {"word/document.xml": (body[:start] + control + body[end:]).encode()})
    filled = part(fill(template, value="new").data, "word/document.xml")
    assert b"dataBinding" not in filled
    assert b"<w:text/>" not in filled
    assert b">new<" in filled


def test_properties_replace_what_the_template_said_of_itself() -> None:
    filled = fill_template(word("x"), "paper.docx", {}, properties=Properties("Title <1>", author="Elm Council"))
    properties = docx.Document(BytesIO(filled.data)).core_properties
    assert (properties.title, properties.author, properties.language) == ("Title <1>", "Elm Council", "en-GB")
    assert b"python-docx" not in part(filled.data, "docProps/core.xml")
