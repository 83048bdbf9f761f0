"""Everything a finished file holds, as text: every part of every archive within it, however it is written down.

For the search of finished files. Nothing is interpreted: a part nothing leads to, a file's name, a picture's notes and
a word split over runs are read like the rest.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_DEEPEST = 5
_BLOCK_END = re.compile(r"</(?:\w+:)?(?:p|tc|tr|si|is|v|f|lvl|pt|title|subject|creator|description|keywords|property|"
                        r"lpwstr|Relationship)>|<(?:\w+:)?(?:br|tab|cr|c)\b[^>]*>")  # fmt: skip
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_GEOMETRY = frozenset({"r", "ref", "spans", "s", "t", "sqref", "dimension"})
"""Attributes that hold cell references and styles."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Stream:
    """Some text of a file: the path of its part (``paper.docx/word/document.xml``) and the text.

    ``is_words`` is false for bytes that were no text to begin with: words are not set apart there, and a short one may
    stand there by chance.
    """

    path: str
    text: str
    is_words: bool = True


def read_streams(data: bytes, path: str, depth: int = 0) -> Iterator[Stream]:
    """Yield all a file holds, archives within archives included, its own name and comments of archives too."""
    yield Stream(path, path)
    if data[:4] == b"PK\x03\x04" and depth < _DEEPEST and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Stream(path, archive.comment.decode("latin-1"))
            for member in archive.infolist():
                yield Stream(path, (member.comment + b" " + member.extra).decode("latin-1"), is_words=False)
                yield from read_streams(archive.read(member), f"{path}/{member.filename}", depth + 1)
        return
    words = _decode(data)
    if words is None:
        yield from _read_bytes(data, path)
    elif ("<" in words[:200] and "</" in words) or words.startswith("<?xml"):
        yield from _read_markup(words, path)
    else:
        yield Stream(path, words)


def _decode(data: bytes) -> str | None:
    """Return the text of bytes that are text, None for others."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:4000]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _read_markup(text: str, path: str) -> Iterator[Stream]:
    """Yield the text of markup with runs joined, the same with every tag a gap, and the values of attributes."""
    shown = _COMMENT.sub(r" \1 ", text)
    yield Stream(path, html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", shown))))
    yield Stream(path, html.unescape(_TAG.sub(" ", shown)))
    # Markup repeats itself: the same few hundred tags stand thousands of times, and each tells its values once.
    tags = (tag for tag in dict.fromkeys(_TAG.findall(text)) if "=" in tag)
    values = dict.fromkeys(
        double or single for tag in tags for name, double, single in _ATTRIBUTE.findall(tag) if name not in _GEOMETRY
    )
    told = (value for value in values if any(sign.isalpha() for sign in value))
    yield Stream(path, html.unescape(unquote("\n".join(told))))


def _read_bytes(data: bytes, path: str) -> Iterator[Stream]:
    """Yield bytes as one-byte and two-byte encodings and UTF-8 would read them, and what a PNG holds packed."""
    yield Stream(path, data.decode("latin-1"), is_words=False)
    yield Stream(path, data.replace(b"\0", b"").decode("latin-1"), is_words=False)
    yield Stream(path, data.decode("utf-8", "ignore"), is_words=False)
    if data.startswith(_PNG):
        yield from (Stream(path, text) for text in _packed_notes(data))


def _packed_notes(data: bytes) -> Iterator[str]:
    position = len(_PNG)
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind, chunk = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        if kind in (b"zTXt", b"iTXt"):
            for start in range(min(len(chunk), 200)):
                try:
                    yield zlib.decompress(chunk[start:]).decode("utf-8", "replace")
                except zlib.error:
                    continue
                break
        position += 12 + length
