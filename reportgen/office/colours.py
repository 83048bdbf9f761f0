"""Colours as they are seen: themes, tints and shades worked out, and how well one stands out from another.

Contrast is that of WCAG 2.2: the ratio of the relative luminances, from 1 (the same) to 21 (black on white).
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from reportgen.office.names import a, w
from reportgen.office.opened import OpenedFile
from reportgen.office.xml import local

WCAG_TEXT = 4.5
WCAG_LARGE_TEXT = 3.0
LARGE_POINTS = 18
LARGE_BOLD_POINTS = 14


class Colour(NamedTuple):
    """Red, green and blue, each from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def hex(self) -> str:
        """``#12436D``."""
        return "#" + "".join(f"{round(each * 255):02X}" for each in self)


BLACK = Colour(0, 0, 0)
WHITE = Colour(1, 1, 1)
Theme = Mapping[str, Colour]
"""The colours of a file by their names: ``dk1``, ``lt1``, ``accent1``, and what text and background stand for."""

_PRESET = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "darkGray": "A9A9A9", "dkGray": "A9A9A9", "lightGray": "D3D3D3",
    "ltGray": "D3D3D3", "silver": "C0C0C0", "orange": "FFA500", "navy": "000080", "teal": "008080",
    "purple": "800080", "maroon": "800000", "lime": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF",
    "darkRed": "8B0000", "darkGreen": "006400", "darkBlue": "00008B", "darkCyan": "008B8B", "darkMagenta": "8B008B",
    "darkYellow": "808000",
}  # fmt: skip
_WORD_NAMES = {
    "dark1": "dk1", "text1": "tx1", "light1": "lt1", "background1": "bg1", "dark2": "dk2", "text2": "tx2",
    "light2": "lt2", "background2": "bg2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PLAIN = {"dk1": BLACK, "lt1": WHITE, "dk2": BLACK, "lt2": WHITE}


def from_hex(text: str) -> Colour | None:
    """Return the colour of six hexadecimal digits, None for anything else (``auto``)."""
    digits = text.lstrip("#")
    if len(digits) != 6 or any(digit not in "0123456789abcdefABCDEF" for digit in digits):
        return None
    return Colour(*(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)))


def named(name: str) -> Colour | None:
    """Return a colour by the name Office gives it, None for one it does not know."""
    return from_hex(_PRESET.get(name, ""))


