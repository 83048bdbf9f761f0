"""Pictures without what cameras and editors write into them; the picture itself stays as it was, bit for bit."""

from __future__ import annotations

import struct

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
JFIF, COLOUR_PROFILE, ADOBE, COMMENT, SCAN = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA


def strip_metadata(data: bytes) -> bytes:
    """Return the picture without texts, comments, dates, places and thumbnails.

    JPEG and PNG only; other formats, and files too damaged to follow, come back as they are.
    """
    if data.startswith(PNG):
        return _strip_png(data)
    if data.startswith(JPEG):
        return _strip_jpeg(data)
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
    place = len(JPEG)
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == SCAN:
            return b"".join([*kept, data[place:]])
        (length,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if _is_kept(marker, segment):
            kept.append(segment)
        place += 2 + length
    return data


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker == COLOUR_PROFILE:
        return segment[4:16] == b"ICC_PROFILE\x00"
    return marker in (JFIF, ADOBE) or not (JFIF <= marker <= 0xEF or marker == COMMENT)
