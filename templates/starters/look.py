"""Colours, fonts and the theme the starter templates share."""

from __future__ import annotations

INK, HEADING, QUIET, RULE, TINT = "1F2933", "12436D", "5A6570", "D5DBE1", "EEF3F8"
ACCENTS = ("12436D", "28A197", "801650", "F46A25", "2073BC", "6BACE6")
FONT = "Arial"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


def theme() -> str:
    """Return the theme part: the palette and Arial, flat fills and thin lines."""
    colours = [("dk1", INK), ("lt1", "FFFFFF"), ("dk2", HEADING), ("lt2", TINT)]
    colours += [(f"accent{number}", colour) for number, colour in enumerate(ACCENTS, 1)]
    colours += [("hlink", "1D5FA8"), ("folHlink", "801650")]
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in colours)
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    plain = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{A}" name="Committee"><a:themeElements>'
        f'<a:clrScheme name="Committee">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Committee"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Committee"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{plain * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
