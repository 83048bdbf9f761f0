"""Everything a finished file holds, as text: every part of every archive within it, however it is written down.

For the search of finished files. Nothing is interpreted: a part nothing leads to, a file's name, a picture's notes and
a word split over runs are read like the rest.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.office.stream_codes import read_base64, unpack, written_otherwise

_DEEPEST = 5
_BLOCK_END = re.compile(r"</(?:\w+:)?(?:p|tc|tr|si|is|v|f|lvl|pt|title|subject|creator|description|keywords|property|"
                        r"lpwstr|Relationship)>|<(?:\w+:)?(?:br|tab|cr|c)\b[^>]*>")  # fmt: skip
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_INSTRUCTION = re.compile(r"<\?(?!xml\s)(.*?)\?>", re.DOTALL)
_PAGE_CODES = re.compile(r"&amp;(?:[A-Z]|[0-9]+|&quot;.*?&quot;|\"[^\"]*\")")
"""What stands among the words of a sheet's or chart's page header: &L for left, &12 for a size."""
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_GEOMETRY = frozenset({"r", "ref", "spans", "s", "t", "sqref", "dimension"})
"""Attributes that hold cell references and styles."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


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
    if b"PK\x03\x04" in data and depth < _DEEPEST and zipfile.is_zipfile(io.BytesIO(data)):
        yield from _read_archive(data, path, depth)
        return
    words = _decode(data)
    if words is None:
        yield from _read_bytes(data, path, depth)
        return
    is_markup = ("<" in words[:200] and "</" in words) or words.startswith("<?xml")
    for text in _read_markup(words) if is_markup else (words,):
        yield Stream(path, text)
        yield from (Stream(path, other) for other in written_otherwise(text))
    if depth < _DEEPEST:
        for coded in read_base64(words):
            if _is_readable(coded):
                yield from read_streams(coded, path, depth + 1)


def _read_archive(data: bytes, path: str, depth: int) -> Iterator[Stream]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield Stream(path, archive.comment.decode("latin-1"))
        members = archive.infolist()
        for member in members:
            yield Stream(path, (member.comment + b" " + member.extra).decode("latin-1"), is_words=False)
            yield from read_streams(archive.read(member), f"{path}/{member.filename}", depth + 1)
        yield Stream(path, _beside(data, members, archive.start_dir), is_words=False)


def _beside(data: bytes, members: list[zipfile.ZipInfo], end: int) -> str:
    """Return the bytes of an archive that belong to no member: before the first, after each, within the list."""
    pieces = []
    at = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        pieces.append(data[at : member.header_offset])
        head = data[member.header_offset : member.header_offset + 30]
        at = member.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        pieces.append(data[member.header_offset + 30 : at])
        at += member.compress_size
    pieces += [data[at:end], data[end:]]
    return b"\n".join(pieces).decode("latin-1")


def _is_readable(data: bytes) -> bool:
    """Whether bytes read as base64 may be more than a word taken for it: text, or a file of some size."""
    return len(data) > _SOME or (data.isascii() and data.decode("ascii").isprintable()) or b"\0" in data


_SOME = 200


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


def _read_markup(text: str) -> Iterator[str]:
    """Yield the text of markup with runs joined, the same with every tag a gap, and the values of attributes."""
    shown = _INSTRUCTION.sub(r" \1 ", _COMMENT.sub(r" \1 ", text))
    if "Header>" in shown or "Footer>" in shown:
        shown = _PAGE_CODES.sub(" ", shown)
    yield html.unescape(_TAG.sub("", _BLOCK_END.sub(" ", shown)))
    yield html.unescape(_TAG.sub(" ", shown))
    # Markup repeats itself: the same few hundred tags stand thousands of times, and each tells its values once.
    tags = (tag for tag in dict.fromkeys(_TAG.findall(text)) if "=" in tag)
    values = dict.fromkeys(
        double or single for tag in tags for name, double, single in _ATTRIBUTE.findall(tag) if name not in _GEOMETRY
    )
    told = (value for value in values if any(sign.isalpha() for sign in value))
    yield html.unescape("\n".join(told))


def _read_bytes(data: bytes, path: str, depth: int) -> Iterator[Stream]:
    """Yield bytes as one-byte and two-byte encodings and UTF-8 would read them, and what is packed in them."""
    yield Stream(path, data.decode("latin-1"), is_words=False)
    yield Stream(path, data.replace(b"\0", b"").decode("latin-1"), is_words=False)
    yield Stream(path, data.decode("utf-8", "ignore"), is_words=False)
    for piece in unpack(data) if depth < _DEEPEST else ():
        yield from read_streams(piece, path, depth + 1)
