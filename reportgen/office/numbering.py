"""Lists of one Word document brought into another, each with a number of its own: none counts on from another."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reportgen.office import names
from reportgen.office.package import Package
from reportgen.office.xml import HEADER, parse, serialise_part

_RELATIONSHIP = f"{names.R}/numbering"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


def join_lists(package: Package, other: Package, elements: list[etree._Element]) -> None:
    """Copy the lists that ``elements`` of ``other`` count in into ``package``, and name them as they are called there.

    Raises ValueError for a list whose number is not a number.
    """
    marks = [mark for each in elements for mark in each.iter(names.w("numId")) if _value(mark) not in ("", "0")]
    source = _part_of(other)
    if not marks or not source:
        return
    theirs = parse(other.parts[source].data)
    target = _part_of(package) or _make_part(package)
    root = parse(package.parts[target].data)
    numbers = {each.get(names.w("numId"), ""): each for each in theirs.iterfind(names.w("num"))}
    kinds = {each.get(names.w("abstractNumId"), ""): each for each in theirs.iterfind(names.w("abstractNum"))}
    made: dict[str, str] = {}
    for mark in marks:
        if _value(mark) not in made:
            made[_value(mark)] = _add(root, numbers.get(_value(mark)), kinds)
        mark.set(names.w("val"), made[_value(mark)])
    package.put(target, serialise_part(root))


def _value(mark: etree._Element) -> str:
    return mark.get(names.w("val"), "")


def _part_of(package: Package) -> str:
    found = (target for each, target in package.related(package.main) if each.kind == "numbering")
    return next((target for target in found if target in package.parts), "")


def _make_part(package: Package) -> str:
    name = f"{package.main.rpartition('/')[0]}/numbering.xml"
    package.put(name, f'{HEADER}<w:numbering xmlns:w="{names.W}"/>'.encode(), _TYPE)
    package.relate(package.main, _RELATIONSHIP, name)
    return name


def _add(root: etree._Element, number: etree._Element | None, kinds: dict[str, etree._Element]) -> str:
    """Add a list and its kind under new numbers; a list that does not exist stays none (``0``)."""
    link = None if number is None else number.find(names.w("abstractNumId"))
    kind = None if link is None else kinds.get(_value(link))
    if number is None or kind is None:
        return "0"
    free = str(
        1 + max((int(each.get(names.w("abstractNumId"), "0")) for each in root.iterfind("{*}abstractNum")), default=0)
    )
    own = str(1 + max((int(each.get(names.w("numId"), "0")) for each in root.iterfind("{*}num")), default=0))
    copied_kind, copied = deepcopy(kind), deepcopy(number)
    copied_kind.set(names.w("abstractNumId"), free)
    for mark in [*copied_kind.findall(names.w("nsid")), *copied_kind.iter(names.w("pStyle"))]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    copied.set(names.w("numId"), own)
    copied.find(names.w("abstractNumId")).set(names.w("val"), free)  # type: ignore[union-attr]
    position = len(root.findall(names.w("numPicBullet"))) + len(root.findall(names.w("abstractNum")))
    root.insert(position, copied_kind)
    after = root.findall(names.w("num"))
    if after:
        after[-1].addnext(copied)
    else:
        copied_kind.addnext(copied)
    return own
