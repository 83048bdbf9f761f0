"""What must hold of a PowerPoint file, beyond what holds of any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.office.names import a, p, r
from reportgen.office.opened import OpenedFile
from reportgen.office.package import target_name
from reportgen.office.xml import local

SLIDES = "ppt/slides/slide"


def slides_listed(file: OpenedFile) -> Iterator[str]:
    """Every slide in the archive is listed once, every listed slide exists, and ids are their own."""
    root = file.roots.get(file.main)
    if root is None:
        return
    targets = {each.id: target_name(file.main, each.target) for each in file.relationships.get(file.main, ())}
    listed = [(entry.get("id", ""), targets.get(entry.get(r("id"), ""), "")) for entry in root.iter(p("sldId"))]
    yield from (
        f"{n} slides have the id {each}" for each, n in Counter(number for number, _ in listed).items() if n > 1
    )
    yield from (f"{name} is listed {n} times" for name, n in Counter(name for _, name in listed).items() if n > 1)
    for number, name in listed:
        if not number.isdigit() or int(number) < 256:
            yield f"{name} has the id {number}; slide ids begin at 256"
        if name not in file.parts:
            yield f"slide {number} is listed and is not there"
    present = {name for name in file.roots if name.startswith(SLIDES)}
    yield from (f"{name} is not in the list of slides" for name in sorted(present - {name for _, name in listed}))


def layouts_known(file: OpenedFile) -> Iterator[str]:
    """Every slide follows one layout, every layout one master, and has at most one page of notes, which is its own."""
    owners: Counter[str] = Counter()
    for name, _ in file.under(SLIDES):
        layouts = len(file.related(name, "slideLayout"))
        if layouts != 1:
            yield f"{name} has {layouts} layouts"
        notes = file.related(name, "notesSlide")
        owners.update(notes)
        if len(notes) > 1:
            yield f"{name} has {len(notes)} pages of notes"
    for name, _ in file.under("ppt/slideLayouts/slideLayout"):
        masters = len(file.related(name, "slideMaster"))
        if masters != 1:
            yield f"{name} has {masters} masters"
    yield from (f"{name} belongs to {count} slides" for name, count in owners.items() if count > 1)


def shapes_numbered_apart(file: OpenedFile) -> Iterator[str]:
    """No two shapes of a slide have the same id."""
    for name, root in file.under("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notesSlides/"):
        tree = root.find(f"{p('cSld')}/{p('spTree')}")
        if tree is None:
            yield f"{name} has no tree of shapes"
            continue
        counts = Counter(shape.get("id", "") for shape in tree.iter(p("cNvPr")) if not _in_fallback(shape))
        yield from (f"{name}: {count} shapes have the id {number}" for number, count in counts.items() if count > 1)


def _in_fallback(shape: object) -> bool:
    return any(local(above) == "Fallback" for above in shape.iterancestors())  # type: ignore[attr-defined]


def texts_hold_paragraphs(file: OpenedFile) -> Iterator[str]:
    """Every text body holds a paragraph, and every table cell a text body."""
    for name, root in file.under("ppt/"):
        for body in root.iter(p("txBody"), a("txBody")):
            if body.find(a("p")) is None:
                yield f"{name}: a text body holds no paragraph"
        for cell in root.iter(a("tc")):
            if cell.find(a("txBody")) is None:
                yield f"{name}: a table cell holds no text body"


def shapes_have_text(file: OpenedFile) -> Iterator[str]:
    """A text box, and a placeholder that shows text, has a text body."""
    for name, root in file.under(SLIDES):
        for shape in root.iter(p("sp")):
            box = shape.find(f"{p('nvSpPr')}/{p('cNvSpPr')}")
            holds = shape.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}") is not None
            if (holds or (box is not None and box.get("txBox") == "1")) and shape.find(p("txBody")) is None:
                label = shape.find(f"{p('nvSpPr')}/{p('cNvPr')}")
                yield f"{name}: “{'' if label is None else label.get('name', '')}” has no text body"


def tables_square(file: OpenedFile) -> Iterator[str]:
    """Every row of a table has a cell for each column of its grid."""
    for name, root in file.under(SLIDES):
        for table in root.iter(a("tbl")):
            columns = len(table.findall(f"{a('tblGrid')}/{a('gridCol')}"))
            if any(len(row.findall(a("tc"))) != columns for row in table.iterfind(a("tr"))):
                yield f"{name}: a table's rows do not match its {columns} columns"
