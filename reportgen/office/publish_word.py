"""What is taken out of the parts of a Word document before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from reportgen.office import names
from reportgen.office.names import w
from reportgen.office.publish_fields import settle_fields
from reportgen.office.publish_markup import drop_other_words, remove, unwrap
from reportgen.office.xml import local

COMMENT_MARKS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"), w("annotationRef"))
LEFTOVERS = tuple(
    w(name)
    for name in (
        "rsids", "docVars", "attachedTemplate", "mailMerge", "trackRevisions", "proofState", "attachedSchema",
        "schemaLibrary", "captions", "saveThroughXslt", "activeWritingStyle", "writeProtection", "smartTagType",
    )
)  # fmt: skip
PICTURE_NAME = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_SHAPE_NAME = f"{{{names.WP}}}docPr"
_VML_TITLE = "{urn:schemas-microsoft-com:office:office}title"
_STORED = ("dataBinding", "placeholder", "dropDownList", "comboBox")
"""What a content control holds beside its text: bindings to data, building blocks, choices nobody made."""
_OWN_TAG = "rg."
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
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "tblGridChange",
    "numberingChange",
    "cellMerge",
)
OFF = ("0", "false", "off")


def clean_story(root: etree._Element, hiding: frozenset[str], *, has_first: bool, has_even: bool) -> set[str]:
    """Take out what a part holds beside the text that is seen; return, in words, what of it an officer may miss.

    ``hiding`` are the styles that hide text; ``has_first`` and ``has_even`` say whether the document shows headers of
    first and of even pages.
    """
    said = {"comments"} if _drop_comments(root) else set()
    if _drop_hidden(root, hiding):
        said.add("hidden text")
    if settle_fields(root):
        said.add("fields that tell of files, people or stored values")
    _drop_permissions(root)
    _settle_controls(root)
    _rename_pictures(root)
    drop_other_words(root)
    _drop_unshown_headers(root, has_first=has_first, has_even=has_even)
    _drop_revision_marks(root)
    return said


def _drop_comments(root: etree._Element) -> bool:
    marks = list(root.iter(*COMMENT_MARKS))
    for mark in marks:
        _remove_mark(mark)
    return bool(marks)


def _drop_hidden(root: etree._Element, hiding: frozenset[str]) -> bool:
    hidden = [run for run in root.iter(w("r")) if _is_hidden_run(run, hiding)]
    for run in hidden:
        remove(run)
    paragraphs = [paragraph for paragraph in root.iter(w("p")) if _is_hidden_paragraph(paragraph, hiding)]
    for paragraph in paragraphs:
        _remove_paragraph(paragraph)
    rows = [row for row in root.iter(w("tr")) if _is_hidden_row(row)]
    for row in rows:
        _remove_row(row)
    return bool(hidden or paragraphs or rows)


def _is_hidden_row(row: etree._Element) -> bool:
    mark = row.find(f"{w('trPr')}/{w('hidden')}")
    return mark is not None and _is_on(mark)


def _remove_row(row: etree._Element) -> None:
    """Take a hidden row out, and its table where it has no other."""
    table = row.getparent()
    remove(row)
    if table is not None and table.tag == w("tbl") and table.find(w("tr")) is None:
        remove(table)


def _drop_permissions(root: etree._Element) -> None:
    """Take out who may edit what, and the names other programs gave to words."""
    for mark in list(root.iter(w("permStart"), w("permEnd"), w("smartTagPr"), w("customXmlPr"), w("docPartCategory"))):
        remove(mark)
    for wrapper in list(root.iter(w("smartTag"), w("customXml"))):
        unwrap(wrapper)


def _settle_controls(root: etree._Element) -> None:
    """Leave a content control with its text and, of its names, this program's own."""
    for properties in root.iter(w("sdtPr")):
        for stored in properties.findall("*"):
            name = local(stored)
            if name in _STORED or (name in ("alias", "tag") and not stored.get(w("val"), "").startswith(_OWN_TAG)):
                properties.remove(stored)


def _rename_pictures(root: etree._Element) -> None:
    """Take files' names and second descriptions off pictures: what is read out is the description of the shape."""
    for picture in root.iter(PICTURE_NAME):
        picture.set("name", "Picture")
        for key in ("descr", "title"):
            picture.attrib.pop(key, "")
    for shape in root.iter(_SHAPE_NAME):
        holder = shape.getparent()
        if "." in shape.get("name", "") and holder is not None and next(holder.iter(PICTURE_NAME), None) is not None:
            shape.set("name", f"Picture {shape.get('id', '')}")
    for drawn in root.iter("{urn:schemas-microsoft-com:vml}imagedata"):
        drawn.attrib.pop(_VML_TITLE, "")


