"""The rows and cells of one sheet's XML: found by row and column, made in their order where they are absent."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from lxml import etree

from reportgen.office.cell_areas import Area, cell_name, read_area, read_areas
from reportgen.office.sheet_cells import place_of

_TRUE = ("1", "true")


class SheetGrid:
    """One sheet while it is patched. Raises ValueError for rows or cells whose numbers cannot be read."""

    def __init__(self, root: etree._Element) -> None:
        data = root.find("{*}sheetData")
        if data is None:
            raise ValueError("it has no cells")
        self.root, self.data = root, data
        self.namespace = etree.QName(root).namespace or ""
        self.rows: dict[int, etree._Element] = {}
        self.cells: dict[tuple[int, int], etree._Element] = {}
        self.formulas: dict[tuple[int, int], etree._Element] = {}
        self._columns: dict[int, list[int]] = {}
        self._index()
        self._row_numbers = sorted(self.rows)
        self.arrays = tuple(self._arrays())

    def _index(self) -> None:
        row_tag, cell_tag, formula_tag = self._name("row"), self._name("c"), self._name("f")
        letters: dict[str, int] = {}
        number = 0
        for row in self.data.iterchildren(row_tag):
            number = int(row.get("r") or number + 1)
            self.rows.setdefault(number, row)
            columns = self._columns.setdefault(number, [])
            column = 0
            for cell in row.iterchildren(cell_tag):
                ref = cell.get("r")
                column = column + 1 if ref is None else _column_of(ref, str(number), letters)
                self.cells.setdefault((number, column), cell)
                columns.append(column)
                for child in cell:
                    if child.tag == formula_tag:
                        self.formulas[number, column] = child
            columns.sort()

    def _arrays(self) -> Iterator[tuple[Area, tuple[int, int]]]:
        """Yield the areas that one formula fills, each with the cell the formula stands in."""
        for place, formula in self.formulas.items():
            if formula.get("t") in ("array", "dataTable"):
                found = read_area(formula.get("ref", ""))
                if found is not None:
                    yield found[0], place

    @property
    def has_formulas(self) -> bool:
        """Whether any cell is calculated."""
        return bool(self.formulas)

    def formula_at(self, row: int, column: int) -> str | None:
        """Return the name of the cell whose formula gives this cell its value; None where it is not calculated."""
        if (row, column) in self.formulas:
            return cell_name(row, column)
        return next((cell_name(*place) for area, place in self.arrays if area.holds(row, column)), None)

    def style_of(self, row: int, column: int) -> int:
        """Return the number of a cell's style; a cell that is not there has its row's or its column's."""
        cell = self.cells.get((row, column))
        if cell is not None:
            return int(cell.get("s") or 0)
        holder = self.rows.get(row)
        if holder is not None and holder.get("customFormat") in _TRUE:
            return int(holder.get("s") or 0)
        for entry in self.root.iterfind("{*}cols/{*}col"):
            if int(entry.get("min") or 0) <= column <= int(entry.get("max") or 0):
                return int(entry.get("style") or 0)
        return 0

    def cell(self, row: int, column: int) -> etree._Element:
        """Return the cell's element, made in its place where it is absent, with the style it shows already."""
        found = self.cells.get((row, column))
        if found is not None:
            return found
        style = self.style_of(row, column)
        holder = self._row(row)
        made = etree.Element(self._name("c"), {"r": cell_name(row, column)})
        if style:
            made.set("s", str(style))
        columns = self._columns.setdefault(row, [])
        at = bisect_left(columns, column)
        if at:
            self.cells[row, columns[at - 1]].addnext(made)
        else:
            holder.insert(0, made)
        insort(columns, column)
        self.cells[row, column] = made
        _widen_spans(holder, column)
        self._widen_dimension(row, column)
        return made

    def _row(self, number: int) -> etree._Element:
        found = self.rows.get(number)
        if found is not None:
            return found
        made = etree.Element(self._name("row"), {"r": str(number)})
        at = bisect_left(self._row_numbers, number)
        if at:
            self.rows[self._row_numbers[at - 1]].addnext(made)
        else:
            self.data.insert(0, made)
        insort(self._row_numbers, number)
        self.rows[number] = made
        return made

    def _name(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"

    def _widen_dimension(self, row: int, column: int) -> None:
        dimension = self.root.find("{*}dimension")
        areas = [] if dimension is None else list(read_areas(dimension.get("ref", "")))
        if dimension is not None and areas and not areas[0].holds(row, column):
            area = areas[0]
            wider = Area(
                min(area.top, row), min(area.left, column), max(area.bottom, row), max(area.right, column)
            )  # fmt: skip
            dimension.set("ref", wider.ref)

    def write(self, row: int, column: int, kind: str, stored: str) -> None:
        """Put a value into a cell: its type ``kind`` as the format has it ("" for numbers), its style kept."""
        cell = self.cell(row, column)
        for child in [*cell.iterfind("{*}v"), *cell.iterfind("{*}is")]:
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, "")
        if kind:
            cell.set("t", kind)
        holder = etree.Element(self._name("v"))
        cell.insert(0, holder)
        if kind == "inlineStr":
            holder.tag = self._name("is")
            holder = etree.SubElement(holder, self._name("t"))
            if stored != stored.strip() or "\n" in stored or "\t" in stored:
                holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        holder.text = stored

    def drop_results(self) -> bool:
        """Take every formula's saved result out, so that nobody sees a stale one; return whether there was any."""
        calculated = set(self.formulas)
        for area, _ in self.arrays:
            calculated |= {place for place in self.cells if area.holds(*place)}
        dropped = False
        for place in calculated:
            cell = self.cells[place]
            for result in [*cell.iterfind("{*}v"), *cell.iterfind("{*}is")]:
                cell.remove(result)
                dropped = True
            cell.attrib.pop("t", "")
        return dropped


def _column_of(ref: str, row: str, letters: dict[str, int]) -> int:
    """Return the column of a cell in a row; ``letters`` remembers those seen. Raises ValueError for what is no cell."""
    column = letters.get(ref.removesuffix(row))
    if column is None:
        place = place_of(ref)
        if place is None:
            raise ValueError(f"{ref} is no cell")
        column = place[1]
        if ref.endswith(row) and str(place[0]) == row:
            letters[ref.removesuffix(row)] = column
    return column


def _widen_spans(row: etree._Element, column: int) -> None:
    """Keep the row's hint at its first and last column true; a hint that cannot be read is taken away."""
    spans = row.get("spans")
    if spans is None:
        return
    ends = [int(end) for span in spans.split() for end in span.split(":") if end.isdecimal()]
    if ends:
        row.set("spans", f"{min(*ends, column)}:{max(*ends, column)}")
    else:
        del row.attrib["spans"]
