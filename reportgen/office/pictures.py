"""Pictures put into documents: what kind they are and how large, read from their own bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from reportgen.office.image_metadata import JPEG, PNG, strip_metadata

_EMU_PER_INCH = 914_400
_SCREEN_DPI = 96
_MOST_PIXELS = 100_000_000
_PNG_END = b"IEND\xaeB`\x82"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG segments that say how large the picture is."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture ready to be embedded: without metadata, its ending and type, and its own size in EMU."""

    data: bytes
    extension: str
    content_type: str
    width: int
    height: int


def read_picture(data: bytes) -> PictureFile:
    """Return a PNG or JPEG picture with its size.

    Raises:
        ValueError: it is no PNG or JPEG, is cut short, or is larger than any page can show.
    """
    if data.startswith(PNG):
        (width, height), (across, down) = _read_png(data)
        kind = ("png", "image/png")
    elif data.startswith(JPEG):
        (width, height), (across, down) = _read_jpeg(data)
        kind = ("jpeg", "image/jpeg")
    else:
        raise ValueError("the picture is neither a PNG nor a JPEG file")
    if not 0 < width * height <= _MOST_PIXELS:
        raise ValueError(f"the picture has {width:,} × {height:,} points, which no page can show")
    size = round(width * _EMU_PER_INCH / (across or _SCREEN_DPI)), round(height * _EMU_PER_INCH / (down or _SCREEN_DPI))
    return PictureFile(strip_metadata(data), *kind, *size)


Pair = tuple[float, float]


def _read_png(data: bytes) -> tuple[tuple[int, int], Pair]:
    if data[12:16] != b"IHDR" or _PNG_END not in data:
        raise ValueError("the PNG picture is damaged or cut short")
    width, height = struct.unpack_from(">II", data, 16)
    density = (0.0, 0.0)
    place = 8
    while place + 21 <= len(data) and data[place + 4 : place + 8] != b"IDAT":
        (length,) = struct.unpack_from(">I", data, place)
        if data[place + 4 : place + 8] == b"pHYs":
            across, down, unit = struct.unpack_from(">IIB", data, place + 8)
            density = (across * 0.0254, down * 0.0254) if unit == 1 else density
        place += 12 + length
    return (width, height), density


def _read_jpeg(data: bytes) -> tuple[tuple[int, int], Pair]:
    density = (0.0, 0.0)
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return (width, height), density
        if marker == 0xE0 and data[place + 4 : place + 9] == b"JFIF\0" and place + 16 <= len(data):
            unit, across, down = struct.unpack_from(">BHH", data, place + 11)
            density = {1: (float(across), float(down)), 2: (across * 2.54, down * 2.54)}.get(unit, density)
        place += 2 + length
    raise ValueError("the JPEG picture is damaged or cut short")
