"""Charts of the template that keep their looks: the part takes new data, and so does the workbook behind it."""

from __future__ import annotations

from collections import Counter

from reportgen.office.chart_refresh import keeps_looks, refresh_chart
from reportgen.office.chart_table import ChartPlace
from reportgen.office.charts import CHART_CONTENT_TYPE, WORKBOOK_CONTENT_TYPE, WORKBOOK_RELATIONSHIP
from reportgen.office.names import C, R
from reportgen.office.package import Package, Relationship, relative_target
from reportgen.office.values import ChartSpec
from reportgen.office.xml import parse

_WORKBOOK_KINDS = ("package", "oleObject")


class Refills:
    """The template's charts of one render and the data each is given."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._specs: dict[str, ChartSpec] = {}

    def takes(self, part: str, relationship: str, spec: ChartSpec) -> bool:
        """Whether the template's chart keeps its looks with this data; otherwise it is drawn anew in its place."""
        chart = self._find(part, relationship)
        return chart not in self._package.parts or keeps_looks(self._package.parts[chart].data, spec)

    def _find(self, part: str, relationship: str) -> str:
        return next((target for each, target in self._package.related(part) if each.id == relationship), "")

    def refill(self, part: str, relationship: str, spec: ChartSpec) -> tuple[str, str, tuple[ChartPlace, ...]]:
        """Return the relationship of ``part`` to the chart that takes the data, its part, and where each word stands.

        A chart that is printed a second time is printed as a copy. Raises ValueError for one that cannot take the data.
        """
        chart = self._find(part, relationship)
        if chart not in self._package.parts:
            raise ValueError("the template's chart is not there")
        places = refresh_chart(self._package.parts[chart].data, spec).places
        if chart in self._specs:
            if any(sign in self._package.parts[chart].data for sign in (b"{{", b"{%")):
                raise ValueError("a chart with tags in its title cannot be printed twice")
            chart = self._copy(chart)
            relationship = self._package.relate(part, f"{R}/chart", chart)
        self._specs[chart] = spec
        return relationship, chart, places

    def _copy(self, chart: str) -> str:
        made = self._package.free_name_like(chart)
        self._package.put(made, self._package.parts[chart].data, CHART_CONTENT_TYPE)
        # Its colours and styles are shared; its workbook is its own, made when the data is put in.
        kept = (each for each in self._package.relationships.get(chart, ()) if each.kind not in _WORKBOOK_KINDS)
        self._package.relationships[made] = tuple(kept)
        return made

    def write(self) -> None:
        """Put the data into every chart and its workbook, once the tags in their titles have been filled."""
        users = Counter(
            target for owner in self._package.relationships for each, target in self._package.related(owner)
            if each.kind in _WORKBOOK_KINDS
        ) if self._specs else Counter[str]()  # fmt: skip
        for chart, spec in self._specs.items():
            made = refresh_chart(self._package.parts[chart].data, spec)
            self._package.put(chart, made.xml)
            link = parse(made.xml).find(f"{{{C}}}externalData")
            assert link is not None
            self._put_workbook(chart, link.get(f"{{{R}}}id", ""), made.workbook, users)

    def _put_workbook(self, chart: str, relationship: str, workbook: bytes, users: Counter[str]) -> None:
        """Put the workbook where the chart's own one is; one that another chart uses too stays as it is."""
        package = self._package
        old = next((target for each, target in package.related(chart) if each.id == relationship), "")
        is_own = users[old] == 1
        name = (
            old
            if old.endswith(".xlsx") and is_own
            else package.free_name(f"{chart.split('/')[0]}/embeddings", "Workbook", "xlsx")
        )
        package.put(name, workbook)
        package.types.overrides.pop(name, None)
        if package.types.of(name) != WORKBOOK_CONTENT_TYPE:
            package.types.defaults["xlsx"] = WORKBOOK_CONTENT_TYPE
        if old and old != name and is_own:
            package.remove(old)
        wired = Relationship(relationship, WORKBOOK_RELATIONSHIP, relative_target(chart, name))
        others = (each for each in package.relationships.get(chart, ()) if each.id != relationship)
        package.relationships[chart] = (*others, wired)
