"""The tree pass: a part's tags leave its tree and marks stand where they act.

An expression's mark stands among the runs of its paragraph, a ``{%p %}`` beside the paragraph, a ``{%tr %}`` beside
the row, a ``{%tc %}`` beside the cell. Marks are processing instructions, so the tree stays a tree; written out, they
become Jinja between stretches of untouched markup.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.office import names
from reportgen.office.cells import is_cell_tag, shape_cell
from reportgen.office.language import Checked, Mistake, check_print, check_steer
from reportgen.office.marks import find_marks, has_marks, make_mark, read_mark
from reportgen.office.runs import DIALECTS, Dialect, cut_tags, paragraph_text, properties_xml, read_pieces
from reportgen.office.sites import Site, Surroundings
from reportgen.office.tags import Kind, Tag, find_tags

ATTRIBUTE_OPEN, ATTRIBUTE_CLOSE = "\ue0f0rg:", "\ue0f1"


@dataclass(frozen=True, slots=True)
class Box:
    """Place and size in EMU of the box that a chart or table takes the place of."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One tag of a part: what it says, how it was checked, where it stands and the form its value is printed in."""

    tag: Tag
    checked: Checked
    site: Site
    form: str = ""
    """The run properties of the text it replaces, as XML."""
    level: str = "run"
    """``run``, ``block`` (a whole paragraph's place) or ``attribute``."""
    frame: str = ""
    """What is wrapped about a run printed here: ``word`` or ``drawing``."""
    paragraph: str = ""
    """The properties of the paragraph a block takes the place of, as XML, and its style."""
    style: str = ""
    box: Box | None = None
    """The box a chart or table takes the place of."""


@dataclass(slots=True)
class Woven:
    """A part after the tree pass: its root with marks, the stops they stand for, and the mistakes found."""

    root: etree._Element
    stops: list[Stop] = field(default_factory=list)
    marks: list[etree._Element | None] = field(default_factory=list)
    mistakes: list[tuple[Site, Mistake]] = field(default_factory=list)
    has_signs: bool = False
    """Whether escapes were written out, so that the part changes even without a tag."""

    def add(self, stop: Stop) -> etree._Element:
        """Take a stop in and return the mark for it."""
        mark = make_mark(str(len(self.stops)))
        self.stops.append(stop)
        self.marks.append(mark)
        self.mistakes += [(stop.site, mistake) for mistake in stop.checked.mistakes]
        return mark


def check_tag(tag: Tag) -> Checked:
    """Return a tag's checked code."""
    if tag.kind is Kind.PRINT:
        return check_print(tag.code)
    if tag.kind is Kind.STEER:
        return check_steer(tag.code)
    if tag.kind is Kind.WRONG:
        return Checked(None, mistakes=(_wrong(tag),))
    return Checked(None)


def _wrong(tag: Tag) -> Mistake:
    if len(tag.code) == 2:
        return Mistake(f"'{tag.code}' ends a tag that never began", "add the beginning or delete it")
    return Mistake(f"the tag '{tag.code[:40]}' never ends", "close it with the same braces in the same paragraph")


BoxFinder = Callable[[etree._Element], Box | None]
"""Gives the place and size of a slide's shape, its own or its layout's."""


