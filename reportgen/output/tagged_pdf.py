"""Whether a PDF can be read aloud: its tags, language, title, texts for pictures and order of headings.

LibreOffice calls a PDF accessible (PDF/UA) whatever is in it, and loses the alt texts of charts on the way. They are
put back from the document itself, picture by picture; then the PDF is looked at, and what is missing is said.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.errors import Place, Problem, Severity

if TYPE_CHECKING:
    import pikepdf

_REMEDY = "export it from Word or PowerPoint as “PDF, document structure tags” instead, and check it there"


@dataclass(frozen=True, slots=True)
class _Tag:
    """An element of the structure: its standard name, its page (0 where it names none), and itself."""

    name: str
    page: int
    element: Any


def count_pages(data: bytes) -> int:
    """Return the number of pages of a PDF, 0 for what is none."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


def describe_figures(data: bytes, alt_texts: Sequence[Sequence[str]]) -> bytes:
    """Return the PDF with an alt text for each picture that has none.

    ``alt_texts`` are those of each page of a deck, or all of a document in one sequence, in reading order. Where there
    are not as many of them as pictures nothing is put in: a wrong text is worse than none.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [tag for tag in _tags(pdf) if tag.name == "Figure"]
        pages = [figures] if len(alt_texts) == 1 else [[f for f in figures if f.page == n] for n in _numbers(alt_texts)]
        changed = False
        for tags, texts in zip(pages, alt_texts, strict=True):
            if len(tags) != len(texts):
                continue
            for tag, words in zip(tags, texts, strict=True):
                if words and not str(tag.element.get("/Alt", "")).strip():
                    tag.element["/Alt"] = pikepdf.String(words)
                    changed = True
        if not changed:
            return data
        out = io.BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def _numbers(pages: Sequence[object]) -> range:
    return range(1, len(pages) + 1)


def check_pdf(data: bytes, name: str) -> tuple[Problem, ...]:
    """Return what keeps a PDF from being read aloud, as warnings with page and remedy."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return tuple(
            Problem(Place(name, part), found, needed, _REMEDY, Severity.WARNING)
            for part, found, needed in (*_whole(pdf), *_figures(pdf), *_headings(pdf))
        )


def _whole(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str, str]]:
    root: Any = pdf.Root
    marked = root.get("/MarkInfo")
    if "/StructTreeRoot" not in root or marked is None or not bool(marked.get("/Marked", False)):
        yield "", "it has no tags", "tags that give a screen reader the order of the words"
    if not str(root.get("/Lang", "")).strip():
        yield "", "it does not say what language it is in", "a language, so that it is spoken in the right voice"
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield "", "it has no title", "the title that a screen reader says first"
    elif not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "", "its window shows the file's name", "the title shown in its place"


def _figures(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str, str]]:
    for tag in _tags(pdf):
        if tag.name == "Figure" and not str(tag.element.get("/Alt", "")).strip():
            yield _page(tag), "a picture has no alt text", "words for a reader who cannot see it"


def _headings(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str, str]]:
    before = 0
    for tag in _tags(pdf):
        if tag.name[:1] == "H" and tag.name[1:].isdigit():
            level = int(tag.name[1:])
            if level > before + 1:
                what = f"follows level {before}" if before else "is the first"
                yield _page(tag), f"a heading of level {level} {what}", "levels that follow one another"
            before = level


def _page(tag: _Tag) -> str:
    return f"page {tag.page}" if tag.page else ""


def _tags(pdf: pikepdf.Pdf) -> Iterator[_Tag]:
    """The elements of the structure in reading order, by the standard names that their own stand for."""
    root: Any = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    roles = {str(name): str(stands_for) for name, stands_for in dict(root.get("/RoleMap", {})).items()}
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    yield from _walk(root.get("/K"), roles, pages)


def _walk(element: Any, roles: dict[str, str], pages: dict[tuple[int, int], int]) -> Iterator[_Tag]:
    import pikepdf

    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _walk(child, roles, pages)
    elif isinstance(element, pikepdf.Dictionary):
        name = element.get("/S")
        if name is not None:
            page = element.get("/Pg")
            number = 0 if page is None else pages.get(page.objgen, 0)
            yield _Tag(roles.get(str(name), str(name)).lstrip("/"), number, element)
        if "/K" in element:
            yield from _walk(element["/K"], roles, pages)
