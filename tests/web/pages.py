"""Small templates of pages, what they are filled with, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.errors import ProblemsError
from reportgen.office.values import (
    Align,
    ChartKind,
    ChartPoint,
    ChartSeries,
    ChartSpec,
    Markdown,
    MarkdownParagraph,
    Passage,
    Printed,
    TableColumn,
    TableRow,
    TableSpec,
    Text,
)
from reportgen.web import fill_page
from reportgen.web.values import Contents, Panel

TOTAL = Printed("1,402", "fact:plans.total")
NAMES: Mapping[str, object] = {
    "total": TOTAL,
    "council": Text('R&D <Northmere> "council"', "setting:authority.name"),
    "sentence": Passage(("There are ", TOTAL, " plans."), frozenset({1})),
    "words": Markdown((MarkdownParagraph(Passage(("First.",))), MarkdownParagraph(Passage(("Point",)), bullet=True))),
    "table": lambda name: TableSpec(
        name,
        "Plans",
        (TableColumn("Placement"), TableColumn("Plans", Align.RIGHT)),
        (TableRow(("Mainstream", TOTAL)),),
    ),
    "chart": lambda name: bars(),
    "contents": Contents(),
    "rows": ({"name": "one"}, {"name": "two"}),
}


def bars(kind: ChartKind = ChartKind.BAR) -> ChartSpec:
    points = (ChartPoint(641, Printed("641", "fact:a")), ChartPoint(268, Printed("268", "fact:b")))
    return ChartSpec("plans", kind, "Plans", ("Mainstream", "Special"), (ChartSeries("Plans", points),), "Bars.")


def explain(ref: str) -> Panel | None:
    if not ref.startswith("fact:"):
        return None
    return Panel("EHC plans", TOTAL, (("What it is", "Plans on the day."), ("As at", "30 September 2025")))


def fill(template: str, **more: object) -> str:
    page = fill_page(template.encode(), "ours.html.jinja", {**NAMES, **more}, filters={}, explain=explain)
    return page.data.decode()


def body_of(template: str, **more: object) -> str:
    """What a template gives, without the panels."""
    return fill(template, **more).partition('<section class="panels"')[0]


def mistakes(template: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        fill(template)
    return [str(problem) for problem in caught.value.problems]
