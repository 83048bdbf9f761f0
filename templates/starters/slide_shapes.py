"""Building blocks of the slides: text boxes and placeholders placed in inches, tables that repeat a row, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from starters.look import A

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
EMU = 914_400


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide, in inches."""

    x: float
    y: float
    width: float
    height: float

    def xml(self, prefix: str = "a") -> str:
        """Return the transform."""
        x, y, cx, cy = (round(value * EMU) for value in (self.x, self.y, self.width, self.height))
        return f'<{prefix}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></{prefix}:xfrm>'


def columns(first: int, last: int, y: float, height: float) -> Box:
    """Return the box over grid columns ``first`` to ``last`` of twelve, between margins of 0.6 in."""
    column, gutter = (13.333 - 1.2 - 11 * 0.25) / 12, 0.25
    x = 0.6 + (first - 1) * (column + gutter)
    return Box(x, y, (last - first + 1) * column + (last - first) * gutter, height)


@dataclass(frozen=True, slots=True)
class Look:
    """How a text's paragraphs look; blanks are inherited."""

    size: float = 0
    colour: str = ""
    is_bold: bool = False
    after: int = 0
    is_plain: bool = False


def text_run(words: str, look: Look = Look(), *, bold: bool = False) -> str:
    """Return a run."""
    attributes = ' lang="en-GB"' + (f' sz="{round(look.size * 100)}"' if look.size else "")
    attributes += ' b="1"' if bold or look.is_bold else ""
    fill = f'<a:solidFill><a:schemeClr val="{look.colour}"/></a:solidFill>' if look.colour else ""
    properties = f"<a:rPr{attributes}>{fill}</a:rPr>" if fill else f"<a:rPr{attributes}/>"
    return f"<a:r>{properties}<a:t>{escape(words)}</a:t></a:r>"


def text_paragraph(text: str, look: Look = Look()) -> str:
    """Return a paragraph; ``**`` marks bold words."""
    runs = "".join(text_run(words, look, bold=bool(n % 2)) for n, words in enumerate(text.split("**")) if words)
    spacing = f'<a:spcAft><a:spcPts val="{look.after * 100}"/></a:spcAft>' if look.after else ""
    if look.is_plain:
        return f'<a:p><a:pPr marL="0" indent="0">{spacing}<a:buNone/></a:pPr>{runs}</a:p>'
    return f"<a:p>{f'<a:pPr>{spacing}</a:pPr>' if spacing else ''}{runs}</a:p>"


def paragraphs(texts: Sequence[str | tuple[str, Look]]) -> str:
    """Return paragraphs, each with a look of its own where it has one."""
    return "".join(text_paragraph(*([text] if isinstance(text, str) else text)) for text in texts)


def placeholder(
    number: int, name: str, kind: str, index: int, texts: Sequence[str | tuple[str, Look]], box: Box | None = None
) -> str:
    """Return a slide's shape in one of its layout's placeholders."""
    where = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index else "")
    place = box.xml() if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{where}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs(texts)}</p:txBody></p:sp>"
    )


def text_box(
    number: int,
    name: str,
    box: Box,
    texts: Sequence[str | tuple[str, Look]],
    *,
    fill: str = "",
    anchor: str = "t",
    inset: float = 0.0,
) -> str:
    """Return a free text box, tinted where ``fill`` names a theme colour."""
    paint = f'<a:solidFill><a:schemeClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    edge = round(inset * EMU)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{box.xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{paint}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="{edge}" tIns="{edge}" rIns="{edge}" bIns="{edge}" anchor="{anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs(texts)}</p:txBody></p:sp>"
    )


def row_table(number: int, name: str, box: Box, loop: str, cells: Sequence[tuple[str, str, int]], size: float) -> str:
    """Return a table with one row an item: columns as (heading, cell, share of the width)."""
    total = sum(share for _, _, share in cells)
    widths = [round(box.width * EMU * share / total) for _, _, share in cells]
    height = round(0.42 * EMU)
    rows = [_row([_cell(title, size, is_heading=True) for title, _, _ in cells], height)]
    for texts in (
        [f"{{%tr for {loop} %}}"] + [""] * (len(cells) - 1),
        [text for _, text, _ in cells],
        ["{%tr endfor %}"] + [""] * (len(cells) - 1),
    ):
        rows.append(_row([_cell(text, size) for text in texts], height))
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{escape(name)}" descr="{escape(name)}"/>'
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{box.xml("p")}<a:graphic><a:graphicData uri="{A.replace("/main", "/table")}"><a:tbl>'
        f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{"".join(rows)}</a:tbl></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def _row(cells: Sequence[str], height: int) -> str:
    return f'<a:tr h="{height}">{"".join(cells)}</a:tr>'


def _cell(text: str, size: float, *, is_heading: bool = False) -> str:
    look = Look(size, "bg1" if is_heading else "tx1", is_heading)
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    rule = '<a:lnB w="9525"><a:solidFill><a:srgbClr val="D5DBE1"/></a:solidFill></a:lnB>'
    fill = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>' if is_heading else "<a:noFill/>"
    body = text_paragraph(text, look) if text else f'<a:p><a:endParaRPr lang="en-GB" sz="{round(size * 100)}"/></a:p>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>"
        f'<a:tcPr marL="72000" marR="72000" marT="45720" marB="45720" anchor="ctr">{none}{rule}{fill}</a:tcPr></a:tc>'
    )
