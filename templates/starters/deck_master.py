"""The slide master and its layouts: one grid, the title always in the same place, nothing decorative."""

from __future__ import annotations

from xml.sax.saxutils import escape

from starters.look import THEME_TYPE, theme
from starters.package import Package
from starters.slide_shapes import EMU, NAMES, Box, columns

TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
TITLE = columns(1, 12, 0.45, 0.95)
RULE_AT = 1.5
TOP, BOTTOM = 1.7, 6.65
FOOT = 6.8
_WIDTH, _HEIGHT = round(13.333 * EMU), round(7.5 * EMU)
_HEAD, _CHART_TOP = 0.4, 2.1
"""The height of a chart's heading, and where the chart begins beneath it."""

Slot = tuple[str, str, int, Box, float]
"""A placeholder: its name, type ("" for any content), index, place and text size in points."""


def _down(top: float, bottom: float = BOTTOM) -> tuple[float, float]:
    return top, bottom - top


def _steps() -> tuple[Slot, ...]:
    """Return the five panels of a sum worked out, a sign between each two."""
    widths, sign = (1.9, 1.9, 1.9, 2.2, 2.633), 0.4
    slots: list[Slot] = []
    x = 0.6
    for number, width in enumerate(widths, 1):
        slots.append((f"Step {number}", "body", 40 + number, Box(x, 2.5, width, 2.6), 20))
        if number < len(widths):
            slots.append((f"Sign {number}", "body", 50 + number, Box(x + width, 2.5, sign, 2.6), 28))
        x += width + sign
    return (
        ("Heading", "body", 13, columns(1, 12, TOP, 0.5), 18), *slots,
        ("Text", "body", 10, columns(1, 12, *_down(5.4)), 20),
    )  # fmt: skip


