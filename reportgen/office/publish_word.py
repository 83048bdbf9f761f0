"""What is taken out of the parts of a Word document before it is published."""

from __future__ import annotations

from lxml import etree

from reportgen.office import names
from reportgen.office.names import w
from reportgen.office.xml import local

COMMENT_MARKS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"), w("annotationRef"))
LEFTOVERS = (w("rsids"), w("docVars"), w("attachedTemplate"), w("mailMerge"), w("trackRevisions"), w("proofState"))
PICTURE_NAME = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
TRACKED = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "cellIns",
    "cellDel",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "sectPrChange",
)
OFF = ("0", "false", "off")


def clean_story(root: etree._Element, hidden_styles: frozenset[str]) -> bool:
    """Take comments, hidden text, editing marks and pictures' file names out of a part; whether anything changed."""
    marks = list(root.iter(*COMMENT_MARKS))
    for mark in marks:
        _remove_mark(mark)
    hidden = [run for run in root.iter(w("r")) if _is_hidden(run.find(w("rPr")), hidden_styles)]
    for run in hidden:
        _remove(run)
    paragraphs = [paragraph for paragraph in root.iter(w("p")) if _is_hidden_paragraph(paragraph, hidden_styles)]
    for paragraph in paragraphs:
        _remove_paragraph(paragraph)
    pictures = [picture for picture in root.iter(PICTURE_NAME) if picture.get("name") != "Picture"]
    for picture in pictures:
        picture.set("name", "Picture")
    return bool(marks or hidden or paragraphs or pictures) | _drop_revision_marks(root)


def has_tracked_changes(root: etree._Element) -> bool:
    """Whether a part holds words or properties that somebody inserted, deleted or moved and nobody settled."""
    return next(root.iter(*(w(kind) for kind in TRACKED)), None) is not None


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _remove_mark(mark: etree._Element) -> None:
    run = mark.getparent()
    _remove(mark)
    if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        _remove(run)


def _is_hidden(properties: etree._Element | None, hidden_styles: frozenset[str]) -> bool:
    if properties is None:
        return False
    vanish = properties.find(w("vanish"))
    if vanish is not None:
        return vanish.get(w("val"), "1") not in OFF
    style = properties.find(w("rStyle"))
    return style is not None and style.get(w("val"), "") in hidden_styles


def _is_hidden_paragraph(paragraph: etree._Element, hidden_styles: frozenset[str]) -> bool:
    """Whether a paragraph is empty of runs and its own mark is hidden: nothing of it was ever seen."""
    properties = paragraph.find(w("pPr"))
    if properties is None or properties.find(w("sectPr")) is not None or len(paragraph) > 1:
        return False
    return _is_hidden(properties.find(w("rPr")), hidden_styles)


def _remove_paragraph(paragraph: etree._Element) -> None:
    """Take the paragraph out, unless it is what its cell, note or box must end in."""
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        _remove(paragraph)


def _drop_revision_marks(root: etree._Element) -> bool:
    """Take out the numbers that tell editing sessions apart."""
    found = False
    for element in root.iter():
        for key in [key for key in element.attrib if str(key).startswith(f"{{{names.W}}}rsid")]:
            del element.attrib[key]
            found = True
    return found


def clean_settings(root: etree._Element) -> bool:
    """Take variables, mail merges, linked templates and editing sessions out; whether there were any."""
    found = [child for child in root if child.tag in LEFTOVERS]
    for child in found:
        _remove(child)
    return bool(found)


def hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """Return the identifiers of the character styles that hide text."""
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(w("styleId"), "")
        for style in styles.iter(w("style"))
        if _is_hidden(style.find(w("rPr")), frozenset())
    )


def set_language(styles: etree._Element, language: str) -> None:
    """Make ``language`` that of the default style, and of styles that were left in American English."""
    properties = _child(_child(_child(styles, "docDefaults", 0), "rPrDefault", 0), "rPr", 0)
    mark = properties.find(w("lang"))
    if mark is None:
        mark = etree.SubElement(properties, w("lang"))
        for later in ("eastAsianLayout", "specVanish", "oMath"):
            for element in properties.iterfind(w(later)):
                mark.addnext(element)
    mark.set(w("val"), language)
    for other in styles.iter(w("lang")):
        if other.get(w("val")) == "en-US":
            other.set(w("val"), language)


def _child(parent: etree._Element, name: str, place: int) -> etree._Element:
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(place, found)
    return found


def is_story(root: etree._Element) -> bool:
    """Whether a part holds running text: body, header, footer, notes."""
    return local(root) in ("document", "hdr", "ftr", "footnotes", "endnotes")
