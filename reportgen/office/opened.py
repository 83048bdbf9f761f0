"""A finished Office file as the invariants look at it: every member, each XML part parsed once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.package import (
    CONTENT_TYPES,
    ContentTypes,
    Relationship,
    relationships_name,
    target_name,
)
from reportgen.office.xml import MarkupError, parse, read_relationships, read_types


@dataclass(slots=True)
class OpenedFile:
    """``members`` is the zip's own list, doubles included; ``broken`` says why parts do not parse.

    ``views`` are what was read from the parts already: one reading serves every check.
    """

    members: tuple[str, ...]
    parts: dict[str, bytes]
    broken: dict[str, str] = field(default_factory=dict)
    roots: dict[str, etree._Element] = field(default_factory=dict)
    types: ContentTypes = field(default_factory=lambda: ContentTypes({}, {}))
    relationships: dict[str, tuple[Relationship, ...]] = field(default_factory=dict)
    views: dict[str, object] = field(default_factory=dict)

    @property
    def main(self) -> str:
        """The part the file is about; blank where it names none."""
        for relation in self.relationships.get("", ()):
            if relation.kind == "officeDocument" and not relation.external:
                return target_name("", relation.target)
        return ""

    @property
    def program(self) -> str:
        """``word``, ``powerpoint`` or ``excel``, by the content type of the main part; blank for anything else."""
        kind = self.types.of(self.main)
        for name, mark in (("word", "wordprocessingml"), ("powerpoint", "presentationml"), ("excel", "spreadsheetml")):
            if mark in kind:
                return name
        return {"word": "word", "ppt": "powerpoint", "xl": "excel"}.get(self.main.partition("/")[0], "")

    def under(self, *starts: str) -> Iterator[tuple[str, etree._Element]]:
        """Give the XML parts whose names begin with one of ``starts``."""
        for name, root in self.roots.items():
            if name.startswith(starts) and not name.endswith(".rels"):
                yield name, root

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that ``part`` has a relationship of ``kind`` to, in its order, present or not."""
        return [
            target_name(part, each.target)
            for each in self.relationships.get(part, ())
            if each.kind == kind and not each.external
        ]


def open_file(data: bytes) -> OpenedFile:
    """Return the file opened.

    Raises:
        ValueError: it is not a whole zip, or a member is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # A file cut short may end in a whole archive of its own: the workbook behind a chart.
            if min((info.header_offset for info in archive.infolist()), default=1):
                raise zipfile.BadZipFile("the archive does not begin where the file does")
            members = tuple(archive.namelist())
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError("the file is not a whole Office file: its archive is damaged or cut short") from error
    opened = OpenedFile(members, parts)
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            opened.roots[name] = parse(content)
        except MarkupError as error:
            opened.broken[name] = str(error)
    _read_links(opened)
    return opened


def _read_links(opened: OpenedFile) -> None:
    if CONTENT_TYPES in opened.roots:
        opened.types = read_types(opened.parts[CONTENT_TYPES])
    for name in opened.roots:
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("/")
            owner = f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}"
            if relationships_name(owner) == name:
                opened.relationships[owner] = read_relationships(opened.parts[name])
