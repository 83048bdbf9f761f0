"""What a template's own text may not hold: changes nobody accepted, live fields, objects, tables without end."""

from __future__ import annotations

from lxml import etree

from reportgen.office import names
from reportgen.office.xml import local, parse

_CHANGES = {
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
}  # fmt: skip
_LIVE_FIELDS = {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "INCLUDE", "RD", "DATABASE"}
_SUSPECTS = tuple(
    word.encode()
    for word in (
        "ins", "del", "moveFrom", "moveTo", "Change", "cellIns", "cellDel", "cellMerge", "altChunk", "OLEObject",
        "oleObj",
        "control", "subDoc", "mailMerge", "gridSpan", "frameset", "DDE", "INCLUDE", "LINK", "IMPORT", "RD", "DATABASE",
    )
)  # fmt: skip
_MOST_COLUMNS = 1_000

ACCEPT = "accept or reject all changes (Review ▸ Accept), turn off Track Changes and save"


def find_refusals(data: bytes) -> list[tuple[str, str]]:
    """Return what the part holds that a template may not, each with the remedy. Raises MarkupError."""
    if not (names.W.encode() in data or names.P.encode() in data):
        return []
    if not any(word in data for word in _SUSPECTS):
        return []
    root = parse(data)
    found: dict[str, str] = {}
    for element in root.iter(etree.Element):
        remedy = _refuse(element)
        if remedy:
            found.setdefault(*remedy)
    for instruction in _instructions(root):
        words = instruction.split()
        if words and words[0].upper() in _LIVE_FIELDS:
            found.setdefault(
                f"a field that fetches outside content ({words[0].upper()})", "replace the field by its text"
            )
    return list(found.items())


def _refuse(element: etree._Element) -> tuple[str, str] | None:
    name = local(element)
    space = str(element.tag)[1:].partition("}")[0]
    if space == names.W and name in _CHANGES:
        return "tracked changes", ACCEPT
    if name in ("OLEObject", "oleObj"):
        return "an embedded object (OLE)", "replace it by a picture or a native chart"
    if name == "control" and space in (names.W, names.P):
        return "an ActiveX control", "delete it"
    if space == names.W and name in ("altChunk", "subDoc"):
        return "another document imported as a whole", "open it in Word and save it again"
    if space == names.W and name == "mailMerge":
        return "a mail merge with its data source", "end the mail merge (Mailings ▸ Normal Word Document)"
    if space == names.W and name == "frameset":
        return "web frames", "remove them"
    if space == names.W and name == "gridSpan" and not _is_small(element.get(names.w("val"), "1")):
        return "a table cell that spans more columns than a page can hold", "make the table afresh"
    return None


def _is_small(value: str) -> bool:
    return value.strip().isdigit() and len(value) < 6 and int(value) <= _MOST_COLUMNS


def _instructions(root: etree._Element) -> list[str]:
    found = [element.get(names.w("instr"), "") for element in root.iter(names.w("fldSimple"))]
    pieces: list[str] = []
    for element in root.iter(names.w("instrText"), names.w("fldChar")):
        if local(element) == "instrText":
            pieces.append(element.text or "")
        else:
            found.append("".join(pieces))
            pieces = []
    return [*found, "".join(pieces)]