def _drop_unshown_headers(root: etree._Element, *, has_first: bool, has_even: bool) -> None:
    """Take out the headers and footers of first and of even pages where no page shows them."""
    for mark in list(root.iter(w("headerReference"), w("footerReference"))):
        kind = mark.get(w("type"), "default")
        if (kind == "first" and not has_first) or (kind == "even" and not has_even):
            remove(mark)


def shows_first_pages(body: etree._Element) -> bool:
    """Whether some section of a document has headers of its own for its first page."""
    return any(_is_on(mark) for mark in body.iter(w("titlePg")))


def shows_even_pages(settings: etree._Element | None) -> bool:
    """Whether even pages have headers of their own."""
    return settings is not None and any(_is_on(mark) for mark in settings.iter(w("evenAndOddHeaders")))


def drop_unused_notes(root: etree._Element, used: frozenset[str]) -> bool:
    """Take out the notes no text refers to, save those that draw the lines above notes; whether there were any."""
    gone = [note for note in root if note.get(w("id"), "") not in used and note.get(w("type"), "normal") == "normal"]
    for note in gone:
        remove(note)
    return bool(gone)


def used_notes(stories: Iterable[etree._Element], kind: str) -> frozenset[str]:
    """Return the numbers of the notes (``footnote`` or ``endnote``) that the text refers to."""
    return frozenset(mark.get(w("id"), "") for story in stories for mark in story.iter(w(f"{kind}Reference")))


def has_tracked_changes(root: etree._Element) -> bool:
    """Whether a part holds words or properties that somebody inserted, deleted or moved and nobody settled."""
    return next(root.iter(*(w(kind) for kind in TRACKED)), None) is not None


def _remove_mark(mark: etree._Element) -> None:
    run = mark.getparent()
    remove(mark)
    if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        remove(run)


def _is_on(mark: etree._Element) -> bool:
    return mark.get(w("val"), "1") not in OFF


def _is_hidden(properties: etree._Element | None, hiding: frozenset[str]) -> bool | None:
    """Whether the properties of a run hide it; None where they say nothing of it."""
    if properties is None:
        return None
    vanish = properties.find(w("vanish"))
    if vanish is not None:
        return _is_on(vanish)
    style = properties.find(w("rStyle"))
    return True if style is not None and style.get(w("val"), "") in hiding else None


def _is_hidden_run(run: etree._Element, hiding: frozenset[str]) -> bool:
    """Whether a run is hidden by itself, or by the style of its paragraph or table."""
    hidden = _is_hidden(run.find(w("rPr")), hiding)
    if hidden is not None or not hiding:
        return bool(hidden)
    above = (each.find(f"{each.tag}Pr/{w(style)}") for kind, style in _STYLED for each in run.iterancestors(w(kind)))
    return any(style is not None and style.get(w("val"), "") in hiding for style in above)


_STYLED = (("p", "pStyle"), ("tbl", "tblStyle"))


def _is_hidden_paragraph(paragraph: etree._Element, hiding: frozenset[str]) -> bool:
    """Whether a paragraph is empty of runs and its own mark is hidden: nothing of it was ever seen."""
    properties = paragraph.find(w("pPr"))
    if properties is None or properties.find(w("sectPr")) is not None or len(paragraph) > 1:
        return False
    return bool(_is_hidden(properties.find(w("rPr")), hiding))


def _remove_paragraph(paragraph: etree._Element) -> None:
    """Take the paragraph out, unless it is what its cell, note or box must end in."""
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        remove(paragraph)


def _drop_revision_marks(root: etree._Element) -> None:
    """Take out the numbers that tell editing sessions apart."""
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if str(key).startswith(f"{{{names.W}}}rsid")]:
            del element.attrib[key]


def clean_settings(root: etree._Element) -> None:
    """Take variables, mail merges, linked templates and editing sessions out."""
    for child in [child for child in root if child.tag in LEFTOVERS]:
        remove(child)


def hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """Return the identifiers of the styles that hide text, by themselves or by the style they are based on."""
    own: dict[str, tuple[bool | None, str]] = {}
    for style in () if styles is None else styles.iter(w("style")):
        based = style.find(w("basedOn"))
        above = "" if based is None else based.get(w("val"), "")
        own[style.get(w("styleId"), "")] = _is_hidden(style.find(w("rPr")), frozenset()), above
    return frozenset(name for name in own if _hides(name, own))


def _hides(name: str, own: Mapping[str, tuple[bool | None, str]]) -> bool:
    seen: set[str] = set()
    while name in own and name not in seen:
        seen.add(name)
        hidden, name = own[name]
        if hidden is not None:
            return hidden
    return False


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
