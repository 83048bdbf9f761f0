"""What editors write into pictures other than PNG and JPEG: comments, authors, paths. The picture stays as it was."""

from __future__ import annotations

import struct
from collections.abc import Callable

from lxml import etree

from reportgen.office.publish_markup import drop_unseen, remove
from reportgen.office.xml import local, parse

_GIF = (b"GIF87a", b"GIF89a")
_TIFF = (b"II*\0", b"MM\0*")
_TIFF_NOTES = frozenset((269, 270, 271, 272, 285, 305, 306, 315, 316, 700, 33432, 33723, 34377, 40091, 40092, 40093,
                         40094, 40095))  # fmt: skip
"""Tags that hold names, descriptions, programs, dates and XMP."""
_TIFF_FOLDERS = (34665, 34853)
"""The tags that lead to a camera's notes and to a place on earth."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_INLINE = 4
_EMF_MARK = b" EMF"
_SVG_NOTES = ("title", "desc", "metadata", "script", "foreignObject")


def _blank_gif(data: bytes) -> bytes:
    """Return a GIF without comments, and without what programs add save how often it plays."""
    colours = 3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0
    place = 13 + colours
    kept = [data[:place]]
    while data[place] != 0x3B:
        start = place
        if data[place] == 0x21:
            label, place = data[place + 1], _past_blocks(data, place + 2)
            is_loop = label == 0xFF and data[start + 3 : start + 11] == b"NETSCAPE"
            if label == 0xF9 or is_loop:
                kept.append(data[start:place])
        elif data[place] == 0x2C:
            table = 3 << ((data[place + 9] & 7) + 1) if data[place + 9] & 0x80 else 0
            place = _past_blocks(data, place + 11 + table)
            kept.append(data[start:place])
        else:
            raise ValueError("a block of no known kind")
    return b"".join([*kept, b"\x3b"])


def _past_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1


def _blank_webp(data: bytes) -> bytes:
    """Return a WebP without camera data, XMP and what follows its end."""
    (length,) = struct.unpack_from("<I", data, 4)
    place, kept = 12, []
    while place + 8 <= min(8 + length, len(data)):
        kind, (size,) = data[place : place + 4], struct.unpack_from("<I", data, place + 4)
        end = place + 8 + size + size % 2
        chunk = data[place:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            kept.append(chunk)
        place = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _blank_tiff(data: bytes) -> bytes:
    """Return a TIFF with zeros for its texts, dates, places and camera data."""
    order = "<" if data.startswith(b"II") else ">"
    made = bytearray(data)
    (folder,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while folder and folder not in seen:
        seen.add(folder)
        folder = _blank_folder(made, order, folder, is_notes=False)
    return bytes(made)


def _blank_folder(made: bytearray, order: str, folder: int, *, is_notes: bool) -> int:
    """Blank the notes of one folder of tags, all of it where it is a camera's; return where the next one stands."""
    (count,) = struct.unpack_from(f"{order}H", made, folder)
    for number in range(count):
        entry = folder + 2 + 12 * number
        tag, kind, values = struct.unpack_from(f"{order}HHI", made, entry)
        size = _SIZES.get(kind, 1) * values
        (place,) = struct.unpack_from(f"{order}I", made, entry + 8)
        if tag in _TIFF_FOLDERS and not is_notes:
            _blank_folder(made, order, place, is_notes=True)
        elif is_notes or tag in _TIFF_NOTES:
            start = entry + 8 if size <= _INLINE else place
            made[start : start + size] = bytes(len(made[start : start + size]))
    (following,) = struct.unpack_from(f"{order}I", made, folder + 2 + 12 * count)
    return int(following)


def _blank_emf(data: bytes) -> bytes:
    """Return a Windows metafile with zeros for the name of its program and picture, and without what follows it."""
    size, _records, _handles, _reserved, length, place = struct.unpack_from("<IIHHII", data, 48)
    made = bytearray(data[:size])
    made[place : place + 2 * length] = bytes(len(made[place : place + 2 * length]))
    return bytes(made)


def _blank_svg(data: bytes) -> bytes:
    """Return a drawing without titles, remarks and notes of its editor; a picture's own words are its alt text."""
    root = parse(data)
    before = etree.tostring(root.getroottree())
    root = drop_unseen(root)
    for element in [each for each in root.iter(etree.Element) if local(each) in _SVG_NOTES]:
        remove(element)
    after = etree.tostring(root.getroottree())
    return data if after == before else after


def _is_svg(data: bytes) -> bool:
    return b"<svg" in data[:2000]


BLANKED: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], bytes]], ...] = (
    (lambda data: data.startswith(_GIF), _blank_gif),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _blank_webp),
    (lambda data: data.startswith(_TIFF), _blank_tiff),
    (lambda data: data[40:44] == _EMF_MARK, _blank_emf),
    (_is_svg, _blank_svg),
)
"""How each format is known by its bytes, and what blanks its notes."""
