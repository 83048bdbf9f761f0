"""What text and bytes hold in another form, for the search of files: base64, escapes of addresses and JSON, packed."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

PNG = b"\x89PNG\r\n\x1a\n"
_BASE64 = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST = 4 * 1024 * 1024
"""A packed piece is unpacked so far."""
_PICTURE_DATA = frozenset((b"IDAT", b"fdAT"))


def written_otherwise(text: str) -> Iterator[str]:
    """Yield a text again with its percent signs and its escapes of JSON read, where it has any."""
    if "%" in text:
        yield unquote(text)
    if "\\u" in text or "\\x" in text:
        yield _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), text)


def read_base64(text: str) -> Iterator[bytes]:
    """Yield what runs of letters and figures say if they are base64; an ordinary word says nothing readable."""
    for run in dict.fromkeys(_BASE64.findall(text)):
        coded = run.rstrip("=")
        coded = coded[: len(coded) - (len(coded) % 4 == 1)]
        yield base64.b64decode(coded + "=" * (-len(coded) % 4))


def unpack(data: bytes) -> Iterator[bytes]:
    """Yield what a file that is no archive holds packed: notes of a PNG, streams of a PDF, a file packed by itself."""
    pieces = _notes(data) if data.startswith(PNG) else (data,)
    for piece in pieces:
        at = 0
        while found := _PACKED.search(piece, at):
            packer = zlib.decompressobj(47)  # zlib or gzip, by its first bytes
            at = found.start() + 1
            try:
                yield packer.decompress(piece[found.start() :], _MOST)
            except zlib.error:
                continue
            if packer.eof:
                at = len(piece) - len(packer.unused_data)


def _notes(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG, save those that hold the picture."""
    position = len(PNG)
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        if data[position + 4 : position + 8] not in _PICTURE_DATA:
            yield data[position + 8 : position + 8 + length]
        position += 12 + length
    yield data[position:]
