"""The gate a workbook passes before its cells are read: size, shape and honesty of the archive.

Limits follow the findings on hostile files: a small file can unpack to gigabytes, and an XML part with a DOCTYPE can
read files of this machine. A file beyond the gate is refused with one problem, never half read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping

from lxml import etree

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office.package import Part, read_members

MOST_PARTS = 2_000
MOST_BYTES = 400_000_000
MOST_RATIO = 300
_SMALL = 4_000_000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream an encrypted Office file keeps its content in."""


def refuse(file: str, found: str, needed: str, remedy: str) -> ProblemsError:
    """Return the error that refuses a whole file with one problem."""
    return ProblemsError([Problem(Place(file), found, needed, remedy)])


def read_parts(data: bytes, file: str) -> Mapping[str, Part]:
    """Return the parts of a workbook by name, each within the limits.

    ``file`` is the name shown in problems. Raises ProblemsError with one problem for a file that is
    password-protected, of another kind, damaged or too large.
    """
    if data.startswith(_OLE):
        is_encrypted = _ENCRYPTED in data
        raise refuse(
            file,
            f"is {'password-protected' if is_encrypted else 'saved in the format of Excel 97-2003 (.xls)'}",
            "an unprotected .xlsx is needed",
            "open it in Excel, remove the password to open (File ▸ Info ▸ Protect Workbook) and save it"
            if is_encrypted
            else "open it in Excel and save it as Excel Workbook (.xlsx), or .xlsm where it has macros",
        )
    try:
        parts = read_members(data)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, IndexError) as error:
        raise refuse(
            file, "is not an Office file, or is damaged", "an .xlsx is needed", "open it in Excel and save it again"
        ) from error
    found = _excess(parts)
    if found:
        raise refuse(file, found, "an ordinary workbook is needed", "copy what you need into a new workbook")
    return parts


def _excess(parts: Mapping[str, Part]) -> str:
    """Return what is beyond the limits, or "" where nothing is."""
    total = sum(part.size for part in parts.values())
    if len(parts) > MOST_PARTS:
        return f"holds {len(parts):,} parts, more than any workbook needs"
    if total > MOST_BYTES:
        return f"unpacks to {total / 1_000_000:,.0f} MB"
    if any(part.size > _SMALL and part.size > MOST_RATIO * len(part.packed) for part in parts.values()):
        return "is packed far more tightly than any real workbook"
    return ""


def read_part(parts: Mapping[str, Part], name: str, file: str) -> bytes:
    """Return the bytes of an XML part. Raises ProblemsError where it is missing, damaged or declares a DOCTYPE."""
    try:
        content = parts[name].data
    except (KeyError, ValueError) as error:
        raise damaged(file, name) from error
    marks = ("<!DOCTYPE", "<!ENTITY")
    if any(mark.encode(encoding) in content for mark in marks for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise refuse(
            file,
            f"declares a document type in its part {name}, which can be used to read other files",
            "a workbook without one is needed",
            "copy what you need into a new workbook",
        )
    return content


def parse_part(parts: Mapping[str, Part], name: str, file: str) -> etree._Element:
    """Return the root of an XML part. Raises ProblemsError as ``read_part``, and for damaged XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(read_part(parts, name, file), parser)
    except etree.XMLSyntaxError as error:
        raise damaged(file, name) from error


def damaged(file: str, part: str) -> ProblemsError:
    """Return the error for a part that is missing or not well-formed."""
    return refuse(
        file, f"is damaged in its part {part}", "a file that opens cleanly is needed", "open, repair and save it again"
    )
