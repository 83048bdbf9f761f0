"""What is taken out of the workbook behind a chart: every cell, sheet and name that the chart does not draw."""

from __future__ import annotations

from lxml import etree

from reportgen.office.names import r
from reportgen.office.package import Package, target_name
from reportgen.office.publish_charts import Areas
from reportgen.office.publish_markup import drop_unseen, remove
from reportgen.office.sheet_cells import place_of, x
from reportgen.office.xml import parse, serialise_part

KEPT = frozenset(("officeDocument", "worksheet", "styles", "theme", "sharedStrings"))
"""The kinds of parts such a workbook needs; its tables go, since they hold columns nobody draws."""

_UNSEEN = (
    "definedNames", "externalReferences", "fileSharing", "fileVersion", "customWorkbookViews", "webPublishing",
    "headerFooter", "legacyDrawing", "legacyDrawingHF", "dataValidations", "conditionalFormatting", "hyperlinks",
    "customSheetViews", "scenarios", "protectedRanges", "customProperties", "extLst", "phoneticPr",
)  # fmt: skip


def trim_workbook(package: Package, drawn: Areas) -> bool:
    """Leave in a workbook the cells in ``drawn`` alone, without formulas; whether any other said something."""
    sheets = _settle_sheets(package, drawn)
    used: set[int] = set()
    said_more = any(sheet not in drawn for sheet in sheets)
    for name, part in list(package.parts.items()):
        if not name.startswith("xl/") or not name.endswith(".xml"):
            continue
        root = parse(part.data)
        before = etree.tostring(root.getroottree())
        root = drop_unseen(root)
        for element in list(root.iter(*map(x, _UNSEEN))):
            remove(element)
        sheet = next((each for each, target in sheets.items() if target == name), "")
        if sheet:
            said_more |= _trim_sheet(root, sheet, drawn, used)
        if etree.tostring(root.getroottree()) != before:
            package.put(name, serialise_part(root))
    return said_more | _blank_strings(package, used)


def _settle_sheets(package: Package, drawn: Areas) -> dict[str, str]:
    """Take the sheets that are not drawn off the list; return the parts of those that were on it by their names."""
    main = package.main
    root = parse(package.parts[main].data)
    targets = {each.id: target_name(main, each.target) for each in package.relationships.get(main, ())}
    sheets = {}
    listed = list(root.iter(x("sheet")))
    kept = [sheet for sheet in listed if sheet.get("name", "") in drawn] or listed[:1]
    for sheet in listed:
        sheets[sheet.get("name", "")] = targets.get(sheet.get(r("id"), ""), "")
        if sheet not in kept:
            remove(sheet)
    if len(kept) < len(listed):
        for view in list(root.iter(x("bookViews"))):
            remove(view)
        package.put(main, serialise_part(root))
        gone = {sheet.get(r("id")) for sheet in listed if sheet not in kept}
        package.relationships[main] = tuple(each for each in package.relationships[main] if each.id not in gone)
    return sheets


def _trim_sheet(root: etree._Element, sheet: str, drawn: Areas, used: set[int]) -> bool:
    """Take out what is not drawn; note the shared texts that are. Whether something not drawn said anything."""
    said_more = False
    for cell in list(root.iter(x("c"))):
        for formula in cell.findall(x("f")):
            cell.remove(formula)
        place = place_of(cell.get("r", ""))
        if place is not None and any(area.holds(*place) for area in drawn.get(sheet, ())):
            text = cell.findtext(x("v")) or ""
            if cell.get("t") == "s" and text.isdigit():
                used.add(int(text))
            continue
        said_more |= bool(len(cell))
        remove(cell)
    for row in [row for row in root.iter(x("row")) if not len(row)]:
        remove(row)
    return said_more


def _blank_strings(package: Package, used: set[int]) -> bool:
    """Empty the shared texts that no cell shows; their places stay, since cells count them."""
    name = next((target for each, target in package.related(package.main) if each.kind == "sharedStrings"), "")
    if name not in package.parts:
        return False
    root = parse(package.parts[name].data)
    blanked = False
    for number, item in enumerate(root.iterfind(x("si"))):
        if number not in used and len(item):
            blanked |= bool("".join(str(text) for text in item.itertext()).strip())
            item[:] = [etree.Element(x("t"))]
    if blanked:
        package.put(name, serialise_part(root))
    return blanked
