"""Building blocks of the Word templates: paragraphs, boxes, tables that repeat a row, the page and its footer."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from starters.look import THEME_TYPE, TINT, theme
from starters.package import Package
from starters.word_styles import W, numbering, styles

TEXT_WIDTH = 9411
"""Width between the margins of 2.2 cm, in twips."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _runs(text: str) -> str:
    found = []
    for number, words in enumerate(text.split("**")):
        bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if number % 2 else ""
        for position, part in enumerate(words.split("\t")):
            tab = "<w:tab/>" if position else ""
            if part or tab:
                found.append(f'<w:r>{bold}{tab}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(found)


def paragraph(text: str, style: str = "", *, extra: str = "", link: str = "", anchor: str = "") -> str:
    """Return a paragraph; ``**`` marks bold words. ``link`` leads to the paragraph that has it as ``anchor``."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
    runs = _runs(text)
    if link:
        linked = runs.replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>')
        runs = f'<w:hyperlink w:anchor="{link}" w:history="1">{linked}</w:hyperlink>'
    if anchor:
        number = anchor.rpartition("_")[2]
        runs = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    return f"<w:p>{look}{runs}</w:p>"


def heading(level: int, text: str, *, is_numbered: bool = True, anchor: str = "") -> str:
    """Return a heading; first-level headings are numbered unless told otherwise."""
    plain = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
    return paragraph(text, f"Heading{level}", extra="" if is_numbered or level > 1 else plain, anchor=anchor)


def numbered(*texts: str) -> str:
    """Return numbered paragraphs, as members cite them."""
    return "".join(paragraph(text, "NumberedParagraph") for text in texts)


def leading(text: str) -> str:
    """Return a numbered paragraph that stays with what it leads to."""
    return paragraph(text, "NumberedParagraph", extra="<w:keepNext/>")


def when(condition: str, *content: str) -> str:
    """Return content that is there only where the condition holds."""
    return paragraph(f"{{%p if {condition} %}}") + "".join(content) + paragraph("{%p endif %}")


def each(loop: str, *content: str) -> str:
    """Return content repeated for each item."""
    return paragraph(f"{{%p for {loop} %}}") + "".join(content) + paragraph("{%p endfor %}")


def phrase(name: str, style: str = "NumberedParagraph", *, figure: str = "", table: str = "") -> str:
    """Return a sentence of phrases.jinja, left out where its data is absent; it may refer to a figure and a table."""
    return when(f'has_phrase("{name}")', paragraph(f'{{{{ phrase("{name}") }}}}{see(figure, table)}', style))


def see(figure: str = "", table: str = "") -> str:
    """Return “ See figure 2 and table 3.”, naming only what is there with its data."""
    shown, listed = f'has_chart("{figure}")', f'has_table("{table}")'
    this, that = f'figure {{{{ ref("figure", "{figure}") }}}}', f'table {{{{ ref("table", "{table}") }}}}'
    if not figure:
        return f"{{% if {listed} %}} See {that}.{{% endif %}}" if table else ""
    both = f"{{% if {listed} %}} and {that}{{% endif %}}" if table else ""
    alone = f"{{% elif {listed} %}} See {that}." if table else ""
    return f"{{% if {shown} %}} See {this}{both}.{alone}{{% endif %}}"


def own_words(section: str, style: str = "NumberedParagraph") -> str:
    """Return the officer's own words for a section, where there are any."""
    return when(f"narrative.{section} is defined", paragraph(f"{{{{p narrative.{section} }}}}", style))


def figure(name: str) -> str:
    """Return a chart with its caption, what it shows and its base and source, where its data is there."""
    return when(
        f'has_chart("{name}")',
        paragraph(f'Figure {{{{ caption("figure", "{name}") }}}}: {{{{ charts.{name}.title }}}}', "Caption"),
        paragraph(f'{{{{ chart("{name}") }}}}', extra="<w:keepNext/>"),
        when(f"charts.{name}.shows", paragraph(f"**What this shows:** {{{{ charts.{name}.shows }}}}", "ShownBy")),
        when(f"charts.{name}.note", paragraph(f"{{{{ charts.{name}.note }}}}", "Note")),
    )


def figure_pair(first: str, second: str) -> str:
    """Return two charts side by side under one caption, or the one whose data is there."""
    shows = f"{{{{ charts.{first}.shows }}}} {{{{ charts.{second}.shows }}}}"
    return (
        paragraph(f'{{%p if has_chart("{first}") and has_chart("{second}") %}}')
        + _pair_caption((f'"{first}"', f"charts.{first}.title"), (f'"{second}"', f"charts.{second}.title"))
        + paragraph(f'{{{{ chart("{first}", "{second}") }}}}', extra="<w:keepNext/>")
        + when(f"charts.{first}.shows or charts.{second}.shows", paragraph(f"**What these show:** {shows}", "ShownBy"))
        + paragraph(f"{{{{ charts.{first}.note }}}}", "Note")
        + paragraph("{%p else %}")
        + figure(first)
        + figure(second)
        + paragraph("{%p endif %}")
    )


def _pair_caption(left: tuple[str, str], right: tuple[str, str]) -> str:
    """Return the caption of two charts, each with a number of its own; pairs of name and title, as expressions."""
    numbers = " and ".join(f'{{{{ caption("figure", {name}) }}}}' for name, _ in (left, right))
    titles = " and ".join(
        f"{{{{ {title} }}}} ({side})" for (_, title), side in zip((left, right), ("left", "right"), strict=True)
    )
    return paragraph(f"Figures {numbers}: {titles}", "Caption")


def question_pair() -> str:
    """Return what parents and what reviewers said side by side, or the first question alone."""
    sides = tuple((f"survey_pair.{side}.name", f"survey_pair.{side}.title") for side in ("left", "right"))
    return (
        paragraph("{%p if survey_pair %}")
        + _pair_caption(*sides)
        + paragraph("{{ chart(survey_pair.left.name, survey_pair.right.name) }}", extra="<w:keepNext/>")
        + "".join(
            paragraph(f"**{word}:** {_shown_by(f'survey_pair.{side}')}", "ShownBy")
            + paragraph(f"{{{{ survey_pair.{side}.note }}}}", "Note")
            for side, word in (("left", "What the left shows"), ("right", "What the right shows"))
        )
        + paragraph("{%p endif %}")
        + when("survey_single", question_figure("survey_single"))
    )


def question_figure(item: str) -> str:
    """Return the chart of a survey question, what it shows and does not show, and who answered."""
    return (
        paragraph(f'Figure {{{{ caption("figure", {item}.name) }}}}: {{{{ {item}.title }}}}', "Caption")
        + paragraph(f"{{{{ chart({item}.name) }}}}", extra="<w:keepNext/>")
        + paragraph(f"**What this shows:** {_shown_by(item)}", "ShownBy")
        + paragraph(f"{{{{ {item}.note }}}}", "Note")
    )


def question_table(item: str) -> str:
    """Return the table of a survey question of which no chart is drawn, with what it shows and does not show."""
    return (
        paragraph(f'Table {{{{ caption("table", {item}.name) }}}}: {{{{ {item}.title }}}}', "Caption")
        + paragraph(f"{{{{ table({item}.name) }}}}")
        + paragraph(f"{{{{ tables[{item}.name].note }}}}", "Note")
        + paragraph(f"**What this shows:** {_shown_by(item)}", "ShownBy")
    )


def quoted() -> str:
    """Return a quote under its theme, inside a loop that calls it ``quote``."""
    return paragraph("{% if quote.themes %}**{{ quote.themes }}:** {% endif %}“{{ quote.text }}”", "ListBullet")


def _shown_by(item: str) -> str:
    """Return the finding or how the answers are read, and what they do not show."""
    return f"{{{{ {item}.finding or {item}.how_to_read }}}} {{{{ {item}.does_not_show }}}}"


def summary_lines(style: str) -> str:
    """Return the summary: a sentence a line, each with one number in bold; lines without data are left out."""
    return (
        either_phrase("summary.caseload", "summary.caseload_count", style)
        + phrase("summary.flow", style)
        + phrase("summary.deficit", style)
        + either_phrase("summary.matrix", "summary.matrix_supplied", style)
        + phrase("summary.grant", style)
    )


def either_phrase(first: str, second: str, style: str = "NumberedParagraph") -> str:
    """Return the first sentence that has its data."""
    return (
        paragraph(f'{{%p if has_phrase("{first}") %}}')
        + paragraph(f'{{{{ phrase("{first}") }}}}', style)
        + paragraph(f'{{%p elif has_phrase("{second}") %}}')
        + paragraph(f'{{{{ phrase("{second}") }}}}', style)
        + paragraph("{%p endif %}")
    )


def data_table(name: str) -> str:
    """Return a table of figures with its caption and note, where its data is there."""
    return when(
        f'has_table("{name}")',
        paragraph(f'Table {{{{ caption("table", "{name}") }}}}: {{{{ tables.{name}.title }}}}', "Caption"),
        paragraph(f'{{{{ table("{name}") }}}}'),
        when(f"tables.{name}.note", paragraph(f"{{{{ tables.{name}.note }}}}", "Note")),
    )


def header_table(rows: Sequence[tuple[str, str]], description: str) -> str:
    """Return a table of facts about the report: a tinted label and what belongs to it."""
    widths = (2900, TEXT_WIDTH - 2900)
    lines = "".join(
        _row([_cell(label, widths[0], "TableLabel", TINT), _cell(text, widths[1], "TableText")]) for label, text in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0080" w:firstRow="0" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblDescription w:val="{description}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{widths[0]}"/><w:gridCol w:w="{widths[1]}"/>'
        f"</w:tblGrid>{lines}</w:tbl>"
    )


def _row(cells: Sequence[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, style: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        + "".join(paragraph(part, style) for part in text.split("\n"))
        + "</w:tc>"
    )


def field(code: str, cached: str) -> str:
    """Return a field with its result, so that nothing asks to be updated."""
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    return (
        f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{separate}'
        f"<w:r><w:t>{cached}</w:t></w:r>{end}"
    )


def document(title: str, body: str, footer: str, *, appendix: bool = False, margin: int = 1247) -> bytes:
    """Return a finished A4 document; the footer's words stand left of “Page x of y”."""
    package = Package()
    main = "word/document.xml"
    package.link("", "officeDocument", main)
    package.add_properties(title)
    number = package.link(main, "footer", "footer1.xml")
    section = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{number}"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{margin}" w:right="1247" w:bottom="{margin}" w:left="1247" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    package.add(
        main,
        f"{_TYPE}.document.main+xml",
        f'<w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body>{body}{section}</w:body></w:document>',
    )
    pages = f'{_runs(footer)}<w:r><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>{field("PAGE", "1")}'
    pages += f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{field("NUMPAGES", "1")}'
    package.add(
        "word/footer1.xml",
        f"{_TYPE}.footer+xml",
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{pages}</w:p></w:ftr>',
    )
    parts = (
        ("styles", f"{_TYPE}.styles+xml", styles()),
        ("numbering", f"{_TYPE}.numbering+xml", numbering(appendix=appendix)),
        ("settings", f"{_TYPE}.settings+xml", _SETTINGS),
    )
    for kind, content_type, xml in parts:
        package.link(main, kind, f"{kind}.xml")
        package.add(f"word/{kind}.xml", content_type, xml)
    package.link(main, "theme", "theme/theme1.xml")
    package.add("word/theme/theme1.xml", THEME_TYPE, theme())
    return package.to_bytes()


_ALIKE = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hyperlink", "followedHyperlink")
_MAPPING = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"} | {name: name for name in _ALIKE}
_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
    f"<w:clrSchemeMapping {' '.join(f'w:{name}={chr(34)}{to}{chr(34)}' for name, to in _MAPPING.items())}/>"
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
