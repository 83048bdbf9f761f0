"""What a finished file says of itself: title, subject, author, language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportgen.office.markup import escape_text
from reportgen.office.package import Package
from reportgen.office.xml import HEADER

_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


@dataclass(frozen=True, slots=True)
class Properties:
    """The document properties of a finished file. ``day`` dates it (from the data, never from the clock)."""

    title: str
    subject: str = ""
    author: str = ""
    language: str = "en-GB"
    day: date | None = None


def write_properties(package: Package, properties: Properties) -> None:
    """Replace the core properties of a package: nothing of the template's author or dates stays."""
    name = next((target for each, target in package.related("") if each.kind == "core-properties"), "")
    if not name:
        name = "docProps/core.xml"
        package.relate("", _RELATIONSHIP, name)
    day = "" if properties.day is None else f"{properties.day.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{day}</dcterms:{what}>' for what in ("created", "modified") if day
    )
    words = "".join(
        f"<dc:{what}>{escape_text(value)}</dc:{what}>"
        for what, value in (
            ("title", properties.title), ("subject", properties.subject), ("creator", properties.author),
            ("language", properties.language),
        )
        if value
    )  # fmt: skip
    package.put(
        name,
        (
            f'{HEADER}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{words}{dated}</cp:coreProperties>"
        ).encode(),
        _TYPE,
    )
