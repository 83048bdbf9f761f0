"""How the cells of the workbooks we write look: number formats, and what stands out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Look(Enum):
    """How a column's values are shown; the value is Excel's own number format."""

    TEXT = "@"
    GENERAL = "General"
    WHOLE = "#,##0"
    MONEY = "£#,##0;-£#,##0"
    PERCENT = "0.0%"
    DATE = "dd/mm/yyyy"


class Style(Enum):
    """How a cell stands out: the sheet's title, headings over texts and over numbers, a total, wrapped words."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    NUMBER_HEADING = "heading over numbers"
    HEADING_AFTER_NUMBERS = "heading off the numbers before it"
    TOTAL = "total"
    LINK = "link"
    WRAPPED = "wrapped"
    AFTER_NUMBERS = "wrapped, off the numbers before it"
    SYMBOL = "symbol among numbers"
    TOTAL_SYMBOL = "symbol in a total"


STYLES: Mapping[Style, Mapping[str, object]] = {
    Style.PLAIN: {},
    Style.TITLE: {"bold": True, "font_size": 13},
    Style.HEADING: {"bold": True, "text_wrap": True, "bottom": 1},
    Style.NUMBER_HEADING: {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
    Style.HEADING_AFTER_NUMBERS: {"bold": True, "text_wrap": True, "bottom": 1, "align": "left", "indent": 1},
    Style.TOTAL: {"bold": True, "top": 1},
    Style.LINK: {"font_color": "#0563C1", "underline": 1},
    Style.WRAPPED: {"text_wrap": True},
    Style.AFTER_NUMBERS: {"text_wrap": True, "align": "left", "indent": 1},
    Style.SYMBOL: {"align": "right"},
    Style.TOTAL_SYMBOL: {"bold": True, "top": 1, "align": "right"},
}

HEADINGS = (Style.TITLE, Style.HEADING, Style.NUMBER_HEADING, Style.HEADING_AFTER_NUMBERS)
NUMBERS = (Look.GENERAL, Look.WHOLE, Look.MONEY, Look.PERCENT)
