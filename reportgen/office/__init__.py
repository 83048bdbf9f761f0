"""The Office engine: the only code that knows docx, pptx and xlsx.

``render`` and ``fill_template`` fill Word and PowerPoint templates, ``fill`` the cells of a workbook; ``annotate`` puts
comments on them. Names are looked up when they are first used, so that importing ``reportgen.office.values`` costs
nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.office.annotating import annotate, is_annotated_copy, sheet_names
    from reportgen.office.cell_areas import CellAddress
    from reportgen.office.checking import Asked, check, explain, explain_by_place
    from reportgen.office.filling import CellChange, Filled, fill
    from reportgen.office.finding import find_places
    from reportgen.office.places import PlacedText
    from reportgen.office.properties import Properties
    from reportgen.office.reading import FoundText, text
    from reportgen.office.rendering import Rendered, fill_template, render
    from reportgen.office.template_notes import annotate_template

_HOMES = {
    "Asked": "checking",
    "CellAddress": "cell_areas",
    "CellChange": "filling",
    "Filled": "filling",
    "FoundText": "reading",
    "PlacedText": "places",
    "Properties": "properties",
    "Rendered": "rendering",
    "annotate": "annotating",
    "annotate_template": "template_notes",
    "check": "checking",
    "explain": "checking",
    "explain_by_place": "checking",
    "fill": "filling",
    "fill_template": "rendering",
    "find_places": "finding",
    "is_annotated_copy": "annotating",
    "render": "rendering",
    "sheet_names": "annotating",
    "text": "reading",
}

__all__ = [
    "Asked",
    "CellAddress",
    "CellChange",
    "Filled",
    "FoundText",
    "PlacedText",
    "Properties",
    "Rendered",
    "annotate",
    "annotate_template",
    "check",
    "explain",
    "explain_by_place",
    "fill",
    "fill_template",
    "find_places",
    "is_annotated_copy",
    "render",
    "sheet_names",
    "text",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
