"""What a page's own template holds that a reader does not see: its author, notes of drawings, data of cameras."""

from __future__ import annotations

import base64
import binascii
import re

from reportgen.office.image_metadata import strip_metadata

_META = re.compile(
    r"<meta\b[^>]*\bname\s*=\s*[\"']?(?:author|generator|creator|publisher|owner|reply-to|dc\.[\w.]+)\b[^>]*>\s*",
    re.IGNORECASE,
)
_NOTES = re.compile(r"<metadata\b.*?</metadata\s*>", re.IGNORECASE | re.DOTALL)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL)
_EDITORS = re.compile(r"\s(?:inkscape|sodipodi|xmlns:(?:inkscape|sodipodi)):?[\w-]*\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_PICTURE = re.compile(r"(data:image/[\w.+-]+;base64,)([A-Za-z0-9+/=\s]+)")


def drop_unseen(page: str) -> str:
    """Return a page without its author's name, remarks in styles, notes of drawings and data in pictures."""
    shown = _STYLE.sub(lambda style: _REMARK.sub("", style[0]), _META.sub("", _NOTES.sub("", page)))
    return _PICTURE.sub(_blank_picture, _EDITORS.sub("", shown))


def _blank_picture(found: re.Match[str]) -> str:
    try:
        data = base64.b64decode("".join(found[2].split()), validate=True)
    except binascii.Error:
        return found[0]
    stripped = strip_metadata(data)
    return found[0] if stripped == data else found[1] + base64.b64encode(stripped).decode()
