"""The package: a zip of parts, read so that what is not changed leaves as the bytes it came in.

A part keeps its compressed bytes until it is replaced. Writing is deterministic: the order parts came in, new ones
after them, fixed dates, no trace of the machine.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

CONTENT_TYPES = "[Content_Types].xml"
_DATE = (0 << 9 | 1 << 5 | 1) << 16
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx", ".zip", ".mp4", ".m4a", ".mp3")


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the zip as it is stored: ``packed`` bytes, whether deflated, checksum and size unpacked."""

    packed: bytes
    deflated: bool
    crc: int
    size: int

    @classmethod
    def of(cls, name: str, data: bytes) -> Part:
        """Return ``data`` as a member; what is compressed already is stored."""
        if name.lower().endswith(_PACKED):
            return cls(data, False, zlib.crc32(data), len(data))
        squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return cls(squeezer.compress(data) + squeezer.flush(), True, zlib.crc32(data), len(data))

    @property
    def data(self) -> bytes:
        """The part unpacked; never more than its declared size. Raises ValueError where checksum or size is wrong."""
        data = self.packed
        if self.deflated:
            try:
                data = zlib.decompressobj(-15).decompress(self.packed, self.size + 1)
            except zlib.error as error:
                raise ValueError("its data is damaged") from error
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise ValueError("its data is damaged")
        return data


def read_members(data: bytes) -> dict[str, Part]:
    """Return the parts of a zip in their order. Raises ValueError or zipfile.BadZipFile for what cannot be read."""
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                raise ValueError("it is encrypted")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError(f"{info.filename} is compressed in a way Office does not use")
            start = _data_start(data, info.header_offset)
            packed = data[start : start + info.compress_size]
            if len(packed) != info.compress_size:
                raise ValueError("it ends too soon")
            parts[info.filename] = Part(packed, info.compress_type == zipfile.ZIP_DEFLATED, info.CRC, info.file_size)
    return parts


def _data_start(data: bytes, header: int) -> int:
    if data[header : header + 4] != b"PK\x03\x04":
        raise ValueError("its list of parts does not match its parts")
    names, extra = struct.unpack_from("<HH", data, header + 26)
    return header + 30 + int(names) + int(extra)


def write_members(parts: dict[str, Part]) -> bytes:
    """Return the zip of ``parts``: same parts, same bytes. Raises ValueError above 65,535 parts or 4 GB."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(parts, key=lambda name: name != CONTENT_TYPES):
        part = parts[name]
        raw = name.encode("utf-8")
        flags = 0 if raw.isascii() else 0x800
        method = zipfile.ZIP_DEFLATED if part.deflated else zipfile.ZIP_STORED
        about = struct.pack(
            "<HHHIIIIHH", 20, flags, method, _DATE, part.crc, len(part.packed), part.size, len(raw), 0
        )  # fmt: skip
        directory.append(
            b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, offset) + raw
        )
        chunks += (b"PK\x03\x04", about, raw, part.packed)
        offset += 30 + len(raw) + len(part.packed)
    if len(parts) > 0xFFFF or offset > 0xFFFFFFFF:
        raise ValueError("a file of that size is not an Office file any more")
    listing = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join([*chunks, listing, b"PK\x05\x06", end])


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part; ``target`` as written, external where it leaves the file."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: ``slide``, ``image``, ``hyperlink``."""
        return self.type.rpartition("/")[2]


def relationships_name(part: str) -> str:
    """``word/document.xml`` → ``word/_rels/document.xml.rels``; the package itself is ``""``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@lru_cache(maxsize=8192)
def target_name(part: str, target: str) -> str:
    """Return the part a relationship of ``part`` points at."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


@lru_cache(maxsize=8192)
def relative_target(part: str, target: str) -> str:
    """Return how ``part`` writes its relationship to the part ``target``."""
    return posixpath.relpath(target, posixpath.dirname(part) or ".") if part else target


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """Which part is what: by extension (lower case) and by part name."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    def of(self, part: str) -> str:
        """Return the content type of a part, blank where none is declared."""
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2].lower(), "")

    def copy(self) -> ContentTypes:
        """Return types that can be changed without changing these."""
        return ContentTypes(dict(self.defaults), dict(self.overrides))


@dataclass(slots=True)
class Package:
    """Parts, what they are and how they hang together. ``relationships`` holds every part's, ``""`` the package's."""

    parts: dict[str, Part]
    types: ContentTypes
    relationships: dict[str, tuple[Relationship, ...]]
    _numbers: dict[str, int] = field(default_factory=dict)

    def copy(self) -> Package:
        """Return a package to be filled; the parts' bytes are shared."""
        return Package(dict(self.parts), self.types.copy(), dict(self.relationships))

    @property
    def main(self) -> str:
        """The part the package is about."""
        for relationship in self.relationships.get("", ()):
            if relationship.kind == "officeDocument":
                return target_name("", relationship.target)
        return ""

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Add or replace a part; a new kind of part is declared by name."""
        self.parts[name] = Part.of(name, data)
        if content_type and self.types.of(name) != content_type:
            self.types.overrides[name] = content_type

    def remove(self, name: str) -> None:
        """Take a part out, with its type and its relationships."""
        self.parts.pop(name, None)
        self.types.overrides.pop(name, None)
        self.relationships.pop(name, None)

    def related(self, part: str) -> Iterator[tuple[Relationship, str]]:
        """Give each inner relationship of a part with the name of the part it points at."""
        for relationship in self.relationships.get(part, ()):
            if not relationship.external:
                yield relationship, target_name(part, relationship.target)

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship and return its id; an equal one is used again."""
        written = target if external else relative_target(part, target)
        existing = self.relationships.get(part, ())
        for found in existing:
            if (found.type, found.target, found.external) == (kind, written, external):
                return found.id
        taken = {found.id for found in existing}
        number = len(existing) + 1
        while f"rId{number}" in taken:
            number += 1
        self.relationships[part] = (*existing, Relationship(f"rId{number}", kind, written, external))
        return f"rId{number}"

    def free_name(self, folder: str, stem: str, extension: str) -> str:
        """Return the first unused ``folder/stemN.extension``, counting on from the last one asked for."""
        key = f"{folder}/{stem}.{extension}"
        number = self._numbers.get(key, 0) + 1
        while f"{folder}/{stem}{number}.{extension}" in self.parts:
            number += 1
        self._numbers[key] = number
        return f"{folder}/{stem}{number}.{extension}"

    def free_name_like(self, part: str) -> str:
        """Return an unused name in the folder of ``part`` and of its kind: ``ppt/slides/slide8.xml``."""
        folder, _, name = part.rpartition("/")
        stem, _, extension = name.rpartition(".")
        return self.free_name(folder, stem.rstrip("0123456789"), extension)
