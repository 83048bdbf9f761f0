"""The deck: eight core slides for a ten-minute item, then a backup section; notes on every slide."""

from __future__ import annotations

from starters.deck_master import LAYOUTS, TYPE, add_masters, presentation
from starters.package import Package
from starters.slide_shapes import NAMES, placeholder, row_table
from starters.slides_backup import BACKUP
from starters.slides_core import CORE
from starters.slides_kind import RowTable, Slide
from starters.slides_reference import REFERENCE

_LAYOUT_NUMBERS = {name: number for number, name in enumerate(LAYOUTS, 1)}
_FOOTER = "{{ authority.name }}. Figures for {{ period.name }}."


def make_deck() -> bytes:
    """Return slides.pptx."""
    package = Package()
    main = "ppt/presentation.xml"
    package.link("", "officeDocument", main)
    package.add_properties("{{ meeting.item_title }}")
    add_masters(package)
    master = package.link(main, "slideMaster", "slideMasters/slideMaster1.xml")
    notes_master = package.link(main, "notesMaster", "notesMasters/notesMaster1.xml")
    package.link(main, "theme", "theme/theme1.xml")
    links = []
    for number, slide in enumerate((*CORE, *BACKUP, *REFERENCE), 1):
        part = f"ppt/slides/slide{number}.xml"
        notes = f"ppt/notesSlides/notesSlide{number}.xml"
        links.append(package.link(main, "slide", f"slides/slide{number}.xml"))
        package.link(part, "slideLayout", f"../slideLayouts/slideLayout{_LAYOUT_NUMBERS[slide.layout]}.xml")
        package.link(part, "notesSlide", f"../notesSlides/notesSlide{number}.xml")
        package.add(part, f"{TYPE}.slide+xml", _slide(slide))
        package.link(notes, "notesMaster", "../notesMasters/notesMaster1.xml")
        package.link(notes, "slide", f"../slides/slide{number}.xml")
        package.add(notes, f"{TYPE}.notesSlide+xml", _notes(slide.notes))
    package.add(main, f"{TYPE}.presentation.main+xml", presentation(links, master, notes_master))
    return package.to_bytes()


def _slide(slide: Slide) -> str:
    kind, slots = LAYOUTS[slide.layout]
    title_kind = "ctrTitle" if kind == "title" else "title"
    shapes = placeholder(2, "Title", title_kind, 0, [slide.title])
    places = {name: (slot_kind, index, box) for name, slot_kind, index, box, _ in slots}
    for number, (name, content) in enumerate(slide.fills.items(), 3):
        slot_kind, index, box = places[name]
        if isinstance(content, RowTable):
            shapes += row_table(number, content.title, box, content.loop, content.columns, content.size)
        else:
            shapes += placeholder(number, name, slot_kind, index, content)
    if slide.layout not in ("Title", "Section"):
        shapes += placeholder(40, "Footer", "ftr", 20, [slide.source or _FOOTER])
        shapes += _slide_number(41)
    return (
        f'<p:sld {NAMES}><p:cSld name="{slide.name}"><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        '<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _slide_number(number: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldNum" idx="21"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>'
        '<a:fld id="{8A2F6C3E-5B1D-4E7A-9C40-3D2E1F0A5B6C}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
        "</a:p></p:txBody></p:sp>"
    )


def _notes(lines: tuple[str, ...]) -> str:
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    )
    words = placeholder(3, "Notes", "body", 3, list(lines))
    return (
        f'<p:notes {NAMES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        '</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{image}{words}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
