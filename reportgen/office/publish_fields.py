"""Fields of a Word document that tell of files, people and stored values; only their results stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from reportgen.office.names import w
from reportgen.office.publish_markup import remove, unwrap

KEPT = frozenset((
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "INDEX", "SEQ", "REF", "PAGEREF", "NOTEREF", "STYLEREF",
    "TITLE", "SUBJECT", "DATE", "TIME", "SYMBOL", "EQ", "IF", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT",
    "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "ADVANCE", "BIBLIOGRAPHY", "CITATION", "HYPERLINK",
))  # fmt: skip
"""Fields whose instruction holds nothing but how to number, point and print."""

TELLING = frozenset((
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE", "COMMENTS",
    "KEYWORDS", "INFO", "XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADDIN",
))  # fmt: skip
"""Fields whose result tells of a person or a path, or is shown nowhere."""

_WEB = frozenset(("http", "https", "mailto", "tel", ""))
_SEEN = (w("t"), w("tab"), w("br"), w("sym"), w("drawing"), w("pict"), w("instrText"))


@dataclass(slots=True)
class _Field:
    """A field being read: its own marks, what its instruction holds, what its result holds."""

    marks: list[etree._Element] = field(default_factory=list)
    inside: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    code: str = ""
    has_result: bool = False


def settle_fields(root: etree._Element) -> bool:
    """Put the result in the place of every field that is not :data:`KEPT`; whether there was one."""
    gone = [each for each in root.iter(w("fldSimple")) if not _is_kept(each.get(w("instr"), ""))]
    for simple in gone:
        if _name(simple.get(w("instr"), "")) in TELLING:
            remove(simple)
        else:
            unwrap(simple)
    spread = [each for each in _read_fields(root) if not _is_kept(each.code)]
    for each in spread:
        shown = each.result if _name(each.code) in TELLING else []
        for element in (*each.marks, *each.inside, *shown):
            _remove_from_run(element)
    for data in list(root.iter(w("fldData"), w("helpText"), w("statusText"), w("entryMacro"), w("exitMacro"))):
        remove(data)
    return bool(gone or spread)


def _read_fields(root: etree._Element) -> Iterator[_Field]:
    """Give the fields that are spread over runs, inner ones before those about them."""
    opened: list[_Field] = []
    for element in root.iter(w("fldChar"), *_SEEN):
        kind = element.get(w("fldCharType")) if element.tag == w("fldChar") else ""
        if kind == "begin":
            opened.append(_Field([element]))
        elif not opened:
            continue
        elif kind == "separate":
            opened[-1].marks.append(element)
            opened[-1].has_result = True
        elif kind == "end":
            opened[-1].marks.append(element)
            yield opened.pop()
        elif element.tag == w("instrText"):
            opened[-1].code += element.text or ""
        for outer in opened:
            if element not in outer.marks:
                (outer.result if outer.has_result else outer.inside).append(element)


def _name(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""


def _is_kept(instruction: str) -> bool:
    name = _name(instruction)
    if name == "HYPERLINK":
        return _is_web(instruction)
    return name in KEPT or name.startswith("=") or not name


def _is_web(instruction: str) -> bool:
    """Whether a link leads to the web, to a mail program or to a place in the document itself."""
    target = instruction.split(None, 1)[1].strip() if len(instruction.split()) > 1 else ""
    target = target[1:].partition('"')[0] if target.startswith('"') else target.split()[0] if target else ""
    return target.startswith(("\\l", "#", "www.")) or (urlsplit(target).scheme.lower() in _WEB and "\\" not in target)


def _remove_from_run(element: etree._Element) -> None:
    run = element.getparent()
    remove(element)
    if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        remove(run)
