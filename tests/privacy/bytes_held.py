"""Every byte of a file, looked through for a word. It shares nothing with the product's own search."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import quote

_TAG = re.compile(rb"<[^>]*>")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST = 1 << 20


def holds(data: bytes, word: str = "Quillfeather") -> bool:
    """Whether a word stands anywhere in a file: in archives, packed, encoded, escaped or split over runs."""
    forms = [form for each in (word, word.lower(), word.upper()) for form in _forms(each)]
    return any(form in piece for piece in _pieces(data) for form in forms)


def _forms(word: str) -> Iterator[bytes]:
    yield from (word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
    yield word.encode("cp1252", "ignore")
    # Where the word stands among other bytes, base64 has one of three forms: the middle of each is the word's own.
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + word.encode())
        yield coded[4 if shift else 0 : -4]
    yield quote(word).encode()
    yield "".join(f"&#{ord(sign)};" for sign in word).encode()
    yield "".join(f"&#x{ord(sign):x};" for sign in word).encode()
    yield json.dumps(word)[1:-1].encode()


def _pieces(data: bytes) -> Iterator[bytes]:
    yield data
    yield _TAG.sub(b"", data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _pieces(archive.read(name))
        return
    for start in _ZLIB.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[start.start() :], _MOST)
        except zlib.error:
            continue
