"""A CSV file too large to hold: its encoding is found first, then it is read as a stream."""

from __future__ import annotations

import codecs
import hashlib
import io
import itertools
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportgen.inputs.csv_cells import read_cells, split_heading
from reportgen.office.sheets import SheetCell

LARGE = 32_000_000
"""Bytes from which on a file is streamed: some 300,000 rows, more than a council's history of plans."""

_BLOCK = 1 << 20
_HASHED = 1 << 24
_HEAD = 1 << 16
_UTF8 = "utf-8-sig"
_UTF16_AND_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True, slots=True)
class LargeCsv:
    """The cells of a large CSV file, read anew each time. ``skipped`` is 1 where Excel's ``sep=`` line comes first.

    Iterating raises ProblemsError where a quotation mark does not close.
    """

    path: Path
    digest: Future[str]
    """The file's SHA-256, which is being worked out while its rows are counted."""
    encoding: str
    separator: str
    skipped: int

    @property
    def is_utf8(self) -> bool:
        """Whether the bytes of a text are its UTF-8."""
        return self.encoding == _UTF8

    def __iter__(self) -> Iterator[SheetCell]:
        with self.path.open(encoding=self.encoding, newline="") as lines:
            yield from read_cells(itertools.islice(lines, self.skipped, None), self.separator, self.path.name)


class _Headed(io.RawIOBase):
    """A file from its first row of data on, with another heading before it."""

    def __init__(self, file: BinaryIO, heading: bytes) -> None:
        self.file, self.heading = file, heading

    def readable(self) -> bool:
        """Return that it is: nothing else can be done with it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer, the heading first."""
        if self.heading:
            taken = self.heading[: len(buffer)]
            self.heading = self.heading[len(taken) :]
        else:
            taken = self.file.read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)


@contextmanager
def open_rows(cells: LargeCsv, passed: int) -> Iterator[io.BufferedReader]:
    """Yield the bytes of a file from the row on that follows the first ``passed``."""
    with cells.path.open("rb") as file:
        for _row in range(cells.skipped + passed):
            file.readline()
        yield file


def below_heading(file: BinaryIO, separator: str, columns: int) -> BinaryIO:
    """Return what is left of a file, below a heading of the numbers 1 to ``columns``."""
    heading = separator.join(map(str, range(1, columns + 1))) + "\n"
    return io.BufferedReader(_Headed(file, heading.encode()), _BLOCK)


def open_large_csv(path: Path) -> LargeCsv | None:
    """Return a file that is large, None for any other and for the rare encodings that are read whole."""
    if path.stat().st_size < LARGE:
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_UTF16_AND_32) or b"\x00" in head:
        return None
    hasher = ThreadPoolExecutor(1)
    digest = hasher.submit(_hash, path)
    hasher.shutdown(wait=False)
    encoding = _find_encoding(path)
    text = head[: head.rfind(b"\n") + 1].decode(encoding, errors="replace")
    rest, separator = split_heading(text)
    return LargeCsv(path, digest, encoding, separator, int(rest != text))


def _hash(path: Path) -> str:
    """Return the SHA-256 of a file. Pieces are long, as each begins with waiting for a turn at the interpreter."""
    digest = hashlib.sha256()
    held = memoryview(bytearray(_HASHED))
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(held):
            digest.update(held[:read])
    return digest.hexdigest()


def _find_encoding(path: Path) -> str:
    """Return the encoding of a file: UTF-8 where all of it is, else what Windows writes in western Europe."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    held = bytearray(_BLOCK)
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(held):
            block = held if read == _BLOCK else held[:read]
            if not block.isascii() and not _continues(decoder, block):
                return "cp1252"
    return _UTF8 if _continues(decoder, b"", final=True) else "cp1252"


def _continues(decoder: codecs.IncrementalDecoder, block: bytes | bytearray, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