def weave(root: etree._Element, surroundings: Surroundings, find_box: BoxFinder) -> Woven:
    """Return the part with marks in place of its tags."""
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
    _weave_attributes(woven, surroundings)
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
        return _write_mark(woven, Tag(Kind.PRINT, "", code, 0, 0), site)

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
    role = ""
    if shape is not None:
        _put_about(shape, number, "")
        role = "inner "
    _put_about(paragraph, number, role)
    properties = paragraph.find(dialect.paragraph_properties)
    style = None if properties is None else properties.find(names.w("pStyle"))
    woven.stops[number] = replace(
        woven.stops[number],
        paragraph="" if properties is None else properties_xml(properties),
        style="" if style is None else style.get(names.w("val"), ""),
        box=None if shape is None else find_box(shape),
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


def _drop_if_empty(governed: etree._Element, dialect: Dialect, scope: str, woven: Woven, site: Site) -> None:
    """What held nothing but the tag goes; its mark stays where it was."""
    if governed.getparent() is None or has_marks(governed):
        return
    paragraphs = [governed] if scope == "p" else list(governed.iter(dialect.paragraph))
    if any(paragraph_text(each).strip() for each in paragraphs) or any(
        True for _ in governed.iter(names.w("drawing"), names.w("pict"), names.w("sectPr"))
    ):
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


_MARKED = ("chart:", "table:")
_SHAPES = (names.p("sp"), names.p("pic"), names.p("graphicFrame"))


def weave_boxes(woven: Woven, surroundings: Surroundings, find_box: BoxFinder) -> None:
    """Put a mark in place of every box whose name or alt text is ``chart:name`` or ``table:name``."""
    for about in list(woven.root.iter(names.p("cNvPr"), f"{{{names.WP}}}docPr")):
        is_slide = about.tag == names.p("cNvPr")
        asked = [about.get("descr", ""), about.get("title", ""), about.get("name", "") if is_slide else ""]
        asked = [words.strip() for words in asked if words.strip().startswith(_MARKED)]
        if not asked:
            continue
        kind, _, name = asked[0].partition(":")
        tag = Tag(Kind.PRINT, "", f'{kind}("{name.strip()}")', 0, 0)
        stop = Stop(tag, check_tag(tag), surroundings.site(about, asked[0]), level="block", frame="drawing")
        shape = next(about.iterancestors(*_SHAPES), None) if is_slide else None
        if shape is not None:
            mark = woven.add(replace(stop, box=find_box(shape)))
            mark.text = f"{mark.text} box"
        elif not is_slide:
            shape = next(about.iterancestors(names.w("drawing")))
            extent = about.getparent().find(f"{{{names.WP}}}extent")  # type: ignore[union-attr]
            size = (0, 0) if extent is None else (int(extent.get("cx", 0)), int(extent.get("cy", 0)))
            mark = woven.add(replace(stop, frame="word", box=Box(0, 0, *size)))
            mark.text = f"{mark.text} drawing"
        else:
            continue
        outer = shape.getparent()
        while outer is not None and outer.tag in (f"{{{names.MC}}}Choice", f"{{{names.MC}}}AlternateContent"):
            shape, outer = outer, outer.getparent()
        assert outer is not None
        outer.replace(shape, mark)


_DESCRIBED = ("descr", "title", "alt")


def _weave_attributes(woven: Woven, surroundings: Surroundings) -> None:
    for element in list(woven.root.iter(etree.Element)):
        for name, value in element.items():
            if ("{{" in value or "{%" in value) and name in _DESCRIBED:
                element.set(name, _mark_text(woven, str(value), surroundings.site(element, str(value))))


def _mark_text(woven: Woven, text: str, site: Site) -> str:
    """Return a text with every tag replaced by a mark in characters: for attributes and plain properties."""
    done: list[str] = []
    position = 0
    for tag in find_tags(text):
        done.append(text[position : tag.start])
        position = tag.end
        if tag.kind is Kind.SIGN:
            done.append(tag.code)
            continue
        done.append(_write_mark(woven, tag, site))
    return "".join([*done, text[position:]])


def _write_mark(woven: Woven, tag: Tag, site: Site) -> str:
    woven.add(Stop(tag, check_tag(tag), site, level="attribute"))
    woven.marks[-1] = None
    return f"{ATTRIBUTE_OPEN}{len(woven.stops) - 1}{ATTRIBUTE_CLOSE}"


def weave_properties(root: etree._Element, part: str) -> Woven:
    """Return the document properties with marks in place of the tags in their text."""
    woven = Woven(root)
    for element in list(root.iter(etree.Element)):
        if element.text and ("{{" in element.text or "{%" in element.text):
            element.text = _mark_text(woven, element.text, Site(part, "document properties", element.text))
    return woven
