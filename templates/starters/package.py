"""Writing an Office package: parts in a fixed order with a fixed date, so that the same script gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


@dataclass(slots=True)
class Package:
    """Parts by name, each with its content type, and the relationships of each part (by kind and target)."""

    parts: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, name: str, content_type: str, xml: str) -> None:
        """Add a part."""
        self.parts[name] = HEAD + xml
        self.types[name] = content_type

    def link(self, source: str, kind: str, target: str) -> str:
        """Relate ``source`` to ``target`` (relative) and return the relationship's id."""
        entries = self.links.setdefault(source, [])
        entries.append((kind if "://" in kind else f"{OFFICE}/{kind}", target))
        return f"rId{len(entries)}"

    def add_properties(self, title: str) -> None:
        """Add title and language; no person's name and no program's."""
        self.add(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>",
        )
        self.link("", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")

    def to_bytes(self) -> bytes:
        """Return the package as a zip file."""
        members = {"[Content_Types].xml": _content_types(self.types)}
        members |= {_rels_name(source): _rels(entries) for source, entries in self.links.items()}
        members |= self.parts
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in members.items():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, text.encode("utf-8"))
        return stream.getvalue()


def _rels_name(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _rels(entries: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(types: Mapping[str, str]) -> str:
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in _TYPES.items())
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'
