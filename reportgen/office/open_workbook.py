"""A workbook opened to be patched: its sheets by name, what they share, and the parts that were changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from reportgen.office.names import R
from reportgen.office.package import (
    CONTENT_TYPES,
    ContentTypes,
    Package,
    Relationship,
    relationships_name,
    write_members,
)
from reportgen.office.sheet_grid import SheetGrid
from reportgen.office.sheets import Book, SheetCell, read_book, read_cell
from reportgen.office.workbook_parts import damaged, parse_part, read_part, read_parts, refuse
from reportgen.office.xml import MarkupError, read_relationships, read_types, serialise_part, write_wiring

_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_BEFORE_CALCULATION = {
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames"),
}
_NEEDED = ("an ordinary Excel workbook is needed", "open it in Excel and save it as Excel Workbook (.xlsx)")


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet in the workbook's order: its name, its part and what it is (``worksheet``, ``chartsheet``)."""

    name: str
    part: str
    kind: str


class OpenWorkbook:
    """A ``.xlsx`` or ``.xlsm`` opened under the name ``file``. Raises ProblemsError where it cannot be read safely."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.package = _read_package(data, file)
        self._before = self.package.copy()
        self.main = self.package.main
        self.root = self._parse_main()
        self.tabs = tuple(self._tabs())
        targets = {relation.kind: part for relation, part in self.package.related(self.main)}
        self.book: Book = read_book(
            self.package.parts, self.root, targets.get("sharedStrings", ""), targets.get("styles", ""), file
        )
        self.unlocked_styles = self._unlocked_styles(targets.get("styles", ""))
        self._grids: dict[str, SheetGrid] = {}

    def _parse_main(self) -> etree._Element:
        if "spreadsheetml" not in self.package.types.of(self.main) and "ms-excel" not in self.package.types.of(
            self.main
        ):
            raise refuse(self.file, "is not an Excel workbook", *_NEEDED)
        if not self.main.endswith(".xml"):
            raise refuse(self.file, "is a workbook in Excel's binary format", *_NEEDED)
        if any("digital-signature" in relation.type for relation in self.package.relationships.get("", ())):
            raise refuse(
                self.file,
                "is digitally signed, and a change would break the signature",
                "a workbook without a signature is needed",
                "remove the signature in Excel, or ask for an unsigned copy",
            )
        return parse_part(self.package.parts, self.main, self.file)

    def _tabs(self) -> list[Tab]:
        targets = {relation.id: (part, relation.kind) for relation, part in self.package.related(self.main)}
        tabs = []
        for entry in self.root.iterfind("{*}sheets/{*}sheet"):
            part, kind = targets.get(entry.get(f"{{{R}}}id") or entry.get(f"{{{_STRICT_R}}}id") or "", ("", ""))
            tabs.append(Tab(entry.get("name", ""), part, kind))
        return tabs

    def _unlocked_styles(self, part: str) -> frozenset[int]:
        """Return the styles whose cells may be changed on a protected sheet; every other one is locked."""
        if part not in self.package.parts:
            return frozenset()
        styles = parse_part(self.package.parts, part, self.file).iterfind("{*}cellXfs/{*}xf")
        marks = (style.find("{*}protection") for style in styles)
        return frozenset(
            number for number, mark in enumerate(marks) if mark is not None and mark.get("locked") in ("0", "false")
        )

    def tab(self, name: str) -> Tab | None:
        """Return the sheet of that name, capitals aside as in Excel."""
        return next((tab for tab in self.tabs if tab.name.casefold() == name.casefold()), None)

    def grid(self, tab: Tab) -> SheetGrid:
        """Return a worksheet's cells, read once. Raises ProblemsError where its part is damaged."""
        if tab.part not in self._grids:
            try:
                self._grids[tab.part] = SheetGrid(parse_part(self.package.parts, tab.part, self.file))
            except ValueError as error:
                raise damaged(self.file, f"{tab.part} (sheet {tab.name})") from error
        return self._grids[tab.part]

    def cell_at(self, tab: Tab, row: int, column: int) -> SheetCell | None:
        """Return what a cell holds, None for a blank one. Raises ProblemsError where it is damaged."""
        element = self.grid(tab).cells.get((row, column))
        try:
            return None if element is None else read_cell(element, row, column, self.book)
        except (ValueError, IndexError, ArithmeticError) as error:
            raise damaged(self.file, f"{tab.part} (sheet {tab.name})") from error

    def format_at(self, tab: Tab, row: int, column: int) -> str:
        """Return the number format a cell has, or would have: its own, its row's or its column's."""
        style = self.grid(tab).style_of(row, column)
        return self.book.formats[style] if style < len(self.book.formats) else ""

    def worksheets(self) -> tuple[Tab, ...]:
        """Return the sheets that have cells."""
        return tuple(tab for tab in self.tabs if tab.kind == "worksheet")

    def related_roots(self, part: str, kind: str) -> list[etree._Element]:
        """Return the parts of one kind that hang on a part, parsed."""
        return [
            parse_part(self.package.parts, name, self.file)
            for relation, name in self.package.related(part)
            if relation.kind == kind and name in self.package.parts
        ]

    def put(self, part: str, root: etree._Element, content_type: str = "") -> None:
        """Replace a part by its patched tree, or add one of that type."""
        self.package.put(part, serialise_part(root), content_type)

    def ask_for_calculation(self) -> None:
        """Have Excel calculate everything anew when it opens the workbook."""
        calculation = self.root.find("{*}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{{{etree.QName(self.root).namespace}}}calcPr")
            before = [child for child in self.root if etree.QName(child).localname in _BEFORE_CALCULATION]
            before[-1].addnext(calculation)
        if calculation.get("fullCalcOnLoad") not in ("1", "true"):
            calculation.set("fullCalcOnLoad", "1")
            self.put(self.main, self.root)

    def write(self) -> bytes:
        """Return the workbook; a part that was not changed has the compressed bytes it had."""
        write_wiring(self._before, self.package)
        return write_members(self.package.parts)


def read_file(workbook: bytes | Path, name: str) -> tuple[bytes, str]:
    """Return a workbook's bytes and the name it has in problems."""
    if isinstance(workbook, bytes):
        return workbook, name or "workbook.xlsx"
    return workbook.read_bytes(), name or workbook.name


def _read_package(data: bytes, file: str) -> Package:
    parts = dict(read_parts(data, file))
    types, relationships = ContentTypes({}, {}), dict[str, tuple[Relationship, ...]]()
    name = CONTENT_TYPES
    try:
        types = read_types(read_part(parts, name, file))
        for name in parts:
            folder, _, own = name.rpartition("/")
            owner = f"{folder.removesuffix('_rels')}{own.removesuffix('.rels')}"
            if relationships_name(owner) == name:
                relationships[owner] = read_relationships(read_part(parts, name, file))
    except MarkupError as error:
        raise damaged(file, name) from error
    return Package(parts, types, relationships)
