"""Putting comments where a template's mistakes are, all else kept byte for byte: ``template check --annotate``.

A Word template gets Word comments. A deck gets PowerPoint's classic slide comments, which every version opens; one with
comments of its own is left alone, because the old and the new kind of comment do not go together in one deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from reportgen.errors import Place, Problem, ProblemsError
from reportgen.office import names
from reportgen.office.intake import Refusal, read_package
from reportgen.office.layout import read_styles
from reportgen.office.names import P, R, W
from reportgen.office.package import Package, write_members
from reportgen.office.runs import paragraph_text
from reportgen.office.sites import Surroundings, shorten
from reportgen.office.xml import HEADER, MarkupError, parse, serialise_part, write_wiring

AUTHOR, _INITIALS = "reportgen", "rg"
_WORD_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SLIDE_COMMENTS = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
_AUTHORS = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
_SLIDE = re.compile(r"(?:notes of )?slide (\d+)")
_OWN_COMMENTS = ("comments", "commentAuthors", "authors")
_STEP = 300
"""How far apart the comments of one slide stand, in the 576ths of an inch of the format."""


def annotate_template(template: bytes, problems: Iterable[Problem], *, name: str = "template") -> bytes:
    """Return the Word or PowerPoint template with a comment for each problem, beside the text it is about.

    What has no place of its own in the text (a header, a picture's description, the whole file) is told at the start,
    with its place. Raises ProblemsError for a file that cannot take comments.
    """
    problems = tuple(problems)
    try:
        before = read_package(template)
        package = before.copy()
        kind = package.types.of(package.main)
        if "wordprocessingml" in kind:
            _note_document(package, problems)
        elif "presentationml" in kind:
            _note_slides(package, problems)
        else:
            raise Refusal("this is not a Word document or PowerPoint presentation", "choose a template")
    except (Refusal, MarkupError) as error:
        found = error.found if isinstance(error, Refusal) else str(error)
        remedy = error.remedy if isinstance(error, Refusal) else "open it in Office and save it again"
        raise ProblemsError([Problem(Place(name), found, "a file that can take comments is needed", remedy)]) from error
    write_wiring(before, package)
    return write_members(package.parts)


def _note_document(package: Package, problems: tuple[Problem, ...]) -> None:
    root = parse(package.parts[package.main].data)
    part, comments = _word_comments(package)
    number = max((int(entry.get(names.w("id"), "0")) for entry in comments), default=-1) + 1
    anchors = _Anchors(root, package)
    for problem in problems:
        paragraphs, told = anchors.find(problem.place.part)
        for paragraph in paragraphs:
            comments.append(_word_comment(number, _words(problem, told)))
            _anchor(paragraph, number)
            number += 1
    package.put(part, serialise_part(comments), _WORD_COMMENTS)
    package.put(package.main, serialise_part(root))


def _word_comments(package: Package) -> tuple[str, etree._Element]:
    """Return the document's comments with the part's name; an empty list where it has none yet."""
    for relation, part in package.related(package.main):
        if relation.kind == "comments" and part in package.parts:
            return part, parse(package.parts[part].data)
    part = f"{package.main.rpartition('/')[0]}/comments.xml".lstrip("/")
    if part in package.parts:
        part = package.free_name(package.main.rpartition("/")[0], "comments", "xml")
    package.relate(package.main, f"{R}/comments", part)
    return part, parse(f'{HEADER}<w:comments xmlns:w="{W}"/>'.encode())


class _Anchors:
    """Finds the paragraphs of a document by the words a problem gives for their place."""

    def __init__(self, root: etree._Element, package: Package) -> None:
        styles = read_styles(package)
        headings = frozenset(styles[name] for name in styles if name.startswith(("heading", "title")))
        surroundings = Surroundings(package.main, "", headings)
        self._by_words: dict[str, list[etree._Element]] = {}
        self._by_sentence: dict[str, list[etree._Element]] = {}
        paragraphs = list(root.iter(names.w("p"), names.a("p")))
        for paragraph in paragraphs:
            surroundings.pass_by(paragraph)
            site = surroundings.site(paragraph, paragraph_text(paragraph))
            outer = _outermost(paragraph)
            if outer is not None:
                _add(self._by_words, site.words, outer)
                _add(self._by_sentence, site.words.rpartition(" ▸ ")[2], outer)
        for element in root.iter(etree.Element):
            outer = _outermost(element)
            for value in element.attrib.values() if outer is not None else ():
                if "{" in str(value):
                    _add(self._by_sentence, f'paragraph "{shorten(str(value))}"', outer)
        self._first = next((each for each in map(_outermost, paragraphs) if each is not None), None)

    def find(self, words: str) -> tuple[list[etree._Element], str]:
        """Return the paragraphs, and the words to put before the comment where they are not the place itself."""
        is_in_text = not words.startswith(("header", "footer", "footnote", "endnote", "chart", "SmartArt"))
        found = self._by_words.get(words) if is_in_text else None
        if found is None and is_in_text and 'paragraph "' in words:
            found = self._by_sentence.get(words.rpartition(" ▸ ")[2])
        if found:
            return found, ""
        return [self._first] if self._first is not None else [], words


def _add(found: dict[str, list[etree._Element]], words: str, paragraph: etree._Element | None) -> None:
    known = found.setdefault(words, [])
    if paragraph is not None and paragraph not in known:
        known.append(paragraph)


def _outermost(element: etree._Element) -> etree._Element | None:
    """The paragraph of the text itself that holds an element: Word takes no comment inside a text box."""
    above = [element, *element.iterancestors()]
    return next((each for each in reversed(above) if each.tag == names.w("p")), None)


def _word_comment(number: int, lines: list[str]) -> etree._Element:
    comment = etree.Element(names.w("comment"), nsmap={"w": W})
    comment.set(names.w("id"), str(number))
    comment.set(names.w("author"), AUTHOR)
    comment.set(names.w("initials"), _INITIALS)
    for line in lines:
        run = etree.SubElement(etree.SubElement(comment, names.w("p")), names.w("r"))
        text = etree.SubElement(run, names.w("t"))
        text.text = line
        text.set(names.XML_SPACE, "preserve")
    return comment


def _anchor(paragraph: etree._Element, number: int) -> None:
    """Put the two ends of a comment about a paragraph's text, and its sign behind it."""
    start, end = (etree.Element(names.w(name)) for name in ("commentRangeStart", "commentRangeEnd"))
    run = etree.Element(names.w("r"))
    for element in (start, end, etree.SubElement(run, names.w("commentReference"))):
        element.set(names.w("id"), str(number))
    properties = paragraph.find(names.w("pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.extend([end, run])


def _note_slides(package: Package, problems: tuple[Problem, ...]) -> None:
    if any(relation.kind in _OWN_COMMENTS for part in package.parts for relation, _ in package.related(part)):
        raise Refusal("this deck has comments of its own", "delete them (Review ▸ Delete) to have the mistakes as such")
    slides = list(_slides(package))
    if not slides:
        raise Refusal("this deck has no slide", "add the slides the template is to have")
    noted: dict[str, etree._Element] = {}
    for index, problem in enumerate(problems, 1):
        place = _SLIDE.match(problem.place.part)
        on_slide = place is not None and int(place[1]) <= len(slides)
        slide = slides[int(place[1]) - 1] if place is not None and on_slide else slides[0]
        comments = noted.setdefault(slide, etree.Element(names.p("cmLst"), nsmap={"p": P}))
        comments.append(_slide_comment(index, len(comments), _words(problem, problem.place.part)))
    for slide, comments in noted.items():
        part = package.free_name("ppt/comments", "comment", "xml")
        package.relate(slide, f"{R}/comments", part)
        package.put(part, serialise_part(comments), _SLIDE_COMMENTS)
    if noted:
        author = f'<p:cmAuthor id="0" name="{AUTHOR}" initials="{_INITIALS}" lastIdx="{len(problems)}" clrIdx="0"/>'
        listed = f'{HEADER}<p:cmAuthorLst xmlns:p="{P}">{author}</p:cmAuthorLst>'
        package.put("ppt/commentAuthors.xml", listed.encode(), _AUTHORS)
        package.relate(package.main, f"{R}/commentAuthors", "ppt/commentAuthors.xml")


def _slides(package: Package) -> Iterator[str]:
    """Give the slides in their order."""
    targets = {relationship.id: target for relationship, target in package.related(package.main)}
    listed = parse(package.parts[package.main].data).find(names.p("sldIdLst"))
    for entry in () if listed is None else listed:
        yield targets[entry.get(names.r("id"), "")]


def _slide_comment(index: int, row: int, lines: list[str]) -> etree._Element:
    comment = etree.Element(names.p("cm"), authorId="0", idx=str(index))
    etree.SubElement(comment, names.p("pos"), x="10", y=str(10 + row * _STEP))
    etree.SubElement(comment, names.p("text")).text = "\n".join(lines)
    return comment


def _words(problem: Problem, told: str) -> list[str]:
    """Return the lines of a comment; ``told`` is the place where the comment cannot stand there."""
    first = f"{problem.severity.value.capitalize()}: {problem.found}."
    return [*([f"{told}:"] if told else []), first, f"To do: {problem.remedy}."]
