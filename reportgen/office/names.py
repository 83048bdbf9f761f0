"""The XML names of Word, PowerPoint and what they share."""

from __future__ import annotations

from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PLACES = "urn:reportgen:places"

STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/presentationml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
}
"""The names of the strict variant, which Office writes only on request."""


@cache
def w(name: str) -> str:
    """Return a WordprocessingML name in lxml's form."""
    return f"{{{W}}}{name}"


@cache
def a(name: str) -> str:
    """Return a DrawingML name in lxml's form."""
    return f"{{{A}}}{name}"


@cache
def p(name: str) -> str:
    """Return a PresentationML name in lxml's form."""
    return f"{{{P}}}{name}"


@cache
def r(name: str) -> str:
    """Return a relationship attribute's name in lxml's form."""
    return f"{{{R}}}{name}"