def contrast(one: Colour, other: Colour) -> float:
    """Return how well two colours can be told apart: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def needed_contrast(points: float, bold: bool) -> float:
    """Return the contrast that text of a size needs."""
    large = points >= LARGE_POINTS or (bold and points >= LARGE_BOLD_POINTS)
    return WCAG_LARGE_TEXT if large else WCAG_TEXT


def _luminance(colour: Colour) -> float:
    return sum(share * _linear(each) for share, each in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _from_linear(value: float) -> float:
    value = min(max(value, 0), 1)
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def read_theme(file: OpenedFile, owner: str, mapping: Mapping[str, str] = USUAL) -> Theme:
    """Return the colours of the theme that a part names; black on white where it names none."""
    colours = dict(_PLAIN)
    for part in file.related(owner, "theme")[:1]:
        root = file.roots.get(part)
        scheme = None if root is None else next(root.iter(a("clrScheme")), None)
        for entry in () if scheme is None else scheme:
            colour = next((_basic(child, {}) for child in entry), None)
            if colour is not None:
                colours[local(entry)] = colour
    for name, stands_for in mapping.items():
        if stands_for in colours:
            colours[name] = colours[stands_for]
    return colours


def word_colour(element: etree._Element, theme: Theme, kind: str = "") -> Colour | None:
    """Return the colour of a ``w:color``, or with ``kind`` "Fill" the fill of a ``w:shd``; None for automatic."""
    prefix = "theme" if not kind else f"theme{kind}"
    name = element.get(w("themeColor" if not kind else "themeFill"), "")
    colour = theme.get(_WORD_NAMES.get(name, name))
    if colour is None:
        return from_hex(element.get(w("val" if not kind else "fill"), ""))
    tint, shade = element.get(w(f"{prefix}Tint"), ""), element.get(w(f"{prefix}Shade"), "")
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    if shade:
        light *= int(shade, 16) / 255
    if tint:
        light = light * int(tint, 16) / 255 + 1 - int(tint, 16) / 255
    return Colour(*colorsys.hls_to_rgb(hue, light, saturation)) if tint or shade else colour


def drawn_colour(holder: etree._Element | None, theme: Theme, behind: Colour = WHITE) -> Colour | None:
    """Return the colour in a ``solidFill`` or its like, over what is behind it; None where it holds none."""
    for element in () if holder is None else holder:
        colour = _basic(element, theme)
        if colour is not None:
            for change in element:
                colour = _changed(colour, local(change), int(change.get("val", "0")) / 100_000, behind)
            return colour
    return None


def _basic(element: etree._Element, theme: Theme) -> Colour | None:
    kind, value = local(element), element.get("val", "")
    if kind == "srgbClr":
        return from_hex(value)
    if kind == "sysClr":
        return from_hex(element.get("lastClr", "")) or (WHITE if value == "window" else BLACK)
    if kind == "schemeClr":
        return theme.get(value)
    if kind == "prstClr":
        return named(value)
    if kind == "scrgbClr":
        return Colour(*(_from_linear(int(element.get(each, "0")) / 100_000) for each in "rgb"))
    if kind == "hslClr":
        hue = int(element.get("hue", "0")) / 21_600_000
        return Colour(*colorsys.hls_to_rgb(hue, *(int(element.get(each, "0")) / 100_000 for each in ("lum", "sat"))))
    return None


def _changed(colour: Colour, kind: str, amount: float, behind: Colour) -> Colour:
    if kind == "alpha":
        return Colour(*(each * amount + under * (1 - amount) for each, under in zip(colour, behind, strict=True)))
    if kind == "shade":
        return Colour(*(_from_linear(_linear(each) * amount) for each in colour))
    if kind == "tint":
        return Colour(*(_from_linear(_linear(each) * amount + 1 - amount) for each in colour))
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    if kind in ("lumMod", "lumOff", "lum"):
        light = {"lumMod": light * amount, "lumOff": light + amount, "lum": amount}[kind]
    elif kind in ("satMod", "satOff", "sat"):
        saturation = {"satMod": saturation * amount, "satOff": saturation + amount, "sat": amount}[kind]
    else:
        return colour
    return Colour(*colorsys.hls_to_rgb(hue, min(max(light, 0), 1), min(max(saturation, 0), 1)))


def fill_colours(properties: etree._Element | None, theme: Theme, behind: Colour) -> tuple[Colour, ...] | None:
    """Return the colours of the fill in shape, cell or background properties: every stop of a gradient.

    None where nothing is filled, an empty tuple for a picture or pattern whose colours are not known.
    """
    for fill in () if properties is None else properties:
        kind = local(fill)
        if kind == "solidFill":
            colour = drawn_colour(fill, theme, behind)
            return () if colour is None else (colour,)
        if kind == "gradFill":
            stops = (drawn_colour(stop, theme, behind) for stop in fill.iter(a("gs")))
            return tuple(dict.fromkeys(stop for stop in stops if stop is not None))
        if kind == "pattFill":
            both = (drawn_colour(fill.find(a(each)), theme, behind) for each in ("fgClr", "bgClr"))
            return tuple(each for each in both if each is not None)
        if kind == "blipFill":
            return ()
    return None


def is_saturated(colour: Colour) -> bool:
    """Whether a colour is a strong one, such as red, amber or green, and no grey or tint."""
    _, light, saturation = colorsys.rgb_to_hls(*colour)
    return saturation > 0.4 and 0.15 < light < 0.8


def is_red(colour: Colour) -> bool:
    """Whether a colour is read as red."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return (hue < 0.045 or hue > 0.945) and saturation > 0.4 and 0.15 < light < 0.75
