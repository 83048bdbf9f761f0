"""The look every chart shares: palette, text and line properties, and how wide words are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportgen.office.markup import escape_attribute

INK = "1F2933"
QUIET = "5A6570"
RULE = "D5DBE1"
WHITE = "FFFFFF"
PALETTE = ("12436D", "28A197", "801650", "F46A25")
PAIR = ("12436D", "F46A25")
FALL = "28A197"
RISE = "F46A25"
FONT = "Arial"

EMU_PER_POINT = 12700
NARROW = frozenset("ijl.,:;'|! ()[]ftrI1-")
WIDE = frozenset("mwMW%@&£")


@dataclass(frozen=True, slots=True)
class Frame:
    """The size a chart is drawn at, in points, and the size of its text: what the layout is worked out from."""

    width: float
    height: float
    text: float

    def across(self, points: float) -> float:
        """Return a length as a share of the width."""
        return points / self.width

    def down(self, points: float) -> float:
        """Return a length as a share of the height."""
        return points / self.height


def text_width(text: str, size: float) -> float:
    """Return about how wide the longest line of ``text`` is in Arial, in points; a little more than it is."""
    return _widest(text) * size


@lru_cache(maxsize=4096)
def _widest(text: str) -> float:
    """The width of the longest line at a size of one point; the same few numbers and names come again and again."""
    return max((sum(map(_share, line)) for line in text.split("\n")), default=0.0)


def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 0.88
    return 0.70 if letter.isupper() else 0.56


def wrapped_lines(text: str, size: float, width: float) -> int:
    """Return how many lines ``text`` takes when it is broken at spaces to fit ``width`` points."""
    lines = 0
    for line in text.split("\n"):
        lines += 1
        used = 0.0
        for word in line.split(" "):
            needed = text_width(word + " ", size)
            if used and used + needed > width:
                lines += 1
                used = 0.0
            used += needed
    return lines


def tint(colour: str, share: float = 0.55) -> str:
    """Return ``colour`` mixed with ``share`` of white."""
    parts = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def readable_on(colour: str) -> str:
    """Return white or ink, whichever has the stronger contrast on ``colour``."""
    light = _luminance(colour) + 0.05
    return WHITE if 1.05 / light >= light / (_luminance(INK) + 0.05) else INK


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=256)
def run_properties(tag: str, size: float, colour: str = INK, *, bold: bool = False) -> str:
    """Return ``a:defRPr`` or ``a:rPr``: Arial in ``size`` points."""
    language = ' lang="en-GB"' if tag == "a:rPr" else ""
    return (
        f'<{tag}{language} sz="{round(size * 100)}" b="{int(bold)}" i="0">{solid(colour)}'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></{tag}>'
    )


@lru_cache(maxsize=256)
def text_properties(size: float, colour: str = INK, *, upright: bool = False, whole: bool = False) -> str:
    """Return ``c:txPr``; ``upright`` text is not turned on its side, ``whole`` text not broken into lines."""
    body = '<a:bodyPr rot="0" vert="horz"/>' if upright else '<a:bodyPr wrap="none"/>' if whole else "<a:bodyPr/>"
    defaults = run_properties("a:defRPr", size, colour)
    return f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{defaults}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'


def solid(colour: str) -> str:
    """Return a solid fill."""
    return f'<a:solidFill><a:srgbClr val="{escape_attribute(colour)}"/></a:solidFill>'


def line(colour: str, points: float, *, dash: str = "") -> str:
    """Return ``a:ln`` of a width in points; ``dash`` is one of DrawingML's preset dashes."""
    pattern = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * EMU_PER_POINT)}" cap="rnd">{solid(colour)}{pattern}<a:round/></a:ln>'


NO_LINE = "<a:ln><a:noFill/></a:ln>"
UNSEEN = f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"