LAYOUTS: dict[str, tuple[str, tuple[Slot, ...]]] = {
    "Title": ("title", (("Subtitle", "body", 1, columns(1, 10, 3.75, 1.8), 22),)),
    "Section": ("secHead", (("Text", "body", 1, columns(1, 10, 3.75, 1.8), 20),)),
    "Key figures": ("obj", (
        ("Figure 1", "body", 11, columns(1, 6, TOP + 0.1, 2.3), 18),
        ("Figure 2", "body", 12, columns(7, 12, TOP + 0.1, 2.3), 18),
        ("Figure 3", "body", 13, columns(1, 6, TOP + 2.65, 2.3), 18),
        ("Figure 4", "body", 14, columns(7, 12, TOP + 2.65, 2.3), 18),
    )),
    "Panels": ("obj", tuple(
        (f"Panel {number}", "body", 10 + number, columns(4 * number - 3, 4 * number, TOP + 0.1, 4.1), 18)
        for number in (1, 2, 3)
    )),
    "Chart and message": ("obj", (
        ("Heading", "body", 13, columns(1, 12, TOP - 0.05, _HEAD), 18),
        ("Chart", "", 10, columns(1, 8, *_down(_CHART_TOP)), 18),
        ("Message", "body", 11, columns(9, 12, *_down(_CHART_TOP + 0.2)), 20),
    )),
    "Question": ("obj", (
        ("Heading", "body", 13, columns(1, 12, TOP - 0.05, 0.7), 18),
        ("Chart", "", 10, columns(1, 8, *_down(_CHART_TOP + 0.3)), 18),
        ("Message", "body", 11, columns(9, 12, *_down(_CHART_TOP + 0.5)), 20),
    )),
    "Chart": ("obj", (
        ("Heading", "body", 13, columns(1, 12, TOP - 0.05, _HEAD), 18),
        ("Chart", "", 10, columns(1, 12, *_down(_CHART_TOP, 6.0)), 18),
        ("Message", "body", 11, columns(1, 12, *_down(6.08, 6.7)), 18),
    )),
    "Two charts": ("twoObj", (
        ("Left heading", "body", 13, columns(1, 6, TOP - 0.05, 0.7), 18),
        ("Right heading", "body", 14, columns(7, 12, TOP - 0.05, 0.7), 18),
        ("Left chart", "", 10, columns(1, 6, *_down(2.4, 5.9)), 18),
        ("Right chart", "", 11, columns(7, 12, *_down(2.4, 5.9)), 18),
        ("Left note", "body", 15, columns(1, 6, *_down(5.95)), 16),
        ("Right note", "body", 16, columns(7, 12, *_down(5.95)), 16),
    )),
    "Two charts, no notes": ("twoObj", (
        ("Left heading", "body", 13, columns(1, 6, TOP - 0.05, _HEAD), 18),
        ("Right heading", "body", 14, columns(7, 12, TOP - 0.05, _HEAD), 18),
        ("Left chart", "", 10, columns(1, 6, *_down(_CHART_TOP)), 18),
        ("Right chart", "", 11, columns(7, 12, *_down(_CHART_TOP)), 18),
    )),
    "Two charts, right wider": ("twoObj", (
        ("Left heading", "body", 13, columns(1, 5, TOP - 0.05, _HEAD), 18),
        ("Right heading", "body", 14, columns(6, 12, TOP - 0.05, _HEAD), 18),
        ("Left chart", "", 10, columns(1, 5, *_down(_CHART_TOP)), 18),
        ("Right chart", "", 11, columns(6, 12, *_down(_CHART_TOP)), 18),
    )),
    "Table": ("obj", (
        ("Table", "", 10, columns(1, 12, *_down(TOP + 0.05)), 16),
    )),
    "Quotes": ("obj", (
        ("Heading", "body", 14, columns(1, 12, TOP - 0.05, 0.7), 18),
        *(
            (f"Panel {number}", "body", 10 + number, columns(4 * number - 3, 4 * number, TOP + 0.8, 3.8), 20)
            for number in (1, 2, 3)
        ),
    )),
    "Matrix": ("obj", (
        ("Table", "", 10, columns(1, 12, *_down(TOP + 0.05, 6.0)), 18),
        ("Message", "body", 11, columns(1, 12, *_down(6.15, 6.75)), 18),
    )),
    "Timeline": ("obj", (
        ("Table", "", 10, columns(1, 9, *_down(TOP + 0.1)), 16),
        ("Figure 1", "body", 11, columns(10, 12, TOP + 0.1, 2.9), 18),
    )),
    "Ask": ("obj", (
        ("Asks", "body", 10, columns(1, 7, *_down(TOP + 0.1)), 24),
        ("Heading", "body", 13, columns(8, 12, TOP + 0.1, _HEAD), 18),
        ("Table", "", 12, columns(8, 12, *_down(TOP + 0.6)), 16),
    )),
    "Ask alone": ("obj", (
        ("Asks", "body", 10, columns(1, 7, *_down(TOP + 0.1)), 24),
        ("Panel", "body", 11, columns(8, 12, TOP + 0.1, 4.3), 20),
    )),
    "Steps": ("obj", _steps()),
    "Appendix": ("obj", (("Text", "body", 10, columns(1, 11, *_down(TOP + 0.1)), 20),)),
}  # fmt: skip


_TINTED = ("Panel", "Figure", "Step")
"""Placeholders on a tinted ground."""
_PLAIN = (*_TINTED, "Subtitle", "Text", "Message", "Sign", "Left note", "Right note")
"""Placeholders whose paragraphs have no bullets."""


def _slot(number: int, name: str, kind: str, index: int, box: Box | None, body: str, style: str = "") -> str:
    where = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index else "")
    place = box.xml() if box else ""
    if name.startswith(_TINTED):
        place += '<a:solidFill><a:schemeClr val="bg2"/></a:solidFill>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{where}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>{style}{body}</p:txBody></p:sp>"
    )


def _tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:spTree>"
    )


