"""The styles and numbering of the Word templates."""

from __future__ import annotations

from starters.look import FONT, HEADING, INK, QUIET, RULE, TINT

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INDENT = 680
"""Where numbered text starts, in twips; its number hangs to the left of it."""


def _style(
    identifier: str,
    name: str,
    *,
    based_on: str = "Normal",
    next_style: str = "",
    paragraph: str = "",
    run: str = "",
) -> str:
    following = f'<w:next w:val="{next_style}"/>' if next_style else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _run(size: float, *, bold: bool = False, colour: str = "") -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    half_points = round(size * 2)
    return f'{weight}{ink}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _numbered(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _spacing(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _box(colour: str, width: int, space: int = 6) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return f"<w:pBdr>{edges}</w:pBdr>"


def _tint(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _paragraph_styles() -> str:
    keep = "<w:keepNext/><w:keepLines/>"
    inset = '<w:ind w:left="140" w:right="140"/>'
    box = _box(HEADING, 8)
    tinted = _box(TINT, 4) + _tint(TINT)
    return (
        "".join(
            (
                _style(
                    "Title",
                    "Title",
                    next_style="Normal",
                    paragraph=keep + _spacing(0, 120),
                    run=_run(20, bold=True, colour=HEADING),
                ),
                _style(
                    "Heading1",
                    "heading 1",
                    next_style="NumberedParagraph",
                    paragraph=keep + _numbered(0, 1) + _spacing(180, 60) + '<w:outlineLvl w:val="0"/>',
                    run=_run(16, bold=True, colour=HEADING),
                ),
                _style(
                    "Heading2",
                    "heading 2",
                    next_style="NumberedParagraph",
                    paragraph=keep + _spacing(180, 60) + '<w:outlineLvl w:val="1"/>',
                    run=_run(13.5, bold=True, colour=HEADING),
                ),
                _style(
                    "Heading3",
                    "heading 3",
                    next_style="Normal",
                    paragraph=keep + _spacing(160, 60) + '<w:outlineLvl w:val="2"/>',
                    run=_run(12, bold=True, colour=HEADING),
                ),
                _style("NumberedParagraph", "Numbered paragraph", paragraph=_numbered(1, 1)),
                _style("ListBullet", "List Bullet", paragraph=_numbered(0, 2) + "<w:contextualSpacing/>"),
                _style("SummaryLine", "Summary line", paragraph=_numbered(0, 3) + _spacing(0, 80)),
                _style(
                    "Caption",
                    "caption",
                    next_style="Normal",
                    paragraph=keep + _spacing(120, 50),
                    run=_run(11, bold=True, colour=HEADING),
                ),
                _style("Note", "Note", paragraph="<w:keepLines/>" + _spacing(60, 120, 252), run=_run(10, colour=QUIET)),
                # Not kept with the note: LibreOffice leaves a caption behind where more than three paragraphs hold on.
                _style(
                    "ShownBy",
                    "What this shows",
                    next_style="NumberedParagraph",
                    paragraph="<w:keepLines/>" + _spacing(60, 60),
                ),
                _style("TableText", "Table text", paragraph=_spacing(20, 20, 240), run=_run(10)),
                _style(
                    "TableHeading",
                    "Table heading",
                    based_on="TableText",
                    paragraph="<w:keepNext/>",
                    run=_run(10, bold=True, colour="FFFFFF"),
                ),
                _style("TableLabel", "Table label", based_on="TableText", run=_run(10, bold=True, colour=HEADING)),
                _style(
                    "Recommendation",
                    "Recommendation",
                    paragraph="<w:keepLines/>" + box + _spacing(0, 0) + inset,
                ),
                _style(
                    "RecommendationItem",
                    "Recommendation item",
                    based_on="Recommendation",
                    paragraph="<w:keepLines/>" + _numbered(0, 4) + box + inset,
                ),
                _style(
                    "Reading", "How to read", paragraph="<w:keepLines/>" + tinted + _spacing(0, 0) + inset, run=_run(11)
                ),
                _style(
                    "ReadingHeading",
                    "How to read heading",
                    based_on="Reading",
                    next_style="Reading",
                    paragraph="<w:keepNext/>" + '<w:outlineLvl w:val="1"/>',
                    run=_run(11, bold=True, colour=HEADING),
                ),
                _style(
                    "Question",
                    "Question",
                    next_style="Answer",
                    paragraph=keep + _spacing(140, 20) + '<w:outlineLvl w:val="1"/>',
                    run=_run(12, bold=True),
                ),
                _style("Answer", "Answer", paragraph="<w:keepLines/>" + _spacing(0, 80)),
                _style("Compact", "Compact", paragraph="<w:keepLines/>" + _spacing(0, 60, 240), run=_run(10.5)),
                _style("Action", "Action", paragraph="<w:keepLines/>" + _spacing(120, 120), run=_run(12, bold=True)),
                _style("ActionRight", "Action right", based_on="Action", paragraph='<w:jc w:val="right"/>'),
                _style("Contents", "Contents list", paragraph=_numbered(0, 5) + "<w:contextualSpacing/>"),
                _style(
                    "Footer",
                    "footer",
                    paragraph=f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/></w:pBdr>'
                    '<w:tabs><w:tab w:val="right" w:pos="9411"/></w:tabs>' + _spacing(0, 0, 240),
                    run=_run(9, colour=QUIET),
                ),
            )
        )
        .replace("<w:pPr></w:pPr>", "")
        .replace("<w:rPr></w:rPr>", "")
    )


def _table_style() -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:pPr><w:spacing w:before="20" w:after="20" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:rPr>{_run(10)}</w:rPr><w:tblPr><w:tblBorders><w:bottom {rule}/>'
        f"<w:insideH {rule}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr>'
        f"{_tint(HEADING)}</w:tcPr></w:tblStylePr>"
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>'
    )


def styles() -> str:
    """Return the styles part."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="1D5FA8" w:themeColor="hyperlink"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    )
    return f'<w:styles xmlns:w="{W}">{defaults}{normal}{_paragraph_styles()}{_table_style()}</w:styles>'


def _level(
    level: int, form: str, text: str, left: int, hanging: int, style: str = "", run: str = "", *, suffix: str = ""
) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    after = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}{after}'
        f'<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{look}</w:lvl>'
    )


def numbering(*, appendix: bool = False) -> str:
    """Return the numbering part: headings with paragraphs (letters for appendices), bullets, summary, boxes."""
    first = _level(0, "upperLetter", "%1", INDENT, INDENT, "Heading1") if appendix else ""
    lists = (
        ("multilevel", (first or _level(0, "decimal", "%1", INDENT, INDENT, "Heading1"))
         + _level(1, "decimal", "%1.%2", INDENT, INDENT, "NumberedParagraph", f'<w:color w:val="{QUIET}"/>')),
        ("singleLevel", _level(0, "bullet", "•", INDENT + 320, 320, "ListBullet")),
        ("singleLevel", _level(0, "decimal", "%1", INDENT, INDENT, "SummaryLine",
                               f'<w:b/><w:color w:val="{HEADING}"/>')),
        ("singleLevel", _level(0, "lowerRoman", "%1)", 140, 0, "RecommendationItem", suffix="space")),
        ("singleLevel", _level(0, "upperLetter" if appendix else "decimal", "%1", INDENT, INDENT, "Contents")),
    )  # fmt: skip
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for number, (kind, levels) in enumerate(lists, 1)
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(lists) + 1)
    )
    return f'<w:numbering xmlns:w="{W}">{abstract}{used}</w:numbering>'
