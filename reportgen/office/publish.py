"""The one pass over a finished file before it may be published: nothing hidden, personal or left over stays in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from reportgen.office import names
from reportgen.office.cell_areas import Area
from reportgen.office.image_metadata import strip_metadata
from reportgen.office.package import Package, write_members
from reportgen.office.places import keep_places
from reportgen.office.properties import Properties, write_properties
from reportgen.office.publish_charts import Areas, clean_chart, read_drawn
from reportgen.office.publish_markup import drop_unseen, may_hold_unseen, plain_theme
from reportgen.office.publish_parts import ALLOWED, NOTES, drop_parts, drop_unnamed, drop_unreachable, read_whole
from reportgen.office.publish_slides import SLIDE_ROOTS, clean_slide, hidden_slides, slide_size, speak, unlist_slides
from reportgen.office.publish_word import (
    clean_settings,
    clean_story,
    drop_unused_notes,
    has_tracked_changes,
    hidden_styles,
    is_story,
    set_language,
    shows_even_pages,
    shows_first_pages,
    used_notes,
)
from reportgen.office.publish_workbook import KEPT, trim_workbook
from reportgen.office.xml import local, parse, serialise_part, write_wiring


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file fit to be published, and in words what it held besides that is not published."""

    data: bytes
    left_out: tuple[str, ...] = ()


def clean(
    data: bytes,
    *,
    title: str,
    language: str = "en-GB",
    subject: str = "",
    author: str = "",
    day: date | None = None,
    keep_notes: bool = False,
) -> Cleaned:
    """Return a finished docx or pptx fit to be published.

    Comments, hidden text, hidden slides and shapes, unused parts, image metadata, cells behind charts that they do not
    draw and, unless ``keep_notes``, speaker notes are gone; the properties hold ``title``, ``subject``, ``author`` and
    ``language`` and no date but ``day``. Parts that needed no change keep their bytes, and cleaning twice changes
    nothing.

    Raises:
        ValueError: the file is not a whole Office file, or a document holds tracked changes: nobody but its author can
            say which of the words in them may be published.
    """
    package = read_whole(data)
    before = package.copy()
    said: set[str] = set()
    if "presentationml" in package.types.of(package.main):
        dropped = hidden_slides(package)
        if dropped:
            unlist_slides(package, dropped)
            said.add("hidden slides")
    said |= drop_parts(package, ALLOWED | NOTES if keep_notes else ALLOWED)
    said |= _Cleaning(package, language).run()
    drop_unnamed(package)
    drop_unreachable(package)
    keep_places(package)
    write_properties(package, Properties(title, subject, author, language, day))
    write_wiring(before, package)
    return Cleaned(write_members(package.parts), tuple(sorted(said)))


@dataclass(slots=True)
class _Cleaning:
    """One pass over the parts of a package; ``said`` gathers what an officer may miss."""

    package: Package
    language: str
    said: set[str] = field(default_factory=set)
    _hiding: frozenset[str] = frozenset()
    _has_first: bool = False
    _has_even: bool = False
    _size: tuple[int, int] = (0, 0)
    _drawn: dict[str, dict[str, tuple[Area, ...]]] = field(default_factory=dict)
    """What the charts draw, by their workbook's part and its sheets."""

    def run(self) -> set[str]:
        """Clean every part; return what was left out, in words."""
        self._look_around()
        for name, part in list(self.package.parts.items()):
            if name.endswith(".xml") and not name.startswith(("customXml/", "docProps/", "[")):
                self._clean_markup(name)
            elif name.endswith(".xlsx"):
                cleaned = self._clean_workbook(name, part.data)
                if cleaned != part.data:
                    self.package.put(name, cleaned)
            elif not name.endswith((".rels", ".xml")):
                stripped = strip_metadata(part.data)
                if stripped != part.data:
                    self.package.put(name, stripped)
        self._drop_notes()
        return self.said

    def _root(self, kind: str) -> etree._Element | None:
        found = next((target for each, target in self.package.related(self.package.main) if each.kind == kind), "")
        return parse(self.package.parts[found].data) if found in self.package.parts else None

    def _look_around(self) -> None:
        main = parse(self.package.parts[self.package.main].data)
        if self.package.main.startswith("word/"):
            self._hiding = hidden_styles(self._root("styles"))
            self._has_first, self._has_even = shows_first_pages(main), shows_even_pages(self._root("settings"))
        else:
            self._size = slide_size(main)

    def _clean_markup(self, name: str) -> None:
        data = self.package.parts[name].data
        root = parse(data)
        before = etree.tostring(root.getroottree())
        if may_hold_unseen(data):
            root = drop_unseen(root)
        self._clean_part(name, root)
        if etree.tostring(root.getroottree()) != before:
            self.package.put(name, serialise_part(root))

    def _clean_part(self, name: str, root: etree._Element) -> None:
        kind = local(root)
        if is_story(root):
            if has_tracked_changes(root):
                raise ValueError("the document holds tracked changes: accept or reject them, then publish it")
            self.said |= clean_story(root, self._hiding, has_first=self._has_first, has_even=self._has_even)
        elif root.tag == names.w("settings"):
            clean_settings(root)
        elif root.tag == names.w("styles"):
            set_language(root, self.language)
        elif kind in SLIDE_ROOTS:
            self.said |= clean_slide(root, self.language, self._size)
        elif kind == "presentation":
            speak(root, self.language, default=True)
        elif root.tag == names.a("theme"):
            plain_theme(root)
        elif kind == "presentationPr":
            for page in root.findall(names.p("htmlPubPr")):
                root.remove(page)
        elif kind == "chartSpace":
            clean_chart(root)
            self._note_drawn(name, read_drawn(root))

    def _note_drawn(self, chart: str, areas: Areas) -> None:
        for each, target in self.package.related(chart):
            if each.kind == "package":
                drawn = self._drawn.setdefault(target, {})
                for sheet, found in areas.items():
                    drawn[sheet] = (*drawn.get(sheet, ()), *found)

    def _clean_workbook(self, name: str, data: bytes) -> bytes:
        """Return the workbook behind a chart with what the chart draws alone."""
        book = read_whole(data)
        before = book.copy()
        if trim_workbook(book, self._drawn.get(name, {})):
            self.said.add("cells behind charts that they do not draw")
        drop_parts(book, KEPT)
        write_wiring(before, book)
        return data if book.parts == before.parts else write_members(book.parts)

    def _drop_notes(self) -> None:
        """Take out the footnotes and endnotes that no text refers to."""
        stories = [name for name in self.package.parts if name.startswith("word/") and name.endswith(".xml")]
        roots = {name: parse(self.package.parts[name].data) for name in stories}
        for name, root in roots.items():
            if local(root) in ("footnotes", "endnotes"):
                used = used_notes(roots.values(), local(root).removesuffix("s"))
                if drop_unused_notes(root, used):
                    self.package.put(name, serialise_part(root))