def _words(text: str) -> str:
    return f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r></a:p>'


def _frame(*, anchor: str = "t", inset: int = 0) -> str:
    edges = " ".join(f'{side}="{inset}"' for side in ("lIns", "tIns", "rIns", "bIns"))
    return f'<a:bodyPr {edges} anchor="{anchor}"><a:normAutofit/></a:bodyPr>'


def _plain(size: float, colour: str = "tx1", *, bold: bool = False, centred: bool = False) -> str:
    weight, side = (' b="1"' if bold else ""), (' algn="ctr"' if centred else "")
    return (
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"{side}><a:buNone/><a:defRPr sz="{round(size * 100)}"{weight}>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )


def _line(number: int, name: str, box: Box, colour: str = "accent2", width: int = 19050) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvCxnSpPr><p:spPr>{box.xml()}<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{width}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def _band(number: int) -> str:
    """Return the dark band down the left edge of a cover."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{Box(0, 0, 0.3, 7.5).xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
        '<a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def _foot(first: int) -> str:
    field = (
        '<a:p><a:fld id="{8A2F6C3E-5B1D-4E7A-9C40-3D2E1F0A5B6C}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t>'
        "</a:fld></a:p>"
    )
    quiet = (
        '<a:lstStyle><a:lvl1pPr{}><a:defRPr sz="1000"><a:solidFill><a:srgbClr val="5A6570"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    frame = _frame(anchor="ctr")
    return _slot(
        first,
        "Footer",
        "ftr",
        20,
        columns(1, 11, FOOT, 0.4),
        frame + quiet.format(' algn="l"') + _words("Source and date"),
    ) + _slot(
        first + 1, "Slide number", "sldNum", 21, columns(12, 12, FOOT, 0.4), frame + quiet.format(' algn="r"') + field
    )


def _master(layout_count: int) -> str:
    bullets = "".join(
        f'<a:lvl{level}pPr marL="{level * 228600}" indent="-228600"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcAft><a:spcPts val="800"/></a:spcAft><a:buFont typeface="Arial"/><a:buChar char="•"/>'
        f'<a:defRPr sz="{size}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f"</a:defRPr></a:lvl{level}pPr>"
        for level, size in ((1, 1800), (2, 1600), (3, 1400))
    )
    title_style = (
        '<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:defRPr sz="2800" b="1"><a:solidFill>'
        '<a:schemeClr val="tx2"/></a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
    )
    shapes = (
        _slot(
            2, "Title", "title", 0, TITLE, _frame(anchor="b") + "<a:lstStyle/>" + _words("The message, with its number")
        )
        + _slot(3, "Body", "body", 1, columns(1, 12, *_down(TOP)), _frame() + "<a:lstStyle/>" + _words("Text"))
        + _foot(4)
        + _line(6, "Rule under title", columns(1, 12, RULE_AT, 0))
    )
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(layout_count))
    return (
        f'<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/>'
        f"</p:bgPr></p:bg>{_tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
        'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>{title_style}</p:titleStyle>"
        f'<p:bodyStyle>{bullets}</p:bodyStyle><p:otherStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr>'
        "</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _layout(name: str, kind: str, slots: tuple[Slot, ...]) -> str:
    is_cover = name in ("Title", "Section")
    if is_cover:
        place = columns(1, 11, 1.75, 1.7)
        heading = _slot(
            2, "Title", "ctrTitle" if kind == "title" else "title", 0, place,
            _frame(anchor="b") + _plain(40, "tx2", bold=True) + _words("Title"),
        ) + _line(9, "Rule under title", columns(1, 3, 3.58, 0), width=38100) + _band(8)  # fmt: skip
    else:
        heading = _slot(2, "Title", "title", 0, None, "<a:bodyPr/><a:lstStyle/>" + _words("The message"))
    shapes = heading
    for number, (slot, slot_kind, index, box, size) in enumerate(slots, 10):
        is_heading = "heading" in slot.lower()
        plain = is_heading or slot.startswith(_PLAIN)
        colour = "tx2" if is_heading or slot.startswith("Sign") else "tx1"
        inset = 91440 if slot.startswith("Step") else 182880 if slot.startswith(_TINTED) else 0
        anchor = "ctr" if slot.startswith(("Figure", "Step", "Sign")) else "b" if is_heading else "t"
        style = (
            _plain(size, colour, bold=is_heading or slot.startswith("Sign"), centred=slot.startswith("Sign"))
            if plain or not slot_kind
            else f'<a:lstStyle><a:lvl1pPr><a:defRPr sz="{round(size * 100)}"/></a:lvl1pPr></a:lstStyle>'
        )
        shapes += _slot(number, slot, slot_kind, index, box, _frame(anchor=anchor, inset=inset) + style + _words(slot))
    shapes += _foot(30)
    hidden = ' showMasterSp="0"' if is_cover else ""
    ground = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    return (
        f'<p:sldLayout {NAMES} type="{kind}" preserve="1" userDrawn="1"{hidden}><p:cSld name="{escape(name)}">'
        f"{ground if is_cover else ''}{_tree(shapes)}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _notes_master() -> str:
    return (
        f'<p:notesMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>"
        + _tree(
            _slot(2, "Slide image", "sldImg", 2, None, "")
            .replace("<p:txBody></p:txBody>", "")
            .replace(
                "<p:spPr></p:spPr>",
                f'<p:spPr>{Box(0.75, 0.6, 6, 3.375).xml()}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>',
            )
            .replace('noGrp="1"', 'noGrp="1" noRot="1" noChangeAspect="1"')
            + _slot(3, "Notes", "body", 3, Box(0.75, 4.3, 6, 5.4), "<a:bodyPr/><a:lstStyle/>" + _words("Notes"))
        )
        + '</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        '<p:notesStyle><a:lvl1pPr><a:spcAft><a:spcPts val="600"/></a:spcAft><a:defRPr sz="1200" lang="en-GB"/>'
        "</a:lvl1pPr></p:notesStyle></p:notesMaster>"
    )


def add_masters(package: Package) -> None:
    """Add the master, its layouts, the notes master and their themes."""
    master = "ppt/slideMasters/slideMaster1.xml"
    for number, (name, (kind, slots)) in enumerate(LAYOUTS.items(), 1):
        part = f"ppt/slideLayouts/slideLayout{number}.xml"
        package.link(master, "slideLayout", f"../slideLayouts/slideLayout{number}.xml")
        package.link(part, "slideMaster", "../slideMasters/slideMaster1.xml")
        package.add(part, f"{TYPE}.slideLayout+xml", _layout(name, kind, slots))
    package.link(master, "theme", "../theme/theme1.xml")
    package.add(master, f"{TYPE}.slideMaster+xml", _master(len(LAYOUTS)))
    package.link("ppt/notesMasters/notesMaster1.xml", "theme", "../theme/theme2.xml")
    package.add("ppt/notesMasters/notesMaster1.xml", f"{TYPE}.notesMaster+xml", _notes_master())
    for number in (1, 2):
        package.add(f"ppt/theme/theme{number}.xml", THEME_TYPE, theme())


def presentation(slide_ids: list[str], master: str, notes_master: str) -> str:
    """Return the presentation part for slides related by those ids."""
    slides = "".join(f'<p:sldId id="{256 + n}" r:id="{link}"/>' for n, link in enumerate(slide_ids))
    return (
        f'<p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="{master}"/>'
        f'</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="{notes_master}"/></p:notesMasterIdLst>'
        f'<p:sldIdLst>{slides}</p:sldIdLst><p:sldSz cx="{_WIDTH}" cy="{_HEIGHT}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/>'
        '<p:defaultTextStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr></p:defaultTextStyle></p:presentation>'
    )
