"""All the text a finished file holds is read, however it is written down: the search for leaks rests on it."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib

import pytest

from reportgen.office.streams import read_streams
from tests.office.templates import rezip, word
from tests.office.test_values import png

FOUND = "Quillfeather"


def texts(data: bytes, path: str = "file") -> list[str]:
    return [stream.text for stream in read_streams(data, path)]


def holds(data: bytes) -> bool:
    return any(FOUND in text for text in texts(data))


def archive(name: str, data: bytes, comment: bytes = b"", member_comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.comment = comment
        info = zipfile.ZipInfo(name)
        info.comment = member_comment
        made.writestr(info, data)
    return out.getvalue()


def between_members() -> bytes:
    """An archive with the word between its two members, which stand where its list says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", b"x")
        out.write(FOUND.encode())
        made.start_dir = out.tell()
        made.writestr("b", b"y")
    return out.getvalue()


def packed_note(kind: bytes) -> bytes:
    chunk = b"Comment\0\0" + zlib.compress(FOUND.encode())
    made = struct.pack(">I", len(chunk)) + kind + chunk + struct.pack(">I", zlib.crc32(kind + chunk))
    picture = png()
    return picture[:33] + made + picture[33:]


@pytest.mark.parametrize(
    "data",
    [
        FOUND.encode(),
        FOUND.encode("utf-16"),
        b"\xef\xbb\xbf" + FOUND.encode(),
        b"\xfe\xff" + FOUND.encode("utf-16-be"),
        b"<p><r>Quill</r><r>feather</r></p>",
        b"<p><!-- Quillfeather --></p>",
        b'<p title="Quillfeather"/><q></q>',
        b"<a href='x/Quill%66eather'></a>",
        b"<p>Quill&#102;eather</p>",
        archive("a.xml", FOUND.encode()),
        archive("a.zip", archive("b.txt", FOUND.encode())),
        archive(f"{FOUND}.txt", b"x"),
        archive("a", b"x", comment=FOUND.encode()),
        archive("a", b"x", member_comment=FOUND.encode()),
        b"\0\1\2" + FOUND.encode() + b"\0\xff",
        b"\0\1" + FOUND.encode("utf-16-le") + b"\xff\xff",
        png(text=FOUND.encode()),
        packed_note(b"zTXt"),
        packed_note(b"iTXt"),
        b"\xff\xfe caf\xe9 ".replace(b"\xff\xfe", b"") + FOUND.encode(),
        packed_note(b"iCCP"),
        b"<p><?note Quillfeather?></p>",
        b"<sheet><oddHeader>&amp;LQuillfeather</oddHeader></sheet>",
        b'<c><oddFooter>&amp;12&amp;"Arial,Bold"Quillfeather</oddFooter></c>',
        b"see x/Quill%66eather",
        b'{"name": "Quill\\u0066eather"}',
        b"<p>" + base64.b64encode(FOUND.encode()) + b"</p>",
        b'<img src="data:image/png;base64,' + base64.b64encode(png(text=FOUND.encode())) + b'"/><p></p>',
        b"%PDF-1.7\n\xff\0stream\n" + zlib.compress(FOUND.encode() * 3) + b"\nendstream",
        gzip.compress(FOUND.encode(), mtime=0),
        FOUND.encode() + archive("a", b"x"),
        archive("a", b"x") + FOUND.encode(),
        between_members(),
    ],
)  # fmt: skip
def test_a_word_is_read_wherever_it_stands(data: bytes) -> None:
    assert holds(data)


def test_a_word_that_stands_nowhere_is_not_read() -> None:
    assert not holds(word("nothing of the kind"))


def test_words_of_neighbouring_paragraphs_are_not_joined() -> None:
    assert any("one two" in " ".join(text.split()) for text in texts(b"<p>one</p><p>two</p>"))
    assert not any("onetwo" in text for text in texts(b"<w:p>one</w:p><w:p>two</w:p>"))


def test_every_part_of_a_document_is_read_under_its_own_path() -> None:
    data = rezip(word("shown"), {"word/unused.xml": f"<x>{FOUND}</x>".encode()})
    assert {stream.path for stream in read_streams(data, "paper.docx") if FOUND in stream.text} == {
        "paper.docx/word/unused.xml"
    }


def test_archives_within_archives_are_opened_so_deep_and_then_read_as_bytes() -> None:
    data = FOUND.encode()
    for depth in range(7):
        data = archive(f"{depth}.zip", data)
    assert holds(data)
