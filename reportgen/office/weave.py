"""The tree pass: a part's tags leave its tree and marks stand where they act.

An expression's mark stands among the runs of its paragraph, a ``{%p %}`` beside the paragraph, a ``{%tr %}`` beside
the row, a ``{%tc %}`` beside the cell. Marks are processing instructions, so the tree stays a tree; written out, they
become Jinja between stretches of untouched markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from reportgen.office import names
from reportgen.office.attributes import weave_attributes, write_mark
from reportgen.office.boxes import weave_boxes
from reportgen.office.cells import is_cell_tag, shape_cell
from reportgen.office.language import Mistake
from reportgen.office.marks import find_marks, has_marks, make_mark, read_mark
from reportgen.office.runs import DIALECTS, Dialect, cut_tags, paragraph_text, properties_xml, read_pieces
from reportgen.office.sites import Site, Surroundings
from reportgen.office.stops import BoxFinder, Stop, Woven, check_tag
from reportgen.office.tags import Kind, Tag, find_tags


def weave(root: etree._Element, surroundings: Surroundings, find_box: BoxFinder, addresses: Mapping[str, str]) -> Woven:
    """Return the part with marks in place of its tags; ``addresses`` are its links that hold tags, by id."""
    woven = Woven(root)
    weave_boxes(woven, surroundings, find_box)
    for element in list(root.iter(*DIALECTS)):
        if element.getparent() is None:
            continue
        surroundings.pass_by(element)
        dialect = DIALECTS[str(element.tag)]
        join_paragraphs(element, dialect)
        pieces = read_pieces(element, dialect)
        text = "".join(piece.text for piece in pieces)
        if "{" not in text and "}" not in text:
            continue
        tags = [_trimmed(tag, text) for tag in find_tags(text)]
        woven.has_signs |= any(tag.kind is Kind.SIGN for tag in tags)
        if tags:
            site = surroundings.site(element, text)
            _weave_paragraph(woven, element, dialect, text, tags, site, find_box)
    weave_attributes(woven, surroundings, addresses)
    return woven


def join_paragraphs(paragraph: etree._Element, dialect: Dialect) -> None:
    """Join the paragraphs that ``-%}`` at the end of one, or ``{%-`` at the start of the next, draws together."""
    while True:
        following = paragraph.getnext()
        if following is None or following.tag != dialect.paragraph:
            return
        text, after = paragraph_text(paragraph), paragraph_text(following)
        if "{" not in text + after:
            return
        last = next((tag for tag in reversed(list(find_tags(text))) if tag.kind is not Kind.SIGN), None)
        first = next((tag for tag in find_tags(after) if tag.kind is not Kind.SIGN), None)
        draws = last is not None and last.trims_after and not last.scope and not text[last.end :].strip()
        is_drawn = first is not None and first.trims_before and not first.scope and not after[: first.start].strip()
        if not draws and not is_drawn:
            return
        paragraph.extend([child for child in following if child.tag != dialect.paragraph_properties])
        following.getparent().remove(following)  # type: ignore[union-attr]


def _trimmed(tag: Tag, text: str) -> Tag:
    """A tag that takes the blanks along which its minus signs point at."""
    start, end = tag.start, tag.end
    while tag.trims_before and start and text[start - 1].isspace():
        start -= 1
    while tag.trims_after and end < len(text) and text[end].isspace():
        end += 1
    return tag if (start, end) == (tag.start, tag.end) else replace(tag, start=start, end=end)


def _weave_paragraph(
    woven: Woven,
    paragraph: etree._Element,
    dialect: Dialect,
    text: str,
    tags: list[Tag],
    site: Site,
    find_box: BoxFinder,
) -> None:
    hoisted: list[tuple[Tag, etree._Element]] = []
    shaping: list[tuple[Tag, etree._Element]] = []
    sole = len(tags) == 1 and tags[0].kind is Kind.PRINT and not (text[: tags[0].start] + text[tags[0].end :]).strip()
    sole = sole and tags[0].scope in ("", "p")

    def write_text(code: str) -> str:
        return write_mark(woven, Tag(Kind.PRINT, "", code, 0, 0), site)

    def write_block(code: str) -> etree._Element:
        tag = Tag(Kind.STEER, "", code, 0, 0)
        return woven.add(Stop(tag, check_tag(tag), site))

    def mark(tag: Tag, form: str) -> etree._Element:
        frame = "drawing" if paragraph.tag == names.a("p") else "word"
        made = woven.add(Stop(tag, check_tag(tag), site, form, "block" if sole else "run", frame))
        if tag.kind is Kind.PRINT and tag.scope not in ("", "r") and not sole:
            found = f"'{{{{{tag.scope} {tag.code} }}}}' stands beside other text"
            woven.mistakes.append(
                (site, Mistake(found, "give it a paragraph of its own, or write it without the letter"))
            )
        elif is_cell_tag(tag):
            shaping.append((tag, made))
        elif tag.scope in ("p", "tr", "tc") and tag.kind is not Kind.PRINT:
            hoisted.append((tag, made))
        return made

    marks = cut_tags(read_pieces(paragraph, dialect), tags, dialect, mark)
    if sole and marks:
        _frame_block(woven, paragraph, marks[0], dialect, find_box)
    for tag, made in shaping:
        if not shape_cell(tag, made, paragraph, write_text, write_block):
            _unhook(made)
            found = f"'{{% {tag.code} %}}' stands outside a table cell"
            woven.mistakes.append((site, Mistake(found, "put it in the cell it is meant for")))
    for tag, made in hoisted:
        _unhook(made)
        _hoist(woven, paragraph, dialect, tag, made, site)
    _clear_controls(paragraph)


def _unhook(mark: etree._Element) -> None:
    parent = mark.getparent()
    if parent is not None:
        parent.remove(mark)


def _frame_block(
    woven: Woven, paragraph: etree._Element, mark: etree._Element, dialect: Dialect, find_box: BoxFinder
) -> None:
    """A value alone in its paragraph may turn out to be a chart, a table or several paragraphs."""
    if mark.getparent() is not paragraph or any(
        child is not mark and child.tag != dialect.paragraph_properties and not _is_empty_run(child, dialect)
        for child in paragraph
    ):
        return
    number = int(read_mark(mark))
    mark.text = f"{number} held"
    shape = _lone_shape(paragraph)
    box = None if shape is None else find_box(shape)
    role = ""
    if shape is not None and box is not None:
        _put_about(shape, number, "")
        role = "inner "
    _put_about(paragraph, number, role)
    properties = paragraph.find(dialect.paragraph_properties)
    style = None if properties is None else properties.find(names.w("pStyle"))
    woven.stops[number] = replace(
        woven.stops[number],
        paragraph="" if properties is None else properties_xml(properties),
        style="" if style is None else style.get(names.w("val"), ""),
        box=box,
    )


def _put_about(element: etree._Element, number: int, role: str) -> None:
    element.addprevious(make_mark(f"{number} {role}open"))
    element.addnext(make_mark(f"{number} {role}close"))


def _lone_shape(paragraph: etree._Element) -> etree._Element | None:
    """The slide's shape that holds this paragraph and no other text."""
    body = paragraph.getparent()
    shape = None if body is None else body.getparent()
    if body is None or shape is None or shape.tag != names.p("sp"):
        return None
    others = (each for each in body if each is not paragraph and each.tag == names.a("p"))
    return None if any(paragraph_text(each).strip() for each in others) else shape


def _is_empty_run(child: etree._Element, dialect: Dialect) -> bool:
    if child.tag == names.a("endParaRPr") or child.tag == names.w("proofErr"):
        return True
    return child.tag == dialect.run and all(
        inner.tag == dialect.properties or (inner.tag == dialect.text and not (inner.text or "").strip())
        for inner in child
    )


_HOISTED_WORDS = {"p": "paragraph", "tr": "table row", "tc": "table cell"}


def _hoist(
    woven: Woven, paragraph: etree._Element, dialect: Dialect, tag: Tag, mark: etree._Element, site: Site
) -> None:
    governed: etree._Element | None = paragraph
    if tag.scope in ("tr", "tc"):
        name = dialect.row if tag.scope == "tr" else dialect.cell
        governed = next(paragraph.iterancestors(name), None)
    if governed is None:
        remedy = f"put it in a {_HOISTED_WORDS[tag.scope]}, or use {{%p … %}}"
        woven.mistakes.append((site, Mistake(f"'{{%{tag.scope} {tag.code} %}}' stands outside a table", remedy)))
        return
    if tag.word.startswith("end"):
        _after_marks(governed).addnext(mark)
    else:
        governed.addprevious(mark)
    _drop_if_empty(governed, dialect, tag.scope, woven, site)


def _after_marks(element: etree._Element) -> etree._Element:
    """The last of the marks that stand right behind an element: end tags keep their order."""
    following = element.getnext()
    while following is not None and read_mark(following):
        element, following = following, following.getnext()
    return element


_KEPT = (names.w("drawing"), names.w("pict"), names.w("sectPr"), names.a("fld"))


def _drop_if_empty(governed: etree._Element, dialect: Dialect, scope: str, woven: Woven, site: Site) -> None:
    """What held nothing but the tag goes; its mark stays where it was."""
    if governed.getparent() is None or has_marks(governed):
        return
    paragraphs = [governed] if scope == "p" else list(governed.iter(dialect.paragraph))
    if any(paragraph_text(each).strip() for each in paragraphs) or any(True for _ in governed.iter(*_KEPT)):
        return
    for mark in list(governed.iter(names.w("bookmarkStart"), names.w("bookmarkEnd"))):
        governed.addprevious(mark)
    parent = governed.getparent()
    assert parent is not None
    parent.remove(governed)


_BOUND = ("dataBinding", "showingPlcHdr", "text", "comboBox", "dropDownList", "date", "temporary")


def _clear_controls(paragraph: etree._Element) -> None:
    """A control with a tag inside shows what is printed: bound, plain and placeholder controls become rich text."""
    controls = list(paragraph.iterancestors(names.w("sdt")))
    controls += [
        above for mark in find_marks(paragraph) for above in mark.iterancestors(names.w("sdt")) if above not in controls
    ]
    for control in controls:
        properties = control.find(names.w("sdtPr"))
        for child in [] if properties is None else list(properties):
            if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _BOUND:
                child.getparent().remove(child)  # type: ignore[union-attr]
