"""Pictures without what cameras and editors write into them; the picture itself stays as it was, bit for bit."""

from __future__ import annotations

import struct

from reportgen.office.picture_notes import BLANKED

PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
        b"hIST",
    )
) | {b"acTL", b"fcTL", b"fdAT"}
"""What decides how a PNG looks; all else (texts, dates, camera data) is left out."""

JPEG = b"\xff\xd8"
JFIF, COLOUR_PROFILE, ADOBE, COMMENT, SCAN, END, RESTART = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA, 0xD9, 0xD0
_JFIF_START = b"\xff\xe0\x00\x10"
"""A JFIF segment without the small picture that may follow: it may show what was cut off the large one."""


def strip_metadata(data: bytes) -> bytes:
    """Return the picture without texts, comments, dates, places, thumbnails and what follows its end.

    The format is told by the bytes, never by a name. Formats Office does not draw, and files too damaged to follow,
    come back as they are.
    """
    if data.startswith(PNG):
        return _strip_png(data)
    if data.startswith(JPEG):
        return _strip_jpeg(data)
    for starts, blank in BLANKED:
        if starts(data):
            try:
                return blank(data)
            except (struct.error, IndexError, ValueError):
                return data
    return data


def _strip_png(data: bytes) -> bytes:
    kept = [PNG]
    place = len(PNG)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            return data
        if kind in PNG_KEPT:
            kept.append(data[place:end])
        place = end
        if kind == b"IEND":
            return b"".join(kept)
    return data


def _strip_jpeg(data: bytes) -> bytes:
    kept = [JPEG]
    place, is_drawn = len(JPEG), False
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != END:
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if marker == JFIF and segment[4:9] == b"JFIF\x00":
            kept.append(_JFIF_START + segment[4:16] + b"\0\0")
        elif _is_kept(marker, segment):
            kept.append(segment)
        place += 2 + length
        if marker == SCAN:
            start, place, is_drawn = place, _next_marker(data, place), True
            kept.append(data[start:place])
    # A picture cut short is drawn as far as it goes; what follows a whole one is no part of it.
    return b"".join([*kept, data[place : place + 2]]) if is_drawn else data


def _next_marker(data: bytes, place: int) -> int:
    """Return where the coded lines of a scan end: a 0xFF among them is followed by 0x00 or by a restart's number."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            return len(data)
        if data[place + 1] and not RESTART <= data[place + 1] < RESTART + 8:
            return place
        place += 2


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker == COLOUR_PROFILE:
        return segment[4:16] == b"ICC_PROFILE\x00"
    return marker == ADOBE or not (JFIF <= marker <= 0xEF or marker == COMMENT)
